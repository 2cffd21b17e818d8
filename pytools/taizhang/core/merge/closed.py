"""Which years are closed, as 变更日志 has it: their periods and jobs are in the archive."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from taizhang.core.merge.joblog import ARCHIVE, Labels
from taizhang.core.periods import in_order, parse_period
from taizhang.core.submission import Row
from taizhang.core.writes import ARCHIVED

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
        if row["job_kind"] != ARCHIVE or row["column"] != ARCHIVED or row["undone"] != "":
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


def year_of_period(text: str) -> int | None:
    """Return the year in a period as written; None where it is none.

    >>> year_of_period("2022-W52"), year_of_period("去年")
    (2022, None)
    """
    return int(text[:4]) if parse_period(text) else None
