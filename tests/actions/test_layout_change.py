"""An office changes labels, widths, places and choices in the TOML, or adds columns of its own.

The whole flow goes on: what it renamed it reads on the forms, what it added nobody touches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
import xlwings as xw
from lxml import etree
from python_calamine import CalamineWorkbook

import xlfile
from taizhang.actions.charting import chart
from taizhang.actions.checking import check
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.loading import load
from taizhang.actions.merging import merge, rehearse
from taizhang.actions.setup.creating import init
from taizhang.actions.setup.selfchecking import selfcheck
from taizhang.actions.undoing import undo
from taizhang.books.resources import resource
from taizhang.office.report import Report
from taizhang.office.workplace import MASTER
from tests.actions.conftest import IDENTITY, Quiet, moment, office
from tests.support.packages import faults_of, parts_of, tree_of

pytestmark = pytest.mark.slow

PERIOD = "2022-06"
DEMO = resource("templates") / "demo"
LISTS = [DEMO / "units.csv", DEMO / "tasks.csv"]
UNIT, TASK = "县发展和改革局", "2022-027"
OWN = "县长批示"
LOADED, SENT, BACK = (moment(f"2022-{t}") for t in ("05-18T09:00", "06-01T09:00", "06-28T10:30"))
Cells = dict[str, object]


@dataclass(frozen=True, slots=True)
class Played:
    """A working folder after load, distribute, fill, merge, judge and chart."""

    folder: Path
    reports: dict[str, Report]

    @property
    def form(self) -> Path:
        return self.folder / "下发" / PERIOD / f"{UNIT}_{PERIOD}_报送表.xlsx"

    def task(self, number: str = TASK) -> Cells:
        return dict(office(self.folder).ledger["tasks"].keyed()[number].values)


def edited(file: Path, *changes: tuple[str, str]) -> None:
    """Put other text into a TOML file; each must have been there."""
    text = file.read_text("utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    file.write_text(text, "utf-8")


def moved(file: Path, key: str, before: str) -> None:
    """Move the line of a column in front of another one."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    line = next(one for one in lines if f'{{ key = "{key}",' in one)
    lines.remove(line)
    place = next(i for i, one in enumerate(lines) if f'{{ key = "{before}",' in one)
    lines.insert(place, line)
    file.write_text("".join(lines), "utf-8")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's own workbook folder: two labels, a place, a width and a choice are others."""
    folder = tmp_path_factory.mktemp("source") / "workbook"
    copytree(resource("workbook"), folder)
    tasks = folder / "tasks.toml"
    latest = 'label = "最新进展", kind = "long", width = {}'
    edited(
        tasks,
        ('label = "完成进度"', 'label = "形象进度"'),
        ('label = "任务名称"', 'label = "事项名称"'),
        (latest.format(34), latest.format(51)),
    )
    moved(tasks, "progress", before="campaign")
    edited(folder / "lists.toml", ('"两月"', '"双月"'))
    return folder


def begun(folder: Path, source: Path) -> dict[str, Report]:
    """A new ledger with tasks and units, its forms sent."""
    init(folder, source=source, identity=IDENTITY)
    reports = {"load": load(office(folder).book, Quiet(), LISTS, LOADED)}
    return reports | {"distribute": distribute(office(folder).book, Quiet(), SENT, PERIOD)}


def finished(folder: Path) -> dict[str, Report]:
    jobs = (("merge", merge), ("judge", judge), ("chart", chart))
    return {name: job(office(folder).book, Quiet(), BACK, PERIOD) for name, job in jobs}


def send_back(folder: Path, heads: Cells) -> None:
    """The unit's form with these cells in the row of TASK, found by the heads it shows."""
    target = folder / "收件" / PERIOD / f"{UNIT}_{PERIOD}_报送表.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((folder / "下发" / PERIOD / target.name).read_bytes())
    book = xw.Book(target)
    sheet = book.sheets["任务填报"]
    block = sheet.used_range.options(ndim=2).value
    head = next(line for line in block if "任务编号" in line)
    row = next(n for n, line in enumerate(block, start=1) if line[0] == TASK)
    for label, value in heads.items():
        sheet.range((row, head.index(label) + 1)).value = value
    book.save()
    book.close()


