"""阶段小结: each phase as it stands, and 时间过半任务过半 from the end of June on."""

import xlwings as xw

from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import planning as catalog
from taizhang.core.filenames import file_stem
from taizhang.core.planning.phases import (
    HALF,
    READ,
    Summary,
    half_time,
    phase_issues,
    phases_of,
    summaries,
)
from taizhang.core.roles import state_lamps
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import BULLETINS


def phases(book: xw.Book, desk: Desk, moment: Moment, *, phase: str = "") -> Report:
    """Write 通报/阶段小结_<日期>.xlsx: all phases and half time, or the one named."""
    from taizhang.books.papers.phase_pages import PhasePages, build_phase_pages

    office = Office(book)
    tables = office.read(*READ)
    if not tables["tasks"].rows:
        raise CannotRun(world.NO_TASKS.at())
    known, issues = phases_of(tables["phases"])
    found = [*summaries(tables, known, moment.on), half_time(tables, moment.on)]
    chosen = [s for s in found if phase in {"", s.phase.name}]
    if not chosen:
        names = [s.phase.name for s in found]
        raise CannotRun(catalog.PHASE_UNKNOWN.at(found=phase, known=names))
    issues += phase_issues(tables["tasks"], known, chosen)
    lamps = state_lamps(tables["lamp_rules"].values)
    pages = PhasePages(office.text("place"), office.text("plan"), moment.on, chosen, lamps)
    tail = f"_{file_stem(phase)}" if phase else ""
    path = office.place.folder(BULLETINS) / f"阶段小结{tail}_{moment.on:%Y%m%d}.xlsx"
    build_phase_pages(path, pages, moment.utc)
    said = office.say(issues)
    office.show(said)
    desk.progress("阶段小结", 1, 0)
    facts = (
        told.PHASES.of(count=len(chosen)),
        *(
            told.STANDS.of(name=s.phase.name, total=len(s.tasks), behind=len(s.behind))
            for s in chosen
        ),
        told.PUT.of(place=f"{BULLETINS}/{path.name}"),
    )
    return Report(
        "phases", facts, said, (path,), {"phases": [_data(s) for s in chosen], "half": HALF}
    )


def _data(summary: Summary) -> dict[str, object]:
    return {
        "phase": summary.phase.name, "end": summary.phase.end.isoformat(),
        "tasks": len(summary.tasks), "done": summary.done,
        "behind": [str(t.row["task_id"]) for t in summary.behind],
    }  # fmt: skip
