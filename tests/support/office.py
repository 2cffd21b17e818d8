"""LibreOffice and the Open XML validator, for tests that want a reader no one here wrote.

A missing program skips the test and says which; where CI=true it fails instead.
"""

import json
import os
import shutil
import subprocess
import tempfile
import textwrap
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 180
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_VALUES = (
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", 0),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", 0),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)

# What goes before and after a script: between the two, `doc` is the open workbook.
_OPENED = """
import os, subprocess, sys, time
import uno
from com.sun.star.beans import PropertyValue

def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made

soffice, profile, path = sys.argv[1:4]
pipe = f"taizhang{os.getpid()}"
office = subprocess.Popen([soffice, profile, "--headless", "--norestore",
                           f"--accept=pipe,name={pipe};urp;"])
here = uno.getComponentContext()
resolver = here.ServiceManager.createInstanceWithContext(
    "com.sun.star.bridge.UnoUrlResolver", here)
for attempt in range(120):
    try:
        there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
options = (option("Hidden", True), option("MacroExecutionMode", 4))
doc = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, options)
try:
"""
_CLOSED = """
finally:
    doc.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass
    office.wait(30)
"""


def convert(path: Path, folder: Path, kind: str) -> Path:
    """The workbook as LibreOffice recalculates it and saves it: kind is pdf, xlsx or ods."""
    soffice = required("soffice")
    folder.mkdir(parents=True, exist_ok=True)
    command = [soffice, _profile(), "--headless", "--convert-to", kind, "--outdir", str(folder)]
    done = subprocess.run(
        [*command, str(path)], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    made = folder / f"{path.stem}.{kind}"
    assert made.exists(), done.stderr
    return made


def convert_all(paths: Sequence[Path], folder: Path, kind: str, seconds: int) -> None:
    """Save many files with one start of LibreOffice; kind is xlsx, ods, pdf … or pdf:FILTER."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [required("soffice"), _profile(), "--headless", "--convert-to", kind, "--outdir"]
    done = subprocess.run(
        [*command, str(folder), *map(str, paths)],
        capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
    suffix = kind.partition(":")[0]
    missing = [path.name for path in paths if not (folder / f"{path.stem}.{suffix}").exists()]
    assert not missing, (missing, done.stderr)


def recalculated(path: Path, folder: Path) -> dict[str, list[list[Any]]]:
    """Cell values by sheet after LibreOffice has recalculated; error cells as their text."""
    from openpyxl import load_workbook

    made = convert(path, folder / "recalculated", "xlsx")
    with warnings.catch_warnings():  # openpyxl says what it would lose; nothing is saved here
        warnings.simplefilter("ignore", UserWarning)
        book = load_workbook(made, data_only=True, read_only=True)
        found = {
            s.title: [list(row) for row in s.iter_rows(values_only=True)] for s in book.worksheets
        }
    book.close()
    return found


def pages(path: Path, folder: Path, dpi: int = 70) -> list[Path]:
    """The pages of a PDF as pictures, in order."""
    tool = required("pdftoppm")
    stem = folder / path.stem
    subprocess.run([tool, "-png", "-r", str(dpi), str(path), str(stem)], check=True)
    return sorted(folder.glob(f"{path.stem}-*.png"))


def faults(path: Path) -> list[dict[str, Any]]:
    """What the Open XML SDK finds wrong with a package."""
    tool = _validator()
    done = subprocess.run(
        [tool, str(path)], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return list(json.loads(done.stdout)["errors"])


def run_script(script: str, path: Path) -> str:
    """Run Python lines in which `doc` is the workbook opened in LibreOffice; returns its output."""
    whole = _OPENED + textwrap.indent(textwrap.dedent(script), "    ") + _CLOSED
    command = [_uno_python(), "-c", whole, required("soffice"), _profile(), str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS, check=False, env=_plain_env()
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def _profile() -> str:
    """A fresh LibreOffice profile that recalculates on loading and lets macros run."""
    folder = Path(tempfile.mkdtemp(prefix="taizhang-office-"))
    items = "\n".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _VALUES)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(
        _SETTINGS.format(items=items), encoding="utf-8"
    )
    return f"-env:UserInstallation={folder.as_uri()}"


def _plain_env() -> dict[str, str]:
    """The environment without what would lead another Python to our packages."""
    return {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}


def required(program: str) -> str:
    """Where a program is; a skip, or a failure in CI, where it is missing."""
    return found(shutil.which(program), program)


def _validator() -> str:
    name = "ooxml-validator"
    caches = [
        folder / room / "node_modules" / ".bin" / name
        for folder in (ROOT, *ROOT.parents)
        for room in (".", ".ci")
    ]
    places = [Path(p) for p in (os.environ.get("OOXML_VALIDATOR"), shutil.which(name)) if p]
    here = next((p for p in (*places, *caches) if p.exists()), None)
    return found(str(here) if here else None, name)


def _uno_python() -> str:
    for python in ("/usr/bin/python3", shutil.which("python3")):
        if python and _imports_uno(python):
            return python
    return found(None, "python3-uno")


def _imports_uno(python: str) -> bool:
    done = subprocess.run(
        [python, "-c", "import uno"], capture_output=True, check=False, env=_plain_env()
    )
    return done.returncode == 0


def found(place: str | None, program: str) -> str:
    """The place, or a skip with the reason; in CI a missing program is a failure."""
    if place:
        return place
    if os.environ.get("CI") == "true":
        pytest.fail(f"{program} is missing")
    pytest.skip(f"{program} is missing")
