"""Heights of rows that hold their wrapped text, reckoned without a font at hand.

An automatic height stays automatic: the row is not marked as set by hand, so Excel and
LibreOffice go on adjusting it when somebody types. LibreOffice believes the heights of a file
that calls itself Excel's, also the missing ones, so none may be missing. Chinese characters
count as two.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from xlfile.cells.dimensions import STANDARD_HEIGHT, column_width
from xlfile.parts.trees import tag

if TYPE_CHECKING:
    from xlfile.faces import SheetFace
    from xlfile.parts.new_rows import NewRows

_HIGHEST = 409.5
_LEADING = 1.32  # line pitch over font size, of the wider of the usual fonts
_PADDING = 4.0
_NARROW_SHARE = 1.05


def fit_rows(sheet: "SheetFace", rows: range) -> None:
    """Give the rows the heights that their texts need; rows set by hand are fitted too."""
    part = sheet.part
    part.edit()
    widths = {c: column_width(part, c) for c in _shown_columns(sheet)}
    old, added = part.split_rows(rows)
    if added and part.new_rows is not None:
        part.new_rows.fit(added, _heights_of_new(sheet, part.new_rows, added, widths))
    for number in old:
        height = max(_needs(sheet, number, widths), default=STANDARD_HEIGHT)
        row = part.make_row(number)
        row.set("ht", f"{_within(height):g}")
        if "customHeight" in row.attrib:
            del row.attrib["customHeight"]


def _within(height: float) -> float:
    return min(max(height, STANDARD_HEIGHT), _HIGHEST)


def _heights_of_new(
    sheet: "SheetFace", new: "NewRows", rows: range, widths: Mapping[int, float]
) -> list[float]:
    """The same reckoning for many rows of which each column has one style."""
    styles = sheet.book.styles
    sizes = {c: styles.wrapped_size(sheet.part.style(rows.start, c)) for c in widths}
    lowest = max((abs(size) * _LEADING + _PADDING for size in sizes.values()), default=0)
    heights = [_within(lowest)] * len(rows)
    for column, size in sizes.items():
        if size <= 0:
            continue
        room = widths[column] * 11 / size
        values = new.stored(rows, column)
        tall: dict[object, float] = {
            text: _within(_lines(text, room) * size * _LEADING + _PADDING)
            for text in _long_texts(values, (room - 1) / 2)
        }
        if tall:
            needed: list[float | None] = [tall.get(value) for value in values]
            heights = [
                height if need is None or need < height else need
                for height, need in zip(heights, needed, strict=True)
            ]
    return heights


def _long_texts(values: Sequence[object], most: float) -> set[str]:
    """Those that may not fit on a line, which takes so many characters whichever they are."""
    return {v for v in {*values} if isinstance(v, str) and (len(v) > most or "\n" in v)}


def _shown_columns(sheet: "SheetFace") -> Iterator[int]:
    hidden: set[int] = set()
    for group in sheet.part.root.iterfind(f"{tag('cols')}/{tag('col')}"):
        if group.get("hidden") in {"1", "true"}:
            hidden |= set(range(int(group.get("min", "0")), int(group.get("max", "0")) + 1))
    return (c for c in range(1, sheet.grid.width + 1) if c not in hidden)


def _needs(sheet: "SheetFace", row: int, widths: Mapping[int, float]) -> Iterator[float]:
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

    >>> _lines("一二三四五", 7), _lines(3.5, 7), _lines("a\nb", 7)
    (2, 1, 2)
    """
    if not isinstance(value, str):
        return 1
    room = max(room - 1, 2.0)
    if len(value) * 2 <= room and "\n" not in value:
        return 1
    if "\n" not in value:
        return max(1, -int(-_places(value) // room))
    return sum(max(1, -int(-_places(part) // room)) for part in value.split("\n"))


def _places(text: str) -> float:
    wide = (len(text.encode("utf-8", "replace")) - len(text)) // 2  # three bytes, or four
    return 2.0 * wide + _NARROW_SHARE * (len(text) - wide)
