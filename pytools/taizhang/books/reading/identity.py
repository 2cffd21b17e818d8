"""Whose form this is: the hidden sheet, or what the first page, titles and names still tell.

Also what the first page says about who filled it in. Whether the identity fits the ledger is
judged elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, cast

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.grids import Grid
from taizhang.books.forms.words import (
    BASE,
    COLUMNS,
    FILLED_BY,
    FORM_ID,
    LABEL_COLUMNS,
    LEDGER_ID,
    MAGIC,
    PERIOD,
    PHONE,
    UNIT,
)
from taizhang.core.catalog import forms as catalog
from taizhang.core.filenames import is_named_in
from taizhang.core.headers import fold
from taizhang.core.returned.seal import read_identity
from taizhang.core.schema import Layout
from taizhang.core.submission import Identity, RowKey, Sent, SentSheet, Value, as_name
from taizhang.core.tables import key_in

NOBODY = Identity("", "", "", "", 0, datetime.min)
FACTS: Mapping[object, str] = {
    fold(label): label for label in (FILLED_BY, PHONE, UNIT, PERIOD, FORM_ID, LEDGER_ID)
}
PERIOD_AT, SENT_AT = 1, 5  # places of two facts among those of the identity
GUIDE_ROWS = 60
TITLE = "表头"
FIRST_DAY, MOST_DAYS = date(1899, 12, 30), 100_000  # what a program counts as day 0
LONGEST_LABEL = 12
_NAME = re.compile(r"(.+?)[_＿ -]+([^_＿]+?)[_＿ -]*(?:报送表|填报表|报表)")
_PERIOD = re.compile(r"(20\d\d)(?:[-年](1[0-2]|0?[1-9])(?!\d|期))?")
_MONTH = re.compile(r"(20\d\d)[-年/.](1[0-2]|0?[1-9])(?:月|[-/.]0?1(?:[ T]0?0:00(?::00)?)?)?")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,3})?")
_GAP = re.compile(r"[\u3000\s]+")


@dataclass(slots=True)
class Bases:
    """The hidden sheets of a file: those that can be read, and whether one cannot."""

    sent: list[Sent] = field(default_factory=list)
    damaged: bool = False
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Recovered:
    """An identity pieced together, as far as it goes, and by what the unit was recognised."""

    identity: Identity
    source: str = ""


def find_bases(grids: Sequence[Grid]) -> Bases:
    """Find our hidden sheet under whatever name it has now; a copy of it counts once."""
    bases = Bases()
    for grid in grids:
        if grid.name != BASE and not _has_magic(grid):
            continue
        bases.names.add(grid.name)
        try:
            sent = read_base(grid)
        except (ValueError, LookupError):
            bases.damaged = True
            continue
        if sent not in bases.sent:
            bases.sent.append(sent)
    return bases


def _has_magic(grid: Grid) -> bool:
    return bool(grid.rows and grid.rows[0]) and grid.rows[0][0] == MAGIC


def read_base(grid: Grid) -> Sent:
    """Read the hidden sheet back; ValueError or LookupError where anything of it is missing."""
    # the cells are those that the builder wrote, unless the seal is broken
    (magic, digest, *_), who, *lines = cast("list[list[Value]]", grid.rows)
    if magic != MAGIC:
        raise ValueError(grid.name)
    return Sent(read_identity(_as_texts(who)), _sheets(lines), lines, str(digest))


def _sheets(lines: Iterable[list[Value]]) -> dict[str, SentSheet]:
    sheets: dict[str, SentSheet] = {}
    rows: dict[RowKey, list[Value]] = {}
    sheet, width = "", 2
    for line in lines:
        second = line[1]
        if line[0] == COLUMNS:
            columns = tuple([str(cell) for cell in line[2:] if cell != ""])
            sheet, width, rows = str(second), len(columns) + 2, {}
            sheets[sheet] = SentSheet(columns, rows)
        else:
            text = second if isinstance(second, str) else as_name(second)
            rows[key_in(sheet, text)] = line[2:width]
    return sheets


def _as_texts(who: Sequence[Value]) -> list[str]:
    """The cells of the identity, which were all texts until a program made numbers of them."""
    cells = [
        cell.isoformat() if isinstance(cell, date) and at == SENT_AT else as_name(cell)
        for at, cell in enumerate(who)
    ]
    return [as_period(cell) if at == PERIOD_AT else cell for at, cell in enumerate(cells)]


def retyped(sent: Sent, layout: Layout) -> Sent:
    """The base with each value of the type that we wrote.

    Programs make 1 of "1", "1" of 1, and of a date the number of its day.
    """
    lines: list[list[Value]] = []
    kinds: list[str] = []
    for line in sent.lines:
        if line[0] == COLUMNS:
            spec = next((s for s in layout.form.sheets if s.key == line[1]), None)
            kinds = ["text", "text", *(c.kind for c in spec.columns)] if spec else []
        wanted = ["text"] * len(line) if line[0] == COLUMNS else kinds
        as_sent = zip_longest(line, wanted[: len(line)], fillvalue="any")
        lines.append([_typed(value, str(kind)) for value, kind in as_sent])
    return replace(sent, sheets=_sheets(lines), lines=lines)


def _typed(value: Value, kind: str) -> Value:
    if kind in {"text", "long", "choice", "yes"} and isinstance(value, float):
        return as_name(value)
    if kind in {"number", "percent"} and isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value)
    if kind == "date" and isinstance(value, float) and 0 < value < MOST_DAYS:
        return FIRST_DAY + timedelta(days=int(value))
    return value


def read_guide(grids: Sequence[Grid], layout: Layout) -> dict[str, str]:
    """Read the first page: labels to what stands beside them; {} where there is none."""
    named = [grid for grid in grids if grid.name == layout.form.guide]
    for grid in named or grids:
        if facts := _facts(grid):
            return facts
    return {}


def is_guide(grid: Grid) -> bool:
    """Whether a sheet is our first page, under whatever name."""
    return bool(_facts(grid))


def _facts(grid: Grid) -> dict[str, str]:
    """Labels where we print them, or anywhere and in another writing where those are not found."""
    rows = grid.rows[:GUIDE_ROWS]
    if rows and len(rows[0]) > LABEL_COLUMNS[-1]:
        ours = ((row, at) for row in rows for at in LABEL_COLUMNS if row[at] in FACTS)
        found = {FACTS[row[at]]: _beside(row[at + 1 :]) for row, at in ours}
        if len(found) >= 2:
            return _with_period(found)
    anywhere = ((row, at) for row in rows for at, cell in enumerate(row) if _folded(cell))
    found = {str(_folded(row[at])): _beside(row[at + 1 :]) for row, at in anywhere}
    return _with_period(found) if len(found) >= 2 else {}


def _with_period(facts: dict[str, str]) -> dict[str, str]:
    return {**facts, PERIOD: as_period(facts[PERIOD])} if PERIOD in facts else facts


def as_period(text: str) -> str:
    """A month in the writing of periods; a program may have made a date of it.

    >>> as_period("2022-06-01 00:00:00"), as_period("2022年6月"), as_period("2022-Q2")
    ('2022-06', '2022-06', '2022-Q2')
    """
    found = _MONTH.fullmatch(text.strip())
    return f"{found[1]}-{int(found[2]):02}" if found else text


def _folded(cell: object) -> str | None:
    return FACTS.get(fold(cell)) if isinstance(cell, str) and len(cell) <= LONGEST_LABEL else None


def _beside(cells: Sequence[object]) -> str:
    """The first words to the right of a label, unless they are the next label."""
    text = next((words for cell in cells if cell != "" and (words := as_words(cell))), "")
    return "" if _folded(text) else text


def period_end(period: str) -> date | None:
    """A day late in the period, for dates without a year; None where the period names no year.

    >>> period_end("2022-06"), period_end("2022年第3期"), period_end("第3期")
    (datetime.date(2022, 6, 28), datetime.date(2022, 12, 28), None)
    """
    found = _PERIOD.search(period)
    return date(int(found[1]), int(found[2] or 12), 28) if found else None


def as_words(cell: object) -> str:
    """A cell as words: a phone number that became 5551234.0 is 5551234."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


