"""What a scheme can say beyond points: conditions, limits over a year, titles, money, lists of three colours."""

from collections.abc import Mapping
from datetime import date

import pytest

from taizhang.core.scoring.conditions import read_condition, said_of
from taizhang.core.scoring.deriving import derived_events, derived_figures
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure
from taizhang.core.scoring.knowing import Knowledge
from taizhang.core.scoring.lists import read_lists
from taizhang.core.scoring.planning import plan_scoring
from taizhang.core.scoring.posting import PostPlan, plan_posting
from taizhang.core.scoring.score import score
from tests.support.scoring import (
    LAYOUT,
    SCHEMES,
    UNIT,
    events,
    scheme_of,
    scoring_past,
    sheet_rows,
)
from tests.support.tables import table

KNOWN = Knowledge(
    {"四县": ["甲县", "乙县", "丙县"]},
    [ScoreEvent("甲县", "表扬"), ScoreEvent("甲县", "逾期未完成")],
    [ScoreEvent("甲县", "逾期未完成")],
    {
        "签约率": {"甲县": ScoreFigure("甲县", "签约率", 10, 12), "乙县": ScoreFigure("乙县", "签约率", 10, 12),
                   "丙县": ScoreFigure("丙县", "签约率", 10, 5)},
        "到资率": {"甲县": ScoreFigure("甲县", "到资率", value=90), "乙县": ScoreFigure("乙县", "到资率", value=95),
                   "丙县": ScoreFigure("丙县", "到资率", value=99)},
        "督办类型": {"甲县": ScoreFigure("甲县", "督办类型", word="列督")},
        "同一个数": {u: ScoreFigure(u, "同一个数", value=7) for u in ("甲县", "乙县", "丙县")},
    },
    {"表扬", "逾期未完成", "批评"},
)  # fmt: skip

# what an office writes, and why it holds for 甲县 ("" where it does not)
CONDITIONS = """
| 条件                                   | 甲县                     |
|----------------------------------------|--------------------------|
| 逾期未完成>=2                          |                          |
| 年内逾期未完成>=2                      | 年内逾期未完成2          |
| 年内逾期未完成≥2；表扬≥1               | 年内逾期未完成2          |
| 逾期未完成>=2；表扬>=1                 | 表扬1                    |
| 表扬>=1且批评=0                        | 表扬1，批评0             |
| 表扬>=1且批评>=1                       |                          |
| 没有这个事件<5                         |                          |
| 签约率第1                              | 签约率第1                |
| 签约率>=120且到资率第1                 |                          |
| 到资率后1                              | 到资率倒数第1            |
| 到资率前2                              |                          |
| 签约率、到资率中1项第1                 | 签约率第1                |
| 签约率、到资率中2项第1                 |                          |
| 签约率、到资率中2项>=90                | 签约率120、到资率90      |
| 同一个数第1                            |                          |
| 签约率计划=10                          | 签约率计划10             |
| 签约率计划+签约率完成>=22              | 签约率计划+签约率完成22  |
| 组别=四县                              | 组别四县                 |
| 组别<>四县                             |                          |
| 督办类型=列督                          | 督办类型列督             |
"""


@pytest.mark.parametrize("row", table(CONDITIONS), ids=lambda row: row["条件"])
def test_a_condition_says_why_it_holds(row: dict[str, str]) -> None:
    condition = read_condition(row["条件"])
    assert not isinstance(condition, str)
    assert (said_of(condition, KNOWN.of("甲县")) or "") == row["甲县"]


@pytest.mark.parametrize(
    "text", ["看着办", "得分>=高", "甲、乙中3项第1", "甲中0项第1", "；", ">=3"]
)
def test_what_is_no_condition_is_named(text: str) -> None:
    assert isinstance(read_condition(text), str)


BAD = """
| 行                                                   | 代码 |
|------------------------------------------------------|------|
| item=甲 method=每次 points=1 only_if=看着办          | K134 |
| item=甲 method=称号 takes=得分高                     | K134 |
| item=甲 method=每次 points=1 only_if=没人知道的数>=1 | K135 |
| item=甲 method=门槛 takes=没人知道的数>=1            | K135 |
"""


