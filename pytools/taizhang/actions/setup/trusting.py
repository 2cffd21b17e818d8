"""What Windows must be told of a ledger's folder: that Excel may trust it, that its files are no strangers.

Excel of the user who asks is told, in his own part of the registry; nobody's rights are needed.
Everywhere else there is nothing to tell.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TRUSTED = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
MARK = "taizhang"  # the description by which our own entry is known again
WEB = ":Zone.Identifier"


def trusted_folders() -> tuple[str, ...]:
    """The folders that Excel of this user trusts, as the registry spells them."""
    return tuple(path for _, (path, _) in _entries())


def is_trusted(folder: Path) -> bool:
    """Whether Excel trusts the folder, by itself or with one above it."""
    here = _ended(str(folder.absolute()))
    return any(here.startswith(_ended(os.path.expandvars(path))) for path in trusted_folders())


def trust(folder: Path) -> bool:
    """Whether Excel of this user trusts the folder now; a policy may forbid it."""
    if sys.platform != "win32":
        return False
    import winreg

    folder = folder.absolute()
    location = rf"{TRUSTED}\{_entry(folder)}"
    try:
        key = winreg.CreateKey(winreg.HKEY_CURRENT_USER, location)
        winreg.SetValueEx(key, "Path", 0, winreg.REG_SZ, f"{folder}\\")
        winreg.SetValueEx(key, "AllowSubfolders", 0, winreg.REG_DWORD, 1)
        winreg.SetValueEx(key, "Description", 0, winreg.REG_SZ, MARK)
        key.Close()
    except OSError:
        return False
    return True


def distrust() -> bool:
    """Take our own entries out of the registry; whether there was any."""
    if sys.platform != "win32":
        return False
    import winreg

    ours = [name for name, (_, mark) in _entries() if mark == MARK]
    for name in ours:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{TRUSTED}\{name}")
    return bool(ours)


def is_marked(path: Path) -> bool:
    """Whether the file has the mark of the web: a stream of it, or copied elsewhere a file beside it."""
    return Path(f"{path}{WEB}").exists()


def unblock(folder: Path) -> int:
    """Take the mark of the web from every file of the folder; returns from how many."""
    return sum(_unblocked(path) for path in folder.rglob("*") if path.is_file())


def _unblocked(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    try:
        os.remove(f"{path}{WEB}")  # noqa: PTH107 - a stream is no path of its own
    except OSError:
        return False
    return True


def _ended(path: str) -> str:
    return path.rstrip("\\").lower() + "\\"


def _entry(folder: Path) -> str:
    """The entry of this folder if it has one, else a name that nobody uses."""
    taken = dict(_entries())
    for name, (path, mark) in taken.items():
        if mark == MARK and _ended(path) == _ended(str(folder)):
            return name
    return next(n for i in range(1000) if (n := f"Location{i + 50}") not in taken)


def _entries() -> Iterator[tuple[str, tuple[str, str]]]:
    """Name, path and description of each trusted location."""
    if sys.platform != "win32":
        return
    import winreg

    try:
        root = winreg.OpenKey(winreg.HKEY_CURRENT_USER, TRUSTED)
    except OSError:
        return
    with root:
        for index in range(winreg.QueryInfoKey(root)[0]):
            name = winreg.EnumKey(root, index)
            with winreg.OpenKey(root, name) as key:
                yield name, (_value(key, "Path"), _value(key, "Description"))


def _value(key: Any, name: str) -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        return str(winreg.QueryValueEx(key, name)[0])
    except OSError:
        return ""
