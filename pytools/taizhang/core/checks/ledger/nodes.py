"""Nodes: inside their task's span, in the order of their numbers, done when they say so."""

from collections.abc import Iterator
from datetime import date

from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.catalog import schedule
from taizhang.core.checks.standing import is_closed, is_done
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.issues import Issue, percent
from taizhang.core.roles import marked_words

NODE_DONE = 1  # place of the word among node_states, which ship as 未到期 已完成 逾期


def nodes_by_task(view: LedgerView) -> dict[str, list[CheckedRow]]:
    """Nodes of each task in the order of their numbers; rows without a number stay behind."""
    found: dict[str, list[CheckedRow]] = {}
    for row in view["nodes"]:
        found.setdefault(row.task_id, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: number if (number := row.amount("node_no")) is not None else 9e9)
    return found


def node_after_due(view: LedgerView) -> Iterator[Issue]:
    """S121: a step planned after the end is one of two slips."""
    for row, planned, _, due in _in_span(view):
        if planned > due:
            yield schedule.NODE_AFTER_DUE.at(row.at("planned"), found=planned, due=due)


def node_before_start(view: LedgerView) -> Iterator[Issue]:
    """S122: a step planned before the beginning is one of two slips."""
    for row, planned, start, _ in _in_span(view):
        if planned < start:
            yield schedule.NODE_BEFORE_START.at(row.at("planned"), found=planned, start=start)


def nodes_out_of_order(view: LedgerView) -> Iterator[Issue]:
    """S123: the second step before the first is a wrong number or a wrong month."""
    for rows in nodes_by_task(view).values():
        before: date | None = None
        for row in rows:
            planned = row.day("planned")
            if planned is None:
                continue
            if before is not None and planned < before:
                yield schedule.NODES_OUT_OF_ORDER.at(
                    row.at("planned"), found=planned, before=before
                )
            before = planned


def nodes_missing(view: LedgerView) -> Iterator[Issue]:
    """S124: construction without steps is green until the day it is red."""
    have = {row.task_id for row in view["nodes"]}
    works = marked_words(view.lists, "kinds", "works_kinds")
    for row in view["tasks"]:
        wanted = row.text("kind") in works and not is_closed(row)
        if wanted and row.task_id and row.task_id not in have:
            yield schedule.NODES_MISSING.at(row.at("kind"), found=row.text("kind"))


def node_done_before_start(view: LedgerView) -> Iterator[Issue]:
    """S125: mostly last year's date."""
    for row in view["nodes"]:
        done, task = row.day("done"), view.tasks.get(row.task_id)
        span = _span(task)
        if done is not None and span is not None and done < span[0]:
            yield schedule.NODE_DONE_BEFORE_START.at(row.at("done"), found=done, start=span[0])


def node_state_differs(view: LedgerView) -> Iterator[Issue]:
    """S126: the lamp looks at the date, people look at the word."""
    done = view.lists["node_states"][NODE_DONE]
    for row in view["nodes"]:
        state = row.text("node_state")
        if state and (state == done) != bool(row.text("done")):
            yield schedule.NODE_STATE_DIFFERS.at(
                row.at("node_state"), found=state, done=row["done"]
            )


def done_with_open_nodes(view: LedgerView) -> Iterator[Issue]:
    """L620: a finished task whose steps are open was finished on paper, or not."""
    nodes = nodes_by_task(view)
    for row in view["tasks"]:
        first = next((n for n in nodes.get(row.task_id, ()) if not n.text("done")), None)
        if first is not None and is_done(row):
            yield catalog.DONE_WITH_OPEN_NODES.at(row.at("progress"), found=first.text("node"))


def nodes_done_task_not(view: LedgerView) -> Iterator[Issue]:
    """L621: either the task is done too, or a step is missing from the plan."""
    nodes = nodes_by_task(view)
    for row in view["tasks"]:
        rows, progress = nodes.get(row.task_id, []), row.share("progress")
        if len(rows) < 2 or progress is None or is_done(row):
            continue
        if all(node.text("done") for node in rows):
            yield catalog.NODES_DONE_TASK_NOT.at(
                row.at("progress"), count=len(rows), progress=percent(progress)
            )


def _in_span(view: LedgerView) -> Iterator[tuple[CheckedRow, date, date, date]]:
    """Planned nodes of tasks whose span is in order, with the task's first and last day."""
    for row in view["nodes"]:
        planned, span = row.day("planned"), _span(view.tasks.get(row.task_id))
        if planned is not None and span is not None:
            yield row, planned, *span


def _span(task: CheckedRow | None) -> tuple[date, date] | None:
    start = task.day("start") if task else None
    due = task.day("due") if task else None
    return None if start is None or due is None or due < start else (start, due)


CHECKS = (
    node_after_due, node_before_start, nodes_out_of_order, nodes_missing, node_done_before_start,
    node_state_differs, done_with_open_nodes, nodes_done_task_not,
)  # fmt: skip
