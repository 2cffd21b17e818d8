"""Write a file whole or not at all: what stands at a path is the old file or the new one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from taizhang.books.sheets import theme
from taizhang.books.sheets.quick import QuickBook
from wholefile import whole

AUTHOR = "督查台账"
# Column widths are stored in digits of the workbook's default font. Those of Courier New are 0.6 of
# its size and so 8 pixels in each program, also in the fonts that stand in for it; with another
# font LibreOffice makes columns wider than Excel, and a page fitted to its width comes out lower.
PAGES: Mapping[str, Any] = {
    "default_format_properties": {"font_name": "Courier New", "font_size": 10},
    "default_column_width": 72,
    "default_row_height": 17,
}


@contextmanager
def new_book(
    path: Path | BytesIO,
    title: str,
    created: datetime = theme.CREATED,
    options: Mapping[str, Any] = PAGES,
) -> Iterator[Workbook]:
    """A new workbook that stands at `path` when all of it was written without an error.

    The same content and `created` give the same bytes. `options` are XlsxWriter's;
    those of a page hold where others do not. `in_memory` False keeps the parts of a large workbook
    in temporary files while it is put together.
    """
    content = BytesIO()
    # a copy, because XlsxWriter writes into what it is given
    book = QuickBook(content, {"in_memory": True, **deepcopy(dict(options))})
    book.set_properties({"title": title, "author": AUTHOR, "created": created})
    yield book
    book.close()
    if isinstance(path, BytesIO):
        path.write(content.getvalue())
        return
    with whole(path) as beside:
        beside.write_bytes(content.getvalue())
