"""Styles of a Word file: what they hide and which list they count in, down the chain of bases."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from taizhang.notices.documents.trees import attribute, child, children, switched_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST = 20  # a chain of bases that is longer goes in a circle


class Styles:
    """The styles by their id; where no part of styles is, there are none."""

    def __init__(self, root: "Element | None") -> None:
        found = [] if root is None else list(children(root, "style"))
        self._styles = {attribute(style, "styleId"): style for style in found}
        self.usual = next(
            (
                attribute(style, "styleId")
                for style in found
                if attribute(style, "type") == "paragraph"
                and attribute(style, "default") in {"1", "true"}
            ),
            "",
        )

    def hides(self, style_id: str) -> bool:
        """Tell whether text of a style is hidden."""
        for style in self._chain(style_id):
            properties = child(style, "rPr")
            vanish = None if properties is None else child(properties, "vanish")
            if vanish is not None:
                return switched_on(vanish)
        return False

    def list_of(self, style_id: str) -> tuple[str, str, str]:
        """Return list id, level and the style that names the list; blanks where none does.

        A style may give the level itself and take the list from its base.
        """
        level = ""
        for style in self._chain(style_id):
            properties = child(style, "pPr")
            numbered = None if properties is None else child(properties, "numPr")
            if numbered is None:
                continue
            level = level or said(numbered, "ilvl")
            if list_id := said(numbered, "numId"):
                return list_id, level, attribute(style, "styleId")
        return "", level, ""

    def chain_ids(self, style_id: str) -> list[str]:
        """Return a style and its bases, nearest first."""
        return [attribute(style, "styleId") for style in self._chain(style_id)]

    def _chain(self, style_id: str) -> Iterator["Element"]:
        for _ in range(_DEEPEST):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            base = child(style, "basedOn")
            style_id = "" if base is None else attribute(base, "val")


def said(element: "Element", name: str) -> str:
    """Return the value of a child, "" where there is none."""
    found = child(element, name)
    return "" if found is None else attribute(found, "val")
