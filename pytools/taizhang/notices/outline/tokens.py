"""A paragraph read once: its markers, sentences with their acts, and responsibility clauses.

Every letter of the paragraph belongs to exactly one part; a clause is a bracket at the end of a
sentence, or what follows a label such as 责任单位：.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import View, view
from taizhang.notices.text.markers import Marker, markers_inside, read_markers
from taizhang.notices.text.paragraphs import Paragraph
from taizhang.notices.who.acts import Act, read_acts
from taizhang.notices.who.assigning import only_assigns, read_assigning
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.lists import ANY, NameLists
from taizhang.notices.who.names import is_group, is_unit, lists_units, names_in
from taizhang.notices.who.reading import read_clause
from taizhang.notices.words import Patterns

_RE = Patterns("tokens")


class Part(NamedTuple):
    """A part of a paragraph: a marker, a clause, or (both None) a sentence with its acts.

    `assigns`: a sentence that only says who and when, which is the clause of those before it.
    """

    begin: int
    end: int
    marker: Marker | None = None
    clause: Clause | None = None
    label: labels.Label | None = None
    assigns: bool = False
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its marker and parts; a paragraph that prints a whole list entry is several."""

    paragraph: Paragraph
    marker: Marker | None
    parts: tuple[Part, ...]

    @property
    def seen(self) -> View:
        """The text of the line."""
        return self.paragraph.seen


_LONGEST_CLAUSE, _LONGEST_ASIDE = 2000, 300
_SHORTEST_SENTENCE, _NEAR = 6, 20
_AFTER_MARKER = (labels.TASK, labels.NOTE, labels.PROBLEM)


def tokenise(paragraphs: Iterable[Paragraph], lists: NameLists = ANY) -> list[Line]:
    """Read the paragraphs of a notice; their markers are those of the series they form.

    `lists` knows the names of the roster.
    """
    cut = [line for paragraph in paragraphs for line in _at_labels(paragraph)]
    markers = read_markers([p.seen.plain for p in cut])
    pairs = (
        (p, None if _dashed_units(p.seen, 0, len(p.seen.plain)) else marker)
        for p, marker in zip(cut, markers, strict=True)
    )
    return [Line(p, marker, tuple(parts_of(p.seen, marker, lists))) for p, marker in pairs]


