"""What the office's words for the stages of 问题台账 stand for, and how many workdays each may take.

The words stand in 问题环节, each with its 角色; an office may rename them. Those of ledgers made before
the loop had all its steps are known too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from taizhang.core.columns import Key
from taizhang.core.periods import IsWorkday
from taizhang.core.values.settled import day_of

OTHERS = "其他"
PLAIN_DAYS = "自然日"


class ProblemStage(StrEnum):
    """Where a problem is, from being raised to being closed."""

    RAISED = "收集"
    OFFERED = "分办"
    ASSIGNED = "交办"
    SIGNED = "签收"
    WORKING = "办理"
    ANSWERED = "反馈"
    REVIEWED = "审核"
    VISITED = "回访"
    REDOING = "重办"
    EXPLAINED = "解释备案"
    UPWARD = "上报协调"
    PENDING = "挂账"
    CLOSED = "销号"


# the words of earlier ledgers
EARLIER: Mapping[str, ProblemStage] = {
    "收集报送": ProblemStage.RAISED, "精准交办": ProblemStage.ASSIGNED, "限时办结": ProblemStage.WORKING,
    "结果反馈": ProblemStage.ANSWERED, "问题销号": ProblemStage.CLOSED,
}  # fmt: skip
SHIPPED: Mapping[str, ProblemStage] = {**{stage.value: stage for stage in ProblemStage}, **EARLIER}
# the column with the day that brought a problem into a stage
SINCE: Mapping[ProblemStage, Key] = {
    ProblemStage.RAISED: "raised", ProblemStage.OFFERED: "offered", ProblemStage.ASSIGNED: "assigned",
    ProblemStage.SIGNED: "signed", ProblemStage.ANSWERED: "answered", ProblemStage.REVIEWED: "reviewed",
    ProblemStage.VISITED: "visited",
}  # fmt: skip
# of these the limit makes 办理时限, by which they are judged
BY_DUE = frozenset({ProblemStage.WORKING, ProblemStage.REDOING})
NO_LIMIT = BY_DUE | {ProblemStage.CLOSED}
HANDED_OUT = frozenset(ProblemStage) - {ProblemStage.RAISED, ProblemStage.OFFERED}
IN_HAND = frozenset(
    {ProblemStage.ASSIGNED, ProblemStage.SIGNED, ProblemStage.WORKING, ProblemStage.REDOING}
)


@dataclass(frozen=True, slots=True)
class StageWords:
    """The office's words by their stages, in its order."""

    words: Mapping[str, ProblemStage]

    def stage(self, word: object) -> ProblemStage | None:
        """The stage that a word means; a blank is a problem just raised, None where nothing says it.

        >>> words_of([]).stage("精准交办"), words_of([]).stage("")
        (<ProblemStage.ASSIGNED: '交办'>, <ProblemStage.RAISED: '收集'>)
        """
        text = str(word).strip()
        return (self.words.get(text) or SHIPPED.get(text)) if text else ProblemStage.RAISED

    def word(self, stage: ProblemStage) -> str:
        """The word to write for a stage: the office's first, else the one that ships."""
        return next((word for word, own in self.words.items() if own is stage), stage.value)


def words_of(rows: Iterable[Mapping[str, object]]) -> StageWords:
    """The words as the sheet 问题环节 gives them: 角色, else the word that ships."""
    found: dict[str, ProblemStage] = {}
    for row in rows:
        word, role = str(row.get("stage", "")).strip(), str(row.get("role", "")).strip()
        stage = next((s for s in ProblemStage if s.value == role), None) or SHIPPED.get(word)
        if word and stage is not None:
            found.setdefault(word, stage)
    return StageWords(found)


def stage_rows(
    words: Iterable[str], shipped: Iterable[Mapping[str, object]]
) -> Iterator[dict[str, str]]:
    """The first rows of 问题环节: the words that the office has, then those for stages it lacks.

    >>> rows = stage_rows(["精准交办"], [{"stage": "交办", "note": ""}, {"stage": "签收", "note": ""}])
    >>> [(row["stage"], row["role"]) for row in rows]
    [('精准交办', '交办'), ('签收', '签收')]
    """
    notes = {str(row["stage"]): str(row["note"]) for row in shipped}
    there: set[str] = set()
    for word in words:
        role = SHIPPED[word].value if word in SHIPPED else ""
        there.add(role)
        yield {"stage": word, "role": role, "note": notes.get(role, "")}
    for stage, note in notes.items():
        if stage not in there:
            yield {"stage": stage, "role": stage, "note": note}


