"""All lists of a file: which sheets hold one, which rows are none, and every row as an Entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.lists.cells import ListRowReader
from taizhang.core.lists.columns import meaning_of
from taizhang.core.lists.days import DayBasis
from taizhang.core.lists.heads import words_for
from taizhang.core.lists.model import TASKS, UNITS, Entry, ListSheet, ListTable, Readers
from taizhang.core.lists.places import rows_in_words
from taizhang.core.lists.rows import read_sheet
from taizhang.core.lists.tasklist import PlanDates
from taizhang.core.schema import SheetSpec
from taizhang.core.units import Roster

GENERIC = ("sheet", "表", "工作表", "任务", "清单", "台账", "附件", "汇总")  # no names of a class
NEAR_YEARS = (-1, 0, 1, 2)  # from the year of issue to the year a plan is for


@dataclass(slots=True)
class FileLists:
    """The lists of one file, what was passed over, and how many rows that were."""

    tables: list[ListTable] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    passed: int = 0

    def of(self, kind: str) -> list[ListTable]:
        """The lists of tasks or of units."""
        return [table for table in self.tables if table.spec.key == kind]


def find_lists(
    sheets: Sequence[ListSheet], specs: Mapping[str, SheetSpec], readers: Readers
) -> FileLists:
    """Find the lists of a file; L108 where there is none."""
    lists, words = FileLists(), words_for(specs, readers.key)
    bare: list[str] = []
    hidden: list[str] = []
    for sheet in sheets:
        found = read_sheet(sheet, words)
        if sheet.hidden and found.found:
            hidden.append(sheet.name)
        elif found.found:
            lists.tables += found.found
            lists.passed += len(found.passed)
            lists.issues += _said(sheet, found.found, found.passed)
        elif any(cell != "" for row in sheet.rows for cell in row):
            bare.append(sheet.name)
    place = Place(book=sheets[0].file) if sheets else Place()
    if hidden:
        lists.issues.append(catalog.LIST_SHEET_HIDDEN.at(place, sheets="”“".join(hidden)))
    if not lists.tables and not hidden:
        labels = {"task": specs[TASKS]["name"].label, "unit": specs[UNITS]["unit"].label}
        lists.issues.append(catalog.LIST_NOT_KNOWN.at(place, **labels))
    elif lists.tables and bare:
        lists.issues.append(catalog.LIST_SHEETS_PASSED.at(place, sheets="”“".join(bare)))
    return lists


def _said(sheet: ListSheet, tables: Sequence[ListTable], passed: Mapping[int, str]) -> list[Issue]:
    """What there is to say of a sheet besides its rows."""
    issues = [
        catalog.LIST_COLUMN_UNKNOWN.at(sheet.place(), column=header)
        for header in dict.fromkeys(h for table in tables for h in table.strange)
    ]
    reasons: dict[str, list[int]] = {}
    for at, reason in passed.items():
        reasons.setdefault(reason, []).append(at + 1)
    if reasons:
        told = "，".join(f"第{rows_in_words(rows)}行是{what}" for what, rows in reasons.items())
        issues.append(catalog.LIST_ROWS_PASSED.at(sheet.place(), rows=told))
    if sheet.hidden_rows:
        issues.append(catalog.LIST_ROWS_HIDDEN.at(sheet.place(), count=sheet.hidden_rows))
    return issues


def read_lists(
    tables: Sequence[ListTable], roster: Roster, plan: PlanDates, readers: Readers
) -> tuple[list[Entry], list[Issue]]:
    """Read the rows of lists of one file and of one kind."""
    entries: list[list[Entry]] = []
    issues: list[Issue] = []
    for table in tables:
        meaning = meaning_of(table, roster)
        basis = _calendar(table, plan, issues)
        reader = ListRowReader(meaning, readers, basis)
        read = [reader.read(line) for line in table.lines]
        issues += [*meaning.issues, *(issue for _, found in read for issue in found)]
        issues += _years_apart(table, [entry for entry, _ in read], plan, basis)
        entries.append(_filled_down(table, [entry for entry, _ in read], issues))
    return _classed_by_sheet(tables, entries), issues


def _calendar(table: ListTable, plan: PlanDates, issues: list[Issue]) -> DayBasis:
    """Against what the days of a list are read: the year in its title counts before the plan's."""
    year = plan.issued.year
    if table.year and table.year != year and table.year - year in NEAR_YEARS:
        issues.append(catalog.LIST_YEAR.at(table.sheet.place(), year=table.year))
        year = table.year
    return DayBasis(plan.issued, year)


def _years_apart(
    table: ListTable, entries: Sequence[Entry], plan: PlanDates, basis: DayBasis
) -> list[Issue]:
    """A list of another year than the settings are of: its days without a year are read wrongly."""
    first, last = plan.issued.year, max(plan.issued.year, plan.end.year)
    own = range(first, last + 1)
    years = [due.year for e in entries if isinstance(due := e.values.get("due"), date)]
    apart = sum(year not in own for year in years)
    titled = table.year and table.year not in own and basis.year != table.year
    if basis.year not in own or not (2 * apart > len(years) or titled):
        return []
    years_told = f"{first}年" if first == last else f"{first}年至{last}年"
    place = table.sheet.place()
    return [catalog.LIST_YEARS_OTHER.at(place, count=apart, years=years_told, year=basis.year)]


def _filled_down(table: ListTable, entries: list[Entry], issues: list[Issue]) -> list[Entry]:
    """A class that is written once above several tasks, without a merge, counts for all of them."""
    own = [str(entry.values.get("category") or "") for entry in entries]
    written = [text for text in own if text]
    once = len(written) > 1 and len(set(written)) == len(written) and own[0]
    if "category" not in table.claims or not once or len(written) == len(own):
        return entries
    filled, last = [], ""
    for entry, text in zip(entries, own, strict=True):
        last = text or last
        filled.append(entry if text else entry.with_values(category=last))
    label = table.spec["category"].label
    count = len(own) - len(written)
    issues.append(catalog.LIST_CATEGORY_DOWN.at(table.sheet.place(), label=label, count=count))
    return filled


def _classed_by_sheet(tables: Sequence[ListTable], entries: list[list[Entry]]) -> list[Entry]:
    """A sheet for each class: where no row names its class, the sheet does."""
    flat = [entry for found in entries for entry in found]
    names = [table.sheet.name for table in tables]
    tasks = bool(tables) and tables[0].spec.key == TASKS
    classed = any(entry.values.get("category") for entry in flat)
    generic = any(not n or n.lower().startswith(GENERIC) or n.endswith(GENERIC) for n in names)
    if not tasks or classed or generic or len(set(names)) < 2:
        return flat
    return [
        entry.with_values(category=name)
        for name, found in zip(names, entries, strict=True)
        for entry in found
    ]
