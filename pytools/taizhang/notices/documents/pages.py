"""Text PDFs into lines: tables as rows, the lines of a paragraph joined, page numbers left out.

A table that no rules divide has its columns by the white between them, its rows by their numbers; a cell
that wraps stands on several lines, with the number of its row at the top or in the middle.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from taizhang.notices.words import Patterns

_RE = Patterns("pages")

_FEWEST_LETTERS_A_PAGE = 12
_SHORTEST_FULL = 18  # letters; a shorter line is a heading even where nothing is longer
_ENDS = "。；：;:!！?？"
_FEWEST_COLUMNS = 3
_CELL_GAP, _COLUMN_GAP = 1.2, 0.5  # of a letter's height: between cells of a line, between columns
_NARROW, _CLOSE = 4, 2.5  # in letters' heights: a column of numbers, lines of one cell
_ROW_GAP = 1.25  # of the usual distance of two lines


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page with its edges and its height in points, and its stretches of text.

    A row of a table has no height.
    """

    text: str
    left: float = 0
    right: float = 0
    height: float = 0
    top: float = 0
    cells: tuple[tuple[float, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _TextColumn:
    """The edges of a page's text; indented where some line begins further right."""

    left: float
    right: float
    indented: bool


def pdf_text(content: bytes) -> tuple[str, tuple[int, ...]]:
    """Return the text of a PDF, "" where all its pages are pictures, and which pages are (from 1)."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = [list(_lines(page)) for page in pdf.pages]
        shown = [bool(page.images) for page in pdf.pages]
    lines = [joined for page in pages for joined in _joined(page)]
    few = [_letters(page) < _FEWEST_LETTERS_A_PAGE for page in pages]
    pictured = [n for n, page in enumerate(zip(few, shown, strict=True), start=1) if all(page)]
    return "" if all(few) else "\n".join(lines), tuple(pictured)


def _letters(lines: Iterable[PageLine]) -> int:
    return sum(len(re.sub(r"\s", "", line.text)) for line in lines)


def _lines(page: Any) -> Iterator[PageLine]:
    """Yield the lines of a page, its tables as rows at the place where they stand."""
    top = page.bbox[1]
    for table in sorted(page.find_tables(), key=lambda t: t.bbox[1]):
        if table.bbox[1] > top:
            yield from _between(page, top, table.bbox[1])
        yield from (PageLine(row, table.bbox[0], table.bbox[2]) for row in _rows(table))
        top = max(top, table.bbox[3])
    if top < page.bbox[3]:
        yield from _between(page, top, page.bbox[3])


def _between(page: Any, top: float, bottom: float) -> Iterator[PageLine]:
    left, _, right, _ = page.bbox
    part = page.crop((left, top, right, bottom))
    said = (line for line in part.extract_text_lines() if line["text"].strip())
    lines = [_page_line(line) for line in said if not _RE.page_number.fullmatch(line["text"])]
    yield from _with_rows(lines, sorted({edge["top"] for edge in part.horizontal_edges}))


def _rows(table: Any) -> Iterator[str]:
    """Yield a table's rows; a cell merged downwards is repeated, one merged across is not."""
    texts = {
        cell: (text or "").replace("\n", "")
        for row, said in zip(table.rows, table.extract(), strict=True)
        for cell, text in zip(row.cells, said, strict=True)
        if cell is not None
    }
    edges = sorted({cell[0] for cell in texts})
    for row in table.rows:
        yield "\t".join(
            texts[cell] if cell is not None else _reaching(texts, edge, row.bbox[1])
            for cell, edge in zip(row.cells, edges, strict=True)
        )


def _reaching(texts: dict[Any, str], edge: float, top: float) -> str:
    """Return the text of the cell from above that covers a column's edge at a row's top."""
    covering = (
        text
        for (x, above, _, below), text in texts.items()
        if x == edge and above < top < below - 1
    )
    return next(covering, "")


def _joined(lines: list[PageLine]) -> Iterator[str]:
    """Yield paragraphs: a full line and the one that goes on at the left edge are one."""
    set_lines = [line for line in lines if line.height]
    if not set_lines:
        yield from (line.text for line in lines)
        return
    left = min(line.left for line in set_lines)
    indented = any(line.left > left + line.height for line in set_lines)
    column = _TextColumn(left, max(line.right for line in lines), indented)
    text, before = "", None
    for line in lines:
        if before is not None and _goes_on(before, line, column):
            text += line.text
        else:
            if before is not None:
                yield text
            text = line.text
        before = line
    yield text


def _goes_on(before: PageLine, line: PageLine, column: _TextColumn) -> bool:
    if not (before.height and line.height) or _RE.marker.match(line.text):
        return False
    full = before.right > column.right - 1.6 * before.height
    full = full and before.right - before.left > _SHORTEST_FULL * before.height
    at_edge = line.left < column.left + 0.8 * line.height
    ended = before.text.rstrip()[-1:] in _ENDS and not column.indented
    same_size = abs(before.height - line.height) < 0.2 * line.height
    return full and at_edge and same_size and not ended


_Spans = list[tuple[float, float]]


def _page_line(line: dict[str, Any]) -> PageLine:
    """Return a line of pdfplumber, cut where white stands between its letters."""
    height = line["bottom"] - line["top"]
    cells: list[tuple[float, float, str]] = []
    for char in line["chars"]:
        if cells and char["x0"] - cells[-1][1] < _CELL_GAP * height:
            cells[-1] = (cells[-1][0], char["x1"], cells[-1][2] + char["text"])
        elif char["text"].strip():
            cells.append((char["x0"], char["x1"], char["text"]))
    told = tuple((b, e, said.strip()) for b, e, said in cells)
    return PageLine(line["text"], line["x0"], line["x1"], height, line["top"], told)


def _with_rows(lines: Sequence[PageLine], rules: Sequence[float]) -> Iterator[PageLine]:
    """Yield the lines, those of a table as rows with tabs; `rules` are the heights of level strokes."""
    at = 0
    while at < len(lines):
        end, columns = _table_at(lines, at)
        if end - at > 1:
            left, right = columns[0][0], columns[-1][1]
            yield from (
                PageLine(row, left, right) for row in _rows_of(lines[at:end], columns, rules)
            )
            at = end
        else:
            yield lines[at]
            at += 1


def _table_at(lines: Sequence[PageLine], at: int) -> tuple[int, _Spans]:
    """Return where the table that a line heads ends, and its columns; `at` where it heads none."""
    count = len(lines[at].cells)
    if count < _FEWEST_COLUMNS or any(
        _RE.row_number.fullmatch(said) for _, _, said in lines[at].cells
    ):
        return at, []
    end, columns = at + 1, [(b, e) for b, e, _ in lines[at].cells]
    while end < len(lines):
        wider = _columns(columns, lines[end])
        if len(wider) != count or not _belongs(lines[end], lines[end - 1], wider):
            break
        end, columns = end + 1, wider
    full = sum(len(line.cells) >= _FEWEST_COLUMNS for line in lines[at:end])
    return (end if full > 1 else at), columns


def _columns(columns: _Spans, line: PageLine) -> _Spans:
    """Return the columns with a line's cells laid over them."""
    laid: _Spans = []
    for begin, end in sorted([*columns, *((b, e) for b, e, _ in line.cells)]):
        if laid and begin < laid[-1][1] + _COLUMN_GAP * line.height:
            laid[-1] = (laid[-1][0], max(end, laid[-1][1]))
        else:
            laid.append((begin, end))
    return laid


def _belongs(line: PageLine, above: PageLine, columns: _Spans) -> bool:
    """Tell whether a line may be part of a row: alone in the first column, a number or what goes on close by."""
    begin, _, said = line.cells[0]
    if len(line.cells) > 1 or begin > columns[0][1] or _RE.row_number.fullmatch(said):
        return True
    wide = columns[0][1] - columns[0][0] > _NARROW * line.height
    return wide and line.top - above.top < _CLOSE * line.height and not _RE.heads.match(said)


def _rows_of(lines: Sequence[PageLine], columns: _Spans, rules: Sequence[float]) -> Iterator[str]:
    placed = [_placed(line, columns) for line in lines]
    for begin, end in pairwise([0, 1, *_starts(lines, placed, rules), len(lines)]):
        yield "\t".join("".join(cells) for cells in zip(*placed[begin:end], strict=True))


def _placed(line: PageLine, columns: _Spans) -> list[str]:
    """Return the words of a line column by column."""
    return ["".join(s for b, _, s in line.cells if left <= b <= right) for left, right in columns]


def _starts(
    lines: Sequence[PageLine], placed: Sequence[Sequence[str]], rules: Sequence[float]
) -> list[int]:
    """Return the lines that open a row, but for the head and the first row below it."""
    body = range(1, len(lines))
    numbers = [at for at in body if placed[at][0]]
    apart = _apart(lines, rules)
    if not all(_RE.row_number.fullmatch(placed[at][0]) for at in numbers):
        return apart or [at for at in body if at > 1 and all(placed[at])]
    blocks = list(pairwise([1, *apart, len(lines)]))
    if all(sum(begin <= at < end for at in numbers) == 1 for begin, end in blocks):
        return apart
    if numbers[:1] == [1]:
        return numbers[1:]
    middle = [(lines[a].top + lines[b].top) / 2 for a, b in pairwise(numbers)]
    return [next(at for at in body if lines[at].top > height) for height in middle]


def _apart(lines: Sequence[PageLine], rules: Sequence[float]) -> list[int]:
    """Return the lines of the body before which there is more white than usual, or a rule."""
    steps = {at: lines[at].top - lines[at - 1].top for at in range(2, len(lines))}
    whole = [step for at, step in steps.items() if step >= lines[at].height]  # none of half a line
    usual = min(whole, default=0) * _ROW_GAP
    ruled = [at for at in steps if any(lines[at - 1].top < y <= lines[at].top + 1 for y in rules)]
    return ruled or [at for at, step in steps.items() if step > usual]
