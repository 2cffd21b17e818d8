"""Widths of columns and heights of rows, in Excel's units: characters and points.

A character is reckoned as seven pixels wide, as in Calibri 11.
"""

from copy import deepcopy

from lxml import etree

from xlfile.parts.sheet import SheetPart
from xlfile.parts.trees import SHEET_ORDER, ensure, tag

_PIXELS = 7
_PADDING = 5
_STANDARD_WIDTH = 8.43
STANDARD_HEIGHT = 15.0


def column_width(part: SheetPart, column: int) -> float:
    """The width of a column in characters."""
    for group in part.root.iterfind(f"{tag('cols')}/{tag('col')}"):
        if _covers(group, column) and group.get("width"):
            return _characters(float(group.get("width", "0")))
    standard = part.root.find(tag("sheetFormatPr"))
    width = None if standard is None else standard.get("defaultColWidth")
    return _characters(float(width)) if width else _STANDARD_WIDTH


def set_column_width(part: SheetPart, first: int, last: int, characters: float) -> None:
    """Set the width of columns; what else the file says of them stays."""
    if not 0 <= characters <= 255:
        raise ValueError(f"{characters} is not a width; columns are 0 to 255 characters wide")
    columns = ensure(part.edit(), "cols", SHEET_ORDER)
    for edge in (first, last + 1):
        _split(columns, edge)
    missing = set(range(first, last + 1))
    for group in columns:
        start, end = int(group.get("min", "0")), int(group.get("max", "0"))
        if first <= start and end <= last:
            _widen(group, characters)
            missing -= set(range(start, end + 1))
    for column in sorted(missing):
        group = etree.SubElement(columns, tag("col"))
        group.set("min", str(column))
        group.set("max", str(column))
        _widen(group, characters)
    columns[:] = sorted(columns, key=lambda group: int(group.get("min", "0")))


def row_height(part: SheetPart, row: int) -> float:
    """The height of a row in points."""
    found = part.row(row)
    if found is not None and found.get("ht"):
        return float(found.get("ht", "0"))
    standard = part.root.find(tag("sheetFormatPr"))
    height = None if standard is None else standard.get("defaultRowHeight")
    return float(height) if height else STANDARD_HEIGHT


def set_row_height(part: SheetPart, first: int, last: int, points: float) -> None:
    """Set the height of rows."""
    if not 0 <= points <= 409.5:
        raise ValueError(f"{points} is not a height; rows are 0 to 409.5 points high")
    part.edit()
    for number in range(first, last + 1):
        row = part.make_row(number)
        row.set("ht", f"{points:g}")
        row.set("customHeight", "1")


def _covers(group: etree._Element, column: int) -> bool:
    return int(group.get("min", "0")) <= column <= int(group.get("max", "0"))


def _characters(width: float) -> float:
    pixels = round(width * _PIXELS)
    if pixels < _PIXELS + _PADDING:
        return round(pixels / (_PIXELS + _PADDING), 2)
    return round((pixels - _PADDING) / _PIXELS, 2)


def _widen(group: etree._Element, characters: float) -> None:
    small = characters < 1
    pixels = int(characters * (_PIXELS + (_PADDING if small else 0)) + 0.5)
    pixels += 0 if small else _PADDING
    group.set("width", f"{pixels * 256 // _PIXELS / 256:.8g}")
    group.set("customWidth", "1")


def _split(columns: etree._Element, edge: int) -> None:
    for group in list(columns):
        if int(group.get("min", "0")) < edge <= int(group.get("max", "0")):
            rest = deepcopy(group)
            group.set("max", str(edge - 1))
            rest.set("min", str(edge))
            group.addnext(rest)
