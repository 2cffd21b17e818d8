"""Imports point down, and the core knows no workbook: the contracts of pyproject.toml."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST = 22  # about twenty modules of a folder can be read from `ls`


def test_the_import_contracts_hold() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_folder_holds_more_than_can_be_read_at_one_look() -> None:
    rooms: dict[str, int] = {}
    for path in (ROOT / "pytools").rglob("*.py"):
        if path.name != "__init__.py":
            room = path.parent.relative_to(ROOT).as_posix()
            rooms[room] = rooms.get(room, 0) + 1
    assert {room: count for room, count in rooms.items() if count > MOST} == {}


def test_each_folder_says_in_a_sentence_or_two_what_lives_there() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pytools" / "taizhang").rglob("__init__.py")
        if not (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").strip()
    ]
    assert silent == []
