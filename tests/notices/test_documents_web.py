"""A page gives the lines a browser shows; a text file is read in the charset it is really in."""

import base64
import quopri
from pathlib import Path

import pytest

from taizhang.notices import Document, read_document

PAGES = [
    ("white space folds", "<p>关于  印发\n   方案的\t通知</p>", "关于 印发方案的 通知"),
    ("Latin words stay apart", "<p>install\nExcel 2016\nnow 2022\n年</p>", "install Excel 2016 now 2022年"),
    ("spans", "<p><span>截至202</span>\n<span>2年</span><span>6月</span>\n</p>", "截至2022年6月"),
    ("inline marks", "<p><b>一、</b>新<font>建</font><a>学校</a></p>", "一、新建学校"),
    ("break", "<p>甲<br>乙<br/>\n丙</p>", "甲\n乙\n丙"),
    ("lines kept", "<pre>甲\n乙</pre><p>丙</p>", "甲\n乙\n丙"),
    ("bare text between blocks", "甲<p>乙</p>丙<div>丁</div>", "甲\n乙\n丙\n丁"),
    ("list", "<ol><li>甲</li><li>乙</li></ol>", "1.甲\n2.乙"),
    ("list from three", "<ol start=3><li>甲</li><li>乙</li></ol>", "3.甲\n4.乙"),
    ("list reversed", "<ol reversed><li>甲</li><li>乙</li></ol>", "2.甲\n1.乙"),
    ("item with its value", "<ol><li>甲</li><li value=7>乙</li><li>丙</li></ol>", "1.甲\n7.乙\n8.丙"),
    ("letters", "<ol type=a><li>甲</li><li>乙</li></ol>", "a.甲\nb.乙"),
    ("Roman", "<ol type=I><li>甲</li><li>乙</li></ol>", "I.甲\nII.乙"),
    ("Chinese", "<ol style='list-style-type: cjk-ideographic'><li>甲</li><li>乙</li></ol>", "一、甲\n二、乙"),
    ("Chinese, other name", "<ol style='list-style: simp-chinese-informal inside'><li>甲</li></ol>", "一、甲"),
    ("list in a list", "<ol><li>甲<ol><li>乙</li><li>丙</li></ol></li><li>丁</li></ol>", "1.甲\n1.乙\n2.丙\n2.丁"),
    ("list of paragraphs", "<ol><li><p>甲</p></li><li><p>乙</p></li></ol>", "1.甲\n2.乙"),
    ("list that shows no number", "<ol style='list-style:none'><li>甲</li></ol>", "甲"),
    ("items with their own numbers", "<ol><li>一、甲</li><li>二、乙</li></ol>", "一、甲\n二、乙"),
    ("items that begin with an amount", "<ol><li>3所学校</li><li>5公里路</li></ol>", "1.3所学校\n2.5公里路"),
    ("points", "<ul><li>甲</li><li>乙</li></ul>", "甲\n乙"),
    ("not displayed", "<p>甲</p><p style='color:red; DISPLAY : none'>乙</p>", "甲"),
    ("not visible", "<p>甲<span style='visibility:hidden'>乙</span></p>", "甲"),
    ("hidden attribute", "<p>甲</p><div hidden><p>乙</p></div>", "甲"),
    ("hidden in hidden", "<p>甲</p><div hidden><p hidden>乙</p></div>", "甲"),
    ("hidden by Word", "<p>甲<span style='mso-hide:all'>乙</span></p>", "甲"),
    ("hidden by a class", "<style>.x, .y{display:none}</style><p>甲</p><p class=y>乙</p>", "甲"),
    ("hidden in print only", "<style>@media print{.y{display:none}}</style><p>甲</p><p class=y>乙</p>", "甲\n乙"),
    ("all hidden until a script shows it", "<div style='display:none'><p>甲</p><script>乙</script></div>", "甲"),
    ("shown by its style", "<p style='display:block'>甲</p>", "甲"),
    ("script and comment", "<p>甲<!-- 乙 --></p><script>'丙'</script><template>丁</template>", "甲"),
    ("cell of two lines", "<table><tr><td>1</td><td><p>甲</p><p>乙</p></td></tr></table>", "1\t甲\v乙"),
    ("cell of a torn line", "<table><tr>\n<td>\n1\n</td>\n<td>县交\n通局</td>\n</tr></table>", "1\t县交通局"),
    ("row hidden", "<table><tr><td>1</td><td>甲</td></tr><tr hidden><td>2</td></tr></table>", "1\t甲"),
    ("list in a cell", "<table><tr><td>1</td><td><ol><li>甲</li><li>乙</li></ol></td></tr></table>", "1\t1.甲\v2.乙"),
    ("cell merged both ways", "<table><tr><td rowspan=2 colspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>", "甲\t\t1\n甲\t\t2"),
]  # fmt: skip


