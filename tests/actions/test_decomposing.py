"""A 方案 becomes drafts, and confirmed drafts become tasks; the text is our own."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from taizhang import notices
from taizhang.actions.decomposing import decompose
from taizhang.actions.registering import register
from taizhang.cli import app
from taizhang.office.report import CannotRun, Desk
from taizhang.office.traces import TRACE
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Opener, moment, office

NOW = moment("2022-06-01T09:00")
NOTICE = """示例县人民政府办公室关于印发《“清河行动”实施方案》的通知

各乡(镇)政府,县直各有关部门:

现将方案印发给你们,请认真贯彻执行。

示例县人民政府办公室
2022年5月10日

“清河行动”实施方案

一、总体要求

坚持水岸同治,改善水环境。

二、重点任务

(一)整治排污口。9月底前完成排污口整治30个以上。(牵头单位:县生态环境局;责任单位:县水务局、县住建局)

(二)建设巡河步道。7月底前动工,2022年底前完工。(牵头单位:县水务局;责任单位:县财政局)

(三)开展宣传。每季度至少组织一次宣传活动。(县河湖中心、县教育局负责)

(四)清理河道垃圾。适时开展集中清理。(责任单位:各乡(镇)政府)
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "清河行动方案.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def worked_on(folder: Path, *cells: tuple[int, str, str]) -> list[int]:
    """The clerk writes into drafts: (which draft, column, value); returns the rows of all."""
    now = office(folder)
    table = now.ledger["drafts"]
    rows = [row.number for row in table.rows]
    table.set_cells([(rows[which], key, value) for which, key, value in cells])
    now.book.save()
    return rows


def test_each_task_becomes_a_draft_with_its_source(
    loaded: Path, fresh: Opener, desk: Desk, notice: Path
) -> None:
    folder, book = fresh(loaded)
    done = decompose(book, desk, [notice], NOW)
    assert done.data["tasks"] == 4
    rows = office(folder).ledger.values("drafts")
    first, second, third, fourth = rows
    assert (first["lead"], first["co"]) == ("县生态环境局", "县水务局、县住房和城乡建设局")
    assert (str(first["due"]), first["target"], first["measure"]) == ("2022-09-30", 30, "个")
    assert "排污口" in str(first["content"])
    assert (str(second["due"]), second["nodes"]) == ("2022-12-31", "动工|2022-07-31")
    assert third["cadence"] == "季"
    assert third["lead"] == ""
    assert "没有写谁牵头" in str(third["doubt"])
    assert "县河湖中心" in str(third["doubt"])
    assert "适时" in str(fourth["doubt"])
    assert fourth["confidence"] != "高"


def test_doubtful_cells_are_yellow_and_sure_ones_are_not(
    loaded: Path, fresh: Opener, desk: Desk, notice: Path
) -> None:
    folder, book = fresh(loaded)
    decompose(book, desk, [notice], NOW)
    table = office(folder).ledger["drafts"]
    first, third = table.rows[0].number, table.rows[2].number
    assert table.sheet.range(table.address(third, "lead")).color == (255, 242, 168)
    assert table.sheet.range(table.address(first, "lead")).color is None


def test_confirmed_drafts_enter_the_ledger_once(
    loaded: Path, fresh: Opener, desk: Desk, notice: Path
) -> None:
    folder, book = fresh(loaded)
    decompose(book, desk, [notice], NOW)
    worked_on(folder, (2, "lead", "县教体局"), (3, "adopt", "否"))
    done = register(office(folder).book, desk, NOW)
    assert (done.data["tasks"], done.data["nodes"]) == (3, 1)
    ledger = office(folder).ledger
    new = ledger.values("tasks")[-3:]
    assert [r["task_id"] for r in new] == ["2022-069", "2022-070", "2022-071"]
    assert new[2]["lead"] == "县教育和体育局"
    assert ledger.values("nodes")[-1]["node"] == "动工"
    marks = [r["registered"] for r in ledger.values("drafts")]
    assert marks == ["2022-069", "2022-070", "2022-071", ""]
    assert "县河湖中心" in [r["unit"] for r in ledger.values("units")]
    with pytest.raises(CannotRun) as refusal:
        register(office(folder).book, desk, NOW)
    assert refusal.value.issue.code == "N211"


