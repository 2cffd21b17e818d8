"""销号, 延期 and problems on the real tasks: from the unit's form into the ledger, and back out."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from taizhang.actions.distributing import distribute
from taizhang.actions.loops.closing import close, extend
from taizhang.actions.loops.problems import problems
from taizhang.actions.merging import merge
from taizhang.actions.ruling import apply_rulings
from taizhang.actions.undoing import undo
from taizhang.books.layout import load_layout
from taizhang.core.submission import Value
from taizhang.office.office import Office
from taizhang.office.report import Desk
from tests.actions.conftest import Opener, moment, office, return_form

pytestmark = pytest.mark.slow

NOW = moment("2022-06-24T10:00")
SOON = moment("2022-06-24T11:00")
LATER = moment("2022-06-28T10:00")
UNIT = "县发展和改革局"


def rows(here: Path, sheet: str) -> list[dict[str, Any]]:
    return [dict(r.values) for r in office(here).ledger[sheet].rows]


def put(here: Path, sheet: str, number: int, **cells: Value) -> None:
    """What the clerk types into a row (0-based) of a sheet."""
    table = office(here).ledger[sheet]
    row = table.rows[number].number
    table.set_cells((row, key, value) for key, value in cells.items())
    table.sheet.book.save()


def add(here: Path, sheet: str, **cells: Value) -> None:
    """A row that the clerk types below the others."""
    found = office(here)
    found.ledger[sheet].append([cells])
    found.book.save()


def opened(here: Path) -> xw.Book:
    return office(here).book


def led(here: Path, unit: str = UNIT) -> dict[str, Any]:
    """The first task that the unit leads alone."""
    return next(r for r in rows(here, "tasks") if r["lead"] == unit and not r["each_leads"])


def task(here: Path, task_id: str) -> dict[str, Any]:
    return next(r for r in rows(here, "tasks") if r["task_id"] == task_id)


def fill(here: Path, sheet: str, line: int, period: str = "2022-06", **cells: object) -> Path:
    """Cells of one row (0-based) of another sheet of the unit's form, which lies in 收件."""
    path = here / "收件" / period / f"{UNIT}_{period}_报送表.xlsx"
    spec = load_layout().form.sheet(sheet)
    book = xw.Book(path)
    for key, value in cells.items():
        at = spec.keys.index(key) + 1
        book.sheets[spec.label].range((4 + line, at)).value = value
    book.save()
    book.close()
    return saved_on(path, f"{period}-20T09:00")


def saved_on(path: Path, when: str) -> Path:
    """The file as it was saved at that time."""
    stamp = datetime.fromisoformat(when).timestamp()
    os.utime(path, (stamp, stamp))
    return path


def codes(report: Any) -> list[str]:
    return [i.code for i in report.issues]


@pytest.fixture
def here(sent: Path, fresh: Opener) -> Path:
    folder, book = fresh(sent)
    book.close()
    return folder


def asked_to_close(here: Path, desk: Desk) -> str:
    """A task whose unit has reported it as done and asked to close it."""
    key = str(led(here)["task_id"])
    short = key.removeprefix("2022-")
    return_form(here, UNIT, "2022-06", **{
        f"T{short}_progress": 1.0, f"T{short}_latest": "全部完成，已经验收", f"T{short}_evidence": "验收单",
        f"T{short}_request": "是",
    })  # fmt: skip
    merge(opened(here), desk, NOW, "2022-06")
    assert task(here, key)["stage"] == "申请销号"
    return key


def test_a_task_goes_from_its_form_to_closed(here: Path, desk: Desk) -> None:
    key = asked_to_close(here, desk)
    first = close(opened(here), desk, NOW)
    assert first.data["proposed"] == 1
    [record] = rows(here, "closings")
    assert (record["task_id"], record["round"], record["standing"]) == (key, 1.0, "待核查")
    assert (record["progress"], record["evidence"], record["unit"]) == (1.0, "验收单", UNIT)

    put(here, "closings", 0, decision="同意销号")
    refused = close(opened(here), desk, NOW)
    assert "C102" in codes(refused)
    assert task(here, key)["stage"] == "申请销号"

    put(here, "closings", 0, checker="李科", checked=datetime(2022, 6, 24), check_how="现场核查")
    done = close(opened(here), desk, NOW)
    assert done.data["closed"] == [key]
    closed = task(here, key)
    assert (closed["stage"], closed["closed"]) == ("已销号", date(2022, 6, 24))
    again = close(opened(here), desk, LATER)
    assert not again.data["changed"]


def test_a_corrected_form_does_not_move_a_closed_task(here: Path, desk: Desk) -> None:
    key = asked_to_close(here, desk)
    close(opened(here), desk, NOW)
    put(
        here, "closings", 0, decision="同意销号", checker="李科", checked=datetime(2022, 6, 24),
        check_how="现场核查",
    )  # fmt: skip
    close(opened(here), desk, NOW)
    before = task(here, key)
    short = key.removeprefix("2022-")
    return_form(
        here, UNIT, "2022-06", **{f"T{short}_progress": 0.7, f"T{short}_latest": "还差一点"}
    )
    report = merge(opened(here), desk, LATER, "2022-06")
    assert "C110" in codes(report)
    after = task(here, key)
    kept = ("progress", "latest", "actual", "evidence", "stage", "closed", "period")
    assert {k: after[k] for k in kept} == {k: before[k] for k in kept}


