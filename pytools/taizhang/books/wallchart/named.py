"""Cells left of the time grid: what a task is called, who answers for it, by when, how far it is.

The reason of a red or yellow lamp stands under the task's name: it is what is asked first.
"""

from collections.abc import Callable, Mapping
from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import TALLEST, Paragraph, line_count, text_height, tidy
from taizhang.books.wallchart.board import Board
from taizhang.books.wallchart.numbers import state_word
from taizhang.books.wallchart.style import date_format, excel_date
from taizhang.core import wall

TEXT_COLUMNS = ("task_id", "level", "lead", "leader")  # written as they are, wrapped
SLACK = 1.12  # fonts may turn out so much narrower than reckoned

Writer = Callable[[Board, int, int, wall.WallTask], None]


def write_named_cells(board: Board, row: int, task: wall.WallTask, order: int) -> None:
    """The task's cells in the order of the style's columns; `order` is its 序号."""
    for at, column in enumerate(board.style.columns):
        if column.key == "number":
            look = board.formats(**_base(board, font_color=theme.MUTED))
            board.sheet.write_number(row, at, order, look)
        elif column.key in TEXT_COLUMNS:
            look = board.formats(**_base(board, text_wrap=True, bold=column.key == "leader"))
            board.sheet.write_string(row, at, tidy(getattr(task, column.key)), look)
        else:
            WRITERS[column.key](board, row, at, task)


def task_height(board: Board, task: wall.WallTask) -> float:
    """Points that the task's row needs for its longest cell."""
    needed, size = [board.style.heights["task"]], board.style.fonts["cell"]
    for column in board.style.columns:
        if column.key == "name":
            needed.append(text_height(_name_paragraphs(board, task), column.width))
        if column.key in TEXT_COLUMNS:
            text = tidy(getattr(task, column.key))
            needed.append(text_height([[(text, size)]], column.width))
    return min(max(needed), TALLEST)


def _name_paragraphs(board: Board, task: wall.WallTask) -> list[Paragraph]:
    """The name, its number after it where that fits, and remarks below."""
    fonts = board.style.fonts
    width = board.style.columns[board.column("name") or 0].width
    name = (tidy(task.name) or board.style.texts["none"], fonts["name"])
    tag = (tidy(task.task_id), fonts["small"])
    remarks = [(text, fonts["small"]) for text in _remarks(board, task)]
    beside = [name, (f"  {tag[0]}", tag[1])]
    sure = line_count(beside, width) == line_count([name], width * SLACK)
    if not remarks and tag[0] and sure:
        return [beside]
    below = [(f"{tag[0]}  ", tag[1])] if tag[0] and remarks else [tag] if tag[0] else []
    return [[name], [*below, *remarks[:1]], *([remark] for remark in remarks[1:])]


def _remarks(board: Board, task: wall.WallTask) -> list[str]:
    """Why it burns, and what cannot be drawn."""
    reason = tidy(task.reason) if task.lamp in board.style.bars.reasons else ""
    wrong = wall.bar(task, board.cells, board.chart.on).reversed
    return [text for text in (reason, board.style.texts["reversed"] if wrong else "") if text]


def _base(board: Board, **props: Any) -> dict[str, Any]:
    size = board.style.fonts["cell"]
    return {"font_size": size, "align": "center", "bottom": 1, "bottom_color": theme.LINE} | props


def _name(board: Board, row: int, at: int, task: wall.WallTask) -> None:
    """One rich text: the name, bold when red; its number grey; the remarks in the lamp's ink."""
    paragraphs = [p for p in _name_paragraphs(board, task) if p]
    number = tidy(task.task_id)
    pieces: list[Any] = []
    for paragraph in paragraphs:
        for i, (text, size) in enumerate(paragraph):
            props: dict[str, Any] = {"font_color": theme.LAMP_INK.get(task.lamp, theme.MUTED)}
            if not pieces:
                props = {"bold": task.lamp == "红"}
            elif text.strip() == number:
                props = {"font_color": theme.MUTED}
            lead = "\n" if pieces and i == 0 else ""
            pieces += [board.formats(font_size=size, **props), lead + text]
    size = board.style.fonts["name"]
    cell = board.formats(**_base(board, align="left", text_wrap=True, font_size=size))
    if len(pieces) > 2:
        board.sheet.write_rich_string(row, at, *pieces, cell)
    else:
        board.sheet.write_string(row, at, pieces[1], cell)


def _due(board: Board, row: int, at: int, task: wall.WallTask) -> None:
    if task.due is None:
        look = board.formats(**_base(board, font_color=theme.MUTED))
        board.sheet.write_string(row, at, board.style.texts["no_due"], look)
        return
    years = {cell.first.year for cell in board.cells} | {task.due.year}
    shown = date_format(years=len(years) > 1) + ('"*"' if task.due_defaulted else "")
    ink = theme.MUTED if task.due_defaulted else theme.INK
    if task.lamp == "红" and task.due < board.chart.on:
        ink = theme.LAMP_INK["红"]
    look = board.formats(**_base(board, font_color=ink, num_format=shown))
    board.sheet.write_datetime(row, at, excel_date(task.due), look)


def _progress(board: Board, row: int, at: int, task: wall.WallTask) -> None:
    look = board.formats(**_base(board, num_format="0%", bold=True))
    board.sheet.write_number(row, at, wall.share(task.progress), look)


def _state(board: Board, row: int, at: int, task: wall.WallTask) -> None:
    lamp = theme.LAMPS.get(task.lamp, theme.LAMPS["灰"])
    look = _base(board, bold=True, font_color=lamp.ink, bg_color=lamp.strong, shrink=True)
    look |= {"top": 1, "top_color": theme.WHITE, "bottom_color": theme.WHITE}
    board.sheet.write_string(row, at, state_word(board, task), board.formats(**look))


def _pin(board: Board, row: int, at: int, _: wall.WallTask) -> None:
    """A cell left free for a pin or a flag."""
    rule = {"left": 1, "right": 1, "left_color": theme.LINE, "right_color": theme.LINE}
    board.sheet.write_blank(row, at, None, board.formats(**_base(board, **rule)))


WRITERS: Mapping[str, Writer] = {
    "name": _name, "due": _due, "progress": _progress, "state": _state, "pin": _pin,
}  # fmt: skip
