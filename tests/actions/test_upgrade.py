"""Ledgers of earlier programs, opened by this one: all that is new is added, nothing is lost."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from pyopenvba import ExcelFile
from typer.testing import CliRunner

import xlfile
from taizhang.actions.judging import judge
from taizhang.actions.setup.creating import init
from taizhang.books.layout import load_layout
from taizhang.books.ledger import BrokenLedger, Ledger
from taizhang.books.master.colours import FIRST_COLUMN
from taizhang.books.master.commands import load_commands
from taizhang.books.master.package import write_parts
from taizhang.books.opc import sheet_parts
from taizhang.cli import app
from taizhang.core.roles import LAMP_WORDS, state_lamps
from taizhang.core.schema import SCHEMA, Column, Layout, SheetSpec
from taizhang.office import office as office_module
from taizhang.office import upgrading
from taizhang.office.workplace import MASTER
from tests.actions.conftest import IDENTITY, Quiet, moment, office
from tests.support.office import faults, recalculated, run_script
from tests.support.old_ledgers import OLD, lost, old_ledger, parts_of, standing

pytestmark = pytest.mark.slow

NOW = moment("2022-06-28T10:00")


def run(*words: str) -> tuple[int, dict[str, Any]]:
    done = CliRunner().invoke(app, [*words, "--json"])
    answer: dict[str, Any] = json.loads(done.stdout)
    return done.exit_code, answer


def codes(answer: dict[str, Any]) -> list[str]:
    return [str(issue["code"]) for issue in answer["issues"]]


@pytest.fixture(scope="module", params=OLD)
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, dict[str, Any]]:
    """An old ledger after `taizhang upgrade`: which, where, and what was said."""
    path = old_ledger(request.param, tmp_path_factory.mktemp("old") / "台账")
    code, answer = run("upgrade", str(path))
    assert code == 0, answer
    return request.param, path, answer


def test_it_says_in_one_sentence_what_was_added(upgraded: tuple[str, Path, dict[str, Any]]) -> None:
    _, _, answer = upgraded
    assert codes(answer)[0] == "L151"
    assert answer["issues"][0]["message"].startswith("这本台账是旧版的，已补上“")


def test_nothing_of_the_old_ledger_is_lost(
    upgraded: tuple[str, Path, dict[str, Any]], tmp_path: Path
) -> None:
    name, path, _ = upgraded
    before = standing(old_ledger(name, tmp_path))
    after = standing(path)
    choices = {where: text for where, text in before.pop("选项").items() if "wide" not in where}
    assert choices.items() <= after["选项"].items()
    own = before.get("本单位统计", {})
    assert own.pop("B3", None) in {None, "=首页!B5"}  # follows the page; see below
    assert lost(before, after) == {}
    order = [sheet for sheet in after if sheet in before]
    assert order == list(before)


def test_colours_follow_the_words_of_the_office_from_then_on(
    upgraded: tuple[str, Path, dict[str, Any]],
) -> None:
    parts = parts_of(upgraded[1])
    sheets = sheet_parts(parts)
    for label in ("任务台账", "研判记录", "亮灯规则", "问题台账"):
        rules = re.findall("<cfRule.*?</cfRule>", parts[sheets[label]].decode())
        named = [r for r in rules if "cellIs" in r or re.search(r'[A-Z]3(<>|=)"[^"]+销号"', r)]
        assert named == [], label
    tasks = parts[sheets["任务台账"]].decode()
    lamps = re.findall('state_colours,2,FALSE\\),""\\)="(.+?)"', tasks)
    assert sorted(lamps) == sorted(LAMP_WORDS)
    calculated = recalculated(upgraded[1], upgraded[1].parent)["计算"]
    words = {row[FIRST_COLUMN]: row[FIRST_COLUMN + 1] for row in reversed(calculated[1:])}
    wanted = load_rules(upgraded[1])
    assert {word: words[word] for word in wanted} == wanted


def load_rules(path: Path) -> dict[str, str]:
    """The states of the ledger's own rules with the colour that Python gives them."""
    xlfile.activate()
    book = xw.Book(path)
    rows = Ledger(book, load_layout()).values("lamp_rules")
    book.close()
    colours = state_lamps(rows)
    return {str(row["state"]): colours[str(row["state"])] for row in rows if row["state"]}


