"""A ledger of the real tasks, made once and copied for each test that changes it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw

import xlfile
from taizhang.actions.distributing import distribute
from taizhang.actions.loading import load
from taizhang.actions.setup.creating import init
from taizhang.books.resources import resource
from taizhang.desk import Quiet as Silent
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import STEPS, Desk
from taizhang.office.workplace import MASTER

SENT_ON = datetime(2022, 6, 1, 9)
IDENTITY = ("a" * 32, "b" * 64)


class Quiet(Silent):
    """A desk that nobody sits at; it remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, int, int, str]] = []

    def progress(self, text: str, done: int, total: int, measure: str = STEPS) -> None:
        self.shown.append((text, done, total, measure))


def moment(text: str) -> Moment:
    """A moment such as 2022-06-28T10:30."""
    now = datetime.fromisoformat(text)
    return Moment(now.date(), now)


@pytest.fixture(autouse=True)
def _file_engine() -> Iterator[None]:
    xlfile.activate()
    yield
    for app in xw.apps:
        for book in list(app.books):
            book.close()


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with tasks and units."""
    xlfile.activate()
    folder = tmp_path_factory.mktemp("loaded") / "台账"
    init(folder, identity=IDENTITY)
    demo = resource("templates") / "demo"
    book = xw.Book(folder / MASTER)
    load(book, Quiet(), [demo / "units.csv", demo / "tasks.csv"], moment("2022-05-18T09:00"))
    book.close()
    return folder


@pytest.fixture(scope="session")
def sent(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder whose forms of 2022-06 have been sent."""
    xlfile.activate()
    folder = tmp_path_factory.mktemp("sent") / "台账"
    shutil.copytree(loaded, folder)
    book = xw.Book(folder / MASTER)
    distribute(book, Quiet(), Moment(SENT_ON.date(), SENT_ON), "2022-06")
    book.close()
    return folder


Opener = Callable[[Path], tuple[Path, xw.Book]]


@pytest.fixture
def fresh(tmp_path: Path) -> Opener:
    """A copy of a working folder, and its master opened."""

    def copy(folder: Path) -> tuple[Path, xw.Book]:
        here = tmp_path / "台账"
        shutil.copytree(folder, here)
        return here, xw.Book(here / MASTER)

    return copy


@pytest.fixture
def desk() -> Desk:
    return Quiet()


def office(folder: Path) -> Office:
    """The ledger of a folder, read anew."""
    for app in xw.apps:
        for book in list(app.books):
            book.close()
    return Office(xw.Book(folder / MASTER))


def return_form(folder: Path, unit: str, period: str, **cells: object) -> Path:
    """The unit's form sent back with these cells: `task_column` = value, such as T001_progress.

    Columns go by the heads of the form; other cells stay as they were sent.
    """
    source = folder / "下发" / period / f"{unit}_{period}_报送表.xlsx"
    target = folder / "收件" / period / source.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    book = xw.Book(target)
    write_answers(book, cells)
    book.save()
    book.close()
    return target


def write_answers(book: xw.Book, cells: dict[str, object]) -> None:
    from taizhang.books.layout import load_layout

    spec = load_layout().form.tasks
    sheet = book.sheets[spec.label]
    block = sheet.used_range.options(ndim=2).value
    head = next(i for i, line in enumerate(block) if spec["task_id"].label in line)
    ids = {line[0]: n for n, line in enumerate(block, start=1)}
    for name, value in cells.items():
        task, _, column = name.partition("_")
        row = ids[f"2022-{task[1:]}"]
        at = block[head].index(spec[column].label) + 1
        sheet.range((row, at)).value = value
