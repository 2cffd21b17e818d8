"""A folder of this machine for all that a job writes on the way, also what libraries write there.

It is called by the process that has it, as temporary files are, so that what a killed one left is
taken away by the next.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wholefile.writing import beside, is_left_over


@contextmanager
def own_room() -> Iterator[Path | None]:
    """Let everything temporary of this process lie in one folder, removed at the end with all of it.

    The folders of processes that are gone are removed first. None where the machine has no room
    for one: then everything is as it was.
    """
    before, room = tempfile.tempdir, _made()
    if room is not None:
        tempfile.tempdir = str(room)
    try:
        yield room
    finally:
        tempfile.tempdir = before
        if room is not None:
            shutil.rmtree(room, ignore_errors=True)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for a moment, removed with all of it; what the disk will not give up stays, unsaid.

    The library's own goes round and round where a folder cannot be removed.
    """
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made() -> Path | None:
    try:
        home = Path(tempfile.gettempdir())
        sweep_rooms(home)
        room = beside(home / "room")
        room.mkdir(mode=0o700)
    except OSError:
        return None
    return room


def outside() -> Path:
    """The machine's folder for what is temporary, told from within a room too: what is to stay."""
    home = Path(tempfile.gettempdir())
    return home.parent if home.match("~tz*.tmp") else home


def sweep_rooms(home: Path) -> int:
    """Remove the folders of processes that are gone; returns how many. Nobody else's can be removed."""
    swept = 0
    for room in home.glob("~tz*.tmp"):
        with suppress(OSError):
            if room.is_dir() and not room.is_symlink() and is_left_over(room):
                shutil.rmtree(room)
                swept += 1
    return swept
