"""What a file is, by its content, and whether it is safe to hand to a library.

Nothing here interprets cells. A part of an archive is measured before anybody unpacks it, and a
sheet too large or too wide is cut down to the rows that hold something.
"""

import hashlib
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader, BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TypeVar

from taizhang.books.foreign.archive import (
    ArchivePart,
    Bytes,
    UnreadableError,
    inflate,
    inflating,
    packed,
    plain_part,
    read_directory,
    write_archive,
)
from taizhang.books.foreign.canonical import plain_xml, shape_of_package
from taizhang.books.foreign.codes import codes_of_styles, without_far_days
from taizhang.books.foreign.flat import HEAD, as_archive, is_flat
from taizhang.books.foreign.margins import margins_of_document
from taizhang.books.foreign.marks import percent_styles, sheet_parts
from taizhang.books.foreign.properties import stated_in_archive, stated_in_compound
from taizhang.books.foreign.strikes import Strikes, strikes_in
from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule
from taizhang.core.saved import Stated

T = TypeVar("T")
MEGA = 1 << 20
PART_LIMIT = 48 * MEGA  # all parts other than sheets
SHEET_LIMIT = 3 * MEGA  # a sheet beyond this is cut down first
TOTAL_LIMIT = 400 * MEGA  # all parts that would be unpacked
WHOLE_LIMIT = 40 * MEGA  # a file that a library reads into memory as a whole
FILE_LIMIT = 400 * MEGA  # a file of any kind: its sum is taken over all of it
TOGETHER_LIMIT = 64 * MEGA  # all sheets together, cut down; a part may serve as several sheets
UNPACKED_LIMIT = MEGA  # a part beyond this stays packed
KEPT_LIMIT = 32 * MEGA  # what is left of a sheet that was cut down
MOST_ROWS = 20_000
MOST_SHEETS = 100
SAFE_ROWS = 300  # with so few rows even the last column makes no large rectangle
HEAD_OF_SHEET = 20_000  # bytes before the rows: views and column widths
FIRST_CELLS = 4000  # bytes that tell how a program writes its cells
MOST_COLUMNS = 702  # A to ZZ
MOST_CELLS = 2_000_000  # of the rectangle that a sheet takes in memory
NOTHING_STATED = Stated()
# Letters as A, digits as 0, one kind of quotes: then a far cell is found whoever wrote it, and fast.
_SHAPES = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'", b"A" * 26 + b"0" * 10 + b'"')
_FAR = (b'"AAA', b'0000"')
_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]*)(\d+)""")
_FAR_CELL = re.compile(rb'<c r="[A-Z]{3,}\d+"[^<>]*(?:/>|>(?:[^<]|<(?!c[ >]))*?</c>)')
_ROW = re.compile(rb'\sr="(\d+)"')
_DATE_1904 = re.compile(rb'date1904="(?:1|true)"')
_NULL_1904 = re.compile(rb'<table:null-date\b[^<>]{0,200}date-value="1904-01-01"')
_NOT_READ = re.compile(
    "media/|drawings/|embeddings/|printersettings/|thumbnail|pictures/|theme/|docprops/|customxml/"
    "|calcchain|comments|pivot|externallinks/|/tables/|/charts?/|/_rels/sheet|slicer|metadata"
)
_FORMULA = re.compile(rb"<f[ >/]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_LONG_TAG = re.compile(rb"<[^<>]{20000}")  # where sheets are named; no program writes such a one
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES, SHARED = "xl/styles.xml", "xl/sharedStrings.xml"
STORED, DEFLATED = 0, 8
MOST_PARTS = 5000
_STRINGS = re.compile(r"xl/(?:sharedstrings|styles)\.xml$", re.IGNORECASE)
_COUNT = re.compile(rb"""\s(?:c|uniqueC)ount\s*=\s*(?:"[^"]*"|'[^']*')""")
_DIMENSION = re.compile(rb'<dimension\b[^<>]{0,200}?\bref="([^"<>]{0,60})"[^<>]{0,200}/>')
_RANGE = re.compile(rb"[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?")
# calamine walks each sheet once more in search of the merged areas. This ends its search at
# once; the areas are read by ourselves where somebody asks for them.
NO_MERGES = b"<mergeCells></mergeCells>"
_ROWS = b"<sheetData"