def test_reading_again_keeps_what_was_registered(
    loaded: Path, fresh: Opener, desk: Desk, notice: Path
) -> None:
    folder, book = fresh(loaded)
    decompose(book, desk, [notice], NOW)
    register(office(folder).book, desk, NOW)
    decompose(office(folder).book, desk, [notice], NOW)
    rows = office(folder).ledger.values("drafts")
    assert len([r for r in rows if r["registered"] != ""]) == 4
    assert len(rows) == 8


def test_another_notice_leaves_the_drafts_that_are_being_worked_on(
    loaded: Path, fresh: Opener, desk: Desk, notice: Path
) -> None:
    folder, book = fresh(loaded)
    decompose(book, desk, [notice], NOW)
    first, _, third, _ = worked_on(folder, (0, "name", "经办人改过的名称"))
    second = notice.with_name("第二个方案.txt")
    second.write_text(NOTICE.replace("清河行动", "净水行动"), encoding="utf-8")
    done = decompose(office(folder).book, desk, [second], NOW)
    assert ("别的方案未登记的", "4项，没有动") in done.facts
    table = office(folder).ledger["drafts"]
    assert [r["document"] for r in table.rows] == [notice.name] * 4 + [second.name] * 4
    assert table.rows[0]["name"] == "经办人改过的名称"
    for number in (third, table.rows[6].number):
        assert table.sheet.range(table.address(number, "lead")).color == (255, 242, 168)
    assert table.sheet.range(table.address(first, "lead")).color is None


def test_workdays_of_a_year_without_a_calendar_are_asked_about(
    loaded: Path, fresh: Opener, desk: Desk, tmp_path: Path
) -> None:
    folder, book = fresh(loaded)
    late = tmp_path / "通知.txt"
    late.write_text(
        "示例县通知\n2035年5月18日\n一、任务\n1.自印发之日起20个工作日内完成走访。(县教育局负责)\n",
        encoding="utf-8",
    )
    done = decompose(book, desk, [late], NOW)
    (row,) = office(folder).ledger.values("drafts")
    assert "还没有2035年的放假安排" in str(row["doubt"])
    assert str(row["due"]) == "2035-06-15"
    assert "N137" not in [issue.code for issue in done.issues]  # said once, beside its cell


def test_a_scanned_or_old_file_is_refused_with_what_to_do(
    loaded: Path, fresh: Opener, desk: Desk, tmp_path: Path
) -> None:
    _, book = fresh(loaded)
    old = tmp_path / "旧.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(CannotRun) as refusal:
        decompose(book, desk, [old], NOW)
    assert refusal.value.issue.code == "N102"


def test_the_terminal_shows_tasks_without_a_ledger(notice: Path) -> None:
    done = CliRunner().invoke(app, ["decompose", str(notice), "--json"])
    assert done.exit_code == 0, done.output
    tasks = json.loads(done.stdout)["tasks"]
    assert tasks[0]["clause"]["lead"] == ["县生态环境局"]
    start, end = tasks[0]["span"]
    assert "排污口" in NOTICE[start:end]


def test_the_terminal_writes_into_a_ledger(loaded: Path, fresh: Opener, notice: Path) -> None:
    folder, _ = fresh(loaded)
    done = CliRunner().invoke(
        app, ["decompose", str(notice), "--book", str(folder / MASTER), "--json"]
    )
    assert done.exit_code == 0, done.output
    assert len(office(folder).ledger.values("drafts")) == 4


