"""亮灯规则, 环节与角色, 督办规则: words that mean something, rules that can do what they say."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from taizhang.core.catalog import judging as catalog
from taizhang.core.catalog import ledger, ledger_checks
from taizhang.core.checks.ledger.problems import words_in
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.columns import Key
from taizhang.core.issues import Issue, Rule, percent
from taizhang.core.measures.conditions import Comparison, Condition, read_condition
from taizhang.core.measures.facts import EXEMPTIONS, MAKERS, STREAK, STREAK_END, is_streak
from taizhang.core.measures.groups import GROUP_FACTS, LEADER, TASK, UNIT
from taizhang.core.measures.items import ITEMS, PROBLEM
from taizhang.core.measures.pace import BY_NODES, BY_PLAN
from taizhang.core.measures.soundness import (
    YES_NO,
    always,
    gaps,
    hidden,
    known_to,
    miswritten,
    never,
    odd_name,
    point_like_share,
    twice,
)
from taizhang.core.periods import in_order, parse_period
from taizhang.core.roles import (
    BURNING,
    SHIPPED,
    SHIPPED_STATES,
    StageRole,
    StateRole,
    is_of_tasks,
    roles_of,
    stage_role,
    state_role,
)

SCOPES = (TASK, UNIT, LEADER, *ITEMS)
OFF = "否"
# without a word for these, a job could not write what it has to, or would not see it
NEEDED = (StageRole.OPEN, StageRole.APPLIED, StageRole.CLOSED)


def lit(view: LedgerView) -> list[CheckedRow]:
    """The rules of lamps that are in use, in their order."""
    return [r for r in view["lamp_rules"] if r.text("enabled") != OFF and r.text("state")]


def state_without_role(view: LedgerView) -> Iterator[Issue]:
    """J101: a state that means nothing starts no streak and is on no card."""
    for row in lit(view):
        if state_role(row.values) is None:
            yield catalog.STATE_WITHOUT_ROLE.at(row.at("role"), found=row.text("state"))


def state_two_roles(view: LedgerView) -> Iterator[Issue]:
    """J102: one word, two meanings: a task in it is counted by the first."""
    first: dict[tuple[str, str], tuple[int, StateRole]] = {}
    for row in lit(view):
        role, word = state_role(row.values), row.text("state")
        if role is None:
            continue
        at, other = first.setdefault((row.text("of") or TASK, word), (row.number, role))
        if other is not role:
            yield catalog.STATE_TWO_ROLES.at(
                row.at("role"), found=word, row=at, other=other.value, role=role.value
            )


def stage_without_role(view: LedgerView) -> Iterator[Issue]:
    """J103: a stage that means nothing neither stops the clock nor asks to close."""
    for row in view["stage_words"]:
        if row.text("stage") and stage_role(row.values) is None:
            yield catalog.STAGE_WITHOUT_ROLE.at(row.at("role"), found=row.text("stage"))


def stage_role_missing(view: LedgerView) -> Iterator[Issue]:
    """J104: jobs write these stages; without a word of the office they write the one that ships."""
    rows = [row for row in view["stage_words"] if row.text("stage")]
    there = {stage_role(row.values) for row in rows}
    for role in NEEDED if rows else ():
        if role not in there:
            word = SHIPPED.stage_word(role)
            yield catalog.STAGE_ROLE_MISSING.at(rows[0].at("role"), role=role.value, word=word)


def state_not_lit(view: LedgerView) -> Iterator[Issue]:
    """J105: a state that was renamed in one sheet is still meant in the other."""
    for row, word, role, words in _gone(view):
        if role is not None and words:
            yield catalog.STATE_NOT_LIT.at(
                row.at("state"), found=word, role=role.value, words=words
            )


def state_nobody_lights(view: LedgerView) -> Iterator[Issue]:
    """J106: a step that waits for a state which no rule gives is never taken."""
    for row, word, role, words in _gone(view):
        if role is None or not words:
            yield catalog.STATE_NOBODY_LIGHTS.at(row.at("state"), found=word)


def _gone(view: LedgerView) -> Iterator[tuple[CheckedRow, str, StateRole | None, tuple[str, ...]]]:
    """Rows of 督办规则 whose state no rule gives: the state, its role, what has that role now."""
    in_use = [row.values for row in lit(view) if is_of_tasks(row.values)]
    roles, there = roles_of(in_use), {str(row["state"]) for row in in_use}
    for row in view["supervise_rules"]:
        word = row.text("state")
        if row.text("enabled") != OFF and word and there and word not in there:
            role = roles.state(word)
            yield row, word, role, roles.state_words(role) if role else ()


def rule_unreachable(view: LedgerView) -> Iterator[Issue]:
    """L821: the first rule that fits decides; one without a condition always fits."""
    always: dict[str, CheckedRow] = {}
    for row in lit(view):
        of = row.text("of") or TASK
        if of in always:
            yield ledger_checks.RULE_UNREACHABLE.at(
                row.at("rule"), found=row.text("rule"), other=always[of].text("rule")
            )
        elif not row.text("condition"):
            always[of] = row


def rule_without_lamp(view: LedgerView) -> Iterator[Issue]:
    """J107: a rule without a colour lights nothing."""
    for row in lit(view):
        if not row.text("lamp"):
            yield catalog.RULE_WITHOUT_LAMP.at(row.at("lamp"), rule=row.text("rule"))


def rule_unreadable(view: LedgerView) -> Iterator[Issue]:
    """L901: a condition that nobody can read is passed over, and what it meant is lost."""
    for row in lit(view):
        found = _condition(row)
        if isinstance(found, str):
            rule = row.text("rule")
            yield ledger.LAMP_CONDITION_UNREADABLE.at(row.at("condition"), rule=rule, found=found)


def rule_never_fires(view: LedgerView) -> Iterator[Issue]:
    """J108: more than 80 and less than 20 is nothing."""
    return _of_no_use(view, never, catalog.RULE_NEVER_FIRES)


def bound_miswritten(view: LedgerView) -> Iterator[Issue]:
    """J124: 进度 < 80 holds for everybody: a share is written with its %."""
    return _odd_bounds(_readable(view), miswritten, catalog.BOUND_MISWRITTEN)


def rule_always(view: LedgerView) -> Iterator[Issue]:
    """J125: 连续未报期数 >= 0 lights everything."""
    return _of_no_use(view, always, catalog.RULE_ALWAYS)


def _of_no_use(view: LedgerView, test: Callable[[Condition], bool], rule: Rule) -> Iterator[Issue]:
    """Rules whose whole condition is of that kind."""
    for row, condition in _sound(view):
        if test(condition):
            name, found = row.text("rule"), row.text("condition")
            yield rule.at(row.at("condition"), rule=name, found=found)


def points_as_share(view: LedgerView) -> Iterator[Issue]:
    """J126: a third of a percentage point is hardly meant."""
    return _odd_bounds(_sound(view), point_like_share, catalog.POINTS_AS_SHARE)


def _odd_bounds(
    rows: Iterable[tuple[CheckedRow, Condition]],
    odd: Callable[[Condition], Comparison | None],
    rule: Rule,
) -> Iterator[Issue]:
    """Rules that hold a bound of that kind: the first such bound of each."""
    for row, condition in rows:
        if found := odd(condition):
            place, name = row.at("condition"), row.text("rule")
            yield rule.at(place, rule=name, fact=found.fact, found=found.value)


def rule_without_state(view: LedgerView) -> Iterator[Issue]:
    """J127: a rule without a state is passed over, and nobody would know."""
    for row in view["lamp_rules"]:
        said = row.text("rule") or row.text("condition") or row.text("lamp")
        if row.text("enabled") != OFF and said and not row.text("state"):
            yield catalog.RULE_WITHOUT_STATE.at(row.at("state"), rule=said)


def rule_named_twice(view: LedgerView) -> Iterator[Issue]:
    """J128: 触发规则 in 研判记录 is a name."""
    first: dict[tuple[str, str], int] = {}
    for row in lit(view):
        key = (row.text("of") or TASK, row.text("rule"))
        if row.text("rule") and first.setdefault(key, row.number) != row.number:
            yield catalog.RULE_NAMED_TWICE.at(row.at("rule"), rule=key[1], row=first[key])


def rule_hidden(view: LedgerView) -> Iterator[Issue]:
    """J109: the first rule that fits decides; one that fits only where another did has no turn."""
    for of in SCOPES:
        before: list[tuple[CheckedRow, Condition]] = []
        for row, condition in _sound(view, of):
            other = next((r for r, c in before if hidden(condition, c)), None)
            if other is not None:
                yield catalog.RULE_HIDDEN.at(
                    row.at("rule"), rule=row.text("rule"), other=other.text("rule")
                )
            if not never(condition):
                before.append((row, condition))


def bounds_gap(view: LedgerView) -> Iterator[Issue]:
    """J110: what lies between two bounds goes to whatever rule comes last."""
    for of in SCOPES:
        rules = _burning(view, of)
        for at, fact, between in gaps([condition for _, condition in rules]):
            yield catalog.BOUNDS_GAP.at(
                rules[at][0].at("condition"), fact=fact, low=between.low, high=between.high
            )


def bounds_twice(view: LedgerView) -> Iterator[Issue]:
    """J111: a number that belongs to two lamps gets the one that happens to stand first."""
    for of in SCOPES:
        rules = _burning(view, of)
        for first, second, fact, both in twice([condition for _, condition in rules]):
            one, other = rules[first][0], rules[second][0]
            if one.text("lamp") != other.text("lamp"):
                yield catalog.BOUNDS_TWICE.at(
                    other.at("condition"), fact=fact, found=both.said, rule=one.text("rule"),
                    lamp=one.text("lamp"), other=other.text("rule"),
                    lamp_other=other.text("lamp"),
                )  # fmt: skip


def word_unknown(view: LedgerView) -> Iterator[Issue]:
    """J112: a word that was renamed elsewhere, or mistyped, fits nothing."""
    for row, condition in _sound(view):
        for comparison in (c for one in condition.alternatives for c in one):
            known = _words(view, comparison.fact, row.text("of"))
            if is_streak(comparison.fact) and not _is_held(view, comparison.fact):
                yield catalog.WORD_UNKNOWN.at(
                    row.at("condition"), rule=row.text("rule"), fact="连续…期数",
                    found=comparison.fact, words=[f"连续{w}期数" for w in StateRole],
                )  # fmt: skip
            if known and comparison.sign == "=" and comparison.value not in known:
                yield catalog.WORD_UNKNOWN.at(
                    row.at("condition"), rule=row.text("rule"), fact=comparison.fact,
                    found=comparison.value, words=list(known),
                )  # fmt: skip


def reason_unreadable(view: LedgerView) -> Iterator[Issue]:
    """J113: a reason that shows its brackets convinces nobody."""
    for row in lit(view):
        found = odd_name(row.text("reason"), row.text("of") or TASK)
        if found is not None:
            yield catalog.REASON_UNREADABLE.at(
                row.at("reason"), rule=row.text("rule"), found=found or "{"
            )


def ladder_back(view: LedgerView) -> Iterator[Issue]:
    """J114: a third month in red that is treated more mildly than the second teaches waiting."""
    for (_, state), steps in _ladders(view).items():
        for (row, streak, weight), (_, before, heavier) in pairwise(reversed(steps)):
            if weight < heavier:
                other = view.lists["supervisions"][heavier]
                yield catalog.LADDER_BACK.at(
                    row.at("supervision"), state=state, streak=streak, before=before,
                    other=other, found=row.text("supervision"),
                )  # fmt: skip


def ladder_twice(view: LedgerView) -> Iterator[Issue]:
    """J115: of two steps at one time only the last is taken."""
    for (_, state), steps in _ladders(view).items():
        for (row, streak, _), (_, before, _) in pairwise(reversed(steps)):
            if streak == before:
                yield catalog.LADDER_TWICE.at(row.at("streak"), state=state, streak=streak)


def ladder_endless(view: LedgerView) -> Iterator[Issue]:
    """J116: reminders without end are what a unit learns to live with."""
    roles = roles_of(row.values for row in view["lamp_rules"])
    enough = len(view.lists["supervisions"]) // 2
    firm = {row.text("ladder") for row in _duties(view) if _weight(view, row) >= enough}
    for (ladder, state), steps in _ladders(view).items():
        row, _, _ = max(steps, key=lambda step: step[1])
        if roles.is_state(state, StateRole.GRAVE) and ladder not in firm:
            yield catalog.LADDER_ENDLESS.at(
                row.at("supervision"), state=state, found=row.text("supervision")
            )


def verdict_incomplete(view: LedgerView) -> Iterator[Issue]:
    """J120: a lamp set by hand without a reason is somebody's mood."""
    for row in view["verdicts"]:
        leave = row.text("verdict") in EXEMPTIONS
        wanted: tuple[Key, ...] = (
            "verdict",
            "reason",
            "judge",
            "judged_on",
            "last" if leave else "lamp",
        )
        missing = [f"“{row.head.spec[key].label}”" for key in wanted if not row.text(key)]
        if row.task_id and missing:
            yield catalog.VERDICT_INCOMPLETE.at(row.at("reason"), task=row.task_id, missing=missing)


