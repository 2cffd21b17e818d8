"""Tables inside a text: rows cut by tabs or bars, or one cell a line as web pages paste them.

A table counts only with a header row that names its columns (序号 任务 责任单位 时限 …); the labels
are those of labels.py. Cells come back as places in the text; merged cells that came out empty take
the value above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import plain_letters, squeeze
from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.names import is_group, is_unit
from taizhang.notices.words import Patterns

_RE = Patterns("tables")


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A row: its cells by role; a role met twice keeps its cells in order. `title` spans the table.

    `stages` are the heads that are but a time (二季度目标), each with the cell below.
    """

    cells: dict[str, list[TextSpan]]
    span: TextSpan
    title: bool = False
    stages: list[tuple[TextSpan, TextSpan]] = field(default_factory=list)


@dataclass(slots=True)
class NoticeTable:
    """A table: the roles of its columns, its rows, and its place in the text."""

    roles: tuple[str, ...]
    span: TextSpan
    rows: list[NoticeRow] = field(default_factory=list)


TITLE = "title"
_CellSpans = list[TextSpan]
_LONGEST_CATEGORY = 20
_MOST_HEADER_LINES = 4
_MOST_COLUMNS = 12


def find_tables(text: str) -> list[NoticeTable]:
    """Return the tables with a known header, in order."""
    lines = [(m.start(), m.end()) for m in _RE.line.finditer(text) if m[0].strip()]
    found: list[NoticeTable] = []
    at = 0
    while at < len(lines):
        table, at = _table_at(text, lines, at)
        if table:
            found.append(table)
    return found


def _table_at(text: str, lines: list[TextSpan], at: int) -> tuple[NoticeTable | None, int]:
    begin, end = lines[at]
    line = text[begin:end]
    if line.count("\t") >= 1 or line.count("|") >= 2 or line.count("｜") >= 2:
        return _delimited(text, lines, at)
    if len(line) <= 24 and _role(line.rstrip("| ｜")):
        return _upright(text, lines, at)
    if line.lstrip().startswith("序") and len(line) <= 60:
        return _spaced(text, lines, at)
    return None, at + 1


def _role(cell: str) -> str:
    return labels.header_role(plain_letters(squeeze(cell)))


def _delimited(text: str, lines: list[TextSpan], at: int) -> tuple[NoticeTable | None, int]:
    """Read rows cut by tabs or bars."""
    mark = "\t" if "\t" in text[slice(*lines[at])] else "|"
    stop = at
    while stop < len(lines) and (
        _belongs(text, lines, stop, mark) or _is_row_of_one(text, lines, stop, mark)
    ):
        stop += 1
    grid = [
        _cells(text, line, mark)
        for line in lines[at:stop]
        if not _RE.rule.match(text[slice(*line)])
    ]
    header = _header(text, grid)
    if header is None:
        return None, max(stop, at + 1)
    roles, first = header
    roles = _with_units(text, grid, roles, first)
    table = NoticeTable(roles, (lines[at][0], lines[stop - 1][1]))
    table.rows.extend(_rows(text, grid[first:], roles, _stages(text, grid[first - 1], roles)))
    return table, stop


def _stages(text: str, heads: _CellSpans, roles: tuple[str, ...]) -> dict[int, TextSpan]:
    """Return the columns whose head is but a time, so that a cell says what is reached by it: 二季度目标."""
    said = {i: squeeze(text[slice(*head)]) for i, head in enumerate(heads[: len(roles)])}
    return {
        i: heads[i] for i, head in said.items() if not roles[i] and _RE.stage_head.fullmatch(head)
    }


def _with_units(
    text: str, grid: list[_CellSpans], roles: tuple[str, ...], first: int
) -> tuple[str, ...]:
    """Let a column that is but called 单位 or 乡镇 be who is responsible, where its cells are units."""
    if set(roles) & {labels.LEAD, labels.CO, labels.HELP}:
        return roles
    named = (
        i for i, c in enumerate(grid[first - 1]) if _RE.units.fullmatch(squeeze(text[slice(*c)]))
    )
    column = next((i for i in named if i < len(roles) and not roles[i]), None)
    cells = [
        text[slice(*c[column])] for c in grid[first:] if column is not None and column < len(c)
    ]
    if column is None or not cells or not all(map(_unit_like, filter(None, cells))):
        return roles
    return (*roles[:column], labels.CO, *roles[column + 1 :])


def _belongs(text: str, lines: list[TextSpan], at: int, mark: str) -> bool:
    line = text[slice(*lines[at])]
    return mark in line or (mark == "|" and "｜" in line)


def _is_row_of_one(text: str, lines: list[TextSpan], at: int, mark: str) -> bool:
    """Tell whether a line without marks is a heading inside the table, rows going on below it."""
    begin, end = lines[at]
    short = end - begin <= 40 and not text[begin:end].rstrip().endswith(("。", "：", ":"))
    return short and at + 1 < len(lines) and _belongs(text, lines, at + 1, mark)


