"""What calamine does not tell of a sheet's XML: error cells, formulas without a result, merges.

Only parts that a quick look found suspicious come here. Positions are 0-based (row, column).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.unseen import Unseen, unseen_in_table
from taizhang.core.addresses import CellAt, CellSpan
from taizhang.core.catalog import forms as catalog

PICTURE = "图片"  # the mark of a cell that holds a picture
NO_RESULT = ""  # the mark of a formula whose result was not saved
MOST_REPEATED, MOST_LETTERS = 2_000_000, 64 << 20  # of all cells of an .ods, once they are repeated
MOST_RECTANGLE = 2_000_000  # cells up to the last one, beyond which a sheet is cut down
MOST_BLANKS = 10_000  # that an .ods may write as a number of them
_BLANKS = re.compile(rb"""\btext:c=["'](\d{1,30})["']""")
MOST_REPEATS = 1000  # a repeated cell of an .ods is told apart this far
_ADDRESS = re.compile(r"([A-Z]+)(\d+)$")
_SHEET = re.compile(rb'<sheet [^<>&]*?\bname="([^"<>&]*)"[^<>&]*? r:id="([^"<>&]*)"[^<>&]*/>')
_RELATION = re.compile(rb"<Relationship [^<>]*>")
_ID, _TARGET = re.compile(rb' Id="([^"&]*)"'), re.compile(rb' Target="([^"&]*)"')
_FORMAT = re.compile(rb'<numFmt [^<>]{0,300}?numFmtId="(\d+)"[^<>]{0,300}?formatCode="([^"]*)"')
_STYLE, _FORMAT_NUMBER = re.compile(rb"<xf\b([^<>]*)>"), re.compile(rb'numFmtId="(\d+)"')
_STYLE_NUMBER = re.compile(rb" s=[\"'](\d+)[\"']")
_MERGED = re.compile(rb"""<(?:x:)?mergeCell [^<>]{0,300}?ref=["']([A-Z]+\d+):([A-Z]+\d+)["']""")
_IN_CELL = frozenset({"#VALUE!", "#BLOCKED!", "#CONNECT!", "#BUSY!", ""})
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLES = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SHOWN = frozenset({"date", "percentage", "currency"})
_FIGURE = re.compile(r"-?[\d.\s]*(?:[eE][+-]?\d+)?")
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


@dataclass(slots=True)
class Marks:
    """Of one sheet: cells that are errors (with what they show), merged areas, the last cell.

    `percents` are the cells that show a percentage, None where the kind of file does not tell.
    `codes` are the number formats of cells that have one, `shown` what cells with a number show
    where the file says it, `struck` the cells whose text is crossed out. `margins` are headers and
    footers with their codes, of binary files.
    """

    errors: dict[CellAt, str] = field(default_factory=dict)
    merged: list[CellSpan] = field(default_factory=list)
    last: CellAt = (0, 0)
    percents: set[CellAt] | None = None
    codes: dict[CellAt, str] = field(default_factory=dict)
    shown: dict[CellAt, str] = field(default_factory=dict)
    struck: set[CellAt] = field(default_factory=set)
    unseen: Unseen = field(default_factory=Unseen)
    margins: list[str] = field(default_factory=list)


def sheet_parts(book: bytes, relations: bytes) -> dict[str, str]:
    """Name of each sheet to the name of its part, out of xl/workbook.xml and its relations."""
    targets = dict(_relations(relations))
    found = {}
    for name, number in _sheets(book):
        target = targets.get(number, "").lstrip("/")
        found[name] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def _sheets(book: bytes) -> list[tuple[str, str]]:
    """Name and relation of each sheet; as nearly all programs write them, or by a parser."""
    simple = _SHEET.findall(book)
    if simple and len(simple) == book.count(b"<sheet "):
        return [(name.decode(), number.decode()) for name, number in simple]
    return [
        (str(sheet.get("name", "")), str(value))
        for sheet in etree.fromstring(book, _parser()).iterfind(".//{*}sheet")
        for key, value in sheet.attrib.items()
        if str(key).endswith("}id")
    ]


def _relations(relations: bytes) -> list[tuple[str, str]]:
    simple = [(_ID.search(item), _TARGET.search(item)) for item in _RELATION.findall(relations)]
    found = [(one[1].decode(), two[1].decode()) for one, two in simple if one and two]
    if found and len(found) == relations.count(b"<Relationship "):
        return found
    return [
        (str(item.get("Id", "")), str(item.get("Target", "")))
        for item in etree.fromstring(relations, _parser())
    ]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def merged_areas(data: bytes) -> list[CellSpan]:
    """The merged areas of a worksheet part; they stand behind its rows."""
    behind = max(data.rfind(b"sheetData>"), 0)
    return [
        (_position(first.decode(), (0, 0)), _position(last.decode(), (0, 0)))
        for first, last in _MERGED.findall(data, behind)
    ]


def percent_styles(styles: bytes) -> frozenset[bytes]:
    """The numbers of those cell styles that show a percentage, out of xl/styles.xml."""
    formats = {b"9", b"10"}
    formats |= {number for number, code in _FORMAT.findall(styles) if b"%" in code}
    start = max(styles.find(b"<cellXfs"), 0)
    cells = _STYLE.findall(styles, start, styles.find(b"</cellXfs>", start))
    return frozenset(
        b"%d" % at
        for at, look in enumerate(cells)
        if (found := _FORMAT_NUMBER.search(look)) and found[1] in formats
    )


def mark_sheet(data: bytes) -> Marks:
    """Read the marks of a worksheet part; lxml's XMLSyntaxError where it is no XML."""
    marks, row, column = Marks(), -1, -1
    steps = etree.iterparse(
        BytesIO(data), events=("start", "end"), tag=("{*}row", "{*}c"),
        resolve_entities=False, no_network=True, huge_tree=False,
    )  # fmt: skip
    for event, element in steps:
        is_row = str(element.tag).endswith("}row")
        if event == "start" and is_row:
            row, column = int(element.get("r") or row + 2) - 1, -1
        elif event == "start":
            row, column = _position(str(element.get("r", "")), (row, column + 1))
        elif is_row:
            element.clear()
        elif (shown := _trouble(element)) is not None:
            marks.errors[row, column] = shown
    return marks


def position_of(address: str) -> CellAt | None:
    """A cell by its address, None where it is none."""
    found = _ADDRESS.match(address)
    return _position(address, (0, 0)) if found else None


def _position(address: str, following: CellAt) -> CellAt:
    found = _ADDRESS.match(address)
    if not found:
        return following
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _trouble(cell: "etree._Element") -> str | None:
    """What is wrong with a cell: the error it shows, NO_RESULT, or None."""
    kind, result = cell.get("t"), cell.find("{*}v")
    text = (result.text or "") if result is not None else ""
    if kind == "e":
        return PICTURE if cell.get("vm") and text in _IN_CELL else text or "#N/A"
    if cell.find("{*}f") is None or text or (kind == "str" and result is not None):
        return None
    return NO_RESULT


def mark_document(data: bytes) -> dict[str, Marks]:
    """Read the marks of all sheets of an .ods out of its content.xml."""
    found: dict[str, Marks] = {}
    steps = etree.iterparse(
        BytesIO(data), events=("end",), tag=(f"{_TABLE}table", f"{_STYLES}style"),
        resolve_entities=False, no_network=True, huge_tree=False,
    )  # fmt: skip
    if any(int(number) > MOST_BLANKS for number in _BLANKS.findall(data)):
        raise UnreadableError(catalog.SUSPICIOUS)
    size = 0, 0
    crossed: set[str] = set()
    for _, table in steps:
        if table.tag == f"{_STYLES}style":
            crossed |= {str(table.get(f"{_STYLES}name"))} if _crosses_out(table) else set()
            continue
        marks = found[str(table.get(f"{_TABLE}name", ""))] = Marks(percents=set())
        marks.unseen = unseen_in_table(table)
        size = _mark_table(marks, table, crossed, size)
        near = (marks.last[0] + 1) * (marks.last[1] + 1) <= MOST_RECTANGLE
        if near and _is_too_much(size):
            raise UnreadableError(catalog.SUSPICIOUS)
        # nobody may still have hold of a cell: its thousand children would be kept one by one
        table.clear()
    return found


def _mark_table(
    marks: Marks, table: "etree._Element", crossed: set[str], size: tuple[int, int]
) -> tuple[int, int]:
    """Mark the cells of a table; how many cells and letters there are with those before."""
    cells, letters = size
    for area, cell in _document_cells(table):
        (top, left), (bottom, right) = area
        times = (bottom - top + 1) * (right - left + 1)
        cells, letters = cells + times, letters + times * _length(cell)
        if _is_too_much((cells, letters)):
            # what lies far away is cut off by the caller; what is near is too much
            marks.last = max(marks.last[0], bottom), max(marks.last[1], right)
            continue
        _mark_document_cell(marks, area, cell)
        if crossed and _is_struck(cell, crossed):
            marks.struck.update(_repeated(area))
    return cells, letters


def _is_too_much(size: tuple[int, int]) -> bool:
    cells, letters = size
    return cells > MOST_REPEATED or letters > MOST_LETTERS


def _length(cell: "etree._Element") -> int:
    return sum(len(str(text)) for text in cell.itertext())


def _crosses_out(style: "etree._Element") -> bool:
    """Whether a style of an .ods strikes its text out."""
    looks = style.find(f"{_STYLES}text-properties")
    if looks is None:
        return False
    # a cell's style names the line, that of a word in it may name the kind of line only
    lines = (looks.get(f"{_STYLES}text-line-through-{name}") for name in ("style", "type"))
    said = {line for line in lines if line is not None}
    return bool(said) and "none" not in said


def _is_struck(cell: "etree._Element", crossed: set[str]) -> bool:
    """Whether a cell, or a word in it, has one of these styles."""
    words = cell.iterfind(f"{_TEXT}p//{_TEXT}span")
    names = (cell.get(f"{_TABLE}style-name"), *(w.get(f"{_TEXT}style-name") for w in words))
    return not crossed.isdisjoint(str(name) for name in names)


def _document_cells(table: "etree._Element") -> Iterator[tuple[CellSpan, "etree._Element"]]:
    """Yield cells that hold something, each with the area over which it is repeated."""
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        column, times = 0, _count(line, "number-rows-repeated")
        for cell in line:
            wide = _count(cell, "number-columns-repeated")
            if len(cell) or cell.get(f"{_OFFICE}value-type"):
                yield ((row, column), (row + times - 1, column + wide - 1)), cell
            column += wide
        row += times


def _count(element: "etree._Element", name: str) -> int:
    return int(element.get(f"{_TABLE}{name}") or 1)


def _mark_document_cell(marks: Marks, area: CellSpan, cell: "etree._Element") -> None:
    at, last = area
    marks.last = max(marks.last[0], last[0]), max(marks.last[1], last[1])
    down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    if down > 1 or right > 1:
        marks.merged.append((at, (at[0] + down - 1, at[1] + right - 1)))
    if cell.get(f"{_CALC}value-type") == "error":
        shown = "".join(str(t) for t in cell.itertext()).strip() or "#N/A"
        marks.errors |= dict.fromkeys(_repeated(area), shown)
    elif (kind := cell.get(f"{_OFFICE}value-type")) in _SHOWN or _shows_more(cell):
        marks.shown |= dict.fromkeys(_repeated(area), _words_of(cell))
        if kind == "percentage" and marks.percents is not None:
            marks.percents.update(_repeated(area))


def _words_of(cell: "etree._Element") -> str:
    """What a cell of an .ods shows; what is noted on it is no part of that."""
    lines = cell.iterfind(f"{_TEXT}p")
    return "".join(str(text) for line in lines for text in line.itertext()).strip()


def _shows_more(cell: "etree._Element") -> bool:
    """Whether a number is shown with words (12户), as a fraction or in another scale."""
    value = cell.get(f"{_OFFICE}value")
    if cell.get(f"{_OFFICE}value-type") != "float" or value is None:
        return False
    shown = _words_of(cell).replace(",", "")
    if not _FIGURE.fullmatch(shown):
        return shown != ""
    try:
        figure, number = abs(float(shown)), abs(float(value))
    except ValueError:
        return False
    return 0 < 5 * figure < number or 0 < 5 * number < figure


def _repeated(area: CellSpan) -> Iterator[CellAt]:
    """The cells of an area, told apart only so far."""
    (top, left), (bottom, right) = area
    for row in range(top, min(bottom, top + MOST_REPEATS) + 1):
        yield from ((row, c) for c in range(left, min(right, left + MOST_REPEATS) + 1))
