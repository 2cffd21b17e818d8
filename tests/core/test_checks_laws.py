"""Laws of the checks: every code is drawn, nearly drawn, and never by chance; nothing raises."""

import copy
import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.core import catalog
from taizhang.core.checks import (
    FORM_CHECKS,
    LEDGER_CHECKS,
    CheckedRow,
    FormsView,
    LedgerView,
    check_forms,
    check_ledger,
    check_rules,
    ledger_view,
    rows_of,
)
from taizhang.core.issues import Issue, Rule, Severity
from taizhang.core.submission import Answer, Form, Value
from tests.core import test_checks_forms as forms_tests
from tests.core import test_checks_loops as loops_tests
from tests.core import test_checks_records as records_tests
from tests.core import test_checks_tasks as tasks_tests
from tests.core import test_checks_texts as texts_tests
from tests.support.checking import (
    DEFAULTS,
    LAYOUT,
    NEARLY,
    ON,
    PERIOD,
    ROSTER,
    STATED,
    Case,
    FormCase,
    codes,
    form_of,
    head_of,
    returned_case,
    rows_in,
    settings_rows,
    view_of,
)
from tests.support.lists import DEMO, load_files, past, rows_after

CASES: tuple[Case | FormCase, ...] = (
    *tasks_tests.CASES, *texts_tests.CASES, *records_tests.CASES,
    *loops_tests.CASES, *forms_tests.FORM_CASES,
)  # fmt: skip
OWN = list(catalog.check_rules())
SINGLY = [(d, n) for _, _, d, n in records_tests.SETTINGS]
SINGLY += [(d, n) for _, d, n in forms_tests.PHONES]
SINGLY += [("L841", "L841")]  # a level that nobody knows: test_checks_severity
VERBS = ("补", "删", "改", "核对", "选", "换", "缩短", "写明", "问", "移", "请", "列出", "留")


def stated(column: str) -> set[str]:
    rows = {code for case in CASES for line in case.lines for code in codes(line.get(column))}
    single = {code for pair in SINGLY for code in codes(pair[0 if column == STATED else 1])}
    return rows | single


def test_every_rule_is_drawn_by_some_row() -> None:
    assert sorted({r.code for r in check_rules()} - stated(STATED)) == []


def test_every_rule_is_nearly_drawn_by_a_row_that_stays_silent() -> None:
    assert sorted({r.code for r in check_rules()} - stated(NEARLY)) == []


@pytest.mark.parametrize("check", [*LEDGER_CHECKS, *FORM_CHECKS], ids=lambda c: c.__name__)
def test_a_check_says_which_rule_it_draws_and_why(check: Callable[..., object]) -> None:
    known = {r.code for r in check_rules()}
    found = re.match(r"([A-Z]\d{3}): \S.*[.?;]$", (check.__doc__ or "").splitlines()[0])
    assert found is not None
    assert found[1] in known


def test_each_rule_has_one_check() -> None:
    named = [(c.__doc__ or "")[:4] for c in (*LEDGER_CHECKS, *FORM_CHECKS)]
    assert len(named) == len(set(named))
    assert {r.code for r in check_rules()} == {*named, "L841"}


@pytest.mark.parametrize("rule", OWN, ids=lambda r: r.code)
def test_a_remedy_begins_with_what_to_do(rule: Rule) -> None:
    assert rule.hint.startswith(VERBS)
    assert "检查" not in rule.hint


def real_view(on: date) -> LedgerView:
    """The 68 tasks and 37 units of a real plan."""
    plan = load_files(past(), DEMO / "units.csv", DEMO / "tasks.csv")
    sheets = {
        key: rows_of(head_of(LAYOUT[key]), [*enumerate(map(dict, rows_after(plan, key)), start=3)])
        for key in ("tasks", "units")
    }
    return ledger_view({**sheets, "settings": settings_rows({})}, LAYOUT.lists, on)


def test_a_real_plan_draws_no_error_and_little_else() -> None:
    issues = check_ledger(real_view(date(2022, 5, 20)))
    assert [i for i in issues if i.severity is Severity.ERROR] == []
    assert {i.code for i in issues} <= {"L202", "L408", "L424", "S103", "L702", "L703"}
    assert len(issues) < 12


SAID = """
    县财政局 财政局 县粮食局、县水务局 县直部门 有关单位 T-1 T-2 T#1 A|B 是 否 重点 暂缓 已销号 申请销号
    配合 2022-06 2022-05 2022-W23 正在推进 见附件 已全部完成 尚未启动 6月底前 2022年6月30日前 #N/A
    100% 户 次/月 累计完成620户 总体进度60% 已于8月30日完成 13912345678 1391234567 无 问题销号 不满意
    11010519491231002X 已召开部署会议印发实施方案明确责任人和时间表到科室 月 季 一组 工程建设
"""
WORDS = st.sampled_from(SAID.split())
NUMBERS = st.one_of(
    st.sampled_from([0.0, 0.4, 1.0, 3.0, 80.0, -1.0, 1e308, 1e-320]),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-5, 10**20),
)
DAYS = st.one_of(
    st.sampled_from([date(2022, 5, 18), date(2022, 6, 20), date(2022, 6, 30), date.min, date.max]),
    st.dates(),
    st.datetimes(),
)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.just(""), WORDS, NUMBERS, DAYS, st.booleans(), st.text(max_size=30)
)
SHEETS = (*DEFAULTS, "supervise_rules")


