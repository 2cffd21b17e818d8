"""The master as a file: what is in it, what others find there, what two foreign readers say."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from taizhang.books.layout import load_layout
from taizhang.books.master.build import build_master
from taizhang.books.resources import resource
from taizhang.core.roles import state_lamps
from taizhang.core.schema import SCHEMA, SheetSpec
from tests.support import masters, office

pytestmark = pytest.mark.slow

LAYOUT = load_layout()
MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HIDDEN = {"选项", "计算", "_meta", "_fields", "_text", "Error", "xlwings.conf"}
ERRORS = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
# names and papers that a clerk knows; the rest of what they see is Chinese
KNOWN = re.compile(r"Excel|Word|PDF|CSV|WPS|A[0-4]|[A-Z]\d{3}|[WQH]\d+|[A-E] (?=\S)")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return masters.build(tmp_path_factory.mktemp("full") / "台账.xlsm", masters.sample())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return masters.build(tmp_path_factory.mktemp("empty") / "台账.xlsm")


@pytest.fixture(scope="module")
def parts(full: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(full) as package:
        return {name: package.read(name) for name in package.namelist()}


def _sheets(parts: dict[str, bytes]) -> dict[str, etree._Element]:
    """The XML of each sheet by name, in order."""
    book = etree.fromstring(parts["xl/workbook.xml"])
    names = [str(s.get("name")) for s in book.iterfind(".//m:sheet", MAIN)]
    return {
        name: etree.fromstring(parts[f"xl/worksheets/sheet{n}.xml"])
        for n, name in enumerate(names, start=1)
    }


def _tables(parts: dict[str, bytes]) -> Iterator[etree._Element]:
    yield from (etree.fromstring(x) for n, x in parts.items() if n.startswith("xl/tables/"))


def test_the_validator_finds_no_fault(full: Path, empty: Path) -> None:
    assert office.faults(full) == []
    assert office.faults(empty) == []


def test_the_same_input_gives_the_same_bytes(full: Path, tmp_path: Path) -> None:
    again = masters.build(tmp_path / "again.xlsm", masters.sample())
    assert again.read_bytes() == full.read_bytes()


def test_libreoffice_recalculates_it_without_an_error_cell(
    full: Path, empty: Path, tmp_path: Path
) -> None:
    for path in (full, empty):
        found = office.recalculated(path, tmp_path / path.parent.name)
        wrong = [
            (sheet, cell)
            for sheet, rows in found.items()
            for row in rows
            for cell in row
            if isinstance(cell, str) and ERRORS.search(cell)
        ]
        assert wrong == []


def test_each_sheet_of_the_layout_is_a_table_of_its_name(parts: dict[str, bytes]) -> None:
    found = {
        t.get("name"): tuple(c.get("name") for c in t.iterfind(".//m:tableColumn", MAIN))
        for t in _tables(parts)
    }
    wanted = {s.label: tuple(s.labels.values()) for s in LAYOUT.sheets.values()}
    assert found == wanted


def test_an_empty_table_has_one_blank_row(empty: Path) -> None:
    with zipfile.ZipFile(empty) as package:
        tables = [package.read(n) for n in package.namelist() if n.startswith("xl/tables/")]
    refs = {etree.fromstring(t).get("name"): str(etree.fromstring(t).get("ref")) for t in tables}
    assert refs["任务台账"].endswith("3")
    assert refs["亮灯规则"].endswith(str(2 + len(LAYOUT.lamp_rules)))


def test_people_see_home_and_guide_first_and_the_machine_sheets_not_at_all(full: Path) -> None:
    sheets = CalamineWorkbook.from_path(full).sheets_metadata
    names = [s.name for s in sheets]
    seen = {s.name for s in sheets if s.visible is SheetVisibleEnum.Visible}
    assert names[:3] == ["首页", "使用说明", "任务台账"]
    assert names[-1] == "xlwings.conf"
    assert not seen & HIDDEN
    assert {s.label for s in LAYOUT.sheets.values()} < seen
    assert not [n for n in names if n.endswith(".py")], "xlwings takes such a sheet for paid code"


def test_the_workbook_says_which_column_is_which(full: Path) -> None:
    book = CalamineWorkbook.from_path(full)
    fields = book.get_sheet_by_name("_fields").to_python()
    wanted = [[s.key, s.label, c.key, c.label] for s in LAYOUT.sheets.values() for c in s.columns]
    assert fields[0] == ["sheet", "table", "column", "label"]
    assert fields[1:] == wanted
    meta = {row[0]: row[1] for row in book.get_sheet_by_name("_meta").to_python()}
    assert meta["ledger_id"] == "a" * 32
    assert meta["key"] == "b" * 64
    assert meta["schema"] == str(SCHEMA)


def test_single_values_have_names(parts: dict[str, bytes]) -> None:
    book = etree.fromstring(parts["xl/workbook.xml"])
    found = book.iterfind(".//m:definedName", MAIN)
    names = {d.get("name"): str(d.text).replace("'", "") for d in found}
    assert names["arg_file"] == "_meta!$B$6"
    assert names["meta_ledger_id"] == "_meta!$B$2"
    assert names["meta_key"] == "_meta!$B$3"
    assert names["conf_interpreter"] == "xlwings.conf!$B$1"
    assert names["list_units"] == "单位名册[单位全称]"
    assert {f"list_{key}" for key in LAYOUT.lists} <= set(names)


def test_xlwings_finds_its_settings_as_texts(full: Path) -> None:
    rows = CalamineWorkbook.from_path(full).get_sheet_by_name("xlwings.conf").to_python()
    conf = {str(row[0]).upper(): row[1] for row in rows}
    assert all(row[0] for row in rows), "xlwings reads down to the first gap"
    assert str(conf["INTERPRETER_WIN"]).endswith("masters.py")
    assert conf["SHOW_ERROR_POPUPS"] == "False"
    assert conf["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"


def test_choices_are_drop_downs_far_below_the_last_row(parts: dict[str, bytes]) -> None:
    sheets = _sheets(parts)
    for spec in LAYOUT.sheets.values():
        rules = _validations(sheets[spec.label])
        for column in spec.columns:
            if column.list:
                first, last, source, strict = rules[_letter(spec, column.key)]
                assert (first, last) == (3, 3000)
                assert source == f"list_{column.list}"
                assert strict is not column.open


def test_days_have_to_be_days(parts: dict[str, bytes]) -> None:
    sheet = _sheets(parts)["任务台账"]
    kinds = {
        re.sub(r"\d.*", "", str(v.get("sqref"))): v.get("type")
        for v in sheet.iterfind(".//m:dataValidation", MAIN)
    }
    assert kinds[_letter(LAYOUT["tasks"], "due")] == "date"


def _validations(sheet: etree._Element) -> dict[str, tuple[int, int, str | None, bool]]:
    found = {}
    for rule in sheet.iterfind(".//m:dataValidation[@type='list']", MAIN):
        area = re.fullmatch(r"([A-Z]+)(\d+):[A-Z]+(\d+)", str(rule.get("sqref")))
        if area:
            strict = rule.get("showErrorMessage") == "1"
            source = rule.findtext("m:formula1", namespaces=MAIN)
            found[area[1]] = (int(area[2]), int(area[3]), source, strict)
    return found


def _letter(spec: SheetSpec, key: str) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(spec.keys.index(key)))


def test_hundreds_of_units_are_a_drop_down(tmp_path: Path) -> None:
    units = [{"unit": f"第{n}个街道办事处"} for n in range(1, 401)]
    path = masters.build(tmp_path / "units.xlsm", {"units": units})
    with zipfile.ZipFile(path) as package:
        tables = [package.read(n) for n in package.namelist() if n.startswith("xl/tables/")]
    roster = next(t for t in map(etree.fromstring, tables) if t.get("name") == "单位名册")
    assert str(roster.get("ref")).endswith("402")
    counted = office.run_script(_COUNT_UNITS, path)
    assert counted.split() == ["400", "第400个街道办事处"]


_COUNT_UNITS = """
cell = doc.Sheets.getByName("首页").getCellRangeByName("AB1")
cell.Formula = "=ROWS(list_units)"
print(int(cell.Value))
cell.Formula = "=INDEX(list_units;400)"
print(cell.String)
"""


def test_folded_columns_are_closed_and_open_again(parts: dict[str, bytes]) -> None:
    columns = _sheets(parts)["任务台账"].findall(".//m:col", MAIN)
    folded = {
        n
        for c in columns
        if c.get("outlineLevel") == "1" and c.get("hidden") == "1"
        for n in range(int(str(c.get("min"))), int(str(c.get("max"))) + 1)
    }
    wanted = {n for n, c in enumerate(LAYOUT["tasks"].columns, start=1) if c.fold}
    assert folded == wanted
    assert any(c.get("collapsed") == "1" for c in columns)


def test_rows_still_grow_with_what_is_typed(parts: dict[str, bytes]) -> None:
    sheet = _sheets(parts)["任务台账"]
    rows = {int(str(r.get("r"))): r for r in sheet.iterfind(".//m:row", MAIN)}
    assert rows[3].get("ht")
    assert all(r.get("customHeight") is None for n, r in rows.items() if n > 2)


def test_every_visible_sheet_is_ready_for_the_printer(parts: dict[str, bytes]) -> None:
    sheets = _sheets(parts)
    for spec in LAYOUT.sheets.values():
        sheet = sheets[spec.label]
        setup = sheet.find("m:pageSetup", MAIN)
        assert setup is not None
        assert setup.get("paperSize") == {"A3": "8", "A4": "9"}[spec.print.paper]
        assert setup.get("fitToHeight") == "0"
        footer = sheet.findtext(".//m:oddFooter", namespaces=MAIN) or ""
        assert "第 &P 页　共 &N 页" in footer
        assert spec.label in (sheet.findtext(".//m:oddHeader", namespaces=MAIN) or "")
    names = etree.fromstring(parts["xl/workbook.xml"]).iterfind(".//m:definedName", MAIN)
    titles = [n.text for n in names if n.get("name") == "_xlnm.Print_Titles"]
    assert len(titles) == len(LAYOUT.sheets)


def test_each_visible_sheet_of_an_empty_ledger_is_one_page(empty: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    pages = PdfReader(office.convert(empty, tmp_path, "pdf")).pages
    heads = [p.extract_text().split("\n", 1)[0] for p in pages]
    # what begins with more rows than a page holds; 统计, without a running head, keeps rows to come
    long = {LAYOUT[key].label for key in ("settings", "paper_words", "lamp_rules")}
    labels = {s.label for s in LAYOUT.sheets.values()}
    assert set(heads) >= labels
    assert {h for h in labels if heads.count(h) > 1} <= long
    assert not [p for p in pages if "###" in p.extract_text()]


def test_nobody_meets_english(full: Path, tmp_path: Path) -> None:
    found = office.recalculated(full, tmp_path)
    keys = {str(row["setting"]) for row in LAYOUT.settings}
    english = {
        (sheet, cell)
        for sheet, rows in found.items()
        if sheet not in HIDDEN
        for row in rows
        for cell in row
        if isinstance(cell, str) and cell not in keys and re.search("[A-Za-z]", KNOWN.sub("", cell))
    }
    assert english == set()


def test_an_office_may_rename_and_move_columns(tmp_path: Path) -> None:
    workbook = tmp_path / "workbook"
    shutil.copytree(resource("workbook"), workbook)
    _edit(workbook / "tasks.toml", ('label = "状态"', 'label = "灯 色(五色)"'))
    _edit(workbook / "tasks.toml", ('label = "牵头单位"', 'label = "主办"'))
    _move_first_column_last(workbook / "tasks.toml", 'key = "category"')
    path = masters.build(tmp_path / "renamed.xlsm", masters.sample(), workbook)
    assert office.faults(path) == []
    found = office.recalculated(path, tmp_path)
    facts = {row[0]: row[1] for row in found["计算"]}
    wanted = sum(t["state"] == "滞后" for t in masters.tasks())
    assert facts["late_count"] == wanted
    assert found["任务台账"][1][-1] == "类别"
    assert not [c for rows in found.values() for r in rows for c in r if _is_error(c)]


def _is_error(cell: object) -> bool:
    return isinstance(cell, str) and bool(ERRORS.search(cell))


def _edit(file: Path, change: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change), "utf-8")


def _move_first_column_last(file: Path, mark: str) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    line = next(one for one in lines if mark in one)
    lines.remove(line)
    lines.insert(len(lines) - 1 - lines[::-1].index("]\n"), line)
    file.write_text("".join(lines), "utf-8")


def test_each_state_has_the_lamp_of_the_rules() -> None:
    assert state_lamps(LAYOUT.lamp_rules) == {
        "已销号": "蓝", "待销号": "浅蓝", "正常": "绿", "预警": "黄", "滞后": "红",
        "暂缓": "灰", "未启动": "灰",
    }  # fmt: skip


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsm"
    path.write_bytes(b"old")

    def fails(parts: dict[str, bytes]) -> dict[str, bytes]:
        raise RuntimeError(str(len(parts)))

    with pytest.raises(RuntimeError):
        build_master(path, interpreter="x", ledger_id="x", key="x", macros=fails)
    assert [p.name for p in tmp_path.iterdir()] == ["台账.xlsm"]
    assert path.read_bytes() == b"old"
