"""报送记录: what a unit says this period beside what it said before.

Only the two latest reports are compared, and only when the latest is of the current period: what
was asked about last month is not asked about again.
"""

from collections.abc import Callable, Iterator, Mapping

from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.checks.ledger.texts import quoted
from taizhang.core.checks.standing import has_long_cadence, is_done, is_running_total
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.columns import Key
from taizhang.core.issues import Issue, percent
from taizhang.core.periods import period_start
from taizhang.core.submission import CO
from taizhang.core.tables import UNDONE
from taizhang.core.values.text import keep_letters

JUMP = 0.5
SLACK = 0.005
ReportsByUnit = Mapping[tuple[str, str], list[CheckedRow]]
FigureOf = Callable[[CheckedRow, Key], float | None]


def reports_by_unit(view: LedgerView) -> ReportsByUnit:
    """Valid reports by (任务编号, 单位), oldest first."""
    rows = [row for row in view["reports"] if row.text("validity") != UNDONE]
    found: dict[tuple[str, str], list[CheckedRow]] = {}
    for row in sorted(rows, key=lambda r: (period_start(r.text("period")), r.number)):
        found.setdefault((row.task_id, row.text("unit")), []).append(row)
    return found


def last_before(view: LedgerView, period: str) -> dict[tuple[str, str], CheckedRow]:
    """The latest valid report of each unit and task before that period."""
    limit = period_start(period)
    return {
        key: earlier[-1]
        for key, rows in reports_by_unit(view).items()
        if (earlier := [r for r in rows if period_start(r.text("period")) < limit])
    }


def record_same_text(view: LedgerView) -> Iterator[Issue]:
    """L831: three months of the same sentence is no report."""
    for rows in _current(view):
        now = rows[-1]
        core, task = keep_letters(now.text("latest")), view.tasks.get(now.task_id)
        if not core or is_done(now) or now.text("role") == CO or _rests(task):
            continue
        count = _run(rows, core)
        if count > 1:
            yield catalog.RECORD_SAME_TEXT.at(
                now.at("latest"), unit=now.text("unit"), count=count,
                found=quoted(now.text("latest")),
            )  # fmt: skip


def _run(rows: list[CheckedRow], core: str) -> int:
    """How many reports from the latest backwards say the same."""
    count = 0
    for row in reversed(rows):
        if keep_letters(row.text("latest")) != core:
            break
        count += 1
    return count


def _rests(task: CheckedRow | None) -> bool:
    return task is not None and has_long_cadence(task)


def record_progress_fell(view: LedgerView) -> Iterator[Issue]:
    """L832: work once done does not become undone."""
    for now, before, found in _pairs(view, "progress", CheckedRow.share):
        if found < before - SLACK:
            yield catalog.RECORD_PROGRESS_FELL.at(
                now.at("progress"), unit=now.text("unit"), before=percent(before),
                found=percent(found),
            )  # fmt: skip


def record_progress_jumped(view: LedgerView) -> Iterator[Issue]:
    """L833: half the work in one period was done before, or is not done."""
    for now, before, found in _pairs(view, "progress", CheckedRow.share):
        if found - before >= JUMP - 1e-9:
            yield catalog.RECORD_PROGRESS_JUMPED.at(
                now.at("progress"), unit=now.text("unit"), before=percent(before),
                found=percent(found), points=round((found - before) * 100, 1),
            )  # fmt: skip


def record_value_fell(view: LedgerView) -> Iterator[Issue]:
    """L834: a running total that shrinks is this period's figure."""
    for now, before, found in _pairs(view, "actual", CheckedRow.amount):
        task = view.tasks.get(now.task_id)
        if found < before * (1 - 1e-9) and task is not None and is_running_total(task):
            yield catalog.RECORD_VALUE_FELL.at(
                now.at("actual"), unit=now.text("unit"), before=before, found=found
            )


def _pairs(view: LedgerView, key: Key, read: FigureOf) -> Iterator[tuple[CheckedRow, float, float]]:
    """The current report, the figure before it, and its own."""
    for rows in _current(view):
        if len(rows) < 2:
            continue
        before, found = read(rows[-2], key), read(rows[-1], key)
        if before is not None and found is not None:
            yield rows[-1], before, found


def _current(view: LedgerView) -> Iterator[list[CheckedRow]]:
    period = view.setting("period")
    for rows in reports_by_unit(view).values():
        if not period or rows[-1].text("period") == period:
            yield rows


CHECKS = (record_same_text, record_progress_fell, record_progress_jumped, record_value_fell)
