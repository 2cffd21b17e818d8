"""The Windows PC under wine that build.sh made: where it is, and how a program is run on it.

TAIZHANG_WINE_LAB names the folder. Without it the tests skip; where it is named and not there, they fail.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VARIABLE = "TAIZHANG_WINE_LAB"
# the line that Explorer makes of a double click
BATCH = """
import subprocess, sys
words = " ".join(f'"{word}"' for word in sys.argv[1:])
sys.exit(subprocess.call(f'cmd.exe /c "{words}"', stdin=subprocess.DEVNULL))
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program said, as bytes, and how it ended."""

    code: int
    out: bytes

    @property
    def text(self) -> str:
        """What it said, which is always UTF-8."""
        return self.out.decode("utf-8")


@dataclass(frozen=True, slots=True)
class WindowsPC:
    """A wine prefix with the official CPython in C:\\Python311 and the program installed."""

    folder: Path

    @property
    def drive(self) -> Path:
        """Where C:\\ lies."""
        return self.folder / "prefix" / "drive_c"

    def python(self, *arguments: str, **variables: str) -> Ran:
        """Run the Windows Python; its streams are pipes, its code page is 936."""
        command = [str(HERE / "run"), str(self.folder), *arguments]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            env={**os.environ, **variables}, cwd=self.drive,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout)

    def taizhang(self, *arguments: str, **variables: str) -> Ran:
        """Run the command line of the program."""
        return self.python("-m", "taizhang", *arguments, **variables)

    def batch(self, file: Path, *arguments: str) -> Ran:
        """Run a batch file as a double click does, at the end of its input."""
        place = str(file.relative_to(self.drive)).replace("/", "\\")
        done = self.python("-c", BATCH, rf"C:\{place}", *arguments)
        return Ran(done.code, b"\n".join(map(_utf_8, done.out.splitlines())))

    def script(self, name: str, *arguments: str) -> list[dict[str, object]]:
        """Run a script of this folder there; it prints one JSON object a line."""
        tests = self.drive / "scripts" / "tests"
        for room in ("windows", "support"):
            shutil.copytree(HERE.parent / room, tests / room, dirs_exist_ok=True)
        module = f"tests.windows.{name}"
        done = self.python("-m", module, *arguments, PYTHONPATH=r"C:\scripts")
        assert done.code == 0, done.text
        return [json.loads(line) for line in done.text.splitlines() if line.startswith("{")]

    def clean(self, name: str) -> Path:
        """A folder of C:\\ that is not there yet."""
        shutil.rmtree(self.drive / name, ignore_errors=True)
        return self.drive / name


def _utf_8(line: bytes) -> bytes:
    """A batch file speaks the console's code page, the program UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("gbk", "replace").encode()
    return line


def windows_pc() -> WindowsPC:
    """The PC, or a skip that says what is missing."""
    folder = os.environ.get(VARIABLE, "")
    if folder and (Path(folder) / "prefix" / "drive_c" / "Python311" / "python.exe").exists():
        return WindowsPC(Path(folder))
    reason = f"no Windows PC under wine: run tests/windows/build.sh LAB, then {VARIABLE}=LAB"
    if folder:
        pytest.fail(reason)
    pytest.skip(reason)
