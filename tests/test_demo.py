"""The demonstration: 68 real tasks, 37 units, four periods; what it leaves is sound and repeatable.

It is played twice: here, with pictures where LibreOffice is installed, and from the terminal on a
machine that has no LibreOffice.
"""

import json
import os
import re
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw
from docx import Document
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import xlfile
from taizhang.books.sheets.pictures import has_office
from taizhang.demo import HEADS, run_demo
from taizhang.office.office import Office
from taizhang.office.report import Report
from taizhang.office.workplace import BULLETINS, CHARTS, INBOX, MASTER, RETURNED, SENT
from tests.actions.conftest import Quiet
from tests.pictures import stale
from tests.support.packages import errors_in, faults_of, recalculated_all

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PERIODS = {
    "2022-06": date(2022, 6, 28), "2022-07": date(2022, 7, 28),
    "2022-08": date(2022, 8, 29), "2022-09": date(2022, 9, 28),
}  # fmt: skip
LAST = "2022-09"
UNITS, TASKS = 37, 68
GIVEN = "2022-069"  # what the county gives to its townships at the end, after the last judging
SAMPLE = ("县发展和改革局", "县财政局", "建设乡政府")  # leads in much; helps in much; a township
TERMINAL = "from taizhang.cli import main; main()"
PICTURES = {".pdf", ".png"}


@dataclass(frozen=True, slots=True)
class Shows:
    """The demonstration played here, and what the terminal said of the other one."""

    folder: Path
    report: Report
    again: Path
    terminal: dict[str, object]

    @property
    def master(self) -> Path:
        return self.folder / MASTER

    def step(self, name: str) -> list[str]:
        """What the table says of each step of that name."""
        return [line[1] for line in self.report.table[1:] if line[0].endswith(name)]

    def charts(self) -> list[Path]:
        return sorted((self.folder / CHARTS).glob("*.xlsx"))

    def sent_lists(self) -> list[Path]:
        return sorted((self.folder / SENT).rglob("下发清单_*.xlsx"))

    def more(self) -> list[Path]:
        """The last page of results to circulate, and a file handed back for correction."""
        results = sorted((self.folder / BULLETINS).glob("*.xlsx"))
        return results[-1:] + sorted((self.folder / RETURNED).rglob("*.xlsx"))[-1:]

    def sent(self, period: str) -> list[Path]:
        return sorted((self.folder / SENT / period).glob("*_报送表.xlsx"))

    def returned(self, period: str) -> list[Path]:
        """Forms that came back whole; 传输中断 did not."""
        return sorted((self.folder / INBOX / period).glob("*_报送表*.xlsx"))


