"""A long list looked through stretch by stretch says what reading all of it says.

Whoever saved the file last: we, who know of each stretch which values stand in it; a hand that
changed cells inside one; or a program that knows nothing of stretches.
"""

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import xlfile
from taizhang.books.layout import load_layout
from taizhang.books.ledger import LedgerTable
from taizhang.core.merge.reports import needed
from taizhang.core.submission import Value
from taizhang.core.tables import HeldColumns
from tests.mangling.producers import PRODUCERS, Producer
from xlfile.parts import runs
from xlfile.parts.package import Package

SPEC = load_layout()["reports"]
KEYS = ("period", "task_id", "unit", "progress", "received", "validity", "job")
SHEET = "xl/worksheets/sheet1.xml"
ERROR = "=NA()"
WORDS = ("2022-05", "2022-06", "2023-01", "有效", "已撤销", " 有效 ", "县财政局", "T-1", "a\x1fb")
CELLS = st.sampled_from([*WORDS, "", "", 1.0, 0.35, True, datetime(2022, 6, 1, 9), ERROR])
PLAIN = st.sampled_from(WORDS[:8])
LINES = st.tuples(PLAIN, PLAIN, PLAIN, *[CELLS] * (len(KEYS) - 3))
ROWS = st.lists(st.one_of(LINES, st.just(("",) * len(KEYS))), min_size=1, max_size=60)
EDITS = st.lists(st.tuples(st.integers(0, 59), st.integers(0, 6), CELLS), max_size=5)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of few rows, of sheets of any size."""
    for name, value in (("LARGE", 0), ("SOME", 7), ("LAST", 3), ("HEADS", 3)):
        monkeypatch.setattr(runs, name, value)
    xlfile.activate()


def build(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook with the one table; a row of heads stands in it once more."""
    labels = [column.label for column in SPEC.columns]
    places = [labels.index(SPEC[key].label) for key in KEYS]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SPEC.label)
        dated = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.add_table(
            0, 0, len(rows) + 1, len(labels) - 1,
            {"name": SPEC.label, "columns": [{"header": label} for label in labels]},
        )  # fmt: skip
        for number, row in enumerate(rows, 1):
            sheet.set_row(number, 20)  # a blank one stands in the file too
            for place, value in zip(places, row, strict=True):
                _write(sheet, number, place, value, dated)
        sheet.write_row(len(rows) + 1, 0, labels)
    return path


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, value: object, dated: object
) -> None:
    if value == ERROR:
        sheet.write_formula(row, at, ERROR, None, "#N/A")
    elif isinstance(value, datetime):
        sheet.write_datetime(row, at, value, dated)
    elif value != "":
        sheet.write(row, at, value)


def opened(path: Path) -> LedgerTable:
    """The table out of the file; what was opened before is closed, and can still be asked."""
    for app in xw.apps:
        for book in list(app.books):
            book.close()
    return LedgerTable(xw.Book(str(path)).sheets[SPEC.label].tables[SPEC.label], SPEC)


def by_us(path: Path, edits: Sequence[tuple[int, int, object]], looked: Sequence[str]) -> None:
    """Columns are looked at, cells are written, the file is saved in stretches."""
    table = opened(path)
    table.columns(*looked)
    for at, column, value in edits:
        row, letter = (
            min(at + table.top + 1, table.bottom),
            table.left + table.offsets[KEYS[column]],
        )
        table.sheet.range((row, letter)).value = value
    table.columns(*looked)
    table.sheet.range(table.address(table.top + 1, "file")).value = f"{len(edits)}.xlsx"
    table.sheet.book.save()
    table.sheet.book.close()


