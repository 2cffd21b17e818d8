"""Masters for tests: a ledger made up so that each state, class and matter occurs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from taizhang.books.layout import load_layout
from taizhang.books.master.build import build_master
from taizhang.books.master.commands import load_commands
from taizhang.books.resources import resource
from taizhang.vba import installer

ON = date(2022, 6, 21)
WHEN = datetime(2022, 6, 20, 9)
STATES = ("正常", "滞后", "已销号", "正常", "预警", "待销号", "正常", "未启动", "暂缓", "")
CLASSES = ("重点指标", "重大项目", "民生实事", "")
UNITS = ("市发展改革委", "市财政局", "市教育局", "市民政局", "市水利局")
PROGRESS = {"已销号": 1.0, "待销号": 1.0, "正常": 0.5, "预警": 0.3, "滞后": 0.1}
Rows = list[dict[str, Any]]
Tables = dict[str, Sequence[Mapping[str, Any]]]


def tasks(count: int = 43) -> Rows:
    """Tasks whose states and classes go round, due in the coming weeks or at the year's end."""
    return [_task(n) for n in range(count)]


def _task(n: int) -> dict[str, Any]:
    state = STATES[n % len(STATES)]
    due = date(2022, 6, 1 + n % 30) if n % 3 == 0 else date(2022, 12, 31)
    return {
        "task_id": f"2022-{n + 1:03}",
        "category": CLASSES[n % len(CLASSES)],
        "name": f"第{n + 1}项任务：按时间表完成改造提升并投入使用",
        "level": "重点" if n % 2 else "常规",
        "lead": UNITS[n % len(UNITS)],
        "due": due,
        "due_text": "默认" if n % 3 else "",
        "progress": PROGRESS.get(state, ""),
        "latest": "完成初步设计，正在办理用地手续，预计下月开工。" if n % 2 else "",
        "state": state,
        "stage": "申请销号" if n % 7 == 0 else "办理中",
        "closed": date(2022, 6, 1) if state == "已销号" else "",
    }


def sample() -> Tables:
    """Tables with something in each that the home page looks at."""
    timings = ("按时", "漏报", "迟报", "待报", "按时")
    summary = [
        {"period": period, "unit": unit, "due_tasks": 9, "timing": timing}
        for period in ("2022-05", "2022-06")
        for unit, timing in zip(UNITS, timings, strict=True)
    ]
    conflicts = [
        {"period": "2022-06", "task_id": f"2022-{n:03}", "name": "任务", "column": "完成进度",
         "unit": UNITS[0], "base": 0.3, "ours": 0.4, "theirs": 0.5,
         "when": WHEN, "applied": "是" if n == 1 else ""}
        for n in range(1, 5)
    ]  # fmt: skip
    findings = [
        {"code": "L201", "severity": s, "message": "发现"} for s in ("错误", "警告", "错误")
    ]
    return {
        "tasks": tasks(),
        "units": [{"unit": u, "order": n, "reports": "是"} for n, u in enumerate(UNITS, start=1)],
        "summary": summary,
        "conflicts": conflicts,
        "findings": findings,
        "drafts": [
            {"draft_no": n, "name": f"草稿{n}", "adopt": adopt, "registered": done}
            for n, (adopt, done) in enumerate(
                [("是", "2022-001"), ("是", ""), ("否", ""), ("", "")], 1
            )
        ],
        "claims": [{"unit": UNITS[n], "claimed": "" if n else "2022-001"} for n in range(4)],
        "headers": [{"unit": UNITS[0], "found": "进度情况", "meaning": ""}],
        "settings": settings(judge_on=ON),
    }


def settings(**values: Any) -> Rows:
    """参数设置 with some values changed."""
    rows = load_layout().settings
    return [{**row, "value": values.get(str(row["setting"]), row["value"])} for row in rows]


def build(path: Path, tables: Tables | None = None, workbook: Path | None = None) -> Path:
    """A whole master with its macros; the interpreter is a file that exists."""
    source = workbook or resource("workbook")
    build_master(
        path,
        tables,
        workbook=workbook,
        interpreter=str(Path(__file__).resolve()),
        ledger_id="a" * 32,
        key="b" * 64,
        macros=installer(resource("macros"), load_commands(source)),
    )
    return path
