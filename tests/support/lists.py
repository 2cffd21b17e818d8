"""Lists loaded without a workbook: files or sheets in, what a load would write out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from taizhang.books.layout import load_layout
from taizhang.books.lists import read_sheets
from taizhang.books.resources import resource
from taizhang.core.addresses import CellSpan
from taizhang.core.issues import show
from taizhang.core.lists.files import FileLists, find_lists
from taizhang.core.lists.model import MONTH, SHARE, ListSheet
from taizhang.core.lists.plan import LoadPast, LoadPlan, plan_load
from taizhang.core.lists.tasklist import PlanDates
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.reading import Raw
from taizhang.notices.listed import READERS

LAYOUT = load_layout()
PLAN = PlanDates(date(2022, 5, 18), date(2022, 12, 31), "三航行动")
DEMO = resource("templates") / "demo"
Row = Mapping[str, Value]


def ledger_rows(key: str, rows: Iterable[Row] = ()) -> LedgerRows:
    """Rows of a sheet of the ledger, the first in Excel's row 3; missing columns are blank."""
    spec = LAYOUT[key]
    blank: dict[str, Value] = dict.fromkeys(spec.keys, "")
    found = [TableRow(at, {**blank, **row}) for at, row in enumerate(rows, start=3)]
    return LedgerRows(spec, spec.label, {}, found)


def past(units: Iterable[Row] = (), tasks: Iterable[Row] = (), plan: PlanDates = PLAN) -> LoadPast:
    """A ledger before a load."""
    return LoadPast(ledger_rows("units", units), ledger_rows("tasks", tasks), plan, READERS)


def lists_in(*paths: Path) -> list[FileLists]:
    """The lists of files."""
    found = []
    for path in paths:
        sheets, issues = read_sheets(path)
        lists = find_lists(sheets, LAYOUT.sheets, READERS) if sheets else FileLists()
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


def sheet_of(
    text: str, name: str = "表", *, hidden: bool = False, merged: Sequence[str] = ()
) -> ListSheet:
    """A sheet out of a text table: . is blank, ⏎ a line break, `1.5` a number, 2022-06-30! a day.

    `#REF!` and other errors are error cells, `=` is a formula without a result; `merged` are
    areas such as B2:B3. A number with % is shown as a percentage, a day with ~ as its month.
    """
    errors: dict[tuple[int, int], str] = {}
    shows: dict[tuple[int, int], str] = {}
    rows: list[list[Raw]] = []
    for r, line in enumerate(text.strip().splitlines()):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        rows.append([_cell(cell, (r, c), errors, shows) for c, cell in enumerate(cells)])
    width = max(map(len, rows))
    for row in rows:
        row.extend([""] * (width - len(row)))
    areas = [_area(area) for area in merged]
    return ListSheet(
        "清单.xlsx", name, rows, errors, areas, hidden, shows=lambda r, c: shows.get((r, c), "")
    )


def _area(name: str) -> CellSpan:
    """B2:B3 as its first and its last cell."""
    first, last = ((int(cell[1:]) - 1, ord(cell[0]) - 65) for cell in name.split(":"))
    return first, last


def _cell(
    text: str, at: tuple[int, int], errors: dict[tuple[int, int], str],
    shows: dict[tuple[int, int], str],
) -> Raw:  # fmt: skip
    if text in {".", ""}:
        return ""
    if text[0] == "#" or text == "=":
        errors[at] = text.strip("=")
        return ""
    if text[0] == "`":
        shows[at] = SHARE if "%" in text else ""
        return float(text.strip("`%"))
    if text[-1] in "!~":
        shows[at] = MONTH if text[-1] == "~" else ""
        return date.fromisoformat(text[:-1])
    return text.replace("⏎", "\n")


UNITS: list[Row] = [
    {"unit": unit, "aliases": aliases, "groups": group, "order": float(at), "reports": "是"}
    for at, (unit, aliases, group) in enumerate(
        [
            ("县政府办公室", "县政府办", "县直各部门"),
            ("县财政局", "财政局", "县直各部门"),
            ("县司法局", "司法局", "县直各部门"),
            ("县交通运输局", "交通局", "县直各部门"),
            ("县住房和城乡建设局", "住建局、县住建局", "县直各部门"),
            ("县发改局/粮食局", "", "县直各部门"),
            ("城关镇政府", "城关镇", "各乡镇"),
            ("东山乡政府", "东山乡", "各乡镇"),
        ],
        start=1,
    )
]


def shown(row: Row, *keys: str) -> str:
    """The cells of a row of the ledger in one line."""
    return " ".join(show(row[key]) if row[key] != "" else "-" for key in keys)
