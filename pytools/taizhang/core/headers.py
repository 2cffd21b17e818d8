"""Find a table's head among the rows of a sheet, and which column is which, however renamed.

Forms, lists and the ledger's own tables are matched by the same words under a policy of their own.
A header is known by its label, by what the clerk once answered for this unit, or by a synonym;
only a policy that says so takes a guess, and says it. Rows of data are not read here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from taizhang.core.addresses import cell_name
from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.schema import Column, SheetSpec
from taizhang.core.submission import Question

GridRow = Sequence[object]
DEEPEST = 3  # rows that a head may take
LONGEST = 60  # letters of a header; a longer text is none
MOST_KNOWN = 5000  # headers whose meaning is remembered
LIKE = 0.4  # similarity from which an unknown header is worth a question
IDENTITY = frozenset({"task_id", "name", "node", "problem_id", "line_no"})
_NOISE = re.compile(
    r"[\s\u200b-\u200f\ufeff*★●☆:：、,.。_\-—/\\|\"'“”‘’]|^\d+[.、)]|^[一二三四五六七八九十]+、"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]|〔[^〕]*〕|【[^】]*】|<[^>]*>")
_PREFIX = re.compile(r"^(?:请?填[报写]|必填|本[期次月周季]|当前|最新的?|目前|截至目前|是否)")
_SAME = frozenset({"名称", "全称", "内容"})  # under 牵头单位: the unit itself
_SUFFIX = re.compile(r"(?:情况|填[报写]|一?[栏列])$")


@cache
def fold(text: str) -> str:
    r"""Return a header without spaces, line breaks, marks and what stands in brackets.

    >>> fold("＊最新\n进展（必填）"), fold("完成进度(%)")
    ('最新进展', '完成进度')
    """
    plain = unicodedata.normalize("NFKC", text)
    return _NOISE.sub("", _BRACKETS.sub("", plain)) or _NOISE.sub("", plain)


class Rank(IntEnum):
    """How certain it is what a header means: from nothing at all to the label, letter for letter."""

    NONE = 0
    GUESS = 1
    AFFIX = 2
    SYNONYM = 3
    MEMORY = 4
    LABEL = 5
    EXACT = 6


class Claim(NamedTuple):
    """A column (0-based) whose header means a key, and how certain that is."""

    at: int
    header: str
    rank: Rank


class HeaderWords:
    """The words under which the columns of one sheet are known."""

    def __init__(
        self,
        spec: SheetSpec,
        memory: Mapping[str, str] | None = None,
        guess: Callable[[str], str] | None = None,
    ) -> None:
        """`memory` holds headers as printed and the key (or "" for none) the clerk chose.

        `guess` gives the likely key of a header that no word of the sheet knows, "" for none.
        """
        self.spec = spec
        self.known: dict[str, tuple[str, Rank]] = {}  # what was asked before
        self.exact = {c.label: c.key for c in spec.columns}
        self.labels = {fold(c.label): c.key for c in spec.columns}
        self.memory = {fold(h): k for h, k in (memory or {}).items() if not k or k in spec.keys}
        self.guess = guess
        synonyms: dict[str, set[str]] = {}
        for column in spec.columns:
            for word in column.synonyms:
                synonyms.setdefault(fold(word), set()).add(column.key)
        self.synonyms = {w: next(iter(k)) for w, k in synonyms.items() if len(k) == 1}
        self.unsure = {w: tuple(sorted(k)) for w, k in synonyms.items() if len(k) > 1}

    def meaning(self, header: object) -> tuple[str, Rank]:
        """The key that a header means and how certain that is; "" where it means none."""
        if not isinstance(header, str) or not header or len(header) > LONGEST:
            return "", Rank.NONE
        if (key := self.exact.get(header)) is not None:
            return key, Rank.EXACT
        if (meant := self.known.get(header)) is None:
            meant = self._meaning(header)
            if len(self.known) < MOST_KNOWN:
                self.known[header] = meant
        return meant

    def _meaning(self, header: str) -> tuple[str, Rank]:
        word = fold(header)
        known = (
            (self.labels, Rank.LABEL),
            (self.memory, Rank.MEMORY),
            (self.synonyms, Rank.SYNONYM),
        )
        for words, rank in known:
            if (key := words.get(word)) is not None:
                return key, rank
        if key := self._without_affix(word):
            return key, Rank.AFFIX
        guessed = self.guess(word) if self.guess else ""
        return (guessed, Rank.GUESS) if guessed in self.spec.keys else ("", Rank.NONE)

    def _without_affix(self, word: str) -> str:
        bare = _PREFIX.sub("", word)
        for shorter in (bare, _SUFFIX.sub("", word), _SUFFIX.sub("", bare)):
            if key := self.labels.get(shorter) or self.synonyms.get(shorter):
                return key
        return ""

    def key(self, header: object, least: Rank = Rank.AFFIX) -> str:
        """The key that a header means at least so certainly; "" where it means none."""
        key, rank = self.meaning(header)
        return key if rank >= least else ""

    def is_label(self, header: object) -> bool:
        """Whether a header is the label itself, whatever its spaces and marks."""
        return isinstance(header, str) and fold(header) in self.labels


@dataclass(frozen=True, slots=True)
class Policy:
    """When a row is a head: `enough` says so of its keys of rank `least` or more, and its texts.

    `narrowest` is how many texts such a row must at least hold.
    """

    enough: Callable[[frozenset[str], Sequence[str], HeaderWords], bool]
    least: Rank = Rank.AFFIX
    narrowest: int = 2


def _enough_for_form(keys: frozenset[str], _: Sequence[str], words: HeaderWords) -> bool:
    fills = {c.key for c in words.spec.columns if c.fill}
    enough = len(keys) >= 3 and bool(keys & IDENTITY) and bool(keys & fills)
    own = keys & {"node", "node_no"} if words.spec.key == "nodes" else keys - {"task_id", "note"}
    return enough and bool(own)


FORM = Policy(_enough_for_form)


def claims_of(
    headers: Sequence[object], words: HeaderWords, least: Rank = Rank.AFFIX
) -> dict[str, list[Claim]]:
    """All columns that mean a key, by key, from left to right."""
    found: dict[str, list[Claim]] = {}
    for at, header in enumerate(headers):
        key, rank = words.meaning(header)
        if key and rank >= least:
            found.setdefault(key, []).append(Claim(at, str(header), rank))
    return found


def surest(claims: Sequence[Claim]) -> list[Claim]:
    """Those claims of a key than which none is more certain."""
    best = max((claim.rank for claim in claims), default=Rank.NONE)
    return [claim for claim in claims if claim.rank == best]


@dataclass(frozen=True, slots=True)
class LedgerColumns:
    """The columns of a table of the ledger: where each key is, and which keys are not so clear.

    `twice` has the headers of keys for which several columns are equally certain.
    """

    offsets: Mapping[str, int]
    missing: tuple[str, ...] = ()
    twice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def ledger_columns(headers: Sequence[str], spec: SheetSpec) -> LedgerColumns:
    """Match the head of one of the ledger's tables: the label first, then a synonym, no guess."""
    claims = claims_of(headers, HeaderWords(spec), Rank.SYNONYM)
    sure = {key: surest(found) for key, found in claims.items()}
    return LedgerColumns(
        {key: found[0].at for key, found in sure.items() if len(found) == 1},
        tuple(key for key in spec.keys if key not in sure),
        {key: tuple(c.header for c in found) for key, found in sure.items() if len(found) > 1},
    )


