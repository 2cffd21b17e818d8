"""What a job would write: cells, rows to add and rows to take away, as values and nothing written.

This is the one place in front of the ledger. What no cell can hold never gets past it: a number
without end is refused, a text longer than a cell is clipped, signs that no workbook may hold are
left out; each is said in `notes`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import isfinite

from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Row, RowKey, Value
from taizhang.core.tables import TableRow, key_of, key_text
from taizhang.core.values.settled import same, settle

# what stands in 变更日志 where a whole row was added, taken away, declared void or valid again
ADDED, REMOVED, REVOKED, RESTORED = "（新增的行）", "（删去的行）", "（作废的行）", "（恢复的行）"
TAKEN_BACK = "（撤销的作业）"
ARCHIVED, RETRIEVED = "（归档的行）", "（取回的行）"  # of a year: so many rows at once
MARKS = frozenset({ADDED, REMOVED, REVOKED, RESTORED, TAKEN_BACK, ARCHIVED, RETRIEVED})
# of a text in a cell, as Excel counts: signs beyond U+FFFF are two; one is left for the apostrophe
# before a text that Excel would take for something else
LONGEST = 32_766
CUT = "…（太长，后面的没有写进来）"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Columns = Mapping[str, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to write: sheet and column by key, the row by its own key.

    `row` is Excel's row where the job knows it; else the row is found by its key. A change whose
    column is one of MARKS is a line of the log only.
    """

    sheet: str
    key: RowKey
    column: str
    old: Value
    new: Value
    unit: str = ""
    file: str = ""
    cell: str = ""
    row: int = 0

    @property
    def is_mark(self) -> bool:
        """Whether it speaks of a whole row."""
        return self.column in MARKS


@dataclass(frozen=True, slots=True)
class BulkRows:
    """Rows that come by the hundred thousand: how many, and their columns, made in parts.

    `parts` is told the number of the job. `lines` stand for the rows in the log.
    """

    sheet: str
    count: int
    parts: Callable[[str], Iterable[Columns]]
    lines: Sequence[Change]


@dataclass(slots=True)
class Writes:
    """All that one job writes, collected by `put`, `add` and `remove`.

    `bodies` are all rows that a sheet is to hold, by column key or header, where a year moves to its
    archive or back. `quiet` are cells of whole rows for which one of `marks` stands in the log. `taken_back` says of
    Excel's rows in the log whether they are taken back or hold again. `findings` go to 校验结果,
    those of `notes` among them; None leaves what is there. `folder` is the period in whose 收件 the files named lie. `doubtful`
    are the columns of each draft added that the clerk is asked to look at.
    """

    cells: list[Change] = field(default_factory=list)
    quiet: list[Change] = field(default_factory=list)
    added: dict[str, list[Row]] = field(default_factory=dict)
    removed: dict[str, list[TableRow]] = field(default_factory=dict)
    blocks: list[BulkRows] = field(default_factory=list)
    bodies: dict[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)
    marks: list[Change] = field(default_factory=list)
    settings: dict[str, Value] = field(default_factory=dict)
    taken_back: dict[int, bool] = field(default_factory=dict)
    notes: list[Issue] = field(default_factory=list)
    findings: Sequence[Issue] | None = None
    folder: str = ""
    doubtful: Sequence[Collection[str]] = ()

    def __bool__(self) -> bool:
        """Whether the job changes anything besides 参数设置."""
        return bool(self.cells or self.blocks or self.bodies or self.marks or any(self.added.values())
                    or any(self.removed.values()))  # fmt: skip

    def put(self, change: Change, place: Place | None = None) -> bool:
        """Change a cell; False where it holds that already or cannot hold it."""
        new = self._fitted(change.new, place or _place(change))
        if new is None or same(change.old, new):
            return False
        self.cells.append(change if new is change.new else replace(change, new=new))
        return True

    def add(self, sheet: str, rows: Iterable[Row]) -> None:
        """Add rows by column key to a table; a missing column is blank."""
        into = self.added.setdefault(sheet, [])
        for row in rows:
            place = Place(key=key_text(sheet, key_of(sheet, row)))
            into.append({k: "" if (fit := self._fitted(v, place)) is None else fit
                         for k, v in row.items()})  # fmt: skip

    def remove(self, sheet: str, rows: Iterable[TableRow]) -> None:
        """Take rows away."""
        self.removed.setdefault(sheet, []).extend(rows)

    def _fitted(self, value: Value, place: Place) -> Value | None:
        """The value as a cell can hold it, None where it cannot; what was done is noted."""
        new = fitted(value)
        if new is None:
            self.notes.append(catalog.NUMBER_ENDLESS.at(place))
        elif isinstance(value, str) and new is not value and str(new).endswith(CUT):
            self.notes.append(catalog.TEXT_CLIPPED.at(place, length=len(value), most=LONGEST))
        return new


