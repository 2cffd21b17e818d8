"""The register: rows of 汇总结果 as a table, the lists and figures they give, the words to remind."""

from dataclasses import fields
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.books.papers.merge_page import load_wording
from taizhang.core.merge.merge import Filed
from taizhang.core.merge.register import (
    MOST_REASONS,
    Occasion,
    Register,
    Wording,
    register,
    reminders,
)
from taizhang.core.merge.summary import ReportsDue
from taizhang.core.periods import BLANK, LATE, MISSING, ON_TIME, WAITING
from taizhang.core.submission import Value
from tests.support.tables import table

ORDER = (
    "县财政局",
    "县粮食局",
    "县水务局",
    "县审计局",
    "县民政局",
    "县统计局",
    "县文体广电和旅游局",
)
NOW = datetime(2022, 6, 28, 10, 30)
DUE = "2022年6月25日 18:00"
WORDS = load_wording()
OCCASION = Occasion("2022年6月", DUE, "示例县政府督查室", "督查室 0000-0000000", NOW)

CLOSED = """
| 单位               | 应报任务 | 报送情况 | 采用 | 退回 | 冲突 | 来源文件       | 说明                                   |
|--------------------|----------|----------|------|------|------|----------------|----------------------------------------|
| 县审计局           | 3        | 漏报     |      |      |      |                |                                        |
| 县财政局           | 9        | 按时     | 12   | 0    | 1    | 县财政局.xlsx  |                                        |
| 县粮食局           | 4        | 迟报     | 8    | 2    | 0    | 县粮食局.xlsx  |                                        |
| 县水务局           | 4        | 空报     | 0    | 5    | 0    | 县水务局.xlsx  |                                        |
| 县民政局           | 2        | 漏报     |      |      |      |                |                                        |
| 县统计局           |          | 按时     | 2    | 0    | 0    | 县统计局.xlsx  |                                        |
|                    |          | 未采用   |      |      |      | 县财政局(1).xlsx | 县财政局：与“县财政局.xlsx”内容完全相同，只汇总一次。 |
|                    |          | 未采用   |      |      |      | 民政局六月.xls | 县民政局：这份是2022-05的报送表，本期是2022-06。 |
|                    |          | 未采用   |      |      |      | 不知谁的.csv   | 没有随表保存的原值，也看不出是哪个单位报的。 |
"""
KEYS = {
    "单位": "unit", "应报任务": "due_tasks", "报送情况": "timing", "采用": "taken",
    "退回": "refused", "冲突": "conflicts", "来源文件": "file", "说明": "note",
}  # fmt: skip
NUMBERS = {"due_tasks", "taken", "refused", "conflicts"}


def rows(text: str) -> list[dict[str, Value]]:
    return [
        {
            KEYS[label]: float(cell) if cell and KEYS[label] in NUMBERS else cell
            for label, cell in line.items()
        }
        for line in table(text)
    ]


def said(found: Register) -> tuple[str, ...]:
    return tuple(r.text for r in reminders(found, OCCASION, WORDS))


def to(found: Register, unit: str) -> list[str]:
    return [r.text for r in reminders(found, OCCASION, WORDS) if r.unit == unit]


def test_lists_stand_in_the_rosters_order_and_figures_add_up() -> None:
    found = register(rows(CLOSED), ORDER)
    assert (found.on_time, found.late, found.blank) == (("县财政局",), ("县粮食局",), ("县水务局",))
    assert (found.missing, found.waiting) == (("县审计局", "县民政局"), ())
    assert (found.due, found.filed, found.rate) == (5, 3, 0.6)
    assert (found.taken, found.conflicts) == (22, 1)


def test_who_reported_without_being_asked_counts_nowhere_else() -> None:
    found = register(rows(CLOSED), ORDER)
    assert found.extra == ("县统计局",)
    assert register([r for r in rows(CLOSED) if r["unit"] == "县统计局"], ORDER).rate is None


