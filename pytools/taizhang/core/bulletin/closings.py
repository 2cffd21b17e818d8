"""What 销号记录 says of tasks that wait to be closed: who was sent back, who was checked and is next.

A lamp tells how a task stood when it was judged; what was decided on its request since then counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from taizhang.core.bulletin.facts import PaperFacts, count
from taizhang.core.bulletin.gathering import entries
from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.closing.loop import OVER, RoundStanding
from taizhang.core.closing.plan import PUBLISH, RETURN
from taizhang.core.roles import StateRole
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.settled import day_of

_OVER = frozenset(standing.value for standing in OVER)
_NEXT = frozenset({RoundStanding.CHECKED.value, RoundStanding.PUBLIC.value})


def last_rounds(closings: LedgerRows | None, until: date) -> Mapping[str, TableRow]:
    """The last round of each task that was begun by that day."""
    found: dict[str, TableRow] = {}
    for row in closings.rows if closings else ():
        applied = day_of(row["applied"])
        if row["task_id"] and (applied is None or applied <= until):
            found[str(row["task_id"])] = row
    return found


def as_decided(
    tasks: Sequence[TaskStanding], rounds: Mapping[str, TableRow], until: date
) -> list[TaskStanding]:
    """The tasks; one that waited and was sent back since waits no more, and nobody judged it anew."""
    return [
        replace(t, role=None, state=RoundStanding.RETURNED.value)
        if t.role is StateRole.WAITING and _sent_back(rounds.get(t.text("task_id")), until)
        else t
        for t in tasks
    ]


def _sent_back(row: TableRow | None, until: date) -> bool:
    if row is None or not _decided_by(row, until):
        return False
    return str(row["standing"]) in _OVER or str(row["decision"]) == RETURN


def _decided_by(row: TableRow, until: date) -> bool:
    checked = day_of(row["checked"])
    return checked is None or checked <= until


def to_be_closed(
    tasks: Sequence[TaskStanding], rounds: Mapping[str, TableRow], until: date, *, kept: bool
) -> PaperFacts:
    """Those that may be announced: checked, by 销号记录; where it is not `kept`, those that wait."""
    waiting = [t for t in tasks if t.role is StateRole.WAITING]
    found = [t for t in waiting if _is_next(rounds.get(t.text("task_id")), until)]
    own = found if kept else waiting
    rule = "“销号记录”里核查过、没有退回的待销号任务" if kept else "按研判的状态是“待销号”的任务"
    figure = count("拟销号数", [t.place for t in own], rule)
    return PaperFacts({figure.name: figure}, {}, {"拟销号事项": entries(own)})


def _is_next(row: TableRow | None, until: date) -> bool:
    if row is None or _sent_back(row, until):
        return False
    checked = day_of(row["checked"])
    if checked is not None:
        return checked <= until and bool(str(row["checker"]).strip())
    return str(row["standing"]) in _NEXT or str(row["decision"]) == PUBLISH
