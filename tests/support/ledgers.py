"""Tables of a ledger as text, as a job finds them: heads are the labels, blanks are blank."""

from collections.abc import Mapping

from taizhang.books.layout import load_layout
from taizhang.core.merge.joblog import Labels, labels_in
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.settled import settle
from tests.support.tables import table

LAYOUT = load_layout()
LABELS: Labels = labels_in(LAYOUT)
FIRST = 3  # Excel's row of the first record


def rows(sheet: str, text: str = "", *others: str) -> LedgerRows:
    """The table of that sheet; `others` are heads of the text that the sheet does not have."""
    spec = LAYOUT[sheet]
    lines = table(text) if text.strip() else []
    keys = {c.label: c for c in spec.columns}
    found = []
    for number, line in enumerate(lines, start=FIRST):
        assert set(line) <= {*keys, *others}, set(line) - set(keys)
        values: dict[str, Value] = {
            c.key: settle(c.kind, line.get(c.label, "")) for c in spec.columns
        }
        found.append(TableRow(number, values))
    letters = {key: chr(65 + i % 26) for i, key in enumerate(spec.keys)}
    return LedgerRows(spec, spec.label, letters, found)


def ledger(**texts: str) -> Mapping[str, LedgerRows]:
    """Tables by key; those that are not given are empty."""
    return {sheet: rows(sheet, texts.get(sheet, "")) for sheet in LAYOUT.sheets}
