"""The cells of one row into answers: unchanged ones quickly, the others as they were written.

An answer that cannot be read, or has two readings, keeps the base and is not usable. Locked
columns are compared with what was sent and never taken.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

from taizhang.books.reading_grids import Grid
from taizhang.books.reading_marks import NO_RESULT, Area, Cell
from taizhang.core.catalog import forms as catalog
from taizhang.core.cells import same
from taizhang.core.headers import Head, cell_name, column_letters
from taizhang.core.issues import Issue, Place, Rule
from taizhang.core.schema import BLANK_CLEAR, BLANK_REQUIRED, Column, Layout
from taizhang.core.submission import Answer, Value
from taizhang.core.values import as_text, read_value, tidy
from taizhang.core.values_reading import Asked, Raw, Reading

IDS = frozenset({"task_id", "node_no"})
HUNDREDS = frozenset({"percent"})
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Context:
    """What all rows of a file share; `on` is when the form was sent, for dates without a year.

    `based` tells that what was sent is known.
    """

    file: str
    layout: Layout
    on: date | None = None
    epoch_1904: bool = False
    based: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows below one head are read.

    `pick` takes the cells that were sent (`keys`), `fills` are the columns to fill with their
    0-based place and letters, `special` the rows (0-based) with error cells or merged columns.
    """

    grid: Grid
    head: Head
    keys: tuple[str, ...]
    pick: Callable[[Sequence[Raw]], Any]
    fills: tuple[tuple[Column, int, str], ...]
    asked: Mapping[str, Asked]
    across: Mapping[Cell, str]
    special: frozenset[int]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet below its head; `at` is 0-based."""

    plan: Plan
    at: int

    def get(self, key: str) -> Raw:
        """The cell of a column, "" where the column is missing."""
        column = self.plan.head.columns.get(key)
        return "" if column is None else self.plan.grid.rows[self.at][column]

    def text(self, key: str) -> str:
        """The cell of a column as tidy words."""
        return tidy(as_text(self.get(key)))


def make_plan(grid: Grid, head: Head, context: Context) -> tuple[Plan, list[Issue]]:
    """Prepare the reading of the rows below a head: merged cells are spread first."""
    spec, columns = head.spec, head.columns
    fills = tuple(
        (c, columns[c.key], column_letters(columns[c.key]))
        for c in spec.columns
        if c.fill and c.key in columns
    )
    issues, across = _spread(grid, head, fills, context)
    keys = tuple(key for key in columns if key not in IDS)
    pick = itemgetter(*(columns[key] for key in keys))
    special = frozenset(row for row, _ in (*grid.errors, *across))
    asked = {c.key: _asked(c, grid, head, at, context) for c, at, _ in fills}
    return Plan(grid, head, keys, pick, fills, asked, across, special), issues


def _asked(column: Column, grid: Grid, head: Head, at: int, context: Context) -> Asked:
    hundreds = column.kind in HUNDREDS and any(
        isinstance(cell := row[at], float) and cell > 1 for row in grid.rows[head.last + 1 :]
    )
    options = context.layout.lists.get(column.list, ())
    return Asked(
        column.kind, on=context.on, epoch_1904=context.epoch_1904, hundreds=hundreds,
        options=options, open=column.open,
    )  # fmt: skip


def _spread(
    grid: Grid, head: Head, fills: Iterable[tuple[Column, int, str]], context: Context
) -> tuple[list[Issue], dict[Cell, str]]:
    """Give each row its share of a merged cell; columns merged into one are marked instead."""
    issues: list[Issue] = []
    across: dict[Cell, str] = {}
    places = {at for _, at, _ in fills}
    downward = places | _ids_below(head)
    for area in grid.merged:
        (top, left), (bottom, right) = area
        if top <= head.last or bottom >= len(grid.rows):
            continue
        if bottom > top and left in downward:
            for row in range(top + 1, bottom + 1):
                grid.rows[row][left] = grid.rows[top][left]
            if left in places:
                place = Place(context.file, grid.name, top + 1, cell=cell_name(top + 1, left))
                issues.append(catalog.CELLS_MERGED.at(place, cells=_area_name(area)))
        covered = {at for at in places if left <= at <= right}
        if right > left and covered - {left}:
            rows = range(top, bottom + 1)
            across |= {(r, c): _area_name(area) for r in rows for c in covered}
    return issues, across


def _ids_below(head: Head) -> set[int]:
    """A task's number merged over its nodes belongs to each; over tasks it hides theirs."""
    return {head.columns.get("task_id", -1)} if head.spec.key == "nodes" else set()


def _area_name(area: Area) -> str:
    (top, left), (bottom, right) = area
    return f"{cell_name(top + 1, left)}:{cell_name(bottom + 1, right)}"


