"""Ledgers and returned forms as text tables whose rows state the codes that they draw.

Columns: 应报 holds the codes a row must draw and no other; 不报 names the codes that it
nearly draws. Cells left blank take the values of a faultless row; （空） is blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from taizhang.books.layout import load_layout
from taizhang.core.checks import (
    CheckedRow,
    FormsView,
    LedgerView,
    TableHead,
    check_forms,
    check_ledger,
    ledger_view,
    rows_of,
)
from taizhang.core.issues import Issue
from taizhang.core.merge.merge import Merged
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Answer, Form, Identity, Value
from taizhang.core.submission import rows_of as rows_of_answers
from taizhang.core.values.settled import settle
from tests.support.tables import table

LAYOUT = load_layout()
ON = date(2022, 6, 28)
PERIOD = "2022-06"
STATED, NEARLY = "应报", "不报"
BLANK = "（空）"
FIRST = 3
SENT = datetime(2022, 6, 1, 9)
RECEIVED = datetime(2022, 6, 24, 16)
TASK = {
    "任务编号": "T-{n}", "任务名称": "第{n}号任务", "牵头单位": "县财政局", "督办类别": "常规",
    "任务类型": "其他", "开始日期": "2022-05-18", "完成时限": "2022-12-31", "办理环节": "办理中",
    "最新进展": "已印发第{n}号实施方案",
}  # fmt: skip
DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "tasks": TASK,
    "nodes": {"任务编号": "T-1", "节点序号": "{n}", "节点名称": "第{n}步", "计划完成": "2022-09-30"},
    "problems": {"问题编号": "W-{n}", "问题内容": "第{n}个问题", "办理环节": "收集"},
    "closings": {"任务编号": "T-1", "轮次": "{n}"},
    "extensions": {"任务编号": "T-1", "第几次": "{n}"},
    "clues": {"线索编号": "X-{n}", "线索内容": "第{n}条线索"},
    "loop_limits": {"台账类型": "其他", "办理环节": "交办", "天数": "2"},
    "loop_stages": {},
    "units": {"单位全称": "单位{n}", "联系电话": "13912345678", "是否报送": "是"},
    "reports": {"期次": PERIOD, "任务编号": "T-1", "单位": "县财政局", "角色": "牵头", "有效性": "有效"},
    "supervision": {"日期": "2022-06-01", "对象单位": "县财政局", "事由": "进度落后"},
    "holidays": {"日期": "2022-10-01", "性质": "放假"},
    "lamp_rules": {"启用": "是", "规则": "规则{n}", "条件": "进度 > 0", "灯色": "绿", "状态": "正常"},
    "instructions": {"批示编号": "P-{n}", "事项": "第{n}件"},
    "inspections": {"督查编号": "D-{n}"},
    "acceptances": {"任务编号": "T-1", "级次": "自验"},
    "refusals": {"任务编号": "T-1"},
    "teams": {"名单": "项目包保", "包保对象": "第{n}个项目"},
    "registers": {"台账": "课题", "序号": "{n}", "事项": "第{n}个课题"},
    "limits": {"天数": "5", "算法": "工作日"},
    "meetings": {}, "visits": {}, "settings": {}, "stage_words": {}, "curves": {"任务编号": "T-1"},
    "verdicts": {"任务编号": "T-1", "事项": "研判", "灯色": "红", "理由（依据）": "会商认为难以完成",
                 "研判人（职务）": "分管副县长", "日期": "2022-06-20"},
    "supervise_rules": {"启用": "是", "督办动作": "提醒", "连续期数": "1"},
}  # fmt: skip
ROSTER = """
| 单位全称 | 别名   | 集合   | 是否报送 |
| 县财政局 | 财政局 | 县直部门 |        |
| 县粮食局 | 粮食局 | 县直部门 |        |
| 县水务局 |        | 县直部门 |        |
| 县党校   |        |        | 否       |
"""
TASKS = "| 任务编号 |\n| T-1 |\n| T-2 |"


@dataclass(frozen=True)
class Case:
    """Sheets of one ledger by key, as text; settings that differ from the master's."""

    name: str
    sheets: Mapping[str, str]
    settings: Mapping[str, object] = field(default_factory=dict)
    on: date = ON

    @property
    def lines(self) -> list[dict[str, str]]:
        return [line for text in self.sheets.values() for line in table(text)]


