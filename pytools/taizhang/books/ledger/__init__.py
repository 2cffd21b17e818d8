"""The open master workbook: tables found by name, columns by header; rows in, cells out.

`book` is the whole, `table` one table, `written` what a cell is handed, `labels` the words it bears.
"""

from taizhang.books.ledger.book import Ledger
from taizhang.books.ledger.labels import BrokenLedger
from taizhang.books.ledger.table import LedgerTable, column_letters, partial_table
from taizhang.books.ledger.written import Formula, link_to

__all__ = [
    "BrokenLedger",
    "Formula",
    "Ledger",
    "LedgerTable",
    "column_letters",
    "link_to",
    "partial_table",
]
