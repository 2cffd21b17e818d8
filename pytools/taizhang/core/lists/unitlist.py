"""A unit list, as it was read, into rows of 单位名册.

A unit is known by its name however its blanks and brackets are written. What the roster has is
filled up and never overwritten.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place, show
from taizhang.core.lists.model import Entry
from taizhang.core.lists.places import rows_by_sheet, twin_issue
from taizhang.core.lists.tasklist import FilledCell, Loaded, NewRow
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows
from taizhang.core.units import fold_name, split_names
from taizhang.core.values.settled import join_names, same, settle

LISTS = frozenset({"aliases", "groups"})  # several names in a cell; two rows of a unit add up


def load_units(entries: Sequence[Entry], table: LedgerRows) -> Loaded:
    """Rows to append to 单位名册: units that are not there yet, in the list's order."""
    loading = _UnitLoading(table)
    for entry in entries:
        loading.take(entry)
    return loading.done()


class _UnitLoading:
    """A unit list on its way into the roster."""

    def __init__(self, table: LedgerRows) -> None:
        self.spec, known = table.spec, table.values
        self.known = {fold_name(str(row["unit"])): row for row in known}
        self.named: dict[str, str] = {}  # every name and alias to its unit
        for row in known:
            self._learn(row, Place())
        self.rows: dict[str, tuple[Entry, NewRow]] = {}
        self.fills: list[FilledCell] = []
        self.issues: list[Issue] = []
        self.counts: Counter[str] = Counter()
        self.same: list[Place] = []

    def take(self, entry: Entry) -> None:
        """Take one row: the unit is new, in the roster, was there above, or has no name."""
        row: NewRow = {c.key: settle(c.kind, entry.values.get(c.key)) for c in self.spec.columns}
        name = fold_name(str(row["unit"]))
        row["unit"] = "".join(str(row["unit"]).split())
        if not name:
            self._refuse(entry)
        elif name in self.known:
            self._fill(entry, row, self.known[name])
        elif name in self.rows:
            self._add_up(entry, row, self.rows[name])
        else:
            self._add(entry, row, name)

    def _refuse(self, entry: Entry) -> None:
        self.counts["refused"] += 1
        if "unit" not in entry.refused:
            label = self.spec["unit"].label
            self.issues.append(catalog.NAME_MISSING.at(entry.place, label=label))

    def _add(self, entry: Entry, row: NewRow, name: str) -> None:
        unit = str(row["unit"])
        other = self.named.get(name)
        if other is not None:
            place = entry.where("unit")
            self.issues.append(catalog.UNIT_IS_ALIAS.at(place, found=unit, unit=other))
        if len(split_names(unit)) > 1:
            self.issues.append(catalog.UNIT_NAME_ODD.at(entry.where("unit"), found=unit))
        self._learn(row, entry.where("aliases"))
        self.rows[name] = entry, row
        self.counts["new"] += 1

    def _learn(self, row: Mapping[str, Value], place: Place) -> None:
        """Remember the names of a unit; an alias that is another's is named."""
        unit = str(row["unit"])
        for alias in (unit, *split_names(str(row.get("aliases") or ""))):
            other = self.named.setdefault(fold_name(alias), unit)
            if unit not in {other, alias} and place != Place():
                issue = catalog.UNIT_IS_ALIAS.at(place, found=alias, unit=other)
                self.issues.append(issue)

    def _fill(self, entry: Entry, row: NewRow, there: Mapping[str, Value]) -> None:
        """A unit of the roster: its blanks are filled, what differs is named."""
        given = [k for k in self.spec.keys if k != "unit" and row[k] != ""]
        fills = {k: row[k] for k in given if there.get(k, "") == ""}
        differ = [k for k in given if k not in fills and not _holds(k, row[k], there[k])]
        unit = str(there["unit"])
        self.fills += [FilledCell(unit, k, "", value) for k, value in fills.items()]
        if fills:
            labels = "”“".join(self.spec[k].label for k in fills)
            self.issues.append(catalog.LIST_FILLED.at(entry.place, name=unit, labels=labels))
        if differ:
            told = "，".join(
                f"“{self.spec[k].label}”{show(there[k])}（清单{show(row[k])}）" for k in differ
            )
            self.issues.append(catalog.LIST_DIFFERS.at(entry.place, name=unit, differ=told))
        if not fills and not differ:
            self.same.append(entry.place)
        self.counts["filled" if fills else "same"] += 1

    def _add_up(self, entry: Entry, row: NewRow, first: tuple[Entry, NewRow]) -> None:
        """A unit twice in the list: groups and aliases add up, blanks are filled, the rest is named."""
        self.counts["twice"] += 1
        above, there = first
        for key in LISTS:
            names = (*split_names(str(there[key])), *split_names(str(row[key])))
            there[key] = join_names(dict.fromkeys(names))
        given = [k for k in self.spec.keys if k not in {"unit", "order", *LISTS} and row[k] != ""]
        differ = [k for k in given if there[k] != "" and not same(row[k], there[k])]
        there |= {k: row[k] for k in given if there[k] == ""}
        labels = [self.spec[k].label for k in differ]
        self.issues.append(twin_issue(above.place, entry.place, labels))

    def done(self) -> Loaded:
        """Return all of it."""
        for place, words in rows_by_sheet(self.same):
            self.issues.append(catalog.ALREADY_THERE.at(place, rows=words))
        rows = tuple(
            {c.key: row[c.key] or c.default for c in self.spec.columns}
            for _, row in self.rows.values()
        )
        return Loaded(rows, tuple(self.issues), tuple(self.fills), self.counts)


def _holds(key: str, listed: Value, there: Value) -> bool:
    """Whether the roster says the same; of aliases and groups it may hold more."""
    if key in LISTS:
        names = {fold_name(n) for n in split_names(str(there))}
        return {fold_name(n) for n in split_names(str(listed))} <= names
    return same(listed, there)
