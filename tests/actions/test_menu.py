"""The road without macros: what opens the menu, the menu itself, and what is dropped on it."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang import menu
from taizhang.actions.setup.menus import BATCH, DESKTOP, SHELL, write_menus
from taizhang.books.master.commands import load_commands
from taizhang.office.report import Report
from taizhang.office.workplace import MASTER
from taizhang.running import NOW
from tests.actions.conftest import Opener, office, return_form
from wholefile.holders import excel_mark

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WORDS = load_commands()
OFFERED = [entry.label for entry in WORDS.menu()]
NUMBER = {entry.key: str(n) for n, entry in enumerate(WORDS.menu(), start=1)}
PROGRAMS = {
    r"C:\taizhang\python.exe": ("936", r"C:\taizhang\python.exe"),
    r"C:\用户\100%x%\python.exe": ("936", r"C:\用户\100%%x%%\python.exe"),
    r"C:\Users\王䶮\python.exe": ("65001", r"C:\Users\王䶮\python.exe"),
    r"C:\Users\📁\python.exe": ("65001", r"C:\Users\📁\python.exe"),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_windows_reads_the_batch_file_whatever_the_path(tmp_path: Path, program: str) -> None:
    page, written = PROGRAMS[program]
    raw = (write_menus(tmp_path, program)[0]).read_bytes()
    text = raw.decode("gbk" if page == "936" else "utf-8")
    lines = text.split("\r\n")
    assert lines[:2] == ["@echo off", f"chcp {page} >nul"]
    assert f'set "PROGRAM={written}"' in lines
    assert '"%PROGRAM%" -m taizhang menu . %*' in lines
    assert 'pushd "%~dp0"' in lines, "a share has no letter for cd"
    assert text.count("\r\n") == text.count("\n")


@pytest.mark.skipif(sys.platform == "win32", reason="what opens the menu on Linux")
def test_linux_finds_the_folder_and_the_program(tmp_path: Path) -> None:
    folder = tmp_path / "督查 台账's (1)"
    folder.mkdir()
    _, shell, desktop = write_menus(folder, "/opt/it's here/python")
    assert os.access(shell, os.X_OK)
    [line] = [x for x in shell.read_text("utf-8").splitlines() if x.startswith("program=")]
    assert shlex.split(line) == ["program=/opt/it's here/python"]
    entry = dict(x.split("=", 1) for x in desktop.read_text("utf-8").splitlines() if "=" in x)
    assert (entry["Path"], entry["Terminal"]) == (str(folder), "true")
    assert shlex.split(entry["Exec"]) == ["sh", f"./{SHELL}", "%F"]


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="needs desktop-file-utils")
def test_the_desktop_accepts_its_file(tmp_path: Path) -> None:
    desktop = next(p for p in write_menus(tmp_path, sys.executable) if p.name == DESKTOP)
    done = subprocess.run(["desktop-file-validate", desktop], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def test_menus_that_are_right_are_left_alone_and_moved_ones_are_mended(tmp_path: Path) -> None:
    first = write_menus(tmp_path, sys.executable)
    times = [p.stat().st_mtime_ns for p in first]
    assert write_menus(tmp_path, sys.executable) == first
    assert [p.stat().st_mtime_ns for p in first] == times
    write_menus(tmp_path, "/elsewhere/python")
    assert b"/elsewhere/python" in (tmp_path / BATCH).read_bytes()


@pytest.fixture
def folder(sent: Path, fresh: Opener) -> Path:
    here, book = fresh(sent)
    book.close()
    write_menus(here, sys.executable)
    return here


def talk(folder: Path, *said: str, files: tuple[Path, ...] = (), **env: str) -> tuple[int, str]:
    """Open the menu as the desktop does, say these lines, and come to the end of input."""
    changed = {"PYTHONPATH": str(ROOT / "pytools"), NOW: "2022-06-28T10:30", **env}
    changed.pop("DISPLAY", "")
    done = subprocess.run(
        ["sh", f"./{SHELL}", *map(str, files)], cwd=folder, input="".join(f"{s}\n" for s in said),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        env=os.environ | changed,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_the_menu_offers_the_one_list_and_ends_at_the_end_of_input(folder: Path) -> None:
    code, shown = talk(folder)
    assert code == 0
    lines = [line.split()[:2] for line in shown.splitlines() if line.strip()[:1].isdigit()]
    assert lines == [[str(n), label] for n, label in enumerate(OFFERED, start=1)] + [["0", "退出"]]
    assert "先在 Excel 或 WPS 里保存并关闭台账" in shown
    assert talk(folder, "0")[0] == 0


def test_a_number_does_its_job_and_shows_what_a_click_shows(folder: Path) -> None:
    code, shown = talk(folder, NUMBER["judge"], "", "0")
    assert code == 0
    assert "研判日期" in shown
    assert "按回车键继续" in shown
    assert shown.count("退出") == 2
    assert office(folder).text("last_judge") == "6月28日 10:30"


def test_what_is_no_number_is_said_and_asked_again(folder: Path) -> None:
    code, shown = talk(folder, "99", "随便", "", "0")
    assert code == 0
    assert shown.count("没有这一项") == 2


def test_an_open_workbook_is_one_sentence(folder: Path) -> None:
    excel_mark(folder / MASTER).write_bytes(b"")
    before = (folder / MASTER).read_bytes()
    _, shown = talk(folder, NUMBER["judge"], "", "0")
    assert shown.count("W202") == 1
    assert "正开着" in shown
    assert (folder / MASTER).read_bytes() == before


def test_without_a_ledger_beside_it_the_menu_says_so(tmp_path: Path) -> None:
    write_menus(tmp_path, sys.executable)
    code, shown = talk(tmp_path, "")
    assert code == 2
    assert "W614" in shown


def strange(path: Path, folder: Path, name: str) -> Path:
    to = folder.parent / "桌面 (1)" / name
    to.parent.mkdir(exist_ok=True)
    return Path(shutil.move(path, to))


def test_a_form_that_is_dropped_is_merged(folder: Path) -> None:
    form = return_form(folder, "县财政局", "2022-06", T027_latest="资金已拨付")
    form = strange(form, folder, "财政&局 报送.xlsx")
    code, shown = talk(folder, "", files=(form,))
    assert code == 1, "empty cells that must be filled"
    assert "收到" in shown
    assert shown.count("F308") == 3, "the first ones, as a click shows them"
    assert form.exists(), "what was dropped stays where it is"
    assert (folder / "收件" / "2022-06" / form.name).exists()
    assert "退出" not in shown


def test_a_form_named_in_the_menu_is_merged_too(folder: Path) -> None:
    form = return_form(folder, "县财政局", "2022-06", T027_latest="资金已拨付")
    form = strange(form, folder, "财政局 报送.xlsx")
    _, shown = talk(folder, f"'{form}'", "", "0")
    assert "收到" in shown


def test_windows_hands_over_names_with_signs_of_its_own(folder: Path) -> None:
    form = strange(return_form(folder, "县财政局", "2022-06"), folder, "财政&局.xlsx")
    line = f'C:\\Windows\\system32\\cmd.exe /c ""{folder}/{BATCH}" "{form}""'
    _, shown = talk(folder, "", files=(folder / "财政",), TAIZHANG_DROPPED=line)
    assert "收到" in shown
    assert "退出" not in shown


def test_a_folder_of_everything_goes_each_its_own_way(folder: Path) -> None:
    form = return_form(folder, "县财政局", "2022-06", T027_latest="资金已拨付")
    twin = return_form(folder, "县发展和改革局", "2022-06", T027_latest="已开工")
    mixed = folder.parent / "混在一起"
    (mixed / "里面").mkdir(parents=True)
    shutil.move(form, mixed / "报送.xlsx")
    shutil.move(twin, mixed / "里面" / "报送.xlsx")
    (mixed / "任务.csv").write_text(
        "任务名称,牵头单位,完成时限\n修缮档案馆,财政局,2022-9-30\n", "utf-8"
    )
    (mixed / "单位.csv").write_text("单位全称,别名\n县新单位,新单位\n", "utf-8")
    (mixed / "~$报送.xlsx").write_bytes(b"")
    code, shown = talk(folder, "", files=(mixed,))
    assert code in {0, 1}, shown
    assert "新登记任务" in shown
    assert "收到" in shown
    inbox = folder / "收件" / "2022-06"
    assert sorted(p.name for p in inbox.iterdir()) == ["报送(2).xlsx", "报送.xlsx"]
    names = [r["name"] for r in office(folder).ledger.values("tasks")]
    assert "修缮档案馆" in names
    talk(folder, "", files=(mixed,))
    assert len(list(inbox.iterdir())) == 2, "the same file is taken once"


def test_an_empty_folder_is_said(folder: Path) -> None:
    empty = folder.parent / "空"
    empty.mkdir()
    assert "W613" in talk(folder, "", files=(empty,))[1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own way")
def test_one_result_is_opened_and_of_many_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: opened.append(command[1]))
    files = [tmp_path / f"{n}.xlsx" for n in range(5)]
    for path in files:
        path.touch()
    menu.open_result(Report("chart", files=tuple(files[:1])))
    menu.open_result(Report("distribute", files=tuple(files)))
    menu.open_result(Report("check"))
    assert opened == [files[0], tmp_path]
