"""WordprocessingML that python-docx has no word for: borders, fonts by script, fields, grids."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from taizhang.books.sheets import theme

EIGHTHS = 8  # borders are measured in eighths of a point
POINTS_PER_MM = 72 / 25.4
# the order that the schema wants of what a paragraph's properties may hold
_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
          "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
          "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
          "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "jc")  # fmt: skip


def element(name: str, /, **values: object) -> Any:
    """An element of the w: namespace with attributes of it."""
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def put(properties: Any, child: Any) -> None:
    """Put a child among a paragraph's properties where the schema wants it."""
    name = child.tag.rpartition("}")[2]
    for old in properties.findall(child.tag):
        properties.remove(old)
    after = set(_ORDER[_ORDER.index(name) + 1 :]) if name in _ORDER else set()
    for at, there in enumerate(properties):
        if there.tag.rpartition("}")[2] in after | {"rPr", "sectPr"}:
            properties.insert(at, child)
            return
    properties.append(child)


def set_fonts(run_properties: Any, east: str, latin: str) -> None:
    """Chinese text in one font, figures and letters in another."""
    fonts = run_properties.get_or_add_rFonts()
    for key, name in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", east)):
        fonts.set(qn(f"w:{key}"), name)
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        if fonts.get(qn(f"w:{key}")) is not None:
            del fonts.attrib[qn(f"w:{key}")]


def rule_below(paragraph: Any, points: float, colour: str, space: float = 4.0) -> None:
    """A line below a paragraph, over the whole width of the text."""
    border = element("pBdr")
    border.append(
        element(
            "bottom", val="single", sz=round(points * EIGHTHS), space=round(space), color=colour
        )
    )
    put(paragraph._p.get_or_add_pPr(), border)  # noqa: SLF001 - python-docx has no other way in


def double_rule(paragraph: Any, side: str, colour: str, space: float = 0.0) -> None:
    """A double line on one side: the thick one is the nearer to the letters below, the farther above."""
    looks = {"bottom": "thickThinSmallGap", "top": "thinThickSmallGap"}
    border = element("pBdr")
    border.append(element(side, val=looks[side], sz=24, space=round(space), color=colour))
    put(paragraph._p.get_or_add_pPr(), border)  # noqa: SLF001 - python-docx has no other way in


def page_field(run: Any) -> None:
    """The number of the page."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("t", "1"), ("end", "")):
        if kind == "t":
            made = OxmlElement("w:t")
            made.text = text
        elif text:
            made = OxmlElement("w:instrText")
            made.set(qn("xml:space"), "preserve")
            made.text = f" {text} "
        else:
            made = element("fldChar", fldCharType=kind)
        run._r.append(made)  # noqa: SLF001 - python-docx has no other way in


def grid(section: Any, line_points: float) -> None:
    """Lines of the page at that pitch."""
    found = section._sectPr  # noqa: SLF001 - python-docx has no other way in
    for old in found.findall(qn("w:docGrid")):
        found.remove(old)
    found.append(element("docGrid", type="lines", linePitch=round(line_points * 20)))


def rules(paragraph: Any, **points: float) -> None:
    """Black lines of a paragraph by side, in points."""
    border = element("pBdr")
    for side in ("top", "bottom"):
        if width := points.get(side):
            size = round(width * EIGHTHS)
            border.append(element(side, val="single", sz=size, space=0, color=theme.BLACK[1:]))
    put(paragraph._p.get_or_add_pPr(), border)  # noqa: SLF001 - python-docx has no other way in
