"""What a file is, by its content, and whether it is safe to hand to a library.

Nothing here interprets cells. A part of an archive is measured before anybody unpacks it, and a
sheet too large or too wide is cut down to the rows that hold something.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from taizhang.books.reading_archive import (
    Part,
    UnreadableError,
    inflate,
    inflating,
    packed,
    plain_part,
    read_directory,
    write_archive,
)
from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule

MEGA = 1 << 20
PART_LIMIT = 48 * MEGA  # all parts other than sheets
SHEET_LIMIT = 3 * MEGA  # a sheet beyond this is cut down first
TOTAL_LIMIT = 400 * MEGA  # all parts that would be unpacked
WHOLE_LIMIT = 40 * MEGA  # a file that a library reads into memory as a whole
KEPT_LIMIT = 32 * MEGA  # what is left of a sheet that was cut down
MOST_ROWS = 20_000
SAFE_ROWS = 300  # with so few rows even the last column makes no large rectangle
HEAD_OF_SHEET = 20_000  # bytes before the rows: views and column widths
MOST_COLUMNS = 702  # A to ZZ
CHINA = timedelta(hours=8)
_FAR = re.compile(rb' r="[A-Z]{3}\d')
_FAR_CELL = re.compile(rb'<c r="[A-Z]{3}\d+"(?:[^>]*/>|[^>]*>.*?</c>)', re.DOTALL)
_ROW = re.compile(rb'\sr="(\d+)"')
_MODIFIED = re.compile(rb"(?:dcterms:modified|dc:date)[^>]*>([^<]+)<")
_DATE_1904 = re.compile(rb'date1904="(?:1|true)"')
_NOT_READ = re.compile(
    "media/|drawings/|embeddings/|printersettings/|thumbnail|pictures/|theme/|docprops/|customxml/"
    "|calcchain|comments|pivot|externallinks/|/tables/|/charts?/|/_rels/sheet|slicer|metadata"
)
_FORMULA = re.compile(rb"<f[ >/]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STORED = 0


@dataclass(slots=True)
class Package:
    """A file known to be safe: its kind, what a library may open, and facts from its parts.

    `source` is the path or, for an .xlsx, its parts in memory. `sheets` are the parts
    of those worksheets (by name) that may hold error cells or formulas.
    """

    path: Path
    kind: str
    source: Path | BytesIO
    digest: str
    saved: datetime | None = None
    notes: list[tuple[Rule, dict[str, object]]] = field(default_factory=list)
    sheets: dict[str, bytes] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    epoch: bool | None = None

    @property
    def epoch_1904(self) -> bool:
        """Whether days are counted from 1904; few forms make anybody ask."""
        if self.epoch is None:
            self.epoch = BOOK in self.parts and _DATE_1904.search(self.late(BOOK)) is not None
        return self.epoch

    def late(self, name: str) -> bytes:
        """A part unpacked now; OSError where the file is gone meanwhile."""
        with self.path.open("rb") as file:
            return inflate(file, self.parts[name])


SUFFIXES = {
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"},
    "xlsb": {".xlsb"},
    "ods": {".ods"},
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


def open_package(path: Path) -> Package:
    """Look at the file and measure it; UnreadableError says why it is refused."""
    with path.open("rb") as file:
        head = file.read(8)
        if not head:
            raise UnreadableError(catalog.EMPTY_FILE)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        package = Package(path, "", path, digest)
        if head.startswith(b"PK"):
            _open_archive(package, file)
        elif head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            _open_compound(package, file)
        else:
            _open_text(package, file, head)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES[package.kind] and (package.kind, suffix) not in FAMILIAR:
        package.notes.append((catalog.OTHER_KIND, {"kind": NAMES[package.kind]}))
    return package


def _rewound(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _limit(size: int, most: int) -> None:
    if size > most:
        raise UnreadableError(catalog.TOO_LARGE, size=-(-size // MEGA), most=most // MEGA)


def _open_compound(package: Package, file: BinaryIO) -> None:
    """An .xls, or a new workbook behind a password, or a .doc."""
    _limit(_size(file), WHOLE_LIMIT)
    data = _rewound(file).read()
    if _wide("EncryptedPackage") in data:
        raise UnreadableError(catalog.ENCRYPTED)
    if _wide("WordDocument") in data or _wide("PowerPoint Document") in data:
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="文字或演示文件")
    if _wide("Workbook") not in data and _wide("Book") not in data:
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="别的程序的文件")
    package.kind = "xls"
    package.others["whole"] = data


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _open_text(package: Package, file: BinaryIO, head: bytes) -> None:
    for signature, rule, kind in SIGNATURES:
        if head.startswith(signature):
            raise UnreadableError(rule, **({"kind": kind} if kind else {}))
    _limit(_size(file), WHOLE_LIMIT)
    data = _rewound(file).read()
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")):
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="网页格式的文件")
    package.kind = "text"
    package.others["whole"] = data


def _open_archive(package: Package, file: BinaryIO) -> None:
    parts = {part.name.lower(): part for part in read_directory(file)}
    package.kind = _archive_kind(parts, file)
    package.parts, needed = parts, _measured(package, parts)
    if package.kind == "xlsx":
        _unpack_workbook(package, needed, file)
    elif package.kind == "xlsb":
        binary = {n: i for n, i in needed.items() if n.endswith(".bin")}
        package.others |= {n: inflate(file, part) for n, part in binary.items()}
    else:
        package.others["content.xml"] = inflate(file, parts["content.xml"])
    for name in ("docprops/core.xml", "meta.xml"):
        if name in parts and (found := _MODIFIED.search(inflate(file, parts[name]))):
            package.saved = _moment(found[1].decode("ascii", "replace"))


def _archive_kind(parts: Mapping[str, Part], file: BinaryIO) -> str:
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "xl/workbook.bin" in parts:
        return "xlsb"
    if "mimetype" in parts and "content.xml" in parts:
        if b"spreadsheet" in inflate(file, parts["mimetype"]):
            return "ods"
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="文字或演示文件")
    if any(name.startswith(("word/", "ppt/")) for name in parts):
        raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="文字或演示文件")
    raise UnreadableError(catalog.DAMAGED if "[content_types].xml" in parts else catalog.ARCHIVE)


def _measured(package: Package, parts: Mapping[str, Part]) -> dict[str, Part]:
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


def _moment(text: str) -> datetime | None:
    """A moment of a document's properties as local time; they are written in UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    zone = moment.utcoffset()
    plain = moment.replace(tzinfo=None)
    return plain if zone is None else plain - zone + CHINA


