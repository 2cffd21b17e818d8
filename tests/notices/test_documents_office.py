"""Old Word files go through LibreOffice where there is one; where there is none a sentence says so."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from taizhang.core.issues import Issue
from taizhang.notices import Document, read_document
from taizhang.notices.documents import office
from tests.notices.wordfiles import paragraph, row
from tests.support.office import convert

pytestmark = pytest.mark.slow

GRID = '<w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
BODY = (
    paragraph("一、新建学校")
    + f"<w:tbl><w:tblPr/>{GRID}{row('1', '修路')}</w:tbl>"
    + paragraph("后")
)
XML_2003 = f"""<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>
{BODY}</w:body></w:wordDocument>"""


def old(folder: Path, kind: str) -> bytes:
    """Return the notice as LibreOffice saves it in an old format."""
    if kind == "xml":
        return XML_2003.encode()
    source = folder / "new.docx"
    made = docx.Document()
    made.add_paragraph("一、新建学校")
    cells = made.add_table(rows=1, cols=2).rows[0].cells
    for cell, text in zip(cells, ("1", "修路"), strict=True):
        cell.text = text
    made.add_paragraph("后")
    made.save(str(source))
    return convert(source, folder / "made", kind).read_bytes()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("doc", "a.doc"), ("doc", "a.wps"), ("rtf", "a.doc"), ("xml", "a.doc"), ("odt", "a.odt")],
)
def test_an_old_word_file_is_read(tmp_path: Path, kind: str, name: str) -> None:
    (tmp_path / name).write_bytes(old(tmp_path, kind))

    found = read_document(tmp_path / name)

    assert isinstance(found, Document), str(found)
    assert found.text.strip() == "一、新建学校\n1\t修路\n后"


@pytest.mark.parametrize("broken", [lambda: "", lambda: "no-such-program"], ids=["none", "broken"])
def test_without_libreoffice_an_old_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[], str]
) -> None:
    monkeypatch.setattr(office, "office_program", broken)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"))

    found = read_document(tmp_path / "a.doc")

    assert isinstance(found, Issue)
    assert found.code == "N102"
