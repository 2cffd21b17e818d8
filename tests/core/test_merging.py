"""Merging by example: roles, requests, shared tasks, rows that are gone."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from taizhang.books.layout import load_layout
from taizhang.core.catalog import forms as form_catalog
from taizhang.core.issues import Issue, Rule
from taizhang.core.merge.applications import ApplicationRecords
from taizhang.core.merge.merge import Merged, Outcome, Snapshot, merge_forms
from taizhang.core.submission import Answer, Form, Identity, Value, rows_of
from taizhang.core.units import Roster, Unit, role_of
from taizhang.core.writes import Change
from tests.core.test_values import rows
from tests.support.checking import reports_in
from tests.support.ledgers import rows as ledger_rows

LAYOUT = load_layout()
WHEN = datetime(2022, 6, 20, 9)
UNITS = ("县财政局", "县粮食局", "县水务局")
ROSTER = Roster(Unit(name, order=float(i)) for i, name in enumerate(UNITS))


def task(**values: Value) -> dict[str, Value]:
    blank: dict[str, Value] = dict.fromkeys(LAYOUT["tasks"].keys, "")
    return (
        blank
        | {"task_id": "T-1", "name": "国企改革", "lead": "县财政局", "co": "县粮食局"}
        | values
    )


def sent_back(unit: str, *answers: Answer, when: datetime = WHEN) -> Form:
    identity = Identity("id", "2022-06", unit, unit, 1, WHEN)
    return Form(f"{unit}.xlsx", unit, when, identity, rows_of(answers))


def cell(column: str, base: Value, theirs: Value, **more: object) -> Answer:
    place = {"sheet": "tasks", "row_key": ("T-1",), "cell": "H5"} | more
    return Answer(column=column, base=base, theirs=theirs, **place)  # type: ignore[arg-type]


def merged(row: dict[str, Value], *forms: Form, **now: object) -> Merged:
    snapshot = Snapshot("2022-06", {"T-1": row}, now.pop("nodes", {}), ROSTER, **now)  # type: ignore[arg-type]
    return merge_forms(forms, snapshot, LAYOUT.form)


def changes(plan: Merged) -> dict[str, Value]:
    return {c.column: c.new for c in plan.writes.cells}


def test_the_leading_unit_feeds_the_task() -> None:
    plan = merged(task(progress=0.1), sent_back("县财政局", cell("progress", 0.1, 0.4)))
    assert changes(plan) == {"progress": 0.4, "period": "2022-06"}
    assert plan.writes.cells[0] == Change(
        "tasks", ("T-1",), "progress", 0.1, 0.4, "县财政局", "县财政局.xlsx", "H5"
    )


NAMED = """
    国企改革               | 0.4
    国企改革攻坚           | 0.4
    国有企业改革           | 0.4
    “国企改革”             | 0.4
                           | 0.4
    河道清淤               |
    县财政局召开全县工作会 |
