"""Slips on A4, one after the other: red head, title, table form, lines to sign, room for a seal.

Rows grow with their text; a text longer than a row may be goes on in rows below. A slip that runs
over by a little is set smaller, one that runs over by more begins a second page with its number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import NewSheet, RowPart
from taizhang.books.sheets.measure import (
    INDENT,
    fitting_size,
    paragraphs,
    text_height,
    text_points,
)
from taizhang.books.sheets.page import Page
from taizhang.books.sheets.paper import Margins, Print
from taizhang.books.sheets.pen import LOOKS, Pen, Props
from taizhang.books.sheets.saved import new_book
from taizhang.core.duty.forms import Blocks

LETTER, LABEL, TITLE = "仿宋", "黑体", "宋体"
SIZE = 12.0  # points of a form's text
MARGINS = Margins.of_mm(25, 22, 22, 18)
LONGEST = 380.0  # points of one row
AIR = 6.0  # points below a table
ITEM_SIZE, MANY = 11.0, (8, 11)  # points of a table of items, one less beyond so many columns
ABOVE = 150.0  # points of a page that the title and the heads of a table may take
SHORT = 7.0  # letters of a text that is not broken: a day, a name, a number
NARROW = 5.0  # letters of a line of a longer one at least
HEAD_LETTERS = 3  # of a head on one line
BLANK_SHARE = 0.8  # of its share is left to a blank column
MOST_STRETCH = 1.4
A_LITTLE = 1.18  # of a page is set smaller to be one page
SIGNS = "。；，、！？：）\n"
NEAR_ENOUGH = 0.6  # of a part must be left when it is cut behind a sign
RULED: Props = {"border": 1, "border_color": theme.INK}
SLIP_LOOKS: Mapping[str, Props] = {
    **LOOKS,
    "slip_head": {
        "font_name": TITLE, "bold": True, "font_color": theme.RED, "align": "center",
        "bottom": 5, "bottom_color": theme.RED,
    },
    "slip_title": {"font_name": TITLE, "bold": True, "font_size": 20, "align": "center"},
    "slip_line": {"font_name": LETTER, "font_size": SIZE},
    "slip_label": {
        **RULED, "font_name": LABEL, "font_size": SIZE, "align": "center", "text_wrap": True,
    },
    "slip_cell": {**RULED, "font_name": LETTER, "font_size": SIZE, "text_wrap": True, "indent": 1},
    "slip_centre": {
        **RULED, "font_name": LETTER, "font_size": 11, "text_wrap": True, "align": "center",
    },
    "slip_text": {"font_name": LETTER, "font_size": 14, "text_wrap": True, "valign": "top"},
    "slip_note": {
        "font_name": LETTER, "font_size": 10.5, "text_wrap": True, "font_color": theme.SLATE,
    },
    "slip_cut": {
        "font_name": LETTER, "font_size": 9, "align": "center", "font_color": theme.SLATE,
        "top": 3, "top_color": theme.SLATE,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """A slip to draw: the sheet's name, what stands at the head of a second page, its blocks."""

    name: str
    running: str
    blocks: Blocks


def build_slips(
    path: Path | BytesIO, title: str, sheets: Sequence[SlipSheet], created: datetime, kept: str = ""
) -> None:
    """Write the slips to `path`, a sheet each. `kept` is a text to hide in the workbook."""
    with new_book(path, title, created) as book:
        pen = Pen(book, SLIP_LOOKS)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), pen, sheet)
        if kept:
            keep(book, kept)


KEPT = "_文书"
CHUNK = 30_000


