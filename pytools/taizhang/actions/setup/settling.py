"""The last step of an installation: the first ledger, and what Windows must be told of it.

Nothing of an office is ever overwritten: a ledger that is there already stays as it is.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from taizhang.actions.setup.creating import init
from taizhang.actions.setup.menus import write_menus
from taizhang.actions.setup.selfchecking import selfcheck
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue
from taizhang.office.moment import Moment
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import MASTER

TRUSTED = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
MARK = "taizhang"  # the description by which our own entry is known again
WEB = ":Zone.Identifier"


def settle_in(folder: Path, desk: Desk, moment: Moment) -> Report:
    """Make the first ledger in `folder`, trust the folder, unblock its files, check the machine."""
    folder = folder.absolute()
    there = (folder / MASTER).exists()
    files = (folder / MASTER, *write_menus(folder, sys.executable)) if there else init(folder).files
    unblocked = sum(map(_unblock, _files(folder)))
    trusted = _trust(folder)
    checked = selfcheck(None, desk, moment)
    facts = (
        (told.THERE_ALREADY if there else told.FIRST_MADE).of(name=MASTER),
        told.UNBLOCKED.of(count=unblocked),
        (told.TRUSTED if trusted else told.NOT_TRUSTED).of(),
        *checked.facts,
    )
    issues = checked.issues if trusted else (*checked.issues, *_untrusted())
    return replace(checked, job="settle", facts=facts, issues=issues, files=files)


def unsettle(desk: Desk) -> Report:
    """Take our trusted location out of the registry; ledgers and templates stay."""
    removed = _distrust()
    desk.progress("卸载", 1, 0)
    return Report("unsettle", ((told.DISTRUSTED if removed else told.NEVER_TRUSTED).of(),))


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file())


def _unblock(path: Path) -> bool:
    """Windows keeps the mark of the web in a stream of the file; whether it was there."""
    if os.name != "nt":
        return False
    try:
        os.remove(f"{path}{WEB}")  # noqa: PTH107 - a stream is no path of its own
    except OSError:
        return False
    return True


def _untrusted() -> tuple[Issue, ...]:
    return (catalog.NOT_TRUSTED.at(),) if sys.platform == "win32" else ()


def _trust(folder: Path) -> bool:
    """Whether Excel of this user trusts the folder now; a policy may forbid it."""
    if sys.platform != "win32":
        return False
    import winreg

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


def _entry(folder: Path) -> str:
    """The entry of this folder if it has one, else a name that nobody uses."""
    taken = dict(_entries())
    for name, (path, mark) in taken.items():
        if mark == MARK and path.rstrip("\\").lower() == str(folder).lower():
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


def _distrust() -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    ours = [name for name, (_, mark) in _entries() if mark == MARK]
    for name in ours:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{TRUSTED}\{name}")
    return bool(ours)
