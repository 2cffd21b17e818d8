"""年度归档 on the real tasks: what moves, what refuses, what old periods are told, the way back."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from typer.testing import CliRunner

from taizhang.actions import archiving
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.merging import merge
from taizhang.cli import app
from taizhang.core.archiving import MOVING
from taizhang.office.office import Office
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Quiet, moment, office, return_form
from tests.support.office import faults

pytestmark = pytest.mark.slow

MONTHS = {"2022-11": "2022-11-26", "2022-12": "2022-12-27", "2023-01": "2023-01-28"}
ONE = ("县财政局", "县发展和改革局")


@pytest.fixture(scope="module")
def lived(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that lived through two months of one year and the first of the next."""
    folder = tmp_path_factory.mktemp("lived") / "台账"
    shutil.copytree(loaded, folder)
    for number, (period, day) in enumerate(MONTHS.items(), start=1):
        first = moment(f"{period}-01T09:00")
        distribute(office(folder).book, Quiet(), first, period)
        for unit in ONE:
            return_form(
                folder, unit, period, T027_progress=number / 10, T027_latest=f"第{number}步"
            )
        merge(office(folder).book, Quiet(), moment(f"{day}T10:00"), period)
        judge(office(folder).book, Quiet(), moment(f"{day}T11:00"), period)
    table = office(folder).ledger["supervision"]
    table.append([{"when": "2022-12-01", "supervision": "约谈", "unit": ONE[0], "note": "我记的"}])
    table.sheet.book.save()
    table.sheet.book.close()
    return folder


@pytest.fixture
def folder(lived: Path, tmp_path: Path) -> Path:
    shutil.copytree(lived, tmp_path / "台账")
    return tmp_path / "台账"


@pytest.mark.parametrize(
    ("period", "day", "codes"),
    [
        ("2023-01", "2023-01-31", {"W648"}),
        ("2023-03", "2023-03-28", set()),  # a small ledger is asked in January only
        ("2022-12", "2023-01-05", set()),  # the year is not over while its last period goes on
        ("2035-12", "2035-12-20", {"W407"}),
    ],
)
def test_the_turn_of_a_year_is_asked_about_in_every_judging(
    folder: Path, period: str, day: str, codes: set[str]
) -> None:
    office(folder).ledger.set_settings({"period": period})
    office(folder).book.save()
    code, answer = run("judge", folder / MASTER, "--period", period, "--on", day)
    said = {i["code"]: i for i in answer["issues"] if i["code"] in {"W648", "W407"}}
    assert (code in {0, 1}, {*said}) == (True, codes), answer
    if "W648" in said:
        assert "2022年" in said["W648"]["message"]
        assert "点“年度归档”" in said["W648"]["hint"]
        assert run("archive", folder / MASTER, "--on", day)[0] == 0
        _, after = run("judge", folder / MASTER, "--period", period, "--on", day)
        assert "W648" not in {i["code"] for i in after["issues"]}


def run(*words: object) -> tuple[int, dict[str, Any]]:
    done = CliRunner().invoke(app, [*map(str, words), "--json"])
    answer: dict[str, Any] = json.loads(done.stdout)
    return done.exit_code, answer


def archive(folder: Path, *words: str) -> tuple[int, dict[str, Any]]:
    return run("archive", folder / MASTER, "--year", 2022, *words)


def rows(path: Path) -> dict[str, list[Mapping[str, object]]]:
    book = xw.Book(path)
    found: dict[str, list[Mapping[str, object]]] = {
        key: [r.values for r in table.rows] for key, table in Office(book).read().items()
    }
    book.close()
    return found


def without_links(found: Mapping[str, object]) -> dict[str, object]:
    return {k: v for k, v in found.items() if k != "undone"}


def codes(answer: Mapping[str, Any]) -> list[str]:
    return [issue["code"] for issue in answer["issues"]]


