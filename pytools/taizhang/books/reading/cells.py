"""The cells of one row into answers: unchanged ones in bulk, the others as they were written.

An answer that cannot be read, or has two readings, keeps the base and is not usable. Locked
columns are compared with what was sent and never taken.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.grids import Grid
from taizhang.books.foreign.marks import PICTURE
from taizhang.books.foreign.package import SafePackage
from taizhang.core.addresses import CellAt, CellSpan, cell_name, column_letters
from taizhang.core.catalog import forms as catalog
from taizhang.core.headers import Head
from taizhang.core.issues import Issue, Place, Rule, clip
from taizhang.core.schema import BLANK_CLEAR, BLANK_REQUIRED, Column, Layout, SheetSpec
from taizhang.core.submission import Answer, FormRow, RowKey, SentSheet, Value
from taizhang.core.tables import key_text
from taizhang.core.values.codes import OTHER, PERCENT, ShownFormat
from taizhang.core.values.placeholders import (
    LONGEST,
    Meaning,
    Meanings,
    meaning_of,
    read_placeholder,
)
from taizhang.core.values.read import as_text, read_value
from taizhang.core.values.reading import Asked, Raw, Reading, Scale, is_sane
from taizhang.core.values.settled import same
from taizhang.core.values.text import keep_lines, keep_marks

IDS = frozenset({"task_id", "node_no", "problem_id", "line_no"})
NOTHING_SENT: Sequence[Value] = ()
MOST_SHAPES = 64
MOST_SPREAD = 200_000  # cells over which the merged areas of a sheet are spread
_ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"})
_PICTURE = re.compile(r"\s*=?(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
_HUNDREDTHS = re.compile("[%％]|百分")
_BARE = re.compile(r"\d{1,3}(?:\.\d{1,9})?")
FIRST_LETTER, LAST_LETTER = "\u4e00", "\u9fff"
_WORDS = (None, Meaning.TEXT)  # what texts mean that say something
_Picker = Callable[[Sequence[Any]], tuple[Any, ...]]
# A hundred thousand rows a merge: tuple.__new__ takes a third of the time of FormRow().
_new = tuple.__new__
_NOTHING: Mapping[str, Answer] = {}


@dataclass(frozen=True, slots=True)
class Context:
    """What all rows of a file share; `on` is when the form was sent, for dates without a year.

    `based` tells that what was sent is known, `meanings` what words for nothing mean.
    """

    file: str
    layout: Layout
    package: SafePackage
    on: date | None = None
    based: bool = True
    meanings: Meanings = field(default_factory=dict)


class FilledColumn(NamedTuple):
    """A column to fill: its 0-based place on the sheet, its place in the base (-1 for none)."""

    column: Column
    at: int
    letters: str
    base_at: int


@dataclass(frozen=True, slots=True)
class SheetShape:
    """Which columns stand where, on a sheet and in its base; forms of one layout share it.

    `cells` and `base` pick the same columns from a row of the sheet and from a row as sent,
    `locked_cells` and `locked_base` the grey ones of them, `fill_cells` and `fill_base` those to
    fill. `complete`
    says that the base has all columns to fill, `whole` that both have all columns in order.
    """

    spec: SheetSpec
    fills: tuple[FilledColumn, ...]
    complete: bool
    whole: bool
    cells: _Picker
    base: _Picker
    locked_cells: _Picker
    locked_base: _Picker
    fill_cells: _Picker
    fill_base: _Picker
    keys: tuple[str, ...]
    letters: tuple[str, ...]
    must: tuple[int, ...]
    kinds: tuple[str, ...]


class RowsPlan:
    """How the rows below one head are read.

    `special` are the rows (0-based) with error cells, merged columns or struck-out cells; `across` names the area
    of each cell that lost its own in a merge of columns.
    """

    def __init__(self, grid: Grid, head: Head, shape: SheetShape, context: Context) -> None:
        """Merged cells are spread over their rows here; `issues` tells which."""
        self.grid, self.head, self.shape, self.context = grid, head, shape, context
        self.sheet = head.spec.key
        self.issues, self.across = _spread(grid, head, {f.at for f in shape.fills}, context)
        fills = {f.at for f in shape.fills}
        self.struck = {cell for cell in grid.struck if cell[1] in fills}
        self.special = frozenset([row for row, _ in (*grid.errors, *self.across, *self.struck)])
        width = len(grid.rows[0]) if grid.rows else 0
        self.whole = shape.whole and width == len(head.columns)
        self._asked: dict[str, Asked] = {}

    def asked(self, fill: FilledColumn) -> Asked:
        """What a column asks for."""
        column = fill.column
        if column.key not in self._asked:
            options = self.context.layout.lists.get(column.list, ())
            epoch = column.kind == "date" and self.context.package.epoch_1904
            self._asked[column.key] = Asked(
                column.kind, on=self.context.on, epoch_1904=epoch, options=options,
                open=column.open, hundredths=self._counts_to_a_hundred(fill.at),
            )  # fmt: skip
        return self._asked[column.key]

    def _counts_to_a_hundred(self, column: int) -> bool:
        """Whether the header says %, as 完成进度（%） does."""
        heads = (row[column] for row in self.grid.rows[self.head.first : self.head.last + 1])
        return any(isinstance(head, str) and _HUNDREDTHS.search(head) for head in heads)

    def look(self, at: int, column: int) -> ShownFormat:
        """How a cell shows its value."""
        grid = self.grid
        known = bool(grid.xml) or grid.percents is not None or grid.codes is not None
        return ShownFormat(grid.code(at, column), grid.shown.get((at, column), ""), known)


class FormLine(NamedTuple):
    """One row of a sheet below its head; `at` is 0-based."""

    plan: RowsPlan
    at: int

    def get(self, key: str) -> Raw:
        """The cell of a column, "" where the column is missing."""
        column = self.plan.head.columns.get(key)
        return "" if column is None else self.plan.grid.rows[self.at][column]

    def is_filled(self) -> bool:
        """Whether anything stands in the cells to fill: a copy may be blank."""
        row = self.plan.grid.rows[self.at]
        return any(as_text(row[fill.at]).strip() for fill in self.plan.shape.fills)

    def text(self, key: str) -> str:
        """The cell of a column as keep_lines words."""
        return keep_lines(as_text(self.get(key)))


_shapes: dict[tuple[object, ...], SheetShape] = {}


def shape_of(head: Head, sent: SentSheet) -> SheetShape:
    """Return the shape of a head; the last few are kept, for nearly all forms share theirs."""
    name = (id(head.spec), tuple(head.columns.items()), sent.columns)
    shape = _shapes.get(name)
    if shape is None:
        if len(_shapes) > MOST_SHAPES:
            _shapes.clear()
        shape = _shapes[name] = _make_shape(head, sent)  # it holds the spec, so the id stays its
    return shape


def _make_shape(head: Head, sent: SentSheet) -> SheetShape:
    spec, base_at = head.spec, {key: at for at, key in enumerate(sent.columns)}
    there = [(c, at) for c in spec.columns if (at := head.columns.get(c.key)) is not None]
    fills = tuple(
        FilledColumn(c, at, column_letters(at), base_at.get(c.key, -1)) for c, at in there if c.fill
    )
    known = [(c, at, base_at[c.key]) for c, at in there if c.key in base_at]
    grey = [(at, b) for c, at, b in known if not c.fill and c.key not in IDS]
    places, bases = [at for _, at, _ in known], [b for _, _, b in known]
    return SheetShape(
        spec,
        fills,
        complete=all(fill.base_at >= 0 for fill in fills),
        whole=places == bases == list(range(len(base_at))),
        cells=_picker(places),
        base=_picker(bases),
        locked_cells=_picker([at for at, _ in grey]),
        locked_base=_picker([b for _, b in grey]),
        fill_cells=_picker([fill.at for fill in fills]),
        fill_base=_picker([fill.base_at for fill in fills]),
        keys=tuple(fill.column.key for fill in fills),
        letters=tuple(fill.letters for fill in fills),
        must=tuple(i for i, f in enumerate(fills) if f.column.blank == BLANK_REQUIRED),
        kinds=tuple(fill.column.kind for fill in fills),
    )


def _picker(wanted: list[int]) -> _Picker:
    """Take these places out of a row as a tuple, however few they are."""
    if len(wanted) > 1:
        return itemgetter(*wanted)
    return lambda row: tuple(row[at] for at in wanted)


def _spread(
    grid: Grid, head: Head, places: set[int], context: Context
) -> tuple[list[Issue], dict[CellAt, str]]:
    """Give each row its share of a merged cell; columns merged into one are marked instead."""
    issues: list[Issue] = []
    across: dict[CellAt, str] = {}
    spread = 0
    for area in grid.merged:
        (top, left), (bottom, right) = area
        bottom = min(bottom, len(grid.rows) - 1)
        if top <= head.last or top > bottom:
            continue
        spread += (bottom - top + 1) * max(len(places), 1)
        if spread > MOST_SPREAD:
            raise UnreadableError(catalog.SUSPICIOUS)
        if bottom > top and left in places | _ids_below(head):
            for row in range(top + 1, bottom + 1):
                grid.rows[row][left] = grid.rows[top][left]
        if bottom > top and left in places:
            place = Place(context.file, grid.name, top + 1, cell=cell_name(top + 1, left))
            issues.append(catalog.CELLS_MERGED.at(place, cells=_area_name(area)))
        covered = {at for at in places if left <= at <= right}
        if right > left and covered:
            rows = range(top, bottom + 1)
            across |= {(r, c): _area_name(area) for r in rows for c in covered}
    return issues, across


def _ids_below(head: Head) -> set[int]:
    """A task's number merged over its nodes belongs to each; over tasks it hides theirs."""
    return {head.columns.get("task_id", -1)} if head.spec.key == "nodes" else set()


