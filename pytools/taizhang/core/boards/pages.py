"""The page of a unit or a leader: its tasks as lines, its reports and papers, what waits for it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.boards.lines import BoardLine
from taizhang.core.boards.plan import BoardPast, board_lines
from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.catalog import boards as catalog
from taizhang.core.duty.records import NOT_ISSUED
from taizhang.core.issues import Issue, show
from taizhang.core.periods import in_order, parse_period
from taizhang.core.roles import OVER
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

UNIT, LEADER = "单位页", "领导页"
READ = ("summary", "supervision")
RECENT = 6  # periods of reports that are shown
NOBODY = "责任领导未明确"
Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page: whose, the tasks it answers for, those it helps with, and what else concerns it."""

    name: str
    lines: Sequence[BoardLine]
    helps: Sequence[TaskStanding]
    reports: Sequence[Texts]
    papers: Sequence[Texts]
    wanted: Sequence[Texts]
    on: date

    def left(self, line: BoardLine) -> str:
        """Days to the deadline of a task that is not over.

        A task without a deadline has none.
        """
        due = line.task.day("due")
        if line.task.role in OVER:
            return "已办结"
        if due is None:
            return "—"
        days = (due - self.on).days
        return f"剩{days}天" if days >= 0 else f"超期{-days}天"


@dataclass(frozen=True, slots=True)
class PagesPlan:
    """The pages of a period, of one kind."""

    kind: str
    past: BoardPast
    pages: Sequence[OwnPage]

    @property
    def title(self) -> str:
        """What the file is called inside."""
        return f"{self.past.words.get('地区', '')}{self.past.period.label}{self.kind}"


def plan_pages(past: BoardPast, kind: str, only: str = "") -> PagesPlan | Issue:
    """A page each, in the roster's order or that of first sight; an Issue where nobody has any."""
    make = _units if kind == UNIT else _leaders
    pages = [page for page in make(past) if not only or page.name in split_names(only)]
    if not pages:
        return catalog.PAGE_EMPTY.at(kind=kind, found=only or past.period.label)
    return PagesPlan(kind, past, pages)


def _current(past: BoardPast) -> list[TaskStanding]:
    """All tasks but those that were closed before the period."""
    return [t for t in past.everything if not (t.closed and t.closed < past.period.first)]


def _units(past: BoardPast) -> Iterator[OwnPage]:
    tasks = _current(past)
    led = _grouped(tasks, lambda t: t.leads)
    helped = _grouped(tasks, lambda t: [u for u in split_names(t.text("co")) if u not in t.leads])
    roster = [str(r["unit"]) for r in past.tables["units"].rows if r["unit"]]
    for name in dict.fromkeys([*roster, *led]):
        if name in led or name in helped:
            yield OwnPage(
                name, board_lines(past, led.get(name, [])), helped.get(name, []),
                list(_reports(past, name)), list(_papers(past, {name})),
                list(_problems(past, lambda r, who=name: str(r["unit"]) == who)),  # type: ignore[misc]
                past.on,
            )  # fmt: skip


def _leaders(past: BoardPast) -> Iterator[OwnPage]:
    tasks = _current(past)
    for name, own in _grouped(tasks, lambda t: [t.text("leader") or NOBODY]).items():
        ids = {t.text("task_id") for t in own}
        yield OwnPage(
            name, board_lines(past, own), [], [],
            list(_papers(past, set(), ids)),
            list(_problems(past, lambda r, who=name, mine=ids: (  # type: ignore[misc]
                str(r["leader"]).strip() == who or str(r["task_id"]) in mine
            ))),
            past.on,
        )  # fmt: skip


def _grouped(
    tasks: Sequence[TaskStanding], names: Callable[[TaskStanding], Sequence[str]]
) -> dict[str, list[TaskStanding]]:
    found: dict[str, list[TaskStanding]] = {}
    for task in tasks:
        for name in names(task):
            found.setdefault(name, []).append(task)
    return found


def _reports(past: BoardPast, unit: str) -> Iterator[Texts]:
    """How the unit reported, the latest period first."""
    rows = [
        r for r in past.tables["summary"].rows
        if str(r["unit"]) == unit and _begun(str(r["period"]), past.period.last)
    ]  # fmt: skip
    rows.sort(key=lambda r: in_order(str(r["period"])), reverse=True)
    for row in rows[:RECENT]:
        period = parse_period(str(row["period"]))
        yield [period.label if period else str(row["period"]), str(row["timing"]) or "—",
               show(row["received"]) if row["received"] else "—"]  # fmt: skip


def _begun(text: str, last: date) -> bool:
    period = parse_period(text)
    return bool(period and period.last <= last)


def _papers(past: BoardPast, units: set[str], tasks: set[str] | None = None) -> Iterator[Texts]:
    """Papers that were sent until the day and have no reply, or were sent in the period."""
    for row in past.tables["supervision"].rows:
        when = day_of(row["when"])
        own = split_names(str(row["task_id"]))
        mine = str(row["unit"]) in units or not (tasks or set()).isdisjoint(own)
        if not mine or when is None or when > past.on or str(row["duty_state"]) in NOT_ISSUED:
            continue
        open_still = not row["replied"] and not str(row["reply"]).strip()
        if when in past.period or open_still:
            yield [show(when), str(row["supervision"]), str(row["number"]), str(row["task_id"]),
                   str(row["why"]), _due(row) if open_still else "已回复"]  # fmt: skip


def _due(row: TableRow) -> str:
    due = day_of(row["reply_due"])
    return f"{show(due)}前回复" if due else "未回复"


def _problems(past: BoardPast, mine: Callable[[TableRow], bool]) -> Iterator[Texts]:
    """Problems that are open: what waits for a decision, and at which level."""
    table: LedgerRows = past.tables["problems"]
    for row in table.rows:
        closed, raised = day_of(row["closed"]), day_of(row["raised"]) or day_of(row["assigned"])
        if not mine(row) or (closed and closed <= past.on) or (raised and raised > past.on):
            continue
        due = day_of(row["due"])
        yield [str(row["problem_id"]), str(row["problem"]), str(row["upward"]) or "—",
               str(row["proposal"]) or str(row["measures"]) or "—",
               show(due) if due else "—"]  # fmt: skip
