"""Old Word files (.doc, .wps, .rtf) through LibreOffice, where there is one."""

import subprocess

from taizhang.libreoffice import office_program, turn_into
from wholefile import scratch

_SECONDS = 90


def as_docx(content: bytes, suffix: str) -> bytes | None:
    """Return an old file as .docx; None where there is no LibreOffice or it cannot read the file."""
    program = office_program()
    if not program:
        return None
    with scratch() as folder:
        room = folder / "made"
        source = folder / f"old{suffix}"
        source.write_bytes(content)
        try:
            made = turn_into(program, "docx:MS Word 2007 XML", source, room, _SECONDS)
        except (subprocess.SubprocessError, OSError):
            return None
        return made.read_bytes() if made.is_file() else None
