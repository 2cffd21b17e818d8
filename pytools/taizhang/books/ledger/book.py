"""The master workbook as a whole: its tables by key, its settings, what it says of itself."""

from collections.abc import Mapping
from dataclasses import replace

import xlwings as xw

from taizhang.books.ledger.labels import (
    BrokenLedger,
    fields_in,
    identity_in,
    layout_in,
    lists_in,
)
from taizhang.books.ledger.table import LedgerTable, partial_table
from taizhang.core.catalog import ledger as catalog
from taizhang.core.lacks import LedgerContents, version_in
from taizhang.core.schema import SCHEMA, Layout
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows


class Ledger:
    """The master workbook as tables, settings and identity."""

    def __init__(self, book: xw.Book, layout: Layout) -> None:
        """Read what the workbook says of itself; BrokenLedger where it is not a ledger."""
        self.book = book
        self.meta = identity_in(book)
        self.version = _known(version_in(self.meta))
        fields, lists = fields_in(book), lists_in(book)
        self.layout = layout_in(fields, lists, layout)
        self.lists = frozenset(lists)
        self.built = frozenset((sheet, column) for sheet, _, column, _ in fields)
        self._specs = self.layout.sheets
        self._tables: dict[str, LedgerTable] = {}
        self._places = {t.name: t for s in book.sheets for t in s.tables}
        self.layout = replace(self.layout, lists={**self.layout.lists, **self._own_words()})

    def __getitem__(self, key: str) -> LedgerTable:
        """The table of that sheet key; BrokenLedger when it is gone."""
        if key not in self._tables:
            spec = self._specs[key]
            if spec.label not in self._places:
                raise BrokenLedger(catalog.TABLE_MISSING.at(table=spec.label))
            self._tables[key] = LedgerTable(self._places[spec.label], spec)
        return self._tables[key]

    def __contains__(self, key: str) -> bool:
        """Whether the workbook has the table of that sheet key; an older one may lack it."""
        return self._specs[key].label in self._places

    def _own_words(self) -> dict[str, tuple[str, ...]]:
        """The drop-downs whose words stand in a sheet of the clerk's: states, stages."""
        states = [*self.layout.lists["states"], *self._words("lamp_rules", "state")]
        own = {"states": tuple(dict.fromkeys(states))}
        sheets = (("stages", "stage_words"), ("problem_stages", "loop_stages"))
        words = ((key, self._words(sheet, "stage")) for key, sheet in sheets)
        return own | {key: found for key, found in words if found}

    def _words(self, key: str, column: str) -> tuple[str, ...]:
        """The words of a column, none where an older ledger lacks it."""
        spec = self._specs[key]
        there = partial_table(self._places[spec.label], spec) if key in self else None
        rows = there.rows if there and column in there.offsets else ()
        return tuple(dict.fromkeys(text for row in rows if (text := str(row[column]))))

    @property
    def reading_layout(self) -> Layout:
        """The layout for reading forms: with what 占位说法 of this workbook says."""
        if "placeholders" not in self:
            return self.layout
        return replace(self.layout, placeholders=tuple(self.values("placeholders")))

    @property
    def held(self) -> LedgerContents:
        """What the workbook holds of the schema, columns that are gone left aside."""
        spec = self._specs["settings"]
        there = partial_table(self._places[spec.label], spec) if "settings" in self else None
        known = "setting" in there.offsets if there else False
        settings = frozenset(str(r["setting"]) for r in there.rows) if there and known else None
        return LedgerContents(self.version, self.built, self.lists, settings)

    def values(self, key: str) -> list[dict[str, Value]]:
        """Rows of a table without their places."""
        return [row.values for row in self[key].rows]

    def read(self, *keys: str) -> dict[str, LedgerRows]:
        """Return these tables as they stand; all of them where none is named."""
        return {key: self[key].view() for key in keys or self._specs}

    @property
    def in_hand(self) -> list[LedgerTable]:
        """The tables that were looked at so far."""
        return list(self._tables.values())

    @property
    def settings(self) -> dict[str, Value]:
        """参数设置 by 标识."""
        return {str(r["setting"]): r["value"] for r in self["settings"].rows}

    def set_settings(self, values: Mapping[str, Value]) -> None:
        """Write values of 参数设置."""
        rows = self["settings"].keyed()
        cells = [(rows[k].number, "value", v) for k, v in values.items() if k in rows]
        self["settings"].set_cells(cells)


def _known(version: int) -> int:
    """The version; BrokenLedger where a newer program has built the ledger."""
    if version > SCHEMA:
        raise BrokenLedger(catalog.LEDGER_NEWER.at(found=version, own=SCHEMA))
    return version