def read(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    found = read_document(path)
    assert isinstance(found, Document), str(found)
    return found.text


@pytest.mark.parametrize(("page", "expected"), [p[1:] for p in PAGES], ids=[p[0] for p in PAGES])
def test_a_page_reads_as_it_shows(tmp_path: Path, page: str, expected: str) -> None:
    content = f"<html><body>{page}</body></html>".encode()

    assert read(tmp_path / "a.html", content) == expected


NOTICE = "关于印发实施方案的通知\n一、县交通运输局负责，9月底前完成公路建设120公里。"
FULL = "關於印發實施方案的通知\n一、縣交通運輸局負責，9月底前完成公路建設120公里。"
CHARSETS = [
    (NOTICE, "utf-8"), (NOTICE, "utf-8-sig"), (NOTICE, "utf-16"), (NOTICE, "utf-16-le"),
    (NOTICE, "utf-16-be"), (NOTICE, "gbk"), (NOTICE, "gb18030"), (FULL, "utf-8"), (FULL, "big5"),
    (FULL, "cp950"), ("办事", "gbk"), ("plain text", "ascii"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "charset"), CHARSETS)
def test_a_text_file_is_read_in_its_charset(tmp_path: Path, text: str, charset: str) -> None:
    assert read(tmp_path / "a.txt", text.replace("\n", "\r\n").encode(charset)) == text


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "big5", "iso-8859-1", ""])
@pytest.mark.parametrize(("text", "charset"), CHARSETS[:10])
def test_the_bytes_of_a_page_beat_what_it_declares(
    tmp_path: Path, text: str, charset: str, declared: str
) -> None:
    lines = text.replace("\n", "</p><p>")
    page = f'<html><head><meta charset="{declared}"></head><body><p>{lines}</p></body></html>'

    assert read(tmp_path / "a.htm", page.encode(charset)) == text


def test_a_torn_letter_leaves_a_file_utf_8(tmp_path: Path) -> None:
    torn = (NOTICE * 5).encode() + "完".encode()[:2]

    assert read(tmp_path / "a.txt", torn).startswith(NOTICE)


PAGE = "<html><body><p>关于印发方案的通知</p><p>一、新建学校=3所。</p></body></html>"


def mail(encoding: str, body: bytes, charset: str, kind: str = "text/html") -> bytes:
    head = f'Content-Type: {kind}; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head.encode() + body


def multipart(*parts: bytes) -> bytes:
    head = b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="--=_B"\r\n\r\n'
    return head + b"".join(b"----=_B\r\n" + part + b"\r\n" for part in parts) + b"----=_B--\r\n"


QUOTED = mail("quoted-printable", quopri.encodestring(PAGE.encode()), "utf-8")
BASE64 = mail("base64", base64.encodebytes(PAGE.encode("gbk")), "gb2312")
BYTES = mail("8bit", PAGE.encode("gbk"), "gb2312")
PICTURE = mail("base64", base64.encodebytes(b"\x89PNG" * 9), "", "image/png")
MAILS = [
    ("quoted-printable", multipart(QUOTED)), ("base64", multipart(BASE64)), ("bytes", multipart(BYTES)),
    ("a picture first", multipart(PICTURE, QUOTED)), ("one part", b"MIME-Version: 1.0\r\n" + QUOTED),
    ("text beside", multipart(mail("8bit", "别的".encode(), "utf-8", "text/plain"), BASE64)),
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc"])
@pytest.mark.parametrize("content", [m[1] for m in MAILS], ids=[m[0] for m in MAILS])
def test_a_saved_page_is_decoded(tmp_path: Path, content: bytes, name: str) -> None:
    assert read(tmp_path / name, content) == "关于印发方案的通知\n一、新建学校=3所。"


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.txt", "a.mht"])
def test_a_page_under_another_name_is_a_page(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / name, PAGE.encode()) == "关于印发方案的通知\n一、新建学校=3所。"


def test_a_table_of_data_keeps_the_table_inside_its_cell(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr><tr><td>1</td><td>整治河道"
        "<table><tr><td>清淤12公里</td></tr><tr><td>护岸3公里</td></tr></table></td><td>县水利局</td></tr></table>"
    )
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    found = read_document(path)

    assert isinstance(found, Document)
    assert found.text == "序号\t任务\t责任单位\n1\t整治河道\v清淤12公里\v护岸3公里\t县水利局"
