"""A table as data: columns with looks, rows that may stand in groups, and the lines it is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.books.sheets.grid import CellContent, RowPart
from taizhang.books.sheets.pen import Props


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column of a table: its head, its share of the page, the look of its cells."""

    label: str
    width: float
    look: str = "cell"
    props: Props = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table that looks different from its column."""

    content: CellContent
    props: Props


PageRow = Sequence[CellContent | Cell]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a table under a heading of their own, which keeps to the first of them."""

    heading: str
    rows: Sequence[PageRow]
    props: Props = field(default_factory=dict)


class TableLine(NamedTuple):
    """A row of a table, the heading of its group, and whether it is that heading."""

    parts: Sequence[RowPart]
    group: RowPart | None = None
    heads: bool = False


def lines_of(
    columns: Sequence[PageColumn],
    places: Sequence[tuple[int, int]],
    rows: Sequence[PageRow] | Sequence[Group],
    last: int,
) -> Iterator[TableLine]:
    """The rows of a table, those of groups under their headings."""
    for row in rows:
        if isinstance(row, Group):
            heading = RowPart(0, last, row.heading, "group", row.props)
            yield TableLine([heading], heading, heads=True)
            yield from (TableLine(_parts(columns, places, one), heading) for one in row.rows)
        else:
            yield TableLine(_parts(columns, places, row))


def _parts(
    columns: Sequence[PageColumn], places: Sequence[tuple[int, int]], row: PageRow
) -> list[RowPart]:
    parts = []
    for place, column, value in zip(places, columns, row, strict=True):
        content, own = (value.content, value.props) if isinstance(value, Cell) else (value, {})
        parts.append(RowPart(*place, content, column.look, {**column.props, **own}))
    return parts