def verdict_task_unknown(view: LedgerView) -> Iterator[Issue]:
    """J121: a decision about no task lights nothing."""
    for row in view["verdicts"]:
        if row.task_id and row.task_id not in view.tasks:
            yield catalog.VERDICT_TASK_UNKNOWN.at(row.at("task_id"), found=row.task_id)


def curve_missing(view: LedgerView) -> Iterator[Issue]:
    """J122: a plan that is not there cannot be behind."""
    planned = {row.task_id for row in view["curves"]}
    stepped = {row.task_id for row in view["nodes"] if row.day("planned") is not None}
    sheets = {BY_PLAN: (planned, "计划曲线"), BY_NODES: (stepped, "节点计划")}
    for row in view["tasks"]:
        there, sheet = sheets.get(row.text("pace"), (None, ""))
        if there is not None and row.task_id not in there:
            yield catalog.CURVE_MISSING.at(
                row.at("pace"), task=row.task_id, pace=row.text("pace"), sheet=sheet
            )


def curve_unreadable(view: LedgerView) -> Iterator[Issue]:
    """J123: a plan that falls, or of a month that is none, is a slip."""
    last: dict[str, float] = {}
    rows = sorted(view["curves"], key=lambda r: in_order(r.text("period")))
    for row in rows:
        if row.task_id and parse_period(row.text("period")) is None:
            yield catalog.CURVE_UNREADABLE.at(row.at("period"), found=row.text("period"))
        share = row.share("share")
        if share is not None and share < last.get(row.task_id, 0.0):
            yield catalog.CURVE_UNREADABLE.at(row.at("share"), found=percent(share))
        last[row.task_id] = max(share or 0.0, last.get(row.task_id, 0.0))