@dataclass(slots=True)
class SafePackage:
    """A file known to be safe: its kind, what a library may open, and facts from its parts.

    `source` is the path or, for an .xlsx, its parts in memory. `sheets` are the parts of its
    worksheets by the names of the sheets, `homes` their names as parts before anything was renamed,
    `suspects` the names of those that may hold error cells or formulas. `data` is the file as a
    whole, None for a large one. `parts` are by canonical name, `origins` tell the names before.
    """

    path: Path
    kind: str
    source: Path | BytesIO
    digest: str
    data: bytes | None = None
    stated: Stated = NOTHING_STATED
    notes: list[tuple[Rule, dict[str, object]]] = field(default_factory=list)
    sheets: dict[str, bytes] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    suspects: set[str] = field(default_factory=set)
    others: dict[str, bytes] = field(default_factory=dict)
    parts: Mapping[str, ArchivePart] = field(default_factory=dict)
    epoch: bool | None = None
    percents: frozenset[bytes] | None = None
    crossed: Strikes | None = None
    printed: Mapping[str, list[str]] | None = None

    @property
    def margins(self) -> Mapping[str, list[str]]:
        """What the headers and footers of an .ods say, by sheet."""
        if self.printed is None:
            content = self.others.get("content.xml", b"")
            self.printed = margins_of_document(content, self.late("styles.xml"))
        return self.printed

    @property
    def percent_styles(self) -> frozenset[bytes]:
        """Styles of an .xlsx that show a percentage; asked for where a figure is in doubt."""
        if self.percents is None:
            self.percents = percent_styles(self.late(STYLES))
        return self.percents

    @property
    def codes(self) -> tuple[str, ...]:
        """The number formats of the cell styles of an .xlsx."""
        return codes_of_styles(self.late(STYLES))

    @property
    def strikes(self) -> Strikes:
        """The styles and texts of an .xlsx that are crossed out."""
        if self.crossed is None:
            self.crossed = strikes_in(self.late(STYLES), self.late(SHARED))
        return self.crossed

    @property
    def epoch_1904(self) -> bool:
        """Whether days are counted from 1904; few forms make anybody ask."""
        if self.epoch is None:
            said = _DATE_1904.search(self.others.get(BOOK, b""))
            self.epoch = bool(said or _NULL_1904.search(self.others.get("content.xml", b"")))
        return self.epoch

    def late(self, name: str) -> bytes:
        """A part unpacked now, b"" where there is none; OSError where the file is gone."""
        if name not in self.parts:
            return b""
        return self.read(lambda data: inflate(data, self.parts[name]))

    def read(self, how: Callable[[Bytes], T]) -> T:
        """What is read now out of the file as a whole; OSError where it is gone."""
        if self.data is not None:
            return how(self.data)
        with self.path.open("rb") as file, mapped(file) as data:
            return how(data)


LOCKS = ("~$", ".~lock.")  # what programs lay beside a workbook while it is open
SUFFIXES = {
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"},
    "xlsb": {".xlsb"},
    "ods": {".ods", ".fods"},
    "xls": {".xls", ".xlt"},
    "text": {".csv", ".txt", ".tsv"},
}
NAMES = {
    "xlsx": "新版表格",
    "xlsb": "二进制表格",
    "ods": "开放文档表格",
    "xls": "旧版表格",
    "text": "文本",
}
FAMILIAR = {("xlsx", ".et"), ("xls", ".et")}
SIGNATURES: tuple[tuple[bytes, Rule, str], ...] = (
    (b"%PDF", catalog.NOT_A_WORKBOOK, "PDF文件"),
    (b"\x89PNG", catalog.NOT_A_WORKBOOK, "图片"),
    (b"\xff\xd8\xff", catalog.NOT_A_WORKBOOK, "图片"),
    (b"GIF8", catalog.NOT_A_WORKBOOK, "图片"),
    (b"BM", catalog.NOT_A_WORKBOOK, "图片"),
    (b"{\\rtf", catalog.NOT_A_WORKBOOK, "文字处理文件"),
    (b"Rar!", catalog.ARCHIVE, ""),
    (b"7z\xbc\xaf", catalog.ARCHIVE, ""),
    (b"\x1f\x8b", catalog.ARCHIVE, ""),
)