def test_a_rejected_file_belongs_to_the_unit_its_note_or_name_tells() -> None:
    found = register(rows(CLOSED), ORDER)
    assert [(r.file, r.unit) for r in found.rejected] == [
        ("县财政局(1).xlsx", "县财政局"), ("民政局六月.xls", "县民政局"), ("不知谁的.csv", ""),
    ]  # fmt: skip
    broken = {
        "unit": "",
        "timing": "未采用",
        "file": "县审计局.xlsx",
        "note": "文件是空的，没有内容。",
    }
    found = register([*rows(CLOSED), broken], ORDER)
    assert found.rejected[-1].unit == "县审计局"


def test_only_units_without_another_file_have_to_send_again() -> None:
    found = register(rows(CLOSED), ORDER)
    assert [r.unit for r in found.unusable] == ["县民政局"]
    assert found.silent == ("县审计局",)


def test_refused_cells_count_unless_their_reasons_are_known() -> None:
    found = register(rows(CLOSED), ORDER)
    assert [(r.unit, r.cells) for r in found.returned] == [("县粮食局", 2), ("县水务局", 5)]
    assert [r.unit for r in found.to_correct] == ["县粮食局"]
    told = register(rows(CLOSED), ORDER, {"县财政局": ["“约三成”看不出是什么数。"]})
    assert [(r.unit, r.cells) for r in told.to_correct] == [("县财政局", 1), ("县粮食局", 2)]
    assert register(rows(CLOSED), ORDER, {"县粮食局": []}).to_correct == ()


TIMINGS = st.sampled_from((ON_TIME, LATE, BLANK, MISSING, WAITING, ""))


@given(st.lists(st.tuples(TIMINGS, st.booleans()), max_size=12))
def test_each_unit_is_in_exactly_one_list(units: list[tuple[str, bool]]) -> None:
    names = [f"单位{n}" for n in range(len(units))]
    lines: list[dict[str, Value]] = [
        {"unit": name, "timing": timing, "due_tasks": 3.0 if asked else ""}
        for name, (timing, asked) in zip(names, units, strict=True)
    ]
    found = register(lines, names[::-1])
    lists = (found.on_time, found.late, found.blank, found.missing, found.waiting, found.extra)
    assert sorted(name for part in lists for name in part) == sorted(names)
    assert found.due == sum(asked for _, asked in units)
    assert found.due == found.filed + len(found.missing) + len(found.waiting)


AFTER = """\
【催办】各单位：2022年6月督查任务报送表已于2022年6月25日 18:00截止报送。
截至2022年6月28日 10:30，还有1家单位没有报送：县审计局。请尽快补报，并说明没有按时报送的原因；已经发来的，请重新发一次。
以下1家单位发来的文件没有采用：县民政局（这份是2022-05的报送表，本期是2022-06）。请重新报送。
以下1家单位发回的表没有填写内容：县水务局。请补填后重报；没有进展的，在“最新进展”里写明原因。
以下1家单位的表有要更正的地方，已经退回：县粮食局（2处）。请改好红色格后重报，其他格子不用重填。
有疑问请联系督查室 0000-0000000。
示例县政府督查室
2022年6月28日"""
BEFORE = """\
县审计局：2022年6月督查任务报送表请于2022年6月25日 18:00前报送，截至2022年6月28日 10:30还没有收到贵单位的。请抓紧填报，按时发回。
有疑问请联系督查室 0000-0000000。
示例县政府督查室
2022年6月28日"""
UNSIGNED = """\
县审计局：2022年6月督查任务报送表已于2022年6月25日 18:00截止报送，截至2022年6月28日 10:30还没有收到贵单位的。\
请尽快补报，并说明没有按时报送的原因；已经发来的，请重新发一次。
2022年6月28日"""


def test_after_the_deadline_the_message_names_all_who_have_to_act() -> None:
    assert said(register(rows(CLOSED), ORDER, {"县粮食局": ["甲", "乙"]}))[0] == AFTER


