"""Tables inside a text: rows cut by tabs or bars, or one cell a line as web pages paste them.

A table counts only with a header row that names its columns (序号 任务 责任单位 时限 …); the labels
are those of labels.py. Cells know their place in the text; merged cells that came out empty take
the value above.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import plain_letters, squeeze
from taizhang.notices.text.paragraphs import TextSpan, cut_at
from taizhang.notices.who.names import is_group, is_unit
from taizhang.notices.words import Patterns

_RE = Patterns("tables")


class NoticeCell(NamedTuple):
    """A cell, or a line, of a text: where it begins and ends, and the whole text."""

    begin: int
    end: int
    whole: str

    @property
    def printed(self) -> str:
        """What stands in it, as printed."""
        return self.whole[self.begin : self.end]

    @property
    def said(self) -> str:
        """What stands in it, without blanks."""
        return squeeze(self.printed)

    def up_to(self, last: "NoticeCell") -> "NoticeCell":
        """All from this cell to another."""
        return self._replace(end=last.end)

    def part(self, begin: int, end: int) -> "NoticeCell":
        """The part of a line from one of its places to another, without the blanks around."""
        said = self.printed[begin:end]
        first = self.begin + begin + len(said) - len(said.lstrip())
        return NoticeCell(first, first + len(said.strip()), self.whole)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A row: its cells by role; a role met twice keeps its cells in order. `title` spans the table.

    `stages` are the heads that are but a time (二季度目标), each with the cell below.
    """

    cells: dict[str, list[NoticeCell]]
    span: TextSpan
    title: bool = False
    stages: list[tuple[NoticeCell, NoticeCell]] = field(default_factory=list)


@dataclass(slots=True)
class NoticeTable:
    """A table: the roles of its columns, its place in the text, and its rows."""

    roles: tuple[str, ...]
    span: TextSpan
    rows: list[NoticeRow]


TITLE = "title"
_Lines = Sequence[NoticeCell]
_Read = tuple[NoticeTable | None, int]  # a table where there is one, and the line to go on from
_BARS, _ENDS_OF_LINE = "|｜", "|｜ \t\u3000"
_LONGEST_CATEGORY = 20
_LONGEST_HEAD, _LONGEST_HEADER, _LONGEST_SECTION = 24, 60, 40
_MOST_HEADER_LINES = 4
_MOST_COLUMNS = 12


def find_tables(text: str) -> list[NoticeTable]:
    """Return the tables with a known header, in order."""
    lines = [NoticeCell(m.start(), m.end(), text) for m in _RE.line.finditer(text) if m[0].strip()]
    found: list[NoticeTable] = []
    at = 0
    while at < len(lines):
        table, at = _table_at(lines, at)
        found += [table] if table else []
    return found


def _table_at(lines: _Lines, at: int) -> _Read:
    line = lines[at].printed
    if "\t" in line or line.count("|") > 1 or line.count("｜") > 1:
        return _delimited(lines, at)
    if len(line) <= _LONGEST_HEAD and _role(line.rstrip("| ｜")):
        return _upright(lines, at)
    if line.lstrip().startswith("序") and len(line) <= _LONGEST_HEADER:
        return _spaced(lines, at)
    return None, at + 1


def _role(printed: str) -> str:
    return labels.header_role(plain_letters(squeeze(printed)))


def _delimited(lines: _Lines, at: int) -> _Read:
    """Read rows cut by tabs or bars."""
    marks = "\t" if "\t" in lines[at].printed else _BARS
    stop = at
    while stop < len(lines) and (_is_cut(lines[stop], marks) or _heads(lines, stop, marks)):
        stop += 1
    grid = [_cells(line, marks) for line in lines[at:stop] if not _RE.rule.match(line.printed)]
    header = _header(grid)
    if header is None:
        return None, max(stop, at + 1)
    roles, first = header
    rows = _rows(grid[first:], _with_units(grid, roles, first), _stages(grid[first - 1], roles))
    return NoticeTable(roles, (lines[at].begin, lines[stop - 1].end), list(rows)), stop


def _stages(heads: _Lines, roles: tuple[str, ...]) -> dict[int, NoticeCell]:
    """Return the columns whose head is but a time, so that a cell says what is reached by it: 二季度目标."""
    named = enumerate(zip(heads, roles, strict=False))
    return {i: c for i, (c, role) in named if not role and _RE.stage_head.fullmatch(c.said)}


def _with_units(grid: Sequence[_Lines], roles: tuple[str, ...], first: int) -> tuple[str, ...]:
    """Let a column that is but called 单位 or 乡镇 be who is responsible, where its cells are units."""
    if set(roles) & {labels.LEAD, labels.CO, labels.HELP}:
        return roles
    named = enumerate(zip(grid[first - 1], roles, strict=False))
    column = next((i for i, (c, r) in named if not r and _RE.units.fullmatch(c.said)), len(roles))
    cells = [row[column].printed for row in grid[first:] if column < min(len(row), len(roles))]
    if not cells or not all(map(_unit_like, filter(None, cells))):
        return roles
    return (*roles[:column], labels.CO, *roles[column + 1 :])


