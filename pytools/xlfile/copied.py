"""A sheet copied into another workbook: cells, looks, widths, rules, print settings.

Texts are carried in the cells and looks are added to those of the other workbook, as Excel does it.
What hangs on other parts of a file (drawings, tables, comments) is refused rather than lost.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from xlfile.cells.addresses import quote_sheet, split_sheet
from xlfile.contract import unsupported
from xlfile.parts.trees import RELATION_ID, WORKBOOK_ORDER, ensure, local, parse, tag

if TYPE_CHECKING:
    from lxml import etree

    from xlfile.faces import BookFace, SheetFace

_LONGEST = 31
_REFUSED = {"drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls",
            "tableParts"}  # fmt: skip


def copy_sheet(source: SheetFace, target: BookFace, position: int) -> str:
    """Put a copy of the sheet at that position among the target's tabs; return its name.

    NotImplementedError for a sheet with drawings, tables or comments, or with a formula that
    names a sheet.
    """
    root = parse(source.book.package.read(source.entry.part))
    _check(source, root)
    _bring_looks(source, target, root)
    _bring_texts(source, root)
    _forget_the_old_book(root)
    name = _free_name(source.name, target)
    target.workbook.add_sheet(name, position, root)
    _bring_names(source, target, (name, position))
    return name


def _check(source: SheetFace, root: etree._Element) -> None:
    for element in root:
        if local(element) in _REFUSED:
            raise unsupported(f"Sheet.copy of {source.name!r} with {local(element)}")
    for formula in root.iter(tag("f"), tag("formula"), tag("formula1"), tag("formula2")):
        if formula.text and "!" in formula.text:
            raise unsupported(f"Sheet.copy of {source.name!r} with the formula {formula.text}")


def _bring_looks(source: SheetFace, target: BookFace, root: etree._Element) -> None:
    looks = target.styles.adopt(source.book.styles)
    for key, elements in (
        ("s", root.iter(tag("c"), tag("row"))),
        ("style", root.iter(tag("col"))),
    ):
        for element in elements:
            if (style := element.get(key)) is not None:
                element.set(key, str(looks.cell(int(style))))
    for rule in root.iter(tag("cfRule")):
        if (style := rule.get("dxfId")) is not None:
            rule.set("dxfId", str(looks.conditional(int(style))))


def _bring_texts(source: SheetFace, root: etree._Element) -> None:
    """Shared texts become texts of their cells, pieces of rich text with their fonts."""
    texts = source.book.workbook.shared_texts()
    for cell in root.iter(tag("c")):
        if cell.get("t") != "s":
            continue
        value = cell.find(tag("v"))
        if value is None:
            continue
        text = deepcopy(texts[int(value.text or "0")])
        text.tag = tag("is")
        cell.replace(value, text)
        cell.set("t", "inlineStr")


def _forget_the_old_book(root: etree._Element) -> None:
    """The tab is not in front, has no module of its own, and points to no part."""
    properties = root.find(tag("sheetPr"))
    if properties is not None:
        properties.attrib.pop("codeName", "")
    for view in root.iter(tag("sheetView")):
        view.attrib.pop("tabSelected", "")
    for element in list(root.iter()):
        if RELATION_ID not in element.attrib:
            continue
        del element.attrib[RELATION_ID]
        if local(element) == "hyperlink":
            element.getparent().remove(element)  # type: ignore[union-attr]
    links = root.find(tag("hyperlinks"))
    if links is not None and not len(links):
        root.remove(links)


def _free_name(name: str, target: BookFace) -> str:
    """As Excel names a copy: with (2) behind it where there is one of that name."""
    number, found = 1, name
    while found in target.sheets:
        number += 1
        mark = f" ({number})"
        found = name[: _LONGEST - len(mark)] + mark
    return found


def _bring_names(source: SheetFace, target: BookFace, place: tuple[str, int]) -> None:
    """The names that only the sheet knows, its print area and titles among them."""
    name, position = place
    names = source.book.workbook.root.iterfind(f"{tag('definedNames')}/{tag('definedName')}")
    for known in names:
        if known.get("localSheetId") != str(source.entry.position):
            continue
        areas = [split_sheet(area) for area in (known.text or "").split(",")]
        if any(sheet != source.name for sheet, _ in areas):
            continue
        copied = deepcopy(known)
        copied.set("localSheetId", str(position))
        copied.text = ",".join(f"{quote_sheet(name)}!{area}" for _, area in areas)
        ensure(target.workbook.edit(), "definedNames", WORKBOOK_ORDER).append(copied)
