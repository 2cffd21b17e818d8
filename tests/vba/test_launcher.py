"""The launcher in a VBA interpreter: what it checks before, what it shows after.

Excel is played by the few objects below. The Sub under test is the one that is built.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.interpreter import EMPTY, HostBridge, Interpreter, VBAArray
from pyopenvba.interpreter._values import error
from python_calamine import CalamineWorkbook

from taizhang import buttons
from taizhang.books.master.commands import load_commands
from taizhang.books.resources import resource
from taizhang.vba import command_modules
from tests.support import masters
from tests.support.excel import Environment, Played

MACROS = resource("macros")
INFO, WARN, ERROR = 64, 48, 16
NO_SUCH_OBJECT = 429
PROGRAM = r"C:\taizhang\python.exe"
SHARED = r"T:\taizhang-result.txt"  # where a click without a name finds its answer
LIBRARY = """
Public Ran As String
Public Files As String
Public Again As String

Public Function RunPython(command As String)
    Ran = Ran & command
    Files = Files & Answered
    If Again <> "" Then
        Again = ""
        TzJudge
    End If
End Function

Public Function Dir(path As String) As String
    If InStr(Files, "<" & path & ">") > 0 Then Dir = path
End Function

Public Function Environ(name As String) As String
    Environ = "T:"
End Function

Public Sub Remove(path As String)
    Files = Replace(Files, "<" & path & ">", "")