@st.composite
def ledgers(draw: st.DrawFn) -> LedgerView:
    sheets: dict[str, tuple[CheckedRow, ...]] = {}
    for key in draw(st.lists(st.sampled_from(SHEETS), unique=True)):
        spec = LAYOUT[key]
        fill = {c.key: VALUES for c in spec.columns}
        lines = draw(st.lists(st.fixed_dictionaries(fill), max_size=4))
        sheets[key] = rows_of(head_of(spec), list(enumerate(lines, start=3)))
    if "settings" in sheets:
        names = st.sampled_from(["issued", "plan_end", "period", "period_kind", "cutoff_day"])
        for row in sheets["settings"]:
            row.values["setting"] = draw(names)  # type: ignore[index]
    return ledger_view(sheets, LAYOUT.lists, draw(st.dates()))


@settings(max_examples=80, deadline=None)
@given(ledgers())
def test_a_ledger_full_of_nonsense_is_only_reported(view: LedgerView) -> None:
    before = copy.deepcopy(view.sheets)
    issues = check_ledger(view)
    assert all(isinstance(i, Issue) and i.message and i.hint for i in issues)
    assert repr(view.sheets) == repr(before)
    assert check_ledger(view) == issues


@st.composite
def returns(draw: st.DrawFn) -> tuple[list[Form], FormsView]:
    _, view = returned_case(FormCase("x", forms_tests.PARTS, forms_tests.REQUEST_NODES))
    columns = [(spec.key, c.key) for spec in LAYOUT.form.sheets for c in spec.columns if c.fill]
    answer = st.builds(
        lambda where, row, base, theirs, usable: Answer(
            where[0], (row, "1") if where[0] == "nodes" else (row,), where[1], base, theirs,
            "H5", usable=usable,
        ),
        st.sampled_from(columns), st.sampled_from(["A", "B", "Z"]), VALUES, VALUES, st.booleans(),
    )  # fmt: skip
    units = draw(st.lists(st.sampled_from(["县财政局", "县粮食局", "无此局"]), unique=True))
    return [
        form_of(unit, tuple(draw(st.lists(answer, max_size=8))), phone=draw(st.text(max_size=12)))
        for unit in units
    ], view


@settings(max_examples=80, deadline=None)
@given(returns())
def test_forms_full_of_nonsense_are_only_reported(given_: tuple[list[Form], FormsView]) -> None:
    forms, view = given_
    before = repr(forms)
    issues = check_forms(forms, view)
    assert all(isinstance(i, Issue) and i.message and i.hint for i in issues)
    assert repr(forms) == before
    assert check_forms(forms, view) == issues


def many(count: int) -> LedgerView:
    """A ledger with copies, parents, nodes and reports, so that each comparison has work to do."""
    text = "已召开部署会议，印发实施方案，明确责任人和时间表到科室"
    lines = ["| 任务编号 | 上级编号 | 牵头单位 | 责任单位 | 完成进度 | 最新进展 |"] + [
        f"| T-{i} | {f'T-{i - 1}' if i else ''} | 县财政局 | 县粮食局 | 40% | {text}{i % 9} |"
        for i in range(count)
    ]
    nodes = ["| 任务编号 | 节点序号 |"] + [
        f"| T-{i % count} | {i // count} |" for i in range(2 * count)
    ]
    reports = ["| 任务编号 | 期次 | 最新进展 |"] + [
        f"| T-{i % count} | {('2022-05', PERIOD)[i // count]} | {text} |" for i in range(2 * count)
    ]
    sheets = {"tasks": lines, "nodes": nodes, "reports": reports}
    rows = {key: rows_in(key, "\n".join(text)) for key, text in sheets.items()}
    rows |= {"units": rows_in("units", ROSTER), "settings": settings_rows({})}
    return ledger_view(rows, LAYOUT.lists, ON)


def steps_of(job: Callable[[], object]) -> int:
    """How many calls a job makes: a measure of its work that no busy machine can change."""
    count = 0

    def note(_frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


def test_twice_the_tasks_is_twice_the_work() -> None:
    few, more = many(250), many(500)
    check_ledger(few)
    assert steps_of(partial(check_ledger, more)) < 2.2 * steps_of(partial(check_ledger, few))


def test_twice_the_forms_is_twice_the_work() -> None:
    view = view_of(Case("one", {}))
    few, more = ([form_of(f"县财政局{i}", _texts(i)) for i in range(count)] for count in (100, 200))
    against = FormsView(view, LAYOUT.form, PERIOD)
    check_forms(few, against)
    small, large = (steps_of(partial(check_forms, forms, against)) for forms in (few, more))
    assert large < 2.3 * small


def _texts(number: int) -> tuple[Answer, ...]:
    said = f"已召开部署会议，印发实施方案，明确责任人和时间表到科室{number % 9}"
    return (Answer("tasks", ("T-1",), "latest", "", said, "H5"),)


@pytest.mark.slow
def test_five_thousand_tasks_are_looked_at_in_one_go() -> None:
    begun = datetime.now(UTC)
    issues = check_ledger(many(5000))
    assert issues
    assert (datetime.now(UTC) - begun).total_seconds() < 60
