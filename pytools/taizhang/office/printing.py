"""Pages as PDF by whoever is there: Excel where the ledger is open in it, LibreOffice elsewhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import xlwings as xw

EXCEL = "excel"  # the engine's name while the workbook is open in it


def printer(book: xw.Book) -> Callable[[Path, Path], None]:
    """What writes a workbook's pages to a PDF; it raises what books.sheets.printing names."""
    from taizhang.books.sheets.printing import print_pdf

    return partial(_by_excel, book.app) if book.app.engine.name == EXCEL else print_pdf


def _by_excel(app: xw.App, source: Path, target: Path) -> None:
    """Let Excel write the pages; RuntimeError where it cannot, as without any printer."""
    try:
        from pywintypes import com_error
    except ImportError:
        com_error = OSError
    opened = app.books.open(source)
    try:
        opened.to_pdf(target)
    except com_error as error:
        raise RuntimeError(f"Excel does not print {source.name}") from error
    finally:
        opened.close()
