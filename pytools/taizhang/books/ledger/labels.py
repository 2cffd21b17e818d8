"""Which labels this very workbook bears: sheets, tables, columns and drop-down lists, forms included."""

from collections.abc import Mapping
from dataclasses import replace

import xlwings as xw

from taizhang.books.layout import FIELDS, META, MORE, OPTIONS
from taizhang.core.catalog import ledger as catalog
from taizhang.core.errors import TaizhangError
from taizhang.core.schema import Layout, SheetSpec
from taizhang.core.values.settled import settle


class BrokenLedger(TaizhangError):  # noqa: N818 - named after what is wrong
    """The workbook lacks what a job cannot do without."""


def identity_in(book: xw.Book) -> dict[str, str]:
    """Return what the workbook says of itself: its id, its key."""
    return {line[0]: line[1] for line in lines_in(book, META, 2)}


def fields_in(book: xw.Book) -> list[list[str]]:
    """Return (sheet key, table, column key, label) of every column that the workbook was built with."""
    return lines_in(book, FIELDS, 4)


def layout_in(
    fields: list[list[str]], lists: Mapping[str, tuple[str, ...]], layout: Layout
) -> Layout:
    """Return the layout with the labels and lists of a workbook, forms included."""
    names: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    for sheet, table, key, label in fields:
        names[sheet] = table
        labels.setdefault(sheet, {})[key] = label
    sheets = {
        key: spec.relabelled(names.get(key, spec.label), labels.get(key, {}))
        for key, spec in layout.sheets.items()
    }
    form = replace(
        layout.form,
        tasks=_follow(layout.form.tasks, layout["tasks"], sheets["tasks"]),
        nodes=_follow(layout.form.nodes, layout["nodes"], sheets["nodes"]),
        more=tuple(
            _follow(spec, layout[of], sheets[of])
            for spec, of in zip(layout.form.more, MORE.values(), strict=True)
        ),
    )
    return replace(layout, sheets=sheets, form=form, lists={**layout.lists, **lists})


def lists_in(book: xw.Book) -> dict[str, tuple[str, ...]]:
    """The drop-down lists of this workbook: a column each, its key on top."""
    if OPTIONS not in [s.name for s in book.sheets]:
        return {}
    block = book.sheets[OPTIONS].used_range.options(ndim=2).value
    columns = [[str(settle("text", v)) for v in column] for column in zip(*block, strict=True)]
    return {key: tuple(v for v in values if v) for key, *values in columns if key}


def _follow(form: SheetSpec, before: SheetSpec, now: SheetSpec) -> SheetSpec:
    """Form columns that bear the ledger's label go on bearing it; forms sent before still match."""
    changed = {
        c.key: now[c.key].label
        for c in form.columns
        if c.key in before.keys and c.label == before[c.key].label
    }
    columns = tuple(
        replace(c, label=changed[c.key], synonyms=(*c.synonyms, c.label))
        if changed.get(c.key, c.label) != c.label
        else c
        for c in form.columns
    )
    return replace(form, columns=columns)


def lines_in(book: xw.Book, sheet: str, width: int) -> list[list[str]]:
    """Return the lines of a hidden list below its heads; BrokenLedger where the sheet is gone."""
    if sheet not in [s.name for s in book.sheets]:
        raise BrokenLedger(catalog.NOT_A_LEDGER.at())
    last = book.sheets[sheet].used_range.last_cell.row
    block = book.sheets[sheet].range((2, 1), (max(last, 2), width)).options(ndim=2).value
    return [["" if v is None else str(settle("text", v)) for v in line] for line in block]
