"""版记 on the last even page, wide tables on lying pages, names that hang: measured on printed pages."""

from pathlib import Path

import pdfplumber
import pytest

from taizhang.books.official.columns import TableColumn, fitted, needs, widths
from taizhang.books.official.flow import FlowPiece, PageFlow, broken, lines
from taizhang.books.official.paper import OfficialPaper, parted
from taizhang.books.official.style import official_style
from tests.support.office import convert_all, faults

pytestmark = pytest.mark.slow

MM = 25.4 / 72
WITH_BLANKS = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
SENTENCE = "截至2022年6月30日，台账共有任务68项，已销号3项，占4.4%；进展正常50项，占73.5%。"
HEADS = "名次 上期名次 属地 个数 个数占比 投资占比 本期投资 环比 完成率 序时差 开工率 竣工率"
LONG = "各乡镇和县直部门承担的重点工作任务分类进展情况表（含跨区、打包项目）"
COPIES = "县委办公室，县人大常委会办公室，县政协办公室，县纪委监委机关，县人民法院，县人民检察院"

# sentences, rows of an upright table, rows of a wide one, whether there is a head
PAPERS = {
    "只有一面": (3, 0, 0, False),
    "两面有地方": (14, 0, 0, False),
    "两面没有地方": (22, 0, 0, False),
    "带刊头": (9, 0, 0, True),
    "一张表": (5, 30, 0, True),
    "两张表": (12, 50, 0, False),
    "宽表": (6, 0, 20, True),
    "宽表两页": (4, 12, 30, False),
    "长表": (2, 90, 0, False),
    "长表二": (3, 133, 0, True),
    "长表三": (7, 171, 0, False),
    "长表四": (1, 260, 0, True),
    "宽表长": (2, 0, 75, False),
    "宽表很长": (5, 0, 140, True),
    "宽窄都长": (8, 84, 61, True),
    "刚满一面": (8, 0, 0, False),
    "刚过一面": (10, 0, 0, False),
    "三面": (30, 0, 0, True),
    "五面": (61, 0, 0, False),
    "十面": (120, 17, 0, True),
}


def drawn(name: str) -> OfficialPaper:
    sentences, upright, wide, headed = PAPERS[name]
    made = OfficialPaper(official_style())
    if headed:
        made.masthead("督查通报", "第6期", "示例县人民政府督查室", "2022年6月30日")
    made.title("关于2022年6月份重点工作任务进展情况的通报")
    made.addressee("各乡镇人民政府，县政府各部门、各直属机构：")
    made.level(1, "一、总体情况")
    for n in range(sentences):
        made.text(SENTENCE * (1 + n % 3))
    if upright or wide:
        made.attachments([LONG, "各地项目推进情况表"] if upright and wide else [LONG])
    made.signature("示例县人民政府督查室", "2022年6月30日")
    if upright:
        columns = [
            TableColumn("序号", 1, centred=True),
            TableColumn("任务", 5),
            TableColumn("单位", 3),
        ]
        task = "完成老旧小区改造和河道清淤工程"
        rows = [(str(n), task * (1 + n % 3), "县住房和城乡建设局") for n in range(upright)]
        made.attachment(1 if wide else 0, LONG, columns, rows)
    if wide:
        columns = [TableColumn(head, 1.5, centred=True) for head in HEADS.split()]
        row = ("1", "甲乡", "12", "12.5%", "13.3%", "12345.67", "-12.5%", "134.58%", "-12.25",
               "111.69%", "152.94%")  # fmt: skip
        made.attachment(2 if upright else 0, "各地项目推进情况表", columns,
                        [(str(n), *row) for n in range(wide)])  # fmt: skip
    made.copies(COPIES, "示例县人民政府办公室", "2022年6月30日")
    return made


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each paper as PDF, blank pages among them."""
    folder = tmp_path_factory.mktemp("pages")
    paths = [folder / f"{name}.docx" for name in PAPERS]
    for path in paths:
        path.write_bytes(drawn(path.stem).content("通报"))
        assert faults(path) == []
    convert_all(paths, folder, WITH_BLANKS, 300)
    return folder


@pytest.mark.parametrize("name", PAPERS)
def test_the_imprint_stands_on_the_last_page_which_is_even(printed: Path, name: str) -> None:
    with pdfplumber.open(printed / f"{name}.pdf") as pdf:
        texts = [page.extract_text() or "" for page in pdf.pages]
        (at,) = (n for n, text in enumerate(texts, start=1) if "印发" in text)
        body = max(n for n, text in enumerate(texts, start=1) if _body(text))
        assert at == len(texts)
        assert at % 2 == 0
        assert at - body <= 2
        issued = [w for w in pdf.pages[-1].extract_words() if "印发" in w["text"]]
        assert 297 - 35 - 8 < max(w["bottom"] for w in issued) * MM < 297 - 35 + 1
        names = [w for w in pdf.pages[-1].extract_words() if w["text"].startswith(("抄送", "县"))]
        assert max(w["x1"] for w in names) * MM < 210 - 26 - 3, "a letter is free on the right"
        assert all(_number(texts[n - 1]) == n for n in range(1, body + 1))


def test_behind_a_blank_page_the_imprint_has_no_number(printed: Path) -> None:
    for name in PAPERS:
        with pdfplumber.open(printed / f"{name}.pdf") as pdf:
            texts = [page.extract_text() or "" for page in pdf.pages]
        body = max(n for n, text in enumerate(texts, start=1) if _body(text))
        blank = len(texts) - body == 2
        assert (_number(texts[-1]) is None) == (len(texts) > body and blank), name


@pytest.mark.parametrize("name", PAPERS)
def test_the_pages_are_those_that_were_reckoned(printed: Path, name: str) -> None:
    with pdfplumber.open(printed / f"{name}.pdf") as pdf:
        assert len(pdf.pages) == drawn(name).flow.page


def _body(text: str) -> bool:
    return any(word in text for word in ("截至", "督查室", "序号", "名次"))


def _number(text: str) -> int | None:
    """The page's number, however its box is turned."""
    for line in text.splitlines():
        piece = line.strip(" —")
        if "—" in line and piece.isdigit():
            return int(piece)
    glued = text.replace("\n", "")
    at = glued.find("—")
    digits = "".join(c for c in glued[at + 1 : at + 4] if c.isdigit()) if at >= 0 else ""
    return int(digits) if digits else None


