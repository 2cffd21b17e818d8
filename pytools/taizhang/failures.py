"""What went wrong, as one Issue for people; the traceback goes to a file for whoever looks after it.

Terminal and buttons answer alike. Names are those of files people know, never of temporary ones.
"""

import errno
import re
import sys
import traceback
from pathlib import Path

from taizhang.core.catalog import files as catalog
from taizhang.core.errors import TaizhangError
from taizhang.core.issues import Issue, Place, Rule
from taizhang.office.traces import keep_trace, keep_traces
from wholefile import ChangedError, HeldError, LockedError, outside

OTHERS = "别的程序"  # who holds a file, where nobody says
LONGEST_PATH = 259  # characters that Windows takes without being told otherwise
SCRATCH = "系统临时文件夹"
OF_A_MOMENT = re.compile(
    r"tmp\w{8}(?:\.\w+)?|~tz.*\.tmp"
)  # as the library names such folders and files
BUSY = ("ExcelBusyError", "-2147418111", "-2146777998")  # COM's words for "not now"
HIDDEN = "HiddenCell"  # the file engine's word; a click does not know that engine
UNSERIALISED = "SerialisationError"  # lxml's, of a sheet's part that openpyxl writes for a moment
PROTECTED = ("受保护", "protected")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FULL_ON_WINDOWS = frozenset({39, 112})
LOST = frozenset({errno.EIO, errno.ENETDOWN, errno.ESTALE})
LOST_ON_WINDOWS = frozenset({53, 55, 59, 64, 67, 1231})  # the share is not there any more
LONG_ON_WINDOWS = frozenset({111, 206})


def issue_of(error: BaseException, home: Path | None = None) -> Issue:
    """The sentence for this error; the traceback of all but our own goes to `home`/备份."""
    if isinstance(error, TaizhangError):
        keep_traces([error.issue], home)
        return error.issue
    if isinstance(error, KeyboardInterrupt):
        return catalog.STOPPED.at()
    if isinstance(error, LockedError):
        return _locked(error)
    if isinstance(error, ChangedError):
        return catalog.CHANGED_MEANWHILE.at(name=error.target.name)
    kept = keep_trace("".join(traceback.format_exception(error)), home)
    return _foreseen(error) or catalog.UNEXPECTED.at(folder=kept)


def _locked(error: LockedError) -> Issue:
    owner = error.owner
    who = "".join((owner.user, f"（{owner.machine}）" if owner.machine else "")) or "别的作业"
    since = f"从{owner.since}起" if owner.since else ""
    name, lock = error.target.name, error.lock.name
    return catalog.LEDGER_LOCKED.at(name=name, owner=f"{who}{since}", lock=lock)


def _foreseen(error: BaseException) -> Issue | None:
    """What stood in the way, as far as the error tells; None where it is a mistake of ours."""
    if isinstance(error, OSError):
        return _of_file(error)
    if isinstance(error, MemoryError):
        return catalog.OUT_OF_MEMORY.at()
    if isinstance(error, ModuleNotFoundError):
        return catalog.PACKAGE_MISSING.at(name=error.name)
    return _of_library(error, type(error).__name__, str(error))


def _of_library(error: BaseException, kind: str, words: str) -> Issue | None:
    """By what a library calls its error: nobody imports the library for the name's sake."""
    if kind == UNSERIALISED and words.startswith("IO_"):
        return catalog.DISK_FULL.at(name=SCRATCH)
    if kind == HIDDEN:
        place = Place(sheet=getattr(error, "sheet", ""), cell=getattr(error, "cell", ""))
        return catalog.CELL_MERGED.at(place)
    text = f"{kind} {words}"
    if any(sign in text for sign in BUSY):
        return catalog.EXCEL_BUSY.at()
    return catalog.SHEET_PROTECTED.at() if any(s in text for s in PROTECTED) else None


def _of_file(error: OSError) -> Issue | None:
    if isinstance(error, HeldError):
        holder, kept = error.holder or OTHERS, error.kept.name
        return catalog.HELD.at(name=error.target.name, kept=kept, holder=holder)
    rule = _of_system(error)
    return rule.at(name=_target(error)) if rule else None


def _of_system(error: OSError) -> Rule | None:
    windows = getattr(error, "winerror", None)
    signs = (
        (error.errno in FULL or windows in FULL_ON_WINDOWS, catalog.DISK_FULL),
        (error.errno == errno.ENAMETOOLONG or windows in LONG_ON_WINDOWS, catalog.PATH_TOO_LONG),
        (_is_long(error), catalog.PATH_TOO_LONG),
        (error.errno in LOST or windows in LOST_ON_WINDOWS, catalog.FOLDER_LOST),
        (error.errno == errno.EROFS, catalog.FOLDER_READ_ONLY),
        (isinstance(error, PermissionError), catalog.CANNOT_WRITE),
        (isinstance(error, FileNotFoundError | NotADirectoryError), catalog.FILE_GONE),
    )
    return next((rule for sign, rule in signs if sign), None)


def _is_long(error: OSError) -> bool:
    """Windows says of a path that is too long that it is not there."""
    paths = (str(p) for p in (error.filename, error.filename2) if p)
    return sys.platform == "win32" and any(len(p) > LONGEST_PATH for p in paths)


def _target(error: OSError) -> str:
    """The file that was to be read or written: of two, the second is where it was to go."""
    path = Path(str(error.filename2 or error.filename or ""))
    return SCRATCH if _is_scratch(path) else path.name or "文件"


def _is_scratch(path: Path) -> bool:
    """Whether it stands where programs put what they need for a moment: nobody knows its name."""
    room = outside()
    if not path.is_relative_to(room):
        return False
    return path == room or bool(OF_A_MOMENT.fullmatch(path.relative_to(room).parts[0]))
