"""Ledgers as people and other programs leave them: one sentence, and 修复工作簿 puts it back."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from pyopenvba import ExcelFile
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

import xlfile
from taizhang.actions.setup.repairing import repair
from taizhang.books.opc import related, sheet_parts
from taizhang.cli import app
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Quiet, moment, office
from tests.support.damage import cells_cut_out, sheet_gone, table_as_cells, without_macros
from tests.support.office import convert, faults, run_script
from tests.support.old_ledgers import lost, old_ledger, parts_of, standing

pytestmark = pytest.mark.slow

PERIOD = "2022-06"


def run(*words: str) -> tuple[int, dict[str, Any]]:
    done = CliRunner().invoke(app, [*words, "--json"])
    answer: dict[str, Any] = json.loads(done.stdout)
    return done.exit_code, answer


def codes(answer: dict[str, Any]) -> list[str]:
    return [str(issue["code"]) for issue in answer["issues"]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A current ledger with tasks, nodes, reports and lamps."""
    path = old_ledger("first", tmp_path_factory.mktemp("whole") / "台账")
    assert run("upgrade", str(path))[0] == 0
    shutil.rmtree(path.parent / "备份")
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole.parent, tmp_path / "台账")
    return tmp_path / "台账" / MASTER


def with_cells(path: Path, cells: dict[tuple[str, str], str]) -> None:
    xlfile.activate()
    book = xw.Book(path)
    for (sheet, where), text in cells.items():
        book.sheets[sheet].range(where).value = text
    book.save()
    book.close()


def texts_by_sheet(path: Path) -> dict[str, set[str]]:
    """What is written on each sheet, wherever it stands, hidden sheets too."""
    book = CalamineWorkbook.from_path(path)
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {name: {str(v) for row in own for v in row} for name, own in rows.items()}


def uno(line: str) -> Callable[[Path], None]:
    return lambda path: (run_script(line + "\ndoc.store()", path), None)[1]


def merged(sheet: str, area: str) -> Callable[[Path], None]:
    """Cells merged in LibreOffice, with only the text of the first of them kept."""
    cells = f'cells = doc.Sheets.getByName("{sheet}").getCellRangeByName("{area}")'
    last = 'cells.getCellByPosition(cells.Columns.Count - 1, cells.Rows.Count - 1).String = ""'
    return uno(f"{cells}\n{last}\ncells.merge(True)")


def removed(sheet: str) -> Callable[[Path], None]:
    return uno(f'doc.Sheets.removeByName("{sheet}")')


@dataclass(frozen=True)
class Damage:
    """What was done; the job that meets it and its code; what is put back, with which notes."""

    name: str
    do: Callable[[Path], None]
    job: tuple[str, ...]
    code: str
    words: str
    back: tuple[str, ...]
    notes: tuple[str, ...] = ("L154",)


