"""Charts on paper: sizes as asked, letters that can be read, tiles that make the one sheet again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader

from taizhang.books.charts.asked import ChartRequest, Unknown, from_settings, understood
from taizhang.books.charts.build import WantedFiles, build_chart, print_chart
from taizhang.books.charts.kinds import CHARTS, Chart, chart_named
from taizhang.books.charts.order import ChartOrder, TooManyPages
from taizhang.books.layout import load_layout
from taizhang.books.sheets import theme
from taizhang.books.sheets.enlarged import Tiling, tiling_of
from taizhang.books.sheets.measure import POINTS_PER_MM
from taizhang.books.sheets.pictures import photograph
from taizhang.books.sheets.printing import print_pdf
from taizhang.books.sheets.sizing import Sizing, paper_named, readable, wall_papers
from taizhang.books.wallchart.check import problems, too_many
from taizhang.books.wallchart.layout import ChartLayout, plan_layout
from taizhang.books.wallchart.style import load_style, style_names
from taizhang.core.charts.content import BY, ChartWish
from taizhang.core.charts.tasks import WallChart, WallNode, WallTask
from taizhang.libreoffice import office_program
from tests.support.office import faults
from tests.support.tables import table

ON = date(2022, 8, 13)
PAPERS = wall_papers()
TASKS = load_layout()["tasks"]
needs_office = pytest.mark.skipif(not office_program(), reason="LibreOffice is missing")


# openpyxl reads no newer data bars, and says so; what is tested here it does read.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
    pytest.mark.slow,
]


def some(count: int, **changed: object) -> WallChart:
    """So many tasks in four groups, of all lamps."""
    lamps = ("绿", "红", "黄", "蓝", "灰")
    states = {"绿": "正常", "红": "滞后", "黄": "预警", "蓝": "已销号", "灰": "未启动"}
    tasks = tuple(
        WallTask(
            f"2022-{n:03}", f"第{n % 4 + 1}组", f"第{n}项任务：改造老旧小区并投入使用", f"县第{n % 9}局",
            f"副县长{'甲乙丙'[n % 3]}", date(2022, 6, 1), date(2022, 9 + n % 4, 20), due_defaulted=False,
            progress=n % 10 / 10, state=states[lamp], lamp=lamp, reason="落后23个百分点",
            nodes=(WallNode("开工", date(2022, 7, 5), date(2022, 7, 1)), WallNode("验收", date(2022, 9, 9))),
        )
        for n in range(1, count + 1)
        for lamp in [lamps[n % 5]]
    )  # fmt: skip
    chart = WallChart(
        "“三航行动”挂图作战图", "示例县", "2022年8月", ON, "2022年8月25日 18:00", tasks,
        date(2022, 5, 18), date(2022, 12, 31), "旬", 0.4, 0.5,
    )  # fmt: skip
    return replace(chart, **changed)  # type: ignore[arg-type]


def laid_out(chart: WallChart, paper: str, *, landscape: bool | None = None) -> ChartLayout:
    return plan_layout(load_style(), chart, PAPERS[paper], landscape=landscape)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("count", [1, 43, 137])
def test_letters_can_be_read_from_where_people_stand(paper: str, count: int) -> None:
    layout = laid_out(some(count), paper)
    sizing = layout.sizing

    assert sizing.millimetres(layout.style.fonts["cell"]) >= sizing.paper.least * 0.97
    assert sizing.millimetres(layout.style.fonts["title"]) >= sizing.paper.title * 0.97
    assert [i.code for i in problems(layout) if i.code in {"S114", "S115"}] == []


def test_the_title_of_an_a0_is_forty_millimetres_high() -> None:
    assert PAPERS["A0"].title >= 40


@pytest.mark.parametrize("paper", ["A2", "A1", "A0", "90×120", "120×240"])
def test_a_large_paper_holds_all_on_one_as_long_as_it_can_be_read(paper: str) -> None:
    one, many = laid_out(some(40), paper), laid_out(some(900), paper)

    assert len(one.pages) == 1
    assert len(many.pages) > 1
    assert many.sizing.millimetres(many.style.fonts["cell"]) >= many.sizing.paper.least * 0.97


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_never_hold_more_than_the_paper(paper: str) -> None:
    layout = laid_out(some(137), paper)
    for number, page in enumerate(layout.pages):
        used = sum(line.height for line in page.lines) * page.stretch
        assert used <= layout.rooms[min(number, 1)] * 1.001


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("side", [True, False])
def test_a_drawing_fills_the_width_of_its_paper(paper: str, side: bool) -> None:
    sizing = Sizing(PAPERS[paper], side, 1134.0, (9, 9, 9, 13))
    across, down = (points / POINTS_PER_MM for points in sizing.size)
    assert {round(across), round(down)} == {round(PAPERS[paper].short), round(PAPERS[paper].long)}
    wide = sizing.scale * sizing.width / POINTS_PER_MM
    assert wide == pytest.approx(across - 18 * sizing.factor, abs=0.5)


def test_far_letters_are_larger() -> None:
    found = [readable(metres / 10) for metres in range(1, 150)]
    assert all(a <= b for a, b in pairwise(found))
    assert readable(20) > readable(10) == 45


ISSUES: dict[str, tuple[Callable[[], ChartLayout], set[str]]] = {
    "all fits": (lambda: laid_out(some(20), "A3"), set()),
    "a title too long for its paper": (
        lambda: laid_out(some(20, title="关于深入推进全县重点工作" * 6), "A0"), {"S114"}
    ),
    "a name no row can hold": (
        lambda: laid_out(named(some(3), "很长的任务名称" * 700), "A3"), {"S115"}
    ),
    "a long name that is mended": (lambda: laid_out(named(some(3), "很长的任务名称" * 90), "A3"), set()),
    "fourteen years": (
        lambda: laid_out(some(20, first=date(2022, 1, 1), last=date(2035, 12, 31)), "A3"), {"S117"}
    ),
    "an upright A4": (lambda: laid_out(some(20), "A4", landscape=False), {"S120"}),
}  # fmt: skip


def named(chart: WallChart, name: str) -> WallChart:
    first, *rest = chart.tasks
    return replace(chart, tasks=(replace(first, name=name), *rest))


@pytest.mark.parametrize("case", ISSUES)
def test_what_does_not_fit_is_said_before_it_is_printed(case: str) -> None:
    layout, codes = ISSUES[case]
    assert {issue.code for issue in problems(layout())} == codes


def test_a_clipped_text_is_said_with_page_and_column() -> None:
    told = [str(issue) for issue in problems(laid_out(named(some(3), "长" * 5000), "A3"))]
    assert told == [
        "警告 S115 第1页“任务”列1处放不下。办法：在挂图版式里加宽这一列，或把任务写短。"
    ]  # fmt: skip


def test_very_many_papers_are_asked_about_first(tmp_path: Path) -> None:
    chart = some(2000)
    with pytest.raises(TooManyPages, match=r"用A4要画.*张，超过30张"):
        build_chart(tmp_path / "a.xlsx", CHARTS[0], chart, ChartOrder(PAPERS["A4"]))
    assert list(tmp_path.iterdir()) == []
    layout = laid_out(chart, "A4")
    assert too_many(layout, most=999) is None
    issue = too_many(layout)
    assert issue is not None
    assert issue.code == "S116"


MONTHS = """
| 从         | 到         | 纸 | 用的格 |
|------------|------------|----|--------|
| 2022-01-01 | 2022-12-31 | A3 | 旬     |
| 2022-01-01 | 2024-12-31 | A3 | 半月   |
| 2022-01-01 | 2026-12-31 | A3 | 季     |
| 2022-01-01 | 2035-12-31 | A3 | 季     |
| 2022-01-01 | 2035-12-31 | A0 | 季     |
| 2022-01-01 | 2045-12-31 | A3 | 年     |
"""


@pytest.mark.parametrize("row", table(MONTHS), ids=lambda row: f"{row['到']} {row['纸']}")
def test_heads_of_time_never_run_together(row: dict[str, str]) -> None:
    from taizhang.books.sheets.measure import text_points
    from taizhang.books.wallchart.head import head_text

    span = {"first": date.fromisoformat(row["从"]), "last": date.fromisoformat(row["到"])}
    layout = laid_out(some(20, **span), row["纸"])
    assert layout.scale == row["用的格"]
    for _, heads in layout.heads:
        for head in heads:
            text, size = head_text(layout, head, 10.0)
            assert text_points(text, size) <= len(head.cells) * layout.cell_width


TILES = """
| 纸      | 分张 | 横竖 | 行 | 列 |
|---------|------|------|----|----|
| A0      | A3   | 竖   | 3  | 3  |
| A1      | A4   | 横   | 4  | 3  |
| A3      | A4   | 横   | 2  | 2  |
| 120×240 | A3   | 横   | 3  | 9  |
"""


@pytest.mark.parametrize("row", table(TILES), ids=lambda row: f"{row['纸']} {row['分张']}")
def test_tiles_cover_the_sheet_and_overlap(row: dict[str, str]) -> None:
    paper = PAPERS[row["纸"]]
    tiling = tiling_of(Sizing(paper, row["横竖"] == "横", 1134.0, (9, 9, 9, 13)), row["分张"])

    assert (tiling.rows, tiling.columns) == (int(row["行"]), int(row["列"]))
    covered = [
        window + (count - 1) * step
        for window, step, count in zip(
            tiling.window, tiling.steps, (tiling.columns, tiling.rows), strict=True
        )
    ]
    assert all(have >= want - 0.01 for have, want in zip(covered, tiling.size, strict=True))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], Sizing, int]:
    """A chart on A1 as PDF, as A3 tiles and as pictures."""
    if not office_program():
        pytest.skip("LibreOffice is missing")
    path = tmp_path_factory.mktemp("printed") / "图.xlsx"
    order, wanted = ChartOrder(PAPERS["A1"]), WantedFiles(pdf=True, tiles="A3", png=True)
    made = print_chart(path, CHARTS[0], (some(30), order), wanted, print_pdf)
    assert made.issues == ()
    return list(made.files), made.drawn.sizing, made.drawn.pages


def test_the_pdf_has_the_size_of_the_paper(printed: tuple[list[Path], Sizing, int]) -> None:
    (pdf, *_), sizing, pages = printed
    found = PdfReader(pdf).pages

    assert len(found) == pages == 1
    box = found[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(sizing.size, abs=0.5)
    across, down = (points / POINTS_PER_MM for points in sizing.size)
    assert sorted([round(across), round(down)]) == [594, 841]


def test_every_task_is_on_it_inside_the_margins(printed: tuple[list[Path], Sizing, int]) -> None:
    import pdfplumber

    (path, *_), sizing, _ = printed
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        text = "".join("".join(c["text"] for c in page.chars).split())
        edges = [mm * sizing.factor * POINTS_PER_MM for mm in sizing.margins]
        left, right, top = edges[0], page.width - edges[1], edges[2]
        assert all(left - 3 <= c["x0"] and c["x1"] <= right + 3 for c in page.chars)
        assert min(c["top"] for c in page.chars) >= top - 3
    assert [t.name for t in some(30).tasks if t.name not in text] == []
    assert "###" not in text


def test_tiles_laid_together_are_the_one_sheet(printed: tuple[list[Path], Sizing, int]) -> None:
    (pdf, tiles, *_), sizing, pages = printed
    assert differences(pdf, tiles, sizing, pages) == [False]


@needs_office
@pytest.mark.parametrize("kind", CHARTS[1:], ids=lambda kind: kind.name)
def test_tiles_of_each_kind_are_its_sheets(kind: Chart, tmp_path: Path) -> None:
    order, wanted = ChartOrder(PAPERS["A2"], most=99), WantedFiles(pdf=True, tiles="A3")
    made = print_chart(tmp_path / "图.xlsx", kind, (some(3), order), wanted, print_pdf)
    (pdf, cut), pages = made.files, made.drawn.pages
    assert made.issues == ()
    assert differences(pdf, cut, made.drawn.sizing, pages) == [False] * pages


def differences(pdf: Path, tiles: Path, sizing: Sizing, pages: int) -> list[bool]:
    """Whether the tiles laid together differ from the one sheet, sheet by sheet."""
    tiling = tiling_of(sizing, "A3")
    dots = 0.5  # pixels a point
    sheets = photograph(pdf, round(max(sizing.size) * dots))
    cut = photograph(tiles, round(max(tiling.sheet) * dots))[1:]
    assert (len(sheets), len(cut)) == (pages, pages * tiling.count)
    left, top = (round(c * dots) for c in tiling.corner)
    found = []
    for number, sheet in enumerate(sheets):
        own = cut[number * tiling.count : (number + 1) * tiling.count]
        whole = laid_together([Image.open(path).convert("L") for path in own], tiling, dots)
        area = (left, top, left + whole.width, top + whole.height)
        one = Image.open(sheet).convert("L").crop(area)
        soft = ImageFilter.BoxBlur(1)  # edges of letters fall on other pixels
        difference = ImageChops.difference(whole.filter(soft), one.filter(soft))
        found.append(sum(difference.histogram()[64:]) >= 0.005 * whole.width * whole.height)
    return found


def laid_together(tiles: list[Image.Image], tiling: Tiling, dots: float) -> Image.Image:
    """The windows of the tiles pasted where they belong."""
    margin = (tiling.sheet[0] - tiling.window[0]) / 2
    size = [round(length * dots) for length in tiling.size]
    whole = Image.new("L", (size[0], size[1]), 255)
    for image, (row, column) in zip(tiles, tiling.places(), strict=True):
        scale = image.width / tiling.sheet[0]
        near, far = margin * scale, [(margin + side) * scale for side in tiling.window]
        window = image.crop((round(near), round(near), round(far[0]), round(far[1])))
        wide, high = (round(side * dots) for side in tiling.window)
        window = window.resize((wide, high))
        place = (round(column * tiling.steps[0] * dots), round(row * tiling.steps[1] * dots))
        whole.paste(window, place)
    return whole


def test_without_a_program_that_prints_the_workbook_is_there_and_it_is_said(tmp_path: Path) -> None:
    def nobody(_source: Path, _target: Path) -> None:
        raise FileNotFoundError

    wanted = WantedFiles(pdf=True)
    made = print_chart(
        tmp_path / "a.xlsx", CHARTS[0], (some(3), ChartOrder(PAPERS["A0"])), wanted, nobody
    )
    assert made.files == ()
    assert [issue.code for issue in made.issues] == ["S128"]


@needs_office
def test_another_count_of_pages_than_planned_is_said(tmp_path: Path) -> None:
    def twice(source: Path, target: Path) -> None:
        from pypdf import PdfWriter

        print_pdf(source, target)
        writer = PdfWriter()
        for _ in range(2):
            writer.append(target)
        writer.write(target)

    wanted = WantedFiles(pdf=True)
    made = print_chart(
        tmp_path / "a.xlsx", CHARTS[0], (some(3), ChartOrder(PAPERS["A3"])), wanted, twice
    )
    assert [issue.code for issue in made.issues] == ["S129"]


WORDS: dict[str, tuple[ChartRequest, str]] = {
    "nothing": (ChartRequest(), "总图 category 旬 A3"),
    "a paper as people type it": (ChartRequest(paper="a0", by="牵头单位"), "总图 lead 旬 A0"),
    "a board": (ChartRequest(paper="90x120", scale="月", by="分管领导"), "总图 leader 月 90×120"),
    "the kind by its file": (ChartRequest(kind="挂图作战图", tiles="a4"), "总图 category 旬 A3"),
}


@pytest.mark.parametrize("case", WORDS)
def test_words_are_understood(case: str) -> None:
    asked, told = WORDS[case]
    found = understood(asked, TASKS)
    assert f"{found.kind.name} {found.wish.by} {found.wish.scale} {found.order.paper.name}" == told


def test_a_part_of_the_ledger_can_be_asked_for() -> None:
    wish = understood(ChartRequest(only="牵头单位＝县水务局、县教育局"), TASKS).wish
    assert wish == ChartWish(BY, "按类别", "旬", ("lead", ("县水务局", "县教育局")))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (ChartRequest(kind="饼"), "图没有“饼”。"), (ChartRequest(by="颜色"), "台账列没有“颜色”。"),
        (ChartRequest(scale="天"), "时间格没有“天”。"), (ChartRequest(paper="B5"), "纸张没有“B5”。"),
        (ChartRequest(palette="彩虹"), "配色没有“彩虹”。"), (ChartRequest(style="花"), "版式没有“花”。"),
        (ChartRequest(only="县水务局"), "只画没有“县水务局”。"), (ChartRequest(turn="斜"), "方向没有“斜”。"),
        (ChartRequest(tiles="A1"), "分张用纸没有“A1”。"),
    ],
)  # fmt: skip
def test_a_word_that_means_nothing_is_said_with_what_may_be_asked(
    asked: ChartRequest, said: str
) -> None:
    with pytest.raises(Unknown) as unknown:
        understood(asked, TASKS)
    assert (unknown.value.issue.code, unknown.value.issue.message) == ("S127", said)


def test_the_sheet_of_settings_is_asked_where_the_terminal_says_nothing() -> None:
    settings = {"chart_paper": "A0", "chart_grid": "月", "chart_pdf": "是", "chart_by": "责任领导"}
    asked = from_settings(ChartRequest(scale="周"), settings)
    assert (asked.paper, asked.scale, asked.by, asked.pdf, asked.png) == (
        "A0",
        "周",
        "责任领导",
        True,
        False,
    )


def test_settings_offer_what_there_is() -> None:
    import tomllib

    from taizhang.books.charts.kinds import names
    from taizhang.books.resources import resource
    from taizhang.core.charts.times import SCALES

    lists = tomllib.loads((resource("workbook") / "home.toml").read_text("utf-8"))["setting_lists"]
    offered = {
        name: lists[f"chart_{name}"] for name in ("kind", "paper", "grid", "palette", "style")
    }
    assert offered == {
        "kind": list(names()), "paper": list(PAPERS), "grid": list(SCALES),
        "palette": list(theme.PALETTES), "style": ["常规", *sorted(style_names(), reverse=True)],
    }  # fmt: skip


def test_settings_suggest_columns_that_charts_can_be_grouped_by() -> None:
    import tomllib

    from taizhang.books.resources import resource

    hints = tomllib.loads((resource("workbook") / "home.toml").read_text("utf-8"))["setting_hints"]
    wishes = [understood(ChartRequest(by=label), TASKS).wish for label in hints["chart_by"]]
    assert [wish.by for wish in wishes] == [
        "category", "lead", "leader", "team", "level", "kind",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", *style_names()])
@pytest.mark.parametrize("palette", ["常规", "色弱", "灰度"])
def test_each_style_is_drawn_in_each_palette(tmp_path: Path, name: str, palette: str) -> None:
    order = ChartOrder(PAPERS["A3"], None, palette, name)
    drawn = build_chart(tmp_path / "a.xlsx", CHARTS[0], some(20), order)
    assert drawn.pages == 1


def by_leaders(*names: str) -> WallChart:
    """A task each for these leaders."""
    chart = some(len(names))
    tasks = tuple(replace(t, leader=n) for t, n in zip(chart.tasks, names, strict=True))
    return replace(chart, tasks=tasks)


LEADERS: dict[str, tuple[WallChart, list[str]]] = {
    "each his own": (by_leaders("县长", "副县长", "县长"), ["县长", "副县长"]),
    "nobody named": (by_leaders("", "县长"), ["县长", "责任领导未明确"]),
    "names no sheet may have": (by_leaders("县长[代]", "书记/县长"), ["县长［代］", "书记／县长"]),
    "long names that begin alike": (
        by_leaders("县" * 40 + "甲", "县" * 40 + "乙"), ["县" * 31, "县" * 28 + "(2)"]
    ),
    "no task": (by_leaders(), ["责任领导未明确"]),
}  # fmt: skip


@pytest.mark.parametrize("case", LEADERS)
def test_each_leader_has_a_board_of_his_own(tmp_path: Path, case: str) -> None:
    from openpyxl import load_workbook

    chart, names = LEADERS[case]
    kind = chart_named("领导作战图")
    assert kind is not None
    drawn = build_chart(tmp_path / "a.xlsx", kind, chart, ChartOrder(PAPERS["A3"]))
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [*names, "红黄灯清单"]
    assert drawn.pages == len(names)
    shown = [
        str(c.value) for sheet in book.worksheets[:-1] for row in sheet for c in row if c.value
    ]
    for task in chart.tasks:
        assert sum(text.startswith(task.name) for text in shown) == 1


def test_more_boards_than_anybody_wants_are_asked_about(tmp_path: Path) -> None:
    kind = chart_named("领导")
    assert kind is not None
    chart = by_leaders(*(f"第{n}位领导" for n in range(60)))
    with pytest.raises(TooManyPages, match="要画60张，超过40张"):
        build_chart(tmp_path / "a.xlsx", kind, chart, ChartOrder(PAPERS["A3"]))


BOARDS = ("看板", "倒计时图", "分片图")


@pytest.mark.parametrize("name", BOARDS)
@pytest.mark.parametrize("count", [0, 1, 137])
def test_a_board_of_blocks_is_sound_and_names_each_open_task(
    tmp_path: Path, name: str, count: int
) -> None:
    from openpyxl import load_workbook

    kind = chart_named(name)
    assert kind is not None
    chart, path = replace(some(count), by=kind.by), tmp_path / "a.xlsx"
    drawn = build_chart(path, kind, chart, ChartOrder(PAPERS["A3"], most=20))
    assert faults(path) == []
    sheet = load_workbook(path)[kind.file]
    shown = [c.value for row in sheet for c in row if c.value is not None]
    assert drawn.pages == len(sheet.row_breaks.brk) + 1
    if name == "倒计时图":
        assert "还有 140 天" in shown
        assert [t.name for t in chart.tasks if not t.closed and t.name not in shown] == []
    else:
        assert {t.lead for t in chart.tasks} <= set(shown)
    if name == "看板":
        assert count in shown


@pytest.mark.parametrize(
    ("due", "words"), [(date(2022, 8, 3), "超10天"), (ON, "0天"), (date(2022, 8, 23), "10天")]
)
def test_days_left_are_counted_from_the_charts_day(tmp_path: Path, due: date, words: str) -> None:
    from openpyxl import load_workbook

    kind = chart_named("倒计时")
    assert kind is not None
    chart = some(1)
    chart = replace(chart, tasks=(replace(chart.tasks[0], due=due, lamp="绿"),))
    build_chart(tmp_path / "a.xlsx", kind, chart, ChartOrder(PAPERS["A4"]))
    shown = [c.value for row in load_workbook(tmp_path / "a.xlsx")[kind.file] for c in row]
    assert words in shown


def test_a_block_has_the_colour_and_the_word_of_its_worst_lamp(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    kind = chart_named("分片")
    assert kind is not None
    lamps = {
        "县第1局": ("绿", "蓝", "红"),
        "县第2局": ("绿", "蓝", "黄"),
        "县第3局": ("蓝", "蓝", "蓝"),
    }
    states = {"绿": "正常", "蓝": "已销号", "黄": "预警", "红": "滞后"}
    first = some(1).tasks[0]
    tasks = tuple(
        replace(first, lead=lead, lamp=lamp, state=states[lamp])
        for lead, all_ in lamps.items()
        for lamp in all_
    )
    chart = replace(some(0), tasks=tasks, by="lead")
    build_chart(tmp_path / "a.xlsx", kind, chart, ChartOrder(PAPERS["A3"]))
    cells = [c for row in load_workbook(tmp_path / "a.xlsx")["分片图"] for c in row]
    told = {c.value: c.fill.fgColor.rgb[2:] for c in cells if str(c.value).endswith("%")}
    strong = {lamp: look.strong[1:] for lamp, look in theme.LAMPS.items()}
    assert told == {
        "滞后　10%": strong["红"], "预警　10%": strong["黄"], "已销号　10%": strong["蓝"],
    }  # fmt: skip


def test_a_board_of_more_papers_than_wanted_is_not_drawn(tmp_path: Path) -> None:
    kind = chart_named("倒计时")
    assert kind is not None
    with pytest.raises(TooManyPages, match="超过2张"):
        build_chart(tmp_path / "a.xlsx", kind, some(400), ChartOrder(PAPERS["A4"], most=2))
    assert list(tmp_path.iterdir()) == []


@settings(deadline=None, max_examples=30)
@given(count=st.integers(0, 60), paper=st.sampled_from(list(PAPERS)), years=st.integers(0, 12))
def test_every_task_stands_on_exactly_one_page(count: int, paper: str, years: int) -> None:
    layout = laid_out(some(count, last=date(2022 + years, 12, 31)), paper)
    shown = [line.task.task_id for page in layout.pages for line in page.lines if line.task]
    assert sorted(shown) == sorted(task.task_id for task in layout.chart.tasks)
    assert paper_named(paper) == layout.sizing.paper
