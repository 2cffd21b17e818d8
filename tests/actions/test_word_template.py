"""公文.docx as an office sets it in Word: its fonts, words, lines and pictures stand in the papers.

The office is LibreOffice here: it opens the copy, changes it and saves it, as somebody would.
"""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
from docx import Document

from taizhang.actions.judging import judge
from taizhang.actions.papers.bulletin import bulletin
from taizhang.books.resources import resource
from taizhang.office.report import Desk, Report
from tests.actions.conftest import Opener, moment, office
from tests.support.office import convert, convert_all, faults, run_script

pytestmark = pytest.mark.slow

JUNE = moment("2022-06-30T17:00")
PERIOD = "2022-06"
WITH_BLANKS = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
CHANGES = """
    def find(mark):
        seeker = doc.createSearchDescriptor()
        seeker.SearchString = mark
        return doc.findFirst(seeker)

    def before(mark, words):
        place = find(mark)
        text = doc.Text
        cursor = text.createTextCursorByRange(place.Start)
        cursor.gotoStartOfParagraph(False)
        text.insertString(cursor, words, False)
        text.insertControlCharacter(cursor, 0, False)

    for mark, font, size in (("【标题】", "楷体", 26.0), ("【正文】", "宋体", 15.0)):
        found = find(mark)
        found.CharFontNameAsian, found.CharHeightAsian, found.CharHeight = font, size, size
    find("【刊头】").setString("示例·【刊头】")
    find("【刊头】").CharColor = 0x0000C0
    before("【署名】", "联系人：督查室值班员，电话：0000-000000。")
    logo = doc.createInstance("com.sun.star.text.TextGraphicObject")
    graphics = there.ServiceManager.createInstanceWithContext(
        "com.sun.star.graphic.GraphicProvider", there)
    logo.Graphic = graphics.queryGraphic(
        (option("URL", uno.systemPathToFileUrl(PICTURE)),))
    logo.AnchorType = uno.Enum("com.sun.star.text.TextContentAnchorType", "AS_CHARACTER")
    logo.Width, logo.Height = 3000, 1500
    before("【刊头】", "")
    start = doc.Text.createTextCursor()
    start.gotoStart(False)
    doc.Text.insertTextContent(start, logo, False)
    page = doc.StyleFamilies.getByName("PageStyles").getByIndex(0)
    doc.storeToURL(uno.systemPathToFileUrl(path),
                   (option("FilterName", "MS Word 2007 XML"), option("Overwrite", True)))
"""


@pytest.fixture
def folder(sent: Path, fresh: Opener, desk: Desk) -> Path:
    """A ledger whose June is judged, with the layout in 模板/."""
    here, _ = fresh(sent)
    judge(office(here).book, desk, JUNE, PERIOD)
    bulletin(office(here).book, desk, JUNE, template=True)
    return here


def made(folder: Path, desk: Desk, kind: str = "政务督查") -> Report:
    return bulletin(office(folder).book, desk, JUNE, PERIOD, kind)


def set_in_office(own: Path) -> None:
    picture = resource("workbook") / "preview" / "blocks.png"
    run_script(CHANGES.replace("PICTURE", json.dumps(str(picture))), own)


def bodies(path: Path) -> list[str]:
    return [p.text for p in Document(str(path)).paragraphs if p.text.strip()]


