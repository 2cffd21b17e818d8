"""What calamine prints when a file surprises it: kept from the clerk, and nothing else is."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from openpyxl import Workbook

from taizhang.books.foreign import quiet
from taizhang.books.foreign.quiet import silenced

ROOT = Path(__file__).parents[2]
AFTER = "this is said by Python, after the file"
PLAIN = """
import sys
from python_calamine import CalamineWorkbook
try:
    CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
except BaseException as error:
    print(type(error).__name__)
"""
FORM = f"""
import sys
from taizhang.books.reading.form import read_form
print(read_form(sys.argv[1]).issues[0].code)
print({AFTER!r}, file=sys.stderr)
"""


@pytest.fixture
def surprising(tmp_path: Path) -> Path:
    """A date of -1e308, which no calendar has."""
    book, path = Workbook(), tmp_path / "县财政局.xlsx"
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A1"].number_format = -1e308, "yyyy-mm-dd"
    book.save(path)
    return path


def run(*words: str) -> subprocess.CompletedProcess[str]:
    changed = {"PYTHONPATH": str(ROOT / "pytools"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *words], env=os.environ | changed,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_no_backtrace_reaches_the_clerk(surprising: Path) -> None:
    plain = run("-c", PLAIN, str(surprising))
    assert plain.stdout.strip() == "PanicException"  # the file does what it is for
    assert "panicked" in plain.stderr

    ours = run("-c", FORM, str(surprising))

    assert ours.stdout.strip() == "F107"
    assert ours.stderr.strip() == AFTER


def test_standard_error_comes_back_after_the_last_of_several(
    capfd: pytest.CaptureFixture[str],
) -> None:
    together = Barrier(4)

    def work(number: int) -> None:
        with silenced():
            together.wait()
            os.write(quiet.ERRORS, b"lost %d\n" % number)
            together.wait()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    os.write(quiet.ERRORS, b"heard\n")

    assert capfd.readouterr().err == "heard\n"


def test_it_comes_back_after_an_error_too(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        with silenced():
            raise ValueError("within")

    with pytest.raises(ValueError, match="within"):
        fail()
    os.write(quiet.ERRORS, b"heard\n")

    assert capfd.readouterr().err == "heard\n"


def test_a_program_without_standard_error_reads_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def closed(_: int) -> int:
        raise OSError

    monkeypatch.setattr(os, "dup", closed)
    monkeypatch.setattr(sys, "stderr", None)
    with silenced():
        pass
