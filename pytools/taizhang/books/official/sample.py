"""The .docx that an office gets to set its papers in: every piece once, each with its mark."""

from docx.oxml.ns import qn

from taizhang.books.official.columns import TableColumn
from taizhang.books.official.paper import OfficialPaper
from taizhang.books.official.saved import bytes_of
from taizhang.books.official.style import OfficialStyle


def draw_sample(style: OfficialStyle, title: str) -> bytes:
    """Every piece of a paper in its place, as the layout has it; the same style gives the same bytes."""
    paper = OfficialPaper(style)
    word = style.words["attachment"]
    paper.masthead("【刊头】", "【期号】", "【发文单位】", "【发文日期】")
    paper.title("【标题】")
    paper.addressee("【主送】")
    paper.level(1, "【一级标题】")
    paper.level(2, "【二级标题】")
    paper.text("【正文】")
    paper.attachments(["【附件说明】"])
    paper.signature("【署名】", "【日期】")
    paper.attachment(0, "【附表标题】", [TableColumn("【表头】", 1, centred=True)], [["【表格】"]])
    paper.imprint(["【抄送】", "【印发】"])
    for text in paper.document.element.body.iter(qn("w:t")):
        if text.text == word:
            text.text = "【附件号】"
    return bytes_of(paper.document, title)