class Title(NamedTuple):
    """Whose a sheet says it is, above its table; blank where it does not say."""

    unit: str
    period: str


@dataclass(frozen=True, slots=True)
class Traces:
    """What a file without our hidden sheet still has: its names, first page, sheets with tables."""

    path: Path
    guide: Mapping[str, str]
    titles: Sequence[Title]


class _Hint(NamedTuple):
    """By what a unit may be recognised, the unit, and the period where that is told too."""

    source: str
    unit: str
    period: str


def recover(traces: Traces, known: Sequence[Sent]) -> tuple[Recovered, Sent | None]:
    """Piece the identity together, and find what was sent to that unit among the `known`."""
    guide = traces.guide
    for source, unit, period in _hints(traces, known):
        if not unit:
            continue
        fitting = [s for s in known if s.identity.unit == unit]
        exact = [s for s in fitting if period in {"", s.identity.period}]
        if (one := _only(exact)) is not None:
            return Recovered(one.identity, source), one
        who = replace(
            NOBODY,
            unit=unit,
            period=period or guide.get(PERIOD, ""),
            ledger_id=guide.get(LEDGER_ID, ""),
            form_id=guide.get(FORM_ID, ""),
        )
        return Recovered(who, source), None
    return Recovered(NOBODY), None


def _only(sent: Sequence[Sent]) -> Sent | None:
    """The one sending, or the latest of several to the same unit and period."""
    if len({s.identity.period for s in sent}) != 1:
        return None
    return max(sent, key=lambda s: s.identity.sent)


