"""The pieces of an item: the acts of its sentences one after another, and where a new duty begins."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from taizhang.notices.outline.model import Item, Sentence
from taizhang.notices.outline.scopes import Timing
from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.assigning import only_dates
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.predicates import PredicateKind, is_bare, is_wish, only_watches
from taizhang.notices.words import Patterns

_RE = Patterns("pieces")

_LONGEST_RUN_IN = 14
_MOST_SLOGANS = 6  # 健全体系。完善制度。提升能力。 before the only duty
_FULL = 14


class Piece(NamedTuple):
    """A stretch of a paragraph in which the same units are told something, and its sentence."""

    begin: int
    end: int
    told: int
    clause: Clause | None
    kind: PredicateKind
    sentence: Sentence
    opens: bool

    @property
    def place(self) -> TextSpan:
        """Where it stands in its paragraph."""
        return self.begin, self.end


def pieces_of(item: Item) -> Iterator[Piece]:
    """Yield the acts of an item's sentences, cut at ； where works of their own are dated."""
    for sentence in item.sentences:
        at = sentence.begin
        for number, act in enumerate(sentence.acts):
            begin, end = at + act.begin, at + act.end
            cuts = [begin, *_dated_works(item, begin, end), end] if not act.clause else [begin, end]
            for part, (b, e) in enumerate(pairwise(cuts)):
                told = max(b, at + act.told)
                yield Piece(b, e, told, act.clause, act.kind, sentence, number == part == 0)


def _dated_works(item: Item, begin: int, end: int) -> list[int]:
    """Return where works with dates of their own part: 6月底前完成…；9月底前完成…。"""
    plain = item.seen.plain
    stops = [i + 1 for i in range(begin, end - 1) if plain[i] == ";"]
    parts = [plain[b:e] for b, e in zip([begin, *stops], [*stops, end], strict=True)]
    return stops if stops and all(map(_RE.work_by_date.match, parts)) else []


def names_of(pieces: Sequence[Piece]) -> frozenset[str]:
    """Return the units and posts that pieces name."""
    clauses = (p.clause for p in pieces if p.clause)
    return frozenset(name for c in clauses for name in (*c.lead, *c.co, *c.leaders))


def heads_next(item: Item, piece: Piece) -> bool:
    """Tell whether a piece only names what follows: 抓项目落地。 before 县发改局…."""
    if piece.clause or not piece.opens or piece.end != piece.sentence.end:
        return False
    said = _RE.aside.sub("", item.seen.plain[piece.begin : piece.end])
    opens = item.heads and piece.begin == item.sentences[0].begin
    return (opens or len(said) <= _LONGEST_RUN_IN) and not _RE.figure.search(said)


def cut(item: Item, pieces: Sequence[Piece], timing: Timing, *, covered: bool) -> list[list[Piece]]:
    """Return the pieces in groups, a duty each; `covered`: a clause from above reaches the item."""
    groups: list[list[Piece]] = []
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        adds = covered and _only_adds(item, piece)
        if not groups:
            groups.append([piece])
        elif not (adds or _continues(item, groups[-1], piece, timing, following)):
            groups.append([_with_subject(item, groups[-1], piece)])
        elif adds and groups[-1][0].clause is None:
            groups[-1].append(piece._replace(clause=None))
        else:
            groups[-1].append(piece)
    return groups


def _with_subject(item: Item, group: Sequence[Piece], piece: Piece) -> Piece:
    """Let the units told before reach a piece that opens work of its own and names nobody."""
    said = item.seen.plain[piece.begin : piece.end]
    told = next((p.clause for p in reversed(group) if p.clause and p.clause.names_units), None)
    runs = piece.begin == group[-1].end and not heads_next(item, piece)
    reaches = told and runs and piece.clause is None and not has_subject(said)
    return piece._replace(clause=told) if reaches and not _RE.topic.match(said) else piece


def _continues(
    item: Item, group: Sequence[Piece], piece: Piece, timing: Timing, following: Piece | None
) -> bool:
    """Tell whether a piece goes on with the duty before it."""
    named, before = names_of([piece]), names_of(group)
    if piece.begin != group[-1].end:  # something that asks for nothing stands between
        return bool(named) and named <= before
    slogans = len(group) <= _MOST_SLOGANS and all(heads_next(item, p) for p in group)
    if slogans or _speaks_of_before(item, piece):
        return True
    if named:
        return named <= before or (not before and _opens_assigning(item, piece))
    if piece.opens and _RE.actor.match(item.seen.plain, piece.begin):
        return False
    heads = following and heads_next(item, piece) and names_of([following])
    return not heads and not _opens_work(item, group, piece, timing)


def _opens_work(item: Item, group: Sequence[Piece], piece: Piece, timing: Timing) -> bool:
    """Tell whether a piece that names nobody opens work of its own: a topic, a second date."""
    said = item.seen.plain[piece.begin : piece.end]
    if is_wish(said):
        return False
    if _RE.topic.match(said) or not piece.opens:
        return True
    due = len(said) >= _FULL and _is_due(item, piece, timing)
    other = names_of(group) and has_subject(said)
    return due and (bool(other) or any(_is_due(item, p, timing) for p in group))


def has_subject(said: str) -> bool:
    """Tell whether a sentence speaks of a thing that is to do or become something: 客运北站要…."""
    return bool(_RE.thing.match(said))


def _speaks_of_before(item: Item, piece: Piece) -> bool:
    """Tell whether a piece only says who or when of what stands before it."""
    return piece.place == item.assigning or only_dates(item.seen.plain[piece.begin : piece.end])


def _opens_assigning(item: Item, piece: Piece) -> bool:
    """Tell whether a piece first says who does what stands before it: 由县水务局负责实施,…."""
    told = re.split("[,;。]", item.seen.plain[piece.told : piece.end], maxsplit=1)[0]
    return piece.opens and is_bare(told) and not only_watches(told)


def _only_adds(item: Item, piece: Piece) -> bool:
    """Tell whether a piece only says who checks: 由县残联负责验收。"""
    told = item.seen.plain[piece.told : piece.end]
    return piece.clause is not None and only_watches(told)


def _is_due(item: Item, piece: Piece, timing: Timing) -> bool:
    return any(d.due for d in timing.within(item, piece.sentence, piece.place))