def test_sending_back_needs_a_text_and_opens_a_new_round(here: Path, desk: Desk) -> None:
    key = asked_to_close(here, desk)
    close(opened(here), desk, NOW)
    put(here, "closings", 0, decision="退回")
    assert "C103" in codes(close(opened(here), desk, NOW))
    put(here, "closings", 0, rework="补验收照片")
    close(opened(here), desk, NOW)
    assert task(here, key)["stage"] == "退办"
    put(here, "tasks", [r["task_id"] for r in rows(here, "tasks")].index(key), stage="申请销号")
    close(opened(here), desk, LATER)
    assert [r["round"] for r in rows(here, "closings")] == [1.0, 2.0]
    assert rows(here, "closings")[0]["standing"] == "已退回"


def test_the_units_next_form_says_what_is_still_to_do_and_comes_back_without_a_remark(
    here: Path, desk: Desk
) -> None:
    key = asked_to_close(here, desk)
    close(opened(here), desk, NOW)
    put(here, "closings", 0, decision="退回", rework="补验收照片和决算书")
    close(opened(here), desk, NOW)
    assert [r["standing"] for r in rows(here, "closings")] == ["已退回"], "no new round by itself"
    distribute(opened(here), desk, moment("2022-07-01T09:00"), "2022-07")
    form = here / "下发" / "2022-07" / f"{UNIT}_2022-07_报送表.xlsx"
    book = xw.Book(form)
    said = [str(v) for row in book.sheets["填报说明"].used_range.value for v in row if v]
    book.close()
    assert f"{key}（{task(here, key)['name']}）退回：补验收照片和决算书" in said
    other = next((here / "下发" / "2022-07").glob("县财政局_*.xlsx"))
    book = xw.Book(other)
    assert "退回：" not in str(book.sheets["填报说明"].used_range.value)
    book.close()
    short = key.removeprefix("2022-")
    return_form(
        here, UNIT, "2022-07", **{f"T{short}_request": "是", f"T{short}_latest": "补齐了材料"}
    )
    merged = merge(opened(here), desk, moment("2022-07-20T09:00"), "2022-07")
    assert not [i for i in merged.issues if "退回" in i.message], codes(merged)
    assert task(here, key)["stage"] == "申请销号"


def test_a_withdrawn_request_withdraws_the_round_too(here: Path, desk: Desk) -> None:
    key = asked_to_close(here, desk)
    close(opened(here), desk, NOW)
    short = key.removeprefix("2022-")
    return_form(
        here, UNIT, "2022-06", **{f"T{short}_progress": 1.0, f"T{short}_latest": "还要补做"}
    )
    merge(opened(here), desk, LATER, "2022-06")
    assert task(here, key)["stage"] == "办理中"
    close(opened(here), desk, LATER)
    assert [r["standing"] for r in rows(here, "closings")] == ["已撤回"]


def test_the_next_form_shows_a_request_that_waits_and_clearing_it_withdraws(
    here: Path, desk: Desk
) -> None:
    key = asked_to_close(here, desk)
    short = key.removeprefix("2022-")
    distribute(opened(here), desk, moment("2022-07-01T09:00"), "2022-07")
    return_form(here, UNIT, "2022-07", **{f"T{short}_request": None})
    merge(opened(here), desk, moment("2022-07-20T09:00"), "2022-07")
    assert task(here, key)["stage"] == "办理中"


def test_half_done_is_never_taken_as_a_request(here: Path, desk: Desk) -> None:
    key = str(led(here)["task_id"])
    short = key.removeprefix("2022-")
    return_form(here, UNIT, "2022-06", **{
        f"T{short}_progress": 0.5, f"T{short}_latest": "完成一半", f"T{short}_request": "是",
    })  # fmt: skip
    report = merge(opened(here), desk, NOW, "2022-06")
    assert "F605" in codes(report)
    assert task(here, key)["stage"] == "办理中"


def test_a_request_waits_where_the_ledgers_own_figure_is_half(here: Path, desk: Desk) -> None:
    """The unit says all is done, the ledger has been set to a half since: a conflict, no closing."""
    key = str(led(here)["task_id"])
    short = key.removeprefix("2022-")
    index = [r["task_id"] for r in rows(here, "tasks")].index(key)
    put(here, "tasks", index, progress=0.5)
    return_form(here, UNIT, "2022-06", **{
        f"T{short}_progress": 1.0, f"T{short}_latest": "完成", f"T{short}_evidence": "单子",
        f"T{short}_request": "是",
    })  # fmt: skip
    report = merge(opened(here), desk, NOW, "2022-06")
    assert "C111" in codes(report)
    assert task(here, key)["stage"] == "办理中"
    put(here, "conflicts", 0, ruling="采用报送")
    apply_rulings(opened(here), desk, NOW)
    merge(opened(here), desk, LATER, "2022-06")
    assert task(here, key)["stage"] == "申请销号"


