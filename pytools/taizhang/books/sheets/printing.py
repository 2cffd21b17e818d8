"""A workbook's pages as a PDF, by LibreOffice where no Excel is there to do it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from taizhang.libreoffice import office_program, turn_into
from wholefile import scratch, whole

SECONDS = 300
# LibreOffice believes the numbers that a workbook was saved with; a print must show today's
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item
 oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>
"""

PagePrinter = Callable[[Path, Path], None]  # writes the pages of a workbook to a PDF


def print_pdf(book: Path, target: Path, pages: str = "") -> None:
    """Write the pages of a workbook or a .docx to `target`; `pages` is a range such as 1 or 1-3, blank for all.

    FileNotFoundError where there is no LibreOffice, CalledProcessError, TimeoutExpired or
    RuntimeError where it does not do its work.
    """
    program = office_program()
    if not program:
        raise FileNotFoundError("soffice")
    options: dict[str, dict[str, str]] = {"ExportNotes": {"type": "boolean", "value": "false"}}
    if pages:
        options["PageRange"] = {"type": "string", "value": pages}
    application = "writer" if book.suffix == ".docx" else "calc"
    kind = f"pdf:{application}_pdf_Export:" + json.dumps(options)
    with scratch() as room:
        settings = room / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(RECALCULATE, encoding="utf-8")
        made = turn_into(program, kind, book, room, SECONDS)
        if not made.is_file():
            raise RuntimeError(f"no pages of {book.name}")
        with whole(target) as beside:
            shutil.copyfile(made, beside)
