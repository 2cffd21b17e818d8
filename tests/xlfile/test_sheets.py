"""Ranges, formats, names, links and sheets through xlwings' public API."""

from collections.abc import Callable
from typing import Any

import pytest
import xlwings as xw

from tests.support.office import faults
from tests.xlfile.conftest import reopened

Make = Callable[..., xw.Book]


@pytest.mark.parametrize(
    ("where", "address"),
    [
        ("A1", "$A$1"),
        ("$b$2:A1", "$A$1:$B$2"),
        ("A:C", "$A:$C"),
        ("2:3", "$2:$3"),
        ((3, 28), "$AB$3"),
        ("任务台账!B2", "$B$2"),
        ("'任务台账'!B2", "$B$2"),
    ],
)
def test_addresses(ledger: xw.Book, where: Any, address: str) -> None:
    assert ledger.sheets["任务台账"].range(where).address == address


@pytest.mark.parametrize("where", ["没有的名称", "A0", "XFE1", "A1048577", "期次", "'汇 总'!A1"])
def test_what_is_no_address_of_the_sheet(ledger: xw.Book, where: str) -> None:
    with pytest.raises(ValueError, match=r"neither an address|not on the sheet"):
        ledger.sheets["任务台账"].range(where)


def test_several_areas_are_not_supported(ledger: xw.Book) -> None:
    with pytest.raises(NotImplementedError, match="several areas"):
        ledger.sheets[0].range("A1,C3")


def test_off_the_sheet_is_an_index_error(ledger: xw.Book) -> None:
    sheet = ledger.sheets[0]
    with pytest.raises(IndexError):
        sheet.range((0, 1))
    with pytest.raises(IndexError):
        sheet["A1"].offset(-1, 0)


def test_ranges_step_and_grow(ledger: xw.Book) -> None:
    sheet = ledger.sheets["任务台账"]
    assert sheet["A1"].offset(1, 2).address == "$C$2"
    assert sheet["B2"].resize(2, 3).address == "$B$2:$D$3"
    assert sheet["B2:D5"][1, -1].address == "$D$3"
    assert sheet["B2:C3"](3).address == "$B$3"
    assert sheet["B2:C3"].last_cell.address == "$C$3"
    assert [cell.address for cell in sheet["A1:B2"]] == ["$A$1", "$B$1", "$A$2", "$B$2"]
    assert sheet["A1:C2"].rows[1].address == "$A$2:$C$2"
    assert sheet["A1:C2"].columns[1].address == "$B$1:$B$2"
    assert sheet.range("A1", "B3").address == "$A$1:$B$3"
    assert sheet.cells[0, 1].address == "$B$1"
    assert sheet["A1"].expand().address == "$A$1:$E$4"
    assert sheet["B2"].expand("down").address == "$B$2:$B$4"
    assert sheet["B2"].expand("right").address == "$B$2:$E$2"
    assert sheet.used_range.address == "$A$1:$H$4"


@pytest.mark.parametrize(
    ("start", "direction", "end"),
    [
        ("A1", "down", "$A$4"),
        ("A4", "up", "$A$1"),
        ("A1", "right", "$E$1"),
        ("E1", "right", "$H$1"),
        ("H1", "left", "$E$1"),
        ("F1", "left", "$E$1"),
        ("A9", "up", "$A$4"),
        ("A4", "down", "$A$1048576"),
        ("H1", "right", "$XFD$1"),
        ("Z9", "left", "$A$9"),
        ("Z9", "up", "$Z$1"),
    ],
)
def test_end_goes_where_the_arrow_key_goes(
    ledger: xw.Book, start: str, direction: str, end: str
) -> None:
    assert ledger.sheets["任务台账"][start].end(direction).address == end


def test_an_address_can_name_its_sheet_and_book(ledger: xw.Book) -> None:
    cell = ledger.sheets["汇 总"]["A1"]
    assert cell.get_address(include_sheetname=True) == "'汇 总'!$A$1"
    assert cell.get_address(row_absolute=False, external=True) == "'[台账.xlsx]汇 总'!$A1"


