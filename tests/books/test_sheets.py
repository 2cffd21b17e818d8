"""The page kit: what is measured is printed whole, pages break where they may, files are whole."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook as Copy
from openpyxl import load_workbook
from xlsxwriter import Workbook

from taizhang.books.sheets import measure, theme
from taizhang.books.sheets.copied import CopiedSheet
from taizhang.books.sheets.grid import Link, NewSheet, PageGrid, RowPart
from taizhang.books.sheets.measure import column_points, text_height
from taizhang.books.sheets.page import FigureCard, Page, Segment, new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, Group, PageColumn, PageRow
from tests.support.office import ROOT, convert, faults
from wholefile import whole

pytestmark = pytest.mark.slow

BOOKS = ROOT / "pytools" / "taizhang" / "books"
LONG = (
    "围绕产业项目、城市更新和民生保障，逐项明确责任单位、责任人和完成时限，一月一调度、一季一通报。"
    * 4
)
LINK = Link("第2行", "'督办单'!A2")


def every_block(page: Page) -> None:
    """A paper with each block once."""
    page.band("督办单（示例）")
    page.strip("示例县政府督查室", "示例督〔2022〕5号")
    page.gap(6)
    red, grey = theme.LAMPS["红"], theme.LAMPS["灰"]
    page.cards(
        [FigureCard("任务", 7, "其中重点2项", theme.INK), FigureCard("滞后", 2, "", red.strong)]
    )
    page.section("督办事项", "共2项")
    page.facts(
        [("承办单位", "县水务局"), ("办理期限", date(2022, 6, 30)), ("要求", LONG)], across=1
    )
    page.text(LONG)
    page.segments([Segment("按时", 3, grey), Segment("迟报", 0, grey), Segment("漏报", 1, red)])
    page.chips(["县教育局", "县民政局", "示例市高新技术产业开发区管理委员会"], grey)
    columns = [
        PageColumn("任务", 30),
        PageColumn("时限", 14, "date"),
        PageColumn("进度", 8, "percent"),
        PageColumn("位置", 8),
    ]
    rows: list[PageRow] = [
        ("改造老旧小区", date(2022, 6, 30), 0.4, Cell(LINK, {"font_color": theme.LINK})),
        (LONG, "未定", 1, "无"),
    ]
    page.table(columns, rows)
    page.steps(["先核对任务。", LONG], rest="有疑问请联系督查室。")
    page.blanks({"填报人": {}, "日期": {"num_format": "yyyy-mm-dd"}})
    page.legend([("红", "滞后", "label", {"bg_color": red.strong}), ("灰", "未启动", "label", {})])
    page.note("只打印一页。")
    page.signs("承办人", "审核", "签发")
    page.stamp("示例县政府督查室", "2022年6月5日")
    page.finish()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kit") / "paper.xlsx"
    with new_book(path, "督办单") as book:
        every_block(new_page(Pen(book), book.add_worksheet("督办单"), Print()))
    return path


def texts_of(path: Path) -> list[str]:
    sheet = load_workbook(path).worksheets[0]
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def printed(path: Path) -> list[str]:
    """The text of each page without blanks."""
    with pdfplumber.open(convert(path, path.parent, "pdf")) as pdf:
        return [re.sub(r"\s", "", "".join(c["text"] for c in page.chars)) for page in pdf.pages]


def printed_lines(path: Path) -> list[list[str]]:
    """The lines of each page from its top."""
    with pdfplumber.open(path.with_suffix(".pdf")) as pdf:
        return [page.extract_text().splitlines() for page in pdf.pages]


def test_every_block_is_printed_whole(paper: Path) -> None:
    text = "".join(printed(paper))
    shown = [re.sub(r"\s", "", t) for t in texts_of(paper)]
    assert [t for t in shown if t not in text] == []
    assert "###" not in text
    assert "第1页共" in text


def test_the_package_is_sound(paper: Path) -> None:
    assert faults(paper) == []


def groups(sizes: Sequence[int]) -> list[Group]:
    return [
        Group(f"第{g}组", [(f"{g}-{n}", LONG[: n * 7 % 90]) for n in range(size)])
        for g, size in enumerate(sizes, start=1)
    ]


@pytest.mark.parametrize("titles", [False, True])
def test_a_table_over_pages_has_its_head_and_its_groups_heading_on_each(
    tmp_path: Path, titles: bool
) -> None:
    with new_book(tmp_path / "a.xlsx", "表") as book:
        page = new_page(Pen(book), book.add_worksheet("表"), Print())
        page.band("很长的表")
        page.text(LONG)
        page.table(
            [PageColumn("编号", 1), PageColumn("内容", 4)], groups([30, 4, 90, 3]), titles=titles
        )
        page.finish()
    pages = printed(tmp_path / "a.xlsx")
    lines = [
        [line.replace(" ", "") for line in page] for page in printed_lines(tmp_path / "a.xlsx")
    ]

    assert len(pages) == len(page_breaks(tmp_path / "a.xlsx")) + 1 > 3
    for number, page_lines in enumerate(lines, start=1):
        head = page_lines.index("编号内容")
        assert re.fullmatch(r"第\d组(（续）)?", page_lines[head + 1])
        assert head == 0 or number == 1
        assert page_lines[-1].startswith(f"第{number}页共{len(pages)}页")
    assert any("（续）" in text for text in pages)
    rows = [f"{g}-{n}" for g, size in enumerate([30, 4, 90, 3], start=1) for n in range(size)]
    assert [r for r in rows if r not in "".join(pages)] == []


def page_breaks(path: Path) -> list[int]:
    sheet = load_workbook(path).worksheets[0]
    return [brk.id for brk in sheet.row_breaks.brk]


def test_a_heading_goes_to_the_next_page_with_what_it_heads(tmp_path: Path) -> None:
    with new_book(tmp_path / "a.xlsx", "表") as book:
        page = new_page(Pen(book), book.add_worksheet("表"), Print())
        page.gap(page.room / 2)
        page.gap(page.room / 2 - 50)
        at = page.row
        page.section("在下一页")
        page.gap(40)
        page.finish()
    assert page_breaks(tmp_path / "a.xlsx") == [at]


def test_one_whole_page_is_never_broken(tmp_path: Path) -> None:
    with new_book(tmp_path / "a.xlsx", "表") as book:
        page = new_page(Pen(book), book.add_worksheet("表"), Print(), whole=True)
        page.table([PageColumn("编号", 1), PageColumn("内容", 4)], groups([30, 30]))
        page.finish()
    assert page_breaks(tmp_path / "a.xlsx") == []
    assert len(printed(tmp_path / "a.xlsx")) == 1


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    with new_book(tmp_path / "a.xlsx", "表") as book:
        page = new_page(Pen(book), book.add_worksheet("表"), Print())
        page.table([PageColumn("编号", 1), PageColumn("内容", 4)], [], none="没有冲突")
        page.finish()
    assert texts_of(tmp_path / "a.xlsx") == ["编号", "内容", "没有冲突"]


def test_a_copied_sheet_looks_like_a_new_one(paper: Path) -> None:
    copy = Copy()
    sheet = copy.create_sheet("督办单", 0)
    every_block(Page(CopiedSheet(sheet), Print()))
    new = load_workbook(paper).worksheets[0]

    assert sheet.merged_cells.ranges == new.merged_cells.ranges
    assert [looks(row) for row in sheet.iter_rows()] == [looks(row) for row in new.iter_rows()]
    for row, dimension in new.row_dimensions.items():
        assert sheet.row_dimensions[row].height == pytest.approx(dimension.height, abs=0.4)
    assert sheet.print_area == new.print_area


def looks(row: Sequence[Any]) -> list[tuple[Any, ...]]:
    return [
        (
            c.value.date() if isinstance(c.value, datetime) else c.value or None, c.number_format, c.font.b, c.font.sz,
            c.font.color.rgb if c.font.color else None, c.fill.fgColor.rgb if c.fill.fill_type else "",
            c.alignment.horizontal or "general", c.alignment.wrap_text or False, c.border.top.style,
        )
        for c in row
        if c.value is not None or c.fill.fill_type
    ]  # fmt: skip


texts = st.text(st.sampled_from("县一二三四五，。、（）“”abc123 .%\n"), max_size=120)


@given(text=texts, width=st.floats(30, 400), size=st.floats(6, 30))
def test_more_room_never_needs_more_height(text: str, width: float, size: float) -> None:
    paragraphs = measure.paragraphs(text, size)
    high = text_height(paragraphs, width)
    assert high >= text_height(paragraphs, width * 1.5)
    assert high >= text_height(measure.paragraphs(text, size * 0.8), width)
    assert measure.wrapped_lines(text, size, width) >= text.count("\n") + 1


@given(weights=st.lists(st.floats(0.1, 60), min_size=1, max_size=20), columns=st.integers(20, 90))
def test_shares_of_a_page_touch_and_leave_nothing_over(weights: list[float], columns: int) -> None:
    book = Workbook(None, {"in_memory": True})
    grid = PageGrid(NewSheet(book.add_worksheet(), Pen(book)), [9.0] * columns)
    places = grid.shared(weights)
    assert [first for first, _ in places] == [0, *(last + 1 for _, last in places[:-1])]
    assert places[-1][1] == columns - 1
    assert all(first <= last for first, last in places)


def test_texts_are_texts_whatever_they_look_like(tmp_path: Path) -> None:
    with new_book(tmp_path / "a.xlsx", "表") as book:
        page = new_page(Pen(book), book.add_worksheet("表"), Print())
        page.line([RowPart(0, 29, "=1/0"), RowPart(30, 59, "http://a.b")])
        page.finish()
    assert texts_of(tmp_path / "a.xlsx") == ["=1/0", "http://a.b"]
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["A1"].data_type == "s"
    assert sheet["AE1"].hyperlink is None


def test_what_no_cell_can_hold_is_not_written_short(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="row 1"), new_book(tmp_path / "a.xlsx", "表") as book:
        new_page(Pen(book), book.add_worksheet("表"), Print()).text("长" * 40_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", ["book", "bytes"])
def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path, how: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    writers: dict[str, Callable[[], None]] = {
        "book": lambda: half_a_book(path),
        "bytes": lambda: half(path),
    }
    with pytest.raises(RuntimeError):
        writers[how]()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def half(path: Path) -> None:
    with whole(path) as beside:
        beside.write_bytes(b"half")
        raise RuntimeError


def half_a_book(path: Path) -> None:
    with new_book(path, "表") as book:
        book.add_worksheet("表")
        raise RuntimeError


def test_columns_are_as_wide_as_excel_makes_them() -> None:
    book = Workbook(None, {"in_memory": True})
    sheet = book.add_worksheet()
    for width in (1.2, 8.43, 22, 36.5):
        sheet.set_column(0, 0, width)
        assert measure.pixels(column_points(width)) == pytest.approx(sheet._size_col(0), abs=0.5)


COLOUR = re.compile(
    r"""#[0-9A-Fa-f]{6}\b|["'](?=\d*[A-Fa-f]|0{6})(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}["']"""
)
SET_UP = re.compile(r"\.(set_paper|set_margins|set_footer|set_header|fit_to_pages|set_landscape)\(")


