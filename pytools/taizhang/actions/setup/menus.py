"""Write what opens the menu without macros: a .bat for Windows, a .sh and a .desktop for Linux."""

import stat
import sys
from pathlib import Path

from taizhang.books.resources import resource
from wholefile import whole

BATCH, SHELL, DESKTOP = "不开宏.bat", "不开宏.sh", "不开宏.desktop"
FIRST_PAGE, ANY_PAGE = ("936", "gbk"), ("65001", "utf-8")  # what a Chinese Windows reads, and all
RUNNABLE = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH


def write_menus(folder: Path, program: str) -> tuple[Path, ...]:
    """Write them beside the ledger where they are not there as they should be; all of them.

    `program` is the interpreter that has taizhang. Windows is given no use for the Linux ones.
    """
    made = [_write(folder / BATCH, _batch(program))]
    if sys.platform != "win32":
        shell = _filled(SHELL, program=program.replace("'", "'\\''"))
        desktop = _filled(DESKTOP, place=str(folder.resolve()).replace("\\", "\\\\"))
        made += [
            _write(folder / name, text.encode("utf-8", "surrogateescape"), runnable=True)
            for name, text in ((SHELL, shell), (DESKTOP, desktop))
        ]
    return tuple(made)


def _batch(program: str) -> bytes:
    """The .bat in the code page that it sets itself; a % stands for itself when doubled."""
    page, encoding = FIRST_PAGE if _fits(program, FIRST_PAGE[1]) else ANY_PAGE
    text = _filled(BATCH, program=program.replace("%", "%%"), page=page)
    return text.replace("\n", "\r\n").encode(encoding, "surrogateescape")


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _filled(name: str, **values: str) -> str:
    template = resource("templates") / "menu" / name
    return template.read_text("utf-8").format(**values)


def _write(path: Path, content: bytes, *, runnable: bool = False) -> Path:
    if path.exists() and path.read_bytes() == content:
        return path
    with whole(path) as beside:
        beside.write_bytes(content)
        if runnable:
            beside.chmod(beside.stat().st_mode | RUNNABLE)
    return path
