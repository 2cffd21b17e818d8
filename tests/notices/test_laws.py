"""Laws: nothing printed vanishes, spans point back, names stay in, time grows with length."""

import re
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.notices import Notice, read_clause, read_deadline, split_notice
from tests.notices import labelled

pytestmark = pytest.mark.slow

ISSUED = date(2022, 5, 18)
SENTENCES = (
    "加快推进农贸市场改造，年底前完成。", "每月调度一次。", "新建学校3所，投资2亿元。", "坚持问题导向",
    "对工作不力的严肃问责。", "责任单位：县教育局、各乡（镇）政府", "（牵头单位：县住建局；配合单位：县财政局）",
    "整改时限：2022年12月底", "组  长：张三  县委常委", "李四 副县长", "各乡镇：", "2022年5月18日", "附件1",
    "由县水务局牵头，县财政局配合，6月底前完成排查。", "一是强化领导；二是压实责任；三是严格考核。",
    "序号\t任务\t责任单位\t时限", "1\t新建道路\t县交通局\t9月", "\t\t县住建局\t全年", "| 序号 | 任务 | 责任单位 |",
    "(责任单位:市教育局、", "）。", "《", "“", "……", "　", "xx年5月前完成", "示政办发〔2022〕14号", "—", "1", "全年",
)  # fmt: skip
MARKS = ("", "一、", "（一）", "1.", "(2)", "①", "第一阶段", "一是", "——", "附件：")
LINES = st.builds(str.__add__, st.sampled_from(MARKS), st.sampled_from(SENTENCES))
NOTICES = st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=14).map("\n".join)
BLANK = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u2060]")


def uncovered(notice: Notice, text: str) -> str:
    """Return the letters that no stretch holds."""
    left = list(text)
    for stretch in notice.stretches:
        begin, end = stretch.span
        left[begin:end] = " " * (end - begin)
    return BLANK.sub("", "".join(left))


@settings(deadline=None, max_examples=150)
@given(NOTICES)
def test_every_letter_lands_in_a_task_a_heading_a_clause_or_context(text: str) -> None:
    notice = split_notice(text, ISSUED)

    assert uncovered(notice, text) == ""


@settings(deadline=None, max_examples=150)
@given(NOTICES)
def test_spans_point_back_into_the_text(text: str) -> None:
    for task in split_notice(text, ISSUED).tasks:
        begin, end = task.span
        assert 0 <= begin < end <= len(text)
        assert task.text == text[begin:end] or len(task.text) < end - begin
        assert task.title
        spans = [d.span for d in task.deadlines] + [t.span for t in task.targets]
        assert all(0 <= first <= last <= len(text) for first, last in spans)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60))
def test_any_phrase_can_be_read(text: str) -> None:
    read_deadline(text, ISSUED)
    read_clause(text)


@pytest.mark.parametrize("case", labelled.cases(), ids=lambda case: case.name)
def test_the_labelled_notices_keep_every_letter(case: labelled.Case) -> None:
    assert uncovered(case.read(), case.text) == ""


HARD = {
    "prose": "推进项目建设", "months": "3月至", "brackets": "(责任单位:市甲局、", "joins": "市局和市乙局与",
    "lines": "责任单位:市甲局\n", "items": "1.开展工作。\n(1)开展走访。\n", "open": "(", "quotes": "《“",
    "rows": "序号\t任务\t责任单位\n1\t甲\t市甲局\n", "people": "组长:张三 县长\n李四 副县长\n", "digits": "2022",
    "commas": "市甲局,", "is": "一是甲;二是乙。", "verbs": "牵头会同配合负责", "spaces": " 市 甲", "years": "2022年",
    "plain lines": "推进项目建设县教育局要抓好落实\n", "sentences": "推进项目建设，年底前新建3所。",
}  # fmt: skip


@pytest.mark.parametrize("unit", HARD.values(), ids=HARD)
def test_time_grows_with_length_and_not_faster(unit: str) -> None:
    def seconds(letters: int) -> float:
        text = (unit * letters)[:letters]
        begin = process_time()
        split_notice(text, ISSUED)
        return process_time() - begin

    seconds(1_000)
    small, large = seconds(8_000), seconds(32_000)

    assert large < 10 * small + 0.5