"""


@pytest.mark.parametrize(("name", "progress"), rows(NAMED))
def test_without_what_was_sent_the_name_tells_whose_row_it_is(name: str, progress: str) -> None:
    form = sent_back("县财政局", cell("progress", "", 0.4))
    form = replace(form, based=False, names={("tasks", ("T-1",)): name})
    plan = merged(task(), form)
    assert changes(plan).get("progress", "") == (float(progress) if progress else "")
    assert [i.code for i in plan.issues] == ([] if progress else ["M540"])
    assert plan.files[0].counts[Outcome.REFUSED] == (0 if progress else 1)


def test_a_co_unit_feeds_the_record_only() -> None:
    plan = merged(task(progress=0.1), sent_back("县粮食局", cell("progress", "", 0.4)))
    assert changes(plan) == {}
    report = reports_in(plan)["T-1", "县粮食局"]
    assert (report["role"], report["progress"], report["validity"]) == ("配合", 0.4, "有效")
    assert plan.files[0].counts[Outcome.TAKEN] == 1


def test_two_leading_units_that_disagree_are_a_conflict_for_the_clerk() -> None:
    plan = merged(
        task(progress=0.1, lead="县财政局、县粮食局", co=""),
        sent_back("县粮食局", cell("progress", 0.1, 0.7)),
        sent_back("县财政局", cell("progress", 0.1, 0.4)),
    )
    assert changes(plan)["progress"] == 0.4
    conflict = plan.conflicts[0]
    assert (conflict.unit, conflict.base, conflict.ours, conflict.theirs) == (
        "县粮食局", 0.1, 0.4, 0.7,
    )  # fmt: skip
    said = next(i for i in plan.issues if i.code == "M203")
    assert str(said.place) == "〔县粮食局.xlsx〕《任务填报》第5行（T-1）“完成进度”（H5）"
    assert "台账是“40%”，报送是“70%”" in said.message


def test_each_leads_means_the_mean_of_the_units() -> None:
    plan = merged(
        task(progress="", lead="县财政局、县粮食局", co="", each_leads="是"),
        sent_back("县财政局", cell("progress", "", 0.4), cell("latest", "", "已开工")),
        sent_back("县粮食局", cell("progress", "", 0.8), cell("latest", "", "已完工")),
    )
    assert changes(plan)["progress"] == pytest.approx(0.6)
    assert changes(plan)["latest"] == "县财政局：已开工；县粮食局：已完工"
    assert reports_in(plan)["T-1", "县财政局"]["role"] == "各自牵头"


def test_a_request_moves_the_stage_and_is_no_value() -> None:
    plan = merged(task(stage="办理中"), sent_back("县财政局", cell("request", "", "是")))
    assert changes(plan) == {"stage": "申请销号", "period": "2022-06"}
    closed = merged(task(stage="已销号"), sent_back("县财政局", cell("request", "", "是")))
    assert "stage" not in changes(closed)
    helper = merged(task(stage="办理中"), sent_back("县粮食局", cell("request", "", "是")))
    assert changes(helper) == {}


# the stage now, before the request, what another leading unit said; the stage then, the code
WITHDRAWALS = """
    申请销号 | 办理中 |    | 办理中   | F234
    申请销号 | 延期   |    | 延期     | F234
    申请销号 |        |    | 申请销号 | F235
    申请销号 | 办理中 | 是 | 申请销号 |
    已销号   | 办理中 |    | 已销号   |
    退办     | 办理中 |    | 退办     |