def _is_cut(line: NoticeCell, marks: str) -> bool:
    return any(mark in line.printed for mark in marks)


def _heads(lines: _Lines, at: int, marks: str) -> bool:
    """Tell whether a line without marks is a heading inside the table, rows going on below it."""
    line = lines[at].printed
    short = len(line) <= _LONGEST_SECTION and not line.rstrip().endswith(("。", "：", ":"))
    return short and at + 1 < len(lines) and _is_cut(lines[at + 1], marks)


def _cells(line: NoticeCell, marks: str) -> _Lines:
    printed, begin, end = line.printed, 0, line.end - line.begin
    if marks == _BARS:
        begin = end - len(printed.lstrip(_ENDS_OF_LINE))
        end -= printed[begin:].endswith(tuple(_BARS)) and "|" in printed[begin:]
    return [line.part(*place) for place in cut_at(printed, marks, begin, end, brackets="")]


def _header(grid: Sequence[_Lines]) -> tuple[tuple[str, ...], int] | None:
    """Return the roles of the columns and the first row below the header."""
    named = (tuple(_role(c.printed) for c in cells) for cells in grid[:_MOST_HEADER_LINES])
    scored = [(len({*roles} - {""}), -number, roles) for number, roles in enumerate(named)]
    count, number, roles = max(scored, default=(0, 0, ()))
    asked = set(roles) & {labels.TASK, labels.PROBLEM, labels.GOAL}
    if count < 2 or not asked or not set(roles) & set(labels.UNITS):
        return None
    first = 1 - number
    below = [_role(cell.printed) for cell in grid[first]] if first < len(grid) else []
    said = [role for role, c in zip(below, grid[first], strict=True) if c.printed] if below else []
    if len(below) == len(roles) and said and all(said):
        return tuple(new or old for new, old in zip(below, roles, strict=True)), first + 1
    return roles, first


def _rows(
    grid: Sequence[_Lines], roles: tuple[str, ...], stages: dict[int, NoticeCell]
) -> Iterator[NoticeRow]:
    above: dict[str, list[NoticeCell]] = {}
    for cells in grid:
        row = _row(cells, roles)
        if row and not row.title:
            _fill_from_above(row.cells, above)
            above = row.cells
            told = ((head, cells[i]) for i, head in stages.items() if i < len(cells))
            row.stages.extend((head, cell) for head, cell in told if cell.printed)
        if row:
            yield row


def _fill_from_above(
    cells: dict[str, list[NoticeCell]], above: dict[str, list[NoticeCell]]
) -> None:
    """Let a row take from the one above what it says 同上 of, and a task cell merged with that one."""
    for role, held in cells.items():
        if all(_RE.ditto.fullmatch(cell.printed) for cell in held):
            cells[role] = above.get(role, held)
    if set(cells) & set(labels.UNITS):
        merged = (labels.TASK, labels.PROBLEM, labels.NUMBER)
        cells |= {role: above[role] for role in merged if role in above and role not in cells}


def _row(cells: _Lines, roles: tuple[str, ...]) -> NoticeRow | None:
    filled = [cell for cell in cells if cell.printed]
    if not filled:
        return None
    span = (cells[0].begin, cells[-1].end)
    if _spans_table(cells, filled, roles):
        return NoticeRow({TITLE: filled[-1:]}, span, title=True)
    named: dict[str, list[NoticeCell]] = {}
    for cell, role in _seated(cells, roles):
        known = named.setdefault(role, []) if cell.printed and role else None
        if known is not None and (not known or known[-1].printed != cell.printed):
            known.append(cell)
    return NoticeRow(named, span) if named else None


def _seated(cells: _Lines, roles: tuple[str, ...]) -> list[tuple[NoticeCell, str]]:
    """Pair cells with roles; a row that lost merged cells and moved left is paired by what it says."""
    pairs = list(zip(cells, roles, strict=False))
    timed = (cell for cell, role in pairs if role == labels.TASK)
    if cells[-1].printed or not any(_RE.time_alone.match(cell.said) for cell in timed):
        return pairs
    unit = next((r for r in roles if r in (labels.LEAD, labels.CO)), labels.CO)
    return [(cell, _role_by_words(cell.said, unit)) for cell in cells if cell.printed]


def _role_by_words(said: str, unit: str) -> str:
    if _RE.time_alone.match(said):
        return labels.TIME
    is_unit_cell = _unit_like(said) and not re.search(r"\d|[;；。]$", said)
    return unit if is_unit_cell else labels.TASK