def sources(*but: str) -> list[Path]:
    return [p for p in BOOKS.rglob("*.py") if p.name not in but]


def test_colours_stand_in_the_theme_alone() -> None:
    code = {p: re.sub(r">>>.*\n.*", "", p.read_text("utf-8")) for p in sources("theme.py")}
    assert [str(p) for p, text in code.items() if COLOUR.search(text)] == []


def test_paper_is_set_up_in_one_place() -> None:
    assert [str(p) for p in sources("paper.py") if SET_UP.search(p.read_text("utf-8"))] == []


@pytest.mark.parametrize("file", ["workbook/home.toml", "templates/wallchart.toml"])
def test_styles_name_the_colours_of_the_theme(file: str) -> None:
    named = re.findall(r'^colour = "(.+?)"', (ROOT / file).read_text("utf-8"), re.MULTILINE)
    assert named
    assert [name for name in named if name not in theme.NAMES] == []


def test_a_colour_of_no_name_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="紫"):
        theme.colour("紫")


def test_pages_follow_one_another(paper: Path) -> None:
    sheet = load_workbook(paper).worksheets[0]
    breaks = [0, *page_breaks(paper), sheet.max_row]
    assert all(a < b for a, b in pairwise(breaks))


GOLDEN = Path(__file__).parents[1] / "golden"


