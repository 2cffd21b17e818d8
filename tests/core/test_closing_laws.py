"""Laws of the way to 已销号, whatever happens in whatever order."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.core.closing.loop import (
    Applied,
    Approved,
    Case,
    Checked,
    ClosingEvent,
    Loop,
    Published,
    Refused,
    Reported,
    Restarted,
    RoundStanding,
    SentBack,
    Withdrawn,
)
from taizhang.core.closing.plan import ClosingPast, ClosingPlan, plan_closing
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from tests.support.ledgers import ledger

START = date(2022, 6, 1)
days = st.integers(0, 60).map(lambda n: START + timedelta(n))
shares = st.sampled_from([None, 0.0, 0.5, 0.99, 1.0])
words = st.sampled_from(["", " ", "有依据"])
events = st.one_of(
    st.builds(Reported, st.sampled_from([None, 3.0, 9.0]), shares),
    st.builds(Applied, days),
    st.builds(Withdrawn),
    st.builds(Checked, st.none() | days, words, words),
    st.builds(Published, days, days),
    st.builds(Approved, days, days),
    st.builds(SentBack, words),
    st.builds(Restarted, days, words, words),
)
loops = st.sampled_from([Loop(0), Loop(7)])
stories = st.lists(events, max_size=30)
cases = st.sampled_from([Case(progress=1.0), Case(), Case(progress=1.0, instant=True)])


def passed(
    loop: Loop, case: Case, story: list[ClosingEvent]
) -> list[tuple[Case, ClosingEvent, Case]]:
    """Each event that was allowed, with the case before and after it."""
    found = []
    for event in story:
        after = loop.step(case, event)
        if not isinstance(after, Refused):
            found.append((case, event, after))
            case = after
    return found


@given(loops, cases, stories)
def test_nothing_is_closed_without_an_application_and_a_review(
    loop: Loop, case: Case, story: list[ClosingEvent]
) -> None:
    done = passed(loop, case, story)
    for at, (_, event, after) in enumerate(done):
        if not isinstance(event, Approved):
            continue
        assert after.standing is RoundStanding.CLOSED
        rounds = [i for i, (_, e, _) in enumerate(done[:at]) if isinstance(e, Applied)]
        assert rounds, "closed without an application"
        since = [e for _, e, _ in done[rounds[-1] : at]]
        assert case.instant or any(isinstance(e, Checked) for e in since)
        assert case.instant or not loop.public_days or any(isinstance(e, Published) for e in since)
        assert not any(isinstance(e, Withdrawn | SentBack | Restarted) for e in since)


@given(loops, cases, stories)
def test_only_an_approval_closes(loop: Loop, case: Case, story: list[ClosingEvent]) -> None:
    for before, event, after in passed(loop, case, story):
        if after.standing is RoundStanding.CLOSED and before.standing is not RoundStanding.CLOSED:
            assert isinstance(event, Approved)
            assert after.progress is None or after.progress == 1.0


@given(loops, cases, stories)
def test_the_figures_of_a_closed_task_stay_until_it_is_taken_up_again(
    loop: Loop, case: Case, story: list[ClosingEvent]
) -> None:
    for before, event, after in passed(loop, case, story):
        if before.standing is RoundStanding.CLOSED:
            assert isinstance(event, Restarted)
            assert (after.actual, after.progress) == (before.actual, before.progress)
            assert event.why.strip()
            assert event.basis.strip()


@given(loops, cases, stories)
def test_replaying_gives_the_same_and_refused_events_change_nothing(
    loop: Loop, case: Case, story: list[ClosingEvent]
) -> None:
    end = loop.replay(case, story)
    allowed = [event for _, event, _ in passed(loop, case, story)]
    assert loop.replay(case, allowed) == loop.replay(case, story) == end


@given(loops, cases, stories)
def test_rounds_are_counted_and_never_reused(
    loop: Loop, case: Case, story: list[ClosingEvent]
) -> None:
    done = passed(loop, case, story)
    given_out = [after.round for _, event, after in done if isinstance(event, Applied)]
    assert given_out == list(range(1, len(given_out) + 1))


@given(loops, stories)
def test_sending_back_says_what_is_to_be_done(loop: Loop, story: list[ClosingEvent]) -> None:
    for _, event, after in passed(loop, Case(progress=1.0), story):
        if isinstance(event, SentBack):
            assert event.text.strip()
            assert after.standing is RoundStanding.RETURNED


@given(stories)
def test_a_task_known_to_be_unfinished_is_never_closed(story: list[ClosingEvent]) -> None:
    only = [e for e in story if not isinstance(e, Reported)]
    assert Loop().replay(Case(progress=0.5), only) == replace(Case(progress=0.5))


# The same over the plan that the button carries out: whatever the clerk types, in whatever order.
ENTRIES = {
    "checker": ("", "督查室"), "checked": ("", START + timedelta(10), START + timedelta(90)),
    "check_how": ("", "现场核查"), "decision": ("", "公示", "同意销号", "退回", "行"),
    "rework": ("", "补拍照片"), "restart": ("", "群众反映又坏了"), "closed": ("", START),
    "standing": ("", "待核查", "已核查", "已销号"),
}  # fmt: skip
TASK_ENTRIES = {
    "stage": ("办理中", "申请销号", "暂缓", "退办"), "progress": ("", 0.5, 1.0),
    "finished": ("", START + timedelta(5)), "instant": ("", "是"),
}  # fmt: skip
typed = st.one_of(
    st.sampled_from(sorted(ENTRIES)).flatmap(
        lambda k: st.tuples(st.just("closings"), st.just(k), st.sampled_from(ENTRIES[k]))
    ),
    st.sampled_from(sorted(TASK_ENTRIES)).flatmap(
        lambda k: st.tuples(st.just("tasks"), st.just(k), st.sampled_from(TASK_ENTRIES[k]))
    ),
)
sessions = st.lists(st.tuples(st.lists(typed, max_size=4), st.integers(0, 20)), max_size=12)


def carried_out(tables: dict[str, LedgerRows], made: ClosingPlan) -> dict[str, LedgerRows]:
    """The tables as the plan leaves them."""
    found = dict(tables)
    for sheet in ("tasks", "closings"):
        values = {row.number: dict(row.values) for row in tables[sheet].rows}
        for change in made.writes.cells:
            if change.sheet == sheet and change.row in values:
                values[change.row][change.column] = change.new
        for row in made.writes.added.get(sheet, ()):
            blank: dict[str, Value] = dict.fromkeys(tables[sheet].spec.keys, "")
            values[max(values, default=2) + 1] = blank | dict(row)
        found[sheet] = replace(tables[sheet], rows=[TableRow(n, v) for n, v in values.items()])
    return found


@given(sessions, st.sampled_from([0, 7]))
@settings(max_examples=150, deadline=None)
def test_whatever_a_clerk_types_nothing_is_closed_without_application_and_review(
    story: list[tuple[list[tuple[str, str, Value]], int]], public: int
) -> None:
    task = "| 任务编号 | 任务名称 | 牵头单位 | 完成进度 | 办理环节 |\n| A | 修路 | 县交通局 | 1 | 办理中 |"
    tables, on = dict(ledger(tasks=task)), START + timedelta(20)
    approved = False
    for entries, later in story:
        on += timedelta(later)
        for sheet, column, value in entries:
            if tables[sheet].rows:
                *rest, last = tables[sheet].rows
                last = TableRow(last.number, {**last.values, column: value})
                tables[sheet] = replace(tables[sheet], rows=[*rest, last])
        typed_closed = {r.number for r in tables["closings"].rows if r["standing"] == "已销号"}
        tables = carried_out(tables, plan_closing(ClosingPast(tables, on, public)))
        [now] = tables["tasks"].rows
        newly = [
            r for r in tables["closings"].rows
            if r["standing"] == "已销号" and r.number not in typed_closed
        ]  # fmt: skip
        for row in newly:
            assert row["applied"] != ""
            reviewed = all(row[k] != "" for k in ("checker", "checked", "check_how"))
            assert reviewed or (row["event"] == "立行立改" and now["instant"] == "是")
        approved = approved or bool(newly)
        assert approved or now["stage"] != "已销号"