def _area_name(area: CellSpan) -> str:
    (top, left), (bottom, right) = area
    return f"{cell_name(top + 1, left)}:{cell_name(bottom + 1, right)}"


class FormRowReader:
    """Reads the rows of one kind; issues of locked cells gather in `issues`."""

    def __init__(
        self, context: Context, sent: SentSheet, lines: Mapping[RowKey, Sequence[FormLine]]
    ) -> None:
        """`lines` are all rows of the kind by row key, complete before the first is read."""
        self.context, self.sent, self.lines = context, sent, lines
        self.issues: list[Issue] = []
        self._scales: dict[str, Scale] = {}
        self._meanings = context.meanings

    def row(self, key: RowKey, line: FormLine) -> tuple[FormRow, bool]:
        """Read a row, and tell whether its grey cells differ from what was sent.

        Only cells that do not stand as they were sent are looked at.
        """
        plan, at = line
        shape, sent = plan.shape, self.sent.rows.get(key)
        if sent is None or at in plan.special or not shape.complete:
            return self._whole(key, line)
        base, row, edited = shape.fill_base(sent), plan.grid.rows[at], False
        theirs, noted = base, _NOTHING
        if row != sent if plan.whole else shape.cells(row) != shape.base(sent):
            edited = shape.locked_cells(row) != shape.locked_base(sent)
            if edited:
                self._compare_locked(key, line)
            theirs, noted = self._read(key, line, base)
        for i in shape.must:
            if base[i] == "" and theirs[i] == "" and shape.keys[i] not in noted:
                noted = self._required(key, line, shape.fills[i], noted)
        parts = (plan.sheet, key, shape.keys, shape.letters, at + 1, base, theirs, noted)
        return _new(FormRow, parts), edited

    def _read(
        self, key: RowKey, line: FormLine, base: tuple[Value, ...]
    ) -> tuple[tuple[Value, ...], Mapping[str, Answer]]:
        """What the cells of a row hold, and the answers of those that took some reading."""
        found = line.plan.shape.fill_cells(line.plan.grid.rows[line.at])
        noted: dict[str, Answer] = {}
        changed = [(i, raw) for i, raw in enumerate(found) if raw != base[i]]
        settled = [(i, raw, self._settled(key, line, i, base[i], noted)) for i, raw in changed]
        if all(value is raw for _, raw, value in settled):
            return found, noted or _NOTHING
        values = list(found)
        for i, _, value in settled:
            values[i] = value
        return tuple(values), noted or _NOTHING

    def _settled(
        self, key: RowKey, line: FormLine, i: int, was: Value, noted: dict[str, Answer]
    ) -> Value:
        """What a cell says that does not stand as it was sent.

        Half of the time of a merge goes by here, so the commonest cells are read in place: words
        that stand for themselves, and numbers.
        """
        shape = line.plan.shape
        raw = line.plan.grid.rows[line.at][shape.fills[i].at]
        if raw.__class__ is str and shape.kinds[i] == "long" and self._is_plain(raw, shape.keys[i]):
            return was if was.__class__ is str and raw == was.strip() else raw
        if raw.__class__ is float and self._is_certain(raw, key, line, shape.fills[i]):
            return was if same(raw, was) else raw
        return self._cell(key, line, shape.fills[i], was, noted)

    def _is_plain(self, text: str, column: str) -> bool:
        """Whether a text stands for itself: no placeholder, no error's sign, nothing to be folded.

        A short one that begins otherwise than with a Chinese letter or a digit is looked at closely.
        """
        if not _is_folded(text):
            return False
        if len(text) > LONGEST:
            return True
        first = text[0]
        if not (FIRST_LETTER <= first <= LAST_LETTER or "0" <= first <= "9"):
            return False
        return meaning_of(text, column, self._meanings) in _WORDS

    def _required(
        self, key: RowKey, line: FormLine, fill: FilledColumn, noted: Mapping[str, Answer]
    ) -> Mapping[str, Answer]:
        """The noted cells, and an error for one left empty as it was sent."""
        missing = self._refuse(key, line, fill, "", catalog.REQUIRED_BLANK)
        found = {**noted, fill.column.key: missing}
        return {column: found[column] for column in line.plan.shape.keys if column in found}

    def _whole(self, key: RowKey, line: FormLine) -> tuple[FormRow, bool]:
        """Read every cell of a row that was not sent, or has something odd about it."""
        shape, sent = line.plan.shape, self.sent.rows.get(key, NOTHING_SENT)
        if sent:
            self._compare_locked(key, line)
        base = tuple(sent[f.base_at] if sent and f.base_at >= 0 else "" for f in shape.fills)
        noted: dict[str, Answer] = {}
        theirs = tuple(
            [
                self._cell(key, line, fill, value, noted)
                for fill, value in zip(shape.fills, base, strict=True)
            ]
        )
        places = (shape.keys, shape.letters, line.at + 1)
        return FormRow(line.plan.sheet, key, *places, base, theirs, noted), True

    def _cell(
        self, key: RowKey, line: FormLine, fill: FilledColumn, base: Value, noted: dict[str, Answer]
    ) -> Value:
        """Read one cell; return what it says, the base where it must not be taken."""
        plan, at = line
        column = fill.column
        raw = plan.grid.rows[at][fill.at]
        value = None if at in plan.special else self._certain(raw, key, line, fill)
        if value is not None and (value != "" or column.blank != BLANK_REQUIRED):
            return base if same(value, base) else value
        answer = self._answer(key, line, fill, base)
        if answer.issue is not None or not answer.usable:
            noted[column.key] = answer
        return answer.theirs

    def _answer(self, key: RowKey, line: FormLine, fill: FilledColumn, base: Value) -> Answer:
        """The answer of a cell that takes some reading."""
        raw, sent = line.plan.grid.rows[line.at][fill.at], key in self.sent.rows
        if trouble := self._trouble(line, fill.at):
            return self._refuse(key, line, fill, base, trouble[0], **trouble[1])
        if sent and raw != "" and raw.__class__ is base.__class__ and raw == base:
            reading = Reading(base)  # what we sent needs no reading, even if it fits no kind
        else:
            found = read_placeholder(raw, fill.column, base, self._meanings)
            reading = found or read_value(raw, self._asked(key, line, fill))
        value, rule, detail = reading
        if rule is not None and not reading.usable:
            return self._refuse(key, line, fill, base, rule, **detail)
        if value == "" and fill.column.blank == BLANK_REQUIRED:
            if said := as_text(raw).strip():
                return self._refuse(key, line, fill, base, catalog.REQUIRED_HOLLOW, found=said)
            return self._refuse(key, line, fill, base, catalog.REQUIRED_BLANK)
        place = self._place(key, line, fill.column)
        unchanged = same(value, base)
        silent = sent and unchanged and rule is not catalog.AS_BEFORE
        receipt = rule.at(place, **detail) if rule and not silent else None
        theirs = base if unchanged else value
        sheet = line.plan.sheet
        return Answer(sheet, key, fill.column.key, base, theirs, place.cell, as_text(raw), receipt)

    def _certain(self, raw: Raw, key: RowKey, line: FormLine, fill: FilledColumn) -> Value | None:
        """The value of a cell that needs no thought, which is most of them; None for the others."""
        column = fill.column
        if isinstance(raw, str):
            if raw == "":
                return ""
            odd = column.kind != "long" or raw[0] in "#=" or "\ufffd" in raw or len(raw) <= LONGEST
            return None if odd else keep_lines(raw) or None
        return raw if isinstance(raw, float) and self._is_certain(raw, key, line, fill) else None

    def _is_certain(self, number: float, key: RowKey, line: FormLine, fill: FilledColumn) -> bool:
        """Whether a number can only mean itself, by its size and by what the cell shows of it."""
        column, look = fill.column, line.plan.look(line.at, fill.at).kind
        if column.kind == "number":
            known = look not in {PERCENT, OTHER} and is_sane(number)
            return known and line.get("measure") in {"", self.sent.get(key, "measure")}
        if column.kind != "percent" or not 0 <= number < 1:
            return False
        asked = line.plan.asked(fill)
        return look == PERCENT or (
            look != OTHER and not asked.hundredths and not self._scale(column.key).hundreds
        )

    def _scale(self, column: str) -> Scale:
        """On which scales the figures of a column are that were written since it was sent."""
        if column not in self._scales:
            cells = ((key, line.get(column)) for key, ls in self.lines.items() for line in ls)
            new = (c for key, c in cells if c != "" and c != self.sent.get(key, column))
            found = [figure for c in new if (figure := _figure(c)) is not None]
            self._scales[column] = Scale(
                shares=sum(0 < number < 1 for number in found),
                hundreds=sum(number >= 2 for number in found),
            )
        return self._scales[column]

    def _asked(self, key: RowKey, line: FormLine, fill: FilledColumn) -> Asked:
        """For a number also the row's 计量单位 and 目标值, as sent where we know."""
        asked = line.plan.asked(fill)._replace(look=line.plan.look(line.at, fill.at))
        if fill.column.kind == "percent":
            sent = self.sent.get(key, fill.column.key)
            before = sent if isinstance(sent, float) else None
            return asked._replace(before=before, scale=self._scale(fill.column.key))
        if fill.column.kind != "number":
            return asked
        measure, target = (
            self.sent.get(key, name) if key in self.sent.rows else line.get(name)
            for name in ("measure", "target")
        )
        known = target if isinstance(target, float) else ""
        written = line.text("measure")
        changed = written if written != keep_lines(str(measure)) else ""
        return asked._replace(measure=str(measure), target=known, written=changed)

    def _trouble(self, line: FormLine, at: int) -> tuple[Rule, dict[str, object]] | None:
        where = (line.at, at)
        if where in line.plan.across:
            return catalog.CELLS_MERGED_ACROSS, {"cells": line.plan.across[where]}
        shown, raw = line.plan.grid.errors.get(where), line.plan.grid.rows[line.at][at]
        if shown == PICTURE or (isinstance(raw, str) and _PICTURE.match(raw)):
            return catalog.PICTURE_CELL, {}
        if shown is None and isinstance(raw, str) and raw.strip() in _ERRORS:
            shown = raw.strip()  # a text file knows no types
        if where in line.plan.struck and raw != "":
            return catalog.STRUCK_OUT, {"found": as_text(raw)}
        if shown is None:
            return None
        return (catalog.ERROR_CELL, {"found": shown}) if shown else (catalog.FORMULA_EMPTY, {})

    def _refuse(
        self,
        key: RowKey,
        line: FormLine,
        fill: FilledColumn,
        base: Value,
        rule: Rule,
        **detail: object,
    ) -> Answer:
        """An answer that must not be taken; the base stands."""
        place = self._place(key, line, fill.column)
        issue = rule.at(place, **({"label": fill.column.label} | detail))
        raw = as_text(line.plan.grid.rows[line.at][fill.at])
        sheet = line.plan.sheet
        return Answer(sheet, key, fill.column.key, base, base, place.cell, raw, issue, usable=False)

    def _place(self, key: RowKey, line: FormLine, column: Column) -> Place:
        row = line.at + 1
        cell = cell_name(row, line.plan.head.columns[column.key])
        shown = key_text(line.plan.sheet, key)
        return Place(self.context.file, line.plan.grid.name, row, column.label, cell, key=shown)

    def _compare_locked(self, key: RowKey, line: FormLine) -> None:
        """A grey cell that was changed is named once; its value is not taken."""
        plan = line.plan
        cells = plan.grid.rows[line.at]
        for column in plan.head.spec.columns:
            at = plan.head.columns.get(column.key)
            if column.fill or at is None or column.key in IDS:
                continue
            raw, was = cells[at], self.sent.get(key, column.key)
            if raw != was and not self._reads_as(raw, column, was):
                place = self._place(key, line, column)
                found = as_text(raw) or "空白"
                issue = catalog.LOCKED_CHANGED.at(place, label=column.label, found=found, sent=was)
                self.issues.append(issue)

    def _reads_as(self, raw: Raw, column: Column, was: Value) -> bool:
        if isinstance(was, str):
            return keep_lines(as_text(raw)) == keep_lines(was)
        reading = read_value(raw, Asked(column.kind, on=self.context.on))
        return reading.usable and same(reading.value, was)

    def combine(self, column: Column, answers: Sequence[Answer], *, based: bool) -> Answer:
        """One answer for a cell that the file holds several times.

        Copies that agree, or of which only one says anything new, make one answer.
        """
        clears = column.blank == BLANK_CLEAR
        said = {_said(a): a for a in answers if _speaks(a, clears=clears, based=based)}
        if clears and "" in said and len({_said(a) for a in answers}) == len(said) == 1:
            return said[""]  # all copies are blank
        open_blank = not based and any(_is_missing(answer) for answer in answers)
        if len(said) == 1 and not (clears and "" in said) and not open_blank:
            return next(iter(said.values()))
        first = answers[0]
        if not said:
            return first
        shown = key_text(first.sheet, first.row_key)
        place = Place(self.context.file, header=column.label, cell=first.cell, key=shown)
        told = said if len(said) > 1 else map(_shown, answers)  # a copy left as sent says nothing
        choices = sorted({words or "空白" for words in told})
        issue = catalog.CELL_TWICE.at(place, choices=choices)
        raw = next((a.raw or as_text(a.theirs) for a in said.values()), "")
        return first._replace(theirs=first.base, issue=issue, usable=False, raw=raw)

    def quoted(self, key: RowKey, line: FormLine) -> list[Issue]:
        """What stands in a row that cannot be taken, a sentence a cell."""
        found = (
            (fill, as_text(line.plan.grid.rows[line.at][fill.at])) for fill in line.plan.shape.fills
        )
        return [
            catalog.CELL_NOT_TAKEN.at(self._place(key, line, fill.column), found=clip(text))
            for fill, text in found
            if text.strip() and not same(text, as_text(self.sent.get(key, fill.column.key)))
        ]


