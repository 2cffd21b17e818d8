"""五个一 and 报送日历: charts of their own button, and what the five ones lack."""

import xlwings as xw

from taizhang.actions.charting import chart
from taizhang.core.catalog import jobs as told
from taizhang.core.planning.five import READ, lacks_of_five, rows_of_five
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report

CARDS, CALENDAR, PAPER = "单项作战图", "日历图", "A4"


def five(  # noqa: PLR0913 - an option is an argument
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    *,
    only: str = "",
    paper: str = "",
    pdf: bool = False,
    look: bool = False,
) -> Report:
    """Say which tasks lack what of 五个一, and draw a card a task; `look` draws none."""
    office = Office(book)
    tables = office.read(*READ)
    lacks = list(lacks_of_five(tables))
    rows = [found for _, found in rows_of_five(tables)]
    whole = sum(all(one.there for one in found) for found in rows)
    counts = {
        label: sum(not one.there for found in rows for one in found if one.label == label)
        for label in (one.label for found in rows[:1] for one in found)
    }
    issues = office.say(lacks)
    office.show(issues)
    facts = [told.FIVE.of(count=len(rows), whole=whole)]
    facts += [told.FIVE_LACKS.of(name=name, count=n) for name, n in counts.items() if n]
    data: dict[str, object] = {"tasks": len(rows), "complete": whole, "lacks": counts}
    if look:
        return Report("five", tuple(facts), issues, data=data)
    drawn = chart(book, desk, moment, period, kind=CARDS, only=only, paper=paper or PAPER, pdf=pdf)
    issues = tuple(dict.fromkeys([*issues, *drawn.issues]))
    return Report("five", (*facts, *drawn.facts), issues, drawn.files, {**drawn.data, **data})


def calendar(  # noqa: PLR0913 - an option is an argument
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    *,
    only: str = "",
    paper: str = "",
    pdf: bool = False,
) -> Report:
    """Draw who owes what when in the months of the period."""
    drawn = chart(
        book, desk, moment, period, kind=CALENDAR, only=only, paper=paper or PAPER, pdf=pdf
    )
    return Report("calendar", drawn.facts, drawn.issues, drawn.files, drawn.data)
