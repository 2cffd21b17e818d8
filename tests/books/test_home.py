"""首页: its live figures are those that Python counts, its buttons start what commands.toml says."""

import re
import zipfile
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from taizhang.books.master.commands import load_commands
from taizhang.books.master.facts import odd_days
from taizhang.books.master.home import MARGIN, WIDTH, Box, _row
from taizhang.books.master.shapes import PRIMARY
from taizhang.core.cadence.rules import Schedule, Usual
from taizhang.core.judge.lamps import elapsed_share
from taizhang.core.periods import Workdays, parse_period
from tests.support import masters, office

pytestmark = pytest.mark.slow

COMMANDS = load_commands()
ON_HOME = [c for c in COMMANDS.commands if c.home]
DRAWING = {
    "x": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
TASKS = masters.tasks()
STATES = Counter(t["state"] for t in TASKS)
Facts = dict[str, Any]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return masters.build(tmp_path_factory.mktemp("home") / "台账.xlsm", masters.sample())


@pytest.fixture(scope="module")
def found(path: Path) -> dict[str, list[list[Any]]]:
    return office.recalculated(path, path.parent)


@pytest.fixture(scope="module")
def facts(found: dict[str, list[list[Any]]]) -> Facts:
    return _facts(found)


def _facts(found: dict[str, list[list[Any]]]) -> Facts:
    return {row[0]: row[1] for row in found["计算"] if row[0]}


@pytest.fixture(scope="module")
def texts(found: dict[str, list[list[Any]]]) -> list[str]:
    return [str(cell) for row in found["首页"] for cell in row if cell is not None]


def test_the_cards_are_what_python_counts_and_add_up(facts: Facts) -> None:
    cards = [facts[f"card_{n}"] for n in range(8)]
    total, *states, progress = cards
    assert total == len(TASKS)
    assert states[:5] == [STATES[s] for s in ("已销号", "待销号", "正常", "预警", "滞后")]
    assert sum(states) == total
    assert progress == pytest.approx(sum(t["progress"] or 0 for t in TASKS) / total)


def test_no_figure_stands_there_before_it_is_calculated(path: Path) -> None:
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as package:
        trees = [
            etree.fromstring(package.read(name))
            for name in package.namelist()
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)
        ]
    formulas = [
        cell
        for tree in trees
        for cell in tree.iter(f"{main}c")
        if cell.find(f"{main}f") is not None
    ]
    told = {cell.findtext(f"{main}v") for cell in formulas}
    assert len(formulas) > 100
    assert told == {"", "‹ 首页"}


def test_the_elapsed_share_is_that_of_the_lamps(facts: Facts) -> None:
    wanted = elapsed_share(date(2022, 5, 18), date(2022, 12, 31), masters.ON)
    assert facts["elapsed"] == pytest.approx(wanted)


def test_what_to_do_is_what_python_counts(facts: Facts) -> None:
    def near(task: dict[str, Any]) -> bool:
        days = (task["due"] - masters.ON).days
        return 0 <= days <= 10 and task["state"] not in {"已销号", "待销号", "暂缓"}

    asked = [t for t in TASKS if t["state"] == "待销号" or t["stage"] == "申请销号"]
    wanted = {
        "late": STATES["滞后"],
        "missing": 2,
        "conflict": 3,
        "soon": sum(map(near, TASKS)),
        "closing": sum(not t["closed"] for t in asked),
        "drafts": 2,
        "claims": 3,
        "headers": 1,
        "faults": 2,
    }
    assert {key: facts[f"{key}_count"] for key in wanted} == wanted
    assert wanted["soon"] > 0


def test_what_to_do_names_the_first_and_leads_to_it(facts: Facts, texts: list[str]) -> None:
    first = next(n for n, t in enumerate(TASKS) if t["state"] == "滞后")
    assert facts["late_name_1"] == TASKS[first]["name"]
    assert re.fullmatch(rf"#'任务台账'![A-Z]+{first + 3}", facts["late_link"])
    assert facts["missing_sample"] == "市财政局、市民政局"
    assert facts["drafts_sample"] == "草稿2、草稿4"
    assert "滞后 5 项" in texts
    assert "应报未报 2 家" in texts


def test_each_class_has_a_bar_and_the_bars_add_up(found: dict[str, list[list[Any]]]) -> None:
    rows = [row[17:25] for row in found["计算"][1:15]]
    named = {row[0]: row[1:] for row in rows if row[0]}
    assert list(named) == ["重点指标", "重大项目", "民生实事", "其他"]
    assert sum(row[0] for row in named.values()) == len(TASKS)
    for total, *counts in named.values():
        assert sum(counts) == total
    late = sum(t["category"] == "重大项目" and t["state"] == "滞后" for t in TASKS)
    assert named["重大项目"][5] == late