def test_formats_change_one_thing_and_keep_the_rest(ledger: xw.Book, tmp_path: Any) -> None:
    sheet = ledger.sheets["任务台账"]
    sheet["D2"].color = (255, 199, 206)
    sheet["D2"].font.color = "#9c0006"
    sheet["D3"].number_format = "m月d日"
    sheet["D4"].font.bold = False
    sheet["A2"].font.size = 14
    sheet["A2"].font.name = "宋体"
    sheet["A2"].font.italic = True
    sheet["A3"].color = "#FFFF00"
    sheet["A4"].color = 255
    sheet = reopened(ledger).sheets["任务台账"]
    assert (sheet["D2"].color, sheet["D2"].font.color) == ((255, 199, 206), (156, 0, 6))
    assert (sheet["D2"].number_format, sheet["D2"].font.bold) == ("yyyy-mm-dd", True)
    assert (sheet["D3"].number_format, sheet["D3"].font.bold) == ("m月d日", True)
    assert (sheet["D4"].number_format, sheet["D4"].font.bold) == ("yyyy-mm-dd", False)
    font = sheet["A2"].font
    assert (font.size, font.name, font.italic, font.bold) == (14.0, "宋体", True, False)
    assert (sheet["A3"].color, sheet["A4"].color) == ((255, 255, 0), (255, 0, 0))
    assert sheet["D2:D3"].number_format is None
    sheet["D2"].color = None
    sheet["B2:B3"].impl.set_colors([[(1, 2, 3)], [...]])
    assert (sheet["D2"].color, sheet["B2"].color, sheet["B3"].color) == (None, (1, 2, 3), None)
    reopened(sheet.book)
    assert faults(tmp_path / "台账.xlsx") == []


def test_the_same_format_twice_is_one_style(ledger: xw.Book) -> None:
    sheet = ledger.sheets["任务台账"]
    for address in ("A2", "A3", "B2"):
        sheet[address].color = (1, 2, 3)
    styles = [sheet[address].impl.sheet.part.style(2, 1) for address in ("A2", "A3", "B2")]
    assert len(set(styles)) == 1


def test_theme_and_old_palette_colours_are_read(make: Make) -> None:
    book = make(lambda book: book.add_worksheet())
    sheet, styles = book.sheets[0], book.impl.styles
    sheet["A1"].color = (0, 0, 0)
    fill = book.impl.package.edit(book.impl.workbook.styles_part()).findall(".//{*}fgColor")[-1]
    expected = {
        'theme="4"': (79, 129, 189),
        'theme="1"': (0, 0, 0),
        'theme="4" tint="0.5"': (167, 192, 222),
        'theme="4" tint="-0.5"': (36, 64, 98),
        'indexed="10"': (255, 0, 0),
    }
    for attributes, color in expected.items():
        fill.attrib.clear()
        for pair in attributes.split():
            key, value = pair.split("=")
            fill.set(key, value.strip('"'))
        read = styles.fill_color(sheet["A1"].impl.sheet.part.style(1, 1))
        assert read is not None
        assert max(abs(a - b) for a, b in zip(read, color, strict=True)) <= 1


def test_a_number_becomes_a_date_with_its_format(ledger: xw.Book) -> None:
    cell = ledger.sheets["任务台账"]["C2"]
    cell.number_format = "yyyy年m月d日"
    assert cell.value.year == 1900
    cell.number_format = "0.00"
    assert cell.value == 10.0


