"""The launcher in a VBA interpreter: what it checks before, what it shows after.

Excel is played by the few objects below. The Sub under test is the one of macros/Commands.bas.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.interpreter import (
    EMPTY,
    MISSING,
    HostBridge,
    Interpreter,
    VBAArray,
    VBAObject,
    member,
    method,
    setter,
)
from python_calamine import CalamineWorkbook

from taizhang.books.resources import resource
from tests.support import masters

MACROS = resource("macros")
INFO, WARN, ERROR = 64, 48, 16
PROGRAM = r"C:\taizhang\python.exe"
RESULT = r"T:\taizhang-result.txt"
LIBRARY = """
Public Ran As String
Public Files As String

Public Function RunPython(command As String)
    Ran = Ran & command
    Files = Files & Answered
End Function

Public Function Dir(path As String) As String
    If InStr(Files, "<" & path & ">") > 0 Then Dir = path
End Function

Public Function Environ(name As String) As String
    Environ = "T:"
End Function

Public Sub Kill(path As String)
    Files = Replace(Files, "<" & path & ">", "")
End Sub
"""


class Cell(VBAObject):
    """A cell of a dictionary."""

    def __init__(self, cells: dict[Any, Any], key: object) -> None:
        self.cells, self.key = cells, key

    @member
    def Value(self) -> object:  # noqa: N802 - Excel's word
        return self.cells.get(self.key, EMPTY)

    @setter("Value")
    def _write(self, value: object) -> None:
        self.cells[self.key] = value


class Sheet(VBAObject):
    """The sheet of texts."""

    def __init__(self, cells: dict[Any, Any]) -> None:
        self.cells = cells

    @method
    def Cells(self, row: Any, column: Any) -> Cell:  # noqa: N802 - Excel's word
        return Cell(self.cells, (int(row), int(column)))


class Name(VBAObject):
    """A defined name of one cell."""

    def __init__(self, cells: dict[Any, Any], key: object) -> None:
        self.cells, self.key = cells, key

    @member
    def RefersToRange(self) -> Cell:  # noqa: N802 - Excel's word
        return Cell(self.cells, self.key)


class Book(VBAObject):
    """ThisWorkbook."""

    def __init__(self, texts: dict[Any, Any]) -> None:
        self.texts = texts
        self.names: dict[Any, Any] = {"conf_interpreter": PROGRAM, "arg_file": ""}
        self.folder, self.full, self.read_only = "D:", r"D:\台账.xlsm", False
        self.activated = 0

    @member
    def Path(self) -> object:  # noqa: N802 - Excel's word
        return self.folder

    @member
    def FullName(self) -> object:  # noqa: N802 - Excel's word
        return self.full

    @member
    def ReadOnly(self) -> object:  # noqa: N802 - Excel's word
        return self.read_only

    @method
    def Worksheets(self, _name: object) -> Sheet:  # noqa: N802 - Excel's word
        return Sheet(self.texts)

    @method
    def Names(self, name: object) -> Name:  # noqa: N802 - Excel's word
        return Name(self.names, name)

    @method
    def Activate(self) -> object:  # noqa: N802 - Excel's word
        self.activated += 1
        return EMPTY


class Application(VBAObject):
    """Excel itself."""

    def __init__(self) -> None:
        self.ready, self.chosen = True, False
        self.asked: list[tuple[object, ...]] = []
        self.bar: list[object] = []

    @member
    def Ready(self) -> object:  # noqa: N802 - Excel's word
        return self.ready

    @method
    def GetOpenFilename(  # noqa: N802 - Excel's word
        self,
        FileFilter: object = MISSING,  # noqa: N803 - Excel's word
        FilterIndex: object = MISSING,  # noqa: N803 - Excel's word
        Title: object = MISSING,  # noqa: N803 - Excel's word
        ButtonText: object = MISSING,  # noqa: N803 - Excel's word
        MultiSelect: object = MISSING,  # noqa: N803 - Excel's word
    ) -> object:
        del FilterIndex, ButtonText
        self.asked.append((FileFilter, Title, MultiSelect))
        return self.chosen

    @setter("StatusBar")
    def _bar(self, value: object) -> None:
        self.bar.append(value)

    @setter("Cursor")
    def _cursor(self, value: object) -> None:
        del value


class Stream(VBAObject):
    """ADODB.Stream with the answer in it."""

    text = ""

    @setter("Type")
    def _type(self, value: object) -> None:
        assert value == 2

    @setter("Charset")
    def _charset(self, value: object) -> None:
        assert value == "utf-8"

    @method
    def Open(self) -> object:  # noqa: N802 - Excel's word
        return EMPTY

    @method
    def LoadFromFile(self, path: object) -> object:  # noqa: N802 - Excel's word
        assert path == RESULT
        return EMPTY

    @member
    def ReadText(self) -> object:  # noqa: N802 - Excel's word
        return self.text

    @method
    def Close(self) -> object:  # noqa: N802 - Excel's word
        return EMPTY


class Host(HostBridge):
    """What the macros see of the outside."""

    def __init__(self, book: Book, excel: Application) -> None:
        self.objects: dict[str, object] = {"thisworkbook": book, "application": excel}
        self.stream = Stream()

    def global_object(self, name: str) -> object:
        found = self.objects.get(name.lower())
        return super().global_object(name) if found is None else found

    def constant(self, name: str) -> object:
        known = {"xlwait": 2, "xldefault": -4143}
        return known.get(name.lower(), super().constant(name))

    def create(self, type_name_: str) -> object:
        return self.stream if type_name_ == "ADODB.Stream" else super().create(type_name_)


class Desk:
    """A workbook in its Excel, and what happened at a click."""

    def __init__(self, texts: dict[Any, Any]) -> None:
        self.book, self.excel = Book(texts), Application()
        self.host = Host(self.book, self.excel)
        self.vba = Interpreter(self.host)
        for name in ("Launcher", "Commands", "Ribbon"):
            self.vba.add_module((MACROS / f"{name}.bas").read_text("ascii"), name=name)
        self.vba.add_module(LIBRARY + "Public Answered As String\n", name="Library")
        self.put("Files", f"<{PROGRAM}>")

    def put(self, name: str, value: object) -> None:
        self.vba.module("Library").initialise()
        self.vba.module("Library").variables[name.lower()].set(value)

    def get(self, name: str) -> str:
        return str(self.vba.module("Library").variables[name.lower()].get())

    def answer(self, text: str) -> None:
        """What the program will leave behind."""
        self.host.stream.text = text
        self.put("Answered", f"<{RESULT}>")

    def click(self, sub: str) -> list[tuple[str, int]]:
        """The messages that a click on the Sub shows, with their icons."""
        self.vba.run(sub)
        return [(str(text), int(icon)) for _, text, _, icon in self.vba.dialogs]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[Any, Any]:
    """The texts of a master as built, by row and column."""
    path: Path = masters.build(tmp_path_factory.mktemp("texts") / "台账.xlsm")
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("_text").to_python()
    return {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v}


@pytest.fixture
def desk(texts: dict[Any, Any]) -> Desk:
    return Desk(texts)


def test_a_click_runs_the_program_and_shows_its_answer(desk: Desk) -> None:
    desk.answer("info\r\n汇总完成\r\n采用：12格")
    assert desk.click("TzMerge") == [("汇总完成\n采用：12格", INFO)]
    assert desk.get("Ran") == "import taizhang.buttons; taizhang.buttons.merge()"
    assert desk.book.activated == 1
    assert desk.excel.bar == ["正在处理，请稍候……", False]
    assert RESULT not in desk.get("Files"), "an answer is shown once"


@pytest.mark.parametrize(("word", "icon"), [("info", INFO), ("warn", WARN), ("error", ERROR)])
def test_the_first_line_is_the_icon(desk: Desk, word: str, icon: int) -> None:
    desk.answer(f"{word}\n好了")
    assert desk.click("TzJudge") == [("好了", icon)]


def test_an_old_answer_is_not_shown_again(desk: Desk) -> None:
    desk.host.stream.text = "info\n上一次的话"
    desk.put("Files", f"<{PROGRAM}><{RESULT}>")
    [(text, icon)] = desk.click("TzMerge")
    assert "没有启动成功" in text
    assert icon == ERROR


def test_a_long_answer_is_cut_not_refused(desk: Desk) -> None:
    desk.answer("warn\n" + "长" * 3000)
    [(text, _)] = desk.click("TzMerge")
    assert len(text) == 1000


Break = Callable[[Desk], None]


def _not_saved(desk: Desk) -> None:
    desk.book.folder = ""


def _in_cloud(desk: Desk) -> None:
    desk.book.full = "https://d.docs.live.net/x/台账.xlsm"


def _percent(desk: Desk) -> None:
    desk.book.full = r"D:\进度80%\台账.xlsm"


def _read_only(desk: Desk) -> None:
    desk.book.read_only = True


def _no_program(desk: Desk) -> None:
    desk.put("Files", "")


def _no_place(desk: Desk) -> None:
    desk.book.names["conf_interpreter"] = ""


def _busy(desk: Desk) -> None:
    desk.excel.ready = False


def _lost_name(desk: Desk) -> None:
    desk.book.names = {}
    del desk.host.objects["thisworkbook"]


OBSTACLES: tuple[tuple[Break, str, str, int], ...] = (
    (_not_saved, "还没有存到电脑上", "W101", ERROR),
    (_in_cloud, "网盘", "W102", ERROR),
    (_read_only, "只读", "W103", ERROR),
    (_no_program, PROGRAM, "W104", ERROR),
    (_no_place, "找不到程序", "W104", ERROR),
    (_busy, "正在编辑", "W105", WARN),
    (_percent, "%", "W106", ERROR),
)


@pytest.mark.parametrize(("hurt", "words", "code", "icon"), OBSTACLES, ids=lambda v: str(v)[:12])
def test_an_obstacle_is_named_and_nothing_starts(
    desk: Desk, hurt: Break, words: str, code: str, icon: int
) -> None:
    hurt(desk)
    [(text, shown)] = desk.click("TzMerge")
    assert words in text
    assert f"（{code}）" in text
    assert "\n办法：" in text
    assert shown == icon
    assert desk.get("Ran") == ""


def test_choosing_files_hands_them_over_and_forgets_them_afterwards(desk: Desk) -> None:
    desk.excel.chosen = VBAArray.from_values([r"D:\任务.xlsx", r"D:\单位.csv"])
    handed: list[object] = []
    desk.book.names = _Watched(desk.book.names, handed)
    desk.answer("info\n好了")
    assert desk.click("TzLoad") == [("好了", INFO)]
    assert handed == [r"D:\任务.xlsx|D:\单位.csv", ""]
    [(filters, title, several)] = desk.excel.asked
    assert str(filters).startswith("表格文件")
    assert title == "选择任务清单或单位名册"
    assert several


class _Watched(dict[Any, Any]):
    """Names that remember what was written to the argument."""

    def __init__(self, names: dict[Any, Any], seen: list[object]) -> None:
        super().__init__(names)
        self.seen = seen

    def __setitem__(self, key: Any, value: Any) -> None:
        self.seen.append(value)
        super().__setitem__(key, value)


def test_cancelling_is_quiet(desk: Desk) -> None:
    assert desk.click("TzLoad") == []
    assert desk.get("Ran") == ""


def test_a_file_named_beforehand_is_not_asked_for(desk: Desk) -> None:
    desk.book.names["arg_file"] = r"D:\任务.xlsx"
    desk.answer("info\n好了")
    assert desk.click("TzLoad") == [("好了", INFO)]
    assert desk.excel.asked == []
    assert desk.book.names["arg_file"] == ""


def test_an_obstacle_forgets_the_chosen_file(desk: Desk) -> None:
    desk.book.names["arg_file"] = r"D:\任务.xlsx"
    _busy(desk)
    assert len(desk.click("TzLoad")) == 1
    assert desk.book.names["arg_file"] == ""