def _cells(text: str, line: TextSpan, mark: str) -> _CellSpans:
    begin, end = line
    marks = "|｜" if mark == "|" else mark
    if mark == "|":
        while begin < end and text[begin] in "|｜ \t\u3000":
            begin += 1
        while (
            end > begin
            and text[end - 1] in "|｜ \t\u3000"
            and text[begin:end].count("|") > 0
            and text[end - 1] in "|｜"
        ):
            end -= 1
            break
    cells, at = [], begin
    for i in range(begin, end):
        if text[i] in marks:
            cells.append(_trim(text, at, i))
            at = i + 1
    return [*cells, _trim(text, at, end)]


def _trim(text: str, begin: int, end: int) -> TextSpan:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def _header(text: str, grid: list[_CellSpans]) -> tuple[tuple[str, ...], int] | None:
    """Return the roles of the columns and the first row below the header."""
    scored = []
    for number, cells in enumerate(grid[:_MOST_HEADER_LINES]):
        roles = tuple(_role(text[b:e]) for b, e in cells)
        known = {r for r in roles if r}
        scored.append((len(known), -number, roles))
    count, number, roles = max(scored, default=(0, 0, ()))
    if (
        count < 2
        or not set(roles) & {labels.TASK, labels.PROBLEM, labels.GOAL}
        or not set(roles) & set(labels.UNITS)
    ):
        return None
    first = -number + 1
    if first < len(grid) and _is_second_header(text, grid[first], roles):
        roles = tuple(_role(text[slice(*c)]) or r for c, r in zip(grid[first], roles, strict=False))
        first += 1
    return roles, first


def _is_second_header(text: str, cells: _CellSpans, roles: tuple[str, ...]) -> bool:
    said = [text[b:e] for b, e in cells if e > b]
    return len(cells) == len(roles) and bool(said) and all(_role(cell) for cell in said)


def _rows(
    text: str, grid: list[_CellSpans], roles: tuple[str, ...], stages: dict[int, TextSpan]
) -> Iterator[NoticeRow]:
    above: dict[str, list[TextSpan]] = {}
    for cells in grid:
        row = _row(text, cells, roles)
        if row and not row.title:
            _fill_from_above(text, row.cells, above)
            above = row.cells
            told = ((head, cells[i]) for i, head in stages.items() if i < len(cells))
            row.stages.extend((head, cell) for head, cell in told if cell[0] < cell[1])
        if row:
            yield row


def _fill_from_above(
    text: str, cells: dict[str, list[TextSpan]], above: dict[str, list[TextSpan]]
) -> None:
    """Let a row take from the one above what it says 同上 of, and a task cell merged with that one."""
    for role in [
        r for r, spans in cells.items() if all(_RE.ditto.fullmatch(text[b:e]) for b, e in spans)
    ]:
        cells[role] = above.get(role, cells[role])
    if not set(cells) & set(labels.UNITS):
        return
    for role in (labels.TASK, labels.PROBLEM, labels.NUMBER):
        if role not in cells and role in above:
            cells[role] = above[role]


def _row(text: str, cells: _CellSpans, roles: tuple[str, ...]) -> NoticeRow | None:
    filled = [(b, e) for b, e in cells if e > b]
    if not filled:
        return None
    span = (cells[0][0], cells[-1][1])
    if _spans_table(text, cells, filled, roles):
        return NoticeRow({TITLE: filled[-1:]}, span, title=True)
    named: dict[str, list[TextSpan]] = {}
    for (b, e), role in _seated(text, cells, roles):
        known = named.setdefault(role, []) if e > b and role else None
        if known is not None and (not known or text[slice(*known[-1])] != text[b:e]):
            known.append((b, e))
    return NoticeRow(named, span) if named else None


def _seated(text: str, cells: _CellSpans, roles: tuple[str, ...]) -> list[tuple[TextSpan, str]]:
    """Pair cells with roles; a row that lost merged cells and moved left is paired by what it says."""
    pairs = list(zip(cells, roles, strict=False))
    moved = cells[-1][0] == cells[-1][1] and any(
        role == labels.TASK and _RE.time_alone.match(squeeze(text[b:e])) for (b, e), role in pairs
    )
    if not moved:
        return pairs
    unit = next((r for r in roles if r in (labels.LEAD, labels.CO)), labels.CO)
    return [((b, e), _role_by_words(squeeze(text[b:e]), unit)) for b, e in cells if e > b]


def _role_by_words(said: str, unit: str) -> str:
    if _RE.time_alone.match(said):
        return labels.TIME
    is_unit_cell = _unit_like(said) and not re.search(r"\d|[;；。]$", said)
    return unit if is_unit_cell else labels.TASK


def _spans_table(text: str, cells: _CellSpans, filled: _CellSpans, roles: tuple[str, ...]) -> bool:
    """Tell whether a row says one thing across the table: a section such as 一、项目建设."""
    if _is_category(text, filled, roles):
        return True
    values = {squeeze(text[b:e]) for b, e in filled}
    if len(cells) == 1:
        return True
    if len(values) > 1 or (len(filled) > 1 and len(roles) <= 2):
        return False
    position = cells.index(filled[0])
    is_task = position < len(roles) and roles[position] == labels.TASK
    return len(filled) > 1 or not is_task or bool(_RE.section.match(values.pop()))


