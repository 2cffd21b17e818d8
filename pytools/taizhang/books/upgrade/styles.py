"""The looks of one workbook added to those of another: style numbers of the one, as the other has them.

Everything is appended; what the other workbook has keeps its numbers.
"""

from collections.abc import Sequence
from copy import deepcopy
from functools import cached_property

from lxml import etree

from taizhang.books.opc import Parts, parse, related, serialize, tag, workbook_part

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
_FIRST_CUSTOM = 164
_OWN = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


class AddedStyles:
    """The styles of `fresh`, added to those of `parts` as soon as one is asked for."""

    def __init__(self, parts: Parts, fresh: Parts) -> None:
        """Nothing is added yet."""
        self._parts = parts
        self._part = related(parts, workbook_part(parts), "styles")
        self._into = parse(parts[self._part])
        self._from = parse(fresh[related(fresh, workbook_part(fresh), "styles")])

    def cell(self, number: int) -> int:
        """The number of a cell's style."""
        return self._cells + number

    def differential(self, number: int) -> int:
        """The number of a style of conditional formats."""
        return self._differentials + number

    def store(self) -> None:
        """Put the styles back among the parts."""
        self._parts[self._part] = serialize(self._into)

    @cached_property
    def _cells(self) -> int:
        offsets = {key: self._append(table, self._all(table)) for key, table in _OWN.items()}
        formats = [self._moved(xf, offsets) for xf in self._all("cellXfs")]
        return self._append("cellXfs", formats)

    def _moved(self, xf: etree._Element, offsets: dict[str, int]) -> etree._Element:
        made = deepcopy(xf)
        for key, offset in offsets.items():
            made.set(key, str(int(made.get(key, "0")) + offset))
        number = int(made.get("numFmtId", "0"))
        if number >= _FIRST_CUSTOM:
            made.set("numFmtId", str(self._number_format(self._codes[number])))
        made.set("xfId", "0")
        return made

    @cached_property
    def _differentials(self) -> int:
        return self._append("dxfs", self._all("dxfs"))

    @cached_property
    def _codes(self) -> dict[int, str]:
        return {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in self._all("numFmts")}

    def _number_format(self, code: str) -> int:
        table = self._table("numFmts")
        known = {f.get("formatCode", ""): int(f.get("numFmtId", "0")) for f in table}
        if code not in known:
            known[code] = max([_FIRST_CUSTOM - 1, *known.values()]) + 1
            etree.SubElement(table, tag("numFmt"), numFmtId=str(known[code]), formatCode=code)
            table.set("count", str(len(table)))
        return known[code]

    def _all(self, table: str) -> Sequence[etree._Element]:
        found = self._from.find(tag(table))
        return [] if found is None else list(found)

    def _append(self, name: str, pieces: Sequence[etree._Element]) -> int:
        """Where the first of these pieces now is."""
        table = self._table(name)
        first = len(table)
        for piece in pieces:
            table.append(deepcopy(piece))
        table.set("count", str(len(table)))
        return first

    def _table(self, name: str) -> etree._Element:
        found = self._into.find(tag(name))
        if found is None:
            found = etree.Element(tag(name))
            later = {tag(n) for n in _ORDER[_ORDER.index(name) + 1 :]}
            at = next((i for i, e in enumerate(self._into) if e.tag in later), len(self._into))
            self._into.insert(at, found)
        return found
