"""Finishing as reported: 100 % and 申请销号 with evidence, with all nodes, by the leading unit."""

from collections.abc import Iterator

from taizhang.core.catalog import form_checks as catalog
from taizhang.core.checks.forms.replies import Reply, ReturnedRows
from taizhang.core.checks.ledger.nodes import nodes_by_task
from taizhang.core.checks.standing import FULL, is_closed
from taizhang.core.issues import Issue, percent
from taizhang.core.roles import ASKED_TO_CLOSE


def done_no_evidence(back: ReturnedRows) -> Iterator[Issue]:
    """F604: who signs off needs something to look at."""
    for reply in back.led:
        if _is_full(reply) and reply.lacks("evidence") and not reply.text("request"):
            yield catalog.REPORT_DONE_NO_EVIDENCE.at(reply.at("evidence"), found="100%")


def request_below_full(back: ReturnedRows) -> Iterator[Issue]:
    """F605: 申请销号 turns a lamp blue; an unfinished task would hide behind it."""
    for reply in back.led:
        progress = reply.share("progress")
        if reply.text("request") and progress is not None and progress < FULL:
            yield catalog.REQUEST_BELOW_FULL.at(reply.at("request"), found=percent(progress))


def request_no_evidence(back: ReturnedRows) -> Iterator[Issue]:
    """F606: 谁验收谁负责, so there must be something to examine."""
    for reply in back.led:
        if reply.text("request") and reply.lacks("evidence"):
            yield catalog.REQUEST_NO_EVIDENCE.at(reply.at("evidence"), found=reply.text("request"))


def request_open_nodes(back: ReturnedRows) -> Iterator[Issue]:
    """F607: a task whose steps are open was finished on paper, or not."""
    nodes, done = nodes_by_task(back.view.ledger), _reported_done(back)
    for reply in back.led:
        rows = nodes.get(reply.task.task_id, ()) if reply.text("request") else ()
        first = next((n for n in rows if not n.text("done") and n.name not in done), None)
        if first is not None:
            yield catalog.REQUEST_OPEN_NODES.at(reply.at("request"), found=first.text("node"))


def done_not_requested(back: ReturnedRows) -> Iterator[Issue]:
    """F608: a finished task goes on being chased until somebody asks to close it."""
    for reply in back.led:
        over = is_closed(reply.task) or reply.task.stage in ASKED_TO_CLOSE
        if _is_full(reply) and reply.lacks("request") and not over:
            yield catalog.DONE_NOT_REQUESTED.at(reply.at("request"), found="100%")


def closed_task_reported(back: ReturnedRows) -> Iterator[Issue]:
    """F614: closed is closed; a second round is opened by the office, not by a form."""
    reported = back.view.spec.reported
    for reply in back.tasks if back.closed else ():
        if reply.said.key[0] not in back.closed:
            continue
        closed = reply.task.day("closed")
        first = next((key for key in reported if reply.wrote(key)), None)
        if first is not None and (closed is None or closed < reply.day):
            yield catalog.CLOSED_TASK_REPORTED.at(reply.at(first), found=reply.task.text("name"))


def helper_request(back: ReturnedRows) -> Iterator[Issue]:
    """F615: only the leading unit can say that the whole is done."""
    for reply in back.helped:
        if reply.text("request"):
            yield catalog.HELPER_REQUEST.at(reply.at("request"), found=reply.unit)


def _is_full(reply: Reply) -> bool:
    progress = reply.share("progress")
    return progress is not None and progress >= FULL


def _reported_done(back: ReturnedRows) -> set[str]:
    return {reply.row.name for reply in back.nodes if reply.day_in("done") is not None}


CHECKS = (
    done_no_evidence, request_below_full, request_no_evidence, done_not_requested,
    closed_task_reported, helper_request,
)  # fmt: skip
ROUND_CHECKS = (request_open_nodes,)
