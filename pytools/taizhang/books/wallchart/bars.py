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
from taizhang.core.charts import bars, tasks, times

DIAGONALS = {"rising": 1, "falling": 2, "cross": 3}
SIGNS = {"done": "◆", "coming": "◇", "late": "◆"}
ORIGINAL, BEFORE, AFTER = "▽", "‹", "›"
THICK = 5
SIDES = ("left", "right", "top", "bottom")
# air round a bar
SLIM = {"top": 2, "top_color": theme.WHITE, "bottom": 2, "bottom_color": theme.WHITE}
NARROW = 0.62  # a sign's size, as a share of the cell's width
PROMPT_TITLE, PROMPT_TEXT = 32, 255  # Excel's limits


@dataclass(frozen=True, slots=True)
class Track:
    """One task on the grid: its bar, its nodes, and the cell of its date before an extension."""

    task: tasks.WallTask
    bar: bars.Bar
    marks: Mapping[int, bars.Mark]
    original: int

    def part(self, at: int) -> str:
        """What the bar is in the cell `at`: over, done, plan, or nothing."""
        bar = self.bar
        if at in bar.over:
            return "over"
        return "" if at not in bar.plan else "done" if at in bar.done else "plan"

    def sign(self, at: int) -> str:
        """What stands in a cell without a node: the old date, or that the bar goes on."""
        if at == self.original:
            return ORIGINAL
        plan = self.bar.plan
        if self.bar.before and plan and at == plan[0]:
            return BEFORE
        return AFTER if self.bar.after and plan and at == plan[-1] else ""