@pytest.mark.parametrize("row", table(BAD), ids=lambda row: row["行"])
def test_a_condition_that_nobody_can_answer_is_named_and_stops_nothing(row: dict[str, str]) -> None:
    found = dict(piece.split("=", 1) for piece in row["行"].split())
    bad = {k: float(v) if k == "points" else v for k, v in found.items()}
    good = {"item": "基础分", "method": "基本分", "points": 60}
    plan = plan_scoring(
        scoring_past("2022-06", "自定", {"自定": [bad, good]}, units=COUNTIES, tasks=LED)
    )
    assert row["代码"] in {i.code for i in plan.issues}
    assert {s.total for s in plan.scores.units} == {60}


COUNTIES = sheet_rows("units", *({"unit": u, "ranking": g} for u, g in (
    ("甲县", "四县"), ("乙县", "四县"), ("丙区", "区"), ("丁镇", "乡镇类"))))  # fmt: skip
LED = sheet_rows("tasks", *(
    {"task_id": u, "lead": u, "owner": "张三"} for u in ("甲县", "乙县", "丙区", "丁镇")
))  # fmt: skip


# 集中推进 earlier in the year and now, and what the month earns of the 120 points of the year
CAPPED = """
| 前几期 | 本期 | 得分 |
|--------|------|------|
| 0      | 2    | 60   |
| 3      | 2    | 30   |
| 4      | 1    | 0    |
| 5      | 1    | 0    |
| 0      | 5    | 120  |
"""


@pytest.mark.parametrize("row", table(CAPPED), ids=lambda row: f"{row['前几期']}+{row['本期']}")
def test_a_limit_of_the_year_counts_what_was_earned_before(row: dict[str, str]) -> None:
    now, before = (
        events(f"集中推进 ×{row[key]}") if row[key] != "0" else [] for key in ("本期", "前几期")
    )
    found = score(scheme_of("项目月度计分"), {"县直": [UNIT]}, now, [], earlier=before)
    (one,) = found.units
    assert one.total == float(row["得分"])
    assert sum(line.points for line in one.lines) == one.total


def test_the_second_that_is_undone_in_a_year_costs_the_award() -> None:
    scheme, groups = scheme_of("开发区决策督查"), {"县直": [UNIT]}
    once, again = (score(scheme, groups, events("逾期未完成 牵头"), [], earlier=e)
                   for e in ([], events("逾期未完成 牵头")))  # fmt: skip
    assert once.units[0].marks == ()
    assert again.units[0].marks == ("取消评优（一年两件未办结）",)
    assert again.units[0].total == 25, "the earlier one is not taken off again"


def test_a_row_is_for_those_alone_of_whom_its_condition_holds() -> None:
    measured = sheet_rows("score_figures", *(
        {"period": "2022-06", "unit": u, "item": i, "plan": 100.0, "done": 100.0, "value": 100.0}
        for u in ("甲县", "丙区")
        for i in ("按时办结率", "省派工单满意率", "回访满意率", "签收率", "数据质量")
    ))  # fmt: skip
    plan = plan_scoring(scoring_past("2022-06", "热线办理", SCHEMES, units=COUNTIES, tasks=LED,
                                     score_figures=measured))  # fmt: skip
    assert plan.by_unit["甲县"].total == 15 + 26 + 27.5 + 5 + 30
    assert plan.by_unit["丙区"].total == 15 + 26 + 27.5 + 5, "数据质量 is of the four counties"


def test_own_maxima_of_groups_hold() -> None:
    rows: list[dict[str, object]] = [
        {"item": "基础", "method": "基本分", "points": 200},
        {"item": "四县", "method": "总分", "most": 150, "only_if": "组别=四县"},
        {"item": "其他", "method": "总分", "most": 100, "only_if": "组别<>四县"},
    ]
    plan = plan_scoring(scoring_past("2022-06", "自定", {"自定": rows}, units=COUNTIES, tasks=LED))
    assert {u: s.total for u, s in plan.by_unit.items()} == {
        "甲县": 150, "乙县": 150, "丙区": 100, "丁镇": 100,
    }  # fmt: skip


