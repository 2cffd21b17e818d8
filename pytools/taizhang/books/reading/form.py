"""Read a returned form: a Form, or a Refusal that says why. Never raises on a bad file.

Whatever the department did to the file, each cell it could fill becomes one answer, or an issue
says why not. The file is not changed, and nothing is merged here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, cached_property
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import NamedTuple, TypeVar

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.attached import attached
from taizhang.books.foreign.grids import Grid, read_grids
from taizhang.books.foreign.names import shown_name
from taizhang.books.foreign.package import SafePackage
from taizhang.books.forms.words import FILLED_BY, FIRST, PHONE, RETURN_SHEET, UNIT
from taizhang.books.layout import load_layout
from taizhang.books.reading import identity as identify
from taizhang.books.reading.asides import (
    Where,
    attached_issues,
    extra_columns,
    guide_lines,
    lines_above,
    margin_lines,
    own_sheet,
    whose_title,
)
from taizhang.books.reading.cells import Context
from taizhang.books.reading.rows import FormTable, RowsBlock
from taizhang.core.catalog import forms as catalog
from taizhang.core.errors import traced
from taizhang.core.headers import Head, HeaderWords, expected_head, find_head, looks_like_head
from taizhang.core.issues import Issue, Place, Rule
from taizhang.core.returned.flood import capped
from taizhang.core.returned.seal import is_sealed
from taizhang.core.saved import CHINA, FITTING, LOCAL, Bounds, Saved, judge_saved
from taizhang.core.schema import Layout
from taizhang.core.submission import Form, Identity, Question, Refusal, Sent, SentSheet
from taizhang.core.tables import key_text
from taizhang.core.values.placeholders import meanings_of

HEAD_WITHIN = 200  # rows from the top in which a head is looked for
T = TypeVar("T")
KnownHeaders = Mapping[str, Mapping[str, str]]


def read_form(
    path: str | PathLike[str],
    *,
    layout: Layout | None = None,
    key: bytes | None = None,
    memory: KnownHeaders | None = None,
    known: Iterable[Sent] = (),
) -> Form | Refusal:
    """Read a file that a department sent back.

    `key` tries the seal of the hidden sheet. `memory` holds, for each unit ("" for all), headers
    as printed and the column key they mean, as once answered. `known` is what was sent out
    (`read_sent` of each file in 下发), for files that lost their hidden sheet.
    """
    where = Path(path)

    def read() -> Form:
        return _FormReading(where, layout or _installed(), memory or {}, tuple(known)).form(key)

    found = _guarded(read)
    if not isinstance(found, _Failed):
        return found
    name = shown_name(where)
    issue = found.rule.at(Place(book=name), **found.values)
    return Refusal(name, (traced(issue, found.mistake) if found.mistake else issue,))


def read_sent(path: str | PathLike[str]) -> Sent | None:
    """Read back what a form carried when it was sent out; None where it is no form of ours."""

    def read() -> Sent | None:
        sent = identify.find_bases(read_grids(Path(path))[1]).sent
        return sent[0] if len(sent) == 1 else None

    found = _guarded(read)
    return None if isinstance(found, _Failed) else found


class _Failed(NamedTuple):
    """What is wrong with a file; `mistake` where it is ours and not the file's."""

    rule: Rule
    values: Mapping[str, object] = {}
    mistake: Exception | None = None


def _guarded(read: Callable[[], T]) -> T | _Failed:
    """Read a foreign file; whatever is wrong ends here, as a rule and its values: no other waits."""
    try:
        return read()
    except UnreadableError as reason:
        return _Failed(reason.rule, reason.values)
    except OSError:
        return _Failed(catalog.IN_USE)
    except Exception as error:  # noqa: BLE001 - one file stops no other; the traceback is kept
        return _Failed(catalog.READING_BROKE, mistake=error)


@cache
def _installed() -> Layout:
    return load_layout()


