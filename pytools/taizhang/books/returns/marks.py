"""A cell to correct: red, with a frame that shows in grey print too, open for typing, and a note.

Marks can be taken off again, so that a form returned twice shows only what is still wrong.
"""

from collections.abc import Collection, Mapping, Sequence

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Border, PatternFill, Protection, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.returns.words import texts
from taizhang.books.sheets import theme
from taizhang.books.sheets.copied import argb, clean
from taizhang.books.sheets.measure import wrapped_lines
from taizhang.core.returned.returning import Told

# A cell of a row that is nobody's or somebody else's is darker: it was locked, and is again after.
CELL, ROW = argb(theme.WRONG), argb(theme.WRONG_ROW)
FRAME = argb(theme.LAMPS["红"].strong)
FILL, LOCKED = argb(theme.FILL), argb(theme.LOCKED)
BLANK = '""'  # the formula of the format that paints blank cells which must be filled in
NOTE_WIDTH, NOTE_LINE = 300, 18  # pixels
NoteWords = Mapping[str, str]  # around a note
NOTE_ROOM = 210.0  # points that a line of a note holds


def mark(cell: Cell, told: Sequence[Told], words: NoteWords, *, whole_row: bool) -> None:
    """Make the cell red and open, and say on it what was found and what to do."""
    cell.fill = _solid(ROW if whole_row else CELL)
    side = Side("medium", FRAME)
    cell.border = Border(side, side, side, side)
    cell.protection = Protection(locked=False)
    cell.comment = _note(told, words, cell.comment.text if cell.comment else "")


def uncover(sheet: Worksheet, coordinates: Collection[str]) -> None:
    """Take the cells out of the conditional format of blanks, which would paint them over."""
    kept = ConditionalFormattingList()
    for formats in sheet.conditional_formatting:
        for rule in formats.rules:
            areas = list(formats.sqref.ranges)
            if rule.type == "cellIs" and rule.formula == [BLANK]:
                for coordinate in coordinates:
                    areas = [part for area in areas for part in _without(area, coordinate)]
            if areas:
                kept.add(" ".join(area.coord for area in areas), rule)
    sheet.conditional_formatting = kept


def _without(area: CellRange, coordinate: str) -> list[CellRange]:
    """The area without one cell: what is above, below, left and right of it."""
    left, top, right, bottom = area.bounds
    column, row, _, _ = CellRange(coordinate).bounds
    if not (left <= column <= right and top <= row <= bottom):
        return [area]
    parts = (
        (left, top, right, row - 1), (left, row + 1, right, bottom),
        (left, row, column - 1, row), (column + 1, row, right, row),
    )  # fmt: skip
    return [
        CellRange(min_col=a, min_row=b, max_col=c, max_row=d)
        for a, b, c, d in parts
        if a <= c and b <= d
    ]


def unmark_all(book: Workbook, words: NoteWords) -> None:
    """Take off the marks and notes of an earlier return, in these words or in those shipped."""
    each = (words, texts())
    for sheet in book.worksheets:
        # the public way to walk a sheet makes a cell of every blank
        for cell in list(sheet._cells.values()):  # noqa: SLF001
            if not isinstance(cell, Cell):
                continue
            if cell.has_style and (_is_solid(cell, CELL) or _is_solid(cell, ROW)):
                _unmark(cell)
            for known in each if cell.comment else ():
                if cell.comment and cell.comment.text.startswith(known["note"]):
                    _, _, own = cell.comment.text.partition(f"\n{known['remark']}：")
                    cell.comment = Comment(own, cell.comment.author) if own else None
                    break


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def _is_solid(cell: Cell, colour: str) -> bool:
    fill = cell.fill
    return bool(fill.patternType == "solid" and str(fill.fgColor.rgb)[-6:] == colour[-6:])


def _unmark(cell: Cell) -> None:
    """Back to yellow and open, or to grey and locked."""
    row = _is_solid(cell, ROW)
    cell.fill = _solid(LOCKED if row else FILL)
    side = Side("thin", argb(theme.LINE))
    cell.border = Border(side, side, side, side)
    cell.protection = Protection(locked=row)


def _note(told: Sequence[Told], words: NoteWords, remark: str) -> Comment:
    parts = [f"{t.found}\n{words['remedy']}：{t.remedy}" for t in told]
    text = f"{words['note']}：" + "\n".join(parts)
    if remark:
        text += f"\n{words['remark']}：{remark}"
    high = wrapped_lines(text, theme.SIZE, NOTE_ROOM) * NOTE_LINE + NOTE_LINE
    return Comment(clean(text), words["author"], height=high, width=NOTE_WIDTH)