def test_before_the_deadline_the_tone_is_another() -> None:
    early = register(rows(CLOSED.replace("漏报", "待报")), ORDER)
    assert early.waiting == ("县审计局", "县民政局")
    whole, first, *_ = said(early)
    assert whole.startswith(
        "【报送提醒】各单位：2022年6月督查任务报送表请于2022年6月25日 18:00前报送。"
    )
    assert "原因" not in whole.splitlines()[1]
    assert first == BEFORE


def test_a_unit_reads_what_is_wrong_and_how_much_more_there_is() -> None:
    reasons = [f"任务填报 H{n} 完成值：“很多”看不出是什么数。" for n in range(4, 11)]
    (text,) = to(register(rows(CLOSED), ORDER, {"县粮食局": reasons}), "县粮食局")
    lines = text.splitlines()
    assert lines[0] == "县粮食局：贵单位2022年6月督查任务报送表有7处要更正后重报，已经退回。"
    assert lines[1] == "1. 任务填报 H4 完成值：“很多”看不出是什么数。"
    assert lines[MOST_REASONS + 1] == "另有2处，见退回表的第一页。"


def test_each_unit_that_has_to_act_gets_one_message_and_no_other() -> None:
    found = register(rows(CLOSED), ORDER)
    named = [r.unit for r in reminders(found, OCCASION, WORDS)]
    assert named == ["", "县审计局", "县民政局", "县水务局", "县粮食局"]
    (again,) = to(found, "县民政局")
    assert "“民政局六月.xls”没有采用：这份是2022-05的报送表，本期是2022-06。请重新报送。" in again


def test_when_all_have_reported_there_is_one_message_of_thanks() -> None:
    (text,) = said(register([r for r in rows(CLOSED) if r["unit"] == "县财政局"], ORDER))
    assert text.startswith("各单位：截至2022年6月28日 10:30，2022年6月督查任务报送表1家已全部报齐")


def test_when_all_have_reported_but_some_have_to_correct() -> None:
    filed = [r for r in rows(CLOSED) if r["unit"] in {"县财政局", "县粮食局"}]
    assert said(register(filed, ORDER))[0].startswith(
        "【请更正】各单位：2022年6月督查任务报送表2家已收齐"
    )


def test_nobody_asked_gives_no_division_by_nothing_and_no_message() -> None:
    empty = register([], ORDER)
    assert (empty.due, empty.rate) == (0, None)
    assert said(empty) == ()


def test_a_blank_contact_and_place_leave_no_gap() -> None:
    found = register(rows(CLOSED), ORDER)
    nobody = Occasion("2022年6月", DUE, "", "", NOW)
    assert reminders(found, nobody, WORDS)[1].text == UNSIGNED


def test_a_slip_in_the_wording_is_not_passed_over() -> None:
    texts = {f.name: getattr(WORDS, f.name) for f in fields(Wording)}
    with pytest.raises(TypeError):
        Wording(**texts | {"blanks": "多写的一条"})
    with pytest.raises(KeyError):
        reminders(register(rows(CLOSED), ORDER), OCCASION, Wording(**texts | {"after": "{谁}没报"}))


OWN_TIMES = """
| 单位     | 收到             | 应记 |
| 县住建局 | 2022-06-20T18:00 | 按时 |
| 县住建局 | 2022-06-20T18:01 | 迟报 |
| 县住建局 |                  | 漏报 |
| 县教育局 | 2022-06-25T18:00 | 按时 |
| 县教育局 |                  | 待报 |
"""


@pytest.mark.parametrize("row", table(OWN_TIMES), ids=lambda r: "".join(r.values()))
def test_a_unit_with_a_cutoff_of_its_own_is_timed_by_it(row: dict[str, str]) -> None:
    usual, own = datetime(2022, 6, 25, 18), {"县住建局": datetime(2022, 6, 20, 18)}
    deadline = ReportsDue(usual, datetime(2022, 6, 22, 9), own=own)
    if not row["收到"]:
        assert deadline.absence(row["单位"]) == row["应记"]
        return
    received = datetime.fromisoformat(row["收到"])
    filed = Filed("一份.xlsx", row["单位"], received, received, blank=False, counts={})
    assert deadline.timing(filed) == row["应记"]
