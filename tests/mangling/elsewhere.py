"""Kinds of saying it elsewhere: each puts a token where no cell to fill is; it must be quoted."""

from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.mangling.draft import Draft
from tests.mangling.producers import COMMENTS

CELLS, BOOK, SHEETS = "单元格", "工作簿", "另加的页"


def _token(draft: Draft, rng: Random, where: str) -> str:
    """A statement that is found nowhere else; `where` tells what must still be there to hold it."""
    token = f"更正{rng.randint(10_000, 99_999)}户"
    draft.said.append((token, where))
    return token


def comment_left(draft: Draft, rng: Random) -> None:
    if COMMENTS in draft.producer.drops:
        return
    name, token = draft.tasks.name, _token(draft, rng, BOOK)

    def write(book: Workbook) -> None:
        if name in book.sheetnames:
            sheet = book[name]
            merged = next((area for area in sheet.merged_cells.ranges if "J5" in area), None)
            corner = merged.start_cell if merged else sheet["J5"]
            corner.comment = Comment(token, "某人")

    draft.finish.append(write)


def guide_written_on(draft: Draft, rng: Random) -> None:
    token = _token(draft, rng, BOOK)

    def write(book: Workbook) -> None:
        if "填报说明" in book.sheetnames:
            book["填报说明"].cell(45, 1).value = token
        else:
            sheet: Any = book.create_sheet("说明")
            sheet.cell(3, 3).value = token

    draft.finish.append(write)


def line_below(draft: Draft, rng: Random) -> None:
    table = draft.tasks
    cells: list[object] = [""] * len(table.columns)
    cells[rng.choice((0, 1, len(cells) - 1))] = f"补充：{_token(draft, rng, CELLS)}"
    table.rows.append(cells)
    table.keys.append("")


def column_beside(draft: Draft, rng: Random) -> None:
    """Something written beside a row, in a column that has a title or none."""
    table = draft.tasks
    line = rng.choice(table.lines())
    titled = rng.random() < 0.5
    for at, row in enumerate(table.rows):
        row.append("补充说明" if titled and at == table.head else "")
    table.columns.append("")
    table.rows[line][-1] = _token(draft, rng, CELLS)


def sheet_of_its_own(draft: Draft, rng: Random) -> None:
    draft.extra.append(("补充情况", [["", ""], ["", _token(draft, rng, SHEETS)]]))


def sheet_of_another_unit(draft: Draft, rng: Random) -> None:
    """A neighbour's sheet, which is named by its unit and not read."""
    if draft.tasks.merges:
        return
    rows = [list(row) for row in draft.tasks.rows]
    unit = f"别的县{rng.randint(100, 999)}局"
    rows[0][0] = f"任务填报　{unit}　2022-06"
    draft.extra.append((unit, rows))
    draft.said.append((unit, SHEETS))


ELSEWHERE = (
    comment_left, guide_written_on, line_below, column_beside, sheet_of_its_own,
    sheet_of_another_unit,
)  # fmt: skip
