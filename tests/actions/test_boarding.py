"""看板 of the real tasks: what belongs to it, what changed, and that a printed one is never touched."""

import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from taizhang.actions.judging import judge
from taizhang.actions.papers.boarding import board
from taizhang.actions.papers.bulletin import bulletin
from taizhang.actions.undoing import undo
from taizhang.office.report import CannotRun, Desk
from tests.actions.conftest import Opener, moment, office
from tests.support.office import faults

pytestmark = pytest.mark.slow

MAY, JUNE = moment("2022-05-31T17:00"), moment("2022-06-30T17:00")


@pytest.fixture
def folder(sent: Path, fresh: Opener, desk: Desk) -> Path:
    """A ledger judged in May and in June."""
    here, _ = fresh(sent)
    judge(office(here).book, desk, MAY, "2022-05")
    judge(office(here).book, desk, JUNE, "2022-06")
    return here


def texts(path: Path) -> list[str]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("看板").to_python()
    return [str(cell) for row in rows for cell in row if cell != ""]


def test_every_task_that_reports_in_the_period_is_one_line(folder: Path, desk: Desk) -> None:
    done = board(office(folder).book, desk, JUNE, "2022-06")
    assert faults(done.files[0]) == []
    rows = office(folder).ledger.values("tasks")
    tasks = {str(r["task_id"]) for r in rows if r["cadence"] != "年"}  # reports in December
    lines = done.data["lines"]
    assert isinstance(lines, list)
    assert sorted(line["task"] for line in lines) == sorted(tasks)
    said = " ".join(texts(done.files[0]))
    assert all(task in said for task in tasks)
    assert done.data["against"] == "2022-05"
    assert "与2022年5月比较" in said


def test_a_weekly_board_holds_the_engineering_tasks_alone(folder: Path, desk: Desk) -> None:
    now = office(folder)
    tasks = now.ledger["tasks"]
    engineering = [r for r in tasks.rows if not r["cadence"]][:3]
    own = [r["task_id"] for r in tasks.rows if r["cadence"] == "周"]
    tasks.set_cells([(r.number, "kind", "工程建设") for r in engineering])
    now.ledger.set_settings({"cadence_plan": "芜湖"})
    now.book.save()
    done = board(office(folder).book, desk, moment("2022-06-10T17:00"), "2022-W23")
    lines = done.data["lines"]
    assert isinstance(lines, list)
    wanted = {*(r["task_id"] for r in engineering), *own}
    assert {line["task"] for line in lines} == wanted
    assert {i.code for i in done.issues} >= {"R103", "B111"}


def test_a_board_with_nothing_on_it_is_refused_with_the_way_out(folder: Path, desk: Desk) -> None:
    with pytest.raises(CannotRun) as refusal:
        board(office(folder).book, desk, JUNE, "2019-W24")
    assert refusal.value.issue.code == "R101"
    with pytest.raises(CannotRun) as refusal:
        board(office(folder).book, desk, JUNE, "2022-06", "白板")
    assert refusal.value.issue.code == "R102"


def test_a_board_is_kept_and_made_twice_is_the_same(folder: Path, desk: Desk) -> None:
    first = board(office(folder).book, desk, JUNE, "2022-06").files[0]
    assert first.name == "看板_2022-06.xlsx"
    before = first.read_bytes()
    again = board(office(folder).book, desk, JUNE, "2022-06")
    assert (again.files[0], again.data["number"]) == (first, 1)
    assert first.read_bytes() == before
    now = office(folder)
    assert [r["paper"] for r in now.ledger.values("bulletins")] == ["看板"]
    tasks = now.ledger["tasks"]
    tasks.set_cells([(tasks.rows[0].number, "closed", date(2022, 6, 20))])
    now.book.save()
    changed = board(office(folder).book, desk, JUNE, "2022-06")
    assert changed.files[0].name == "看板_2022-06（2）.xlsx"
    assert "B121" in {i.code for i in changed.issues}
    assert first.read_bytes() == before
    undo(office(folder).book, desk, JUNE)


