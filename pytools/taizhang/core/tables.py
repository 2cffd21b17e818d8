"""The tables of a ledger as a job finds them: rows by the key that names them for good.

A key is a tuple of texts, one for each key column of the sheet; it becomes one text only where a
sheet shows it. A key that two rows bear names neither: no job writes to such rows.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol, overload

from taizhang.core.catalog import ledger as catalog
from taizhang.core.columns import Key
from taizhang.core.issues import Issue, Place
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Row, RowKey, Value, as_name

VALID, UNDONE = "有效", "已撤销"  # of a row of 报送记录


class KeyedRow(Protocol):
    """A row by column key; mypy refuses a key that no sheet has."""

    def __getitem__(self, key: Key, /) -> Value: ...

    @overload
    def get(self, key: Key, /) -> Value | None: ...

    @overload
    def get(self, key: Key, default: Value, /) -> Value: ...


# the columns that name a row; those of UNIQUE may not name two
KEYS: Mapping[str, tuple[str, ...]] = {
    "tasks": ("task_id",),
    "nodes": ("task_id", "node_no"),
    "problems": ("problem_id",),
    "closings": ("task_id", "round"),
    "extensions": ("task_id", "times"),
    "clues": ("clue_id",),
    "loop_stages": ("stage",),
    "loop_limits": ("problem_kind", "stage"),
    "reports": ("period", "task_id", "unit"),
    "judgements": ("period", "judged_on", "task_id"),
    "supervision": ("when", "supervision", "unit", "task_id"),
    "meetings": ("when", "topic"),
    "visits": ("when", "leader", "topic"),
    "units": ("unit",),
    "settings": ("setting",),
    "lamp_rules": ("rule",),
    "stage_words": ("stage",),
    "papers": ("paper",),
    "curves": ("task_id", "period"),
    "verdicts": ("task_id", "period", "verdict", "judged_on"),
    "standings": ("period", "judged_on", "of", "name"),
    "severities": ("code",),
    "holidays": ("day",),
    "cadences": ("plan", "cadence", "applies"),
    "stages": ("template", "stage_no"),
    "phases": ("phase",),
    "duties": ("who", "what", "per"),
    "drafts": ("document", "draft_no"),
    "leftovers": ("document", "left_no"),
    "summary": ("period", "unit"),
    "conflicts": ("period", "task_id", "column", "unit"),
    "claims": ("period", "file", "where"),
    "headers": ("unit", "found"),
    "score_rules": ("scheme", "part", "item"),
    "score_figures": ("period", "unit", "item"),
    "score_events": ("when", "unit", "event", "task_id"),
    "opinions": ("period", "unit"),
    "mutual": ("period", "judge", "unit", "item"),
    "scores": ("period", "scheme", "unit"),
    "rank_lists": ("list",),
    "rollups": ("task_id",),
    "projects": ("project_id",),
    "project_months": ("period", "project_id"),
    "children": ("child_id",),
    "paper_words": ("paper", "order"),
    "bulletins": ("paper", "period", "task_id"),
    "instructions": ("order_id",),
    "inspections": ("visit_id",),
    "acceptances": ("task_id", "round", "level"),
    "refusals": ("task_id", "unit", "applied"),
    "teams": ("team_kind", "object", "leader", "owner"),
    "registers": ("register", "entry_no"),
    "limits": ("source", "urgency"),
}
UNIQUE = frozenset({
    "tasks", "nodes", "problems", "clues", "reports", "units", "settings", "severities", "holidays",
    "summary", "papers", "rollups", "children", "instructions", "inspections",
})  # fmt: skip
# sheets whose rows a job changes by their key; 报送记录 is looked through period by period
WRITTEN = frozenset(
    {
        "tasks",
        "nodes",
        "problems",
        "summary",
        "settings",
        "papers",
        "rollups",
        "children",
        "projects",
        "project_months",
    }
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One body row: Excel's own row number and the values by column key."""

    number: int
    values: dict[str, Value]

    def __getitem__(self, key: str) -> Value:
        return self.values[key]


def key_of(sheet: str, values: Row) -> RowKey:
    """Return what names a row of that sheet for good.

    A file that was set aside stands in 汇总结果 without a unit, by its own name.

    >>> key_of("nodes", {"task_id": "A#1", "node_no": 2.0})
    ('A#1', '2')
    """
    key = tuple([as_name(values.get(name, "")) for name in KEYS.get(sheet, ())])
    if sheet == "summary" and not key[1]:
        return (*key, as_name(values.get("file", "")))
    return key


def key_columns(sheet: str) -> tuple[str, ...]:
    """Return the columns that `key_of` looks at.

    >>> key_columns("units"), key_columns("summary")
    (('unit',), ('period', 'unit', 'file'))
    """
    return (*KEYS.get(sheet, ()), *(("file",) if sheet == "summary" else ()))


def key_text(sheet: str, key: RowKey) -> str:
    """Return a key as 变更日志 shows it: 2022-001, 2022-001#2, 2022-06|2022-001|县财政局."""
    return ("#" if sheet == "nodes" else "|").join(key)


