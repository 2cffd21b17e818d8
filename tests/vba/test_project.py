"""The VBA project as built: what two foreign readers take out of it is what macros/ holds."""

import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyvbaanalysis import analyze_workbook

from taizhang.books.layout import load_layout
from taizhang.books.master.commands import load_commands
from taizhang.books.resources import resource
from taizhang.vba import assemble_project, command_modules
from taizhang.vba.install import code_names
from taizhang.vba.project import NotAsciiError, library_source, read_documents
from tests.support import masters, office

MACROS = resource("macros")
SOURCES = {
    **{f.stem: f.read_text("ascii") for f in MACROS.glob("*.bas")},
    **command_modules(e.command for e in load_commands().commands),
}
OURS = tuple(sorted(SOURCES))
SHEETS = 3 + len(load_layout().sheets) + 7


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return masters.build(tmp_path_factory.mktemp("vba") / "台账.xlsm")


@pytest.fixture(scope="module")
def modules(path: Path) -> dict[str, str]:
    """Source by module name, without the attributes, as olevba reads it."""
    with warnings.catch_warnings():  # oletools uses old names of pyparsing
        warnings.simplefilter("ignore", DeprecationWarning)
        from oletools.olevba import VBA_Parser
    parser = VBA_Parser(str(path))
    found = {Path(name).stem: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    return {name: _bare(code) for name, code in found.items()}


def _bare(code: str) -> str:
    lines = [line.rstrip() for line in code.splitlines() if not line.startswith("Attribute ")]
    return "\n".join(lines).strip()


def test_the_project_holds_our_modules_the_library_and_one_a_sheet(modules: dict[str, str]) -> None:
    behind = {"ThisWorkbook", *(f"Sheet{n}" for n in range(1, SHEETS + 1))}
    assert set(modules) == {*OURS, "xlwings", *behind}


def test_each_module_is_its_file(modules: dict[str, str]) -> None:
    for name in OURS:
        assert modules[name] == _bare(SOURCES[name])
    assert modules["xlwings"] == _bare(library_source().read_text("utf-8"))
    assert modules["ThisWorkbook"] == _bare((MACROS / "ThisWorkbook.cls").read_text("ascii"))


def test_code_names_and_sheets_are_the_same(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert code_names(parts) == [f"Sheet{n}" for n in range(1, SHEETS + 1)]
    book = etree.fromstring(parts["xl/workbook.xml"])
    settings = book.find("{*}workbookPr")
    assert settings is not None
    assert settings.get("codeName") == "ThisWorkbook"


@pytest.mark.parametrize("name", OURS)
def test_sources_are_ascii_and_explicit(name: str) -> None:
    assert SOURCES[name].isascii()
    assert "Option Explicit" in SOURCES[name]


@pytest.mark.slow
def test_a_compiler_in_python_finds_nothing_in_our_modules(path: Path) -> None:
    found: Any = analyze_workbook(path)
    names = {m: d for m, d in _diagnostics(found) if m in {*OURS, "ThisWorkbook"}}
    assert names == {}


def _diagnostics(found: Any) -> list[tuple[str, object]]:
    items = found.items() if isinstance(found, dict) else found
    return [(str(name), one) for name, diagnostics in items for one in diagnostics]


def test_chinese_in_a_module_is_refused_not_spoilt() -> None:
    documents = read_documents(MACROS, ["Sheet1"])
    with pytest.raises(NotAsciiError, match="Module1, line 2"):
        assemble_project({"Module1": "Option Explicit\n' 汇总\n"}, documents)


def test_a_sheet_without_a_code_name_is_refused() -> None:
    with pytest.raises(ValueError, match="code name"):
        code_names({"xl/worksheets/sheet1.xml": b"<worksheet/>"})


def test_the_project_is_the_same_each_time() -> None:
    documents = read_documents(MACROS, ["Sheet1", "Sheet2"])
    modules = {"Module1": "Option Explicit\nPublic Sub A()\nEnd Sub\n"}
    assert assemble_project(modules, documents) == assemble_project(modules, documents)


@pytest.mark.slow
def test_the_validator_accepts_project_and_ribbon(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml").decode()
    assert {"xl/vbaProject.bin", "customUI/customUI14.xml"} <= set(names)
    assert "application/vnd.ms-excel.sheet.macroEnabled.main+xml" in types
    assert re.search(r'Extension="bin" ContentType="application/vnd.ms-office.vbaProject"', types)
    assert office.faults(path) == []