def _spans_table(cells: _Lines, filled: _Lines, roles: tuple[str, ...]) -> bool:
    """Tell whether a row says one thing across the table: a section such as 一、项目建设."""
    if _is_category(filled, roles) or len(cells) == 1:
        return True
    values = {cell.said for cell in filled}
    if len(values) > 1 or (len(filled) > 1 and len(roles) <= 2):
        return False
    position = cells.index(filled[0])
    is_task = position < len(roles) and roles[position] == labels.TASK
    return len(filled) > 1 or not is_task or bool(_RE.section.match(values.pop()))


def _is_category(filled: _Lines, roles: tuple[str, ...]) -> bool:
    """Tell whether a row holds only 一 and a name, in a table numbered 1, 2, 3 below it."""
    if len(filled) != 2 or len(roles) <= 3 or roles[0] != labels.NUMBER:
        return False
    number, name = (cell.printed for cell in filled)
    return bool(_RE.han_number.match(number)) and len(name) <= _LONGEST_CATEGORY


def _spaced(lines: _Lines, at: int) -> _Read:
    """Read rows cut by spaces alone, each beginning with its number; letters set apart (任 务) are one word."""
    roles = tuple(map(_role, _RE.apart.sub(r"\1", lines[at].printed).split()))
    if len(roles) < 3 or "" in roles or roles[0] != labels.NUMBER or labels.TASK not in roles:
        return None, at + 1
    grid = (
        [line.part(*m.span()) for m in _RE.word.finditer(line.printed)] for line in lines[at + 1 :]
    )
    numbered = takewhile(
        lambda cells: len(cells) == len(roles) and bool(_RE.number.match(cells[0].printed)), grid
    )
    rows = [_row(cells, roles) for cells in numbered]
    stop = at + 1 + len(rows)
    table = NoticeTable(roles, (lines[at].begin, lines[stop - 1].end), [r for r in rows if r])
    return (table, stop) if table.rows else (None, at + 1)


def _upright(lines: _Lines, at: int) -> _Read:
    """Read a table pasted one cell a line: the header words, then rows that begin with a number."""
    heads = (line.said.rstrip(_BARS) for line in lines[at : at + _MOST_COLUMNS])
    said = list(takewhile(_is_head, heads))
    roles, stop = tuple(map(_role, said)), at + len(said)
    known = set(roles) - {""}
    named = len(known) >= 3 and roles[0] == labels.NUMBER and known & {labels.TASK, labels.GOAL}
    if not named or not known & set(labels.UNITS) or roles.count("") > 2:
        return None, at + 1
    table = NoticeTable(roles, (0, 0), [])
    stop = _upright_rows(lines, stop, table)
    table.span = (lines[at].begin, lines[stop - 1].end)
    return (table, stop) if table.rows else (None, at + 1)


def _is_head(said: str) -> bool:
    numbered = _RE.number.match(said) or _RE.section.match(said)
    return len(said) <= _LONGEST_HEAD and not numbered


def _upright_rows(lines: _Lines, at: int, table: NoticeTable) -> int:
    row: list[NoticeCell] = []
    width = len(table.roles)
    while at < len(lines):
        cell = lines[at].part(0, lines[at].end - lines[at].begin)
        said = cell.said.rstrip(_BARS)
        section = _RE.section.match(said)
        if _RE.number.match(said) and (len(row) >= width - 1 or not row):
            _keep(row, table)
            row = []
        elif (section and len(row) in (0, *range(width - 1, width + 3))) or (
            not row and table.rows
        ):
            _keep(row, table)
            if not section or len(said) > _LONGEST_SECTION:
                return at
            table.rows.append(NoticeRow({TITLE: [cell]}, (cell.begin, cell.end), title=True))
            row, at = [], at + 1
            continue
        elif len(row) >= width and not _unit_like(said):
            break
        row.append(cell._replace(end=cell.end - cell.printed.endswith(tuple(_BARS))))
        at += 1
    _keep(row, table)
    return at


def _unit_like(said: str) -> bool:
    plain = plain_letters(said).rstrip("。;,、")
    return any(is_unit(p) or is_group(p) for p in re.split(r"[、,;]", plain))


def _keep(row: list[NoticeCell], table: NoticeTable) -> None:
    """Add a row; surplus cells before the units belong to the task."""
    if len(row) < 2:
        return
    surplus = len(row) - len(table.roles)
    at = table.roles.index(labels.TASK) if labels.TASK in table.roles else 1
    if surplus > 0 and at + surplus < len(row):
        row = [*row[:at], row[at].up_to(row[at + surplus]), *row[at + surplus + 1 :]]
    built = _row(row, table.roles)
    table.rows += [built] if built and not built.title else []
