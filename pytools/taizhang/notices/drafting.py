"""A read notice as draft rows of the ledger, each with what the clerk should look at again.

Nothing is decided here that the notice does not say: a doubtful cell is named in `doubtful`, and
its reason stands in 请核对. Names become full names where the roster knows them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.catalog import notices as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.submission import Value
from taizhang.core.units import OPEN_WORDS, Roster
from taizhang.core.values.settled import join_names
from taizhang.notices.dates.due import Deadline
from taizhang.notices.notice import Notice
from taizhang.notices.targets import Target
from taizhang.notices.tasks import Task
from taizhang.notices.who.clause import Clause

CADENCES = {
    "daily": "日", "weekly": "周", "ten-day": "旬", "half-monthly": "半月", "monthly": "月",
    "bi-monthly": "两月", "quarterly": "季", "half-yearly": "半年", "yearly": "年",
}  # fmt: skip
PREFIXES = frozenset("省市州县区")
SURE, FAIR, POOR = "高", "中", "低"
YES = "是"


@dataclass(slots=True)
class Draft:
    """One draft row by column key; `doubtful` are the keys of the yellow cells."""

    values: dict[str, Value]
    doubtful: set[str] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)

    def doubt(self, key: str, issue: Issue) -> None:
        """Mark a cell, with the reason."""
        self.doubtful.add(key)
        self.issues.append(issue)


def draft_tasks(notice: Notice, roster: Roster, document: str = "") -> list[Draft]:
    """One draft a task of the notice, in its order."""
    return [
        _draft(number, task, roster, document) for number, task in enumerate(notice.tasks, start=1)
    ]


def _draft(number: int, task: Task, roster: Roster, document: str) -> Draft:
    draft = Draft({
        "draft_no": float(number), "adopt": YES, "source_no": task.number, "name": task.title,
        "category": task.headings[-1] if task.headings else "", "content": task.text,
        "paragraph": float(task.paragraph), "document": document,
    })  # fmt: skip
    place = Place(paragraph=task.paragraph, quote=task.title)
    _responsibility(draft, task.clause, roster, place)
    _deadlines(draft, task.deadlines, place)
    _targets(draft, task.targets, place)
    draft.values["confidence"] = (SURE, FAIR, POOR)[min(len(draft.doubtful), 2)]
    draft.values["doubt"] = "\n".join(f"{i.message}{i.hint}" for i in draft.issues)
    return draft


def _responsibility(draft: Draft, clause: Clause | None, roster: Roster, place: Place) -> None:
    if clause is None:
        draft.values |= {"lead": "", "co": ""}
        draft.doubt("lead", catalog.DRAFT_NOBODY.at(place))
        return
    leads, others = list(clause.lead), [c for c in clause.co if c not in clause.lead]
    single = not leads and len(others) == 1 and others[0] not in clause.groups
    if single:
        leads, others = others, []
    names = _Names(clause, roster)
    draft.values |= {
        "lead": join_names(names.full("lead", leads)),
        "co": join_names(names.full("co", others)),
        "each_leads": YES if clause.each_leads else "",
        "leader": join_names(clause.leaders),
    }
    names.ask(draft, place)
    if not leads:
        draft.doubt("lead", catalog.DRAFT_WHO_LEADS.at(place, found=others))
    elif len(leads) > 1 and not clause.each_leads:
        draft.doubt("lead", catalog.DRAFT_SEVERAL_LEAD.at(place, found=leads))


@dataclass(slots=True)
class _Names:
    """The names of one clause against the roster; names to ask about, each with its cell."""

    clause: Clause
    roster: Roster
    strange: list[tuple[str, str]] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def full(self, key: str, names: Sequence[str]) -> Iterator[str]:
        """Full names; a name the roster does not know is kept as printed and asked about."""
        for name in names:
            known = self.roster.resolve(name) or self._with_prefix(name)
            if known is None and any(word in name for word in OPEN_WORDS):
                self.open.append((key, name))
            elif known is None and not self.roster.members(name):
                self.strange.append((key, name))
            yield known or name

    def ask(self, draft: Draft, place: Place) -> None:
        """One question for all strange names, one for all open groups."""
        if self.strange:
            names = [name for _, name in self.strange]
            near = [f"{name}→{found[0]}" for name in names if (found := self.roster.near(name, 1))]
            draft.doubt(
                self.strange[0][0], catalog.DRAFT_UNIT_NEW.at(place, found=names, near=near)
            )
        if self.open:
            names = [name for _, name in self.open]
            draft.doubt(self.open[0][0], catalog.DRAFT_GROUP_OPEN.at(place, found=names))
        draft.doubtful |= {key for key, _ in (*self.strange, *self.open)}

    def _with_prefix(self, name: str) -> str | None:
        """县发改委、农业局: the second name shares the prefix of the first."""
        named = (*self.clause.lead, *self.clause.co)
        firsts = {other[0] for other in named if other[:1] in PREFIXES}
        found = {self.roster.resolve(first + name) for first in firsts} - {None}
        return found.pop() if len(found) == 1 else None


def _deadlines(draft: Draft, deadlines: Sequence[Deadline], place: Place) -> None:
    dated = [d for d in deadlines if d.due is not None]
    main = max(dated, key=lambda d: d.due or date.min, default=None)
    begun = [d for d in deadlines if d.milestone and d.due is None and d.start is not None]
    earlier = [d for d in dated if main is not None and d.due != main.due]
    starts = [d.start for d in deadlines if d.start is not None and d not in begun]
    cadences = [
        CADENCES[c] for d in deadlines for c in (d.cadences or d.recurrences) if c in CADENCES
    ]
    nodes = sorted((d.due or d.start or date.min, _node_name(d)) for d in (*begun, *earlier))
    draft.values |= {
        "due_text": "；".join(dict.fromkeys(d.text for d in deadlines)),
        "due": main.due if main and main.due else "",
        "start": min(starts) if starts else "",
        "cadence": cadences[0] if cadences else "",
        "nodes": "；".join(f"{name}|{day}" for day, name in nodes),
    }
    for deadline in deadlines:
        _doubt_deadline(draft, deadline, place)


def _node_name(deadline: Deadline) -> str:
    return deadline.milestone + deadline.quantity or deadline.text


def _doubt_deadline(draft: Draft, deadline: Deadline, place: Place) -> None:
    if len(deadline.readings) > 1:
        issue = catalog.DRAFT_TWO_DATES.at(
            place, found=deadline.text, dates=list(deadline.readings)
        )
        draft.doubt("due", issue)
    elif deadline.past_at_issue:
        draft.doubt("due", catalog.DRAFT_PAST.at(place, found=deadline.text, due=deadline.due))
    elif deadline.vague or deadline.masked or deadline.impossible:
        draft.doubt("due", catalog.DRAFT_VAGUE.at(place, found=deadline.text))
    elif deadline.calendar_unknown:
        issue = catalog.DRAFT_CALENDAR_UNKNOWN.at(
            place, found=deadline.text, due=deadline.due, year=deadline.calendar_unknown
        )
        draft.doubt("due", issue)
    elif deadline.anchor and deadline.due is None:
        draft.doubt("due", catalog.DRAFT_ANCHORED.at(place, found=deadline.text))


def _targets(draft: Draft, targets: Sequence[Target], place: Place) -> None:
    """The first target becomes the number cell; all of them stand in words beside it."""
    if not targets:
        return
    first = targets[0]
    draft.values |= {
        "indicator": "；".join(t.text for t in targets),
        "measure": first.unit,
        "target": first.value,
    }
    if first.upper is not None:
        issue = catalog.DRAFT_TARGET_RANGE.at(
            place, found=first.text, low=first.value, high=first.upper
        )
        draft.doubt("target", issue)
    elif len(targets) > 1:
        draft.doubtful.add("target")