@dataclass(frozen=True, slots=True)
class Head:
    """A head from row `first` to `last` (0-based), and the 0-based column of each key."""

    spec: SheetSpec
    first: int
    last: int
    columns: Mapping[str, int]
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()


def expected_head(spec: SheetSpec, row: int) -> Head:
    """The head as we build it: labels in order from the first column on."""
    return Head(spec, row, row, {key: i for i, key in enumerate(spec.keys)})


class Spot(NamedTuple):
    """Where a head is: its first row (0-based), how many rows it takes, whose words it uses."""

    at: int
    deep: int
    words: HeaderWords


def locate_head(
    rows: Sequence[GridRow],
    words: Sequence[HeaderWords],
    start: int,
    stop: int,
    policy: Policy = FORM,
) -> Spot | None:
    """The best head in rows[start:stop] for any of the sheets in `words`.

    It names the most columns in the fewest rows, so that a title is not taken for a part of it.
    """
    best, most = None, (0, 0)
    for at in range(start, min(stop, len(rows))):
        if sum(isinstance(cell, str) and cell != "" for cell in rows[at]) < policy.narrowest:
            continue
        for known in words:
            for deep in range(1, DEEPEST + 1):
                score = _score(_headers(rows, at, deep, known), known, policy)
                if score and (score, -deep) > most:
                    best, most = Spot(at, deep, known), (score, -deep)
    return best


