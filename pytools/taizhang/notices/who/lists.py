"""Who can be told to act, and where a list of such names stands: before a verb, before the end, behind 会同.

A doer is a unit by name, a collective, a role, or departments by field. Stricter than names.py, which
reads what stands in brackets: things (平台, 管线), places (城区) and persons (班子成员) are none.

A list is read as long as it can be (县委组织部, not 县委); names of the office's roster are known
whatever follows them.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.names import is_post, is_unit, split_names
from taizhang.notices.words import Patterns, words

_RE = Patterns("lists")
_MANY_WORDS = frozenset(words("unit.many"))
_FORMS = ("role", "collective", "sector", "fields", "town", "zone", "ministry", "desk")
_LONGEST_NAME = 26


@lru_cache(maxsize=4096)
def is_doer(name: str) -> bool:
    """Tell whether a name is a unit, a collective or a role that can be told to act.

    >>> is_doer("各医学院校"), is_doer("各类管线"), is_doer("县政府班子成员"), is_doer("示例镇")
    (True, False, False, True)
    """
    if _RE.board.fullmatch(name):
        return True
    if (
        not 2 <= len(name) <= _LONGEST_NAME
        or _RE.person.search(name)
        or _RE.not_in_name.search(name)
    ):
        return False
    forms = (getattr(_RE, form) for form in _FORMS)
    if any(form.fullmatch(name) for form in forms):
        return True
    alone = _RE.office.fullmatch(name) or _RE.company.fullmatch(name)
    headed = (_RE.headed.search(name) and _RE.proper.search(name)) or alone
    return bool(headed) and not (_RE.doing_within.search(name) or _RE.generic.fullmatch(name))


@lru_cache(maxsize=4096)
def doers_in(text: str, known: frozenset[str] = frozenset()) -> tuple[TextSpan, ...]:
    """Return the places of the names where a text is a list of doers and nothing else, else ().

    >>> doers_in("县发改、财政等有关部门"), doers_in("老旧小区")
    (((0, 3), (4, 6), (7, 11)), ())
    """
    places = split_names(text, 0, len(text))
    names = [text[b:e] for b, e in places]
    if not names:
        return ()
    if are_fields(text):
        return tuple(places)
    first = names[0] in known or is_doer(names[0])
    rest = all(name in known or _is_listed(name) for name in names[1:])
    return tuple(places) if first and rest else ()


def only_roles(clause: Clause | None) -> bool:
    """Tell whether a clause names units only by their part in it: 请牵头单位明确专人."""
    names = (*clause.lead, *clause.co) if clause else ()
    return bool(names) and all(_RE.part.fullmatch(name) for name in names)


def are_fields(text: str) -> bool:
    """Tell whether a list names departments by their field alone: 县人社、住建、公安等部门."""
    return bool(_RE.fields.fullmatch(text))


def is_field(name: str) -> bool:
    """Tell whether a name is but a field of work: 公安, 县财政."""
    return bool(_RE.field_name.fullmatch(name))


def _is_listed(name: str) -> bool:
    """Tell whether a name further down a list is a unit, where a bare 医院 or 国有企业 is one too."""
    if is_doer(name) or _RE.others.fullmatch(name):
        return True
    doing = _RE.not_in_name.search(name) or _RE.doing_within.search(name)
    plain = not (_RE.person.search(name) or is_post(name) or doing)
    return plain and (is_unit(name) or name in _MANY_WORDS)


class NameList(NamedTuple):
    """A list of names in a sentence, the posts in it, and where what follows it begins."""

    names: tuple[TextSpan, ...]
    persons: tuple[TextSpan, ...]
    stop: int


_KINDS = ("office", "head", "many", "role", "field", "body", "person")
_ENDS = {word[-1] for kind in _KINDS for word in words(f"unit.{kind}")} | set(
    ")等□地位府会构业分手”"
)
_LONGEST_LIST = 120
_MOST_STOPS = 12


class NameLists:
    """Finds lists of names; `known` are the names of the roster, by their first two letters."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.known = frozenset(name for name in known if len(name) > 1)
        self._by_start: dict[str, list[str]] = {}
        for name in sorted(self.known, key=len, reverse=True):
            self._by_start.setdefault(name[:2], []).append(name)

    def at(self, chunk: str, at: int, end: int) -> NameList | None:
        """Return the list that stands at `at`: before a verb, else up to the end, else by its own ending."""
        if found := self.before_verb(chunk, at, end):
            return found
        lists = end - at <= _LONGEST_LIST and chunk[end - 1 : end] in _ENDS
        whole = self.doers(chunk, at, end) if lists else ()
        if whole:
            return NameList(whole, (), end)
        return self._of_roster(chunk, at) or self._by_boundary(
            chunk, at, min(end, at + _LONGEST_LIST)
        )

    def before_verb(self, chunk: str, at: int, end: int) -> NameList | None:
        """Return the longest list of doers at `at` that a known verb follows."""
        reach = min(end, at + _LONGEST_LIST)
        stops = {m.start(): True for m in _RE.act.finditer(chunk, at + 2, reach)}
        stops |= {m.start(): False for m in _RE.stop.finditer(chunk, at + 2, reach)}
        best: NameList | None = None
        for stop in [s for s in sorted(stops) if chunk[s - 1] in _ENDS][:_MOST_STOPS]:
            if stops[stop] and not _RE.office_end.search(chunk[at:stop]):
                continue
            if found := self._to(chunk, at, stop):
                best = found
            elif best:
                break
        return best

    def others(self, chunk: str, at: int, end: int) -> NameList | None:
        """Return those a unit acts with, behind 会同."""
        found = self.before_verb(chunk, at, end)
        if found and found.names:
            return found
        places = self.doers(chunk, at, end)
        return NameList(places, (), end) if places else self._by_boundary(chunk, at, end)

    def doers(self, chunk: str, at: int, stop: int) -> tuple[TextSpan, ...]:
        """Return the names of a stretch that lists doers and nothing else."""
        text = chunk[at:stop]
        if _RE.acting.search(text) or "按" in text:
            return ()
        return tuple((at + b, at + e) for b, e in doers_in(text, self.known))

    def _of_roster(self, chunk: str, at: int) -> NameList | None:
        """Read a subject that the roster knows, whatever it does: 示例水厂扩容….."""
        names = self._by_start.get(chunk[at : at + 2], ())
        name = next((n for n in names if chunk.startswith(n, at)), "")
        stop = at + len(name)
        does = name and len(chunk) > stop + 2 and not _RE.no_verb.match(chunk, stop)
        return NameList(((at, stop),), (), stop) if does else None

    def _by_boundary(self, chunk: str, at: int, reach: int) -> NameList | None:
        """Read a subject by its own ending where no known verb follows: 县粮储局腾退旧仓."""
        best: NameList | None = None
        for edge in _RE.boundary.finditer(chunk, at, reach):
            rest = chunk[edge.end() : reach]
            if (
                len(rest) > 2
                and not _RE.no_verb.match(rest)
                and (f := self._to(chunk, at, edge.end()))
            ):
                best = f
        return best

    def _to(self, chunk: str, at: int, stop: int) -> NameList | None:
        text = chunk[at:stop]
        if places := self.doers(chunk, at, stop):
            return NameList(places, (), stop)
        told = _RE.told_office.match(chunk, stop) and _RE.plain_office.fullmatch(text)
        if told and not (_RE.not_in_name.search(text) or _RE.doing_within.search(text)):
            return NameList(((at, stop),), (), stop)
        if not (_RE.leading.match(text) and is_post(text.rstrip("□"))):
            return None
        persons = [(at + b, at + e) for b, e in split_names(text, 0, len(text))]
        posts = [p for p in persons if is_post(chunk[slice(*p)])]
        if posts and len(posts) == len(persons):
            return NameList((), tuple(posts), stop)
        return None


ANY = NameLists()