def test_a_copy_from_before_lies_in_the_backups(
    upgraded: tuple[str, Path, dict[str, Any]], tmp_path: Path
) -> None:
    name, path, _ = upgraded
    [copy] = (path.parent / "备份").iterdir()
    assert parts_of(copy) == parts_of(old_ledger(name, tmp_path))


def test_it_has_all_that_a_new_ledger_has(
    upgraded: tuple[str, Path, dict[str, Any]], tmp_path: Path
) -> None:
    _, path, _ = upgraded
    init(tmp_path / "新", identity=IDENTITY)
    xlfile.activate()
    target = tmp_path / "新.xlsm"
    shutil.copyfile(tmp_path / "新" / MASTER, target)
    books = [xw.Book(p) for p in (path, target)]
    old, new = (Ledger(book, load_layout()) for book in books)
    assert old.built == new.built
    assert old.version == new.version == SCHEMA
    assert set(old.settings) == set(new.settings)
    assert old.lists == new.lists
    assert {n.name for n in books[1].names} <= {n.name for n in books[0].names}
    for key in new.layout.sheets:
        assert set(new[key].offsets) <= set(old[key].offsets)
    assert new.meta.keys() == old.meta.keys()


def test_every_button_is_there(upgraded: tuple[str, Path, dict[str, Any]]) -> None:
    _, path, _ = upgraded
    parts = parts_of(path)
    drawings = b"".join(x for n, x in parts.items() if n.startswith("xl/drawings/drawing"))
    commands = load_commands()
    for entry in (*commands.primary, *commands.tools):
        assert f'macro="[0]!{entry.sub}"'.encode() in drawings
    ribbon = parts["customUI/customUI14.xml"].decode()
    with ExcelFile(path) as host:
        modules = {name: host.get_module(name) for name in host.module_names()}
        assert host.validate() == []
    for entry in commands.commands:
        assert f'onAction="{entry.command.callback}"' in ribbon
        assert f"Sub {entry.sub}()" in modules["Commands"]


def test_the_offices_own_macros_stay(upgraded: tuple[str, Path, dict[str, Any]]) -> None:
    name, path, _ = upgraded
    with ExcelFile(path) as host:
        own = [module for module in host.module_names() if module == "Office"]
        assert own == (["Office"] if name == "middle" else [])
        assert not own or "Sub OfficeOwn()" in host.get_module("Office")


def test_what_was_written_on_a_page_is_kept(upgraded: tuple[str, Path, dict[str, Any]]) -> None:
    name, path, answer = upgraded
    sheets = standing(path)
    assert "首页" in sheets
    if name == "first":
        assert "首页（旧）" not in sheets
        assert "L159" not in codes(answer)
    else:
        assert sheets["首页（旧）"]["B27"] == "值班电话：见门口"
        assert sheets["本单位统计"]["B3"] == "='首页（旧）'!B5"
        assert codes(answer).count("L159") == 1


def test_two_foreign_readers_take_it(
    upgraded: tuple[str, Path, dict[str, Any]], tmp_path: Path
) -> None:
    name, path, _ = upgraded
    assert faults(path) == []
    shown = recalculated(path, tmp_path)
    home = {str(cell) for row in shown["首页"] for cell in row}
    assert {"任务总数", "5"} <= home
    assert not {cell for cell in home if cell.startswith("#")}
    if name == "middle":
        assert shown["本单位统计"][1][1] == 5


def test_upgrading_again_changes_nothing(
    upgraded: tuple[str, Path, dict[str, Any]], tmp_path: Path
) -> None:
    _, path, _ = upgraded
    folder = tmp_path / "台账"
    shutil.copytree(path.parent, folder)
    before = (folder / MASTER).read_bytes()
    code, answer = run("upgrade", str(folder / MASTER))
    assert (code, answer["upgraded"], answer["issues"]) == (0, False, [])
    assert (folder / MASTER).read_bytes() == before
    assert len(list((folder / "备份").iterdir())) == 1


@pytest.mark.parametrize("name", OLD)
def test_a_job_brings_an_old_ledger_up_and_then_runs(name: str, tmp_path: Path) -> None:
    path = old_ledger(name, tmp_path / "台账")
    code, answer = run("distribute", str(path), "--period", "2022-07", "--on", "2022-07-01")
    assert code == 0, answer
    assert codes(answer)[0] == "L151"
    assert answer["forms"] == 4
    again = run("judge", str(path), "--period", "2022-07", "--on", "2022-07-02")
    assert again[0] == 0, again
    assert "L151" not in codes(again[1])


