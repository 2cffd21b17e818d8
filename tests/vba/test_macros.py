"""Every Sub, run in LibreOffice from the master as built, asks for its own Python function.

Only the xlwings module is replaced, by one that writes down what RunPython is given; the checks
of the launcher run as they are. Message boxes answer themselves when nobody is there to see them.
"""

from pathlib import Path

import pytest

from taizhang.books.master.commands import load_commands
from tests.support import masters, office

pytestmark = pytest.mark.slow

COMMANDS = load_commands().commands
SCRIPT = """
library = doc.BasicLibraries.getByName("VBAProject")
library.replaceByName("xlwings", '''{recorder}''')
library.insertByName("Ribboned", '''{ribboned}''')
argument = doc.NamedRanges.getByName("arg_file").ReferredCells
provider = doc.getScriptProvider()
for module, sub in {subs}:
    argument.getCellByPosition(0, 0).String = "list.xlsx"
    where = f"vnd.sun.star.script:VBAProject.{{module}}.{{sub}}?language=Basic&location=document"
    provider.getScript(where).invoke((), (), ())
    print("after", repr(argument.getCellByPosition(0, 0).String))
"""
RECORDER = """Option VBASupport 1
Public Function RunPython(command As String)
    Dim number As Integer
    number = FreeFile
    Open "{log}" For Append As #number
    Print #number, command
    Close #number
End Function
"""
RIBBONED = "\n".join(
    ["Option VBASupport 1"]
    + [f"Public Sub Call{c.sub}()\n    {c.command.callback} Nothing\nEnd Sub" for c in COMMANDS]
)


def _run(path: Path, log: Path, subs: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    recorder = RECORDER.format(log=log)
    script = SCRIPT.format(recorder=recorder, ribboned=RIBBONED, subs=subs)
    told = office.run_script(script, path).splitlines()
    return (log.read_text("utf-8").splitlines() if log.exists() else []), told


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return masters.build(tmp_path_factory.mktemp("macros") / "book.xlsm")


def test_each_button_runs_its_function(path: Path, tmp_path: Path) -> None:
    ran, told = _run(path, tmp_path / "log.txt", [("Commands", c.sub) for c in COMMANDS])
    wanted = [c.command.python for c in COMMANDS]
    assert ran == wanted
    assert told == ["after ''"] * len(COMMANDS), "the file is forgotten after each run"


def test_each_ribbon_control_runs_the_same_function(path: Path, tmp_path: Path) -> None:
    ran, _ = _run(path, tmp_path / "log.txt", [("Ribboned", f"Call{c.sub}") for c in COMMANDS])
    assert ran == [c.command.python for c in COMMANDS]


def test_without_the_program_nothing_runs(tmp_path: Path) -> None:
    from taizhang.books.master.build import build_master
    from taizhang.books.resources import resource
    from taizhang.vba import installer

    path = tmp_path / "book.xlsm"
    macros = installer(resource("macros"), load_commands())
    gone = str(tmp_path / "gone" / "python.exe")
    build_master(path, interpreter=gone, ledger_id="a", key="b", macros=macros)
    ran, _ = _run(path, tmp_path / "log.txt", [("Commands", c.sub) for c in COMMANDS])
    assert ran == []
