"""The steps of a problem's loop as a machine: from which stages, what must be written, what follows.

Pure: a problem is its cells by column key. A step that may not be taken says why and changes
nothing; one that is taken returns the cells that change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from taizhang.core.catalog import loops as catalog
from taizhang.core.catalog import schedule
from taizhang.core.columns import Key
from taizhang.core.issues import Rule, show
from taizhang.core.problems.stages import IN_HAND, ProblemStage, StageLimits, StageWords
from taizhang.core.submission import Row, Value

CellValues = dict[str, Value]
SATISFIED = ("满意", "基本满意")
UNSATISFIED, NOT_REACHED = "不满意", "未接通"
OWN_FAULT, NO_FAULT = "主观", "客观"
LABELS = {
    "unit": "交办单位", "refuse_why": "退分办理由", "refuse_to": "建议承办单位", "result": "办理结果",
    "reviewer": "复核人", "review": "审核意见", "satisfaction": "满意度", "blame": "不满意原因",
    "upward": "协调层级", "proposal": "办理建议", "measures": "措施", "extended_to": "延长至", "extend_why": "延长理由",
    "raised": "收集日期", "offered": "分办日期", "assigned": "交办日期", "signed": "签收日期",
    "answered": "反馈日期", "reviewed": "审核日期", "visited": "回访日期", "closed": "销号日期", "due": "办理时限",
}  # fmt: skip
DATES: tuple[Key, ...] = (
    "raised",
    "offered",
    "assigned",
    "signed",
    "answered",
    "reviewed",
    "visited",
    "closed",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What steps are judged by: the day, the office's words, the limits, tries to reach somebody."""

    on: date
    words: StageWords
    limits: StageLimits
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a step may not be taken: the rule, the column it speaks of, its values."""

    rule: Rule
    column: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the stages that it leads on from, where to (None: it stays), what must be written before.

    `dated` is the column that holds its day. `also` are further conditions, `effect` further cells.
    """

    starts: frozenset[ProblemStage]
    end: ProblemStage | None
    needs: tuple[str, ...] = ()
    dated: str = ""
    also: Callable[[Row, Ground], Stopped | None] | None = None
    effect: Callable[[Row, Ground, CellValues], CellValues] | None = None


def take(name: str, row: Row, ground: Ground) -> CellValues | Stopped:
    """The cells that change when the step is taken, or why it may not be."""
    stage = ground.words.stage(row["stage"])
    if stage is None:
        return Stopped(catalog.STAGE_UNKNOWN, "stage", {"found": row["stage"]})
    step = STEPS.get(name)
    if step is None:
        return Stopped(catalog.STEP_UNKNOWN, "step", {"found": name})
    wrong = _unfit(name, step, stage, row, ground)
    if wrong is not None:
        return wrong
    cells: CellValues = {"stage": ground.words.word(step.end) if step.end else row["stage"]}
    if step.dated:
        cells[step.dated] = _day(row, step.dated) or ground.on
    wrong = misdated({**row, **cells}, step.dated)
    if wrong is not None:
        return wrong
    if step.end is not None:
        cells["stage_since"] = cells[step.dated] if step.dated else ground.on
    if step.effect is not None:
        cells |= step.effect(row, ground, cells)
    return cells | {"course": _told(name, row, cells, ground), "step": ""}


def allowed(stage: ProblemStage) -> list[str]:
    """The steps that may follow a stage."""
    return [name for name, step in STEPS.items() if stage in step.starts]


def misdated(row: Row, column: str = "") -> Stopped | None:
    """The first date that lies before one that must come first; of one column where it is named."""
    before, other = None, ""
    for key in DATES:
        day = _day(row, key)
        if day is None:
            continue
        if before is not None and day < before and column in {"", key}:
            values = {"label": LABELS[key], "found": day, "other": other, "before": before}
            return Stopped(catalog.PROBLEM_DATES, key, values)
        if before is None or day >= before:
            before, other = day, LABELS[key]
    return None


def _unfit(name: str, step: Step, stage: ProblemStage, row: Row, ground: Ground) -> Stopped | None:
    """What stands in the way of a step."""
    if stage not in step.starts:
        values = {"stage": row["stage"], "step": name, "allowed": allowed(stage)}
        return Stopped(catalog.STEP_NOT_FROM, "step", values)
    lacking = [LABELS[key] for key in step.needs if str(row[key]).strip() == ""]
    if lacking:
        column = next(key for key in step.needs if LABELS[key] == lacking[0])
        return Stopped(catalog.STEP_LACKS, column, {"step": name, "lacking": lacking})
    day = _day(row, step.dated) if step.dated else None
    if day is not None and day > ground.on:
        return Stopped(schedule.FUTURE_DATE, step.dated, {"found": day})
    return step.also(row, ground) if step.also is not None else None


