"""Days into the columns of a chart: a cell is a 周, 旬, 半月, 月, 季 or 年.

`range` stands for a run of cells: its numbers are columns of the time grid, counted from 0.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

SCALES = ("周", "旬", "半月", "月", "季", "年")  # from fine to coarse
LEAST_CELLS = 6  # a shorter plan still gets a grid wide enough for its heads
MOST_YEARS = 30  # of a chart; a longer span is cut around the chart's day
FAR = 3  # times the plan's own length; a date further away may be a slip
FEW = 0.05  # of the dates; more of them are no slips
LAST_YEAR = 9998

_PARTS = {"旬": ((1, "上"), (11, "中"), (21, "下")), "半月": ((1, "上"), (16, "下"))}
_MONTHS = {"旬": 1, "半月": 1, "月": 1, "季": 3, "年": 12}  # of what a scale begins anew with
_QUARTERS = "一二三四"
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TimeCell:
    """One column of the grid: its first and last day, and what tells it from its neighbours."""

    first: date
    last: date
    part: str


@dataclass(frozen=True, slots=True)
class ChartSpan:
    """The days a chart covers, and the dates that lie so far away that they may be slips."""

    first: date
    last: date
    left_out: tuple[date, ...] = ()


def span(first: date, last: date, dates: Sequence[date]) -> ChartSpan:
    """The plan's days `first` to `last`, widened to hold all dates but a few that lie far off."""
    last = max(first, last)
    room = max((last - first) * FAR, timedelta(days=365 * FAR))
    far = [day for day in dates if not first - room <= day <= last + room]
    if len(far) > max(1, len(dates) * FEW):
        far = []
    near = [day for day in dates if day not in far]
    return ChartSpan(min([first, *near]), max([last, *near]), tuple(sorted(far)))


def fitted_cells(
    days: ChartSpan, on: date, scale: str, fits: Callable[[str, int], bool]
) -> tuple[str, tuple[TimeCell, ...]]:
    """The cells of the scale, or of the next coarser one of which so many can be read.

    A span too long even for years is cut to those around the day `on`. KeyError for a scale that
    is not one of SCALES.
    """
    if scale not in SCALES:
        raise KeyError(scale)
    first, last = _cut(days, on)
    for one in SCALES[SCALES.index(scale) :]:
        if fits(one, count_cells(first, last, one)):
            break
    return one, time_cells(first, last, one)