@dataclass(frozen=True, slots=True)
class StageLimits:
    """Workdays that a stage of a kind of problems may take; `workday` knows the calendar."""

    days: Mapping[tuple[str, ProblemStage], int]
    workday: IsWorkday
    plain: Collection[tuple[str, ProblemStage]] = ()
    more: Mapping[tuple[str, ProblemStage], int] = field(default_factory=dict)

    def until(self, kind: object, stage: ProblemStage, since: date) -> date | None:
        """The last day on which the stage is in time, None where there is no limit."""
        key = next((k for k in ((str(kind), stage), (OTHERS, stage)) if k in self.days), None)
        if key is None:
            return None
        if key in self.plain:
            return since + timedelta(days=self.days[key])
        return workdays_after(since, self.days[key], self.workday)

    def due(self, kind: object, since: date, *, again: bool = False) -> date | None:
        """办理时限 of a problem handed out that day; one that is done again has its own days or these."""
        stages = (ProblemStage.REDOING, ProblemStage.WORKING) if again else (ProblemStage.WORKING,)
        for stage in stages:
            if any((k, stage) in self.days for k in (str(kind), OTHERS)):
                return self.until(kind, stage, since)
        return None

    def latest(self, kind: object, due: date) -> date | None:
        """Until when a deadline may be put off at most; None where nobody has said."""
        key = (str(kind), ProblemStage.WORKING)
        if key not in self.more:
            return None
        days = self.more[key]
        if key in self.plain:
            return due + timedelta(days=days)
        return workdays_after(due, days, self.workday)

    def ends(self, row: Mapping[str, object], stage: ProblemStage | None) -> date | None:
        """By which day a problem has to leave its stage; None where no limit runs from its start."""
        began = began_in(row, stage)
        if stage is None or stage in NO_LIMIT or began is None:
            return None
        return self.until(row["problem_kind"], stage, began)


def began_in(row: Mapping[str, object], stage: ProblemStage | None) -> date | None:
    """Since when a problem is in its stage: 环节起日, or the later day that a clerk wrote of it.

    >>> row = {"stage_since": date(2022, 6, 1), "answered": date(2022, 6, 3)}
    >>> began_in(row, ProblemStage.ANSWERED)
    datetime.date(2022, 6, 3)
    """
    written = row.get(SINCE[stage]) if stage is not None and stage in SINCE else None
    days = (day_of(value) for value in (written, row.get("stage_since")))
    return max((day for day in days if day is not None), default=None)


def workdays_after(since: date, days: int, workday: IsWorkday) -> date:
    """The day that many workdays later; the first day does not count.

    >>> workdays_after(date(2022, 6, 24), 2, lambda day: day.weekday() < 5)
    datetime.date(2022, 6, 28)
    """
    day = since
    while days > 0:
        day += timedelta(1)
        days -= workday(day)
    return day


def limits_of(
    rows: Iterable[Mapping[str, object]], words: StageWords, workday: IsWorkday
) -> StageLimits:
    """The limits as 问题时限 gives them; rows that cannot be read are for the checks."""
    found: dict[tuple[str, ProblemStage], int] = {}
    plain = set[tuple[str, ProblemStage]]()
    longer: dict[tuple[str, ProblemStage], int] = {}
    for row in rows:
        stage, days = words.stage(row["stage"]), row["days"]
        key = (str(row["problem_kind"]).strip() or OTHERS, stage) if stage is not None else None
        if row["stage"] and key is not None and isinstance(days, int | float) and key not in found:
            found[key] = int(days)
            plain |= {key} if row.get("day_count") == PLAIN_DAYS else set()
            more = row.get("more_days", "")
            longer |= {key: int(more)} if isinstance(more, int | float) else {}
    return StageLimits(found, workday, frozenset(plain), longer)
