"""The way to 已销号 as a machine of events, and nothing else: no sheet, no file, no clock.

办理中 → 申请销号 → 核查 → 公示 (where it is asked for) → 已销号. A task that is sent back, or taken
up again after it was closed, begins a new round. Whoever skips a step is refused with the rule that
says so; a refused event changes nothing, so replaying the same events gives the same case.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from taizhang.core.catalog import loops as catalog
from taizhang.core.catalog import schedule
from taizhang.core.issues import Rule, percent

FULL = 1 - 1e-9


class RoundStanding(StrEnum):
    """How one round stands, in the words of 销号记录."""

    OPEN = "办理中"
    WAITING = "待核查"
    CHECKED = "已核查"
    PUBLIC = "公示中"
    CLOSED = "已销号"
    RETURNED = "已退回"
    WITHDRAWN = "已撤回"
    RESTARTED = "已重启"


UNDER_WAY = (RoundStanding.WAITING, RoundStanding.CHECKED, RoundStanding.PUBLIC)
OVER = (RoundStanding.RETURNED, RoundStanding.WITHDRAWN, RoundStanding.RESTARTED)


@dataclass(frozen=True, slots=True)
class Case:
    """One task: how it stands, in which round, with which figures.

    `progress` is a share, None where there is none. `instant` is 立行立改, which needs no review.
    """

    standing: RoundStanding = RoundStanding.OPEN
    round: int = 0
    instant: bool = False
    actual: float | None = None
    progress: float | None = None
    applied: date | None = None
    checked: date | None = None
    public_to: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """The unit reports its figures."""

    actual: float | None
    progress: float | None


@dataclass(frozen=True, slots=True)
class Applied:
    """The unit asks for the task to be closed."""

    on: date


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The unit takes its request back."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Somebody has looked: who, when, how."""

    on: date | None
    by: str
    how: str


@dataclass(frozen=True, slots=True)
class Published:
    """The result is shown to the public, both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Approved:
    """The office agrees, on a day; `today` is the day on which that is carried out."""

    on: date
    today: date


@dataclass(frozen=True, slots=True)
class SentBack:
    """The office does not agree, and says what is still to be done."""

    text: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """A closed task is taken up again, for a reason and on a basis."""

    on: date
    why: str
    basis: str


ClosingEvent = (
    Reported | Applied | Withdrawn | Checked | Published | Approved | SentBack | Restarted
)


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that may not happen: the rule, the column of 销号记录 that it speaks of, its values."""

    rule: Rule
    column: str
    values: tuple[tuple[str, object], ...] = ()