def open_package(path: Path) -> SafePackage:
    """Look at the file and measure it; UnreadableError says why it is refused."""
    if path.name.startswith(LOCKS):
        raise UnreadableError(catalog.TEMPORARY)
    size = _size(path)
    if not size:
        raise UnreadableError(catalog.EMPTY_FILE)
    _limit(size, FILE_LIMIT)
    with path.open("rb") as file:
        if size <= WHOLE_LIMIT:
            data = file.read()
            package = SafePackage(path, "", path, hashlib.sha256(data).hexdigest(), data)
            _open(package, data)
        else:
            package = SafePackage(path, "", path, hashlib.file_digest(file, "sha256").hexdigest())
            with mapped(file) as pages:
                _open(package, pages)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES[package.kind] and (package.kind, suffix) not in FAMILIAR:
        package.notes.append((catalog.OTHER_KIND, {"kind": NAMES[package.kind]}))
    return package


def mapped(file: BufferedReader) -> mmap:
    """A large file as it lies on the disk: only what is looked at comes into memory."""
    return mmap(file.fileno(), 0, access=ACCESS_READ)


def _size(path: Path) -> int:
    """The size of a file; OSError where it is none, for a pipe may keep us waiting for ever."""
    try:
        found = path.stat()
    except ValueError as error:  # no name that a file can have
        raise OSError(path) from error
    if not stat.S_ISREG(found.st_mode):
        raise OSError(found.st_mode)
    return found.st_size


def _open(package: SafePackage, data: Bytes) -> None:
    if data[:2] == b"PK":
        _open_archive(package, data)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        _open_compound(package, _whole(data))
    else:
        _open_text(package, data)


def _whole(data: Bytes) -> bytes:
    """The file in memory, for a library that takes it as a whole."""
    _limit(len(data), WHOLE_LIMIT)
    return data[:]


def _limit(size: int, most: int) -> None:
    if size > most:
        raise UnreadableError(catalog.TOO_LARGE, size=-(-size // MEGA), most=most // MEGA)


def _open_compound(package: SafePackage, data: bytes) -> None:
    """An .xls, or a new workbook behind a password, or a .doc."""
    if _wide("EncryptedPackage") in data:
        raise UnreadableError(catalog.ENCRYPTED)
    if _wide("WordDocument") in data or _wide("PowerPoint Document") in data:
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="文字或演示文件")
    if _wide("Workbook") not in data and _wide("Book") not in data:
        if package.path.suffix.lower() in {*SUFFIXES["xls"], ".et"}:
            raise UnreadableError(catalog.DAMAGED)
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="别的程序的文件")
    package.kind = "xls"
    package.stated = stated_in_compound(data)
    package.others["whole"] = data


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _open_text(package: SafePackage, data: Bytes) -> None:
    for signature, rule, kind in SIGNATURES:
        if data[:8].startswith(signature):
            raise UnreadableError(rule, **({"kind": kind} if kind else {}))
    if is_flat(data[:HEAD]):
        package.data = as_archive(_whole(data))
        package.source = BytesIO(package.data)
        _open_archive(package, package.data)
        return
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")):
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="网页格式的文件")
    package.kind = "text"
    package.others["whole"] = _whole(data)


def _open_archive(package: SafePackage, data: Bytes) -> None:
    listed = read_directory(data)
    parts = {part.name.lower(): part for part in listed}
    if len(parts) < len(listed):  # which of two parts of one name counts, programs do not agree on
        raise UnreadableError(catalog.DAMAGED)
    if len(parts) > MOST_PARTS:
        raise UnreadableError(catalog.SUSPICIOUS)
    shape = shape_of_package(data, parts)
    parts = shape.parts
    package.kind = _archive_kind(parts, data)
    package.parts, needed = parts, _measured(package, parts)
    package.origins = shape.origins
    if package.kind == "xlsx":
        _unpack_workbook(package, needed, data, shape.written)
    elif package.kind == "xlsb":
        binary = {n: i for n, i in needed.items() if n.endswith(".bin")}
        package.others |= {n: inflate(data, part) for n, part in binary.items()}
    else:
        package.others["content.xml"] = inflate(data, parts["content.xml"])
    package.stated = stated_in_archive(data, parts)