def keep(book: Workbook, text: str) -> None:
    """Hide a text in the workbook, so that the slip can be drawn again as it was."""
    sheet = book.add_worksheet(KEPT)
    for at in range(0, len(text), CHUNK):
        sheet.write_string(at // CHUNK, 0, text[at : at + CHUNK])
    sheet.very_hidden()


def _write(sheet: Any, pen: Pen, slip: SlipSheet) -> None:
    turned = any("turn" in block for block in slip.blocks)
    paper = Print(margins=MARGINS, landscape=turned)
    high = _height(slip, paper)
    room = Page(NewSheet(_Nowhere(), pen), paper).room
    whole = high <= room * A_LITTLE
    how = replace(paper, running="" if whole else slip.running, numbered=not whole)
    page = SlipPage(NewSheet(sheet, pen), how, whole=whole)
    page.stretch = min(MOST_STRETCH, max(1.0, room * 0.86 / high))
    _draw_all(page, slip.blocks)
    page.finish()


class SlipPage(Page):
    """A page whose tables may be drawn out, so that a short slip does not huddle at the top.

    `with_next` says that what is drawn belongs to what comes below it: nobody signs a bare page.
    """

    stretch = 1.0
    with_next = False
    _keep = False

    def last_row(self, *, is_last: bool) -> None:
        """Say whether the row to come is the last of its block."""
        self._keep = is_last and self.with_next

    def next(self, points: float, *, heading: bool = False) -> int:
        """Go down by a row; one that belongs to what is below never ends a page."""
        return super().next(points, heading=heading or self._keep)


class _Nowhere:
    """A sheet that takes everything and keeps nothing, for measuring."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_args, **_options: 0


def _height(slip: SlipSheet, paper: Print) -> float:
    """Points that the slip takes down the page."""
    book = Workbook(BytesIO(), {"in_memory": True})
    page = _MeasuringPage(NewSheet(_Nowhere(), Pen(book, SLIP_LOOKS)), paper, whole=True)
    _draw_all(page, slip.blocks)
    return page.high


class _MeasuringPage(SlipPage):
    """A page that only adds up how high its rows are."""

    high = 0.0

    def next(self, points: float, *, heading: bool = False) -> int:
        """Go down by a row, and add its height."""
        self.high += points
        return super().next(points, heading=heading)


def _draw_all(page: SlipPage, blocks: Blocks) -> None:
    """The blocks, with some air between a table and words below it."""
    nothing: Mapping[str, Any] = {}
    for block, below in zip(blocks, [*blocks[1:], nothing], strict=True):
        page.with_next = _belongs(block, below)
        page.last_row(is_last=block.keys().isdisjoint({"table", "text", "items"}))
        _draw(page, block)
        page.last_row(is_last=True)
        if ("table" in block or "items" in block) and ("text" in below or "note" in below):
            page.next(AIR)


def _belongs(block: Mapping[str, Any], below: Mapping[str, Any]) -> bool:
    """Whether a block stays on the page of the one below: words with who signs them."""
    closes = "stamp" in below or "signs" in below
    return closes or ("note" in below and ("stamp" in block or "signs" in block))


def _draw(page: SlipPage, block: Mapping[str, Any]) -> None:
    part = next(part for part in DRAWN if part in block)
    DRAWN[part](page, block)


def _head(page: SlipPage, block: Mapping[str, Any]) -> None:
    text = block["head"]
    size = fitting_size(text, page.width(0, page.last) - INDENT, 26, 12)
    page.next(50, heading=True)
    page.put(0, page.last, text, "slip_head", font_size=size)
    page.next(8, heading=True)


def _title(page: SlipPage, block: Mapping[str, Any]) -> None:
    text, most = block["title"], float(block.get("size", 20))
    size = fitting_size(text, page.width(0, page.last) - INDENT, most, 10)
    page.next(float(block.get("least", 40)), heading=True)
    page.put(0, page.last, text, "slip_title", font_size=size)


def _line(page: SlipPage, block: Mapping[str, Any]) -> None:
    """One line with a word on either side."""
    left, right = block["line"], block.get("right", "")
    (first, split), (start, last) = page.shared((1, 1))
    page.next(24, heading=True)
    if not right:
        page.put(0, page.last, left, "slip_line", shrink=True)
        return
    page.put(first, split, left, "slip_line", shrink=True)
    page.put(start, last, right, "slip_line", shrink=True, align="right")


def _table(page: SlipPage, block: Mapping[str, Any]) -> None:
    least = float(block.get("least", 30)) * page.stretch
    for at, row in enumerate(block["table"], start=1):
        page.last_row(is_last=at == len(block["table"]))
        _row(page, row, least, block.get("shares"))


def _row(page: SlipPage, row: Sequence[str], least: float, shares: Sequence[float] | None) -> None:
    """A row of labels and values by turns; one text alone goes across, as a heading."""
    if len(row) == 1:
        page.line([RowPart(0, page.last, row[0], "slip_label")], least)
        return
    fits = shares and len(shares) == len(row)
    places = page.shared(shares if shares and fits else _shares(len(row)))
    rooms = [page.width(*place) - 2 * INDENT for place in places]
    pieces = [
        _pieces(text, SIZE, room) if at % 2 else [text]
        for at, (text, room) in enumerate(zip(row, rooms, strict=True))
    ]
    for n in range(max(map(len, pieces))):
        parts = []
        for at, (place, texts) in enumerate(zip(places, pieces, strict=True)):
            label = f"{texts[0]}\n（续）" if n and at % 2 == 0 and len(pieces[at + 1]) > n else ""
            text = texts[n] if n < len(texts) else label
            parts.append(RowPart(*place, text, "slip_cell" if at % 2 else "slip_label"))
        page.line(parts, least)


def _shares(count: int) -> list[float]:
    return [3.0, 13.0] if count == 2 else [3.0, 5.0] * (count // 2) + [3.0] * (count % 2)


def _pieces(text: str, size: float, room: float, longest: float = LONGEST) -> list[str]:
    """A text in parts that each fit into one row: about as long as each other, cut after a sign."""
    parts, rest = [], text
    while (whole := text_height(paragraphs(rest, size), room)) > longest:
        most = min(longest, whole / ceil(whole / (longest - 2 * size)) + 2 * size)
        low, high = 1, len(rest)
        while low < high:
            middle = (low + high + 1) // 2
            fits = text_height(paragraphs(rest[:middle], size), room) <= most
            low, high = (middle, high) if fits else (low, middle - 1)
        at = _after_sign(rest, low)
        parts.append(rest[:at].rstrip("\n"))
        rest = rest[at:]
    return [*parts, rest]


def _after_sign(text: str, most: int) -> int:
    """Where to cut: behind the last sign before `most` letters, or there where none is near.

    >>> _after_sign("修路，架桥，通水通电", 8), _after_sign("修路架桥通水通电", 4)
    (6, 4)
    """
    at = max(text.rfind(sign, 0, most) for sign in SIGNS) + 1
    return at if at > most * NEAR_ENOUGH else most


def _items(page: SlipPage, block: Mapping[str, Any]) -> None:
    table = block["items"]
    size = ITEM_SIZE - sum(len(table["heads"]) > most for most in MANY)
    places = page.shared(_item_widths(page, table, size))
    rooms = [page.width(*place) - INDENT for place in places]
    small, longest = {"font_size": size, "indent": 0}, min(LONGEST, page.room - ABOVE)
    labels = ["\n".join(_halves(head)) for head in table["heads"]]
    heads = [RowPart(*p, h, "slip_label", small) for p, h in zip(places, labels, strict=True)]
    _item_heads(page, heads)
    for row in table["rows"] or [[""] * len(places)]:
        pieces = [_pieces(t, size, room, longest) for t, room in zip(row, rooms, strict=True)]
        for n in range(max(map(len, pieces))):
            texts = [piece[n] if n < len(piece) else "" for piece in pieces]
            looks = ["slip_centre" if _is_short(t, size) else "slip_cell" for t in texts]
            parts = [RowPart(*p, t, k, small) for p, t, k in zip(places, texts, looks, strict=True)]
            _item_line(page, parts, heads)


def _item_line(page: SlipPage, parts: Sequence[RowPart], heads: Sequence[RowPart]) -> None:
    """A line of a table of items; where it begins a page, the heads stand before it."""
    pages = page.pages
    page.reserve(max(28, page.needed(parts)))
    if page.pages > pages:
        _item_heads(page, heads)
    page.line(parts, 28)


def _is_short(text: str, size: float) -> bool:
    """Whether a text is a day, a name, a number, which stands in the middle of its cell."""
    return text_points(text, size) <= SHORT * size


def _item_widths(page: SlipPage, table: Mapping[str, Any], size: float) -> list[int]:
    """How many columns of the page's grid each column of a table takes.

    None breaks a day, a name or a number; what is over goes where texts are longest. Columns that
    are blank, to be filled in by hand, keep the share that the layout gives them.
    """
    whole = len(page.widths)
    each = page.width(0, page.last) / whole
    asked = [share * whole / sum(table["shares"]) for share in table["shares"]]
    columns = [[str(row[n]) for row in table["rows"]] or [""] for n in range(len(table["heads"]))]
    texts = [max((text_points(t, size) for t in column), default=0.0) for column in columns]
    heads = [max(text_points(part, size) for part in _halves(head)) for head in table["heads"]]
    least = [
        _grid_columns(max(head, _least(text, size) or share * each * BLANK_SHARE), each)
        for head, text, share in zip(heads, texts, asked, strict=True)
    ]
    widths = least if sum(least) <= whole else [max(1, int(w * whole / sum(least))) for w in least]
    while sum(widths) < whole:
        tallest = max(
            range(len(widths)), key=lambda n: (texts[n] / widths[n], asked[n] / widths[n])
        )
        widths[tallest] += 1
    return widths


def _least(text: float, size: float) -> float:
    """The points that a column needs at least, by its longest text."""
    return text if text <= SHORT * size else NARROW * size


def _halves(head: str) -> list[str]:
    """The lines of a head: as it says itself, else from a bracket on, else from the middle on.

    >>> _halves("责任人（职务）"), _halves("存在的问题"), _halves("单位")
    (['责任人', '（职务）'], ['存在的', '问题'], ['单位'])
    """
    if "\n" in head or len(head) <= HEAD_LETTERS:
        return head.split("\n")
    middle = at if (at := head.find("（")) > 0 else (len(head) + 1) // 2
    return [head[:middle], head[middle:]]


def _grid_columns(points: float, each: float) -> int:
    """Columns of the grid that so many points take, with a little air on either side."""
    return ceil((points + INDENT) / each)


def _item_heads(page: SlipPage, heads: Sequence[RowPart]) -> None:
    """The head of a table of items, on each page that it goes on to."""
    page.next(max(26, page.needed(heads)), heading=True)
    page.write(heads)


def _text(page: SlipPage, block: Mapping[str, Any]) -> None:
    size = float(block.get("size", 14))
    room = page.width(0, page.last)
    pieces = [p for text in block["text"].split("\n") for p in _pieces(text, size, room)]
    for at, piece in enumerate(pieces, start=1):
        page.last_row(is_last=at == len(pieces))
        height = text_height(paragraphs(piece, size), room) * 1.08 + 4
        page.next(max(height, float(block.get("least", 0))))
        page.put(0, page.last, piece, "slip_text", font_size=size)


def _note(page: SlipPage, block: Mapping[str, Any]) -> None:
    page.line([RowPart(0, page.last, block["note"], "slip_note")], float(block.get("least", 18)))


def _signs(page: SlipPage, block: Mapping[str, Any]) -> None:
    """Lines to sign on, side by side."""
    labels = [f"{label}：" for label in block["signs"]]
    each = page.width(0, page.last) / len(labels)
    wide = [min(text_points(label, SIZE) + 10, each * 0.8) for label in labels]
    places = page.shared([share for w in wide for share in (w, each - w)])
    page.next(float(block.get("least", 38)))
    for n, label in enumerate(labels):
        page.put(*places[2 * n], label, "slip_line", valign="bottom", align="right", shrink=True)
        page.put(*places[2 * n + 1], "", "rule", valign="bottom")


def _stamp(page: SlipPage, block: Mapping[str, Any]) -> None:
    """Right: room for a seal over the name of who signs, and the day."""
    _, place = page.shared((1, 1))
    page.next(float(block.get("least", 40)), heading=True)
    page.put(*place, "（盖章）", "slip_note", align="center", font_color=theme.EDGE)
    name, wide = block["stamp"], page.width(*place) - INDENT
    if text_points(name, 14) > 2 * wide:
        _, place = page.shared((1, 3))
        wide = page.width(*place) - INDENT
    high = text_height(paragraphs(name, 14), wide)
    page.next(max(24, high + 4), heading=True)
    page.put(*place, name, "slip_line", align="center", text_wrap=True, font_size=14)
    page.next(24)
    day = block.get("day") or "年　　月　　日"
    page.put(*place, day, "slip_line", align="center", shrink=True, font_size=14)


def _cut(page: SlipPage, block: Mapping[str, Any]) -> None:
    page.next(14)
    page.next(18, heading=True)
    page.put(0, page.last, block["cut"], "slip_cut")


def _gap(page: SlipPage, block: Mapping[str, Any]) -> None:
    page.next(float(block["gap"]))


def _turn(_: SlipPage, __: Mapping[str, Any]) -> None:
    """How the paper lies is settled before the first row."""


DRAWN = {
    "head": _head, "title": _title, "line": _line, "table": _table, "items": _items,
    "text": _text, "note": _note, "signs": _signs, "stamp": _stamp, "cut": _cut, "gap": _gap,
    "turn": _turn,
}  # fmt: skip
