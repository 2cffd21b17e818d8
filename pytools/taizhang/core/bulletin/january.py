"""年终评定: by the deadline and the target of January, whatever was changed since."""

from collections.abc import Mapping, Sequence
from datetime import date

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.bulletin.gathering import entries
from taizhang.core.bulletin.shares import PLAIN, percent_text, percents
from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.issues import Place, show
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows

IN_TIME, LATE, SHORT, OPEN = "按期完成", "逾期完成", "未达年初目标", "未完成"
VERDICTS = {
    IN_TIME: "在原定时限内完成，达到年初目标", LATE: "完成了，晚于原定时限",
    SHORT: "完成了，完成值低于年初目标", OPEN: "到截至日没有完成",
}  # fmt: skip
JanuaryTargets = Mapping[str, tuple[float, Place]]


def first_targets(changes: LedgerRows | None, labels: tuple[str, str]) -> JanuaryTargets:
    """Of each task whose 目标值 was changed by a job: what it was before the first change.

    `labels` are the sheet and the column as 变更日志 names them.
    """
    found: dict[str, tuple[float, Place]] = {}
    for row in changes.rows if changes else ():
        if (str(row["sheet"]), str(row["column"])) != labels or str(row["undone"]):
            continue
        task, old = str(row["row_key"]), row["old"]
        if isinstance(old, int | float) and task not in found and changes is not None:
            found[task] = float(old), changes.place(row.number, "old")
    return found


def against_january(
    tasks: Sequence[TaskStanding],
    span: ScoredSpan,
    targets: JanuaryTargets | None = None,
    how: str = PLAIN,
) -> PaperFacts:
    """What each task came to; one finished after the span's day is not finished yet."""
    end, known = min(span.on, span.period.last), targets or {}
    found: dict[str, list[Place]] = {name: [] for name in VERDICTS}
    items = []
    for entry, task in zip(entries(tasks), tasks, strict=True):
        target = _target(task, known)
        verdict = _verdict(task, target, end)
        found[verdict].append(task.place)
        words = {
            "评定": verdict, "目标完成率": _rate(target, task.row["actual"]),
            "年初目标": f"{show(target)}{task.text('measure')}" if target is not None else "—",
        }  # fmt: skip
        items.append(PaperItem({**entry.words, **words}, task.place, _rows(task, known)))
    shares = percents([len(p) for p in found.values()], how=how)
    every = tuple(t.place for t in tasks)
    figures = [count(f"评定{name}数", places, VERDICTS[name]) for name, places in found.items()]
    figures += [
        PaperFigure(
            f"评定{name}占比", share, percent_text(share), f"评定{name}数÷总数（{how}）", every
        )
        for name, share in zip(found, shares, strict=True)
    ]
    short = [e for e in items if e.words["评定"] != IN_TIME]
    lists = {"年终评定": items, "未按期完成事项": short}
    return PaperFacts({f.name: f for f in figures}, {}, lists)


def _verdict(task: TaskStanding, target: float | None, end: date) -> str:
    done = task.finished or task.closed
    if done is None or done > end:
        return OPEN
    if _short(task, target):
        return SHORT
    due = task.day("due_original") or task.day("due")
    return IN_TIME if due is None or done <= due else LATE


def _short(task: TaskStanding, target: float | None) -> bool:
    """Whether less was done than January's target, where that was lowered or the task is not full.

    A full task below a target that nobody changed may be one whose figure was to fall.
    """
    actual, now = _number(task.row["actual"]), _number(task.row["target"])
    if target is None or actual is None or actual >= target:
        return False
    return task.progress < 1 or (now is not None and now < target)


def _target(task: TaskStanding, known: JanuaryTargets) -> float | None:
    """The target of January: as the log has it, else as it stands."""
    found = known.get(task.text("task_id"))
    return found[0] if found else _number(task.row["target"])


def _rows(task: TaskStanding, known: JanuaryTargets) -> dict[str, tuple[Place, ...]]:
    found = known.get(task.text("task_id"))
    places = (task.place, found[1]) if found else (task.place,)
    return dict.fromkeys(("年初目标", "目标完成率", "评定"), places)


def _rate(target: float | None, actual: Value) -> str:
    """Done of the target; never cut off at 100, — where there is no target."""
    done = _number(actual)
    return percent_text(100 * done / target) if target and done is not None else "—"


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None