def test_more_classes_than_rows_end_in_the_last_row(tmp_path: Path) -> None:
    tasks = [{**t, "category": f"第{n}类"} for n, t in enumerate(masters.tasks(20))]
    path = masters.build(tmp_path / "classes.xlsm", {"tasks": tasks})
    rows = [row[17:19] for row in office.recalculated(path, tmp_path)["计算"][1:15]]
    assert rows[-1] == ["其他", 7]


def test_the_units_with_most_red_come_first(found: dict[str, list[list[Any]]]) -> None:
    rows = [row[26:30] for row in found["计算"][1:7] if row[26]]
    counted = Counter((t["lead"], t["state"]) for t in TASKS)
    marks = {u: (counted[u, "滞后"], counted[u, "预警"]) for u in masters.UNITS}
    worst = sorted(masters.UNITS, key=lambda u: (-marks[u][0], -marks[u][1]))
    worst = [u for u in worst if sum(marks[u])]
    assert [row[0] for row in rows] == worst
    assert [(row[2], row[3]) for row in rows] == [marks[u] for u in worst]


PERIODS = (
    ("2022-06", 25, "是"), ("2022-06", 25, "否"), ("2022-09", 30, "是"), ("2022-10", 1, "是"),
    ("2022-06上", 12, "是"), ("2022-06下", 99, "否"), ("2022-06上旬", 5, "是"),
    ("2022-06中旬", 10, "是"), ("2022-02下旬", 11, "是"), ("2022-W23", 5, "是"),
    ("2026-W01", 1, "否"), ("2022-Q2", 91, "是"), ("2022-Q4", 1, "是"), ("2022-12", 31, "是"),
    ("2022-06-05", 1, "是"), ("2022-05至06", 25, "是"), ("2022-11至12", 31, "是"),
    ("2022-H1", 20, "否"), ("2022-H2", 31, "是"), ("2022", 25, "是"), ("2023", 31, "否"),
)  # fmt: skip


def test_period_and_cut_off_are_those_of_the_jobs(path: Path) -> None:
    script = _PERIODS.format(periods=PERIODS)
    shown = [line.split("|") for line in office.run_script(script, path).splitlines()]
    assert len(shown) == len(PERIODS)
    for (text, day, shift), (name, until) in zip(PERIODS, shown, strict=True):
        period = parse_period(text)
        assert period is not None
        due = Schedule(Usual(day=day, shift=shift == "是")).cutoff(period)
        assert name == period.label
        assert until.startswith(f"{due.month}月{due.day}日 18:00"), (text, day, shift)


_PERIODS = """
settings, facts = doc.Sheets.getByName("参数设置"), doc.Sheets.getByName("计算")

def row_of(sheet, key):
    return next(n for n in range(200) if sheet.getCellByPosition(0, n).String == key)

places = [row_of(settings, key) for key in ("period", "cutoff_day", "cutoff_shift")]
shown = [row_of(facts, key) for key in ("period_name", "cutoff_text")]
for period, day, shift in {periods}:
    settings.getCellByPosition(2, places[0]).String = period
    settings.getCellByPosition(2, places[1]).Value = day
    settings.getCellByPosition(2, places[2]).String = shift
    doc.calculateAll()
    print("|".join(facts.getCellByPosition(1, n).String for n in shown))
"""


def test_the_office_decides_about_holidays(tmp_path: Path) -> None:
    tables: masters.Tables = {
        "settings": masters.settings(period="2022-06", cutoff_day=23, cutoff_shift="是"),
        "holidays": [
            {"day": date(2022, 6, 23), "day_kind": "放假"},
            {"day": date(2022, 6, 24), "day_kind": "放假"},
            {"day": date(2022, 6, 25), "day_kind": "上班"},
        ],
    }
    path = masters.build(tmp_path / "holidays.xlsm", tables)
    facts = _facts(office.recalculated(path, tmp_path))
    assert str(facts["cutoff_text"]).startswith("6月25日")


