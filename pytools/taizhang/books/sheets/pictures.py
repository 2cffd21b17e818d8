"""Pages of a workbook as PDF and PNG, by LibreOffice and poppler where they are installed.

Only for looking and for print shops: no job depends on it.
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 180
# LibreOffice believes the numbers that a workbook was saved with; a picture must show today's
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item
 oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
DOTS = 110  # per inch: an A3 page is 1819 pixels wide


def has_office() -> bool:
    """Whether both programs are there."""
    return bool(shutil.which("soffice") and shutil.which("pdftoppm"))


def draw(book: Path, folder: Path | None = None, pages: str = "") -> list[Path]:
    """Write PDF and PNG of the workbook beside it (or into `folder`); paths, PDF first.

    `pages` is a range such as 1 or 1-3; all pages where it is blank.
    """
    folder = folder or book.parent
    options = {"ExportNotes": {"type": "boolean", "value": "false"}}
    if pages:
        options["PageRange"] = {"type": "string", "value": pages}
    target = "pdf:calc_pdf_Export:" + json.dumps(options)
    with tempfile.TemporaryDirectory() as profile:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(RECALCULATE, encoding="utf-8")
        home = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = ["soffice", home, "--headless", "--convert-to", target, "--outdir", str(folder)]
        subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=SECONDS)
    pdf = folder / f"{book.stem}.pdf"
    stem = folder / book.stem
    subprocess.run(
        ["pdftoppm", "-png", "-r", str(DOTS), str(pdf), str(stem)],
        check=True, capture_output=True, timeout=SECONDS,
    )  # fmt: skip
    return [pdf, *sorted(folder.glob(f"{book.stem}-*.png"))]
