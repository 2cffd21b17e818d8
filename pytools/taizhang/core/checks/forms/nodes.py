"""Nodes as reported, and whom to ring up about them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from taizhang.core.catalog import form_checks as catalog
from taizhang.core.checks.forms.replies import Reply, ReturnedRows
from taizhang.core.checks.ledger.nodes import nodes_by_task
from taizhang.core.checks.standing import is_closed
from taizhang.core.checks.telephones import bad_phone
from taizhang.core.checks.view import CheckedRow
from taizhang.core.issues import Issue, Place


def done_in_future(back: ReturnedRows) -> Iterator[Issue]:
    """F801: what is done was done by today."""
    on = back.view.ledger.on
    for reply in back.nodes:
        found = reply.day_in("done")
        if found is not None and found > on:
            yield catalog.NODE_DONE_IN_FUTURE.at(reply.at("done"), found=found)


def done_early(back: ReturnedRows) -> Iterator[Issue]:
    """F802: mostly last year's date; a deadline before the plan is the plan's own doing."""
    for reply in back.nodes:
        found, start = reply.day_in("done"), reply.task.day("start")
        due = reply.task.day("due")
        if found is None or start is None or (due is not None and due < start):
            continue
        if found < start:
            yield catalog.NODE_DONE_EARLY.at(reply.at("done"), found=found, start=start)


def node_skipped(back: ReturnedRows) -> Iterator[Issue]:
    """F803: the third step done and the second not was mostly left out by mistake."""
    done = {row.name for row in back.view.ledger["nodes"] if row.text("done")}
    done |= {reply.row.name for reply in back.nodes if reply.day_in("done") is not None}
    first_open = _first_open(nodes_by_task(back.view.ledger), done)
    for reply in back.nodes:
        node = first_open.get(reply.row.name)
        if node is not None and reply.wrote("done"):
            yield catalog.NODE_SKIPPED.at(reply.at("done"), found=node.text("node"))


def _first_open(nodes: Mapping[str, Sequence[CheckedRow]], done: set[str]) -> dict[str, CheckedRow]:
    """For each node that is done behind an open one of its task, the first open one."""
    found: dict[str, CheckedRow] = {}
    for rows in nodes.values():
        waiting: CheckedRow | None = None
        for row in rows:
            if row.name not in done:
                waiting = waiting or row
            elif waiting is not None:
                found[row.name] = waiting
    return found


def overdue_silent(back: ReturnedRows) -> Iterator[Issue]:
    """F804: a node turns its task red, and the leader will ask about it."""
    for reply in back.nodes:
        planned = reply.row.day("planned")
        late = planned is not None and planned < reply.day and not is_closed(reply.task)
        if late and not reply.row.text("done") and reply.lacks("done") and reply.lacks("note"):
            yield catalog.NODE_OVERDUE_SILENT.at(reply.at("done"), due=planned)


def date_changed(back: ReturnedRows) -> Iterator[Issue]:
    """F806: history is not rewritten without somebody asking why."""
    for reply in back.nodes:
        before, found = _sent_day(reply), reply.day_in("done")
        if before is not None and found is not None and found != before:
            yield catalog.NODE_DATE_CHANGED.at(reply.at("done"), before=before, found=found)


def _sent_day(reply: Reply) -> object:
    """The day that the form was sent with."""
    base = reply.sent("done")
    if isinstance(base, datetime):
        return base.date()
    return base or None


def phone_malformed(back: ReturnedRows) -> Iterator[Issue]:
    """F805: a question about the form is asked by telephone."""
    for form in back.forms:
        found = bad_phone(form.phone)
        if found:
            yield catalog.FILLER_PHONE_MALFORMED.at(Place(form.file), found=found)


CHECKS = (done_in_future, done_early, overdue_silent, date_changed, phone_malformed)
ROUND_CHECKS = (node_skipped,)