def test_what_is_no_task_is_listed_and_becomes_a_draft_where_the_clerk_says_so(
    loaded: Path, fresh: Opener, desk: Desk, notice: Path
) -> None:
    folder, book = fresh(loaded)
    done = decompose(book, desk, [notice], NOW)
    now = office(folder)
    table = now.ledger["leftovers"]
    assert done.data["left_out"] == len(table.rows) > 0
    listed = {str(row["content"]): row for row in table.rows}
    aim = listed["坚持水岸同治,改善水环境。"]
    assert (aim["document"], aim["reason"] != "") == (notice.name, True)
    table.set_cells([(aim.number, "promote", "是")])
    now.book.save()
    done = register(office(folder).book, desk, NOW)
    assert (done.data["tasks"], done.data["made"]) == (4, 1)
    assert "N343" in [issue.code for issue in done.issues]
    ledger = office(folder).ledger
    last = ledger["drafts"].rows[-1]
    assert (last["draft_no"], last["content"]) == (5, "坚持水岸同治,改善水环境。")
    assert ledger["drafts"].sheet.range(ledger["drafts"].address(last.number, "lead")).color == (
        255, 242, 168,
    )  # fmt: skip
    drafted = [row["drafted"] for row in ledger.values("leftovers") if row["promote"] == "是"]
    assert drafted == [5]
    again = decompose(office(folder).book, desk, [notice], NOW)
    assert again.data["made"] == 1
    kept = [row for row in office(folder).ledger.values("leftovers") if row["promote"] == "是"]
    assert [row["content"] for row in kept] == ["坚持水岸同治,改善水环境。"]


def test_a_paragraph_alone_is_enough_to_register(
    loaded: Path, fresh: Opener, desk: Desk, notice: Path
) -> None:
    folder, book = fresh(loaded)
    decompose(book, desk, [notice], NOW)
    register(office(folder).book, desk, NOW)
    now = office(folder)
    table = now.ledger["leftovers"]
    table.set_cells([(table.rows[0].number, "promote", "是")])
    now.book.save()
    done = register(office(folder).book, desk, NOW)
    assert (done.data["tasks"], done.data["made"]) == (0, 1)


def test_the_terminal_lists_what_is_no_task(notice: Path) -> None:
    done = CliRunner().invoke(app, ["decompose", str(notice), "--json"])
    said = json.loads(done.stdout)
    assert said["left_out"] == len(said["left_out_rows"]) > 0
    assert {"document", "paragraph", "content", "reason"} == set(said["left_out_rows"][0])


def test_a_mistake_of_ours_costs_one_notice(
    loaded: Path, fresh: Opener, desk: Desk, notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, book = fresh(loaded)
    other = notice.with_name("另一份.txt")
    other.write_text(NOTICE.replace("清河行动", "绿山行动"), encoding="utf-8")
    split = notices.split_notice

    def mistaken(text: str, *given: Any) -> notices.Notice:
        if "绿山行动" in text:
            raise KeyError("clause")
        return split(text, *given)

    monkeypatch.setattr(notices, "split_notice", mistaken)
    report = decompose(book, desk, [other, notice], NOW)
    assert report.data["tasks"] == 4
    [issue] = [i for i in report.issues if i.code == "N217"]
    assert issue.place.book == "另一份.txt"
    assert "KeyError: 'clause'" in issue.trace


def test_the_traceback_of_a_look_stays(
    notice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a ledger it goes to the machine's folder, not to the room that is removed at the end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def mistaken(*_: object) -> notices.Notice:
        raise KeyError("clause")

    monkeypatch.setattr(notices, "split_notice", mistaken)
    done = CliRunner().invoke(app, ["decompose", str(notice), "--json"])
    assert done.exit_code == 2
    assert [i["code"] for i in json.loads(done.stdout)["issues"]] == ["N217"]
    assert "KeyError: 'clause'" in (tmp_path / TRACE).read_text("utf-8")
