"""How a form looks: the looks of its cells, beside those that every page has."""

from collections.abc import Mapping

from xlsxwriter import Workbook

from taizhang.books.sheets import theme
from taizhang.books.sheets.pen import LOOKS, RULED, Pen, Props

_LOCKED: Props = {**RULED, "text_wrap": True, "bg_color": theme.LOCKED}
_FILL: Props = {
    **RULED, "text_wrap": True, "bg_color": theme.FILL, "locked": False,
    "border_color": theme.FILL_RULE,
}  # fmt: skip
FORM_LOOKS: Mapping[str, Props] = {
    "head_fill": {
        **LOOKS["head"], "font_color": theme.INK, "bg_color": theme.LAMPS["黄"].strong,
    },
    "head_must": {**LOOKS["head"], "bg_color": theme.RED},
    "locked": {**_LOCKED, "indent": 1},
    "locked_centre": {**_LOCKED, "align": "center"},
    "fill": {**_FILL, "indent": 1},
    "fill_centre": {**_FILL, "align": "center"},
    "missing": {"bg_color": theme.BLUSH},
}  # fmt: skip
# Long texts stay General: Excel shows a text-formatted cell of 256 to 1024 characters as ####.
NUMBER_FORMATS = {"text": "@", "choice": "@", "yes": "@", "date": "yyyy-mm-dd", "percent": "0%"}
CENTRED = frozenset({"text", "choice", "yes", "date", "percent", "number"})


def form_pen(book: Workbook) -> Pen:
    """A pen that knows the looks of a form."""
    return Pen(book, {**LOOKS, **FORM_LOOKS})


def state_props(lamp: str) -> Props:
    """The colours of a state with that lamp."""
    look = theme.LAMPS[lamp]
    return {"bg_color": look.strong, "font_color": look.ink, "bold": True}
