"""read_document: each kind of file gives the same text; a bad one gives an issue, never an error."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from taizhang.core.issues import Issue
from taizhang.notices import Document, read_document, split_notice
from taizhang.notices.documents import office
from tests.notices.pdfs import pdf

TEXT = "一、重点任务\n1.新建学校3所，9月底前投用。（牵头单位：县教育局）\n2.改造道路5公里。"
HEAVY = ("docx", "pdfplumber", "bs4", "lxml", "chinese_calendar", "pandas")


def read(path: Path) -> Document:
    found = read_document(path)
    assert isinstance(found, Document), str(found)
    return found


def refused(path: Path) -> str:
    found = read_document(path)
    assert isinstance(found, Issue), repr(found)
    return found.code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_is_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(TEXT.encode(encoding))

    assert read(path).text == TEXT


def test_a_text_file_of_web_page_source_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "网页.txt"
    path.write_text(
        "<html><body><p>一、任务</p><p>1.新建学校。</p></body></html>", encoding="utf-8"
    )

    assert read(path).text == "一、任务\n1.新建学校。"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_keeps_its_paragraphs_and_tables(tmp_path: Path, charset: str) -> None:
    page = (
        f'<html><head><meta charset="{charset}"><style>p{{}}</style></head><body><p>附表</p><table>'
        "<tr><th>序号</th><th>任务</th><th>责任单位</th></tr>"
        "<tr><td>1</td><td>新建<br>学校</td><td>县教育局</td></tr></table></body></html>"
    )
    path = tmp_path / "网页.html"
    path.write_bytes(page.encode(charset))

    assert read(path).text == "附表\n序号\t任务\t责任单位\n1\t新建\v学校\t县教育局"


def test_word_paragraphs_and_tables_come_in_the_order_of_the_document(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("任务清单")
    table = word.add_table(rows=4, cols=4)
    cells = [
        ["序号", "任务", "责任单位", "时限"], ["一、项目建设", "", "", ""],
        ["1", "新建学校3所", "县教育局", "9月底"], ["2", "改造道路", "县住建局\n县交通局", "全年"],
    ]  # fmt: skip
    for row, said in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, said, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 3))
    word.add_paragraph("此件公开发布。")
    path = tmp_path / "方案.docx"
    word.save(str(path))

    lines = read(path).text.split("\n")
    assert (lines[0], lines[-1]) == ("任务清单", "此件公开发布。")
    assert lines[4] == "2\t改造道路\t县住建局\v县交通局\t全年"
    tasks = split_notice(read(path).text, date(2022, 3, 1)).tasks
    assert [(t.number, t.headings) for t in tasks] == [
        ("1", ("一、项目建设",)),
        ("2", ("一、项目建设",)),
    ]


def test_numbers_that_word_counts_by_itself_come_back(tmp_path: Path) -> None:
    word = docx.Document()
    for text in ("加强排查", "加强整改"):
        paragraph = word.add_paragraph(text, style="List Number")
        paragraph.paragraph_format.left_indent = None
    numbering = word.part.numbering_part.element
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99"><w:lvl w:ilvl="0">'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        )
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>')
    )
    for paragraph in word.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>')
        )
    path = tmp_path / "方案.docx"
    word.save(str(path))

    assert read(path).text == "一、加强排查\n二、加强整改"


def test_a_text_pdf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "方案.pdf"
    path.write_bytes(
        pdf(["一、重点任务", "1.新建学校3所,9月底前投用。(牵头单位:县教育局)", "- 2 -"])
    )

    document = read(path)

    assert document.text == "一、重点任务\n1.新建学校3所,9月底前投用。(牵头单位:县教育局)"
    assert split_notice(document.text, date(2022, 3, 1)).tasks[0].clause is not None


BAD: list[tuple[str, bytes, str]] = [
    ("旧版.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "N102"),
    ("旧版.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "N102"),
    ("富文本.rtf", b"{\\rtf1 }", "N102"),
    ("加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "N104"),
    ("坏的.docx", b"PK\x03\x04 broken", "N104"),
    ("坏的.pdf", b"%PDF-1.4 broken", "N104"),
    ("扫描.pdf", pdf([]), "N103"),
    ("照片.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 100, "N103"),
    ("表格.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "N105"),
    ("版式.ofd", b"abc", "N105"),
    ("一段到底.txt", ("推进。" * 20_001).encode(), "N107"),
    ("太多段.txt", ("推进。\n" * 20_001).encode(), "N107"),
    ("太多字.txt", (("推进" * 500 + "\n") * 601).encode(), "N107"),
    ("太深.html", b"<html>" + b"<ol><li>" * 50_000, "N104"),
    ("太碎.html", b"<html>" + b"<p>" * 200_001, "N104"),
    (
        "太碎.mht",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n" + b"\n--b\n\na" * 2001,
        "N104",
    ),
    ("空的.txt", b"", "N101"),
    ("空白.txt", " \n\u3000\n".encode(), "N101"),
]


@pytest.mark.parametrize(("name", "content", "code"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, code: str
) -> None:
    monkeypatch.setattr(office, "office_program", lambda: "")
    path = tmp_path / name
    path.write_bytes(content)

    assert refused(path) == code


@pytest.mark.parametrize(
    "make", [lambda p: p / "没有.docx", lambda p: p], ids=["missing", "folder"]
)
def test_what_is_no_file_is_refused(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert refused(make(tmp_path)) == "N106"


def test_importing_the_readers_loads_nothing_heavy() -> None:
    code = f"import sys, taizhang.notices; print([m for m in {HEAVY} if m in sys.modules])"

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2] / "pytools",
    )  # fmt: skip

    assert done.stdout.strip() == "[]"


def test_a_page_laid_out_in_a_table_keeps_its_lines_and_its_inner_table(tmp_path: Path) -> None:
    page = (
        "<table><tr><td><p>一、任务</p><table><tr><th>序号</th><th>任务</th><th>单位</th></tr>"
        "<tr><td rowspan=2>1</td><td rowspan=2>新建学校</td><td>县甲局</td></tr>"
        "<tr><td>县乙局</td></tr></table><p>此件公开发布</p></td></tr></table>"
    )
    path = tmp_path / "网页.htm"
    path.write_text(page, encoding="utf-8")

    assert read(path).text.split("\n") == [
        "一、任务",
        "序号\t任务\t单位",
        "1\t新建学校\t县甲局",
        "1\t新建学校\t县乙局",
        "此件公开发布",
    ]
