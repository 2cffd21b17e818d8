"""退办记录: a unit says within its time that a task is not its own; who agrees hands it to another."""

from collections.abc import Mapping
from datetime import date

from taizhang.core.catalog import registry as catalog
from taizhang.core.duty.days import WORKING, after
from taizhang.core.periods import IsWorkday
from taizhang.core.registry.rows import RegisterRow
from taizhang.core.tables import TableRow
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

AGREE, DENY = "同意", "不同意"
WAITING, MOVED, DENIED, LATE = "待定", "已改派", "不同意", "不受理"
OVER = frozenset({MOVED, DENIED, LATE})


def settle_refusal(
    one: RegisterRow, tasks: Mapping[tuple[str, ...], TableRow], days: int, on: date,
    is_workday: IsWorkday,
) -> str | None:  # fmt: skip
    """Carry out what was decided; the new leading units where the task is handed to another."""
    task = tasks.get((one.text("task_id"),))
    if one.text("standing") in OVER:
        return None
    _fill(one, task, days, on, is_workday)
    if lacking := one.lacking(("unit", "refuse_why", "refuse_to")):
        one.say(catalog.REFUSAL_LACKS, "refuse_why", lacking=lacking)
        return None
    applied, until = one.day("applied"), one.day("until")
    if applied and until and applied > until:
        one.say(
            catalog.REFUSAL_LATE, "applied", unit=one.text("unit"), applied=applied, until=until
        )
        one.values["standing"] = LATE
        return None
    return _decide(one, task, on)


def _fill(
    one: RegisterRow, task: TableRow | None, days: int, on: date, is_workday: IsWorkday
) -> None:
    """When it was handed out, until when it may be refused, what it is called."""
    one.fill("applied", on)
    if task is not None:
        one.fill("name", task["name"])
        one.fill("sent", task["start"])
    sent = day_of(one.values["sent"])
    if sent and days:
        one.fill("until", after(sent, days, WORKING, is_workday))


def _decide(one: RegisterRow, task: TableRow | None, on: date) -> str | None:
    decision, unit = one.text("decision"), one.text("unit")
    if decision not in {AGREE, DENY}:
        one.values["standing"] = WAITING
        why, to = one.text("refuse_why"), one.text("refuse_to")
        one.say(catalog.REFUSAL_WAITS, "decision", unit=unit, why=why, to=to)
        return None
    needs = ("approver", "opinion") if decision == DENY else ("approver",)
    if lacking := one.lacking(needs):
        one.say(catalog.REFUSAL_LACKS, "approver", lacking=lacking)
        return None
    leads = split_names(str(task["lead"])) if task is not None else ()
    if unit not in leads:
        one.say(catalog.REFUSAL_UNKNOWN, "unit", task=one.text("task_id"), unit=unit)
        return None
    one.fill("decided", on)
    if decision == DENY:
        one.values["standing"] = DENIED
        return None
    one.fill("new_unit", one.values["refuse_to"])
    one.values["standing"] = MOVED
    new = one.text("new_unit")
    return "、".join(dict.fromkeys(new if lead == unit else lead for lead in leads))
