"""XML by local names: strict and transitional Word files differ in their namespaces only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def parsed(content: bytes) -> "Element":
    """Parse a part; no entity and no other file is followed."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(content, parser)


def kind(element: "Element") -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: "Element", name: str) -> str:
    """Return an attribute by its local name, "" where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def children(element: "Element", name: str) -> Iterator["Element"]:
    """Yield the children of a name."""
    return (part for part in element if kind(part) == name)


def child(element: "Element", name: str) -> "Element | None":
    """Return the first child of a name."""
    return next(children(element, name), None)


def switched_on(element: "Element") -> bool:
    """Tell whether a toggle such as w:vanish is on; it is where it says nothing."""
    return attribute(element, "val") not in {"0", "false", "off"}
