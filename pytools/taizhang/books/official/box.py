"""A box of text at a fixed place of a page: the 版记 on its foot, the number beside a wide table.

Word floats a table or frames a paragraph; LibreOffice does neither with rules kept. A drawn text
box stands in both where it is put.
"""

from typing import Any

from docx.oxml import parse_xml

EMU_PER_MM = 36000
_NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"' for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)  # fmt: skip
_BOX = """<mc:AlternateContent {names}><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0"
 locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>
<wp:docPr id="{id}" name="{name}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr vert="{vert}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></wps:bodyPr></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"""


def put_box(
    run: Any, place: tuple[float, float, float, float], paragraphs: list[Any], *, number: int = 1,
    turned: bool = False,
) -> None:  # fmt: skip
    """Anchor a box at a run: `place` is left, top, width and height in mm from the page's corner.

    The paragraphs are taken out of the text and into the box. `turned`: they are read from the top
    down, with the sheet turned to the right. `number` tells boxes of one document apart.
    """
    left, top, width, height = (round(mm * EMU_PER_MM) for mm in place)
    text = _BOX.replace("\n", "").format(
        names=_NAMES, x=left, y=top, cx=width, cy=height, id=number,
        name="page number" if turned else "imprint", vert="vert" if turned else "horz",
        anchor="ctr" if turned else "b",
    )  # fmt: skip
    box = parse_xml(text)
    (inside,) = box.iter(f"{{{box.nsmap['w']}}}txbxContent")
    for paragraph in paragraphs:
        inside.append(paragraph._p)  # noqa: SLF001 - python-docx has no other way in
    run._r.append(box)  # noqa: SLF001 - python-docx has no other way in
