"""The open master workbook: tables found by name, columns by header; rows in, cells out.

`book` is the whole, `table` one table (`frame` where it lies, `reading` what stands in it), `lines`
whole rows with the clerk's own columns, `written` what a cell is handed, `labels` the words it bears.
"""

from taizhang.books.ledger.book import Ledger
from taizhang.books.ledger.labels import BrokenLedger
from taizhang.books.ledger.lines import LedgerLine, lines_of, put_lines
from taizhang.books.ledger.table import LedgerTable, partial_table
from taizhang.books.ledger.written import Formula, link_to

__all__ = [
    "BrokenLedger",
    "Formula",
    "Ledger",
    "LedgerLine",
    "LedgerTable",
    "lines_of",
    "link_to",
    "partial_table",
    "put_lines",
]
