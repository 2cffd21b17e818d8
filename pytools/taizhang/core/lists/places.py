"""Rows of lists in sentences."""

from collections.abc import Iterable, Sequence

from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place


def twin_issue(above: Place, here: Place, labels: Sequence[str]) -> Issue:
    """Say that a row repeats another one, and in which columns it says otherwise."""
    where = row_in_words(above, here)
    if not labels:
        return catalog.LIST_ROW_TWICE.at(here, row=where)
    return catalog.LIST_ROW_DIFFERS.at(here, row=where, labels="”“".join(labels))


def row_in_words(above: Place, here: Place) -> str:
    """Return a row as a sentence about another row names it."""
    if (above.book, above.sheet) == (here.book, here.sheet):
        return f"第{above.row}行"
    return (
        f"《{above.sheet}》第{above.row}行" if above.sheet else f"〔{above.book}〕第{above.row}行"
    )


def rows_by_sheet(places: Sequence[Place]) -> list[tuple[Place, str]]:
    """Return the sheets of some rows, each with its rows in words."""
    found: dict[tuple[str, str], list[int]] = {}
    for place in places:
        found.setdefault((place.book, place.sheet), []).append(place.row)
    return [(Place(*key), rows_in_words(rows)) for key, rows in found.items()]


def rows_in_words(rows: Iterable[int]) -> str:
    """Rows of a sheet, neighbours as a span.

    >>> rows_in_words([3, 4, 5, 9]), rows_in_words([2])
    ('3至5、9', '2')
    """
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][-1] + 1:
            spans[-1][1:] = [row]
        else:
            spans.append([row])
    return "、".join("至".join(map(str, span)) for span in spans)
