"""What a unit said elsewhere than in the cells to fill: named and quoted, never read as a value.

Comments, text boxes, pictures, columns that we did not print, lines above and below the table and
on the first page, sheets of their own. What we print ourselves is known and not quoted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from taizhang.books.foreign.attached import Attached, AttachedKind
from taizhang.books.foreign.grids import Grid
from taizhang.books.forms.words import (
    GUIDE_LABELS,
    GUIDE_SECTIONS,
    TO_SHEET,
    known_texts,
    more_steps,
)
from taizhang.books.layout import load_layout
from taizhang.core.addresses import cell_name, column_letters
from taizhang.core.catalog import forms as catalog
from taizhang.core.catalog.loops import SENT_BACK
from taizhang.core.headers import Head, fold
from taizhang.core.issues import Issue, Place
from taizhang.core.schema import Layout
from taizhang.core.submission import Identity
from taizhang.core.values.read import as_text
from taizhang.core.values.text import keep_line

TITLE_REST = 4  # letters of a title that may be anything
MOST_QUOTED = 40  # cells of a sheet or a column that are quoted
PLACEHOLDER = re.compile(r"\\\{\w+\\\}")
_PAGES = re.compile(r"第\s*\d*\s*页|共\s*\d*\s*页|[Pp]age\s*\d*|[0-9a-f]{16}")
_GAP = re.compile(r"[\u3000\s]+")
_ORDINALS = re.compile(r"\d{1,4}(?:\.0)?")


class Where(NamedTuple):
    """The file, and the row keys of its lines by sheet and row (1-based)."""

    file: str
    keys: Mapping[tuple[str, int], str]

    def place(self, sheet: str, row: int = 0, column: int = -1) -> Place:
        """The place of a cell, a row or a sheet; `row` is 1-based, `column` 0-based."""
        cell = cell_name(row, column) if row and column >= 0 else ""
        return Place(self.file, sheet, row, cell=cell, key=self.keys.get((sheet, row), ""))


def attached_issues(
    things: Mapping[str, Sequence[Attached]],
    where: Where,
    skipped: frozenset[str],
    layout: Layout,
) -> Iterator[Issue]:
    """A sentence for each comment and text box, one for all pictures of a sheet."""
    for sheet, found in things.items():
        if sheet in skipped:
            continue
        for thing in found:
            if thing.kind in {AttachedKind.COMMENT, AttachedKind.BOX} and not _is_ours(
                thing, layout
            ):
                rule = {
                    AttachedKind.COMMENT: catalog.COMMENT_FOUND,
                    AttachedKind.BOX: catalog.BOX_FOUND,
                }[thing.kind]
                row, column = (thing.cell[0] + 1, thing.cell[1]) if thing.cell else (0, -1)
                place = where.place(sheet, row, column)
                yield rule.at(place, text=keep_line(thing.text) or "读不出的文字")
        pictures = [thing for thing in found if thing.kind is AttachedKind.PICTURE]
        if pictures:
            cells = sorted({cell_name(t.cell[0] + 1, t.cell[1]) for t in pictures if t.cell})
            shown = cells[:MOST_QUOTED] or "没有固定位置"
            yield catalog.PICTURES_FOUND.at(where.place(sheet), count=len(pictures), cells=shown)
        if objects := sum(thing.kind is AttachedKind.OBJECT for thing in found):
            yield catalog.OBJECTS_FOUND.at(where.place(sheet), count=objects)


def _is_ours(thing: Attached, layout: Layout) -> bool:
    """Whether it is a note on a form that we sent back."""
    return any(
        thing.author == words["author"] or thing.text.startswith(f"{words['note']}：")
        for words in (layout.form.returned, load_layout().form.returned)
    )


def lines_above(
    grid: Grid, head: Head, who: Identity, where: Where, layout: Layout
) -> Iterator[Issue]:
    """What stands above a table besides its title."""
    strips = tuple(texts["strip"] for texts in known_texts(layout.form))
    for at in range(head.first):
        words = _words(grid.rows[at])
        text = "；".join(words)
        if words and not all(_is_title(word, who, head.spec.label, strips) for word in words):
            yield catalog.LINE_ABOVE.at(where.place(grid.name, at + 1), text=text)


def _is_title(word: str, who: Identity, label: str, strips: tuple[str, ...]) -> bool:
    """Whether a text is a band that we print, or a title in its place: no more than its facts."""
    if any(pattern.fullmatch(word) for pattern in _patterns(strips)):
        return True
    if any(keep_line(strip).startswith(word) for strip in strips):
        return True
    rest = fold(word)
    for fact in (who.unit, who.period, label, "报送表", "督查任务", "任务", "填报"):
        rest = rest.replace(fold(fact), "") if fact else rest
    return len(rest) <= TITLE_REST


@cache
def _patterns(printed: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What the texts of the template become once their placeholders are filled in."""
    escaped = (re.escape(keep_line(text)) for text in printed)
    return tuple(re.compile(PLACEHOLDER.sub(".*", text), re.DOTALL) for text in escaped)