def test_a_group_can_be_scored_and_not_ranked() -> None:
    measured = sheet_rows("score_figures", *(
        {"period": "2022", "unit": u, "item": i, "value": v}
        for u, v in (("甲县", 88.4), ("丁镇", 91.0)) for i in ("第一轮评议", "第二轮评议")
    ))  # fmt: skip
    past = scoring_past("2022", "两轮评议各半", SCHEMES, units=COUNTIES, tasks=LED, score_figures=measured,
                        rank_lists=sheet_rows("rank_lists", {"list": "榜", "first": 3.0}))  # fmt: skip
    plan = plan_scoring(past)
    assert "乡镇类" not in plan.groups
    rows = {str(r["unit"]): r for r in plan.writes.added["scores"]}
    assert (rows["丁镇"]["score"], rows["丁镇"]["rank"]) == (91, "")
    assert rows["甲县"]["rank"] == 1
    posted = plan_posting(past)
    assert isinstance(posted, PostPlan)
    assert "丁镇" not in {r.unit for g in posted.lists[0].groups for r in g.rows}


def test_titles_need_their_place_their_line_and_three_years_on_end() -> None:
    scheme = "目标管理四六分担"
    before = sheet_rows("scores", *(
        {"period": str(year), "scheme": scheme, "unit": unit, "score": 95.0, "marks": "先进单位；目标奖1元"}
        for year, unit in ((2021, "甲县"), (2020, "甲县"), (2020, "乙县"))
    ))  # fmt: skip
    heads = sheet_rows("score_figures", *(
        {"period": "2022", "unit": u, "item": "在编人数", "value": 30.0} for u in ("甲县", "乙县", "丙区")
    ))  # fmt: skip
    undone = sheet_rows("score_events", *(
        {"when": date(2022, 5, n), "unit": "丙区", "event": "配合不力未完成", "role": "牵头", "task_id": f"T{n}",
         "evidence": "督查通报"} for n in range(1, 5)
    ), {"when": date(2022, 5, 9), "unit": "乙县", "event": "配合不力未完成", "role": "牵头", "task_id": "T9",
        "evidence": "督查通报"})  # fmt: skip
    plan = plan_scoring(scoring_past("2022", scheme, SCHEMES, units=COUNTIES, tasks=LED, scores=before,
                                     score_figures=heads, score_events=undone))  # fmt: skip
    found = {u: s.marks for u, s in plan.by_unit.items()}
    assert found["甲县"] == ("先进单位", "奖牌", "目标奖30,000元"), "100 points × 10 × 30"
    assert found["乙县"] == ("先进单位", "目标奖29,100元"), "97 points; 2021 is missing"
    assert found["丙区"] == ("不发奖励、通报（奖励线）",), (
        "88 points: below the line there is nothing"
    )


def test_several_who_help_share_their_part_of_the_loss() -> None:
    shared = [ScoreEvent(u, "配合不力未完成", r, task_id="T1") for u, r in
              (("甲县", "牵头"), ("乙县", "配合"), ("丙县", "配合"))]  # fmt: skip
    found = score(scheme_of("目标管理四六分担"), {"县": ["甲县", "乙县", "丙县"]}, shared, [])
    assert [s.total for s in found.units] == [97, 99, 99], "5 points: 3, and 2 among two"


def test_money_goes_by_the_place_too() -> None:
    measured = sheet_rows("score_figures", *(
        {"period": "2022-06", "unit": u, "item": "任务完成率", "plan": 10.0, "done": d}
        for u, d in (("甲县", 9.0), ("乙县", 9.0), ("丙区", 3.0))
    ))  # fmt: skip
    units = sheet_rows("units", *({"unit": u, "ranking": "县"} for u in ("甲县", "乙县", "丙区")))
    plan = plan_scoring(scoring_past("2022-06", "红旗蓝旗", SCHEMES, units=units, tasks=LED,
                                     score_figures=measured))  # fmt: skip
    assert [s.marks for s in plan.scores.units] == [
        ("奖励30万元",),
        ("奖励30万元",),
        ("奖励10万元",),
    ]


