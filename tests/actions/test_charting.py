"""The chart as it is asked for: by words in the terminal, by 参数设置 for a click."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from taizhang.actions.charting import chart
from taizhang.books.charts.asked import Unknown
from taizhang.books.charts.kinds import names
from taizhang.libreoffice import office_program
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import CHARTS
from tests.actions.conftest import Opener, moment, office
from tests.support.office import faults

PERIOD = "2022-06"
NOW = moment("2022-06-28T10:00")
Made = tuple[Path, Report]
# openpyxl reads no newer data bars, and says so; what is tested here it does read.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
    pytest.mark.slow,
]


def drawn(fresh: Opener, loaded: Path, desk: Desk, **asked: object) -> Made:
    folder, book = fresh(loaded)
    return folder, chart(book, desk, NOW, PERIOD, **asked)  # type: ignore[arg-type]


def groups(path: Path) -> list[str]:
    """The headings of the chart without their numbers."""
    cells = (str(row[0].value) for row in load_workbook(path).worksheets[0].iter_rows(min_row=5))
    found = (re.match(r".+?、(.+?)（\d+项）", text) for text in cells)
    return [match[1] for match in found if match]


def test_a_click_draws_what_is_usual(fresh: Opener, loaded: Path, desk: Desk) -> None:
    folder, report = drawn(fresh, loaded, desk)

    [path] = report.files
    assert path == folder / CHARTS / "挂图作战图_2022-06_20220628.xlsx"
    assert dict(report.facts)["图"].startswith("总图，")
    assert report.exit_code == 0


def test_grouped_by_unit_they_stand_in_the_rosters_order(
    fresh: Opener, loaded: Path, desk: Desk
) -> None:
    folder, report = drawn(fresh, loaded, desk, by="牵头单位", most=99)

    rows = office(folder).ledger.values("units")
    roster = [str(row["unit"]) for row in rows]
    found = groups(report.files[0])
    assert len(found) > 5
    assert "_按牵头单位_" in report.files[0].name
    known = [name for name in found if name in roster]
    assert known == sorted(known, key=roster.index)


def test_grouped_by_team_a_long_team_stands_whole(fresh: Opener, loaded: Path, desk: Desk) -> None:
    """专班 is a text as long as its list of members: its heading is as high as that needs."""
    folder, _ = fresh(loaded)
    opened = office(folder)
    long = "民生工程专班：县长任组长，" + "、".join(f"第{n}成员单位" for n in range(40))
    rows = [row.number for row in opened.ledger["tasks"].rows]
    opened.ledger["tasks"].set_cells(
        (row, "team", long if at % 2 else "项目专班") for at, row in enumerate(rows)
    )
    report = chart(opened.book, desk, NOW, PERIOD, by="专班", most=99)

    sheet = load_workbook(report.files[0]).worksheets[0]
    assert set(groups(report.files[0])) == {"项目专班", long}
    heads = [row for row in sheet.iter_rows(min_row=5) if long in str(row[0].value)]
    assert heads
    assert all((sheet.row_dimensions[int(row[0].row or 0)].height or 0) > 40 for row in heads)


def test_a_part_is_drawn_alone(fresh: Opener, loaded: Path, desk: Desk) -> None:
    folder, book = fresh(loaded)
    unit = str(office(folder).ledger.values("tasks")[0]["lead"])
    report = chart(office(folder).book, desk, NOW, PERIOD, only=f"牵头单位={unit}")
    count = sum(unit in str(row["lead"]) for row in office(folder).ledger.values("tasks"))

    assert report.data["tasks"] == count
    assert unit in report.files[0].name
    del book


def test_what_the_sheet_of_settings_says_is_drawn(fresh: Opener, loaded: Path, desk: Desk) -> None:
    folder, _ = fresh(loaded)
    opened = office(folder)
    opened.ledger.set_settings({"chart_paper": "A1", "chart_grid": "月", "chart_palette": "色弱"})
    report = chart(opened.book, desk, NOW, PERIOD)
    assert (report.data["paper"], report.data["kind"]) == ("A1", "总图")


def test_a_slip_of_a_date_and_a_task_without_dates_are_told(
    fresh: Opener, loaded: Path, desk: Desk
) -> None:
    folder, _ = fresh(loaded)
    opened = office(folder)
    first, second = (row.number for row in opened.ledger["tasks"].rows[:2])
    opened.ledger["tasks"].set_cells([
        (first, "due", date(2122, 12, 31)), (second, "start", ""), (second, "due", ""),
    ])  # fmt: skip
    report = chart(opened.book, desk, NOW, PERIOD)

    told = {issue.code: issue.message for issue in report.issues}
    assert told["S118"] == "2122年12月31日离方案太远，图只画到2022年12月31日。"
    assert told["S119"] == "1项任务没有开始日期，也没有完成时限。"


def test_a_chart_can_go_into_the_ledger(fresh: Opener, loaded: Path, desk: Desk) -> None:
    """As sheets behind the others, numbered when it is done again; the ledger stays as it was."""
    folder, book = fresh(loaded)
    before = {sheet.name: sheet.used_range.value for sheet in book.sheets}
    front = book.sheets.active.name
    for sheets in ("“挂图”、“红黄灯清单”", "“挂图 (2)”、“红黄灯清单 (2)”"):
        report = chart(book, desk, NOW, PERIOD, into_book=True)
        told = [issue.message for issue in report.issues if issue.code == "S133"]
        assert told == [f"作战图放在台账的工作表{sheets}。"]
    path = Path(book.fullname)
    book.close()
    again = book.app.books.open(str(path))
    alone = book.app.books.open(str(report.files[0]))
    assert again.sheets.active.name == front
    assert again.sheets["挂图"].used_range.value == alone.sheets["挂图"].used_range.value
    kept = {name: again.sheets[name].used_range.value for name in before}
    changed = {name for name in before if kept[name] != before[name]}
    assert changed <= {"参数设置", "校验结果", "首页", "变更日志"}
    assert len(list((folder / "备份").iterdir())) >= 2
    assert faults(path) == []


def test_a_sheet_a_task_stays_out_of_the_ledger(fresh: Opener, loaded: Path, desk: Desk) -> None:
    _, report = drawn(fresh, loaded, desk, kind="单项作战图", into_book=True, most=500)
    told = [issue.message for issue in report.issues if issue.code == "S130"]
    assert told
    assert told[0].startswith("单项作战图一项任务一张表，共")


def test_the_kinds_are_listed(fresh: Opener, loaded: Path, desk: Desk) -> None:
    _, report = drawn(fresh, loaded, desk, kind="list")
    assert [row[0] for row in report.table[1:]] == list(names())
    assert report.files == ()


def test_a_word_that_means_nothing_draws_nothing(fresh: Opener, loaded: Path, desk: Desk) -> None:
    folder, book = fresh(loaded)
    with pytest.raises(Unknown, match="图没有“饼图”"):
        chart(book, desk, NOW, PERIOD, kind="饼图")
    assert not list((folder / CHARTS).glob("*"))


def test_too_many_papers_are_not_drawn_unasked(fresh: Opener, loaded: Path, desk: Desk) -> None:
    folder, book = fresh(loaded)
    with pytest.raises(CannotRun, match="用A4要画"):
        chart(book, desk, NOW, PERIOD, paper="A4", most=1)
    assert not list((folder / CHARTS).glob("*"))


@pytest.mark.skipif(not office_program(), reason="LibreOffice is missing")
def test_pdf_tiles_and_pictures_stand_beside_the_workbook(
    fresh: Opener, loaded: Path, desk: Desk
) -> None:
    folder, report = drawn(fresh, loaded, desk, paper="A0", pdf=True, png=True, tiles="A3", most=9)

    stem = "挂图作战图_A0_2022-06_20220628"
    made = {path.name for path in (folder / CHARTS).iterdir()}
    assert {f"{stem}.xlsx", f"{stem}.pdf", f"{stem}_分A3.pdf"} <= made
    assert any(name.endswith(".png") for name in made)
    assert made == {path.name for path in report.files}
    box = PdfReader(folder / CHARTS / f"{stem}.pdf").pages[0].mediabox
    assert sorted(round(float(side) / 72 * 25.4) for side in (box.width, box.height)) == [841, 1189]
    assert len(PdfReader(folder / CHARTS / f"{stem}.pdf").pages) == report.data["pages"]