def test_widths_and_heights(ledger: xw.Book, tmp_path: Any) -> None:
    sheet = ledger.sheets["任务台账"]
    assert sheet["A1"].column_width == 8.43
    assert sheet["A1"].row_height == 15.0
    sheet["B1:D1"].column_width = 20
    sheet["C1"].column_width = 3.5
    sheet["A2:A3"].row_height = 30
    sheet = reopened(ledger).sheets["任务台账"]
    widths = [sheet[f"{letter}1"].column_width for letter in "ABCDE"]
    assert widths == [8.43, 20.0, 3.57, 20.0, 8.43]
    assert sheet["B1:C1"].column_width is None
    assert [sheet[f"A{row}"].row_height for row in range(1, 5)] == [15.0, 30.0, 30.0, 15.0]
    assert faults(tmp_path / "台账.xlsx") == []
    with pytest.raises(ValueError, match="width"):
        sheet["A1"].column_width = 256
    with pytest.raises(ValueError, match="height"):
        sheet["A1"].row_height = 410


def test_links_lead_outside_and_inside(ledger: xw.Book, tmp_path: Any) -> None:
    sheet = ledger.sheets["汇 总"]
    sheet["A1"].add_hyperlink("https://example.org/路?a=1&b=2#c", "外部", "提示")
    sheet["A2"].add_hyperlink("#'任务台账'!A3", "任务")
    sheet["A3"].add_hyperlink("www.example.org")
    sheet["A3"].add_hyperlink("#'任务台账'!A4", "改")
    sheet["A4"].add_hyperlink("#A1")
    sheet["A4"].clear()
    sheet = reopened(ledger).sheets["汇 总"]
    assert sheet["A1:A4"].value == ["外部", "任务", "改", None]
    links = [sheet[f"A{row}"].hyperlink for row in (1, 2, 3)]
    assert links == ["https://example.org/路?a=1&b=2#c", "#'任务台账'!A3", "#'任务台账'!A4"]
    with pytest.raises(ValueError, match="no hyperlink"):
        _ = sheet["A4"].hyperlink
    assert faults(tmp_path / "台账.xlsx") == []


def test_names_are_listed_read_set_and_added(ledger: xw.Book, tmp_path: Any) -> None:
    names = ledger.names
    assert {name.name: name.refers_to for name in names} == {
        "期次": "='汇 总'!$A$1",
        "'汇 总'!局部": "='汇 总'!$B$2:$C$3",
        "税率": "=0.13",
    }
    assert names["期次"].refers_to_range.value == 7.0
    assert ledger.sheets["汇 总"].range("期次").address == "$A$1"
    assert ledger.sheets["汇 总"]["局部"].address == "$B$2:$C$3"
    assert [name.name for name in ledger.sheets["汇 总"].names] == ["'汇 总'!局部"]
    assert "没有" not in names
    names["税率"] = "=0.17"
    names["新名"] = "=任务台账!$A$1"
    names.add("任务台账!局部", "=任务台账!$B$1")
    ledger.sheets["任务台账"]["C3"].name = "格"
    names["新名"].refers_to = "=任务台账!$A$2"
    book = reopened(ledger)
    assert len(book.names) == 6
    assert book.names["税率"].refers_to == "=0.17"
    assert book.names["新名"].refers_to_range.value == "R-1"
    assert book.names["格"].refers_to_range.value == 20.0
    found: Any = book.sheets["任务台账"]["C3"].name
    assert found.name == "格"
    assert book.sheets["任务台账"]["局部"].address == "$B$1"
    assert book.sheets["任务台账"].names["局部"].refers_to == "=任务台账!$B$1"
    book.names["列名"] = "=任务[名称]"
    assert book.names["列名"].refers_to_range.value == ["修路", "架桥", "通水"]
    assert book.sheets["任务台账"]["列名"].address == "$B$2:$B$4"
    book.names["外部"] = "=[1]表!$A$1"
    with pytest.raises(NotImplementedError, match="refers_to_range"):
        _ = book.names["外部"].refers_to_range
    del book.names["外部"]
    del book.names["税率"]
    assert "税率" not in book.names
    assert faults(tmp_path / "台账.xlsx") == []