def _at_labels(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a paragraph that prints a whole list entry: 河道脏乱。整改目标:…。整改措施:…。牵头单位:…。"""
    plain = paragraph.seen.plain
    if not _RE.rectifies.search(plain, 1):
        yield paragraph
        return
    found = (labels.label_at(plain, stop.end()) for stop in _RE.stop.finditer(plain))
    cuts = [label.begin for label in found if label and label.role != labels.NOTE]
    for begin, end in pairwise([0, *cuts, len(plain)]):
        if begin < end:
            yield replace(paragraph, seen=paragraph.seen.part(begin, end))


def parts_of(seen: View, first: Marker | None, lists: NameLists) -> list[Part]:
    """Cut a paragraph behind its marker into parts, in order and without gaps."""
    plain = seen.plain
    begin = first.end if first else 0
    parts: list[Part] = [Part(0, first.end, marker=first)] if first else []
    label = labels.label_at(plain, begin)
    if label and label.role in labels.UNITS and label.end < len(plain):
        end = _labelled_end(plain, label)
        parts.append(Part(begin, end, clause=_read(seen, begin, end), label=label))
        rest = _sentences(seen, plain, end, len(plain))
        return [*parts, *_with_acts(seen, rest, lists)]
    if first and label and label.role not in _AFTER_MARKER:
        label = None
    flat, brackets = _brackets(seen)
    markers = markers_inside(flat, first)
    if label and label.end < len(plain):
        parts.append(Part(begin, label.end, label=label))
        begin = label.end
    for marker in [*markers, None]:
        end = marker.begin if marker else len(plain)
        parts.extend(_stretch(seen, flat, brackets, begin, end))
        if marker:
            parts.append(Part(marker.begin, marker.end, marker=marker))
            begin = marker.end
    if label and len(parts) == 1:
        return [parts[0]._replace(label=label)]
    return list(_with_assigning(seen, list(_with_acts(seen, parts, lists)), lists))


def _with_acts(seen: View, parts: Iterable[Part], lists: NameLists) -> Iterator[Part]:
    """Read the acts of the sentences among the parts."""
    for part in parts:
        sentence = not (part.marker or part.clause)
        acts = read_acts(seen.part(part.begin, part.end), lists) if sentence else ()
        yield part._replace(acts=acts)


def _with_assigning(seen: View, parts: list[Part], lists: NameLists) -> Iterator[Part]:
    """Mark the sentences that only say who does what the sentences right before them say."""
    told = False
    for part in parts:
        sentence = not part.marker and not part.clause and not part.label
        if sentence and told and only_assigns(seen.plain[part.begin : part.end], lists):
            clause = read_assigning(seen.part(part.begin, part.end), lists)
            yield part._replace(clause=clause, assigns=clause is not None)
            told = False
        else:
            yield part
            told = sentence


def _labelled_end(plain: str, label: labels.Label) -> int:
    """Return where what labels introduce ends and a sentence follows: 责任单位:甲局。请于6月底前办结。"""
    if label.role == labels.TIME:
        return len(plain)
    end = plain.find("。", label.end) + 1 or len(plain)
    while end < len(plain):
        stop = plain.find("。", end) + 1 or len(plain)
        if not labels.label_at(plain, end) and not lists_units(plain[end:stop].rstrip("。")):
            break
        end = stop
    return end if len(plain) - end >= _SHORTEST_SENTENCE else len(plain)


def _brackets(seen: View) -> tuple[str, list[tuple[int, int, Clause]]]:
    """Return the paragraph with its clause brackets blanked out, and those brackets."""
    flat, found = seen.plain, []
    for begin, end in _outer_brackets(flat):
        if clause := _clause_in(seen, begin, end):
            found.append((begin, end, clause))
            flat = f"{flat[:begin]}({'□' * (end - begin - 2)}){flat[end:]}"
    return flat, found


def _outer_brackets(plain: str) -> Iterator[tuple[int, int]]:
    depth, begin = 0, 0
    for match in re.finditer(r"[()]", plain):
        if match[0] == "(":
            begin = match.start() if depth == 0 else begin
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield begin, match.end()
    near = depth and len(plain) - begin <= _LONGEST_CLAUSE
    if near and labels.labels_inside(plain[begin + 1 : begin + 12]):
        yield begin, len(plain)


def _clause_in(seen: View, begin: int, end: int) -> Clause | None:
    plain = seen.plain
    content = plain[begin + 1 : end].removesuffix(")")
    if end - begin > _LONGEST_CLAUSE or not _RE.clause_word.search(content):
        return None
    labelled = any(label.role in labels.UNITS for label in labels.labels_inside(content))
    if not labelled and _RE.alias.search(plain, max(0, begin - _NEAR), begin):
        return None
    if not (labelled or plain[begin - 1 : begin] in "。;!" or _RE.after.match(plain, end)):
        return None
    clause = _read(seen, begin, end)
    sure = labelled or (clause.names_units and _is_surely_clause(content, clause))
    return clause if sure else None


def _is_surely_clause(content: str, clause: Clause) -> bool:
    named = any(is_unit(name) or is_group(name) for name in clause.lead + clause.co)
    if named and _RE.role_word.search(content):
        return not re.match(r"(?:其中|如|即|以下|简称)", content)
    content = _RE.hotline.sub("", content)
    for time in clause.times:
        content = content.replace(view(time).plain, "")
    if _RE.weak_content.match(content):
        return False
    content = _RE.per.sub("", content)
    return lists_units(content) and any(len(name) > 2 for name in names_in(content))


def _dashed_units(seen: View, begin: int, end: int) -> Clause | None:
    """Return the units that stand behind a dash: 三季度增长6%。——县发改局牵头,各乡镇配合."""
    dash = _RE.dashed.fullmatch(seen.plain, begin, end)
    clause = _read(seen, dash.start("units"), dash.end("units")) if dash else None
    sure = dash and clause and clause.names_units and _is_surely_clause(dash["units"], clause)
    return clause if sure else None


def _read(seen: View, begin: int, end: int) -> Clause:
    printed = seen.part(begin, end).printed_text
    return read_clause(_RE.line_break.sub("", printed) if seen.soft else printed)


def _stretch(
    seen: View, flat: str, brackets: list[tuple[int, int, Clause]], begin: int, end: int
) -> Iterator[Part]:
    """Cut plain[begin:end], which holds no marker, into sentences and clauses."""
    at = begin
    for first, last, clause in brackets:
        if first < begin or last > end:
            continue
        yield from _sentences(seen, flat, at, first)
        stop = last
        while stop < end and flat[stop] in "。;,.":
            stop += 1
        yield Part(first, stop, clause=clause)
        at = stop
    yield from _sentences(seen, flat, at, end)


def _sentences(seen: View, flat: str, begin: int, end: int) -> Iterator[Part]:
    at = begin
    for match in _RE.end.finditer(flat, begin, end):
        said = flat[max(at, match.start() - _LONGEST_ASIDE) : match.start()]
        if said.count("(") <= said.count(")"):
            yield from _labelled(seen, at, match.end())
            at = match.end()
    if at < end:
        yield from _labelled(seen, at, end)


def _labelled(seen: View, begin: int, end: int) -> Iterator[Part]:
    """Yield a sentence, with what follows 责任单位： in it as a clause of its own."""
    plain = seen.plain[begin:end]
    if clause := _dashed_units(seen, begin, end):
        yield Part(begin, end, clause=clause)
        return
    colon = ":" in plain
    bare = None if colon else _RE.bare_at_end.search(plain)
    found = labels.labels_inside(plain, bare=False) if colon else []
    units = (label for label in found if label.role in labels.UNITS)
    strong = (x for x in units if x.begin == 0 or _RE.strong_word.search(plain, x.begin, x.end))
    label = next(strong, None)
    listed = bare.start() if bare and lists_units(bare["names"]) else len(plain)
    cut = begin + (label.begin if label else listed)
    if begin < cut:
        yield Part(begin, cut)
    if cut < end:
        yield Part(cut, end, clause=_read(seen, cut, end), label=label)
