"""Units with names that no file may bear: each is sent its form, read, and answered all the same."""

import shutil
from pathlib import Path

import pytest
import xlwings as xw

import xlfile
from taizhang.actions.distributing import distribute
from taizhang.actions.merging import merge
from taizhang.actions.setup.creating import init
from taizhang.core.filenames import file_stems, form_file, return_file
from taizhang.office.report import Report
from taizhang.office.workplace import MASTER
from tests.actions.conftest import IDENTITY, Quiet, moment, office, write_answers
from tests.support.packages import faults_of

pytestmark = pytest.mark.slow

PERIOD = "2022-06"
UNITS = (
    "县财政局", "../../evil", "县发改局/粮食局", 'a\\b:c*d?e"f<g>h|i', "CON", "aux.政府", "县水务局...",
    "长" * 240, "长" * 239 + "短", "Park管委会", "PARK管委会", "~$临时办", ".隐局", "县[一]#%1局", "=1+1局",
    "县 局", "县'局", "🀄" * 40, "粮食局",
)  # fmt: skip


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Report]]:
    """A task for each unit; all forms came back with a progress of 180 %."""
    xlfile.activate()
    root = tmp_path_factory.mktemp("units") / "上级" / "再上级"
    folder = root / "台账"
    init(folder, identity=IDENTITY)
    book = xw.Book(folder / MASTER)
    ledger = office(folder).ledger
    ledger["units"].append([{"unit": name, "reports": "是"} for name in UNITS])
    tasks = [{"task_id": f"2022-{n:03}", "name": f"第{n}项任务", "lead": name, "stage": "办理中"}
             for n, name in enumerate(UNITS, start=1)]  # fmt: skip
    ledger["tasks"].append(tasks)
    ledger.book.save()
    book.close()
    reports = [distribute(office(folder).book, Quiet(), moment("2022-06-01T09:00"), PERIOD)]
    shutil.copytree(folder / "下发" / PERIOD, folder / "收件" / PERIOD)
    for n, (name, stem) in enumerate(file_stems(UNITS).items(), start=1):
        sent = xw.Book(folder / "收件" / PERIOD / form_file(stem, PERIOD))
        write_answers(sent, {f"T{n:03}_progress": 1.8, f"T{n:03}_latest": f"已开工：{name}"})
        sent.save()
        sent.close()
    list_file = next((folder / "收件" / PERIOD).glob("下发清单*"))
    list_file.unlink()
    reports.append(merge(office(folder).book, Quiet(), moment("2022-06-20T09:00"), PERIOD))
    return folder, reports


def test_every_unit_has_a_form_of_its_own(merged: tuple[Path, list[Report]]) -> None:
    folder, reports = merged
    forms = sorted((folder / "下发" / PERIOD).glob("*_报送表.xlsx"))
    assert len(forms) == reports[0].data["forms"] == len(UNITS)
    assert faults_of(forms[:3]) == {}


def test_every_form_is_read_as_its_units(merged: tuple[Path, list[Report]]) -> None:
    folder, reports = merged
    assert reports[1].data["merged"] == len(UNITS)
    tasks = office(folder).ledger["tasks"].rows
    assert {r["lead"]: r["latest"] for r in tasks} == {u: f"已开工：{u}" for u in UNITS}
    # no file is said to bear another unit's name
    assert "F1" not in {i.code[:2] for i in reports[1].issues}


def test_every_unit_is_answered_in_the_folder_for_it(merged: tuple[Path, list[Report]]) -> None:
    folder, _ = merged
    names = {return_file(stem, PERIOD) for stem in file_stems(UNITS).values()}
    assert {p.name for p in (folder / "退回" / PERIOD).iterdir()} == names


def test_nothing_is_written_elsewhere(merged: tuple[Path, list[Report]]) -> None:
    folder, _ = merged
    outside = [p for p in folder.parents[1].rglob("*") if folder not in p.parents and p != folder]
    assert outside == [folder.parent]
