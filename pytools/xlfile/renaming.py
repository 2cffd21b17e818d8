"""A column of a table gets another name: every formula of the workbook goes on meaning it.

Cells, conditional formats, validations, names, tables and charts are looked through.
"""

from collections.abc import Iterator

from xlfile.cells.formulas import rename_column
from xlfile.cells.values import escape, unescape
from xlfile.faces import BookFace
from xlfile.parts.trees import local

_FORMULAS = frozenset({
    "f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula",
    "totalsRowFormula",
})  # fmt: skip
_CHARTS = "xl/charts/"


def rename_in_formulas(book: BookFace, table: str, old: str, new: str) -> None:
    """Spell the column anew wherever a formula names it."""
    for part in _parts(book):
        found = [
            (element, renamed)
            for element in book.package.tree(part).iter()
            if local(element) in _FORMULAS and element.text
            and (renamed := rename_column(unescape(element.text), table, old, new))
            != unescape(element.text)
        ]  # fmt: skip
        if found:
            book.package.edit(part)
        for element, renamed in found:
            element.text = escape(renamed)


def _parts(book: BookFace) -> Iterator[str]:
    yield book.workbook.part
    for sheet in book.worksheets:
        if sheet.part.new_rows is not None:
            sheet.part.settle()
        yield sheet.entry.part
        for table in sheet.table_list:
            yield table.part.part
    for part in book.package.names():
        if part.startswith(_CHARTS) and part.endswith(".xml"):
            yield part
