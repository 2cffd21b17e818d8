"""Who is responsible for a task of a list: names of the roster out of what somebody typed.

The roster comes first. What it does not know is read as a clause (县财政局牵头，县司法局配合), and
whatever of the words was left out is said.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.lists.model import ListedNames
from taizhang.core.units import Resolved, Roster, describe_units, fold_name
from taizhang.core.values.phrases import NOTHING
from taizhang.core.values.settled import join_names
from taizhang.core.values.text import keep_marks

_ETC = re.compile(r"等(?:有关|相关)?(?:部门|单位|各部门|各单位|地)?$")
_MARKS = re.compile(
    r"牵头|主办|主责|承办|配合|协办|责任|负责|单位|部门|会同|分别|各自|按职责分工|[、，,；;:：()（）/／\\\s.．。和及与以]"
)
ReadNames = Callable[[str, bool], ListedNames]


@dataclass(frozen=True, slots=True)
class Who:
    """Who leads and who takes part, names as the ledger keeps them; what there is to say."""

    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()
    each_leads: bool = False
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class _NamesCell:
    """A cell as it was understood: names by part, those that nobody knows, what was left out."""

    lead: Resolved
    co: Resolved
    each_leads: bool = False
    left_out: str = ""
    open_end: bool = False

    @property
    def unknown(self) -> int:
        return len(self.lead.unknown) + len(self.co.unknown)


def who_answers(
    texts: tuple[str, str],
    places: tuple[Place, Place],
    roster: Roster,
    read_names: ReadNames | None = None,
) -> Who:
    """Read the cells of 牵头单位 and 责任单位; one responsible unit alone leads."""
    cells = [
        _read(text, leads=at == 0, roster=roster, read_names=read_names)
        for at, text in enumerate(texts)
    ]
    lead = _names(cells[0].lead, *(c.lead for c in cells[1:] if not texts[0].strip()))
    helpers = [cells[0].co, cells[1].co, *(c.lead for c in cells[1:] if texts[0].strip())]
    co = [name for name in _names(*helpers) if name not in lead]
    if not lead and len(co) == 1:
        lead, co = co, []
    issues = [i for cell, text, place in zip(cells, texts, places, strict=True)
              for i in _issues(cell, text, place, roster)]  # fmt: skip
    each = any(cell.each_leads for cell in cells)
    return Who(tuple(lead), tuple(co), each, tuple(issues))


def _names(*read: Resolved) -> list[str]:
    """Known units first, then open groups, then names nobody knows; each once."""
    units = [u for r in read for u in r.units]
    others = [n for r in read for n in (*r.open_groups, *r.unknown)]
    return list(dict.fromkeys([*units, *others]))


def _read(text: str, *, leads: bool, roster: Roster, read_names: ReadNames | None) -> _NamesCell:
    if NOTHING.match(keep_marks(text)):
        return _NamesCell(Resolved(), Resolved())
    plain = _part(roster.find(text), leads=leads)
    if not plain.unknown or read_names is None:
        return plain
    clause = [_clause(part, leads=leads, roster=roster, read_names=read_names)
              for part in (text.split("\n") if "：" not in text and ":" not in text else [text])]  # fmt: skip
    return min((plain, _together(clause)), key=lambda cell: cell.unknown)


def _part(found: Resolved, *, leads: bool) -> _NamesCell:
    return _NamesCell(found, Resolved()) if leads else _NamesCell(Resolved(), found)


def _clause(text: str, *, leads: bool, roster: Roster, read_names: ReadNames) -> _NamesCell:
    said = read_names(text, leads)
    if not said.lead and not said.co:
        return _part(roster.find(text), leads=leads)
    names = (*said.lead, *said.co)
    lead, co = (roster.find(join_names(part)) for part in (said.lead, said.co))
    open_end = _ETC.search(fold_name(text)) is not None
    return _NamesCell(
        lead, co, said.each_leads, "" if open_end else _left_out(text, names), open_end
    )


def _together(cells: Sequence[_NamesCell]) -> _NamesCell:
    def joined(parts: Sequence[Resolved]) -> Resolved:
        return Resolved(
            tuple(u for p in parts for u in p.units),
            tuple(g for p in parts for g in p.open_groups),
            tuple(n for p in parts for n in p.unknown),
        )

    return _NamesCell(
        joined([c.lead for c in cells]),
        joined([c.co for c in cells]),
        any(c.each_leads for c in cells),
        "".join(c.left_out for c in cells),
        any(c.open_end for c in cells),
    )


def _left_out(text: str, names: Sequence[str]) -> str:
    """What of a cell is neither a name nor a word around names."""
    rest = fold_name(text)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(fold_name(name), "")
    return _MARKS.sub("", rest)


def _issues(cell: _NamesCell, text: str, place: Place, roster: Roster) -> Iterator[Issue]:
    for found in (cell.lead, cell.co):
        for name in found.unknown if roster.units else ():
            yield catalog.LIST_UNIT_KEPT.at(place, found=name, near=roster.near(name))
        for name in found.open_groups:
            yield catalog.GROUP_OPEN.at(place, found=name)
    for printed, name, towns in roster.towns_in(text):
        told = {"count": len(towns), "units": describe_units(towns)}
        yield catalog.GROUP_OF_TOWNS.at(place, found=printed, name=name, **told)
    if cell.open_end:
        yield catalog.GROUP_OPEN.at(place, found=" ".join(text.split()))
    if cell.left_out:
        names = _names(cell.lead, cell.co)
        yield catalog.LIST_UNIT_READ.at(place, found=" ".join(text.split()), units=names)
