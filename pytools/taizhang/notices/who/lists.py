"""Where a list of names stands in a sentence: before a verb, before the end, behind 会同.

A list is read as long as it can be (县委组织部, not 县委); names of the office's roster are known
whatever follows them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.doers import doers_in
from taizhang.notices.who.names import is_post, split_names
from taizhang.notices.words import Patterns, words

_RE = Patterns("lists")


class NameList(NamedTuple):
    """A list of names in a sentence, the posts in it, and where what follows it begins."""

    names: tuple[TextSpan, ...]
    persons: tuple[TextSpan, ...]
    stop: int


_KINDS = ("office", "head", "many", "role", "field", "body", "person")
_ENDS = {word[-1] for kind in _KINDS for word in words(f"unit.{kind}")} | set(")等□地位府会构业分")
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
        if not (_RE.leading.match(text) and is_post(text.rstrip("□"))):
            return None
        persons = [(at + b, at + e) for b, e in split_names(text, 0, len(text))]
        posts = [p for p in persons if is_post(chunk[slice(*p)])]
        if posts and len(posts) == len(persons):
            return NameList((), tuple(posts), stop)
        return None


ANY = NameLists()
