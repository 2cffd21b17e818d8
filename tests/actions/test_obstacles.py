"""What stands in a job's way, and what the machine lacks: each case, the code it draws, its twin."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from taizhang.actions.charting import chart
from taizhang.actions.checking import check
from taizhang.actions.distributing import distribute
from taizhang.actions.executors import readers
from taizhang.actions.judging import judge
from taizhang.actions.loading import load
from taizhang.actions.setup import settling
from taizhang.actions.setup.creating import init
from taizhang.actions.setup.selfchecking import CONF, selfcheck
from taizhang.core.issues import Severity
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Opener, moment, office

pytestmark = pytest.mark.slow

NOW = moment("2022-06-28T10:30")


@pytest.fixture
def new(tmp_path: Path) -> xw.Book:
    return xw.Book(init(tmp_path / "台账").files[0])


def refusal(job: Callable[[], object]) -> str:
    with pytest.raises(CannotRun) as refused:
        job()
    return refused.value.issue.code


def test_a_ledger_without_units_sends_nothing(new: xw.Book, desk: Desk) -> None:
    assert refusal(lambda: distribute(new, desk, NOW)) == "W301"


@pytest.mark.parametrize("job", [judge, chart])
def test_a_ledger_without_tasks_has_nothing_to_judge_or_draw(
    new: xw.Book, desk: Desk, job: Callable[..., Report]
) -> None:
    assert refusal(lambda: job(new, desk, NOW)) == "W302"


def test_units_alone_are_sent_nothing(new: xw.Book, desk: Desk, tmp_path: Path) -> None:
    units = tmp_path / "单位.csv"
    units.write_text("单位全称\n县教育局\n", "utf-8")
    load(new, desk, [units], NOW)
    assert refusal(lambda: distribute(new, desk, NOW)) == "W302"


LISTS = {
    "任务名称,牵头单位\n修档案馆,县财政局\n": set(),
    "任务名称,牵头单位,投资主体\n修档案馆,县财政局,县国资公司\n": {"L107"},
    "姓名,电话\n某某,5550123\n": {"L108"},
}


@pytest.mark.parametrize("text", LISTS, ids=lambda text: text[:8])
def test_a_list_draws_the_code_it_states(
    loaded: Path, fresh: Opener, desk: Desk, tmp_path: Path, text: str
) -> None:
    _, book = fresh(loaded)
    path = tmp_path / "清单.csv"
    path.write_text(text, "utf-8")
    drawn = {issue.code for issue in load(book, desk, [path], NOW).issues}
    assert drawn & {"L107", "L108"} == LISTS[text]


def codes(report: Report) -> set[str]:
    return {issue.code for issue in report.issues}


@pytest.mark.parametrize(("there", "drawn"), [("/usr/bin/soffice", set()), (None, {"W406"})])
def test_a_machine_without_libreoffice_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, there: str | None, drawn: set[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: there)
    report = selfcheck(None, desk, NOW)
    assert codes(report) & {"W406"} == drawn
    assert not report.errors


@pytest.mark.parametrize(("day", "drawn"), [("2022-10-31", set()), ("2099-11-01", {"W407"})])
def test_next_years_holidays_are_asked_for_in_time(desk: Desk, day: str, drawn: set[str]) -> None:
    report = selfcheck(None, desk, moment(f"{day}T09:00"))
    assert codes(report) & {"W407"} == drawn


@pytest.mark.parametrize(
    ("day", "due", "written", "asked"),
    [
        ("2022-12-01", "2022-12-31", "", ""),
        ("2099-11-30", "2099-12-31", "2099-01-01", ""),
        ("2099-12-01", "2099-12-31", "2099-01-01", "2100"),
        ("2099-12-01", "2099-12-31", "", "2099、2100"),
        ("2099-11-30", "2100-03-31", "2099-01-01", "2100"),
        ("2099-12-01", "2100-03-31", "2100-01-01", "2099"),
    ],
)
def test_the_sheet_of_holidays_asks_for_a_year_that_nobody_knows(
    loaded: Path, fresh: Opener, desk: Desk, day: str, due: str, written: str, asked: str
) -> None:
    _, book = fresh(loaded)
    ledger = Office(book).ledger
    ledger.set_settings({"period": day[:7]})
    ledger["tasks"].set_cells((r.number, "due", due) for r in ledger["tasks"].rows)
    if written:
        ledger["holidays"].append([{"day": date.fromisoformat(written), "day_kind": "放假"}])
    book.save()
    for job in (check, selfcheck):
        found = [i for i in job(book, desk, moment(f"{day}T09:00")).issues if i.code == "W407"]
        assert [i.message for i in found] == ([f"还没有{asked}年的放假安排。"] if asked else [])
        assert all(i.place.sheet == "节假日" for i in found)


def test_wps_in_the_place_of_excel_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "W403" not in codes(selfcheck(None, desk, NOW))
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("taizhang.actions.setup.selfchecking._excel_is_wps", lambda: True)
    monkeypatch.setattr("taizhang.actions.setup.selfchecking.excel_server", lambda: "")
    report = selfcheck(None, desk, NOW)
    assert "W403" in codes(report)
    [pywin32] = report.errors
    assert (pywin32.code, "pywin32" in pywin32.message) == ("W401", True)


def test_a_mark_of_the_web_is_told(loaded: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(loaded)
    assert "W404" not in codes(selfcheck(book, desk, NOW))
    (folder / f"{MASTER}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", "utf-8")
    assert "W404" in codes(selfcheck(book, desk, NOW))


def test_an_interpreter_that_is_gone_is_told_and_put_right(
    loaded: Path, fresh: Opener, desk: Desk
) -> None:
    folder, book = fresh(loaded)
    assert "W402" not in codes(selfcheck(book, desk, NOW))
    book.names[CONF].refers_to_range.value = str(folder / "没有" / "python.exe")
    book.save()
    assert "W402" in codes(selfcheck(book, desk, NOW))
    assert "W402" not in codes(selfcheck(office(folder).book, desk, NOW))


def test_a_cluster_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CannotRun) as refused, readers(1, cluster="tcp://127.0.0.1:9"):
        pass
    assert refused.value.issue.code == "W408"
    with readers(1) as executor:
        assert executor is None


def test_what_is_not_grave_leaves_the_machine_fit(desk: Desk) -> None:
    report = selfcheck(None, desk, moment("2099-11-01T09:00"))
    assert all(i.severity is not Severity.ERROR for i in report.issues)
    assert ("结论", "可以使用") in report.facts


@pytest.mark.parametrize(("system", "drawn"), [("win32", ["W803"]), ("linux", [])])
def test_a_folder_that_may_not_be_trusted_is_told(
    monkeypatch: pytest.MonkeyPatch, system: str, drawn: list[str]
) -> None:
    monkeypatch.setattr("sys.platform", system)
    assert [issue.code for issue in settling._untrusted()] == drawn