def _day(row: Row, column: str) -> date | None:
    value = row.get(column, "")
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _count(row: Row, column: str) -> float:
    value = row[column]
    return float(value) if isinstance(value, int | float) else 0.0


def _told(name: str, row: Row, cells: CellValues, ground: Ground) -> str:
    """办理经过 with one more line: the day, the step, whom or what it is about."""
    told = {**row, **cells}
    about = {
        "分办": "unit", "交办": "unit", "退回分办": "refuse_why", "退办": "review", "回访": "satisfaction",
        "上报协调": "upward", "解释备案": "review", "挂账": "measures", "重办": "review", "延长": "extend_why",
    }  # fmt: skip
    key = about.get(name, "")
    source = row if name in {"退回分办", "回访"} else told
    said = show(source[key]) if key and source[key] != "" else ""
    if name == "退回分办":
        said += f"；建议{show(row['refuse_to'])}"
    if name == "重办" and row["satisfaction"] == UNSATISFIED:
        said = f"{UNSATISFIED}，{show(row['blame'])}原因"
    step = STEPS[name]
    day = (
        told.get(step.dated) if step.dated and isinstance(told.get(step.dated), date) else ground.on
    )
    line = f"{day:%Y-%m-%d} {name}" + (f"：{said}" if said else "")
    until = cells.get("due")
    line += f"，限{until:%Y-%m-%d}" if isinstance(until, date) else ""
    before = str(row["course"]).strip()
    return f"{before}\n{line}" if before else line


def _in_time(row: Row, ground: Ground) -> Stopped | None:
    """A unit may refuse within the limit; later it is not accepted."""
    offered = _day(row, "offered")
    until = offered and ground.limits.until(row["problem_kind"], ProblemStage.OFFERED, offered)
    refused = _day(row, "refused") or ground.on
    if offered is None or until is None or refused <= until:
        return None
    return Stopped(catalog.REFUSED_LATE, "refuse_why", {"offered": offered, "until": until})


def _may_close(row: Row, ground: Ground) -> Stopped | None:
    """Closed is what satisfied, was explained, or where nobody could be reached often enough."""
    stage = ground.words.stage(row["stage"])
    if stage is ProblemStage.REVIEWED and _count(row, "tries") < ground.tries:
        values = {"step": "销号", "lacking": f"回访结果（未接通满{ground.tries}次也可以销号）"}
        return Stopped(catalog.STEP_LACKS, "satisfaction", values)
    if stage is ProblemStage.VISITED and row["satisfaction"] not in SATISFIED:
        options = ["重办", "解释备案"]
        said: Mapping[str, object] = {
            "stage": row["satisfaction"],
            "step": "销号",
            "allowed": options,
        }
        return Stopped(catalog.STEP_NOT_FROM, "satisfaction", said)
    return None


def _unsatisfied(blame: str, step: str) -> Callable[[Row, Ground], Stopped | None]:
    def check(row: Row, ground: Ground) -> Stopped | None:
        if ground.words.stage(row["stage"]) is ProblemStage.CLOSED:
            lacks = str(row["review"]).strip() == ""
            values: dict[str, object] = {"step": step, "lacking": "审核意见（为什么重办）"}
            return Stopped(catalog.STEP_LACKS, "review", values) if lacks else None
        if row["satisfaction"] != UNSATISFIED or row["blame"] != blame:
            values = {"step": step, "lacking": f"满意度“{UNSATISFIED}”和不满意原因“{blame}”"}
            return Stopped(catalog.STEP_LACKS, "blame", values)
        return None

    return check


def _assign(row: Row, ground: Ground, cells: CellValues) -> CellValues:
    """The deadline, where none is written yet."""
    assigned = cells["assigned"]
    if row["due"] != "" or not isinstance(assigned, date):
        return {}
    until = ground.limits.due(row["problem_kind"], assigned)
    return {} if until is None else {"due": until}


def _refuse(_: Row, __: Ground, ___: CellValues) -> CellValues:
    """Back to who sorts them; whom it was offered to stands in 办理经过."""
    return {"unit": "", "offered": "", "refuse_why": "", "refuse_to": "", "refused": ""}


def _send_back(row: Row, _: Ground, __: CellValues) -> CellValues:
    return {"sent_back": _count(row, "sent_back") + 1, "answered": "", "reviewed": ""}