@dataclass(frozen=True)
class FormCase:
    """Rows of returned forms, one task each; columns 台账…, 上期… and 发出… say what was there."""

    name: str
    tasks: str = ""
    nodes: str = ""
    on: date = ON

    @property
    def lines(self) -> list[dict[str, str]]:
        return [line for text in (self.tasks, self.nodes) if text for line in table(text)]


def codes(text: str | None) -> list[str]:
    return (text or "").split()


def head_of(spec: SheetSpec) -> TableHead:
    return TableHead(spec.label, spec, {key: chr(65 + i % 26) for i, key in enumerate(spec.keys)})


def rows_in(key: str, text: str) -> tuple[CheckedRow, ...]:
    """Rows of a sheet as the ledger would hand them over."""
    spec = LAYOUT[key]
    lines = [
        (FIRST + i, _values(spec, DEFAULTS[key], line, i + 1)) for i, line in enumerate(table(text))
    ]
    return rows_of(head_of(spec), lines)


def _values(
    spec: SheetSpec, defaults: Mapping[str, str], line: Mapping[str, str], number: int
) -> dict[str, Value]:
    texts = {label: text.format(n=number) for label, text in defaults.items()}
    texts |= {label: text for label, text in line.items() if text}
    unknown = set(line) - {c.label for c in spec.columns} - {STATED, NEARLY}
    assert not unknown, unknown
    return {c.key: _settled(c.kind, texts.get(c.label, "")) for c in spec.columns}


def _settled(kind: str, text: str) -> Value:
    return "" if text == BLANK else settle(kind, text)


def settings_rows(changed: Mapping[str, object]) -> tuple[CheckedRow, ...]:
    rows = [
        {**row, "value": changed.get(str(row["setting"]), row["value"])} for row in LAYOUT.settings
    ]
    spec = LAYOUT["settings"]
    lines = [
        (FIRST + i, {c.key: settle(c.kind, row.get(c.key)) for c in spec.columns})
        for i, row in enumerate(rows)
    ]
    return rows_of(head_of(spec), lines)


def view_of(case: Case) -> LedgerView:
    texts = {"tasks": TASKS, "units": ROSTER} | dict(case.sheets)
    sheets = {key: rows_in(key, text) for key, text in texts.items()}
    sheets["settings"] = settings_rows(case.settings)
    return ledger_view(sheets, LAYOUT.lists, case.on)


def drawn_by(case: Case) -> list[Issue]:
    return check_ledger(view_of(case))


def stated_in(case: Case) -> set[tuple[str, int, str]]:
    return {
        (LAYOUT[key].label, FIRST + i, code)
        for key, text in case.sheets.items()
        for i, line in enumerate(table(text))
        for code in codes(line.get(STATED))
    }


def drawn_in(case: Case) -> set[tuple[str, int, str]]:
    """What the sheets that the case shows have drawn."""
    shown = {LAYOUT[key].label for key in case.sheets}
    found = {(i.place.sheet, i.place.row, i.code) for i in drawn_by(case)}
    return {place for place in found if place[0] in shown}


LEDGER, LAST, SENT_WITH = "台账", "上期", "发出"