def test_the_odd_days_are_those_of_the_calendar() -> None:
    odd, is_workday = dict(odd_days()), Workdays()
    days = [date(2022, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [odd.get(d, d.weekday() < 5) for d in days] == [is_workday(d) for d in days]


def test_a_period_that_nobody_can_read_breaks_nothing(tmp_path: Path) -> None:
    rows = masters.settings(period="六月", plan_end="", issued="")
    path = masters.build(tmp_path / "odd.xlsm", {"settings": rows})
    facts = _facts(office.recalculated(path, tmp_path))
    assert facts["period_name"] == "六月"
    assert facts["cutoff_text"] == "—"
    assert facts["elapsed"] == 0


def test_error_cells_in_the_ledger_do_not_reach_the_page(path: Path) -> None:
    shown = office.run_script(_ERRORS, path).split()
    assert shown[0] == str(len(TASKS))
    assert int(shown[1]) == STATES["正常"] - 1
    assert shown[2:] == ["0"]


_ERRORS = """
tasks, facts = doc.Sheets.getByName("任务台账"), doc.Sheets.getByName("计算")
heads = [tasks.getCellByPosition(n, 1).String for n in range(60)]
for head in ("状态", "完成进度", "完成时限", "类别"):
    tasks.getCellByPosition(heads.index(head), 2).Formula = "=NA()"
doc.calculateAll()
rows = {facts.getCellByPosition(0, n).String: n for n in range(150)}
for key in ("total", "card_3"):
    print(int(facts.getCellByPosition(1, rows[key]).Value))
home = doc.Sheets.getByName("首页")
print(sum(home.getCellByPosition(c, r).getError() != 0 for c in range(26) for r in range(40)))
"""


def _drawing(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("xl/drawings/drawing1.xml"))


def test_each_command_has_a_shape_that_starts_its_sub(path: Path) -> None:
    shapes = {
        str(s.get("macro")): "".join(map(str, s.itertext()))
        for s in _drawing(path).iter(f"{{{DRAWING['x']}}}sp")
    }
    assert set(shapes) == {f"[0]!{c.sub}" for c in ON_HOME}
    for command in ON_HOME:
        assert command.label in shapes[f"[0]!{command.sub}"]
        assert command.hint in shapes[f"[0]!{command.sub}"]


def test_the_main_row_stands_in_order_of_work() -> None:
    orders = [c.order for c in COMMANDS.primary]
    assert orders == sorted(orders)
    assert COMMANDS.primary[0].key == "load"


def test_libreoffice_binds_each_shape_to_its_macro(path: Path) -> None:
    bound = office.run_script(_SHAPES, path).split()
    assert sorted(bound) == sorted(f"VBAProject.Commands.{c.sub}" for c in ON_HOME)


_SHAPES = """
page = doc.Sheets.getByIndex(0).DrawPage
for number in range(page.Count):
    shape = page.getByIndex(number)
    for event in shape.Events.getByName("OnClick") or ():
        if event.Name == "Script":
            print(event.Value.split(":", 1)[1].split("?")[0])
"""


def test_the_charts_are_live_stacked_and_without_zeros(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        charts = [package.read(n) for n in package.namelist() if n.startswith("xl/charts/chart")]
    classes, ranking = map(etree.fromstring, sorted(charts, key=len, reverse=True))
    assert len(classes.findall(".//c:ser", DRAWING)) == 6
    assert len(ranking.findall(".//c:ser", DRAWING)) == 2
    for chart in (classes, ranking):
        grouping = chart.find(".//c:grouping", DRAWING)
        assert grouping is not None
        assert grouping.get("val") == "stacked"
        formats = {n.get("formatCode") for n in chart.iterfind(".//c:dLbls/c:numFmt", DRAWING)}
        assert formats == {"0;;;"}
        places = [f.text or "" for f in chart.iterfind(".//c:f", DRAWING)]
        assert all(place.startswith("计算!") for place in places)


def test_the_page_is_one_sheet_of_paper_with_all_its_words(path: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    pages = PdfReader(office.convert(path, tmp_path, "pdf")).pages
    first = re.sub(r"\s", "", pages[0].extract_text())
    for command in ON_HOME:
        assert command.label in first
    for words in ("需要你处理", "按顺序点击", "各类任务状态", "任务总数", "2022年6月21日"):
        assert words in first
    assert "###" not in first
    second = re.sub(r"\s", "", pages[1].extract_text())
    assert "使用说明" in second
    assert "连续落后期数" in second


def test_the_page_fits_a_small_screen() -> None:
    assert WIDTH + 2 * MARGIN <= 1300


@pytest.mark.parametrize("count", [1, 5, 8, 10])
def test_any_number_of_commands_fits_the_row(count: int) -> None:
    buttons = _row(COMMANDS.commands[:1] * count, PRIMARY, Box(8, 8.0, 62.0, WIDTH / 4))
    assert buttons[-1].left + buttons[-1].width <= WIDTH + 0.01
    gaps = [b.left - a.left - a.width for a, b in pairwise(buttons)]
    assert all(gap > 0 for gap in gaps)
