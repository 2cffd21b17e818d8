"""The one maker of formats: the same look in one workbook is one format.

A look is a dictionary of XlsxWriter's properties over BODY; the blocks of a page know theirs by
the names of LOOKS, a kind of paper may add its own.
"""

from collections.abc import Callable, Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from taizhang.books.sheets import theme

Props = Mapping[str, Any]
Make = Callable[..., Any]

BODY: Props = {
    "font_name": theme.FONT, "font_size": theme.SIZE, "font_color": theme.INK, "valign": "vcenter",
}  # fmt: skip
RULED: Props = {"border": 1, "border_color": theme.LINE}
_SECTION: Props = {"valign": "bottom", "bottom": 2, "bottom_color": theme.RED}
LOOKS: Mapping[str, Props] = {
    "band": {"bold": True, "font_color": theme.WHITE, "bg_color": theme.RED, "indent": 1},
    "strip": {"bg_color": theme.CREAM, "indent": 1},
    "section": {**_SECTION, "font_size": 12, "bold": True, "font_color": theme.RED},
    "section_note": {**_SECTION, "font_size": 9, "font_color": theme.MUTED, "align": "right"},
    "head": {
        **RULED, "bold": True, "font_color": theme.WHITE, "bg_color": theme.SLATE,
        "align": "center", "text_wrap": True,
    },
    "cell": {**RULED, "text_wrap": True, "indent": 1},
    "centre": {**RULED, "text_wrap": True, "align": "center"},
    "date": {**RULED, "align": "center", "num_format": "yyyy-mm-dd"},
    "number": {**RULED, "align": "center"},
    "percent": {**RULED, "align": "center", "num_format": "0%"},
    "group": {"bold": True, "bg_color": theme.BLUSH, "font_color": theme.RED, "indent": 1},
    "label": {**RULED, "bold": True, "bg_color": theme.PAPER, "align": "center", "text_wrap": True},
    "step": {"font_size": 10.5, "text_wrap": True, "indent": 1},
    "step_number": {"font_size": 12, "bold": True, "font_color": theme.RED, "align": "center"},
    "text": {"text_wrap": True},
    "note": {"font_size": 9, "font_color": theme.MUTED},
    "blank": {
        **RULED, "text_wrap": True, "indent": 1, "bg_color": theme.FILL,
        "border_color": theme.FILL_RULE, "locked": False,
    },
    "rule": {"bottom": 1, "bottom_color": theme.INK},
}  # fmt: skip


class Pen:
    """Formats of one workbook, each made once.

    >>> pen = Pen(Workbook(None, {"in_memory": True}))
    >>> pen("band", font_size=20) is pen("band", font_size=20)
    True
    """

    def __init__(self, book: Workbook, looks: Mapping[str, Props] = LOOKS) -> None:
        self._book, self.looks = book, looks
        self._asked: dict[tuple[Any, ...], Format] = {}
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, look: str = "", /, **props: Any) -> Format:
        """The format of that look with these properties over it; KeyError for an unknown look."""
        asked = (look, *props.items())
        if asked not in self._asked:
            self._asked[asked] = self.bare(
                **{**BODY, **(self.looks[look] if look else {}), **props}
            )
        return self._asked[asked]

    def bare(self, **props: Any) -> Format:
        """The format with nothing but these properties, as conditional rules want it."""
        key = tuple(sorted(props.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(props)
        return self._made[key]
