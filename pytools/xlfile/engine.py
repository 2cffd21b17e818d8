"""The engine, its apps and the books they hold open, as xlwings' `main` asks for them.

There is no Excel behind: an App is a list of open books and a few remembered settings. Macros
do not run, nothing is calculated, nobody is asked: alerts are recorded and answered "no".
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from xlwings import base_classes

from xlfile.book import Book
from xlfile.cells.values import CellError
from xlfile.contract import names_what_it_lacks, unsupported

_CALCULATIONS = ("automatic", "manual", "semiautomatic")
_CAUTIOUS = {
    None: "ok",
    "ok": "ok",
    "ok_cancel": "cancel",
    "yes_no": "no",
    "yes_no_cancel": "cancel",
}
_REFUSED = {"format", "password", "write_res_password", "delimiter", "converter", "corrupt_load"}
_OPEN_ARGUMENTS = (
    *("update_links", "read_only", "format", "password", "write_res_password"),
    *("ignore_read_only_recommended", "origin", "delimiter", "editable", "notify"),
    *("converter", "add_to_mru", "local", "corrupt_load"),
)


class Engine:
    """What `xlwings.Engine` wraps."""

    name = "xlfile"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(x: Any, _options: Any) -> Any:
        """Turn a value of numpy or pandas into one that a cell can hold; blanks become None."""
        if x is None or isinstance(x, (str, bool, int)):
            return x
        if type(x).__name__ == "NAType" or x != x:  # noqa: PLR0124 - NaN differs from itself
            return None
        if type(x).__module__ == "numpy":
            return x.astype("datetime64[us]").item() if x.dtype.kind == "M" else x.item()
        return x

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """Values as read, with the reader's wishes for dates, blanks, numbers and errors."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return value.text if err_to_str else None
            if isinstance(value, datetime):
                return _rebuilt(value, datetime_builder)
            if number_builder is not None and type(value) is float:
                return number_builder(value)
            return value

        plain = {str} if number_builder is not None else {str, float}  # nearly all cells
        return [
            [value if value and type(value) in plain else clean(value) for value in row]
            for row in data
        ]


def _rebuilt(value: datetime, builder: Any) -> Any:
    return builder(
        month=value.month,
        day=value.day,
        year=value.year,
        hour=value.hour,
        minute=value.minute,
        second=value.second,
        microsecond=value.microsecond,
        tzinfo=None,
    )


@names_what_it_lacks()
class Apps(base_classes.Apps):
    """The apps; the active one comes first."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.running: list[App] = []
        self._numbers = count(1)

    def keys(self) -> list[int]:
        """The numbers that apps answer to."""
        return [app.pid for app in self.running]

    def add(
        self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None
    ) -> "App":
        """Start an app; it holds no book, whatever `add_book` says."""
        del spec, add_book, xl
        app = App(self, next(self._numbers))
        app.visible = bool(visible)
        self.running.insert(0, app)
        return app

    @staticmethod
    def cleanup() -> None:
        """There are no stray processes to end."""

    def __iter__(self) -> Iterator["App"]:
        return iter(list(self.running))

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> "App":
        for app in self.running:
            if app.pid == pid:
                return app
        raise KeyError(pid)


class Alert(NamedTuple):
    """A message box that nobody saw."""

    prompt: str | None
    title: str | None
    buttons: str
    mode: str | None


@names_what_it_lacks(lacks=("api",))
class App(base_classes.App):
    """Open books and remembered settings."""

    visible: Any = False
    screen_updating: Any = True
    display_alerts: Any = True
    status_bar: Any = False
    version = "16.0"

    def __init__(self, apps: Apps, pid: int) -> None:
        self._apps = apps
        self._pid = pid
        self._calculation = "automatic"
        self.opened: list[Book] = []
        self.alerts: list[Alert] = []
        self.answers: list[str] = []
        self.copied: Any = None

    @property
    def engine(self) -> Engine:
        """The engine."""
        return self._apps.engine

    @property
    def pid(self) -> int:
        """A number that tells apps apart; there is no process."""
        return self._pid

    @property
    def books(self) -> "Books":
        """The open books."""
        return Books(self)

    @property
    def calculation(self) -> str:
        """Remembered; formulas are calculated by whoever opens the file."""
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in _CALCULATIONS:
            raise ValueError(f"calculation is one of {', '.join(_CALCULATIONS)}, not {value!r}")
        self._calculation = value

    def calculate(self) -> None:
        """Have every open book calculated when it is opened next."""
        for book in self.opened:
            book.workbook.recalculate_on_load()

    def activate(self, steal_focus: bool = False) -> None:
        """Make this the first app."""
        del steal_focus
        self._apps.running.remove(self)
        self._apps.running.insert(0, self)

    def quit(self) -> None:
        """Close all books without saving."""
        self.opened.clear()
        if self in self._apps.running:
            self._apps.running.remove(self)

    def kill(self) -> None:
        """The same as `quit`."""
        self.quit()

    def alert(self, prompt: Any, title: Any, buttons: Any, mode: Any, callback: Any) -> str:
        """Record a message; answer with the next of `answers`, or else carefully."""
        if callback is not None:
            raise unsupported("App.alert with a callback")
        self.alerts.append(Alert(prompt, title, buttons, mode))
        return self.answers.pop(0) if self.answers else _CAUTIOUS[buttons]


@names_what_it_lacks()
class Books(base_classes.Books):
    """The books that an app has open, the active one first."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def active(self) -> Book:
        """The book that was opened or activated last."""
        if not self.app.opened:
            raise IndexError("xlfile: no workbook is open")
        return self.app.opened[0]

    def open(self, fullname: str, *arguments: Any, **options: Any) -> Book:
        """Read a workbook; it is not locked while it is open here."""
        given = dict(zip(_OPEN_ARGUMENTS, arguments, strict=False)) | options
        for name in sorted(_REFUSED & given.keys()):
            if given[name] is not None:
                raise unsupported(f"Books.open with {name}")
        book = Book(self.app, Path(fullname), read_only=bool(given.get("read_only")))
        self.app.opened.insert(0, book)
        return book

    def __call__(self, name_or_index: str | int) -> Book:
        """A book by its name or path, or by its place from 1."""
        opened = self.app.opened
        if isinstance(name_or_index, int):
            if 1 <= name_or_index <= len(opened):
                return opened[name_or_index - 1]
            raise KeyError(name_or_index)
        for book in opened:
            if name_or_index.lower() in {book.name.lower(), book.fullname.lower()}:
                return book
        raise KeyError(name_or_index)

    def __contains__(self, key: str | int) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return len(self.app.opened)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self.app.opened))
