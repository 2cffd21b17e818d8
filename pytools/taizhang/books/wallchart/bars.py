"""Looks of the time cells: what a bar, a node or today's line does to the one cell it crosses.

A state is told by colour and, for paper without colour, by texture and by the word beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import tidy
from taizhang.books.wallchart.board import Board
from taizhang.books.wallchart.style import day
from taizhang.core import wall

DIAGONALS = {"rising": 1, "falling": 2, "cross": 3}
SIGNS = {"done": "◆", "coming": "◇", "late": "◆"}
RED = theme.LAMPS["红"].strong
THICK = 5
SLIM = {
    "top": 2,
    "top_color": theme.WHITE,
    "bottom": 2,
    "bottom_color": theme.WHITE,
}  # air round a bar
NARROW = 0.62  # a sign's size, as a share of the cell's width
PROMPT_TITLE, PROMPT_TEXT = 32, 255  # Excel's limits


@dataclass(frozen=True, slots=True)
class Track:
    """One task on the grid of a board."""

    board: Board
    task: wall.WallTask
    bar: wall.Bar
    marks: Mapping[int, wall.Mark]

    def part(self, at: int) -> str:
        """What the bar is in the cell `at`: over, done, plan, or nothing."""
        parts = (("over", self.bar.over), ("done", self.bar.done), ("plan", self.bar.plan))
        return next((name for name, cells in parts if at in cells), "")


def write_group_cells(board: Board, row: int) -> None:
    """The ground of a group's heading, with today's line through it."""
    for at in range(len(board.cells)):
        look = board.formats(bg_color=theme.BLUSH, **_today(board, at))
        board.sheet.write_blank(row, board.left + at, None, look)


def write_task_cells(board: Board, row: int, task: wall.WallTask) -> None:
    """The task's bar and nodes."""
    on = board.chart.on
    bar, marks = wall.bar(task, board.cells, on), wall.marks(task, board.cells, on)
    track = Track(board, task, bar, marks)
    for at in range(len(board.cells)):
        look = _look(track, at)
        if at in marks:
            _write_mark(track, row, at, look)
        else:
            board.sheet.write_blank(row, board.left + at, None, look)


def _look(track: Track, at: int) -> Format:
    board, part = track.board, track.part(at)
    size = min(board.style.fonts["mark"], board.cell_width * NARROW)
    props: dict[str, Any] = {"align": "center", "font_size": size}
    props |= {"right": 1, "right_color": _rule(board, part, at)}
    props |= SLIM if part else {"bottom": 1, "bottom_color": theme.LINE}
    props |= _fill(track, part) | _ink(track, part, at) | _today(board, at)
    return board.formats(**props)


def _rule(board: Board, part: str, at: int) -> str:
    """Colour of the rule right of a cell: white in a bar, darker at the end of a month."""
    if part:
        return theme.WHITE
    cells = board.cells
    ends = at + 1 == len(cells) or cells[at + 1].first.day == 1
    return theme.LINE if ends else theme.FAINT


def _fill(track: Track, part: str) -> dict[str, Any]:
    """Strong and textured where done, light where planned, light and hatched where overrun."""
    look = theme.LAMPS.get(track.task.lamp, theme.LAMPS["灰"])
    bars = track.board.style.bars
    texture = bars.textures.get(track.task.lamp, "")
    thread = theme.blend(look.tint, look.strong, 0.55)
    fills = {
        "done": {"bg_color": look.strong} | _texture(texture, thread),
        "plan": {"bg_color": look.tint},
        "over": {"bg_color": look.tint} | _texture(bars.overrun, look.strong),
    }
    return fills.get(part, {})


def _texture(name: str, colour: str) -> dict[str, Any]:
    if name not in DIAGONALS:
        return {}
    return {"diag_type": DIAGONALS[name], "diag_border": 1, "diag_color": colour}


def _ink(track: Track, part: str, at: int) -> dict[str, Any]:
    """The colour of a node's sign; a late one stands in a white box of its own."""
    if at not in track.marks:
        return {}
    if track.marks[at].kind == "late":
        sides = {f"{side}_color": RED for side in ("left", "right", "top", "bottom")}
        borders = dict.fromkeys(("left", "right", "top", "bottom"), 1)
        return (
            {"font_color": RED, "bg_color": theme.WHITE, "bold": True, "diag_type": 0}
            | sides
            | borders
        )
    look = theme.LAMPS.get(track.task.lamp, theme.LAMPS["灰"])
    return {"font_color": look.ink if part == "done" else theme.INK, "diag_type": 0}


def _today(board: Board, at: int) -> dict[str, Any]:
    """The side of this cell that is part of today's line: both neighbours draw it."""
    edge = wall.today_edge(board.cells, board.chart.on)
    if edge == at:
        return {"left": THICK, "left_color": RED}
    if edge == at + 1:
        return {"right": THICK, "right_color": RED}
    return {}


def _write_mark(track: Track, row: int, at: int, look: Format) -> None:
    """The sign, with a number when nodes meet in one cell; the names show when it is selected."""
    board, mark = track.board, track.marks[at]
    column, count = board.left + at, len(mark.nodes)
    board.sheet.write_string(row, column, SIGNS[mark.kind] + (str(count) * (count > 1)), look)
    told = "\n".join(_told(track, node) for node in mark.nodes)
    prompt = {
        "validate": "any",
        "input_title": tidy(track.task.name)[:PROMPT_TITLE],
        "input_message": told[:PROMPT_TEXT],
    }
    board.sheet.data_validation(row, column, row, column, prompt)


def _told(track: Track, node: wall.WallNode) -> str:
    """The node as a sentence: name, planned day, how it stands."""
    texts, kind = track.board.style, wall.node_kind(track.task, node, track.board.chart.on)
    state = texts.text(f"node_{kind}", done=day(node.done, "已"))
    planned = day(node.planned, texts.texts["none"])
    return texts.text("node", name=tidy(node.name), planned=planned, state=state)
