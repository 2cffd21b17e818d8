"""Who is told to do what in a sentence: its acts, each with its units and its kind.

A subject reaches to the next subject of the sentence; 配合, 会同 and bare verbs (组织实施) add to the
act before them. What stands in a bracket or after a label belongs to clause.py.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from taizhang.notices.text.glyphs import View
from taizhang.notices.text.paragraphs import TextSpan, cut_at
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.lists import ANY, NameList, NameLists
from taizhang.notices.who.names import is_group
from taizhang.notices.who.people import mask_persons
from taizhang.notices.who.predicates import PredicateKind, is_bare, kind_of
from taizhang.notices.words import Patterns

_RE = Patterns("acts")


class Act(NamedTuple):
    """A stretch of a sentence in which the same units are told something; None: nobody is named.

    `told` is where what they are told begins, behind their names.
    """

    begin: int
    end: int
    told: int
    clause: Clause | None
    kind: PredicateKind


class NamingForm(StrEnum):
    """How a comma part names units."""

    DOES = "does"
    LEADS = "leads"
    EACH = "each leads"
    HELPS = "helps"
    WITH = "with"
    ALONE = "alone"


class _NamedSaid(NamedTuple):
    """What a comma part says of who: names as places, those they act with, where the verb begins."""

    form: NamingForm
    names: tuple[TextSpan, ...]
    others: tuple[TextSpan, ...]
    persons: tuple[TextSpan, ...]
    verb: int
    topic: bool


@dataclass(slots=True)
class _ActDraft:
    """An act while its sentence is being read."""

    begin: int
    told: int
    lead: list[TextSpan] = field(default_factory=list)
    co: list[TextSpan] = field(default_factory=list)
    helps: list[TextSpan] = field(default_factory=list)
    persons: list[TextSpan] = field(default_factory=list)
    each: bool = False
    named: bool = False


_LONGEST_SENTENCE = 700


def read_acts(seen: View, lists: NameLists = ANY) -> tuple[Act, ...]:
    """Return the acts of a sentence in order, names as printed; together they cover the sentence."""
    return tuple(
        act._replace(clause=_as_printed(act.clause, seen)) if act.clause else act
        for act in _acts(seen.plain, lists)
    )


def told_units(chunk: str, lists: NameLists = ANY) -> str | None:
    """Return what a comma part tells the units it names, None where it names none.

    >>> told_units("由县住建局牵头组织实施"), told_units("加强指导")
    ('组织实施', None)
    """
    said = _said(lists, chunk, 0, len(chunk))
    if said is None or said.topic or not (said.names or said.others):
        return None
    helps = _RE.help.match(chunk, said.verb) if said.form is NamingForm.HELPS else None
    return chunk[helps.end() if helps else said.verb :]


def _as_printed(clause: Clause, seen: View) -> Clause:
    """Give the names back in the letters of the text."""

    def printed(names: tuple[str, ...]) -> tuple[str, ...]:
        found = ((name, seen.plain.find(name)) for name in names)
        return tuple(seen.printed(at, at + len(n)) if at >= 0 else n for n, at in found)

    lead, co = printed(clause.lead), printed(clause.co)
    groups, helpers = printed(clause.groups), printed(clause.helpers)
    return replace(clause, lead=lead, co=co, groups=groups, helpers=helpers)


@lru_cache(maxsize=4096)  # the same sentence is cut and asked again
def _acts(plain: str, lists: NameLists) -> tuple[Act, ...]:
    text = mask_persons(plain)
    drafts: list[_ActDraft] = []
    waiting: tuple[TextSpan, ...] = ()
    dated: int | None = None
    timed = False
    chunks = cut_at(text[:_LONGEST_SENTENCE], ",;。:!?", brackets="(《“)》”")
    for begin, end in (chunk for chunk in chunks if chunk[0] < chunk[1]):
        mark = text[begin - 1 : begin]
        said = _said(lists, text, begin, end)
        if said and said.form is NamingForm.ALONE:
            waiting += said.names
            continue
        urged = bool(waiting and _RE.urges.match(text, begin))
        if waiting and (urged or (said is None and (mark == ":" or _RE.verbs.match(text, begin)))):
            said = _with_verb(lists, text[:end], NameList(waiting, (), begin), asked=False)
        elif said and waiting:
            said = said._replace(names=waiting + said.names)
        # ;9月20日前,县自然资源局牵头组织验收;遗留的3户搬迁工作,由甲镇负责
        asks = timed or bool(_RE.by.match(text, begin))
        behind = said and dated is not None and mark == "," and asks
        opens = (dated or 0, ";") if behind else (begin, mark)
        dated = begin if said is None and mark == ";" else None
        timed = dated is not None and bool(_RE.date.fullmatch(text, begin, end))
        _take(drafts, text, (opens[0], end), opens[1], said)
        waiting = ()
    if not drafts:
        drafts.append(_ActDraft(0, 0))
    ends = [*(d.begin for d in drafts[1:]), len(plain)]
    drafts[0].begin = 0
    return tuple(
        Act(
            d.begin, end, d.told, _clause(d, text), kind_of(text[d.begin : end], text[d.told : end])
        )
        for d, end in zip(drafts, ends, strict=True)
    )


def _clause(draft: _ActDraft, text: str) -> Clause | None:
    lead = tuple(dict.fromkeys(text[b:e] for b, e in draft.lead))
    co = tuple(n for n in dict.fromkeys(text[b:e] for b, e in draft.co) if n not in lead)
    leaders = tuple(dict.fromkeys(text[b:e].replace("□", "") for b, e in draft.persons))
    if not (lead or co or leaders):
        return None
    groups = tuple(n for n in lead + co if is_group(n))
    helps = tuple(n for n in dict.fromkeys(text[b:e] for b, e in draft.helps) if n in co)
    return Clause(lead, co, groups, draft.each, leaders, helpers=helps)


def _take(
    drafts: list[_ActDraft], text: str, place: TextSpan, mark: str, said: _NamedSaid | None
) -> None:
    """Let a comma part go on with the act before it, add to its units, or open an act of its own."""
    begin, end = place
    if said is None:
        if not drafts or (mark == ";" and _RE.case.fullmatch(text, begin, end)):
            drafts.append(_ActDraft(begin, begin))
        return
    last = drafts[-1] if drafts else None
    urges = last and last.named and mark in (",", ":") and _RE.urges.match(text, begin)
    shared_out = said.names and mark == "," and all(text[b] == "每" for b, _ in said.names)
    if last and (urges or shared_out):  # …,每个县级医院至少建成3个专科 says how much falls to each
        return
    if last and _adds(last, said, text, (said.verb, end), mark):
        _add(last, said)
        return
    if last and not last.named and mark != ";":
        begin = last.begin
        drafts.pop()
    draft = _ActDraft(begin, said.verb, named=True)
    _add(draft, said)
    drafts.append(draft)


def _adds(last: _ActDraft, said: _NamedSaid, text: str, told: TextSpan, mark: str) -> bool:
    """Tell whether a part only says who else acts, or who does what was said before."""
    if said.form is NamingForm.WITH and not said.names:
        return True
    if not last.named:
        return False
    if said.form is NamingForm.HELPS or not (said.names or said.others):
        return True
    bare = is_bare(text[slice(*told)])
    before = {text[slice(*name)] for name in (*last.lead, *last.co)}
    same = said.names and before.issuperset(text[slice(*name)] for name in said.names)
    return bool(same) or (bare and mark != ";")


def _add(draft: _ActDraft, said: _NamedSaid) -> None:
    if said.form is NamingForm.WITH and not said.names:
        moved, draft.co = draft.co, list(said.others)
        draft.lead = draft.lead or list(moved)
        draft.co += moved if draft.lead[-len(moved) :] != moved else []
        draft.helps += [] if draft.lead else said.others
    elif said.form in (NamingForm.LEADS, NamingForm.EACH, NamingForm.WITH):
        draft.lead += said.names
        draft.co += said.others
        draft.each |= said.form is NamingForm.EACH
    else:
        draft.co += (*said.names, *said.others)
        draft.helps += said.names if said.form is NamingForm.HELPS else ()
    draft.persons += said.persons


def _said(lists: NameLists, text: str, begin: int, end: int) -> _NamedSaid | None:
    """Read who a comma part names: at its opening, behind 会同, or behind 由."""
    chunk = text[:end]
    opening = _RE.opening.match(chunk, begin)
    at = opening.end() if opening else begin
    joint = _RE.join.match(chunk, at)
    if joint and (others := lists.others(chunk, joint.end(), end)):
        return _NamedSaid(NamingForm.WITH, (), others.names, (), others.stop, topic=False)
    found = lists.at(chunk, at, end)
    if not found and opening and opening.end() > begin:
        at = begin
        found = lists.at(chunk, at, end)
    asked = bool(opening and opening["asks"])
    if found:
        return _with_verb(lists, chunk, found, asked=asked)
    return _said_by(lists, chunk, begin, end)


def _said_by(lists: NameLists, chunk: str, begin: int, end: int) -> _NamedSaid | None:
    """Read …由A负责: the topic stands before, who does it behind."""
    for by in list(_RE.by.finditer(chunk, begin, end))[:3]:
        found = lists.at(chunk, by.end(), end)
        if found and found.stop < end and not _RE.not_by.match(chunk, found.stop):
            said = _with_verb(lists, chunk, found, asked=True)
            return said._replace(topic=by.start() > begin) if said else None
    return None


def _with_verb(lists: NameLists, chunk: str, found: NameList, *, asked: bool) -> _NamedSaid | None:
    """Say what the verb behind a list of names makes of them."""
    names, persons, stop = found
    said = _NamedSaid(NamingForm.DOES, names, (), persons, stop, topic=False)
    if stop >= len(chunk):
        return said if persons or (asked and not names) else said._replace(form=NamingForm.ALONE)
    readers = (_each_leads, _joins, _leads, _helps, _bears)
    read = next((r for reader in readers if (r := reader(lists, chunk, said))), None)
    if read:
        return read
    gives = _RE.gives.match(chunk, stop)
    if (chunk[stop] in "为是" and not gives) or _RE.noun_phrase.match(chunk, stop):
        return None
    asks = tuple((m.start(1), m.end(1)) for m in _RE.asks_help.finditer(chunk, stop))
    return said._replace(others=asks)


def _each_leads(_lists: NameLists, chunk: str, said: _NamedSaid) -> _NamedSaid | None:
    each = _RE.each.match(chunk, said.verb)
    return said._replace(form=NamingForm.EACH, verb=each.end()) if each else None


def _joins(lists: NameLists, chunk: str, said: _NamedSaid) -> _NamedSaid | None:
    joint = _RE.join.match(chunk, said.verb)
    others = lists.others(chunk, joint.end(), len(chunk)) if joint else None
    if others is None:
        return None
    return said._replace(form=NamingForm.WITH, others=others.names, verb=others.stop)


def _leads(lists: NameLists, chunk: str, said: _NamedSaid) -> _NamedSaid | None:
    """Read A牵头…, with B配合 in the same part where a comma was lost."""
    lead = _RE.lead.match(chunk, said.verb)
    if not lead:
        return None
    leading = said._replace(form=NamingForm.LEADS, verb=lead.end())
    helpers = lists.before_verb(chunk, lead.end(), len(chunk))
    helps = _RE.help.match(chunk, helpers.stop) if helpers else None
    if not helpers or not helps:
        return leading
    return leading._replace(others=helpers.names, verb=helps.end())


def _helps(lists: NameLists, chunk: str, said: _NamedSaid) -> _NamedSaid | None:
    """Read A配合, and A配合B完善…, which tells them both."""
    helps = _RE.help.match(chunk, said.verb)
    if not helps:
        return None
    whom = lists.before_verb(chunk, helps.end(), len(chunk))
    if not whom or not whom.names:
        return said._replace(form=NamingForm.HELPS)
    return said._replace(form=NamingForm.HELPS, others=whom.names, verb=whom.stop)


def _bears(_lists: NameLists, chunk: str, said: _NamedSaid) -> _NamedSaid | None:
    bears = _RE.bears.match(chunk, said.verb)
    if not bears:
        return None
    helps = NamingForm.HELPS if bears["helps"] else NamingForm.DOES
    form = NamingForm.LEADS if bears["leads"] else helps
    return said._replace(form=form, verb=bears.end())
