"""Task lists and unit lists as somebody typed them: .csv or .xlsx with headers in a row.

Gives raw rows by column key; what they mean is decided in core/tasklist.py.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from taizhang.core.issues import Place
from taizhang.core.schema import SheetSpec
from taizhang.core.units import fold_name

SOURCE_NO = "source_no"
SOURCE_NO_LABELS = ("序号", "方案序号")
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
HEADER_DEPTH = 10  # a title or a note may stand above the headers


@dataclass(frozen=True, slots=True)
class RawList:
    """Rows by column key with their places; columns that the sheet does not have."""

    rows: tuple[tuple[Place, Mapping[str, object]], ...]
    unknown: tuple[str, ...]


def read_lines(path: Path) -> list[list[object]]:
    """All cells of the first sheet or of the csv; any exception of the readers where unreadable."""
    if path.suffix.lower() in {".csv", ".txt"}:
        text = _decode(path.read_bytes())
        separator = "\t" if "\t" in text.partition("\n")[0] else ","
        return [list(line) for line in csv.reader(StringIO(text), delimiter=separator)]
    import pandas as pd

    frame = pd.read_excel(path, header=None, engine="calamine", dtype=object)
    return [["" if pd.isna(v) else v for v in line] for line in frame.to_numpy().tolist()]


def _decode(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    raise ValueError(encoding)


def pick(lines: Sequence[Sequence[object]], spec: SheetSpec, name: str) -> RawList | None:
    """The list as rows of that sheet, or None where its required column is not among the headers.

    The header is the row with the most known names among the first HEADER_DEPTH.
    """
    names = _names(spec)
    heads = [[names.get(fold_name(str(cell))) for cell in line] for line in lines[:HEADER_DEPTH]]
    best = max(range(len(heads)), key=lambda i: len(set(filter(None, heads[i]))), default=None)
    if best is None or _subject(spec) not in heads[best]:
        return None
    keys = heads[best]
    unknown = [str(c) for c, k in zip(lines[best], keys, strict=True) if c != "" and k is None]
    rows = []
    for number, line in enumerate(lines[best + 1 :], start=best + 2):
        if any(str(cell).strip() for cell in line):
            values = {k: v for k, v in zip(keys, line, strict=False) if k}  # short lines exist
            rows.append((Place(book=name, row=number), values))
    return RawList(tuple(rows), tuple(unknown))


def _subject(spec: SheetSpec) -> str:
    """The column without which a list is not of this sheet."""
    return "name" if "name" in spec.keys else "unit"


def _names(spec: SheetSpec) -> dict[str, str]:
    found: dict[str, str] = dict.fromkeys(SOURCE_NO_LABELS, SOURCE_NO)
    for column in spec.columns:
        for name in column.synonyms:
            found.setdefault(fold_name(name), column.key)
    # a column's own label beats another column's synonym
    found |= {fold_name(c.label): c.key for c in spec.columns}
    return found
