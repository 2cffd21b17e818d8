"""Cells left of the time grid: what a task is called, who answers for it, by when, how far it is.

The reason of a red or yellow lamp stands under the task's name: it is what is asked first.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from xlsxwriter.format import Format

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import tidy
from taizhang.books.wallchart.board import Board
from taizhang.books.wallchart.style import date_format, excel_date
from taizhang.books.wallchart.words import state_word
from taizhang.core.charts import tasks
from taizhang.core.roles import StateRole

CENTRED = ("task_id", "level", "lead", "leader", "owner", "phone", "measure", "cadence")
FLAGS = {"done": ("⚑ 红旗", "红"), "late": ("⚑ 黑旗", "墨色")}

CellWriter = Callable[["NamedCells", int, int, tasks.WallTask], None]


class NamedCells:
    """Writes the named cells of a board; each look is asked for once, whatever rows have it."""

    def __init__(self, board: Board) -> None:
        self.board, self.sheet = board, board.sheet
        self.columns = board.layout.columns
        self.years = {cell.first.year for cell in board.cells}
        self._looks: dict[tuple[object, ...], Format] = {}

    def write(self, row: int, task: tasks.WallTask, order: int) -> None:
        """The task's cells in the order of the style's columns; `order` is its 序号."""
        for at, column in enumerate(self.columns):
            if column.key == "number":
                look = self.look("number", font_color=theme.MUTED)
                self.sheet.write_number(row, at, order, look)
            else:
                WRITERS.get(column.key, _text)(self, row, at, task)

    def look(self, *key: object, **props: Any) -> Format:
        """The look of a cell; `key` tells it from all others of the board."""
        if key not in self._looks:
            self._looks[key] = self.board.pen(**(self._base | props))
        return self._looks[key]

    def letters(self, size: float, ink: str, *, bold: bool | None = None) -> Format:
        """The look of a piece of rich text."""
        key = (size, ink, bold)
        if key not in self._looks:
            props: dict[str, Any] = {"font_color": ink} if bold is None else {"bold": bold}
            self._looks[key] = self.board.pen(font_size=size, **props)
        return self._looks[key]

    @cached_property
    def _base(self) -> dict[str, Any]:
        size = self.board.style.fonts["cell"]
        return {"font_size": size, "align": "center", "bottom": 1, "bottom_color": theme.LINE}


def _text(cells: NamedCells, row: int, at: int, task: tasks.WallTask) -> None:
    """Any column of the ledger as it is written, wrapped."""
    key = cells.columns[at].key
    align = "center" if key in CENTRED else "left"
    look = cells.look("text", align, key == "leader", text_wrap=True, bold=key == "leader",
                      align=align)  # fmt: skip
    cells.sheet.write_string(row, at, tidy(task.text(key)), look)


def _name(cells: NamedCells, row: int, at: int, task: tasks.WallTask) -> None:
    """One rich text: the name, bold when red; its number grey; the remarks in the lamp's ink."""
    board = cells.board
    number, ink = tidy(task.task_id), board.ink(task.lamp)
    pieces: list[Any] = []
    for paragraph in filter(None, board.layout.paragraphs(task, cells.columns[at].width)):
        for i, (text, size) in enumerate(paragraph):
            if not pieces:
                look = cells.letters(size, "", bold=task.standing is StateRole.GRAVE)
            else:
                look = cells.letters(size, theme.MUTED if text.strip() == number else ink)
            lead = "\n" if pieces and i == 0 else ""
            pieces += [look, lead + text]
    size = board.style.fonts["name"]
    cell = cells.look("name", align="left", text_wrap=True, font_size=size)
    if len(pieces) > 2:
        cells.sheet.write_rich_string(row, at, *pieces, cell)
    else:
        cells.sheet.write_string(row, at, pieces[1], cell)


def _due(cells: NamedCells, row: int, at: int, task: tasks.WallTask) -> None:
    board = cells.board
    if task.due is None:
        look = cells.look("no due", font_color=theme.MUTED)
        cells.sheet.write_string(row, at, board.style.texts["no_due"], look)
        return
    years = len(cells.years | {task.due.year}) > 1
    shown = date_format(years=years) + ('"*"' if task.due_defaulted else "")
    ink = theme.MUTED if task.due_defaulted else theme.INK
    if task.standing is StateRole.GRAVE and task.due < board.chart.on:
        ink = board.ink(task.lamp)
    look = cells.look("due", ink, shown, font_color=ink, num_format=shown)
    cells.sheet.write_datetime(row, at, excel_date(task.due), look)


def _progress(cells: NamedCells, row: int, at: int, task: tasks.WallTask) -> None:
    look = cells.look("progress", num_format="0%", bold=True)
    cells.sheet.write_number(row, at, tasks.share(task.progress), look)


def _state(cells: NamedCells, row: int, at: int, task: tasks.WallTask) -> None:
    lamp = cells.board.look(task.lamp)
    look = cells.look(
        "state", lamp, bold=True, font_color=lamp.ink, bg_color=lamp.strong, shrink=True,
        top=1, top_color=theme.WHITE, bottom_color=theme.WHITE,
    )  # fmt: skip
    cells.sheet.write_string(row, at, state_word(cells.board.style, task), look)


def _flag(cells: NamedCells, row: int, at: int, task: tasks.WallTask) -> None:
    """A red flag for what is done, a black one for what is late, as a word too."""
    kind = "done" if task.closed else "late" if task.late_on(cells.board.chart.on) else ""
    text, ink = FLAGS.get(kind, ("", "墨色"))
    look = cells.look("flag", ink, bold=True, font_color=cells.board.colour(ink), shrink=True)
    cells.sheet.write_string(row, at, text, look)


def _pin(cells: NamedCells, row: int, at: int, _: tasks.WallTask) -> None:
    """A cell left free for a pin or a flag."""
    rule = {"left": 1, "right": 1, "left_color": theme.LINE, "right_color": theme.LINE}
    cells.sheet.write_blank(row, at, None, cells.look("pin", **rule))


WRITERS: Mapping[str, CellWriter] = {
    "name": _name, "due": _due, "progress": _progress, "state": _state, "pin": _pin,
    "flag": _flag,
}  # fmt: skip