# ---------------------------------------------------------------- lists

SHIPPED = {str(r["list"]): dict(r) | {"enabled": "是"} for r in LAYOUT.begins["rank_lists"]}


def posted(name: str, scheme: str, **tables: object) -> Mapping[str, dict[str, str]]:
    """Who stands where on a shipped list, with the reason."""
    past = scoring_past("2022-06", scheme, SCHEMES, rank_lists=sheet_rows("rank_lists", SHIPPED[name]),
                        **tables)  # type: ignore[arg-type]  # fmt: skip
    plan = plan_posting(past)
    assert isinstance(plan, PostPlan)
    found: dict[str, dict[str, str]] = {"前": {}, "中": {}, "后": {}}
    for group in plan.lists[0].groups:
        for side, rows in (("前", group.red), ("中", group.middle), ("后", group.black)):
            found[side] |= {r.unit: group.why.get(r.unit, "") for r in rows}
    return found


def test_three_colours_stand_on_one_list() -> None:
    """西洒镇: units by the lamps of their tasks, whatever their points are."""
    names = ("甲站", "乙站", "丙村", "丁村")
    units = sheet_rows("units", *({"unit": u, "ranking": "站所村"} for u in names))
    tasks = sheet_rows("tasks", *({"task_id": u, "lead": u, "owner": "站长"} for u in names))
    lamps = sheet_rows("judgements", *(
        {"period": "2022-06", "task_id": f"{u}{n}", "lead": u, "lamp": lamp}
        for u, own in (("乙站", "黄"), ("丙村", "黄红"), ("丁村", "黄黄"), ("甲站", "绿"))
        for n, lamp in enumerate(own)
    ))  # fmt: skip
    found = posted("红黄黑榜", "灯色红黄黑榜", units=units, tasks=tasks, judgements=lamps)
    assert found == {"前": {"甲站": "红灯0，黄灯0"}, "中": {"乙站": "黄灯1，红灯0", "丁村": "黄灯2，红灯0"},
                     "后": {"丙村": "红灯1"}}  # fmt: skip


# 安庆: what a county has beside a middling record, and which side of the list that puts it on, why
ANQING = """
| 数据                                           | 事件     | 榜 | 原因                          |
|------------------------------------------------|----------|----|-------------------------------|
| 签约率 99;开工率 99                            |          | 前 | 五率2                         |
| 签约率 99                                      |          |    |                               |
| 问题办结率 99                                  |          | 前 | 问题办结率第1                 |
| 到资率 99                                      |          |    |                               |
| 到资率 99;到资按时 1                           |          | 前 | 到资按时1，到资率第1          |
| 工业增加值增速 99;社零增速 99;财政收入增速 99  |          | 前 | 工业增加值增速第1、社零增速第1、财政收入增速第1 |
|                                                | 市级表扬 | 前 | 市级表扬1                     |
|                                                | 市级以上媒体 | 前 | 市级以上媒体1             |
| 签约率 1;开工率 1;竣工率 1;达产率 1;转化率 1;到资率 1;问题办结率 1 | | 后 | 签约率倒数第1、开工率倒数第1、竣工率倒数第1… |
"""
FIVE = ("签约率", "开工率", "竣工率", "达产率", "转化率")
OTHERS = ("问题办结率", "到资率", "工业增加值增速", "固定资产投资增速", "社零增速", "财政收入增速",
          "进出口增速", "城镇收入增速", "农村收入增速")  # fmt: skip


