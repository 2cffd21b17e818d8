"""Text PDFs into lines: tables as rows, the lines of a paragraph joined, page numbers left out."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from taizhang.notices.documents.columns import PageLine, page_line, with_rows
from taizhang.notices.words import Patterns

_RE = Patterns("pages")

_FEWEST_LETTERS_A_PAGE = 12
_SHORTEST_FULL = 18  # letters; a shorter line is a heading even where nothing is longer
_ENDS = "。；：;:!！?？"


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
    lines = [page_line(line) for line in said if not _RE.page_number.fullmatch(line["text"])]
    yield from with_rows(lines, sorted({edge["top"] for edge in part.horizontal_edges}))


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
