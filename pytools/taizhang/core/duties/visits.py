"""Field days: which days a post was out, counted once each; crowding, escorts, firms on quiet days."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.core.catalog import planning as catalog
from taizhang.core.issues import Issue
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import fold_name, split_names
from taizhang.core.values.numerals import whole
from taizhang.core.values.settled import day_of
from taizhang.core.values.text import keep_marks

LONGEST = 60  # days of one visit; a longer one has a slip in one of its dates
_DAY = timedelta(days=1)
_YES = "是"
_NUMBER = r"[\d一二三四五六七八九十]+"
_MONTHLY = re.compile(rf"月?({_NUMBER})[日号]?(?:至|到|-|~)({_NUMBER})[日号]")
_WEEKLY = re.compile(
    r"(?:周|星期)([一二三四五六日天])(?:(?:至|到|-|~)(?:周|星期)?([一二三四五六日天]))?"
)
_WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class VisitLimits:
    """What visits are held against: so many days apart, so many escorts, days of quiet in words.

    Nothing is asked where a limit is None or the words are blank. `halves` counts half days.
    """

    crowd_days: int | None = 7
    escorts: int | None = 2
    quiet: str = ""
    halves: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A row of 调研记录 that can be counted."""

    row: TableRow
    leaders: tuple[str, ...]
    first: date
    last: date
    place: str

    @property
    def days(self) -> tuple[date, ...]:
        """All its days."""
        return tuple(self.first + n * _DAY for n in range((self.last - self.first).days + 1))

    def text(self, key: str) -> str:
        """A column as text."""
        return str(self.row[key]).strip()


def visits_of(table: LedgerRows) -> tuple[list[Visit], list[Issue]]:
    """Return the visits in order of the sheet, and an Issue for each row that cannot be counted."""
    found, issues = [], []
    for row in table.rows:
        first, last = day_of(row["when"]), day_of(row["until"])
        leaders = split_names(str(row["leader"]))
        last = last or first
        if first is None or last is None or not leaders or not 0 <= (last - first).days < LONGEST:
            if any(str(row[key]).strip() for key in ("when", "leader", "place", "topic")):
                issues.append(catalog.VISIT_UNREAD.at(table.place(row.number, "when")))
            continue
        found.append(Visit(row, leaders, first, last, fold_name(str(row["place"]))))
    return found, issues


def days_out(visits: Iterable[Visit], *, halves: bool = False) -> float:
    """Return how many days these visits come to: a day with several of them counts once.

    With `halves` a day of one half visit is half a day, of two a whole one.
    """
    counted: dict[date, float] = {}
    for visit in visits:
        share = 0.5 if halves and visit.text("half") == _YES else 1.0
        for day in visit.days:
            counted[day] = min(1.0, counted.get(day, 0.0) + share)
    return sum(counted.values())


def visit_issues(
    visits: Sequence[Visit], table: LedgerRows, limits: VisitLimits
) -> Iterator[Issue]:
    """Yield what is wrong with single visits: crowded, too many escorts, a firm on a quiet day."""
    quiet = read_quiet(limits.quiet)
    if limits.quiet and quiet is None:
        yield catalog.QUIET_UNREAD.at(found=limits.quiet)
    for visit in visits:
        yield from _crowded(visit, visits, table, limits.crowd_days or 0)
        escorts = visit.row["escorts"]
        if limits.escorts is not None and isinstance(escorts, float) and escorts > limits.escorts:
            place = table.place(visit.row.number, "escorts")
            yield catalog.ESCORTS_MANY.at(place, found=escorts, most=limits.escorts)
        loud = [day for day in visit.days if quiet is not None and is_quiet(day, quiet)]
        if visit.text("firm") == _YES and loud:
            place = table.place(visit.row.number, "when")
            yield catalog.QUIET_BROKEN.at(place, day=loud[0], found=limits.quiet)


def _crowded(
    visit: Visit, visits: Sequence[Visit], table: LedgerRows, most: int
) -> Iterator[Issue]:
    """Somebody else at the same place a few days before; who goes out together does not crowd."""
    if not most or not visit.place:
        return
    for other in visits:
        apart = (visit.first - other.last).days
        together = set(visit.leaders) & set(other.leaders)
        later = (other.first, other.row.number) < (visit.first, visit.row.number)
        if other.place == visit.place and later and apart <= most and not together:
            yield catalog.CROWDED.at(
                table.place(visit.row.number, "place"),
                place=visit.text("place"), who=list(visit.leaders), day=other.first,
                other=list(other.leaders),
            )  # fmt: skip
            return


QuietDays = tuple[frozenset[int], frozenset[int]]  # days of the month, days of the week (Monday 0)


def read_quiet(text: str) -> QuietDays | None:
    """Return the days of quiet in words: 每月1日至20日, 每周一至周三; None where they say nothing.

    >>> read_quiet("每周一至周三") == (frozenset(), frozenset({0, 1, 2}))
    True
    """
    plain = keep_marks(text)
    monthly = {n for a, b in _MONTHLY.findall(plain) for n in _range(whole(a), whole(b))}
    weekly = {n for a, b in _WEEKLY.findall(plain) for n in _range(_week(a), _week(b or a))}
    return (frozenset(monthly), frozenset(weekly)) if monthly or weekly else None


def _range(first: int | None, last: int | None) -> range:
    return range(first, last + 1) if first is not None and last is not None else range(0)


def _week(name: str) -> int:
    return _WEEK.index("日" if name == "天" else name)


def is_quiet(day: date, quiet: QuietDays) -> bool:
    """Whether firms are left alone on that day."""
    return day.day in quiet[0] or day.weekday() in quiet[1]
