"""The menu without macros and a click in folders as offices name them, on the Windows PC."""

from typing import Any

import pytest

from tests.windows.lab import WindowsPC, windows_pc

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pc() -> WindowsPC:
    return windows_pc()


@pytest.fixture(scope="module")
def menu(pc: WindowsPC) -> list[dict[str, Any]]:
    """The menu without macros in each folder, and files dropped on it."""
    proto = pc.clean("menu") / "first"
    proto.parent.mkdir()
    made = pc.taizhang("init", r"C:\menu\first", "--json")
    assert made.code == 0, made.text
    return pc.script("inside_menu", r"C:\menu\first")


def test_the_menu_works_in_folders_as_offices_name_them(menu: list[dict[str, Any]]) -> None:
    rows = [r for r in menu if "name" in r]
    assert len(rows) > 10
    assert [r for r in rows if not (r["checked"] and r["code"] == 0)] == []


def test_a_file_that_is_dropped_on_the_menu_is_loaded(menu: list[dict[str, Any]]) -> None:
    rows = [r for r in menu if "file" in r]
    assert len(rows) == 3
    assert [r for r in rows if "新登记任务：1项" not in r["told"] or r["code"] > 1] == []


def test_a_click_reaches_python_from_folders_as_offices_name_them(pc: WindowsPC) -> None:
    rows = pc.script("inside_click")
    assert rows
    assert [r for r in rows if not r["ran"]] == []
    assert [r for r in rows if r["arguments"][1] != "--wb=督查台账.xlsm"] == []  # type: ignore[index]
    assert [r["name"] for r in rows if not r["same_path"]] == []
