"""Paragraphs of a text: lines put back together where a fixed width broke them, blank ones left out.

Text from a PDF or a mail breaks lines in mid-sentence; such text is recognised by its shape (many
lines of about the same length without a full stop) and joined. Elsewhere a page break tears a
sentence; it is healed where the first line stops short and the second goes on. Offsets stay those
of the text, and page numbers are read as blanks.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from taizhang.notices.text.glyphs import View, view
from taizhang.notices.words import Patterns

_RE = Patterns("paragraphs")

TextSpan = tuple[int, int]
_LONGEST_BRACKET = 3000
_SHORTEST_WRAP, _NARROWEST, _LONGEST_WRAP = 18, 24, 70
_MANY_LINES = 6
_SHORTEST_TORN = 12


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its number among the printed ones (1-based) and its text."""

    number: int
    seen: View

    @property
    def start(self) -> int:
        """Offset of the paragraph in the whole text."""
        return self.seen.start

    @property
    def end(self) -> int:
        """Offset behind the paragraph."""
        return self.seen.start + len(self.seen.printed_text)


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text, in order, with their offsets."""
    lines = [(m.start(), m.end()) for m in _RE.line.finditer(text) if m[0].strip()]
    wrap = _wrap_of(text, lines)
    spans = _with_closed_brackets(text, _joined(lines, partial(_continues, text, wrap)))
    spans = _joined(spans, partial(_torn, text))
    return [
        Paragraph(number, replace(view(text[begin:end], begin), soft=wrap.width > 0))
        for number, (begin, end) in enumerate(spans, start=1)
    ]


def cut_at(
    text: str, marks: str, begin: int = 0, end: int | None = None, brackets: str = "()"
) -> list[TextSpan]:
    """Return the parts between the marks that stand outside brackets; a part may be empty.

    >>> cut_at("甲(乙,丙),丁", ",")
    [(0, 6), (7, 8)]
    """
    opens, closes = brackets[: len(brackets) // 2], brackets[len(brackets) // 2 :]
    depth, cuts, stop = 0, [], len(text) if end is None else end
    for at in range(begin, stop):
        depth = max(0, depth + (text[at] in opens) - (text[at] in closes))
        if not depth and text[at] in marks:
            cuts.append(at)
    return list(zip([begin, *(cut + 1 for cut in cuts)], [*cuts, stop], strict=True))


def without_pages(text: str) -> str:
    """Return the text with page numbers as blanks, letter for letter."""
    return _RE.page.sub(lambda m: " " * len(m[0]), text)


def page_numbers(text: str) -> list[TextSpan]:
    """Return where page numbers stand."""
    return [m.span() for m in _RE.page.finditer(text)]


def _joined(spans: list[TextSpan], goes_on: Callable[[TextSpan, TextSpan], bool]) -> list[TextSpan]:
    """Join each span with those behind it that go on with it, from one to the next."""
    joined = spans[:1]
    for before, span in pairwise(spans):
        if goes_on(before, span):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _torn(text: str, first: TextSpan, second: TextSpan) -> bool:
    """Tell what a page break tore: a line that stops in mid-sentence, and the one that goes on."""
    above, below = text[slice(*first)], text[slice(*second)]
    tabled = _RE.row.search(above) or _RE.row.search(below)
    if tabled or _RE.ended.search(above) or _RE.stamped.match(above):
        return False
    if _RE.starts.match(below) or _RE.label_starts.match(below) or _RE.closes_notice.match(below):
        return False
    titled = _RE.title_like.search(above) or _RE.title_like.search(below)
    if titled or _RE.label_starts.match(above) or _RE.units_behind.search(above):
        return False
    if _RE.amount_starts.match(below) and not _RE.may_number.match(below):
        return not _RE.section.match(above)
    paged = _RE.page_gap.search(text, first[1], second[0]) and _RE.clauses.search(above)
    if paged or _RE.amount_stops.search(above):
        return True
    runs = _RE.heads_run_in if _RE.starts.match(above) else _RE.runs
    return len(above.strip()) >= _SHORTEST_TORN and bool(runs.search(above))


def _with_closed_brackets(text: str, spans: list[TextSpan]) -> list[TextSpan]:
    """Join a line whose bracket a next line closes: (牵头单位:…、⏎…)."""
    kept: list[TextSpan] = []
    open_since = 0
    for begin, end in spans:
        line = text[begin:end]
        opened = sum(map(line.count, "(（〔")) - sum(map(line.count, ")）〕"))
        near = kept and end - kept[-1][0] < _LONGEST_BRACKET and "\t" not in line
        if near and open_since > 0 > opened:
            kept[-1] = (kept[-1][0], end)
            open_since += opened
        else:
            kept.append((begin, end))
            open_since = opened
    return kept


class _Wrap(NamedTuple):
    """How the lines of a text are broken.

    `width` is the length from which a line counts as full, 0 where lines are not broken by width.
    `exact`: all break at that length, so that a full line goes on whatever mark it ends with.
    """

    width: int
    exact: bool


def _wrap_of(text: str, lines: list[TextSpan]) -> _Wrap:
    long_lines = [line for line in lines if line[1] - line[0] >= _SHORTEST_WRAP]
    if not long_lines or any("\t" in text[b:e] for b, e in long_lines[:50]):
        return _Wrap(0, exact=False)
    lengths = sorted(len(text[b:e].strip()) for b, e in long_lines)
    longest = lengths[int(len(lengths) * 0.95)]
    if _broken_at(text, long_lines, lengths[-1]):
        return _Wrap(lengths[-1] - 1, exact=True)
    if len(long_lines) >= _MANY_LINES and _mostly_broken(text, long_lines, longest):
        widest = max(e - b for b, e in lines if e - b <= _LONGEST_WRAP)
        return _Wrap(int(widest * 0.8), exact=False)
    return _Wrap(0, exact=False)


def _mostly_broken(text: str, lines: list[TextSpan], longest: int) -> bool:
    """Tell the lines of a PDF: about the same length, half of them without a full stop."""
    full = [1 for b, e in lines if len(text[b:e].strip()) >= longest - 4]
    unended = sum(1 for b, e in lines if not _RE.ended.search(text, b, e))
    return longest <= _LONGEST_WRAP and unended * 2 >= len(lines) <= len(full) * 3


def _broken_at(text: str, lines: list[TextSpan], longest: int) -> bool:
    """Tell a text broken at a count of letters: its longest lines are equal and stop in mid-sentence."""
    full = [(b, e) for b, e in lines if len(text[b:e].strip()) >= longest - 1]
    unended = sum(1 for b, e in full if not _RE.ended.search(text, b, e))
    return _NARROWEST <= longest <= _LONGEST_WRAP and unended >= 2 and unended * 5 >= len(full) * 3


def _continues(text: str, wrap: _Wrap, first: TextSpan, second: TextSpan) -> bool:
    """Tell whether the second line goes on with the first, by its marks or by the width."""
    if _RE.row.search(text, *first) or _RE.row.search(text, *second):
        return False
    starts = bool(_RE.starts.match(text, *second))
    if _RE.hangs.match(text, *second) or (_RE.breaks_off.search(text, *first) and not starts):
        return True
    full = 0 < wrap.width <= first[1] - first[0] and text.count("\n", first[1], second[0]) <= 1
    return not starts and full and _goes_on(text, first, second, wrap)


def _goes_on(text: str, first: TextSpan, second: TextSpan, wrap: _Wrap) -> bool:
    """Tell whether a full line stops in mid-sentence."""
    if _RE.full_stop.search(text, *first):
        return False
    ended, label = _RE.ended.search(text, *first), _RE.label_starts.match(text, *second)
    return not (ended and label) if wrap.exact else not (ended or label)
