"""An office PC: official Windows CPython under wine, code page 936, folders as offices name them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

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


DEEP = "\\".join(["深" * 60] * 5)  # 308 characters


@pytest.mark.parametrize("folder", [r"C:\odd\100%完成%", r"\\?\C:\odd\unc like"])
def test_a_ledger_is_made_and_looked_at_at_any_path(pc: WindowsPC, folder: str) -> None:
    pc.clean("odd").mkdir()
    made = pc.taizhang("init", folder, "--json")
    assert made.code == 0, made.text
    asked = pc.taizhang("check", rf"{folder}\督查台账.xlsm", "--json")
    assert asked.code in {0, 1}, asked.text
    assert json.loads(asked.text)["ok"] is True


def test_a_folder_too_deep_for_windows_is_one_sentence(pc: WindowsPC) -> None:
    pc.clean("odd").mkdir()
    pc.taizhang("init", rf"C:\odd\{DEEP}", "--json")
    done = pc.taizhang("check", rf"C:\odd\{DEEP}\督查台账.xlsm", "--json")
    assert done.code == 2, done.text
    [issue] = json.loads(done.text)["issues"]
    assert issue["code"] in {"W203", "W605"}


def test_a_share_that_is_not_there_is_one_sentence(pc: WindowsPC) -> None:
    done = pc.taizhang("judge", r"\\没有的机器\共享\督查台账.xlsm", "--json")
    assert done.code == 2
    [issue] = json.loads(done.text)["issues"]
    assert issue["code"] in {"W203", "W608"}


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


@pytest.fixture(scope="module")
def held(pc: WindowsPC, shown: tuple[Path, dict[str, Any]]) -> list[dict[str, Any]]:
    return pc.script("inside_held", rf"C:\lab\{shown[0].name}")


def test_held_files_stop_nothing_but_their_own_job(held: list[dict[str, Any]]) -> None:
    for row in held:
        assert row["code"] in {0, 1, 2}, row["case"]
        assert [name for name in row["lost"] if not name.startswith("备份")] == [], row["case"]
        assert not row["left"], row["case"]
        assert "Traceback" not in row["errors"], row["case"]


def said(row: dict[str, Any]) -> str:
    return json.dumps(row["answer"], ensure_ascii=False)


def test_a_held_file_is_never_said_to_be_damaged_and_never_by_a_temporary_name(
    held: list[dict[str, Any]],
) -> None:
    """The demo has a form that is damaged indeed; what is held is another one."""
    assert [r["case"] for r in held if ".tmp" in said(r)] == []
    for row in held:
        issues = [json.dumps(i, ensure_ascii=False) for i in row["answer"].get("issues", [])]
        assert [i for i in issues if "损坏" in i and row["target"] in i] == [], row["case"]
        assert row["code"] != 2 or "损坏" not in said(row), row["case"]
    assert [r["case"] for r in held if r["code"] == 2 and r["target"] not in said(r)] == []


def cases(held: list[dict[str, Any]], *beginnings: str) -> list[dict[str, Any]]:
    return [r for r in held if r["case"].startswith(beginnings)]


def test_a_ledger_that_a_program_keeps_to_itself_stays_as_it_was(
    held: list[dict[str, Any]],
) -> None:
    rows = cases(held, "ledger held, Excel", "ledger held, nobody else")
    assert len(rows) == 4
    assert [r["case"] for r in rows if r["code"] != 2 or r["target"] in r["changed"]] == []


def test_a_holder_who_lets_others_rename_hinders_nothing_or_the_new_version_lies_beside(
    held: list[dict[str, Any]],
) -> None:
    rows = cases(held, "ledger held, a scanner")
    assert len(rows) == 2
    for row in rows:
        assert (row["code"] != 2 and row["target"] in row["changed"]) or kept(row), row["case"]


def test_what_is_let_go_of_within_seconds_is_written(held: list[dict[str, Any]]) -> None:
    [row] = cases(held, "ledger let go of")
    assert row["code"] in {0, 1}, row
    assert row["target"] in row["changed"], row
    assert not kept(row)


def test_the_new_version_of_a_chart_that_stays_open_is_kept_beside_it(
    held: list[dict[str, Any]],
) -> None:
    [row] = cases(held, "chart open")
    [new] = kept(row)
    assert new in said(row)


def kept(row: dict[str, Any]) -> list[str]:
    """The new versions that lie beside what was held."""
    return [name.rpartition("\\")[2] for name in row["changed"] if "新版" in name]
