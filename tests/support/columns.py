"""core/columns.py as the TOML gives it: names of sheets and columns as types that mypy checks."""

from collections.abc import Iterable

from taizhang.core.schema import Layout

HEAD = '''"""Names of sheets and columns as types: mypy refuses a misspelt one where it is written.

Made from workbook/*.toml and templates/form.toml by `pytest tests/core/test_columns.py
--update-golden`. A test refuses a name that no sheet has; a new column that code does not name
needs no entry.
"""

from typing import Literal

'''


def columns_module(layout: Layout) -> str:
    """The whole file."""
    sheets = [*layout.sheets]
    keys = sorted({
        *(key for spec in layout.sheets.values() for key in spec.keys),
        *(key for spec in layout.form.sheets for key in spec.keys),
    })  # fmt: skip
    return HEAD + _literal("SheetKey", sheets) + "\n" + _literal("Key", keys)


def _literal(name: str, words: Iterable[str]) -> str:
    lines = "".join(f'    "{word}",\n' for word in words)
    return f"{name} = Literal[\n{lines}]\n"
