"""Tables of a closed ledger as other programs than Excel leave them, which Excel calls damaged.

Cells merged within a table stand for themselves again. Where the table's own list of columns is not
what its header cells say, as after deleting a column as mere cells, it is told what they say;
blanks at its right end leave it.
"""

from collections.abc import Iterable, Sequence

from lxml import etree

from taizhang.books.opc import Parts, parse, relations, serialize, sheet_parts, strings, tag
from taizhang.core.addresses import cell_name

_Corners = tuple[
    tuple[int, int], tuple[int, int]
]  # first and last cell; rows from 1, columns from 0


def parted_cells(parts: Parts) -> tuple[Parts, list[str]]:
    """The same workbook without cells merged in its tables; the names of the sheets that had any."""
    changed: Parts = {}
    names: list[str] = []
    for name, sheet in sheet_parts(parts).items():
        tables = [parse(parts[r.target]) for r in relations(parts, sheet) if r.kind == "table"]
        if not tables or b"<mergeCell " not in parts[sheet]:
            continue
        root = parse(parts[sheet])
        if parted := _part(root, [_span(table.get("ref", "")) for table in tables]):
            _name_heads(root, tables, parted)
            changed[sheet] = serialize(root)
            names.append(name)
    return parts | changed, names


def _part(root: etree._Element, tables: Sequence[_Corners]) -> list[_Corners]:
    """Take away the merged areas that meet a table; returns where they were."""
    holder = root.find(tag("mergeCells"))
    if holder is None:
        return []
    parted = []
    for merged in list(holder):
        area = _span(merged.get("ref", ""))
        if any(_meet(area, table) for table in tables):
            holder.remove(merged)
            parted.append(area)
    holder.set("count", str(len(holder)))
    if not len(holder):
        root.remove(holder)
    return parted


def _name_heads(
    root: etree._Element, tables: Iterable[etree._Element], parted: Sequence[_Corners]
) -> None:
    """Write headers that a merged area had swallowed as the table's own list of columns has them."""
    cells = {cell.get("r", ""): cell for cell in root.iter(tag("c"))}
    for table in tables:
        (row, left), _ = _span(table.get("ref", ""))
        columns = table.iterfind(f"{tag('tableColumns')}/{tag('tableColumn')}")
        for at, column in enumerate(columns, start=left):
            cell, place = cells.get(cell_name(row, at)), (row, at)
            swallowed = any(_meet((place, place), area) for area in parted)
            if swallowed and cell is not None and not len(cell):
                cell.set("t", "inlineStr")
                text = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
                text.text = column.get("name", "")


def _span(address: str) -> _Corners:
    first, _, last = address.partition(":")
    return _place(first), _place(last or first)


def _meet(one: _Corners, other: _Corners) -> bool:
    return all(one[0][way] <= other[1][way] and other[0][way] <= one[1][way] for way in (0, 1))


def mended_tables(parts: Parts) -> Parts:
    """The same workbook, each table with the columns that its header shows."""
    known = strings(parts)
    changed: Parts = {}
    for sheet in sheet_parts(parts).values():
        tables = [r.target for r in relations(parts, sheet) if r.kind == "table"]
        texts = _texts(parts[sheet], known) if tables else {}
        for part in tables:
            root = parse(parts[part])
            if _mend(root, texts):
                changed[part] = serialize(root)
    return parts | changed


def _mend(root: etree._Element, texts: dict[str, str]) -> bool:
    """Tell a table its headers; whether that changed it. Blanks between headers are left alone."""
    holder = root.find(tag("tableColumns"))
    if holder is None or ":" not in root.get("ref", "") or root.get("headerRowCount", "1") == "0":
        return False
    (row, left), (bottom, right) = _span(root.get("ref", ""))
    headers = [texts.get(cell_name(row, c), "") for c in range(left, right + 1)]
    while headers and not headers[-1]:
        headers.pop()
    names = [c.get("name", "") for c in holder]
    unfit = not all(headers) or len({h.lower() for h in headers}) < len(headers)
    if not headers or unfit or headers == names:
        return False
    _rename(holder, headers)
    area = f"{cell_name(row, left)}:{cell_name(bottom, left + len(headers) - 1)}"
    for element in (root, *root.iter(tag("autoFilter"))):
        element.set("ref", area)
    return True


def _rename(holder: etree._Element, headers: list[str]) -> None:
    """Columns that are known by name keep what else is said of them."""
    known = {c.get("name", ""): c for c in holder}
    taken = {int(c.get("id", "0")) for c in holder}
    for column in list(holder):
        holder.remove(column)
    for header in headers:
        if header not in known:
            number = max(taken, default=0) + 1
            taken.add(number)
            known[header] = etree.Element(tag("tableColumn"), id=str(number), name=header)
        holder.append(known[header])
    holder.set("count", str(len(headers)))


def _texts(sheet: bytes, known: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell in parse(sheet).iter(tag("c")):
        value, inline = cell.findtext(tag("v")) or "", cell.find(tag("is"))
        if cell.get("t") == "s" and value:
            found[cell.get("r", "")] = known[int(value)]
        elif inline is not None:
            found[cell.get("r", "")] = "".join(map(str, inline.itertext()))
        elif value:
            found[cell.get("r", "")] = value
    return found


def _place(address: str) -> tuple[int, int]:
    """1-based row and 0-based column of an address."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]), column - 1
