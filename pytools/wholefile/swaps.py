"""Put a new version in the place of a file, unless the file became another one meanwhile.

A look before a rename leaves a gap in which somebody else's save is lost. Here the two change
places in one step and the look comes afterwards, at what was really taken out; if that is not
what was expected, they change back. Linux and Windows have such a step; elsewhere the look comes
right before the rename.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

from wholefile.writing import put

_AT_FDCWD, _EXCHANGE = -100, 2
_IGNORE_MERGE_ERRORS = 2


class ChangedError(OSError):
    """The file is not the one that was read; it stays as it is."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"{target} was changed by somebody else")
        self.target = target


def swap(new: Path, target: Path, expected: Callable[[Path], bool]) -> None:
    """Give `new` the name `target` if what has it now is `expected`; ChangedError otherwise.

    As `put`, a refused step is tried again and ends in HeldError.
    """
    if not expected(target):
        raise ChangedError(target)
    step = _linux if sys.platform == "linux" else _windows if sys.platform == "win32" else None
    if step is None or not step(new, target):
        put(new, target)
        return
    if expected(new):  # what was taken out stands there now
        new.unlink()
        return
    step(new, target)
    raise ChangedError(target)


def _linux(one: Path, other: Path) -> bool:
    """Let two files change names; False where the disk cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    done = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE)
    return bool(done == 0)


def _windows(one: Path, other: Path) -> bool:
    """The same with a third name: `other` goes to it, `one` to `other`, the third to `one`."""
    if sys.platform != "win32":
        return False
    third = one.with_suffix(".old.tmp")
    replace = ctypes.WinDLL("kernel32", use_last_error=True).ReplaceFileW
    words = (ctypes.c_wchar_p(str(p)) for p in (other, one, third))
    if not replace(*words, _IGNORE_MERGE_ERRORS, None, None):
        return False
    third.rename(one)
    return True