def _archive_kind(parts: Mapping[str, ArchivePart], data: Bytes) -> str:
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "xl/workbook.bin" in parts:
        return "xlsb"
    if "mimetype" in parts and "content.xml" in parts:
        if b"spreadsheet" in inflate(data, parts["mimetype"]):
            return "ods"
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="文字或演示文件")
    if any(name.startswith(("word/", "ppt/")) for name in parts):
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="文字或演示文件")
    raise UnreadableError(catalog.DAMAGED if "[content_types].xml" in parts else catalog.ARCHIVE)


def _measured(package: SafePackage, parts: Mapping[str, ArchivePart]) -> dict[str, ArchivePart]:
    """The parts that a library will unpack, each measured, without pictures and the like.

    Sizes are as stated; unpacking holds each part to its own.
    """
    needed = {}
    total = kept = 0
    for name, part in parts.items():
        if part.encrypted:
            raise UnreadableError(catalog.ENCRYPTED)
        if name.endswith("vbaproject.bin"):
            package.notes.append((catalog.MACROS, {}))
        elif _NOT_READ.search(name) is None:
            needed[name] = part
            total += part.size
            kept += 0 if _SHEET.match(name) else part.size
    _limit(total, TOTAL_LIMIT)
    if kept > PART_LIMIT:
        raise UnreadableError(catalog.SUSPICIOUS)
    if any("externallinks/" in name for name in parts):
        package.notes.append((catalog.OUTSIDE_LINKS, {}))
    return needed


def _unpack_workbook(
    package: SafePackage,
    parts: Mapping[str, ArchivePart],
    data: Bytes,
    written: Mapping[str, bytes],
) -> None:
    """Unpack the sheets once, cut down what is too large, and note which are suspects."""
    ready = [plain_part(name, content) for name, content in written.items()]
    mended = _own_parts(package, parts, data, written)
    book, relations = (package.others.get(name, b"") for name in (BOOK, RELATIONS))
    names = {part.lower(): sheet for sheet, part in sheet_parts(book, relations).items()}
    for name, part in parts.items():
        if _SHEET.match(name) is None:
            ready.append(_as_it_is(data, part, mended.get(name)))
            continue
        xml = _sheet(package, part, data)
        if (sheet := names.get(name)) is not None:
            package.sheets[sheet] = xml
            package.homes[sheet] = package.origins.get(name, name)
            if _is_suspect(xml):
                package.suspects.add(sheet)
            plain = without_far_days(_without_size(xml))
            xml = plain.replace(_ROWS, NO_MERGES + _ROWS, 1)
        ready.append(plain_part(part.name, xml))
    if len(names) > MOST_SHEETS:
        raise UnreadableError(catalog.SUSPICIOUS)
    _limit(sum(map(len, package.sheets.values())), TOGETHER_LIMIT)
    package.source = BytesIO(write_archive(ready))


def _own_parts(
    package: SafePackage,
    parts: Mapping[str, ArchivePart],
    data: Bytes,
    written: Mapping[str, bytes],
) -> dict[str, bytes]:
    """Unpack what says which sheets there are; return those parts whose writing was mended."""
    mended = dict[str, bytes]()
    for name in (BOOK, RELATIONS):
        if name in written or name in parts:
            content = written.get(name) or inflate(data, parts[name])
            if _LONG_TAG.search(content):
                raise UnreadableError(catalog.SUSPICIOUS)
            package.others[name] = plain = plain_xml(content)
            if plain is not content:
                mended[name] = plain
    return mended


def _as_it_is(data: Bytes, part: ArchivePart, known: bytes | None) -> tuple[ArchivePart, bytes]:
    """A part that is no sheet: checked, and unpacked where it is small."""
    if known is not None:
        return plain_part(part.name, known)
    common = part.method in {STORED, DEFLATED}
    if part.size > UNPACKED_LIMIT and common and not _STRINGS.match(part.name):
        return part, packed(data, part)
    content = inflate(data, part)
    if _STRINGS.match(part.name):
        content = _without_counts(plain_xml(content))
    return plain_part(part.name, content)


def _without_counts(xml: bytes) -> bytes:
    """Texts that do not say how many they are: a library makes room for as many as are stated."""
    start = xml.find(b"<sst")
    end = xml.find(b">", start)
    if min(start, end) < 0:
        return xml
    return xml[:start] + _COUNT.sub(b"", xml[start:end]) + xml[end:]


