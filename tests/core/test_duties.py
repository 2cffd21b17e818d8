"""Meetings and visits held against what was required of a post."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.duties.judged import HeldDuty, judge_duties
from taizhang.core.duties.visits import VisitLimits, days_out, read_quiet, visits_of
from taizhang.core.tables import LedgerRows
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

TASKS = """
| 任务编号 | 任务名称 | 类别 | 牵头单位   | 责任领导   | 开始日期   | 实际完成日期 |
| T-1      | 修渠     | 水利 | 县水务局   | 分管副县长 | 2022-05-18 |              |
| T-2      | 治污     | 环保 | 县环保局   | 分管副县长 | 2022-05-18 |              |
| T-3      | 建校     | 教育 | 县教育局   | 县委常委   | 2022-05-18 |              |
| T-4      | 已经修好 | 水利 | 县水务局   | 分管副县长 | 2022-05-18 | 2022-05-25   |
"""
MEETINGS = """
| 日期       | 类别 | 主持                 | 调度内容   | 关联任务 |
| 2022-06-02 |      | 分管副县长           | 修渠       | T-1      |
| 2022-06-15 |      | 分管副县长           | 总调度     |          |
| 2022-06-20 | 环保 | 分管副县长           | 环保       |          |
| 2022-06-08 |      | 县水务局主要负责人   | 周调度     |          |
| 2022-06-22 |      | 县水务局主要负责人   | 周调度     |          |
|            |      | 分管副县长           | 没有日期   |          |
"""

# a duty, and what comes of it on 2022-07-04: windows short, each as window/of(found/wanted)
DUTIES = """
| 职务       | 事项 | 范围     | 次数（天数） | 周期 | 从         | 不够                                    |
| 副县长     | 调度 | 每项任务 | 1 | 月   | 2022-06-01 |                                         |
| 副县长     | 调度 | 每项任务 | 2 | 月   | 2022-06-01 |                                         |
| 副县长     | 调度 | 每项任务 | 3 | 月   | 2022-06-01 | 2022-06/T-1(2) 2022-06/T-2(2)           |
| 副县长     | 调度 | 每个类别 | 3 | 月   | 2022-06-01 | 2022-06/水利(2) 2022-06/环保(2)         |
| 副县长     | 调度 | 合计     | 4 | 月   | 2022-06-01 | 2022-06/(3)                             |
| 县委常委   | 调度 | 每项任务 | 1 | 半月 | 2022-06-01 | 2022-06上/T-3(0) 2022-06下/T-3(0)       |
| 县水务局   | 调度 | 合计     | 1 | 周   | 2022-06-06 | 2022-W24/(0) 2022-W26/(0)               |
"""
ON = date(2022, 7, 4)


def _held(duties: str, on: date = ON, **texts: str) -> tuple[list[HeldDuty], list[str]]:
    tables = dict(ledger(**({"tasks": TASKS, "meetings": MEETINGS} | texts)))
    tables["duties"] = rows("duties", duties, "不够")
    judged = judge_duties(tables, on, VisitLimits(), date(2022, 5, 18))
    return list(judged.held), [i.code for i in judged.issues]


@pytest.mark.parametrize("row", table(DUTIES), ids=lambda r: "".join(r.values()))
def test_meetings_short_of_a_duty_are_named(row: dict[str, str]) -> None:
    line = "\n".join(f"| {' | '.join(cells)} |" for cells in (row, row.values()))
    held, codes = _held(line)
    short = [f"{h.window.id}/{h.of}({h.found:.0f})" for h in held if h.state == "不够"]
    assert short == row["不够"].split()
    assert codes == ["P147", *["P141"] * bool(short)]


# a duty, and how what is short is said: once, of all windows and tasks of which it holds
SAID = """
| 职务     | 范围     | 次数（天数） | 周期 | 从         | 说 |
| 副县长   | 每项任务 | 3 | 月   | 2022-06-01 | 分管副县长2022年6月（T-1、T-2每项）应调度3次，记了2次。 |
| 副县长   | 合计     | 4 | 月   | 2022-06-01 | 分管副县长2022年6月（合计）应调度4次，记了3次。 |
| 县委常委 | 每项任务 | 1 | 半月 | 2022-06-01 | 县委常委2022年6月上半月至6月下半月每期（T-3）应调度1次，记了0次。 |
| 县水务局 | 合计     | 1 | 周   | 2022-06-06 | 县水务局2022年第24周、第26周每期（合计）应调度1次，记了0次。 |
"""


@pytest.mark.parametrize("row", table(SAID), ids=lambda r: f"{r['职务']}-{r['范围']}")
def test_what_is_short_is_said_once(row: dict[str, str]) -> None:
    row["事项"] = "调度"
    line = "\n".join(f"| {' | '.join(cells)} |" for cells in (row, row.values()))
    tables = dict(ledger(tasks=TASKS, meetings=MEETINGS))
    tables["duties"] = rows("duties", line, "说")
    judged = judge_duties(tables, ON, VisitLimits(), date(2022, 5, 18))
    assert [i.message for i in judged.issues if i.code == "P141"] == [row["说"]]


def test_a_window_that_is_not_over_is_running() -> None:
    held, codes = _held(
        "|职务|事项|范围|次数（天数）|周期|\n|副县长|调度|合计|1|月|", date(2022, 5, 20)
    )
    assert [h.state for h in held] == ["进行中"]
    assert codes == ["P147"]


VISITS = """
| 日期       | 至         | 领导（职务）         | 地点   | 半天 | 课题名称 |
| 2022-03-01 | 2022-03-03 | 分管副县长           | 甲镇   |      | 课题一   |
| 2022-03-03 |            | 分管副县长           | 乙镇   |      | 课题一   |
| 2022-03-10 |            | 分管副县长           | 丙镇   | 是   | 课题二   |
| 2022-03-11 |            | 分管副县长、县委常委 | 丙镇   | 是   |          |
| 2022-03-11 |            | 分管副县长           | 丁镇   | 是   |          |
"""
# days asked for by the day, pro rata in calendar days; 2022 has 365
FIELD = """
| 日期       | 次数（天数） | 应   | 实 | 结果 |
| 2022-03-31 | 60           | 15   | 5  | 不够 |
| 2022-06-30 | 60           | 30   | 5  | 不够 |
| 2022-12-31 | 60           | 60   | 5  | 不够 |
| 2022-03-31 | 20           | 5    | 5  | 够   |
| 2022-01-01 | 60           | 0.5  | 0  | 不够 |
"""


@pytest.mark.parametrize("row", table(FIELD), ids=lambda r: r["日期"] + r["次数（天数）"])
def test_field_days_are_asked_for_pro_rata(row: dict[str, str]) -> None:
    duty = f"|职务|事项|次数（天数）|周期|\n|分管副县长|调研|{row['次数（天数）']}|年|"
    on = date.fromisoformat(row["日期"])
    (held,), codes = _held(duty, on, visits=VISITS, meetings="")
    assert (held.wanted, held.found, held.state) == (
        float(row["应"]), float(row["实"]), row["结果"],
    )  # fmt: skip
    assert ("P142" in codes) == (row["结果"] == "不够")


def test_half_days_are_an_option() -> None:
    visits, _ = visits_of(rows("visits", VISITS))
    assert days_out(visits) == 5
    assert days_out(visits, halves=True) == 4.5


def test_topics_are_asked_for_when_the_year_is_over() -> None:
    duty = "|职务|事项|次数（天数）|周期|\n|分管副县长|课题|3|年|\n|县委常委|课题|2|年|"
    held, codes = _held(duty, date(2022, 6, 30), visits=VISITS, meetings="")
    assert [(h.found, h.wanted, h.state) for h in held] == [(2, 3, "进行中"), (0, 2, "进行中")]
    held, codes = _held(duty, date(2022, 12, 31), visits=VISITS, meetings="")
    assert codes.count("P143") == 2


CROWDS = """
| 日期       | 至         | 领导（职务） | 地点     | 陪同人数 | 进企业 | 应报      |
| 2022-06-06 | 2022-06-07 | 分管副县长   | 示例镇   | 2        |        |           |
| 2022-06-13 |            | 县委常委     | 示例镇   | 3        |        | P144 P145 |
| 2022-06-21 |            | 分管副县长   | 示例镇   |          |        |           |
| 2022-06-21 |            | 分管副县长   | 示例 镇  |          | 是     |           |
| 2022-06-20 |            | 县委常委     | 城关镇   |          | 是     | P146      |
| 2022-06-01 |            |              | 城关镇   |          |        | P148      |
| 2022-06-05 | 2022-06-01 | 县委常委     | 城关镇   |          |        | P148      |
|            |            |              |          |          |        |           |
"""


def test_single_visits_are_looked_at() -> None:
    tables: dict[str, LedgerRows] = dict(ledger())
    tables["visits"] = rows("visits", CROWDS, "应报")
    limits = VisitLimits(quiet="每月1日至20日")
    drawn = [(i.place.row, i.code) for i in judge_duties(tables, ON, limits, ON).issues]
    stated = [(n, c) for n, r in enumerate(table(CROWDS), 3) for c in r["应报"].split()]
    assert sorted(drawn) == stated
    off = judge_duties(tables, ON, VisitLimits(0, None, ""), ON).issues
    assert [i.code for i in off] == ["P148", "P148"]
    unread = judge_duties(tables, ON, VisitLimits(0, None, "月初"), ON).issues
    assert [i.code for i in unread] == ["P148", "P148", "P150"]


QUIET = """
| 写法               | 日                | 星期  |
| 每月1日至20日      | 1-20              |       |
| 每月1-25日         | 1-25              |       |
| 每周一至周三       |                   | 0-2   |
| 每周一             |                   | 0-0   |
| 每月一日至五日、周五 | 1-5             | 4-4   |
"""


@pytest.mark.parametrize("row", table(QUIET), ids=lambda r: r["写法"])
def test_days_of_quiet_are_read(row: dict[str, str]) -> None:
    def span(text: str) -> frozenset[int]:
        first, _, last = text.partition("-")
        return frozenset(range(int(first), int(last) + 1)) if text else frozenset()

    assert read_quiet(row["写法"]) == (span(row["日"]), span(row["星期"]))


FAULTY = """
| 启用 | 职务   | 事项 | 次数（天数） | 周期   | 应报 |
| 是   | 副县长 | 看看 | 1            | 月     | P149 |
| 是   | 副县长 | 调度 |              | 月     | P149 |
| 是   | 副县长 | 调度 | 1            | 月、季 | P149 |
| 否   | 副县长 | 看看 |              |        |      |
"""


def test_a_duty_that_cannot_be_held_is_said() -> None:
    tables: dict[str, LedgerRows] = dict(ledger())
    tables["duties"] = rows("duties", FAULTY, "应报")
    issues = judge_duties(tables, ON, VisitLimits(), ON).issues
    drawn = [(i.place.row, i.code) for i in issues]
    assert drawn == [(n, r["应报"]) for n, r in enumerate(table(FAULTY), 3) if r["应报"]]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)), max_size=12))
def test_days_out_are_days_and_never_counted_twice(spans: list[tuple[int, int]]) -> None:
    first = date(2022, 3, 1)
    days = [(first + timedelta(days=a), first + timedelta(days=a + n)) for a, n in spans]
    lines = [f"|{a}|{b}|分管副县长|" for a, b in days]
    visits, issues = visits_of(rows("visits", "\n".join(["|日期|至|领导（职务）|", *lines])))
    union = {a + timedelta(days=n) for a, b in days for n in range((b - a).days + 1)}
    assert issues == []
    assert days_out(visits) == len(union)
    assert days_out([*visits, *visits]) == len(union)


FIRMS = """
| 单位全称 | 类型 | 是否报送 | 集合     |
| 示例化工 | 企业 | 否       | 规上企业 |
| 示例食品 | 企业 | 否       | 规上企业 |
| 示例建材 | 企业 | 否       | 规上企业 |
| 县水务局 | 县直部门 | 是   |          |
"""
CALLS = """
| 日期       | 至         | 领导（职务） | 地点               | 进企业 |
| 2022-03-01 |            | 县委书记     | 示例化工           | 是     |
| 2022-04-05 | 2022-04-06 | 副县长       | 示例化工、示例食品 | 是     |
| 2022-07-05 |            | 县委书记     | 示例建材           | 是     |
"""
PROJECTS = """
| 项目编号 | 项目名称 | 包保领导         |
| X-1      | 化工园   | 副县长           |
| X-2      | 食品园   | 副县长、县委书记 |
"""
# other duties of visiting, of looking after projects, of a kind of meeting
WIDER = """
| 职务     | 事项     | 范围     | 次数（天数） | 周期 | 从         | 到         | 日子       | 够没够    | 说                                               |
| 副县长   | 走访     | 合计     | 1            | 周   | 2022-04-04 | 2022-04-10 | 2022-04-11 | 1/1       |                                                  |
| 副县长   | 走访     | 合计     | 3            | 周   | 2022-04-04 | 2022-04-10 | 2022-04-11 | 1/3       | 副县长2022年第14周应走访企业3次，走访了1次。     |
| 全体     | 走访家数 | 规上企业 | 2            | 年   |            |            | 2022-12-31 | 3/2       |                                                  |
| 县委书记 | 走访家数 | 规上企业 | 3            | 年   |            |            | 2022-12-31 | 2/3       | 县委书记2022年应走访“规上企业”3家，走访了2家。 |
| 副县长   | 走访家数 | 规上企业 | 0.67         | 年   |            |            | 2022-12-31 | 2/3       | 副县长2022年应走访“规上企业”3家，走访了2家。     |
| 副县长   | 走访家数 | 规上企业 | 0.34         | 年   |            |            | 2022-12-31 | 2/2       |                                                  |
| 副县长   | 包保     | 项目     | 2            | 年   |            |            | 2022-12-31 | 2/2       |                                                  |
| 县委书记 | 包保     | 项目     | 2            | 年   |            |            | 2022-12-31 | 1/2       | 县委书记2022年应包保项目2个，“项目台账”登记了1个。|
| 副县长   | 调度     | 周例会   | 1            | 月   | 2022-04-01 | 2022-04-30 | 2022-05-01 | 1/1       |                                                  |
| 副县长   | 调度     | 月小结   | 1            | 月   | 2022-04-01 | 2022-04-30 | 2022-05-01 | 0/1       | 副县长2022年4月（合计）应调度1次，记了0次。      |
"""
KINDS_MET = """
| 日期       | 主持   | 会议种类 | 调度内容 |
| 2022-04-06 | 副县长 | 周例会   | 一       |
"""


@pytest.mark.parametrize("row", table(WIDER), ids=lambda r: "".join(r.values())[:40])
def test_wider_duties_are_held_against_the_records(row: dict[str, str]) -> None:
    heads = ("职务", "事项", "范围", "次数（天数）", "周期", "从", "到")
    duty = f"| {' | '.join(heads)} |\n| {' | '.join(row[h] for h in heads)} |"
    tables = dict(ledger(visits=CALLS, units=FIRMS, projects=PROJECTS, meetings=KINDS_MET))
    tables["duties"] = rows("duties", duty)
    on = date.fromisoformat(row["日子"])
    judged = judge_duties(tables, on, VisitLimits(), date(2022, 1, 1))
    assert [f"{h.found:.0f}/{h.wanted:.0f}" for h in judged.held] == [row["够没够"]]
    said = [i.message for i in judged.issues if i.code in {"P141", "P155", "P156"}]
    assert said == list(filter(None, [row["说"]]))


COVERAGE = """
| 职务 | 次数（天数） | 周期 | 日子       | 走访到 | 差                         |
| 全体 | 1            | 年   | 2022-12-31 | 3/3    |                            |
| 全体 | 2            | 年   | 2022-12-31 | 2/3    | 示例建材                   |
| 全体 | 1            | 季   | 2022-06-30 | 2/3    | 示例建材 |
| 县委书记 | 1            | 年   | 2022-12-31 | 2/3    | 示例食品                   |
| 县委书记 | 1            | 年   | 2022-06-30 | 1/3    | 示例食品、示例建材         |
"""


@pytest.mark.parametrize("row", table(COVERAGE), ids=lambda r: "".join(r.values()))
def test_firms_that_nobody_has_been_to_are_named(row: dict[str, str]) -> None:
    duty = (
        "| 职务 | 事项 | 范围 | 次数（天数） | 周期 |\n"
        f"| {row['职务']} | 走访 | 规上企业 | {row['次数（天数）']} | {row['周期']} |"
    )
    on = date.fromisoformat(row["日子"])
    held, codes = _held(duty, on, visits=CALLS, units=FIRMS)
    assert " ".join(f"{h.found:.0f}/{h.wanted:.0f}" for h in held) == row["走访到"]
    assert "；".join("、".join(h.left) for h in held) == row["差"]
    short = sum(bool(h.left) and h.over for h in held)
    assert codes.count("P151") == short