def test_a_year_moves_and_comes_back_row_by_row(folder: Path) -> None:
    before = rows(folder / MASTER)
    code, answer = archive(folder)
    assert (code, answer["changed"]) == (0, True)
    after, shelf = rows(folder / MASTER), rows(folder / "归档" / "2022.xlsx")
    for sheet in MOVING:
        assert answer["moved"].get(sheet, 0) == len(before[sheet]) - len(after[sheet]) + (
            len(answer["moved"]) if sheet == "changes" else 0
        )
    assert {"reports", "summary", "changes"} <= set(answer["moved"])
    assert {r["period"] for r in shelf["reports"]} == {"2022-11", "2022-12"}
    of_year = [r for r in before["reports"] if str(r["period"]).startswith("2022")]
    assert shelf["reports"] == of_year
    assert (shelf["tasks"], shelf["units"]) == (before["tasks"], before["units"])
    code, answer = archive(folder, "--back")
    again = rows(folder / MASTER)
    assert code == 0
    for sheet in MOVING:
        there = [without_links(r) for r in again[sheet]][: len(before[sheet])]
        assert there == [without_links(r) for r in before[sheet]]
    assert not (folder / "归档").exists()
    assert (folder / "备份" / answer["file"]).is_file()


def test_running_it_twice_changes_nothing(folder: Path) -> None:
    archive(folder)
    before = (folder / MASTER).read_bytes(), (folder / "归档" / "2022.xlsx").read_bytes()
    code, answer = archive(folder)
    assert (code, answer["changed"]) == (0, False)
    assert ((folder / MASTER).read_bytes(), (folder / "归档" / "2022.xlsx").read_bytes()) == before


def test_lamps_and_forms_of_the_next_month_are_the_same(folder: Path, tmp_path: Path) -> None:
    whole = tmp_path / "没有归档"
    shutil.copytree(folder, whole)
    assert archive(folder)[0] == 0
    states, missing = [], []
    for place in (whole, folder):
        distribute(office(place).book, Quiet(), moment("2023-02-01T09:00"), "2023-02")
        return_form(place, ONE[1], "2023-02", T027_progress=0.35, T027_latest="第3步")
        done = merge(office(place).book, Quiet(), moment("2023-02-27T10:00"), "2023-02")
        missing.append((done.data["missing"], done.data["cells"], [str(i) for i in done.issues]))
        judge(office(place).book, Quiet(), moment("2023-02-27T11:00"), "2023-02")
        tasks = rows(place / MASTER)["tasks"]
        states.append([(t["task_id"], t["state"], t["reason"], t["action"]) for t in tasks])
    assert states[0] == states[1]
    assert missing[0] == missing[1]


def _opened(folder: Path, sheet: str, **row: object) -> None:
    table = office(folder).ledger[sheet]
    table.append([row])  # type: ignore[list-item]
    table.sheet.book.save()
    table.sheet.book.close()


OPEN: dict[str, Callable[[Path], None]] = {
    "W640": lambda f: office(f).ledger.set_settings({}),
    "W641": lambda f: _opened(
        f, "conflicts", period="2022-11", task_id="2022-001", column="完成值"
    ),
    "W642": lambda f: _opened(f, "claims", period="2022-11", file="甲.xlsx", where="第3行"),
}


@pytest.mark.parametrize("code", OPEN)
def test_what_is_open_refuses(folder: Path, code: str) -> None:
    OPEN[code](folder)
    before = (folder / MASTER).read_bytes()
    year = 2019 if code == "W640" else 2022
    refused, answer = run("archive", folder / MASTER, "--year", year)
    assert (refused, codes(answer)) == (2, [code])
    assert (folder / MASTER).read_bytes() == before
    assert not (folder / "归档").exists()


JOBS = {
    "merge": ("W645", ("merge", "--period", "2022-11")),
    "rehearse": ("W645", ("rehearse", "--period", "2022-12")),
    "distribute": ("W645", ("distribute", "--period", "2022-12")),
    "one by number": ("W647", ("undo", "--job", "汇总-20221227-01")),
}


@pytest.mark.parametrize("job", JOBS)
def test_an_old_period_gets_a_clear_sentence(folder: Path, job: str) -> None:
    archive(folder)
    code, (name, *words) = JOBS[job]
    before = (folder / MASTER).read_bytes()
    refused, answer = run(name, folder / MASTER, *words)
    assert (refused, codes(answer)) == (2, [code])
    assert (folder / MASTER).read_bytes() == before