class Tracks:
    """Writes the time cells of a board; the looks of cells are made once each.

    A row of them is laid over the sheet at once: XlsxWriter makes a cell for a look the first time
    that it is written, and the same cell stands wherever the look comes again.
    """

    def __init__(self, board: Board) -> None:
        self.board = board
        self._all = range(len(board.cells))
        self._columns = range(board.left, board.left + len(board.cells))
        edge = times.today_edge(board.cells, board.chart.on)
        self._edges = {edge: "left", (edge or 0) - 1: "right"} if edge is not None else {}
        self._ends = [self._rule(at) for at in self._all]
        self._looks: dict[tuple[str, str, str, str, str], Format] = {}
        self._blanks: dict[int, Any] = {}  # XlsxWriter's empty cell of a look, by the look's id
        self._rows: dict[tuple[str, str], list[Any]] = {}
        self._at = board.body_row  # the row that is written next
        self._ground = [
            self._blank(board.pen(bg_color=theme.BLUSH, **self._today(at))) for at in self._all
        ]

    def write_group(self, row: int) -> None:
        """The ground of a group's heading, with today's line through it."""
        self._at = row
        self._lay(row, self._ground)

    def write_task(self, row: int, task: tasks.WallTask) -> None:
        """The task's bar and nodes."""
        board, chart = self.board, self.board.chart
        marks = bars.marks(task, board.cells, chart.on) if task.nodes else {}
        old = times.cell_of(board.cells, task.original) if _extended(task) and task.original else -1
        track = Track(task, bars.bar(task, board.cells, chart.on), marks, old)
        self._at, bar = row, track.bar
        cells = self._row("", "").copy()
        for part, run in (("plan", bar.plan), ("done", bar.done), ("over", bar.over)):
            if run:
                cells[run.start : run.stop] = self._row(part, task.lamp)[run.start : run.stop]
        self._lay(row, cells)
        signs = {at for at in (old, *track.bar.plan[:1], *track.bar.plan[-1:]) if track.sign(at)}
        for at in sorted(signs - marks.keys()):
            if 0 <= at < len(board.cells):
                look = self._look(track.part(at), task.lamp, "sign", at)
                board.sheet.write_string(row, board.left + at, track.sign(at), look)
        for at, mark in marks.items():
            look = self._look(track.part(at), task.lamp, mark.kind, at)
            _write_mark(board, track, (row, at), look)

    def _row(self, part: str, lamp: str) -> list[Any]:
        """The empty cells of the whole grid as if the bar's part covered it."""
        if (part, lamp) not in self._rows:
            looks = (self._look(part, lamp, "", at) for at in self._all)
            self._rows[part, lamp] = [self._blank(look) for look in looks]
        return self._rows[part, lamp]

    def _blank(self, look: Format) -> Any:
        """XlsxWriter's empty cell of that look, made where the row comes to lie anyway."""
        if id(look) not in self._blanks:
            sheet, at = self.board.sheet, (self._at, self.board.last)
            sheet.write_blank(*at, None, look)
            self._blanks[id(look)] = sheet.table[at[0]][at[1]]
        return self._blanks[id(look)]

    def _lay(self, row: int, cells: list[Any]) -> None:
        self.board.sheet.table[row].update(zip(self._columns, cells, strict=True))

    def _look(self, part: str, lamp: str, mark: str, at: int) -> Format:
        today = self._edges.get(at, "")
        key = (part, lamp if part or mark else "", mark, today, self._ends[at] if not part else "")
        if key not in self._looks:
            self._looks[key] = self.board.pen(**self._props(key, at))
        return self._looks[key]

    def _props(self, key: tuple[str, str, str, str, str], at: int) -> dict[str, Any]:
        part, lamp, mark, _, end = key
        board = self.board
        size = min(board.style.fonts["mark"], board.layout.cell_width * NARROW)
        props: dict[str, Any] = {"align": "center", "font_size": size}
        props |= {"right": 1, "right_color": theme.WHITE if part else end}
        props |= SLIM if part else {"bottom": 1, "bottom_color": theme.LINE}
        return props | self._fill(part, lamp) | self._ink(part, lamp, mark) | self._today(at)

    def _rule(self, at: int) -> str:
        """Colour of the rule right of an empty cell: darker at the end of a month or a year."""
        cells = self.board.cells
        ends = at + 1 == len(cells) or cells[at + 1].first.day == 1
        return theme.LINE if ends else theme.FAINT

    def _fill(self, part: str, lamp: str) -> dict[str, Any]:
        """Strong and textured where done, light where planned, light and hatched where overrun."""
        look, texts = self.board.look(lamp), self.board.style.bars
        thread = theme.blend(look.tint, look.strong, 0.55)
        fills = {
            "done": {"bg_color": look.strong} | _texture(texts.textures.get(lamp, ""), thread),
            "plan": {"bg_color": look.tint},
            "over": {"bg_color": look.tint} | _texture(texts.overrun, look.strong),
        }
        return fills.get(part, {})

    def _ink(self, part: str, lamp: str, mark: str) -> dict[str, Any]:
        """The colour of a node's sign; a late one stands in a white box of its own."""
        if not mark:
            return {}
        if mark == "late":
            red = self.board.look("红").strong
            sides = {f"{side}_color": red for side in SIDES} | dict.fromkeys(SIDES, 1)
            return {
                "font_color": red,
                "bg_color": theme.WHITE,
                "bold": True,
                "diag_type": 0,
            } | sides
        ink = self.board.look(lamp).ink if part == "done" else theme.INK
        return {"font_color": ink, "diag_type": 0}

    def _today(self, at: int) -> dict[str, Any]:
        """The side of this cell that is part of today's line: both neighbours draw it."""
        if side := self._edges.get(at):
            return {side: THICK, f"{side}_color": self.board.look("红").strong}
        return {}


def _extended(task: tasks.WallTask) -> bool:
    return task.original is not None and task.original != task.due


def _texture(name: str, colour: str) -> dict[str, Any]:
    if name not in DIAGONALS:
        return {}
    return {"diag_type": DIAGONALS[name], "diag_border": 1, "diag_color": colour}


def _write_mark(board: Board, track: Track, at: tuple[int, int], look: Format) -> None:
    """The sign, with a number when nodes meet in one cell; the names show when it is selected."""
    row, cell = at
    mark, column = track.marks[cell], board.left + cell
    count = len(mark.nodes)
    board.sheet.write_string(row, column, SIGNS[mark.kind] + (str(count) * (count > 1)), look)
    told = "\n".join(_told(board, track.task, node) for node in mark.nodes)
    prompt = {
        "validate": "any",
        "input_title": tidy(track.task.name)[:PROMPT_TITLE],
        "input_message": told[:PROMPT_TEXT],
    }
    board.sheet.data_validation(row, column, row, column, prompt)


def _told(board: Board, task: tasks.WallTask, node: tasks.WallNode) -> str:
    """The node as a sentence: name, planned day, how it stands."""
    texts, kind = board.style, tasks.node_kind(task, node, board.chart.on)
    state = texts.text(f"node_{kind}", done=day(node.done, "已"))
    planned = day(node.planned, texts.texts["none"])
    return texts.text("node", name=tidy(node.name), planned=planned, state=state)
