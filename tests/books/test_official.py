"""Official papers as they are printed: measured on the pages that LibreOffice makes of them."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from docx import Document

from taizhang.books.official.columns import TableColumn
from taizhang.books.official.fonts import installed_fonts, missing_fonts
from taizhang.books.official.paper import OfficialPaper, parted
from taizhang.books.official.style import LAYOUTS, official_style
from tests.support.office import convert, faults
from tests.support.tables import table

MM = 25.4 / 72
SENTENCE = "截至2022年6月30日，台账共有任务68项，已销号3项，占4.4%；进展正常50项，占73.5%。"


def paper() -> OfficialPaper:
    made = OfficialPaper(official_style())
    made.masthead("督查通报", "第6期", "示例县人民政府督查室", "2022年6月30日")
    made.title("关于2022年6月份重点工作任务进展情况的通报")
    made.addressee("各乡镇人民政府，县政府各部门、各直属机构：")
    made.level(1, "一、总体情况")
    for _ in range(40):
        made.text("县" * 140)
    made.level(2, "（一）进展较好的。", SENTENCE)
    made.attachments(["任务进展情况表", "报送情况表"])
    made.signature("示例县人民政府督查室", "2022年6月30日")
    columns = [TableColumn("序号", 1, centred=True), TableColumn("任务", 5), TableColumn("单位", 3)]
    rows = [(str(n), "完成老旧小区改造和河道清淤工程", "县住房和城乡建设局") for n in range(60)]
    made.attachment(1, "任务进展情况表", columns, rows)
    made.attachment(2, "报送情况表", columns, rows[:2])
    made.copies("县委办公室，县人大常委会办公室。", "示例县人民政府办公室", "2022年6月30日")
    return made


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paper as PDF."""
    folder = tmp_path_factory.mktemp("official")
    path = folder / "通报.docx"
    path.write_bytes(paper().content("通报"))
    assert faults(path) == []
    return convert(path, folder, "pdf")


def test_the_same_blocks_give_the_same_bytes() -> None:
    assert paper().content("通报") == paper().content("通报")


def test_margins_and_lines_are_those_of_the_standard(printed: Path) -> None:
    with pdfplumber.open(printed) as pdf:
        page = pdf.pages[1]
        body = [c for c in page.chars if c["text"] == "县"]
        assert abs(min(c["x0"] for c in body) * MM - 28) < 1
        assert abs((page.width - max(c["x1"] for c in body)) * MM - 26) < 1
        lines = sorted({round(c["top"]) for c in body})
        assert len(lines) == 22
        assert abs(lines[0] * MM - 37) < 3, "the letters of the first line, below its leading"
        assert max(c["bottom"] for c in body) * MM < 297 - 35 + 0.5
        longest = max(sum(round(c["top"]) == line for c in body) for line in lines)
        assert longest == 28


def test_page_numbers_stand_outside_on_odd_and_even_pages(printed: Path) -> None:
    with pdfplumber.open(printed) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            dashes = [c for c in page.chars if c["text"] == "—" and c["top"] * MM > 262]
            assert len(dashes) == 2, number
            assert abs(dashes[0]["top"] * MM + 2.4 - (297 - 35 + 7)) < 2
            left = dashes[0]["x0"] * MM
            assert (left > 105) == (number % 2 == 1)


def test_a_tables_head_stands_on_each_page_and_the_imprint_on_the_foot_of_the_last(
    printed: Path,
) -> None:
    with pdfplumber.open(printed) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
        long = [text for text in texts if "完成老旧小区改造" in text]
        assert len(long) > 2
        assert all("序号" in text for text in long)
        last = pdf.pages[-1]
        copies = [w for w in last.extract_words() if "抄送" in w["text"]]
        assert copies
        issued = [w for w in last.extract_words() if "印发" in w["text"]]
        assert 297 - 35 - 8 < max(w["bottom"] for w in issued) * MM < 297 - 35 + 1


def test_no_page_holds_a_signature_alone(printed: Path) -> None:
    with pdfplumber.open(printed) as pdf:
        page = next(p for p in pdf.pages if "附件：" in p.extract_text())
        assert "督查室" in page.extract_text()


TITLES = [
    ("关于2022年6月份重点工作进展情况的通报", 20, ["关于2022年6月份", "重点工作进展情况的通报"]),
    ("关于2025年12月重点项目推进情况的通报", 20, ["关于2025年12月", "重点项目推进情况的通报"]),
    (
        "关于2025年第4季度重点工作任务进展情况的通报",
        20,
        ["关于2025年第4季度", "重点工作任务进展情况的通报"],
    ),
    ("2022年第八次县政府常务会议确定事项落实情况的通报", 20, None),
    ("短题", 20, ["短题"]),
    ("甲" * 45, 20, ["甲" * 15] * 3),
    ("关于“一月一调度，一季一通报，”落实情况的报告", 20, None),
]


@pytest.mark.parametrize(("text", "room", "lines"), TITLES)
def test_a_title_is_parted_evenly_and_no_line_begins_with_a_mark(
    text: str, room: int, lines: list[str] | None
) -> None:
    found = parted(text, room)
    assert "".join(found) == text
    assert all(len(line) <= room for line in found)
    assert not any(line[0] in "，。、；：”）》" for line in found)
    assert not any(
        re.search(r"[0-9年第]$", a) and re.match(r"[0-9年月季]", b) for a, b in pairwise(found)
    )
    assert lines is None or found == lines


def test_fonts_are_written_by_script() -> None:
    document = Document(BytesIO(paper().content("通报")))
    xml = document.styles["Normal"].element.xml
    assert 'w:eastAsia="仿宋_GB2312"' in xml
    assert 'w:ascii="Times New Roman"' in xml


def test_a_font_that_is_not_there_is_named_with_what_stands_in() -> None:
    known = installed_fonts()
    if not known:
        pytest.skip("the fonts of this machine cannot be listed")
    some = next(iter(sorted(known)))
    found = missing_fonts({"body": ("没有这种字体", some), "title": (some,), "second": ("也没有",)})
    assert found == {"没有这种字体": some, "也没有": ""}


# top and bottom in mm, the pitch typed, the lines of a full page, the pitch at which there are 22
PITCHES = """
| 上 | 下 | 行距  | 行 | 最多  |
|----|----|-------|----|-------|
| 37 | 35 | 28.9  | 22 | 28.99 |
| 37 | 35 | 28.99 | 22 | 28.99 |
| 37 | 35 | 29    | 21 | 28.99 |
| 37 | 35 | 30    | 21 | 28.99 |
| 37 | 35 | 28    | 22 | 28.99 |
| 37 | 27 | 30    | 22 | 30.02 |
| 35 | 33 | 29    | 22 | 29.5  |
"""


@pytest.mark.parametrize("row", table(PITCHES), ids=lambda row: " ".join(row.values()))
def test_the_pitch_typed_says_how_many_lines_a_page_holds(row: dict[str, str]) -> None:
    style = official_style()
    page = {
        **style.page,
        "top": float(row["上"]),
        "bottom": float(row["下"]),
        "line": float(row["行距"]),
    }
    made = replace(style, page=page)
    assert (made.lines, made.widest) == (int(row["行"]), float(row["最多"]))


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_to_choose_holds_its_lines_and_writes_its_fonts(name: str) -> None:
    style = official_style(file=LAYOUTS[name])
    assert style.lines == 22
    assert all(style.fonts[role][-1] for role in ("title", "body", "heading", "second"))
    if "GBK" in style.fonts["title"][0]:
        assert (style.page["bottom"], style.page["line"]) == (27, 30)
