"""亮灯规则, 环节与角色, 督办规则: words that mean something, rules that can do what they say."""

from collections.abc import Iterator

from taizhang.core.catalog import judging as catalog
from taizhang.core.catalog import ledger
from taizhang.core.checks.view import LedgerView, Row
from taizhang.core.issues import Issue
from taizhang.core.roles import (
    SHIPPED,
    StageRole,
    StateRole,
    roles_of,
    stage_role,
    state_role,
)

OFF = "否"
# without a word for these, a job could not write what it has to, or would not see it
NEEDED = (StageRole.OPEN, StageRole.APPLIED, StageRole.CLOSED)


def lit(view: LedgerView) -> list[Row]:
    """The rules of lamps that are in use, in their order."""
    return [r for r in view["lamp_rules"] if r.text("enabled") != OFF and r.text("state")]


def state_without_role(view: LedgerView) -> Iterator[Issue]:
    """J101: a state that means nothing starts no streak and is on no card."""
    for row in lit(view):
        if state_role(row.values) is None:
            yield catalog.STATE_WITHOUT_ROLE.at(row.at("role"), found=row.text("state"))


def state_two_roles(view: LedgerView) -> Iterator[Issue]:
    """J102: one word, two meanings: a task in it is counted by the first."""
    first: dict[str, tuple[int, StateRole]] = {}
    for row in lit(view):
        role, word = state_role(row.values), row.text("state")
        if role is None:
            continue
        at, other = first.setdefault(word, (row.number, role))
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


def _gone(view: LedgerView) -> Iterator[tuple[Row, str, StateRole | None, tuple[str, ...]]]:
    """Rows of 督办规则 whose state no rule gives: the state, its role, what has that role now."""
    in_use = [row.values for row in lit(view)]
    roles, there = roles_of(in_use), {str(row["state"]) for row in in_use}
    for row in view["supervise_rules"]:
        word = row.text("state")
        if row.text("enabled") != OFF and word and there and word not in there:
            role = roles.state(word)
            yield row, word, role, roles.state_words(role) if role else ()


def rule_unreachable(view: LedgerView) -> Iterator[Issue]:
    """L821: the first rule that fits decides; one without a condition always fits."""
    last: Row | None = None
    for row in lit(view):
        if last is not None:
            yield ledger.RULE_UNREACHABLE.at(
                row.at("rule"), found=row.text("rule"), other=last.text("rule")
            )
        elif not row.text("condition"):
            last = row


CHECKS = (
    state_without_role, state_two_roles, stage_without_role, stage_role_missing, state_not_lit,
    state_nobody_lights, rule_unreachable,
)  # fmt: skip
