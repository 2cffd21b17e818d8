"""修复环境: what 环境自检 names is mended as far as a program may, and said."""

import sys
from pathlib import Path

import pytest
import xlwings as xw

from taizhang.actions.setup import components, selfchecking
from taizhang.actions.setup.components import PARTS, parts_folders, put_in, remember_parts
from taizhang.actions.setup.selfchecking import CONF, mend, selfcheck
from taizhang.actions.setup.trusting import distrust, is_trusted, trust
from taizhang.office.copies import conflict_copies
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Opener, moment, office

NOW = moment("2022-06-28T10:30")


def codes(report: Report) -> set[str]:
    return {issue.code for issue in report.issues}


@pytest.mark.slow
def test_the_workbook_is_told_of_this_interpreter(
    loaded: Path, fresh: Opener, desk: Desk, tmp_path: Path
) -> None:
    folder, book = fresh(loaded)
    other = tmp_path / "python.exe"
    other.write_text("", "utf-8")
    book.names[CONF].refers_to_range.value = str(other)
    book.save()
    assert not codes(selfcheck(book, desk, NOW)) & {"W402", "W828"}
    assert "W828" in codes(mend(book, desk, NOW))
    assert office(folder).book.names[CONF].refers_to_range.value == sys.executable
    assert "W828" not in codes(mend(book, desk, NOW))


