"""What a job writes onto the sheets: rows found by key, columns by their place today; and the log."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from taizhang.books.ledger import Ledger, LedgerTable, link_to, put_lines
from taizhang.core.merge import joblog
from taizhang.core.submission import Row, Value
from taizhang.core.tables import KEYS, key_of
from taizhang.core.writes import ADDED, Change, Writes, lines_of
from taizhang.office.moment import Moment
from taizhang.office.workplace import INBOX

PAINTED = frozenset({"drafts"})  # sheets on which cells in doubt are yellow
YELLOW = (255, 242, 168)
SHOWN = {"percent": "0%", "date": "yyyy-mm-dd"}  # as the columns of the ledger have it


AddedRows = Mapping[str, Mapping[tuple[str, ...], int]]


def write(ledger: Ledger, writes: Writes, job: str) -> AddedRows:
    """Write cells, take rows away, add rows; cells first, while rows stand where they were read.

    Returns where the rows that were added stand, by sheet and key.
    """
    placed: dict[str, dict[tuple[str, ...], int]] = {}
    _put_bodies(ledger, writes)
    by_sheet: dict[str, dict[tuple[int, str], Value]] = {}
    for change in (*writes.cells, *writes.quiet):
        row = change.row or ledger[change.sheet].by_key().keyed[change.key].number
        by_sheet.setdefault(change.sheet, {})[row, change.column] = change.new
    for sheet, cells in by_sheet.items():
        ledger[sheet].set_cells((row, column, v) for (row, column), v in cells.items())
    for block in writes.blocks:
        ledger[block.sheet].append_columns(block.count, block.parts(job))
    for sheet in dict.fromkeys((*writes.removed, *writes.added)):
        gone = [row.number for row in writes.removed.get(sheet, ())]
        new = writes.added.get(sheet, ())
        numbers = ledger[sheet].swap(gone, new)
        stand = zip((key_of(sheet, row) for row in new), numbers, strict=True)
        placed[sheet] = dict(reversed(list(stand)))  # of several of one key the first
        if sheet == "conflicts":
            _dress(ledger, numbers, writes.added[sheet] if numbers else ())
        if sheet in PAINTED:
            ledger[sheet].unpaint([*gone, *numbers])
            for number, doubtful in zip(numbers, writes.doubtful, strict=False):
                ledger[sheet].paint(number, doubtful, YELLOW)
    return placed


def _put_bodies(ledger: Ledger, writes: Writes) -> None:
    """Whole sheets, where a year moves to its archive or back."""
    for sheet, lines in writes.bodies.items():
        put_lines(ledger[sheet], lines)
        if sheet == "conflicts":
            rows = ledger[sheet].rows
            _dress(ledger, [r.number for r in rows], [r.values for r in rows])


def _dress(ledger: Ledger, numbers: Iterable[int], rows: Iterable[Row]) -> None:
    """Show the values of a conflict as the ledger shows them: 40 % and not 0.4.

    A new row takes over the format of the one above it, so every row says its own.
    """
    specs = (ledger.layout["tasks"], ledger.layout["nodes"])
    shown = {c.label: SHOWN[c.kind] for spec in specs for c in spec.columns if c.kind in SHOWN}
    table = ledger["conflicts"]
    for number, row in zip(numbers, rows, strict=True):
        own = shown.get(str(row["column"]))
        for key in ("base", "ours", "theirs", "manual"):
            code = own or (SHOWN["date"] if isinstance(row.get(key), date) else "General")
            cell = table.sheet.range(table.address(number, key))
            if cell.number_format != code:
                cell.number_format = code


def keep_off(ledger: Ledger, writes: Writes) -> None:
    """Leave rows alone whose key is used twice, whatever a plan says: nobody knows which is meant."""
    twice = {
        sheet: ledger[sheet].repeated().twice
        for sheet in {change.sheet for change in writes.cells} - {"reports"}
    }
    writes.cells[:] = [c for c in writes.cells if c.key not in twice.get(c.sheet, ())]


def check_room(ledger: Ledger, writes: Writes) -> None:
    """Raise BrokenLedger, before anything is written, where new rows would cover the clerk's."""
    for block in writes.blocks:
        ledger[block.sheet].check_room(block.count)
    for sheet, rows in writes.added.items():
        ledger[sheet].check_room(len(rows) - len(writes.removed.get(sheet, ())))
    ledger["changes"].check_room(sum(1 for _ in lines_of(writes, ledger.layout.sheets)))


