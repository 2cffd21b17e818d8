"""Each Sub of the built workbook on Windows: launcher, xlwings.bas, cmd.exe, Python, message box.

The cases are those of test_buttons, which begin where a Sub ends.
"""

import sys
from pathlib import Path

import pytest

from taizhang import buttons
from taizhang.commands import CommandEntry
from taizhang.office.workplace import MASTER
from taizhang.running import NOW
from tests.actions.test_buttons import AT, CASES, COMMANDS, REFUSALS, ROOT, Answer, folder

__all__ = ["folder"]  # a fixture
pytestmark = [
    pytest.mark.slow,
    pytest.mark.windows,
    pytest.mark.skipif(sys.platform != "win32", reason="a click goes through Windows' cmd.exe"),
]
ICONS = {64: "info", 48: "warn", 16: "error"}
LONGEST = 1000  # what the launcher shows of an answer
WITHOUT_A_SUB = {
    "a workbook that is no ledger",
    "a list that was not chosen",
}  # no macros; cancelled


def shown(folder: Path, sub: str) -> Answer:
    """What a click on the Sub shows; the program was started once, by a line of fixed words."""
    from tests.support.excel import Excel

    temp = folder.parent / "临时"
    excel = Excel(folder / MASTER, temp, {NOW: AT, "PYTHONPATH": str(ROOT / "pytools")})
    [(text, icon)] = excel.click(sub)
    assert excel.popups == []
    assert len(excel.ran) == 1
    assert [p.name for p in temp.glob("taizhang-*")] == [], "an answer is shown once"
    assert [p.name for p in temp.glob("xlwings-*")] == [], "no log is left"
    return Answer(ICONS[icon], text)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.key)
def test_a_sub_does_its_job_and_shows_what_came_of_it(folder: Path, command: CommandEntry) -> None:
    case = CASES[command.key]
    case.prepare(folder)
    answer = shown(folder, command.sub)
    # asked for files, the clerk chooses none: he is told what was read
    level = case.level.replace(buttons.ASK, "info")
    assert (answer.level, answer.foreign) == (level, []), answer.text
    assert len(answer.text) < LONGEST
    case.check(folder, answer)


@pytest.mark.parametrize("name", [n for n in REFUSALS if n not in WITHOUT_A_SUB])
def test_a_sub_shows_what_stands_in_the_way(folder: Path, name: str) -> None:
    prepare, sub, level, code, words = REFUSALS[name]
    prepare(folder)
    answer = shown(folder, sub)
    assert answer.level == (level or answer.level), answer.text
    assert code in answer.text
    assert words in answer.text