@pytest.fixture(scope="module")
def changed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Played:
    xlfile.activate()
    folder = tmp_path_factory.mktemp("changed") / "台账"
    reports = begun(folder, source)
    send_back(folder, {"形象进度": 0.3, "最新进展": "已开工"})
    return Played(folder, reports | finished(folder))


def test_the_ledger_bears_the_labels_at_their_new_places(changed: Played) -> None:
    table = office(changed.folder).ledger["tasks"]
    assert table.headers[table.offsets["progress"]] == "形象进度"
    assert table.headers[table.offsets["name"]] == "事项名称"
    assert table.headers.index("形象进度") == 2
    assert {"完成进度", "任务名称"}.isdisjoint(table.headers)


def test_the_ledger_has_the_width_and_the_choice(changed: Played) -> None:
    parts = parts_of(changed.folder / MASTER)
    sheet = tree_of(parts["xl/worksheets/sheet3.xml"])
    number = office(changed.folder).ledger["tasks"].offsets["latest"] + 1
    [column] = [c for c in sheet.iterfind("{*}cols/{*}col") if spans(c, number)]
    assert float(str(column.get("width"))) == pytest.approx(51, abs=1)
    with CalamineWorkbook.from_path(changed.folder / MASTER) as book:
        heads, *rows = book.get_sheet_by_name("选项").to_python()
    choices = [row[heads.index("cadences")] for row in rows]
    assert "双月" in choices
    assert "两月" not in choices


def spans(column: etree._Element, number: int) -> bool:
    return int(str(column.get("min"))) <= number <= int(str(column.get("max")))


def test_lists_with_the_old_labels_are_still_read(changed: Played) -> None:
    data = changed.reports["load"].data
    assert (data["tasks"], data["units"], data["refused"]) == (68, 37, 0)


def test_the_form_shows_the_new_labels(changed: Played) -> None:
    with CalamineWorkbook.from_path(changed.form) as book:
        heads = book.get_sheet_by_name("任务填报").to_python()[2]
    assert {"形象进度", "事项名称", "最新进展"} <= set(heads)
    assert {"完成进度", "任务名称"}.isdisjoint(heads)
    assert faults_of([changed.form]) == {}


def test_the_merge_finds_them_and_logs_them_by_their_new_label(changed: Played) -> None:
    task = changed.task()
    assert (task["progress"], task["latest"]) == (0.3, "已开工")
    log = office(changed.folder).ledger.values("changes")
    logged = {(r["column"], r["new"]) for r in log if r["row_key"] == TASK}
    assert ("形象进度", 0.3) in logged
    assert "完成进度" not in {column for column, _ in logged}


def test_lamps_and_chart_go_by_them(changed: Played) -> None:
    assert str(changed.task()["reason"]).startswith("进度30%")
    assert sum(changed.reports["judge"].data["states"].values()) == 68  # type: ignore[attr-defined]
    [path] = changed.reports["chart"].files
    name = str(changed.task()["name"])
    with CalamineWorkbook.from_path(path) as book:
        cells = {str(cell) for row in book.get_sheet_by_name("挂图").to_python() for cell in row}
    assert any(name in cell for cell in cells)


