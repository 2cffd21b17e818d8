"""The typed names of columns: mypy knows them, and each is of some sheet."""

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from taizhang.books.layout import load_layout
from taizhang.core import columns
from tests.support.columns import columns_module

ROOT = Path(__file__).parents[2]
FILE = Path(columns.__file__)
LAYOUT = load_layout()


def test_no_name_is_of_nothing(update_golden: bool) -> None:
    if update_golden:
        FILE.write_text(columns_module(LAYOUT), encoding="utf-8", newline="\n")
    specs = (*LAYOUT.sheets.values(), *LAYOUT.form.sheets)
    assert set(get_args(columns.SheetKey)) <= set(LAYOUT.sheets)
    assert set(get_args(columns.Key)) <= {key for spec in specs for key in spec.keys}


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong", ["row['progess']", "row.get('progess', 0.0)", "view.text('progess')"]
)
def test_a_misspelt_key_fails_mypy(tmp_path: Path, wrong: str) -> None:
    lines = [
        "from taizhang.core.checks.view import CheckedRow",
        "from taizhang.core.tables import KeyedRow",
        "def look(row: KeyedRow, view: CheckedRow) -> object:",
        f"    return {wrong}",
    ]
    (tmp_path / "look.py").write_text("\n".join(lines).replace("progess", "progress"), "utf-8")
    assert checked(tmp_path) == ""
    (tmp_path / "look.py").write_text("\n".join(lines), "utf-8")
    assert "look.py:4: error" in checked(tmp_path)


def checked(folder: Path) -> str:
    """What mypy finds in look.py."""
    cache, file = str(folder / "cache"), str(folder / "look.py")
    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", cache, file],
        env={**os.environ, "MYPYPATH": str(ROOT / "pytools")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if found.returncode == 0 else found.stdout