def _condition(row: CheckedRow) -> Condition | str:
    return read_condition(row.text("condition"), known_to(row.text("of")))


def _readable(view: LedgerView, of: str = "") -> list[tuple[CheckedRow, Condition]]:
    """The rules that can be read, of all objects or of one."""
    read = ((row, _condition(row)) for row in lit(view) if not of or (row.text("of") or TASK) == of)
    return [(row, found) for row, found in read if not isinstance(found, str)]


def _sound(view: LedgerView, of: str = "") -> list[tuple[CheckedRow, Condition]]:
    """Those of them that are used: whose bounds are of one kind with what they bound."""
    return [(row, found) for row, found in _readable(view, of) if miswritten(found) is None]


def _burning(view: LedgerView, of: str) -> list[tuple[CheckedRow, Condition]]:
    return [(row, c) for row, c in _sound(view, of) if state_role(row.values) in BURNING]


def _words(view: LedgerView, fact: str, of: str = "") -> tuple[str, ...]:
    """The words that a fact may be; none where it is a number or anything."""
    lists = {"督办类别": "levels", "任务类型": "kinds", "办理环节": "stages", "环节角色": "stage_roles",
             "人工灯色": "lamps", "上期灯色": "lamps", "台账类型": "problem_kinds",
             "满意度": "satisfaction", "任务角色": "state_roles"}  # fmt: skip
    if fact in YES_NO:
        return view.lists["yes_no"]
    if of == PROBLEM and fact == "办理环节":
        return (*view.lists["problem_roles"], *words_in(view).words)
    return view.lists[lists[fact]] if fact in lists else ()