def find_head(
    rows: Sequence[GridRow], words: Sequence[HeaderWords], start: int, stop: int, place: Place
) -> Head | None:
    """Find the first best head of a form in rows[start:stop]."""
    spot = locate_head(rows, words, start, stop)
    return None if spot is None else read_head(rows, *spot, place)


def looks_like_head(row: GridRow, words: Iterable[HeaderWords], policy: Policy = FORM) -> bool:
    """Return whether a row below a head is the head of another table."""
    return any(_score(list(map(_text, row)), known, policy) for known in words)


def _score(headers: Sequence[str], words: HeaderWords, policy: Policy) -> int:
    """How many columns a row names; 0 where it is too few to be a head."""
    keys = frozenset(key for h in headers if (key := words.key(h, policy.least)))
    return len(keys) if policy.enough(keys, headers, words) else 0


def headers_at(rows: Sequence[GridRow], spot: Spot) -> list[str]:
    """The header of each column of a head, one text out of its rows."""
    return _headers(rows, *spot)


def _headers(rows: Sequence[GridRow], at: int, deep: int, words: HeaderWords) -> list[str]:
    """One text a column out of `deep` rows: a group's title stands over several columns."""
    block = [list(map(_text, rows[r])) for r in range(at, min(at + deep, len(rows)))]
    if deep == 1:
        return block[0]
    if len(block) < deep:
        return []
    width = max(map(len, block))
    for line in block:
        line.extend([""] * (width - len(line)))
    return [_stacked([line[c] for line in block], _group(block, c), words) for c in range(width)]


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _group(block: Sequence[Sequence[str]], column: int) -> str:
    """The title standing over a column in the top row, itself or begun further left."""
    for c in range(column, -1, -1):
        if block[0][c]:
            return block[0][c]
        if not any(line[c] for line in block[1:]):
            return ""
    return ""


def _stacked(lines: Sequence[str], group: str, words: HeaderWords) -> str:
    lowest = next((line for line in reversed(lines) if line), "")
    if lowest and words.key(lowest):
        return lowest
    if lowest in _SAME and words.key(group):
        return group
    for joined in (group + lowest, lowest + group):
        if group != lowest and words.key(joined):
            return joined
    return lowest


def read_head(
    rows: Sequence[GridRow], at: int, deep: int, words: HeaderWords, place: Place
) -> Head:
    """Read the head that starts in row `at`; what was healed and what is unsure goes along."""
    headers = _headers(rows, at, deep, words)
    reader = _HeadReader(headers, words, place, at + deep)
    columns = reader.columns()
    issues = [*_moved(columns, words.spec, place), *reader.issues]
    if deep > 1:
        issues.append(catalog.HEADER_TWO_ROWS.at(reader.place(), rows=deep))
    return Head(words.spec, at, at + deep - 1, columns, tuple(issues), tuple(reader.questions))


def _moved(columns: Mapping[str, int], spec: SheetSpec, place: Place) -> Iterator[Issue]:
    order = [key for key in spec.keys if key in columns]
    if order != sorted(order, key=lambda key: columns[key]):
        yield catalog.COLUMNS_MOVED.at(place)


