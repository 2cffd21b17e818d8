"""Text as it arrives: broken at a fixed width, scanned, spaced out, in traditional characters."""

from datetime import date

import pytest

from taizhang.notices import Task, read_clause, read_deadline, split_notice
from taizhang.notices.text.glyphs import view
from taizhang.notices.text.paragraphs import paragraphs
from tests.notices.rows import listed, rows

ISSUED = date(2022, 5, 18)
PARAGRAPHS = (
    "一、提升办事效率",
    "(一)推进审批提速。全面梳理县级审批事项，编制办事指南，把一般项目的审批时限压缩到十个工作日以内，9月底前完成。（牵头单位：县行政审批局；责任单位：县发改局、县住建局）",
    "(二)推行帮办代办。在十二个乡镇的便民服务中心设立代办点，配备代办员不少于三十名，定期开展业务培训。责任单位：县行政审批局、各乡（镇）人民政府",
)


def broken(text: str, width: int) -> str:
    """Break every line at `width` letters, as text copied from a page or a terminal is."""
    lines = (line[i : i + width] for line in text.split("\n") for i in range(0, len(line), width))
    return "\n".join(lines)


def said(task: Task) -> tuple[object, ...]:
    clause = task.clause
    dues = tuple(d.due for d in task.deadlines)
    return task.number, clause and (clause.lead, clause.co), dues


@pytest.mark.parametrize("width", [24, 28, 30, 33, 40, 56])
def test_lines_broken_at_a_fixed_width_read_as_if_they_were_whole(width: int) -> None:
    text = "\n".join(PARAGRAPHS)

    whole = [said(t) for t in split_notice(text, ISSUED).tasks]

    assert [said(t) for t in split_notice(broken(text, width), ISSUED).tasks] == whole
    assert len(whole) == 2


JOINS = rows("""
| 为什么 | 文字 | 段 |
| 标点落在行首 | 加快推进项目建设⏎，年底前完成。 | 1 |
| 右括号落在行首 | 加快建设（牵头单位：县住建局⏎）⏎下一项工作 | 2 |
| 短行各自成段 | 加快建设⏎扩大开放 | 2 |
| 句号结束 | 加快建设。⏎扩大开放。 | 2 |
""")


@pytest.mark.parametrize("row", JOINS, ids=lambda row: row["为什么"])
def test_lines_are_joined_where_the_row_says(row: dict[str, str]) -> None:
    assert len(paragraphs(row["文字"])) == int(row["段"])


SCANNED = rows("""
| 印的 | 读作 |
| 2O26年3月 | 2026年3月 |
| 2OO户 | 200户 |
| 9O%以上 | 90%以上 |
| 1O.5亿元 | 10.5亿元 |
| 1OO0万元 | 1000万元 |
| 二O二二年 | 二〇二二年 |
| 二OO二年 | 二〇〇二年 |
| l2月底 | 12月底 |
| 3l日前 | 31日前 |
| H2O | H2O |
| PM2.5和O3 | PM2.5和O3 |
| B2O模式 | B2O模式 |
| O2O模式 | O2O模式 |
""")


@pytest.mark.parametrize("row", SCANNED, ids=lambda row: row["印的"])
def test_letters_a_scanner_takes_for_digits_are_digits_beside_digits(row: dict[str, str]) -> None:
    assert view(row["印的"]).plain == row["读作"]


SPACED = rows("""
| 文字 | 牵头 | 责任 |
| 责任单位：县教育局 县财政局 县人社局 |  | 县教育局;县财政局;县人社局 |
| 牵头单位：县教育局　责任单位：县财政局 | 县教育局 | 县财政局 |
| 牵头单位：县教 育局、县财 政局、县人 社局 | 县教育局;县财政局;县人社局 |  |
| 责 任 单 位 ： 县 教 育 局 、 县 财 政 局 |  | 县教育局;县财政局 |
| 牵头单位：县教育局 完成时限：6月底 | 县教育局 |  |
""")


@pytest.mark.parametrize("row", SPACED, ids=lambda row: row["文字"])
def test_spaces_divide_units_only_where_they_stand_between_units(row: dict[str, str]) -> None:
    clause = read_clause(row["文字"])

    assert (clause.lead, clause.co) == (listed(row["牵头"]), listed(row["责任"]))


TRADITIONAL = """二、組織領導
(一)成立領導小組
組  長：張志強  縣委常委、副縣長
副組長：劉建國  縣應急管理局局長
成  員：陳曉東  縣財政局副局長
(二)開展排查。由領導小組辦公室主任劉建國牽頭，6月底前完成排查。（牽頭單位：縣應急管理局；責任單位：縣財政局）"""


def test_traditional_characters_are_read_and_names_kept_out() -> None:
    notice = split_notice(TRADITIONAL, ISSUED)
    (task,) = notice.tasks

    assert task.clause
    assert (task.clause.lead, task.clause.co) == (("縣應急管理局",), ("縣財政局",))
    assert task.deadlines[0].due == date(2022, 6, 30)
    assert notice.groups[0].members == ("县应急管理局", "县财政局")
    told = task.title + task.text + repr(task.clause) + repr(notice.groups)
    assert not [name for name in ("劉建國", "刘建国", "張志強", "張志强") if name in told]


OPEN = rows("""
| 文字 | 含糊 |
| 限时办结 | 是 |
| 限时整改 | 是 |
| 限时办结制度 | |
| 限时办结机制 | |
| 限时清零 | 是 |
""")


@pytest.mark.parametrize("row", OPEN, ids=lambda row: row["文字"])
def test_the_name_of_a_rule_asks_for_no_haste(row: dict[str, str]) -> None:
    assert read_deadline(row["文字"], ISSUED).vague == bool(row["含糊"])


KINDS = rows("""
| 行 | 任务 |
| 县教育局：负责校园周边隐患排查 | 1 |
| 县住建局负责老旧小区改造 | 1 |
| 由县住建局牵头推进老旧小区改造 | 1 |
| 各有关单位 | 0 |
| 县教育局负责同志名单 | 0 |
| 示例县人民政府办公室2022年5月18日 | 0 |
""")


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row["行"])
def test_a_line_without_a_full_stop_is_work_where_it_tells_a_unit_what_to_do(
    row: dict[str, str],
) -> None:
    text = f"一、任务分工\n{row['行']}\n二、加快建设。"

    tasks = [t for t in split_notice(text, ISSUED).tasks if t.text != "加快建设。"]

    assert len(tasks) == int(row["任务"])


def test_what_is_checked_is_a_task_only_where_it_sets_a_date() -> None:
    text = (
        "一、开展整治。\n二、督查内容\n(一)各单位学习传达情况。\n(二)县教育局6月底前报送自查报告。"
    )

    assert [t.number for t in split_notice(text, ISSUED).tasks] == ["一", "二(二)"]
