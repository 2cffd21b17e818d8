"""The workbook of a closed year: a copy of the ledger without macros, its records those of the year.

It opens, reads and can be judged like the ledger itself. On its sheet _meta stands which places its
rows had in the ledger, so that they can go back there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import Ledger, LedgerLine, lines_of, put_lines
from taizhang.books.master.package import (
    CONTENT_TYPES,
    MACRO_BOOK,
    PLAIN_BOOK,
    read_parts,
    write_parts,
)
from taizhang.books.opc import Parts, drop, parse, relations, rels_part, serialize
from taizhang.books.upgrade.meta import meta_of, with_meta
from taizhang.core.archiving import places_in, spans
from taizhang.core.merge.closed import CLOSED_YEAR
from taizhang.core.tables import LedgerRows
from wholefile import scratch

PIECE = 30_000  # signs of a text that a cell holds
_MACRO = re.compile(rb'( macro)="[^"]*"')
WAYS = ("held", "moved")
Notes = Mapping[str, str]
Places = Mapping[str, tuple[Sequence[int], Sequence[int]]]


def write_year(
    app: xw.App,
    master: Path,
    target: Path,
    bodies: Mapping[str, Sequence[LedgerLine]],
    places: Places,
) -> None:
    """Write the workbook of a year: the ledger as it lies on the disk, its sheets with these rows.

    `app` is the one that has the ledger open. `places` are those of the rows in the ledger, and of those that leave it.
    """
    parts = _without_macros(read_parts(master.read_bytes()))
    with scratch() as folder:
        copy = folder / target.name
        write_parts(copy, parts)
        with opened(app, copy) as book:
            ledger = Ledger(book, load_layout())
            for sheet, lines in bodies.items():
                put_lines(ledger[sheet], lines)
            book.save()
        parts = read_parts(copy.read_bytes())
    notes = {
        name: text
        for sheet, told in places.items()
        for way, where in zip(WAYS, told, strict=True)
        for name, text in _pieces(f"{sheet}_{way}", spans(where))
    }
    write_parts(target, with_meta(parts, {CLOSED_YEAR: target.stem, **notes}))


def read_year(app: xw.App, path: Path, sheets: Sequence[str]) -> dict[str, dict[int, LedgerLine]]:
    """The rows of a year that left the ledger, by sheet, each at the place that it had there.

    Where rows were added to the archive or taken from it, nobody knows places any more: all that
    it holds then comes first.
    """
    known = meta_of(read_parts(path.read_bytes()))
    found: dict[str, dict[int, LedgerLine]] = {}
    with opened(app, path) as book:
        ledger = Ledger(book, load_layout())
        for sheet in sheets:
            lines = list(lines_of(ledger[sheet]).values())
            held, moved = (places_in(_text(known, f"{sheet}_{way}")) for way in WAYS)
            where = held if len(held) == len(lines) else range(len(lines))
            left = {*moved} if len(held) == len(lines) else {*where}
            found[sheet] = {at: x for at, x in zip(where, lines, strict=True) if at in left}
    return found


def records_of(app: xw.App, path: Path, sheets: Sequence[str]) -> dict[str, LedgerRows]:
    """The records of a year as a job reads them."""
    with opened(app, path) as book:
        return Ledger(book, load_layout()).read(*sheets)


@contextmanager
def opened(app: xw.App, path: Path) -> Iterator[xw.Book]:
    """A closed workbook in the app that has the ledger open, and closed again."""
    book = app.books.open(path)
    try:
        yield book
    finally:
        book.close()


def _pieces(name: str, text: str) -> Iterator[tuple[str, str]]:
    """A text over as many lines of _meta as it takes."""
    for number, begin in enumerate(range(0, max(len(text), 1), PIECE), start=1):
        yield f"{name}_{number}", text[begin : begin + PIECE]


def _text(known: Notes, name: str) -> str:
    """Such a text put together again."""
    pieces: list[str] = []
    while (piece := known.get(f"{name}_{len(pieces) + 1}")) is not None:
        pieces.append(piece)
    return "".join(pieces)


def _without_macros(parts: Parts) -> Parts:
    """The same workbook as one that Excel opens without asking."""
    found = dict(parts)
    for owner in ("xl/workbook.xml", ""):
        for relation in relations(found, owner):
            if relation.kind == "vbaProject" or relation.target.startswith("customUI/"):
                drop(found, relation.target)
                _unrelate(found, owner, relation.id)
    found[CONTENT_TYPES] = found[CONTENT_TYPES].replace(MACRO_BOOK, PLAIN_BOOK)
    drawings = {
        n: _MACRO.sub(rb'\1=""', x) for n, x in found.items() if n.startswith("xl/drawings/d")
    }
    return found | drawings


def _unrelate(parts: Parts, owner: str, identity: str) -> None:
    root = parse(parts[rels_part(owner)])
    for line in list(root):
        if line.get("Id") == identity:
            root.remove(line)
    parts[rels_part(owner)] = serialize(root)