def _visit(row: Row, ground: Ground, _: CellValues) -> CellValues:
    """Who was not reached is tried again."""
    if row["satisfaction"] != NOT_REACHED:
        return {}
    again = ground.words.word(ProblemStage.REVIEWED)
    return {"stage": again, "tries": _count(row, "tries") + 1, "satisfaction": "", "visited": ""}


def _may_extend(row: Row, ground: Ground) -> Stopped | None:
    """Asked for before the day, to a later one, no further than the kind of problem allows."""
    due, until = _day(row, "due"), _day(row, "extended_to")
    if due is None or until is None:
        column = "due" if due is None else "extended_to"
        return Stopped(catalog.STEP_LACKS, column, {"step": "延长", "lacking": LABELS[column]})
    if ground.on > due:
        return Stopped(catalog.EXTENSION_LATE, "extended_to", {"due": due, "applied": ground.on})
    if until <= due:
        return Stopped(catalog.EXTENSION_NOT_LATER, "extended_to", {"found": until, "due": due})
    most = ground.limits.latest(row["problem_kind"], _day(row, "due_original") or due)
    if most is not None and until > most:
        return Stopped(catalog.EXTENDED_FAR, "extended_to", {"found": until, "most": most})
    return None


def _extend(row: Row, _: Ground, __: CellValues) -> CellValues:
    """The new day; the first one stays beside it."""
    return {
        "due": row["extended_to"],
        "due_original": row["due_original"] or row["due"],
        "extended_to": "",
    }


def _redo(row: Row, ground: Ground, _: CellValues) -> CellValues:
    """Once more from the work on, with a deadline of its own."""
    until = ground.limits.due(row["problem_kind"], ground.on, again=True)
    again: CellValues = {} if until is None else {"due": until}
    cleared = dict.fromkeys(
        ("answered", "reviewed", "visited", "satisfaction", "blame", "closed"), ""
    )
    return {"redone": _count(row, "redone") + 1, **cleared, **again}


def _from(*stages: ProblemStage) -> frozenset[ProblemStage]:
    return frozenset(stages)


STEPS: Mapping[str, Step] = {
    "分办": Step(_from(ProblemStage.RAISED), ProblemStage.OFFERED, ("unit",), "offered"),
    "退回分办": Step(_from(ProblemStage.OFFERED), ProblemStage.RAISED, ("refuse_why", "refuse_to"), "", _in_time,
                 _refuse),
    "交办": Step(_from(ProblemStage.RAISED, ProblemStage.OFFERED), ProblemStage.ASSIGNED, ("unit",), "assigned", None,
               _assign),
    "签收": Step(_from(ProblemStage.ASSIGNED), ProblemStage.SIGNED, (), "signed"),
    "办理": Step(_from(ProblemStage.SIGNED, ProblemStage.REDOING, ProblemStage.PENDING, ProblemStage.UPWARD), ProblemStage.WORKING),
    "反馈": Step(_from(ProblemStage.SIGNED, ProblemStage.WORKING, ProblemStage.REDOING), ProblemStage.ANSWERED, ("result",),
               "answered"),
    "审核通过": Step(_from(ProblemStage.ANSWERED), ProblemStage.REVIEWED, ("result", "reviewer"),
               "reviewed"),
    "退办": Step(_from(ProblemStage.ANSWERED), ProblemStage.WORKING, ("review",), "", None, _send_back),
    "回访": Step(_from(ProblemStage.REVIEWED), ProblemStage.VISITED, ("satisfaction",), "visited", None, _visit),
    "重办": Step(_from(ProblemStage.VISITED, ProblemStage.CLOSED), ProblemStage.REDOING, (), "",
               _unsatisfied(OWN_FAULT, "重办"), _redo),
    "解释备案": Step(_from(ProblemStage.VISITED), ProblemStage.EXPLAINED, ("review",), "",
                 _unsatisfied(NO_FAULT, "解释备案")),
    "上报协调": Step(_from(ProblemStage.SIGNED, ProblemStage.WORKING, ProblemStage.REDOING), ProblemStage.UPWARD,
                 ("upward", "proposal")),
    "挂账": Step(_from(ProblemStage.SIGNED, ProblemStage.WORKING, ProblemStage.UPWARD, ProblemStage.PENDING), ProblemStage.PENDING, ("measures",)),
    "延长": Step(IN_HAND, None, ("extended_to", "extend_why"), "", _may_extend, _extend),
    "销号": Step(_from(ProblemStage.REVIEWED, ProblemStage.VISITED, ProblemStage.EXPLAINED), ProblemStage.CLOSED,
               ("result", "reviewer"), "closed", _may_close),
}  # fmt: skip
