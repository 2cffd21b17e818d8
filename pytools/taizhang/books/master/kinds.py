"""How each kind of column of the master looks."""

from typing import Any

from taizhang.books.sheets import theme
from taizhang.core.schema import Column

NARROW = 13.5  # columns up to this width hold codes and words, which stand centred
KINDS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "long": {"text_wrap": True, "align": "left"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
    "number": {"num_format": "General", "align": "center"},
    "percent": {"num_format": "0%", "align": "center"},
    "choice": {"text_wrap": True},
    "yes": {"align": "center"},
    "link": {"align": "center", "font_color": theme.LINK, "underline": 1},
    "any": {"text_wrap": True, "align": "left"},
}


def look_of(column: Column) -> dict[str, Any]:
    """The properties of a body cell of this column; the line below rules rows to come, too."""
    look = KINDS[column.kind]
    align = "center" if column.width <= NARROW else "left"
    return {"align": align, "bottom": 1, "bottom_color": theme.LINE} | look