def _refused(rule: Rule, column: str, **values: object) -> Refused:
    return Refused(rule, column, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Loop:
    """The office's own choice: how many days a result is shown, 0 where that is not asked for."""

    public_days: int = 0

    def step(self, case: Case, event: ClosingEvent) -> Case | Refused:
        """The case after the event, or why it may not happen."""
        if isinstance(event, Approved):
            return self._approve(case, event)
        return _STEPS[type(event)](case, event)

    def replay(self, case: Case, events: Iterable[ClosingEvent]) -> Case:
        """The case after all events, those refused left out."""
        for event in events:
            after = self.step(case, event)
            case = case if isinstance(after, Refused) else after
        return case

    def _approve(self, case: Case, event: Approved) -> Case | Refused:
        if (wrong := self._unfit(case, event)) is not None:
            return wrong
        return replace(case, standing=RoundStanding.CLOSED, closed=event.on)

    def _unfit(self, case: Case, event: Approved) -> Refused | None:
        """What stands in the way of closing."""
        if case.standing not in UNDER_WAY:
            return _misplaced(case)
        if is_short(case.progress):
            return _short(case.progress, "decision")
        if case.standing is RoundStanding.WAITING and not case.instant:
            return _refused(
                catalog.CLOSING_UNCHECKED, "checked", lacking="核查人、核查日期、核查方式"
            )
        if (wrong := self._unshown(case, event)) is not None:
            return wrong
        if event.on > event.today:
            return _refused(schedule.FUTURE_DATE, "closed", found=event.on)
        return _early("closed", event.on, (("核查日期", case.checked), ("申请日期", case.applied)))

    def _unshown(self, case: Case, event: Approved) -> Refused | None:
        """What is lacking of a publicity."""
        if self.public_days and case.standing is not RoundStanding.PUBLIC and not case.instant:
            return _refused(catalog.PUBLICITY_MISSING, "decision", days=self.public_days)
        if case.public_to is not None and min(event.on, event.today) <= case.public_to:
            return _refused(catalog.PUBLICITY_RUNNING, "public_to", until=case.public_to)
        return None


def is_short(progress: float | None) -> bool:
    """Whether a task is known to be unfinished; one without any figure is for the reviewer."""
    return progress is not None and progress < FULL


def _short(progress: float | None, column: str) -> Refused:
    return _refused(catalog.CLOSING_UNDONE, column, found=percent(progress or 0.0))


def _misplaced(case: Case) -> Refused:
    """An event of a round that is not under way."""
    if case.standing is RoundStanding.WITHDRAWN:
        return _refused(catalog.APPLICATION_WITHDRAWN, "decision", round=case.round)
    return _refused(catalog.CLOSING_UNCHECKED, "standing", lacking="销号申请")


_LABELS = {"checked": "核查日期", "public_from": "公示起", "public_to": "公示止", "closed": "销号日期",
           "restarted": "重启日期"}  # fmt: skip


def _early(column: str, found: date, before: Iterable[tuple[str, date | None]]) -> Refused | None:
    """A date before one that must come first."""
    for other, day in before:
        if day is not None and found < day:
            label = _LABELS[column]
            return _refused(
                catalog.CLOSING_DATES, column, label=label, found=found, other=other, before=day
            )
    return None


def _report(case: Case, event: Reported) -> Case | Refused:
    if case.standing is RoundStanding.CLOSED:
        return _refused(
            catalog.CLOSED_FIGURE_KEPT, "progress", label="完成进度", found=event.progress
        )
    return replace(case, actual=event.actual, progress=event.progress)


def _apply(case: Case, event: Applied) -> Case | Refused:
    if case.standing is RoundStanding.CLOSED or case.standing in UNDER_WAY:
        return _refused(catalog.RESTART_NOT_CLOSED, "event", found=case.standing)
    if is_short(case.progress):
        return _short(case.progress, "event")
    return replace(
        case, standing=RoundStanding.WAITING, round=case.round + 1, applied=event.on,
        checked=None, public_to=None, closed=None,
    )  # fmt: skip


def _withdraw(case: Case) -> Case | Refused:
    if case.standing not in UNDER_WAY:
        return _misplaced(case)
    return replace(case, standing=RoundStanding.WITHDRAWN)


def _check(case: Case, event: Checked) -> Case | Refused:
    if case.standing not in UNDER_WAY:
        return _misplaced(case)
    said = (("核查人", event.by), ("核查日期", event.on), ("核查方式", event.how))
    lacking = [label for label, value in said if not value]
    if event.on is None or lacking:
        return _refused(catalog.CLOSING_UNCHECKED, "checked", lacking=lacking)
    if (wrong := _early("checked", event.on, [("申请日期", case.applied)])) is not None:
        return wrong
    standing = (
        RoundStanding.PUBLIC if case.standing is RoundStanding.PUBLIC else RoundStanding.CHECKED
    )
    return replace(case, standing=standing, checked=event.on)


def _publish(case: Case, event: Published) -> Case | Refused:
    if case.standing not in UNDER_WAY:
        return _misplaced(case)
    if case.checked is None and not case.instant:
        return _refused(catalog.CLOSING_UNCHECKED, "checked", lacking="核查人、核查日期、核查方式")
    first = _early("public_from", event.first, [("核查日期", case.checked)])
    last = _early("public_to", event.last, [("公示起", event.first)])
    wrong = first or last
    return wrong or replace(case, standing=RoundStanding.PUBLIC, public_to=event.last)


def _send_back(case: Case, event: SentBack) -> Case | Refused:
    if case.standing not in UNDER_WAY:
        return _misplaced(case)
    if not event.text.strip():
        return _refused(catalog.REWORK_MISSING, "rework")
    return replace(case, standing=RoundStanding.RETURNED)


def _restart(case: Case, event: Restarted) -> Case | Refused:
    if case.standing is not RoundStanding.CLOSED:
        return _refused(catalog.RESTART_NOT_CLOSED, "restart", found=case.standing)
    said = (("重启原因", event.why), ("重启依据", event.basis))
    if lacking := [label for label, text in said if not text.strip()]:
        return _refused(catalog.RESTART_UNFOUNDED, "restart", lacking=lacking)
    if (wrong := _early("restarted", event.on, [("销号日期", case.closed)])) is not None:
        return wrong
    return replace(case, standing=RoundStanding.RESTARTED, closed=None)


_STEPS: Mapping[type, Callable[[Case, Any], Case | Refused]] = {
    Reported: _report,
    Applied: _apply,
    Withdrawn: lambda case, _: _withdraw(case),
    Checked: _check,
    Published: _publish,
    SentBack: _send_back,
    Restarted: _restart,
}
