"""Lists that are posted: red and black, by group, with their bounds; what they rank is data.

A black list holds only units that missed their target where the office says so, and is shorter
then. Units at the bound with equal printed figures are all shown. Beside its places a list may ask
conditions: who meets one stands in front, behind or between, with the reason beside the name; a unit
stands on one side only, in front before behind before between.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taizhang.core.scoring.conditions import AskedOf, read_condition, said_of
from taizhang.core.scoring.knowing import Knowledge
from taizhang.core.scoring.ranks import Ranked, all_level, bottom, ranked, top

YES = "是"
ASKING = ("first_if", "last_if", "mid_if")  # columns that hold a condition
CROWD = 2  # times as many as were wanted: too many to call out one by one


@dataclass(frozen=True, slots=True)
class Posted:
    """A row of 榜单设置.

    `target` is the figure from which a unit is not behind, `least` the one it needs for the red
    list; `basis` is 得分, a part of the scheme or a figure.
    """

    name: str
    groups: tuple[str, ...] = ()
    basis: str = "得分"
    first: int = 3
    last: int = 0
    only_missed: bool = False
    target: float | None = None
    least: float | None = None
    first_word: str = "红榜"
    last_word: str = "黑榜"
    speaks: int = 0
    explains: int = 0
    measure: str = "分"
    first_if: AskedOf = ()
    last_if: AskedOf = ()
    mid_word: str = ""
    mid_if: AskedOf = ()
    unreadable: tuple[tuple[str, str], ...] = ()  # (column, piece) of a condition that is none

    @property
    def asked(self) -> AskedOf:
        """All that it asks."""
        return (*self.first_if, *self.last_if, *self.mid_if)

    def holds(self, group: str) -> bool:
        """Whether that group is on it; a list without groups is for all."""
        return not self.groups or group in self.groups


@dataclass(frozen=True, slots=True)
class GroupList:
    """One group of a list: everyone in order, who is red, who is black, who between, who speaks.

    `why` says of a unit what brought it there, where a condition did.

    Where all have the same figure nobody is in front or behind. `speak_ties` and `explain_ties` are
    how many share the bound where that is too many to name: who of them speaks, people decide.
    """

    group: str
    rows: tuple[Ranked, ...]
    red: tuple[Ranked, ...] = ()
    black: tuple[Ranked, ...] = ()
    speaks: tuple[Ranked, ...] = ()
    explains: tuple[Ranked, ...] = ()
    speak_ties: int = 0
    explain_ties: int = 0
    middle: tuple[Ranked, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> bool:
        """Whether all have the same figure."""
        return all_level(self.rows)


def post(  # noqa: PLR0913 - the keywords are how it ranks
    posted: Posted,
    groups: Mapping[str, Sequence[str]],
    values: Mapping[str, float],
    *,
    before: Mapping[str, int] | None = None,
    decimals: int = 2,
    ties: str = "1224",
    known: Knowledge | None = None,
) -> list[GroupList]:
    """The list, group by group; a unit without a figure is left out."""
    found = []
    for group, units in groups.items():
        own = {u: values[u] for u in units if u in values}
        if own and posted.holds(group):
            rows = ranked(own, decimals=decimals, ties=ties, before=before)
            made = _group(posted, group, rows)
            found.append(_asked(posted, made, known) if known else made)
    return found


def _asked(posted: Posted, made: GroupList, known: Knowledge) -> GroupList:
    """The group with those whom a condition brings to the front, the back or between."""
    red, black = {r.unit for r in made.red}, {r.unit for r in made.black}
    sides = {"red": red, "black": black, "middle": set[str]()}
    asked = {"red": posted.first_if, "black": posted.last_if, "middle": posted.mid_if}
    why: dict[str, str] = {}
    for side, condition in asked.items():
        for row in made.rows:
            others = set[str]().union(*(own for name, own in sides.items() if name != side))
            said = said_of(condition, known.of(row.unit)) if row.unit not in others else None
            if said is not None:
                sides[side].add(row.unit)
                why[row.unit] = said
    found = {name: tuple(r for r in made.rows if r.unit in own) for name, own in sides.items()}
    return replace(made, **found, why=why)  # type: ignore[arg-type]


def _group(posted: Posted, group: str, rows: Sequence[Ranked]) -> GroupList:
    if all_level(rows):
        return GroupList(group, tuple(rows))
    missed = {r.unit for r in rows if posted.target is None or r.value < posted.target}
    only = missed if posted.only_missed else None
    red = [
        r for r in top(rows, posted.first)
        if (posted.least is None or r.value >= posted.least)
        and not (only is not None and posted.target is not None and r.unit in missed)
    ]  # fmt: skip
    black = [r for r in bottom(rows, posted.last, only) if r not in red]
    speaks, speak_ties = _named(top(rows, posted.speaks), posted.speaks)
    last = [r for r in bottom(rows, posted.explains, only) if r not in red]
    explains, explain_ties = _named(last, posted.explains)
    return GroupList(
        group, tuple(rows), tuple(red), tuple(black), speaks, explains, speak_ties, explain_ties
    )


def _named(rows: Sequence[Ranked], wanted: int) -> tuple[tuple[Ranked, ...], int]:
    """Those who are to speak; where more than twice as many share the bound, only how many."""
    many = len(rows) > CROWD * wanted
    return ((), len(rows)) if many else (tuple(rows), 0)


def read_lists(rows: Iterable[Mapping[str, object]]) -> list[Posted]:
    """The rows of 榜单设置 that are switched on."""
    return [_posted(row) for row in rows if row["list"] and str(row["enabled"]) != "否"]


def _posted(row: Mapping[str, object]) -> Posted:
    asked = {key: read_condition(text) if (text := str(row[key]).strip()) else () for key in ASKING}
    conditions = {key: c for key, c in asked.items() if not isinstance(c, str)}
    unreadable = tuple((key, c) for key, c in asked.items() if isinstance(c, str))
    groups = str(row["groups"]).replace("，", "、").split("、")
    return Posted(
        name=str(row["list"]),
        groups=tuple(g.strip() for g in groups if g.strip()),
        basis=str(row["basis"]) or "得分",
        first=int(_number(row["first"]) or 0),
        last=int(_number(row["last"]) or 0),
        only_missed=row["only_missed"] == YES,
        target=_number(row["target"]),
        least=_number(row["least"]),
        first_word=str(row["first_word"]) or "红榜",
        last_word=str(row["last_word"]) or "黑榜",
        speaks=int(_number(row["speaks"]) or 0),
        explains=int(_number(row["explains"]) or 0),
        measure=str(row["measure"]) or "分",
        first_if=conditions.get("first_if", ()),
        last_if=conditions.get("last_if", ()),
        mid_word=str(row["mid_word"]),
        mid_if=conditions.get("mid_if", ()),
        unreadable=unreadable,
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
