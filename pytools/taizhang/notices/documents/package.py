"""Parts of a Word file and their relationships, from a zip or from one flat XML."""

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from taizhang.notices.documents.trees import attribute, child, children, kind, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FLAT = b"<pkg:package"
_LARGEST = 400_000_000  # bytes of all parts unpacked; more is no notice but a trap


class DocumentRelation(NamedTuple):
    """A relationship of a part: its id, the last word of its type and the part it leads to."""

    name: str
    kind: str
    target: str


def package_of(content: bytes) -> dict[str, bytes] | None:
    """Return the parts of a package by name in small letters; None for anything else.

    Pictures are named only, not unpacked. ValueError for a package too large to be a document.
    """
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _LARGEST:
                raise ValueError("too large")
            return {
                _name(entry.filename): b"" if is_picture(entry.filename) else package.read(entry)
                for entry in package.infolist()
            }
    return _flat_parts(content) if _FLAT in content[:4000] else None


def is_picture(name: str) -> bool:
    """Tell whether a part holds a picture."""
    return "/media/" in name.lower()


def pictures_of(parts: dict[str, bytes], main: str) -> frozenset[str]:
    """Return the pictures that the text itself shows; those of headers are badges."""
    return frozenset(r.target for r in related(parts, main) if is_picture(r.target))


def _flat_parts(content: bytes) -> dict[str, bytes]:
    from lxml import etree

    parts = {}
    for part in children(parsed(content), "part"):
        data = child(part, "xmlData")
        held = etree.tostring(data[0]) if data is not None and len(data) else b""
        parts[_name(attribute(part, "name"))] = held
    return parts


def main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the document's part by its relationship, "" where none is a Word text."""
    named = [
        relation.target for relation in related(parts, "") if relation.kind == "officedocument"
    ]
    for name in (*named, "word/document.xml"):
        if parts.get(name) and kind(parsed(parts[name])) == "document":
            return name
    return ""


def related(parts: dict[str, bytes], part: str) -> list[DocumentRelation]:
    """Return the relationships of a part, "" for the package's own."""
    folder, name = posixpath.split(part)
    content = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return [] if not content else [_relation(folder, element) for element in parsed(content)]


def _relation(folder: str, element: "Element") -> DocumentRelation:
    target = posixpath.normpath(posixpath.join("/", folder, attribute(element, "Target")))
    type_ = attribute(element, "Type").rsplit("/", 1)[-1].lower()
    return DocumentRelation(attribute(element, "Id"), type_, _name(target))


def _name(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()
