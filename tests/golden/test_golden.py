"""Each kind of workbook, built small, is the one on record part by part.

The record holds whatever the builders and XlsxWriter write, so a change of either shows here as a
diff. It was made on another day, in another process, on another machine: nothing of those is in a
workbook. `pytest tests/golden --update-golden` rewrites it; read the diff before it is committed.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from taizhang.books.charts.build import build_chart
from taizhang.books.charts.kinds import CHARTS as KINDS
from taizhang.books.charts.order import ChartOrder
from taizhang.books.forms.build import build_form
from taizhang.books.forms.words import RETURN_SHEET
from taizhang.books.master.build import build_master
from taizhang.books.master.commands import load_commands
from taizhang.books.papers.duty_pages import DutyPages, build_duty_pages
from taizhang.books.papers.merge_page import MergePage, build_merge_page
from taizhang.books.papers.phase_pages import PhasePages, build_phase_pages
from taizhang.books.papers.rehearsal import build_rehearsal
from taizhang.books.papers.sent_list import build_sent_list
from taizhang.books.reading.form import read_form
from taizhang.books.resources import resource
from taizhang.books.returns.build import Files, build_return
from taizhang.books.returns.page import Letter
from taizhang.books.sheets.sizing import wall_papers
from taizhang.books.slips.draw import SlipSheet, build_slips
from taizhang.books.slips.layouts import load_forms
from taizhang.core.cadence.calendar import Calendar, Owed
from taizhang.core.catalog import merging as catalog
from taizhang.core.charts.tasks import WallChart, WallNode, WallTask
from taizhang.core.duties.judged import JudgedDuties, judge_duties
from taizhang.core.duties.visits import VisitLimits
from taizhang.core.duty.forms import fill
from taizhang.core.issues import Place
from taizhang.core.merge.register import register
from taizhang.core.planning.phases import phases_of, summaries
from taizhang.core.returned.returning import to_return
from taizhang.core.submission import CO, LEAD, Form, FormContent, Identity, Value
from taizhang.vba import installer
from tests.support import masters
from tests.support.goldens import HASHES, as_text, first_difference, record, recorded
from tests.support.ledgers import ledger

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SENT = datetime(2022, 6, 1, 9)
ON = date(2022, 6, 28)
Row = dict[str, Value]


def a_master(path: Path) -> None:
    """Four tasks of four states, and a row on the sheets that 首页 looks at."""
    sample = masters.sample()
    first = {"units": 3, "summary": 2, "conflicts": 2, "findings": 1}
    tables = {key: sample[key][:count] for key, count in first.items()}
    build_master(
        path,
        {**tables, "tasks": masters.tasks(4), "settings": sample["settings"]},
        interpreter=r"C:\taizhang\python.exe",
        ledger_id="a" * 32,
        key="b" * 64,
        macros=installer(resource("macros"), load_commands()),
    )


def a_form(path: Path) -> None:
    build_form(path, content("示例县水务局"), created=SENT)


def a_wall_chart(path: Path) -> None:
    build_chart(path, KINDS[0], CHART, ChartOrder(wall_papers()["A3"]), SENT)


def a_slip(path: Path) -> None:
    """A 预警通知单 with its receipt: head, table, text, seal, line to tear off, lines to sign."""
    form = next(f for f in load_forms() if f.kind == "预警通知单")
    fields = {"单位": "县水务局", "文号": "示例县督预〔2022〕1号", "任务编号": "2022-001"}
    blocks = fill(form, fields).blocks
    build_slips(
        path, "预警通知单", [SlipSheet("预警通知单", "示例县督预〔2022〕1号", blocks)], SENT, "存"
    )


def a_sent_list(path: Path) -> None:
    forms = [content(unit) for unit in ("示例县水务局", "示例县教育局", "示例镇政府")]
    build_sent_list(path, "示例县报送表下发清单（2022年6月）", forms, SENT)


def a_rehearsal(path: Path) -> None:
    change: Row = dict.fromkeys(("row_key", "column", "old", "unit", "file", "cell"), "甲")
    conflict: Row = dict.fromkeys(("task_id", "name", "column", "base", "ours", "unit"), "乙")
    issue = catalog.NOTHING_RECEIVED.at(Place(sheet="任务台账"), period="2022-06")
    change["new"], conflict["theirs"] = 0.5, ON
    build_rehearsal(path, "汇总预演（2022年6月）", [change], [conflict], [issue])


def a_merge_page(path: Path) -> None:
    """Each list of the page once: absent, late, blank, returned, rejected, in conflict."""
    units = [f"示例县第{n}局" for n in range(1, 9)]
    timings = ("按时", "按时", "迟报", "空报", "漏报", "漏报")
    rows: list[Row] = [
        {"unit": unit, "due_tasks": 3.0, "timing": timing, "taken": 6.0,
         "received": SENT if timing == "迟报" else ""}
        for unit, timing in zip(units, timings, strict=False)
    ]  # fmt: skip
    rows.append(
        {"unit": "", "timing": "未采用", "file": "最终版.xls", "note": "文件加了打开密码。"}
    )
    found = register(rows, units[:6], {units[0]: ["甲", "乙"]})
    conflict: Row = {"task_id": "2022-001", "name": "改造老旧小区", "column": "完成进度",
                     "unit": units[1], "ours": 0.3, "theirs": 0.555}  # fmt: skip
    page = MergePage("示例县", "“三航行动”", "2022年6月", "2022年6月27日 18:00", SENT, found, 5,
                     [conflict], "【催办】请尽快补报。\n示例县")  # fmt: skip
    build_merge_page(path, page, SENT)


def a_return(path: Path) -> None:
    """A number that is none, and a blank that has to be filled."""
    source = path.with_name("示例县水务局_2022-06_报送表.xlsx")
    build_form(source, content("示例县水务局"), created=SENT)
    book = load_workbook(source)
    for cell, value in (("H4", "很多很多"), ("J4", "已完成招标"), ("J5", None)):
        book["任务填报"][cell].value = value
    book.save(source)
    form = read_form(source, key=b"b" * 32)
    assert isinstance(form, Form)
    issues = to_return(form.every_issue, form.file)
    letter = Letter("示例县政府督查室", "督查室 0000-0000000", "2022年6月30日 18:00")
    assert build_return(form, Files(source), path, issues, letter=letter, created=SENT)
    source.unlink()


def a_board(path: Path, name: str) -> None:
    """The small chart as another kind, on A3."""
    kind = next(kind for kind in KINDS if kind.name == name)
    chart = replace(CHART, by=kind.by, calendar=CALENDAR)
    build_chart(path, kind, chart, ChartOrder(wall_papers()["A3"]), SENT)


def many_urgent_tasks(path: Path) -> None:
    """Red and yellow tasks on several pages, some with much to say."""
    red, yellow = CHART.tasks[:2]
    tasks = tuple(
        replace(task, task_id=f"2022-{n:03}", next_step="倒排工期，" * (n % 9 + 1))
        for task, first, count in ((red, 1, 33), (yellow, 34, 9))
        for n in range(first, first + count)
    )
    chart = replace(CHART, tasks=tasks, last=date(2022, 6, 30))
    build_chart(path, KINDS[0], chart, ChartOrder(wall_papers()["A3"]), SENT)


def content(unit: str) -> FormContent:
    """A form that leads in two tasks and helps in one, with the nodes of the first."""
    tasks = (
        task("2022-001", "改造老旧小区", LEAD, actual=5.0, target=12.0, measure="个", progress=0.4),
        task("2022-002", "完成河道清淤", LEAD, progress=1.0, state="待销号", request="是"),
        task("2022-003", "秸秆禁烧", CO),
    )
    nodes: tuple[Row, ...] = (
        {"task_id": "2022-001", "node_no": 1.0, "node": "完成招标", "planned": date(2022, 6, 15),
         "done": date(2022, 6, 12)},
        {"task_id": "2022-001", "node_no": 2.0, "node": "竣工", "planned": date(2022, 11, 30)},
    )  # fmt: skip
    who = Identity("a" * 32, "2022-06", unit, "f" * 16, 1, SENT)
    return FormContent(
        who, b"b" * 32, tasks, nodes, place="示例县", plan="“三航行动”",
        deadline="2022年6月27日 18:00", contact="0000-1234567",
    )  # fmt: skip


def task(number: str, name: str, role: str, **values: Value) -> Row:
    due = date(2022, 12, 31)
    return {"task_id": number, "name": name, "role": role, "due": due, "state": "正常", **values}


CHART = WallChart(
    "“三航行动”挂图作战图", "示例县", "2022年6月", ON, "2022年6月27日 18:00",
    tuple(
        WallTask(
            f"2022-{n:03}", category, f"第{n}项任务", "县水务局", "副县长", date(2022, 6, 1),
            date(2022, 7, 31), due_defaulted=n == 2, progress=progress, state=state, lamp=lamp,
            reason="落后23个百分点" if lamp in {"红", "黄"} else "", level="重点",
            nodes=(WallNode("批复", date(2022, 6, 5), date(2022, 6, 3)),
                   WallNode("验收", date(2022, 7, 9))) if n == 1 else (),
            finished=date(2022, 6, 20) if lamp == "蓝" else None,
            since="2022年6月20日", next_step="倒排工期",
        )
        for n, (category, progress, state, lamp) in enumerate((
            ("第一组", 0.1, "滞后", "红"), ("第一组", 0.3, "预警", "黄"), ("第一组", 0.5, "正常", "绿"),
            ("第二组", 1.0, "已销号", "蓝"), ("第二组", 0.0, "未启动", "灰"),
        ), start=1)
    ),
    date(2022, 6, 1), date(2022, 7, 31), "旬", 0.46, 0.38,
)  # fmt: skip
CALENDAR = Calendar(
    date(2022, 6, 1), date(2022, 6, 30),
    (Owed(date(2022, 6, 6), "报送", "2022年第22周", (("县水务局", 2), ("县教育局", 1)), time(18)),
     Owed(date(2022, 6, 15), "节点", "批复", (("县水务局", 1),), task_id="2022-001")),
    frozenset({date(2022, 6, 3), date(2022, 6, 4)}), frozenset({date(2022, 6, 25)}),
)  # fmt: skip


def judged_duties() -> JudgedDuties:
    """A duty kept and one not, and a visit to a place where somebody was before."""
    lines = "| 日期 | 领导（职务） | 地点 |\n| 2022-06-06 | 县委常委 | 甲镇 |\n| 2022-06-08 | 副县长 | 甲镇 |"
    duties = "| 职务 | 事项 | 次数（天数） | 周期 |\n| 副县长 | 调研 | 60 | 年 |\n| 副县长 | 课题 | 3 | 年 |"
    return judge_duties(ledger(visits=lines, duties=duties), ON, VisitLimits(), ON)


def a_set_of_duty_pages(path: Path) -> None:
    led = {"task_id": "2022-001", "name": "修渠", "lead": "县水务局", "leader": "副县长", "due": ON,
           "progress": 0.4, "state": "滞后", "reason": "落后20个百分点"}  # fmt: skip
    pages = DutyPages("示例县", "“三航行动”", ON, judged_duties(), [led], {"滞后": "红"})
    build_duty_pages(path, pages, SENT)


def a_set_of_phase_pages(path: Path) -> None:
    """One phase that is over, with a task done and one behind."""
    tasks = (
        "| 任务编号 | 任务名称 | 牵头单位 | 阶段 | 完成时限 | 完成进度 | 状态 | 实际完成日期 |\n"
        "| T-1 | 修渠 | 县水务局 | 动员 | 2022-05-31 | 40% | 滞后 | |\n"
        "| T-2 | 治污 | 县环保局 | 动员 | 2022-05-31 | 100% | 待销号 | 2022-05-30 |"
    )
    tables = ledger(tasks=tasks, phases="| 阶段 | 结束日期 |\n| 动员 | 2022-05-31 |")
    found = summaries(tables, phases_of(tables["phases"])[0], ON)
    lamps = {"滞后": "红", "待销号": "浅蓝"}
    build_phase_pages(path, PhasePages("示例县", "“三航行动”", ON, found, lamps), SENT)


RECORDED: dict[str, Callable[[Path], None]] = {
    "master": a_master,
    "form": a_form,
    "wallchart": a_wall_chart,
    "urgent": many_urgent_tasks,
    "leaders": partial(a_board, name="领导图"),
    "board": partial(a_board, name="看板"),
    "countdown": partial(a_board, name="倒计时图"),
    "blocks": partial(a_board, name="分片图"),
    "cards": partial(a_board, name="单项作战图"),
    "calendar": partial(a_board, name="日历图"),
    "duties": a_set_of_duty_pages,
    "phases": a_set_of_phase_pages,
    "sentlist": a_sent_list,
    "slip": a_slip,
    "mergepage": a_merge_page,
    "return": a_return,
    "rehearsal": a_rehearsal,
}
# of these only some sheets; the rest is on record with another workbook
SHEETS = {
    "urgent": ("红黄灯清单",),
    "leaders": ("副县长",),
    "board": ("进度看板",),
    "countdown": ("倒计时图",),
    "blocks": ("分片图",),
    "cards": ("2022-001", "曲线数据"),
    "calendar": ("日历图",),
    "duties": ("履职核对", "副县长"),
    "phases": ("动员",),
    "return": (RETURN_SHEET, "任务填报"),
}


@pytest.mark.parametrize("book", RECORDED)
def test_the_workbook_is_the_one_on_record(book: str, tmp_path: Path, update_golden: bool) -> None:
    RECORDED[book](tmp_path / "book.xlsx")
    built = as_text(tmp_path / "book.xlsx")
    if book in SHEETS:
        parts = sorted(f"xl/worksheets/{sheet}.xml" for sheet in SHEETS[book])
        built = {part: built[part] for part in parts}
    if update_golden:
        record(built, HERE / book)
    found = first_difference(built, recorded(HERE / book))
    assert not found, f"{book}:\n{found}"


ELSEWHERE = """
import sys
from pathlib import Path
from tests.golden.test_golden import RECORDED
for book, build in RECORDED.items():
    for turn in ("first", "second"):
        build(Path(sys.argv[1]) / f"{book}-{turn}.xlsx")
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each workbook as the first and as the second of its kind in another process."""
    folder = tmp_path_factory.mktemp("elsewhere")
    paths = os.pathsep.join(str(ROOT / room) for room in ("pytools", "."))
    changed = {"PYTHONPATH": paths, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    subprocess.run(
        [sys.executable, "-B", "-c", ELSEWHERE, str(folder)], env=os.environ | changed, check=True
    )
    return folder


@pytest.mark.parametrize("book", RECORDED)
def test_the_same_input_gives_the_same_bytes(book: str, elsewhere: Path, tmp_path: Path) -> None:
    here = tmp_path / "book.xlsx"
    RECORDED[book](here)
    for turn in ("first", "second"):
        assert (elsewhere / f"{book}-{turn}.xlsx").read_bytes() == here.read_bytes(), turn


def test_a_change_shows_as_a_diff_of_the_first_part_that_differs(tmp_path: Path) -> None:
    a_sent_list(tmp_path / "one.xlsx")
    forms = [content(unit) for unit in ("示例县水务局", "示例县民政局", "示例镇政府")]
    build_sent_list(tmp_path / "two.xlsx", "示例县报送表下发清单（2022年6月）", forms, SENT)
    before, after = as_text(tmp_path / "one.xlsx"), as_text(tmp_path / "two.xlsx")
    assert first_difference(before, before) == ""

    names, signs = ("--- recorded", "+++ built"), ("-", "+")
    found = first_difference(after, before).splitlines()
    assert found[:2] == [f"{name}/xl/worksheets/下发清单.xml" for name in names]
    changed = [re.sub(r".*<v>(.*)</v>.*", r"\1", line) for line in found[2:] if line[0] in signs]
    assert changed == ["示例县教育局", "示例县民政局"]

    del after["xl/styles.xml"]
    assert "-xl/styles.xml" in first_difference(after, before).splitlines()
    hashed = before | {HASHES: ["0  甲"]}
    assert first_difference(hashed, before).splitlines()[0] == f"--- recorded/{HASHES}"


def test_what_is_put_on_record_is_what_is_read_back(tmp_path: Path) -> None:
    a_form(tmp_path / "form.xlsx")
    built = as_text(tmp_path / "form.xlsx")
    record({"xl/gone.xml": ["<old/>"]}, tmp_path / "record")
    record(built, tmp_path / "record")
    assert first_difference(built, recorded(tmp_path / "record")) == ""


def test_the_record_stays_small_enough_to_read() -> None:
    files = [p for book in RECORDED for p in (HERE / book).rglob("*") if p.is_file()]
    assert {p.relative_to(HERE).parts[0] for p in files} == set(RECORDED)
    assert sum(p.stat().st_size for p in files) < 4_000_000
