"""What a deadline is once it is read, and against which dates it is read."""

from dataclasses import dataclass
from datetime import date

RECURRENCES = (
    "weekly", "half-monthly", "monthly", "quarterly", "half-yearly", "yearly", "ongoing",
)  # fmt: skip
CADENCES = ("daily", "weekly", "ten-day", "half-monthly", "monthly", "bi-monthly", *RECURRENCES[3:])


@dataclass(frozen=True, slots=True)
class Frame:
    """The dates a phrase is read against: the issue date and the year the plan is for.

    `told` is a year printed earlier in the same sentence, which later months inherit. `since` is
    the printed start of a term (2023年起), from which 三年内 counts. `guessed`: the issue date is
    not known, so that nothing may be counted from `on`.
    """

    on: date
    plan_year: int = 0
    told: int = 0
    since: date | None = None
    guessed: bool = False

    @property
    def year(self) -> int:
        """The year of a date that prints none."""
        return self.told or self.plan_year or self.on.year


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as printed and as understood; what was not printed stays None or empty.

    `cadences` holds the periods in which it comes again, in printed order. `readings` has both dates where the phrase allows two. `milestone`
    is the verb the date belongs to, `quantity` the amount due by it, `anchor` the event that a
    number of days counts from, `period` the stretch of days the phrase names (年内, 三年内) where it
    names one; `start` is set only by a printed range, a quarter, a 旬 or 起. `masked`: the year is hidden (xx年). `impossible`: no such day.
    `calendar_unknown` is a year whose holidays are not known, so that its workdays are a guess.
    `span` is where the phrase stands in the text it was found in.
    """

    text: str
    due: date | None = None
    start: date | None = None
    vague: bool = False
    past_at_issue: bool = False
    readings: tuple[date, ...] = ()
    cadences: tuple[str, ...] = ()
    milestone: str = ""
    quantity: str = ""
    anchor: str = ""
    period: tuple[date, date] | None = None
    masked: bool = False
    impossible: bool = False
    weekday_wrong: bool = False
    calendar_unknown: int = 0
    span: tuple[int, int] = (0, 0)

    @property
    def recurrences(self) -> tuple[str, ...]:
        """The periods of RECURRENCES, in printed order."""
        return tuple(cadence for cadence in self.cadences if cadence in RECURRENCES)

    @property
    def recurrence(self) -> str | None:
        """The most frequent period; ongoing only where nothing else is printed."""
        return min(self.recurrences, key=RECURRENCES.index, default=None)

    @property
    def is_set(self) -> bool:
        """True where a date or a period was read, so that nobody needs to be asked."""
        return bool(self.due or self.start or self.cadences)


ANY_DAY = Frame(date(1990, 1, 1))  # where it matters only whether a date is printed