def test_a_copy_that_nobody_changed_gives_the_shipped_papers(folder: Path, desk: Desk) -> None:
    own = folder / "模板" / "公文.docx"
    with_own = made(folder, desk)
    assert not [i for i in with_own.issues if i.code == "W680"]
    first = with_own.files[0]
    own.unlink()
    shipped = made(folder, desk).files[0]
    assert bodies(first) == bodies(shipped)
    sizes = []
    for path in (first, shipped):
        with pdfplumber.open(convert(path, path.parent, "pdf")) as pdf:
            sizes.append([(p.width, p.height, (p.extract_text() or "")) for p in pdf.pages])
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("kind", ["督查通报", "政务督查"])
def test_what_an_office_changes_in_its_copy_stands_in_its_papers(
    folder: Path, desk: Desk, kind: str
) -> None:
    plain = made(folder, desk, kind).files[0]
    set_in_office(folder / "模板" / "公文.docx")
    done = made(folder, desk, kind)
    assert not [i for i in done.issues if i.code == "W680"]
    paper = done.files[0]
    assert faults(paper) == []
    texts = bodies(paper)
    assert "联系人：督查室值班员，电话：0000-000000。" in texts
    mine = [t for t in texts if not t.startswith("联系人")]
    assert "".join(mine).replace("示例·", "") == "".join(bodies(plain))
    document = Document(str(paper))
    east = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
    fonts = {
        found.get(east)
        for p in document.paragraphs
        for run in p.runs
        if run.font.size and run.font.size.pt == 26
        for found in run._r.iter("{*}rFonts")
    }
    assert fonts == {"楷体"}
    with ZipFile(paper) as package:
        assert any(name.startswith("word/media/") for name in package.namelist())
    convert_all([paper], paper.parent, WITH_BLANKS, 300)
    with pdfplumber.open(paper.with_suffix(".pdf")) as pdf:
        first = pdf.pages[0]
        assert first.images, "the logo"
        body = [c for p in pdf.pages for c in p.chars if abs(c["size"] - 15) < 0.1]
        assert abs(min(c["x0"] for c in body) * 25.4 / 72 - 28) < 1
        assert max(c["x1"] for c in body) * 25.4 / 72 < 210 - 26 + 1
        for page in pdf.pages[1:]:
            words = page.extract_text() or ""
            assert ("序号" not in words) or page.lines or page.rects, "rules of the table"
        imprint = [n for n, p in enumerate(pdf.pages, 1) if "印发" in (p.extract_text() or "")]
        assert all(n == len(pdf.pages) for n in imprint)
        assert all(n % 2 == 0 for n in imprint)
    again = made(folder, desk, kind).files[0]
    assert again.read_bytes() == paper.read_bytes()


def _broken(own: Path) -> None:
    own.write_bytes(b"PK\x03\x04 nothing")


def _foreign(own: Path) -> None:
    Document().save(str(own))


def _no_title(own: Path) -> None:
    document = Document(str(own))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("【标题】", "通报")
    document.save(str(own))


def _text(own: Path) -> None:
    own.write_text("不是文档", "utf-8")


def _renamed(own: Path) -> None:
    own.rename(own.with_name("公文 - 副本.docx"))


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (_broken, "不是 Word 文档"),
        (_foreign, "【标题】、【正文】"),
        (_no_title, "【标题】"),
        (_text, "不是 Word 文档"),
        (_renamed, "应当叫“公文.docx”"),
    ],
)
def test_a_template_of_no_use_is_named_once_and_the_shipped_one_holds(
    folder: Path, desk: Desk, harm: Callable[[Path], None], why: str
) -> None:
    own = folder / "模板" / "公文.docx"
    plain = bodies(made(folder, desk).files[0])
    harm(own)
    done = made(folder, desk)
    said = [i for i in done.issues if i.code == "W680"]
    assert len(said) == 1
    assert why in str(said[0])
    assert bodies(done.files[0]) == plain


def test_a_template_that_cannot_be_opened_is_named(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = folder / "模板" / "公文.docx"
    read = Path.read_bytes

    def held(path: Path) -> bytes:
        if path == own:
            raise PermissionError(13, "held", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    done = made(folder, desk)
    (said,) = (i for i in done.issues if i.code == "W680")
    assert "打不开" in str(said)
    assert done.files[0].exists()


def test_a_kind_may_have_a_file_of_its_own(folder: Path, desk: Desk) -> None:
    own = folder / "模板" / "公文.docx"
    document = Document(str(own))
    document.paragraphs[0].insert_paragraph_before("内部资料")
    document.save(str(own.with_name("督查通报.docx")))
    assert "内部资料" in bodies(made(folder, desk, "督查通报").files[0])
    assert "内部资料" not in bodies(made(folder, desk, "政务督查").files[0])
