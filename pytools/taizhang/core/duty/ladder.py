"""督办规则 as a ladder: what has to happen before which paper goes out, over whose name, until when.

A rule looks at one kind of fact (触发) and at how much of it there is: periods in a row, times in
the year, days. Of all rules that a matter reaches, the gravest holds, in the order of the
drop-down 方式; so more of a fact never leads to less.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from taizhang.core.catalog import duty as catalog
from taizhang.core.issues import Issue
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import split_names

USUAL = "常规"
LAMP, IN_YEAR, REDS, BOTTOM, SCORED = "灯色", "年内灯色", "单位红灯", "末位", "考核末位"
OPINION = "满意度末位"
MISSED, LATE, EMPTY = "漏报", "迟报", "空报"
NEAR, OVERDUE = "临期", "逾期"
UNANSWERED, IGNORED, REVIEW = "未回复", "屡督不办", "回头看不过"
ORDER_LATE = "批示逾期"
UNIT_LAMP, LEADER_LAMP, PROBLEM_LAMP, NODE_LAMP = "单位灯色", "领导灯色", "问题灯色", "节点灯色"
UNIT_IN_YEAR = "年内单位灯色"
NODE_NEAR, NODE_OVERDUE = "节点临期", "节点逾期"
PROBLEM_NEAR, PROBLEM_OVERDUE = "问题临期", "问题逾期"
FALSE = "虚报"
TRIGGERS = (LAMP, IN_YEAR, REDS, BOTTOM, SCORED, OPINION, MISSED, LATE, EMPTY, FALSE, NEAR, OVERDUE, NODE_NEAR, NODE_OVERDUE,
            PROBLEM_NEAR, PROBLEM_OVERDUE, UNANSWERED, IGNORED, REVIEW, UNIT_LAMP, UNIT_IN_YEAR, LEADER_LAMP,
            PROBLEM_LAMP, NODE_LAMP, ORDER_LATE)  # fmt: skip
BY_STATE = frozenset({LAMP, IN_YEAR, UNIT_LAMP, UNIT_IN_YEAR, LEADER_LAMP, PROBLEM_LAMP, NODE_LAMP})
NEARING = frozenset({NEAR, NODE_NEAR, PROBLEM_NEAR})
BY_DAYS = frozenset({OVERDUE, NODE_OVERDUE, PROBLEM_OVERDUE, UNANSWERED, ORDER_LATE})
NO = "否"
_REST = re.compile("[；;。]")


class Ranks:
    """How grave each way of supervising is: its place in the drop-down, the last is the gravest.

    >>> ranks = Ranks(["提醒", "约谈"])
    >>> ranks("约谈") > ranks("提醒") > ranks("请喝茶")
    True
    """

    def __init__(self, kinds: Iterable[str]) -> None:
        self._places = {kind: at for at, kind in enumerate(kinds, start=1)}

    def __call__(self, kind: str) -> int:
        """The rank of a kind; 0 for one the office does not list."""
        return self._places.get(kind, 0)


@dataclass(frozen=True, slots=True)
class Rung:
    """One usable row of 督办规则."""

    row: TableRow
    trigger: str
    least: float
    kinds: tuple[str, ...]
    after: str = ""
    state: str = ""

    @property
    def name(self) -> str:
        """What 依据规则 says: what the rule asks for. What follows in its 说明 is for the office."""
        least = f"{self.least:g}"
        what = "".join(filter(None, (self.state, self.after, self.trigger)))
        return _REST.split(self.note, maxsplit=1)[0].strip() or f"{what}≥{least}"

    @property
    def note(self) -> str:
        """Its 说明 as it stands; ledgers made earlier have the whole of it as 依据规则."""
        return str(self.row.values.get("note", ""))

    def number(self, key: str) -> int:
        """A number of the rule, 0 where it says none."""
        value = self.row.values.get(key, "")
        if not isinstance(value, int | float) or value % 1:
            return 0
        return int(value) if 0 <= value < 10_000 else 0

    def rank(self, ranks: Ranks) -> int:
        """How grave its gravest paper is."""
        return max(map(ranks, self.kinds))


@dataclass(frozen=True)
class Ladder:
    """The rules in force, and how grave each paper is."""

    rungs: Sequence[Rung]
    ranks: Ranks

    def reached(self, fits: Iterable[Rung]) -> Rung | None:
        """The gravest of these, the last of the sheet where two are as grave."""
        best: Rung | None = None
        for rung in fits:
            if best is None or rung.rank(self.ranks) >= best.rank(self.ranks):
                best = rung
        return best


def chosen_rows(table: LedgerRows, ladder: str, presets: Mapping[str, Sequence[Row]]) -> LedgerRows:
    """The table with the preset's rows where it has none of the ladder that is chosen."""
    if missing_preset(table, ladder, presets):
        extra = [TableRow(0, _whole(row, table, ladder)) for row in presets[ladder]]
        return LedgerRows(table.spec, table.sheet, table.letters, [*table.rows, *extra])
    return table