def fitted(value: Value) -> Value | None:
    r"""Return the value as a cell can hold it; None for a number without end.

    >>> fitted(float("inf")) is None, fitted("a\x00b"), len(str(fitted("长" * 40_000)))
    (True, 'ab', 32766)
    """
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, str):
        plain = _UNWRITABLE.sub("", value) if _UNWRITABLE.search(value) else value
        return _clipped(plain) if len(plain) > LONGEST // 2 else plain
    return value


def fitted_all(values: Sequence[Value]) -> Sequence[Value]:
    """Return many values of a column as cells can hold them, a number without end as blank."""
    texts = [v for v in values if type(v) is str]
    plain = not any(len(t) > LONGEST // 2 for t in texts) and not _UNWRITABLE.search("".join(texts))
    if plain and all(isfinite(v) for v in values if type(v) is float):
        return values
    return ["" if (fit := fitted(v)) is None else fit for v in values]


def _clipped(text: str) -> str:
    """The text with what is beyond a cell's length cut off, and a word about it."""
    if _units(text) <= LONGEST:
        return text
    room, kept = LONGEST - len(CUT), []
    if len(text) == _units(text):
        return text[:room] + CUT
    for sign in text:
        room -= 1 + (sign > "\uffff")
        if room < 0:
            break
        kept.append(sign)
    return "".join(kept) + CUT


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def _place(change: Change) -> Place:
    return Place(
        change.file, row=change.row, cell=change.cell, key=key_text(change.sheet, change.key)
    )


def row_text(spec: SheetSpec, values: Row) -> str:
    """Return a row in one text, as the log keeps it: all that is in it, column after column."""
    cells = (settle(c.kind, values.get(c.key, "")) for c in spec.columns)
    text = "；".join(_word(cell) for cell in cells if cell != "")
    return str(fitted(text))


def _word(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return str(settle("text", value)).strip()


def lines_of(writes: Writes, specs: Mapping[str, SheetSpec]) -> Iterator[Change]:
    """Yield all that the log says of a job: each cell, each row added or taken away."""
    yield from writes.cells
    for sheet, rows in writes.removed.items():
        for row in rows:
            yield from _taken_away(specs[sheet], row)
    for block in writes.blocks:
        yield from block.lines
    for sheet, added in writes.added.items():
        for values in added:
            unit, file = str(values.get("unit", "")), str(values.get("file", ""))
            text = row_text(specs[sheet], values)
            yield Change(sheet, key_of(sheet, values), ADDED, "", text, unit, file)
    yield from writes.marks


def _taken_away(spec: SheetSpec, row: TableRow) -> Iterator[Change]:
    """A row that goes: a line that says so, and one for each value that it held."""
    key = key_of(spec.key, row.values)
    unit, file = str(row.values.get("unit", "")), str(row.values.get("file", ""))
    yield Change(spec.key, key, REMOVED, row_text(spec, row.values), "", unit, file)
    for column in spec.columns:
        if (value := row.values[column.key]) != "":
            yield Change(spec.key, key, column.key, value, "", unit, file)
