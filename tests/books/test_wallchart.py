"""The wall chart as a workbook: read back cell by cell, recalculated, printed, validated."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.charts.build import build_chart
from taizhang.books.charts.kinds import CHARTS as KINDS
from taizhang.books.charts.order import ChartOrder
from taizhang.books.resources import OWN, Templates
from taizhang.books.sheets import theme
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.sizing import wall_papers
from taizhang.books.wallchart.build import draw_wall
from taizhang.books.wallchart.layout import ChartLayout, plan_layout
from taizhang.books.wallchart.style import WallStyle, load_style
from taizhang.core.charts import tasks, times
from taizhang.core.charts.tasks import WallChart, WallNode, WallTask
from tests.support.office import convert, faults, recalculated

# openpyxl reads no newer data bars, and says so; what is tested here it does read.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
    pytest.mark.slow,
]

ON = date(2022, 8, 13)
START, END = date(2022, 5, 18), date(2022, 12, 31)
STYLE = load_style()
A3_LANDSCAPE = (1190.6, 841.9)  # points
A4_LANDSCAPE = (841.9, 595.3)

STATES = {
    "已销号": "蓝", "待销号": "浅蓝", "正常": "绿", "预警": "黄", "滞后": "红", "暂缓": "灰",
    "未启动": "灰",
}  # fmt: skip
REASONS = {
    "滞后": "节点“完成可研批复”应于7月30日完成，已超期14天",
    "预警": "进度23%，序时进度38%，落后15个百分点",
}
SIZES = (6, 11, 9, 9, 5, 4, 5, 5, 5, 3, 2, 1, 3)  # tasks by group, as in a county's real plan
WORDS = (
    "每季度至少一次暖企行动，建立企业困难和需求台账", "县公共体育场建设并投入使用",
    "重点项目一名领导包保、一个专班推进，一月一调度、一季一通报", "秸秆禁烧", "大豆扩种",
    "国企改革", "社保经办服务标准化", "首席服务员制度落实",
    "引导金融机构扩大信用贷款发放", "绿色矿山建设指导",
    "召开反思会议，对照“六问六答六转变”开展自查，认领主要问题",
)  # fmt: skip


def build_wallchart(
    path: Path,
    chart: WallChart,
    *,
    created: datetime = theme.CREATED,
    style: WallStyle | None = None,
) -> None:
    """The chart on A3 as the button draws it, or in a style of its own."""
    if style is None:
        build_chart(path, KINDS[0], chart, ChartOrder(wall_papers()["A3"], most=50), created)
        return
    with new_book(path, chart.title, created) as book:
        draw_wall(book, Pen(book), plan_layout(style, chart, wall_papers()["A3"]), theme.LAMPS)


def usual(sizes: tuple[int, ...] = SIZES) -> WallChart:
    """A county's plan in August: all states, short names and long, nodes, defaulted dates."""
    rng = random.Random(7)
    tasks: list[WallTask] = []
    for group, size in enumerate(sizes, start=1):
        for _ in range(size):
            tasks.append(some_task(rng, len(tasks) + 1, f"第{group}工作组"))
    progress = sum(t.progress for t in tasks) / max(len(tasks), 1)
    return WallChart(
        "“能力作风建设”专项行动挂图作战图", "示例县", "第8期", ON, "8月12日 18:00",
        tuple(tasks), START, END, "旬", 0.384, progress, ("进度按各单位报送数计算。",),
    )  # fmt: skip


def some_task(rng: random.Random, number: int, category: str) -> WallTask:
    state = rng.choice([*STATES, *["正常"] * 5])
    start = START + timedelta(days=rng.randrange(90))
    due = rng.choice([END, start + timedelta(days=rng.randrange(20, 200))])
    closed = state in {"已销号", "待销号"}
    step = (due - start) // 3
    nodes = tuple(WallNode(f"第{i}步", start + step * i, None) for i in (1, 2, 3))
    return WallTask(
        f"T-{number:03d}", category, f"第{number:03d}号任务：{rng.choice(WORDS)}",
        rng.choice(["县政府办公室", "县人力资源和社会保障局"]),
        rng.choice(["县委常委", "县委常委、政府副县长", ""]), start, due, due == END,
        1.0 if closed else round(rng.random(), 2), state, STATES[state],
        REASONS.get(state, ""), "重点", nodes, ON - timedelta(days=5) if closed else None,
        "第7期起", "8月20日前召开专班会议，倒排工期",
    )  # fmt: skip


