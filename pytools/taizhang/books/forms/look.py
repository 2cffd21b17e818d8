"""How a form looks: a pen with a memory, and the looks that it knows by name."""

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from taizhang.books.sheets import theme
from taizhang.core.schema import Layout


class Pen:
    """Formats of one book, made once each and by name."""

    def __init__(self, book: Workbook, layout: Layout) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}
        self.lamps = {str(r["state"]): str(r["lamp"]) for r in reversed(layout.lamp_rules)}

    def __call__(self, look: str, **more: object) -> Format:
        """The format of that look with these properties over it."""
        name = (look, *more.items())
        if name not in self._made:
            self._made[name] = self._book.add_format({**LOOKS[look], **more})
        return self._made[name]

    def state(self, state: str) -> Format | None:
        """The colours of that lamp's state, None for a word that no rule gives."""
        if (lamp := self.lamps.get(state)) is None:
            return None
        look = theme.LAMPS[lamp]
        return self("locked_centre", bg_color=look.strong, font_color=look.ink, bold=True)


_CELL = {
    "font_name": theme.FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True,
    "font_color": theme.INK, "border": 1, "border_color": theme.LINE,
}  # fmt: skip
_HEAD = {**_CELL, "bold": True, "align": "center"}
_FILL = {**_CELL, "bg_color": theme.FILL, "locked": False, "border_color": "#D8CFA0"}
_BAND = {"font_name": theme.FONT, "valign": "vcenter", "indent": 1}
LOOKS: Mapping[str, dict[str, object]] = {
    "title": {
        **_BAND, "font_size": 16, "bold": True, "font_color": "#FFFFFF", "bg_color": theme.RED,
    },
    "strip": {**_BAND, "font_size": 10, "font_color": theme.INK, "bg_color": theme.CREAM},
    "head": {**_HEAD, "bg_color": theme.SLATE, "font_color": "#FFFFFF"},
    "head_fill": {**_HEAD, "bg_color": theme.LAMPS["黄"].strong},
    "head_must": {**_HEAD, "bg_color": theme.RED, "font_color": "#FFFFFF"},
    "locked": {**_CELL, "bg_color": theme.LOCKED, "indent": 1},
    "locked_centre": {**_CELL, "bg_color": theme.LOCKED, "align": "center"},
    "fill": {**_FILL, "indent": 1},
    "fill_centre": {**_FILL, "align": "center"},
    "missing": {"bg_color": theme.BLUSH},
    "plain": {**_CELL, "indent": 1},
    "label": {**_CELL, "bg_color": theme.PAPER, "bold": True, "align": "center"},
    "section": {
        **_BAND, "font_size": 12, "bold": True, "font_color": theme.RED,
        "bottom": 2, "bottom_color": theme.RED, "indent": 0,
    },
    "step": {**_BAND, "font_size": 10.5, "font_color": theme.INK, "text_wrap": True},
    "number": {
        "font_name": theme.FONT, "font_size": 12, "bold": True, "font_color": theme.RED,
        "align": "center", "valign": "vcenter",
    },
    "link": {
        **_BAND, "font_size": 11, "bold": True, "align": "center", "indent": 0,
        "font_color": theme.LINK, "bg_color": theme.LAMPS["蓝"].tint, "underline": 0,
    },
    "date": {"num_format": "yyyy-mm-dd"},
    "foot": {"font_name": theme.FONT, "font_size": 8, "font_color": theme.MUTED},
}  # fmt: skip
# Long texts stay General: Excel shows a text-formatted cell of 256 to 1024 characters as ####.
NUMBER_FORMATS = {"text": "@", "choice": "@", "yes": "@", "date": "yyyy-mm-dd", "percent": "0%"}
CENTRED = frozenset({"text", "choice", "yes", "date", "percent", "number"})
