"""A temporary file beside the target, and its way to the target's name.

A temporary file is called by the machine and the process that write it, so that what a killed
process left behind can be told from what is being written (`sweep`).
"""

import os
import socket
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from wholefile.holders import HeldError, holder_of

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # seconds between tries of a refused replace
OLD = 24 * 3600.0  # seconds after which nobody is writing any more
_MAY_ASK, _NOT_ALLOWED, _STILL_RUNS = 0x1000, 5, 259  # of the Windows API
KEPT = "新版"
_HOST = f"{zlib.crc32(socket.gethostname().encode('utf-8', 'replace')):08x}"
_NUMBERS = count(1)


PutInPlace = Callable[[Path, Path], None]


@contextmanager
def whole(target: Path, place: PutInPlace | None = None) -> Iterator[Path]:
    """A path beside `target` to write to; put in its place at the end, removed after any error.

    `place` gives the new file the name of the target; it is `put` where nothing is said.
    OSErrors name the target, never the temporary file. HeldError as `put`.
    """
    new = beside(target)
    try:
        yield new
        (place or put)(new, target)
    except HeldError:
        raise
    except OSError as error:
        raise named(error, new, target) from error
    finally:
        discard(new)


def discard(path: Path) -> None:
    """Remove a temporary file; one that cannot be removed now is swept later, and hides no error."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def beside(target: Path, ending: str = "") -> Path:
    """The path of a temporary file beside `target`, which `sweep` knows; nothing lies there."""
    return target.with_name(f"~tz{_HOST}-{os.getpid()}-{next(_NUMBERS)}.tmp{ending}")


def put(new: Path, target: Path, wait: Callable[[float], None] = time.sleep) -> None:
    """Give `new` the name `target`, on one disk; tried again for a few seconds while refused.

    HeldError where it stays refused: `new` then stands beside the target under a name of its own.
    """
    for pause in (*WAITS, None):
        try:
            new.replace(target)
        except PermissionError:
            if pause is None:
                break
            wait(pause)
        else:
            return
    kept = _free(target)
    new.replace(kept)
    raise HeldError(target, kept, holder_of(target) or "")


def _free(target: Path) -> Path:
    """台账（新版）.xlsm, 台账（新版2）.xlsm, …: the first name that nobody has."""
    names = (f"{target.stem}（{KEPT}{n if n > 1 else ''}）{target.suffix}" for n in count(1))
    return next(path for path in map(target.with_name, names) if not path.exists())


def named(error: OSError, new: Path, target: Path) -> OSError:
    """The same error, said of the target where it was said of the temporary file `new` or of none."""
    if error.errno is None:
        return error
    names = {Path(os.fsdecode(n)) for n in (error.filename, error.filename2) if n is not None}
    if names and new not in names:  # a copy names both files
        return error
    windows = getattr(error, "winerror", None)
    return OSError(error.errno, error.strerror, str(target), windows)


def sweep(folder: Path) -> int:
    """Remove the temporary files that nobody writes any more; returns how many."""
    swept = 0
    for path in (*folder.glob("~tz*.tmp"), *folder.glob("~tz*.tmp.*")):
        if is_left_over(path):
            with suppress(OSError):
                path.unlink()
                swept += 1
    return swept


def is_left_over(path: Path) -> bool:
    """Whether the process that its name tells is gone; of another machine's, whether it is old."""
    host, _, rest = path.stem.removeprefix("~tz").partition("-")
    process = rest.partition("-")[0]
    if host != _HOST or not process.isdecimal():
        return _age(path) > OLD
    return int(process) != os.getpid() and not _runs(int(process))


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    """A process that is gone can no longer be opened, or tells the code with which it left."""
    if sys.platform != "win32":
        return True
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(_MAY_ASK, False, process)
    if not handle:
        return ctypes.get_last_error() == _NOT_ALLOWED
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(code))
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return not known or code.value == _STILL_RUNS
