"""What printing slips has to know and what it comes to, and how a layout becomes a slip."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from taizhang.core.catalog import duty as catalog
from taizhang.core.duty import fields as words
from taizhang.core.duty.forms import (
    CLOSINGS,
    EXTENSIONS,
    RECORDS,
    TASKS,
    VISITS,
    Blocks,
    SlipForm,
    fill,
)
from taizhang.core.duty.item_events import node_name
from taizhang.core.duty.plan import LadderInUse, every_day
from taizhang.core.issues import Issue
from taizhang.core.periods import IsWorkday
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Row
from taizhang.core.tables import LedgerRows
from taizhang.core.writes import Writes

NONE: Row = {}
SOURCE_SHEETS = {
    RECORDS: "supervision", TASKS: "tasks", VISITS: "visits", CLOSINGS: "closings",
    EXTENSIONS: "extensions",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlipWish:
    """What is to be printed: a kind of slip, and rows by number, task or Excel row.

    Blank is all that is due.
    """

    kind: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class SlipPast:
    """What printing has to know. `frozen` are the stems of slips that went out before.

    `last` are the numbers that the last print gave: of one that did not live to keep its slips,
    they are printed now. `sources` are the sheets that layouts may speak of, as they ship.
    """

    tables: Mapping[str, LedgerRows]
    forms: Sequence[SlipForm]
    on: date
    period: str = ""
    place: str = ""
    office: Mapping[str, str] = field(default_factory=dict)
    frozen: Collection[str] = ()
    last: Collection[str] = ()
    duty: LadderInUse | None = None
    is_workday: IsWorkday = every_day
    sources: Mapping[str, SheetSpec] = field(default_factory=dict)

    def spec_of(self, source: str) -> SheetSpec:
        """The sheet that a layout speaks of, by the labels that ship."""
        key = SOURCE_SHEETS.get(source, "")
        return self.sources.get(source) or self.tables[key].spec


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to print. `stem` names its frozen copy; `blocks` are blank for one that has a copy."""

    kind: str
    name: str
    stem: str
    year: int
    day: date
    blocks: Blocks = field(default_factory=list)
    number: str = ""
    again: bool = False


@dataclass(slots=True)
class SlipPlan:
    """The slips in order, what is written, what is to be said."""

    slips: list[Slip] = field(default_factory=list)
    writes: Writes = field(default_factory=Writes)
    issues: list[Issue] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many were given a number now."""
        return sum(1 for s in self.slips if s.number and not s.again)

    @property
    def again(self) -> int:
        """How many went out before."""
        return sum(s.again for s in self.slips)


def kept_stem(past: SlipPast, stem: str) -> str | None:
    """The frozen copy whose name begins so."""
    return next((f for f in past.frozen if f == stem or f.startswith(stem + "_")), None)


def add_slip(
    plan: SlipPlan, form: SlipForm,
    content: tuple[Mapping[str, str], Sequence[Mapping[str, str]]], slip: Slip,
) -> None:  # fmt: skip
    """Fill the layout, and name what is missing."""
    filled = fill(form, *content)
    if filled.missing:
        plan.issues.append(catalog.BLANKS_LEFT.at(paper=slip.name, names=filled.missing))
    plan.slips.append(replace(slip, blocks=filled.blocks))


def task_slip_fields(
    plan: SlipPlan, past: SlipPast, task_id: str, paper: str, causes: Iterable[str] = ()
) -> dict[str, str]:
    """The fields of a task by its number; `causes` are what the paper was proposed for."""
    row = past.tables["tasks"].keyed.get((task_id,))
    if row is None:
        plan.issues.append(catalog.TASK_GONE.at(paper=paper, found=task_id))
        return {"任务编号": task_id}
    return _task_fields(past, row.values, causes)


def _is_asked(name: str, causes: Iterable[str]) -> bool:
    """Whether a paper was proposed for that milestone."""
    return any(f"·{name}·" in cause for cause in causes)


def _task_fields(past: SlipPast, task: Row, causes: Iterable[str]) -> dict[str, str]:
    """The fields of a task; of its milestones those that the paper was proposed for, if any."""
    nodes = [n for n in past.tables["nodes"].values if n["task_id"] == task["task_id"]]
    asked = [n for n in nodes if _is_asked(node_name(n["task_id"], n["node"]), causes)]
    nodes = asked or nodes
    judged = [r for r in past.tables["judgements"].values if r["task_id"] == task["task_id"]]
    return words.task_fields(task, nodes, judged[-1] if judged else NONE, past.on)
