"""A merge on the closed file changes the cells it says it changes, and no other part of the workbook.

The ledger has been judged, so that 首页 has something to count; then forms come back, one of them
against a cell that the office has changed since.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import xlwings as xw
from lxml import etree

import xlfile
from taizhang.actions.judging import judge
from taizhang.actions.merging import merge
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value
from taizhang.office.report import Report
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Quiet, moment, office, return_form
from tests.support.packages import (
    Parts,
    errors_in,
    faults_of,
    lines_of,
    parts_of,
    recalculated_all,
    tree_of,
)
from xlfile.cells.addresses import column_number

pytestmark = pytest.mark.slow

PERIOD = "2022-06"
TOUCHED = ("tasks", "settings", "findings", "reports", "summary", "conflicts", "changes")
STYLES = "xl/styles.xml"
PRECIOUS = (
    "xl/vbaProject.bin", "customUI/customUI14.xml", "xl/drawings/drawing1.xml",
    "xl/charts/chart1.xml", "xl/charts/chart2.xml", "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml", STYLES, "xl/sharedStrings.xml", "xl/workbook.xml",
    "[Content_Types].xml",
)  # fmt: skip
KEPT = ("sheetPr", "sheetViews", "cols", "sheetProtection", "dataValidations", "mergeCells",
        "conditionalFormatting", "pageMargins", "pageSetup", "headerFooter", "legacyDrawing",
        "drawing", "tableParts")  # fmt: skip
STATES: dict[str, dict[str, Value]] = {
    "2022-001": {"progress": 0.9},
    "2022-002": {"progress": 0.8},
    "2022-003": {"stage": "已销号", "closed": date(2022, 6, 18), "progress": 1.0},
    "2022-004": {"stage": "申请销号", "progress": 1.0, "finished": date(2022, 6, 18)},
    "2022-005": {"stage": "暂缓"},
}


@dataclass(frozen=True, slots=True)
class Merged:
    """The workbook before and after, where its sheets are, and what the job reported."""

    path: Path
    before: Parts
    after: Parts
    sheets: dict[str, str]
    specs: dict[str, SheetSpec]
    report: Report

    @property
    def differing(self) -> set[str]:
        """Names of the parts that are not the same bytes."""
        return {name for name in self.after if self.before[name] != self.after[name]}

    def trees(self, key: str) -> tuple[etree._Element, etree._Element]:
        """The sheet of that key before and after."""
        part = self.sheets[self.specs[key].label]
        return tree_of(self.before[part]), tree_of(self.after[part])


@pytest.fixture(scope="module")
def merged(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Merged]:
    xlfile.activate()
    folder = tmp_path_factory.mktemp("parts") / "台账"
    copytree(sent, folder)
    path = folder / MASTER
    edit(folder, STATES)
    judge(office(folder).book, Quiet(), moment("2022-06-20T09:00"), PERIOD)
    edit(folder, {"2022-057": {"actual": 430.0}})
    return_form(folder, "县人力资源和社会保障局", PERIOD, T057_actual=500, T057_latest="已办")
    return_form(
        folder, "县发展和改革局", PERIOD,
        T027_progress=0.3, T027_latest="已开工", T028_problem="资金缺口较大", T028_latest="前期",
    )  # fmt: skip
    before = parts_of(path)
    report = merge(office(folder).book, Quiet(), moment("2022-06-28T10:30"), PERIOD)
    ledger = office(folder).ledger
    after = parts_of(path)
    specs = {key: ledger[key].spec for key in ledger.layout.sheets}
    yield Merged(path, before, after, sheet_parts(after), specs, report)
    for app in xw.apps:
        for book in list(app.books):
            book.close()


def edit(folder: Path, cells: dict[str, dict[str, Value]]) -> None:
    """What the office types into the ledger, by task and column key."""
    table = office(folder).ledger["tasks"]
    rows = table.keyed()
    table.set_cells(
        [(rows[t].number, k, v) for t, values in cells.items() for k, v in values.items()]
    )
    table.sheet.book.save()


def sheet_parts(parts: Parts) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    relations = tree_of(parts["xl/_rels/workbook.xml.rels"])
    targets = {str(r.get("Id")): f"xl/{r.get('Target')}" for r in relations}
    link = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    sheets = tree_of(parts["xl/workbook.xml"]).iterfind("{*}sheets/{*}sheet")
    return {str(s.get("name")): targets[str(s.get(link))] for s in sheets}


def table_parts(parts: Parts) -> dict[str, str]:
    """The part of each table by the table's name."""
    names = [n for n in parts if n.startswith("xl/tables/")]
    return {str(tree_of(parts[n]).get("name")): n for n in names}


def cells(sheet: etree._Element) -> dict[str, str]:
    """Each cell as XML, by its address."""
    found = sheet.iterfind("{*}sheetData/{*}row/{*}c")
    return {str(c.get("r")): " ".join(lines_of(c)) for c in found}


def test_the_file_holds_the_same_parts_in_the_same_order(merged: Merged) -> None:
    assert list(merged.after) == list(merged.before)
    assert set(PRECIOUS) <= set(merged.after)


def test_only_the_sheets_of_the_job_and_their_tables_differ(merged: Merged) -> None:
    labels = [merged.specs[key].label for key in TOUCHED]
    grown = [merged.specs[key].label for key in ("findings", "reports", "changes")]
    tables = table_parts(merged.after)
    sheets = {merged.sheets[label] for label in labels}
    # a moment in the log wears a format that the master had no need of
    assert merged.differing == sheets | {tables[label] for label in grown} | {STYLES}
    assert merged.differing & set(PRECIOUS) == {STYLES}


