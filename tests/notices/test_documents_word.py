"""Word text is all the text that is seen: each way of storing it, and the line it gives."""

import io
import zipfile
from pathlib import Path

import pytest

from taizhang.core.issues import Issue
from taizhang.notices import Document, read_document
from taizhang.notices.documents.numerals import numeral
from taizhang.notices.documents.package import package_of
from tests.notices.wordfiles import numbered, paragraph, row, run, with_parts, word

BOX = f"<w:txbxContent>{paragraph('框中一行')}{paragraph('框中二行')}</w:txbxContent>"
TWICE = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{BOX}</wps:txbx></mc:Choice>'
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>{inner}'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def inline(inner: str) -> str:
    return paragraph(run("在") + inner + run("前完成"))


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


INSERTED = inline(f"<w:ins>{run('6月')}</w:ins>")
TEXTS = [
    ("plain", inline(run("6月")), "在6月前完成"),
    ("smart tag", inline(f'<w:smartTag w:element="d"><w:smartTagPr/>{run("6月")}</w:smartTag>'), "在6月前完成"),
    ("smart tags nested", inline(f"<w:smartTag><w:smartTag>{run('6月')}</w:smartTag></w:smartTag>"), "在6月前完成"),
    ("insertion", inline(f"<w:ins>{run('6月')}</w:ins>"), "在6月前完成"),
    ("move", inline(f"<w:moveFrom>{run('5月')}</w:moveFrom><w:moveTo>{run('6月')}</w:moveTo>"), "在6月前完成"),
    ("deletion", inline(f"<w:del><w:r><w:delText>5月</w:delText></w:r></w:del>{run('6月')}"), "在6月前完成"),
    ("inserted, then deleted", inline(f"<w:ins><w:del>{run('5月')}</w:del></w:ins>{run('6月')}"), "在6月前完成"),
    ("simple field", inline(f'<w:fldSimple w:instr="DATE">{run("6月")}</w:fldSimple>'), "在6月前完成"),
    ("field", inline(FIELD.format(inner="", shown=run("6月"))), "在6月前完成"),
    (
        "field in a field's code",
        inline(FIELD.format(inner=FIELD.format(inner="", shown=run("7")), shown=run("6月"))),
        "在6月前完成",
    ),
    ("field never closed", inline('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + paragraph("后文"), "在\n后文"),
    ("custom XML", inline(f"<w:customXml>{run('6月')}</w:customXml>"), "在6月前完成"),
    ("link", inline(f"<w:hyperlink>{run('6月')}</w:hyperlink>"), "在6月前完成"),
    ("control in a line", inline(control(run("6月"))), "在6月前完成"),
    ("control round paragraphs", control(paragraph("甲") + paragraph("乙")), "甲\n乙"),
    ("controls nested", control(control(paragraph("甲"))), "甲"),
    ("custom XML round a paragraph", f"<w:customXml>{paragraph('甲')}</w:customXml>", "甲"),
    ("hidden", paragraph(run("甲") + run("乙", "<w:vanish/>") + run("丙")), "甲丙"),
    ("not hidden after all", paragraph(run("甲") + run("乙", '<w:vanish w:val="0"/>')), "甲乙"),
    ("hidden by its style", paragraph(run("甲") + run("乙", '<w:rStyle w:val="H"/>')), "甲"),
    ("paragraph hidden by its style's base", paragraph("甲") + paragraph("乙", '<w:pStyle w:val="HP"/>'), "甲\n"),
    ("text box once", paragraph(run("前") + TWICE), "前\n框中一行\n框中二行"),
    ("text box alone", paragraph("前") + paragraph(TWICE) + paragraph("后"), "前\n框中一行\n框中二行\n后"),
    ("text box of old", paragraph(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"), "框中一行\n框中二行"),
    ("words as a picture", paragraph('<w:r><w:pict><v:textpath string="红头"/></w:pict></w:r>'), "红头"),
    ("note reference", paragraph(run("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("乙")), "甲乙"),
    ("reading aid", paragraph(f"<w:r><w:ruby><w:rt>{run('jia')}</w:rt><w:rubyBase>{run('甲')}</w:rubyBase></w:ruby></w:r>"), "甲"),
    ("paragraph mark deleted", paragraph("甲", "<w:rPr><w:del/></w:rPr>") + paragraph("乙"), "甲乙"),
    ("last mark deleted", paragraph("甲", "<w:rPr><w:del/></w:rPr>"), "甲"),
    ("sign of another font", paragraph(run("不") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("95%")), "不≥95%"),
    ("breaks", paragraph('<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:t>丙</w:t></w:r>'), "甲\n乙丙"),
    ("table", table(row("序号", "任务"), row("1", "修路")), "序号\t任务\n1\t修路"),
    ("table in a control", control(table(row("1", "修路"))), "1\t修路"),
    ("row in a control", table(row("1", "修路"), control(row("2", "架桥"))), "1\t修路\n2\t架桥"),
    ("cell in a control", table(f"<w:tr>{cell('1')}{control(cell('修路'))}</w:tr>"), "1\t修路"),
    ("row inserted", table(row("1", f"<w:tc>{INSERTED}</w:tc>", properties="<w:ins/>")), "1\t在6月前完成"),
    ("row deleted", table(row("1", "修路"), row("2", "架桥", properties="<w:del/>")), "1\t修路"),
    ("row hidden", table(row("1", "修路"), row("2", "架桥", properties="<w:hidden/>")), "1\t修路"),
    ("row begins later", table(row("1", "修路"), row("架桥", properties='<w:gridBefore w:val="1"/>')), "1\t修路\n\t架桥"),
    (
        "cells merged downwards and across",
        table(
            row(cell("甲局", '<w:vMerge w:val="restart"/>'), "修路", "6月"),
            row(cell("", "<w:vMerge/>"), cell("架桥", '<w:gridSpan w:val="2"/>')),
            row("乙局", "种树", "7月"),
        ),
        "甲局\t修路\t6月\n甲局\t架桥\t\n乙局\t种树\t7月",
    ),
    ("frame round an article", table(f"<w:tr><w:tc>{paragraph('甲' * 500)}{paragraph('乙' * 500)}</w:tc></w:tr>"), "甲" * 500 + "\n" + "乙" * 500),
    ("long cell of a row", table(row("1", "甲" * 900)), "1\t" + "甲" * 900),
    ("table in a cell", table(f"<w:tr><w:tc>{paragraph('外')}{table(row('内', '表'))}</w:tc>{cell('旁')}</w:tr>"), "外\v内 表\t旁"),
]  # fmt: skip
STYLES = (
    '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="HB"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="HP"><w:basedOn w:val="HB"/></w:style>'
)


def text_of(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    found = read_document(path)
    assert isinstance(found, Document), str(found)
    return found.text


@pytest.mark.parametrize("strict", [False, True], ids=["", "strict"])
@pytest.mark.parametrize(("body", "expected"), [t[1:] for t in TEXTS], ids=[t[0] for t in TEXTS])
def test_all_visible_text_is_read(tmp_path: Path, body: str, expected: str, strict: bool) -> None:
    made = word(body, styles=STYLES, strict=strict)

    assert text_of(tmp_path / "方案.docx", made) == expected


@pytest.mark.parametrize(
    ("file", "part"),
    [("a.docx", "document2.xml"), ("a.docm", "document.xml"), ("a.dotx", "document.xml"), ("a.doc", "main.xml")],
)  # fmt: skip
def test_the_main_part_is_found_by_its_relationship(tmp_path: Path, file: str, part: str) -> None:
    assert text_of(tmp_path / file, word(paragraph("甲"), name=part)) == "甲"


@pytest.mark.parametrize(
    "chunk",
    [
        word(paragraph("乙") + paragraph("丙")),
        "<html><p>乙<p>丙</html>".encode(),
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + "<p>乙<p>丙".encode(),
    ],
    ids=["Word", "page", "saved page"],
)
def test_a_file_taken_in_whole_is_read(tmp_path: Path, chunk: bytes) -> None:
    body = paragraph("甲") + '<w:altChunk r:id="rChunk"/>' + paragraph("丁")

    assert text_of(tmp_path / "a.docx", word(body, chunk=chunk)) == "甲\n乙\n丙\n丁"


def test_a_word_file_of_one_flat_xml_is_read(tmp_path: Path) -> None:
    parts = package_of(word(numbered("甲", 5), numbering=listed(NOTICE)))
    assert parts is not None
    inside = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content.decode()}</pkg:xmlData></pkg:part>'
        for name, content in parts.items()
    )
    flat = f'<?xml version="1.0"?><pkg:package xmlns:pkg="urn:pkg">{inside}</pkg:package>'

    assert text_of(tmp_path / "a.xml", flat.encode()) == "一、甲"


def test_a_word_file_of_pictures_alone_is_a_scan(tmp_path: Path) -> None:
    made = io.BytesIO(word(paragraph("")))
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/media/image1.png", b"\x89PNG")
    (tmp_path / "a.docx").write_bytes(made.getvalue())

    found = read_document(tmp_path / "a.docx")

    assert isinstance(found, Issue)
    assert found.code == "N103"


NOTE = f"<w:footnote w:type='separator'>{paragraph('')}</w:footnote>"
BESIDE = [
    ("header", f"<w:hdr>{paragraph('内部资料')}</w:hdr>", [("页眉", "内部资料")]),
    ("footer", f"<w:ftr>{paragraph('县政府办印')}{paragraph('联系人')}</w:ftr>", [("页脚", "县政府办印\n联系人")]),
    ("footer", f"<w:ftr>{paragraph('第 1 页 共 9 页')}</w:ftr>", []),
    (
        "footnotes",
        f"<w:footnotes>{NOTE}<w:footnote>{paragraph('含开发区')}</w:footnote><w:footnote>{paragraph('另文下达')}</w:footnote></w:footnotes>",
        [("脚注", "含开发区"), ("脚注", "另文下达")],
    ),
    ("endnotes", f"<w:endnotes><w:endnote>{paragraph('数据截至5月')}</w:endnote></w:endnotes>", [("尾注", "数据截至5月")]),
    ("comments", f"<w:comments><w:comment>{paragraph('改为9月底')}</w:comment></w:comments>", [("批注", "改为9月底")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "part", "expected"), BESIDE)
def test_words_outside_the_text_are_kept_beside_it_and_named(
    tmp_path: Path, kind: str, part: str, expected: list[tuple[str, str]]
) -> None:
    (tmp_path / "a.docx").write_bytes(with_parts(paragraph("甲"), **{kind: part}))
    found = read_document(tmp_path / "a.docx")
    assert isinstance(found, Document)
    assert found.text == "甲"
    assert list(found.beside) == expected
    assert [issue.code for issue in found.issues] == (["N346"] if expected else [])


def test_smartart_is_read_where_it_is_drawn(tmp_path: Path) -> None:
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    points = "".join(map(point.format, ("县甲局修路", "县乙局架桥")))
    art = f"<dgm:dataModel xmlns:dgm='urn:d' xmlns:a='urn:a'><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    drawing = (
        '<w:r><w:drawing><dgm:relIds xmlns:dgm="urn:d" r:dm="rdiagramData"/></w:drawing></w:r>'
    )
    made = with_parts(paragraph("甲") + paragraph(drawing) + paragraph("丁"), diagramData=art)
    assert text_of(tmp_path / "a.docx", made) == "甲\n县甲局修路\n县乙局架桥\n丁"


def test_pictures_beside_the_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(with_parts(paragraph("甲"), image="<x>"))
    found = read_document(tmp_path / "a.docx")
    assert isinstance(found, Document)
    assert [issue.code for issue in found.issues] == ["N345"]


def level(at: int, style: str, pattern: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def listed(levels: str, *overrides: str) -> str:
    numbers = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="7"/>{override}</w:num>'
        for at, override in enumerate(overrides or ("",), start=5)
    )
    return f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{numbers}'


def anew(start: int, at: int = 0) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


NOTICE = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")
LEGAL = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")
TREE = numbered("甲", 5) + numbered("乙", 5, 1) + numbered("丙", 5, 1) + numbered("丁", 5)
AGAIN = numbered("甲", 5) + numbered("乙", 6) + numbered("丙", 6)
PLACE = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr><w:rPr><w:vanish/></w:rPr>'
HIDDEN_ITEM = paragraph(run("乙", "<w:vanish/>"), PLACE)
LASTING = level(0, "decimal", "%1.") + level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
NUMBERS = [
    ("levels restart", listed(NOTICE + level(2, "decimal", "%3.")), TREE + numbered("戊", 5, 1), "一、甲 （一）乙 （二）丙 二、丁 （一）戊"),
    ("1.1", listed(LEGAL), TREE, "1 甲|1.1 乙|1.2 丙|2 丁"),
    ("legal", listed(level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")), TREE, "一、甲|1.1 乙|1.2 丙|二、丁"),
    ("circles", listed(level(0, "decimalEnclosedCircleChinese", "%1")), AGAIN.replace('"6"', '"5"'), "①甲 ②乙 ③丙"),
    ("start", listed(level(0, "chineseCounting", "%1、", start=3)), numbered("甲", 5) + numbered("乙", 5), "三、甲 四、乙"),
    ("shared list goes on", listed(NOTICE, "", ""), AGAIN, "一、甲 二、乙 三、丙"),
    ("shared list begins anew", listed(NOTICE, "", anew(1)), AGAIN, "一、甲 一、乙 二、丙"),
    ("shared list begins at five", listed(NOTICE, "", anew(5)), AGAIN, "一、甲 五、乙 六、丙"),
    ("level replaced", listed(NOTICE, "", f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1.")}</w:lvlOverride>'), AGAIN, "一、甲 2.乙 3.丙"),
    ("level never restarts", listed(LASTING), TREE + numbered("戊", 5, 1), "1.甲 1)乙 2)丙 2.丁 3)戊"),
    ("hidden item takes no number", listed(NOTICE), numbered("甲", 5) + HIDDEN_ITEM + numbered("丙", 5), "一、甲 二、丙"),
    ("bullets", listed(level(0, "bullet", "")), numbered("甲", 5), "甲"),
    ("no list", listed(NOTICE), numbered("甲", 0) + numbered("乙", 99), "甲 乙"),
    ("chapter", listed(level(0, "chineseCounting", "第%1章")), numbered("甲", 5), "第一章 甲"),
    ("numbers alone in cells", listed(level(0, "decimal", "%1")), table(*(row(f"<w:tc>{numbered('', 5)}</w:tc>", t) for t in "甲乙")), "1\t甲 2\t乙"),
]  # fmt: skip


@pytest.mark.parametrize(("numbering", "body", "expected"), [n[1:] for n in NUMBERS], ids=[n[0] for n in NUMBERS])  # fmt: skip
def test_numbers_are_counted_as_word_counts_them(
    tmp_path: Path, numbering: str, body: str, expected: str
) -> None:
    lines = text_of(tmp_path / "方案.docx", word(body, numbering=numbering)).split("\n")

    assert lines == expected.split("|" if "|" in expected else " ") or lines == [expected]


def test_numbers_come_from_heading_styles_and_their_bases(tmp_path: Path) -> None:
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>') + level(
        1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'
    )
    place = '<w:numPr><w:numId w:val="5"/></w:numPr>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}">{more}</w:style>'
        for name, more in [
            ("H1", f"<w:pPr>{place}</w:pPr>"),
            ("H2", f"<w:pPr>{place}</w:pPr>"),
            ("Mine", '<w:basedOn w:val="H2"/>'),
        ]
    )
    texts = [("甲", "H1"), ("乙", "H2"), ("丙", "Mine"), ("丁", "H1"), ("戊", "")]
    body = "".join(paragraph(t, f'<w:pStyle w:val="{s}"/>') for t, s in texts)

    text = text_of(tmp_path / "方案.docx", word(body, styles=styles, numbering=listed(levels)))

    assert text == "一、甲\n（一）乙\n（二）丙\n二、丁\n戊"


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (10, "chineseCounting", "十"), (11, "japaneseCounting", "十一"), (20, "chineseCountingThousand", "二十"),
        (105, "chineseCounting", "一百〇五"), (12, "chineseLegalSimplified", "壹拾贰"),
        (10, "ideographDigital", "一〇"), (20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircle", "㉑"),
        (51, "decimalEnclosedCircle", "51"), (2, "decimalEnclosedParen", "⑵"), (3, "ideographTraditional", "丙"),
        (4, "lowerRoman", "iv"), (28, "upperLetter", "BB"), (7, "decimalZero", "07"), (7, "decimalFullWidth", "７"),
        (7, "none", ""), (7, "ordinal", "7"),
    ],
)  # fmt: skip
def test_a_count_is_written_in_its_format(number: int, style: str, expected: str) -> None:
    assert numeral(number, style) == expected