class RowReader:
    """Reads the rows of one kind; issues of locked cells gather in `issues`."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.issues: list[Issue] = []

    def read(self, key: str, line: Line, sent: Values) -> list[Answer]:
        """Return an answer for each column to fill that the sheet still has."""
        plan = line.plan
        if sent and line.at not in plan.special:
            cells = plan.grid.rows[line.at]
            if plan.pick(cells) == tuple(sent.get(name, "") for name in plan.keys):
                return self._unchanged(key, line, sent)
        self._compare_locked(key, line, sent)
        return [self._answer(key, line, sent, fill) for fill in plan.fills]

    def _unchanged(self, key: str, line: Line, sent: Values) -> list[Answer]:
        sheet, row, made = line.plan.head.spec.key, line.at + 1, []
        for column, _, letters in line.plan.fills:
            value = sent[column.key]
            if value == "" and column.blank == BLANK_REQUIRED:
                made.append(self._refuse(key, line, column, "", catalog.REQUIRED_BLANK))
                continue
            raw = value if value.__class__ is str else as_text(value)
            made.append(Answer(sheet, key, column.key, value, value, f"{letters}{row}", raw))
        return made

    def _answer(self, key: str, line: Line, sent: Values, fill: tuple[Column, int, str]) -> Answer:
        column, at, letters = fill
        raw, base = line.plan.grid.rows[line.at][at], sent.get(column.key, "")
        if line.at in line.plan.special and (rule := self._trouble(line, at)):
            return self._refuse(key, line, column, base, rule[0], **rule[1])
        if raw.__class__ is base.__class__ and raw == base:
            reading = Reading(base)
        else:
            reading = read_value(raw, self._asked(line, column, sent))
        if not reading.usable:
            return self._refuse(key, line, column, base, reading.rule, **reading.detail)
        if reading.value == "" and column.blank == BLANK_REQUIRED:
            return self._refuse(key, line, column, base, catalog.REQUIRED_BLANK)
        unchanged = reading.value == base or same(reading.value, base)
        issue = None
        if reading.rule and not (unchanged and sent):
            issue = reading.rule.at(self._place(key, line, column), **reading.detail)
        theirs = base if unchanged else reading.value
        sheet, name = line.plan.head.spec.key, f"{letters}{line.at + 1}"
        return Answer(sheet, key, column.key, base, theirs, name, as_text(raw), issue)

    def _asked(self, line: Line, column: Column, sent: Values) -> Asked:
        asked = line.plan.asked[column.key]
        if column.kind != "number":
            return asked
        target = sent.get("target", line.get("target"))
        measure = str(sent.get("measure", line.get("measure")))
        return replace(asked, measure=measure, target=target if isinstance(target, float) else "")

    def _trouble(self, line: Line, at: int) -> tuple[Rule, dict[str, object]] | None:
        where = (line.at, at)
        if where in line.plan.across:
            return catalog.CELLS_MERGED_ACROSS, {"cells": line.plan.across[where]}
        shown = line.plan.grid.errors.get(where)
        if shown is None:
            return None
        if shown == NO_RESULT:
            return catalog.FORMULA_EMPTY, {}
        return catalog.ERROR_CELL, {"found": shown}

    def _refuse(
        self, key: str, line: Line, column: Column, base: Value, rule: Rule | None, **detail: object
    ) -> Answer:
        """An answer that must not be taken; the base stands."""
        assert rule is not None  # noqa: S101 - a reading without a rule is usable
        place = self._place(key, line, column)
        issue = rule.at(place, label=column.label, **detail)
        raw = as_text(line.get(column.key))
        sheet = line.plan.head.spec.key
        return Answer(sheet, key, column.key, base, base, place.cell, raw, issue, usable=False)

    def _place(self, key: str, line: Line, column: Column) -> Place:
        cell = cell_name(line.at + 1, line.plan.head.columns[column.key])
        return Place(
            self.context.file, line.plan.grid.name, line.at + 1, column.label, cell, key=key
        )

    def _compare_locked(self, key: str, line: Line, sent: Values) -> None:
        """A grey cell that was changed is named once; its value is not taken."""
        if not sent:
            return
        head, cells = line.plan.head, line.plan.grid.rows[line.at]
        for column in head.spec.columns:
            at = head.columns.get(column.key)
            if column.fill or at is None or column.key in IDS:
                continue
            raw, was = cells[at], sent.get(column.key, "")
            if raw != was and not self._reads_as(raw, column, was):
                place = self._place(key, line, column)
                found = as_text(raw) or "空白"
                issue = catalog.LOCKED_CHANGED.at(place, label=column.label, found=found, sent=was)
                self.issues.append(issue)

    def _reads_as(self, raw: Raw, column: Column, was: Value) -> bool:
        if isinstance(was, str):
            return tidy(as_text(raw)) == tidy(was)
        reading = read_value(raw, Asked(column.kind, on=self.context.on))
        return reading.usable and same(reading.value, was)

    def disown(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        """The answers of a row that may be another's: none is usable."""
        for answer in answers:
            yield answer._replace(theirs=answer.base, issue=None, usable=False)

    def combine(self, column: Column, answers: Sequence[Answer], *, based: bool) -> Answer:
        """One answer for a cell that the file holds several times.

        Copies that agree, or of which only one differs from the base, make one answer.
        """
        for answer in answers:
            if not answer.usable:
                return answer
        said = {as_text(a.theirs): a for a in answers if not based or a.theirs != a.base}
        if column.blank != BLANK_CLEAR and len(said) > 1:
            said.pop("", None)
        cleared = "" in said and len({as_text(a.theirs) for a in answers}) > 1
        if len(said) <= 1 and not cleared:
            return next(iter(said.values()), answers[0])
        first = answers[0]
        place = Place(self.context.file, header=column.label, cell=first.cell, key=first.row_key)
        choices = sorted({as_text(a.theirs) or "空白" for a in answers})
        issue = catalog.CELL_TWICE.at(place, choices=choices)
        return first._replace(theirs=first.base, issue=issue, usable=False)
