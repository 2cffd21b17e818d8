"""What the jobs ask of xlwings must exist in the engines for Windows and for the Mac.

The whole flow runs under the file engine while every member that it touches is written down;
then the two real engines, which cannot be imported here, are read as text.
"""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from taizhang.actions.charting import chart
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.loading import load
from taizhang.actions.merging import merge, rehearse
from taizhang.actions.setup.selfchecking import selfcheck
from taizhang.actions.undoing import undo
from taizhang.books.resources import resource
from taizhang.office.report import Desk
from tests.actions.conftest import Opener, moment, office, return_form

pytestmark = pytest.mark.slow

ENGINES = ("_xlwindows.py", "_xlmac.py")
# xlwings asks an engine's classes for these itself; they are no members of a workbook
OWN = {
    "prepare_xl_data_value", "clean_value_data", "api",
    "max_cells_per_read", "max_cells_per_write",  # the contract itself gives them
}  # fmt: skip


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Members of the file engine's objects that were used from outside, as (class, member)."""
    seen: set[tuple[str, str]] = set()
    for kind in engine_classes():
        monkeypatch.setattr(kind, "__getattribute__", listener(kind, seen))
    return seen


def engine_classes() -> list[type]:
    import xlwings.base_classes as contract

    names = {n for n, v in vars(contract).items() if isinstance(v, type)}
    modules = [m for n, m in __import__("sys").modules.items() if n.startswith("xlfile.")]
    found = {v for m in modules for v in vars(m).values() if isinstance(v, type)}
    return [c for c in found if c.__name__ in names and c.__module__.startswith("xlfile")]


def listener(kind: type, seen: set[tuple[str, str]]) -> Callable[[Any, str], Any]:
    def listen(self: Any, name: str) -> Any:
        if not name.startswith("_") and called_by_xlwings():
            seen.add((kind.__name__, name))
        return object.__getattribute__(self, name)

    return listen


def called_by_xlwings() -> bool:
    import sys

    module = sys._getframe(2).f_globals.get("__name__", "")
    return str(module).startswith("xlwings")


def implemented(file: str) -> set[tuple[str, str]]:
    """(class, member) of a real engine, its base classes included."""
    path = Path(xw.__file__).parent / file
    tree = ast.parse(path.read_text("utf-8"))
    own = {c.name: members_of(c) for c in tree.body if isinstance(c, ast.ClassDef)}
    bases = {c.name: [b.id for b in c.bases if isinstance(b, ast.Name)]
             for c in tree.body if isinstance(c, ast.ClassDef)}  # fmt: skip
    for name, parents in bases.items():
        for parent in parents:
            own[name] = own[name] | own.get(parent, set())
    return {(name, member) for name, members in own.items() for member in members}


def members_of(node: ast.ClassDef) -> set[str]:
    names = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
    for child in node.body:
        if isinstance(child, ast.Assign):
            names |= {t.id for t in child.targets if isinstance(t, ast.Name)}
    attributes = {n.attr for n in ast.walk(node)
                  if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}  # fmt: skip
    return names | attributes


def test_the_jobs_use_only_what_both_real_engines_have(
    sent: Path, fresh: Opener, desk: Desk, touched: set[tuple[str, str]]
) -> None:
    folder, book = fresh(sent)
    demo = resource("templates") / "demo"
    load(book, desk, [demo / "tasks.csv"], moment("2022-06-01T09:00"))
    distribute(book, desk, moment("2022-06-01T10:00"), "2022-06")
    return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.3)
    now = moment("2022-06-28T10:30")
    rehearse(office(folder).book, desk, now, "2022-06")
    merge(office(folder).book, desk, now, "2022-06")
    judge(office(folder).book, desk, now, "2022-06")
    chart(office(folder).book, desk, now, "2022-06")
    undo(office(folder).book, desk, now)
    selfcheck(office(folder).book, desk, now)

    assert ("Range", "raw_value") in touched or ("Range", "value") in touched
    for engine in ENGINES:
        missing = {(c, m) for c, m in touched if m not in OWN} - implemented(engine)
        assert missing == set(), engine
