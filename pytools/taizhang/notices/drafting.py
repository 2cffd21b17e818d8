"""A read notice as draft rows of the ledger, each with what the clerk should look at again.

Nothing is decided here that the notice does not say: a doubtful cell is named in `doubtful`, and
its reason stands in 请核对. Names become full names where the roster knows them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from taizhang.core.catalog import notices as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.submission import Value
from taizhang.core.units import OPEN_WORDS, Roster
from taizhang.core.values.settled import join_names
from taizhang.notices.dates.due import Deadline
from taizhang.notices.findings import of_task
from taizhang.notices.notice import LeftOut, Notice
from taizhang.notices.splitting import read_task
from taizhang.notices.targets import Target, main_target
from taizhang.notices.tasks import Task
from taizhang.notices.text.glyphs import plain_letters, view
from taizhang.notices.who.clause import Clause, lead_and_others
from taizhang.notices.who.names import is_group
from taizhang.notices.words import Patterns

_RE = Patterns("draft")

CADENCES = {
    "daily": "日", "weekly": "周", "ten-day": "旬", "half-monthly": "半月", "monthly": "月",
    "bi-monthly": "两月", "quarterly": "季", "half-yearly": "半年", "yearly": "年",
}  # fmt: skip
PREFIXES = frozenset("省市州县区")
SURE, FAIR, POOR = "高", "中", "低"
YES, NO = "是", "否"


@dataclass(slots=True)
class Draft:
    """One draft row by column key; `doubtful` are the keys of the yellow cells."""

    values: dict[str, Value]
    doubtful: set[str] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)

    def doubt(self, key: str, issue: Issue) -> None:
        """Mark a cell, with the reason."""
        self.doubtful.add(key)
        if issue not in self.issues:
            self.issues.append(issue)


def passages_of(notice: Notice, document: str) -> list[LeftOut]:
    """All that a notice holds beside its tasks, in its order."""
    return [replace(left, document=document) for left in notice.left]


def draft_tasks(notice: Notice, roster: Roster, document: str = "") -> list[Draft]:
    """One draft a task of the notice, in its order."""
    parts = notice.parts or (notice,)
    tasks = ((task, part.issued) for part in parts for task in part.tasks)
    return [
        _draft(float(number), task, issued, roster, document)
        for number, (task, issued) in enumerate(tasks, start=1)
    ]


def draft_paragraph(
    passage: LeftOut, roster: Roster, known: Iterable[str] = (), number: float = 1
) -> Draft:
    """A draft from a paragraph that was read as no task and that the clerk calls one."""
    task = read_task(passage.text, passage.issued, known, passage.paragraph)
    draft = _draft(number, task, passage.issued, roster, passage.document)
    place = Place(paragraph=passage.paragraph, quote=task.title)
    draft.doubt("name", catalog.FROM_LEFT_OUT.at(place, reason=passage.reason))
    return _asked(draft)


def _draft(number: float, task: Task, issued: date | None, roster: Roster, document: str) -> Draft:
    heading = task.headings[-1] if task.headings else ""  # without its points: 民生保障(13项)
    draft = Draft({
        "draft_no": number, "adopt": YES, "source_no": task.number, "name": task.title,
        "category": _RE.count.sub("", heading) or heading, "content": task.text, "paragraph": float(task.paragraph),
        "document": document, "lead": "", "co": "",
        **date_cells(task.deadlines), **amount_cells(task.targets, task.deadlines),
    })  # fmt: skip
    due = draft.values["due"]
    late = isinstance(due, date) and issued is not None and due < issued
    if issued and not late:  # a late day is no reason to begin earlier
        draft.values["start"] = draft.values["start"] or issued
    for finding in of_task(task, issued):
        draft.doubt(finding.key, finding.issue)
    if _is_reporting(task):
        draft.values["adopt"] = NO
        draft.doubt("adopt", catalog.REPORTING.at(_place(task), found=task.title))
    if task.clause:
        _responsibility(draft, task.clause, roster, task)
    return _asked(draft)


def _asked(draft: Draft) -> Draft:
    """The draft with how sure it is and what to look at in words."""
    draft.values["confidence"] = (SURE, FAIR, POOR)[min(len(draft.issues), 2)]
    draft.values["doubt"] = "\n".join(f"{i.message}{i.hint}" for i in draft.issues)
    return draft


def _responsibility(draft: Draft, clause: Clause, roster: Roster, task: Task) -> None:
    leads, others = lead_and_others(clause)
    names = _ClauseNames(clause, roster)
    draft.values |= {
        "lead": join_names(names.full("lead", leads)),
        "co": join_names(names.full("co", others)),
        "each_leads": YES if clause.each_leads else "",
        "leader": join_names(clause.leaders),
    }
    names.ask(draft, _place(task))


def _place(task: Task) -> Place:
    return Place(paragraph=task.paragraph, quote=task.title)


def _is_reporting(task: Task) -> bool:
    """Tell whether a task only asks many units to say how far they are: 各单位每周四前报送进展。"""
    clause = task.clause
    names = (*clause.lead, *clause.co) if clause else ()
    many = clause is not None and set(names) <= set(clause.groups)
    return bool(names) and many and bool(_RE.reporting.fullmatch(view(task.text).plain))


@dataclass(slots=True)
class _ClauseNames:
    """The names of one clause against the roster; names to ask about, each with its cell."""

    clause: Clause
    roster: Roster
    strange: list[tuple[str, str]] = field(default_factory=list)

    def full(self, key: str, names: Iterable[str]) -> Iterator[str]:
        """Full names; a name the roster does not know is kept as printed and asked about."""
        for name in names:
            known = self.roster.resolve(name) or self._with_prefix(name)
            open_group = any(word in name for word in OPEN_WORDS)
            if known is None and not open_group and not self.roster.members(name):
                self.strange.append((key, name))
            yield known or name

    def ask(self, draft: Draft, place: Place) -> None:
        """One question for all names that a roster which holds any does not know."""
        if not self.strange or not self.roster.units:
            return
        names = [name for _, name in self.strange]
        groups = [name for name in names if is_group(plain_letters(name))]
        units = [name for name in names if name not in groups]
        key = self.strange[0][0]
        if groups:
            draft.doubt(key, catalog.GROUP_NEW.at(place, found=groups))
        if units:
            near = [f"{name}→{found}" for name in units if (found := self._near(name))]
            draft.doubt(key, catalog.UNIT_NEW.at(place, found=units, near=near or ["没有"]))
        draft.doubtful |= {key for key, _ in self.strange}

    def _near(self, name: str) -> str:
        """Return the unit a name may mean: one that shares a word of two letters with it, or "".

        县农业局 is near 县农业农村局, and 县财政局 is not near 县行政审批局.
        """
        core = name.strip("省市州县区局委办厅")
        pairs = [core[i : i + 2] for i in range(len(core) - 1)]
        near = self.roster.near(name)
        return next((unit for unit in near if any(pair in unit for pair in pairs)), "")

    def _with_prefix(self, name: str) -> str | None:
        """县发改委、农业局: the second name shares the prefix of the first."""
        named = (*self.clause.lead, *self.clause.co)
        firsts = {other[0] for other in named if other[:1] in PREFIXES}
        found = {self.roster.resolve(first + name) for first in firsts} - {None}
        return found.pop() if len(found) == 1 else None


def date_cells(deadlines: Sequence[Deadline]) -> dict[str, Value]:
    """The last deadline as the date, earlier ones as nodes; all stand in words beside it."""
    dated = [d for d in deadlines if d.due is not None]
    main = max(dated, key=lambda d: d.due or date.min, default=None)
    begun = [d for d in deadlines if d.milestone and d.due is None and d.start is not None]
    earlier = [d for d in dated if main is not None and d.due != main.due]
    starts = [d.start for d in deadlines if d.start is not None and d not in begun]
    cadences = [CADENCES[c] for d in deadlines for c in d.cadences if c in CADENCES]
    nodes = sorted(
        (d.due or d.start or date.min, d.milestone + d.quantity or d.text)
        for d in (*begun, *earlier)
    )
    return {
        "due_text": "；".join(dict.fromkeys(d.text for d in deadlines)),
        "due": main.due if main and main.due else "",
        "start": min(starts) if starts else "",
        "cadence": "、".join(dict.fromkeys(cadences)),
        "nodes": "；".join(f"{name}|{day}" for day, name in nodes),
    }


def amount_cells(targets: Sequence[Target], deadlines: Sequence[Deadline] = ()) -> dict[str, Value]:
    """The main target as a number; all of them in words beside it."""
    first = main_target(targets, deadlines)
    if first is None:
        return {}
    return {
        "indicator": "；".join(t.per + t.text for t in targets),
        "measure": first.unit,
        "target": first.value,
    }
