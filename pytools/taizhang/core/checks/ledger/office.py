"""What the office set up itself: dates of the plan, the period, holidays."""

from collections.abc import Iterator
from datetime import date

from taizhang.core.catalog import ledger as catalog
from taizhang.core.catalog import schedule
from taizhang.core.checks.view import LedgerView
from taizhang.core.issues import Issue
from taizhang.core.periods import KINDS, Workdays, parse_period, period_of

DAYS = ("issued", "plan_end", "judge_on")
NUMBERS = ("cutoff_day",)
MOST = {
    "日": 1, "周": 7, "旬": 11, "半月": 16, "月": 31, "两月": 62, "季": 92, "半年": 184, "年": 366,
}  # fmt: skip
STALE_DAYS = 45


def setting_unreadable(view: LedgerView) -> Iterator[Issue]:
    """L305: a job stops at a setting that it cannot use; better to hear of it before."""
    for row in view["settings"]:
        name, value = row.text("setting"), row.text("value")
        wrong = name in DAYS and view.setting_day(name) is None
        wrong = wrong or (name in NUMBERS and row.amount("value") is None)
        if wrong and value:
            yield catalog.SETTING_UNREADABLE.at(row.at("value"), name=row["label"], found=value)


def period_unreadable(view: LedgerView) -> Iterator[Issue]:
    """L304: no job knows what to do with 六月."""
    row = view.settings.get("period")
    if row is not None and row.text("value") and parse_period(row.text("value")) is None:
        yield catalog.PERIOD_UNREADABLE.at(row.at("value"), found=row.text("value"))


def cutoff_unfit(view: LedgerView) -> Iterator[Issue]:
    """S141: the 25th of a week never comes, so nobody is ever late."""
    row, kind = view.settings.get("cutoff_day"), view.setting("period_kind")
    found = row.amount("value") if row else None
    if row is not None and found is not None and kind in MOST and not 1 <= found <= MOST[kind]:
        yield schedule.CUTOFF_UNFIT.at(row.at("value"), found=found, kind=kind, most=MOST[kind])


def plan_reversed(view: LedgerView) -> Iterator[Issue]:
    """S142: defaults of starts and deadlines come from these two days."""
    row, issued = view.settings.get("plan_end"), view.setting_day("issued")
    end = view.setting_day("plan_end")
    if row is not None and issued is not None and end is not None and issued > end:
        yield schedule.PLAN_REVERSED.at(row.at("value"), issued=issued, end=end)


def period_other_kind(view: LedgerView) -> Iterator[Issue]:
    """S143: 2022-W23 in an office that reports by months starts a count of its own."""
    row, kind = view.settings.get("period"), view.setting("period_kind")
    period = parse_period(row.text("value")) if row else None
    if row is None or period is None or kind not in KINDS:
        return
    if period_of(period.first, kind) != period:
        yield schedule.PERIOD_OTHER_KIND.at(row.at("value"), kind=kind, found=period.id)


def period_stale(view: LedgerView) -> Iterator[Issue]:
    """S144: forms of a period long past are mostly sent by oversight."""
    row = view.settings.get("period")
    period = parse_period(row.text("value")) if row else None
    if row is None or period is None:
        return
    days = (view.on - period.last).days
    if days > STALE_DAYS:
        yield schedule.PERIOD_STALE.at(row.at("value"), found=period.id, days=days)


def holiday_twice(view: LedgerView) -> Iterator[Issue]:
    """S145: a day that is both off and worked moves a deadline either way."""
    kinds: dict[date, str] = {}
    for row in view["holidays"]:
        day, kind = row.day("day"), row.text("day_kind")
        if day is not None and kind and kinds.setdefault(day, kind) != kind:
            yield schedule.HOLIDAY_TWICE.at(row.at("day"), found=day)


def calendar_unknown(view: LedgerView) -> Iterator[Issue]:
    """L306: a deadline cannot move past a holiday that nobody has announced."""
    row, calendar = view.settings.get("plan_end"), Workdays()
    written = {day.year for holiday in view["holidays"] if (day := holiday.day("day"))}
    years = {day.year for name in DAYS if (day := view.setting_day(name))}
    for year in sorted(years - written):
        calendar(date(year, 1, 1))
        if row is not None and year in calendar.unknown:
            yield catalog.CALENDAR_UNKNOWN.at(row.at("value"), year=year)


CHECKS = (
    setting_unreadable, period_unreadable, cutoff_unfit, plan_reversed, period_other_kind,
    period_stale, holiday_twice, calendar_unknown,
)  # fmt: skip
