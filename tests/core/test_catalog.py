"""The catalog: every sentence in one place, short, plain and complete."""

import ast
import re
from pathlib import Path

import pytest

from taizhang.core.catalog import rules
from taizhang.core.issues import Place, Rule

RULES = rules()
SOURCE = Path(__file__).parents[2] / "pytools" / "taizhang"
# XML, VBA and the clerk's own file types are names, not English
ALLOWED = re.compile(r"Excel|WPS|Word|MB|LibreOffice|PDF|Ctrl\+S|\.[a-z]+|[A-Z]\d+|OneDrive|UTF-8")


def test_codes_are_unique() -> None:
    codes = [r.code for r in RULES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_a_rule_is_short_plain_and_says_what_to_do(rule: Rule) -> None:
    bare = re.sub(r"\{\w+\}", "", rule.message)
    assert len(bare) <= 40
    assert re.fullmatch(r"[LFMSPNW]\d{3}", rule.code)
    assert rule.hint.endswith("。")
    assert rule.message.endswith("。")
    text = ALLOWED.sub("", re.sub(r"\{\w+\}", "", rule.message + rule.hint))
    assert not re.search(r"[A-Za-z]{2,}", text), "a clerk reads no English"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_a_rule_wants_all_its_values(rule: Rule) -> None:
    names = rule.placeholders()
    shown = rule.at(Place(), **dict.fromkeys(names, "甲"))
    assert "{" not in shown.message + shown.hint
    if names:
        with pytest.raises(KeyError):
            rule.at(Place())


def test_every_rule_is_used_somewhere() -> None:
    used: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        used |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        used |= {
            n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
        }
    idle = [name for name, rule in _named() if name not in used]
    assert idle == []


def _named() -> list[tuple[str, Rule]]:
    from importlib import import_module

    from taizhang.core import catalog

    modules = [import_module(f"{catalog.__name__}.{f}") for f in catalog.FAMILIES]
    return [(n, r) for m in modules for n, r in vars(m).items() if isinstance(r, Rule)]