@pytest.mark.parametrize("row", table(ANQING), ids=lambda row: row["数据"] or row["事件"])
def test_any_one_of_the_conditions_of_a_red_list_is_enough(row: dict[str, str]) -> None:
    own = dict.fromkeys((*FIVE, *OTHERS), 50.0) | {"到资按时": 0.0}
    own |= {n: float(v) for n, v in (p.split() for p in row["数据"].split(";") if p)}
    others = {"乙县": 80.0, "丙县": 20.0}
    values = [("甲县", n, v) for n, v in own.items()]
    values += [(u, n, v) for u, v in others.items() for n in (*FIVE, *OTHERS)]
    measured = sheet_rows("score_figures", *(
        {"period": "2022-06", "unit": u, "item": n, "value": v}
        | ({"value": "", "plan": 100.0, "done": v} if n in FIVE else {})
        for u, n, v in values
    ))  # fmt: skip
    told = [
        {"when": date(2022, 6, 9), "unit": "甲县", "event": row["事件"], "evidence": "市政府通报"}
    ]
    units = sheet_rows("units", *({"unit": u, "ranking": "县"} for u in ("甲县", *others)))
    found = posted("五率红黑榜", "五率红黑榜", units=units, score_figures=measured,
                   score_events=sheet_rows("score_events", *(told if row["事件"] else ())))  # fmt: skip
    sides = {side: own["甲县"] for side, own in found.items() if "甲县" in own}
    assert list(sides) == ([row["榜"]] if row["榜"] else [])
    for why in sides.values():
        assert why == row["原因"] or (
            "…" in row["原因"] and why.startswith(row["原因"].rstrip("…"))
        )


def test_only_below_the_line_is_there_a_last() -> None:
    """万众评公务: the last of a class is warned only where it is below 75."""
    units = sheet_rows("units", *({"unit": u, "ranking": "窗口"} for u in "甲乙丙丁"))
    aspects = ("服务态度", "办事效率", "依法行政", "政务公开", "廉洁自律")

    def of(low: float) -> Mapping[str, dict[str, str]]:
        marks = dict(zip("甲乙丙丁", (90.0, 85.0, 80.0, low), strict=True))
        rows = (
            {"period": "2022-06", "unit": u, "item": a, "value": v}
            for u, v in marks.items()
            for a in aspects
        )
        return posted(
            "末位告诫",
            "五个方面平均",
            units=units,
            score_figures=sheet_rows("score_figures", *rows),
        )

    assert list(of(74.9)["后"]) == ["丁"]
    assert not of(75.0)["后"]


def test_flags_are_three_before_and_three_behind() -> None:
    units = sheet_rows("units", *({"unit": f"{n}镇", "ranking": "乡镇"} for n in "一二三四五六七"))
    rates = ({"period": "2022-06", "unit": f"{n}镇", "item": "任务完成率", "plan": 10.0, "done": 9.0 - at}
             for at, n in enumerate("一二三四五六七"))  # fmt: skip
    found = posted(
        "红旗蓝旗", "红旗蓝旗", units=units, score_figures=sheet_rows("score_figures", *rates)
    )
    assert (list(found["前"]), list(found["后"])) == (
        ["一镇", "二镇", "三镇"],
        ["五镇", "六镇", "七镇"],
    )


def test_a_list_condition_that_cannot_be_read_is_named() -> None:
    rows = [
        {"list": "榜", "enabled": "是", "first": 1.0, "last_if": "差不多", "mid_if": "没人知道>1"}
    ]
    past = scoring_past("2022-06", "自定", {"自定": [{"item": "基", "method": "基本分", "points": 1}]},
                        units=COUNTIES, tasks=LED, rank_lists=sheet_rows("rank_lists", *rows))  # fmt: skip
    plan = plan_posting(past)
    assert isinstance(plan, PostPlan)
    assert {"K134", "K135"} <= {i.code for i in plan.issues}
    assert plan.lists, "the list comes all the same"
    assert read_lists(past.tables["rank_lists"].values)[0].unreadable == (("last_if", "差不多"),)


# ---------------------------------------------------------------- what the ledger knows

