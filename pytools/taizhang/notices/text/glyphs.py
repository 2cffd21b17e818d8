"""How the readers see a text: one plain alphabet over the printed one, letter for letter.

Notices arrive with full-width digits, four kinds of brackets, traditional characters, scanning
errors and spaces inside words. A View holds the plain reading and knows, for each of its
letters, where it stands in the printed text, so that names and spans are always as printed.
It never changes the text it was given.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.notices.words import Patterns, words

_RE = Patterns("glyphs")

_PAIRS = {pair[0]: pair[1] for pair in words("letter.traditional")}
_MARKS = {pair[0]: pair[1] for pair in words("letter.mark")}
_WIDE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_TABLE = str.maketrans({**_WIDE, **_PAIRS, **_MARKS})
_SIMPLE = str.maketrans(_PAIRS)


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of printed text, its plain reading, and where each plain letter was printed.

    `places[i]` is the offset in the whole text of plain letter i; one more place marks the end.
    `soft`: a line break inside says nothing, the text was broken at a fixed width.
    """

    printed_text: str
    start: int
    plain: str
    places: Sequence[int]
    soft: bool = False

    def printed(self, begin: int, end: int) -> str:
        """Return what is printed for plain[begin:end], without the spaces inside."""
        if begin >= end:
            return ""
        first, last = self.places[begin] - self.start, self.places[end - 1] - self.start
        return _RE.spaces.sub("", self.printed_text[first : last + 1])

    def part(self, begin: int, end: int) -> "View":
        """Return the view of plain[begin:end]."""
        first, last = self.span(begin, end)
        text = self.printed_text[first - self.start : last - self.start]
        return View(text, first, self.plain[begin:end], self.places[begin : end + 1], self.soft)

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return the offsets in the whole text of plain[begin:end]."""
        if begin >= end:
            here = self.places[min(begin, len(self.places) - 1)]
            return here, here
        return self.places[begin], self.places[end - 1] + 1


def view(text: str, start: int = 0) -> View:
    """Read `text`, which begins at offset `start` of the whole, in the plain alphabet.

    >>> view("贵州省 ２０２６年３月底").plain
    '贵州省2026年3月底'
    """
    plain = plain_letters(text)
    if not _RE.spaces.search(plain):
        return View(text, start, plain, range(start, start + len(plain) + 1))
    places: list[int] = []
    kept: list[str] = []
    at = 0
    for gap in _RE.spaces.finditer(plain):
        kept.append(plain[at : gap.start()])
        places.extend(range(start + at, start + gap.start()))
        at = gap.end()
    kept.append(plain[at:])
    places.extend(range(start + at, start + len(plain) + 1))
    return View(text, start, _unscan("".join(kept)), places)


def plain_letters(text: str) -> str:
    """Map full-width, traditional and misread letters to plain ones, one for one."""
    return _unscan(text.translate(_TABLE))


def simplified(text: str) -> str:
    """Map traditional characters to simplified ones, one for one, and leave the rest."""
    return text.translate(_SIMPLE)


def squeeze(text: str) -> str:
    """Drop spaces and line breaks, which Chinese does not need."""
    return _RE.spaces.sub("", text)


def _unscan(text: str) -> str:
    if "二" in text:
        text = _RE.scanned_han_zero.sub(lambda m: "〇" * len(m[0]), text)
    if "O" in text or "o" in text:
        text = _RE.scanned_zero.sub(lambda m: "0" * len(m[0]), text)
    if "l" in text or "I" in text:
        text = _RE.scanned_one.sub("1", text)
    return text
