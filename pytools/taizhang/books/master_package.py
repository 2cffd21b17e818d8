"""The finished workbook as a package: parts in, parts out, one file written in one go.

XlsxWriter cannot give a shape a macro or a file a macro-enabled type; that is done here.
Same parts, same bytes: names are sorted, moments fixed.
"""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

Parts = dict[str, bytes]
CONTENT_TYPES = "[Content_Types].xml"
MOMENT = (1980, 1, 1, 0, 0, 0)
PLAIN_BOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_BOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def read_parts(data: bytes) -> Parts:
    """The parts of a package by name."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def macro_enabled(parts: Parts) -> Parts:
    """The same workbook with the type that .xlsm files must have."""
    types = parts[CONTENT_TYPES].replace(PLAIN_BOOK, MACRO_BOOK)
    return parts | {CONTENT_TYPES: types}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write the package beside `path`, then put it in its place."""
    beside = path.with_name(f"~{path.name}.tmp")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as package:
            for name in sorted(parts, key=lambda n: (n != CONTENT_TYPES, n)):
                info = zipfile.ZipInfo(name, MOMENT)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                package.writestr(info, parts[name])
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


Change = Callable[[Parts], Parts]
