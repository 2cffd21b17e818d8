"""督办建议 and 打印文书 on the real tasks: proposed once, numbered once, kept as they went out."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from typer.testing import CliRunner

from taizhang.actions.judging import judge
from taizhang.actions.slips import slips
from taizhang.actions.supervising import supervise
from taizhang.actions.undoing import undo
from taizhang.cli import app
from taizhang.core.submission import Value
from taizhang.office.office import Office
from taizhang.office.workplace import BULLETINS, MASTER
from tests.actions.conftest import Opener, Quiet, moment
from tests.support.office import faults

pytestmark = pytest.mark.slow

PERIOD = "2022-06"
NOW = moment("2022-06-28T10:30")


@pytest.fixture
def judged(fresh: Opener, sent: Path) -> tuple[Path, xw.Book]:
    """The ledger of the real tasks, judged in June."""
    folder, book = fresh(sent)
    judge(book, Quiet(), NOW, PERIOD)
    return folder, book


def records(book: xw.Book) -> list[dict[str, Value]]:
    return Office(book).ledger.values("supervision")


def decide(book: xw.Book, what: Mapping[str, Value], most: int = 100) -> None:
    """The clerk decides on what is proposed."""
    table = Office(book).ledger["supervision"]
    rows = [r.number for r in table.rows if r["duty_state"] == "建议"][:most]
    table.set_cells((n, key, value) for n in rows for key, value in what.items())
    book.save()


def test_judging_proposes_and_proposing_again_adds_only_what_is_new(
    judged: tuple[Path, xw.Book],
) -> None:
    _, book = judged
    first = records(book)
    assert first
    assert {r["duty_state"] for r in first} == {"建议"}
    assert {r["number"] for r in first} == {""}
    done = supervise(book, Quiet(), NOW, PERIOD)
    again = supervise(book, Quiet(), NOW, PERIOD)
    assert again.data["proposed"] == {}
    assert len(records(book)) == len(first) + sum(done.data["proposed"].values())  # type: ignore[attr-defined]


def test_what_is_refused_stays_refused_and_the_task_names_no_step(
    judged: tuple[Path, xw.Book],
) -> None:
    _, book = judged
    decide(book, {"duty_state": "不采纳", "struck": "已当面商定"})
    count = len(records(book))
    supervise(book, Quiet(), NOW, PERIOD)
    judge(book, Quiet(), NOW, PERIOD)
    assert len(records(book)) == count
    assert {r["action"] for r in Office(book).ledger.values("tasks")} == {""}


def test_confirmed_papers_are_numbered_kept_and_printed_again_as_they_were(
    judged: tuple[Path, xw.Book],
) -> None:
    folder, book = judged
    decide(book, {"duty_state": "确认"}, 3)
    done = slips(book, Quiet(), NOW, PERIOD)
    run, *kept = done.files
    assert len(kept) == 3
    assert all(path.parent == folder / BULLETINS / "2022" for path in done.files)
    bytes_before = {path: path.read_bytes() for path in done.files}
    numbers = [str(r["number"]) for r in records(book) if r["duty_state"] == "签发"]
    assert len(set(numbers)) == 3

    office = Office(book)
    rows = office.ledger["tasks"]
    rows.set_cells((r.number, "name", "改了名字") for r in rows.rows)
    book.save()
    later = moment("2022-07-05T09:00")
    again = slips(book, Quiet(), later, PERIOD, rows="、".join(numbers))
    assert set(again.files[1:]) == set(kept)
    assert {path: path.read_bytes() for path in bytes_before} == bytes_before
    assert again.files[0].name != run.name
    for path in (*done.files, again.files[0]):
        assert faults(path) == []


@pytest.mark.parametrize("lost", [0, 1, 2, 3], ids=["the run", "a slip", "two slips", "all"])
def test_what_a_print_was_killed_before_is_printed_by_the_next(
    judged: tuple[Path, xw.Book], lost: int
) -> None:
    _, book = judged
    decide(book, {"duty_state": "确认"}, 3)
    run, *kept = slips(book, Quiet(), NOW, PERIOD).files
    before = {path: path.read_bytes() for path in (run, *kept)}
    for path in (run, *kept) if lost == 3 else kept[-lost:] if lost else ():
        path.unlink()
    again = slips(book, Quiet(), NOW, PERIOD)
    assert set(again.files) == (set(before) if lost else set())
    assert {path: path.read_bytes() for path in before} == before
    assert not slips(book, Quiet(), NOW, PERIOD).files


def test_a_print_that_is_taken_back_does_not_give_its_numbers_again(
    judged: tuple[Path, xw.Book],
) -> None:
    _, book = judged
    decide(book, {"duty_state": "确认"}, 2)
    first = slips(book, Quiet(), NOW, PERIOD)
    undo(book, Quiet(), NOW)
    second = slips(book, Quiet(), NOW, PERIOD)
    numbers = [{s["number"] for s in d.data["slips"]} for d in (first, second)]  # type: ignore[attr-defined]
    assert not numbers[0] & numbers[1]


def test_a_form_of_a_task_is_printed_by_its_number_alone(judged: tuple[Path, xw.Book]) -> None:
    _, book = judged
    done = slips(book, Quiet(), NOW, PERIOD, kind="立项登记表", rows="2022-014、2022-001")
    assert [s["name"] for s in done.data["slips"]] == ["立项登记表2022-014", "立项登记表2022-001"]  # type: ignore[attr-defined]


def test_an_offices_own_layout_wins_and_a_broken_one_is_named(
    judged: tuple[Path, xw.Book],
) -> None:
    folder, book = judged
    own = folder / "模板" / "slips"
    own.mkdir(parents=True)
    text = 'kind = "军令状"\nsource = "任务台账"\n[[block]]\ntitle = "保证书"\n'
    (own / "军令状.toml").write_text(text, "utf-8")
    (own / "责任书.toml").write_text("kind = 责任书", "utf-8")
    done = slips(book, Quiet(), NOW, PERIOD, kind="军令状", rows="2022-001")
    page = xw.Book(done.files[0])
    assert page.sheets[0].range("A1").value == "保证书"
    page.close()
    assert [i.code for i in done.issues if "责任书" in i.message] == ["W680"]


def test_the_terminal_proposes_and_prints(sent: Path, tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    shutil.copytree(sent, folder)
    book = str(folder / MASTER)
    words = ["--period", PERIOD, "--on", "2022-06-28"]
    for command in (["judge", book, *words], ["supervise", book, *words],
                    ["slips", book, "--kind", "责任书", "--rows", "2022-001", *words]):  # fmt: skip
        done = CliRunner().invoke(app, [*command, "--json"])
        answer: dict[str, Any] = json.loads(done.stdout)
        assert done.exit_code in {0, 1}, answer
        assert answer["job"] == command[0]
    assert len(list((folder / BULLETINS / "2022").glob("责任书_2022-001_*.xlsx"))) == 1
