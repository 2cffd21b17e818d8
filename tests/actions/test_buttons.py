"""Each button as a click runs it: the recorded command in a process of its own, on a real ledger.

The file engine stands in for Excel and the workbook for the one that calls; all else is what
xlwings starts. The answer is the file that the launcher shows.
"""

import csv
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from taizhang import buttons
from taizhang.actions.decomposing import decompose
from taizhang.actions.judging import judge
from taizhang.actions.merging import merge
from taizhang.actions.setup.selfchecking import CONF
from taizhang.books.master.commands import load_commands
from taizhang.books.master.package import write_parts
from taizhang.books.presets import preset_names
from taizhang.books.resources import resource
from taizhang.commands import CommandEntry
from taizhang.office.office import Office
from taizhang.office.traces import TRACE
from taizhang.office.workplace import MASTER
from taizhang.running import NOW
from tests.actions.conftest import Quiet, moment, office, return_form
from tests.support.packages import parts_of
from tests.support.started import run_python

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COMMANDS = load_commands().commands
AT = "2022-06-28T10:30"
PERIOD = "2022-06"
BEFORE = (
    'import xlfile; xlfile.activate(); import xlwings as xw; xw.Book(r"{}").set_mock_caller(); '
)
RECORDED = {entry.sub: entry.command.python for entry in COMMANDS}
# what is no Chinese and yet a clerk's word: files, issue codes, cells, programs they know
KNOWN = re.compile(
    r"[\w（）()~$-]+\.(?:xlsx|xlsm|xls|csv|txt)|(?<![A-Za-z])[A-Z]\d{3}(?!\d)|（[A-Z]{1,2}\d+）"
    r"|\d{4}-[QHW]\d{1,2}|\.xlsx|\.csv|Excel|LibreOffice|PDF|A[0-4]"
)
# 环境自检 is read out to whoever looks after the computer
MACHINE = re.compile(r"运行环境：Python [\d.]+，\w+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a click left for the launcher."""

    level: str
    text: str

    @property
    def foreign(self) -> list[str]:
        """Words that a clerk does not know, and paths."""
        plain = MACHINE.sub("", KNOWN.sub("", self.text))
        return re.findall(r"[A-Za-z]+|\\|(?<!\w)/|Traceback", plain)


@dataclass(frozen=True, slots=True)
class Case:
    """What stands before the click, what must be so after it, and the icon of the answer."""

    prepare: Callable[[Path], None]
    check: Callable[[Path, Answer], None]
    level: str = "info"


def click(folder: Path, sub: str, name: str = "", before: str = "", code: int = 0) -> Answer:
    """Run the recorded command of that Sub; it must end well and say nothing but the answer.

    `name` is what the launcher calls the click, `before` what happens to the program beforehand.
    """
    temp = folder.parent / "临时"
    temp.mkdir(exist_ok=True)
    command = BEFORE.format(folder / MASTER) + before + RECORDED[sub]
    changed = {"TEMP": str(temp), NOW: AT, "PYTHONPATH": str(ROOT / "pytools")}
    changed |= {buttons.CLICK: name} if name else {}
    done = run_python(command, cwd=folder, env=os.environ | changed)
    assert (done.returncode, done.stderr, done.stdout) == (code, "", "")
    answer = temp / (f"taizhang-{name}.txt" if name else buttons.RESULT)
    level, _, text = answer.read_text("utf-8").partition("\n")
    return Answer(level, text)


@pytest.fixture
def folder(sent: Path, tmp_path: Path) -> Path:
    """A working folder whose forms are out, two of them back."""
    here = tmp_path / "台账"
    copytree(sent, here)
    return_form(here, "县发展和改革局", PERIOD, T027_progress=0.3, T027_latest="已开工")
    return_form(here, "县财政局", PERIOD, T027_latest="资金已拨付")
    return here


def opened(folder: Path) -> Office:
    return office(folder)


def task(folder: Path, number: str = "2022-027") -> dict[str, object]:
    return dict(opened(folder).ledger["tasks"].keyed()[number].values)


def choose(folder: Path, *files: Path) -> None:
    """What the launcher does after the clerk has chosen files."""
    book = opened(folder).book
    book.names[buttons.ARGUMENT].refers_to_range.value = "|".join(map(str, files))
    book.save()


def chosen(folder: Path) -> object:
    return opened(folder).book.names[buttons.ARGUMENT].refers_to_range.value


def nothing(_folder: Path) -> None:
    """The folder is ready as it is."""


def merged(folder: Path) -> None:
    merge(opened(folder).book, Quiet(), moment("2022-06-27T09:00"), PERIOD)


def new_list(folder: Path) -> None:
    path = folder.parent / "补充任务.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["任务名称", "牵头单位", "完成时限"])
        rows.writerow(["修缮县档案馆", "财政局", "2022年9月30日"])
        rows.writerow(["编制应急预案", "县发改局", "2022-10-31"])
    choose(folder, path)


def has_new_tasks(folder: Path, answer: Answer) -> None:
    assert "新登记任务：2项" in answer.text
    rows = [r.values for r in opened(folder).ledger["tasks"].rows]
    assert len(rows) == 70
    found = [(r["task_id"], r["name"], r["lead"], r["due"]) for r in rows[-2:]]
    assert found == [
        ("2022-069", "修缮县档案馆", "县财政局", date(2022, 9, 30)),
        ("2022-070", "编制应急预案", "县发展和改革局", date(2022, 10, 31)),
    ]
    assert chosen(folder) is None


def no_forms_yet(folder: Path) -> None:
    rmtree(folder / "下发" / PERIOD)


def has_forms(folder: Path, answer: Answer) -> None:
    assert "报送表：37份" in answer.text
    assert len(list((folder / "下发" / PERIOD).glob("*_报送表.xlsx"))) == 37
    assert (folder / "下发" / PERIOD / f"下发清单_{PERIOD}.xlsx").is_file()
    assert opened(folder).text("last_distribute") == "6月28日 10:30"


def has_merged(folder: Path, answer: Answer) -> None:
    assert "收到：2份，采用2份，未采用0份" in answer.text
    assert (task(folder)["progress"], task(folder)["latest"]) == (0.3, "已开工")
    assert opened(folder).text("last_merge") == "6月28日 10:30"
    assert list((folder / "备份").glob("*20220628-103000_汇总.xlsm"))


def has_lamps(folder: Path, answer: Answer) -> None:
    assert "研判日期：2022年6月28日" in answer.text
    rows = [r.values for r in opened(folder).ledger["tasks"].rows]
    assert all(r["state"] and r["reason"] for r in rows)
    assert len(opened(folder).ledger["judgements"].rows) == len(rows)


def has_chart(folder: Path, answer: Answer) -> None:
    assert "挂图/挂图作战图_2022-06_20220628.xlsx" in answer.text
    assert (folder / "挂图" / "挂图作战图_2022-06_20220628.xlsx").stat().st_size > 10_000


def odd_value(folder: Path) -> None:
    table = opened(folder).ledger["tasks"]
    table.set_cells([(table.keyed()["2022-027"].number, "cadence", "两周半")])
    table.sheet.book.save()


def has_findings(folder: Path, answer: Answer) -> None:
    assert "校验：发现" in answer.text
    found = opened(folder).ledger.values("findings")
    [odd] = [r for r in found if "两周半" in str(r["message"])]
    assert odd["severity"] == "错误"
    assert "《任务台账》" in str(odd["where"])
    assert task(folder)["cadence"] == "两周半"


def is_as_before(folder: Path, answer: Answer) -> None:
    assert "恢复格子" in answer.text
    assert (task(folder)["progress"], task(folder)["latest"]) == ("", "")
    reports = opened(folder).ledger.values("reports")
    assert reports
    assert {r["validity"] for r in reports} == {"已撤销"}


def is_fit(folder: Path, answer: Answer) -> None:
    assert "结论：可以使用" in answer.text
    assert "任务68项，单位37家" in answer.text
    assert "缺0个" in answer.text
    assert (folder / MASTER).is_file()


def has_only_shown(folder: Path, answer: Answer) -> None:
    assert "预演：台账没有改动" in answer.text
    assert task(folder)["progress"] == ""
    assert (folder / "备份" / f"汇总预演_{PERIOD}.xlsx").is_file()


def ruled(folder: Path) -> None:
    """The clerk has changed a cell that a department reports otherwise, and then gives way."""
    table = opened(folder).ledger["tasks"]
    table.set_cells([(table.keyed()["2022-027"].number, "progress", 0.1)])
    table.sheet.book.save()
    merged(folder)
    assert task(folder)["progress"] == 0.1
    conflicts = opened(folder).ledger["conflicts"]
    conflicts.set_cells([(r.number, "ruling", "采用报送") for r in conflicts.rows])
    conflicts.sheet.book.save()


def has_ruled(folder: Path, answer: Answer) -> None:
    assert "应用裁决：1处" in answer.text
    assert task(folder)["progress"] == 0.3
    assert [r["applied"] for r in opened(folder).ledger.values("conflicts")] == ["是"]


def notice(folder: Path) -> Path:
    text = (
        "示例县重点工作实施方案\n一、重点任务\n"
        "（一）改造老旧小区12个。2022年9月底前完成。（牵头单位：县财政局，配合单位：县水务局）\n"
        "（二）新建停车位300个。2022年10月底前完成。（牵头单位：县发展和改革局）\n"
        "示例县人民政府办公室\n2022年5月18日\n"
    )
    path = folder.parent / "方案.txt"
    path.write_text(text, "utf-8")
    return path


def notice_chosen(folder: Path) -> None:
    choose(folder, notice(folder))


def has_drafts(folder: Path, answer: Answer) -> None:
    assert "拆出任务：2项" in answer.text
    names = [str(r["name"]) for r in opened(folder).ledger.values("drafts")]
    assert len(names) == 2
    assert ["老旧小区" in names[0], "停车位" in names[1]] == [True, True]
    assert chosen(folder) is None


def one_adopted(folder: Path) -> None:
    book = opened(folder).book
    decompose(book, Quiet(), [notice(folder)], moment("2022-06-27T09:00"))
    drafts = opened(folder).ledger["drafts"]
    drafts.set_cells([(r.number, "adopt", "否") for r in drafts.rows])
    drafts.set_cells([(drafts.rows[0].number, "adopt", "是")])
    drafts.sheet.book.save()


def has_registered(folder: Path, answer: Answer) -> None:
    assert "登记任务：1项" in answer.text
    rows = [r.values for r in opened(folder).ledger["tasks"].rows]
    assert len(rows) == 69
    assert "老旧小区" in str(rows[-1]["name"])
    assert (rows[-1]["lead"], rows[-1]["due"]) == ("县财政局", date(2022, 9, 30))


def elsewhere(folder: Path) -> None:
    """The workbook knows this interpreter by another spelling."""
    home, _, name = sys.executable.rpartition(os.sep)
    book = opened(folder).book
    book.names[CONF].refers_to_range.value = f"{home}{os.sep}.{os.sep}{name}"
    book.save()


def is_mended(folder: Path, answer: Answer) -> None:
    assert re.search("修好：.*程序位置改对了", answer.text)  # on Windows the folder is trusted too
    assert opened(folder).book.names[CONF].refers_to_range.value == sys.executable


def header_renamed(folder: Path) -> None:
    table = opened(folder).ledger["tasks"]
    table.sheet.range((table.top, table.left + table.offsets["latest"])).value = "别的名字"
    table.sheet.book.save()


def has_its_header(folder: Path, answer: Answer) -> None:
    assert "修复" in answer.text
    assert "latest" in opened(folder).ledger["tasks"].offsets


def judged(folder: Path) -> None:
    """What came back is merged, and June is judged."""
    merged(folder)
    judge(opened(folder).book, Quiet(), moment("2022-06-28T09:00"), PERIOD)


def written(folder: Path, sheet: str, **row: object) -> None:
    """What a clerk has typed below the last row of a sheet."""
    table = opened(folder).ledger[sheet]
    table.append([row])  # type: ignore[list-item]
    table.sheet.book.save()


def confirmed(folder: Path) -> None:
    """One proposal of 督办记录 is confirmed."""
    judged(folder)
    table = opened(folder).ledger["supervision"]
    table.set_cells([(table.rows[0].number, "duty_state", "确认")])
    table.sheet.book.save()


def split(folder: Path) -> None:
    written(folder, "rollups", task_id="2022-057", units="龙山镇政府", progress_rule="平均")


def of_last_year(folder: Path) -> None:
    ledger = opened(folder).ledger
    table, records = ledger["summary"], ledger["reports"]
    periods = ("2021-10", "2021-11", "2021-12")
    table.append([{"period": p, "unit": "县财政局", "timing": "按时"} for p in periods])
    records.append([
        {"period": p, "unit": "县财政局", "task_id": "2022-027", "timing": "按时", "progress": 0.1}
        for p in periods
    ])  # fmt: skip
    table.sheet.book.save()


def lamps_chosen(folder: Path) -> None:
    now = opened(folder)
    now.ledger.set_settings({"lamp_plan": preset_names(resource("workbook"))[1]})
    now.ledger.book.save()


def asked_to_close(folder: Path) -> None:
    table = opened(folder).ledger["tasks"]
    number = table.keyed()["2022-027"].number
    table.set_cells([(number, "progress", 1.0), (number, "stage", "申请销号"),
                     (number, "finished", date(2022, 6, 20))])  # fmt: skip
    table.sheet.book.save()


def later_wanted(folder: Path) -> None:
    written(
        folder,
        "extensions",
        task_id="2022-027",
        asked=date(2023, 3, 31),
        applied=date(2022, 6, 20),
        why="征地未完成",
    )


def instructed(folder: Path) -> None:
    written(
        folder,
        "instructions",
        matter="路灯不亮",
        leader="副县长",
        ordered=date(2022, 6, 20),
        words="查清",
        unit="县财政局",
    )


def problem_raised(folder: Path) -> None:
    written(folder, "problems", problem_id="W-1", problem="路灯不亮", unit="县财政局")


def says(*words: str, made: str = "") -> Callable[[Path, Answer], None]:
    """A check that the answer holds these words, and that a file of that pattern is there."""

    def check(folder: Path, answer: Answer) -> None:
        assert [w for w in words if w not in answer.text] == [], answer.text
        assert not made or list(folder.glob(made))

    return check


def holds(sheet: str, *words: str) -> Callable[[Path, Answer], None]:
    """A check that the sheet has rows now, and that the answer holds these words."""

    def check(folder: Path, answer: Answer) -> None:
        assert [w for w in words if w not in answer.text] == [], answer.text
        assert opened(folder).ledger.values(sheet)

    return check


CASES = {
    "supervise": Case(judged, holds("supervision", "待定建议")),
    "slips": Case(confirmed, says("打印文书：1件", made="通报/2022/*.xlsx")),
    "bulletin": Case(judged, says("督查通报，第1期", made="通报/2022/督查通报_*.docx")),
    "board": Case(judged, says("67项任务", made="通报/2022/看板_2022-06.xlsx")),
    "score": Case(judged, says("计分：37家", made="通报/2022/考核得分_*.xlsx")),
    "rank": Case(judged, says("榜单：5个", "招商榜", made="通报/2022/榜单_2022-06.xlsx"), "warn"),
    "roll_up": Case(split, says("下级报来：0份", made="通报/2022/任务链_2022-06.xlsx"), "files"),
    "plan": Case(nothing, holds("nodes", "倒排：66项任务"), "warn"),
    "archive": Case(of_last_year, says("2021", made="归档/2021.xlsx")),
    "lamp_plan": Case(lamps_chosen, holds("lamp_rules", "亮灯")),
    "close": Case(asked_to_close, holds("closings", "新的销号申请：1项")),
    "extend": Case(later_wanted, holds("extensions", "待批：1项")),
    "problems": Case(problem_raised, holds("problems")),
    "problem_report": Case(problem_raised, says("承办", made="通报/2022-06/办理统计表_*.xlsx")),
    "registry": Case(instructed, holds("instructions", "批示在办：1件")),
    "sample": Case(nothing, holds("inspections", "抽10项")),
    "three_lists": Case(nothing, says("任务：68项", made="通报/三清单.xlsx")),
    "quarter": Case(nothing, says("应销号：2项", made="通报/2022-Q2/季度销号表_*.xlsx")),
    "five": Case(judged, says("五样都有的0项", made="挂图/单项作战图_*.xlsx"), "warn"),
    "calendar": Case(nothing, says("日历图", made="挂图/日历图_*.xlsx")),
    "duties": Case(nothing, says("核对72项", made="通报/履职核对_*.xlsx"), "warn"),
    "phases": Case(nothing, says("时间过半任务过半", made="通报/阶段小结_*.xlsx")),
    "load": Case(new_list, has_new_tasks),
    "decompose": Case(notice_chosen, has_drafts),
    "register": Case(one_adopted, has_registered),
    "distribute": Case(no_forms_yet, has_forms),
    "merge": Case(nothing, has_merged, "warn"),
    "rehearse": Case(nothing, has_only_shown, "warn"),
    "apply_rulings": Case(ruled, has_ruled),
    "check": Case(odd_value, has_findings, "warn"),
    "judge": Case(nothing, has_lamps),
    "chart": Case(nothing, has_chart),
    "undo": Case(merged, is_as_before),
    "selfcheck": Case(nothing, is_fit),
    "mend": Case(elsewhere, is_mended),
    "repair": Case(header_renamed, has_its_header, "warn"),
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.key)
def test_a_click_does_its_job_and_says_so_in_chinese(folder: Path, command: CommandEntry) -> None:
    case = CASES[command.key]
    case.prepare(folder)
    answer = click(folder, command.sub)
    assert (answer.level, answer.foreign) == (case.level, []), answer.text
    case.check(folder, answer)


def no_ledger(folder: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(folder / MASTER) as book:
        book.add_worksheet("别的")


def no_period(folder: Path) -> None:
    ledger = opened(folder).ledger
    ledger.set_settings({"period": "下个月"})
    ledger.book.save()


def no_jobs(folder: Path) -> None:
    table = opened(folder).ledger["changes"]
    table.replace([])
    table.sheet.book.save()


def nothing_back(folder: Path) -> None:
    rmtree(folder / "收件" / PERIOD)


def nothing_there(folder: Path) -> None:
    choose(folder, folder.parent / "没有这份.csv")


def broken_key(folder: Path) -> None:
    book = opened(folder).book
    book.names["meta_key"].refers_to_range.value = "不是十六进制"
    book.save()


def no_column(folder: Path) -> None:
    """The clerk has typed over a head."""
    table = opened(folder).ledger["tasks"]
    at = table.address(table.top, "reason")
    retyped = rb'\1 t="inlineStr"><is><t>' + "说不清".encode() + rb"</t></is></c>"
    rewrite(folder, rf'(<c r="{at}"[^>]*?) t="s"><v>\d+</v></c>', retyped)
    rewrite(folder, '(<tableColumn id="\\d+" name=)"状态说明"', rb'\1"' + "说不清".encode() + b'"')


def no_table(folder: Path) -> None:
    """The clerk has given a table another name."""
    for name in ("name", "displayName"):
        rewrite(folder, f' {name}="亮灯规则"', f' {name}="我的规则"'.encode())


def rewrite(folder: Path, pattern: str, text: bytes) -> None:
    """Change the workbook as Excel would, where the file engine refuses to."""
    parts = parts_of(folder / MASTER)
    tables = {n for n in parts if re.match("xl/(tables/|worksheets/sheet3.xml)", n)}
    changed = {n: re.sub(pattern.encode(), text, parts[n]) for n in tables}
    assert any(parts[n] != xml for n, xml in changed.items())
    write_parts(folder / MASTER, parts | changed)


REFUSALS = {
    "a workbook that is no ledger": (no_ledger, "TzJudge", "error", "L109", "不是督查台账"),
    "a period that cannot be read": (no_period, "TzMerge", "error", "L304", "“下个月”不是一个期次"),
    "a column that is gone": (no_column, "TzChart", "error", "L102", "没有“状态说明”列"),
    "a table that is gone": (no_table, "TzJudge", "error", "L101", "没有“亮灯规则”这张表"),
    "an inbox that is empty": (nothing_back, "TzMerge", "warn", "M301", "里没有报送表"),
    "a list that cannot be opened": (nothing_there, "TzLoad", "warn", "W207", "没有这份.csv"),
    "a list that was not chosen": (nothing, "TzLoad", "", "W208", "没有选清单文件"),
    "nothing to undo": (no_jobs, "TzUndo", "", "M302", "没有可以撤销的作业"),
    "something nobody foresaw": (broken_key, "TzMerge", "error", "W299", "程序没有做完"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_stands_in_the_way_is_named_with_the_remedy(folder: Path, name: str) -> None:
    prepare, sub, level, code, words = REFUSALS[name]
    prepare(folder)
    before = (folder / MASTER).read_bytes()
    answer = click(folder, sub)
    assert answer.level == (level or answer.level), answer.text
    assert answer.foreign == [], answer.text
    assert code in answer.text
    assert words in answer.text
    assert "办法：" in answer.text
    if level == "error":
        assert len(answer.text.splitlines()) == 1
        assert (folder / MASTER).read_bytes() == before


def test_the_trace_of_what_nobody_foresaw_is_kept_for_whoever_looks_after_it(folder: Path) -> None:
    broken_key(folder)
    kept = folder / "备份" / TRACE
    kept.write_text("上一次的\n", "utf-8")
    click(folder, "TzMerge")
    trace = kept.read_text("utf-8")
    assert trace.startswith("上一次的\nTraceback (most recent call last)")
    assert "ValueError" in trace


def test_an_answer_about_files_names_them_and_never_where_they_are(folder: Path) -> None:
    (folder / "收件" / PERIOD / "截断.xlsx").write_bytes(b"PK\x03\x04")
    answer = click(folder, "TzMerge")
    assert answer.level == "warn"
    assert "〔截断.xlsx〕" in answer.text
    assert str(folder.parent) not in answer.text
    assert answer.foreign == []


@pytest.mark.windows
def test_each_click_answers_under_its_own_name(folder: Path) -> None:
    first, other = "20220628103000000000001", "20220628103000000000002"
    assert "收到" in click(folder, "TzMerge", first).text
    assert "没有可以撤销" not in click(folder, "TzUndo", other).text
    temp = folder.parent / "临时"
    assert sorted(p.name for p in temp.glob("*.txt")) == [
        f"taizhang-{first}.txt", f"taizhang-{other}.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [r"..\..\x", "a/b", "", "长"])
def test_a_name_that_no_launcher_gives_leads_nowhere(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(buttons.CLICK, name)
    assert buttons.result_path().name == buttons.RESULT


DIES = "import os, taizhang.actions.inbox as i; i.read_inbox = lambda *a: os._exit(9); "
DIES += "import taizhang.actions.merging as m; m.read_inbox = i.read_inbox; "


@pytest.mark.windows
def test_a_job_that_dies_leaves_a_sentence(folder: Path) -> None:
    before = (folder / MASTER).read_bytes()
    answer = click(folder, "TzMerge", before=DIES, code=9)
    assert answer.level == "error"
    assert "W602" in answer.text
    assert "做到一半断了" in answer.text
    assert answer.foreign == []
    assert (folder / MASTER).read_bytes() == before


STOPS = """
import pathlib, taizhang.desk as d
shown = d.StatusBar.progress
def progress(self, text, done, total, measure='步'):
    shown(self, text, done, total, measure)
    if done == 1: self.stop.touch()
d.StatusBar.progress = progress
"""


@pytest.mark.windows
def test_a_merge_that_is_stopped_has_changed_nothing(folder: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    answer = click(folder, "TzMerge", "20220628103000000000003", f"exec({STOPS!r}); ")
    assert answer.level == "warn"
    assert "W601" in answer.text
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert not list((folder.parent / "临时").glob("*.stop")), "the next click is not stopped"
    assert "收到：2份" in click(folder, "TzMerge").text
