"""三清单 and 季度销号表: the rows of the ledger seen from three sides, and a quarter's closing.

Nothing is typed twice: each list is a view of the same tasks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.core.closing.loop import RoundStanding
from taizhang.core.closing.plan import day_in, share_in, standing_of
from taizhang.core.problems.stages import ProblemStage, StageWords
from taizhang.core.roles import Roles, StageRole
from taizhang.core.submission import Row, Value, as_name

TASK, PROBLEM = "任务", "问题"
# what each of the three lists shows of a task, in the order of its columns; label and share of a page
TASKS = (("task_id", "编号", 12), ("name", "任务", 30), ("content", "目标与标准", 42),
         ("indicator", "量化指标", 12), ("target", "目标值", 8), ("due", "完成时限", 11),
         ("state", "状态", 8))  # fmt: skip
DUTIES = (("task_id", "编号", 12), ("name", "任务", 30), ("leader", "责任领导", 14),
          ("lead", "牵头单位", 18), ("owner", "责任人", 10), ("phone", "联系电话", 13),
          ("co_brief", "责任单位（协办）", 36))  # fmt: skip
MEASURES = (("task_id", "编号", 12), ("name", "任务", 28), ("next_step", "措施（怎么做）", 34),
            ("nodes", "步骤与节点", 34), ("problem", "存在问题", 24), ("stage", "办理环节", 10))  # fmt: skip


def list_rows(
    tasks: Iterable[Row], nodes: Iterable[Row], columns: Iterable[tuple[str, str, float]]
) -> list[list[Value]]:
    """The rows of one of the lists; 步骤与节点 are those of 节点计划."""
    steps: dict[str, list[str]] = {}
    for node in nodes:
        planned, done = day_in(node["planned"]), day_in(node["done"])
        when = f"{planned:%m-%d}" if planned else "未定"
        mark = "（已完成）" if done else ""
        steps.setdefault(as_name(node["task_id"]), []).append(f"{when} {node['node']}{mark}")
    return [
        [
            "\n".join(steps.get(as_name(task["task_id"]), [])) if key == "nodes" else task[key]
            for key, _, _ in columns
        ]
        for task in tasks
    ]


# where each column of the three lists stands in a row of 问题台账; nothing where it has no such thing
AS_PROBLEM = {
    "task_id": "problem_id", "name": "problem", "content": "proposal", "indicator": "problem_kind",
    "due": "due", "state": "stage", "leader": "leader", "lead": "unit", "co_brief": "co",
    "next_step": "measures", "nodes": "course", "problem": "review", "stage": "stage",
}  # fmt: skip


def problem_rows(
    problems: Iterable[Row], words: StageWords, columns: Iterable[tuple[str, str, float]]
) -> list[list[Value]]:
    """The rows of one of the lists for problems that are open still."""
    keys = [AS_PROBLEM.get(key, "") for key, _, _ in columns]
    return [
        [row[key] if key else "" for key in keys]
        for row in problems
        if str(row["problem"]).strip() and words.stage(row["stage"]) is not ProblemStage.CLOSED
    ]


@dataclass(frozen=True, slots=True)
class Closing:
    """One line of 季度销号表."""

    kind: str
    number: str
    name: str
    unit: str
    due: date | None
    standing: str
    closed: date | None
    round: int
    checker: str
    note: str

    @property
    def is_closed(self) -> bool:
        """Whether it is closed."""
        return self.closed is not None


@dataclass(frozen=True, slots=True)
class QuarterTables:
    """The tables that a quarter's closing is read from."""

    tasks: Iterable[Row]
    closings: Iterable[Row]
    extensions: Iterable[Row]
    problems: Iterable[Row]
    roles: Roles
    words: StageWords


def quarter_rows(books: QuarterTables, first: date, last: date) -> list[Closing]:
    """What was to be closed in these days by its first deadline, and what was closed in them."""
    found = [*_tasks(books), *_problems(books)]
    return [c for c in found if _falls(c.due, first, last) or _falls(c.closed, first, last)]


def _falls(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _tasks(books: QuarterTables) -> Iterator[Closing]:
    rounds: dict[str, Row] = {}
    for row in books.closings:
        task_id = as_name(row["task_id"])
        if (share_in(row["round"]) or 0) >= (
            share_in(rounds[task_id]["round"]) or 0 if task_id in rounds else 0
        ):
            rounds[task_id] = row
    granted: dict[str, date] = {}
    for row in books.extensions:
        if row["standing"] == "已批准" and (day := day_in(row["granted"])) is not None:
            granted[as_name(row["task_id"])] = day
    for task in books.tasks:
        task_id = as_name(task["task_id"])
        last = rounds.get(task_id)
        over = books.roles.is_stage(task["stage"], StageRole.CLOSED)
        closed = day_in(task["closed"]) if over or task["closed"] else None
        extended = f"延期至{granted[task_id]:%Y-%m-%d}" if task_id in granted else ""
        again = int(share_in(last["round"]) or 0) if last else 0
        back = last is not None and standing_of(last["standing"]) is RoundStanding.RETURNED
        note = "；".join(filter(None, (extended, str(last["rework"]) if back and last else "")))
        yield Closing(
            TASK, task_id, str(task["name"]), str(task["lead"]),
            day_in(task["due_original"]) or day_in(task["due"]), str(task["stage"]), closed,
            again, str(last["checker"]) if last else "", note,
        )  # fmt: skip


def _problems(books: QuarterTables) -> Iterator[Closing]:
    for row in books.problems:
        if not str(row["problem"]).strip():
            continue
        over = books.words.stage(row["stage"]) is ProblemStage.CLOSED
        yield Closing(
            PROBLEM, as_name(row["problem_id"]), str(row["problem"]), str(row["unit"]),
            day_in(row["due"]), str(row["stage"]), day_in(row["closed"]) if over else None,
            1 + int(share_in(row["redone"]) or 0), str(row["reviewer"]), str(row["satisfaction"]),
        )  # fmt: skip
