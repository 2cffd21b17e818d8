"""Where the pages of a paper will end, reckoned from its lines: the 版记 has to know.

Word reckons pages only when it prints, and a .docx cannot say 「on the last even page」. Lines have a
fixed height here, so their sum is nearly what is printed; a letter that is a little wider elsewhere
may move one line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import east_asian_width

SPACING = 0.2  # of a letter, that Word and LibreOffice put between 汉字 and figures
TIGHT = 1.5  # points on the foot of a page that no row of a table goes into
NEAR = 0.02  # of a letter: what rounds away
_PIECES = re.compile(r"[0-9A-Za-z.,:%+±/~]+|.", re.DOTALL)
_NO_START = frozenset("，。、；：！？）》」』”’…％,.;:!?)]}〉】〕")
_NO_END = frozenset("（《「『“‘〈【〔([{")
_WIDTHS = {"%": 0.833, ".": 0.25, ",": 0.25, " ": 0.25, "-": 0.333, "/": 0.278, ":": 0.278, "—": 1.0,
           "“": 1.0, "”": 1.0, "‘": 1.0, "’": 1.0, "…": 1.0, "~": 0.541}  # fmt: skip


def width(text: str) -> float:
    """The width of a text in letters: 汉字 are 1, figures a half.

    >>> width("共68项"), width("2022年")
    (3.4, 3.2)
    """
    found, before = 0.0, ""
    for c in text:
        found += _width(c)
        if before and _latin(c) != _latin(before) and (_han(c) or _han(before)):
            found += SPACING
        before = c
    return round(found, 3)


def _width(c: str) -> float:
    if c in _WIDTHS:
        return _WIDTHS[c]
    if east_asian_width(c) in "WF":
        return 1.0
    return 0.68 if c.isupper() else 0.5


def _latin(c: str) -> bool:
    return c.isascii() and c.isalnum()


def _han(c: str) -> bool:
    return "\u4e00" <= c <= "\u9fff"


def lines(text: str, room: float, *, first: float = 0.0, hang: bool = True) -> int:
    """How many lines a text takes, see `broken`."""
    return len(broken(text, room, first=first, hang=hang))


def broken(text: str, room: float, *, first: float = 0.0, hang: bool = True) -> list[str]:
    """A text as lines of `room` letters, the first one `first` less.

    No line begins with a closing mark: one such mark hangs over the end of a line, or where none may
    (`hang`), takes the letter before it along.

    >>> [len(line) for line in broken("县" * 28 + "。", 28)]
    [29]
    >>> [len(line) for line in broken("县" * 27 + "2022年", 28, first=2)]
    [26, 6]
    >>> broken("县水务局、县财政局", 4, hang=False)
    ['县水务', '局、县财', '政局']
    """
    found, at = [""], first
    pieces = _PIECES.findall(text.replace("\t", " "))
    for n, piece in enumerate(pieces):
        wide = width(piece) + _gap(pieces, n)
        opens = piece in _NO_END and n + 1 < len(pieces)
        need = wide + (width(pieces[n + 1]) if opens else 0.0)
        closes = piece[0] in _NO_START
        if at + need <= room + NEAR or (hang and closes and at <= room + NEAR):
            at += wide
            found[-1] += piece
            continue
        along = found[-1][-1:] if closes and len(found[-1]) > 1 else ""
        found[-1] = found[-1].removesuffix(along)
        found.append(along + piece)
        at = width(found[-1])
    return found


def _gap(pieces: list[str], n: int) -> float:
    """What is put between a figure and 汉字 before it or after."""
    if not n:
        return 0.0
    before, c = pieces[n - 1][-1], pieces[n][0]
    return SPACING if _latin(before) != _latin(c) and (_han(before) or _han(c)) else 0.0


@dataclass(frozen=True, slots=True)
class FlowPiece:
    """Lines of one height; `whole`: they stay together; `keep`: and with what follows."""

    count: int
    height: float
    whole: bool = False
    keep: bool = False


@dataclass
class PageFlow:
    """Pieces after one another on pages that are `tall` points high; `page` is the one reached."""

    tall: float
    page: int = 1
    used: float = 0.0
    _kept: list[FlowPiece] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Points that are free on the page reached."""
        self._settle()
        return self.tall - self.used

    def add(self, piece: FlowPiece) -> None:
        """Put a piece behind the others."""
        self._kept.append(piece)
        if not piece.keep:
            self._settle()

    def turn(self, tall: float = 0.0) -> None:
        """Begin a new page, of another height where it is given."""
        self._settle()
        self.page, self.used = self.page + 1, 0.0
        self.tall = tall or self.tall

    def table(self, rows: list[float]) -> None:
        """Rows of a table, the first of which is repeated on each page."""
        self._settle()
        for at, height in enumerate(rows):
            if self.used + height > self.tall - TIGHT and self.used:
                self.page, self.used = self.page + 1, rows[0] if at else 0.0
            self.used += height

    def _settle(self) -> None:
        """Place what was kept together: all of it on one page where it fits there."""
        kept, self._kept = self._kept, []
        whole = sum(p.count * p.height for p in kept[:-1])
        whole += sum(p.count * p.height if p.whole else p.height for p in kept[-1:])
        if len(kept) > 1 and self.used + whole > self.tall + 0.5 and whole <= self.tall:
            self.page, self.used = self.page + 1, 0.0
        for height in _heights(kept):
            if self.used + height > self.tall + 0.5:
                self.page, self.used = self.page + 1, 0.0
            self.used += height


def _heights(pieces: list[FlowPiece]) -> Iterator[float]:
    for piece in pieces:
        if piece.whole:
            yield piece.count * piece.height
        else:
            yield from [piece.height] * piece.count