def test_an_extension_comes_from_the_form_and_judges_only_when_granted(
    here: Path, desk: Desk
) -> None:
    return_form(here, UNIT, "2022-06")
    first = fill(here, "extensions", 0, asked=datetime(2023, 3, 31), why="资金迟到")
    report = merge(opened(here), desk, NOW, "2022-06")
    assert "C130" in codes(report)
    [record] = rows(here, "extensions")
    key, due = record["task_id"], record["due_then"]
    assert (record["standing"], record["file"], record["unit"]) == ("待批", first.name, UNIT)
    assert task(here, key)["due"] == due, "until it is granted the old deadline judges"
    again = merge(opened(here), desk, SOON, "2022-06")
    assert not again.data["changed"]
    assert len(rows(here, "extensions")) == 1

    put(here, "extensions", 0, decision="批准")
    assert "C125" in codes(extend(opened(here), desk, LATER))
    put(here, "extensions", 0, approver="分管副县长", granted=datetime(2023, 3, 31))
    done = extend(opened(here), desk, LATER)
    assert done.data["granted"] == [key]
    now = task(here, key)
    assert (now["due"], now["due_original"]) == (date(2023, 3, 31), due)
    assert not extend(opened(here), desk, LATER).data["changed"]

    add(here, "extensions", task_id=key, asked=datetime(2023, 6, 30), why="雨季", decision="批准",
        approver="分管副县长", granted=datetime(2023, 6, 30))  # fmt: skip
    extend(opened(here), desk, LATER)
    now = task(here, key)
    assert (now["due"], now["due_original"]) == (date(2023, 6, 30), due)
    assert [r["times"] for r in rows(here, "extensions")] == [1.0, 2.0]

    undo(opened(here), desk, LATER)
    assert task(here, key)["due"] == date(2023, 3, 31)


def test_an_application_after_the_deadline_stays_refused(here: Path, desk: Desk) -> None:
    key = str(led(here)["task_id"])
    due = task(here, key)["due"]
    late = moment(f"{due.year + 1}-01-05T09:00")
    add(here, "extensions", task_id=key, asked=datetime(due.year + 1, 6, 30), why="没干完")
    report = extend(opened(here), desk, late)
    assert codes(report).count("C121") == 1
    [record] = rows(here, "extensions")
    assert record["standing"] == "不受理"
    assert task(here, key)["due"] == due
    assert not extend(opened(here), desk, late).data["changed"]


def test_a_problem_goes_round_from_the_form_and_back(here: Path, desk: Desk) -> None:
    return_form(here, UNIT, "2022-06")
    fill(
        here,
        "raised",
        0,
        matter="小区二次供水不稳",
        matter_kind="企业需求",
        advice="由县水务局检修",
    )
    fill(here, "raised", 5, line_no=None, matter="第六行也要收下")
    report = merge(opened(here), desk, NOW, "2022-06")
    assert codes(report).count("C150") == 2
    found = rows(here, "problems")
    assert [r["problem"] for r in found] == ["小区二次供水不稳", "第六行也要收下"]
    assert (found[0]["stage"], found[0]["raised_by"]) == ("收集", UNIT)
    again = merge(opened(here), desk, SOON, "2022-06")
    assert not again.data["changed"]

    put(here, "problems", 0, unit=UNIT, step="交办")
    problems(opened(here), desk, LATER)
    one = rows(here, "problems")[0]
    assert (one["stage"], one["step"], one["due"]) == ("交办", "", date(2022, 7, 7))
    assert not problems(opened(here), desk, LATER).data["changed"]

    distribute(opened(here), desk, moment("2022-07-01T09:00"), "2022-07")
    return_form(here, UNIT, "2022-07")
    fill(here, "problems", 0, "2022-07", signed=datetime(2022, 7, 2), result="已换水泵",
         answered=datetime(2022, 7, 4))  # fmt: skip
    merge(opened(here), desk, moment("2022-07-20T09:00"), "2022-07")
    assert rows(here, "problems")[0]["result"] == "已换水泵"
    problems(opened(here), desk, moment("2022-07-20T10:00"))
    one = rows(here, "problems")[0]
    assert one["stage"] == "反馈"
    assert one["course"].count("\n") == 3


def test_nothing_but_the_forms_of_whom_it_concerns_grows(sent: Path) -> None:
    book = xw.Book(sent / "下发" / "2022-06" / f"{UNIT}_2022-06_报送表.xlsx")
    names = [s.name for s in book.sheets]
    book.close()
    assert "问题办理" not in names
    assert {"延期申请", "问题报送"} <= set(names)
    assert isinstance(Office, type)
