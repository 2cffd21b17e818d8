"""Widths of an attached table: no figure, date or number is torn; words wrap as they have to."""

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.books.official.flow import width

SIDE = 10.8  # points of a cell that are not for letters
LEAST = 5.0  # letters of a column of words
WORDY, MOST_LINES = 10.5, 4  # points, 五号; lines of a cell that are still easy to read
WIDER = 1.3  # as much wider are the figures of some fonts


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of an attached table: its head, its share of the width, whether it is centred."""

    head: str
    share: float
    centred: bool = False


def needs(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], size: float
) -> list[float]:
    """The points that each column needs at least, with letters of that size."""
    return [letters * size + SIDE for letters in _letters(columns, rows)]


def _letters(columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> list[float]:
    """The letters that each column needs at least."""
    found = []
    for at, column in enumerate(columns):
        figures = [width(row[at]) * WIDER for row in rows if not worded(row[at])]
        head = len(column.head) / 2 if len(column.head) > 3 else len(column.head)
        words = min(LEAST, max((width(row[at]) for row in rows), default=0.0))
        found.append(max([*figures, head, words]))
    return found


def fitted(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], whole: float, size: float,
    smallest: float,
) -> tuple[list[float], float]:  # fmt: skip
    """The points of each column and of the letters: smaller ones where figures would be torn.

    A little smaller too, down to 五号, where some words would stand on a tower of lines.
    """
    letters = _letters(columns, rows)
    while size > smallest and sum(n * size + SIDE for n in letters) > whole:
        size -= 0.5
    longest = [max((width(r[at]) for r in rows if worded(r[at])), default=0.0)
               for at in range(len(columns))]  # fmt: skip
    found = _shared(columns, [n * size + SIDE for n in letters], whole)
    while size > WORDY and any(
        long * size > MOST_LINES * (wide - SIDE) for long, wide in zip(longest, found, strict=True)
    ):
        size -= 0.5
        found = _shared(columns, [n * size + SIDE for n in letters], whole)
    return found, size


def widths(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], whole: float, size: float
) -> list[float]:
    """The points of each column by its share, where that is enough for it; together `whole`."""
    return _shared(columns, needs(columns, rows, size), whole)


def _shared(columns: Sequence[TableColumn], least: list[float], whole: float) -> list[float]:
    if sum(least) >= whole:
        return [whole * need / sum(least) for need in least]
    shares = sum(c.share for c in columns)
    found = [max(whole * c.share / shares, need) for c, need in zip(columns, least, strict=True)]
    over = sum(found) - whole
    slack = sum(w - need for w, need in zip(found, least, strict=True))
    return [w - over * (w - need) / slack for w, need in zip(found, least, strict=True)]


def parted_head(head: str, room: float) -> str:
    r"""A head on as many lines as it takes, each about as long.

    >>> parted_head("个数占比", 3), parted_head("名次", 3)
    ('个数\n占比', '名次')
    """
    count = -(-len(head) // max(1, int(room)))
    if count < 2 or not head.isalpha() or head.isascii():
        return head
    long = -(-len(head) // count)
    return "\n".join(head[at : at + long] for at in range(0, len(head), long))


def worded(text: str) -> bool:
    """Whether a cell holds words, which may stand on several lines; a figure or a date may not.

    >>> worded("完成12个村的改造"), worded("2022-06-30"), worded("134.58%"), worded("县财政局")
    (True, False, False, True)
    """
    return not any(c.isdigit() for c in text) or sum("\u4e00" <= c <= "\u9fff" for c in text) > 3