def test_an_old_form_comes_back_to_the_upgraded_ledger(tmp_path: Path) -> None:
    """Labels of the office go on in forms that are sent afterwards."""
    path = old_ledger("middle", tmp_path / "台账")
    run("distribute", str(path), "--period", "2022-07", "--on", "2022-07-01")
    sent = path.parent / "下发" / "2022-07" / "示例市水利局_2022-07_报送表.xlsx"
    book = xw.Book(sent)
    heads = book.sheets["任务填报"].range("A3:Z3").value
    book.close()
    assert {"形象进度", "事项名称"} <= set(heads)


# The open workbook, as in Excel: sheets through the xlwings API alone


@pytest.mark.parametrize("name", OLD)
def test_an_open_workbook_is_completed_without_its_parts(name: str, tmp_path: Path) -> None:
    path = old_ledger(name, tmp_path / "台账")
    before = standing(path)
    before.pop("选项")
    macros = parts_of(path)["xl/vbaProject.bin"]
    xlfile.activate()
    done = judge(xw.Book(path), Quiet(), NOW, "2022-06")
    assert done.data["period"] == "2022-06"
    after = standing(path)
    for sheet in ("研判记录", "任务台账", "督办记录", "校验结果", "参数设置"):
        before.pop(sheet)  # the job's own work
    assert lost(before, after) == {}
    assert parts_of(path)["xl/vbaProject.bin"] == macros
    assert faults(path) == []
    assert office(path.parent).ledger["placeholders"].rows


def test_a_click_says_that_buttons_are_older_still(tmp_path: Path) -> None:
    path = old_ledger("first", tmp_path / "台账")
    xlfile.activate()
    book = xw.Book(path)
    said = upgrading.bring_up(book).as_said_in_excel().notes
    assert [issue.code for issue in said] == ["L151", "L153"]
    assert upgrading.bring_up(book).as_said_in_excel().notes == ()


# A schema to come: one more column of each kind, one more sheet, setting, list and rule

NEW = (
    Column("secretary", "督办人", width=12, required=True),
    Column("checked", "核查日期", kind="date", width=11),
    Column("grade", "评级", kind="choice", list="grades", width=8),
    Column("weight", "权重", kind="number", width=8),
)
SHEET = SheetSpec("boards", "看板", "看板（每周一次）", (
    Column("week", "周次", required=True), Column("day", "日期", kind="date", width=12),
    Column("board_note", "说明", kind="long", width=30), Column("board_id", "标识", hidden=True),
))  # fmt: skip


def to_come(*_: object, **__: object) -> Layout:
    layout = load_layout()
    tasks = layout["tasks"]
    rule = {
        "rule": "新规则",
        "condition": "进度 > 90",
        "lamp": "绿",
        "state": "正常",
        "since": SCHEMA,
    }
    return replace(
        layout,
        sheets={**layout.sheets, "tasks": replace(tasks, columns=(*tasks.columns[:6], *NEW, *tasks.columns[6:])),
                "boards": SHEET},
        lists={**layout.lists, "grades": ("好", "较好", "一般")},
        settings=(*layout.settings, {"setting": "board_day", "label": "看板日", "value": "周一", "note": "每周"}),
        lamp_rules=(*layout.lamp_rules, rule),
    )  # fmt: skip


