"""Lists loaded without a workbook: files or sheets in, what a load would write out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from taizhang.books.layout import load_layout
from taizhang.books.lists import read_sheets
from taizhang.books.resources import resource
from taizhang.core.lists.files import Lists, find_lists
from taizhang.core.lists.model import ListSheet
from taizhang.core.lists.plan import LoadPast, LoadPlan, plan_load
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.tasklist import Plan
from taizhang.notices.listed import READERS

LAYOUT = load_layout()
PLAN = Plan(date(2022, 5, 18), date(2022, 12, 31), "三航行动")
DEMO = resource("templates") / "demo"
Row = Mapping[str, Value]


def ledger_rows(key: str, rows: Iterable[Row] = ()) -> LedgerRows:
    """Rows of a sheet of the ledger, the first in Excel's row 3; missing columns are blank."""
    spec = LAYOUT[key]
    blank: dict[str, Value] = dict.fromkeys(spec.keys, "")
    found = [TableRow(at, {**blank, **row}) for at, row in enumerate(rows, start=3)]
    return LedgerRows(spec, spec.label, {}, found)


def past(units: Iterable[Row] = (), tasks: Iterable[Row] = (), plan: Plan = PLAN) -> LoadPast:
    """A ledger before a load."""
    return LoadPast(ledger_rows("units", units), ledger_rows("tasks", tasks), plan, READERS)


def lists_in(*paths: Path) -> list[Lists]:
    """The lists of files."""
    found = []
    for path in paths:
        sheets, issues = read_sheets(path)
        lists = find_lists(sheets, LAYOUT.sheets, READERS) if sheets else Lists()
        lists.issues += issues
        found.append(lists)
    return found


def load_files(before: LoadPast, *paths: Path) -> LoadPlan:
    """What a load of these files would write."""
    return plan_load(lists_in(*paths), before)


def load_sheets(before: LoadPast, *sheets: ListSheet) -> LoadPlan:
    """What a load of these sheets of one file would write."""
    return plan_load([find_lists(sheets, LAYOUT.sheets, READERS)], before)


def rows_after(plan: LoadPlan, key: str = "tasks") -> list[Row]:
    """The rows that a load adds."""
    return list(plan.writes.added.get(key, []))


def codes(plan: LoadPlan, leave: Sequence[str] = ()) -> str:
    """The codes that a load draws, in order."""
    return " ".join(i.code for i in plan.issues if i.code not in leave)