def test_the_day_on_a_paper_is_its_own_and_looks_the_same_on_every_computer() -> None:
    """&D is written as the printing computer writes days: in English on an English one."""
    papers = [p for p in GOLDEN.rglob("*.xml") if p.relative_to(GOLDEN).parts[0] != "master"]
    texts = {p: p.read_text("utf-8") for p in papers}
    assert [p for p, text in texts.items() if "&amp;D" in text] == []
    assert sum("制表日期：" in text for text in texts.values()) >= 4


@pytest.mark.parametrize("count", [1, 4, 10, 25])
def test_names_in_a_grid_can_be_read_however_long_one_of_them_is(
    tmp_path: Path, count: int
) -> None:
    long = "示例市重点工程建设和城乡融合发展服务保障中心（示例市城市更新指挥部办公室）　93.1分"
    path = tmp_path / "x.xlsx"
    with Workbook(path) as book:
        page = new_page(Pen(book), book.add_worksheet("x"), Print())
        page.chips([long, *["市水利局　98分"] * (count - 1)], theme.LAMPS["红"])
        page.finish()
    sizes = [
        cell.font.sz for row in load_workbook(path)["x"].iter_rows() for cell in row if cell.value
    ]
    assert len(sizes) == count
    assert min(sizes) >= 8
