"""Old Word files (.doc, .wps, .rtf) through LibreOffice, where there is one."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_SECONDS = 90
_ROOMS = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")  # where Windows has programs


def office_program() -> str:
    """Return LibreOffice's program, "" where there is none."""
    if found := shutil.which("soffice") or shutil.which("soffice.com"):
        return found
    rooms = (os.environ.get(room, "") for room in _ROOMS)
    programs = (Path(room) / "LibreOffice" / "program" / "soffice.com" for room in rooms if room)
    return next((str(program) for program in programs if program.is_file()), "")


def as_docx(content: bytes, suffix: str) -> bytes | None:
    """Return an old file as .docx; None where there is no LibreOffice or it cannot read the file.

    It works with a profile of its own, so that an open LibreOffice is not disturbed.
    """
    program = office_program()
    if not program:
        return None
    with tempfile.TemporaryDirectory() as room:
        source, made = Path(room) / f"old{suffix}", Path(room) / "made" / "old.docx"
        source.write_bytes(content)
        home = f"-env:UserInstallation={(Path(room) / 'profile').as_uri()}"
        kind = "docx:MS Word 2007 XML"
        command = [program, home, "--headless", "--convert-to", kind, "--outdir", str(made.parent)]
        try:
            subprocess.run(
                [*command, str(source)], check=True, capture_output=True, timeout=_SECONDS
            )
        except (subprocess.SubprocessError, OSError):
            return None
        return made.read_bytes() if made.is_file() else None
