"""A task list or a unit list, as it was read, into rows of the ledger.

Aliases become full names, closed collectives their members, missing deadlines the plan's end with
a mark. Open groups (有关单位) stay as printed: only the clerk knows who is meant. A task that is in
the ledger already is filled up where the ledger has nothing; nothing there is ever overwritten.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place, show
from taizhang.core.lists.model import SOURCE_NO, Entry
from taizhang.core.lists.places import rows_by_sheet, twin_issue
from taizhang.core.lists.who import ReadNames, who_answers
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows
from taizhang.core.units import Roster, split_names
from taizhang.core.values.read import as_text, read_value
from taizhang.core.values.reading import Asked
from taizhang.core.values.settled import join_names, misfit, same, settle
from taizhang.core.values.text import keep_letters

NewRow = dict[str, Value]
DEFAULTED = "默认"
YES = "是"
_NUMBER = re.compile(r"\d{4}-(\d+)")
_OUTLINE = re.compile(
    r"[1-9]\d{0,2}(?:[.．\-]\d{1,3})+[.、]?|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、.]?"
    r"|[①-⑳]|\d+[、.]"
)
SHORT = 4  # letters of a name that may well be two tasks' of different units
ALIKE = 60  # of 100, from which two names under one number are one task's
LATER = 0.5  # a list of which so much is in the ledger is a later one of the same tasks
_DATES = ("start", "due", "due_original")
# what departments report, besides the columns marked so: a list is older news than the ledger
REPORTED = frozenset({"finished", "stage", "closed"})
# made by the ledger itself, as what the program writes is, so that a list says nothing of them
OWN = frozenset({"task_id", "due_original", "campaign"})


@dataclass(frozen=True, slots=True)
class PlanDates:
    """What the list itself does not say: when the plan was issued and when it ends."""

    issued: date
    end: date
    campaign: str = ""

    @classmethod
    def unknown(cls) -> "PlanDates":
        """The plan of a list without a day in it."""
        return cls(date.min, date.max)


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of a row in the ledger that a list fills, the row by its own key."""

    key: str
    column: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Loaded:
    """New rows for the ledger, cells to fill in its rows, and what was found on the way.

    `sources` are the entries of the new rows. `counts` says how many rows of the list ended as: new, filled, same, twice, refused.
    """

    rows: tuple[NewRow, ...]
    issues: tuple[Issue, ...]
    fills: tuple[FilledCell, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[Entry, ...] = ()


def load_tasks(
    entries: Sequence[Entry],
    table: LedgerRows,
    roster: Roster,
    plan: PlanDates,
    read_names: ReadNames | None = None,
) -> Loaded:
    """Rows to append to 任务台账, numbered on from the ones that are there.

    The extra key `source_no` of an entry is the list's own 序号. `read_names` reads cells of units
    that the roster alone does not understand.
    """
    loading = _TaskLoading(table, roster, plan, read_names)
    numbered = _with_ids(entries, table.spec, loading.issues)
    resolved = [loading.resolve(entry) for entry in numbered]
    loading.prepare([row for _, row, _ in resolved])
    for entry, row, issues in resolved:
        loading.take(entry, row, issues)
    return loading.done()


def _with_ids(entries: Sequence[Entry], spec: SheetSpec, issues: list[Issue]) -> list[Entry]:
    """Numbers such as 1.1 and 1-2 are the list's own 序号: 1.10 and 1.1 are one to a workbook."""
    ids = [(e, str(e.values.get("task_id") or "")) for e in entries]
    outline = [pair for pair in ids if _OUTLINE.fullmatch(pair[1])]
    if not outline:
        return list(entries)
    found = [text for _, text in ids if text]
    place = outline[0][0].where("task_id")
    label = spec["task_id"].label
    issues.append(catalog.LIST_IDS_NUMBERED.at(place, label=label, found=_few(found)))
    return [e.with_values(task_id="", source_no=e.values.get(SOURCE_NO) or text) for e, text in ids]


def _few(texts: Sequence[str], most: int = 4) -> str:
    more = "等" if len(texts) > most else ""
    return "、".join(texts[:most]) + more


class _TaskLoading:
    """A task list on its way into the ledger."""

    def __init__(
        self, table: LedgerRows, roster: Roster, plan: PlanDates, read_names: ReadNames | None
    ) -> None:
        self.spec, self.roster, self.plan, self.read_names = table.spec, roster, plan, read_names
        known = table.values
        self.known = _Known(known)
        self.number = max((_serial(str(row["task_id"])) for row in known), default=0)
        self.wanted: set[str] = set()
        self.taken = {str(row["task_id"]) for row in known}
        self.rows: list[NewRow] = []
        self.added: list[Entry] = []
        self.sources: dict[tuple[str, ...], tuple[Entry, NewRow]] = {}
        self.issues: list[Issue] = []
        self.fills: list[FilledCell] = []
        self.counts: Counter[str] = Counter()
        self.same: list[Place] = []
        self.reported: dict[str, list[Place]] = {}

    def resolve(self, entry: Entry) -> tuple[Entry, NewRow, tuple[Issue, ...]]:
        """The row of an entry with its units by their full names, and what there is to say of them."""
        row = self._row(entry)
        who = who_answers(
            (str(row["lead"]), str(row["co"])),
            (entry.where("lead"), entry.where("co")),
            self.roster,
            self.read_names,
        )
        row |= {"lead": join_names(who.lead), "co": join_names(who.co)}
        row["each_leads"] = row["each_leads"] or (YES if who.each_leads else "")
        return entry, row, who.issues

    def prepare(self, rows: Sequence[NewRow]) -> None:
        """Look at the list as a whole: which numbers it wants, whether it is known already."""
        self.wanted = {str(row["task_id"]) for row in rows} - {""}
        named = [row for row in rows if row["name"]]
        there = sum(_identity(row) in self.known.by_identity for row in named)
        self.known.later = there >= LATER * len(named)

    def take(self, entry: Entry, row: NewRow, issues: Sequence[Issue]) -> None:
        """Take one row: it is new, is in the ledger, was there above, or cannot be taken."""
        if not row["name"]:
            self.counts["refused"] += 1
            label = self.spec["name"].label
            if "name" not in entry.refused:
                self.issues.append(catalog.NAME_MISSING.at(entry.place, label=label))
            return
        twin = self.sources.get(_identity(row))
        if twin is not None and row["task_id"] in {"", twin[1]["task_id"]}:
            self._tell_twin(entry, row, twin)
            return
        self.sources[_identity(row)] = entry, dict(row)
        there = self.known.find(row)
        self.issues += issues
        if there is not None:
            self._compare(entry, row, there)
        else:
            self._add(entry, row)

    def _row(self, entry: Entry) -> NewRow:
        values = entry.values
        row: NewRow = {c.key: settle(c.kind, values.get(c.key)) for c in self.spec.columns}
        for key in _DATES:
            row[key] = _patient(row[key], self.plan)
        return row

    def _tell_twin(self, entry: Entry, row: NewRow, twin: tuple[Entry, NewRow]) -> None:
        self.counts["twice"] += 1
        above, first = twin
        keys = [k for k in self.spec.keys if row[k] != "" and not same(row[k], first[k])]
        labels = [self.spec[k].label for k in keys if k not in {"task_id", "note"}]
        self.issues.append(twin_issue(above.place, entry.place, labels))

    def _add(self, entry: Entry, row: NewRow) -> None:
        """A new task: defaults, a number, and a word on what it lacks."""
        for column in self.spec.columns:
            row[column.key] = row[column.key] or column.default
        row["campaign"] = row["campaign"] or self.plan.campaign
        row["co_brief"] = brief_of(row, self.roster)
        if not row["lead"] and "lead" not in entry.refused:
            self.issues.append(catalog.LEAD_MISSING.at(entry.where("lead"), name=row["name"]))
        self._date(entry, row)
        self._number(entry, row)
        source = as_text(settle("text", entry.values.get(SOURCE_NO)))
        if source:
            row["note"] = join_names(t for t in (f"方案序号{source}", str(row["note"])) if t)
        self.rows.append(row)
        self.added.append(entry)
        self.counts["new"] += 1

    def _number(self, entry: Entry, row: NewRow) -> None:
        """The list's own number where nobody has it, else the next of the ledger."""
        wanted = str(row["task_id"])
        if not wanted or wanted in self.taken:
            row["task_id"] = self._next()
        if wanted and wanted in self.taken:
            place = entry.where("task_id")
            self.issues.append(catalog.LIST_ID_TWICE.at(place, found=wanted, new=row["task_id"]))
        self.taken.add(str(row["task_id"]))

    def _next(self) -> str:
        while True:
            self.number += 1
            number = f"{self.plan.issued.year}-{self.number:03}"
            if number not in self.taken and number not in self.wanted:
                return number

    def _date(self, entry: Entry, row: NewRow) -> None:
        for key in _DATES:
            if misfit("date", row[key]):
                self.issues.append(catalog.DATE_UNREADABLE.at(entry.where(key), found=row[key]))
                words = str(row[key])
                row[key] = ""
                if key == "due":
                    row["due_text"] = row["due_text"] or words
                    return
        due = row["due"]
        # a deadline that had passed when the plan was issued is no reason to invent an earlier start
        late = isinstance(due, date) and due < self.plan.issued
        row["start"] = row["start"] or ("" if late else self.plan.issued)
        if not due and "due" not in entry.refused:
            row["due"] = self.plan.end
            row["due_text"] = _defaulted(str(row["due_text"]))
        row["due_original"] = row["due_original"] or row["due"]

    def _compare(self, entry: Entry, row: NewRow, there: Mapping[str, Value]) -> None:
        """Fill up the ledger's row where it holds nothing; name what differs."""
        compare = _RowComparison(self.spec, self.plan, row, there)
        key = str(there["task_id"])
        fills = dict(compare.fills())
        if "co" in fills and not there["co_brief"]:
            fills["co_brief"] = brief_of({**there, **fills}, self.roster)
        self.fills += [FilledCell(key, column, there[column], new) for column, new in fills.items()]
        filled = [self.spec[column].label for column, _ in compare.fills()]
        differ = compare.differing()
        if filled:
            issue = catalog.LIST_FILLED.at(
                entry.place, name=there["name"], labels="”“".join(filled)
            )
            self.issues.append(issue)
        if differ:
            told = [
                f"“{self.spec[k].label}”{_short(there[k])}（清单{_short(row[k])}）" for k in differ
            ]
            self.issues.append(
                catalog.LIST_DIFFERS.at(entry.place, name=there["name"], differ="，".join(told))
            )
        for column in compare.reported():
            self.reported.setdefault(column, []).append(entry.place)
        if not filled and not differ:
            self.same.append(entry.place)
        self.counts["filled" if filled else "same"] += 1

    def done(self) -> Loaded:
        """Return all of it, with what is said once for many rows."""
        for place, rows in rows_by_sheet(self.same):
            self.issues.append(catalog.ALREADY_THERE.at(place, rows=rows))
        for column, places in self.reported.items():
            place = Place(places[0].book, places[0].sheet)
            label = self.spec[column].label
            self.issues.append(catalog.LIST_REPORTED.at(place, label=label, count=len(places)))
        count = sum(DEFAULTED in str(row["due_text"]) for row in self.rows)
        if count:
            self.issues.append(catalog.DUE_DEFAULTED.at(Place(), count=count, due=self.plan.end))
        return Loaded(
            tuple(self.rows), tuple(self.issues), tuple(self.fills), self.counts, tuple(self.added)
        )


class _Known:
    """The tasks of the ledger, found by number, else by what they are called and who leads."""

    def __init__(self, rows: Sequence[Mapping[str, Value]]) -> None:
        self.later = False  # whether the list is a later one of these tasks
        self.by_id: dict[str, Mapping[str, Value]] = {}
        self.by_identity: dict[tuple[str, ...], Mapping[str, Value]] = {}
        self.by_name: dict[str, list[Mapping[str, Value]]] = {}
        for row in rows:
            self.by_id.setdefault(str(row["task_id"]), row)
            self.by_identity.setdefault(_identity(row), row)
            self.by_name.setdefault(keep_letters(str(row["name"])), []).append(row)

    def find(self, row: Mapping[str, Value]) -> Mapping[str, Value] | None:
        """The ledger's row of a task of a list; a number alone is not believed."""
        number, name = str(row["task_id"]), keep_letters(str(row["name"]))
        named = self.by_name.get(name, [])
        numbered = self.by_id.get(number) if number else None
        if numbered is not None and (numbered in named or _alike(numbered, row)):
            return numbered
        if (found := self.by_identity.get(_identity(row))) is not None:
            return found
        if number or not self.later:
            return None
        leads = [r for r in named if same(r["lead"], row["lead"])]
        one = leads or (named if len(name) > SHORT else [])
        return one[0] if len(one) == 1 else None


def _alike(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    """Whether two rows of one number are one task, its name put otherwise."""
    from rapidfuzz import fuzz

    names = (keep_letters(str(row["name"])) for row in (one, other))
    return fuzz.ratio(*names) >= ALIKE


def _identity(row: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", str(row.get(k, ""))) for k in ("category", "name", "lead"))


class _RowComparison:
    """A row of a list beside the ledger's own: what fills a blank, what differs."""

    def __init__(
        self, spec: SheetSpec, plan: PlanDates, row: NewRow, there: Mapping[str, Value]
    ) -> None:
        self.row, self.there = row, there
        self.late = REPORTED.union(spec.reported)
        given = [k for k in spec.keys if not (k in OWN or spec[k].written) and row[k] != ""]
        self.given = [k for k in given if not self._holds(k)]
        waits = DEFAULTED in str(there["due_text"]) and same(there["due"], plan.end)
        self.waits = waits and "due" in self.given

    def _holds(self, key: str) -> bool:
        """Whether the ledger says the same; 时限 also where it stands as 原定时限."""
        row, there = self.row[key], self.there.get(key, "")
        if same(row, there) or (key == "due" and same(row, self.there["due_original"])):
            return True
        if key in {"lead", "co"}:
            return set(split_names(str(row))) == set(split_names(str(there)))
        if key == "due_text":
            return str(there) == _defaulted(str(row))
        if key == "note":
            return keep_letters(str(row)) in keep_letters(str(there))
        texts = keep_letters(str(row)), keep_letters(str(there))
        return isinstance(row, str) and isinstance(there, str) and texts[0] == texts[1]

    def fills(self) -> list[tuple[str, Value]]:
        """Cells of the ledger that the list fills: blank ones, and a deadline by default."""
        found = [(k, self.row[k]) for k in self.given if self.there.get(k, "") == ""]
        if self.waits:
            due, words = self.row["due"], self.row["due_text"]
            found += [("due", due), ("due_original", due), ("due_text", words)]
        return found

    def differing(self) -> list[str]:
        """What the list says otherwise, reports aside."""
        filled = {key for key, _ in self.fills()}
        return [k for k in self.given if k not in filled and k not in self.late]

    def reported(self) -> list[str]:
        """What departments report that the list says otherwise."""
        return [k for k in self.given if k in self.late and self.there.get(k, "") != ""]


def _defaulted(words: str) -> str:
    return f"{words}（{DEFAULTED}年底）" if words else f"{DEFAULTED}（未写时限）"


def _short(value: Value) -> str:
    text = show(value)
    return text if len(text) <= 30 else f"{text[:30]}…"


def _serial(task_id: str) -> int:
    found = _NUMBER.fullmatch(task_id)
    return int(found[1]) if found else 0


def brief_of(row: Mapping[str, Value], roster: Roster) -> str:
    """责任单位简列: derived from 责任单位, never typed."""
    return roster.brief(split_names(str(row["co"])), split_names(str(row["lead"])))


def _patient(value: Value, plan: PlanDates) -> Value:
    """A date as people write it, 2022年9月底, where it has one reading; else the words stay."""
    if not isinstance(value, str) or not value:
        return value
    reading = read_value(value, Asked("date", on=plan.issued))
    return reading.value if reading.value != "" else value
