"""Jobs in forked processes, and what stands between them and the disk (shim.c).

Everything is imported and warm before the first fork, so that hundreds of jobs cost little.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from pathlib import Path
from typing import IO

SOURCE = Path(__file__).with_name("shim.c")
SHIM = "TAIZHANG_TEST_SHIM"
ROOM = "临时"  # in the folder of a job: what the machine has for temporary files
GONE = ".weg"  # behind the name of a folder that vanished


class Obstacle(IntEnum):
    """What happens at the call that was asked for."""

    NOTHING = 0
    KILL_BEFORE = 1
    KILL_AFTER = 2  # a write is torn: half of it is there
    REFUSE = 3  # this one and all that follow
    WAIT = 4
    VANISH = 5  # the folder has another name from then on


class Calls(IntFlag):
    """The kinds of calls that are counted."""

    OPEN = 1
    WRITE = 2
    RENAME = 4
    UNLINK = 8
    MKDIR = 16
    LOOKS = 32
    ALL = 63


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended: its exit code, or minus the signal; what it said; the calls it made.

    `kinds` has a digit a call, in their order: which bit of Calls it is.
    """

    code: int
    out: str
    err: str
    kinds: str

    @property
    def calls(self) -> int:
        return len(self.kinds)

    def of(self, kind: Calls) -> list[int]:
        """Which calls, from 1 on, were of this kind."""
        digit = str(kind.bit_length() - 1)
        return [number for number, one in enumerate(self.kinds, start=1) if one == digit]

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Met:
    """An obstacle: at which call of those kinds; `value` is an errno or milliseconds."""

    what: Obstacle = Obstacle.NOTHING
    at: int = 0
    value: int = 0
    calls: Calls = Calls.ALL


def can_break() -> bool:
    """Whether this machine can build the shim."""
    return sys.platform == "linux" and shutil.which("gcc") is not None


def behind_shim(arguments: Sequence[str]) -> None:
    """Start this very program again with the shim before the C library; returns in that one."""
    if SHIM in os.environ:
        return
    built = Path(tempfile.mkdtemp(prefix="tzshim")) / "shim.so"
    command = ["gcc", "-shared", "-fPIC", "-O2", "-o", str(built), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    extra = {SHIM: str(built), "LD_PRELOAD": str(built)}
    code = subprocess.run(
        [sys.executable, "-W", "ignore", *arguments], env={**os.environ, **extra}, check=False
    ).returncode
    shutil.rmtree(built.parent)
    sys.exit(code)


class Shim:
    """The shim as this process has it loaded; without it nothing is counted and nothing is met."""

    def __init__(self) -> None:
        path = os.environ.get(SHIM)
        self.library = ctypes.CDLL(path) if path else None
        if self.library is not None:
            self.library.tz_seen.restype = ctypes.c_char_p

    def arm(self, folder: Path | None, met: Met) -> None:
        """Meet this from now on within the folder; nothing where there is none."""
        if self.library is not None:
            where = os.fsencode(folder) if folder else b""
            number = ctypes.c_long(met.at)
            self.library.tz_arm(where, int(met.what), number, met.value, int(met.calls))

    def seen(self) -> bytes:
        """The kinds of the calls that were counted, a digit a call."""
        return bytes(self.library.tz_seen()) if self.library is not None else b""


@dataclass(frozen=True, slots=True)
class Running:
    """A forked process, and the files that it speaks into: out, err, the kinds of its calls."""

    process: int
    files: tuple[IO[bytes], ...]


def start(command: Callable[[], object], folder: Path, met: Met | None = None) -> Running:
    """Start the command in a forked process that meets the obstacle within `folder`."""
    # `finish` closes them
    files = tuple(tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115
    child = os.fork()
    if child == 0:
        out, err, count = (file.fileno() for file in files)
        _in_child(command, folder, met or Met(), (out, err, count))
    return Running(child, files)


def finish(running: Running) -> Ended:
    """Wait for the process; how it ended."""
    _, status = os.waitpid(running.process, 0)
    said = []
    for file in running.files:
        file.seek(0)
        said.append(file.read().decode("utf-8", "replace"))
        file.close()
    return Ended(os.waitstatus_to_exitcode(status), *said)


def run(command: Callable[[], object], folder: Path, met: Met | None = None) -> Ended:
    """Run the command in a forked process that meets the obstacle within `folder`."""
    return finish(start(command, folder, met))


def _in_child(
    command: Callable[[], object], folder: Path, met: Met, streams: tuple[int, int, int]
) -> None:
    """Never returns."""
    out, err, count = streams
    code = 99
    try:
        sys.stdout.flush()
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="replace", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace", closefd=False)
        if (room := folder / ROOM).is_dir():
            os.environ["TMPDIR"], tempfile.tempdir = str(room), str(room)
        shim = Shim()
        shim.arm(folder, met)
        try:
            command()
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        seen = shim.seen()
        shim.arm(None, Met())
        os.write(count, seen)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
