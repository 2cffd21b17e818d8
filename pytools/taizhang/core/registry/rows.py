"""A row of a register under way: its cells as they become, what is said of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.catalog import ledger
from taizhang.core.issues import Issue, Rule
from taizhang.core.problems.plan import next_id
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Row, Value, as_name
from taizhang.core.tables import LedgerRows, TableRow, key_of
from taizhang.core.values.settled import day_of
from taizhang.core.writes import Change, Writes


@dataclass
class RegisterRow:
    """One row: the values that it will have, and what the clerk has to mend."""

    table: LedgerRows
    row: TableRow
    values: dict[str, Value] = field(init=False)
    issues: list[Issue] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.values = dict(self.row.values)

    def text(self, key: str) -> str:
        """A cell as text."""
        return as_name(self.values.get(key, "")).strip()

    def day(self, key: str) -> date | None:
        """A cell as a day, None where it is none."""
        return day_of(self.values.get(key, ""))

    def fill(self, key: str, value: Value) -> None:
        """Write a cell that is blank."""
        if self.values.get(key, "") == "":
            self.values[key] = value

    def lacking(self, keys: Iterable[str]) -> list[str]:
        """The labels of those cells that are blank."""
        return wanting(self.values, self.table.spec, keys)

    def unread(self) -> bool:
        """Name the cells that should hold a day and do not; whether there are any."""
        for column in self.table.spec.columns:
            if column.kind == "date" and self.text(column.key) and self.day(column.key) is None:
                self.say(ledger.DATE_UNREADABLE, column.key, found=self.text(column.key))
        return bool(self.issues)

    def say(self, rule: Rule, column: str, **values: object) -> None:
        """Note something about a cell of the row."""
        self.issues.append(rule.at(self.table.place(self.row.number, column), **values))

    def note_course(self, line: str) -> None:
        """Add a line to 办理经过."""
        before = self.text("course")
        self.values["course"] = f"{before}\n{line}" if before else line

    def put_into(self, writes: Writes) -> None:
        """Hand over the cells that changed."""
        key = key_of(self.table.spec.key, self.row.values)
        for column, new in self.values.items():
            change = Change(self.table.spec.key, key, column, self.row.values.get(column, ""), new,
                            self.text("unit"), row=self.row.number)  # fmt: skip
            writes.put(change)


def wanting(values: Row, spec: SheetSpec, keys: Iterable[str]) -> list[str]:
    """The labels of those cells that are blank."""
    return [spec[key].label for key in keys if not as_name(values.get(key, "")).strip()]


def numbered(known: Iterable[str], first: str) -> str:
    """The number after the highest, written as the office writes it; `first` where there is none."""
    there = [text for text in known if text]
    return next_id(there) if any(c.isdigit() for text in there for c in text) else first