@pytest.mark.parametrize("name", ["A1", "有 空格", "1a", ""])
def test_what_cannot_be_a_name(ledger: xw.Book, name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a name"):
        ledger.names.add(name, "=1")


def test_a_name_of_a_constant_has_no_range(ledger: xw.Book) -> None:
    with pytest.raises(NotImplementedError, match=r"refers_to_range of =0\.13"):
        _ = ledger.names["税率"].refers_to_range


def test_sheets_are_found_listed_and_told_apart(ledger: xw.Book) -> None:
    assert ledger.sheet_names == ["任务台账", "汇 总"]
    assert ledger.sheets[-1] == ledger.sheets["汇 总"]
    assert ledger.sheets["汇 总"].index == 2
    assert "汇 总" in ledger.sheets
    assert "没有" not in ledger.sheets
    assert ledger.sheets.active.name == "任务台账"
    assert ledger.sheets["汇 总"].book == ledger
    with pytest.raises(KeyError):
        ledger.sheets["没有"]


def test_a_sheet_in_front_is_the_only_one(ledger: xw.Book, tmp_path: Any) -> None:
    ledger.sheets["汇 总"].activate()
    book = reopened(ledger)
    assert book.sheets.active.name == "汇 总"
    marked = [b'tabSelected="1"' in _sheet_xml(sheet) for sheet in book.sheets]
    assert marked == [False, True]
    assert faults(tmp_path / "台账.xlsx") == []


def _sheet_xml(sheet: xw.Sheet) -> bytes:
    return bytes(sheet.impl.book.package.read(sheet.impl.entry.part))


def test_hiding_and_showing_sheets(make: Make) -> None:
    def build(book: Any) -> None:
        book.add_worksheet("甲")
        book.add_worksheet("乙").very_hidden()
        book.add_worksheet("丙").hide()

    sheets = make(build).sheets
    assert [sheet.visible for sheet in sheets] == [True, False, False]
    assert [sheet.api.Visible for sheet in sheets] == [-1, 2, 0]
    sheets["乙"].visible = False
    sheets["丙"].visible = True
    sheets["甲"].visible = False
    sheets = reopened(sheets["甲"].book).sheets
    assert [sheet.api.Visible for sheet in sheets] == [0, 2, -1]
    with pytest.raises(ValueError, match="one visible sheet"):
        sheets["丙"].visible = False


def test_protection_is_told(make: Make) -> None:
    def build(book: Any) -> None:
        book.add_worksheet("开")
        book.add_worksheet("锁").protect()

    sheets = make(build).sheets
    assert [sheet.api.ProtectContents for sheet in sheets] == [False, True]
    sheets["锁"]["A1"].value = 1
    assert sheets["锁"].api.ProtectContents


def test_a_sheet_can_be_added_anywhere(ledger: xw.Book, tmp_path: Any) -> None:
    ledger.sheets.add("首页", before=ledger.sheets["任务台账"])
    ledger.sheets.add("末页", after=ledger.sheets[-1])["B2"].value = "新"
    ledger.sheets.add()
    book = reopened(ledger)
    assert book.sheet_names == ["首页", "任务台账", "汇 总", "Sheet5", "末页"]
    assert book.sheets["末页"]["B2"].value == "新"
    assert book.sheets["首页"].used_range.value is None
    assert book.sheets["汇 总"]["局部"].address == "$B$2:$C$3"
    assert book.sheets.active.name == "Sheet5"
    assert faults(tmp_path / "台账.xlsx") == []
    for bad in ("任务台账", "a" * 32, "甲/乙", "'甲"):
        with pytest.raises(ValueError, match=r"already present|cannot be the name"):
            book.sheets.add(bad)


def test_a_whole_sheet_can_be_emptied(ledger: xw.Book) -> None:
    ledger.sheets["汇 总"].clear_contents()
    ledger.sheets["汇 总"].clear()
    assert reopened(ledger).sheets["汇 总"].used_range.value is None