@pytest.fixture(scope="module")
def shows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shows]:
    here, there = (tmp_path_factory.mktemp(name) / "演示" for name in ("here", "there"))
    here.mkdir()
    plain = os.environ | {"PATH": str(there.parent), "PYTHONPATH": str(ROOT / "pytools")}
    with subprocess.Popen(
        [sys.executable, "-B", "-c", TERMINAL, "demo", str(there), "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=plain,
    ) as other:  # fmt: skip
        report = run_demo(here, Quiet())
        out, err = other.communicate()
    assert other.returncode == 0, err.decode()
    yield Shows(here, report, there, json.loads(out))
    close_books()


def close_books() -> None:
    for app in xw.apps:
        for book in list(app.books):
            book.close()


@pytest.fixture
def ledger(shows: Shows) -> Iterator[Office]:
    xlfile.activate()
    yield Office(xw.Book(shows.master))
    close_books()


def test_each_step_says_what_it_did_how_long_it_took_and_where_it_is(shows: Shows) -> None:
    heads, *lines = shows.report.table
    assert heads == HEADS
    names = ["下发", "各单位填报", "一键汇总", "再汇总一次", "研判亮灯", "督办建议", "打印文书",
             "生成挂图", "销号审核"]  # fmt: skip
    wanted = ["新建台账", "载入清单", *(f"{p} {name}" for p in PERIODS for name in names)]
    wanted.insert(wanted.index("2022-08 销号审核") + 1, "2022-08 延期审批")
    wanted += ["出公文", "半年小结", "考核计分", "排榜单", "红黑榜通报", "做看板",
               "领导页", "项目台账", "项目考核", "项目通报", "拆给下级",
               "龙山镇政府办理上报", "兴隆镇政府办理上报", "分级汇总"]  # fmt: skip
    pictures = ["PDF和图片"] if has_office() else []
    assert [line[0] for line in lines] == wanted + pictures
    assert all(re.fullmatch(r"\d+\.\d\d", seconds) for _, _, seconds, _ in lines)
    assert all(what and where for _, what, _, where in lines)


def test_each_of_the_units_gets_a_form_in_each_period(shows: Shows) -> None:
    for period in PERIODS:
        assert len(shows.sent(period)) == UNITS
    assert [what.partition("，")[0] for what in shows.step("下发")] == [f"{UNITS}份报送表"] * len(
        PERIODS
    )
    assert shows.step("载入清单")[0].startswith(f"{TASKS}项任务、{UNITS}家单位")


def test_a_second_merge_changes_nothing(shows: Shows) -> None:
    assert shows.step("再汇总一次") == ["没有变化"] * len(PERIODS)


def test_the_figures_of_the_table_are_those_of_the_ledger(shows: Shows, ledger: Office) -> None:
    records = ledger.ledger.values("judgements")
    for period, told in zip(PERIODS, shows.step("研判亮灯"), strict=True):
        states = Counter(str(r["state"]) for r in records if r["period"] == period)
        assert states.total() == TASKS
        assert Counter({k: int(n) for k, n in re.findall(r"(\D+?)(\d+)，?", told)}) == states
    conflicts = ledger.ledger.values("conflicts")
    merges = shows.step("一键汇总")
    assert [int(n) for what in merges for n in re.findall(r"冲突(\d+)处", what)] == [
        sum(r["period"] == period for r in conflicts) for period in PERIODS
    ]
    assert len(conflicts) > 0


def test_every_unit_and_every_file_is_in_the_register(shows: Shows, ledger: Office) -> None:
    rows = ledger.ledger.values("summary")
    for period, day in PERIODS.items():
        mine = [r for r in rows if r["period"] == period]
        units = [r for r in mine if r["unit"]]
        assert len(units) == UNITS
        assert Counter(str(r["timing"]) for r in units).keys() == {"按时", "迟报", "漏报"}
        files = {p.name for p in (shows.folder / INBOX / period).iterdir()}
        assert {str(r["file"]) for r in mine if r["file"]} == files
        chart = shows.folder / CHARTS / f"挂图作战图_{period}_{day:%Y%m%d}.xlsx"
        assert chart.is_file()


def test_the_last_lamps_are_those_of_the_last_day(ledger: Office) -> None:
    tasks = [t for t in ledger.ledger.values("tasks") if t["task_id"] != GIVEN]
    records = ledger.ledger.values("judgements")
    last = {r["task_id"]: r for r in records if r["judged_on"] == PERIODS[LAST]}
    assert len(tasks) == len(last) == TASKS
    for task in tasks:
        record = last[task["task_id"]]
        assert (task["state"], task["reason"]) == (record["state"], record["reason"])


def test_papers_go_out_with_numbers_of_their_own_and_lead_further(
    shows: Shows, ledger: Office
) -> None:
    rows = ledger.ledger.values("supervision")
    numbers = [str(r["number"]) for r in rows if r["number"]]
    assert len(numbers) == len(set(numbers))
    kept = {p.name.partition("_")[0] for p in (shows.folder / BULLETINS / "2022").glob("*.xlsx")}
    assert set(numbers) <= kept
    talks = [(r["times"], r["presider"]) for r in rows if r["supervision"] == "约谈"]
    assert (2, "主要负责同志") in talks
    assert {str(r["supervision"]) for r in rows} >= {
        "提醒",
        "催办",
        "督办单",
        "通报",
        "约谈",
        "移交",
    }
    assert [bool(r["struck"]) for r in rows if r["duty_state"] == "不采纳"] == [True]


def test_a_closing_is_sent_back_once_and_a_deadline_moves_when_it_is_granted(
    shows: Shows, ledger: Office
) -> None:
    rounds = [
        (str(r["task_id"]), r["round"], str(r["standing"]))
        for r in ledger.ledger.values("closings")
    ]
    assert {("2022-015", 1, "已退回"), ("2022-015", 2, "已销号")} <= set(rounds)
    assert [r["standing"] for r in ledger.ledger.values("extensions")] == ["已批准"]
    task = next(t for t in ledger.ledger.values("tasks") if t["task_id"] == "2022-047")
    assert (task["due"], task["due_original"]) == (date(2023, 3, 31), date(2022, 12, 31))
    assert shows.step("延期审批") == ["已批准1项"]


def test_leaders_get_papers_whose_figures_are_the_ledgers(shows: Shows, ledger: Office) -> None:
    year = shows.folder / BULLETINS / "2022"
    papers = [year / "督查通报_2022-09_第1期.docx", year / "半年小结_2022-H1_第1期.docx"]
    assert faults_of(papers) == {}
    text = "\n".join(p.text for p in Document(str(papers[0])).paragraphs)
    judged = Counter(
        str(r["state"]) for r in ledger.ledger.values("judgements") if r["period"] == LAST
    )
    assert f"任务{TASKS}项" in text
    assert f"滞后{judged['滞后']}项" in text
    scores = [r for r in ledger.ledger.values("scores") if r["period"] == "2022-Q3"]
    assert {str(r["group"]) for r in scores} == {"县直部门", "乡镇"}
    assert {r["rank"] for r in scores} > {1.0}
    below = {
        str(r["child_id"]): (r["actual"], r["progress"]) for r in ledger.ledger.values("children")
    }
    assert below == {
        "2022-069.01": (72, 0.4), "2022-069.01.01": (60, 0.6), "2022-069.01.02": (12, 0.15),
        "2022-069.02": (66, 0.55),
    }, "two villages made the township's figures, two townships the county's"  # fmt: skip
    task = ledger.ledger["tasks"].keyed()["2022-069"]
    assert (task["actual"], task["progress"]) == (138, 0.46)
    points = {str(r["unit"]): r["score"] for r in ledger.ledger.values("scores")
              if r["scheme"] == "项目月度计分"}  # fmt: skip
    assert points["县发展和改革局"] == 79, "竣工 project, 工业 15, plan 3 千万 3, 60×1.0167"
    assert (year / "任务链_2022-09.xlsx").exists()
    assert (year / "看板_2022-09.xlsx").exists()


def test_every_form_opens_in_two_foreign_readers(shows: Shows) -> None:
    forms = [p for period in PERIODS for p in (*shows.sent(period), *shows.returned(period))]
    assert len(forms) > 4 * UNITS - 10
    for path in forms:
        with CalamineWorkbook.from_path(path) as book:
            assert book.get_sheet_by_name("任务填报").to_python()[2][0] == "任务编号"
    # openpyxl takes a tenth of a second for each
    for path in shows.returned("2022-07"):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            opened = load_workbook(path)
        assert opened["任务填报"]["A3"].value == "任务编号"
        opened.close()


@pytest.fixture(scope="module")
def written(shows: Shows) -> list[Path]:
    """Every kind of workbook that the demonstration writes: all but most of the forms."""
    forms = [
        next(p for p in files if p.name.startswith(unit))
        for unit in SAMPLE
        for files in (shows.sent("2022-07"), shows.returned("2022-07"))
    ]
    assert len(forms) == 6
    papers = sorted((shows.folder / BULLETINS / "2022").glob("*.xlsx"))[::12]
    return [shows.master, *shows.charts(), *shows.sent_lists(), *shows.more(), *papers, *forms]


def test_the_validator_finds_no_fault(written: list[Path]) -> None:
    assert len(written) >= 1 + 2 + 2 + 6
    assert faults_of(written) == {}


def test_libreoffice_recalculates_them_without_an_error_cell(
    written: list[Path], tmp_path: Path
) -> None:
    found = recalculated_all(written, tmp_path)
    assert {p.name: errors_in(s) for p, s in zip(written, found, strict=True) if errors_in(s)} == {}


def test_the_same_folder_comes_out_every_time_byte_for_byte(shows: Shows) -> None:
    here, there = contents(shows.folder), contents(shows.again)
    assert here.keys() ^ there.keys() == set()
    assert [name for name in here if here[name] != there[name]] == []


def contents(folder: Path) -> dict[str, bytes]:
    passed = {*PICTURES, ".desktop"}  # a .desktop file names the folder it stands in
    files = (p for p in folder.rglob("*") if p.is_file() and p.suffix not in passed)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def test_the_terminal_says_the_same_and_draws_no_picture_without_libreoffice(
    shows: Shows,
) -> None:
    names = [line[0] for line in shows.report.table[1:] if line[0] != "PDF和图片"]
    told: object = shows.terminal["steps"]
    assert isinstance(told, list)
    assert [step["步骤"] for step in told] == names
    assert not [p for p in shows.again.rglob("*") if p.suffix in PICTURES]


def test_chart_and_home_page_are_drawn_where_libreoffice_is(shows: Shows) -> None:
    drawn = {p.suffix for p in (shows.folder / CHARTS).iterdir()} - {".xlsx"}
    assert drawn == (PICTURES if has_office() else set())
    assert all(path.is_file() for path in shows.report.files)


def test_the_pictures_of_the_readme_show_what_the_demonstration_shows(shows: Shows) -> None:
    assert stale(shows.folder) == [], "python -m tests.pictures"