def returned_case(case: FormCase) -> tuple[list[Form], FormsView]:
    """The forms of a case, one a unit, and the ledger they are held against."""
    ours = list(table(case.tasks)) if case.tasks else []
    steps = list(table(case.nodes)) if case.nodes else []
    for i, line in enumerate(ours, start=1):
        line["任务编号"] = line.get("任务编号") or f"T-{i}"
    answers: dict[str, list[Answer]] = {}
    for i, line in enumerate(ours):
        answers.setdefault(line["单位"], []).extend(_answers("tasks", line, FIRST + i))
    for i, line in enumerate(steps):
        answers.setdefault(line["单位"], []).extend(_answers("nodes", line, FIRST + 100 + i))
    forms = [form_of(unit, tuple(given)) for unit, given in answers.items()]
    return forms, FormsView(_ledger(ours, steps, case.on), LAYOUT.form, PERIOD)


def form_of(unit: str, answers: tuple[Answer, ...], **more: object) -> Form:
    identity = Identity("id", PERIOD, unit, unit, 1, SENT)
    return Form(f"{unit}.xlsx", unit, RECEIVED, identity, rows_of_answers(answers), **more)  # type: ignore[arg-type]


def _answers(sheet: str, line: Mapping[str, str], row: int) -> list[Answer]:
    spec = LAYOUT.form.tasks if sheet == "tasks" else LAYOUT.form.nodes
    key = (line["任务编号"], line["节点序号"]) if sheet == "nodes" else (line["任务编号"],)
    return [
        Answer(
            sheet, key, column.key,
            base=_settled(column.kind, line.get(SENT_WITH + column.label, "")),
            theirs=_settled(column.kind, line.get(column.label, "")),
            cell=f"H{row}",
        )
        for column in spec.columns if column.fill
    ]  # fmt: skip


def _ledger(ours: list[dict[str, str]], steps: list[dict[str, str]], on: date) -> LedgerView:
    tasks: dict[str, dict[str, str]] = {}
    for line in [*ours, *steps]:
        known = tasks.setdefault(line["任务编号"], {"任务编号": line["任务编号"]})
        known.update(_prefixed(line, LEDGER))
    lines = [{**line, **_prefixed(line, LAST), "任务编号": line["任务编号"]} for line in ours]
    reports = [
        {"期次": "2022-05", "任务编号": line["任务编号"], "单位": line["单位"], **_prefixed(line, LAST)}
        for line in lines if _prefixed(line, LAST)
    ]  # fmt: skip
    nodes = [
        {k: line.get(k, "") for k in ("任务编号", "节点序号", "节点名称", "计划完成")}
        | {"实际完成": line.get(SENT_WITH + "实际完成", "")}
        for line in steps
    ]
    sheets = {
        "tasks": _rows("tasks", list(tasks.values())),
        "reports": _rows("reports", reports),
        "nodes": _rows("nodes", nodes),
        "units": rows_in("units", ROSTER),
        "settings": settings_rows({}),
    }
    return ledger_view(sheets, LAYOUT.lists, on)


def _prefixed(line: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {k.removeprefix(prefix): v for k, v in line.items() if k.startswith(prefix) and v}


def _rows(key: str, lines: list[dict[str, str]]) -> tuple[CheckedRow, ...]:
    spec = LAYOUT[key]
    return rows_of(
        head_of(spec),
        [(FIRST + i, _values(spec, DEFAULTS[key], line, i + 1)) for i, line in enumerate(lines)],
    )


def drawn_by_forms(case: FormCase) -> set[tuple[int, str]]:
    return {(i.place.row, i.code) for i in check_forms(*returned_case(case))}


def stated_by_forms(case: FormCase) -> set[tuple[int, str]]:
    return {
        (FIRST + offset + i, code)
        for offset, text in ((0, case.tasks), (100, case.nodes)) if text
        for i, line in enumerate(table(text))
        for code in codes(line.get(STATED))
    }  # fmt: skip


def reports_in(plan: Merged) -> dict[tuple[str, str], dict[str, Value]]:
    """The rows of 报送记录 that a plan makes, by (task_id, unit)."""
    return {(str(row["task_id"]), one.unit): row for one in plan.filed for row in one.rows()}
