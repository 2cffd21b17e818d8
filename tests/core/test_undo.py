"""Taking a job back: each row of the log is a cell of the job, with what is in the ledger now."""

from collections.abc import Mapping

import pytest

from taizhang.core.issues import Issue
from taizhang.core.merge.joblog import logged_key
from taizhang.core.merge.undo import UndoPlan, choose_job, jobs_in, plan_undo, sheets_of
from taizhang.core.tables import key_of
from tests.support.ledgers import LABELS, ledger, rows
from tests.support.tables import table

TASKS = """
| 任务编号 | 任务名称 | 完成进度 | 最新进展 |
| T-1      | 修路     | 0.4      | 开工     |
| T-2      | 架桥     |          | 更晚     |
| T-3      | 植树     |          | 早       |
| T-4      | 绿化     |          | 晚       |
| T-5      | 清淤     |          | 晚       |
| T-5      | 清淤     |          | 更晚     |
| A#1      | 护坡     |          | 晚       |
| T-7      | 新任务   |          |          |
| T-8      | 改过名   |          |          |
"""
LOG = """
| 作业编号 | 作业 | 工作表   | 行  | 列           | 原值 | 新值       | 已撤销 | 单位     | 撤销后 | 码   |
|----------|------|----------|-----|--------------|------|------------|--------|----------|--------|------|
| 甲       | 汇总 | 任务台账 | T-1 | 完成进度     | 0.1  | 0.4        |        | 县财政局 | 0.1    |      |
| 甲       | 汇总 | 任务台账 | T-1 | 最新进展     |      | 开工       |        | 县财政局 | （空） |      |
| 甲       | 汇总 | 任务台账 | T-2 | 最新进展     | 早   | 晚         |        | 县粮食局 | 不动   | M303 |
| 甲       | 汇总 | 任务台账 | T-3 | 最新进展     | 早   | 晚         |        | 县粮食局 | 不动   |      |
| 乙       | 汇总 | 任务台账 | T-4 | 最新进展     | 早   | 晚         | 是     | 县粮食局 | 不动   |      |
| 甲       | 汇总 | 任务台账 | T-5 | 最新进展     | 早   | 晚         |        | 县粮食局 | 不动   | L130 |
| 甲       | 汇总 | 任务台账 | A#1 | 最新进展     | 早   | 晚         |        | 县粮食局 | 早     |      |
| 甲       | 汇总 | 任务台账 | T-6 | 最新进展     | 早   | 晚         |        | 县粮食局 | 不动   | M303 |
| 甲       | 载入 | 任务台账 | T-7 | （新增的行） |      | T-7；新任务 |        |          | 删去   |      |
| 甲       | 载入 | 任务台账 | T-8 | （新增的行） |      | T-8；原名   |        |          | 不动   | M506 |
| 甲       | 载入 | 任务台账 | T-7 | （删去的行） | T-7；原来的 |        |        |          | 不动   | M507 |
"""


def taken_back(unit: str = "", **more: str) -> UndoPlan:
    log = rows("changes", LOG, "撤销后", "码")
    job = choose_job(jobs_in(log), LABELS, number="甲")
    assert not isinstance(job, Issue)
    return plan_undo(job, log, ledger(tasks=TASKS, **more), LABELS, unit)


def test_each_cell_goes_back_as_its_row_states() -> None:
    plan = taken_back()
    wanted = {
        (r["行"], r["列"]): "" if r["撤销后"] == "（空）" else r["撤销后"]
        for r in table(LOG)
        if r["撤销后"] not in {"不动", "删去"}
    }
    back = {(c.key[0], LABELS.columns["tasks", c.column]): str(c.new) for c in plan.writes.cells}
    assert back == wanted
    gone = [r.values["task_id"] for r in plan.writes.removed.get("tasks", [])]
    assert gone == [r["行"] for r in table(LOG) if r["撤销后"] == "删去"]


def test_what_stays_is_named() -> None:
    named = {(i.code, i.place.key) for i in taken_back().issues}
    assert named == {(r["码"], r["行"]) for r in table(LOG) if r["码"]}


def test_the_lines_that_are_taken_back_are_marked_and_no_other() -> None:
    plan = taken_back()
    wanted = [
        n for n, r in enumerate(table(LOG), start=3) if r["作业编号"] == "甲" and r["码"] != "L130"
    ]
    assert sorted(plan.writes.taken_back) == wanted
    assert set(plan.writes.taken_back.values()) == {True}


def test_one_unit_alone_can_be_taken_back() -> None:
    plan = taken_back(unit="县财政局")
    assert {c.key for c in plan.writes.cells} == {("T-1",)}
    assert sorted(plan.writes.taken_back) == [3, 4]


REPORTS = """
| 期次    | 任务编号 | 单位     | 有效性 | 入账作业 |
| 2022-06 | T-1      | 县财政局 | 有效   | 丙       |
| 2022-06 | T-2      | 县财政局 | 有效   | 丙       |
| 2022-06 | T-3      | 县财政局 | 有效   | 丁       |
| 2022-06 | T-1      | 县粮食局 | 有效   | 丙       |
| 2022-05 | T-1      | 县财政局 | 有效   | 丙       |
"""
ADDED = """
| 作业编号 | 作业 | 工作表   | 行               | 列           | 原值 | 新值 | 单位     |
| 丙       | 汇总 | 报送记录 | 2022-06\\县财政局 | （新增的行） |      | 2    | 县财政局 |
""".replace("\\", "｜")


