"""Light the lamps: judge every task on a day, with the reason, and note what follows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

import xlwings as xw

from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import judging
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue
from taizhang.core.judge.history import ASKED, JUDGED
from taizhang.core.judge.items import ItemLamp
from taizhang.core.judge.lamps import Judgement
from taizhang.core.judge.supervision import READ, JudgePast, JudgePlan, plan_judging, recorded
from taizhang.core.measures.items import NODE, PROBLEM
from taizhang.core.merge import joblog
from taizhang.core.periods import Period, in_order, parse_period
from taizhang.core.roles import BURNING, StateRole
from taizhang.core.tables import KeyedRow
from taizhang.core.units import describe_units
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.shelf import archive_of, asked_of_years, is_archive, is_archived


def judge(book: xw.Book, desk: Desk, moment: Moment, period: str = "") -> Report:
    """Judge all tasks on `moment.on` and write lamp, reason and 督办 step.

    A day before the latest judgement only shows what was recorded then; nothing is rewritten.
    """
    office = Office(book)
    past = read_past(office, office.period(period), moment)
    if not past.tables["tasks"].rows:
        raise CannotRun(world.NO_TASKS.at())
    if (archived := from_archive(office, past)) is not None:
        return _recorded(archived)
    over = is_archive(office) and bool(recorded(past).rows)
    if over or (past.latest is not None and past.on < past.latest):
        return _recorded(past)
    plan, asked = plan_judging(past), asked_of_years(office, past.on)
    desk.progress("研判亮灯", 1, 2)
    plan.writes.settings["last_judge"] = moment.stamp
    office.carry_out(plan.writes, joblog.JUDGE, moment)
    desk.progress("研判亮灯", 2, 0)
    return _told(plan, past, office.say([*plan.issues, *_plan_waits(office), *asked]))


def read_past(office: Office, period: Period, moment: Moment) -> JudgePast:
    """Read what a judging of that period has to know."""
    years = {"reports", "judgements", "summary"}
    tables = office.read(*(key for key in READ if key not in years))
    tables["summary"] = office.ledger["summary"].only(*ASKED)
    tables["judgements"] = office.ledger["judgements"].mostly(
        JUDGED, {"period": lambda found: str(found) == period.id}
    )
    at = moment.now if moment.on == moment.now.date() else datetime.combine(moment.on, time.max)
    asked = {str(r["period"]) for r in tables["summary"].values if r["unit"]}
    known = (p for p in map(parse_period, asked) if p and in_order(p.id) <= in_order(period.id))
    closed = tuple(p.id for p in known if office.cutoff(p) < at)
    layout = office.ledger.layout
    return JudgePast(
        period.id, moment.on, tables, closed, office.text("ladder"), layout.ladders,
        layout.lists["supervisions"], office.workdays(), layout.lists["node_states"],
        layout.lamp_rules,
        office.ledger["reports"].register,
    )  # fmt: skip


def from_archive(office: Office, past: JudgePast) -> JudgePast | None:
    """The past of a period whose year is closed, as its archive has it; None for any other."""
    period = office.period(past.period)
    if not is_archived(office, period):
        return None
    year = int(period.id[:4])
    path = archive_of(office.place, year)
    if not path.is_file():
        raise CannotRun(world.ARCHIVE_GONE.at(name=path.name, year=year))
    from taizhang.books.shelf import records_of

    records = records_of(office.book.app, path, ("judgements",))
    return replace(past, tables={**past.tables, **records})


def _plan_waits(office: Office) -> list[Issue]:
    """A rule set that was chosen and is not in 亮灯规则 yet."""
    wanted, used = office.text("lamp_plan"), office.text("lamp_plan_used")
    return [judging.PLAN_NOT_USED.at(found=wanted, used=used)] if wanted not in {"", used} else []


def _told(plan: JudgePlan, past: JudgePast, issues: tuple[Issue, ...]) -> Report:
    """Counts by state, and what is red."""
    facts = [told.JUDGED_ON.of(day=past.on), told.TASKS.of(count=len(plan.judged))]
    facts += _by_state(plan.states)
    facts += _groups_red(plan)
    if red := sum(one.is_grave for one in plan.items if one.of == PROBLEM):
        facts.append(told.COUNTED.of(name="问题红灯", count=red, measure="件"))
    facts += [told.ADVISED.of(name=name, count=n) for name, n in plan.steps.most_common()]
    data: dict[str, object] = {
        "period": past.period,
        "on": past.on.isoformat(),
        "states": dict(plan.states),
        "red": [_lamp(j) for j in plan.red],
        "lamps": [_lamp(j.lamp) for j in plan.judged if j.lamp],
        "groups": _groups(plan.groups),
        "problems": [_item(i) for i in plan.items if i.of == PROBLEM],
        "nodes": [_item(i) for i in plan.items if i.of == NODE and i.role in BURNING],
    }
    return Report("judge", tuple(facts), issues, data=data)


def _lamp(judged: Judgement) -> dict[str, str]:
    """A judgement for who reads the answer by program."""
    return {
        "task_id": judged.task_id, "lamp": judged.lamp, "state": judged.state, "rule": judged.rule,
        "reason": judged.reason, "remedy": judged.remedy,
    }  # fmt: skip


def _groups(rows: Sequence[KeyedRow]) -> list[dict[str, str]]:
    """Rows of 灯情 for who reads the answer by program."""
    return [{k: str(g[k]) for k in ("of", "name", "lamp", "reason")} for g in rows]


def _item(one: ItemLamp) -> dict[str, str]:
    """The lamp of a problem or milestone; of which task or to which unit it belongs."""
    row = one.row
    where = str(row["unit"] if one.of == PROBLEM else row["task_id"])
    return {"name": one.name, "of": where, "lamp": one.lamp, "rule": one.rule,
            "reason": one.reason, "remedy": one.remedy}  # fmt: skip


def _groups_red(plan: JudgePlan) -> list[tuple[str, str]]:
    """The units and leaders whose lamp is grave."""
    found: dict[str, list[str]] = {}
    for group in plan.groups:
        if group["role"] == StateRole.GRAVE:
            found.setdefault(str(group["of"]), []).append(str(group["name"]))
    return [
        told.UNITS_LIT.of(of=of, count=len(names), names=describe_units(names))
        for of, names in found.items()
    ]


def _recorded(past: JudgePast) -> Report:
    """The answer that was given on that day."""
    found = recorded(past)
    facts = [told.JUDGED_ON.of(day=past.on), told.RECORDED.of(count=len(found.rows))]
    facts += _by_state(found.states)
    issues = [catalog.DAY_PASSED.at(on=past.on, latest=past.latest or past.on)]
    if found.day not in {None, past.on}:
        issues.append(judging.DAY_BETWEEN.at(on=past.on, day=found.day))
    red = [{"task_id": r["task_id"], "reason": r["reason"]} for r in found.red]
    data = {"period": past.period, "on": past.on.isoformat(), "states": dict(found.states),
            "red": red, "groups": _groups(found.groups)}  # fmt: skip
    return Report("judge", tuple(facts), tuple(issues), data=data)


def _by_state(states: Counter[str]) -> list[tuple[str, str]]:
    return [told.COUNTED.of(name=s, count=n, measure="项") for s, n in states.most_common()]
