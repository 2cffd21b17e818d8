"""Parts of a Word file and their relationships, from a zip or from one flat XML.

Elements are told by local names: strict and transitional files differ in their namespaces only.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

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


def parsed(content: bytes) -> "Element":
    """Parse a part; no entity and no other file is followed."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )  # fmt: skip
    return etree.fromstring(content, parser)


def kind(element: "Element") -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: "Element", name: str) -> str:
    """Return an attribute by its local name, "" where there is none."""
    named = (v for key, v in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return str(next(named, ""))


def children(element: "Element", name: str) -> Iterator["Element"]:
    """Yield the children of a name."""
    return (part for part in element if kind(part) == name)


def child(element: "Element", name: str) -> "Element | None":
    """Return the first child of a name."""
    return next(children(element, name), None)


def inside(element: "Element | None", *path: str) -> "Element | None":
    """Return the element that names lead to, each the first child of its name."""
    for name in path:
        element = None if element is None else child(element, name)
    return element


def said(element: "Element", *path: str) -> str:
    """Return the value of what stands at a path, "" where nothing does."""
    found = inside(element, *path)
    return "" if found is None else attribute(found, "val")


def switched(element: "Element", *path: str) -> bool | None:
    """Tell whether a toggle such as w:vanish is on, as it is where it says nothing; None without one."""
    found = inside(element, *path)
    return None if found is None else attribute(found, "val") not in {"0", "false", "off"}