def settle_settings(ledger: Ledger, writes: Writes) -> None:
    """Turn settings into cells; one that the workbook does not have is left."""
    rows = ledger["settings"].view().keyed
    for name, value in writes.settings.items():
        if (row := rows.get((name,))) is not None:
            old = row["value"]
            writes.put(Change("settings", (name,), "value", old, value, row=row.number))


def log(
    ledger: Ledger, writes: Writes, job: str, moment: Moment, added: AddedRows | None = None
) -> None:
    """Add all that a job writes to 变更日志, with links to the ledger's cell and the file's.

    `added` tells where new rows stand, so that a register of years is not looked through for them.
    """
    changes = [*lines_of(writes, ledger.layout.sheets)]
    rows = joblog.log_rows(changes, job, moment.now, joblog.labels_in(ledger.layout))
    places = _RowPlaces(ledger, added or {})
    for row, change in zip(rows, changes, strict=True):
        row["to_ledger"] = places.link(change)
        row["to_file"] = _to_file(ledger, change, writes.folder)
    table = ledger["changes"]
    table.set_cells((row, "undone", job if back else "") for row, back in writes.taken_back.items())
    _undate(table, table.append(rows), rows)


def _undate(table: LedgerTable, numbers: Iterable[int], rows: Iterable[Row]) -> None:
    """Show numbers below a date as numbers: a new row takes over the format of the one above it."""
    for key in ("old", "new"):
        pairs = zip(numbers, rows, strict=True)
        for dated, run in groupby(pairs, key=lambda pair: isinstance(pair[1][key], date)):
            if dated:
                continue
            found = [number for number, _ in run]
            cells = table.sheet.range(table.address(found[0], key), table.address(found[-1], key))
            if cells.number_format != "General":
                cells.number_format = "General"


class _RowPlaces:
    """Where the rows of a change stand now, sheet by sheet."""

    def __init__(self, ledger: Ledger, added: AddedRows) -> None:
        self.ledger, self.added = ledger, added
        self.known: dict[str, Mapping[tuple[str, ...], int]] = {}

    def link(self, change: Change) -> Value:
        """A link to the cell, or to the row that was added; nothing where there is no such row."""
        whole = len(change.key) == len(KEYS.get(change.sheet, ()))
        if change.is_mark and not (change.column == ADDED and whole):
            return ""
        table = self.ledger[change.sheet]
        new = self.added.get(change.sheet, {}).get(change.key) if change.column == ADDED else None
        row = change.row or new or self._rows(table).get(change.key)
        if row is None:
            return ""
        column = table.spec.keys[0] if change.is_mark else change.column
        return link_to(f"#'{table.sheet.name}'!{table.address(row, column)}", "台账")

    def _rows(self, table: LedgerTable) -> Mapping[tuple[str, ...], int]:
        sheet = table.spec.key
        if sheet not in self.known:
            keyed = table.only(*KEYS[sheet]).rows  # of a register of years nothing else is read
            self.known[sheet] = {key_of(sheet, r.values): r.number for r in reversed(keyed)}
        return self.known[sheet]


def _to_file(ledger: Ledger, change: Change, folder: str) -> Value:
    """The file as it lies in 收件; a form whose sheet was renamed opens all the same."""
    if not change.file or not folder:
        return ""
    form = ledger.layout.form
    sheet = form.sheet(change.sheet).label
    inside = f"#'{sheet}'!{change.cell}" if change.cell else ""
    return link_to(f"{INBOX}/{folder}/{change.file}{inside}", "原件")
