"""Tables of a closed ledger as other programs than Excel leave them, which Excel calls damaged.

Cells merged within a table stand for themselves again. Where the table's own list of columns is not
what its header cells say, as after deleting a column as mere cells, it is told what they say;
blanks at its right end leave it.
"""

from typing import NamedTuple

from lxml import etree

from taizhang.books.opc import Parts, parse, relations, serialize, sheet_parts, strings, tag
from taizhang.core.addresses import cell_name


def parted_cells(parts: Parts) -> tuple[Parts, list[str]]:
    """The same workbook without cells merged in its tables; the names of the sheets that had any."""
    changed: Parts = {}
    names: list[str] = []
    for name, sheet in sheet_parts(parts).items():
        tables = [parse(parts[r.target]) for r in relations(parts, sheet) if r.kind == "table"]
        root = parse(parts[sheet]) if tables and b"<mergeCell " in parts[sheet] else None
        if root is not None and _part(
            root, [_Rectangle.of(table.get("ref", "")) for table in tables]
        ):
            _name_heads(root, tables)
            changed[sheet] = serialize(root)
            names.append(name)
    return parts | changed, names


def _part(root: etree._Element, tables: "list[_Rectangle]") -> bool:
    """Take away the merged areas that meet a table; whether there were any."""
    holder = root.find(tag("mergeCells"))
    areas = [] if holder is None else list(holder)
    met = [a for a in areas if any(_Rectangle.of(a.get("ref", "")).meets(t) for t in tables)]
    if holder is None or not met:
        return False
    for area in met:
        holder.remove(area)
    if len(holder):
        holder.set("count", str(len(holder)))
    else:
        root.remove(holder)
    return True


def _name_heads(root: etree._Element, tables: list[etree._Element]) -> None:
    """Write headers that a merged area had swallowed as the table's own list of columns has them."""
    cells = {cell.get("r", ""): cell for cell in root.iter(tag("c"))}
    for table in tables:
        first = _Rectangle.of(table.get("ref", ""))
        columns = table.iterfind(f"{tag('tableColumns')}/{tag('tableColumn')}")
        for at, column in enumerate(columns, start=first.left):
            cell = cells.get(cell_name(first.top, at))
            if cell is not None and not len(cell) and table.get("headerRowCount", "1") != "0":
                cell.set("t", "inlineStr")
                text = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
                text.text = column.get("name", "")


class _Rectangle(NamedTuple):
    """Cells from one corner to the other."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, address: str) -> "_Rectangle":
        first, _, last = address.partition(":")
        return cls(*_place(first), *_place(last or first))

    def meets(self, other: "_Rectangle") -> bool:
        down = self.top <= other.bottom and other.top <= self.bottom
        return down and self.left <= other.right and other.left <= self.right


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
    first, _, last = root.get("ref", "").partition(":")
    holder = root.find(tag("tableColumns"))
    if holder is None or not last or root.get("headerRowCount", "1") == "0":
        return False
    (row, left), (bottom, right) = _place(first), _place(last)
    headers = [texts.get(cell_name(row, c), "") for c in range(left, right + 1)]
    while headers and not headers[-1]:
        headers.pop()
    names = [c.get("name", "") for c in holder]
    unfit = not all(headers) or len({h.lower() for h in headers}) < len(headers)
    if not headers or unfit or headers == names:
        return False
    _rename(holder, headers)
    area = f"{first}:{cell_name(bottom, left + len(headers) - 1)}"
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
