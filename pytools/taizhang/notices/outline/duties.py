"""What is to be done: the items of an outline become duties, by who is told and in which scope.

An item with a clause of its own is one duty. In any other each sentence, or part of one, that tells
another unit something is a duty of its own; a subject reaches to the next subject. What is told as
an attitude, a permission, a penalty, a report or a definition is none; the section is but a prior.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from taizhang.notices.dates.due import Deadline
from taizhang.notices.dating import TITLE
from taizhang.notices.outline.coverage import TELLING, Cover, busy_nodes
from taizhang.notices.outline.groups import GroupRoster
from taizhang.notices.outline.model import Item, Outline, Sentence
from taizhang.notices.outline.pieces import Piece, cut, heads_next, names_of, pieces_of
from taizhang.notices.outline.scopes import Scopes, Timing, looks_back, sets_date
from taizhang.notices.outline.sections import SectionKind as Section
from taizhang.notices.outline.sections import is_closing, is_report, kind_of, lists_problems
from taizhang.notices.targets import find_targets
from taizhang.notices.text import labels
from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.assigning import only_dates
from taizhang.notices.who.clause import Clause, joined, names_successors, shares_with_all
from taizhang.notices.who.lists import doers_in
from taizhang.notices.who.predicates import PredicateKind, asks, is_wish, opens_with_verb, says_what
from taizhang.notices.words import Patterns

_RE = Patterns("duties")

TASK, HEADING, CONTEXT, GROUP, PENALTY = "task", "heading", "context", "group", "penalty"
TITLED, FRONT = "标题", "文件标题或主送单位"
_SOFT = (Section.DEMANDS, Section.COVER, Section.GROUPS, Section.SCOPE)
_LONGEST_TITLE_LINE = 40
_FULL_SENTENCE = 14
_A_POINT_AND_ITS_END = 2  # 3.改造步行街。 ⏎ 上述工作6月底前完成。


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done: the pieces of one item, who is named in them, their deadlines.

    `told` is where what is to be done begins, behind a heading and the units. `letter` tells the
    duties of one item apart. `back`: deadlines that a sentence behind gives it (上述工作…).
    """

    item: Item
    place: TextSpan
    told: int
    clause: Clause | None
    deadlines: tuple[Deadline, ...]
    letter: str = ""
    back: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an item that is no duty, what it is, and why."""

    item: Item
    place: TextSpan
    kind: str
    reason: str = ""


class Former:
    """Forms the duties of an outline; what is none is kept in `passages`, with its reason.

    `loose` is True for a text without outline and cover, where every sentence may be work.
    """

    def __init__(
        self, outline: Outline, cover: Cover, roster: GroupRoster, scopes: Scopes, timing: Timing
    ) -> None:
        self._cover = cover
        self._roster = roster
        self._scopes = scopes
        self._timing = timing
        self._loose = not outline.root.children and outline.root.kind is Section.WORK
        self._busy = busy_nodes(outline.items, cover)
        self._rich = frozenset(item.node for item in outline.items if cover.own(item))
        self._assigned = frozenset(node.parent for node in self._rich)
        self._first = min((i.paragraph for i in outline.items if i.node.parent), default=0)
        self.passages: list[Passage] = []

    def form(self, items: Iterable[Item]) -> Iterator[Duty]:
        """Yield the duties of the items, in printed order."""
        formed: list[Duty] = []
        for item in items:
            found = list(self._duties_of(item))
            letters = ascii_lowercase if 1 < len(found) <= len(ascii_lowercase) else ""
            formed += [replace(duty, letter=letters[i : i + 1]) for i, duty in enumerate(found)]
            back = [s for s in item.sentences if looks_back(item.said(s))]
            if back:
                formed = [self._told_back(duty, item, back) for duty in formed]
        yield from formed

    def _told_back(self, duty: Duty, item: Item, back: Sequence[Sentence]) -> Duty:
        """Date and assign the duties of a paragraph by its last sentence; where it stands alone, those above."""
        node, beside = item.node, duty.item.paragraph == item.paragraph
        single = not node.children and node.parent and len(node.items) <= _A_POINT_AND_ITS_END
        over = node.parent if single and not item.opens else node
        above = len(back) == len(item.sentences) and over in tuple(duty.item.node.ancestors())
        if not (beside or above):
            return duty
        undated = not any(d.due for d in duty.deadlines)
        told = joined(*(act.clause for sentence in back for act in sentence.acts))
        dates = tuple(self._timing.of(item, back)) if undated else ()
        return replace(duty, back=dates, clause=duty.clause or told)

    def _duties_of(self, item: Item) -> Iterator[Duty]:
        kind, reason = next((v for test in self._tests() if (v := test(item))), ("", ""))
        if kind == TASK:
            yield from self._whole(item)
        elif kind:
            self._keep(item, item.sentences, kind, reason)
        else:
            yield from self._parts(item)

    def _keep(self, item: Item, left: Iterable[Sentence | Piece], kind: str, reason: str) -> None:
        self.passages.extend(Passage(item, part.place, kind, reason) for part in left)

    # Tests of a whole item, in the order they run; the first answer stands.

    def _tests(self) -> tuple[Callable[[Item], tuple[str, str] | None], ...]:
        return (
            self._listed, self._all_there_is, self._told, self._names_its_node, self._has_clause,
            self._names_no_work,
        )  # fmt: skip

    def _listed(self, item: Item) -> tuple[str, str] | None:
        return (GROUP, "名单") if item in self._roster.items else None

    def _all_there_is(self, item: Item) -> tuple[str, str] | None:
        """A problem or a bare heading is the task where nothing else stands under its clause."""
        node = item.node
        clause = self._cover.nodes.get(node) or self._cover.own(item)
        if node in self._busy or not clause or node.children or not node.items:
            return None
        problem = next((i for i in node.items if i.role == labels.PROBLEM), None)
        return (TASK, "") if item is (problem or node.items[0]) else None

    def _told(self, item: Item) -> tuple[str, str] | None:
        if not item.sentences or _RE.empty.match(item.text()):
            return CONTEXT, "只有数字或符号"
        if _RE.done.match(item.text()) and not any(
            map(sets_date, self._timing.of(item, item.sentences))
        ):
            return CONTEXT, "说的是已经做过的事"
        if item.role not in TELLING or self._cover.own(item):
            return None
        measured = item.role == labels.GOAL and self._is_measured_aim(item, item.sentences)
        return (TASK, "") if measured else (CONTEXT, "目标、问题或说明")

    def _names_its_node(self, item: Item) -> tuple[str, str] | None:
        if not self._cover.is_heading(item):
            return None
        node, text = item.node, item.text()
        below = node.children or len(node.items) > 1 or text.endswith(":")
        announced = text[-1:] not in "。;!" and kind_of(node.heading) is not None
        return (HEADING, TITLED) if below or announced else None

    def _has_clause(self, item: Item) -> tuple[str, str] | None:
        clause = self._cover.own(item)
        told = any(act.clause for act in item.acts)
        return (TASK, "") if clause and (clause.names_units or not told) else None

    def _names_no_work(self, item: Item) -> tuple[str, str] | None:
        plain = item.text()
        outside = item.node.parent is None
        addressed = outside and _RE.addressees.fullmatch(plain) and doers_in(plain[:-1])
        if addressed or (not item.opens and _RE.document.search(plain)):
            return HEADING, FRONT
        short = len(item.sentences) == 1 and len(plain) <= _LONGEST_TITLE_LINE
        if not short or item.opens or plain[-1:] in "。;!?":
            return None
        does = not outside or any(opens_with_verb(plain[act.told :]) for act in item.acts)
        dated = any(map(sets_date, self._timing.of(item, item.sentences)))
        asks = dated or find_targets(item.seen) or (does and item.names_units)
        return (HEADING, TITLED) if (outside and TITLE.search(plain)) or not asks else None

    # Duties of an item with a clause of its own, and of one without.

    def _whole(self, item: Item) -> Iterator[Duty]:
        """Yield an item whole; its reports of a meeting (会议听取…) are left out."""
        reports = [s for s in item.sentences if is_report(item.said(s))]
        told = [s for s in item.sentences if s not in reports] or item.sentences
        left = reports if len(told) < len(item.sentences) else ()
        self._keep(item, left, CONTEXT, "会议情况")
        clause = joined(*(act.clause for sentence in told for act in sentence.acts))
        for sentences in self._by_date(item, told):
            place = (sentences[0].begin, sentences[-1].end)
            begins = place[0] + next((a.told for a in sentences[0].acts), 0)
            yield Duty(item, place, begins, clause, tuple(self._timing.of(item, sentences)))

    def _by_date(self, item: Item, sentences: Sequence[Sentence]) -> list[list[Sentence]]:
        """Cut a whole item where a sentence sets a second date: 4月末前…。5月末前…。"""
        groups: list[list[Sentence]] = []
        dated = False
        for sentence in sentences:
            said = item.said(sentence)
            heads = item.heads and sentence is item.sentences[0]
            full = len(said) >= _FULL_SENTENCE and not heads
            due = full and any(d.due for d in self._timing.of(item, [sentence]))
            opens = due and dated and not only_dates(said) and sentence.place != item.assigning
            if groups and not opens:
                groups[-1].append(sentence)
            else:
                groups.append([sentence])
            dated |= due
        return groups

    def _parts(self, item: Item) -> Iterator[Duty]:
        """Yield what the sentences of an item ask, unit by unit."""
        kept: list[Piece] = []
        for piece in _with_subjects(item, pieces_of(item)):
            kind, reason = self._asks_nothing(item, piece)
            self._keep(item, [piece] if kind else [], kind, reason)
            kept += [] if kind else [piece]
        if any(p.clause for p in kept):  # 鼓励… beside what a unit is told asks nobody
            unnamed = (p for p in kept if not p.clause)
            invites = [p for p in unnamed if _RE.invites.match(item.seen.plain, p.begin)]
            self._keep(item, invites, CONTEXT, "只是鼓励")
            kept = [p for p in kept if p not in invites]
        inherited = self._cover.beside(item) or self._scopes.clause_of(item.node)
        for group in cut(item, kept, self._timing, covered=inherited is not None):
            if self._is_duty(item, group):
                yield self._duty(item, group)
            else:
                head = heads_next(item, group[0]) and len(group) == 1
                self._keep(item, group, *((HEADING, TITLED) if head else _ASKS_NOBODY))

    def _asks_nothing(self, item: Item, piece: Piece) -> tuple[str, str]:
        said = item.seen.plain[slice(*piece.place)]
        told = piece.clause is not None and piece.clause.names_units
        framing = names_successors(said) or is_report(said) or (is_closing(said) and not told)
        tests = (
            (piece.sentence in self._scopes.lead_ins, (HEADING, "引出下面各项")),
            (self._stays(item, piece, told=told), ("", "")),
            (self._presides(item, piece), (CONTEXT, "只说领导怎么做")),
            (looks_back(said), (CONTEXT, "上面各项的时限")),
            (shares_with_all(said), (CONTEXT, "各项任务共同的责任单位")),
            (framing, (CONTEXT, "通知的开头、结尾或会议情况")),
        )
        return next((v for found, v in tests if found), _NO_DUTY.get(piece.kind, ("", "")))

    def _presides(self, item: Item, piece: Piece) -> bool:
        """Tell whether leaders alone hear reports, by no day: 县长每周听取汇报。"""
        clause = piece.clause
        if clause is None or clause.names_units or not clause.leaders:
            return False
        told = item.seen.plain[piece.told : piece.end]
        due = any(d.due for d in self._timing.within(item, piece.sentence, piece.place))
        return bool(_RE.presides.match(told)) and not due

    def _stays(self, item: Item, piece: Piece, *, told: bool) -> bool:
        """Tell whether a piece asks for something though its kind does not: a heading, what is dated."""
        if piece.kind is PredicateKind.ATTITUDE:
            heads = heads_next(item, piece) and len(item.sentences) > 1
            return heads or (not told and self._is_work(item))
        if piece.kind is PredicateKind.GRANT:
            reached = self._cover.beside(item) or self._scopes.clause_of(item.node)
            listed = item.opens and item.node.parent not in self._assigned
            return told or listed or bool(reached) or self._is_dated(item, [piece])
        return piece.kind is PredicateKind.ANNOUNCEMENT and self._is_dated(item, [piece])

    def _is_work(self, item: Item) -> bool:
        """Tell whether a heading above says that what stands below it is work."""
        kinds = (n.kind for n in item.node.ancestors() if n.announced)
        return next(kinds, None) in (Section.WORK, Section.PHASES)

    def _is_duty(self, item: Item, group: Sequence[Piece]) -> bool:
        section = Section.WORK if item.role == labels.TASK else item.node.kind
        if section is Section.AIMS:
            return self._is_aim(item, group)
        alone = heads_next(item, group[0]) and len(group) == 1 and len(item.sentences) > 1
        if alone or self._exhorts(item, group) or self._is_wrong(item, group):
            return False
        said = item.seen.plain[group[0].begin : group[-1].end]
        if section in _SOFT and not (self._loose and section is Section.COVER):
            return self._is_told(item, group, scope=section is Section.SCOPE)
        if self._introduces(item):
            return self._is_told(item, group, scope=False)
        if names_of(group) or self._is_dated(item, group):
            return True
        defines = any(act.kind is PredicateKind.DEFINITION for act in item.acts[:1])
        return not is_wish(said) and not defines

    def _exhorts(self, item: Item, group: Sequence[Piece]) -> bool:
        """Tell whether many or nobody are told how to be, not what to do: 各单位要带着感情抓落实。"""
        clauses = [p.clause for p in group if p.clause]
        actor = not clauses and _RE.actor.match(item.seen.plain, group[0].begin)
        if actor or (item.opens and (item.node.kind not in _SOFT or not clauses)):
            return False
        named = {name for c in clauses for name in (*c.lead, *c.co)}
        if not named <= {name for c in clauses for name in c.groups}:
            return False
        plain, place = item.seen.plain, (group[0].begin, group[-1].end)
        asked = any(says_what(plain[p.told : p.end]) for p in group)
        return not (asked or self._deadlines(item, group) or find_targets(item.seen.part(*place)))

    def _is_wrong(self, item: Item, group: Sequence[Piece]) -> bool:
        """Tell whether a point says what is wrong: (一)无证经营。 below 整治重点."""
        own = item.text().partition(":")[0] if item.opens else ""
        above = any(map(lists_problems, (own, *(n.heading for n in item.node.ancestors()))))
        does = not above or opens_with_verb(item.seen.plain[group[0].told : group[0].end])
        return not (does or names_of(group) or self._is_dated(item, group))

    def _introduces(self, item: Item) -> bool:
        """Tell whether an item stands before the points below it, or behind an item with its clause."""
        node = item.node
        behind = node in self._rich and not item.opens and node not in self._cover.over_lines
        return bool(node.children) or behind

    def _is_aim(self, item: Item, group: Sequence[Piece]) -> bool:
        """Tell whether an aim has a date and an amount, or sets a unit a date."""
        sentences = list(dict.fromkeys(p.sentence for p in group))
        if _RE.background.search(item.node.heading):
            return False
        dated = self._is_dated(item, group)
        before = [s for s in item.sentences if s.end <= group[0].begin]
        goes_on = dated and before and self._is_measured_aim(item, before)
        return bool((dated and names_of(group)) or goes_on) or self._is_measured_aim(
            item, sentences
        )

    def _is_measured_aim(self, item: Item, sentences: Sequence[Sentence]) -> bool:
        if item.home in self._busy and item.role == labels.GOAL and item.node.parent:
            return False
        deadlines = self._timing.of(item, sentences)
        asked = item.seen.part(sentences[0].begin, sentences[-1].end)
        return any(d.due for d in deadlines) and bool(find_targets(asked, tuple(deadlines)))

    def _is_told(self, item: Item, group: Sequence[Piece], *, scope: bool) -> bool:
        """Tell whether a unit is told to do something, or a date is set, however vague."""
        told = [p for p in group if p.clause and p.clause.names_units]
        node = item.node
        if node.parent is None and node.children and item.paragraph < self._first:
            # before its first point a notice says why
            aim = not told and self._is_measured_aim(item, [p.sentence for p in group])
            dated = any(d.due and d.text[-1] in "前内" for d in self._deadlines(item, told))
            return aim or dated or any(asks(item.seen.plain[p.told : p.end]) for p in told)
        if told or scope:
            return bool(told)
        said = item.seen.plain[group[0].begin : group[-1].end]
        hasty = any(d.vague for d in self._deadlines(item, group)) and _RE.asks.search(said)
        return bool(hasty) or self._is_dated(item, group)

    def _is_dated(self, item: Item, group: Iterable[Piece]) -> bool:
        return any(map(sets_date, self._deadlines(item, group)))

    def _deadlines(self, item: Item, group: Iterable[Piece]) -> tuple[Deadline, ...]:
        return tuple(d for p in group for d in self._timing.within(item, p.sentence, p.place))

    def _duty(self, item: Item, group: Sequence[Piece]) -> Duty:
        clause = joined(*(piece.clause for piece in group))
        place = (group[0].begin, group[-1].end)
        told = next((p.told for p in group if not heads_next(item, p)), group[0].told)
        return Duty(item, place, told, clause, self._deadlines(item, group))


def _with_subjects(item: Item, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Let those told how to be be told what follows: 各单位要高度重视。7月10日前报送方案。"""
    told: Clause | None = None
    plain = item.seen.plain
    for piece in pieces:
        sent = _RE.sent.match(plain[piece.begin : piece.end])
        dated = told and piece.clause is None and piece.opens and sent
        yield piece._replace(clause=told) if dated else piece
        attitude = piece.kind is PredicateKind.ATTITUDE
        told = piece.clause if attitude or not says_what(plain[piece.told : piece.end]) else None


_ASKS_NOBODY = (CONTEXT, "没有点名单位，也没有时限")
_NO_DUTY = {
    PredicateKind.ATTITUDE: (CONTEXT, "只提态度，没有交代做什么"),
    PredicateKind.PERMISSION: (CONTEXT, "可做可不做"),
    PredicateKind.PENALTY: (PENALTY, "追责或奖惩"),
    PredicateKind.GRANT: (CONTEXT, "奖补政策，没有点名单位"),
    PredicateKind.REPORT: (CONTEXT, "说的是已经做过的事"),
    PredicateKind.ANNOUNCEMENT: (CONTEXT, "只是预告"),
    PredicateKind.DEFINITION: (CONTEXT, "定义或说明"),
    PredicateKind.SETTING_UP: (CONTEXT, "设立工作机构"),
}