"""


@pytest.mark.parametrize(("stage", "before", "other", "then", "code"), rows(WITHDRAWALS))
def test_clearing_a_request_takes_it_back(
    stage: str, before: str, other: str, then: str, code: str
) -> None:
    said = dict.fromkeys(LAYOUT["reports"].keys, "")
    reported = {
        ("T-1", u): said | {"request": r} for u, r in zip(UNITS, ("是", other), strict=False)
    }
    plan = merged(
        task(stage=stage, lead="县财政局、县粮食局", co=""),
        sent_back("县财政局", cell("request", "", "")),
        reported=reported,
        stages={("T-1", "县财政局"): before} if before else {},
    )

    assert changes(plan).get("stage", stage) == then
    assert [i.code for i in plan.issues if i.code in {"F234", "F235"}] == ([code] if code else [])
    assert reports_in(plan)["T-1", "县财政局"]["request"] == ""


BLANKS = [("problem", "缺资金", "", {"problem": ""}), ("next_step", "抓紧办理", "", {})]


@pytest.mark.parametrize(("column", "base", "theirs", "wanted"), BLANKS)
def test_what_a_blank_means_depends_on_the_column(
    column: str, base: Value, theirs: Value, wanted: dict[str, Value]
) -> None:
    plan = merged(task(**{column: base}), sent_back("县财政局", cell(column, base, theirs)))
    assert {k: v for k, v in changes(plan).items() if k == column} == wanted


def test_a_cell_that_could_not_be_read_is_refused_and_named() -> None:
    issue: Issue = form_catalog_issue()
    answer = cell("progress", 0.1, "", usable=False, issue=issue)
    plan = merged(task(progress=0.1), sent_back("县财政局", answer))
    assert plan.files[0].counts[Outcome.REFUSED] == 1
    assert plan.issues == [issue]
    assert "progress" not in changes(plan)


def test_a_cell_that_can_no_longer_be_read_keeps_what_the_unit_said_before() -> None:
    answer = cell("progress", 0.1, "", usable=False, issue=form_catalog_issue())
    said = {"progress": 0.3, "latest": "开工"}
    plan = merged(
        task(progress=0.3),
        sent_back("县财政局", answer),
        reported={("T-1", "县财政局"): said},
    )
    assert reports_in(plan)["T-1", "县财政局"]["progress"] == 0.3
    assert "progress" not in changes(plan)


def test_a_cell_put_right_after_it_could_not_be_read_is_taken() -> None:
    plan = merged(
        task(progress=0.1),
        sent_back("县财政局", cell("progress", 0.1, 0.4)),
        reported={("T-1", "县财政局"): {"progress": "", "latest": "开工"}},
    )
    assert plan.conflicts == []
    assert changes(plan)["progress"] == 0.4


def test_a_cell_cleared_before_and_filled_by_the_clerk_since_is_no_conflict() -> None:
    plan = merged(
        task(problem="督查室补记"),
        sent_back("县财政局", cell("problem", "资金缺口", "")),
        reported={("T-1", "县财政局"): {"problem": ""}},
    )
    assert plan.conflicts == []
    assert "problem" not in changes(plan)


def form_catalog_issue() -> Issue:
    rules = [r for r in vars(form_catalog).values() if isinstance(r, Rule)]
    rule = min(rules, key=lambda r: r.code)
    return rule.at(**dict.fromkeys(rule.placeholders(), "x"))


@pytest.mark.parametrize(
    ("unit", "row_key", "code"), [("县水务局", "T-1", "M202"), ("县财政局", "T-9", "M201")]
)
def test_rows_that_are_not_theirs_or_gone_are_refused(unit: str, row_key: str, code: str) -> None:
    answer = cell("progress", 0.1, 0.4, row_key=(row_key,))
    plan = merged(task(progress=0.1), sent_back(unit, answer))
    assert [i.code for i in plan.issues] == [code]
    assert plan.writes.cells == []


@pytest.mark.parametrize(
    ("set_on", "taken"),
    [(datetime(2022, 5, 30), True), (datetime(2022, 6, 21), False), ("手工记的", False)],
    ids=["before the form was sent", "since", "nobody knows"],
)
def test_what_a_unit_said_before_its_form_was_sent_is_in_the_form(
    set_on: Value, *, taken: bool
) -> None:
    """The clerk has mended the node since; the form of the next period carries the mended value."""
    node = {"task_id": "T-1", "node_no": "1", "done": date(2022, 5, 10)}
    key = ("T-1", "1")
    answer = cell("done", date(2022, 5, 10), date(2022, 6, 25), sheet="nodes", row_key=key)
    said = {("nodes", key, "done", "县财政局"): (date(2022, 5, 1), set_on)}
    plan = merged(task(), sent_back("县财政局", answer), nodes={key: node}, set_by=said)
    assert (len(plan.writes.cells), len(plan.conflicts)) == ((1, 0) if taken else (0, 1))


def test_nodes_merge_too() -> None:
    done = date(2022, 6, 18)
    node: dict[str, Value] = {"task_id": "T-1", "node_no": 1.0, "done": "", "note": ""}
    answer = cell("done", "", done, sheet="nodes", row_key=("T-1", "1"))
    plan = merged(task(), sent_back("县财政局", answer), nodes={("T-1", "1"): node})
    assert [(c.sheet, c.key, c.column, c.new) for c in plan.writes.cells] == [
        ("nodes", ("T-1", "1"), "done", done)
    ]


def test_a_form_with_nothing_filled_in_is_a_blank_report() -> None:
    plan = merged(task(progress=0.1), sent_back("县财政局", cell("progress", 0.1, 0.1)))
    assert plan.files[0].blank


@pytest.mark.parametrize(
    ("lead", "co", "each", "unit", "role"),
    [
        ("县财政局", "县粮食局", "", "县财政局", "牵头"),
        ("县财政局", "县粮食局", "", "县粮食局", "配合"),
        ("县财政局", "县粮食局", "", "县水务局", ""),
        ("县财政局、县水务局", "", "是", "县水务局", "各自牵头"),
    ],
)
def test_roles(lead: str, co: str, each: str, unit: str, role: str) -> None:
    assert role_of(task(lead=lead, co=co, each_leads=each), unit) == role


def test_thirty_seven_joined_reports_fit_into_a_cell_and_stay_so() -> None:
    units = [f"示例县第{n:02}单位" for n in range(37)]
    row = task(lead="、".join(units), co="", each_leads="是")
    forms = [sent_back(u, cell("latest", "", "进" * 900)) for u in units]
    first = merged(row, *forms)
    latest = changes(first)["latest"]
    assert isinstance(latest, str)
    assert len(latest) == 32_766
    assert "M502" in {i.code for i in first.writes.notes}
    later = merged(row | changes(first), *forms, reported=reports_in(first))
    assert changes(later) == {}, "a second merge writes nothing"


@pytest.mark.parametrize("value", [float("inf"), float("nan"), "长" * 40_000, "甲\uffff"])
def test_one_odd_value_stops_nobody_and_is_written_once(value: Value) -> None:
    odd = sent_back("县财政局", cell("latest", "", value), cell("progress", 0.1, 0.4))
    first = merged(task(progress=0.1), odd)
    assert changes(first)["progress"] == 0.4
    later = merged(task(progress=0.1) | changes(first), odd, reported=reports_in(first))
    assert changes(later) == {}


def test_a_conflict_of_two_long_texts_fits_and_is_no_new_one_the_next_time() -> None:
    ours, theirs = "台" * 32_000, "报" * 40_000
    plan = merged(task(latest=ours), sent_back("县财政局", cell("latest", "早", theirs)))
    [conflict] = plan.conflicts
    assert (len(str(conflict.ours)), len(str(conflict.theirs))) == (32_000, 32_766)


def test_a_closed_task_keeps_its_figures_and_each_refused_one_is_named() -> None:
    row = task(progress=1.0, latest="已验收", stage="已销号", closed=date(2022, 6, 1))
    plan = merged(
        row,
        sent_back(
            "县财政局", cell("progress", 1.0, 0.7), cell("latest", "已验收", "已验收"),
            cell("problem", "", "又坏了"),
        ),
    )  # fmt: skip
    assert changes(plan) == {}
    assert [i.code for i in plan.issues] == ["C110", "C110"]
    assert plan.files[0].counts[Outcome.REFUSED] == 2
    assert reports_in(plan)["T-1", "县财政局"]["progress"] == 0.7


def test_a_request_waits_until_the_ledgers_figure_is_full() -> None:
    row = task(stage="办理中", progress=0.5)
    asks = cell("request", "", "是")
    plan = merged(row, sent_back("县财政局", asks))
    assert "stage" not in changes(plan)
    assert [i.code for i in plan.issues] == ["C111"]
    said = reports_in(plan)["T-1", "县财政局"]
    assert said["request"] == "", "so that the next merge asks again"
    again = merged(
        row | {"progress": 1.0}, sent_back("县财政局", asks), reported={("T-1", "县财政局"): said}
    )
    assert changes(again)["stage"] == "申请销号"


EACH = ("县财政局", "县粮食局")


@pytest.mark.parametrize(
    ("shares", "asks", "stage", "code"),
    [
        ((1.0, 1.0), ("是", ""), "申请销号", []),
        ((1.0, 0.4), ("是", ""), None, ["C118"]),
        ((1.0, 0.4), ("是", "是"), None, ["C111"]),
        ((1.0, 1.0), ("", ""), None, []),
    ],
)
def test_what_each_leads_is_closed_as_a_whole(
    shares: tuple[float, float], asks: tuple[str, str], stage: str | None, code: list[str]
) -> None:
    row = task(stage="办理中", lead="、".join(EACH), co="", each_leads="是")
    forms = [
        sent_back(u, cell("progress", "", s), cell("request", "", a))
        for u, s, a in zip(EACH, shares, asks, strict=True)
    ]
    plan = merged(row, *forms)
    assert changes(plan).get("stage") == stage
    assert [i.code for i in plan.issues] == code


def problem_rows(text: str) -> ApplicationRecords:
    return ApplicationRecords(problems=ledger_rows("problems", text).rows)


def raised(n: str, **said: Value) -> list[Answer]:
    given = {"matter": "", "matter_kind": "", "matter_task": "", "advice": ""} | said
    return [Answer("raised", (n,), k, "", v, f"B{3 + int(n)}") for k, v in given.items()]


def test_a_problem_without_words_is_refused_and_one_with_words_is_registered_once() -> None:
    plan = merged(task(), sent_back("县财政局", *raised("1", advice="请协调")))
    assert [i.code for i in plan.issues] == ["C154"]
    assert not plan.writes
    plan = merged(task(), sent_back("县财政局", *raised("1", matter="停水", advice="请协调")))
    [row] = plan.writes.added["problems"]
    assert (row["problem_id"], row["problem"], row["proposal"]) == ("W-001", "停水", "请协调")
    assert [i.code for i in plan.issues] == ["C150"]


def test_a_newer_copy_mends_a_problem_until_somebody_has_dealt_with_it() -> None:
    first = merged(task(), sent_back("县财政局", *raised("1", matter="停水")))
    origin = str(first.writes.added["problems"][0]["origin"])
    for stage, text, code in (
        ("收集", "停水", []),
        ("交办", "停水", ["C151"]),
        ("收集", "停水三天", ["C151"]),
    ):
        there = problem_rows(f"| 问题编号 | 问题内容 | 办理环节 |\n| W-001 | {text} | {stage} |")
        there.problems[0].values["origin"] = origin
        same_again = merged(
            task(), sent_back("县财政局", *raised("1", matter="停水")), records=there
        )
        assert not same_again.writes
        newer = merged(
            task(), sent_back("县财政局", *raised("1", matter="停水五天")), records=there
        )
        assert [i.code for i in newer.issues] == code
        assert (changes(newer).get("problem") == "停水五天") == (not code)


def test_a_problem_in_hand_is_filled_in_by_its_unit_alone() -> None:
    there = problem_rows(
        """
        | 问题编号 | 问题内容 | 办理环节 | 交办单位 |
        | W-001    | 停水     | 签收     | 县财政局 |
        | W-002    | 停电     | 销号     | 县财政局 |
        """
    )
    where = {"sheet": "problems", "row_key": ("W-001",)}
    mine = merged(task(), sent_back("县财政局", cell("result", "", "已修", **where)), records=there)
    assert changes(mine) == {"result": "已修"}
    others = merged(
        task(), sent_back("县水务局", cell("result", "", "已修", **where)), records=there
    )
    assert not others.writes
    again = cell("result", "", "又修", sheet="problems", row_key=("W-002",))
    closed = merged(task(), sent_back("县财政局", again), records=there)
    assert [i.code for i in closed.issues] == ["C151"]
    assert not closed.writes