@pytest.mark.parametrize("name", ["宽表", "宽表两页"])
def test_a_wide_table_lies_and_its_number_stands_where_the_others_have_it(
    printed: Path, name: str
) -> None:
    with pdfplumber.open(printed / f"{name}.pdf") as pdf:
        lying = [(n, p) for n, p in enumerate(pdf.pages, start=1) if p.width > p.height]
        assert lying
        for number, page in lying:
            dashes = [c for c in page.chars if c["text"] == "—"]
            assert len(dashes) == 2
            # the foot of an upright page is the left edge of a lying one
            assert abs((dashes[0]["x0"] + dashes[0]["x1"]) / 2 * MM - (35 - 8)) < 3
            low = (dashes[0]["top"] + dashes[0]["bottom"]) / 2 > page.height / 2
            assert low == (number % 2 == 1), "odd: on the right of the upright page"
            cells = [c for c in page.chars if c["text"] in "%12345"]
            assert min(c["x0"] for c in cells if c not in dashes) * MM > 24
            assert max(c["x1"] for c in cells) * MM < 297 - 37 + 1
            words = page.extract_text()
            assert "134.58%" in words, "no figure is torn"
            assert "12345.67" in words


def test_an_attachments_name_hangs_below_its_first_letter(printed: Path) -> None:
    with pdfplumber.open(printed / "宽表两页.pdf") as pdf:
        page = next(p for p in pdf.pages if "附件：" in p.extract_text())
        found = page.extract_text_lines()
        at = next(n for n, line in enumerate(found) if line["text"].startswith("附件："))
        first = next(c for c in found[at]["chars"] if c["text"] == "各")
        assert abs(found[at + 1]["chars"][0]["x0"] - first["x0"]) < 2


def test_lines_keep_their_marks_and_letters() -> None:
    for text in (SENTENCE * 3, "县" * 100, "（一）" * 20, "1234567890" * 5, ""):
        for room in (5, 12, 28):
            pieces = broken(text, room, first=2)
            assert "".join(pieces) == text
            assert not any(p[0] in "，。；：）" for p in pieces[1:] if len(pieces[0]) > 1)
    assert lines("县" * 28, 28) == 1


def test_what_is_kept_together_moves_to_the_next_page() -> None:
    flow = PageFlow(100)
    flow.add(FlowPiece(9, 10))
    flow.add(FlowPiece(1, 10, keep=True))
    flow.add(FlowPiece(1, 10))
    assert (flow.left, flow.page) == (80, 2)
    flow.table([30, 30, 30, 30])
    assert (flow.page, flow.left) == (3, 10), "the head is there again"


def test_columns_are_as_wide_as_their_figures() -> None:
    columns = [TableColumn("名次", 1, centred=True), TableColumn("任务", 9), TableColumn("率", 0.1)]
    rows = [("1", "修路" * 20, "134.58%")]
    found = widths(columns, rows, 400, 12)
    assert abs(sum(found) - 400) < 1e-6
    assert all(w >= need - 1e-6 for w, need in zip(found, needs(columns, rows, 12), strict=True))
    towers = [TableColumn("编号", 1), TableColumn("任务", 4), *[TableColumn("日期", 2)] * 4]
    long = [("2022-0001", "建成基地并投入使用" * 4, *["2022-12-31"] * 4)]
    assert fitted(towers, long, 440, 12, 8)[1] == 10.5, "words on a tower of lines are made smaller"
    assert fitted(columns, rows, 400, 12, 8)[1] == 12
    tight = widths(columns, rows, 50, 12)
    assert abs(sum(tight) - 50) < 1e-6
    assert parted(LONG, 12)[0]
