"""Read a 方案 into drafts."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from taizhang.actions.looking import read_notice
from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue, Severity
from taizhang.core.lists.leftovers import ChosenParagraph, plan_leftovers
from taizhang.core.lists.registering import plan_drafts, waiting
from taizhang.core.merge import joblog
from taizhang.core.submission import Value
from taizhang.core.units import Roster, roster_of
from taizhang.core.values.settled import settle
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report

if TYPE_CHECKING:
    from taizhang.notices.drafting import Draft
    from taizhang.notices.notice import LeftOut


def decompose(book: xw.Book, desk: Desk, files: Sequence[Path], moment: Moment) -> Report:
    """Read notices into 方案拆解; a notice read again replaces its own unregistered drafts only."""
    from taizhang.notices.drafting import draft_tasks, passages_of

    if not files:
        raise CannotRun(world.NOTHING_CHOSEN.at())
    office = Office(book)
    tables = office.read("units", "drafts", "leftovers")
    roster = roster_of(tables["units"].values)
    drafts: list[Draft] = []
    left: list[dict[str, Value]] = []
    issues: list[Issue] = []
    for i, path in enumerate(files, start=1):
        desk.progress(f"拆解方案：{path.name}", i, len(files))
        notice, found = read_notice(path, known=roster.spellings)
        mine = draft_tasks(notice, roster, path.name) if notice else []
        told = {issue for draft in mine for issue in draft.issues}  # 请核对 says these, by the cell
        issues += [issue for issue in found if issue not in told]
        drafts += mine
        left += [_row_of(p) for p in passages_of(notice, path.name)] if notice else []
    if not drafts and any(i.severity is Severity.ERROR for i in issues):
        raise CannotRun(next(i for i in issues if i.severity is Severity.ERROR))
    documents = frozenset(path.name for path in files)
    doubtful = [frozenset(d.doubtful) for d in drafts]
    writes = plan_drafts([d.values for d in drafts], doubtful, tables["drafts"], documents)
    plan = plan_leftovers(tables, documents, left, [d.values for d in drafts])
    made = drafted(plan.chosen, roster)
    plan.put(writes, [(d.values, d.doubtful) for d in made])
    issues += [*plan.issues, *writes.notes]
    writes.findings = issues
    office.carry_out(writes, joblog.DECOMPOSE, moment)
    desk.progress("拆解方案", len(files), 0)
    others = waiting(tables["drafts"], documents)
    return _told(drafts, made, left, others, office.say(issues))


def drafted(chosen: Sequence[ChosenParagraph], roster: Roster) -> "list[Draft]":
    """Drafts of the paragraphs that the clerk calls tasks, with the numbers they were given."""
    from taizhang.notices.drafting import draft_paragraph

    known = roster.spellings
    return [draft_paragraph(_passage(c.values), roster, known, c.draft_no) for c in chosen]


def _row_of(passage: "LeftOut") -> dict[str, Value]:
    """A paragraph as a row of 未采用的段落."""
    return {
        "document": passage.document, "paragraph": float(passage.paragraph),
        "content": passage.text, "reason": passage.reason, "issued": passage.issued or "",
    }  # fmt: skip


def _passage(row: Mapping[str, Value]) -> "LeftOut":
    """A row of 未采用的段落 as the clerk left it."""
    from taizhang.notices.notice import LeftOut

    number, issued = row["paragraph"], settle("date", row["issued"])
    return LeftOut(
        text=str(row["content"]),
        document=str(row["document"]),
        paragraph=int(number) if isinstance(number, int | float) else 0,
        reason=str(row["reason"]),
        issued=issued if isinstance(issued, date) else None,
    )


def _told(
    drafts: "Sequence[Draft]", made: "Sequence[Draft]", left: Sequence[Mapping[str, Value]],
    others: int, issues: Sequence[Issue],
) -> Report:  # fmt: skip
    doubts = sum(bool(d.doubtful) for d in (*drafts, *made))
    facts = (
        told.SPLIT.of(count=len(drafts)),
        *((told.MADE_DRAFTS.of(count=len(made)),) if made else ()),
        told.DOUBTFUL.of(count=doubts),
        told.LEFT_OUT.of(count=len(left)),
        *((told.OTHERS_WAIT.of(count=others),) if others else ()),
        told.NEXT_REGISTER.of(),
    )
    data = {
        "tasks": len(drafts), "doubtful": doubts, "made": len(made), "left_out": len(left),
        "left_out_rows": [
            {key: row[key] for key in ("document", "paragraph", "content", "reason")}
            for row in left
        ],
    }  # fmt: skip
    return Report("decompose", facts, tuple(issues), data=data)