def test_what_the_cards_count_is_what_the_lines_show(folder: Path, desk: Desk) -> None:
    done = board(office(folder).book, desk, JUNE, "2022-06")
    lines = done.data["lines"]
    assert isinstance(lines, list)
    said = texts(done.files[0])
    red = sum(line["lamp"] == "红" for line in lines)
    assert said.count("红") == red
    # a group that goes on to the next page repeats its heading with （续）
    groups = [t for t in said if re.search(r"　\d+项", t) and not t.endswith("（续）")]
    assert sum(int(n) for t in groups for n in re.findall(r"　(\d+)项", t)) == len(lines)


def rows(path: Path, sheet: int = 0) -> list[list[str]]:
    book = CalamineWorkbook.from_path(path)
    return [[str(c) for c in r if c != ""] for r in book.get_sheet_by_index(sheet).to_python()]


def test_a_unit_has_a_page_with_its_tasks_reports_and_papers(folder: Path, desk: Desk) -> None:
    now = office(folder)
    now.ledger["problems"].append([{
        "problem_id": "W1", "problem": "用地指标没有落实", "unit": "县水务局", "upward": "县政府",
        "raised": date(2022, 6, 3),
    }])  # fmt: skip
    now.book.save()
    done = board(office(folder).book, desk, JUNE, "2022-06", "单位页")
    before = (folder / "督查台账.xlsm").read_bytes()
    assert faults(done.files[0]) == []
    pages = done.data["pages"]
    assert isinstance(pages, dict)
    led = {str(r["lead"]) for r in office(folder).ledger.values("tasks")}
    assert led <= set(pages)
    again = board(office(folder).book, desk, JUNE, "2022-06", "单位页")
    assert again.files == done.files
    assert (folder / "督查台账.xlsm").read_bytes() == before, "the same again writes nothing"
    assert [(r["paper"], r["number"]) for r in office(folder).ledger.values("bulletins")] == [
        ("单位页", 1)
    ]
    one = board(office(folder).book, desk, JUNE, "2022-06", "单位页", "县营商环境局")
    assert one.files[0].name == "单位页_县营商环境局_2022-06.xlsx"
    text = " ".join(t for r in rows(one.files[0]) for t in r)
    assert "牵头的任务" in text
    assert "报送情况" in text or "配合的任务" in text


def test_a_leader_without_a_name_has_a_page_and_an_unknown_one_none(
    folder: Path, desk: Desk
) -> None:
    done = board(office(folder).book, desk, JUNE, "2022-06", "领导页")
    pages = done.data["pages"]
    assert isinstance(pages, dict)
    tasks = office(folder).ledger.values("tasks")
    assert sum(p["tasks"] for p in pages.values()) == len(tasks)
    assert faults(done.files[0]) == []
    with pytest.raises(CannotRun) as refusal:
        board(office(folder).book, desk, JUNE, "2022-06", "领导页", "没有这位")
    assert refusal.value.issue.code == "R104"


PLACES = ("东区", "西区", "东区、西区")


@pytest.fixture
def building(folder: Path) -> Path:
    """The ledger with six projects, one of them reported by its task."""
    now = office(folder)
    rows: list[dict[str, str | float | date]] = [
        {"project_id": f"X-0{n}", "name": f"示例项目{n}", "project_level": "省市县"[n % 3],
         "project_kind": "工业", "nature": ("新开", "续建", "储备")[n % 3],
         "place": PLACES[n % 3], "proprietor": "示例公司", "invested": 1000.0 * n,
         "year_plan": 100.0 * n, "before_month": 10.0 * n, "in_month": 20.0,
         "start_plan": date(2022, 3, n), "started_on": date(2022, 4, 1) if n > 2 else "",
         "problem": "征地没有完成" if n == 2 else "", "upward": "县政府" if n == 2 else ""}
        for n in range(1, 6)
    ]  # fmt: skip
    rows.append({"project_id": "X-06", "name": "示例项目6", "place": "西区", "nature": "新开",
          "year_plan": 50.0, "task_id": "2022-005"})  # fmt: skip
    now.ledger["projects"].append(rows)
    now.ledger["reports"].append([{
        "period": "2022-06", "task_id": "2022-005", "actual": 12.5, "progress": 0.25,
        "unit": str(now.ledger["tasks"].keyed()["2022-005"]["lead"]), "validity": "有效",
    }])  # fmt: skip
    now.book.save()
    return folder


