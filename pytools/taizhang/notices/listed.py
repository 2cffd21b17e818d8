"""The words of a task list, read as a 方案 is read: deadlines, targets, units, headers.

A list is a table that somebody typed; a cell of it says what a clause of a notice would.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from taizhang.core.issues import Issue, Place
from taizhang.core.lists.model import ListedNames, Readers, ToldWords
from taizhang.core.submission import Value
from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import Frame
from taizhang.notices.drafting import amount_cells, date_cells
from taizhang.notices.findings import of_amounts, of_deadline
from taizhang.notices.targets import find_targets
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import plain_letters, squeeze, view
from taizhang.notices.titles import short_title
from taizhang.notices.who.reading import read_clause
from taizhang.notices.words import Patterns

_RE = Patterns("listed")

_KEYS = {
    labels.LEAD: "lead", labels.CO: "co", labels.HELP: "co", labels.LEADER: "leader", labels.TIME: "due",
    labels.TASK: "name", labels.GOAL: "indicator", labels.PROBLEM: "problem",
    labels.DUTY: "content", labels.NUMBER: "source_no", labels.KIND: "category",
}  # fmt: skip


def read_due(text: str, issued: date, year: int, place: Place) -> ToldWords | None:
    """Read a deadline of a list as `decompose` does; None where the words are none.

    >>> read_due("9月底前", date(2022, 5, 18), 2022, Place()).values["due"]
    datetime.date(2022, 9, 30)
    """
    found = find_deadlines(view(text), Frame(issued, year), cell=True)
    if not found or any(deadline.impossible for deadline in found):
        return None
    issues = [issue for deadline in found for issue in of_deadline(deadline, place, issued)]
    return _told(date_cells(found), issues)


def read_goal(text: str, place: Place) -> ToldWords | None:
    """Read a target of a list; None where the words hold none.

    >>> read_goal("不少于100户", Place()).values
    {'indicator': '不少于100户', 'measure': '户', 'target': 100.0}
    """
    found = find_targets(view(text))
    if not found:
        return None
    return _told(amount_cells(found), of_amounts(found, place))


def _told(cells: Mapping[str, Value], issues: Iterable[Issue]) -> ToldWords:
    return ToldWords({key: value for key, value in cells.items() if value != ""}, tuple(issues))


def read_names(text: str, leads: bool) -> ListedNames:
    """Read a cell of units under its column's label, unless it bears labels of its own."""
    plain = view(text).plain
    marked = bool(labels.labels_inside(plain)) or _RE.says_who_leads.search(plain)
    clause = read_clause(text) if marked else None
    if clause is None or not clause.names_units:
        clause = read_clause(f"{'牵头单位' if leads else '责任单位'}:{text}")
    if clause is None:
        return ListedNames()
    return ListedNames(clause.lead, clause.co, clause.each_leads)


def column_key(header: str) -> str:
    """The likely column of a header that no word of the ledger knows, "" for none.

    >>> column_key("整改责任科室"), column_key("联络员"), column_key("总投资")
    ('co', 'owner', '')
    """
    plain = plain_letters(squeeze(header))
    role = labels.header_role(plain)
    if role != labels.LEADER or "领导" in plain or "同志" in plain:
        return _KEYS.get(role, "")
    return "owner" if "人" in plain or "员" in plain else "phone"


READERS = Readers(read_due, read_goal, read_names, column_key, short_title)
