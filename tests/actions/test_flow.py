"""The whole flow on the real tasks: load, send, merge, judge, chart, undo."""

import json
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw
from typer.testing import CliRunner

from taizhang.actions.charting import chart
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.loading import load
from taizhang.actions.merging import merge
from taizhang.actions.setup.creating import init
from taizhang.actions.undoing import undo
from taizhang.books.resources import resource
from taizhang.cli import app
from taizhang.office.report import CannotRun, Desk
from taizhang.office.workplace import MASTER
from tests.actions.conftest import IDENTITY, Opener, moment, office, return_form, write_answers

pytestmark = pytest.mark.slow

MERGED = moment("2022-06-28T10:30")
JUDGED = moment("2022-06-28T10:40")


def test_loading_fills_the_ledger_and_a_second_time_adds_nothing(
    loaded: Path, fresh: Opener, desk: Desk
) -> None:
    folder, book = fresh(loaded)
    demo = resource("templates") / "demo"
    again = load(book, desk, [demo / "tasks.csv", demo / "units.csv"], MERGED)
    assert {k: v for k, v in again.data.items() if v} == {"rows": 105, "same": 105}
    ledger = office(folder).ledger
    assert len(ledger["tasks"].rows) == 68
    assert len(ledger["units"].rows) == 37


def test_every_unit_gets_a_form_and_the_register_says_so(sent: Path, fresh: Opener) -> None:
    folder, _ = fresh(sent)
    forms = list((folder / "下发" / "2022-06").glob("*_报送表.xlsx"))
    rows = office(folder).ledger.values("summary")
    assert len(forms) == len(rows) == 37
    assert {r["timing"] for r in rows} == {"待报"}
    assert (
        sum(r["due_tasks"] for r in rows if isinstance(r["due_tasks"], float)) == 969
    )  # 每年 is not due in June


