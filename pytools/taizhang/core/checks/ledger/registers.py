"""批示台账, 督查记录, 退办记录, 验收记录, 包保名单: answered in time, written in full, accepted in order."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from taizhang.core.catalog import registry as catalog
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.issues import Issue, Rule
from taizhang.core.registry.limits import is_usable
from taizhang.core.registry.orders import OVERDUE, is_chased, standing_of_order
from taizhang.core.registry.refusals import OVER
from taizhang.core.registry.visits import TELEPHONE, visit_faults
from taizhang.core.values.settled import settle

PASSED = "通过"
LAST = "核查"  # what 销号记录 itself has
COMPANIES, PROJECTS = "企业包联", "项目包保"


def order_waits(view: LedgerView) -> Iterator[Issue]:
    """C184: every instruction has an answer."""
    for row in view["instructions"]:
        due = row.day("due")
        late = standing_of_order(row.values, view.on) == OVERDUE and is_chased(row.values)
        if late and due is not None:
            yield catalog.ORDER_WAITS.at(row.at("due"), due=due, days=(view.on - due).days)


def visit_lacks(view: LedgerView) -> Iterator[Issue]:
    """C185: what a paper will stand on says when, where and what."""
    return _faulty_visits(view, catalog.VISIT_LACKS)


def visit_alone(view: LedgerView) -> Iterator[Issue]:
    """C186: an inspection is made by two."""
    return _faulty_visits(view, catalog.VISIT_ALONE)


def visit_unjudged(view: LedgerView) -> Iterator[Issue]:
    """C187: figures that differ are an error, or a false report."""
    return _faulty_visits(view, catalog.VISIT_UNJUDGED)


def visit_uncompared(view: LedgerView) -> Iterator[Issue]:
    """C188: figures that cannot be compared are compared by a person."""
    return _faulty_visits(view, catalog.VISIT_UNCOMPARED)


def _faulty_visits(view: LedgerView, wanted: Rule) -> Iterator[Issue]:
    """The faults of one rule in the record of inspections."""
    for row in view["inspections"]:
        if row.day("when") is not None:
            for rule, column, said in visit_faults(row.values, row.head.spec):
                if rule is wanted:
                    yield rule.at(row.at(column), **said)


def visit_repeated(view: LedgerView) -> Iterator[Issue]:
    """C175: several inspections of one unit in a month are one that was not planned."""
    most = _whole(view, "visits_most")
    days: dict[tuple[str, str], dict[date, CheckedRow]] = {}
    for row in view["inspections"]:
        when, unit = row.day("when"), row.text("unit")
        if most and when is not None and unit and row.text("way") != TELEPHONE:
            month = f"{when.year}年{when.month}月"
            days.setdefault((unit, month), {}).setdefault(when, row)
    for (unit, month), own in days.items():
        if len(own) > most:
            at = own[max(own)].at("when")
            told = [f"{d.month}月{d.day}日" for d in sorted(own)]
            yield catalog.VISIT_REPEATED.at(
                at, unit=unit, month=month, count=len(own), days=told, most=most
            )


def refusal_waits(view: LedgerView) -> Iterator[Issue]:
    """C191: as long as nobody decides, nobody works."""
    for row in view["refusals"]:
        if row.text("refuse_why") and row.text("standing") not in OVER and not row.text("decision"):
            yield catalog.REFUSAL_WAITS.at(
                row.at("decision"), unit=row.text("unit"), why=row.text("refuse_why"),
                to=row.text("refuse_to"),
            )  # fmt: skip


def acceptance_late(view: LedgerView) -> Iterator[Issue]:
    """C194: who accepts after the deadline accepts something late."""
    last: dict[str, CheckedRow] = {}
    for row in view["acceptances"]:
        if row.text("decision") == PASSED and row.day("checked") is not None:
            before = last.get(row.task_id)
            if before is None or _day(row) >= _day(before):
                last[row.task_id] = row
    looked = ((row, row.text("level")) for row in last.values())
    checked = ((row, LAST) for row in view["closings"] if row.task_id not in last)
    for row, level in (*looked, *checked):
        task = view.tasks.get(row.task_id)
        due = task.day("due") if task is not None else None
        found = row.day("checked")
        if due is not None and found is not None and found > due:
            yield catalog.ACCEPTANCE_LATE.at(row.at("checked"), level=level, found=found, due=due)


def _day(row: CheckedRow) -> date:
    return row.day("checked") or date.min


def acceptance_order(view: LedgerView) -> Iterator[Issue]:
    """C195: a higher level does not accept before a lower one has."""
    order = {level: n for n, level in enumerate(view.lists.get("acceptance_levels", ()))}
    rounds: dict[tuple[str, str], list[CheckedRow]] = {}
    for row in view["acceptances"]:
        if row.text("level") in order and row.day("checked") is not None:
            rounds.setdefault((row.task_id, row.text("round")), []).append(row)
    for rows in rounds.values():
        rows.sort(key=lambda row: order[row.text("level")])
        for row, other in zip(rows[1:], rows, strict=False):
            found, before = row.day("checked"), other.day("checked")
            if found is not None and before is not None and found < before:
                yield catalog.ACCEPTANCE_ORDER.at(
                    row.at("checked"), level=row.text("level"), found=found,
                    other=other.text("level"), before=before,
                )  # fmt: skip


def limit_odd(view: LedgerView) -> Iterator[Issue]:
    """C196: a limit that is no number of days gives no deadline."""
    for row in view["limits"]:
        if row["days"] != "" and not is_usable(row["days"]):
            yield catalog.LIMIT_ODD.at(row.at("days"), found=row["days"])


def team_short(view: LedgerView) -> Iterator[Issue]:
    """C199: each leader who has any has as many as the office asks for."""
    least = _whole(view, "team_least")
    rows: dict[str, CheckedRow] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for row in view["teams"]:
        leader = row.text("leader")
        if leader and row.text("team_kind") in {COMPANIES, PROJECTS}:
            rows.setdefault(leader, row)
            counts[leader, row.text("team_kind")] += 1
    for leader, row in rows.items():
        for kind, what in ((COMPANIES, "企业"), (PROJECTS, "项目")):
            if (count := counts[leader, kind]) < least:
                yield catalog.TEAM_SHORT.at(
                    row.at("leader"), leader=leader, what=what, count=count, least=least
                )


def _whole(view: LedgerView, setting: str) -> int:
    """A setting as a whole number; 0 where it is none."""
    found = settle("number", view.setting(setting))
    return int(found) if isinstance(found, int | float) else 0


CHECKS = (
    order_waits, visit_lacks, visit_alone, visit_unjudged, visit_uncompared,
    visit_repeated, refusal_waits, acceptance_late, acceptance_order, limit_odd, team_short,
)  # fmt: skip
