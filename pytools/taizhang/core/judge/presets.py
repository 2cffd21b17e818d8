"""亮灯方案: the published rule sets that ship, and what choosing one writes into 亮灯规则.

A preset fills the sheet once; what the office changes afterwards is the office's, and stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows
from taizhang.core.writes import Writes

COLUMNS = ("of", "rule", "condition", "lamp", "state", "role", "reason")
YES = "是"


@dataclass(frozen=True, slots=True)
class Preset:
    """One rule set: its name in the drop-down, where it was published, what to mind, its rules."""

    name: str
    source: str
    note: str
    rules: Sequence[Mapping[str, object]]


def whole(
    own: Sequence[Mapping[str, object]],
    head: Iterable[Mapping[str, object]],
    tail: Iterable[Mapping[str, object]],
) -> list[Mapping[str, object]]:
    """A preset's own rules between those that all presets have; of one name its own counts.

    What stands before such a rule of its own goes with it.

    >>> rules = whole([{"rule": "已销号", "lamp": "绿"}], [{"rule": "已销号", "lamp": "蓝"}], [])
    >>> [rule["lamp"] for rule in rules]
    ['绿']
    """
    names = [str(rule["rule"]) for rule in own]
    found: list[Mapping[str, object]] = []
    used = 0
    for rule in head:
        if str(rule["rule"]) in names[used:]:
            upto = names.index(str(rule["rule"]), used) + 1
            found += own[used:upto]
            used = upto
        else:
            found.append(rule)
    middle = own[used:]
    ends = any(rule.get("condition") == "" and not rule.get("of") for rule in middle)
    return [*found, *middle, *([] if ends else tail)]


def with_items(
    rules: Sequence[Mapping[str, object]], items: Iterable[Mapping[str, object]]
) -> list[Mapping[str, object]]:
    """The rules, and those of problems and milestones for each of them that they do not speak of.

    >>> own = [{"rule": "逾期", "of": "问题"}]
    >>> [r["rule"] for r in with_items(own, [{"rule": "甲", "of": "问题"}, {"rule": "乙", "of": "节点"}])]
    ['逾期', '乙']
    """
    have = {rule.get("of") for rule in rules}
    return [*rules, *(item for item in items if item["of"] not in have)]


def plan_preset(preset: Preset, table: LedgerRows) -> Writes:
    """Put the preset's rules in the place of those that 亮灯规则 holds."""
    writes = Writes(settings={"lamp_plan": preset.name, "lamp_plan_used": preset.name})
    writes.remove("lamp_rules", [row for row in table.rows if any(row.values.values())])
    writes.add("lamp_rules", rule_rows(preset.rules))
    return writes


def rule_rows(rules: Iterable[Mapping[str, object]]) -> list[dict[str, Value]]:
    """Rules as rows of 亮灯规则, numbered, all in use."""
    return [
        {"order": float(n), "enabled": YES, **{key: str(rule.get(key, "")) for key in COLUMNS}}
        for n, rule in enumerate(rules, start=1)
    ]
