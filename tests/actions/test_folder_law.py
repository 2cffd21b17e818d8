"""Law of a whole folder: what a unit typed is taken, the same, refused, in conflict, or quoted.

Several files of several units, corrections, copies, strangers' sheets, further rows and columns,
comments: read by the real reader and planned by the real merge.
"""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import xlwings as xw
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from taizhang.actions.inbox import read_inbox
from taizhang.actions.merging import read_past
from taizhang.core.issues import Issue
from taizhang.core.merge.plan import MergePast, MergePlan, plan_merge
from taizhang.core.submission import Answer, Form, Value
from taizhang.core.values.read import as_text
from taizhang.core.values.settled import same
from taizhang.office.office import Office
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Quiet, moment
from tests.support.checking import reports_in

pytestmark = pytest.mark.slow

PERIOD = "2022-06"
UNITS = ("县财政局", "县水务局", "县民政局")
NOW = moment("2022-06-28T10:30")
SAVED = datetime(2022, 6, 20, 9)
COLUMNS = {"actual": "H", "progress": "I", "latest": "J", "problem": "K", "next_step": "L"}
TYPED: Mapping[str, Sequence[object]] = {
    "actual": (12.0, 3456.5, "2000万", "1200户", "约860", "很多", "—", "10-12", "=1/0"),
    "progress": (0.35, 0.9, "80%左右", "45", "七八成", "120%", "/", 1.2),
    "latest": ("已完成招标，施工单位已进场。", "同上月", "—", '=DISPIMG("ID_1",1)', "截至6月底累计完成三段。"),
    "problem": ("资金缺口较大，正在争取。", "无", "略", "已解决"),
    "next_step": ("下月底前组织验收。", "详见附件", "+加快进度"),
}  # fmt: skip
NONE = ("无", "—", "/", "略", "已解决")  # none now, or nothing new: no value of its own


@dataclass(frozen=True)
class Cell:
    """A cell that was typed into: the how-manieth task of the form, a column, what was typed."""

    line: int
    column: str
    typed: object


@dataclass(frozen=True)
class Sent:
    """A file: whose form, what was typed, what else was done, how many hours later it was saved."""

    unit: str
    cells: tuple[Cell, ...]
    things: tuple[str, ...]
    hours: int


@st.composite
def _cells(draw: st.DrawFn) -> Cell:
    column = draw(st.sampled_from(sorted(COLUMNS)))
    return Cell(draw(st.integers(0, 4)), column, draw(st.sampled_from(TYPED[column])))


FILES = st.builds(
    Sent,
    unit=st.sampled_from(UNITS),
    cells=st.lists(_cells(), min_size=1, max_size=5, unique_by=lambda c: (c.line, c.column)).map(tuple),
    things=st.lists(
        st.sampled_from(["row", "column", "comment", "stranger", "copy", "below", "guide", "sheet"]),
        max_size=3, unique=True,
    ).map(tuple),
    hours=st.sampled_from([0, 0, 5, 30]),
)  # fmt: skip


@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(files=st.lists(FILES, min_size=1, max_size=4))
@example(files=[Sent(UNITS[0], (Cell(0, "latest", "甲乙丙丁"),), ("stranger", "copy", "row"), 0)])
def test_what_a_unit_typed_ends_somewhere(sent: Path, files: list[Sent]) -> None:
    with TemporaryDirectory() as name:
        here = Path(name) / "台账"
        shutil.copytree(sent, here)
        typed = [_type(file, at, here) for at, file in enumerate(files)]
        office = Office(xw.Book(here / MASTER))
        past = read_past(office, office.period(PERIOD), NOW)
        readings = list(read_inbox(office, PERIOD, Quiet()))
        plan = plan_merge(readings, past, NOW.now)
        office.book.close()

    forms = {form.file: form for form in plan.intake.forms}
    told = [*plan.issues]
    for path, cells, tokens in typed:
        own = [issue for issue in told if issue.place.book == path]
        if path not in forms:
            assert own, f"{path}: set aside without a word"
            continue
        lost = [f"{path} {cell}" for cell in cells if not _ends(cell, forms[path], plan, past, own)]
        quoted = "".join(issue.message for issue in own)
        quoted += "".join(str(v) for row in forms[path].unclaimed for v in row.values.values())
        lost += [f"{path} {token}: not quoted" for token in tokens if token not in quoted]
        assert lost == [], "\n".join(map(str, own))