def _hints(traces: Traces, known: Sequence[Sent]) -> Iterator[_Hint]:
    """What the file says of itself, the most telling first."""
    inside, outside = list(_inside(traces)), list(_outside(traces.path, known))
    named = next((hint.unit for hint in outside if hint.unit), "")
    yield from (*_agreeing(inside, named, traces), *outside)


def _agreeing(inside: Sequence[_Hint], named: str, traces: Traces) -> Sequence[_Hint]:
    """What stands inside, without what a neighbour's pages say.

    Pages of several units, or nameless ones beside a page of somebody, do not tell by themselves
    whose the file is: the file's name tells, else our first page.
    """
    units = sorted({hint.unit for hint in inside})
    nameless = any(not title.unit for title in traces.titles)
    if not units or (len(units) == 1 and not (named and nameless)):
        return inside
    names = (traces.path.stem, traces.path.parent.name)
    named = named or next((u for text in names for u in units if is_named_in(u, text)), "")
    guide = traces.guide.get(UNIT, "")
    whose = named or guide
    own = [hint for hint in inside if whose and is_one(hint.unit, whose)]
    if not nameless and all(hint.source != TITLE for hint in own) and not (named and own):
        raise UnreadableError(catalog.SEVERAL_UNITS, units=units)
    if not own and not named:
        raise UnreadableError(catalog.SEVERAL_UNITS, units=units)
    return own


def is_one(unit: str, other: str) -> bool:
    """Whether two names may be of one unit: one of them leaves out a part of the other."""
    return unit in other or other in unit


def _inside(traces: Traces) -> Iterator[_Hint]:
    """The units that are named inside the file."""
    if unit := traces.guide.get(UNIT, ""):
        yield _Hint("首页", unit, traces.guide.get(PERIOD, ""))
    yield from (_Hint(TITLE, title.unit, title.period) for title in traces.titles if title.unit)


def _outside(path: Path, known: Sequence[Sent]) -> Iterator[_Hint]:
    """The units that the names of the file and of its folder tell."""
    for source, text in (("文件名", path.stem), ("文件夹", path.parent.name)):
        named = {s.identity.unit for s in known if is_named_in(s.identity.unit, text)}
        units = sorted(named, key=len)
        yield _Hint(source, units[-1] if units else "", _period_in(str(path), known))
    if found := _NAME.fullmatch(path.stem):
        yield _Hint("文件名", found[1], found[2])


def _period_in(text: str, known: Sequence[Sent]) -> str:
    periods = {s.identity.period for s in known if s.identity.period in text}
    return max(periods, key=len, default="")
