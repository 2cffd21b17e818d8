"""The rules for people: what each looks for, why, an example and the remedy."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from taizhang.core.catalog import rules
from taizhang.core.catalog.examples import example
from taizhang.core.catalog.reasons import FAMILY_TITLES, GROUPS, why
from taizhang.core.issues import Rule, readable

HEAD = """# 规则

程序说的每一句话都有一个代码。这里是全部代码：查什么、为什么、举个例子、怎么办。
错误的不采用，警告的采用并提醒，提示的只记一笔。J1、L4–L8、S1、F6–F8 的级别可以在台账的“校验规则”里改或关闭。

本页由目录生成，不要手改；`taizhang rules` 在终端里说同样的话。
"""


class RuleLines(NamedTuple):
    """One rule in words."""

    code: str
    severity: str
    title: str
    looks_for: str
    why: str
    example: str
    remedy: str


def lines_of(rule: Rule) -> RuleLines:
    """The rule in words; where a value will stand is …."""
    return RuleLines(
        rule.code, rule.severity.value, rule.title, readable(rule.message), why(rule.code),
        example(rule), readable(rule.hint),
    )  # fmt: skip


def rules_page(shown: Iterable[Rule] = ()) -> str:
    """All rules, or these, as Markdown: a chapter a letter, a section a group."""
    chosen = tuple(shown) or rules()
    return "\n".join([HEAD, *_chapters(chosen)]).rstrip() + "\n"


def _chapters(chosen: Iterable[Rule]) -> Iterator[str]:
    for letter, family in groupby(chosen, lambda rule: rule.code[0]):
        yield f"## {letter} {FAMILY_TITLES[letter]}\n"
        for prefix, group in groupby(family, lambda rule: rule.code[:2]):
            if prefix in GROUPS:
                yield f"### {prefix} {GROUPS[prefix].title}\n\n{GROUPS[prefix].why}\n"
            for rule in group:
                yield from _section(lines_of(rule))


def _section(rule: RuleLines) -> Iterator[str]:
    yield f"**{rule.code} {rule.title}**（{rule.severity}）{rule.looks_for}\n"
    yield f"- 为什么：{rule.why}"
    yield f"- 例：{rule.example}"
    yield f"- 办法：{rule.remedy}\n"