class _HeadReader:
    """One head under way: columns by key, issues and questions."""

    def __init__(self, headers: Sequence[str], words: HeaderWords, place: Place, row: int) -> None:
        self.headers, self.words, self.row = headers, words, row
        self.base = place
        self.issues: list[Issue] = []
        self.questions: list[Question] = []

    def place(self, at: int | None = None) -> Place:
        """Where the head is, or the header of one column."""
        header, cell = ("", "") if at is None else (self.headers[at], cell_name(self.row, at))
        return Place(self.base.book, self.base.sheet, self.row, header, cell)

    def columns(self) -> dict[str, int]:
        """The column of each key that is certain."""
        claims: dict[str, list[int]] = {}
        strange = []
        for at, header in enumerate(self.headers):
            key = self.words.key(header)
            if key:
                claims.setdefault(key, []).append(at)
            elif header.strip() and fold(header) not in self.words.memory:
                strange.append(at)
        sure = ((key, self._one(key, ats)) for key, ats in claims.items())
        found = {key: at for key, at in sure if at is not None}
        self._note_healed(found)
        twice = {key for key in claims if key not in found}
        self._ask(strange, [c for c in self.words.spec.columns if c.key not in claims], found)
        self._note_missing({*found, *twice})
        return found

    def _one(self, key: str, ats: list[int]) -> int | None:
        """The column that has the label itself wins over columns with a mere synonym."""
        labelled = [at for at in ats if self.words.is_label(self.headers[at])]
        chosen = labelled if len(labelled) == 1 else ats
        if len(chosen) == 1:
            for at in ats:
                if at != chosen[0]:
                    header = self.headers[at]
                    self.issues.append(catalog.COLUMN_ADDED.at(self.place(at), found=header))
            return chosen[0]
        label = self.words.spec[key].label
        cells = [cell_name(self.row, at) for at in ats]
        self.issues.append(catalog.HEADER_TWICE.at(self.place(ats[0]), label=label, cells=cells))
        return None

    def _note_healed(self, found: Mapping[str, int]) -> None:
        for key, at in found.items():
            label, header = self.words.spec[key].label, self.headers[at]
            if header != label:
                shown = " ".join(header.split())
                issue = catalog.HEADER_HEALED.at(self.place(at), found=shown, label=label)
                self.issues.append(issue)

    def _ask(self, strange: Iterable[int], missing: list[Column], found: Mapping[str, int]) -> None:
        """An unknown header that looks like a missing column, or stands in its place, is asked."""
        for at in strange:
            header = self.headers[at]
            near = _near(fold(header), missing, self.words)
            near += [c for c in missing if c not in near and self._place_of(c, found) == at]
            if near:
                self._question(at, header, near)
            else:
                self.issues.append(catalog.COLUMN_ADDED.at(self.place(at), found=header))
        for column in missing:
            at = self._place_of(column, found)
            if 0 <= at < len(self.headers) and not self.headers[at].strip():
                self._question(at, "（空白）", [column])

    def _question(self, at: int, header: str, near: Sequence[Column]) -> None:
        labels = [column.label for column in near]
        self.issues.append(catalog.HEADER_UNSURE.at(self.place(at), found=header, near=labels))
        keys = tuple(column.key for column in near)
        self.questions.append(Question(self.words.spec.key, header, keys))

    def _place_of(self, column: Column, found: Mapping[str, int]) -> int:
        """Where a missing column would stand: beside the one it follows; -1 where that is gone."""
        keys = self.words.spec.keys
        at = keys.index(column.key)
        if not at:
            return 0 if 0 not in found.values() else -1
        place = found.get(keys[at - 1], -2) + 1
        return place if place not in found.values() else -1

    def _note_missing(self, there: Iterable[str]) -> None:
        for column in self.words.spec.columns:
            if column.key not in there and (column.fill or column.key == "task_id"):
                issue = catalog.COLUMN_MISSING.at(self.place(), label=column.label)
                self.issues.append(issue)


def _near(word: str, missing: Sequence[Column], words: HeaderWords) -> list[Column]:
    """Missing columns that an unknown header may mean, likeliest first."""
    if word in words.unsure:
        return [c for c in missing if c.key in words.unsure[word]]
    scored = [(max(_like(word, fold(w)) for w in (c.label, *c.synonyms)), c) for c in missing]
    close = sorted((pair for pair in scored if pair[0] >= LIKE), key=lambda pair: -pair[0])
    return [column for _, column in close[:3]]


def _like(one: str, other: str) -> float:
    if one and other and (one in other or other in one):
        return 0.9
    return SequenceMatcher(None, one, other).ratio()