def _is_held(view: LedgerView, fact: str) -> bool:
    """Whether what a streak counts is a state of the office's, one that ships, or a role."""
    held = fact[len(STREAK) : -len(STREAK_END)]
    states = {row.text("state") for row in lit(view)}
    return fact in MAKERS or fact in GROUP_FACTS or held in {*states, *SHIPPED_STATES, *StateRole}


def _duties(view: LedgerView) -> list[CheckedRow]:
    """The rules of 督办规则 that are in use."""
    return [r for r in view["supervise_rules"] if r.text("enabled") != OFF]


def _weight(view: LedgerView, row: CheckedRow) -> int:
    """How heavy the heaviest paper of a rule is: its place among those that there are."""
    known = view.lists["supervisions"]
    return max((known.index(w) for w in row.units("supervision") if w in known), default=-1)


def _ladders(view: LedgerView) -> dict[tuple[str, str], list[tuple[CheckedRow, float, int]]]:
    """The steps of each plan and state by the periods they wait for: the row, the periods, how heavy."""
    lamp, found = (
        view.lists["duty_triggers"][0],
        dict[tuple[str, str], list[tuple[CheckedRow, float, int]]](),
    )
    for row in _duties(view):
        state, weight = row.text("state"), _weight(view, row)
        if state and weight >= 0 and row.text("trigger") in {"", lamp}:
            step = (row, row.amount("streak") or 1.0, weight)
            found.setdefault((row.text("ladder"), state), []).append(step)
    return {key: sorted(steps, key=lambda s: s[1]) for key, steps in found.items()}


CHECKS = (
    state_without_role, state_two_roles, stage_without_role, stage_role_missing, state_not_lit,
    state_nobody_lights, rule_unreachable, rule_without_lamp, rule_unreadable, rule_never_fires,
    bound_miswritten, rule_always, points_as_share, rule_without_state, rule_named_twice,
    rule_hidden, bounds_gap, bounds_twice, word_unknown, reason_unreadable, ladder_back,
    ladder_twice, ladder_endless, verdict_incomplete, verdict_task_unknown, curve_missing,
    curve_unreadable,
)  # fmt: skip
