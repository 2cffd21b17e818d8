"""Forms to mangle: built by the real builder, with values that a department might fill in."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from taizhang.books.forms.build import build_form
from taizhang.core.submission import CO, EACH, LEAD, FormContent, Identity, Value

KEY = b"a key that only the ledger knows"
SENT = datetime(2022, 6, 1, 9, 0)
UNITS = ("示例县教育局", "示例县财政局", "示例县水务局", "示例县交通运输局", "示例镇政府")
VERBS = ("完成", "推进", "启动", "落实", "建成", "整治")
THINGS = ("城区道路改造", "农村饮水安全", "学前教育扩容", "老旧小区改造", "营商环境提升", "河道清淤",
          "技能培训", "养老服务", "物流园区", "粮食收储")  # fmt: skip
DONE = ("已召开动员会，印发实施方案。", "完成招标，施工单位已进场。", "累计培训12期，群众反映良好。",
        "主体工程完工，正在组织验收。", "正在办理用地手续。")  # fmt: skip
TROUBLES = ("", "资金缺口较大。", "用地手续未批复。")
STEPS = ("", "6月底前完成招标。", "加快进度，按期交付。")
MEASURES = ("", "万元", "个", "公里", "人")


def sample(number: int, tasks: int = 6, nodes: int = 4) -> FormContent:
    """Return the content of form `number`; the same number gives the same content."""
    rng = Random(number)
    unit = UNITS[number % len(UNITS)]
    who = Identity("TZ-2022", "2022-06", unit, f"F{number:06}", 1, SENT)
    rows = tuple(_task(rng, i) for i in range(tasks))
    return FormContent(
        who, KEY, rows, tuple(_node(rng, i, tasks) for i in range(nodes)),
        place="示例县政府督查室", plan="2022年重点工作实施方案",
        deadline="2022年6月25日 18:00", contact="督查室 0000-0000000",
    )  # fmt: skip


def _task(rng: Random, i: int) -> dict[str, Value]:
    measure = rng.choice(MEASURES)
    return {
        "task_id": f"2022-{i + 1:03}",
        "name": f"{rng.choice(VERBS)}{THINGS[i % len(THINGS)]}{i + 1}号任务",
        "role": rng.choice((LEAD, LEAD, CO, EACH)),
        "due": date(2022, rng.randint(7, 12), 28),
        "measure": measure,
        "target": float(rng.randint(20, 90) * 100) if measure else "",
        "state": rng.choice(("正常", "预警", "滞后")),
        "actual": float(rng.randint(1, 900)) if measure else "",
        "progress": rng.choice((0.1, 0.25, 0.5, 0.75, 0.855, 1.0, "")),
        "latest": rng.choice(DONE),
        "problem": rng.choice(TROUBLES),
        "next_step": rng.choice(STEPS),
        "evidence": "",
        "request": "",
    }


def _node(rng: Random, i: int, tasks: int) -> dict[str, Value]:
    return {
        "task_id": f"2022-{i // 2 % tasks + 1:03}",
        "node_no": float(i % 2 + 1 + i // 2 // tasks * 2),
        "node": f"{rng.choice(VERBS)}第{i + 1}阶段工作",
        "planned": date(2022, rng.randint(3, 9), 15),
        "done": date(2022, rng.randint(2, 5), 20) if rng.random() < 0.4 else "",
        "note": "",
    }


def built(number: int, tasks: int = 6, nodes: int = 4) -> bytes:
    """The form as it is sent out."""
    stream = BytesIO()
    build_form(stream, sample(number, tasks, nodes))
    return stream.getvalue()


def filled_in(path: Path, number: int) -> None:
    """Fill a form in the way a careful clerk does: progress and news in every row."""
    rng = Random(number)
    book = load_workbook(path)
    sheet = book["任务填报"]
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, 9).value = rng.randint(0, 20) * 0.05
        sheet.cell(row, 10).value = f"{rng.choice(DONE)}本期第{row}次更新。"
        sheet.cell(row, 12).value = rng.choice(STEPS)
    book.save(path)
    book.close()
