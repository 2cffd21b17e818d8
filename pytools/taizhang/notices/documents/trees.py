"""XML by local names: strict and transitional Word files differ in their namespaces only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


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
