"""LibreOffice in the background: where its program is, and one file turned into another kind.

Forms and papers become PDF by it, old Word files .docx; it is one place below both.
"""

import os
import shutil
import subprocess
from pathlib import Path

_ROOMS = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")  # where Windows has programs


def office_program() -> str:
    """Return LibreOffice's program, "" where there is none."""
    if found := shutil.which("soffice") or shutil.which("soffice.com"):
        return found
    rooms = (os.environ.get(room, "") for room in _ROOMS)
    programs = (Path(room) / "LibreOffice" / "program" / "soffice.com" for room in rooms if room)
    return next((str(program) for program in programs if program.is_file()), "")


def turn_into(program: str, kind: str, source: Path, room: Path, seconds: int) -> Path:
    """Turn a file into a kind such as pdf or docx:FILTER; return where in `room` it should lie.

    The profile is `room`/profile, so that an open LibreOffice is not disturbed; what it writes on
    the way stays in `room`. CalledProcessError,
    TimeoutExpired or OSError where the program does not do its work.
    """
    home = f"-env:UserInstallation={(room / 'profile').as_uri()}"
    command = [program, home, "--headless", "--convert-to", kind, "--outdir", str(room)]
    rooms = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(room))
    subprocess.run(
        [*command, str(source)], check=True, capture_output=True, timeout=seconds,
        env={**os.environ, **rooms},
    )  # fmt: skip
    return room / f"{source.stem}.{kind.partition(':')[0]}"
