"""Each unit is asked for what is due in the period, and nothing else counts as missing."""

from pathlib import Path

import pytest
import xlwings as xw

from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.books.reading.form import read_form
from taizhang.core.submission import Form
from taizhang.office.office import Office
from taizhang.office.report import CannotRun
from tests.actions.conftest import Opener, Quiet, moment

pytestmark = pytest.mark.slow

CHOSEN = {"2022-001": "季", "2022-002": "一月一调度、一季一通报", "2022-003": "年"}


def _with(book: xw.Book, cadences: dict[str, str], **settings: str) -> None:
    """Give tasks their cadence, and put settings."""
    office = Office(book)
    table, rows = office.ledger["tasks"], office.ledger["tasks"].keyed()
    table.set_cells([(rows[task].number, "cadence", word) for task, word in cadences.items()])
    table, known = office.ledger["settings"], office.ledger["settings"].keyed()
    table.set_cells([(known[name].number, "value", word) for name, word in settings.items()])
    book.save()


def _sent(folder: Path, period: str) -> set[str]:
    """The numbers of the tasks that any form of that period asks for."""
    found: set[str] = set()
    for path in (folder / "下发" / period).glob("*_报送表.xlsx"):
        form = read_form(path)
        assert isinstance(form, Form)
        found |= {row.key[0] for row in form.rows if row.sheet == "tasks"}
    return found


def test_a_quarterly_task_is_asked_for_in_june_and_not_in_may(loaded: Path, fresh: Opener) -> None:
    folder, book = fresh(loaded)
    _with(book, CHOSEN)
    may = distribute(book, Quiet(), moment("2022-05-20T09:00"), "2022-05")
    june = distribute(book, Quiet(), moment("2022-06-01T09:00"), "2022-06")
    assert {"2022-001", "2022-003"}.isdisjoint(_sent(folder, "2022-05"))
    assert {"2022-001", "2022-002"} <= _sent(folder, "2022-06")
    assert "2022-003" not in _sent(folder, "2022-06")
    left = {name: report.data["not_due"] for name, report in (("may", may), ("june", june))}
    assert left == {"may": 7, "june": 2}  # five by the quarter, two by the year
    assert "2022-003" in dict(june.facts)["本期不用报的任务"]


def test_sending_again_says_how_many_forms_are_made_anew(loaded: Path, fresh: Opener) -> None:
    _, book = fresh(loaded)
    first, second = (
        distribute(book, Quiet(), moment(f"2022-06-0{day}T09:00"), "2022-06") for day in (1, 2)
    )
    assert "其中以前发过的" not in dict(first.facts)
    assert dict(second.facts)["其中以前发过的"].startswith(f"{second.data['forms']}份")


def test_what_was_not_asked_for_is_not_missing(loaded: Path, fresh: Opener) -> None:
    _, book = fresh(loaded)
    _with(book, CHOSEN)
    for period, day in (("2022-05", "2022-05-20"), ("2022-06", "2022-06-01")):
        distribute(book, Quiet(), moment(f"{day}T09:00"), period)
    judge(book, Quiet(), moment("2022-07-04T09:00"), "2022-06")
    reasons = {r["task_id"]: str(r["reason"]) for r in Office(book).ledger.values("judgements")}
    assert "连续2期应报未报" in reasons["2022-002"]
    assert "连续" not in reasons["2022-001"]  # once, in June
    assert "应报未报" not in reasons["2022-003"]


def test_a_period_in_which_nothing_is_due_sends_nothing(loaded: Path, fresh: Opener) -> None:
    folder, book = fresh(loaded)
    tasks = [str(r["task_id"]) for r in Office(book).ledger.values("tasks")]
    _with(book, dict.fromkeys(tasks, "年"))
    with pytest.raises(CannotRun) as stopped:
        distribute(book, Quiet(), moment("2022-06-01T09:00"), "2022-06")
    assert stopped.value.issue.code == "P106"
    assert not (folder / "下发" / "2022-06").exists()


def test_the_plan_of_wuhu_asks_engineering_by_the_week(loaded: Path, fresh: Opener) -> None:
    folder, book = fresh(loaded)
    tasks = [str(r["task_id"]) for r in Office(book).ledger.values("tasks")]
    _with(book, dict.fromkeys(tasks, ""), cadence_plan="芜湖")
    table = Office(book).ledger["tasks"]
    table.set_cells([(table.keyed()["2022-001"].number, "kind", "工程建设")])
    book.save()
    report = distribute(book, Quiet(), moment("2022-06-06T09:00"), "2022-W23")
    assert _sent(folder, "2022-W23") == {"2022-001"}
    assert report.data["cutoff"] == "2022-06-10T18:00:00"
    settings = Office(book).settings
    assert settings["cutoff_at"] == "2022-W23 2022-06-10 18:00"
    distribute(book, Quiet(), moment("2022-06-13T09:00"), "2022-06上")
    assert len(_sent(folder, "2022-06上")) == len(tasks)


def test_a_cadence_that_is_none_is_said_and_the_usual_one_taken(
    loaded: Path, fresh: Opener
) -> None:
    folder, book = fresh(loaded)
    _with(book, {"2022-001": "两周半"})
    report = distribute(book, Quiet(), moment("2022-06-01T09:00"), "2022-06")
    assert [i.code for i in report.issues] == ["P105"]
    assert "2022-001" in _sent(folder, "2022-06")
