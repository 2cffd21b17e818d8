"""组件, the folder of wheels that an installation came from: what is missing or old is put in from there.

安装.bat says where it is (`PARTS`), `remember_parts` writes it down beside the interpreter, and a
folder of that name beside a ledger counts too. Nothing is ever asked of a network.
"""

import importlib
import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PARTS = "TAIZHANG_PARTS"  # the folder of wheels, said by 安装.bat and 安装.sh
FOLDER = "组件"
NOTE = "taizhang-parts.txt"


def remember_parts() -> None:
    """Write down where the wheels lie that this installation came from, if somebody said so."""
    folder = os.environ.get(PARTS, "")
    if folder and Path(folder).is_dir():
        (Path(sys.prefix) / NOTE).write_text(folder, "utf-8")


def parts_folders(root: Path | None) -> Iterator[Path]:
    """Where wheels may lie, those that are there: as said, as noted, beside the ledger in `root`."""
    note = Path(sys.prefix) / NOTE
    said = [os.environ.get(PARTS, ""), note.read_text("utf-8") if note.exists() else ""]
    beside = [root / FOLDER, root.parent / FOLDER] if root else []
    found = dict.fromkeys([*(Path(text) for text in said if text), *beside])
    return (folder for folder in found if folder.is_dir())


def version_of(name: str) -> str:
    """The version of a component, blank where there is none."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def put_in(name: str, root: Path | None) -> bool:
    """Install the component, or a newer one, from the folders of wheels; whether anything came of it."""
    before = version_of(name)
    for folder in parts_folders(root):
        command = [
            sys.executable, "-m", "pip", "--isolated", "install", "--quiet", "--upgrade",
            "--disable-pip-version-check", "--no-index", "--find-links", str(folder), name,
        ]  # fmt: skip
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        importlib.invalidate_caches()
        if done.returncode == 0 and version_of(name) != before:
            return True
    return False
