"""What may lead to a paper from the registers: instructions nobody answered, figures that were false."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from taizhang.core.catalog import registry as words
from taizhang.core.duty import ladder as on
from taizhang.core.duty.events import DutyEvent
from taizhang.core.issues import show
from taizhang.core.registry.orders import OVERDUE, standing_of_order
from taizhang.core.registry.visits import FALSE
from taizhang.core.submission import Row, as_name
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of


def order_events(orders: Iterable[Row], day: date) -> Iterator[DutyEvent]:
    """批示逾期: instructions whose time is up and that nobody has answered; each stands for itself."""
    for row in orders:
        due = day_of(row["due"])
        if due is None or standing_of_order(row, day) != OVERDUE:
            continue
        number = as_name(row["order_id"])
        about = words.ORDER_OVERDUE.format(
            leader=row["leader"], matter=row["matter"], due=show(due)
        )
        for unit in split_names(str(row["unit"])):
            occurrence = f"{number}·{as_name(row['times'])}"
            yield DutyEvent(
                on.ORDER_LATE, unit, as_name(row["task_id"]), occurrence, about, since=due,
                matter=f"批示·{number}",
            )  # fmt: skip


def inspected_events(visits: Iterable[Row], day: date) -> Iterator[DutyEvent]:
    """虚报: figures that an inspection found false, how many of the unit's in the year."""
    times: Counter[str] = Counter()
    for row in visits:
        when = day_of(row["when"])
        if when is None or when > day or when.year != day.year or row["verdict"] not in FALSE:
            continue
        why = words.REPORTED_FALSE.format(
            when=show(when), said=as_name(row["said"]), seen=as_name(row["seen"]),
            verdict=row["verdict"],
        )  # fmt: skip
        for unit in split_names(str(row["unit"])):
            times[unit] += 1
            yield DutyEvent(
                on.FALSE, unit, as_name(row["task_id"]), as_name(row["visit_id"]), why,
                times[unit],
            )  # fmt: skip
