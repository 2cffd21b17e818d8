"""Chinese workdays as a table that formulas can look into, for the cut-off shown on the home page.

Only the days that differ from Monday to Friday are listed, as far as the calendar knows. The
office's own rows in 节假日 come first, as they do in the jobs.
"""

from datetime import date, timedelta
from functools import cache

from taizhang.books.master.formulas import Facts, column_ref, text
from taizhang.core.periods import Workdays
from taizhang.core.schema import SheetSpec

FIRST_YEAR, LAST_YEAR = 2020, 2099
DAYS_COLUMN, TRIED_COLUMN = 10, 13
TRIES = 12  # no holiday is longer


@cache
def odd_days() -> tuple[tuple[date, bool], ...]:
    """Days that are worked although on a weekend, or free although not, with which it is."""
    calendar = Workdays()
    found: list[tuple[date, bool]] = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        calendar(date(year, 1, 1))
        if calendar.unknown:
            break
        days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
        found += [(d, w) for d in days if d.year == year and (w := calendar(d)) != _usual(d)]
    return tuple(found)


def _usual(day: date) -> bool:
    return day.weekday() < 5


def write_workdays(facts: Facts, own: SheetSpec, worked: str, start: str) -> str:
    """Write the odd days and the days tried from `start`; returns the first that is worked."""
    odd = odd_days()
    for row, (day, is_worked) in enumerate(odd):
        facts.sheet.write_datetime(row, DAYS_COLUMN, day)
        facts.sheet.write_number(row, DAYS_COLUMN + 1, int(is_worked))
    table = facts.area(0, DAYS_COLUMN, len(odd), DAYS_COLUMN + 1)
    kind, days = column_ref(own, "day_kind"), column_ref(own, "day")
    for row in range(TRIES):
        tried_day = facts.place(row, TRIED_COLUMN)
        facts.write(row, TRIED_COLUMN, f"{start}+{row}")
        mine = f"IF(INDEX({kind},MATCH({tried_day},{days},0))={text(worked)},1,0)"
        usual = f"IF(WEEKDAY({tried_day},2)<6,1,0)"
        listed = f"VLOOKUP({tried_day},{table},2,FALSE)"
        facts.write(row, TRIED_COLUMN + 1, f"IFERROR({mine},IFERROR({listed},{usual}))")
    tried = facts.area(0, TRIED_COLUMN, TRIES - 1, TRIED_COLUMN)
    flags = facts.area(0, TRIED_COLUMN + 1, TRIES - 1, TRIED_COLUMN + 1)
    return f"INDEX({tried},IFERROR(MATCH(1,{flags},0),1))"