def _unpack_workbook(package: Package, parts: Mapping[str, Part], file: BinaryIO) -> None:
    """Unpack the sheets once, cut down what is too large, and note which are suspects."""
    ready: list[tuple[Part, bytes]] = []
    for name, part in parts.items():
        if _SHEET.match(name) is None:
            ready.append((part, packed(file, part)))
            continue
        large = part.size > SHEET_LIMIT
        data = b"" if large else inflate(file, part)
        if large or _is_wide(data):
            ready.append(plain_part(part.name, _cut_down(package, inflating(file, part))))
        else:
            ready.append((part._replace(method=STORED), data))
        data = ready[-1][1]
        if b"<!DOCTYPE" in data[:4000]:
            raise UnreadableError(catalog.SUSPICIOUS)
        if _is_suspect(data):
            package.sheets[name] = data
    package.source = BytesIO(write_archive(ready))


def _is_wide(data: bytes) -> bool:
    """Whether the used range may be too much for a library that keeps it as a rectangle."""
    last = _ROW.search(data, max(data.rfind(b"<row "), 0))
    rows = int(last[1]) if last else MOST_ROWS
    return rows > MOST_ROWS or (rows > SAFE_ROWS and _FAR.search(data) is not None)


def _is_suspect(data: bytes) -> bool:
    """Whether there may be error cells or formulas; a foreign writer's XML always may.

    The single bytes are hardly found in cells as Excel writes them, and finding one costs next
    to nothing; only then is it worth looking closer.
    """
    start = data.find(b"<sheetData", 0, HEAD_OF_SHEET)
    end = data.rfind(b"</sheetData>")
    if min(start, end) < 0 or data.find(b"<c r='", start, end) >= 0:
        return True
    if data.find(b"#", start, end) >= 0 and data.find(b"<v>#", start, end) >= 0:
        return True
    return data.find(b"f", start, end) >= 0 and _FORMULA.search(data, start, end) is not None


def _cut_down(package: Package, pieces: Iterator[bytes]) -> bytes:
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