def _without_size(xml: bytes) -> bytes:
    """A sheet that says nothing of its used range where it says nonsense."""
    found = _DIMENSION.search(xml, 0, HEAD_OF_SHEET)
    if found is None or _RANGE.fullmatch(found[1]):
        return xml
    return xml[: found.start()] + xml[found.end() :]


def _sheet(package: SafePackage, part: ArchivePart, data: Bytes) -> bytes:
    """One sheet's XML, cut down where it is too large."""
    large = part.size > SHEET_LIMIT
    xml = b"" if large else plain_xml(inflate(data, part))
    if large or _is_wide(xml):
        xml = _cut_down(package, inflating(data, part))
        if _is_wide(xml):  # by cells in a writing of no program, or outside of their rows
            raise UnreadableError(catalog.SUSPICIOUS)
    if b"<!DOCTYPE" in xml[:4000]:
        raise UnreadableError(catalog.SUSPICIOUS)
    return xml


def _is_wide(data: bytes) -> bool:
    """Whether the used range may be too much for a library that keeps it as a rectangle."""
    start, end = max(data.find(_ROWS, 0, HEAD_OF_SHEET), 0), data.rfind(b"</sheetData>")
    end = end if end >= 0 else len(data)
    shapes = data[start:end].translate(_SHAPES)
    if not any(far in shapes for far in _FAR):
        return False
    found = _ADDRESS.findall(data, start, end)
    row = max((int(row) for _, row in found), default=0)
    letters = max((len(letters) for letters, _ in found), default=0)
    wide = letters > 1 and row > MOST_CELLS // MOST_COLUMNS
    return row > MOST_ROWS or letters > 3 or wide or (letters > 2 and row > SAFE_ROWS)


def _is_suspect(data: bytes) -> bool:
    """Whether there may be error cells or formulas; a foreign writer's XML always may.

    The single bytes are hardly found in cells as Excel writes them, and finding one costs next
    to nothing; only then is it worth looking closer.
    """
    start = data.find(b"<sheetData", 0, HEAD_OF_SHEET)
    end = data.rfind(b"</sheetData>")
    if min(start, end) < 0 or data.find(b"<c r='", start, start + FIRST_CELLS) >= 0:
        return True
    if data.find(b"#", start, end) >= 0 and data.find(b"<v>#", start, end) >= 0:
        return True
    return data.find(b"f", start, end) >= 0 and _FORMULA.search(data, start, end) is not None


def _cut_down(package: SafePackage, pieces: Iterator[bytes]) -> bytes:
    """The sheet with only those rows and columns that hold something within bounds."""
    kept: list[bytes] = []  # what stands before the first row, then rows without their "<row"
    rest, size, beyond = b"", 0, False
    for piece in pieces:
        *rows, rest = _rows(rest + piece, begun=bool(kept))
        for row in rows:
            if kept and not _has_value(row):
                continue
            if kept and _is_beyond(row):
                beyond = True
                continue
            kept.append(row)
            size += len(row)
        _limit(max(size, len(rest)), KEPT_LIMIT)
    last, mark, tail = rest.partition(b"</sheetData>")
    if _has_value(last):
        beyond = beyond or _is_beyond(last)
        kept += [] if _is_beyond(last) else [last]
    near, far = _FAR_CELL.subn(b"", b"<row".join(kept))
    if not mark and b"</sheetData>" not in near:
        raise UnreadableError(catalog.DAMAGED)
    if beyond or far:
        package.notes.append((catalog.CUT_SHORT, {"row": MOST_ROWS, "column": MOST_COLUMNS}))
    return near + mark + tail


def _rows(data: bytes, *, begun: bool) -> list[bytes]:
    """Split at the rows; of a stretch without any value only the last, unfinished one counts.

    No name of a row's or a cell's attribute has a v in it, so one search for a byte tells.
    """
    if begun and data.find(b"v") < 0 and b"<is>" not in data:
        return [data[data.rfind(b"<row") + 4 :]] if b"<row" in data else [data]
    return data.split(b"<row")


def _has_value(row: bytes) -> bool:
    return b"<v" in row or b"<is" in row


def _is_beyond(row: bytes) -> bool:
    found = _ROW.search(row, 0, 200)
    return found is not None and int(found[1]) > MOST_ROWS
