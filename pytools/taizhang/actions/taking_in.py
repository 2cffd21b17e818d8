"""Take in whatever files somebody drops: lists are loaded, notices split, returned forms merged."""

import filecmp
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

import xlwings as xw

from taizhang.core.catalog import files as catalog
from taizhang.core.schema import SheetSpec
from taizhang.core.units import fold_name
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import INBOX
from wholefile import whole

_NOTICES = ".docx .docm .dotx .doc .wps .odt .rtf .pdf .html .htm .mht .mhtml .txt"
NOTICES = frozenset(_NOTICES.split())
LISTS = (("tasks", ("name", "lead")), ("units", ("unit", "aliases")))  # columns that make a list
HEADER_DEPTH = 10  # a title or a note may stand above the headers


def take_in(
    book: xw.Book, desk: Desk, files: Sequence[Path], moment: Moment, period: str = ""
) -> Report:
    """Sort the files, folders with all that is in them, and do what each kind is there for.

    Forms are copied into 收件/<期次>, where nothing is overwritten, and merged; the files
    themselves stay where they are. CannotRun where there is no file at all.
    """
    from taizhang.actions.decomposing import decompose
    from taizhang.actions.loading import load
    from taizhang.actions.merging import merge

    office = Office(book)
    found = list(_files(files))
    if not found:
        raise CannotRun(catalog.NOTHING_DROPPED.at())
    kinds = {path: _kind(path, office) for path in found}
    lists, notices, forms = (
        [p for p in found if kinds[p] == k] for k in ("list", "notice", "form")
    )
    done = [load(book, desk, lists, moment)] if lists else []
    done += [decompose(book, desk, notices, moment)] if notices else []
    if forms:
        inbox = office.place.folder(INBOX, office.period(period).id)
        for path in forms:
            _put(path, inbox)
        done.append(merge(book, desk, moment, period))
    return _together(done)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files, and those of the folders; what an open document leaves beside it is no file."""
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        yield from (p for p in inside if not p.name.startswith(("~$", ".~lock.", ".DS_Store")))


def _kind(path: Path, office: Office) -> str:
    """`notice` by the ending; a table is a form of ours, or a list by its headers; else a form."""
    from taizhang.books.foreign.archive import UnreadableError
    from taizhang.books.foreign.grids import read_grids
    from taizhang.books.reading.form import read_sent

    if path.suffix.lower() in NOTICES:
        return "notice"
    if read_sent(path) is not None:
        return "form"
    try:
        _, grids = read_grids(path)
    except (UnreadableError, OSError):
        return "form"  # the merge says what is the matter with it
    specs = office.ledger.layout.sheets
    heads = (
        {fold_name(str(cell)) for cell in row} for grid in grids for row in grid.rows[:HEADER_DEPTH]
    )
    return "list" if any(_is_head(head, specs) for head in heads) else "form"


def _is_head(head: set[str], specs: Mapping[str, SheetSpec]) -> bool:
    return any(all(head & _names(specs[sheet], key) for key in keys) for sheet, keys in LISTS)


def _names(spec: SheetSpec, key: str) -> set[str]:
    column = spec[key]
    return {fold_name(name) for name in (column.label, *column.synonyms)}


def _put(path: Path, inbox: Path) -> None:
    """Copy a file into 收件 under its own name, or the first free one; once, however often dropped."""
    if path.resolve().is_relative_to(inbox.resolve()):
        return
    names = (f"{path.stem}{f'({n})' if n > 1 else ''}{path.suffix}" for n in count(1))
    for target in map(inbox.joinpath, names):
        if not target.exists():
            with whole(target) as beside:
                shutil.copy2(path, beside)
            return
        if filecmp.cmp(path, target, shallow=False):
            return


def _together(done: Sequence[Report]) -> Report:
    """One report of several jobs."""
    data = {report.job.replace("-", "_"): dict(report.data) for report in done}
    return Report(
        "take-in",
        tuple(fact for report in done for fact in report.facts),
        tuple(issue for report in done for issue in report.issues),
        tuple(path for report in done for path in report.files),
        data,
    )