JUNE = date(2022, 6, 15)
LEDGER: dict[str, list[dict[str, object]]] = {
    "tasks": [
        {"task_id": "A", "lead": "甲县", "owner": "", "due": date(2022, 12, 31)},
        {"task_id": "B", "lead": "乙县", "co": "甲县", "owner": "李四", "target": 10.0, "actual": 12.0,
         "finished": JUNE, "due": date(2022, 7, 1)},
    ],
    "problems": [
        {"problem_id": "P1", "source": "领导批示", "unit": "甲县", "co": "乙县", "due": JUNE},
        {"problem_id": "P2", "source": "领导批示", "unit": "甲县", "due": JUNE, "answered": JUNE},
        {"problem_id": "P3", "source": "企业反映", "unit": "甲县", "due": JUNE},
        {"problem_id": "P4", "source": "领导批示", "unit": "甲县", "due": date(2022, 7, 5)},
    ],
    "closings": [
        {"task_id": "B", "round": 1.0, "unit": "乙县", "decision": "退回", "checked": JUNE},
        {"task_id": "B", "round": 2.0, "unit": "乙县", "decision": "同意销号", "closed": date(2022, 6, 20)},
        {"task_id": "C", "round": 1.0, "unit": "乙县", "decision": "同意销号", "closed": JUNE},
        {"task_id": "D", "round": 1.0, "unit": "甲县", "rebound": "反弹", "lookback": JUNE},
    ],
    "clues": [
        {"clue_id": "X1", "unit": "乙县", "checked": JUNE, "conclusion": "属实", "said": "100%", "seen": "60%"},
        {"clue_id": "X2", "unit": "乙县", "checked": JUNE, "conclusion": "不属实", "said": "1", "seen": "2"},
        {"clue_id": "X3", "unit": "乙县", "checked": JUNE, "conclusion": "属实", "said": "5", "seen": "5"},
    ],
    "instructions": [
        {"order_id": "Z1", "unit": "乙县", "due": JUNE, "matter": "查"},
        {"order_id": "Z2", "unit": "乙县", "due": JUNE, "matter": "查", "answered": JUNE, "read": "同意"},
    ],
    "inspections": [
        {"visit_id": "V1", "unit": "甲县", "when": JUNE, "verdict": "虚报"},
        {"visit_id": "V2", "unit": "乙县", "when": JUNE, "verdict": "虚报", "clue_id": "X1"},
        {"visit_id": "V3", "unit": "乙县", "when": JUNE, "verdict": ""},
    ],
    "supervision": [
        {"when": date(2022, 6, 1), "supervision": "督查通知", "unit": "甲县", "reply_due": JUNE, "duty_state": "签发"},
        {"when": date(2022, 6, 1), "supervision": "督查通知", "unit": "乙县", "reply_due": JUNE, "duty_state": "签发",
         "replied": JUNE},
        {"when": JUNE, "supervision": "通报", "unit": "甲县", "task_id": "B", "duty_state": "签发"},
        {"when": JUNE, "supervision": "通报", "unit": "乙县", "task_id": "B", "duty_state": "建议"},
    ],
}  # fmt: skip
SEEN = """
| 事件             | 单位 | 角色 | 哪里                   |
|------------------|------|------|------------------------|
| 批示未办结       | 乙县 | 牵头 | 《批示台账》第3行      |
| 虚报             | 甲县 | 牵头 | 《督查记录》第3行      |
| 批示未办结       | 甲县 | 牵头 | 《问题台账》第3行      |
| 批示未办结       | 乙县 | 配合 | 《问题台账》第3行      |
| 问题逾期未办结   | 甲县 | 牵头 | 《问题台账》第3行      |
| 问题逾期未办结   | 乙县 | 配合 | 《问题台账》第3行      |
| 问题逾期未办结   | 甲县 | 牵头 | 《问题台账》第5行      |
| 销号退回         | 乙县 | 牵头 | 《销号记录》第3行      |
| 反弹             | 甲县 | 牵头 | 《销号记录》第6行      |
| 虚报             | 乙县 | 牵头 | 《线索核查》第3行      |
| 未明确责任人     | 甲县 | 牵头 | 《任务台账》第3行      |
| 超额完成         | 乙县 | 牵头 | 《任务台账》第4行      |
| 督查通知单未落实 | 甲县 | 牵头 | 《督办记录》第3行      |
| 通报批评         | 甲县 | 配合 | 《督办记录》第5行      |
"""


