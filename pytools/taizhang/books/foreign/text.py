"""A form that came as text: the code page, the separator, the cells. All values stay text."""

import csv
import io
from collections import Counter

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.package import MOST_COLUMNS
from taizhang.core.catalog import forms as catalog

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = ",\t;|"
CELL_LIMIT = 1 << 20
MOST_LINES = 8_000
MOST_IN_LINE = 500_000  # cells of a line, beyond which nobody takes it apart


def read_rows(data: bytes, most: int) -> tuple[list[list[str]], bool]:
    """Return the cells, every row equally long, and whether something was left out.

    UnreadableError where this is no table, or where it has more than so many cells.
    """
    text = _decode(data)
    separator = _separator(text)
    if any(line.count(separator) > MOST_IN_LINE for line in io.StringIO(text)):
        raise UnreadableError(catalog.SUSPICIOUS)
    csv.field_size_limit(CELL_LIMIT)
    rows: list[list[str]] = []
    beyond, width = False, 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) >= MOST_LINES:
                if any(row):
                    beyond = True
                    break
                continue
            beyond = beyond or any(row[MOST_COLUMNS:])
            rows.append(row[:MOST_COLUMNS])
            width = max(width, len(rows[-1]))
    except csv.Error as error:
        raise UnreadableError(catalog.DAMAGED) from error
    if width * len(rows) > most:
        raise UnreadableError(catalog.SUSPICIOUS)
    return [row + [""] * (width - len(row)) for row in rows], beyond


def _decode(data: bytes) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\0" in data[:2000]:
        even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
        if max(even, odd) < len(data[:2000]) // 20:
            raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="看不出类型的文件")
        return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    for name in ("utf-8", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise UnreadableError(catalog.NOT_A_WORKBOOK, kind="看不出类型的文件")


def _separator(text: str) -> str:
    lines = text[:20_000].splitlines()[:40]
    counts = Counter(s for line in lines for s in SEPARATORS for _ in range(line.count(s)))
    return counts.most_common(1)[0][0] if counts else ","
