"""The finished workbook as a package: parts in, parts out, one file written in one go.

XlsxWriter cannot give a shape a macro or a file a macro-enabled type; that is done here.
Same parts, same bytes: names are sorted, moments fixed.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from taizhang.books.opc import Parts
from wholefile import whole

PackageChange = Callable[[Parts], Parts]
CONTENT_TYPES = "[Content_Types].xml"
MOMENT = (1980, 1, 1, 0, 0, 0)
PLAIN_BOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_BOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_ROW = re.compile(rb'(<row r="(?:[3-9]|\d\d+)" [^>]*?) customHeight="1"')


def read_parts(data: bytes) -> Parts:
    """The parts of a package by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def macro_enabled(parts: Parts) -> Parts:
    """The same workbook with the type that .xlsm files must have."""
    types = parts[CONTENT_TYPES].replace(PLAIN_BOOK, MACRO_BOOK)
    return parts | {CONTENT_TYPES: types}


def growing_rows(parts: Parts) -> Parts:
    """The same workbook, its table rows free to grow with what is typed into them.

    XlsxWriter marks each height as chosen by hand, and Excel would then keep it for ever.
    """
    sheets = {n: x for n, x in parts.items() if _SHEET.fullmatch(n) and b"<tableParts" in x}
    return parts | {name: _ROW.sub(rb"\1", xml) for name, xml in sheets.items()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write the package beside `path`, then put it in its place."""
    with whole(path) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda n: (n != CONTENT_TYPES, n)):
            info = zipfile.ZipInfo(name, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name])
