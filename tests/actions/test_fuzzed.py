"""Broken forms through the whole command line: no traceback, every failure names file and cell.

FUZZED=1000 python -m pytest tests/actions/test_fuzzed.py
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from taizhang.core.catalog import rules
from taizhang.core.issues import Severity
from taizhang.office.traces import TRACE
from taizhang.office.workplace import MASTER
from tests.mangling.fuzzing import fuzzed
from tests.support import office

pytestmark = pytest.mark.slow

PERIOD, SEED = "2022-06", 20_220_601
FORMS = int(os.environ.get("FUZZED", "120"))
KINDS = ("xlsx", "xls", "ods")
OF_A_CELL = ("F30", "F31", "F4")  # codes of what stands in a cell


@pytest.fixture(scope="module")
def returned(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The form of each unit, filled in, as each kind of file."""
    folder = tmp_path_factory.mktemp("filled")
    forms = []
    for form in sorted((sent / "下发" / PERIOD).glob("*_报送表.xlsx")):
        book = load_workbook(form)
        sheet = book["任务填报"]
        for row in range(4, sheet.max_row + 1):
            sheet.cell(row, 9).value = 0.35 + row / 1000
            sheet.cell(row, 10).value = f"第{row}项已完成招标，正在施工。"
        forms.append(folder / form.name)
        book.save(forms[-1])
    made = {"xlsx": forms}
    if shutil.which("soffice"):
        for kind in KINDS[1:]:
            wanted = [n % len(forms) for n in range(FORMS) if n % 10 == KINDS.index(kind)]
            office.convert_all([forms[n] for n in {*wanted}], folder / kind, kind, 600)
            made[kind] = [folder / kind / f"{form.stem}.{kind}" for form in forms]
    return made


def batches(returned: dict[str, list[Path]]) -> Iterator[dict[str, tuple[bytes, str]]]:
    """Folders of broken forms, one of each unit, until there are enough: name to bytes and doing."""
    units = len(returned["xlsx"])
    for first in range(0, FORMS, units):
        folder = {}
        for number in range(first, min(first + units, FORMS)):
            kind = KINDS[number % 10] if number % 10 < len(KINDS) else "xlsx"
            form = returned.get(kind, returned["xlsx"])[number % units]
            folder[form.name] = fuzzed(form.read_bytes(), SEED + number)
        yield folder


def test_broken_forms_end_as_sentences(
    sent: Path, returned: dict[str, list[Path]], tmp_path: Path
) -> None:
    severities = {rule.code: rule.severity for rule in rules()}
    faults: list[str] = []
    tried = taken = 0
    for folder in batches(returned):
        here = tmp_path / "台账"
        shutil.copytree(sent, here)
        inbox = here / "收件" / PERIOD
        inbox.mkdir(parents=True)
        for name, (data, _) in folder.items():
            (inbox / name).write_bytes(data)
            at = datetime(2022, 6, 20, 9).timestamp()
            os.utime(inbox / name, (at, at))
        answer, wrong = merged(here)
        faults += wrong or list(unsaid(answer, folder, severities))
        tried, taken = tried + len(folder), taken + int(str(answer.get("merged", 0)))
        shutil.rmtree(here)

    assert faults == []
    assert tried == FORMS
    assert 0 < taken < tried


def merged(here: Path) -> tuple[dict[str, object], list[str]]:
    """Merge from a terminal and judge afterwards; the answer, and what must not have happened."""
    first = command("merge", here / MASTER, "--period", PERIOD, "--on", "2022-06-28")
    after = command("check", here / MASTER, "--on", "2022-06-28")
    wrong = [
        f"{done.args[3]}: {done.returncode} {done.stdout[-300:]} {done.stderr[-2000:]}"
        for done in (first, after)
        if done.returncode not in {0, 1} or "Traceback" in done.stderr
    ]
    wrong += [path.read_text("utf-8")[-2000:] for path in here.rglob(TRACE)]
    return ({} if wrong else json.loads(first.stdout)), wrong


def command(*words: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "taizhang", *map(str, words), "--json"]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def unsaid(
    answer: dict[str, object], folder: dict[str, tuple[bytes, str]], severities: dict[str, Severity]
) -> Iterator[str]:
    """Files of which nobody heard what became of them, and findings that do not say where."""
    issues: list[dict[str, str]] = answer["issues"]  # type: ignore[assignment]
    aside: list[dict[str, object]] = answer["set_aside"]  # type: ignore[assignment]
    if answer["read"] != len(folder):
        yield f"{answer['read']} of {len(folder)} files read"
    named = {file for file in folder for issue in issues if f"〔{file}〕" in issue["where"]}
    for row in aside:
        if row["file"] not in named:
            yield f"{row['file']} {folder[str(row['file'])][1]}: set aside without a word"
    for issue in issues:
        serious = severities[issue["code"]] is not Severity.NOTE
        if serious and issue["code"].startswith(OF_A_CELL) and "（" not in issue["where"]:
            yield f"{issue['code']} {issue['where']}: which cell?"
