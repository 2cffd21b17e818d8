"""read_clause: who leads and who takes part, as a bracket, a label, a cell or a sentence says it.

Whether the first listed unit leads is a rule of the document that the caller passes in, unless the
clause itself declares it. Persons are never returned, only posts.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import ANY_DAY
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import View, view
from taizhang.notices.text.paragraphs import TextSpan, cut_at
from taizhang.notices.who.acts import read_acts
from taizhang.notices.who.clause import (
    Clause,
    declares_first,
    is_convention,
    joined,
    with_first_leading,
)  # fmt: skip
from taizhang.notices.who.lists import ANY, NameLists, are_fields, is_field
from taizhang.notices.who.names import is_group, is_post, is_unit, split_names
from taizhang.notices.who.people import is_person, posts_of, unit_of_post, without_persons
from taizhang.notices.words import Patterns

_RE = Patterns("bracketed")


@dataclass(slots=True)
class _ClauseDraft:
    """A clause while it is being read: names with their roles, in printed order."""

    seen: View
    found: dict[str, list[TextSpan]] = field(default_factory=dict)
    times: list[TextSpan] = field(default_factory=list)
    each: bool = False
    last: list[TextSpan] = field(default_factory=list)

    def add(self, role: str, names: list[TextSpan]) -> None:
        """Add names; those who help take part too."""
        for kept in (role, labels.CO) if role == labels.HELP else (role,):
            self.found.setdefault(kept, []).extend(names)


_LONGEST_NAME, _LONGEST_TIME = 24, 60


@lru_cache(maxsize=2048)  # a notice prints the same few clauses again and again
def read_clause(text: str, first_leads: bool = False) -> Clause:
    """Read one clause: a bracket with or without its brackets, a labelled line, a cell, a sentence.

    `first_leads` is the document's rule that the first unit listed leads.

    >>> clause = read_clause("(牵头单位:市教育局;责任单位:市财政局,各县区政府)")
    >>> clause.lead, clause.co, clause.groups
    (('市教育局',), ('市财政局', '各县区政府'), ('各县区政府',))
    """
    seen = view(text)
    bracket = seen.plain.startswith("(") or labels.labels_inside(seen.plain)
    clause = (None if bracket else read_inline(seen)) or read_bracket(text)
    declares = clause.declares_first or declares_first(seen.plain)
    clause = replace(clause, text=clause.text or text.strip(), declares_first=declares)
    return with_first_leading(clause) if first_leads or clause.declares_first else clause


def read_inline(seen: View, lists: NameLists = ANY) -> Clause | None:
    """Return all that a sentence says of who acts, or None where it names nobody."""
    return joined(*(act.clause for act in read_acts(seen, lists)))


def read_bracket(text: str) -> Clause:
    """Read a list of units with their roles; unknown names between units are units too.

    >>> read_bracket("(市教育局、市青企协负责)").co
    ('市教育局', '市青企协')
    """
    spaced = _is_spaced(text)
    text = _RE.each_aside.sub(lambda m: "分别牵头".ljust(len(m[0])), text)
    text = _RE.rule_aside.sub(_without_rule, text)
    text = _RE.boxed.sub(lambda m: f" {m[1]}:".ljust(len(m[0])), text)
    text = _RE.bare_label.sub(lambda m: m[0][:-1] + ":", text)
    text = _RE.numbered.sub(lambda m: "、".ljust(len(m[0])), text)
    seen = view(text if spaced else _RE.gap.sub(_comma, _RE.line.sub(_comma, text)))
    draft = _ClauseDraft(seen)
    for role, begin, end in _segments(seen.plain):
        _read_segment(draft, role, begin, end)
    told = [posts_of(seen.part(*at).printed_text) for at in draft.found.get(labels.LEADER, [])]
    anonymous = without_persons(text.strip(), [name for _, names in told for name in names])
    clause = _settled(draft, [post for posts, _ in told for post in posts])
    return replace(clause, declares_first=declares_first(seen.plain), text=anonymous)


def _without_rule(aside: re.Match[str]) -> str:
    """Blank out a bracket that sets a rule: (列首位的单位为牵头单位,下同)."""
    return " " * len(aside[0]) if declares_first(view(aside[0]).plain) else aside[0]


def _is_spaced(text: str) -> bool:
    """Tell whether spaces stand anywhere, as scanning leaves them, and so divide nothing."""
    runs = len(_RE.run_of_spaces.findall(text))
    return text.count(" ") * 4 > len(text) or (runs > 1 and len(_RE.gap.findall(text)) * 2 < runs)


def _comma(gap: re.Match[str]) -> str:
    return "、" + " " * (len(gap[0]) - 1)


def _segments(plain: str) -> list[tuple[str, int, int]]:
    """Cut a clause at its labels: (role, begin, end) of what each label labels."""
    begin, end = 0, len(plain)
    depths = accumulate((letter == "(") - (letter == ")") for letter in plain)
    closes = next((at for at, depth in enumerate(depths) if depth == 0), len(plain))
    if _RE.outer.match(plain) and closes >= len(plain.rstrip("。;,")) - 1:
        begin, end = 1, plain.rindex(")")
    found = labels.labels_inside(plain[begin:end])
    cuts = [begin + label.begin for label in found] + [end]
    whole = [("", begin, cuts[0])] if cuts[0] > begin else []
    return whole + [
        (label.role, begin + label.end, cut) for label, cut in zip(found, cuts[1:], strict=True)
    ]


def _read_segment(draft: _ClauseDraft, role: str, begin: int, end: int) -> None:
    """Read what a label labels, in comma chunks; names without a verb wait for the next verb."""
    if role == labels.TIME:
        draft.times.append((begin, end))
    elif role == labels.LEADER:
        draft.add(role, [(begin, end)])
    elif role in (labels.LEAD, labels.CO, labels.HELP, labels.WATCH, ""):
        waiting: list[TextSpan] = []
        chunks = cut_at(draft.seen.plain, ",;。", begin, end)
        for chunk in (c for c in chunks if c[0] < c[1]):
            waiting = _read_chunk(draft, role, chunk, waiting)
        draft.add(role or labels.CO, waiting)


def _read_chunk(
    draft: _ClauseDraft, role: str, chunk: TextSpan, waiting: list[TextSpan]
) -> list[TextSpan]:
    plain, (at, stop) = draft.seen.plain, chunk
    if is_convention(plain[at:stop]):
        return waiting
    if _is_time(plain[at:stop]):
        draft.times.append(chunk)
        return waiting
    flat = _flat(plain[at:stop])
    joint = _RE.joint.search(flat)
    if joint:
        _read_joint(draft, chunk, (at + joint.start(), at + joint.end()), waiting)
        return []
    for verb in _RE.role.finditer(flat):
        names = waiting + _names(plain, at, chunk[0] + verb.start(), labelled=bool(role))
        waiting = []
        _assign(draft, role, verb, names)
        at = chunk[0] + verb.end()
    return waiting + _names(plain, at, stop, labelled=bool(role) and at == chunk[0])


def _assign(draft: _ClauseDraft, role: str, verb: re.Match[str], names: list[TextSpan]) -> None:
    if verb["each"]:
        earlier = draft.found.pop(labels.CO, []) if not names else []
        draft.add(labels.LEAD, earlier + names)
        draft.each = True
    elif verb["lead"] or (role == labels.LEAD and "配合" not in verb[0]):
        draft.add(labels.LEAD, names)
    else:
        helps = labels.HELP if role == labels.HELP or _RE.helps.search(verb[0]) else labels.CO
        draft.add(role if role == labels.WATCH else helps, names)
    draft.last = names


def _read_joint(
    draft: _ClauseDraft, chunk: TextSpan, joint: TextSpan, waiting: list[TextSpan]
) -> None:
    """Read A会同B: A leads, B takes part; without A, whoever was named just before leads."""
    plain = draft.seen.plain

    def names(begin: int, end: int, *, labelled: bool) -> list[TextSpan]:
        verb = _RE.role.search(_flat(plain[begin:end]))
        return _names(plain, begin, begin + verb.start() if verb else end, labelled=labelled)

    leading = waiting + names(chunk[0], joint[0], labelled=True)
    if not leading:
        co = draft.found.get(labels.CO, [])
        leading = [name for name in draft.last if name in co]
        draft.found[labels.CO] = [name for name in co if name not in leading]
    draft.add(labels.LEAD, leading)
    draft.add(labels.CO, names(joint[1], chunk[1], labelled=False))


def _flat(plain: str) -> str:
    """Blank out what stands in brackets, so that verbs there are not met."""
    return _RE.in_brackets.sub(lambda m: "(" + "□" * (len(m[0]) - 2) + ")", plain)


def _is_time(chunk: str) -> bool:
    found = find_deadlines(view(chunk), ANY_DAY) if len(chunk) <= _LONGEST_TIME else ()
    if not found:
        return False
    before = chunk[: found[0].span[0]]
    return len(before) <= 6 and not is_unit(before) and not is_group(before)


def _names(plain: str, begin: int, end: int, *, labelled: bool) -> list[TextSpan]:
    labelled = labelled or are_fields(plain[begin:end])
    places = split_names(plain, begin, end)
    known = any(is_unit(plain[slice(*place)]) for place in places)
    listed = (labelled or (known and plain[begin - 1 : begin] == "、") for begin, _ in places)
    return [
        n for at, told in zip(places, listed, strict=True) for n in _name(plain, at, listed=told)
    ]


def _name(plain: str, place: TextSpan, *, listed: bool) -> list[TextSpan]:
    """Return the name at a place, without the person whose post it gives; unknown ones in a list only."""
    begin, text = place[0], plain[slice(*place)]
    if _RE.not_name.search(text):
        return []
    post = without_persons(text)
    if post != text and text.startswith(post) and is_post(post):
        unit = unit_of_post(post)  # 县住建局局长张三
        return [(begin, begin + len(of)) for of in (unit, post) if of]
    if is_unit(text) or is_group(text) or is_post(text) or (listed and len(text) <= _LONGEST_NAME):
        return [place]
    cut = _RE.cut_unit.match(text)
    return [(begin, begin + cut.end())] if cut else []


def _settled(draft: _ClauseDraft, posts: list[str]) -> Clause:
    """Return the clause with its names as printed; (牵头) behind a name makes it lead."""

    def printed(names: list[TextSpan]) -> list[str]:
        shown = dict.fromkeys(_without_asides(draft.seen, name) for name in names)
        return [name for name in shown if is_field(name) or (name and not is_person(name))]

    lead, co = draft.found.get(labels.LEAD, []), draft.found.get(labels.CO, [])
    aside = [(name, _RE.role_aside.search(draft.seen.plain[slice(*name)])) for name in lead + co]
    moved = [name for name, found in aside if found and found["lead"]]
    leads = printed([n for n in lead if n not in moved] + moved)
    cos = [n for n in printed([n for n in co if n not in moved]) if n not in leads]
    posts += [without_persons(n) for n in leads + cos if is_post(n)]
    leads, cos = ([n for n in names if not is_post(n)] for names in (leads, cos))
    return Clause(
        lead=tuple(leads),
        co=tuple(cos),
        groups=tuple(n for n in leads + cos if is_group(view(n).plain)),
        each_leads=draft.each,
        leaders=tuple(dict.fromkeys(posts)),
        helpers=tuple(n for n in printed(draft.found.get(labels.HELP, [])) if n in cos),
        watchers=tuple(printed(draft.found.get(labels.WATCH, []))),
        times=tuple(draft.seen.printed(*place) for place in draft.times),
    )


def _without_asides(seen: View, name: TextSpan) -> str:
    """Return the name as printed, without (牵头) and without a person in brackets."""
    begin, end = name
    aside = _RE.role_aside.search(seen.plain[begin:end])
    if aside:
        end = begin + aside.start()
    person = _RE.person_aside.search(seen.plain[begin:end])
    if person and is_person(person[1]):
        end = begin + person.start()
    return seen.printed(begin, end)
