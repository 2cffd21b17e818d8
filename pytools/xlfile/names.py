"""Defined names: of the whole workbook, or known to one sheet only (`Sheet1!名称`).

Renaming is left out: every formula that uses the name would have to follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from xlwings import base_classes

from xlfile.cells.addresses import parse_area, quote_sheet, split_sheet
from xlfile.contract import names_what_it_lacks, unsupported
from xlfile.parts.trees import WORKBOOK_ORDER, ensure, tag
from xlfile.tables import structured_area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlfile.faces import BookFace, SheetFace

_BUILT_IN = "_xlnm."
_ALLOWED = re.compile(r"[^\W\d][\w.?\\]{0,254}|\\[\w.?\\]{0,254}|_[\w.?\\]{0,254}")
_DEFINED = f"{tag('definedNames')}/{tag('definedName')}"


@names_what_it_lacks(keeps=("snapshot",))
class Names(base_classes.Names):
    """The names of a book, or those local to one sheet."""

    def __init__(self, book: BookFace, sheet: SheetFace | None) -> None:
        self._book = book
        self._sheet = sheet

    @property
    def api(self) -> Names:
        """There is no native object; this is the engine's own."""
        return self

    def _all(self) -> list[Name]:
        names = [
            Name(self._book, element) for element in self._book.workbook.root.iterfind(_DEFINED)
        ]
        return [name for name in names if self._sheet is None or name.sheet is self._sheet]

    def _find(self, wanted: str) -> Name | None:
        spelled = wanted.lower()
        for name in self._all():
            if spelled == name.name.lower():
                return name
            if self._sheet is not None and spelled == split_sheet(name.name)[1].lower():
                return name
        return None

    def __call__(self, name_or_index: str | int) -> Name:
        """A name by its spelling, or by its place from 1."""
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        found = self._find(name_or_index)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is such a name."""
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        return self._find(name_or_index) is not None

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name, or point one that exists elsewhere; `表!名称` is known to one sheet."""
        sheet_name, plain = split_sheet(name)
        sheet = self._sheet if sheet_name is None else self._book.sheets(sheet_name)
        if not _ALLOWED.fullmatch(plain) or parse_area(plain):
            raise ValueError(f"{plain!r} cannot be a name")
        known = self._find(name if sheet is None else _spelled(sheet, plain))
        if known is not None:
            known.refers_to = refers_to
            return known
        holder = ensure(self._book.workbook.edit(), "definedNames", WORKBOOK_ORDER)
        element = etree.SubElement(holder, tag("definedName"))
        element.set("name", plain)
        if sheet is not None:
            element.set("localSheetId", str(sheet.entry.position))
        made = Name(self._book, element)
        made.refers_to = refers_to
        return made


@names_what_it_lacks(lacks=("api",))
class Name(base_classes.Name):
    """One defined name."""

    def __init__(self, book: BookFace, element: etree._Element) -> None:
        self._book = book
        self._element = element

    @property
    def sheet(self) -> SheetFace | None:
        """The sheet that alone knows the name."""
        position = self._element.get("localSheetId")
        for sheet in self._book.worksheets:
            if position is not None and sheet.entry.position == int(position):
                return sheet
        return None

    @property  # type: ignore[misc]  # the decorator adds the setter
    def name(self) -> str:
        """The name, with its sheet when it is local: `表!名称`."""
        plain = (self._element.get("name") or "").removeprefix(_BUILT_IN)
        return plain if self.sheet is None else _spelled(self.sheet, plain)

    @property
    def refers_to(self) -> str:
        """What it stands for, with the equals sign."""
        return "=" + (self._element.text or "")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._book.workbook.edit()
        self._element.text = value.removeprefix("=")
        self._book.touch()

    @property
    def refers_to_range(self) -> base_classes.Range:
        """The cells it stands for; an error when it is a formula or a constant."""
        text = self._element.text or ""
        for table in self._book.tables():
            within = structured_area([table], text)
            if within is not None:
                return table.parent.range(tuple(within))
        sheet_name, address = split_sheet(text)
        area = parse_area(address)
        if sheet_name is None or sheet_name not in self._book.sheets or area is None:
            raise unsupported(f"Name.refers_to_range of {self.refers_to}")
        return self._book.sheets(sheet_name).range(tuple(area))

    def delete(self) -> None:
        """Remove the name; formulas that use it will show #NAME?."""
        self._book.workbook.edit()
        holder = self._element.getparent()
        if holder is not None:
            holder.remove(self._element)
            if not len(holder):
                holder.getparent().remove(holder)  # type: ignore[union-attr]
        self._book.touch()


def _spelled(sheet: SheetFace, plain: str) -> str:
    return f"{quote_sheet(sheet.name)}!{plain}"
