"""未采用的段落: what notices hold beside their tasks, and what the clerk wants made a draft of it.

A notice read again replaces its own rows; what the clerk wrote into 改为任务 stays with the words it
was written beside. Nothing is written here, and no paragraph is read: whoever drafts is told which.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taizhang.core.catalog import notices as catalog
from taizhang.core.issues import Issue
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows, TableRow, key_of
from taizhang.core.values.read import YES, read_value
from taizhang.core.values.reading import Asked
from taizhang.core.writes import Change, Writes

SHEET = "leftovers"
NO_DOCUMENTS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ChosenParagraph:
    """A paragraph to make a draft of, and the number of that draft; `row` is 0 for a new row."""

    values: Row
    draft_no: float
    row: int = 0


@dataclass(frozen=True, slots=True)
class LeftoverPlan:
    """Which rows come and go, which paragraphs become drafts, what cannot be done."""

    added: Sequence[Row] = ()
    gone: Sequence[TableRow] = ()
    chosen: Sequence[ChosenParagraph] = ()
    issues: list[Issue] = field(default_factory=list)

    def put(self, writes: Writes, drafts: Sequence[tuple[Row, Collection[str]]]) -> None:
        """Put the rows, and a draft for each that was chosen with its doubtful cells, among the writes."""
        writes.remove(SHEET, self.gone)
        writes.add(SHEET, self.added)
        for chosen in self.chosen:
            if chosen.row:
                key, old = key_of(SHEET, chosen.values), chosen.values["drafted"]
                writes.put(Change(SHEET, key, "drafted", old, chosen.draft_no, row=chosen.row))
        writes.add("drafts", [values for values, _ in drafts])
        writes.doubtful = [*writes.doubtful, *(doubtful for _, doubtful in drafts)]


def plan_leftovers(
    tables: Mapping[str, LedgerRows], documents: frozenset[str] = NO_DOCUMENTS,
    found: Sequence[Row] = (), drafts: Sequence[Row] = (),
) -> LeftoverPlan:  # fmt: skip
    """Decide what becomes of 未采用的段落 when these documents were read again.

    `found` are the paragraphs of the documents in their order, `drafts` their new drafts, which
    take the place of those that are not registered.
    """
    table = tables[SHEET]
    old = [row for row in table.rows if row["document"] in documents]
    left = {_words(row) for row in found} | {_words(row) for row in drafts}
    kept = [row for row in old if row["promote"] != "" and _words(row.values) not in left]
    numbers = _DraftNumbers(tables["drafts"], documents, drafts)
    plan = LeftoverPlan(gone=[row for row in old if row not in kept])
    asks = [row for row in table.rows if row in kept or row["document"] not in documents]
    chosen = [_chosen(row, numbers, plan.issues, table, documents) for row in asks]
    answers: dict[tuple[Value, str], list[TableRow]] = {}
    for row in old:
        answers.setdefault(_words(row.values), []).append(row)
    added = _numbered(found, kept)
    for at, values in enumerate(added):
        before = answers.get(_words(values))
        if before:  # the same words twice: first by first, second by second
            added[at], again = _answered(values, before.pop(0), numbers, plan.issues, table)
            chosen.append(again)
    return replace(plan, added=added, chosen=[one for one in chosen if one])


class _DraftNumbers:
    """Numbers of drafts to come, document by document, and which paragraphs are registered."""

    def __init__(self, table: LedgerRows, documents: frozenset[str], drafts: Sequence[Row]) -> None:
        stay = [r for r in table.rows if r["registered"] != "" or r["document"] not in documents]
        self.registered = {_words(r.values): r["draft_no"] for r in stay if r["registered"] != ""}
        self._last: dict[str, float] = {}
        for row in (*(r.values for r in stay), *drafts):
            self._count(str(row["document"]), row["draft_no"])

    def _count(self, document: str, number: Value) -> None:
        if isinstance(number, int | float):
            self._last[document] = max(self._last.get(document, 0), float(number))

    def next(self, document: str) -> float:
        """The number of one more draft."""
        self._last[document] = self._last.get(document, 0) + 1
        return self._last[document]


def _chosen(
    row: TableRow, numbers: _DraftNumbers, issues: list[Issue], table: LedgerRows,
    documents: frozenset[str],
) -> ChosenParagraph | None:  # fmt: skip
    """A row that stays and that the clerk chose; one whose draft stands is not drafted again."""
    stands = row["drafted"] != "" and row["document"] not in documents
    if stands or not _is_chosen(row, issues, table) or _words(row.values) in numbers.registered:
        return None
    return ChosenParagraph(row.values, numbers.next(str(row["document"])), row.number)


def _answered(
    values: Row, old: TableRow, numbers: _DraftNumbers, issues: list[Issue], table: LedgerRows
) -> tuple[Row, ChosenParagraph | None]:
    """A paragraph read again with the answer of its row before, and the draft it becomes."""
    row = {**values, "promote": old["promote"]}
    if not _is_chosen(old, issues, table):
        return row, None
    known = numbers.registered.get(_words(values))
    if known is not None:
        return {**row, "drafted": known}, None
    number = numbers.next(str(values["document"]))
    return {**row, "drafted": number}, ChosenParagraph(row, number)


def _is_chosen(row: TableRow, issues: list[Issue], table: LedgerRows) -> bool:
    """Tell whether the clerk wants a draft; a word that is no answer is told."""
    if row["promote"] == "":
        return False
    place, answer = table.place(row.number, "promote"), read_value(row["promote"], Asked("yes"))
    if not answer.usable:
        issues.append(catalog.ANSWER_UNKNOWN.at(place, found=row["promote"]))
    elif answer.value == YES and not str(row["content"]).strip():
        issues.append(catalog.NO_WORDS.at(place))
    else:
        return answer.value == YES
    return False


def _numbered(found: Sequence[Row], kept: Sequence[TableRow]) -> list[Row]:
    """The new rows with numbers of their own in each document."""
    last: dict[Value, float] = {}
    for row in kept:
        if isinstance(number := row["left_no"], int | float):
            last[row["document"]] = max(last.get(row["document"], 0), float(number))
    rows: list[Row] = []
    for values in found:
        document = values["document"]
        last[document] = last.get(document, 0) + 1
        rows.append({**values, "left_no": last[document]})
    return rows


def _words(row: Row) -> tuple[Value, str]:
    return row["document"], "".join(str(row["content"]).split())
