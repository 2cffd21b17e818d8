"""Task lists as clerks type them: each case is a sheet, what the ledger holds of it, what is said."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from taizhang.core.lists.bands import band_name, no_task
from taizhang.core.lists.model import ListSheet
from taizhang.core.values.reading import Raw
from tests.support.lists import UNITS, codes, load_sheets, past, rows_after, sheet_of, shown


@dataclass(frozen=True, slots=True)
class Case:
    """A sheet; `rows` show 类别 任务名称 牵头单位 责任单位 of what is registered; codes in order."""

    text: str
    rows: str
    codes: str = ""
    merged: tuple[str, ...] = ()


CASES = {
    "a class over several rows": Case(
        """
        | 序号 | 类别 | 任务名称 | 牵头单位 |
        | `1   | 营商 | 一件事   | 县财政局 |
        | `2   | .    | 走访     | .        |
        | `3   | 项目 | 修路     | 交通局   |
        """,
        "营商 一件事 县财政局 - / 营商 走访 县财政局 - / 项目 修路 县交通运输局 -",
        merged=("B2:B3", "D2:D3"),
    ),
    "同上": Case(
        """
        | 类别 | 任务名称 | 牵头单位 |
        | 营商 | 一件事   | 县财政局 |
        | 〃   | 走访     | 同上     |
        """,
        "营商 一件事 县财政局 - / 营商 走访 县财政局 -",
    ),
    "a class written once, without a merge": Case(
        """
        | 类别 | 任务名称 | 牵头单位 |
        | 营商 | 一件事   | 县财政局 |
        | .    | 走访     | 县司法局 |
        | 项目 | 修路     | 交通局   |
        """,
        "营商 一件事 县财政局 - / 营商 走访 县司法局 - / 项目 修路 县交通运输局 -",
        "L216",
    ),
    "a head in two rows": Case(
        """
        | 2022年分解表 | .    | .        | .        | .    |
        | 序号         | 任务 | 责任分工 | .        | 时间 |
        | .            | .    | 牵头单位 | 责任单位 | 完成 |
        | `1           | 修路 | 交通局   | 县财政局 | 9月底 |
        """,
        "- 修路 县交通运输局 县财政局",
        merged=("A1:E1", "C2:D2", "A2:A3", "B2:B3"),
    ),
    "a head in brackets, with blanks and breaks": Case(
        """
        | 类 别 | 任务名称⏎（主要内容） | 牵头单位（主要领导） | 责 任 单 位 |
        | 营商  | 一件事                | 县财政局             | 县司法局    |
        """,
        "营商 一件事 县财政局 县司法局",
    ),
    "a head of words we do not know": Case(
        """
        | 工作举措 | 整改牵头部门 | 协同责任 | 时间要求 | 张三列 |
        | 修路     | 交通局       | 县财政局 | 9月底    | x      |
        """,
        "- 修路 县交通运输局 县财政局",
        "L107 L198 L198 L198 L198",
    ),
    "the head again on the next page, under a title": Case(
        """
        | 重点任务 | .        | .        |
        | 序号     | 任务名称 | 牵头单位 |
        | 一、营商 | .        | .        |
        | `1       | 一件事   | 县财政局 |
        | 重点任务（续） | .  | .        |
        | 序号     | 任务名称 | 牵头单位 |
        | `2       | 走访     | 县司法局 |
        """,
        "营商 一件事 县财政局 - / 营商 走访 县司法局 -",
        "L194",
        merged=("A1:C1", "A3:C3", "A5:C5"),
    ),
    "bands of three levels": Case(
        """
        | 序号 | 任务名称 | 牵头单位 | 责任单位 |
        | 第一部分 重点 | . | .      | .        |
        | 一、营商（2项） | . | .    | .        |
        | （一）政务 | .  | .        | .        |
        | `1   | 一件事   | 县财政局 | .        |
        | （二）企业 | .  | .        | .        |
        | `2   | 走访     | 县司法局 | .        |
        | 第二部分 其他 | . | .      | .        |
        | `3   | 修路     | 交通局   | .        |
        """,
        "重点／营商／政务 一件事 县财政局 - / 重点／营商／企业 走访 县司法局 - "
        "/ 其他 修路 县交通运输局 -",
        "L194",
    ),
    "bands in the column of numbers": Case(
        """
        | 序号   | 任务名称 | 牵头单位 | 责任单位 |
        | 一     | 营商     | .        | .        |
        | （一） | 政务     | .        | .        |
        | `1     | 一件事   | 县财政局 | .        |
        | 二     | 项目     | .        | .        |
        | `2     | 修路     | 交通局   | .        |
        """,
        "营商／政务 一件事 县财政局 - / 项目 修路 县交通运输局 -",
        "L194",
    ),
    "1 above 1.1": Case(
        """
        | 序号 | 任务名称 | 牵头单位 | 责任单位 |
        | 1    | 营商     | .        | .        |
        | 1.1  | 一件事   | 县财政局 | .        |
        | 2    | 修路     | 交通局   | .        |
        """,
        "营商 一件事 县财政局 - / 营商 修路 县交通运输局 -",
        "L194",
    ),
    "sums, notes, signatures, column numbers, numbers alone": Case(
        """
        | 序号 | 任务名称 | 牵头单位 |
        | `1   | `2       | `3       |
        | `1   | 一件事   | 县财政局 |
        | `2   | .        | .        |
        | 合计 | 1项      | .        |
        | 小计：1 | .     | .        |
        | .    | 备注：按月报送 | .  |
        | 填表人：甲 | .  | 审核人：乙 |
        | .    | .        | 2022年5月18日 |
        """,
        "- 一件事 县财政局 -",
        "L194",
    ),
    "names that begin like a note": Case(
        """
        | 任务名称     | 牵头单位 |
        | 说明会筹备   | 县财政局 |
        | 审核项目资金 | 县财政局 |
        | 合计划修路   | 县财政局 |
        """,
        "- 说明会筹备 县财政局 - / - 审核项目资金 县财政局 - / - 合计划修路 县财政局 -",
    ),
    "牵头, 责任, 配合": Case(
        """
        | 任务名称 | 牵头单位 | 责任单位 | 配合单位 |
        | 一件事   | 县财政局 | 县司法局 | 交通局   |
        | 走访     | 县财政局 | 县司法局 | .        |
        """,
        "- 一件事 县财政局 县司法局、县交通运输局 / - 走访 县财政局 县司法局",
        "L197",
    ),
    "责任 leads where 配合 stands beside it": Case(
        """
        | 任务名称 | 配合单位 | 责任单位 |
        | 一件事   | 县司法局 | 县财政局 |
        """,
        "- 一件事 县财政局 县司法局",
        "L198",
    ),
    "a class beside the task": Case(
        """
        | 类别 | 重点工作 | 具体任务 | 牵头单位 |
        | 甲   | 营商     | 一件事   | 县财政局 |
        | 甲   | 营商     | 走访     | 县司法局 |
        """,
        "甲／营商 一件事 县财政局 - / 甲／营商 走访 县司法局 -",
        "L198",
    ),
    "two names, one blank in turn": Case(
        """
        | 任务名称 | 工作任务 | 牵头单位 |
        | 一件事   | .        | 县财政局 |
        | .        | 走访     | 县司法局 |
        """,
        "- 一件事 县财政局 - / - 走访 县司法局 -",
        "L197",
    ),
    "a blank column beside the name": Case(
        """
        | 重点工作 | 具体任务 | 牵头单位 |
        | 一件事   | .        | 县财政局 |
        """,
        "- 一件事 县财政局 -",
    ),
    "work and its tasks, one of them blank in turn": Case(
        """
        | 重点工作 | 具体任务 | 牵头单位 |
        | .        | 走访     | 县司法局 |
        | 一件事   | .        | 县财政局 |
        | 营商     | 修路     | 交通局   |
        """,
        "- 走访 县司法局 - / - 一件事 县财政局 - / 营商 修路 县交通运输局 -",
        "L198",
    ),
    "a name and what it is about, the name blank": Case(
        """
        | 任务名称 | 具体任务               | 牵头单位 |
        | 一件事   | 建成一个窗口，全部接通 | 县财政局 |
        | .        | 走访                   | 县司法局 |
        """,
        "- 一件事 县财政局 - / - 走访 县司法局 -",
        "",
    ),
    "two deadlines, one blank, one otherwise": Case(
        """
        | 任务名称 | 牵头单位 | 整改时限   | 完成时限   |
        | 一件事   | 县财政局 | 9月底      | .          |
        | 走访     | 县财政局 | 2022-08-31 | 2022-10-31 |
        | 修路     | 交通局   | 2022-10-31 | 2022.10.31 |
        """,
        "- 一件事 县财政局 - / - 走访 县财政局 - / - 修路 县交通运输局 -",
        "L197 L199",
    ),
    "单位 that names units": Case(
        """
        | 单位     | 工作任务 |
        | 县财政局 | 一件事   |
        """,
        "- 一件事 县财政局 -",
        "L198",
    ),
    "names with breaks, a numeral of their own, wide letters": Case(
        """
        | 任务名称          | 牵头单位   |
        | 1.推进⏎一件事     | 县 财 政 局 |
        | （二）走访　企业  | 县财政局，  |
        """,
        "- 推进一件事 县财政局 - / - 走访企业 县财政局 -",
    ),
    "a name merged over what is to be done": Case(
        """
        | 任务名称 | 工作内容 | 牵头单位 |
        | 营商     | 推进一件事 | 县财政局 |
        | .        | 开展走访   | .        |
        """,
        "营商 推进一件事 县财政局 - / 营商 开展走访 县财政局 -",
        merged=("A2:A3", "C2:C3"),
    ),
    "the same row twice, and once otherwise": Case(
        """
        | 任务名称 | 牵头单位 | 完成时限 |
        | 一件事   | 县财政局 | 9月底    |
        | 一件事   | 县财政局 | 9月底    |
        | 一件事   | 县财政局 | 10月底   |
        | 一件事   | 县司法局 | 10月底   |
        """,
        "- 一件事 县财政局 - / - 一件事 县司法局 -",
        "L210 L211",
    ),
    "errors and formulas without a result": Case(
        """
        | 任务名称 | 牵头单位 | 完成时限 |
        | 一件事   | 县财政局 | #REF!    |
        | 走访     | =        | 9月底    |
        | =        | 县财政局 | 9月底    |
        | .        | 县财政局 | 9月底    |
        """,
        "- 一件事 县财政局 - / - 走访 - -",
        "L200 L204 L204 L106",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_list_is_read_as_its_clerk_means_it(name: str) -> None:
    case = CASES[name]
    plan = load_sheets(past(UNITS), sheet_of(case.text, merged=case.merged))

    rows = [shown(row, "category", "name", "lead", "co") for row in rows_after(plan)]
    assert " / ".join(rows) == case.rows
    assert codes(plan, leave=("L301",)) == case.codes


@pytest.mark.parametrize("name", CASES)
def test_a_list_loaded_twice_changes_nothing_and_every_row_is_counted(name: str) -> None:
    case = CASES[name]
    first = load_sheets(past(UNITS), sheet_of(case.text, merged=case.merged))
    again = load_sheets(past(UNITS, rows_after(first)), sheet_of(case.text, merged=case.merged))

    assert not again.writes
    sheet = sheet_of(case.text, merged=case.merged)
    filled = [at for at, row in enumerate(sheet.rows)
              if any(c != "" for c in row) or any(r == at for r, _ in sheet.errors)]  # fmt: skip
    heads = len(filled) - sum(first.counts.values())
    assert 1 <= heads <= 3
    assert sum(again.counts.values()) == sum(first.counts.values())


# 完成时限 as typed: 完成时限, 时限原文, 开始日期, 调度频次 as registered; codes
DUES = """
2022.9.30           | 2022年9月30日 - 2022年5月18日 -                      |
2022年9月底         | 2022年9月30日 2022年9月底 2022年5月18日 -            |
9月底前             | 2022年9月30日 9月底前 2022年5月18日 -                |
`44834              | 2022年9月30日 - 2022年5月18日 -                      |
`20220930           | 2022年9月30日 - 2022年5月18日 -                      |
202209              | 2022年9月30日 202209 2022年5月18日 -                 |
2022-09             | 2022年9月30日 2022-09 2022年5月18日 -                |
2022年              | 2022年12月31日 2022年 2022年5月18日 -                |
`2022               | 2022年12月31日 2022 2022年5月18日 -                  |
第三季度            | 2022年9月30日 第三季度 2022年7月1日 -                |
9.30                | 2022年9月30日 9.30 2022年5月18日 -                   |
`9.15               | 2022年9月15日 9.15 2022年5月18日 -                   |
2022-9-15 18:00     | 2022年9月15日 2022-9-15 18:00 2022年5月18日 -        |
2022-09-01~         | 2022年9月30日 2022年9月 2022年5月18日 -              |
2022-09-30~         | 2022年9月30日 2022年9月 2022年5月18日 -              |
2022-09-15~         | 2022年9月15日 2022年9月 2022年5月18日 -              | L207
2022-09-30!         | 2022年9月30日 - 2022年5月18日 -                      |
长期                | 2022年12月31日 长期（默认年底） 2022年5月18日 -      |
每月25日前          | 2022年12月31日 每月25日前（默认年底） 2022年5月18日 月 |
.                   | 2022年12月31日 默认（未写时限） 2022年5月18日 -      |
—                   | 2022年12月31日 默认（未写时限） 2022年5月18日 -      |
尽快                | 2022年12月31日 尽快（默认年底） 2022年5月18日 -      | N133
会后5个工作日内     | 2022年12月31日 会后5个工作日内（默认年底） 2022年5月18日 - | N209
9月前               | 2022年9月30日 9月前 2022年5月18日 -                  | N132
3月底前             | 2022年3月31日 3月底前 - -                            | N131
9.3                 | - 9.3 2022年5月18日 -                                | L206
`9.3                | - 9.3 2022年5月18日 -                                | L206
2月30日             | - 2月30日 2022年5月18日 -                            | L302
待定                | 2022年12月31日 待定（默认年底） 2022年5月18日 -      | N133
已完成              | - 已完成 2022年5月18日 -                             | L302
#N/A                | - - 2022年5月18日 -                                  | L200
"""


@pytest.mark.parametrize("line", DUES.strip().splitlines(), ids=lambda line: line.split("|")[0])
def test_a_deadline_is_read_as_in_a_notice_and_its_words_are_kept(line: str) -> None:
    typed, wanted, said = (part.strip() for part in line.split("|"))
    text = f"| 任务名称 | 牵头单位 | 完成时限 |\n| 一件事 | 县财政局 | {typed} |"
    plan = load_sheets(past(UNITS), sheet_of(text))

    (row,) = rows_after(plan)
    assert shown(row, "due", "due_text", "start", "cadence") == wanted
    assert codes(plan, leave=("L301",)) == said


def test_several_deadlines_in_one_cell_leave_nodes_for_the_earlier_ones() -> None:
    text = "| 任务名称 | 牵头单位 | 完成时限 |\n| 修路 | 交通局 | 6月底完成50%，年底前全部完成 |"
    plan = load_sheets(past(UNITS), sheet_of(text))

    (node,) = plan.writes.added["nodes"]
    assert [str(v) for v in node.values()] == [
        "2022-001", "1.0", "完成50%", "县交通运输局", "2022-06-30",
    ]  # fmt: skip
    assert shown(rows_after(plan)[0], "due") == "2022年12月31日"


def test_the_year_in_the_title_counts_for_days_without_one() -> None:
    text = """
    | 2023年重点任务 | .        | .        |
    | 任务名称       | 牵头单位 | 完成时限 |
    | 修路           | 交通局   | 3月底前  |
    """
    plan = load_sheets(past(UNITS), sheet_of(text))
    assert shown(rows_after(plan)[0], "due") == "2023年3月31日"
    assert codes(plan) == "L217"


# 完成时限 of three tasks, the title above: codes besides the default
OTHER_YEARS = """
2025年办公会议定事项 | 2025-4-30 2025-9-30 6月底   | L223
议定事项             | 2025-4-30 2025-9-30 6月底   | L223
2025年办公会议定事项 | 3月底 6月底 9月底           | L223
议定事项             | 2022-4-30 2022-9-30 2025-6-1 |
议定事项             | 3月底 6月底 9月底           |
"""


@pytest.mark.parametrize("line", OTHER_YEARS.strip().splitlines())
def test_a_list_of_another_year_than_the_settings_is_told(line: str) -> None:
    title, days, said = (part.strip() for part in line.split("|"))
    rows = [f"| 修路{n} | 县财政局 | {day} |" for n, day in enumerate(days.split())]
    head = [f"| {title} | . | . |", "| 任务名称 | 牵头单位 | 完成时限 |"]
    plan = load_sheets(past(UNITS), sheet_of("\n".join([*head, *rows])))
    assert codes(plan) == said


# 计量单位 and 目标值 as typed: 目标值, 计量单位, 量化指标 as registered; codes
TARGETS = """
.    | ≥95%                   | 95 % ≥95%                |
.    | 1.2亿元                | 1.2 亿元 1.2亿元         |
.    | 不少于100户            | 100 户 不少于100户       |
万元 | 1.2亿元                | 12000 万元 1.2亿元       |
.    | `100                   | 100 - -                  |
.    | 1,200                  | 1200 - -                 |
.    | `0.95%                 | 95 % -                   |
%    | `0.95%                 | 95 % -                   |
.    | 8-10个                 | 8 个 8-10个              | N214
.    | 全覆盖                 | - - 全覆盖               | L205
.    | 新建5公里、改造3公里   | - - 新建5公里、改造3公里 | L206
.    | 2022-01-02!            | - - 2022-1-2             | L205
.    | 无                     | - - -                    |
"""


@pytest.mark.parametrize("line", TARGETS.strip().splitlines(), ids=lambda line: line[:24])
def test_a_target_is_read_as_in_a_notice(line: str) -> None:
    measure, typed, wanted, said = (part.strip() for part in line.split("|"))
    heads = "| 任务名称 | 牵头单位 | 完成时限 | 计量单位 | 目标值 |"
    text = f"{heads}\n| 一件事 | 县财政局 | 9月底 | {measure} | {typed} |"
    plan = load_sheets(past(UNITS), sheet_of(text))

    assert shown(rows_after(plan)[0], "target", "measure", "indicator") == wanted
    assert codes(plan) == said


# the head of a column, its cells, what is registered (in percent), codes
SHARES = """
完成进度     | 50% 0.5 50 `50 80%左右 | 50 - 50 50 80        | L206
完成进度     | `0.5 `0.3               | 50 30                |
完成进度     | `0.5 `50                | - 50                 | L206
完成进度     | `1 `80                  | - 80                 | L206
完成进度（%） | `80 `1 `0.5 45 1        | 80 1 0.5 45 1        |
完成进度（%） | `0.3%                   | 30                   |
完成进度     | 过半 120% —             | - - -                | L205 L205
"""


@pytest.mark.parametrize("line", SHARES.strip().splitlines())
def test_a_percentage_is_read_by_its_column_and_by_what_the_cell_shows(line: str) -> None:
    head, cells, wanted, said = (part.strip() for part in line.split("|"))
    rows = [f"| 任务{n} | 县财政局 | 9月底 | {cell} |" for n, cell in enumerate(cells.split())]
    text = "\n".join([f"| 任务名称 | 牵头单位 | 完成时限 | {head} |", *rows])
    plan = load_sheets(past(UNITS), sheet_of(text))

    found = [r["progress"] for r in rows_after(plan)]
    assert " ".join(f"{v * 100:g}" if isinstance(v, float) else "-" for v in found) == wanted
    assert codes(plan) == said


# 牵头单位 as typed: 牵头单位, 责任单位 as registered; codes
NAMES = """
县财政局⏎县司法局               | 县财政局、县司法局 -              |
县财政局 县司法局               | 县财政局、县司法局 -              |
县财政局/县司法局               | 县财政局、县司法局 -              |
县发改局/粮食局                 | 县发改局/粮食局 -                 |
县发改局/粮食局、县司法局       | 县发改局/粮食局、县司法局 -       |
牵头：县财政局；配合：县司法局  | 县财政局 县司法局                 |
县财政局牵头，县司法局配合      | 县财政局 县司法局                 |
县财政局（牵头）、县司法局      | 县财政局 县司法局                 |
县财政局及县司法局              | 县财政局、县司法局 -              |
财政局、交通局                  | 县财政局、县交通运输局 -          |
各乡镇                          | 城关镇政府、东山乡政府 -          |
各乡镇人民政府                  | 城关镇政府、东山乡政府 -          | L222
城关镇人民政府                  | 城关镇政府 -                      |
县财政局（张三）                | 县财政局 -                        | L215
县财政局等部门                  | 县财政局 -                        | L202
县财政局、有关单位              | 县财政局、有关单位 -              | L202
县委组织部                      | 县委组织部 -                      | L221
県财政局                        | 県财政局 -                        | L221
县财政局、县外事办              | 县财政局、县外事办 -              | L221
县财政局、县司法局、县财政局    | 县财政局、县司法局 -              |
—                               | - -                               | L203
"""


@pytest.mark.parametrize("line", NAMES.strip().splitlines(), ids=lambda line: line.split("|")[0])
def test_who_leads_is_found_in_whatever_was_typed(line: str) -> None:
    typed, wanted, said = (part.strip() for part in line.split("|"))
    text = f"| 任务名称 | 牵头单位 | 完成时限 |\n| 一件事 | {typed} | 9月底 |"
    plan = load_sheets(past(UNITS), sheet_of(text))

    assert shown(rows_after(plan)[0], "lead", "co") == wanted
    assert codes(plan) == said


# 任务编号 of some rows: the numbers as registered; codes
NUMBERS = """
2022-007 .          | 2022-007 2022-001          |
A-1 A-2             | A-1 A-2                    |
1 2                 | 1 2                        |
`1.1 `1.1 1.10 `1   | 2022-001 2022-002 2022-003 2022-004 | L208
2022-01-02! .       | 2022-001 2022-002          | L208
（一） （二）       | 2022-001 2022-002          | L208
2022-001 2022-001   | 2022-001 2022-002          | L209
"""


@pytest.mark.parametrize("line", NUMBERS.strip().splitlines(), ids=lambda line: line.split("|")[0])
def test_numbers_are_kept_where_they_name_one_task_each(line: str) -> None:
    typed, wanted, said = (part.strip() for part in line.split("|"))
    rows = [f"| {cell} | 任务{n} | 县财政局 | 9月底 |" for n, cell in enumerate(typed.split())]
    text = "\n".join(["| 任务编号 | 任务名称 | 牵头单位 | 完成时限 |", *rows])
    plan = load_sheets(past(UNITS), sheet_of(text))

    assert " ".join(str(r["task_id"]) for r in rows_after(plan)) == wanted
    assert codes(plan) == said


def test_sheets_without_a_list_hidden_ones_and_covers_are_passed_over_with_a_word() -> None:
    tasks = "| 任务名称 | 牵头单位 |\n| 一件事 | 县财政局 |"
    units = "| 单位全称 | 别名 |\n| 县教育局 | 教育局 |"
    sheets = [
        sheet_of(units, "字典", hidden=True), sheet_of("| 2022年 |", "封面"),
        sheet_of("| . |", "空"), sheet_of(tasks, "任务"),
    ]  # fmt: skip
    plan = load_sheets(past(UNITS), *sheets)
    assert (plan.tasks, plan.units) == (1, 0)
    assert codes(plan) == "L193 L192 L301"

    alone = load_sheets(past(UNITS), sheet_of(tasks, "旧", hidden=True))
    assert codes(alone) == "L193"
    assert codes(load_sheets(past(UNITS), sheet_of("| 2022年 |", "封面"))) == "L108"


@pytest.mark.parametrize(("names", "classes"), [
    (("基础设施", "民生"), ["基础设施", "民生"]),
    (("Sheet1", "Sheet2"), ["", ""]),
])  # fmt: skip
def test_a_sheet_for_each_class_gives_the_class(names: tuple[str, str], classes: list[str]) -> None:
    sheets = [
        sheet_of(f"| 任务名称 | 牵头单位 |\n| 任务{name} | 县财政局 |", name) for name in names
    ]
    plan = load_sheets(past(UNITS), *sheets)
    assert [r["category"] for r in rows_after(plan)] == classes


LATER = """
| 任务名称             | 牵头单位 | 完成时限   | 责任领导 | 最新进展 |
| 推进一件事一次办改革 | 县财政局 | 10月底     | 县长     | 已启动   |
| 开展企业走访服务     | 县司法局 | 11月底     | .        | .        |
| 修建农村公路         | 住建局   | 2022-10-31 | .        | .        |
| 架设桥梁             | 交通局   | 2022-10-31 | .        | .        |
"""


def test_a_later_list_fills_blanks_names_what_differs_and_overwrites_nothing() -> None:
    first = load_sheets(past(UNITS), sheet_of("""
    | 任务名称             | 牵头单位 | 完成时限   |
    | 推进一件事一次办改革 | 县财政局 | 9月底      |
    | 开展企业走访服务     | 县司法局 | .          |
    | 修建农村公路         | 交通局   | 2022-10-31 |
    """))  # fmt: skip
    known = [dict(row) for row in rows_after(first)]
    known[0]["latest"] = "正在办理"
    known[1]["name"] = "开展企业走访服务"

    plan = load_sheets(past(UNITS, known), sheet_of(LATER))

    changes = [(c.key[0], c.column, str(c.new)) for c in plan.writes.cells]
    assert changes == [
        ("2022-001", "leader", "县长"),
        ("2022-002", "due", "2022-11-30"),
        ("2022-002", "due_original", "2022-11-30"),
        ("2022-002", "due_text", "11月底"),
    ]
    assert [r["name"] for r in rows_after(plan)] == ["架设桥梁"]
    assert codes(plan) == "L214 L212 L214 L212 L213"
    told = [i.message for i in plan.issues if i.code == "L212"]
    assert told == [
        (
            "“推进一件事一次办改革”在台账里是“完成时限”2022年9月30日（清单2022年10月31日），"
            "“时限原文”9月底（清单10月底），没有改动。"
        ),
        "“修建农村公路”在台账里是“牵头单位”县交通运输局（清单县住房和城乡建设局），没有改动。",
    ]


def test_a_number_of_another_task_is_not_believed() -> None:
    known = [{"task_id": "2022-001", "name": "修建农村公路", "lead": "县交通运输局"}]
    text = (
        "| 任务编号 | 任务名称 | 牵头单位 | 完成时限 |\n| 2022-001 | 招商引资 | 县财政局 | 9月底 |"
    )
    plan = load_sheets(past(UNITS, known), sheet_of(text))
    assert [r["task_id"] for r in rows_after(plan)] == ["2022-002"]
    assert codes(plan) == "L209"


UNIT_CASES = {
    "names however written, groups that add up": (
        """
        | 单位名称    | 简称   | 集合       | 联系人 | 电话  |
        | 县 教 育 局 | 教育局 | 县直各部门 | 甲     | .     |
        | 县教育局    | 县教局 | 综治成员   | .      | 12345 |
        """,
        "县教育局 教育局、县教局 县直各部门、综治成员 甲 12345", "L198 L198 L210",
    ),
    "the same unit, otherwise": (
        """
        | 单位全称 | 联络员 |
        | 县教育局 | 甲     |
        | 县教育局 | 乙     |
        """,
        "县教育局 - - 甲 -", "L211",
    ),
    "bands, sums and numbers": (
        """
        | 序号           | 单位名称 | 联系电话 |
        | 一、县直部门（1家） | .   | .        |
        | `1             | 县教育局 | `12345   |
        | 合计           | 1家      | .        |
        """,
        "县教育局 - - - 12345", "L194",
    ),
    "a name that is another's alias, an alias that is another's": (
        """
        | 单位全称 | 别名   |
        | 司法局   | .      |
        | 县审计局 | 交通局 |
        """,
        "司法局 - - - - / 县审计局 交通局 - - -", "L218 L218",
    ),
    "a name of two": ("| 单位全称 |\n| 县委办、政府办 |", "县委办、政府办 - - - -", "L219"),
    "no name": ("| 单位全称 | 别名 |\n| . | 教育局 |", "", "L106"),
    "what the roster has": (
        "| 单位全称 | 别名 | 联络员 |\n| 县财政局 | 财政局 | 甲 |\n| 县司法局 | 法制局 | . |",
        "", "L214 L212",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNIT_CASES)
def test_a_unit_list_is_read_as_its_clerk_means_it(name: str) -> None:
    text, wanted, said = UNIT_CASES[name]
    plan = load_sheets(past(UNITS), sheet_of(text))
    rows = [
        shown(r, "unit", "aliases", "groups", "contact", "phone") for r in rows_after(plan, "units")
    ]
    assert " / ".join(rows) == wanted
    assert codes(plan) == said


@pytest.mark.parametrize(("text", "name"), [
    ("一、优化营商环境（共4项）", "优化营商环境"), ("（二） 政务服务", "政务服务"), ("一件事一次办", "一件事一次办"),
    ("第一部分 重点", "重点"), ("二", ""),
])  # fmt: skip
def test_a_band_is_named_without_its_numeral(text: str, name: str) -> None:
    assert band_name(text) == name


@pytest.mark.parametrize(
    "text", ["注：略", "备注：略", "填报单位（盖章）：", "总  计", "2022年5月18日", "（接上表）"]
)
def test_rows_that_are_no_task(text: str) -> None:
    assert no_task([text])


CELLS = st.sampled_from([
    "", "", "1", "一", "1.1", "（一）", "一、营商", "合计", "备注：略", "填表人：甲", "县财政局", "县财政局、外事办",
    "修路", "架桥", "9月底前", "2022-09-30", "长期", "待定", "#REF!", "同上", "无", "任务名称", "牵头单位",
    1.0, 0.5, 44834.0, True, date(2022, 9, 30), "长" * 300, "\x00", "（按全称填写）",
])  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=12)
HEADS = ["序号", "类别", "任务名称", "工作任务", "牵头单位", "完成时限"]


@settings(max_examples=50, deadline=None)
@example([["", "", "1", "\x00", "", ""], ["", "", "1", "\x00", "", ""]], [])
@given(ROWS, st.lists(st.tuples(st.integers(1, 12), st.integers(0, 5)), max_size=3))
def test_every_row_ends_once_whatever_stands_in_it(
    rows: list[list[Raw]], corners: list[tuple[int, int]]
) -> None:
    def sheet() -> ListSheet:
        merged = [((r, c), (r + 1, c)) for r, c in corners]
        return ListSheet("清单.xlsx", "表", [list(HEADS), *map(list, rows)], merged=merged)

    plan = load_sheets(past(UNITS), sheet())

    heads = 1 if rows_after(plan) or plan.counts else 0
    filled = sum(any(str(cell).strip(" \x00") != "" for cell in row) for row in rows)
    assert not heads or sum(plan.counts.values()) == filled
    assert plan.counts["new"] == len(rows_after(plan))
    again = load_sheets(past(UNITS, rows_after(plan)), sheet())
    assert not again.writes.added.get("tasks")
