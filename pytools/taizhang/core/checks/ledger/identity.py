"""What names a row, and what it refers to: numbers that are there once, parents that exist."""

from collections.abc import Iterator

from taizhang.core.catalog import ledger as catalog
from taizhang.core.catalog import ledger_checks
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.columns import Key, SheetKey
from taizhang.core.issues import Issue
from taizhang.core.submission import as_name
from taizhang.core.units import split_names
from taizhang.core.values.text import keep_letters

LONGEST_NAME = 60
NODE_SIGN = "#"
LINKED: tuple[SheetKey, ...] = (
    "problems", "closings", "extensions", "clues", "supervision", "meetings", "visits", "instructions",
    "inspections", "refusals", "acceptances", "teams", "registers",
)  # fmt: skip


def task_id_missing(view: LedgerView) -> Iterator[Issue]:
    """L104: without a number nothing that comes back finds its row."""
    for row in view["tasks"]:
        if not row.task_id:
            yield catalog.TASK_ID_MISSING.at(row.at("task_id"), name=row.text("name"))


def task_id_twice(view: LedgerView) -> Iterator[Issue]:
    """L103: two rows of one number take each other's reports."""
    for row in _repeated(view["tasks"], "task_id"):
        yield catalog.TASK_ID_TWICE.at(row.at("task_id"), found=row.task_id)


def problem_twice(view: LedgerView) -> Iterator[Issue]:
    """L519: two problems of one number are closed together."""
    for row in _repeated(view["problems"], "problem_id"):
        yield ledger_checks.PROBLEM_TWICE.at(row.at("problem_id"), found=row.text("problem_id"))


def id_unfit(view: LedgerView) -> Iterator[Issue]:
    """L513: in conflicts and in the log A#9 is the ninth node of A; who rules on it may mistake it."""
    for row in view["tasks"]:
        if NODE_SIGN in row.task_id:
            yield ledger_checks.ID_UNFIT.at(row.at("task_id"), found=row.task_id)


def same_task_twice(view: LedgerView) -> Iterator[Issue]:
    """L514: one task entered twice is reported, judged and counted twice."""
    seen: dict[tuple[str, ...], CheckedRow] = {}
    for row in view["tasks"]:
        key = (keep_letters(row.text("name")), *sorted(row.units("lead")), row.text("parent_id"))
        first = seen.setdefault(key, row)
        if key[0] and first is not row and first.task_id != row.task_id:
            yield ledger_checks.SAME_TASK_TWICE.at(row.at("name"), other=first.task_id)


def name_too_long(view: LedgerView) -> Iterator[Issue]:
    """L515: the wall chart has room for two lines of a name."""
    for row in view["tasks"]:
        count = len(row.text("name"))
        if count > LONGEST_NAME:
            yield ledger_checks.NAME_TOO_LONG.at(row.at("name"), count=count, most=LONGEST_NAME)


def parent_unknown(view: LedgerView) -> Iterator[Issue]:
    """L511: a child of nobody is left out of its parent's figures."""
    for row in view["tasks"]:
        parent = as_name(row["parent_id"])
        if parent and parent not in view.tasks:
            yield ledger_checks.PARENT_UNKNOWN.at(row.at("parent_id"), found=parent)


def parent_circle(view: LedgerView) -> Iterator[Issue]:
    """L512: a task above itself has no place in the tree."""
    parents = {name: as_name(row["parent_id"]) for name, row in view.tasks.items()}
    circles = _on_circles(parents)
    for name, row in view.tasks.items():
        if name in circles:
            yield ledger_checks.PARENT_CIRCLE.at(row.at("parent_id"), found=parents[name])


def _on_circles(parents: dict[str, str]) -> set[str]:
    """Names from which the way up comes back to them; each name is walked over once."""
    circles: set[str] = set()
    settled: set[str] = set()
    for start in parents:
        way: dict[str, None] = {}
        here = start
        while here in parents and here not in settled and here not in way:
            way[here] = None
            here = parents[here]
        if here in way:
            steps = list(way)
            circles.update(steps[steps.index(here) :])
        settled.update(way)
    return circles


def node_without_task(view: LedgerView) -> Iterator[Issue]:
    """L516: a node of no task is never judged."""
    for row in view["nodes"]:
        if row.task_id and row.task_id not in view.tasks:
            yield ledger_checks.NODE_WITHOUT_TASK.at(row.at("task_id"), found=row.task_id)


def link_unknown(view: LedgerView) -> Iterator[Issue]:
    """L517: a record about a task that is gone is found from nowhere."""
    for sheet in LINKED:
        for row in view[sheet]:
            for task_id in split_names(row.task_id):
                if task_id not in view.tasks:
                    yield ledger_checks.LINK_UNKNOWN.at(row.at("task_id"), found=task_id)


def node_twice(view: LedgerView) -> Iterator[Issue]:
    """L518: two nodes of one number take each other's dates."""
    seen: set[str] = set()
    for row in view["nodes"]:
        if row.task_id and row.text("node_no") and row.name in seen:
            yield ledger_checks.NODE_TWICE.at(
                row.at("node_no"), task=row.task_id, found=row.text("node_no")
            )
        seen.add(row.name)


def _repeated(rows: tuple[CheckedRow, ...], key: Key) -> Iterator[CheckedRow]:
    """Rows whose name an earlier row bears."""
    seen: set[str] = set()
    for row in rows:
        name = as_name(row[key])
        if name and name in seen:
            yield row
        seen.add(name)


CHECKS = (
    task_id_missing, task_id_twice, id_unfit, same_task_twice, name_too_long, parent_unknown,
    parent_circle, node_without_task, node_twice, link_unknown, problem_twice,
)  # fmt: skip