def by_hand(path: Path) -> None:
    """Another program changed what stands inside stretches, and left our list as it was."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[SHEET] = parts[SHEET].replace(b"2022-05", b"2022-06")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)


def agree(path: Path) -> None:
    """All ways of looking through say what reading every row says."""
    whole = opened(path)
    rows = whole.rows
    held = {row.number: row for row in rows}
    asked: dict[str, Callable[[Value], bool]] = {
        "period": lambda v: v in {"2022-06", "2023-01"},
        "validity": lambda v: str(v).startswith("已"),
        "progress": lambda v: isinstance(v, float),
        "received": lambda _: True,
    }
    for keys in (("period",), ("validity", "progress"), ("received",)):
        table = opened(path)
        wanted = {key: asked[key] for key in keys}
        every = [r for r in rows if any(r[k] != "" and f(r[k]) for k, f in wanted.items())]
        assert list(table.some(wanted).rows) == every
    table = opened(path)
    first = table.top + 1
    for key in KEYS:
        column = table.register[key]
        assert {first + at: v for at, v in enumerate(column) if first + at in held} == {
            n: row[key] for n, row in held.items()
        }
        for word in {*column} - {""}:
            there = [at for at, value in enumerate(column) if value == word]
            assert table.register.places(key, partial(_equals, word)) == there
        again = opened(path)
        some = [*range(0, len(column), 3)]
        assert [*again.register.picked(key, some)] == [column[at] for at in some]
        assert again.columns(key)[key].counts == table.columns(key)[key].counts
    listed = {key: [*table.register[key]] for key in KEYS}
    assert needed(table.register, "2023-01") == needed(HeldColumns(listed), "2023-01")
    twice = {r.number for found in whole.view().twice.values() for r in found}
    assert {r.number for r in table.repeated().rows} & {*held} == twice


def _equals(word: Value, value: Value) -> bool:
    return value == word


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=ROWS, edits=EDITS, looked=st.lists(st.sampled_from(KEYS), max_size=4), hand=st.booleans()
)
def test_stretches_say_what_all_rows_say(
    tmp_path: Path, rows: list[tuple[object, ...]], edits: list[tuple[int, int, object]],
    looked: list[str], hand: bool,
) -> None:  # fmt: skip
    path = build(Path(tempfile.mkdtemp(dir=tmp_path)) / "a.xlsx", rows)
    by_us(path, edits, looked)
    assert Package(path).in_runs(SHEET) is not None
    if hand:
        by_hand(path)
    agree(path)
    by_us(path, edits[::-1], looked[::-1])
    agree(path)


LONG = [
    (f"2022-{n % 12 + 1:02}", f"T-{n % 5}", "县财政局", n / 40, datetime(2022, 6, 1, 9),
     "已撤销" if n % 7 == 0 else "有效", ERROR if n == 17 else f"第{n}行")
    for n in range(40)
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "by", [p for p in PRODUCERS if p.kind == "xlsx" and p.name in {"LibreOffice", "exceljs", "SheetJS"}],
    ids=lambda p: p.name,
)  # fmt: skip
def test_what_other_programs_saved_is_read_as_it_stands(tmp_path: Path, by: Producer) -> None:
    by.needed()
    path = build(tmp_path / "a.xlsx", LONG)
    by_us(path, [(20, 1, "T-9")], KEYS)
    (folder := tmp_path / "saved").mkdir()
    by.save([path], folder, by.kind)
    same_cells(folder / "a.xlsx")
    if by.name == "LibreOffice":  # the others do not keep the table
        agree(folder / "a.xlsx")
        by_us(folder / "a.xlsx", [(21, 1, "T-8")], KEYS)
        agree(folder / "a.xlsx")


def same_cells(path: Path) -> None:
    """Each column of the sheet, stretch by stretch and as a block."""
    for app in xw.apps:
        for book in list(app.books):
            book.close()
    sheet = xw.Book(str(path)).sheets[SPEC.label]
    for at in range(1, len(SPEC.columns) + 1):
        column = sheet.range((1, at), (len(LONG) + 2, at))
        parts = column.impl.stretches
        found = [distinct[code] for distinct, codes in parts for code in codes]
        assert [*found, *[None] * (len(LONG) + 2 - len(found))] == [
            value for (value,) in column.options("raw").value
        ]
