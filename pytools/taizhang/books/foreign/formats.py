"""Which format of spreadsheets a file is in, by what it holds; its name is asked last."""

import zipfile
from pathlib import Path

OLD, ZIP = b"\xd0\xcf\x11\xe0", b"PK"
LOCKED = "EncryptedPackage".encode("utf-16-le")
NAMED = frozenset({".csv", ".tsv", ".txt", ".pdf", ".et", ".ett"})


def spreadsheet_format(path: Path) -> str:
    """The ending that files of this format have; "" where it is .xlsx or .xlsm, locked or unknown.

    A package of Office that is locked with a password lies in the shell of the old format.
    """
    data = path.read_bytes()
    if data.startswith(OLD):
        return "" if LOCKED in data else ".xls"
    if data.startswith(ZIP):
        return _of_package(path)
    if data.lstrip()[:5] == b"<?xml" and b"urn:oasis" in data[:4096]:
        return ".fods"
    ending = path.suffix.lower()
    return ending if ending in NAMED else ""


def _of_package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = package.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return ""
    if b"opendocument" in kind:
        return ".ods"
    return ".xlsb" if "xl/workbook.bin" in names else ""
