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


_LONGEST_CLAUSE = 2000
_SHORTEST_SENTENCE = 6
_AFTER_MARKER = (labels.TASK, labels.NOTE)


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
        return [replace_label(parts[0], label)]
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


def replace_label(part: Part, label: labels.Label) -> Part:
    """Give a part the label its paragraph begins with."""
    return part._replace(label=label)


def _brackets(seen: View) -> tuple[str, list[tuple[int, int, Clause]]]:
    """Return the paragraph with its clause brackets blanked out, and those brackets."""
    plain, found, at = seen.plain, [], 0
    pieces: list[str] = []
    for begin, end in _outer_brackets(plain):
        clause = _clause_in(seen, begin, end)
        if clause:
            found.append((begin, end, clause))
            pieces.append(plain[at:begin] + "(" + "□" * (end - begin - 2) + ")")
            at = end
    return "".join(pieces) + plain[at:], found


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
    if (
        depth
        and len(plain) - begin <= _LONGEST_CLAUSE
        and labels.labels_inside(plain[begin + 1 : begin + 12])
    ):
        yield begin, len(plain)


def _clause_in(seen: View, begin: int, end: int) -> Clause | None:
    plain = seen.plain
    content = plain[begin + 1 : end].removesuffix(")")
    if end - begin > _LONGEST_CLAUSE or not _RE.clause_word.search(content):
        return None
    roles = {label.role for label in labels.labels_inside(content)}
    if roles & set(labels.UNITS):
        return _read(seen, begin, end)
    if not _closes_sentence(plain, begin, end):
        return None
    clause = _read(seen, begin, end)
    return clause if clause.names_units and _is_surely_clause(content, clause) else None


def _closes_sentence(plain: str, begin: int, end: int) -> bool:
    return plain[begin - 1 : begin] in "。;!" or bool(_RE.after.match(plain, end))


def _is_surely_clause(content: str, clause: Clause) -> bool:
    if _RE.role_word.search(content) and any(
        is_unit(n) or is_group(n) for n in clause.lead + clause.co
    ):
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
    first, last = seen.span(begin, end)
    printed = seen.printed_text[first - seen.start : last - seen.start]
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
        if _inside_bracket(flat, at, match.start()):
            continue
        yield from _labelled(seen, at, match.end())
        at = match.end()
    if at < end:
        yield from _labelled(seen, at, end)


def _inside_bracket(flat: str, begin: int, at: int) -> bool:
    stretch = flat[max(begin, at - 300) : at]
    return stretch.count("(") > stretch.count(")")


def _labelled(seen: View, begin: int, end: int) -> Iterator[Part]:
    """Yield a sentence, with what follows 责任单位： in it as a clause of its own."""
    plain = seen.plain[begin:end]
    if clause := _dashed_units(seen, begin, end):
        yield Part(begin, end, clause=clause)
        return
    bare = None if ":" in plain else _RE.bare_at_end.search(plain)
    if bare and lists_units(bare["names"]):
        cut = begin + bare.start()
        if cut > begin:
            yield Part(begin, cut)
        clause = _read(seen, cut, end)
        yield Part(cut, end, clause=clause)
        return
    if ":" in plain:
        found = [x for x in labels.labels_inside(plain, bare=False) if x.role in labels.UNITS]
        strong = [
            x
            for x in found
            if x.begin == 0
            or re.search(r"单位|部门|领导|时限|责任人|牵头|配合", plain[x.begin : x.end])
        ]
        if strong:
            cut = strong[0].begin
            if cut:
                yield Part(begin, begin + cut)
            yield Part(begin + cut, end, clause=_read(seen, begin + cut, end), label=strong[0])
            return
    yield Part(begin, end)