def test_projects_take_what_their_task_reported_and_record_the_month(
    building: Path, desk: Desk
) -> None:
    done = board(office(building).book, desk, JUNE, "2022-06", "项目")
    assert faults(done.files[0]) == []
    now = office(building)
    linked = now.ledger["projects"].keyed()["X-06"]
    assert (linked["year_done"], linked["in_month"]) == (12.5, 12.5)
    assert linked["done_rate"] == 0.25
    months = now.ledger.values("project_months")
    assert [(r["project_id"], r["source"]) for r in months][-1] == ("X-06", "报送表")
    assert len(months) == 6
    again = board(office(building).book, desk, JUNE, "2022-06", "项目")
    assert again.files == done.files
    assert again.data == done.data
    assert len(office(building).ledger.values("project_months")) == 6
    undo(office(building).book, desk, JUNE)


def test_what_the_clerk_typed_over_a_report_is_never_overwritten(
    building: Path, desk: Desk
) -> None:
    now = office(building)
    table = now.ledger["projects"]
    table.set_cells([(table.keyed()["X-06"].number, "year_done", 20.0)])
    now.book.save()
    done = board(office(building).book, desk, JUNE, "2022-06", "项目")
    assert "R117" in {i.code for i in done.issues}
    assert office(building).ledger["projects"].keyed()["X-06"]["year_done"] == 20.0


def test_a_ledger_without_projects_is_told_so(folder: Path, desk: Desk) -> None:
    with pytest.raises(CannotRun) as refusal:
        board(office(folder).book, desk, JUNE, "2022-06", "项目")
    assert refusal.value.issue.code == "R111"


def test_a_board_of_one_kind_of_project_is_reckoned_by_itself(building: Path, desk: Desk) -> None:
    whole = board(office(building).book, desk, JUNE, "2022-06", "项目")
    rows = office(building).ledger.values("projects")
    kind = str(rows[0]["project_kind"] or rows[0]["nature"])
    own = [r for r in rows if kind in {str(r["project_kind"]), str(r["nature"])}]
    done = board(office(building).book, desk, JUNE, "2022-06", "项目", only=kind)
    assert faults(done.files[0]) == []
    assert done.files[0].name == f"项目进度_{kind}_2022-06.xlsx"
    figures, every = done.data["figures"], whole.data["figures"]
    assert isinstance(figures, dict)
    assert isinstance(every, dict)
    assert figures["项目数"] == str(len(own))
    assert every["项目数"] == str(len(rows))
    recorded = {r["project_id"] for r in office(building).ledger.values("project_months")}
    assert len(recorded) == len(rows), "all are recorded, whatever is drawn"
    with pytest.raises(CannotRun):
        board(office(building).book, desk, JUNE, "2022-06", "项目", only="没有这一类")


def test_the_paper_on_projects_says_what_the_page_says(building: Path, desk: Desk) -> None:
    page = board(office(building).book, desk, JUNE, "2022-06", "项目")
    paper = bulletin(office(building).book, desk, JUNE, "2022-06", "项目通报")
    assert faults(paper.files[0]) == []
    figures = page.data["figures"]
    assert isinstance(figures, dict)
    document = Document(str(paper.files[0]))
    text = "\n".join(p.text for p in document.paragraphs)
    for name in ("项目数", "项目完成率", "开工率", "本月投资", "竣工率"):
        assert figures[name] in text, name
    shown = {cells[2].text: cells[0].text for cells in (r.cells for r in document.tables[0].rows)}
    places = page.data["places"]
    assert isinstance(places, list)
    assert shown == {"属地": "名次"} | {p["属地"]: p["名次"] for p in places}
    assert "分项合计" in text
