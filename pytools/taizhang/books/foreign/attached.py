"""What is attached to the cells of a sheet: comments, text boxes, pictures, objects.

No library that reads cells says any of it. Only small parts are parsed; positions are 0-based
(row, column), None where a thing hangs on no cell.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from enum import StrEnum
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from taizhang.books.foreign.archive import ArchivePart, UnreadableError, inflate
from taizhang.books.foreign.biff_things import Thing, biff_things
from taizhang.books.foreign.canonical import CanonicalRelation, read_relations
from taizhang.books.foreign.marks import position_of
from taizhang.books.foreign.package import SafePackage
from taizhang.books.foreign.records import TooManyRecordsError, compound_stream
from taizhang.core.addresses import CellAt

MOST = 2 << 20  # bytes of a part that is parsed
_INTERESTING = re.compile(r"comments|drawings/|media/|embeddings/|object")
_THREADED = "[Threaded comment]"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class AttachedKind(StrEnum):
    """What it is, as a sentence calls it."""

    COMMENT = "批注"
    BOX = "文本框"
    PICTURE = "图片"
    OBJECT = "嵌入的文件"


class Attached(NamedTuple):
    """One thing: its text ("" for pictures and objects), its cell, who wrote it."""

    kind: AttachedKind
    text: str
    cell: CellAt | None = None
    author: str = ""


def attached(package: SafePackage) -> dict[str, list[Attached]]:
    """What is attached to each sheet by its name; broken parts say nothing."""
    try:
        match package.kind:
            case "xlsx":
                return _of_workbook(package)
            case "ods":
                return _of_document(package.others.get("content.xml", b""))
            case "xlsb":  # their texts are not read, but that they are there is said
                unread = [
                    Attached(AttachedKind.COMMENT, "")
                    for name in package.parts
                    if "/comments" in name
                ]
                return {"": unread} if unread else {}
            case "xls":
                return _of_records(package.others.get("whole", b""))
    except (
        UnreadableError,
        etree.XMLSyntaxError,
        OSError,
        TooManyRecordsError,
        ValueError,
        LookupError,
        struct.error,
    ):
        pass
    return {}


def _of_records(data: bytes) -> dict[str, list[Attached]]:
    stream = compound_stream(data, ("Workbook", "Book"))
    return {
        sheet: [Attached(_kind(thing), thing.text, thing.cell) for thing in things]
        for sheet, things in biff_things(stream).items()
    }


def _kind(thing: Thing) -> AttachedKind:
    if thing.picture:
        return AttachedKind.PICTURE
    return AttachedKind.BOX if thing.cell is None else AttachedKind.COMMENT


def _of_workbook(package: SafePackage) -> dict[str, list[Attached]]:
    if not any(_INTERESTING.search(name) for name in package.parts):
        return {}
    parts: Mapping[str, ArchivePart] = {
        package.origins.get(name, name): part for name, part in package.parts.items()
    }
    found: dict[str, list[Attached]] = {}
    for sheet, home in package.homes.items():
        things = list(_of_sheet(_AttachedReader(package, parts), home))
        threaded = {t.cell for t in things if t.author == _THREADED}
        found[sheet] = [
            thing for thing in things
            if thing.author == _THREADED or thing.kind != AttachedKind.COMMENT or thing.cell not in threaded
        ]  # fmt: skip
    return {sheet: things for sheet, things in found.items() if things}


class _AttachedReader(NamedTuple):
    """The parts by their own names in lower case, and how to come by their content."""

    package: SafePackage
    parts: Mapping[str, ArchivePart]

    def relations(self, of: str) -> list[CanonicalRelation]:
        """The relationships of a part."""
        return self.package.read(lambda data: list(read_relations(data, self.parts, of)))

    def tree(self, name: str) -> "etree._Element | None":
        """A part as a tree, None where it is missing or too large."""
        part = self.parts.get(name)
        if part is None or part.size > MOST:
            return None
        xml = self.package.read(lambda data: inflate(data, part))
        return etree.fromstring(
            xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )


def _of_sheet(reader: _AttachedReader, home: str) -> Iterator[Attached]:
    for relation in reader.relations(home):
        kind = relation.kind.lower()
        if kind in {"comments", "threadedcomment"}:
            yield from _comments(reader.tree(relation.target))
        elif kind == "drawing":
            yield from _drawing(reader.tree(relation.target))
        elif kind in {"oleobject", "package"}:
            yield Attached(AttachedKind.OBJECT, "")


def _comments(root: "etree._Element | None") -> Iterator[Attached]:
    """The comments of one part, old or threaded."""
    if root is None:
        return
    authors = [str(a.text or "") for a in root.iterfind(".//{*}authors/{*}author")]
    for item in root.iter("{*}comment", "{*}threadedComment"):
        threaded = etree.QName(item).localname == "threadedComment"
        author = _THREADED if threaded else _author(authors, item.get("authorId"))
        text = "".join(str(t.text or "") for t in item.iter("{*}t" if not threaded else "{*}text"))
        yield Attached(
            AttachedKind.COMMENT, text.strip(), position_of(str(item.get("ref", ""))), author
        )


def _author(authors: list[str], number: str | None) -> str:
    at = int(number) if number and number.isdigit() else -1
    return authors[at] if 0 <= at < len(authors) else ""


def _drawing(root: "etree._Element | None") -> Iterator[Attached]:
    """Text boxes, pictures and objects of one drawing, each with the cell where it begins."""
    if root is None:
        return
    for anchor in root.iterchildren("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
        cell = _anchored(anchor)
        boxes = [
            "\n".join("".join(str(t.text or "") for t in p.iter("{*}t")) for p in body.iter("{*}p"))
            for body in anchor.iter("{*}txBody")
        ]
        text = "\n".join(filter(None, (box.strip() for box in boxes)))
        if text:
            yield Attached(AttachedKind.BOX, text, cell)
        for _ in anchor.iter("{*}pic"):
            yield Attached(AttachedKind.PICTURE, "", cell)


def _anchored(anchor: "etree._Element") -> CellAt | None:
    numbers = [anchor.findtext(f"{{*}}from/{{*}}{name}") or "" for name in ("row", "col")]
    if not all(number.strip().isdigit() for number in numbers):
        return None
    return int(numbers[0]), int(numbers[1])


def _of_document(content: bytes) -> dict[str, list[Attached]]:
    """What is attached in an .ods: annotations, frames and shapes, in cells or on the sheet."""
    if b"<office:annotation" not in content and b"<draw:" not in content:
        return {}
    found: dict[str, list[Attached]] = {}
    steps = etree.iterparse(
        BytesIO(content), events=("end",), tag=f"{_TABLE}table",
        resolve_entities=False, no_network=True, huge_tree=False,
    )  # fmt: skip
    for _, table in steps:
        things = list(_of_table(table))
        if things:
            found[str(table.get(f"{_TABLE}name", ""))] = things
        table.clear()
    return found


def _of_table(table: "etree._Element") -> Iterator[Attached]:
    for shapes in table.iterchildren(f"{_TABLE}shapes"):
        yield from _frames(shapes, None)
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in line:
            if len(cell):
                yield from _frames(cell, (row, column))
            column += int(cell.get(f"{_TABLE}number-columns-repeated") or 1)
        row += int(line.get(f"{_TABLE}number-rows-repeated") or 1)


def _frames(holder: "etree._Element", cell: CellAt | None) -> Iterator[Attached]:
    for item in holder:
        tag = str(item.tag)
        if tag == f"{_OFFICE}annotation":
            yield Attached(AttachedKind.COMMENT, _words(item), cell, _creator(item))
        elif tag.startswith(_DRAW):
            at = position_of(str(item.get(f"{_TABLE}end-cell-address", "")).rpartition(".")[2])
            yield from _shape(item, cell or at)


def _creator(item: "etree._Element") -> str:
    return item.findtext("{http://purl.org/dc/elements/1.1/}creator") or ""


def _shape(item: "etree._Element", cell: CellAt | None) -> Iterator[Attached]:
    if text := _words(item):
        yield Attached(AttachedKind.BOX, text, cell)
    elif next(item.iter(f"{_DRAW}object", f"{_DRAW}object-ole"), None) is not None:
        yield Attached(AttachedKind.OBJECT, "", cell)
    elif next(item.iter(f"{_DRAW}image"), None) is not None:
        yield Attached(AttachedKind.PICTURE, "", cell)


def _words(item: "etree._Element") -> str:
    lines = ("".join(map(str, p.itertext())) for p in item.iter(f"{_TEXT}p"))
    return "\n".join(filter(None, (line.strip() for line in lines)))
