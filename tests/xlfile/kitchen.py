"""A workbook with everything a clerk's master may hold, for the test that nothing is lost.

XlsxWriter builds it; what XlsxWriter cannot write but Excel does is put in by hand.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from pyopenvba import ExcelFile

from tests.xlfile.conftest import written

RIBBON = "customUI/customUI14.xml"
CHAIN = "xl/calcChain.xml"
CUSTOM = "customXml/item1.xml"
SETTINGS = "xl/printerSettings/printerSettings1.bin"

_UI = "http://schemas.microsoft.com/office/2009/07/customui"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def build(path: Path) -> Path:
    """Write the workbook."""
    written(path, _sheets)
    _put_in(path)
    return path


def _sheets(book: xlsxwriter.Workbook) -> None:
    front, tasks = book.add_worksheet("首页"), book.add_worksheet("任务台账")
    report, hidden = book.add_worksheet("汇总"), book.add_worksheet("底稿")
    book.add_chartsheet("图").set_chart(_chart(book))
    _front(book, front)
    _tasks(book, tasks)
    report.write_formula("A1", "=COUNTA(任务[编号])", None, 3)
    report.write_dynamic_array_formula("C1:C3", "=SORT(任务[目标])")
    report.add_table("E1:F3", {"name": "旁表", "data": [["甲", 1], ["乙", 2]]})
    report.write_comment("A1", "汇总的批注")
    hidden.very_hidden()
    hidden.write("A1", "  原样 ")
    hidden.protect("口令")
    book.define_name("期次", "=底稿!$A$1")
    book.add_vba_project(_vba(), is_stream=True)


def _front(book: Any, sheet: Any) -> None:
    sheet.insert_button("B2", {"macro": "Merge", "caption": "合并", "width": 80, "height": 30})
    sheet.insert_chart("D2", _chart(book))
    sheet.insert_image("H2", "灯.png", {"image_data": BytesIO(_picture())})
    sheet.insert_textbox("B10", "使用说明", {"fill": {"color": "#FFE699"}})
    sheet.insert_checkbox("A5", True)
    sheet.add_sparkline("A1", {"range": "任务台账!C2:C4", "type": "column"})
    sheet.set_background(BytesIO(_picture()))
    sheet.write_url("A8", "https://example.org/路", string="链接")
    sheet.write_url("A9", "internal:'任务台账'!A1", string="内部")
    sheet.write_rich_string("A10", "富", book.add_format({"bold": True}), "文本")


def _tasks(book: Any, sheet: Any) -> None:
    day = book.add_format({"num_format": "yyyy-mm-dd", "border": 1, "locked": False})
    columns = [
        {"header": "编号"},
        {"header": "名称"},
        {"header": "目标", "total_function": "sum"},
        {"header": "时限", "format": day},
        {"header": "倍数", "formula": "任务[@[目标]]*2"},
    ]
    rows = [["R-1", "修路", 10, 45000], ["R-2", "架桥", 20, 45001], ["R-3", "通水", 30, 45002]]
    sheet.add_table("A1:E4", {"name": "任务", "columns": columns, "data": rows})
    sheet.conditional_format(
        "C2:C99", {"type": "icon_set", "icon_style": "3_traffic_lights", "reverse_icons": True}
    )
    sheet.conditional_format("C2:C99", {"type": "data_bar", "data_bar_2010": True})
    late = {"type": "formula", "criteria": "=$D2<TODAY()", "format": book.add_format({"bold": 1})}
    sheet.conditional_format("A2:E99", late)
    sheet.data_validation("B2:B99", {"validate": "list", "source": ["修路", "架桥", "通水"]})
    sheet.data_validation("D2:D99", {"validate": "list", "source": "=汇总!$E$2:$E$3"})
    sheet.write_comment("A2", "批注\n两行", {"author": "督查室"})
    for row in range(1, 6):
        sheet.write_formula(row, 8, f"=C{row + 1}*3", None, row)
    sheet.merge_range("K1:L1", "合并的标题")
    sheet.set_column("A:A", 12, None, {"level": 1})
    sheet.set_row(1, 30)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(0)
    sheet.print_area("A1:E99")
    sheet.set_h_pagebreaks([20, 40])
    sheet.set_header("&L&G&C台账", {"image_left": "徽.png", "image_data_left": BytesIO(_picture())})
    sheet.ignore_errors({"number_stored_as_text": "A1:A99"})
    sheet.protect("", {"autofilter": True})


def _chart(book: Any) -> Any:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"name": "目标", "values": "=任务台账!$C$2:$C$4"})
    chart.set_title({"name": "进度"})
    return chart


def _vba() -> BytesIO:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "空.xlsm"
        ExcelFile.create_new(path).close()
        with zipfile.ZipFile(path) as file:
            return BytesIO(file.read("xl/vbaProject.bin"))


def _picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xc0\x10\x20" * 8 for _ in range(8))
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _put_in(path: Path) -> None:
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name, change in _CHANGES.items():
        before = parts[name].decode()
        after = change(before)
        assert after != before, name
        parts[name] = after.encode()
    parts[RIBBON] = f'<customUI xmlns="{_UI}"><ribbon/></customUI>'.encode()
    parts[CUSTOM] = "<配置 xmlns='urn:x'>原样  空格</配置>".encode()
    parts[SETTINGS] = bytes(range(256))
    cells = "".join(f'<c r="I{row}" i="2"/>' for row in range(2, 7))
    parts[CHAIN] = f'<calcChain xmlns="{_MAIN}">{cells}</calcChain>'.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def _types(text: str) -> str:
    chain = f'<Override PartName="/{CHAIN}" ContentType="{_SHEET_TYPES}.calcChain+xml"/>'
    return text.replace("</Types>", f"{chain}</Types>")


def _root_relations(text: str) -> str:
    ribbon = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    line = f'<Relationship Id="rIdU" Type="{ribbon}" Target="{RIBBON}"/>'
    return text.replace("</Relationships>", f"{line}</Relationships>")


def _book_relations(text: str) -> str:
    chain = f'<Relationship Id="rIdC" Type="{_OFFICE}/calcChain" Target="calcChain.xml"/>'
    custom = f'<Relationship Id="rIdX" Type="{_OFFICE}/customXml" Target="../{CUSTOM}"/>'
    return text.replace("</Relationships>", f"{chain}{custom}</Relationships>")


def _book(text: str) -> str:
    sharing = '<fileSharing readOnlyRecommended="1"/>'
    text = text.replace("<workbookPr", f"{sharing}<workbookPr", 1)
    return re.sub(r' fullCalcOnLoad="1"', ' calcOnSave="0"', text)


def _task_sheet(text: str) -> str:
    text = text.replace("<f>C2*3</f>", '<f t="shared" ref="I2:I6" si="0">C2*3</f>')
    text = re.sub(r"<f>C[3-6]\*3</f>", '<f t="shared" si="0"/>', text)
    text = text.replace('type="list"', 'type="list" imeMode="off"', 1)
    text = text.replace('<cfvo type="percent" val="33"', '<cfvo type="percent" gte="0" val="33"')
    return text.replace("</sheetData>", '</sheetData><sheetCalcPr fullCalcOnLoad="1"/>')


_CHANGES: dict[str, Callable[[str], str]] = {
    "[Content_Types].xml": _types,
    "_rels/.rels": _root_relations,
    "xl/_rels/workbook.xml.rels": _book_relations,
    "xl/workbook.xml": _book,
    "xl/worksheets/sheet2.xml": _task_sheet,
}
