"""安装.bat and 卸载.bat on the Windows PC: first, again, removed; ledgers stay."""

import shutil
from pathlib import Path

import pytest

from taizhang.actions.setup.bundling import WHEELS
from taizhang.actions.setup.installers import write_helpers
from tests.windows.lab import WindowsPC, windows_pc

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pc() -> WindowsPC:
    return windows_pc()


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