def _hidden(grid: Grid, head: Head, file: str) -> Iterator[Issue]:
    """What the sender did not see, or did not want to show; it was read all the same."""
    unseen, place = grid.unseen, Place(file, grid.name)
    labels = [
        column.label
        for column in head.spec.columns
        if any(first <= head.columns.get(column.key, -1) <= last for first, last in unseen.columns)
    ]
    if labels:
        yield catalog.COLUMNS_HIDDEN.at(place, labels=labels)
    below = (row for row in unseen.rows if head.last < row < len(grid.rows))
    if count := sum(any(cell != "" for cell in grid.rows[row]) for row in below):
        yield catalog.ROWS_HIDDEN.at(place, count=count)


class _FormReading:
    """The reading of one file, step by step."""

    def __init__(
        self, path: Path, layout: Layout, memory: KnownHeaders, known: tuple[Sent, ...]
    ) -> None:
        self.path, self.layout, self.memory, self.known = path, layout, memory, known
        self.name = shown_name(path)
        self.issues: list[Issue] = []
        self.questions: list[Question] = []
        self.who: Identity = identify.NOBODY
        self.sent: Sent | None = None
        self.guide: Mapping[str, str] = {}

    def form(self, key: bytes | None) -> Form:
        """Read all of it; UnreadableError where nothing can be merged."""
        package, grids = read_grids(self.path)
        for rule, values in package.notes:
            self._note(rule, **values)
        bases = identify.find_bases(grids)
        sheets = [grid for grid in grids if grid.name not in bases.names]
        self.guide = identify.read_guide(sheets, self.layout)
        self._identify(bases, sheets)
        sealed = self._try_seal(bases, key)
        saved = self._saved(package)
        tables = self._tables(package)
        foreign = self._foreign(sheets)
        for grid in sheets:
            if grid.name not in foreign:
                self._read_sheet(grid, tables)
        if not any(table.sheets for table in tables):
            raise UnreadableError(catalog.NO_TABLE)
        rows = tuple(row for table in tables for row in table.rows())
        self._note_sheets(tables)
        self._note_asides(package, [g for g in sheets if g.name not in foreign], tables)
        return Form(
            file=self.name,
            digest=package.digest,
            received=saved.when,
            identity=self.who,
            rows=rows,
            filled_by=self.guide.get(FILLED_BY, ""),
            phone=self.guide.get(PHONE, ""),
            issues=capped([*self.issues, *(issue for table in tables for issue in table.issues)]),
            based=self.sent is not None,
            sealed=sealed,
            questions=tuple(self.questions),
            unclaimed=tuple(row for table in tables for row in table.unclaimed),
            saved=saved,
            names={}
            if self.sent is not None
            else dict(chain.from_iterable(t.names() for t in tables)),
        )

    def _note(self, rule: Rule, **values: object) -> None:
        self.issues.append(rule.at(Place(book=self.name), **values))

    def _identify(self, bases: identify.Bases, sheets: Sequence[Grid]) -> None:
        if len(bases.sent) > 1:
            units = sorted({s.identity.unit for s in bases.sent})
            raise UnreadableError(catalog.SEVERAL_BASES, units=units)
        if bases.sent:
            self.sent = bases.sent[0]
            self.who = self.sent.identity
            named = self.guide.get(UNIT, "")
            if named and named != self.who.unit:
                self._note(catalog.OTHER_UNIT_INSIDE, sent_to=self.who.unit, named=named)
            return
        if bases.damaged:
            self._note(catalog.BASE_DAMAGED)
        traces = identify.Traces(self.path, self.guide, self._titles_of_tables(sheets))
        found, self.sent = identify.recover(traces, self.known)
        self.who = found.identity
        if not identify.is_one(self.guide.get(UNIT, ""), self.who.unit):
            self.guide = {}  # a neighbour's first page
        if not found.source:
            self._note(catalog.UNIT_UNKNOWN)
        elif self.sent is not None:
            self._note(catalog.BASE_RECALLED, source=found.source)
        else:
            self._note(catalog.BASE_MISSING, source=found.source)

    def _try_seal(self, bases: identify.Bases, key: bytes | None) -> bool | None:
        if key is None or self.sent is None or not bases.sent:
            return None
        if is_sealed(key, self.who, self.sent.lines, self.sent.digest):
            return True
        self.sent = identify.retyped(self.sent, self.layout)
        if is_sealed(key, self.who, self.sent.lines, self.sent.digest):
            return True
        self._note(catalog.SEAL_BROKEN)
        return False

    def _saved(self, package: SafePackage) -> Saved:
        """When the sender saved it, by all that the file and the disk tell."""
        now = datetime.now().astimezone()
        offset = now.utcoffset()
        behind = CHINA if offset is None else CHINA - offset
        touched = datetime.fromtimestamp(self.path.stat().st_mtime)
        bounds = Bounds(self.who.sent, touched, now.replace(tzinfo=None), behind)
        saved = judge_saved(package.stated, bounds)
        if saved.disbelieved is not None:
            values = {"found": saved.disbelieved, "source": saved.source, "when": saved.when}
            self._note(catalog.SAVING_DISBELIEVED, **values)
        elif saved.source in {LOCAL, FITTING}:
            self._note(catalog.SAVING_WEIGHED, source=saved.source, when=saved.when)
        return saved

    def _tables(self, package: SafePackage) -> list[FormTable]:
        on = self.who.sent.date() if self.sent else identify.period_end(self.who.period)
        based = self.sent is not None
        context = Context(self.name, self.layout, package, on, based, meanings_of(self.layout))
        return [
            FormTable(spec, self._sent_sheet(spec.key), context, self._others(spec.key))
            for spec in self.layout.form.sheets
        ]

    def _sent_sheet(self, sheet: str) -> SentSheet:
        return self.sent.sheets.get(sheet, SentSheet()) if self.sent else SentSheet()

    def _others(self, sheet: str) -> list[SentSheet]:
        return [sent.sheets[sheet] for sent in self.known if sheet in sent.sheets]

    @cached_property
    def _words(self) -> list[HeaderWords]:
        learnt = {**self.memory.get("", {}), **self.memory.get(self.who.unit, {})}
        return [HeaderWords(spec, learnt) for spec in self.layout.form.sheets]

    def _is_head(self, row: Sequence[object]) -> bool:
        words = [cell for cell in row if isinstance(cell, str) and cell]
        figures = any(isinstance(cell, float) for cell in row)  # no head holds one
        return len(words) > 2 and not figures and looks_like_head(row, self._words)

    def _titles_of_tables(self, sheets: Sequence[Grid]) -> list[identify.Title]:
        """Whose each sheet with a table of ours says it is."""
        labels = [spec.label for spec in self.layout.form.sheets]
        return [
            identify.Title(*whose_title(grid, HEAD_WITHIN, labels)[1:])
            for grid in sheets
            if self._own_head(grid) or self._find_head(grid, 0, HEAD_WITHIN)
        ]

    def _foreign(self, sheets: Sequence[Grid]) -> set[str]:
        """The sheets whose title names another unit, or a period of which this file has no table.

        An archived sheet of another period is passed over only where the sheet of this one is there.
        """
        if not self.who.unit:
            return set()
        labels = [spec.label for spec in self.layout.form.sheets]
        titles = {grid.name: whose_title(grid, HEAD_WITHIN, labels) for grid in sheets}
        own = (self.who.unit, self.who.period)
        found = set()
        for name, (label, unit, period) in titles.items():
            place = Place(self.name, name)
            if unit and not identify.is_one(unit, own[0]):
                self.issues.append(catalog.OTHER_UNITS_SHEET.at(place, found=unit, own=own[0]))
                found.add(name)
            elif unit and identify.as_period(period) != own[1] and own[1]:
                issue = catalog.OTHER_PERIODS_SHEET.at(place, found=period, own=own[1])
                if (label, *own) in titles.values():
                    self.issues.append(issue)
                    found.add(name)
        return found

    def _note_asides(
        self, package: SafePackage, sheets: Sequence[Grid], tables: Sequence[FormTable]
    ) -> None:
        """Quote what was said elsewhere than in the cells to fill."""
        blocks: dict[int, list[RowsBlock]] = {}
        for table in tables:
            for block in table.blocks:
                blocks.setdefault(id(block.grid), []).append(block)
        keys = {
            (line.plan.grid.name, line.at + 1): key_text(table.spec.key, key)
            for table in tables
            for key, lines in table.lines.items()
            for line in lines
        }
        where = Where(self.name, keys)
        for grid in sheets:
            self.issues += self._asides(grid, blocks.get(id(grid), []), where)
            if blocks.get(id(grid)):
                self.issues += margin_lines(grid, self.who, where, self.layout)
        skipped = frozenset({RETURN_SHEET})
        self.issues += attached_issues(attached(package), where, skipped, self.layout)

    def _asides(self, grid: Grid, blocks: Sequence[RowsBlock], where: Where) -> Iterator[Issue]:
        if blocks:
            yield from lines_above(grid, blocks[0].head, self.who, where, self.layout)
            for block in blocks:
                yield from extra_columns(grid, block.head, block.rows, where)
        elif grid.name == self.layout.form.guide or identify.is_guide(grid):
            yield from guide_lines(grid, where, self.layout)
        elif grid.name != RETURN_SHEET:
            yield from own_sheet(grid, where, self.layout)

    def _read_sheet(self, grid: Grid, tables: Sequence[FormTable]) -> None:
        head = self._own_head(grid)
        if head is None and grid.name != self.layout.form.guide:
            head = self._find_head(grid, 0, HEAD_WITHIN)
            if head is not None and head.first != FIRST - 1:
                place = Place(self.name, grid.name, head.first + 1)
                self.issues.append(catalog.TABLE_MOVED.at(place, row=head.first + 1))
        before: Head | None = None
        while head is not None:
            if before is not None and head.columns == before.columns:
                head = replace(head, issues=(), questions=())  # the same head on a further page
            before = head
            self.questions += head.questions
            self.issues += _hidden(grid, head, self.name)
            table = next(table for table in tables if table.spec.key == head.spec.key)
            stopped = table.take(grid, head, self._is_head)
            head = self._find_head(grid, stopped, stopped + 1)

    def _own_head(self, grid: Grid) -> Head | None:
        """The head as we built it, without looking further."""
        if len(grid.rows) >= FIRST:
            for spec in self.layout.form.sheets:
                labels = [column.label for column in spec.columns]
                if grid.name == spec.label and grid.rows[FIRST - 1] == labels:
                    return expected_head(spec, FIRST - 1)
        return None

    def _find_head(self, grid: Grid, start: int, stop: int) -> Head | None:
        if start >= len(grid.rows):
            return None
        place = Place(self.name, grid.name)
        return find_head(grid.rows, self._words, start, stop, place)

    def _note_sheets(self, tables: Sequence[FormTable]) -> None:
        """Sheets that are missing, renamed or there more than once; who filled the form in."""
        for table in tables:
            label, names = table.spec.label, table.sheets
            wanted = self.sent is None and table.spec not in self.layout.form.more
            if not names and (table.sent.rows or wanted):
                self._note(catalog.SHEET_MISSING, label=label)
            elif len(names) > 1:
                self._note(catalog.SHEET_COPIED, sheets=names, label=label)
            elif names and names[0] != label:
                self._note(catalog.SHEET_RENAMED, found=names[0], label=label)
        if not self.guide.get(FILLED_BY) or not self.guide.get(PHONE):
            self._note(catalog.FILLER_MISSING)
