"""How much room a text takes: the one measure of widths, lines and heights, in points.

Reckoned a little generously, so that no reader's fonts clip what was found to fit. Columns of the
master and of forms are given in Excel's units, `column_points` turns them into points.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

POINTS_PER_PIXEL = 0.75
MM_PER_INCH = 25.4
POINTS_PER_MM = 72 / MM_PER_INCH
PADDING = 4.0  # what Excel keeps free in a cell, left and right together
INDENT = (
    19.0  # what one step of indent takes: Excel 9, LibreOffice 19 (three blanks and its margin)
)
AIR = 3.0  # above and below the text of a table's row, together
LINE_PITCH = 1.45  # line height of the tallest common Chinese font, in font sizes
TALLEST = 409.0  # Excel's own limit for a row
OTHER = 0.66  # width of what is not Chinese, in font sizes

TextRuns = Sequence[tuple[str, float]]  # pieces of text with their font size

# numbers with 、 between are one word to LibreOffice, which breaks it only where it fills a line
_WORDS = re.compile(r"(?:[!-~]+(?:、[0-9]+)*|.)[、，。；：！？”’）》」】〕％%]*")


def pixels(points: float) -> int:
    """Points as whole pixels, the unit in which Excel sets columns."""
    return round(points / POINTS_PER_PIXEL)


def column_points(width: float) -> float:
    """Points of a column that is so many of Excel's units wide, in a font with digits of 7 pixels.

    >>> column_points(10)
    56.25
    """
    return (int(width * 7 + 0.5) + 5) * POINTS_PER_PIXEL


def text_points(text: str, size: float) -> float:
    """Width of a text on one line: Chinese characters are square, others reckoned generously.

    >>> text_points("第3期", 10)
    26.6
    """
    return size * _ems(text)


@lru_cache(maxsize=8192)
def _ems(text: str) -> float:
    """Width of a text in font sizes; names, posts and units come again and again."""
    chinese = sum(map("\u2000".__le__, text))
    return chinese + OTHER * (len(text) - chinese)


def line_count(pieces: TextRuns, width: float) -> int:
    """Lines that a paragraph of (text, font size) pieces wraps into in a column.

    Words stay whole, numbers in a list too, and no closing mark begins a line.

    >>> [line_count([(t, 10)], 55) for t in ("一二三四五六", "一二三四五，", "abc", "", "第6、9、20、23")]
    [2, 2, 1, 1, 3]
    """
    room, lines, used = width - PADDING, 1, 0.0
    if sum(text_points(text, size) for text, size in pieces) <= room:
        return 1
    for text, size in pieces:
        for word in _WORDS.findall(text):
            length = text_points(word, size)
            if used and used + length > room:
                lines, used = lines + 1, 0.0
            while length > max(room, size):
                lines, length = lines + 1, length - max(room, size)
            used += length
    return lines


def wrapped_lines(text: str, size: float, width: float) -> int:
    """Lines of a text, its own line breaks among them, in a column.

    >>> [wrapped_lines(text, 10, 55) for text in ("一二三四五六", "一" + chr(10) + "二", "")]
    [2, 2, 1]
    """
    return sum(line_count([(part, size)], width) for part in text.split("\n"))


def text_height(paragraphs: Iterable[TextRuns], width: float) -> float:
    """Height of paragraphs of (text, font size) pieces, one below the other, in that column."""
    heights = (line_count(p, width) * max(size for _, size in p) for p in paragraphs if p)
    return sum(heights) * LINE_PITCH + 2


def paragraphs(text: str, size: float) -> list[TextRuns]:
    """A text with line breaks as paragraphs of one font size."""
    return [[(part, size)] for part in text.split("\n")]


def row_height(
    cells: Iterable[tuple[str, float]], size: float = 10, least: float = 20, air: float = AIR
) -> float:
    """Height in points of a row of (text, points of its column) cells set in `size` points."""
    heights = (text_height(paragraphs(text, size), width) + air for text, width in cells)
    return min(TALLEST, max(least, *heights, 0.0))


def fitting_size(text: str, width: float, most: float, least: float = 1.0) -> float:
    """The font size, in half points, in which a text fits on one line; `most` where it is short.

    >>> fitting_size("一二三四五", 54, 12), fitting_size("一二三四五", 44, 12)
    (10.0, 8.0)
    """
    room = (width - PADDING) / max(text_points(text, 1), 1.0)
    return min(most, max(least, room * 2 // 1 / 2))


def tidy(text: str) -> str:
    """A text on one line: breaks and runs of blanks become one blank."""
    return " ".join(text.split())


def joined(*texts: str) -> str:
    """Texts with a dot between them, without the empty ones.

    >>> joined("示例县", "", "第8期")
    '示例县 · 第8期'
    """
    return " · ".join(t for t in map(tidy, texts) if t)
