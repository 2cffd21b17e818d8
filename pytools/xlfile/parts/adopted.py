"""The looks of another workbook taken over: each once, or found where it is there already."""

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from xlfile.parts.trees import STYLES_ORDER, ensure, make, tag

_PIECES = (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"))
_FIRST_CUSTOM = 164


class AdoptedLooks:
    """Style numbers of one workbook as numbers of another; `number_of` finds or adds a format code."""

    def __init__(
        self, ours: etree._Element, theirs: etree._Element, number_of: Callable[[str], int]
    ) -> None:
        self._ours, self._theirs, self._number_of = ours, theirs, number_of
        self._known: dict[str, dict[bytes, int]] = {}
        self._met: dict[tuple[str, int], int] = {}
        formats = theirs.iterfind(f"{tag('numFmts')}/{tag('numFmt')}")
        self._codes = {int(f.get("numFmtId", "0")): f.get("formatCode", "General") for f in formats}

    def cell(self, style: int) -> int:
        """The number here of the look that cells with that number have there."""
        if ("cellXfs", style) not in self._met:
            xf = self._piece("cellXfs", style)
            for table, key in _PIECES:
                piece = self._piece(table, int(xf.get(key, "0")))
                xf.set(key, str(self._add(table, piece)))
            number = int(xf.get("numFmtId", "0"))
            xf.set("numFmtId", str(self._format(number)))
            xf.set("xfId", "0")
            self._met["cellXfs", style] = self._add("cellXfs", xf)
        return self._met["cellXfs", style]

    def conditional(self, style: int) -> int:
        """The same for the looks of conditional formats."""
        if ("dxfs", style) not in self._met:
            look = self._piece("dxfs", style)
            for shown in look.iterfind(tag("numFmt")):
                shown.set("numFmtId", str(self._number_of(shown.get("formatCode", "General"))))
            self._met["dxfs", style] = self._add("dxfs", look)
        return self._met["dxfs", style]

    def _format(self, number: int) -> int:
        return (
            number
            if number < _FIRST_CUSTOM
            else self._number_of(self._codes.get(number, "General"))
        )

    def _piece(self, table: str, number: int) -> etree._Element:
        pieces = self._theirs.find(tag(table))
        if pieces is None or number >= len(pieces):
            return make({"cellXfs": "xf", "dxfs": "dxf"}.get(table, table.rstrip("s")))
        return deepcopy(pieces[number])

    def _add(self, table: str, piece: etree._Element) -> int:
        pieces = ensure(self._ours, table, STYLES_ORDER)
        if table not in self._known:
            self._known[table] = {_told(p): at for at, p in reversed([*enumerate(pieces)])}
        known, told = self._known[table], _told(piece)
        if told not in known:
            known[told] = len(pieces)
            pieces.append(piece)
            pieces.set("count", str(len(pieces)))
        return known[told]


def _told(piece: etree._Element) -> bytes:
    return etree.tostring(piece, method="c14n", exclusive=True, with_tail=False)