def odd() -> WallChart:
    """What clerks do write: no dates, dates the wrong way round, endless names, strange states."""
    plain = some_task(random.Random(1), 1, "甲")
    tasks = (
        replace(plain, task_id="A-1", name="名" * 80, start=None, due=None, nodes=()),
        replace(plain, task_id="A-2", start=END, due=START, lamp="红", state="滞后"),
        replace(plain, task_id="A-3", start=date(2020, 1, 1), due=date(2020, 12, 31)),
        replace(plain, task_id="", name="", lead="", leader="", category="", state="", lamp=""),
        replace(plain, task_id="A-5", name="=1+1", state="超前", lamp="绿", progress=1.7),
        replace(plain, task_id="A-6", name="两行\n名称 ABC project " * 3, start=END + timedelta(9)),
        replace(plain, task_id="A-7", due=None, nodes=(WallNode("没有日期", None),)),
        replace(plain, task_id="A-8", due=date(2023, 6, 30), progress=-1.0),
    )
    return replace(usual(()), tasks=tasks)


CHARTS = {
    "usual": usual(),
    "empty": usual(()),
    "five": usual((5,)),
    "many": usual((100, 40, 3, 90, 67)),
    "odd": odd(),
    "years": replace(usual((12, 8)), last=date(2023, 6, 30)),
    "months": replace(usual((12, 8)), grid="月", last=date(2024, 6, 30)),
    "slip": replace(usual((3,)), last=date(2099, 12, 31)),
    "over": replace(usual((3,)), on=date(2024, 1, 1)),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("wallcharts")
    for name, chart in CHARTS.items():
        build_wallchart(folder / f"{name}.xlsx", chart)
    return {name: folder / f"{name}.xlsx" for name in CHARTS}


@pytest.fixture(scope="module")
def printed(
    books: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, list[Any]]]:
    """Pages of the usual and the odd chart as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("printed")
    found = {
        name: pdfplumber.open(convert(books[name], folder, "pdf")) for name in ("usual", "odd")
    }
    yield {name: pdf.pages for name, pdf in found.items()}
    for pdf in found.values():
        pdf.close()


@pytest.mark.parametrize("name", CHARTS)
def test_the_package_is_sound(books: dict[str, Path], name: str) -> None:
    assert faults(books[name]) == []


def test_the_same_chart_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build_wallchart(tmp_path / f"{name}.xlsx", usual())

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_the_moment_of_creation_is_the_callers(tmp_path: Path) -> None:
    moment = theme.CREATED.replace(year=2022, month=8, day=13, hour=9)
    build_wallchart(tmp_path / "c.xlsx", usual(()), created=moment)

    properties = opened(tmp_path / "c.xlsx").properties
    assert properties.created == moment
    assert properties.title == usual().title


def test_nothing_is_written_when_drawing_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="天"):
        build_wallchart(tmp_path / "c.xlsx", replace(usual(), grid="天"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["usual", "odd"])
def test_recalculated_numbers_equal_the_counts_and_no_cell_is_an_error(
    books: dict[str, Path], tmp_path: Path, name: str
) -> None:
    sheets = recalculated(books[name], tmp_path)
    rows = sheets[STYLE.texts["sheet"]]
    shown = {label: n for label, n in zip(rows[1], rows[2], strict=True) if isinstance(n, int)}

    assert shown == counts(CHARTS[name])
    cells = [str(v) for s in sheets.values() for row in s for v in row if v is not None]
    assert not [v for v in cells if v.startswith("#")]


def test_numbers_are_right_before_anything_is_recalculated(books: dict[str, Path]) -> None:
    sheet = opened(books["usual"], values=True)["挂图"]
    labels, numbers = (list(r) for r in sheet.iter_rows(2, 3, values_only=True))
    shown = {a: n for a, n in zip(labels, numbers, strict=True) if a and isinstance(n, int)}

    assert shown == counts(CHARTS["usual"])


def test_it_prints_as_planned_on_a3_and_the_list_on_a4(
    books: dict[str, Path], printed: dict[str, list[Any]]
) -> None:
    sizes = [(round(p.width, 1), round(p.height, 1)) for p in printed["usual"]]
    charts = sizes.count(A3_LANDSCAPE)

    assert charts == len(chart_sheet(books["usual"]).row_breaks.brk) + 1
    assert 2 <= charts <= 3
    assert sizes == [A3_LANDSCAPE] * charts + [A4_LANDSCAPE] * (len(sizes) - charts)


@pytest.mark.parametrize("name", ["usual", "odd"])
def test_every_name_is_printed_whole(printed: dict[str, list[Any]], name: str) -> None:
    text = "".join(page_text(p) for p in printed[name])

    missing = [t.name for t in CHARTS[name].tasks if squeezed(t.name) not in text]
    assert missing == []
    assert "###" not in text


def test_heads_legend_and_page_number_are_on_every_page(printed: dict[str, list[Any]]) -> None:
    pages = [p for p in printed["usual"] if round(p.width, 1) == A3_LANDSCAPE[0]]
    count = len(printed["usual"])

    for number, page in enumerate(pages, start=1):
        text = page_text(page)
        assert all(column.label in text for column in STYLE.columns)
        assert all(squeezed(sign.sign + sign.text) in text for sign in STYLE.legend)
        assert f"第{number}页共{count}页" in text


def test_no_printed_name_runs_into_the_next_row(printed: dict[str, list[Any]]) -> None:
    for page in printed["usual"][:-1]:
        boxes = [b for t in CHARTS["usual"].tasks if (b := box(page, squeezed(t.name)))]
        assert all(above[1] <= below[0] for above, below in pairwise(boxes))


@pytest.mark.parametrize("name", CHARTS)
def test_pages_fit_the_paper_and_break_at_groups(books: dict[str, Path], name: str) -> None:
    sheet = chart_sheet(books[name])
    starts = [b.id + 1 for b in sheet.row_breaks.brk]
    top = head_row(sheet) + 1
    repeated = sum(height(sheet, row) for row in range(*repeated_rows(sheet)))
    high = (297 - STYLE.page.margins[2] - STYLE.page.margins[3]) / 25.4 * 72
    bounds = list(pairwise([1, *starts, sheet.max_row + 1]))

    for at, (first, after) in enumerate(bounds):
        used = sum(height(sheet, row) for row in range(first, after))
        assert used + (repeated if at else 0) <= high
        assert is_heading(sheet, max(first, top)) or not CHARTS[name].tasks
        assert not is_heading(sheet, after - 1)


def test_a_group_split_by_a_page_gets_its_heading_again(books: dict[str, Path]) -> None:
    sheet = chart_sheet(books["many"])
    heads = [sheet.cell(b.id + 1, 1).value for b in sheet.row_breaks.brk]

    assert any(str(head).startswith("一、第1工作组（续）") for head in heads)


def test_print_titles_area_and_fit_are_set(books: dict[str, Path]) -> None:
    sheet = chart_sheet(books["usual"])

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # 1 by default
    assert sheet.print_title_rows == "$4:$6"
    assert sheet.print_title_cols == "$A:$G"
    assert sheet.freeze_panes == "H7"
    assert sheet.print_area.endswith(f"$AE${sheet.max_row}")
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "第 &P 页　共 &N 页"


def test_bars_are_filled_cells(tmp_path: Path) -> None:
    nodes = (
        WallNode("批复", date(2022, 6, 5), date(2022, 6, 5)),
        WallNode("开工", date(2022, 7, 1)),
    )
    task = WallTask(
        "T-001", "甲", "超期任务", "县局", "副县长", date(2022, 6, 1), date(2022, 7, 10),
        due_defaulted=False, progress=0.5, state="滞后", lamp="红", nodes=nodes,
    )  # fmt: skip
    chart = replace(usual(()), tasks=(task,), first=date(2022, 6, 1), last=date(2022, 8, 31))
    sheet = written(tmp_path, chart)
    cells = sheet[8][7:16]
    red = theme.LAMPS["红"]
    done, plan, boxed = red.strong[1:], red.tint[1:], "FFFFFF"

    assert [c.fill.start_color.rgb[2:] if c.fill.fill_type else "" for c in cells] == [
        done, done, plan, boxed, plan, plan, plan, plan, "",
    ]  # fmt: skip
    assert [c.value for c in cells] == ["◆", None, None, "◆", None, None, None, None, None]
    hatched = [bool(c.border.diagonalUp) for c in cells]
    assert hatched == [False, True, False, False, True, True, True, True, False]
    assert sheet["G8"].value == "滞后"
    assert sheet["G8"].fill.start_color.rgb[2:] == done


def test_a_node_tells_its_name_and_dates_when_its_cell_is_selected(tmp_path: Path) -> None:
    nodes = (
        WallNode("批复", date(2022, 6, 5), date(2022, 6, 3)),
        WallNode("开工", date(2022, 6, 9)),
        WallNode("验收", date(2022, 9, 9)),
    )
    task = replace(usual((1,)).tasks[0], nodes=nodes, lamp="红", state="滞后", finished=None)
    sheet = written(tmp_path, replace(usual(()), tasks=(task,)))
    prompts = {str(v.sqref): v.prompt for v in sheet.data_validations.dataValidation}

    assert prompts == {
        "K8": "批复：计划2022年6月5日，2022年6月3日完成\n开工：计划2022年6月9日，已逾期",
        "T8": "验收：计划2022年9月9日，未到期",
    }
    assert sheet["K8"].value == "◆2"


@pytest.mark.parametrize("name", ["usual", "years", "months"])
def test_todays_line_runs_unbroken_through_groups_and_tasks(
    books: dict[str, Path], name: str
) -> None:
    sheet = chart_sheet(books[name])
    edge = times.today_edge(layout_of(name).cells, ON)
    assert edge is not None
    column = len(STYLE.columns) + edge  # left of the line, counted from 1
    body = range(head_row(sheet) + 1, head_row(sheet) + 1 + body_rows(sheet))

    for row in body:
        assert sheet.cell(row, column).border.right.style == "thick", row
        assert sheet.cell(row, column + 1).border.left.style == "thick", row


def test_a_day_outside_the_chart_draws_no_line(books: dict[str, Path]) -> None:
    cells = (cell for row in chart_sheet(books["over"]).iter_rows() for cell in row)

    assert not [c for c in cells if "thick" in {c.border.left.style, c.border.right.style}]


def test_the_reason_of_a_red_lamp_stands_under_its_task(books: dict[str, Path]) -> None:
    sheet = chart_sheet(books["usual"])
    names = {str(row[1].value) for row in sheet.iter_rows(min_row=7)}

    for task in CHARTS["usual"].tasks:
        shown = next(name for name in names if name.startswith(task.name))
        assert shown.endswith(f"\n{task.task_id}  {task.reason}") == (task.lamp in {"红", "黄"})


def test_the_list_answers_which_since_when_who_and_what_next(books: dict[str, Path]) -> None:
    sheet = opened(books["usual"])["红黄灯清单"]
    heads = [c.value for c in sheet[3]]
    rows = [
        dict(zip(heads, (c.value for c in row), strict=True))
        for row in sheet.iter_rows(min_row=4)
        if isinstance(row[0].value, int)
    ]
    burning = tasks.urgent(CHARTS["usual"].tasks)

    assert [r["任务编号"] for r in rows] == [t.task_id for t in burning]
    assert [r["研判依据"] for r in rows] == [t.reason for t in burning]
    assert {r["何时亮灯"] for r in rows} == {"第7期起"}
    assert {r["下一步措施"] for r in rows} == {burning[0].next_step}
    assert all(re.fullmatch(r"第\d步\n.*\d+月\d+日(，已逾期)?", str(r["下一节点"])) for r in rows)
    assert sheet.print_title_rows == "$3:$3"


def test_a_chart_without_red_or_yellow_says_so(books: dict[str, Path]) -> None:
    assert opened(books["empty"])["红黄灯清单"]["A4"].value == STYLE.texts["list_empty"]
    assert chart_sheet(books["empty"])["A7"].value == STYLE.texts["empty"]


def test_an_office_may_drop_columns_and_leave_room_for_pins(tmp_path: Path) -> None:
    text = wallchart_toml().read_text(encoding="utf-8")
    heads = '[[columns]]\nkey = "state"\nlabel = "状态"\nwidth = 40.0\n'
    assert heads in text
    pins = '[[columns]]\nkey = "pin"\nlabel = "插旗"\nwidth = 40.0\n'
    own = own_style(tmp_path, text.replace(heads, pins))
    build_wallchart(tmp_path / "c.xlsx", usual(), style=load_style(own))
    assert own.faults == []
    sheet = chart_sheet(tmp_path / "c.xlsx")

    assert [c.value for c in sheet[5][:7]][-1] == "插旗"
    assert sheet["C3"].value == len(usual().tasks)  # a number: there is no column to count


def test_a_slip_in_the_style_is_not_passed_over(tmp_path: Path) -> None:
    text = wallchart_toml().read_text(encoding="utf-8")
    own = own_style(tmp_path, text.replace("stretch =", "strech ="))

    assert load_style(own) == STYLE
    assert [issue.code for issue in own.faults] == ["W680"]
    assert "strech" in own.faults[0].message


def layout_of(name: str) -> ChartLayout:
    return plan_layout(STYLE, CHARTS[name], wall_papers()["A3"])


def own_style(folder: Path, text: str) -> Templates:
    (folder / OWN).mkdir()
    (folder / OWN / "wallchart.toml").write_text(text, encoding="utf-8")
    return Templates(folder)


def wallchart_toml() -> Path:
    from taizhang.books.resources import resource

    return resource("templates") / "wallchart.toml"


def written(folder: Path, chart: WallChart) -> Worksheet:
    build_wallchart(folder / "chart.xlsx", chart)
    return chart_sheet(folder / "chart.xlsx")


def chart_sheet(path: Path) -> Worksheet:
    sheet = opened(path)["挂图"]
    assert isinstance(sheet, Worksheet)
    return sheet


def opened(path: Path, *, values: bool = False) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(BytesIO(path.read_bytes()), data_only=values)


def counts(chart: WallChart) -> dict[str, int]:
    """The numbers by label, counted here."""
    numbers = {
        k.label: sum(t.standing in k.roles for t in chart.tasks) if k.roles else len(chart.tasks)
        for k in STYLE.kpis
    }
    known = {role for k in STYLE.kpis for role in k.roles}
    rest = sum(t.standing not in known for t in chart.tasks)
    return numbers | ({"其他": rest} if rest else {})


def page_text(page: Any) -> str:
    return squeezed("".join(c["text"] for c in page.chars))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def box(page: Any, name: str) -> tuple[float, float] | None:
    """Top and bottom of a name's letters on the page, None when it is not there."""
    chars = [c for c in page.chars if c["text"].strip()]
    at = "".join(c["text"] for c in chars).find(name)
    letters = chars[at : at + len(name)]
    return None if at < 0 else (min(c["top"] for c in letters), max(c["bottom"] for c in letters))


def head_row(sheet: Worksheet) -> int:
    """The last row of the heads, counted from 1."""
    return repeated_rows(sheet)[1] - 1


def repeated_rows(sheet: Worksheet) -> tuple[int, int]:
    first, last = re.findall(r"\d+", str(sheet.print_title_rows))
    return int(first), int(last) + 1


def height(sheet: Worksheet, row: int) -> float:
    return float(sheet.row_dimensions[row].height or 12.75)


def is_heading(sheet: Worksheet, row: int) -> bool:
    value = sheet.cell(row, 1).value
    return isinstance(value, str) and re.match(r"[一二三四五六七八九十]+、", value) is not None


def body_rows(sheet: Worksheet) -> int:
    """Rows of groups and tasks: those with a number or a heading in the first column."""
    rows = range(head_row(sheet) + 1, sheet.max_row + 1)
    values = ((row, sheet.cell(row, 1).value) for row in rows)
    return sum(isinstance(value, int) or is_heading(sheet, row) for row, value in values)
