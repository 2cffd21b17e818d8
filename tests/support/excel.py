"""An Excel for the macros of a built workbook: its Subs run in pyOpenVBA's interpreter, xlwings.bas too.

What the macros ask of Windows (files, environment, WScript.Shell, ADODB.Stream) is really asked of
it; only the workbook in memory and the message boxes are played. Programs are started by the very
line that xlwings.bas makes. For Windows alone: the line begins with cmd.exe.
"""

import os
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlwings as xw
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import VBAArray, VBAObject
from pyopenvba.interpreter import _intrinsics as intrinsics
from pyopenvba.interpreter._values import VBAInt, error

from taizhang import buttons

OURS = ("Launcher", "Commands", "xlwings")
FILE_NOT_FOUND = 53
ARCHIVE, DIRECTORY = 32, 16  # what GetAttr says of a file, of a folder
OFFICE = r"C:\Program Files\Microsoft Office\root\Office16"
CALLER = "TAIZHANG_CALLER"  # the workbook that sitecustomize.py hands to Book.caller
SITE = """
import os
import xlwings as xw
import xlfile
xlfile.activate()
xw.Book(os.environ["TAIZHANG_CALLER"]).set_mock_caller()
"""


class Played(VBAObject):  # type: ignore[misc]  # pyopenvba ships no types
    """An object of Windows or Excel, played by one function a member that is read or written."""

    def __init__(
        self,
        reads: Mapping[str, Callable[..., object]],
        writes: Mapping[str, Callable[[Any], None]] | None = None,
    ) -> None:
        self.reads = {name.lower(): function for name, function in reads.items()}
        self.writes = {name.lower(): function for name, function in (writes or {}).items()}

    def vba_get(
        self, name: str, args: Sequence[Any] = (), named: Mapping[str, Any] | None = None
    ) -> object:
        return self.reads[name.lower()](*args, **(named or {}))

    def vba_set(self, name: str, value: Any, *_args: object, **_named: object) -> None:
        self.writes[name.lower()](value)


class Environment(VBAObject):  # type: ignore[misc]  # pyopenvba ships no types
    """What the program inherits: CreateObject("WScript.Shell").Environment("Process")."""

    def __init__(self, values: dict[str, str] | None = None) -> None:
        self.values = {} if values is None else values
        self.heard: Callable[[], None] = lambda: None

    def vba_set(
        self, name: str, value: Any, args: Sequence[Any] = (), *_more: object, **_named: object
    ) -> None:
        assert name.lower() == "item"
        self.values[str(args[0])] = str(value)
        self.heard()


def _stream() -> Played:
    """ADODB.Stream, as the launcher reads an answer with it."""
    told = {"charset": "", "text": ""}

    def load(path: object) -> None:
        told["text"] = Path(str(path)).read_text(told["charset"])

    def nothing(*_any: object) -> None:
        """The stream is read at once."""

    return Played(
        {"Open": nothing, "LoadFromFile": load, "ReadText": lambda: told["text"], "Close": nothing},
        {"Type": nothing, "Charset": lambda name: told.update(charset=str(name))},
    )


