"""默认时限: how many days a matter has where nobody wrote a deadline, by its source and urgency."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.core.catalog import registry as catalog
from taizhang.core.duty.days import PLAIN, after
from taizhang.core.issues import Issue
from taizhang.core.periods import IsWorkday
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows


@dataclass(frozen=True, slots=True)
class DefaultLimit:
    """A row of the table: blank source or urgency fits all."""

    source: str
    urgency: str
    days: int
    day_count: str

    def fits(self, source: str, urgency: str) -> bool:
        """Whether it is about such a matter."""
        return self.source in {"", source} and self.urgency in {"", urgency}

    @property
    def told(self) -> str:
        """What it is, for the column that says where a deadline comes from."""
        what = "·".join(filter(None, (self.source, self.urgency))) or "其他"
        return (
            f"默认时限：{what}{self.days}个{self.day_count}"
            if self.days
            else f"默认时限：{what}当天"
        )


def limits_in(rows: Iterable[Row]) -> list[DefaultLimit]:
    """The usable rows, in the order of the sheet."""
    return [
        DefaultLimit(str(r["source"]).strip(), str(r["urgency"]).strip(), int(float(str(r["days"]))),
                     str(r["day_count"]) or PLAIN)
        for r in rows if is_usable(r["days"])
    ]  # fmt: skip


def is_usable(days: Value) -> bool:
    """Whether a cell holds a number of days.

    >>> is_usable(0.0), is_usable(-1.0), is_usable("三天")
    (True, False, False)
    """
    return isinstance(days, int | float) and days >= 0 and days % 1 == 0


def limit_issues(table: LedgerRows) -> Iterator[Issue]:
    """Rows whose days cannot be read."""
    for row in table.rows:
        if row["days"] != "" and not is_usable(row["days"]):
            yield catalog.LIMIT_ODD.at(table.place(row.number, "days"), found=row["days"])


def limit_for(limits: Iterable[DefaultLimit], source: str, urgency: str) -> DefaultLimit | None:
    """The limit that fits best: of both, of the source, of the urgency, of all."""
    fits = [one for one in limits if one.fits(source, urgency)]
    return max(fits, key=lambda one: (bool(one.source), bool(one.urgency)), default=None)


def due_of(
    limits: Iterable[DefaultLimit], matter: Mapping[str, Value], since: date, is_workday: IsWorkday
) -> tuple[date, str] | None:
    """The day until which a matter is to be answered, and why; None where no row fits."""
    urgency = str(matter.get("urgency", "")).strip()
    source = str(matter.get("source", "")).strip()
    found = limit_for(limits, source, urgency or USUAL)
    if found is None:
        return None
    return after(since, found.days, found.day_count, is_workday), found.told


USUAL = "一般"  # how urgent a matter is that says nothing