def test_a_form_sent_before_the_renaming_is_still_understood(
    changed: Played, sent: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "台账"
    copytree(changed.folder, folder)
    old = sent / "下发" / PERIOD / changed.form.name
    (folder / "下发" / PERIOD / old.name).write_bytes(old.read_bytes())
    send_back(folder, {"完成进度": 0.4, "最新进展": "主体封顶"})
    done = merge(office(folder).book, Quiet(), moment("2022-06-29T09:00"), PERIOD)
    assert done.data["merged"] == 1
    task = office(folder).ledger["tasks"].keyed()[TASK]
    assert (task["progress"], task["latest"]) == (0.4, "主体封顶")


def test_a_choice_of_the_office_is_no_finding(changed: Played, tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    copytree(changed.folder, folder)
    table = office(folder).ledger["tasks"]
    rows = table.keyed()
    for task, word in ((TASK, "双月"), ("2022-028", "两周半")):
        table.set_cells([(rows[task].number, "cadence", word)])
    table.sheet.book.save()
    found = check(office(folder).book, Quiet(), BACK).issues
    assert [dict(i.values)["found"] for i in found if i.code in {"L501", "S146"}] == ["两周半"]


def test_the_merge_is_taken_back_under_the_new_labels(changed: Played, tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    copytree(changed.folder, folder)
    log = office(folder).ledger.values("changes")
    merged = next(str(r["job"]) for r in log if r["job_kind"] == "汇总")
    for job in ("", merged):
        done = undo(office(folder).book, Quiet(), moment("2022-06-29T09:00"), job=job)
        assert done.data["kept"] == 0
    task = office(folder).ledger["tasks"].keyed()[TASK]
    assert (task["progress"], task["latest"]) == ("", "")


def in_the_middle(folder: Path, _sent: Path) -> None:
    """A column between two of ours, in a workbook built from a layout that the jobs do not know."""
    workbook = folder.with_name("workbook")
    copytree(resource("workbook"), workbook)
    line = '  { key = "level",'
    own = f'  {{ key = "mine", label = "{OWN}", kind = "long", width = 14 }},\n'
    edited(workbook / "tasks.toml", (line, own + line))
    begun(folder, workbook)


def at_the_right_edge(folder: Path, sent: Path) -> None:
    """A column after the last one, the table drawn over it."""
    copytree(sent, folder)
    table = office(folder).ledger["tasks"]
    area = table.table.range
    right = area.column + area.columns.count
    table.sheet.range((area.row, right)).value = OWN
    corner = (area.row + area.rows.count - 1, right)
    table.table.resize(table.sheet.range((area.row, area.column), corner))
    table.sheet.book.save()


PLACES = {"in the middle": in_the_middle, "at the right edge": at_the_right_edge}


@pytest.fixture(scope="module", params=PLACES)
def prepared(
    request: pytest.FixtureRequest, sent: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A ledger with a column of the clerk's own, filled in for every task."""
    xlfile.activate()
    folder = tmp_path_factory.mktemp("own") / "台账"
    PLACES[request.param](folder, sent)
    table = office(folder).ledger["tasks"]
    column = table.left + table.headers.index(OWN)
    for row in table.rows:
        table.sheet.range((row.number, column)).value = f"{row['task_id']}已阅"
    first = table.rows[0].number
    table.sheet.range((first, column)).formula = '="第"&ROW()&"行"'
    table.sheet.book.save()
    return folder


@pytest.fixture
def owned(prepared: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    copytree(prepared, folder)
    return folder


def own_column(folder: Path) -> dict[str, str]:
    """What stands in the clerk's column, by 任务编号; formulas as formulas."""
    table = office(folder).ledger["tasks"]
    first, last = table.rows[0].number, table.rows[-1].number
    column = table.left + table.headers.index(OWN)
    block = table.sheet.range((first, column), (last, column)).formula
    tasks = (str(row["task_id"]) for row in table.rows)
    return {task: str(text) for task, (text,) in zip(tasks, block, strict=True)}


Job = Callable[..., Report]
JOBS: tuple[tuple[str, Job], ...] = (
    ("distribute", distribute), ("rehearse", rehearse), ("merge", merge), ("judge", judge),
    ("chart", chart), ("undo", undo), ("selfcheck", selfcheck),
)  # fmt: skip


def test_a_column_of_the_clerks_own_is_left_alone_by_every_job(owned: Path) -> None:
    before = own_column(owned)
    assert len(before) == 68
    assert before[TASK] == f"{TASK}已阅"
    assert before["2022-001"] == '="第"&ROW()&"行"'
    send_back(owned, {"完成进度": 0.3, "最新进展": "已开工"})
    for name, job in JOBS:
        dated = (PERIOD,) if name not in {"undo", "selfcheck"} else ()
        job(office(owned).book, Quiet(), BACK, *dated)
        assert own_column(owned) == before, name
    assert office(owned).ledger["tasks"].headers.count(OWN) == 1
    assert faults_of([owned / MASTER]) == {}


def test_new_tasks_leave_it_blank(owned: Path) -> None:
    before = own_column(owned)
    path = owned.parent / "补充.csv"
    path.write_text("任务名称,牵头单位,完成时限\n修缮县档案馆,县财政局,2022-09-30\n", "utf-8")
    load(office(owned).book, Quiet(), [path], BACK)
    assert own_column(owned) == before | {"2022-069": ""}
