"""The form that goes back to its unit: red cells, a note on each, a first page of what to correct.

The file is a copy of what came in, or, where that cannot be marked or has lost a part, the form
as it was sent with all clean answers filled in. The source is not changed, no formula is run.
"""

import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.package import SHEET_LIMIT, open_package
from taizhang.books.forms.words import FILLED_BY, FIRST, PHONE, RETURN_SHEET
from taizhang.books.layout import load_layout
from taizhang.books.reading.form import read_sent
from taizhang.books.returns.fit import check_fit
from taizhang.books.returns.marks import mark, uncover, unmark_all
from taizhang.books.returns.page import Letter, ReturnFinding, add_first_page
from taizhang.books.returns.parts import finished, quiet, save
from taizhang.books.sheets import theme
from taizhang.books.sheets.copied import put_text
from taizhang.core.addresses import cell_name
from taizhang.core.issues import Issue, Place
from taizhang.core.returned.returning import LOST, tell
from taizhang.core.schema import Layout, SheetSpec
from taizhang.core.submission import Answer, Form, RowKey, Sent, Value
from taizhang.core.tables import key_in, key_text
from wholefile import whole

MOST = 32 << 20  # bytes of all parts unpacked; beyond it openpyxl takes minutes
# What openpyxl raises on files that Excel and WPS open: it knows no common ancestor of these.
BEYOND_OPENPYXL = (
    ArithmeticError, AssertionError, AttributeError, EOFError, InvalidFileException, LookupError,
    MemoryError, OSError, RuntimeError, SyntaxError, TypeError, UnreadableError, ValueError, Warning,
    struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
NOBODY = Letter()
Locate = Callable[[Place], Cell | None]
PointAt = Callable[[Issue], Cell | None]


class MarkedCopy(NamedTuple):
    """A workbook to be marked, the package it came from, names of rows, where things are.

    `locate` finds the cell to mark. `point` finds where to look for what has no cell to mark.
    """

    book: Workbook
    package: bytes
    names: Mapping[str, str]
    locate: Locate
    point: PointAt


@dataclass(frozen=True, slots=True)
class Files:
    """The file that came in, and the form as it was sent, where there still is one."""

    source: Path
    sent: Path | None = None


def build_return(  # noqa: PLR0913 - what is marked, from what, into what, for whom
    form: Form,
    files: Files,
    target: Path,
    issues: Sequence[Issue],
    *,
    letter: Letter = NOBODY,
    layout: Layout | None = None,
    created: datetime = theme.CREATED,
    basis: str = "",
) -> bool:
    """Write the form to send back, whole or not at all; whether there was anything to write on.

    `issues` are what the unit has to correct (`core.returning.to_return`). False where the
    source cannot be marked and no sent form is known. `created` is the file's last change, in
    UTC as document properties are; a corrected copy is newer. `basis` stands for all that the file
    says, and is kept in it (`basis.py`).
    """
    layout = layout or load_layout()
    letter = replace(letter, words=layout.form.returned)
    for draft in _drafts(form, files, issues, layout):
        try:
            found = draft()
            _mark(found, form, issues, letter)
            found.book.properties.identifier = basis or None
            data = finished(save(found.book, created), found.package)
        except BEYOND_OPENPYXL:
            continue
        with whole(target) as beside:
            beside.write_bytes(data)
        return True
    return False


def _drafts(
    form: Form, files: Files, issues: Sequence[Issue], layout: Layout
) -> Iterator[Callable[[], MarkedCopy]]:
    """Ways to come by a workbook, best first: a copy, unless the file has lost a part."""
    ways = [partial(_copied, form, files.source, layout)]
    if files.sent is not None:
        ways.append(partial(_rebuilt, form, files.sent, layout))
    # under headers still to be named stands what only the copy can keep
    lost = any(issue.code in LOST for issue in issues) and not form.questions
    return iter(ways[::-1] if lost else ways)


def _mark(draft: MarkedCopy, form: Form, issues: Sequence[Issue], letter: Letter) -> None:
    """Take off what an earlier return left, mark each cell once, and list everything."""
    if RETURN_SHEET in draft.book.sheetnames:
        del draft.book[RETURN_SHEET]
    unmark_all(draft.book, letter.words)
    cells: dict[tuple[str, str], list[Issue]] = defaultdict(list)
    nowhere = []
    for issue in issues:
        if (cell := draft.locate(issue.place)) is None:
            nowhere.append(_finding(draft, issue, draft.point(issue)))
        else:
            cells[cell.parent.title, cell.coordinate].append(issue)
    listed = []
    for title, coordinate in sorted(cells, key=partial(_order, draft.book)):
        cell, here = draft.book[title][coordinate], cells[title, coordinate]
        whole_row = not here[0].place.header
        mark(cell, [tell(issue) for issue in here], letter.words, whole_row=whole_row)
        listed += [_finding(draft, issue, cell) for issue in here]
    for sheet in draft.book.worksheets:
        uncover(sheet, [at for title, at in cells if title == sheet.title])
    add_first_page(draft.book, form.identity, [*nowhere, *listed], letter)


def _finding(draft: MarkedCopy, issue: Issue, cell: Cell | None) -> ReturnFinding:
    name = draft.names.get(issue.place.key, "")
    where = (cell.parent.title, cell.coordinate) if cell else ("", "")
    return ReturnFinding(issue, tell(issue), name, *where)


def _order(book: Workbook, where: tuple[str, str]) -> tuple[int, int, int]:
    """Sheets in their order, then rows, then columns."""
    cell = book[where[0]][where[1]]
    return book.sheetnames.index(where[0]), cell.row, cell.column


# A copy of what came in


def _copied(form: Form, source: Path, layout: Layout) -> MarkedCopy:
    package = open_package(source)
    if package.kind != "xlsx":
        raise InvalidFileException(package.kind)
    check_fit(package)
    data = source.read_bytes()
    if isinstance(package.source, BytesIO) and not _is_small(data):
        data = package.source.getvalue()  # cut down to what was read
    book = _opened(data)
    known = {(a.cell, key_text(a.sheet, a.row_key)): a.sheet for a in form.answers}
    locate = partial(_find, book, known, layout)
    return MarkedCopy(book, data, _names(read_sent(source)), locate, _nowhere)


def _nowhere(_: Issue) -> None:
    """What a file has lost is nowhere in its copy."""


def _is_small(data: bytes) -> bool:
    """Whether the package, pictures and all, unpacks to no more than a form may have."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
    sheets = [size for name, size in sizes.items() if "worksheets/" in name]
    return max(sheets, default=0) <= SHEET_LIMIT and sum(sizes.values()) <= MOST


def _opened(data: bytes) -> Workbook:
    if not _is_small(data):
        raise InvalidFileException(len(data))
    with quiet():
        book = load_workbook(BytesIO(data))
    book.template = False
    return book


def _names(sent: Sent | None) -> dict[str, str]:
    """Names of tasks and nodes by row key, as far as the file still knows them."""
    if sent is None:
        return {}
    columns = {"tasks": "name", "nodes": "node"}
    return {
        key_text(sheet, key): str(sent.sheets[sheet].get(key, column))
        for sheet, column in columns.items()
        if sheet in sent.sheets
        for key in sent.sheets[sheet].rows
    }


def _find(
    book: Workbook, known: Mapping[tuple[str, str], str], layout: Layout, place: Place
) -> Cell | None:
    """The cell itself; of merged cells the one that holds the value."""
    if not place.cell:
        return None
    key = known.get((place.cell, place.key), _sheet_of(layout, place))
    labels = {spec.key: spec.label for spec in layout.form.sheets}
    for title in (place.sheet, labels[key]):
        if title in book.sheetnames:
            return _anchor(book[title], place.cell)
    return None


def _anchor(sheet: Worksheet, coordinate: str) -> Cell | None:
    cell = sheet[coordinate]
    if isinstance(cell, MergedCell):
        area = next(a for a in sheet.merged_cells.ranges if coordinate in a)
        cell = sheet.cell(area.min_row, area.min_col)
    return cell if isinstance(cell, Cell) else None


# The form as it was sent, with the answers filled in


def _rebuilt(form: Form, sent: Path, layout: Layout) -> MarkedCopy:
    data = sent.read_bytes()
    book = _opened(data)
    here = _SentForm(book, sent, form, layout)
    for answer in form.answers:
        if (cell := here.cell(answer.sheet, answer.row_key, answer.column)) is not None:
            _fill_in(cell, answer)
    _sign(book[layout.form.guide], {FILLED_BY: form.filled_by, PHONE: form.phone})
    return MarkedCopy(book, data, _names(here.carried), partial(here.find, form), here.head)


class _SentForm:
    """A form of ours: where each row and column stands in it."""

    def __init__(self, book: Workbook, path: Path, form: Form, layout: Layout) -> None:
        carried, who = read_sent(path), form.identity
        if carried is None or (carried.identity.unit, carried.identity.period) != (
            who.unit, who.period,
        ):  # fmt: skip
            raise InvalidFileException(path.name)
        self.book, self.layout, self.carried = book, layout, carried
        self.rows = {
            name: {key: FIRST + 1 + at for at, key in enumerate(sheet.rows)}
            for name, sheet in carried.sheets.items()
        }

    def cell(self, sheet: str, row_key: RowKey, column: str) -> Cell | None:
        """The cell of that row and column, None where the form has none."""
        spec, row = self._spec(sheet), self.rows.get(sheet, {}).get(row_key)
        if row is None or column not in spec.keys:
            return None
        return _anchor(self.book[spec.label], cell_name(row, spec.keys.index(column)))

    def find(self, form: Form, place: Place) -> Cell | None:
        """The cell of a place in the file that came in: its addresses mean nothing here."""
        answer = next((a for a in form.answers if _is_at(a, place)), None)
        if answer is not None:
            return self.cell(answer.sheet, answer.row_key, answer.column)
        spec = self._spec(_sheet_of(self.layout, place))
        labels = {label: key for key, label in spec.labels.items()}
        return self.cell(
            spec.key, key_in(spec.key, place.key), labels.get(place.header, spec.keys[0])
        )

    def head(self, issue: Issue) -> Cell | None:
        """The head of the column that the file had lost, or of the sheet."""
        label = dict(issue.values).get("label", "")
        specs = sorted(self.layout.form.sheets, key=lambda s: s.label != issue.place.sheet)
        for spec in specs:
            heads = [spec.label, *spec.labels.values()]
            if label in heads:
                column = max(heads.index(label) - 1, 0)
                return _anchor(self.book[spec.label], cell_name(FIRST, column))
        return None

    def _spec(self, sheet: str) -> SheetSpec:
        return next(spec for spec in self.layout.form.sheets if spec.key == sheet)


def _sheet_of(layout: Layout, place: Place) -> str:
    """The sheet of a place by its name; by the key where somebody has renamed the sheet."""
    named = {spec.label: spec.key for spec in layout.form.sheets}
    return named.get(place.sheet, "nodes" if "#" in place.key else "tasks")


def _is_at(answer: Answer, place: Place) -> bool:
    key = key_text(answer.sheet, answer.row_key)
    return bool(place.cell) and (answer.cell, key) == (place.cell, place.key)


def _fill_in(cell: Cell, answer: Answer) -> None:
    """A clean answer as it was read; one that could not be read as the unit wrote it.

    A cell that they left empty stays empty: what was sent before would look like their answer.
    """
    if answer.usable:
        write(cell, answer.theirs)
    elif answer.raw:
        write(cell, answer.raw)
    elif answer.issue is not None:
        cell.value = None


def write(cell: Cell, value: Value) -> None:
    """A value as that value: words that begin with = are no formula."""
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def _sign(guide: Worksheet, facts: Mapping[str, str]) -> None:
    """Who filled the form in goes beside its label, past the cells that the label spans."""
    for row in guide.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and (text := facts.get(cell.value)):
                area = next((a for a in guide.merged_cells.ranges if cell.coordinate in a), None)
                beside = guide.cell(cell.row, (area.max_col if area else cell.column) + 1)
                if isinstance(beside, Cell):
                    write(beside, text)
