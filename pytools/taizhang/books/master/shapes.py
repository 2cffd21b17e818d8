"""Buttons as coloured shapes with a macro: placed by XlsxWriter as text boxes, dressed afterwards.

XlsxWriter measures where a text box stands among the cells but can give it neither a macro nor
round corners. So each box carries its key as text, and `dress` puts the real shape in its place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from taizhang.books.opc import Parts
from taizhang.books.sheets import theme

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_MARK = "button:"


@dataclass(frozen=True, slots=True)
class Face:
    """How a button looks: fill, edge, inks and sizes in points."""

    fill: str
    edge: str
    ink: str
    pale: str
    size: float
    small: float


PRIMARY = Face(theme.RED, theme.RED, theme.WHITE, theme.PALE, 13, 9)
TOOL = Face(theme.WHITE, theme.EDGE, theme.SLATE, theme.MUTED, 10.5, 8.5)


@dataclass(frozen=True, slots=True)
class Button:
    """One shape: the Sub it starts, what stands on it, and its box in pixels from a cell."""

    macro: str
    label: str
    hint: str
    face: Face
    row: int
    column: int
    left: float
    top: float
    width: float
    height: float
    mark: str = ""


def place(sheet: Any, button: Button) -> None:
    """Let XlsxWriter find the anchor of the button."""
    mark = _MARK + button.macro
    box = {
        "x_offset": button.left, "y_offset": button.top, "width": button.width,
        "height": button.height, "object_position": 3, "description": mark,
    }  # fmt: skip
    sheet.insert_textbox(button.row, button.column, mark, box)


def dress(parts: Parts, buttons: Sequence[Button]) -> Parts:
    """The same parts with every placed box turned into its button."""
    wanted = {_MARK + b.macro: b for b in buttons}
    changed = {}
    for name in filter(_DRAWING.fullmatch, parts):
        root = etree.fromstring(parts[name])
        for shape in root.iter(f"{{{XDR}}}sp"):
            face = shape.find(f".//{{{XDR}}}cNvPr")
            button = wanted.get(face.get("descr", "")) if face is not None else None
            if button:
                _dress(shape, button)
                changed[name] = root
    return parts | {n: _bytes(root) for n, root in changed.items()}


def _dress(shape: etree._Element, button: Button) -> None:
    shape.set("macro", f"[0]!{button.macro}")
    names = shape.find(f".//{{{XDR}}}cNvPr")
    kind = shape.find(f".//{{{XDR}}}cNvSpPr")
    looks = shape.find(f"{{{XDR}}}spPr")
    if names is None or kind is None or looks is None:
        raise ValueError(f"the box of {button.macro} is not a shape")
    names.set("name", button.label)
    names.set("descr", button.hint)
    kind.attrib.clear()
    for child in list(looks)[1:]:
        looks.remove(child)
    looks.extend(_fragment(_LOOKS.format(fill=_hex(button.face.fill), edge=_hex(button.face.edge))))
    for name in ("style", "txBody"):
        for old in shape.findall(f"{{{XDR}}}{name}"):
            shape.remove(old)
    shape.append(_body(button))


_LOOKS = """
<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 14000"/></a:avLst></a:prstGeom>
<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>
<a:ln w="9525"><a:solidFill><a:srgbClr val="{edge}"/></a:solidFill></a:ln>
"""


def _fragment(xml: str) -> list[etree._Element]:
    parser = etree.XMLParser(remove_blank_text=True)
    return list(etree.fromstring(f'<r xmlns:a="{A}">{xml}</r>', parser))


def _body(button: Button) -> etree._Element:
    """The text: the label in strong letters, the hint in small ones below."""
    body = etree.Element(f"{{{XDR}}}txBody")
    frame = {"wrap": "square", "lIns": "36000", "tIns": "18000", "rIns": "36000", "bIns": "18000"}
    etree.SubElement(body, f"{{{A}}}bodyPr", frame | {"rtlCol": "0", "anchor": "ctr"})
    etree.SubElement(body, f"{{{A}}}lstStyle")
    face = button.face
    heading = [(button.label, face.size, face.ink, True)]
    if button.mark:
        heading.insert(0, (f"{button.mark} ", face.size, face.pale, True))
    _paragraph(body, heading)
    _paragraph(body, [(button.hint, face.small, face.pale, False)])
    return body


def _paragraph(body: etree._Element, runs: Sequence[tuple[str, float, str, bool]]) -> None:
    paragraph = etree.SubElement(body, f"{{{A}}}p")
    etree.SubElement(paragraph, f"{{{A}}}pPr", algn="ctr")
    for words, size, ink, bold in runs:
        run = etree.SubElement(paragraph, f"{{{A}}}r")
        look = etree.SubElement(
            run, f"{{{A}}}rPr", lang="zh-CN", sz=str(round(size * 100)), b=str(int(bold))
        )
        fill = etree.SubElement(look, f"{{{A}}}solidFill")
        etree.SubElement(fill, f"{{{A}}}srgbClr", val=_hex(ink))
        for script in ("latin", "ea"):
            etree.SubElement(look, f"{{{A}}}{script}", typeface=theme.FONT)
        etree.SubElement(run, f"{{{A}}}t").text = words


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
