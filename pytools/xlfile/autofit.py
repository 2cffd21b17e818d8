"""Heights of rows that hold their wrapped text, reckoned without a font at hand.

An automatic height stays automatic: the row is not marked as set by hand, so Excel and
LibreOffice go on adjusting it when somebody types. A row for which the file gives no height is
left so: they fit it when they open it. Chinese characters count as two.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from xlfile.dimensions import STANDARD_HEIGHT, column_width
from xlfile.trees import tag

if TYPE_CHECKING:
    from xlfile.sheet import Sheet

_HIGHEST = 409.5
_LEADING = 1.32  # line pitch over font size, of the wider of the usual fonts
_PADDING = 4.0
_WIDE_CHARACTERS = re.compile("[\u2e80-\U0010ffff]")  # a character takes two places
_NARROW_SHARE = 1.05


def fit_rows(sheet: "Sheet", rows: range) -> None:
    """Give rows that have a height the one that their texts need, also where it was set by hand."""
    part = sheet.part
    part.edit()
    widths = {c: column_width(part, c) for c in _shown_columns(sheet)}
    old, _ = part.split_rows(rows)
    for number in old:
        row = part.row(number)
        if row is None or row.get("ht") is None:
            continue
        height = max(_needs(sheet, number, widths), default=STANDARD_HEIGHT)
        row.set("ht", f"{min(max(height, STANDARD_HEIGHT), _HIGHEST):g}")
        if "customHeight" in row.attrib:
            del row.attrib["customHeight"]


def _shown_columns(sheet: "Sheet") -> Iterator[int]:
    hidden: set[int] = set()
    for group in sheet.part.root.iterfind(f"{tag('cols')}/{tag('col')}"):
        if group.get("hidden") in {"1", "true"}:
            hidden |= set(range(int(group.get("min", "0")), int(group.get("max", "0")) + 1))
    last = max((len(row) for row in sheet.grid.rows), default=0)
    return (c for c in range(1, last + 1) if c not in hidden)


def _needs(sheet: "Sheet", row: int, widths: Mapping[int, float]) -> Iterator[float]:
    styles = sheet.book.styles
    for column, width in widths.items():
        value = sheet.grid.get(row, column)
        if value is None:
            continue
        size = styles.wrapped_size(sheet.part.style(row, column))
        count = _lines(value, width * 11 / size) if size > 0 else 1
        yield count * abs(size) * _LEADING + _PADDING


def _lines(value: object, room: float) -> int:
    r"""Lines of a text in a column of so many places.

    >>> _lines("一二三四五", 7), _lines(3.5, 7), _lines("a\\nb", 7)
    (2, 1, 2)
    """
    if not isinstance(value, str):
        return 1
    room = max(room - 1, 2.0)
    if len(value) * 2 <= room and "\n" not in value:
        return 1
    return sum(max(1, -int(-_places(part) // room)) for part in value.split("\n"))


def _places(text: str) -> float:
    wide = len(_WIDE_CHARACTERS.findall(text))
    return 2.0 * wide + _NARROW_SHARE * (len(text) - wide)