def missing_preset(table: LedgerRows, ladder: str, presets: Mapping[str, Sequence[Row]]) -> bool:
    """Whether the sheet lacks the rules of a ladder that is shipped."""
    return ladder in presets and not any(ladder_of(row.values) == ladder for row in table.rows)


def preset_rows(table: LedgerRows, ladder: str, presets: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The rows of a preset as the sheet takes them, numbered below those that are there."""
    numbers = [n for row in table.rows if isinstance(n := row["order"], int | float)]
    first = int(max(numbers, default=0)) + 1
    return [
        {**_whole(row, table, ladder), "order": n}
        for n, row in enumerate(presets[ladder], start=first)
    ]


def _whole(row: Row, table: LedgerRows, ladder: str) -> dict[str, Value]:
    blank: dict[str, Value] = dict.fromkeys(table.spec.keys, "")
    return {**blank, "enabled": "是", "ladder": ladder, **row}


def ladder_of(row: Row) -> str:
    """The ladder of a rule; one that names none is of the usual one."""
    return str(row.get("ladder", "")) or USUAL


def read_ladder(table: LedgerRows, ladder: str, kinds: Sequence[str]) -> tuple[Ladder, list[Issue]]:
    """The usable rules of the ladder in the sheet's order, and what is wrong with the others."""
    ladder = ladder or USUAL
    issues: list[Issue] = []
    rungs: list[Rung] = []
    for row in table.rows:
        if row.values.get("enabled") == NO or ladder_of(row.values) != ladder:
            continue
        found = _rung(row, table, kinds)
        if isinstance(found, Issue):
            issues.append(found)
        elif found:
            rungs.append(found)
            issues += _odd_days(found, table)
    issues += _endless(rungs, table)
    if not rungs:
        issues.append(catalog.LADDER_EMPTY.at(found=ladder))
    return Ladder(rungs, Ranks(kinds)), issues


def _rung(row: TableRow, table: LedgerRows, kinds: Sequence[str]) -> Rung | Issue | None:
    values = row.values
    trigger = str(values.get("trigger", "")) or LAMP
    names = tuple(dict.fromkeys(split_names(str(values["supervision"]))))
    if not names and not values["state"]:
        return None
    state, after, least = str(values["state"]), str(values.get("after", "")), values["streak"]
    least = float(least) if isinstance(least, int | float) else 1.0
    rung = Rung(row, trigger, least, names, after, state if trigger in BY_STATE else "")
    return _unusable(rung, table, kinds) or rung


def _unusable(rung: Rung, table: LedgerRows, kinds: Sequence[str]) -> Issue | None:
    """Why a rule is of no use, None where it is."""
    number, trigger = rung.row.number, rung.trigger
    if trigger not in TRIGGERS:
        return catalog.TRIGGER_UNKNOWN.at(table.place(number, "trigger"), found=trigger)
    strange = [name for name in rung.kinds if name not in kinds]
    if strange or not rung.kinds:
        place = table.place(number, "supervision")
        return catalog.KIND_UNKNOWN.at(place, found=strange or "空格")
    if trigger in BY_STATE and not rung.state:
        return catalog.RULE_WITHOUT_STATE.at(table.place(number, "state"), found=trigger)
    if trigger == UNANSWERED and not rung.after:
        return catalog.RULE_WITHOUT_PAPER.at(table.place(number, "after"))
    if rung.least % 1 or rung.least < (0 if trigger in NEARING else 1):
        return catalog.STEP_TOO_SMALL.at(table.place(number, "streak"), found=rung.least)
    return None


def _odd_days(rung: Rung, table: LedgerRows) -> Iterator[Issue]:
    """Days that are no whole number, or less than none: they are not counted."""
    for key in ("days", "reply_days"):
        value = rung.row.values.get(key, "")
        if isinstance(value, int | float) and (value < 0 or value % 1):
            place = table.place(rung.row.number, key)
            yield catalog.NUMBER_ODD.at(place, column=table.spec[key].label, found=value)


def _endless(rungs: Sequence[Rung], table: LedgerRows) -> list[Issue]:
    """A paper that, unanswered, leads back to itself, alone or by way of others."""
    follows = {r.after: r for r in rungs if r.trigger == UNANSWERED}
    found: list[Issue] = []
    for rung in follows.values():
        seen, at = {rung.after}, rung
        while (kind := at.kinds[-1]) in follows and kind not in seen:
            seen.add(kind)
            at = follows[kind]
        if kind == rung.after:
            found.append(
                catalog.LADDER_ROUND.at(table.place(rung.row.number, "after"), found=rung.after)
            )
    return found
