"""Which years are closed, as 变更日志 has it: their periods and jobs are in the archive."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from taizhang.core.merge.joblog import ARCHIVE, Labels, is_open
from taizhang.core.periods import Period, in_order, parse_period
from taizhang.core.submission import Row, Value
from taizhang.core.writes import ARCHIVED

MANY = 5000  # rows of 报送记录 from which on years that are over slow every job down
CLOSED_YEAR = "closed_year"  # what the workbook of a closed year says of itself


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed year: its last period that was over then, the first day whose jobs stayed."""

    last: str = ""
    cut: date = date.min


def closed_years(log: Iterable[Row], labels: Labels) -> dict[int, Closed]:
    """Return the years that are closed and have not been taken back."""
    found: dict[int, Closed] = {}
    for row in log:
        if row["job_kind"] != ARCHIVE or row["column"] != ARCHIVED or not is_open(row["undone"]):
            continue
        year, _, until = str(row["row_key"]).partition("|")
        known = found.get(int(year), Closed())
        if row["sheet"] == labels.sheets["changes"]:
            found[int(year)] = Closed(known.last, max(known.cut, date.fromisoformat(until)))
        else:
            found[int(year)] = Closed(max(known.last, until, key=in_order), known.cut)
    return found


def is_closed(period: str, closed: Mapping[int, Closed]) -> bool:
    """Whether the period lies in a closed year and was over when the year was closed.

    >>> is_closed("2022-05", {2022: Closed("2022-06")}), is_closed("2022-07", {2022: Closed("2022-06")})
    (True, False)
    """
    year = year_of_period(period)
    return year is not None and year in closed and in_order(period) <= in_order(closed[year].last)


def is_job_closed(when: object, closed: Mapping[int, Closed]) -> bool:
    """Whether a job of that moment went with its year, so that nobody can take it back here."""
    if not isinstance(when, datetime):
        return False
    cuts = [c.cut for year, c in closed.items() if year >= when.year]
    return when.date() < max(cuts, default=date.min)


def years_to_close(
    periods: Mapping[Value, int], current: Period, on: date, closed: Collection[int]
) -> dict[int, int]:
    """How many reports each year holds that is over and could be closed, by year.

    The office is asked in January, and at any time of a ledger of many rows. `periods` says how
    many rows of 报送记录 each has; `closed` are years whose records have moved, and those before with them.

    >>> january, told = parse_period("2023-01"), {"2022-11": 1, "2022-12": 1}
    >>> years_to_close(told, january, date(2023, 1, 31), ())
    {2022: 2}
    >>> years_to_close(told, january, date(2023, 3, 1), ())
    {}
    """
    if on.month != 1 and sum(periods.values()) < MANY:
        return {}
    first, last = max(closed, default=0) + 1, min(on.year, current.first.year) - 1
    found: dict[int, int] = {}
    for text, count in periods.items():
        year = year_of_period(str(text))
        if year is not None and first <= year <= last:
            found[year] = found.get(year, 0) + count
    return dict(sorted(found.items()))


def year_of_period(text: str) -> int | None:
    """Return the year in a period as written; None where it is none.

    >>> year_of_period("2022-W52"), year_of_period("去年")
    (2022, None)
    """
    return int(text[:4]) if parse_period(text) else None
