"""Names of files as they are shown, and which files and folders of an inbox are to be read.

A name may be no UTF-8 (Linux keeps any bytes); what programs and systems leave beside the files
of people is nobody's report.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule

# What Windows, macOS, Office and LibreOffice lay beside files.
LITTER = re.compile(
    r"~\$.*|~[^.]*\.tmp|\.~lock\..*|thumbs\.db|ehthumbs.*\.db|desktop\.ini|\.ds_store|\.directory|__macosx",
    re.IGNORECASE,
)
APPLE_DOUBLE = b"\x00\x05\x16\x07"  # begins the ._ file that macOS lays beside each file


class FoundFile(NamedTuple):
    """A file to read, or a place that cannot be looked into, by which rule."""

    path: Path
    rule: Rule | None = None


def shown_name(path: Path) -> str:
    """The name of a file in characters that can be written anywhere."""
    name = path.name
    if name.isprintable() and name.isascii():
        return name
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def files_in(folder: Path) -> list[FoundFile]:
    """All files below a folder in the order of their paths; links to folders are not followed."""
    return sorted(_below(folder), key=lambda found: str(found.path))


def _below(folder: Path) -> Iterator[FoundFile]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield FoundFile(folder, catalog.FOLDER_UNREADABLE)
        return
    for entry in entries:
        path = Path(entry.path)
        if LITTER.fullmatch(entry.name) or _is_double(path):
            continue
        if not _is_folder(entry):
            yield FoundFile(path)
        elif entry.is_symlink():
            yield FoundFile(path, catalog.FOLDER_LINKED)
        else:
            yield from _below(path)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_double(path: Path) -> bool:
    """Whether a file is the shadow of another that macOS makes."""
    if not path.name.startswith("._") or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(4) == APPLE_DOUBLE
    except OSError:
        return False
