"""Who answers for a task: named in full, once, in one part; and reachable when a form goes out."""

from collections import Counter
from collections.abc import Iterator

from taizhang.core.catalog import ledger as catalog
from taizhang.core.catalog import ledger_checks
from taizhang.core.checks.telephones import bad_phone
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.columns import Key, SheetKey
from taizhang.core.issues import Issue
from taizhang.core.roles import marked_words
from taizhang.core.units import Resolved, describe_units

# columns that name units of the roster
NAMED: tuple[tuple[SheetKey, Key], ...] = (
    ("tasks", "lead"), ("tasks", "co"), ("nodes", "unit"),
    ("problems", "unit"), ("problems", "co"), ("supervision", "unit"),
)  # fmt: skip
# columns by which forms are sent out: only a name in full reaches anybody
SENT_BY: tuple[tuple[SheetKey, Key], ...] = (("tasks", "lead"), ("tasks", "co"), ("nodes", "unit"))
PHONES: tuple[tuple[SheetKey, Key], ...] = (("tasks", "phone"), ("units", "phone"))
NONE = Resolved()


def lead_missing(view: LedgerView) -> Iterator[Issue]:
    """L203: a task that nobody leads is in nobody's form."""
    for row in view["tasks"]:
        if not row.units("lead"):
            yield catalog.LEAD_MISSING.at(row.at("lead"), name=row.text("name"))


def unit_unknown(view: LedgerView) -> Iterator[Issue]:
    """L201: a short or misspelt name splits one unit into two in every count."""
    for row, key, read in _readings(view):
        for name in read.unknown:
            yield catalog.UNIT_UNKNOWN.at(row.at(key), found=name, near=view.roster.near(name))


def group_open(view: LedgerView) -> Iterator[Issue]:
    """L202: nobody knows which units 有关 units are, and no form goes to them."""
    for row, key, read in _readings(view):
        for name in read.open_groups:
            yield catalog.GROUP_OPEN.at(row.at(key), found=name)


def lead_is_helper(view: LedgerView) -> Iterator[Issue]:
    """L401: a unit that leads and helps in one task would report to itself."""
    for row in view["tasks"]:
        leads = {view.roster.resolve(name) or name for name in row.units("lead")}
        for name in row.units("co"):
            if (view.roster.resolve(name) or name) in leads:
                yield ledger_checks.LEAD_IS_HELPER.at(row.at("co"), found=name)


def several_leads(view: LedgerView) -> Iterator[Issue]:
    """L402: where two lead and neither alone, each waits for the other."""
    for row in view["tasks"]:
        leads = row.units("lead")
        if len(leads) > 1 and not row.text("each_leads"):
            yield ledger_checks.SEVERAL_LEADS.at(row.at("lead"), found=leads)


def each_of_one(view: LedgerView) -> Iterator[Issue]:
    """L403: 各自牵头 of one unit is a mark in the wrong row, or a name that was lost."""
    for row in view["tasks"]:
        leads = row.units("lead")
        if len(leads) == 1 and row.text("each_leads"):
            yield ledger_checks.EACH_OF_ONE.at(row.at("each_leads"), found=leads[0])


def unit_twice(view: LedgerView) -> Iterator[Issue]:
    """L404: a name written twice is mostly another unit's place."""
    for sheet, key in NAMED:
        for row in view[sheet]:
            names = Counter(view.roster.resolve(n) or n for n in row.units(key))
            twice = [name for name, count in names.items() if count > 1]
            if twice:
                yield ledger_checks.UNIT_TWICE.at(row.at(key), found=twice)


def unit_by_alias(view: LedgerView) -> Iterator[Issue]:
    """L405: forms are made by full names, so an alias gets none."""
    for row, key, name in _sent_names(view):
        full = view.roster.resolve(name)
        if full is not None and full != name:
            yield ledger_checks.UNIT_BY_ALIAS.at(row.at(key), found=name, full=full)


def group_by_name(view: LedgerView) -> Iterator[Issue]:
    """L406: a collective gets no form; its members do."""
    for row, key, name in _sent_names(view):
        members = view.roster.members(name)
        if members and name not in view.roster:
            many = describe_units(members, 3)
            yield ledger_checks.GROUP_BY_NAME.at(
                row.at(key), found=name, count=len(members), members=many
            )


def names_joined(view: LedgerView) -> Iterator[Issue]:
    """L411: 甲局和乙局 is one name to a machine, so neither gets a form."""
    for row, key, name in _sent_names(view):
        if name in view.roster or view.roster.members(name):
            continue
        if view.roster.read(name).units:
            yield ledger_checks.NAMES_JOINED.at(row.at(key), found=name)


def lead_does_not_report(view: LedgerView) -> Iterator[Issue]:
    """L407: a task led by a unit that never reports stays silent for ever."""
    silent = {unit.name for unit in view.roster.units if not unit.reports}
    for row in view["tasks"]:
        for name in row.units("lead"):
            if name in silent:
                yield ledger_checks.LEAD_DOES_NOT_REPORT.at(row.at("lead"), found=name)


def leader_missing(view: LedgerView) -> Iterator[Issue]:
    """L408: the chart prints whom to ask; for the most important tasks it must not be blank."""
    gravest = marked_words(view.lists, "levels", "gravest_levels")
    for row in view["tasks"]:
        if row.text("level") in gravest and not row.text("leader"):
            yield ledger_checks.LEADER_MISSING.at(row.at("leader"), found=row.text("level"))


def phone_malformed(view: LedgerView) -> Iterator[Issue]:
    """L409: a digit short, and the reminder reaches nobody."""
    for sheet, key in PHONES:
        for row in view[sheet]:
            found = bad_phone(row.text(key))
            if found:
                yield ledger_checks.PHONE_MALFORMED.at(row.at(key), found=found)


def node_unit_strange(view: LedgerView) -> Iterator[Issue]:
    """L410: a node of a unit that has no part in the task is in nobody's form."""
    for row in view["nodes"]:
        task = view.tasks.get(row.task_id)
        for name in row.units("unit") if task else ():
            if (
                task
                and name in view.roster
                and name not in (*task.units("lead"), *task.units("co"))
            ):
                yield ledger_checks.NODE_UNIT_STRANGE.at(
                    row.at("unit"), found=name, task=row.task_id
                )


def _sent_names(view: LedgerView) -> Iterator[tuple[CheckedRow, Key, str]]:
    for sheet, key in SENT_BY:
        for row in view[sheet]:
            for name in row.units(key):
                yield row, key, name


def _readings(view: LedgerView) -> Iterator[tuple[CheckedRow, Key, Resolved]]:
    """What each naming cell means, each text read once; nothing while the roster is empty."""
    read: dict[str, Resolved] = {"": NONE}
    for sheet, key in NAMED if view.roster.units else ():
        for row in view[sheet]:
            text = row.text(key)
            if text not in read:
                read[text] = view.roster.read(text)
            yield row, key, read[text]


CHECKS = (
    lead_missing, unit_unknown, group_open, lead_is_helper, several_leads, each_of_one, unit_twice,
    unit_by_alias, group_by_name, names_joined, lead_does_not_report, leader_missing,
    phone_malformed, node_unit_strange,
)  # fmt: skip
