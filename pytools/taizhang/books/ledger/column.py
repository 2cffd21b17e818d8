"""One column of a table as it stands, looked through without handling each of its cells.

A register of years repeats itself: an engine for files hands over a column in stretches of rows, of
each the values that differ and which of these stands where. Excel hands over the values.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, compress
from typing import Any, NamedTuple, overload

import xlwings as xw

from taizhang.core.submission import Value
from taizhang.core.values.settled import settle_all


class _CodedStretch(NamedTuple):
    """Some rows: the values that differ, and which of these stands where."""

    distinct: Sequence[Value]
    codes: Sequence[int]


class SettledColumn(Sequence[Value]):
    """Settled values, row below row."""

    def __init__(self, values: Sequence[Value], stretches: Sequence[_CodedStretch] = ()) -> None:
        self._values: Sequence[Value] | None = None if stretches else values
        self._stretches = stretches

    @property
    def values(self) -> Sequence[Value]:
        """All of them as one list."""
        if self._values is None:
            each = (map(s.distinct.__getitem__, s.codes) for s in self._stretches)
            self._values = [*chain.from_iterable(each)]
        return self._values

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values)

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...

    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        return self.values[at]

    @property
    def distinct(self) -> set[Value]:
        """The values that there are."""
        if not self._stretches:
            return {*self.values}
        return {value for stretch in self._stretches for value in stretch.distinct}

    @property
    def counts(self) -> Counter[Value]:
        """How often each value stands there."""
        if not self._stretches:
            return Counter(self.values)
        found: Counter[Value] = Counter()
        for distinct, codes in self._stretches:
            for code, count in Counter(codes).items():
                found[distinct[code]] += count
        return found

    def places(self, is_wanted: Callable[[Value], bool]) -> list[int]:
        """Where what is wanted stands, from 0; each value is asked about once, a blank never."""
        wanted = {value for value in self.distinct - {""} if is_wanted(value)}
        if not wanted:
            return []
        if not self._stretches:
            return [at for at, value in enumerate(self.values) if value in wanted]
        found: list[int] = []
        first = 0
        for distinct, codes in self._stretches:
            end = first + len(codes)
            ours = {code for code, value in enumerate(distinct) if value in wanted}
            if len(ours) == len(distinct):
                found += range(first, end)
            elif ours:
                found += compress(range(first, end), map(ours.__contains__, codes))
            first = end
        return found

    def picked(self, places: Sequence[int]) -> list[Value]:
        """What stands at these places, from 0, which are in order."""
        if self._values is not None:
            return [self._values[at] for at in places]
        found: list[Value] = []
        first = begin = 0
        for distinct, codes in self._stretches:
            end = bisect_left(places, first + len(codes), lo=begin)
            found += [distinct[codes[at - first]] for at in places[begin:end]]
            first, begin = first + len(codes), end
        return found


def column_of(
    area: xw.Range, kind: str, plain: frozenset[object], whole: Callable[[], Sequence[Any]]
) -> SettledColumn:
    """Cells of one column, settled; `whole` hands them over where some are not of `plain` types."""
    coded: Sequence[tuple[Sequence[Any], Sequence[int]]] | None
    coded = getattr(area.impl, "stretches", None)
    if coded is None or any(not {*map(type, distinct)} <= plain for distinct, _ in coded):
        return SettledColumn(settle_all(kind, whole()))
    stretches = [_CodedStretch(settle_all(kind, values), codes) for values, codes in coded]
    missing = area.rows.count - sum(len(stretch.codes) for stretch in stretches)
    return SettledColumn((), [*stretches, _CodedStretch([""], [0] * missing)])
