"""The rows that the sheets of a new ledger begin with: settings and rules, as the layout has them."""

from collections.abc import Mapping, Sequence
from typing import Any

from taizhang.books.resources import SourceRows
from taizhang.core.checks import check_rules, rule_rows
from taizhang.core.problems.stages import stage_rows as loop_stage_rows
from taizhang.core.roles import stage_rows
from taizhang.core.schema import Layout

SourceTables = Mapping[str, SourceRows]
LAST_OF_A_RULE = ("since",)  # what the TOML says of a rule and no sheet shows


def first_rows(layout: Layout) -> dict[str, SourceRows]:
    """First rows by sheet key; sheets that begin empty are not named."""
    return {
        **{key: switched_on(rows, layout, key) for key, rows in layout.begins.items()},
        "settings": layout.settings,
        "lamp_rules": numbered(layout.lamp_rules),
        "stage_words": list(stage_rows(layout.lists["stages"], layout.begins["stage_words"])),
        "supervise_rules": numbered(layout.supervise_rules),
        "papers": layout.papers,
        "placeholders": layout.placeholders,
        "loop_stages": list(
            loop_stage_rows(layout.lists["problem_stages"], layout.begins["loop_stages"])
        ),
    }


def all_first_rows(layout: Layout) -> dict[str, SourceRows]:
    """The same with every rule of the checks in 校验规则."""
    return first_rows(layout) | {"severities": rule_rows(check_rules(), layout.severities)}


def switched_on(rows: SourceRows, layout: Layout, key: str) -> SourceRows:
    """The rows with 启用 said, where the sheet has such a column."""
    on = {"enabled": "是"} if "enabled" in layout[key].keys else {}
    return [on | dict(row) for row in rows]


def numbered(
    rules: Sequence[Mapping[str, object]], first: int = 1, *, enabled: bool = True
) -> list[dict[str, Any]]:
    """Rules as rows, numbered from `first` on."""
    word = "是" if enabled else "否"
    return [
        {"order": n, "enabled": word, **{k: v for k, v in r.items() if k not in LAST_OF_A_RULE}}
        for n, r in enumerate(rules, start=first)
    ]
