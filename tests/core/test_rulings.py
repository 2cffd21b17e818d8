"""Rulings: each row is a conflict with what the clerk chose, and what the ledger then holds."""

from collections.abc import Mapping
from datetime import date

import pytest

from taizhang.core.checks import FormsView, TableHead, ledger_view, read_levels, rows_of
from taizhang.core.merge.manual import Against
from taizhang.core.merge.rulings import RulingPast, Rulings, plan_rulings
from taizhang.core.values.placeholders import meanings_of
from tests.support.ledgers import LAYOUT, rows
from tests.support.tables import table

TASKS = """
| 任务编号 | 牵头单位 | 完成进度 | 最新进展 | 办理环节 | 存在问题 |
| T-1      | 县财政局 | 0.3      | 乙       |          |          |
| T-2      | 县财政局 | 0.4      |          |          |          |
| T-3      | 县财政局 | 1        |          | 已销号   |          |
| T-4      | 县财政局 | 0.3      | 乙       |          | 缺口较大 |
| A#1      | 县财政局 |          | 乙       |          |          |
"""
NODES = """
| 任务编号 | 节点序号 | 实际完成 |
| T-1      | 1        | 待定     |
| A#1      | 2        | 待定     |
"""
RULED = """
| 行    | 列       | 下发 | 台账 | 报送       | 裁决     | 手工   | 已应用 | 结果       | 码   |
|-------|----------|------|------|------------|----------|--------|--------|------------|------|
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 采用报送 |        |        | 0.5        |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 保留台账 |        |        |            |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   | 40%    |        | 0.4        |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   | 47     |        | 0.47       |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   | 0.47   |        | 0.47       |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   | 四成七 |        | 0.47       |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   | 4700   |        |            | M307 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   | 1e999  |        |            | M307 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   | 九十几 |        |            | M307 |
| T-1#1 | 实际完成 |      | 待定 | 2022-06-18 | 手工值   | 2022年6月18日 |  | 2022-06-18 |      |
| T-1#1 | 实际完成 |      | 待定 | 2022-06-18 | 手工值   | 2062-06-18 |     |            | M509 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   |        |        |            | M304 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 手工值   | 差不多 |        |            | M307 |
| T-1   | 最新进展 | 甲   | 乙   | 丙         | 手工值   | 丁     |        | 丁         |      |
| T-1   | 最新进展 | 甲   | 乙   | 丙         | 手工值   | 同上月 |        |            | M307 |
| T-1   | 最新进展 | 甲   | 乙   | 丙         | 手工值   | ——     |        |            | M307 |
| T-1   | 最新进展 | 甲   | 乙   | 丙         | 手工值   | 详见附件 |      |            | M307 |
| T-2   | 完成进度 | 0.1  | 0.3  | 0.5        | 采用报送 |        |        |            | M305 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 随便     |        |        |            | M306 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        |          |        |        |            |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 采用报送 |        | 是     |            |      |
| T-3   | 完成进度 | 1    | 1    | 0.5        | 采用报送 |        |        |            | C117 |
| T-9   | 最新进展 | 甲   | 乙   | 丙         | 采用报送 |        |        |            | M201 |
| T-1#1 | 实际完成 |      | 待定 | 2022-06-18 | 采用报送 |        |        | 2022-06-18 |      |
| A#1   | 最新进展 | 甲   | 乙   | 丙         | 采用报送 |        |        | 丙         |      |
| A#1#2 | 实际完成 |      | 待定 | 2022-06-18 | 采用报送 |        |        | 2022-06-18 |      |
| A#1#3 | 实际完成 |      | 待定 | 2022-06-18 | 采用报送 |        |        |            | M201 |
"""
VIEWED = {
    key: rows_of(TableHead(t.sheet, t.spec, t.letters), ((r.number, r.values) for r in t.rows))
    for key, t in (("tasks", rows("tasks", TASKS)), ("nodes", rows("nodes", NODES)))
}
ON = date(2022, 6, 28)
LABEL = {"行": "任务编号", "列": "列", "下发": "下发时", "台账": "台账现值", "报送": "报送值",
         "裁决": "裁决", "手工": "手工值", "已应用": "已应用"}  # fmt: skip


def ruled(row: Mapping[str, str]) -> Rulings:
    line = {LABEL[k]: v for k, v in row.items() if k in LABEL}
    line |= {"期次": "2022-06", "报送单位": "县财政局"}
    text = "\n".join(f"| {' | '.join(cells)} |" for cells in (line, line.values()))
    tables = {"tasks": rows("tasks", TASKS), "nodes": rows("nodes", NODES),
              "problems": rows("problems")}  # fmt: skip
    view = FormsView(ledger_view(VIEWED, LAYOUT.lists, ON), LAYOUT.form, "")
    against = Against(view, read_levels([]), meanings_of(LAYOUT))
    return plan_rulings(RulingPast(rows("conflicts", text), tables, against))


@pytest.mark.parametrize("row", table(RULED), ids=lambda r: f"{r['行']}-{r['裁决']}-{r['码']}")
def test_a_ruling_does_what_its_row_states(row: Mapping[str, str]) -> None:
    done = ruled(row)
    written = [str(c.new) for c in done.writes.cells if c.sheet != "conflicts"]
    assert written == [v for v in [row["结果"]] if v]
    assert [i.code for i in done.issues] == [c for c in [row["码"]] if c]
    settled = bool(row["结果"]) or row["裁决"] == "保留台账"
    assert done.settled == settled
    assert ("applied", "是") in {(c.column, c.new) for c in done.writes.cells} or not settled


def test_an_outrun_ruling_is_shown_again_with_the_value_of_today() -> None:
    done = ruled(next(r for r in table(RULED) if r["码"] == "M305"))
    noted = {(c.column, c.new) for c in done.writes.cells}
    assert noted == {("ours", 0.4), ("ruling", "")}
    assert (done.settled, done.open) == (0, 1)


@pytest.mark.parametrize("word", ["无", "已解决", "暂无问题"])
def test_a_manual_none_clears_the_problems(word: str) -> None:
    row = {"行": "T-4", "列": "存在问题", "下发": "甲", "台账": "缺口较大", "报送": "丙",
           "裁决": "手工值", "手工": word, "已应用": ""}  # fmt: skip
    (cell,) = [c for c in ruled(row).writes.cells if c.sheet != "conflicts"]
    assert (cell.column, cell.old, cell.new) == ("problem", "缺口较大", "")
