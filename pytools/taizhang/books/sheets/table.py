"""A table as data: columns with looks, rows that may stand in groups, and the lines it is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.books.sheets.grid import Content, Part
from taizhang.books.sheets.pen import Props


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the page, the look of its cells."""

    label: str
    width: float
    look: str = "cell"
    props: Props = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table that looks different from its column."""

    content: Content
    props: Props


PageRow = Sequence[Content | Cell]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a table under a heading of their own, which keeps to the first of them."""

    heading: str
    rows: Sequence[PageRow]
    props: Props = field(default_factory=dict)


class Line(NamedTuple):
    """A row of a table, the heading of its group, and whether it is that heading."""

    parts: Sequence[Part]
    group: Part | None = None
    heads: bool = False


def lines_of(
    columns: Sequence[Column],
    places: Sequence[tuple[int, int]],
    rows: Sequence[PageRow] | Sequence[Group],
    last: int,
) -> Iterator[Line]:
    """The rows of a table, those of groups under their headings."""
    for row in rows:
        if isinstance(row, Group):
            heading = Part(0, last, row.heading, "group", row.props)
            yield Line([heading], heading, heads=True)
            yield from (Line(_parts(columns, places, one), heading) for one in row.rows)
        else:
            yield Line(_parts(columns, places, row))


def _parts(
    columns: Sequence[Column], places: Sequence[tuple[int, int]], row: PageRow
) -> list[Part]:
    parts = []
    for place, column, value in zip(places, columns, row, strict=True):
        content, own = (value.content, value.props) if isinstance(value, Cell) else (value, {})
        parts.append(Part(*place, content, column.look, {**column.props, **own}))
    return parts
