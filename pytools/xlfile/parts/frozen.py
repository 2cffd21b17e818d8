"""Rows of a large sheet that stay bytes, until somebody asks for one of them.

A register of years has a hundred thousand rows, of which a job touches the last few. Only sheets
whose rows are written as nearly all programs write them are taken; all others are read whole.
Rows that stand in the file in stretches are not even unpacked before one of them is asked for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lxml import etree

from xlfile.parts.runs import (
    BEGIN,
    END,
    InRuns,
    Irregular,
    PackedRun,
    RowSpan,
    opening_of,
    spans_of,
)
from xlfile.parts.trees import parse

LARGE = 1 << 19  # bytes of a part that is worth it
_ANY_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_HEAD = 4000  # bytes in which the root element stands


class _RowStretch:
    """Some rows one below the other: where each stands in these bytes, or in a run not unpacked yet."""

    def __init__(
        self, data: bytes, spans: dict[int, RowSpan], run: PackedRun | None = None
    ) -> None:
        self.data, self.run, self._spans = data, run, spans
        self.first = run.first if run else min(spans)

    @property
    def spans(self) -> dict[int, RowSpan]:
        """Where each row stands that was not taken out."""
        if self.run is not None:
            self.data = self.run.piece.data()
            self._spans = spans_of(self.data, 0, len(self.data))
            self.run = None
        return self._spans

    def numbers(self) -> Iterable[int]:
        """The rows that were not taken out."""
        return range(self.first, self.run.last + 1) if self.run else self._spans

    def has(self, number: int) -> bool:
        """Whether the row is here, not taken out yet."""
        return number <= self.run.last if self.run else number in self._spans


class Frozen:
    """The rows of one sheet as they stand in the file, by number."""

    def __init__(self, opening: bytes, stretches: Iterable[_RowStretch]) -> None:
        self._opening, self._stretches = opening, list(stretches)
        self._firsts = [stretch.first for stretch in self._stretches]

    def numbers(self) -> list[int]:
        """The rows that were not taken out, in order."""
        return [number for stretch in self._stretches for number in stretch.numbers()]

    def _stretch(self, number: int) -> _RowStretch | None:
        at = bisect_right(self._firsts, number) - 1
        found = self._stretches[at] if at >= 0 else None
        return found if found is not None and found.has(number) else None

    def has(self, number: int) -> bool:
        """Whether the row is one of these, not taken out yet."""
        return self._stretch(number) is not None

    def melt(self, number: int) -> etree._Element:
        """Take a row out, as an element."""
        stretch = self._stretch(number)
        if stretch is None:
            raise KeyError(number)
        start, end = stretch.spans.pop(number)
        return parse(self._opening + stretch.data[start:end] + b"</worksheet>")[0]

    def between(self, numbers: Sequence[int]) -> Iterator[list[bytes | PackedRun]]:
        """The rows above the first of these, between each two, and below the last."""
        at = 0
        begun = -1  # rows up to this one were handed out
        for number in (*numbers, None):
            found: list[bytes | PackedRun] = []
            while at < len(self._stretches):
                stretch = self._stretches[at]
                if number is not None and stretch.first > number:
                    break
                found.append(_part(stretch, begun, number))
                if number is not None and _reaches(stretch, number):
                    break
                at += 1
            begun = -1 if number is None else number
            yield [piece for piece in found if piece]


def _reaches(stretch: _RowStretch, number: int) -> bool:
    """Whether rows of the stretch stand below that one."""
    if stretch.run is not None:
        return stretch.run.last > number
    last = next(reversed(stretch.spans), -1)
    return last > number


def _part(stretch: _RowStretch, above: int, below: int | None) -> bytes | PackedRun:
    """The rows of a stretch between two numbers; all of one that is packed stay packed."""
    run = stretch.run
    if run is not None and above < run.first and (below is None or below > run.last):
        return run
    held = list(stretch.spans.items())  # in the order of the file
    begin = bisect_right(held, above, key=lambda row: row[0])
    end = len(held) if below is None else bisect_left(held, below, key=lambda row: row[0])
    return b"".join(_pieces(stretch.data, held[begin:end]))


def _pieces(data: bytes, rows: Iterable[tuple[int, RowSpan]]) -> Iterator[bytes]:
    """These rows, neighbours in one piece."""
    start = end = 0
    for _, span in rows:
        if span[0] != end:
            yield data[start:end]
            start = span[0]
        end = span[1]
    yield data[start:end]


def freeze(data: bytes) -> tuple[bytes, Frozen] | None:
    """A large sheet without its rows, and the rows; None where it has to be read whole."""
    if len(data) < LARGE or data.count(BEGIN) != 1:
        return None
    opening, begin, end = opening_of(data[:_HEAD]), data.find(BEGIN), data.rfind(END)
    begin += len(BEGIN)
    if opening is None or end < begin:
        return None
    try:
        spans = spans_of(data, begin, end)
    except Irregular:
        return None
    return (
        (data[:begin] + data[end:], Frozen(opening, [_RowStretch(data, spans)])) if spans else None
    )


def packed_rows(part: InRuns) -> tuple[bytes, Frozen]:
    """A sheet in stretches without its rows, and the rows, which stay packed."""
    head, tail = part.head.data(), part.tail.data()
    end = tail.rfind(END)
    stretches = [_RowStretch(b"", {}, run) for run in part.runs]
    if last := spans_of(tail, 0, end):
        stretches.append(_RowStretch(tail, last))
    return head + tail[end:], Frozen(opening_of(head) or b"", stretches)


def with_frozen(data: bytes, frozen: Frozen) -> Iterator[bytes | PackedRun]:
    """A sheet as it was written from its tree, the frozen rows in their places again."""
    data = data.replace(b"<sheetData/>", BEGIN + END, 1)
    begin, end = data.find(BEGIN) + len(BEGIN), data.rfind(END)
    yield data[:begin]
    found = [(int(row[1]), row.start()) for row in _ANY_ROW.finditer(data, begin, end)]
    pieces = frozen.between([number for number, _ in found])
    for (_, start), (_, stop) in pairwise([*found, (0, end)]):
        yield from next(pieces)
        yield data[start:stop]
    for rest in pieces:
        yield from rest
    yield data[end:]


__all__ = ["LARGE", "Frozen", "freeze", "packed_rows", "with_frozen"]
