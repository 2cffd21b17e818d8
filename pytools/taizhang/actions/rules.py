"""Show the rules: what each looks for, why, an example and the remedy."""

from collections.abc import Sequence
from pathlib import Path

from taizhang.core.catalog import RETIRED, files, rules
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog.page import lines_of, rules_page
from taizhang.core.issues import Rule
from taizhang.office.report import CannotRun, Report
from wholefile import whole

HEADS = ("代码", "级别", "名称", "查什么", "怎么办")
FULL_HEADS = ("代码", "名称", "为什么", "例", "怎么办")


def show_rules(codes: Sequence[str] | None = None, file: Path | None = None) -> Report:
    """List all rules, or explain those of these codes or groups (L405, F3, W).

    With `file` the same goes there as Markdown. CannotRun where a code is unknown.
    """
    chosen = _chosen(codes or ())
    if file is not None:
        with whole(file) as beside:
            beside.write_text(rules_page(chosen), encoding="utf-8")
    lines = [lines_of(rule) for rule in chosen]
    short = ((r.code, r.severity, r.title, r.looks_for, r.remedy) for r in lines)
    full = ((r.code, r.title, r.why, r.example, r.remedy) for r in lines)
    table = (FULL_HEADS, *full) if codes else (HEADS, *short)
    facts = (told.RULES.of(count=len(chosen)),)
    data = {"rules": [line._asdict() for line in lines]}
    return Report("rules", facts, (), (file,) if file else (), data, table)


def _chosen(codes: Sequence[str]) -> tuple[Rule, ...]:
    """The rules of these codes or groups; a retired code is the one that took over."""
    wanted = [RETIRED.get(code.upper(), code.upper()) for code in codes] or [""]
    for code in wanted:
        if not any(rule.code.startswith(code) for rule in rules()):
            raise CannotRun(files.CODE_UNKNOWN.at(found=code))
    return tuple(rule for rule in rules() if rule.code.startswith(tuple(wanted)))