End Sub
"""


Cells = dict[Any, Any]


def _cell(cells: Cells, key: object) -> Played:
    def write(value: object) -> None:
        cells[key] = value

    return Played({"Value": lambda: cells.get(key, EMPTY)}, {"Value": write})


class Book:
    """ThisWorkbook: its texts, its names, where it is."""

    def __init__(self, texts: Cells) -> None:
        self.names: Cells = {"conf_interpreter": PROGRAM, "arg_file": ""}
        self.folder, self.full, self.read_only = "D:", r"D:\台账.xlsm", False
        self.activated: list[bool] = []
        sheet = Played({"Cells": lambda row, column: _cell(texts, (int(row), int(column)))})
        self.played = Played(
            {
                "Path": lambda: self.folder,
                "FullName": lambda: self.full,
                "ReadOnly": lambda: self.read_only,
                "Worksheets": lambda _name: sheet,
                "Names": self._name,
                "Activate": lambda: self.activated.append(True),
            }
        )

    def _name(self, name: str) -> Played:
        return Played({"RefersToRange": lambda: _cell(self.names, name)})


class Excel:
    """Application: whether it is ready, which files the clerk chooses."""

    def __init__(self) -> None:
        self.ready = True
        self.chosen: object = False
        self.asked: list[tuple[object, ...]] = []
        self.bar: list[object] = []
        self.cancel: list[object] = []
        self.played = Played(
            {"Ready": lambda: self.ready, "GetOpenFilename": self._choose},
            {
                "StatusBar": self.bar.append,
                "Cursor": lambda _shape: None,
                "EnableCancelKey": self.cancel.append,
            },
        )

    def _choose(self, *arguments: object) -> object:
        self.asked.append(arguments)
        return self.chosen


class Host(HostBridge):  # type: ignore[misc]  # pyopenvba ships no types
    """What the macros see of the outside; `text` is what ADODB.Stream reads."""

    def __init__(self, book: Book, excel: Excel) -> None:
        self.objects = {"thisworkbook": book.played, "application": excel.played}
        self.text = ""
        self.read: list[object] = []
        self.shell, self.environment = True, Environment()

    def global_object(self, name: str) -> object:
        found = self.objects.get(name.lower())
        return super().global_object(name) if found is None else found

    def constant(self, name: str) -> object:
        known = {"xlwait": 2, "xldefault": -4143}
        return known.get(name.lower(), super().constant(name))

    def create(self, type_name_: str) -> object:
        if type_name_ == "WScript.Shell" and not self.shell:
            raise error(NO_SUCH_OBJECT)
        if type_name_ == "WScript.Shell":
            return Played({"Environment": lambda _kind: self.environment})
        if type_name_ != "ADODB.Stream":
            return super().create(type_name_)
        return Played(
            {
                "Open": lambda: None,
                "LoadFromFile": self.read.append,
                "ReadText": lambda: self.text,
                "Close": lambda: None,
            },
            {"Type": self.read.append, "Charset": self.read.append},
        )


MODULES = {
    "Launcher": (MACROS / "Launcher.bas").read_text("ascii"),
    **command_modules(e.command for e in load_commands().commands),
}


def _source(module: str) -> str:
    """The module; the interpreter refuses the statement Kill, so our own Remove plays it."""
    return MODULES[module].replace(" Kill ", " Remove ")


class Desk:
    """A workbook in its Excel, and what happened at a click."""

    def __init__(self, texts: Cells) -> None:
        self.book, self.excel = Book(texts), Excel()
        self.host = Host(self.book, self.excel)
        self.vba = Interpreter(self.host)
        for name in MODULES:
            self.vba.add_module(_source(name), name=name)
        self.vba.add_module(LIBRARY + "Public Answered As String\n", name="Library")
        self.put("Files", f"<{PROGRAM}>")

    def put(self, name: str, value: object) -> None:
        self.vba.module("Library").initialise()
        self.vba.module("Library").variables[name.lower()].set(value)

    def get(self, name: str) -> str:
        return str(self.vba.module("Library").variables[name.lower()].get())

    def answer(self, text: str) -> None:
        """What the program will leave behind, under the name that it inherits."""
        self.host.text = text
        self.host.environment.heard = self._answer
        self._answer()

    def _answer(self) -> None:
        self.put("Answered", f"<{self.result}>")

    @property
    def result(self) -> str:
        """Where the program answers."""
        name = self.host.environment.values.get(buttons.CLICK)
        return rf"T:\taizhang-{name}.txt" if name else SHARED

    def click(self, sub: str) -> list[tuple[str, int]]:
        """The messages that a click on the Sub shows, with their icons."""
        self.vba.run(sub)
        return [(str(text), int(icon)) for _, text, _, icon in self.vba.dialogs]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """The texts of a master as built, by row and column."""
    path: Path = masters.build(tmp_path_factory.mktemp("texts") / "台账.xlsm")
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("_text").to_python()
    return {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v}


@pytest.fixture
def desk(texts: Cells) -> Desk:
    return Desk(texts)


def test_a_click_runs_the_program_and_shows_its_answer(desk: Desk) -> None:
    desk.answer("info\r\n汇总完成\r\n采用：12格")
    assert desk.click("TzMerge") == [("汇总完成\n采用：12格", INFO)]
    assert desk.get("Ran") == "import taizhang.buttons; taizhang.buttons.merge()"
    assert desk.book.activated == [True]
    assert desk.host.read == [2, "utf-8", desk.result]
    assert desk.excel.bar == ["正在处理，请稍候……", False]
    assert desk.excel.cancel == [0, 1], "Esc stops the program, it does not break the macro"
    assert desk.result not in desk.get("Files"), "an answer is shown once"


def test_two_clicks_have_answers_of_their_own(desk: Desk, texts: Cells) -> None:
    other = Desk(texts)
    for one in (desk, other):
        one.answer("info\n好了")
        assert one.click("TzMerge") == [("好了", INFO)]
    assert desk.result != other.result
    assert Path(desk.result).name != Path(SHARED).name
    os_name = desk.host.environment.values[buttons.CLICK]
    assert buttons.result_path().name == buttons.RESULT
    assert buttons._CLICK.fullmatch(os_name)


def test_an_answer_to_somebody_else_is_not_shown(desk: Desk) -> None:
    desk.host.text = "info\n别人的话"
    desk.put("Files", f"<{PROGRAM}><{SHARED}>")
    [(text, _)] = desk.click("TzMerge")
    assert "没有启动成功" in text


def test_where_nothing_can_be_inherited_the_answer_is_the_shared_one(desk: Desk) -> None:
    desk.host.shell = False
    desk.answer("info\n好了")
    assert desk.click("TzMerge") == [("好了", INFO)]
    assert desk.host.read == [2, "utf-8", SHARED]


def test_a_click_while_another_runs_is_refused_and_the_next_is_not(desk: Desk) -> None:
    desk.put("Again", "TzJudge")
    desk.answer("info\n好了")
    [(refused, icon), (answer, _)] = desk.click("TzMerge")
    assert "上一个按钮还在做" in refused
    assert "（W603）" in refused
    assert icon == WARN
    assert answer == "好了"
    assert desk.get("Ran").count("taizhang.buttons.") == 1
    desk.answer("info\n又好了")
    assert desk.click("TzJudge")[-1] == ("又好了", INFO)


@pytest.mark.parametrize(("word", "icon"), [("info", INFO), ("warn", WARN), ("error", ERROR)])
def test_the_first_line_is_the_icon(desk: Desk, word: str, icon: int) -> None:
    desk.answer(f"{word}\n好了")
    assert desk.click("TzJudge") == [("好了", icon)]


def test_an_old_answer_is_not_shown_again(desk: Desk) -> None:
    desk.host.text = "info\n上一次的话"
    desk.host.shell = False
    desk.put("Files", f"<{PROGRAM}><{SHARED}>")
    [(text, icon)] = desk.click("TzMerge")
    assert "没有启动成功" in text
    assert "（W107）" in text
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


OBSTACLES: tuple[tuple[Break, str, str, int], ...] = (
    (_not_saved, "还没有存到电脑上", "W101", ERROR),
    (_in_cloud, "网盘", "W102", ERROR),
    (_read_only, "只读", "W103", ERROR),
    (_no_program, "找不到程序", "W104", ERROR),
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
    desk.excel.chosen = VBAArray([(1, 2)], items=[r"D:\任务.xlsx", r"D:\单位.csv"])
    handed: list[object] = []
    desk.book.names = _Watched(desk.book.names, handed)
    desk.answer("info\n好了")
    assert desk.click("TzLoad") == [("好了", INFO)]
    assert handed == [r"D:\任务.xlsx|D:\单位.csv", ""]
    [(filters, _, title, _, several)] = desk.excel.asked
    assert str(filters).startswith("表格文件")
    assert title == "选择任务清单或单位名册"
    assert several


class _Watched(Cells):
    """Names that remember what was written to the argument."""

    def __init__(self, names: Cells, seen: list[object]) -> None:
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
