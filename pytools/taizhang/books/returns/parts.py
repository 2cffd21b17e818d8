"""What openpyxl cannot say in a package: results of formulas, rows that grow, order, dates.

It saves a formula without its result, and then whoever reads the file without Excel finds an
empty cell; and it marks each row height as set by hand, so that the row no longer grows.
"""

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from lxml import etree
from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from taizhang.books.foreign.marks import sheet_parts
from taizhang.books.foreign.package import BOOK, RELATIONS

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip archive can hold
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STYLES = "xl/styles.xml"
# the order of the schema; openpyxl has one of its own, which not every reader takes
FONT = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz",
        "color", "name", "family", "charset", "scheme")  # fmt: skip


@dataclass(slots=True)
class SheetFacts:
    """Of one sheet: results of formulas as (type, text) by cell, rows whose height is set."""

    results: dict[str, tuple[str, str]] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)


@contextmanager
def quiet() -> Iterator[None]:
    """Openpyxl warns of what it will lose; that is known, and the file is only a copy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def save(book: Workbook, changed: datetime) -> bytes:
    """The workbook as a package, last changed at that moment (UTC)."""
    stream = BytesIO()
    book.properties.modified = changed
    with quiet(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()
    return stream.getvalue()


def finished(saved: bytes, before: bytes) -> bytes:
    """The saved package with results and row heights as they were in the one before."""
    old, new = _parts(before), _parts(saved)
    there = _sheets(old)
    for name, part in _sheets(new).items():
        if name in there:
            new[part] = _restored(new[part], _facts(old[there[name]]))
    new[STYLES] = _ordered(new[STYLES])
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in new.items():
            archive.writestr(zipfile.ZipInfo(part, EPOCH), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Names of sheets to the names of their parts, in the writing of the archive."""
    written = {name.replace("\\", "/").lower(): name for name in parts}
    found = sheet_parts(parts[written[BOOK]], parts[written[RELATIONS]])
    return {n: written[p.lower()] for n, p in found.items() if p.lower() in written}


def _parse(data: bytes) -> "etree._Element":
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _facts(data: bytes) -> SheetFacts:
    facts = SheetFacts()
    root = _parse(data)
    for row in root.iter("{*}row"):
        if row.get("customHeight") in {"1", "true"}:
            facts.fixed.add(str(row.get("r")))
    for formula in root.iter("{*}f"):
        cell = formula.getparent()
        result = None if cell is None else cell.find("{*}v")
        if cell is not None and result is not None:
            facts.results[str(cell.get("r"))] = str(cell.get("t", "n")), result.text or ""
    return facts


def _restored(data: bytes, facts: SheetFacts) -> bytes:
    root = _parse(data)
    for row in root.iter(f"{SPACE}row"):
        if row.get("r") not in facts.fixed:
            row.attrib.pop("customHeight", "")
    for formula in root.iter(f"{SPACE}f"):
        cell = formula.getparent()
        if cell is not None and (known := facts.results.get(str(cell.get("r")))):
            _put_result(cell, *known)
    return _xml(root)


def _ordered(data: bytes) -> bytes:
    """The styles with the children of each font in order."""
    root = _parse(data)
    for font in root.iter(f"{SPACE}font"):
        font[:] = sorted(font, key=lambda child: FONT.index(etree.QName(child).localname))
    return _xml(root)


def _xml(root: "etree._Element") -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _put_result(cell: "etree._Element", kind: str, text: str) -> None:
    result = cell.find(f"{SPACE}v")
    if result is None:
        result = etree.SubElement(cell, f"{SPACE}v")
    result.text = text
    if kind != "n":
        cell.set("t", kind)
