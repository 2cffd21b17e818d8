"""Jobs with an office's own templates in 模板/ beside the workbook."""

from pathlib import Path
from shutil import copytree

import pytest
import xlwings as xw
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import xlfile
from taizhang.actions.charting import chart
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.loading import load
from taizhang.actions.merging import merge
from taizhang.actions.setup.creating import init
from taizhang.books.resources import OWN
from taizhang.office.report import CannotRun, Report
from tests.actions.conftest import IDENTITY, Quiet
from tests.actions.test_layout_change import (
    BACK,
    LISTS,
    LOADED,
    PERIOD,
    SENT,
    TASK,
    UNIT,
    send_back,
)

FORM = """
guide = "先看这页"
[tasks]
columns = [
  { key = "task_id", of = "task_id", width = 10.5 },
  { key = "name", of = "name", width = 30 },
  { key = "progress", of = "progress", label = "推进到几成", width = 12, fill = true },
  { key = "latest", of = "latest", label = "这一期做了什么", width = 40, fill = true, blank = "required" },
  { key = "leader", of = "leader", width = 14, fill = true },
]
[texts]
heading = "重点工作进展表"
strip = "{place}　只填黄色格　截止{deadline}"
"""
WORDS = '[reminder]\nsilent_after = "截至{now}，还差{count}家：{units}。"\n[return]\nsection = "请改这些"\n'
CHART = '[texts]\nasof = "数据截至{on}"\n'


def run(folder: Path, name: str) -> Report:
    jobs = {"merge": merge, "judge": judge, "chart": chart, "distribute": distribute}
    book = xw.Book(str(folder / "督查台账.xlsm"))
    moment = SENT if name == "distribute" else BACK
    try:
        return jobs[name](book, Quiet(), moment, PERIOD)
    finally:
        book.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger made from a source with templates, its forms sent and one come back."""
    xlfile.activate()
    source, folder = (tmp_path_factory.mktemp(name) for name in ("source", "office"))
    for name, text in (("form", FORM), ("reminder", WORDS), ("wallchart", CHART)):
        (source / OWN).mkdir(exist_ok=True)
        (source / OWN / f"{name}.toml").write_text(text, "utf-8")
    init(folder, source=source, identity=IDENTITY)
    book = xw.Book(str(folder / "督查台账.xlsm"))
    load(book, Quiet(), LISTS, LOADED)
    book.close()
    run(folder, "distribute")
    send_back(folder, {"推进到几成": "七成", "这一期做了什么": "完成第一批", "责任领导": "主任"})
    for job in ("merge", "judge", "chart"):
        assert {i.code for i in run(folder, job).issues} & {"W680", "W681"} == set()
    return folder


def test_the_form_is_the_offices_own(played: Path) -> None:
    book = load_workbook(played / "下发" / PERIOD / f"{UNIT}_{PERIOD}_报送表.xlsx")
    assert book.sheetnames[0] == "先看这页"
    assert book["先看这页"]["A1"].value == "重点工作进展表"
    heads = [cell.value for cell in book["任务填报"][3]]
    assert heads == ["任务编号", "任务名称", "推进到几成", "这一期做了什么", "责任领导"]


def test_what_came_back_is_read_by_it(played: Path) -> None:
    book = xw.Book(str(played / "督查台账.xlsm"))
    block = book.sheets["任务台账"].tables[0].range.value
    book.close()
    row = dict(zip(block[0], next(r for r in block if r[0] == TASK), strict=True))
    assert (row["完成进度"], row["最新进展"], row["责任领导"]) == (0.7, "完成第一批", "主任")


def test_our_own_words_are_quoted_to_nobody(played: Path) -> None:
    """What an own template prints is known as ours when the form comes back."""
    codes = {issue.code for issue in run(played, "merge").issues}
    assert not codes & {"F411", "F412", "F413"}, codes


def test_reminder_and_chart_speak_its_words(played: Path) -> None:
    assert "还差" in (played / "通报" / f"催办_{PERIOD}.txt").read_text("utf-8-sig")
    chart_file = next((played / "挂图").glob("*.xlsx"))
    book = CalamineWorkbook.from_path(chart_file)
    words = {cell for row in book.get_sheet_by_index(0).to_python() for cell in row}
    assert any(str(word).startswith("数据截至") for word in words)


def test_a_broken_chart_is_drawn_as_shipped_and_named(played: Path, tmp_path: Path) -> None:
    folder = Path(copytree(played, tmp_path / "台账"))
    (folder / OWN / "wallchart.toml").write_text("[page]\nwidth = 宽\n", "utf-8")
    report = run(folder, "chart")
    assert [i.code for i in report.issues if i.code.startswith("W68")] == ["W680"]
    assert report.exit_code == 0
    assert report.files


def test_a_broken_form_stops_what_needs_it_and_nothing_else(played: Path, tmp_path: Path) -> None:
    folder = Path(copytree(played, tmp_path / "台账"))
    before = (folder / "督查台账.xlsm").read_bytes()
    (folder / OWN / "form.toml").write_text("[tasks\n", "utf-8")
    for job in ("distribute", "merge"):
        with pytest.raises(CannotRun) as refused:
            run(folder, job)
        assert refused.value.issue.code == "W681"
        assert (folder / "督查台账.xlsm").read_bytes() == before
    assert run(folder, "judge").exit_code == 0


def test_a_new_ledger_is_not_made_from_a_broken_form(tmp_path: Path) -> None:
    (tmp_path / "自己的" / OWN).mkdir(parents=True)
    (tmp_path / "自己的" / OWN / "form.toml").write_text("guide = 3\n", "utf-8")
    with pytest.raises(CannotRun) as refused:
        init(tmp_path / "台账", source=tmp_path / "自己的")
    assert refused.value.issue.code == "W681"
    assert not (tmp_path / "台账").exists()
