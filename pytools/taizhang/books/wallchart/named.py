"""Cells left of the time grid: what a task is called, who answers for it, by when, how far it is.

The reason of a red or yellow lamp stands under the task's name: it is what is asked first.
"""

from collections.abc import Callable, Mapping
from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import tidy
from taizhang.books.wallchart.board import Board
from taizhang.books.wallchart.style import date_format, excel_date
from taizhang.books.wallchart.words import name_paragraphs, state_word
from taizhang.core.charts import tasks
from taizhang.core.roles import StateRole

CENTRED = ("task_id", "level", "lead", "leader", "owner", "phone", "measure", "cadence")
FLAGS = {"done": ("⚑ 红旗", "红"), "late": ("⚑ 黑旗", "墨色")}

Writer = Callable[[Board, int, int, tasks.WallTask], None]


def write_named_cells(board: Board, row: int, task: tasks.WallTask, order: int) -> None:
    """The task's cells in the order of the style's columns; `order` is its 序号."""
    for at, column in enumerate(board.layout.columns):
        if column.key == "number":
            look = board.pen(**_base(board, font_color=theme.MUTED))
            board.sheet.write_number(row, at, order, look)
        elif column.key in WRITERS:
            WRITERS[column.key](board, row, at, task)
        else:
            _text(board, row, at, task)


def _text(board: Board, row: int, at: int, task: tasks.WallTask) -> None:
    """Any column of the ledger as it is written, wrapped."""
    key = board.layout.columns[at].key
    align = "center" if key in CENTRED else "left"
    look = board.pen(**_base(board, text_wrap=True, bold=key == "leader", align=align))
    board.sheet.write_string(row, at, tidy(task.text(key)), look)


def _base(board: Board, **props: Any) -> dict[str, Any]:
    size = board.style.fonts["cell"]
    return {"font_size": size, "align": "center", "bottom": 1, "bottom_color": theme.LINE} | props


def _name(board: Board, row: int, at: int, task: tasks.WallTask) -> None:
    """One rich text: the name, bold when red; its number grey; the remarks in the lamp's ink."""
    width = board.layout.columns[at].width
    number, ink = tidy(task.task_id), board.ink(task.lamp)
    pieces: list[Any] = []
    for paragraph in filter(None, name_paragraphs(board.style, task, width)):
        for i, (text, size) in enumerate(paragraph):
            props: dict[str, Any] = {"font_color": ink}
            if not pieces:
                props = {"bold": task.standing is StateRole.GRAVE}
            elif text.strip() == number:
                props = {"font_color": theme.MUTED}
            lead = "\n" if pieces and i == 0 else ""
            pieces += [board.pen(font_size=size, **props), lead + text]
    size = board.style.fonts["name"]
    cell = board.pen(**_base(board, align="left", text_wrap=True, font_size=size))
    if len(pieces) > 2:
        board.sheet.write_rich_string(row, at, *pieces, cell)
    else:
        board.sheet.write_string(row, at, pieces[1], cell)


def _due(board: Board, row: int, at: int, task: tasks.WallTask) -> None:
    if task.due is None:
        look = board.pen(**_base(board, font_color=theme.MUTED))
        board.sheet.write_string(row, at, board.style.texts["no_due"], look)
        return
    years = {cell.first.year for cell in board.cells} | {task.due.year}
    shown = date_format(years=len(years) > 1) + ('"*"' if task.due_defaulted else "")
    ink = theme.MUTED if task.due_defaulted else theme.INK
    if task.standing is StateRole.GRAVE and task.due < board.chart.on:
        ink = board.ink(task.lamp)
    look = board.pen(**_base(board, font_color=ink, num_format=shown))
    board.sheet.write_datetime(row, at, excel_date(task.due), look)


def _progress(board: Board, row: int, at: int, task: tasks.WallTask) -> None:
    look = board.pen(**_base(board, num_format="0%", bold=True))
    board.sheet.write_number(row, at, tasks.share(task.progress), look)


def _state(board: Board, row: int, at: int, task: tasks.WallTask) -> None:
    lamp = board.look(task.lamp)
    look = _base(board, bold=True, font_color=lamp.ink, bg_color=lamp.strong, shrink=True)
    look |= {"top": 1, "top_color": theme.WHITE, "bottom_color": theme.WHITE}
    board.sheet.write_string(row, at, state_word(board.style, task), board.pen(**look))


def _flag(board: Board, row: int, at: int, task: tasks.WallTask) -> None:
    """A red flag for what is done, a black one for what is late, as a word too."""
    kind = "done" if task.closed else "late" if task.late_on(board.chart.on) else ""
    text, ink = FLAGS.get(kind, ("", "墨色"))
    look = _base(board, bold=True, font_color=board.colour(ink), shrink=True)
    board.sheet.write_string(row, at, text, board.pen(**look))


def _pin(board: Board, row: int, at: int, _: tasks.WallTask) -> None:
    """A cell left free for a pin or a flag."""
    rule = {"left": 1, "right": 1, "left_color": theme.LINE, "right_color": theme.LINE}
    board.sheet.write_blank(row, at, None, board.pen(**_base(board, **rule)))


WRITERS: Mapping[str, Writer] = {
    "name": _name, "due": _due, "progress": _progress, "state": _state, "pin": _pin,
    "flag": _flag,
}  # fmt: skip
