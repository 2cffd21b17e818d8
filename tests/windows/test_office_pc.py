"""An office PC: official Windows CPython under wine, code page 936, folders as offices name them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from taizhang.actions.setup.bundling import WHEELS, write_helpers
from tests.windows.lab import WindowsPC, windows_pc

pytestmark = pytest.mark.slow

FOLDER = "演示 (县)&督查[1]!"


@pytest.fixture(scope="module")
def pc() -> WindowsPC:
    return windows_pc()


@pytest.fixture(scope="module")
def shown(pc: WindowsPC) -> tuple[Path, dict[str, Any]]:
    """The demo as the PC ran it, and what it said."""
    pc.clean("lab").mkdir()
    done = pc.taizhang("demo", rf"C:\lab\{FOLDER}", "--json")
    assert done.code == 0, done.text
    return pc.drive / "lab" / FOLDER, json.loads(done.text)


def test_the_code_page_is_that_of_a_chinese_office(pc: WindowsPC) -> None:
    asked = pc.python("-c", "import locale; print(locale.getpreferredencoding(False))")
    assert asked.text.strip() == "cp936"


def test_selfcheck_answers_in_utf_8(pc: WindowsPC) -> None:
    done = pc.taizhang("selfcheck", "--json")
    told = json.loads(done.text)
    assert done.code == 0
    assert told["job"] == "selfcheck"


def test_what_no_code_page_holds_is_still_said(pc: WindowsPC) -> None:
    done = pc.taizhang("judge", r"C:\lab\王䶮😀\督查台账.xlsm", "--json")
    assert done.code == 2
    assert "Traceback" not in done.text
    assert json.loads(done.text)["ok"] is False


def test_the_demo_gives_the_figures_of_this_machine(
    shown: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    here = subprocess.run(
        [sys.executable, "-m", "taizhang", "demo", str(tmp_path / FOLDER), "--json"],
        stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    assert figures(shown[1]) == figures(json.loads(here.stdout))


def figures(told: dict[str, Any]) -> list[tuple[str, str]]:
    """What each step did; pictures need LibreOffice, which the PC has not."""
    return [(s["步骤"], s["做了什么"]) for s in told["steps"] if "图片" not in s["步骤"]]


def test_the_menu_works_in_folders_as_offices_name_them(pc: WindowsPC) -> None:
    proto = pc.clean("menu") / "first"
    proto.parent.mkdir()
    made = pc.taizhang("init", r"C:\menu\first", "--json")
    assert made.code == 0, made.text
    rows = pc.script("inside_menu", r"C:\menu\first")
    assert rows
    assert [r for r in rows if not (r["checked"] and r["code"] == 0)] == []


def test_a_click_reaches_python_from_folders_as_offices_name_them(pc: WindowsPC) -> None:
    rows = pc.script("inside_click")
    assert rows
    assert [r for r in rows if not r["ran"]] == []
    assert [r for r in rows if r["arguments"][1] != "--wb=督查台账.xlsm"] == []  # type: ignore[index]
    assert [r["name"] for r in rows if not r["same_path"]] == []


@pytest.fixture(scope="module")
def carried(pc: WindowsPC) -> Path:
    """The bundle as it was carried to the PC; its wheels are those that the lab was built from."""
    folder = pc.clean("安装包 (1)")
    (folder / WHEELS).mkdir(parents=True)
    for wheel in (pc.folder / "wheels").glob("*.whl"):
        shutil.copy2(wheel, folder / WHEELS)
    write_helpers(folder)
    return folder


def test_an_installation_ends_in_a_ledger_and_a_green_check(pc: WindowsPC, carried: Path) -> None:
    for program in (pc.drive / "users").glob("*/AppData/Local/taizhang"):
        shutil.rmtree(program)
    office = pc.clean("办公 室")
    first = pc.batch(carried / "安装.bat", rf"C:\{office.name}")
    assert "可以使用" in first.text, first.text
    assert first.code in {0, 1}, first.text
    ledger = office / "督查台账.xlsm"
    before = ledger.read_bytes()
    again = pc.batch(carried / "安装.bat", rf"C:\{office.name}")
    assert "原样不动" in again.text, again.text
    assert ledger.read_bytes() == before
    asked = pc.python("-c", TRUSTED, rf"C:\{office.name}" + "\\")
    assert asked.text.strip() == "True"
    gone = pc.batch(carried / "卸载.bat", "x")
    assert gone.code == 0, gone.text
    assert ledger.read_bytes() == before
    assert pc.python("-c", TRUSTED, rf"C:\{office.name}" + "\\").text.strip() == "False"


TRUSTED = """
import sys
from taizhang.actions.setup.trusting import trusted_folders
print(sys.argv[1] in trusted_folders())
"""


@pytest.fixture(scope="module")
def held(pc: WindowsPC, shown: tuple[Path, dict[str, Any]]) -> list[dict[str, Any]]:
    return pc.script("inside_held", rf"C:\lab\{shown[0].name}")


def test_held_files_stop_nothing_but_their_own_job(held: list[dict[str, Any]]) -> None:
    for row in held:
        assert row["code"] in {0, 1, 2}, row
        assert not row["lost"], row
        assert not row["left"], row
        assert "Traceback" not in row["errors"], row


def test_a_held_ledger_is_said_to_be_held_and_stays_as_it_was(held: list[dict[str, Any]]) -> None:
    for row in held:
        if row["case"].startswith("ledger held") and row["code"] == 2:
            said = json.dumps(row["answer"], ensure_ascii=False)
            assert "损坏" not in said, row
            assert ".tmp" not in said, row
            assert "督查台账.xlsm" not in row["changed"], row