def extra_columns(grid: Grid, head: Head, rows: Sequence[int], where: Where) -> Iterator[Issue]:
    """What stands beside the rows in columns that mean nothing to us; ordinals do not count."""
    known = set(head.columns.values())
    width = len(grid.rows[0]) if grid.rows else 0
    if len(known) == width:
        return
    found: dict[int, list[tuple[int, str]]] = {}
    for at in rows:
        row = grid.rows[at]
        for column in range(width):
            if column not in known and (text := as_text(row[column]).strip()):
                found.setdefault(column, []).append((at + 1, keep_line(text)))
    for column, cells in sorted(found.items()):
        if len(cells) > 1 and all(_ORDINALS.fullmatch(text) for _, text in cells):
            ordinals = [int(float(text)) for _, text in cells]
            if all(b - a == 1 for a, b in pairwise(ordinals)):
                continue
        shown = "；".join(f"第{row}行“{text}”" for row, text in cells[:MOST_QUOTED])
        more = f"；另有{len(cells) - MOST_QUOTED}格" if len(cells) > MOST_QUOTED else ""
        title = (
            keep_line(as_text(grid.rows[head.last][column]))
            or f"{column_letters(column)}列（没有标题）"
        )
        first = where.place(grid.name, cells[0][0], column)
        yield catalog.COLUMN_QUOTED.at(first, found=title, text=shown + more)


def margin_lines(grid: Grid, who: Identity, where: Where, layout: Layout) -> Iterator[Issue]:
    """What the header and footer of a sheet say besides whose it is, who signs and the page."""
    ours = {str(words.get("seal", "")) for words in known_texts(layout.form)}
    for text in grid.margins:
        rest = _PAGES.sub("", text)
        for fact in filter(None, (who.unit, who.period, who.form_id, grid.name, *ours)):
            rest = rest.replace(fact, "")
        if len(fold(rest)) > TITLE_REST:
            yield catalog.MARGIN_FOUND.at(where.place(grid.name), text=keep_line(text))


def guide_lines(grid: Grid, where: Where, layout: Layout) -> Iterator[Issue]:
    """What somebody wrote on the first page besides the cells to fill."""
    fits = _fitting(tuple(_printed(layout)))
    signs = _signs(layout)
    for at, row in enumerate(grid.rows):
        words = [
            (c, word)
            for c, cell in enumerate(row)
            if cell != "" and (word := keep_line(as_text(cell)))
        ]
        beside = -1
        for column, word in words:
            label = word in GUIDE_LABELS or word.rstrip("：:") in signs
            ours = label or at <= 1 or _ORDINALS.fullmatch(word) or fits(word)
            if not ours and beside < 0:
                yield catalog.GUIDE_LINE.at(where.place(grid.name, at + 1, column), text=word)
            beside = column if label else -1


def _signs(layout: Layout) -> frozenset[str]:
    """Who signs on the first page; a name beside it is no statement."""
    return frozenset(sign for words in known_texts(layout.form) for sign in words.get("signs", ()))


@lru_cache(maxsize=8)
def _fitting(printed: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a text is one of those that we print; the same words stand on every form."""
    patterns = _patterns(printed)
    return lru_cache(maxsize=1000)(lambda word: any(p.fullmatch(word) for p in patterns))


def _printed(layout: Layout) -> Iterator[str]:
    """All that we print on the first page."""
    yield from (TO_SHEET, *GUIDE_SECTIONS, SENT_BACK)
    for words in known_texts(layout.form):
        yield from (words["heading"], *words["steps"], *more_steps(words))
        yield from (row["mean"] for row in (*words["colours"], *words["roles"]))
        yield from (row["role"] for row in words["roles"])


def own_sheet(grid: Grid, where: Where, layout: Layout) -> Iterator[Issue]:
    """A sheet on which there is no table of ours, with what it says."""
    every = [word for row in grid.rows for word in _words(row)]
    if not every or (grid.name.startswith("_") and set(every) <= set(_options(layout))):
        return
    more = f"；另有{len(every) - MOST_QUOTED}格" if len(every) > MOST_QUOTED else ""
    text = "；".join(every[:MOST_QUOTED]) + more
    yield catalog.SHEET_QUOTED.at(where.place(grid.name), text=text)


def _options(layout: Layout) -> Iterator[str]:
    for options in layout.lists.values():
        yield from options


def whose_title(grid: Grid, stop: int, labels: Iterable[str]) -> tuple[str, str, str]:
    """Label, unit and period of the title that we print above a table; blank where there is none."""
    known = {fold(label): label for label in labels}
    for row in grid.rows[:stop]:
        first = as_text(row[0]).strip() if row else ""
        words = _GAP.split(first[:200], maxsplit=2)
        if len(words) == 3 and (label := known.get(fold(words[0]))):
            return label, words[1], words[2]
    return "", "", ""


def line_text(row: Sequence[object]) -> str:
    """All that stands in a row, as it is quoted."""
    return "；".join(_words(row))


def _words(row: Sequence[object]) -> list[str]:
    return [word for cell in row if cell != "" and (word := keep_line(as_text(cell)))]  # type: ignore[arg-type]
