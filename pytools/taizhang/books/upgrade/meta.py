"""What a closed ledger says of itself (sheet _meta), read and noted among its parts."""

from collections.abc import Mapping

from lxml import etree

from taizhang.books.layout import META
from taizhang.books.opc import Parts, parse, serialize, sheet_parts, strings, tag

FIRST = 2  # row 1 holds the heads


def meta_of(parts: Parts) -> dict[str, str]:
    """The values by key; nothing where the sheet is gone."""
    part = sheet_parts(parts).get(META)
    if part is None:
        return {}
    known = strings(parts)
    cells = {c.get("r", ""): _text(c, known) for c in parse(parts[part]).iter(tag("c"))}
    rows = {int(where[1:]): text for where, text in cells.items() if where[0] == "A"}
    return {
        key: cells.get(f"B{row}", "") for row, key in sorted(rows.items()) if row >= FIRST and key
    }


def with_meta(parts: Parts, values: Mapping[str, str]) -> Parts:
    """The same workbook with these values noted; others stay."""
    part = sheet_parts(parts)[META]
    root = parse(parts[part])
    data = root.find(tag("sheetData"))
    if data is None:
        raise ValueError("a sheet without data")
    rows = {key: row for row, key in enumerate(meta_of(parts), start=FIRST)}
    for key, value in values.items():
        number = rows.setdefault(key, len(rows) + FIRST)
        row = _row(data, number)
        for column, text in (("A", key), ("B", value)):
            _put(row, f"{column}{number}", text)
    dimension = root.find(tag("dimension"))
    if dimension is not None:
        dimension.set("ref", f"A1:B{len(rows) + 1}")
    return parts | {part: serialize(root)}


def _text(cell: etree._Element, known: list[str]) -> str:
    value = cell.findtext(tag("v")) or ""
    if cell.get("t") == "s":
        return known[int(value)] if value else ""
    inline = cell.find(tag("is"))
    return value if inline is None else "".join(map(str, inline.itertext()))


def _row(data: etree._Element, number: int) -> etree._Element:
    for row in data:
        if row.get("r") == str(number):
            return row
    return etree.SubElement(data, tag("row"), r=str(number))


def _put(row: etree._Element, where: str, text: str) -> None:
    cell = next((c for c in row if c.get("r") == where), None)
    if cell is None:
        cell = etree.SubElement(row, tag("c"), r=where)
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    etree.SubElement(etree.SubElement(cell, tag("is")), tag("t")).text = text
