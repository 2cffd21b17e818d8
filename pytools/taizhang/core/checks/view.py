"""The ledger as the checks see it: rows that know their place, the lists, the roster, the day.

Made once by whoever has the workbook open; nothing here reads a file or a clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from taizhang.core.columns import Key, SheetKey
from taizhang.core.issues import Place
from taizhang.core.roles import SHIPPED, Roles, StageRole
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import RowKey, Value, as_name, row_key
from taizhang.core.tables import key_text
from taizhang.core.units import Roster, roster_of, split_names
from taizhang.core.values.settled import parse_day, settle


@dataclass(frozen=True, slots=True)
class TableHead:
    """Where a table stands: its sheet's name, its columns, and each column's letters.

    `roles` say what the office's words for states and stages mean.
    """

    sheet: str
    spec: SheetSpec
    letters: Mapping[str, str]
    roles: Roles = SHIPPED


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row: Excel's own row number, values by column key."""

    head: TableHead
    number: int
    values: Mapping[str, Value]

    def __getitem__(self, key: Key) -> Value:
        return self.values.get(key, "")

    @property
    def name(self) -> str:
        """Its key as sentences show it: 任务编号 (#节点序号); "" on sheets without tasks."""
        return key_text(self.head.spec.key, self.key)

    @property
    def key(self) -> RowKey:
        """What names the row for good."""
        return row_key(self.head.spec.key, self.values)

    @property
    def task_id(self) -> str:
        """The task that the row is, or is about."""
        return as_name(self["task_id"])

    def at(self, key: Key) -> Place:
        """The place of a cell of this row."""
        head = self.head
        cell = f"{head.letters.get(key, '')}{self.number}"
        return Place("", head.sheet, self.number, head.spec[key].label, cell, key=self.name)

    def text(self, key: Key) -> str:
        """A cell as text."""
        value = self[key]
        return value if isinstance(value, str) else str(settle("text", value))

    def day(self, key: Key) -> date | None:
        """A cell as a day; None where it holds none."""
        value = self[key]
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None

    def amount(self, key: Key) -> float | None:
        """A cell as a number; None where it holds none."""
        return as_amount(self[key])

    def share(self, key: Key) -> float | None:
        """A cell as a share of the whole; None outside 0 to 100 %, which has its own issue."""
        return as_share(self[key])

    @property
    def stage(self) -> StageRole | None:
        """What its 办理环节 means; None where nothing says it."""
        return self.head.roles.stage(self.text("stage"))

    def units(self, key: Key) -> tuple[str, ...]:
        """The names in a cell, as printed."""
        return split_names(self.text(key))


def as_amount(value: object) -> float | None:
    """A number that can be reckoned with; None for anything else, infinity included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if isfinite(value) else None


def as_share(value: object) -> float | None:
    """A number from 0 to 1."""
    share = as_amount(value)
    return share if share is not None and 0 <= share <= 1 + 1e-9 else None


@dataclass(frozen=True, slots=True)
class LedgerView:
    """All that the checks look at: rows by sheet key, drop-down lists, the day they are for."""

    sheets: Mapping[str, tuple[CheckedRow, ...]]
    lists: Mapping[str, tuple[str, ...]]
    on: date
    roster: Roster
    tasks: Mapping[str, CheckedRow]
    settings: Mapping[str, CheckedRow]

    def __getitem__(self, key: SheetKey) -> tuple[CheckedRow, ...]:
        """The rows of that sheet; none where there is no such sheet."""
        return self.sheets.get(key, ())

    def setting_day(self, name: str) -> date | None:
        """A day of 参数设置, typed as a date or as text, as every job reads it; or None."""
        row = self.settings.get(name)
        return None if row is None else row.day("value") or parse_day(row.text("value"))

    def setting(self, name: str) -> str:
        """A text of 参数设置."""
        row = self.settings.get(name)
        return "" if row is None else row.text("value")


def rows_of(
    head: TableHead, rows: Iterable[tuple[int, Mapping[str, Value]]]
) -> tuple[CheckedRow, ...]:
    """Rows of one table from (Excel's row number, values by column key)."""
    return tuple(CheckedRow(head, number, values) for number, values in rows)


def ledger_view(
    sheets: Mapping[str, tuple[CheckedRow, ...]], lists: Mapping[str, tuple[str, ...]], on: date
) -> LedgerView:
    """The view of these sheets on that day; the first of two rows with one number counts."""
    tasks: dict[str, CheckedRow] = {}
    for row in sheets.get("tasks", ()):
        if row.task_id:
            tasks.setdefault(row.task_id, row)
    roster = roster_of({"unit": row.text("unit"), **_known(row)} for row in sheets.get("units", ()))
    settings = {row.text("setting"): row for row in sheets.get("settings", ())}
    return LedgerView(sheets, lists, on, roster, tasks, settings)


def _known(row: CheckedRow) -> dict[str, object]:
    """What the roster reads of a unit, safe to sort and to split."""
    order = row.amount("order")
    texts = {key: row.text(key) for key in ("aliases", "groups", "reports")}
    return {**texts, "order": 9e9 if order is None else order}