def test_sending_again_asks_nobody_twice(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    distribute(book, desk, moment("2022-06-02T09:00"), "2022-06")
    assert len(office(folder).ledger["summary"].rows) == 37


def test_one_real_row_from_the_form_to_the_chart(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    return_form(
        folder, "县经济合作促进局", "2022-06",
        T042_actual=1, T042_progress=0.4, T042_latest="已入库1户，2户正在申报",
    )  # fmt: skip
    done = merge(book, desk, MERGED, "2022-06")
    assert done.data["merged"] == 1
    row = office(folder).ledger["tasks"].keyed()["2022-042"]
    assert (row["actual"], row["progress"], row["latest"], row["period"]) == (
        1.0, 0.4, "已入库1户，2户正在申报", "2022-06",
    )  # fmt: skip
    judge(office(folder).book, desk, JUDGED, "2022-06")
    row = office(folder).ledger["tasks"].keyed()["2022-042"]
    assert row["state"] == "正常"
    assert str(row["reason"]).startswith("进度40%")
    drawn = chart(office(folder).book, desk, JUDGED, "2022-06")
    assert drawn.files[0].exists()


def test_each_changed_cell_is_logged_with_its_source(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    return_form(folder, "县财政局", "2022-06", T027_progress=0.2)
    return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.3)
    merge(book, desk, MERGED, "2022-06")
    log = [r for r in office(folder).ledger.values("changes") if r["row_key"] == "2022-027"]
    line = next(r for r in log if r["column"] == "完成进度")
    assert (line["old"], line["new"], line["unit"]) == ("", 0.3, "县发展和改革局")
    assert line["file"] == "县发展和改革局_2022-06_报送表.xlsx"
    assert line["cell"]


def test_a_second_merge_leaves_the_file_as_it_is(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    return_form(folder, "县财政局", "2022-06", T027_progress=0.2)
    assert merge(book, desk, MERGED, "2022-06").data["changed"]
    before = (folder / MASTER).read_bytes()
    again = merge(office(folder).book, desk, moment("2022-06-28T11:30"), "2022-06")
    assert not again.data["changed"]
    assert again.facts[0] == ("结果", "没有变化，台账原样未动")
    assert (folder / MASTER).read_bytes() == before


def test_undo_puts_back_what_nobody_touched_since(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    return_form(
        folder,
        "县发展和改革局",
        "2022-06",
        T027_progress=0.3,
        T027_latest="开工",
        T028_progress=0.4,
    )
    merge(book, desk, MERGED, "2022-06")
    now = office(folder)
    table = now.ledger["tasks"]
    table.set_cells([(table.keyed()["2022-027"].number, "latest", "督查室核实后改写")])
    now.book.save()
    done = undo(office(folder).book, desk, moment("2022-07-02T09:00"))
    rows = office(folder).ledger["tasks"].keyed()
    assert rows["2022-027"]["progress"] == ""
    assert rows["2022-028"]["progress"] == ""
    assert rows["2022-027"]["latest"] == "督查室核实后改写"
    assert done.data["kept"] == 1
    reports = office(folder).ledger.values("reports")
    assert {r["validity"] for r in reports} == {"已撤销"}


def test_after_an_undo_the_same_files_merge_again(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.3)
    merge(book, desk, MERGED, "2022-06")
    undo(office(folder).book, desk, MERGED)
    merge(office(folder).book, desk, MERGED, "2022-06")
    ledger = office(folder).ledger
    assert ledger["tasks"].keyed()["2022-027"]["progress"] == 0.3
    reports = ledger.values("reports")
    assert {r["validity"] for r in reports} == {"有效"}
    assert len(reports) == len({(r["task_id"], r["unit"]) for r in reports})


def test_merged_again_and_undone_again_nothing_is_reported(
    sent: Path, fresh: Opener, desk: Desk
) -> None:
    folder, book = fresh(sent)
    return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.3)
    merge(book, desk, MERGED, "2022-06")
    undo(office(folder).book, desk, MERGED)
    merge(office(folder).book, desk, MERGED, "2022-06")
    undo(office(folder).book, desk, MERGED)
    ledger = office(folder).ledger
    assert ledger["tasks"].keyed()["2022-027"]["progress"] == ""
    assert {r["validity"] for r in ledger.values("reports")} == {"已撤销"}
    row = ledger["summary"].keyed()["2022-06|县发展和改革局"]
    assert (row["timing"], row["received"], row["file"]) == ("待报", "", "")


def test_undoing_a_correction_brings_the_first_report_back(
    sent: Path, fresh: Opener, desk: Desk
) -> None:
    folder, book = fresh(sent)
    path = return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.3)
    saved_on(path, 20)
    merge(book, desk, MERGED, "2022-06")
    first = dict(office(folder).ledger["summary"].keyed()["2022-06|县发展和改革局"].values)
    path = return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.5)
    saved_on(path, 21)
    merge(office(folder).book, desk, moment("2022-06-29T09:00"), "2022-06")
    assert office(folder).ledger["tasks"].keyed()["2022-027"]["progress"] == 0.5
    undo(office(folder).book, desk, moment("2022-06-30T09:00"))
    ledger = office(folder).ledger
    assert ledger["tasks"].keyed()["2022-027"]["progress"] == 0.3
    report = ledger["reports"].keyed()["2022-06|2022-027|县发展和改革局"]
    assert (report["progress"], report["validity"]) == (0.3, "有效")
    assert dict(ledger["summary"].keyed()["2022-06|县发展和改革局"].values) == first


def test_a_correction_after_the_deadline_does_not_make_a_report_late(
    sent: Path, fresh: Opener, desk: Desk
) -> None:
    folder, book = fresh(sent)
    for day, progress in ((20, 0.3), (28, 0.5)):
        saved_on(return_form(folder, "县发展和改革局", "2022-06", T027_progress=progress), day)
        merge(book, desk, moment(f"2022-06-{day}T18:00"), "2022-06")
    row = office(folder).ledger["summary"].keyed()["2022-06|县发展和改革局"]
    assert row["timing"] == "按时"
    assert str(row["received"]).startswith("2022-06-28")


def test_a_form_sent_back_wrong_and_put_right_merges_without_a_conflict(
    sent: Path, fresh: Opener, desk: Desk
) -> None:
    folder, book = fresh(sent)
    wrong = return_form(
        folder, "县发展和改革局", "2022-06",
        T027_progress="大概吧", T027_latest="完成选址", T028_progress=0.3,
    )  # fmt: skip
    saved_on(wrong, 20)
    done = merge(book, desk, MERGED, "2022-06")
    returned = folder / "退回" / "2022-06" / str(done.data["returned"][0])  # type: ignore[index]
    shutil.copyfile(returned, wrong)
    again = xw.Book(wrong)
    write_answers(again, {"T027_progress": 0.4})
    again.save()
    again.close()
    saved_on(wrong, 29)
    done = merge(office(folder).book, desk, moment("2022-06-29T18:00"), "2022-06")
    assert done.data["new_conflicts"] == 0
    tasks = office(folder).ledger["tasks"].keyed()
    assert (tasks["2022-027"]["progress"], tasks["2022-028"]["progress"]) == (0.4, 0.3)
    assert tasks["2022-027"]["latest"] == "完成选址"


def test_the_log_leads_to_the_cell_and_to_the_file(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    path = return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.3)
    merge(book, desk, MERGED, "2022-06")
    ledger = office(folder).ledger
    log, tasks = ledger["changes"], ledger["tasks"]
    line = next(r for r in log.rows if r["column"] == "完成进度")
    cell = tasks.address(tasks.keyed()["2022-027"].number, "progress")
    shown = {
        k: log.sheet.range(log.address(line.number, k)).formula for k in ("to_ledger", "to_file")
    }
    assert shown["to_ledger"] == f"""=HYPERLINK("#'任务台账'!{cell}","台账")"""
    target = f"收件/2022-06/{path.name}"
    assert shown["to_file"] == f"""=HYPERLINK("{target}#'任务填报'!{line["cell"]}","原件")"""
    assert (folder / target).exists()


def saved_on(path: Path, day: int) -> None:
    """As if the unit had saved the file on that day of June."""
    at = datetime(2022, 6, day, 9).timestamp()
    os.utime(path, (at, at))


def test_undo_with_nothing_to_undo_says_so(tmp_path: Path, desk: Desk) -> None:
    init(tmp_path / "台账", identity=IDENTITY)
    book = office(tmp_path / "台账").book
    with pytest.raises(CannotRun) as refusal:
        undo(book, desk, MERGED)
    assert refusal.value.issue.code == "M302"


def test_both_sides_changed_is_a_conflict_and_the_ledger_keeps_its_own(
    sent: Path, fresh: Opener, desk: Desk
) -> None:
    folder, _ = fresh(sent)
    now = office(folder)
    table = now.ledger["tasks"]
    table.set_cells([(table.keyed()["2022-057"].number, "actual", 430.0)])
    now.book.save()
    return_form(folder, "县人力资源和社会保障局", "2022-06", T057_actual=500)
    done = merge(office(folder).book, desk, MERGED, "2022-06")
    assert done.data["new_conflicts"] == 1
    ledger = office(folder).ledger
    assert ledger["tasks"].keyed()["2022-057"]["actual"] == 430
    row = ledger.values("conflicts")[0]
    assert (row["column"], row["base"], row["ours"], row["theirs"]) == ("完成值", "", 430, 500)
    again = merge(office(folder).book, desk, MERGED, "2022-06")
    assert again.data["new_conflicts"] == 0
    undo(office(folder).book, desk, MERGED)
    after = merge(office(folder).book, desk, MERGED, "2022-06")
    assert after.data["new_conflicts"] == 1
    assert [r["applied"] for r in office(folder).ledger.values("conflicts")] == ["已撤销", ""]


def test_bad_files_never_stop_good_ones(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    good = return_form(folder, "县财政局", "2022-06", T027_progress=0.2)
    shutil.copy2(good, good.with_name("县财政局(1).xlsx"))
    (good.parent / "截断.xlsx").write_bytes(good.read_bytes()[:3000])
    (good.parent / "说明.txt").write_text("请查收", encoding="utf-8")
    (good.parent / "~$县财政局.xlsx").write_bytes(b"lock")
    done = merge(book, desk, MERGED, "2022-06")
    assert done.data["merged"] == 1
    aside = {a["file"]: a["codes"] for a in done.data["set_aside"]}  # type: ignore[attr-defined]
    assert len(aside) == 3
    assert all(codes for codes in aside.values())
    rows = office(folder).ledger.values("summary")
    assert sum(r["timing"] == "未采用" for r in rows) == 3


def test_late_and_missing_units_are_in_the_register(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    on_time = return_form(folder, "县财政局", "2022-06", T027_latest="配合办理")
    late = return_form(folder, "县粮食局", "2022-06", T027_latest="配合办理")
    blank = return_form(folder, "县水务局", "2022-06")
    for path, day in ((on_time, 20), (late, 28), (blank, 20)):
        saved_on(path, day)
    merge(book, desk, MERGED, "2022-06")
    timing = {r["unit"]: r["timing"] for r in office(folder).ledger.values("summary")}
    assert timing["县财政局"] == "按时"
    assert timing["县粮食局"] == "迟报"
    assert timing["县水务局"] == "空报"
    assert timing["县审计局"] == "漏报"


def test_two_missed_periods_turn_a_task_red(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    distribute(book, desk, moment("2022-07-01T09:00"), "2022-07")
    judge(office(folder).book, desk, moment("2022-07-28T09:00"), "2022-07")
    row = office(folder).ledger["tasks"].keyed()["2022-065"]
    assert (row["state"], row["action"]) == ("滞后", "督办单")
    assert row["reason"] == "连续2期应报未报（2022年6月至7月）"


def test_an_old_day_gives_the_answer_of_that_day(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    first = judge(book, desk, JUDGED, "2022-06")
    judge(office(folder).book, desk, moment("2022-07-20T09:00"), "2022-07")
    states = [r["state"] for r in office(folder).ledger.values("tasks")]
    again = judge(office(folder).book, desk, JUDGED, "2022-06")
    assert again.data["states"] == first.data["states"]
    assert [i.code for i in again.issues] == ["L903"]
    assert [r["state"] for r in office(folder).ledger.values("tasks")] == states


def test_rows_sorted_and_columns_moved_by_the_clerk_are_found(
    sent: Path, fresh: Opener, desk: Desk
) -> None:
    folder, _ = fresh(sent)
    now = office(folder)
    table = now.ledger["tasks"]
    rows = sorted(table.rows, key=lambda r: str(r["name"]))
    table.replace([r.values for r in rows])
    now.book.save()
    return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.3)
    merge(office(folder).book, desk, MERGED, "2022-06")
    assert office(folder).ledger["tasks"].keyed()["2022-027"]["progress"] == 0.3


def test_a_backup_is_made_before_a_job_writes(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    before = (folder / MASTER).read_bytes()
    return_form(folder, "县财政局", "2022-06", T027_progress=0.2)
    merge(book, desk, MERGED, "2022-06")
    saved = folder / "备份" / "督查台账_20220628-103000_汇总.xlsm"
    assert saved.read_bytes() == before


def test_the_terminal_prints_one_json_object(sent: Path, fresh: Opener) -> None:
    folder, _ = fresh(sent)
    done = CliRunner().invoke(app, ["judge", str(folder / MASTER), "--on", "2022-06-28", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["on"] == "2022-06-28"


def test_the_terminal_cannot_run_without_a_workbook(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["judge", str(tmp_path / MASTER), "--json"])
    assert done.exit_code == 2
    assert json.loads(done.stdout)["issues"][0]["code"] == "W203"


def test_an_open_workbook_is_left_alone(sent: Path, fresh: Opener) -> None:
    folder, _ = fresh(sent)
    (folder / f"~${MASTER}").write_bytes(b"")
    done = CliRunner().invoke(app, ["judge", str(folder / MASTER), "--json"])
    assert (done.exit_code, json.loads(done.stdout)["issues"][0]["code"]) == (2, "W202")


def test_a_ledger_is_never_overwritten(sent: Path, fresh: Opener) -> None:
    folder, _ = fresh(sent)
    done = CliRunner().invoke(app, ["init", str(folder), "--json"])
    assert (done.exit_code, json.loads(done.stdout)["issues"][0]["code"]) == (2, "W205")


def test_a_workbook_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(tmp_path / "别的.xlsx") as other:
        other.add_worksheet()
    done = CliRunner().invoke(app, ["judge", str(tmp_path / "别的.xlsx"), "--json"])
    assert (done.exit_code, json.loads(done.stdout)["issues"][0]["code"]) == (2, "L109")


def test_selfcheck_mends_folders_and_names_what_it_found(sent: Path, fresh: Opener) -> None:
    folder, _ = fresh(sent)
    (folder / "通报").rmdir()
    done = CliRunner().invoke(app, ["selfcheck", str(folder / MASTER), "--json"])
    assert "W405" in [i["code"] for i in json.loads(done.stdout)["issues"]]
    assert (folder / "通报").is_dir()
