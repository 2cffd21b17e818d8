"""The roster of units: who is meant by a name, and who is in a collective.

Only the roster decides; near names are suggestions for the clerk and never taken silently.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from taizhang.core.submission import CO, EACH, LEAD, Row
from taizhang.core.values.text import keep_marks

OPEN_WORDS = ("有关", "相关")
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_ALSO_APART = re.compile(r"[\s/／\\.．·|｜+＋&＆]+|以及|会同")  # where no name holds it
# one name in two lengths: 镇政府 is 镇人民政府 wherever the roster has but one of them
_LENGTHS = (("人民政府", "政府"), ("街道办事处", "街道"), ("街道办", "街道"),
            ("管理委员会", "管委会"), ("办公室", "办"))  # fmt: skip
_ORDINARY = re.compile(r"^[省市州县区旗]|(?:局|委|委员会|办|中心|公司|政府|部|会)$")
_OF_TOWNS = re.compile(
    r"各[乡镇街道()、,和及]+?(?:办事处|办)?(?:(?:人民|党委)?政府)?(?:、?街道办事处)?\)?"
)
_TOWNS_AND_STREETS = re.compile(
    r"(各[乡镇（）()]+(?:(?:人民)?政府)?)[、，,和及](街道(?:办事处|办)?[)）]?)(?=[、，,；;\n]|$)"
)
_KINDS = (("乡镇", re.compile("[乡镇]"), re.compile(r"[乡镇](?:(?:人民)?政府)?$")),
          ("街道", re.compile("街"), re.compile(r"街道(?:办事处|办)?$")))  # fmt: skip
_LEVELS = "省市州县区旗乡镇村"  # 市、县财政局 is two units, 县发改委、农业局 both of the county


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the roster; `groups` are the collectives that it belongs to, `kind` its 类型."""

    name: str
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    order: float = 0.0
    reports: bool = True
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Names of a responsibility cell: known units, open groups kept as printed, unknown names."""

    units: tuple[str, ...] = ()
    open_groups: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def fold_name(name: str) -> str:
    """One writing of a name: no spaces, half-width brackets.

    >>> fold_name(" 各乡（镇） 政府")
    '各乡(镇)政府'
    """
    return keep_marks(name)


def shortest_name(name: str) -> str:
    """One length of a name, for comparing.

    >>> shortest_name("河湾镇人民政府"), shortest_name("县政府办公室")
    ('河湾镇政府', '县政府办')
    """
    folded = fold_name(name)
    for long, short in _LENGTHS:
        folded = folded.replace(long, short)
    return folded


@lru_cache(maxsize=100_000)
def split_names(text: str) -> tuple[str, ...]:
    """Names in a cell, as printed.

    >>> split_names("县财政局、县粮食局；县直各部门")
    ('县财政局', '县粮食局', '县直各部门')
    """
    # interned: five thousand units stand in thousands of cells, each with all of their names
    return tuple(intern(name) for part in _SEPARATORS.split(text) if (name := part.strip()))


@lru_cache(maxsize=100_000)
def names_in(text: str) -> frozenset[str]:
    """The same names, for asking whether a unit is among hundreds."""
    return frozenset(split_names(text))


def role_of(task: Mapping[str, object], unit: str) -> str:
    """Return 牵头, 配合, 各自牵头, or "" where the unit has no part in the task."""
    if unit in names_in(str(task["lead"])):
        return EACH if task.get("each_leads") else LEAD
    return CO if unit in names_in(str(task["co"])) else ""


def sharers(task: Mapping[str, object]) -> frozenset[str]:
    """Every unit that leads or helps."""
    return names_in(str(task["lead"])) | names_in(str(task["co"]))


def by_unit(tasks: Iterable[Row]) -> dict[str, list[Row]]:
    """The tasks in which each unit has a part, in their order: a thousand units cost one look.

    >>> by_unit([{"lead": "甲局", "co": "乙局"}, {"lead": "乙局", "co": ""}])["乙局"][1]["lead"]
    '乙局'
    """
    found: dict[str, list[Row]] = {}
    for task in tasks:
        for unit in sharers(task):
            found.setdefault(unit, []).append(task)
    return found


def describe_units(units: Iterable[str], most: int = 5, measure: str = "家") -> str:
    """Return names, or other words, for a sentence: the first few, then how many there are.

    >>> describe_units(["甲", "乙", "丙"], 2)
    '甲、乙等3家'
    """
    names = list(units)
    if len(names) <= most:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等{len(names)}{measure}"


class Roster:
    """Units in their order, found by full name or alias."""

    def __init__(self, units: Iterable[Unit]) -> None:
        """Keep the units sorted by 排序, then as they came."""
        self.units: tuple[Unit, ...] = tuple(sorted(units, key=lambda u: u.order))
        self._names: dict[str, str] = {}
        for unit in self.units:
            for name in (unit.name, *unit.aliases):
                self._names.setdefault(fold_name(name), unit.name)
        self._short: dict[str, str] = {}
        for spelling, name in self._names.items():
            short = shortest_name(spelling)
            self._short[short] = name if self._short.get(short, name) == name else ""
        self._groups: dict[str, list[str]] = {}
        self._printed: dict[str, str] = {}
        for unit in self.units:
            for group in unit.groups:
                self._groups.setdefault(fold_name(group), []).append(unit.name)
                self._printed.setdefault(fold_name(group), group)

    @property
    def spellings(self) -> tuple[str, ...]:
        """All names and aliases, folded."""
        return tuple(self._names)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.resolve(name) is not None

    def resolve(self, name: str) -> str | None:
        """The full name of the unit meant, or None."""
        return self._names.get(fold_name(name)) or self._short.get(shortest_name(name)) or None

    def members(self, group: str) -> tuple[str, ...]:
        """Units of a closed collective; empty where it is none."""
        return tuple(self._groups.get(fold_name(group), ())) or self.of_towns(group)

    def of_towns(self, group: str) -> tuple[str, ...]:
        """Units that 各乡镇, 各镇街道 mean by their 类型 or their names; () where 集合 tells or none is meant."""
        folded = fold_name(group)
        if folded in self._groups or not _OF_TOWNS.fullmatch(folded):
            return ()
        wanted = [(kind, ends) for kind, word, ends in _KINDS if word.search(folded)]
        return tuple(u.name for u in self.units if any(_is_of(u, k, ends) for k, ends in wanted))

    def towns_in(self, text: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Collectives of a cell that only 类型 and names explain: as printed, as one name, its units."""
        printed = {found[1] + found[2]: found[0] for found in _TOWNS_AND_STREETS.finditer(text)}
        for name in split_names(_TOWNS_AND_STREETS.sub(r"\1\2", text)):
            if units := self.of_towns(name):
                yield printed.get(name, name), name, units

    def near(self, name: str, most: int = 3) -> list[str]:
        """Full names that look like this one, best first: for a hint only."""
        from rapidfuzz import process

        given = fold_name(name)
        found = process.extract(given, list(self._names), limit=most * 4, score_cutoff=40)
        alike = [match for match, _, _ in found if _alike(given, match)]
        return list(dict.fromkeys(self._names[match] for match in alike))[:most]

    def read(self, text: str) -> Resolved:
        """All units that a cell names: aliases resolved, closed collectives expanded."""
        units: list[str] = []
        open_groups: list[str] = []
        unknown: list[str] = []
        for name in split_names(_TOWNS_AND_STREETS.sub(r"\1\2", text)):
            found = self._one(name)
            if found:
                units += found
            elif any(word in name for word in OPEN_WORDS):
                open_groups.append(name)
            else:
                unknown.append(name)
        return Resolved(tuple(dict.fromkeys(units)), tuple(open_groups), tuple(unknown))

    def _one(self, name: str) -> Sequence[str]:
        one = self.resolve(name)
        if one:
            return (one,)
        members = self.members(name)
        if members:
            return members
        parts = [self.resolve(part) for part in re.split(r"[和及]", name)]
        return [p for p in parts if p] if all(parts) else ()

    def find(self, text: str) -> Resolved:
        """The same, of a cell that somebody typed: A/B, A B, 市、县财政局, 县发改委、农业局 are two units.

        A name of the roster is never cut. Where no part of a name is known it stays as printed.
        """
        parts = split_names(_TOWNS_AND_STREETS.sub(r"\1\2", text))
        units: list[str] = []
        open_groups: list[str] = []
        unknown: list[str] = []
        for at, name in enumerate(parts):
            found = self._patient(name, parts, at)
            units += found.units
            open_groups += found.open_groups
            unknown += found.unknown
        return Resolved(tuple(dict.fromkeys(units)), tuple(open_groups), tuple(unknown))

    def _patient(self, name: str, parts: Sequence[str], at: int) -> Resolved:
        whole = self.read(name)
        if not whole.unknown:
            return whole
        if (full := self._levelled(name, parts, at)) is not None:
            return Resolved((full,))
        pieces = [piece for piece in _ALSO_APART.split(name) if piece]
        read = [self.read(piece) for piece in pieces]
        if len(pieces) < 2 or not any(r.units or r.open_groups for r in read):
            return whole
        return Resolved(
            tuple(u for r in read for u in r.units),
            tuple(g for r in read for g in r.open_groups),
            tuple(n for r in read for n in r.unknown),
        )

    def _levelled(self, name: str, parts: Sequence[str], at: int) -> str | None:
        """The unit whose name shares its beginning, or its end, with another of the same cell."""
        following = next((p for p in parts[at + 1 :] if len(p) > 1), "")
        if len(name) == 1 and name in _LEVELS and following[:1] in _LEVELS:
            return self.resolve(name + following[1:])
        firsts = dict.fromkeys(p[0] for p in parts if p[0] in _LEVELS and len(p) > 1)
        found = {self.resolve(first + name) for first in firsts} - {None}
        return found.pop() if len(found) == 1 else None

    def brief(self, names: Sequence[str], lead: Sequence[str] = (), most: int = 4) -> str:
        """Many units in few words, for paper: whole collectives by name, then a few, then a count.

        A collective counts as whole when only the leading unit is missing from it.
        """
        left = list(names)
        said: list[str] = []
        for group, members in self._groups.items():
            helpers = [m for m in members if m not in lead]
            if len(helpers) > 1 and set(helpers) <= set(left):
                said.append(self._printed[group])
                left = [n for n in left if n not in helpers]
        if not said and len(left) <= most + 1:
            return "、".join(left)
        said += left[:most]
        tail = "等" if len(left) > most else ""
        return f"{'、'.join(said)}{tail}（共{len(names)}家）"

    @property
    def reporting(self) -> tuple[str, ...]:
        """Names of the units that report, in order."""
        return tuple(u.name for u in self.units if u.reports)


