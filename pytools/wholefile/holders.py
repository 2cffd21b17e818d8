"""Who has a file open: what Excel and LibreOffice write beside a file while they have it."""

import errno
import sys
from contextlib import suppress
from pathlib import Path

_EXCEL_SIZE, _EXCEL_LENGTH, _EXCEL_NAME = 165, 55, 57  # bytes: of the file, where its parts begin


class HeldError(PermissionError):
    """A file stayed held: `filename` is it, `kept` the new version, `holder` a name or ""."""

    def __init__(self, target: Path, kept: Path, holder: str) -> None:
        super().__init__(errno.EACCES, "held by another program", str(target))
        self.target, self.kept, self.holder = target, kept, holder


def holder_of(path: Path) -> str | None:
    """Who has the file open: a name, "" where there is none to read; None where nobody has."""
    marks = ((excel_mark(path), _excel_name), (office_mark(path), _office_name))
    for mark, name in marks:
        with suppress(FileNotFoundError):
            return name(mark)
    return None


def excel_mark(path: Path) -> Path:
    """The file that Excel keeps beside an open workbook."""
    return path.with_name(f"~${path.name}")


def office_mark(path: Path) -> Path:
    """The file that LibreOffice keeps beside an open document."""
    return path.with_name(f".~lock.{path.name}#")


def _excel_name(mark: Path) -> str:
    """The name in UTF-16 behind the one in the code page.

    Excel lets nobody write the file while it has the workbook open. On Windows one that can be
    written was left over by an Excel that broke down, and is passed over as if it were not there.
    """
    try:
        data = mark.read_bytes()
    except PermissionError:
        return ""
    if sys.platform == "win32" and _is_writable(mark):
        raise FileNotFoundError(mark)
    if len(data) != _EXCEL_SIZE:
        return ""
    length = int.from_bytes(data[_EXCEL_LENGTH:_EXCEL_NAME], "little")
    return data[_EXCEL_NAME : _EXCEL_NAME + 2 * length].decode("utf-16-le", "ignore").strip()


def _is_writable(mark: Path) -> bool:
    try:
        mark.open("r+b").close()
    except PermissionError:
        return False
    return True


def _office_name(mark: Path) -> str:
    """Name, login, machine, day, profile; the name may be blank."""
    try:
        parts = mark.read_text("utf-8", "replace").split(",")
    except PermissionError:
        return ""
    return next((part.strip() for part in parts[:3] if part.strip()), "")
