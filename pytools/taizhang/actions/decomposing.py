"""Read a 方案 into drafts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from taizhang.actions.looking import read_notice
from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue, Severity
from taizhang.core.lists.registering import plan_drafts, waiting
from taizhang.core.merge import joblog
from taizhang.core.units import roster_of
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report

if TYPE_CHECKING:
    from taizhang.notices.drafting import Draft


def decompose(book: xw.Book, desk: Desk, files: Sequence[Path], moment: Moment) -> Report:
    """Read notices into 方案拆解; a notice read again replaces its own unregistered drafts only."""
    from taizhang.notices.drafting import draft_tasks

    if not files:
        raise CannotRun(world.NOTHING_CHOSEN.at())
    office = Office(book)
    tables = office.read("units", "drafts")
    roster = roster_of(tables["units"].values)
    drafts: list[Draft] = []
    issues: list[Issue] = []
    for i, path in enumerate(files, start=1):
        desk.progress(f"拆解方案：{path.name}", i, len(files))
        notice, found = read_notice(path, known=roster.spellings)
        mine = draft_tasks(notice, roster, path.name) if notice else []
        told = {issue for draft in mine for issue in draft.issues}  # 请核对 says these, by the cell
        issues += [issue for issue in found if issue not in told]
        drafts += mine
    if not drafts and any(i.severity is Severity.ERROR for i in issues):
        raise CannotRun(next(i for i in issues if i.severity is Severity.ERROR))
    documents = frozenset(path.name for path in files)
    doubtful = [frozenset(d.doubtful) for d in drafts]
    writes = plan_drafts([d.values for d in drafts], doubtful, tables["drafts"], documents)
    issues += writes.notes
    writes.findings = issues
    office.carry_out(writes, joblog.DECOMPOSE, moment)
    desk.progress("拆解方案", len(files), 0)
    return _told(doubtful, waiting(tables["drafts"], documents), office.say(issues))


def _told(doubtful: Sequence[frozenset[str]], others: int, issues: Sequence[Issue]) -> Report:
    doubts = sum(map(bool, doubtful))
    more = (told.OTHERS_WAIT.of(count=others),) if others else ()
    facts = (
        told.SPLIT.of(count=len(doubtful)),
        told.DOUBTFUL.of(count=doubts),
        *more,
        told.NEXT_REGISTER.of(),
    )
    data = {"tasks": len(doubtful), "doubtful": doubts}
    return Report("decompose", facts, tuple(issues), data=data)