@pytest.mark.parametrize("how", ["the last", "by number", "marked in the log"])
def test_to_take_an_archive_back_brings_the_whole_year_back(folder: Path, how: str) -> None:
    before = rows(folder / MASTER)
    archive(folder)
    ledger = office(folder).ledger
    log = ledger["changes"]
    line = next(r for r in log.rows if r["job_kind"] == "归档")
    if how == "marked in the log":
        log.set_cells([(line.number, "undone", "撤")])
        ledger.book.save()
    ledger.book.close()
    words = ("--job", str(line["job"])) if how == "by number" else ()
    code, answer = run("undo", folder / MASTER, *words)
    assert (code, answer["year"]) == (0, 2022)
    after = rows(folder / MASTER)
    assert all(after[sheet] == before[sheet] for sheet in set(MOVING) - {"changes"})
    assert after["changes"][: len(before["changes"])] == before["changes"]
    assert not (folder / "归档").exists()
    assert codes(run("undo", folder / MASTER)[1]) == ["W646"]


def test_an_old_day_gives_its_old_answer(folder: Path) -> None:
    day = ("--period", "2022-11", "--on", MONTHS["2022-11"])
    before = run("judge", folder / MASTER, *day)[1]
    archive(folder)
    assert run("judge", folder / MASTER, *day)[1]["states"] == before["states"]
    shelf = folder / "归档" / "2022.xlsx"
    bytes_before = shelf.read_bytes()
    assert run("judge", shelf, *day)[1]["states"] == before["states"]
    assert shelf.read_bytes() == bytes_before
    shelf.unlink()
    assert codes(run("judge", folder / MASTER, *day)[1]) == ["W644"]
    assert codes(archive(folder, "--back")[1]) == ["W644"]


def test_a_year_that_is_not_closed_has_nothing_to_take_back(folder: Path) -> None:
    code, answer = archive(folder, "--back")
    assert (code, codes(answer)) == (2, ["W643"])


def test_what_came_later_joins_the_archive(folder: Path) -> None:
    """December was under way when the year was closed first."""
    ledger = office(folder).ledger
    ledger.set_settings({"period": "2022-12"})
    ledger.book.save()
    ledger.book.close()
    before = rows(folder / MASTER)
    first = archive(folder)[1]
    assert first["periods"] == ["2022-11"]
    ledger = office(folder).ledger
    ledger.set_settings({"period": "2023-01"})
    ledger.book.save()
    ledger.book.close()
    second = archive(folder)[1]
    assert second["changed"]
    shelf = rows(folder / "归档" / "2022.xlsx")
    assert {r["period"] for r in shelf["summary"]} == {"2022-11", "2022-12"}
    archive(folder, "--back")
    again = rows(folder / MASTER)
    for sheet in set(MOVING) - {"changes"}:
        assert again[sheet] == before[sheet]


class Killed(BaseException):
    """As if the machine had gone off."""


def killed(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize("where", ["the ledger", "the way back"])
def test_a_job_that_dies_in_between_is_completed_by_the_next(folder: Path, where: str) -> None:
    before = rows(folder / MASTER)
    back = where == "the way back"
    if back:
        archive(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            *((archiving, "_put_aside", killed) if back else (Office, "carry_out", killed))
        )
        with pytest.raises(Killed):
            archiving.archive(
                office(folder).book, Quiet(), moment("2023-02-01T09:00"), 2022, back=back
            )
    assert (folder / "归档" / "2022.xlsx").is_file()
    assert archive(folder, *(["--back"] if back else []))[0] == 0
    if not back:
        archive(folder, "--back")
    again = rows(folder / MASTER)
    for sheet in set(MOVING) - {"changes"}:
        assert again[sheet] == before[sheet]
    assert not (folder / "归档").exists()


def test_the_archive_is_a_sound_workbook_without_macros(folder: Path) -> None:
    archive(folder)
    assert faults(folder / "归档" / "2022.xlsx") == []
