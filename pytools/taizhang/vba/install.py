"""Put the VBA project and the ribbon among the parts of a workbook.

A package is a mapping from part name to bytes; reading and writing the file is the caller's
business. The workbook's other parts stay as they are.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from taizhang.commands import Commands
from taizhang.vba.project import (
    BOOK_MODULE,
    PROJECT_PART,
    assemble_project,
    read_documents,
    read_modules,
)
from taizhang.vba.ribbon import RIBBON_PART, ribbon_xml
from taizhang.vba.sources import command_modules

PartBytes = dict[str, bytes]
CONTENT_TYPES = "[Content_Types].xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
PACKAGE_RELS = "_rels/.rels"
PROJECT_TYPE = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
BIN_TYPE = "application/vnd.ms-office.vbaProject"
_SHEET_CODE_NAME = re.compile(rb'<sheetPr\b[^>]*\bcodeName="([^"]+)"')
_SHEET_PART = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def installer(macros: Path, commands: Commands) -> Callable[[PartBytes], PartBytes]:
    """A function that gives a package the modules of `macros` and the ribbon of `commands`."""

    def install(parts: PartBytes) -> PartBytes:
        documents = read_documents(macros, code_names(parts))
        skeleton = (macros / "ribbon.xml").read_bytes()
        return parts | {
            PROJECT_PART: assemble_project(own_modules(macros, commands), documents),
            RIBBON_PART: ribbon_xml(skeleton, commands.title, commands.grouped()),
            CONTENT_TYPES: _with_bin_type(parts[CONTENT_TYPES]),
            BOOK_RELS: _with_relation(parts[BOOK_RELS], PROJECT_TYPE, "vbaProject.bin"),
            PACKAGE_RELS: _with_relation(parts[PACKAGE_RELS], RIBBON_TYPE, RIBBON_PART),
        }

    return install


def own_modules(macros: Path, commands: Commands) -> dict[str, str]:
    """Our standard modules by name: the launcher, the library, and what the list gives."""
    return read_modules(macros) | command_modules(entry.command for entry in commands.commands)


def code_names(parts: Mapping[str, bytes]) -> list[str]:
    """Code names of the worksheets, in order; a sheet without one cannot hold code."""
    numbered = {int(m.group(1)): n for n in parts if (m := _SHEET_PART.fullmatch(n))}
    found = [_SHEET_CODE_NAME.search(parts[numbered[number]]) for number in sorted(numbered)]
    if None in found:
        raise ValueError(f"a worksheet has no code name beside {BOOK_MODULE}")
    return [match.group(1).decode("ascii") for match in found if match]


def _with_bin_type(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    if not any(e.get("Extension") == "bin" for e in root.iter(f"{TYPES}Default")):
        root.insert(0, etree.Element(f"{TYPES}Default", Extension="bin", ContentType=BIN_TYPE))
    return _bytes(root)


def _with_relation(xml: bytes, kind: str, target: str) -> bytes:
    root = etree.fromstring(xml)
    relations = list(root.iter(f"{RELS}Relationship"))
    if not any(r.get("Type") == kind for r in relations):
        number = len(relations) + 1
        etree.SubElement(root, f"{RELS}Relationship", Id=f"rIdTz{number}", Type=kind, Target=target)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