def _cut(days: ChartSpan, on: date) -> tuple[date, date]:
    if days.last.year - days.first.year < MOST_YEARS:
        return days.first, days.last
    middle = min(max(on, days.first), days.last)
    first = max(days.first, _year_start(middle.year - MOST_YEARS // 2))
    return first, min(days.last, _year_start(first.year + MOST_YEARS) - _DAY)


def _year_start(year: int) -> date:
    return date(min(max(year, 1), LAST_YEAR), 1, 1)


def count_cells(first: date, last: date, scale: str) -> int:
    """How many cells time_cells gives.

    >>> count_cells(date(2022, 1, 1), date(2022, 12, 31), "旬")
    36
    """
    if scale == "周":
        return max(LEAST_CELLS, (last - _begin(first, scale)).days // 7 + 1)
    begin, step = _begin(first, scale), _MONTHS[scale]
    months = (last.year - begin.year) * 12 + last.month - begin.month
    parts = len(_PARTS.get(scale, [""]))
    return max((months // step + 1) * parts, -(-LEAST_CELLS // parts) * parts)


def time_cells(first: date, last: date, scale: str) -> tuple[TimeCell, ...]:
    """Cells in order that cover `first` to `last` without a gap; at least six.

    They begin with a whole week, month, quarter or year. KeyError for another scale.
    """
    starts: list[tuple[date, str]] = []
    for begin in _beginnings(first, scale):
        if begin > max(first, last) and len(starts) >= LEAST_CELLS:
            break
        starts += _parts(begin, scale)
    ends = [day - _DAY for day, _ in starts[1:]] + [begin - _DAY]
    return tuple(TimeCell(day, end, part) for (day, part), end in zip(starts, ends, strict=True))


def _begin(day: date, scale: str) -> date:
    """The first day of the week, month, quarter or year of the day."""
    if scale == "周":
        return day - timedelta(days=day.weekday()) if day > date(1, 1, 7) else day
    step = _MONTHS[scale]
    return day.replace(month=(day.month - 1) // step * step + 1, day=1)


def _beginnings(first: date, scale: str) -> Iterator[date]:
    day = _begin(first, scale)
    while True:
        yield day
        if scale == "周":
            day += _WEEK
        else:
            year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS[scale], 12)
            day = date(min(year, LAST_YEAR), month + 1, 1)


def _parts(begin: date, scale: str) -> list[tuple[date, str]]:
    """The cells that begin with that week, month, quarter or year, and their names."""
    if scale in _PARTS:
        return [(begin.replace(day=day), name) for day, name in _PARTS[scale]]
    names = {"周": str(begin.isocalendar().week), "季": _QUARTERS[(begin.month - 1) // 3]}
    return [(begin, names.get(scale, ""))]


def cell_of(cells: Sequence[TimeCell], day: date) -> int:
    """The cell that holds the day: -1 before the grid, len(cells) after it."""
    if day > cells[-1].last:
        return len(cells)
    return bisect_right(cells, day, key=lambda cell: cell.first) - 1


def today_edge(cells: Sequence[TimeCell], on: date) -> int | None:
    """The cell border nearest to the day: 0 is the left one of the grid; None outside it."""
    at = cell_of(cells, on)
    if not 0 <= at < len(cells):
        return None
    cell = cells[at]
    gone = (on - cell.first).days + 0.5
    return at + (gone * 2 > (cell.last - cell.first).days + 1)


def runs(cells: Sequence[TimeCell], label: Callable[[TimeCell], str]) -> list[tuple[str, range]]:
    """Neighbouring cells of one label, in order: what a head spans."""
    found = []
    for text, group in groupby(range(len(cells)), key=lambda i: label(cells[i])):
        members = list(group)
        found.append((text, range(members[0], members[-1] + 1)))
    return found


@dataclass(frozen=True, slots=True)
class TimeHead:
    """One head of the time grid: how it may be written, longest first, and what it spans."""

    labels: tuple[str, ...]
    cells: range


def heads(cells: Sequence[TimeCell], scale: str) -> list[tuple[str, list[TimeHead]]]:
    """Head rows from the top by their names: years only where there are two, then finer ones."""
    rows = [_head_row("year", runs(cells, lambda c: f"{_known_by(c).year}年"), ("年", ""))]
    if len(rows[0][1]) == 1 and scale not in {"季", "年"}:
        rows = []
    if scale in {"周", "旬", "半月", "月"}:
        by_month = runs(cells, lambda c: f"{_known_by(c).year}-{_known_by(c).month}月")
        months = [(text.partition("-")[2], run) for text, run in by_month]
        rows.append(_head_row("month", months, ("月", "")))
    if cells[0].part:
        ends = ("季度", "季", "") if scale == "季" else ("",)
        parts = [(c.part + ends[0], range(i, i + 1)) for i, c in enumerate(cells)]
        rows.append(_head_row("part", parts, ends))
    return rows


def _head_row(
    name: str, found: Sequence[tuple[str, range]], ends: Sequence[str]
) -> tuple[str, list[TimeHead]]:
    return name, [TimeHead(_shorter(text, ends), run) for text, run in found]


def _known_by(cell: TimeCell) -> date:
    """The day whose month and year a cell bears: a week's Thursday, as in the ISO calendar."""
    return cell.first + (cell.last - cell.first) // 2


def _shorter(text: str, ends: Sequence[str]) -> tuple[str, ...]:
    """A label and its shorter forms: its first ending in place of the others, one by one.

    >>> _shorter("2022年", ("年", "")), _shorter("一季度", ("季度", "季", ""))
    (('2022年', '2022', "'22"), ('一季度', '一季', '一'))
    """
    stem = text.removesuffix(ends[0])
    forms = tuple(dict.fromkeys(stem + end for end in ends))
    return (*forms, f"'{stem[2:]}") if len(stem) == 4 and stem.isdigit() else forms