JUDGE, CHECK = ("judge", "--period", PERIOD, "--on", "2022-06-28"), ("check",)
DAMAGES = (
    Damage(
        "a column deleted", uno('doc.Sheets.getByName("任务台账").Columns.removeByIndex(12, 1)'),
        JUDGE, "L102", "“任务台账”里没有“责任领导”列", ("“任务台账”的“责任领导”列",), ("L154", "L156"),
    ),
    Damage(
        "a column renamed", lambda p: with_cells(p, {("任务台账", "Y2"): "办到哪了"}),
        JUDGE, "L102", "“任务台账”里没有“完成进度”列", ("“任务台账”的“完成进度”列",), ("L154", "L155"),
    ),
    Damage(
        "a sheet deleted", lambda p: sheet_gone(p, "亮灯规则"), JUDGE, "L101", "没有“亮灯规则”这张表",
        ("“亮灯规则”表",), ("L154", "L157"),
    ),
    Damage(  # which then makes plain cells of the table on the next sheet, too
        "a sheet deleted in LibreOffice", removed("亮灯规则"), JUDGE, "L101", "这张表",
        ("“亮灯规则”表",), ("L154", "L157"),
    ),
    Damage(
        "a table made plain cells", lambda p: table_as_cells(p, "任务台账"),
        JUDGE, "L101", "没有“任务台账”这张表", ("“任务台账”的表格",),
    ),
    Damage(
        "a column cut out as cells", cells_cut_out, CHECK, "L102", "“调研记录”里没有“地点”列",
        ("“调研记录”的“地点”列",), ("L154", "L156"),
    ),
    Damage(
        "two headers merged", merged("任务台账", "M2:N2"), JUDGE, "L102", "列",
        ("“任务台账”表里被合并掉的单元格",),
    ),
    Damage(
        "cells of a column that judging writes merged", merged("任务台账", "AE4:AE6"),
        (*JUDGE[:-1], "2022-07-28"), "W211", "合并", ("“任务台账”表里被合并掉的单元格",),
    ),
    Damage("the fields gone", removed("_fields"), JUDGE, "L109", "不是督查台账", ("列名底表",)),
    Damage(
        "the identity gone", removed("_meta"), JUDGE, "L109", "不是督查台账",
        ("台账编号",), ("L154", "L158"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.name)
def test_one_sentence_then_repair_then_the_job_runs(damage: Damage, path: Path) -> None:
    before = texts_by_sheet(path)
    damage.do(path)
    harmed = path.read_bytes()
    code, answer = run(damage.job[0], str(path), *damage.job[1:])
    assert (code, answer["ok"], codes(answer)) == (2, False, [damage.code])
    assert damage.words in answer["issues"][0]["message"]
    assert "修复工作簿" in answer["issues"][0]["hint"]
    assert path.read_bytes() == harmed
    code, answer = run("repair", str(path))
    assert code == 0, answer
    assert set(damage.back) <= set(answer["repaired"])
    assert set(damage.notes) <= set(codes(answer))
    assert list((path.parent / "备份").glob("*_修复.xlsm"))
    assert faults(path) == []
    after = texts_by_sheet(path)
    texts = {text for own in after.values() for text in own}
    for number in range(1, 6):
        assert f"2022-{number:03}" in texts
    assert set(before) <= set(after)
    code, answer = run(damage.job[0], str(path), *damage.job[1:])
    assert code in {0, 1}, answer


def test_repair_of_a_sound_ledger_changes_no_cell(path: Path) -> None:
    before = standing(path)
    code, answer = run("repair", str(path))
    assert (code, answer["repaired"], answer["issues"]) == (0, [], [])
    assert lost(before, standing(path)) == {}


def test_a_renamed_column_keeps_its_data(path: Path) -> None:
    before = [r["progress"] for r in office(path.parent).ledger["tasks"].rows]
    with_cells(path, {("任务台账", "Y2"): "办到哪了"})
    run("repair", str(path))
    after = office(path.parent).ledger["tasks"]
    assert [r["progress"] for r in after.rows] == before
    assert after.headers[after.offsets["progress"]] == "完成进度"


def test_a_column_of_the_office_is_not_taken_for_a_missing_one(path: Path) -> None:
    """其说法 holds words, 完成值 numbers: what is missing is made anew, the office's stays."""
    with_cells(path, {("任务台账", "X2"): "其说法", ("任务台账", "X3"): "尚可"})
    code, answer = run("repair", str(path))
    assert code == 0
    assert {"L154", "L156"} <= set(codes(answer))
    assert "L155" not in codes(answer)
    headers = office(path.parent).ledger["tasks"].headers
    assert {"其说法", "完成值"} <= set(headers)


def test_the_identity_comes_back_from_the_backups(path: Path) -> None:
    known = office(path.parent).ledger.meta
    assert run("judge", str(path), "--period", PERIOD, "--on", "2022-06-28")[0] == 0
    removed("_meta")(path)
    code, answer = run("repair", str(path))
    assert code == 0
    assert "L158" not in codes(answer)
    again = office(path.parent).ledger.meta
    assert (again["ledger_id"], again["key"]) == (known["ledger_id"], known["key"])


def test_selfcheck_says_what_was_dropped_and_repair_puts_it_back(path: Path) -> None:
    assert "W522" not in codes(run("selfcheck", str(path))[1])
    without_macros(path)
    _, answer = run("selfcheck", str(path))
    [said] = [i for i in answer["issues"] if i["code"] == "W522"]
    assert "宏、功能区" in said["message"]
    code, answer = run("repair", str(path))
    assert code == 0
    assert {"宏", "功能区"} <= set(answer["repaired"])
    assert "W522" not in codes(run("selfcheck", str(path))[1])
    assert faults(path) == []
    with ExcelFile(path) as host:
        assert "Commands" in host.module_names()
        assert host.validate() == []


def test_the_front_page_is_put_back(path: Path) -> None:
    removed("首页")(path)
    code, answer = run("repair", str(path))
    assert code == 0
    assert "“首页”页" in answer["repaired"]
    assert next(iter(standing(path))) == "首页"
    assert faults(path) == []


def test_a_setting_that_was_deleted_comes_back(path: Path) -> None:
    table = office(path.parent).ledger["settings"]
    row = next(r.number for r in table.rows if r["setting"] == "chart_grid")
    table.set_cells((row, key, "") for key in table.spec.keys)
    table.sheet.book.save()
    table.sheet.book.close()
    code, answer = run("judge", str(path), "--period", PERIOD, "--on", "2022-06-28")
    assert code == 0, answer
    assert "参数“挂图时间格”" in answer["issues"][0]["message"]
    assert office(path.parent).ledger.settings["chart_grid"] == "旬"


def test_an_open_workbook_is_repaired_too(path: Path) -> None:
    """As a click does it: through the xlwings API, the parts left alone."""
    table_as_cells(path, "节点计划")
    removed_macros = parts_of(path)["xl/vbaProject.bin"]
    xlfile.activate()
    done = repair(xw.Book(path), Quiet(), moment("2022-06-28T10:00"))
    assert done.data["repaired"] == ["“节点计划”的表格"]
    assert parts_of(path)["xl/vbaProject.bin"] == removed_macros
    assert [r["node"] for r in office(path.parent).ledger["nodes"].rows] == ["完成招标", "开工建设"]


FORMATS = {".ods": ".ods", ".xls": ".xls"}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_master_in_another_format_is_told_to_be_saved_as_xlsm(
    kind: str, path: Path, tmp_path: Path
) -> None:
    made = convert(path, tmp_path, kind.removeprefix("."))
    other = path.with_suffix(kind)
    shutil.copyfile(made, other)
    renamed = path.with_name("改名.xlsm")
    shutil.copyfile(made, renamed)
    for file in (other, renamed):
        for command in ("judge", "repair"):
            code, answer = run(command, str(file))
            assert (code, codes(answer)) == (2, ["W521"])
            assert f"是{FORMATS[kind]}格式" in answer["issues"][0]["message"]
            assert ".xlsm" in answer["issues"][0]["hint"]


def test_a_damaged_file_is_not_said_to_be_of_another_format(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    for command in ("judge", "repair"):
        code, answer = run(command, str(path))
        assert (code, codes(answer)) == (2, ["W204"])


def test_what_a_table_lists_follows_its_header(path: Path) -> None:
    cells_cut_out(path)
    run("repair", str(path))
    parts = parts_of(path)
    sheet = sheet_parts(parts)["调研记录"]
    names = re.findall(rb'<tableColumn [^>]*name="([^"]+)"', parts[related(parts, sheet, "table")])
    assert [n.decode() for n in names] == [
        "日期", "领导（职务）", "课题与内容", "发现问题", "关联任务", "至", "半天", "课题名称",
        "陪同人数", "进企业", "已解决问题", "转为", "转为编号", "地点",
    ]  # fmt: skip