def test_what_other_sheets_say_is_not_typed_again() -> None:
    past = scoring_past("2022-06", "方案", {}, **{k: sheet_rows(k, *v) for k, v in LEDGER.items()})
    found = [
        (e.name, e.unit, e.role, str(e.place).split("“")[0])
        for e in derived_events(past.tables, past.span)
    ]
    assert found == [tuple(row.values()) for row in table(SEEN)]
    rates = {(f.name, f.unit): (f.done, f.plan) for f in derived_figures(past.tables, past.span)}
    assert rates == {("一次办结率", "乙县"): (1, 2), ("问题办结率", "甲县"): (1, 3)}


def test_places_of_months_count_for_the_year_by_themselves() -> None:
    known = sheet_rows("scores", *(
        {"period": p, "scheme": s, "unit": "甲县", "rank": r}
        for p, s, r in (("2022-01", "争先进位", 1.0), ("2022-02", "争先进位", 3.0), ("2022-03", "争先进位", 4.0),
                        ("2022-04", "别的", 1.0), ("2021-12", "争先进位", 1.0), ("2022-Q1", "争先进位", 1.0))
    ))  # fmt: skip
    measured = sheet_rows("score_figures", *(
        {"period": "2022", "unit": "甲县", "item": i, "value": v}
        for i, v in (("地区生产总值增速", 9.0), ("固定资产投资增速", 9.0), ("财政收入增速", 11.0))
    ))  # fmt: skip
    year = plan_scoring(scoring_past("2022", "争先进位", SCHEMES, units=COUNTIES, tasks=LED, scores=known,
                                     score_figures=measured))  # fmt: skip
    assert year.by_unit["甲县"].part("月度前三") == pytest.approx(0.6), "once first, once third"
    month = plan_scoring(
        scoring_past("2022-05", "争先进位", SCHEMES, units=COUNTIES, tasks=LED, scores=known)
    )
    assert not month.by_unit["甲县"].part("月度前三")


def test_units_judge_each_other_and_the_mean_of_the_others_counts() -> None:
    marks = sheet_rows("mutual", *(
        {"period": "2022", "judge": j, "unit": u, "item": "互学互比", "mark": m}
        for j, u, m in (("甲县", "乙县", 90.0), ("丙区", "乙县", 80.0), ("乙县", "乙县", 100.0),
                        ("甲县", "乙县", 10.0), ("乙县", "甲县", 120.0), ("丙区", "甲县", "不错"),
                        ("乙县", "没有的县", 90.0), ("丁镇", "甲县", 70.0))
    ))  # fmt: skip
    plan = plan_scoring(
        scoring_past("2022", "千分制", SCHEMES, units=COUNTIES, tasks=LED, mutual=marks)
    )
    assert plan.by_unit["乙县"].total == 42.5, "(90＋80)÷2×0.5"
    assert plan.by_unit["甲县"].total == 35
    codes = [i.code for i in plan.issues]
    assert [codes.count(c) for c in ("K113", "K136", "K137", "K138")] == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("scheme", "said"),
    [("报送和反馈百分制", True), ("日常督查扣分", True), ("政务督查百分制", False), ("红旗蓝旗", False),
     ("县督查室80分制", False)],
)  # fmt: skip
def test_a_scheme_that_ranks_reporting_alone_says_that_burden_rules_forbid_it(
    scheme: str, said: bool
) -> None:
    plan = plan_scoring(scoring_past("2022-06", scheme, SCHEMES, units=COUNTIES, tasks=LED))
    assert ("K139" in {i.code for i in plan.issues}) is said