def test_formats_were_added_and_none_changed(merged: Merged) -> None:
    before, after = looks_in(merged.before), looks_in(merged.after)
    assert after[: len(before)] == before
    assert len(after) - len(before) <= 2


def test_a_table_that_grew_has_another_area_and_nothing_else(merged: Merged) -> None:
    area = re.compile(r'ref="[A-Z]+2:([A-Z]+)\d+"')
    for name in (n for n in merged.differing if n.startswith("xl/tables/")):
        before, after = (
            [area.sub(r"\1", line) for line in lines_of(parts[name])]
            for parts in (merged.before, merged.after)
        )
        assert after == before


@pytest.mark.parametrize("key", TOUCHED)
def test_a_touched_sheet_keeps_all_but_its_cells(merged: Merged, key: str) -> None:
    before, after = ([*map(lines_of, aside(tree))] for tree in merged.trees(key))
    assert after == before
    names = {etree.QName(child).localname for child in merged.trees(key)[1]}
    assert {"sheetPr", "cols", "pageSetup", "headerFooter", "tableParts"} <= names & set(KEPT)


def aside(sheet: etree._Element) -> list[etree._Element]:
    """All of a sheet but its cells and how far they reach."""
    return [c for c in sheet if etree.QName(c).localname not in {"sheetData", "dimension"}]


@pytest.mark.parametrize("key", TOUCHED)
def test_titles_and_heads_keep_their_cells(merged: Merged, key: str) -> None:
    above = re.compile(r"[A-Z]+[12]$")
    before, after = (
        {at: xml for at, xml in cells(tree).items() if above.match(at)}
        for tree in merged.trees(key)
    )
    assert after == before


def test_in_the_task_sheet_the_logged_cells_changed_and_no_other(merged: Merged) -> None:
    before, after = map(cells, merged.trees("tasks"))
    assert before.keys() <= after.keys()
    changed = {at for at in after if before.get(at) != after[at]}
    table = office(merged.path.parent).ledger["tasks"]
    keys = {column.label: column.key for column in table.spec.columns}
    rows = table.keyed()
    log = office(merged.path.parent).ledger.values("changes")
    logged = {
        table.address(rows[str(r["row_key"])].number, keys[str(r["column"])])
        for r in log
        if r["sheet"] == table.spec.label and r["job_kind"] == "汇总"
    }
    assert changed == logged
    assert len(logged) == merged.report.data["changes"]


def test_a_cell_that_changed_keeps_its_look(merged: Merged) -> None:
    looks = looks_in(merged.after)
    tree, changed = merged.trees("tasks")
    before, after = (
        {str(c.get("r")): looks[int(c.get("s", "0"))] for c in one.iterfind(".//{*}c")}
        for one in (tree, changed)
    )
    blank = {
        at: looks[column_style(tree, at.rstrip("0123456789"))]
        for at in after.keys() - before.keys()
    }
    assert after == before | blank


def column_style(tree: etree._Element, letters: str) -> int:
    """What a place without a cell looks like."""
    number = column_number(letters)
    return next(
        int(c.get("style", "0"))
        for c in tree.iterfind("{*}cols/{*}col")
        if int(c.get("min", "0")) <= number <= int(c.get("max", "0"))
    )


def looks_in(parts: Parts) -> list[str]:
    """Each format of the workbook; the mark of a text that looks like a number is no look."""
    formats = tree_of(parts["xl/styles.xml"]).find("{*}cellXfs")
    assert formats is not None
    for one in formats:
        one.attrib.pop("quotePrefix", "")
    return [" ".join(lines_of(one)) for one in formats]


def test_the_merge_did_something(merged: Merged) -> None:
    assert merged.report.data["merged"] == 2
    assert merged.report.data["new_conflicts"] == 1
    assert merged.report.data["changed"] is True


def test_the_validator_finds_no_fault(merged: Merged) -> None:
    assert faults_of([merged.path]) == {}


@pytest.fixture(scope="module")
def shown(merged: Merged, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Any]]]:
    """The sheets as LibreOffice recalculates them."""
    return recalculated_all([merged.path], tmp_path_factory.mktemp("shown"))[0]


def test_libreoffice_finds_no_error_cell(shown: dict[str, list[list[Any]]]) -> None:
    assert errors_in(shown) == []


def test_the_cards_of_the_home_page_are_what_python_counts(
    merged: Merged, shown: dict[str, list[list[Any]]]
) -> None:
    rows = office(merged.path.parent).ledger.values("tasks")
    counted = Counter(str(r["state"]) for r in rows)
    cards = next(
        dict(zip(row, below, strict=True))
        for row, below in zip(shown["首页"], shown["首页"][1:], strict=False)
        if "任务总数" in row
    )
    named = ("已销号", "待销号", "正常", "预警", "滞后")
    assert {state: cards[state] for state in named} == {state: counted[state] for state in named}
    assert cards["任务总数"] == len(rows) == counted.total()
    assert cards["未启动"] == len(rows) - sum(counted[state] for state in named)
    progress = [p for r in rows if isinstance(p := r["progress"], float)]
    assert cards["总体进度"] == pytest.approx(sum(progress) / len(rows))
    assert min(counted[s] for s in ("已销号", "待销号", "正常", "预警", "滞后", "暂缓")) >= 1