def _is_category(text: str, filled: _CellSpans, roles: tuple[str, ...]) -> bool:
    """Tell whether a row holds only 一 and a name, in a table numbered 1, 2, 3 below it."""
    if len(filled) != 2 or len(roles) <= 3 or roles[0] != labels.NUMBER:
        return False
    number, name = (text[b:e] for b, e in filled)
    return bool(_RE.han_number.match(number)) and len(name) <= _LONGEST_CATEGORY


def _spaced(text: str, lines: list[TextSpan], at: int) -> tuple[NoticeTable | None, int]:
    """Read rows cut by spaces alone, each beginning with its number."""
    roles = tuple(_role(word) for word in _words(text[slice(*lines[at])]))
    if len(roles) < 3 or "" in roles or roles[0] != labels.NUMBER or labels.TASK not in roles:
        return None, at + 1
    table = NoticeTable(roles, lines[at])
    stop = at + 1
    while stop < len(lines):
        cells = [(m.start(), m.end()) for m in _RE.word.finditer(text, *lines[stop])]
        if len(cells) != len(roles) or not _RE.number.match(text[slice(*cells[0])]):
            break
        row = _row(text, cells, roles)
        table.rows.extend([row] if row else [])
        stop += 1
    table.span = (lines[at][0], lines[stop - 1][1])
    return (table, stop) if table.rows else (None, at + 1)


def _words(line: str) -> list[str]:
    """Cut a header at its spaces; letters set apart (任 务) are one word."""
    words: list[str] = []
    apart = False
    for match in _RE.word.finditer(line):
        single = len(match[0]) == 1
        if single and apart:
            words[-1] += match[0]
        else:
            words.append(match[0])
        apart = single
    return words


def _upright(text: str, lines: list[TextSpan], at: int) -> tuple[NoticeTable | None, int]:
    """Read a table pasted one cell a line: the header words, then rows that begin with a number."""
    stop = at
    said: list[str] = []
    while stop < len(lines) and stop - at < _MOST_COLUMNS:
        cell = squeeze(text[slice(*lines[stop])]).rstrip("|｜")
        if len(cell) > 24 or _RE.number.match(cell) or _RE.section.match(cell):
            break
        said.append(cell)
        stop += 1
    roles = tuple(labels.header_role(plain_letters(cell)) for cell in said)
    known = set(roles)
    named = (
        len(known - {""}) >= 3 and roles[0] == labels.NUMBER and known & {labels.TASK, labels.GOAL}
    )
    if not named or not known & set(labels.UNITS) or roles.count("") > 2:
        return None, at + 1
    table = NoticeTable(roles, (lines[at][0], lines[stop - 1][1]))
    stop = _upright_rows(text, lines, stop, table)
    table.span = (lines[at][0], lines[stop - 1][1])
    return (table, stop) if table.rows else (None, at + 1)


def _upright_rows(text: str, lines: list[TextSpan], at: int, table: NoticeTable) -> int:
    row: _CellSpans = []
    while at < len(lines):
        cell = _trim(text, lines[at][0], lines[at][1])
        said = squeeze(text[slice(*cell)]).rstrip("|｜")
        if _RE.number.match(said) and (len(row) >= len(table.roles) - 1 or not row):
            _keep(text, row, table)
            row = []
        elif (
            _RE.section.match(said)
            and len(row) in (0, *range(len(table.roles) - 1, len(table.roles) + 3))
        ) or (not row and table.rows):
            _keep(text, row, table)
            if not _RE.section.match(said) or len(said) > 40:
                return at
            table.rows.append(NoticeRow({TITLE: [cell]}, cell, title=True))
            row, at = [], at + 1
            continue
        elif len(row) >= len(table.roles) and not _unit_like(said):
            _keep(text, row, table)
            return at
        row.append((cell[0], cell[1] - (1 if text[cell[1] - 1] in "|｜" else 0)))
        at += 1
    _keep(text, row, table)
    return at


def _unit_like(said: str) -> bool:
    plain = plain_letters(said).rstrip("。;,、")
    return any(is_unit(p) or is_group(p) for p in re.split(r"[、,;]", plain))


def _keep(text: str, row: _CellSpans, table: NoticeTable) -> None:
    """Add a row; surplus cells before the units belong to the task."""
    if len(row) < 2:
        return
    surplus = len(row) - len(table.roles)
    at = table.roles.index(labels.TASK) if labels.TASK in table.roles else 1
    if surplus > 0 and at + surplus < len(row):
        row = [*row[:at], (row[at][0], row[at + surplus][1]), *row[at + surplus + 1 :]]
    built = _row(text, row, table.roles)
    if built and not built.title:
        table.rows.append(built)
