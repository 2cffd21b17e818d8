"""Read notices without a ledger, only to look at what is in them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import notices as catalog
from taizhang.core.errors import traced
from taizhang.core.issues import Issue, Place, Severity
from taizhang.office.report import CannotRun, Report

if TYPE_CHECKING:
    from taizhang.notices import Notice, Task

LOOK_HEADS = ("序号", "任务", "牵头", "责任单位", "时限", "目标")


def read_notice(
    path: Path, issued: date | None = None, known: Iterable[str] = ()
) -> "tuple[Notice | None, list[Issue]]":
    """The notice in a file, or what stood in the way; `known` are the names of the roster."""
    from taizhang.notices import read_document, split_notice
    from taizhang.notices.notice import beside

    document = read_document(path)
    if isinstance(document, Issue):
        return None, [document]
    try:
        notice = split_notice(document.text, issued, known)
    except Exception as error:  # noqa: BLE001 - one notice stops no other; the traceback is kept
        return None, [traced(catalog.NOTICE_BROKE.at(Place(book=path.name)), error)]
    left = (*notice.left, *beside(document.beside, notice.issued))
    return replace(notice, left=left), [*document.issues, *notice.issues]


def look(files: Sequence[Path], issued: date | None = None) -> Report:
    """Read notices without a ledger: a table to look at, and all that was read for --json."""
    from taizhang.notices.drafting import passages_of
    from taizhang.notices.notice import LeftOut

    tasks: list[Task] = []
    left: list[LeftOut] = []
    issues: list[Issue] = []
    for path in files:
        notice, found = read_notice(path, issued)
        issues += found
        tasks += notice.tasks if notice else ()
        left += passages_of(notice, path.name) if notice else ()
    if not tasks and any(i.severity is Severity.ERROR for i in issues):
        raise CannotRun(next(i for i in issues if i.severity is Severity.ERROR))
    rows = (LOOK_HEADS, *(_told(t) for t in tasks))
    data = {
        "tasks": [_as_data(t) for t in tasks],
        "left_out": len(left),
        "left_out_rows": [
            {
                "document": p.document,
                "paragraph": p.paragraph,
                "content": p.text,
                "reason": p.reason,
            }
            for p in left
        ],
    }
    facts = (told.SPLIT.of(count=len(tasks)), told.LEFT_OUT.of(count=len(left)))
    return Report("decompose", facts, tuple(issues), (), data, rows)


def _told(task: "Task") -> tuple[str, ...]:
    clause = task.clause
    dates = (f"{d.text}（{d.due}）" if d.due else d.text for d in task.deadlines)
    return (
        task.number,
        task.title,
        "、".join(clause.lead) if clause else "",
        "、".join(clause.co) if clause else "",
        "；".join(dates),
        "；".join(t.text for t in task.targets),
    )


def _as_data(task: "Task") -> dict[str, object]:
    clause = task.clause
    return {
        "number": task.number,
        "title": task.title,
        "text": task.text,
        "span": list(task.span),
        "clause": None if clause is None else {
            "lead": list(clause.lead), "co": list(clause.co), "groups": list(clause.groups),
            "each_leads": clause.each_leads,
        },
        "deadlines": [
            {"text": d.text, "due": d.due, "start": d.start, "recurrence": d.recurrence,
             "vague": d.vague, "past_at_issue": d.past_at_issue}
            for d in task.deadlines
        ],
        "targets": [
            {"value": t.value, "upper": t.upper, "unit": t.unit, "op": t.op, "text": t.text}
            for t in task.targets
        ],
    }  # fmt: skip
