"""Imports point down, and the core knows no workbook: the contracts of pyproject.toml."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST = 22  # about twenty modules of a folder can be read from `ls`


def test_the_import_contracts_hold() -> None:
    if sys.platform == "win32":  # CI holds them on Linux; the office PC is given no linter
        pytest.importorskip("importlinter", reason="import-linter is not on this PC")
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


def test_a_class_or_alias_is_the_only_one_of_its_name() -> None:
    """Who reads `Row` in two rooms must not have to ask which; `_Row` and `Row` are one name."""
    homes: dict[str, set[str]] = {}
    for path in (ROOT / "pytools").rglob("*.py"):
        for name in names_of_kinds(path.read_text("utf-8")):
            homes.setdefault(name.lstrip("_"), set()).add(path.relative_to(ROOT).as_posix())
    assert len(homes) > 600
    assert {name: sorted(found) for name, found in homes.items() if len(found) > 1} == {}


def test_no_module_gives_a_name_twice() -> None:
    """The second takes the place of the first, and whoever meant the first gets the second."""
    twice = {}
    for path in (ROOT / "pytools").rglob("*.py"):
        given = list(names_given(path.read_text("utf-8")))
        if found := {name for name in given if given.count(name) > 1}:
            twice[path.relative_to(ROOT).as_posix()] = found
    assert twice == {}


def test_names_given_are_told_from_names_used() -> None:
    code = "A = 1\nB: int = 2\nC, D = A, B\nA = 3\ndef f(): A = 4\nclass E: ...\n"
    assert list(names_given(code)) == ["A", "B", "A", "f", "E"]


def names_given(code: str) -> Iterator[str]:
    """The names that a module gives one by one, on its own level, outside of conditions."""
    for node in ast.parse(code).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            overloaded = any("overload" in ast.unparse(d) for d in node.decorator_list)
            yield from () if overloaded else (node.name,)
        elif isinstance(node, ast.AnnAssign):
            yield from (node.target.id,) if isinstance(node.target, ast.Name) else ()
        elif isinstance(node, ast.Assign):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name))


def test_names_of_kinds_are_told_from_other_names() -> None:
    code = (
        "class A: ...\n_Row = list[int]\nNone_ = 1\nUP = {}\nRow: TypeAlias = int\nx = 1\nT = 2\n"
    )
    assert list(names_of_kinds(code)) == ["A", "_Row", "None_", "Row"]


def names_of_kinds(code: str) -> Iterator[str]:
    """The classes and aliases of a module; an alias is written like a class: Row, not ROW."""
    for node in ast.parse(code).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = target.id if isinstance(target, ast.Name) else ""
            if name.lstrip("_")[:1].isupper() and not name.isupper():
                yield name