@pytest.mark.slow
def test_a_mark_left_beside_it_is_cleared(loaded: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(loaded)
    (folder / f"~${MASTER}").write_bytes(b"x")
    assert codes(mend(book, desk, NOW)) & {"W820", "W821"} == {"W821"}
    assert not (folder / f"~${MASTER}").exists()


def test_a_missing_component_is_put_in_and_one_that_is_nowhere_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {"pywin32"}  # looked for on Windows alone
    monkeypatch.setattr(selfchecking, "PACKAGES", ("there", "nowhere"))
    monkeypatch.setattr(selfchecking, "version_of", lambda name: "1.0" if name in here else "")

    def put(name: str, _root: Path | None) -> bool:
        here.update({name} & {"there"})
        return name in here

    monkeypatch.setattr(selfchecking, "put_in", put)
    report = mend(None, desk, NOW)
    found = [(i.code, i.message) for i in report.issues if i.code in {"W401", "W829"}]
    assert found == [
        ("W829", "组件there已从“组件”文件夹装上（1.0）。"),
        ("W401", "缺少组件nowhere。"),
    ]


@pytest.mark.slow
def test_newer_holidays_are_put_in(
    loaded: Path, fresh: Opener, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, book = fresh(loaded)
    asked: list[str] = []

    def put(name: str, _root: Path | None) -> bool:
        asked.append(name)
        return True

    monkeypatch.setattr(selfchecking, "put_in", put)
    mend(book, desk, moment("2099-12-01T09:00"))
    assert asked == ["chinesecalendar"]
    asked.clear()
    mend(book, desk, NOW)
    assert asked == []


def test_components_are_looked_for_where_the_installation_came_from_and_beside_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.prefix", str(tmp_path / "程序"))
    (tmp_path / "程序").mkdir()
    root = tmp_path / "办公" / "台账"
    for folder in (tmp_path / "安装包" / "组件", root / "组件"):
        folder.mkdir(parents=True)
    assert list(parts_folders(root)) == [root / "组件"]
    monkeypatch.setenv(PARTS, str(tmp_path / "安装包" / "组件"))
    remember_parts()
    monkeypatch.delenv(PARTS)
    assert list(parts_folders(root)) == [tmp_path / "安装包" / "组件", root / "组件"]
    assert list(parts_folders(None)) == [tmp_path / "安装包" / "组件"]


def test_a_component_comes_from_that_folder_and_from_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "组件").mkdir()
    ran: list[list[str]] = []

    class Done:
        returncode = 0

    def run(command: list[str], **_how: object) -> Done:
        ran.append(command)
        monkeypatch.setattr(components, "version_of", lambda _name: "2.0")
        return Done()

    monkeypatch.setattr(components, "version_of", lambda _name: "")
    monkeypatch.setattr("subprocess.run", run)
    assert put_in("pywin32", tmp_path)
    [command] = ran
    assert command[:4] == [sys.executable, "-m", "pip", "--isolated"]
    assert {"--no-index", str(tmp_path / "组件"), "pywin32"} <= set(command)
    assert not put_in("pywin32", tmp_path), "nothing newer came"
    assert not put_in("pywin32", None)


@pytest.mark.slow
def test_what_windows_must_be_told_is_told(
    loaded: Path, fresh: Opener, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, book = fresh(loaded)
    told: list[Path] = []

    def trust_it(folder: Path) -> bool:
        told.append(folder)
        return True

    monkeypatch.setattr(selfchecking, "excel_server", lambda: "C:\\Office16\\EXCEL.EXE")
    monkeypatch.setattr(selfchecking, "is_trusted", lambda folder: folder in told)
    monkeypatch.setattr(selfchecking, "trust", trust_it)
    monkeypatch.setattr(selfchecking, "unblock", lambda _folder: 0 if told else 3)
    told_of = {"W825", "W826", "W827"}
    assert codes(selfcheck(book, desk, NOW)) & told_of == {"W825"}
    assert codes(mend(book, desk, NOW)) & told_of == {"W826", "W827"}
    assert codes(mend(book, desk, NOW)) & told_of == set()


@pytest.mark.windows
@pytest.mark.skipif(sys.platform != "win32", reason="only Windows keeps a list of trusted folders")
def test_a_folder_is_trusted_with_those_in_it_until_we_go(tmp_path: Path) -> None:
    folder = tmp_path / "办公 室 (1)"
    (folder / "台账").mkdir(parents=True)
    assert not is_trusted(folder)
    assert trust(folder)
    assert trust(folder)
    assert is_trusted(folder)
    assert is_trusted(folder / "台账")
    assert not is_trusted(tmp_path)
    assert not is_trusted(tmp_path / "办公 室 (1)的邻居")
    assert distrust()
    assert not is_trusted(folder)
    assert not distrust()


COPIES = (
    "督查台账-DESKTOP-7F3K2Q1.xlsm",
    "督查台账-LAPTOP-ABC12-2.xlsm",
    "督查台账 (张三的冲突副本 2022-06-28).xlsm",
    "督查台账 (王科员's conflicted copy 2022-06-28).xlsm",
    "督查台账 (conflicted copy 2022-06-28 103000).xlsm",
    "督查台账.sync-conflict-20220628-103000-ABCDEFG.xlsm",
    "督查台账 (SFConflict wang@x 2022-06-28-10-30-00).xlsm",
    "督查台账(冲突文件_王科员_2022-06-28 10.30.00).xlsm",
    "督查台账_冲突副本_20220628.xlsm",
)
NO_COPIES = ("督查台账（新版）.xlsm", "督查台账 - 副本.xlsm", "督查台账2021.xlsm", "冲突台账.xlsm")


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_a_sync_client_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    for each in (MASTER, name, *NO_COPIES):
        (tmp_path / each).write_bytes(b"x")
    assert [p.name for p in conflict_copies(tmp_path / MASTER)] == [name]


@pytest.mark.slow
def test_every_job_names_a_copy_that_a_sync_client_left(loaded: Path, fresh: Opener) -> None:
    from taizhang.books.master.commands import load_commands
    from taizhang.terminal import attempt, job_of

    folder, book = fresh(loaded)
    book.close()
    (folder / COPIES[0]).write_bytes(b"x")
    for key in ("selfcheck", "check", "judge"):
        done = attempt(
            job_of(load_commands()[key].command, folder / MASTER, NOW.on, {}), quiet=True
        )
        assert isinstance(done, Report)
        [copy] = [i for i in done.issues if i.code == "W824"]
        assert COPIES[0] in copy.message
    assert not [b.name for a in xw.apps for b in a.books]
