"""Paragraphs of a text: lines put back together where a fixed width broke them, blank ones left out.

Text from a PDF or a mail breaks lines in mid-sentence; such text is recognised by its shape (many
lines of about the same length without a full stop) and joined. Offsets stay those of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.notices.glyphs import View, view

_LINE = re.compile(r"[^\n\r\u2028\u2029\f]+")
_ENDED = re.compile(r"[。;:!?；：！？…)）〕】”’》>]\s*$")
_STARTS = re.compile(
    r"\s*(?:[一二三四五六七八九十百]{1,4}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}\s*[.、．)]|[①-⑳●◆■▲★•·]|"
    r"第[一二三四五六七八九十]+[章条部阶]|附件|"
    r"[一-龥\s]{2,10}[:：]|[—-]{1,2}|\||【|〔|20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$)"
)
_LONGEST_BRACKET = 3000
_SHORTEST_WRAP, _LONGEST_WRAP = 18, 70


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
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m[0].strip()]
    spans = list(_joined(text, lines)) if _is_wrapped(text, lines) else lines
    spans = _with_closed_brackets(text, spans)
    return [
        Paragraph(number, view(text[begin:end], begin))
        for number, (begin, end) in enumerate(spans, start=1)
    ]


def _with_closed_brackets(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a line whose bracket a next line closes: (牵头单位:…、⏎…)."""
    kept: list[tuple[int, int]] = []
    open_since = 0
    for begin, end in spans:
        opened = _balance(text[begin:end])
        if (
            kept
            and open_since > 0
            and opened < 0
            and end - kept[-1][0] < _LONGEST_BRACKET
            and "\t" not in text[begin:end]
        ):
            kept[-1] = (kept[-1][0], end)
            open_since += opened
        else:
            kept.append((begin, end))
            open_since = opened
    return kept


def _balance(line: str) -> int:
    return sum(map(line.count, "(（〔")) - sum(map(line.count, ")）〕"))


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    long_lines = [line for line in lines if line[1] - line[0] >= _SHORTEST_WRAP]
    if len(long_lines) < 6 or any("\t" in text[b:e] for b, e in long_lines[:50]):
        return False
    longest = sorted(len(text[b:e].strip()) for b, e in long_lines)[int(len(long_lines) * 0.95)]
    full = [1 for b, e in long_lines if len(text[b:e].strip()) >= longest - 4]
    unended = sum(1 for b, e in long_lines if not _ENDED.search(text, b, e))
    return (
        longest <= _LONGEST_WRAP
        and unended * 2 >= len(long_lines)
        and len(full) * 3 >= len(long_lines)
    )


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    width = max((e - b for b, e in lines if e - b <= _LONGEST_WRAP), default=0)
    begin, end, last = -1, -1, -1
    for b, e in lines:
        if begin >= 0 and _continues(text, (last, end), (b, e), width):
            end, last = e, b
            continue
        if begin >= 0:
            yield begin, end
        begin, end, last = b, e, b
    if begin >= 0:
        yield begin, end


def _continues(text: str, first: tuple[int, int], second: tuple[int, int], width: int) -> bool:
    blank = text.count("\n", first[1], second[0]) > 1
    full = first[1] - first[0] >= width * 0.8
    return (
        full
        and not blank
        and not _ENDED.search(text, *first)
        and not _STARTS.match(text, second[0], second[1])
    )
