"""A task as a line of a 看板: what it wanted in the period, what it did, where it stands, what next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.boards.changes import Movement
from taizhang.core.bulletin.shares import percent_text
from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.issues import show
from taizhang.core.periods import Period
from taizhang.core.submission import Value
from taizhang.core.tables import VALID, TableRow
from taizhang.core.values.settled import day_of

NOTHING, NOT_REPORTED = "—", "本期未报"


@dataclass(frozen=True, slots=True)
class Money:
    """Work or money of a year: done so far, planned, its measure."""

    done: float | None
    planned: float | None
    measure: str = ""

    @property
    def text(self) -> str:
        """As a board prints it; the share is never cut off at 100.

        >>> Money(3.4, 2.0, "亿元").text, Money(5, None, "个").text, Money(None, None).text
        ('3.4/2亿元（170%）', '5/—个', '—')
        """
        if self.done is None and self.planned is None:
            return NOTHING
        done = NOTHING if self.done is None else show(self.done)
        planned = NOTHING if self.planned is None else show(self.planned)
        share = ""
        if self.planned and self.done is not None:
            share = f"（{percent_text(100 * self.done / self.planned)}）"
        return f"{done}/{planned}{self.measure}{share}"


@dataclass(frozen=True, slots=True)
class BoardMilestone:
    """A row of 节点计划."""

    name: str
    planned: date | None
    done: date | None

    @classmethod
    def of(cls, row: TableRow) -> "BoardMilestone":
        """The milestone that a row tells of."""
        return cls(str(row["node"]).strip(), day_of(row["planned"]), day_of(row["done"]))


@dataclass(frozen=True, slots=True)
class TaskRecords:
    """What of the other sheets concerns one task: its reports now and before, nodes, problems."""

    now: Sequence[TableRow] = ()
    before: Sequence[TableRow] = ()
    nodes: Sequence[BoardMilestone] = ()
    problems: Sequence[TableRow] = ()
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line of a board, each field as it is printed; `lamp` as a colour of the house."""

    task: TaskStanding
    title: str
    goal: str
    done: str
    progress: str
    money: str
    nodes: str
    why: str
    matters: str
    plan: str
    who: str
    lamp: str
    change: Movement
    reported: bool

    @property
    def unit(self) -> str:
        """The unit that the line stands under: the first that leads."""
        return self.task.leads[0] if self.task.leads else "牵头单位未明确"


def line_of(
    task: TaskStanding, around: TaskRecords, change: Movement, period: Period, on: date
) -> BoardLine:
    """The line of a task in a period, as of a day."""
    until = min(on, period.last)
    return BoardLine(
        task=task,
        title=f"{task.text('task_id')} {task.text('name')}",
        goal=_goal(task, around, period),
        done=_said(around.now, "latest", task) or NOT_REPORTED,
        progress=_progress(task),
        money=(around.money or money_of(task)).text,
        nodes=_nodes(around.nodes, until),
        why=_why(task, around),
        matters="；".join(map(_matter, around.problems)) or NOTHING,
        plan=_said(around.now, "next_step", task) or _coming(around.nodes, period) or NOTHING,
        who="\n".join(t for t in (task.text("leader"), "、".join(task.leads)) if t),
        lamp=task.lamp,
        change=change,
        reported=bool(around.now),
    )


def money_of(task: TaskStanding) -> Money:
    """目标值 and 完成值 of the task."""
    done, planned = (_number(task.row[key]) for key in ("actual", "target"))
    return Money(done, planned, task.text("measure"))


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _goal(task: TaskStanding, around: TaskRecords, period: Period) -> str:
    """The milestones of the period; else what the last report promised; else 序时."""
    wanted = [n for n in around.nodes if n.planned is not None and n.planned in period]
    if wanted:
        return "；".join(f"{n.name}（{_short(n.planned)}）" for n in wanted)
    promised = _said(around.before, "next_step", task)
    if promised:
        return promised
    return f"序时进度{percent_text(100 * task.elapsed)}" if task.elapsed is not None else NOTHING


def _progress(task: TaskStanding) -> str:
    elapsed = f"\n序时{percent_text(100 * task.elapsed)}" if task.elapsed is not None else ""
    return percent_text(100 * task.progress) + elapsed


def _nodes(nodes: Sequence[BoardMilestone], until: date) -> str:
    """How many are done, which are late, which comes next."""
    if not nodes:
        return NOTHING
    left = [n for n in nodes if not (n.done and n.done <= until)]
    parts = [f"完成{len(nodes) - len(left)}/{len(nodes)}"]
    late = [n for n in left if n.planned and n.planned < until]
    parts += [f"{n.name}逾期{(until - n.planned).days}天" for n in late if n.planned]
    coming = [n for n in left if n.planned and n.planned >= until]
    if coming:
        following = min(coming, key=lambda n: n.planned or until)
        parts.append(f"下一个：{following.name}（{_short(following.planned)}）")
    return "；".join(parts)


def _why(task: TaskStanding, around: TaskRecords) -> str:
    """Of a task that burns: the reason it was judged by, and what its unit says."""
    if not task.burning:
        return NOTHING
    said = (_said(around.now, "problem", task) or task.text("problem")).rstrip("。；;，,、 ")
    return "；".join(t for t in (task.reason.rstrip("。；"), said) if t) or NOTHING


def _matter(problem: TableRow) -> str:
    """A problem that is open, with the level that has to settle it."""
    text = str(problem["problem"]).strip().rstrip("。；")
    level = str(problem["upward"]).strip()
    return f"{text}（{level}）" if level else text


def _coming(nodes: Sequence[BoardMilestone], period: Period) -> str:
    coming = period.next
    found = [n for n in nodes if n.planned and n.planned in coming and not n.done]
    return "；".join(f"{n.name}（{_short(n.planned)}）" for n in found)


def _said(reports: Sequence[TableRow], key: str, task: TaskStanding) -> str:
    """What the leading units wrote, each named where there are several."""
    texts: Mapping[str, str] = {
        str(r["unit"]): " ".join(str(r[key]).split()) for r in reports if str(r[key]).strip()
    }
    if len(task.leads) < 2:
        return next(iter(texts.values()), "")
    return "；".join(f"{unit}：{text.rstrip('。；')}" for unit, text in texts.items())


def _short(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else NOTHING


def is_report(row: TableRow, task: TaskStanding) -> bool:
    """Whether a row of 报送记录 is a leading unit's and still holds."""
    return str(row["unit"]) in task.leads and str(row["validity"]) in {VALID, ""}
