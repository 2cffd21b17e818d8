"""Tables of a closed ledger whose own list of columns is not what stands in their header cells.

A program that deletes a column as mere cells leaves a table that Excel calls damaged. Here the
table is told what its header says; blanks at its right end leave it.
"""

from lxml import etree

from taizhang.books.opc import Parts, parse, relations, serialize, sheet_parts, strings, tag
from taizhang.core.addresses import cell_name


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