class Excel:
    """An Excel with one workbook open."""

    def __init__(self, book: Path, temp: Path, variables: dict[str, str]) -> None:
        """Open it; `temp` is what %TEMP% says, `variables` what Excel itself was started with."""
        self.book, self.ran, self.popups = book, list[str](), list[str]()
        self.bar: list[str] = []
        site = temp / "site"
        site.mkdir(parents=True, exist_ok=True)
        (site / "sitecustomize.py").write_text(SITE, "utf-8")
        path = os.pathsep.join([str(site), variables.get("PYTHONPATH", "")])
        self.inherited = {
            **os.environ, **variables, "TEMP": str(temp), "PYTHONPATH": path, CALLER: str(book),
        }  # fmt: skip
        self.chosen = self._take_argument()
        self.app = ExcelApplication.open(book, with_vba=False)
        _keep_values(self.app.workbooks()[0])
        self.app.interpreter.host.create = self._create
        self._play_files()
        self._play_members()
        with ExcelFile(book) as host:
            for module in host.vba_project().modules:
                if module.name in OURS:
                    self.app.add_module(_plain(module.source), name=module.name)

    def click(self, sub: str) -> list[tuple[str, int]]:
        """The message boxes that a click on the Sub shows, with their icons."""
        self.app.interpreter.dialogs.clear()
        self.app.run(sub)
        return [(str(text), int(icon)) for _, text, _, icon in self.app.interpreter.dialogs]

    def start(self, line: str) -> int:
        """Run the line of a click as Windows does; the workbook on disk is the one in memory."""
        self.ran.append(line)
        if argument := str(self._argument().vba_get("Value") or ""):
            _write_argument(self.book, argument)
        done = subprocess.run(
            line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=self.book.anchor, env=self.inherited, check=False,
        )  # fmt: skip
        return done.returncode

    def _take_argument(self) -> list[str]:
        """Files that a test left in the workbook: here they are what the clerk will choose."""
        book = xw.Book(self.book)
        cell = book.names[buttons.ARGUMENT].refers_to_range
        chosen = [part for part in str(cell.value or "").split("|") if part]
        if chosen:
            cell.value = None
            book.save()
        book.close()
        return chosen

    def _argument(self) -> Any:
        book = self.app.workbooks()[0]
        return book.vba_get("Names", [buttons.ARGUMENT]).vba_get("RefersToRange")

    def _create(self, name: str) -> object:
        made = {"wscript.shell": self._shell, "adodb.stream": _stream}
        return made[name.lower()]()

    def _shell(self) -> Played:
        """WScript.Shell: starts programs and waits for them."""

        def run(line: object, _window: object = None, _wait: object = None) -> object:
            return VBAInt(self.start(str(line)), "Long")

        def popup(text: object, *_rest: object) -> object:
            self.popups.append(str(text))
            return VBAInt(1, "Long")

        return Played(
            {
                "Run": run,
                "Popup": popup,
                "ExpandEnvironmentStrings": lambda text: os.path.expandvars(str(text)),
                "Environment": lambda _kind: Environment(self.inherited),
            }
        )

    def _play_files(self) -> None:
        """The functions of VBA that look at Windows."""

        def look(_vba: Any, path: Any, *_kind: Any) -> str:
            return Path(str(path)).name if Path(str(path)).exists() else ""

        def attributes(_vba: Any, path: Any) -> Any:
            if not Path(str(path)).exists():
                raise error(FILE_NOT_FOUND)
            return VBAInt(DIRECTORY if Path(str(path)).is_dir() else ARCHIVE, "Long")

        def forget(_vba: Any, path: Any) -> int:
            Path(str(path)).unlink(missing_ok=True)
            return 0

        intrinsics.intrinsic("Dir", "PathName", "Attributes")(look)
        intrinsics.intrinsic("GetAttr", "PathName", minimum=1)(attributes)
        intrinsics.intrinsic("Forget", "PathName", minimum=1)(forget)
        intrinsics.intrinsic("Environ", "Name", minimum=1)(
            lambda _vba, name: self.inherited.get(str(name).upper(), "")
        )

    def _play_members(self) -> None:
        """What the macros ask of Application and of the workbook that a file does not say."""
        book = self.app.workbooks()[0]
        place = {
            "readonly": False, "fullname": str(self.book), "path": str(self.book.parent),
            "name": self.book.name,
        }  # fmt: skip
        _answer(book, place, {})
        state: dict[str, Any] = {
            "ready": True, "hwnd": VBAInt(12345, "Long"), "path": OFFICE, "statusbar": False,
            "cursor": VBAInt(-4143, "Long"), "enablecancelkey": VBAInt(1, "Long"),
            "operatingsystem": "Windows (64-bit) NT 10.00",
        }  # fmt: skip
        _answer(self.app.application, state, {"getopenfilename": self._choose}, self.bar)

    def _choose(self, *_words: Any, **_named: Any) -> object:
        if not self.chosen:
            return False
        return VBAArray([(1, len(self.chosen))], items=list(self.chosen))


def _answer(
    played: Any,
    values: dict[str, Any],
    calls: dict[str, Callable[..., object]],
    bar: list[str] | None = None,
) -> None:
    """Let this one object say these values and do these calls; the rest as before."""
    usual = type(played)

    class Said(usual):  # type: ignore[misc, valid-type]  # a class of that very object
        def vba_get(self, name: str, args: Any = (), named: Any = None) -> object:
            low = name.lower()
            if low in calls:
                return calls[low](*args, **(named or {}))
            return values[low] if low in values else super().vba_get(name, args, named)

        def vba_set(self, name: str, value: Any, *rest: Any, **more: Any) -> None:
            if name.lower() not in values:
                super().vba_set(name, value, *rest, **more)
                return
            values[name.lower()] = value
            if bar is not None and name.lower() == "statusbar":
                bar.append(str(value))

    played.__class__ = Said


def _keep_values(book: Any) -> None:
    """Let the cells hold what was saved in them: no macro asks a formula, and reading them all is dear."""
    for sheet in book.sheets_:
        for cell in sheet.cells_.values():
            cell.formula = ""


def _plain(source: str) -> str:
    """The module as the interpreter can read it; what it does stays the same.

    It refuses remarks behind a condition, the statement Kill, and a Boolean compared with a text.
    """
    text = "\r\n".join(x for x in source.splitlines() if not x.startswith("Attribute "))
    text = re.sub(r"(?m)^(\s*#(?:If|ElseIf)[^'\r\n]*Then)\s*'.*$", r"\1", text)
    text = re.sub(r"(?m)^(\s*#Const[^'\r\n]*)'.*$", r"\1", text)
    text = re.sub(r"(?m)\bKill (?=[A-Z])(.+?)\s*$", r"Forget \1", text)
    return text.replace('", False) = True', '", False) = "True"')


def _write_argument(path: Path, argument: str) -> None:
    book = xw.Book(path)
    book.names[buttons.ARGUMENT].refers_to_range.value = argument
    book.save()
    book.close()
