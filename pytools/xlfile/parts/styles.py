"""xl/styles.xml: what a style number means, and the number of a style that differs a little.

A style is never changed, because other cells wear it: a copy with the one difference is added,
or found if it is there. Everything else in the part stays.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

from xlfile.cells.colors import RGB, as_argb, read_color
from xlfile.parts.adopted import AdoptedLooks
from xlfile.parts.package import Package
from xlfile.parts.trees import STYLES_ORDER, ensure, is_on, make, tag

TEXT_FORMAT = "@"

_FIRST_CUSTOM = 164
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: TEXT_FORMAT,
}  # fmt: skip
_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)


class StylesPart:
    """The styles of a workbook, by the number that cells carry."""

    def __init__(self, package: Package, part: str, palette: list[str]) -> None:
        self._package = package
        self._part = part
        self._palette = palette
        self._derived: dict[tuple[int, str, Any], int] = {}
        self._codes: dict[int, str] = {}
        self._quoted: dict[int, bool] = {}
        self._lines: dict[int, float] = {}

    @property
    def _root(self) -> etree._Element:
        return self._package.tree(self._part)

    def _formats(self) -> list[etree._Element]:
        return self._root.findall(f"{tag('cellXfs')}/{tag('xf')}")

    def _format(self, style: int) -> etree._Element:
        formats = self._formats()
        return formats[style] if style < len(formats) else make("xf")

    def number_format(self, style: int) -> str:
        """The format code: General, 0.00, yyyy-mm-dd, @."""
        if style not in self._codes:
            self._codes[style] = self._code_of(int(self._format(style).get("numFmtId", "0")))
        return self._codes[style]

    def _code_of(self, number: int) -> str:
        for custom in self._root.iterfind(f"{tag('numFmts')}/{tag('numFmt')}"):
            if int(custom.get("numFmtId", "0")) == number:
                return custom.get("formatCode", "General")
        return _BUILT_IN.get(number, "General")

    def fill_color(self, style: int) -> RGB | None:
        """The colour of a solid fill; None when there is no fill."""
        pattern = self._piece("fills", "fillId", style).find(tag("patternFill"))
        if pattern is None or pattern.get("patternType", "none") == "none":
            return None
        return read_color(pattern.find(tag("fgColor")), self._palette) or (0, 0, 0)

    def font(self, style: int, name: str) -> Any:
        """One property of the font: bold, italic, size, name or color."""
        font = self._piece("fonts", "fontId", style)
        if name in {"bold", "italic"}:
            found = font.find(tag(name[0]))
            return found is not None and is_on(found.get("val"), default=True)
        if name == "color":
            return read_color(font.find(tag("color")), self._palette) or (0, 0, 0)
        found = font.find(tag("sz" if name == "size" else "name"))
        value = None if found is None else found.get("val")
        return float(value) if name == "size" and value else value

    def wrapped_size(self, style: int) -> float:
        """The font size in points; negative where the style keeps a text on one line."""
        if style not in self._lines:
            alignment = self._format(style).find(tag("alignment"))
            wraps = alignment is not None and is_on(alignment.get("wrapText"))
            size = float(self.font(style, "size") or 11)
            self._lines[style] = size if wraps else -size
        return self._lines[style]

    def _piece(self, table: str, key: str, style: int) -> etree._Element:
        number = int(self._format(style).get(key, "0"))
        pieces = self._root.find(tag(table))
        if pieces is None or number >= len(pieces):
            return make("none")
        return pieces[number]

    def with_number_format(self, style: int, code: str) -> int:
        """The same style with another number format."""

        def change(xf: etree._Element) -> None:
            xf.set("numFmtId", str(self._number_of(code)))
            xf.set("applyNumberFormat", "1")

        return self._derive(style, "numFmt", code, change)

    def with_fill(self, style: int, color: Any) -> int:
        """The same style with a solid fill of this colour, or with none."""

        def change(xf: etree._Element) -> None:
            xf.set("fillId", str(0 if color is None else self._add_fill(as_argb(color))))
            xf.set("applyFill", "1")

        return self._derive(style, "fill", None if color is None else as_argb(color), change)

    def with_font(self, style: int, name: str, value: Any) -> int:
        """The same style with one property of its font changed."""

        def change(xf: etree._Element) -> None:
            font = deepcopy(self._piece("fonts", "fontId", style))
            _set_font(font, name, value)
            xf.set("fontId", str(self._add_piece("fonts", font)))
            xf.set("applyFont", "1")

        return self._derive(style, name, as_argb(value) if name == "color" else value, change)

    def with_apostrophe(self, style: int) -> int:
        """The same style for text that looks like a formula: Excel shows an apostrophe."""
        return self._derive(style, "quote", True, lambda xf: xf.set("quotePrefix", "1"))

    def without_apostrophe(self, style: int) -> int:
        """The same style for anything else."""
        if style not in self._quoted:
            self._quoted[style] = is_on(self._format(style).get("quotePrefix"))
        if not self._quoted[style]:
            return style
        return self._derive(style, "quote", False, lambda xf: xf.attrib.pop("quotePrefix"))

    def adopt(self, other: "StylesPart") -> AdoptedLooks:
        """Looks of another workbook as they are numbered here; each is added when it is asked for."""
        ours = self._package.edit(self._part)
        return AdoptedLooks(ours, other._root, self._number_of)  # noqa: SLF001 - of the same class

    def _derive(
        self, style: int, what: str, value: Any, change: Callable[[etree._Element], Any]
    ) -> int:
        key = (style, what, value)
        if key not in self._derived:
            self._package.edit(self._part)
            xf = deepcopy(self._format(style))
            change(xf)
            self._derived[key] = self._add_piece("cellXfs", xf)
        return self._derived[key]

    def _add_piece(self, table: str, piece: etree._Element) -> int:
        pieces = ensure(self._root, table, STYLES_ORDER)
        wanted = etree.tostring(piece, method="c14n", exclusive=True, with_tail=False)
        for number, known in enumerate(pieces):
            if etree.tostring(known, method="c14n", exclusive=True, with_tail=False) == wanted:
                return number
        pieces.append(piece)
        pieces.set("count", str(len(pieces)))
        return len(pieces) - 1

    def _add_fill(self, argb: str) -> int:
        fill = make("fill")
        pattern = etree.SubElement(fill, tag("patternFill"))
        pattern.set("patternType", "solid")
        etree.SubElement(pattern, tag("fgColor")).set("rgb", argb)
        etree.SubElement(pattern, tag("bgColor")).set("indexed", "64")
        return self._add_piece("fills", fill)

    def _number_of(self, code: str) -> int:
        for number, built_in in _BUILT_IN.items():
            if code == built_in:
                return number
        customs = ensure(self._root, "numFmts", STYLES_ORDER)
        for custom in customs:
            if custom.get("formatCode") == code:
                return int(custom.get("numFmtId", "0"))
        taken = [int(custom.get("numFmtId", "0")) for custom in customs]
        number = max([_FIRST_CUSTOM - 1, *taken]) + 1
        custom = etree.SubElement(customs, tag("numFmt"))
        custom.set("numFmtId", str(number))
        custom.set("formatCode", code)
        customs.set("count", str(len(customs)))
        return number


def _set_font(font: etree._Element, name: str, value: Any) -> None:
    child = {"bold": "b", "italic": "i", "size": "sz"}.get(name, name)
    for old in font.findall(tag(child)):
        font.remove(old)
    if name in {"bold", "italic"}:
        if value:
            ensure(font, child, _FONT_ORDER)
        return
    if name == "name":
        for tied in font.findall(tag("scheme")) + font.findall(tag("charset")):
            font.remove(tied)
    key, stored = ("rgb", as_argb(value)) if name == "color" else ("val", f"{value}")
    ensure(font, child, _FONT_ORDER).set(key, stored)
