"""Rows into pages: as few as possible, evenly filled, broken between groups where that costs little."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MANY = 1000  # pages that would be spent rather than leave a heading alone


@dataclass(frozen=True, slots=True)
class Strip:
    """A row for the page planner: its height in points, and whether it heads a group."""

    height: float
    heading: bool = False


def page_starts(rows: Sequence[Strip], first_room: float, room: float) -> tuple[int, ...]:
    """Rows that begin a page after the first, for pages of `first_room` and then `room` points.

    As few pages as possible, evenly filled, broken between groups where that costs little. A
    group's heading never stands last on a page. A page that begins inside a group has room kept
    for its heading to be repeated. A row higher than a page gets a page of its own.
    """
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # pages, cost, start of the last page
    sums, repeated = _sums(rows), _repeated(rows)
    for stop in range(1, len(rows) + 1):
        found = (sys.maxsize, 0.0, 0)
        more, ends = 1 + MANY * _lonely(rows, stop), _Ending(rows, stop)
        for start in range(stop - 1, -1, -1):
            space = first_room if start == 0 else room
            height = sums[stop] - sums[start] + repeated[start]
            if height > space and start < stop - 1:
                break
            pages, cost, _ = best[start]
            option = (pages + more, cost + ends.cost(start, height / space), start)
            found = min(found, option)
        best.append(found)
    return _trace(best)


def page_fills(
    rows: Sequence[Strip], starts: Sequence[int], first_room: float, room: float
) -> list[float]:
    """How full each page is, as a share of its room; `starts` as from page_starts."""
    sums, bounds = _sums(rows), [0, *starts, len(rows)]
    repeated = _repeated(rows)
    heights = [sums[b] - sums[a] + repeated[a] for a, b in pairwise(bounds) if a < b]
    return [h / (first_room if i == 0 else room) for i, h in enumerate(heights)]


def _sums(rows: Sequence[Strip]) -> list[float]:
    sums = [0.0]
    for row in rows:
        sums.append(sums[-1] + row.height)
    return sums


def _repeated(rows: Sequence[Strip]) -> list[float]:
    """For each row, the height of the heading to repeat when a page begins there inside a group."""
    found, heading = [], 0.0
    for at, row in enumerate(rows):
        found.append(0.0 if at == 0 or row.heading else heading)
        heading = row.height if row.heading else heading
    return found


def _lonely(rows: Sequence[Strip], stop: int) -> bool:
    """Whether a page that ends there leaves a heading without the first of its rows."""
    return stop < len(rows) and rows[stop - 1].heading and not rows[stop].heading


class _Ending:
    """How bad a page is that ends before a row: emptiness squared, a split group, a lone row of it.

    A group is split rather than a third of a page left empty; only the last page may be short.
    """

    def __init__(self, rows: Sequence[Strip], stop: int) -> None:
        self._last = stop == len(rows)
        split = not self._last and not rows[stop].heading
        below = split and (stop + 1 == len(rows) or rows[stop + 1].heading)
        self._split = 0.1 * split + 0.1 * below
        above = split and stop > 1 and rows[stop - 2].heading
        self._alone = 0.1 if split and rows[stop - 1].heading else 0.0
        self._above = 0.1 if above else 0.0
        self._stop = stop

    def cost(self, start: int, filled: float) -> float:
        """The cost of the page that begins with the row `start` and is so full."""
        empty = (1.0 - filled) ** 2
        if self._last:
            return empty / 4
        return empty + self._split + (self._alone if start == self._stop - 1 else self._above)


def _trace(best: list[tuple[int, float, int]]) -> tuple[int, ...]:
    starts: list[int] = []
    at = best[-1][2]
    while at > 0:
        starts.append(at)
        at = best[at][2]
    return tuple(reversed(starts))
