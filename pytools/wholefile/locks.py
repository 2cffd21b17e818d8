"""One at a time: a lock beside a file, held from the first look at it to the last write.

filelock takes a lock over whose process on this machine is gone. Of one that another machine holds
nobody here can tell whether it still lives, so who, where and since when are written beside it.
"""

import getpass
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import SoftFileLock, Timeout

PATIENCE = 10.0  # seconds
BLINK = 1.0  # seconds in which a lock that was begun is written to its end


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock; blank where nobody wrote it down."""

    user: str = ""
    machine: str = ""
    since: str = ""


class LockedError(Exception):
    """Somebody else works on the file: `owner`, and the file `lock` to remove if he is gone."""

    def __init__(self, target: Path, owner: Owner, lock: Path) -> None:
        super().__init__(f"{target.name} is locked by {owner}")
        self.target, self.owner, self.lock = target, owner, lock


def lock_of(target: Path) -> Path:
    """The lock of a file."""
    return target.with_name(f"~{target.stem}.正在使用")


@contextmanager
def alone_with(target: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of the file; LockedError when somebody else does for longer than `patience`.

    OSErrors name the file, never the lock.
    """
    lock, card = lock_of(target), lock_of(target).with_suffix(".使用人")
    _clear(lock)
    held = SoftFileLock(lock, timeout=patience, poll_interval=0.05)
    try:
        held.acquire()
    except Timeout as error:
        raise LockedError(target, _read(card), lock) from error
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    try:
        with suppress(OSError):
            card.write_text(json.dumps(asdict(_me()), ensure_ascii=False), "utf-8")
        yield
    finally:
        with suppress(OSError):
            card.unlink(missing_ok=True)
        held.release()


def _clear(lock: Path) -> None:
    """Remove a lock that its owner did not live to write to the end: it names nobody.

    Whoever still lives writes it within a blink, so it is looked at for a while.
    """
    first = _torn(lock)
    if first is None:
        return
    begun = time.monotonic()
    while time.monotonic() - begun < BLINK:
        time.sleep(0.05)
        if _torn(lock) != first:
            return
    with suppress(OSError):
        lock.unlink()


def _torn(lock: Path) -> tuple[float, bytes] | None:
    """When it was written and what stands there, if that is no whole lock: process, machine."""
    with suppress(OSError):
        there = lock.read_bytes()
        if not (there.endswith(b"\n") and there.count(b"\n") > 1):
            return lock.stat().st_mtime, there
    return None


def _me() -> Owner:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    now = datetime.fromtimestamp(time.time())
    return Owner(user, socket.gethostname(), f"{now.month}月{now.day}日{now:%H:%M}")


def _read(card: Path) -> Owner:
    try:
        found = json.loads(card.read_text("utf-8"))
        return Owner(*(str(found[key]) for key in ("user", "machine", "since")))
    except (OSError, ValueError, KeyError, TypeError):
        return Owner()