def node_key(text: str) -> RowKey:
    """Return the key of a node out of its text; a number of a node holds no #.

    >>> node_key("A#1#2")
    ('A#1', '2')
    """
    task_id, _, number = text.rpartition("#")
    return task_id, number


def key_in(sheet: str, text: str) -> RowKey:
    """Return the key that a text stands for, on a sheet of the form or in 变更日志.

    >>> key_in("tasks", "A#1"), key_in("nodes", "A#1")
    (('A#1',), ('A', '1'))
    """
    return node_key(text) if sheet == "nodes" else (text,)


class SheetColumns(Protocol):
    """The columns of a sheet, row beside row; of a register of years they are read when asked for."""

    def __getitem__(self, key: str, /) -> Sequence[Value]: ...

    def picked(self, key: str, places: Sequence[int]) -> Sequence[Value]:
        """A column at these places, from 0, which are in order."""

    def places(self, key: str, is_wanted: Callable[[Value], bool]) -> Sequence[int]:
        """Where a column holds what is wanted, from 0; a blank is never asked about."""


class HeldColumns:
    """Columns that are in hand."""

    def __init__(self, columns: Mapping[str, Sequence[Value]]) -> None:
        self._columns = columns

    def __getitem__(self, key: str) -> Sequence[Value]:
        return self._columns[key]

    def picked(self, key: str, places: Sequence[int]) -> Sequence[Value]:
        """A column at these places."""
        column = self._columns[key]
        return [column[at] for at in places]

    def places(self, key: str, is_wanted: Callable[[Value], bool]) -> Sequence[int]:
        """Where a column holds what is wanted."""
        column = self._columns[key]
        wanted = {value for value in {*column} - {""} if is_wanted(value)}
        return [at for at, value in enumerate(column) if value in wanted]


@dataclass(frozen=True)
class LedgerRows:
    """One table as it stood when it was read: its columns, its sheet's name, its rows.

    `letters` are those of the columns, by key.
    """

    spec: SheetSpec
    sheet: str
    letters: Mapping[str, str]
    rows: Sequence[TableRow]

    @property
    def values(self) -> list[dict[str, Value]]:
        """The rows without their places."""
        return [row.values for row in self.rows]

    @cached_property
    def by_key(self) -> Mapping[RowKey, Sequence[TableRow]]:
        """All rows of each key, in the order of the sheet."""
        found: dict[RowKey, list[TableRow]] = {}
        for row in self.rows:
            found.setdefault(key_of(self.spec.key, row.values), []).append(row)
        return found

    @cached_property
    def keyed(self) -> Mapping[RowKey, TableRow]:
        """The row of each key that names one row."""
        return {key: rows[0] for key, rows in self.by_key.items() if len(rows) == 1}

    @cached_property
    def twice(self) -> Mapping[RowKey, Sequence[TableRow]]:
        """The rows of each key that names several; a blank key names nothing."""
        if self.spec.key not in UNIQUE:
            return {}
        return {key: rows for key, rows in self.by_key.items() if len(rows) > 1 and any(key)}

    def place(self, number: int, column: str) -> Place:
        """The place of a cell."""
        label = self.spec[column].label
        return Place(sheet=self.sheet, row=number, header=label, cell=self.address(number, column))

    def address(self, number: int, column: str) -> str:
        """A1 address of a column in Excel's row."""
        return f"{self.letters[column]}{number}"


def repeated(sheet: str, columns: SheetColumns) -> list[int]:
    """Return where the rows stand whose key several bear, from 0; see `LedgerRows.twice`.

    >>> rows = {"task_id": ["A", 1.0, "1", "", ""], "node_no": [1.0, 2.0, "2", "", ""]}
    >>> repeated("nodes", HeldColumns(rows)), repeated("stages", HeldColumns(rows))
    ([1, 2], [])
    """
    if sheet not in UNIQUE:
        return []
    names = cache(as_name)
    parts = [[*map(names, columns[key])] for key in key_columns(sheet)]
    if sheet == "summary":  # a file that was set aside has no unit
        *parts, files = parts
        parts.append([file if not unit else "" for unit, file in zip(parts[1], files, strict=True)])
    keys = [*zip(*parts, strict=True)]
    if len({*keys}) == len(keys):
        return []
    count = Counter(keys)
    return [at for at, key in enumerate(keys) if count[key] > 1 and any(key)]


def named_twice(*tables: LedgerRows) -> list[Issue]:
    """Return an issue for each key that names several rows, to which no job writes."""
    return [key_twice(table, key, rows) for table in tables for key, rows in table.twice.items()]


def key_twice(table: LedgerRows, key: RowKey, rows: Sequence[TableRow]) -> Issue:
    """Return the issue of one key that names these rows."""
    text = key_text(table.spec.key, key)
    place = Place(sheet=table.sheet, row=rows[0].number, key=text)
    return catalog.KEY_TWICE.at(place, found=text, rows=[row.number for row in rows])