def _type(file: Sent, at: int, here: Path) -> tuple[str, list[tuple[str, str, object]], list[str]]:
    """Write the file; its name, the cells with their task, and what was said elsewhere."""
    book = load_workbook(here / "下发" / PERIOD / f"{file.unit}_{PERIOD}_报送表.xlsx")
    sheet = book["任务填报"]
    ids = [str(row[0].value) for row in sheet.iter_rows(min_row=4) if row[0].value]
    cells: dict[tuple[str, str], object] = {}
    for cell in file.cells:
        line = cell.line % len(ids)
        there: Any = sheet[f"{COLUMNS[cell.column]}{line + 4}"]
        there.value = cell.typed
        cells[ids[line], cell.column] = cell.typed
    tokens = [
        THINGS[thing](book, f"另说{at}{n}7户", len(ids) + 3) for n, thing in enumerate(file.things)
    ]
    inbox = here / "收件" / PERIOD
    inbox.mkdir(parents=True, exist_ok=True)
    path = inbox / f"{file.unit}_{at}.xlsx"
    when = SAVED + timedelta(hours=file.hours)
    book.properties.modified = when - timedelta(hours=8)
    book.save(path)
    os.utime(path, (when.timestamp(), when.timestamp()))
    return path.name, [(key, column, raw) for (key, column), raw in cells.items()], tokens


def _row(book: Any, token: str, _: int) -> str:
    words = ["", f"自加的一项{token}", "", "", "", "", "", "", "", f"已完成{token}"]
    book["任务填报"].append(words)
    return token


def _column(book: Any, token: str, last: int) -> str:
    sheet = book["任务填报"]
    sheet.cell(3, 20).value, sheet.cell(last, 20).value = "科室意见", token
    return token


def _comment(book: Any, token: str, _: int) -> str:
    book["任务填报"]["J4"].comment = Comment(token, "某人")
    return token


def _stranger(book: Any, token: str, _: int) -> str:
    copy = book.copy_worksheet(book["任务填报"])
    copy.title, copy["A1"] = "邻居", f"任务填报　示例{token}局　{PERIOD}"
    return f"示例{token}局"


def _copy(book: Any, token: str, _: int) -> str:
    copy = book.copy_worksheet(book["任务填报"])
    copy.title = f"存档{token}"
    return f"存档{token}"


def _below(book: Any, token: str, _: int) -> str:
    sheet = book["任务填报"]
    sheet.cell(sheet.max_row + 2, 2).value = f"补充：{token}"
    return token


def _guide(book: Any, token: str, _: int) -> str:
    book["填报说明"].cell(60, 2).value = token
    return token


def _sheet(book: Any, token: str, _: int) -> str:
    book.create_sheet("补充材料")["C3"] = token
    return token


THINGS: Mapping[str, Callable[[Any, str, int], str]] = {
    "row": _row, "column": _column, "comment": _comment, "stranger": _stranger, "copy": _copy,
    "below": _below, "guide": _guide, "sheet": _sheet,
}  # fmt: skip


def _ends(
    cell: tuple[str, str, object], form: Form, plan: MergePlan, past: MergePast, own: list[Issue]
) -> bool:
    """Whether anybody can tell what became of a cell."""
    key, column, typed = cell
    answer = next(
        (a for row in form.rows for a in row.every() if (a.row_key, a.column) == ((key,), column)),
        None,
    )
    if answer is None:
        return any(
            issue.place.key == key or as_text(as_value(typed)) in issue.message for issue in own
        )
    if _is_named(answer, own, past):
        return True
    none = typed in NONE and answer.theirs in {"", answer.base}
    meant = answer.usable and (none or same(answer.theirs, as_value(typed)))
    return meant and _is_there(answer, form, plan, past)


def _is_named(answer: Answer, own: list[Issue], past: MergePast) -> bool:
    label = past.spec.tasks[answer.column].label
    return any(
        issue.place.cell == answer.cell
        or (issue.place.key, issue.place.header) == (answer.row_key[0], label)
        for issue in own
    )


def _is_there(answer: Answer, form: Form, plan: MergePlan, past: MergePast) -> bool:
    """Whether the value is in the ledger already, is written, disagreed upon or reported."""
    (key,), column = answer.row_key, answer.column
    ours = past.snapshot.tasks[key].get(column, "")
    written: list[Value] = [
        c.new for c in plan.writes.cells if (c.sheet, c.key, c.column) == ("tasks", (key,), column)
    ]
    claims: list[Value] = [
        c.theirs
        for c in plan.merged.conflicts
        if (c.row_key, c.column, c.unit) == ((key,), column, form.unit)
    ]
    report = reports_in(plan.merged).get((key, form.unit), {}).get(column, "")
    return any(same(answer.theirs, value) for value in (ours, *written, *claims, report))


def as_value(typed: object) -> Value:
    """What was typed, where it stands for itself."""
    return typed if isinstance(typed, float) else str(typed)