def _is_of(unit: Unit, kind: str, ends: re.Pattern[str]) -> bool:
    return unit.kind == kind or (not unit.kind and bool(ends.search(unit.name)))


def _alike(name: str, other: str) -> bool:
    """Whether two names share more than the words that every office has: 县…局."""
    from rapidfuzz.distance import LCSseq

    one, two = (_ORDINARY.sub("", shortest_name(n)) for n in (name, other))
    shared = LCSseq.similarity(one, two)
    shorter = min(len(one), len(two))
    return shared > shorter / 2 or (shared > 0 and one[:1] == two[:1] and 2 * shared >= shorter)


NOBODY = Roster(())


def roster_of(rows: Iterable[Mapping[str, object]]) -> Roster:
    """The roster in the rows of the sheet 单位名册 (by column key)."""
    return Roster(_unit(row) for row in rows if row["unit"])


def _unit(row: Mapping[str, object]) -> Unit:
    order = row.get("order")
    return Unit(
        name=str(row["unit"]),
        aliases=split_names(str(row.get("aliases") or "")),
        groups=split_names(str(row.get("groups") or "")),
        order=float(order) if isinstance(order, int | float) else 9e9,
        reports=str(row.get("reports") or "是") != "否",
        kind=str(row.get("unit_type") or ""),
    )