def _said(answer: Answer) -> str:
    """What a copy of a cell says, in words; as found where it could not be read."""
    if answer.usable:
        return as_text(answer.theirs)
    return answer.raw.strip() or (answer.issue.rule.title if answer.issue else "")


def _shown(answer: Answer) -> str:
    """What a copy of a cell says, "" where it had to be filled in and was not."""
    return "" if _is_missing(answer) else _said(answer)


def _is_missing(answer: Answer) -> bool:
    """Whether a copy is blank where something must stand."""
    if answer.usable or answer.issue is None:
        return False
    return answer.issue.rule is catalog.REQUIRED_BLANK and not answer.raw.strip()


def _speaks(answer: Answer, *, clears: bool, based: bool) -> bool:
    """Whether a copy of a cell says anything that was not sent."""
    if not answer.usable:
        missing = answer.issue is None or answer.issue.rule is catalog.REQUIRED_BLANK
        return bool(answer.raw.strip()) or not missing
    if answer.theirs == "" and not clears:
        return False
    return not based or not same(answer.theirs, answer.base)


def _figure(raw: Raw) -> float | None:
    """The bare figure that a cell holds, as a number or as a text."""
    if isinstance(raw, str):
        bare = _BARE.fullmatch(keep_marks(raw[:20]))
        return float(bare[0]) if bare else None
    return raw if isinstance(raw, float) else None


def _is_folded(text: str) -> bool:
    """Whether a text is as it is kept: no blanks around it, no marks inside, no error's sign."""
    return (
        text != ""
        and text.isprintable()
        and text[0] not in "#= "
        and text[-1] != " "
        and "_x000D_" not in text
        and "\ufffd" not in text
    )
