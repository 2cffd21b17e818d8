"""Bring the VBA project and the ribbon of a workbook that is there up to date.

Our own modules are written anew; modules that an office added stay as they are, and so do the
labels and the places that it gave to controls of the ribbon. Where another program dropped the
project, it is assembled again.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from lxml import etree
from pyopenvba import ExcelFile
from pyopenvba.exceptions import PyOpenVBAError

from taizhang.commands import Commands
from taizhang.vba.install import PartBytes, installer, own_modules
from taizhang.vba.project import PROJECT_PART, project_lines
from taizhang.vba.ribbon import NAMESPACE, RIBBON_PART, ribbon_xml
from wholefile import scratch

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_PROPERTIES = re.compile(rb"<sheetPr\b")
_WORKSHEET = re.compile(rb"<worksheet\b[^>]*>")
_CODE_NAME = re.compile(rb'\bcodeName="([^"]+)"')


class ForeignProjectError(Exception):
    """The VBA project of the workbook is one that cannot be read; it stays as it is."""


def renewer(macros: Path, commands: Commands) -> Callable[[PartBytes], PartBytes]:
    """A function that gives a workbook our modules and controls as they are now."""

    def renew(parts: PartBytes) -> PartBytes:
        if PROJECT_PART not in parts:
            return installer(macros, commands)(_with_code_names(parts))
        project = _renewed_project(parts, own_modules(macros, commands))
        skeleton = (macros / "ribbon.xml").read_bytes()
        fresh = ribbon_xml(skeleton, commands.title, commands.grouped())
        if RIBBON_PART not in parts:
            return installer(macros, commands)(_with_code_names(parts)) | {PROJECT_PART: project}
        ribbon = merged_ribbon(parts[RIBBON_PART], fresh)
        return parts | {PROJECT_PART: project, RIBBON_PART: ribbon}

    return renew


def has_macros(parts: PartBytes) -> bool:
    """Whether the workbook still has its VBA project."""
    return PROJECT_PART in parts


def _renewed_project(parts: PartBytes, modules: dict[str, str]) -> bytes:
    """The project with our modules as given; only those that differ are written."""
    with scratch() as folder:
        path = folder / "book.xlsm"
        path.write_bytes(_zipped(parts))
        try:
            with ExcelFile(path) as host:
                known = {name.casefold(): name for name in host.module_names()}
                for name, text in modules.items():
                    _put(host, known.get(name.casefold(), ""), name, project_lines(text))
                host.save()
        except PyOpenVBAError as error:
            raise ForeignProjectError from error
        with zipfile.ZipFile(path) as package:
            return package.read(PROJECT_PART)


def _put(host: ExcelFile, there: str, name: str, text: str) -> None:
    if not there:
        host.vba_project().add_module(name, text)
    elif host.get_module(there).split() != text.split():
        host.set_module(there, text)


def _zipped(parts: PartBytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def _with_code_names(parts: PartBytes) -> PartBytes:
    """The same workbook, every sheet with a code name, as a new project needs them."""
    found = {n: m.group(1) for n in parts if _SHEET.fullmatch(n) and (m := _code_name(parts[n]))}
    taken = {*found.values()}
    named = dict(parts)
    number = 1
    for name in sorted((n for n in parts if _SHEET.fullmatch(n)), key=len):
        if name not in found:
            while (code := f"Sheet{number}".encode()) in taken:
                number += 1
            taken.add(code)
            named[name] = _named(parts[name], code)
    return named


def _code_name(sheet: bytes) -> re.Match[bytes] | None:
    return _CODE_NAME.search(sheet[:4000])


def _named(sheet: bytes, code: bytes) -> bytes:
    if _PROPERTIES.search(sheet[:4000]):
        return _PROPERTIES.sub(b'<sheetPr codeName="' + code + b'"', sheet, count=1)
    found = _WORKSHEET.search(sheet)
    if found is None:
        raise ValueError("no worksheet")
    return sheet[: found.end()] + b'<sheetPr codeName="' + code + b'"/>' + sheet[found.end() :]


def merged_ribbon(old: bytes, fresh: bytes) -> bytes:
    """The ribbon that is there with the groups and buttons that it lacks, behind those they follow.

    Controls that are there keep label, picture and place; what they call is brought up to date.
    """
    root, new = etree.fromstring(old), etree.fromstring(fresh)
    known = {e.get("id"): e for e in root.iter() if isinstance(e.tag, str) and e.get("id")}
    for group in new.iter(_tag("group")):
        if group.get("id") not in known:
            tab = root.find(f".//{_tag('tab')}")
            if tab is None:
                return fresh
            known[group.get("id")] = _copied(group, tab)
        _merge_group(group, known)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _merge_group(group: etree._Element, known: dict[str | None, etree._Element]) -> None:
    before: etree._Element | None = None
    for button in group:
        there = known.get(button.get("id"))
        if there is None:
            there = _copied(button, known[group.get("id")])
            if before is not None:
                before.addnext(there)
            else:
                known[group.get("id")].insert(0, there)
        else:
            there.set("onAction", button.get("onAction", ""))
        before = there


def _copied(element: etree._Element, owner: etree._Element) -> etree._Element:
    """The same element without what it holds, at the end of its new owner."""
    made = etree.SubElement(owner, element.tag)
    for key, value in element.attrib.items():
        made.set(key, value)
    return made


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
