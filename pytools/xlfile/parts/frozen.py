"""Rows of a large sheet that stay bytes, until somebody asks for one of them.

A register of years has a hundred thousand rows, of which a job touches the last few. Only sheets
whose rows are written as nearly all programs write them are taken; all others are read whole.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lxml import etree

from xlfile.parts.trees import MAIN, parse

LARGE = 1 << 19  # bytes of a part that is worth it
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_OPENING = re.compile(rb"<worksheet\b[^>]*>")
_ROW = re.compile(rb'<row r="(\d{1,7})"')
_ANY_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_HEAD = 4000  # bytes in which the root element stands
_ODD = (b"<!", b"<?", b't="shared"', b't="array"', b't="dataTable"')
RowSpan = tuple[int, int]


class Frozen:
    """The rows of one sheet as they stand in the file, by number."""

    def __init__(self, data: bytes, opening: bytes, spans: dict[int, RowSpan]) -> None:
        self._data, self._opening, self.spans = data, opening, spans

    def melt(self, number: int) -> etree._Element:
        """Take a row out, as an element."""
        start, end = self.spans.pop(number)
        return parse(self._opening + self._data[start:end] + b"</worksheet>")[0]

    def between(self, numbers: Sequence[int]) -> Iterator[bytes]:
        """The rows above the first of these, between each two, and below the last."""
        held = list(self.spans.items())  # in the order of the file
        done = 0
        for number in (*numbers, None):
            stop = len(held) if number is None else bisect_left(held, (number,), lo=done)
            yield b"".join(self._runs(held[done:stop]))
            done = stop

    def _runs(self, rows: Iterable[tuple[int, RowSpan]]) -> Iterator[bytes]:
        """These rows, neighbours in one piece."""
        start = end = 0
        for _, span in rows:
            if span[0] != end:
                yield self._data[start:end]
                start = span[0]
            end = span[1]
        yield self._data[start:end]


def freeze(data: bytes) -> tuple[bytes, Frozen] | None:
    """A large sheet without its rows, and the rows; None where it has to be read whole."""
    if len(data) < LARGE or data.count(_BEGIN) != 1:
        return None
    opening, begin, end = _OPENING.search(data, 0, _HEAD), data.find(_BEGIN), data.rfind(_END)
    if opening is None or f'xmlns="{MAIN}"'.encode() not in opening[0] or not _is_utf8(data):
        return None
    begin += len(_BEGIN)
    if end < begin or any(data.find(odd, begin, end) >= 0 for odd in _ODD):
        return None
    starts = [(int(row[1]), row.start()) for row in _ROW.finditer(data, begin, end)]
    numbers = [number for number, _ in starts]
    regular = data.count(b"<row", begin, end) == len(starts) and all(
        above < below for above, below in pairwise(numbers)
    )
    if not starts or starts[0][1] != begin or not regular:
        return None
    places = [start for _, start in starts] + [end]
    spans = dict(zip(numbers, pairwise(places), strict=True))
    return data[:begin] + data[end:], Frozen(data, opening[0], spans)


def _is_utf8(data: bytes) -> bool:
    declared = re.search(rb"""encoding=["']([^"']*)["']""", data[:200])
    return declared is None or declared[1].lower() in {b"utf-8", b"utf8"}


def with_frozen(data: bytes, frozen: Frozen) -> Iterator[bytes]:
    """A sheet as it was written from its tree, the frozen rows in their places again."""
    data = data.replace(b"<sheetData/>", _BEGIN + _END, 1)
    begin, end = data.find(_BEGIN) + len(_BEGIN), data.rfind(_END)
    yield data[:begin]
    found = [(int(row[1]), row.start()) for row in _ANY_ROW.finditer(data, begin, end)]
    pieces = frozen.between([number for number, _ in found])
    for (_, start), (_, stop) in pairwise([*found, (0, end)]):
        yield next(pieces)
        yield data[start:stop]
    yield from pieces
    yield data[end:]