@pytest.fixture
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of a day to come."""
    for module in (upgrading, office_module):
        monkeypatch.setattr(module, "load_layout", to_come)


@pytest.mark.usefixtures("_later")
@pytest.mark.parametrize("name", OLD)
def test_columns_sheets_settings_lists_and_rules_are_added(name: str, tmp_path: Path) -> None:
    path = old_ledger(name, tmp_path / "台账")
    before = standing(path)
    before.pop("选项")
    xlfile.activate()
    done = upgrading.bring_up(xw.Book(path))
    assert done.notes[0].message.startswith("这本台账是旧版的，已补上“")
    assert {"placeholders", "boards"} <= set(done.lacks.sheets)
    assert {("tasks", column.key) for column in NEW} <= set(done.lacks.columns)
    assert lost(before, standing(path)) == {}
    assert faults(path) == []
    ledger = office(path.parent).ledger
    table = ledger["tasks"]
    coming = [c.label for c in NEW]
    assert [head for head in table.headers if head in coming] == coming
    assert len(table.rows) == 5
    cell = table.sheet.range(table.address(table.rows[0].number, "grade"))
    assert cell.data_validation.source == "=list_grades"
    head, like = (
        table.sheet.range((table.top, table.left + table.offsets[k])) for k in ("secretary", "lead")
    )
    assert (head.color, head.font.color) == (like.color, like.font.color)
    assert ledger.settings["board_day"] == "周一"
    assert ledger["boards"].rows == []
    rules = {r["rule"]: r["enabled"] for r in ledger["lamp_rules"].rows}
    assert rules["新规则"] == "否"
    table.set_cells([(table.rows[0].number, "weight", 3.0)])
    ledger["boards"].append([{"week": "第1周", "board_id": "x"}])
    assert upgrading.bring_up(ledger.book).notes == ()


@pytest.mark.usefixtures("_later")
def test_a_column_of_the_office_beside_the_table_becomes_part_of_it(tmp_path: Path) -> None:
    path = old_ledger("middle", tmp_path / "台账")
    xlfile.activate()
    upgrading.bring_up(xw.Book(path))
    table = office(path.parent).ledger["tasks"]
    own = table.headers.index("县长批示")
    assert table.headers[own - 1] == "分管秘书"
    assert own < min(table.headers.index(c.label) for c in NEW)
    assert table.sheet.range((table.top + 2, table.left + own)).value == "请抓紧"


@pytest.mark.usefixtures("_later")
def test_what_stands_in_the_way_is_named_and_nothing_is_changed(tmp_path: Path) -> None:
    path = old_ledger("first", tmp_path / "台账")
    xlfile.activate()
    book = xw.Book(path)
    whole = book.sheets["任务台账"].tables["任务台账"].range
    obstacle = whole.sheet.range((whole.row + 3, whole.column + whole.columns.count + 1))
    obstacle.value = "勿动"
    book.save()
    book.close()
    before = path.read_bytes()
    with pytest.raises(BrokenLedger) as caught:
        upgrading.bring_up(xw.Book(path))
    assert caught.value.issue.code == "L152"
    assert obstacle.get_address(False, False) in caught.value.issue.message
    assert path.read_bytes() == before


# Newer than the program


def test_a_newer_ledger_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    init(folder, identity=IDENTITY)
    xlfile.activate()
    book = xw.Book(folder / MASTER)
    book.names["meta_schema"].refers_to_range.value = f"'{SCHEMA + 1}"
    book.save()
    book.close()
    before = (folder / MASTER).read_bytes()
    for command in ("judge", "upgrade", "selfcheck", "repair"):
        code, answer = run(command, str(folder / MASTER))
        assert (code, answer["ok"], codes(answer)) == (2, False, ["L150"])
    assert "升级" in answer["issues"][0]["hint"]
    assert (folder / MASTER).read_bytes() == before


def test_a_new_ledger_is_current(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    init(folder, identity=IDENTITY)
    code, answer = run("upgrade", str(folder / MASTER))
    assert (code, answer["upgraded"]) == (0, False)
    assert list((folder / "备份").iterdir()) == []


# As other programs save it


def test_a_ledger_saved_by_libreoffice_is_brought_up_too(tmp_path: Path) -> None:
    path = old_ledger("first", tmp_path / "台账")
    run_script("doc.store()", path)
    before = standing(path)
    before.pop("选项")
    code, answer = run("upgrade", str(path))
    assert code == 0, answer
    assert "首页（旧）" not in standing(path)
    assert {w for w in lost(before, standing(path)) if "wide" not in w and "fill" not in w} == set()


def test_macros_that_nobody_can_read_stay_and_stop_nothing(tmp_path: Path) -> None:
    path = old_ledger("first", tmp_path / "台账")
    parts = parts_of(path) | {"xl/vbaProject.bin": b"not a project"}
    write_parts(path, parts)
    code, answer = run("judge", str(path), "--period", "2022-06", "--on", "2022-06-28")
    assert code == 0, answer
    assert {"L151", "W520"} <= set(codes(answer))
    assert parts_of(path)["xl/vbaProject.bin"] == b"not a project"
