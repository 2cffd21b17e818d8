"""xl/tables/tableN.xml: a table's name, area, columns and filter.

It changes the table's own part and nothing else; cells are the sheet's business. A new table is
also entered in its sheet.
"""

import re

from lxml import etree

from xlfile.cells.addresses import Area, area_of, format_area
from xlfile.cells.values import escape, unescape
from xlfile.parts.package import Package
from xlfile.parts.trees import (
    RELATION_ID,
    SHEET_ORDER,
    TABLE_ORDER,
    ensure,
    is_on,
    make,
    serialize,
    tag,
)

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_TABLE = re.compile(r"xl/tables/[^/]*\.xml", re.IGNORECASE)


class TablePart:
    """One table."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self.part = part

    @property
    def root(self) -> etree._Element:
        """The tree, for looking."""
        return self._package.tree(self.part)

    def _edit(self) -> etree._Element:
        return self._package.edit(self.part)

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return self.root.get("displayName", "") or self.root.get("name", "")

    @property
    def area(self) -> Area:
        """All of the table: header, body and totals."""
        return area_of(self.root.get("ref", "A1"))

    @property
    def header_rows(self) -> int:
        """1, or 0 when the header is hidden."""
        return int(self.root.get("headerRowCount", "1"))

    @property
    def total_rows(self) -> int:
        """1 when a row of totals is shown."""
        return int(self.root.get("totalsRowCount", "0"))

    @property
    def body(self) -> Area:
        """The rows between header and totals."""
        area = self.area
        rows = area.rows - self.header_rows - self.total_rows
        return Area(area.row + self.header_rows, area.column, rows, area.columns)

    @property
    def is_empty(self) -> bool:
        """Whether the one body row is only the place to type the first record."""
        return is_on(self.root.get("insertRow"))

    def note_first_record(self) -> None:
        """The place for the first record has become a row."""
        if self.is_empty:
            for key in ("insertRow", "insertRowShift"):
                self._edit().attrib.pop(key, "")

    def columns(self) -> list[str]:
        """The names of the columns."""
        return [unescape(column.get("name", "")) for column in self._columns(self.root)]

    def _columns(self, root: etree._Element) -> list[etree._Element]:
        return root.findall(f"{tag('tableColumns')}/{tag('tableColumn')}")

    def calculated_formula(self, index: int) -> str | None:
        """The formula of a calculated column, in the file's spelling."""
        return self._columns(self.root)[index].findtext(tag("calculatedColumnFormula"))

    @property
    def has_filter(self) -> bool:
        """Whether the header shows filter buttons."""
        return self.root.find(tag("autoFilter")) is not None

    def show_filter(self, shown: bool) -> None:
        """Show or remove the filter buttons; removing them forgets what was filtered."""
        found = self.root.find(tag("autoFilter"))
        if shown and found is None:
            root = self._edit()
            made = ensure(root, "autoFilter", TABLE_ORDER)
            made.set("ref", format_area(self._filtered(self.area)))
        elif not shown and found is not None:
            self._edit().remove(found)

    def _filtered(self, area: Area) -> Area:
        return area._replace(rows=area.rows - self.total_rows)

    def set_columns(self, names: list[str]) -> None:
        """Cut columns off at the right, or add some with new numbers; the others stay."""
        holder = ensure(self._edit(), "tableColumns", TABLE_ORDER)
        old = self._columns(self.root)
        for column in old[len(names) :]:
            holder.remove(column)
        number = max((int(column.get("id", "0")) for column in old), default=0)
        for name in names[len(old) :]:
            number += 1
            column = etree.SubElement(holder, tag("tableColumn"))
            column.set("id", str(number))
            column.set("name", escape(name).replace("\n", "_x000a_"))
        holder.set("count", str(len(names)))

    def rename_column(self, index: int, name: str) -> None:
        """Give a column another name; formulas are the caller's business."""
        self._edit()
        self._columns(self.root)[index].set("name", escape(name).replace("\n", "_x000a_"))

    def set_area(self, area: Area) -> None:
        """Move the table's edges, and with them those of its filter and its sorting."""
        root, old = self._edit(), self.area
        root.set("ref", format_area(area))
        for part in root.iter(tag("autoFilter"), tag("sortState"), tag("sortCondition")):
            _stretch(part, old, area, self.total_rows)

    def set_style(self, name: str) -> None:
        """Give the table a look of Excel's, or none."""
        info = ensure(self._edit(), "tableStyleInfo", TABLE_ORDER)
        if name:
            info.set("name", name)
        for key in ("showFirstColumn", "showLastColumn", "showRowStripes", "showColumnStripes"):
            info.set(key, "1" if name and key == "showRowStripes" else "0")

    @property
    def style_name(self) -> str | None:
        """The name of the table's look."""
        info = self.root.find(tag("tableStyleInfo"))
        return None if info is None else info.get("name")


def new_table(package: Package, sheet: str, name: str, area: Area, heads: list[str]) -> TablePart:
    """Add a table over an area of a sheet's part, whose first row holds these heads."""
    part = package.free_name("xl/tables/table{}.xml")
    root = make("table")
    numbers = [int(package.tree(p).get("id", "0")) for p in package.names() if _TABLE.fullmatch(p)]
    for key, value in (
        ("id", str(max(numbers, default=0) + 1)), ("name", name), ("displayName", name),
        ("ref", format_area(area)), ("totalsRowShown", "0"),
    ):  # fmt: skip
        root.set(key, value)
    package.add(part, serialize(root), _TYPE)
    made = TablePart(package, part)
    made.show_filter(shown=True)
    made.set_columns(heads)
    owner = package.edit(sheet)
    parts = ensure(owner, "tableParts", SHEET_ORDER)
    etree.SubElement(parts, tag("tablePart")).set(RELATION_ID, package.relate(sheet, "table", part))
    parts.set("count", str(len(parts)))
    return made


def _stretch(part: etree._Element, old: Area, new: Area, totals: int) -> None:
    reference = part.get("ref")
    if not reference:
        return
    area = area_of(reference)
    if area.last_row == old.last_row - totals:
        area = area._replace(rows=new.last_row - totals - area.row + 1)
    if area.last_column == old.last_column and area.columns > 1:
        area = area._replace(columns=new.last_column - area.column + 1)
    part.set("ref", format_area(area))
