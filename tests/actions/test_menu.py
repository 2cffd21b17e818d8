"""The way in without macros: a batch file with the jobs, readable by Windows."""

from pathlib import Path

from typer.main import get_command

from taizhang.actions.creating import MENU, MENU_FILE, write_menu
from taizhang.cli import app


def test_the_batch_file_runs_jobs_that_exist(tmp_path: Path) -> None:
    text = write_menu(tmp_path, r"C:\taizhang\python.exe").read_bytes().decode("gbk")
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for number, (label, command) in enumerate(MENU, start=1):
        assert command in commands
        assert f"echo   {number}  {label}" in text
        assert f'"%PROGRAM%" -m taizhang {command} "%BOOK%"' in text
    assert text.count("\r\n") == text.count("\n")
    assert r'set "PROGRAM=C:\taizhang\python.exe"' in text
    assert (tmp_path / MENU_FILE).exists()
