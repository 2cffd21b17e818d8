"""Workbooks on record as text, so that a reviewer reads what a change does to them as a diff.

A folder holds one file a part: XML as canonical lines, every other part as a line of `hashes.txt`.
A sheet's part is filed by the name of the sheet, and so are its relations.
Cells show the shared strings they stand for, so that a new string does not renumber all others;
the table of strings is then hashed, as is the theme, which is XlsxWriter's own.

Nothing is passed over, with one exception. The VBA project embeds the text of the xlwings that is
installed, which may be newer than the one on record; so its modules are hashed one by one, and
the library's line is its name alone. That its text is the installed one, and that the project can
be read at all, is tested where the project is (tests/vba).
"""

import hashlib
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from taizhang.vba.project import LIBRARY, PROJECT_PART
from tests.support.packages import Parts, difference, is_text, lines_of, parts_of, tree_of

HASHES = "hashes.txt"
STRINGS = "xl/sharedStrings.xml"
HASHED = {STRINGS, "xl/theme/theme1.xml"}
BOOK = "workbook.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Texts = dict[str, list[str]]


def as_text(path: Path) -> Texts:
    """The workbook as it is recorded: lines by part, hashes last."""
    parts = parts_of(path)
    texts = [name for name in sorted(parts) if is_text(name) and name not in HASHED]
    strings, names = _strings(parts), _sheet_names(parts)
    found = {_filed(name, names): lines_of(_spelled(parts[name], strings)) for name in texts}
    hashed = sorted(parts.keys() - set(texts) - {PROJECT_PART})
    lines = [f"{_hash(parts[name])}  {name}" for name in hashed]
    if PROJECT_PART in parts:
        lines += _modules(path)
    return dict(sorted(found.items())) | {HASHES: lines}


def recorded(folder: Path) -> Texts:
    """What is on record; nothing where there is no such folder."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    names = [*sorted(files.keys() - {HASHES}), *(files.keys() & {HASHES})]
    return {name: files[name].read_text("utf-8").split("\n")[:-1] for name in names}


def record(texts: Texts, folder: Path) -> None:
    """Put the workbook on record in place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, lines in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")


def first_difference(built: Texts, on_record: Texts) -> str:
    """A diff of the names of parts, or else of the first part that differs; "" for none."""
    names = difference(list(on_record), list(built), "parts")
    if names:
        return names
    found = (difference(on_record[name], lines, name) for name, lines in built.items())
    return next(filter(None, found), "")


def _sheet_names(parts: Parts) -> dict[str, str]:
    """The name of each sheet by the file name of its part."""
    relations = {r.get("Id"): r.get("Target") for r in tree_of(parts[f"xl/_rels/{BOOK}.rels"])}
    sheets = tree_of(parts[f"xl/{BOOK}"]).iterfind("{*}sheets/{*}sheet")
    return {Path(str(relations[s.get(RELATION)])).name: str(s.get("name")) for s in sheets}


def _filed(part: str, names: Mapping[str, str]) -> str:
    """Where a part is filed: xl/worksheets/首页.xml rather than xl/worksheets/sheet1.xml."""
    path = Path(part)
    bare = path.name.removesuffix(".rels")
    if "worksheets" not in path.parts or bare not in names:
        return part
    return path.with_name(path.name.replace(bare, f"{names[bare]}.xml")).as_posix()


def _strings(parts: Parts) -> list[str]:
    """The shared strings of a workbook in their order."""
    if STRINGS not in parts:
        return []
    return ["".join(map(str, item.itertext())) for item in tree_of(parts[STRINGS])]


def _spelled(xml: bytes, strings: list[str]) -> etree._Element:
    """The part with the strings themselves where cells hold their numbers."""
    root = tree_of(xml)
    for value in root.iterfind(".//{*}c[@t='s']/{*}v"):
        value.text = strings[int(str(value.text))]
    return root


def _modules(path: Path) -> list[str]:
    """A line a module of the VBA project, as a foreign reader takes it out."""
    with warnings.catch_warnings():  # oletools uses old names of pyparsing
        warnings.simplefilter("ignore", DeprecationWarning)
        from oletools.olevba import VBA_Parser
    parser = VBA_Parser(str(path))
    modules = {Path(name).stem: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    own = {n: _hash(c.encode()) for n, c in modules.items() if n != LIBRARY}
    hashes = own | {LIBRARY: "(the installed library)".ljust(64)}
    return [f"{hashes[name]}  {PROJECT_PART}/{name}" for name in sorted(modules)]


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