def test_added_reports_are_void_and_stay() -> None:
    log = rows("changes", ADDED)
    log.rows[0].values["row_key"] = "2022-06|县财政局"
    job = choose_job(jobs_in(log), LABELS)
    assert not isinstance(job, Issue)
    summary = """
    | 期次    | 单位     | 应报任务 | 报送情况 | 报送时间         | 采用 | 来源文件 |
    | 2022-06 | 县财政局 | 3        | 按时     | 2022-06-20 09:00 | 5    | a.xlsx   |
    """
    tables = ledger(reports=REPORTS, summary=summary)
    assert {"reports", "summary", "conflicts"} <= sheets_of(job, LABELS)
    plan = plan_undo(job, log, tables, LABELS)
    assert [c.row for c in plan.writes.quiet] == [3, 4]
    assert {c.new for c in plan.writes.quiet} == {"已撤销"}
    assert plan.writes.cells == [], "the unit still has a valid report"


JOBS = """
| 有什么作业                         | 撤哪个   | 码   |
|------------------------------------|----------|------|
|                                    |          | M302 |
| 汇总1                              | 汇总1    |      |
| 汇总1 研判1                        | 研判1    |      |
| 汇总1 汇总2                        | 汇总2    |      |
| 汇总1 汇总2撤 撤销1                |          | M503 |
| 汇总1撤 撤销1                      |          | M302 |
| 汇总1 汇总2撤 撤销1 研判1          | 研判1    |      |
| 汇总1 汇总2撤 撤销1 研判1撤 撤销2  |          | M503 |
| 汇总1 出图1印                      | 汇总1    |      |
| 汇总1 汇总2撤 撤销1 出图1印        |          | M503 |
| 汇总1要 汇总2                      | 汇总1    |      |
| 汇总1要 汇总2撤 撤销1              | 汇总1    |      |
"""


@pytest.mark.parametrize("row", table(JOBS), ids=lambda r: r["有什么作业"])
def test_which_job_is_taken_back(row: Mapping[str, str]) -> None:
    lines = []
    for word in row["有什么作业"].split():
        undone = {"撤": "撤销1", "要": "撤"}.get(word[-1], "")
        sheet = "参数设置" if word.endswith("印") else "任务台账"
        lines.append(f"| {word[:3]} | {word[:2]} | {sheet} | T-1 | 最新进展 | {undone} |")
    text = "| 作业编号 | 作业 | 工作表 | 行 | 列 | 已撤销 |\n" + "\n".join(lines)
    chosen = choose_job(jobs_in(rows("changes", text)), LABELS)
    if isinstance(chosen, Issue):
        assert chosen.code == row["码"]
    else:
        assert (chosen.number, row["码"]) == (row["撤哪个"], "")


@pytest.mark.parametrize(("number", "code"), [("汇总9", "M504"), ("汇总1", "M505")])
def test_a_job_that_cannot_be_taken_back_is_named(number: str, code: str) -> None:
    text = """
    | 作业编号 | 作业 | 工作表   | 行  | 列       | 已撤销 |
    | 汇总1    | 汇总 | 任务台账 | T-1 | 最新进展 | 是     |
    """
    chosen = choose_job(jobs_in(rows("changes", text)), LABELS, number=number)
    assert isinstance(chosen, Issue)
    assert chosen.code == code


SLIPS = """
| 作业编号      | 作业 | 时间       | 工作表   | 行 | 列       | 原值 | 新值       |
| 文书-20220628 | 文书 | 2022-06-28 | 督办记录 | 甲 | 文号 | | 示〔2022〕4号 |
| 文书-20220628 | 文书 | 2022-06-28 | 督办记录 | 甲 | 办理状态 | 确认 | 签发 |
"""
ISSUED = """
| 日期       | 办理状态 | 方式   | 对象单位 | 任务编号 | 文号   |
| 2022-06-28 | 签发     | 督办单 | 县教育局 | T-1      | {number} |
"""


@pytest.mark.parametrize(
    ("number", "codes"), [("示〔2022〕4号", ["M309"]), ("示〔2022〕9号", ["M303"])]
)
def test_a_paper_that_was_printed_is_named_with_its_number(number: str, codes: list[str]) -> None:
    tables = ledger(supervision=ISSUED.format(number=number))
    key = logged_key("supervision", key_of("supervision", tables["supervision"].rows[0].values))
    log = rows("changes", SLIPS)
    for line in log.rows:
        line.values["row_key"] = key
    plan = plan_undo(jobs_in(log)[0], log, tables, LABELS)
    assert [i.code for i in plan.issues] == codes
    assert plan.kept == (codes == ["M303"])
    if codes == ["M309"]:
        assert plan.issues[0].message.startswith("示〔2022〕4号已经编号印出")
        assert "通报/2022" in plan.issues[0].message
