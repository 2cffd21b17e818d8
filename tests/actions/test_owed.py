"""Papers follow from the ledger: what a merge owes, because it died or a file was held, comes next time."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from taizhang.actions import merging, returning
from taizhang.actions.merging import merge
from taizhang.office.report import Report
from tests.actions.conftest import Quiet, moment, office, return_form
from tests.support.ledgers import LAYOUT

pytestmark = pytest.mark.slow

PERIOD = "2022-06"
FIRST, LATER = moment("2022-06-20T10:00"), moment("2022-06-21T15:30")
PAGE, TEXT = f"通报/汇总结果_{PERIOD}.xlsx", f"通报/催办_{PERIOD}.txt"
BACK = f"退回/{PERIOD}/县发展和改革局_{PERIOD}_报送表_请更正.xlsx"
PAPERS = (PAGE, TEXT, BACK)


@pytest.fixture
def folder(sent: Path, tmp_path: Path) -> Path:
    """One form with a cell that nobody can read, one without fault."""
    here = tmp_path / "台账"
    shutil.copytree(sent, here)
    return_form(here, "县发展和改革局", PERIOD, T027_progress="大概吧", T027_latest="完成选址")
    return_form(here, "县财政局", PERIOD, T027_progress=0.2)
    return here


def run(folder: Path, at: str = "first") -> Report:
    now = FIRST if at == "first" else LATER
    return merge(office(folder).book, Quiet(), now, PERIOD)


def papers(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in PAPERS if (folder / name).is_file()}


class Killed(BaseException):
    """As if the machine had gone off."""


def killed(*_: object, **__: object) -> None:
    raise Killed


MOMENTS: dict[str, tuple[object, str]] = {
    "after the save": (merging, "hand_out"),
    "before the forms go back": (returning, "_send_back"),
    "at a form that goes back": (returning, "_return"),
    "before the office is told": (returning, "_tell_the_office"),
    "at the page": (returning, "_keep"),
}


@pytest.mark.parametrize("when", MOMENTS)
def test_a_merge_that_was_killed_is_completed_by_the_next(
    folder: Path, tmp_path: Path, when: str
) -> None:
    whole = tmp_path / "另一份"
    shutil.copytree(folder, whole)
    run(whole)
    assert set(papers(whole)) == set(PAPERS)
    module, name = MOMENTS[when]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, killed)
        with pytest.raises(Killed):
            run(folder)
    before = (folder / "督查台账.xlsm").read_bytes()
    done = run(folder, "later")
    assert done.data["changed"] is False, "the ledger had been saved"
    assert (folder / "督查台账.xlsm").read_bytes() == before
    assert papers(folder) == papers(whole), "as if nothing had happened"


def test_papers_that_stand_are_not_touched(folder: Path) -> None:
    run(folder)
    before = {name: (folder / name).stat().st_mtime_ns for name in PAPERS}
    again = run(folder, "later")
    assert {name: (folder / name).stat().st_mtime_ns for name in PAPERS} == before
    assert (again.files, again.data["returned"]) == ((), [])


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_is_gone_is_made_again(folder: Path, name: str) -> None:
    run(folder)
    first = papers(folder)
    (folder / name).unlink()
    again = run(folder, "later")
    assert [p.name for p in again.files] == [Path(name).name]
    assert papers(folder) == first


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_cannot_be_written_is_named_and_stops_no_other(
    folder: Path, name: str
) -> None:
    wall = folder / name
    (wall / "在里面").mkdir(parents=True)
    done = run(folder)
    owed = [str(i) for i in done.issues if i.code == "W700"]
    assert len(owed) == 1
    assert wall.name in owed[0]
    assert "台账已经存好" in owed[0]
    assert done.exit_code == 1
    assert set(papers(folder)) == set(PAPERS) - {name}
    assert office(folder).ledger["tasks"].keyed()["2022-027"]["latest"] == "完成选址"
    shutil.rmtree(wall)
    again = run(folder, "later")
    assert "W700" not in {i.code for i in again.issues}
    assert set(papers(folder)) == set(PAPERS)


def left_over(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.suffix == ".tmp" or "新版" in p.name]


def _sent_again(folder: Path, **cells: object) -> None:
    return_form(folder, "县发展和改革局", PERIOD, **cells)


def _put_right(folder: Path) -> None:
    """Every row says what was done, each in words of its own."""
    path = return_form(folder, "县发展和改革局", PERIOD, T027_progress=0.4)
    book = xw.Book(path)
    sheet = book.sheets[LAYOUT.form.tasks.label]
    block = sheet.used_range.options(ndim=2).value
    head = next(n for n, line in enumerate(block) if "任务编号" in line)
    column = block[head].index(LAYOUT.form.tasks["latest"].label) + 1
    for number, line in enumerate(block[head + 1 :], start=head + 2):
        if line[0]:
            sheet.range((number, column)).value = f"第{number}项已完成选址，正在办理手续"
    book.save()
    book.close()


CHANGES: dict[str, Callable[[Path], None]] = {
    "the form is put right": _put_right,
    "the form is faulty elsewhere": lambda f: _sent_again(f, T028_progress="差不多"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_form_that_goes_back_follows_what_came_in(folder: Path, change: str) -> None:
    run(folder)
    first = papers(folder)
    CHANGES[change](folder)
    run(folder, "later")
    now = papers(folder)
    assert (BACK in now) == ("elsewhere" in change)
    assert now.get(BACK) != first[BACK]
    assert left_over(folder) == []
