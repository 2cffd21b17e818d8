"""Progress and figures as reported: beside last period's, the target, and the other units'."""

from collections.abc import Iterator

from taizhang.core.catalog import form_checks as catalog
from taizhang.core.checks.forms.replies import ReturnedRows
from taizhang.core.checks.ledger.history import JUMP, SLACK
from taizhang.core.checks.measured import Measured, done_below, far_apart, far_over, met_undone
from taizhang.core.checks.standing import is_running_total, target_of
from taizhang.core.issues import Issue, percent


def progress_fell(back: ReturnedRows) -> Iterator[Issue]:
    """F601: work once done does not become undone."""
    for reply, found in back.with_progress:
        before = reply.before("progress")
        if before is not None and found < before - SLACK:
            yield catalog.PROGRESS_FELL.at(
                reply.at("progress"), before=percent(before), found=percent(found)
            )


def progress_jumped(back: ReturnedRows) -> Iterator[Issue]:
    """F602: half the work in one period was done before, or is not done.

    A unit's first report has nothing to jump from.
    """
    for reply, found in back.with_progress:
        before = reply.last.share("progress") if reply.last else None
        if before is not None and found - before >= JUMP - 1e-9:
            yield catalog.PROGRESS_JUMPED.at(
                reply.at("progress"), before=percent(before), found=percent(found),
                points=round((found - before) * 100, 1),
            )  # fmt: skip


def value_fell(back: ReturnedRows) -> Iterator[Issue]:
    """F603: a running total that shrinks is this period's figure."""
    for reply, found in back.with_actual:
        before = reply.before("actual")
        if before is None or not is_running_total(reply.task):
            continue
        if found < before * (1 - 1e-9):
            yield catalog.VALUE_FELL.at(reply.at("actual"), before=before, found=found)


def report_target_met(back: ReturnedRows) -> Iterator[Issue]:
    """F609: one of the two cells was not brought up to date."""
    return met_undone(catalog.REPORT_TARGET_MET, _measured(back))


def report_below_target(back: ReturnedRows) -> Iterator[Issue]:
    """F610: 100 % with two of three is a claim that an inspection will find."""
    return done_below(catalog.REPORT_BELOW_TARGET, _measured(back))


def report_ratio_far(back: ReturnedRows) -> Iterator[Issue]:
    """F611: a value of this period only, or a progress that was guessed."""
    return far_apart(catalog.REPORT_RATIO_FAR, _measured(back))


def report_far_over(back: ReturnedRows) -> Iterator[Issue]:
    """F612: ten times the target is mostly 元 for 万元."""
    return far_over(catalog.REPORT_FAR_OVER, _aimed(back))


def parts_exceed(back: ReturnedRows) -> Iterator[Issue]:
    """F613: helpers report their own part, the leading unit the whole."""
    parts: dict[str, float] = {}
    for reply, amount in back.with_actual:
        if not reply.leads and is_running_total(reply.task):
            parts[reply.row.name] = parts.get(reply.row.name, 0.0) + amount
    for reply, whole in back.with_actual:
        total = parts.get(reply.row.name)
        if not reply.leads_alone or total is None:
            continue
        if total > whole * (1 + 1e-9):
            yield catalog.PARTS_EXCEED.at(reply.at("actual"), found=total, whole=whole)


def _measured(back: ReturnedRows) -> Iterator[Measured]:
    """The task's own figures: a running total, a target for it, and a progress."""
    for reply, actual in back.with_actual:
        progress = reply.share("progress") if reply.leads_alone else None
        target = None if progress is None else target_of(reply.task)
        if target and progress is not None:
            yield Measured(reply.at, actual, target, progress)


def _aimed(back: ReturnedRows) -> Iterator[Measured]:
    """Anybody's running total, and the task's target for it."""
    for reply, actual in back.with_actual:
        target = target_of(reply.task)
        if target is not None:
            yield Measured(reply.at, actual, target)


CHECKS = (
    progress_fell, progress_jumped, value_fell, report_target_met, report_below_target,
    report_ratio_far, report_far_over,
)  # fmt: skip
ROUND_CHECKS = (parts_exceed,)
