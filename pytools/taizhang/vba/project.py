"""Assemble the VBA project of a workbook from text modules, without Excel.

The project is ASCII: its code page is 1252, and anything else would turn into question marks
without a word. Sources are files of macros/ and the module that the installed xlwings ships.
"""

import zipfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress

from wholefile import scratch

PROJECT_PART = "xl/vbaProject.bin"
BOOK_MODULE = "ThisWorkbook"
SHEET_SOURCE = "Sheet.cls"
LIBRARY = "xlwings"
# [MS-OVBA] 2.3.4.1: a writer says version 0xFFFF and leaves the cache away, so that every Excel
# reads the sources. A cache of zeros under the version of an Excel would be believed by that one.
NO_CACHE = bytes.fromhex("cc61 ffff 00 0000")
DIR_END = bytes.fromhex("1000 00000000")  # 2.3.4.2: the terminator, four reserved bytes, no more


class NotAsciiError(ValueError):
    """A VBA module holds a character that its project cannot hold."""

    def __init__(self, module: str, line: int) -> None:
        """Say which module and line."""
        super().__init__(f"{module}, line {line}: VBA source must be ASCII")


def read_modules(macros: Path) -> dict[str, str]:
    """Standard modules by name: those of the folder and the one of the installed xlwings."""
    own = {file.stem: _text(file) for file in sorted(macros.glob("*.bas"))}
    return own | {LIBRARY: _text(library_source())}


def read_documents(macros: Path, sheets: Sequence[str]) -> dict[str, str]:
    """Code behind the workbook and behind each sheet, by code name."""
    behind_sheet = _text(macros / SHEET_SOURCE)
    return {BOOK_MODULE: _text(macros / f"{BOOK_MODULE}.cls")} | dict.fromkeys(sheets, behind_sheet)


def library_source() -> Path:
    """xlwings.bas of the installed xlwings, found without importing it."""
    spec = find_spec(LIBRARY)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(LIBRARY)
    return Path(spec.origin).with_name(f"{LIBRARY}.bas")


def assemble_project(modules: Mapping[str, str], documents: Mapping[str, str]) -> bytes:
    """vbaProject.bin with these standard modules and these document modules, in this order."""
    for name, text in (*modules.items(), *documents.items()):
        _require_ascii(name, text)
    with scratch() as folder:
        book = folder / "book.xlsm"
        book.write_bytes(_bare_book([name for name in documents if name != BOOK_MODULE]))
        with ExcelFile(book) as host:
            project = host.add_vba_project()
            for name, text in documents.items():
                host.set_module(name, project_lines(text))
            for name, text in modules.items():
                project.add_module(name, project_lines(text))
            host.save()
        with zipfile.ZipFile(book) as package:
            return _as_excel_ends_it(package.read(PROJECT_PART))


def _as_excel_ends_it(project: bytes) -> bytes:
    """Without a cache, and with nothing behind the last record of dir."""
    storage = CFB.from_bytes(project)
    records = decompress(storage.get_stream_in_storage("VBA", "dir"))
    ended = records[: records.rindex(DIR_END) + len(DIR_END)]
    storage.write_stream_in_storage("VBA", "dir", compress(ended))
    storage.write_stream_in_storage("VBA", "_VBA_PROJECT", NO_CACHE)
    whole: bytes = storage.to_bytes()
    return whole


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def project_lines(text: str) -> str:
    """VBA lines end with CR LF."""
    return "\r\n".join(text.splitlines()) + "\r\n"


def _require_ascii(name: str, text: str) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.isascii():
            raise NotAsciiError(name, number)


def _bare_book(code_names: Sequence[str]) -> bytes:
    """The smallest workbook with these sheets, for the project to be made in."""
    import xlsxwriter

    buffer = BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_vba_name(BOOK_MODULE)
    for name in code_names:
        book.add_worksheet().set_vba_name(name)
    book.close()
    return buffer.getvalue()
