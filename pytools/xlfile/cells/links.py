"""Hyperlinks of cells: to an address outside, or to a place in the workbook (`#表!A1`)."""

from lxml import etree

from xlfile.cells.addresses import Area, area_of, format_area
from xlfile.parts.sheet import SheetPart
from xlfile.parts.trees import RELATION_ID, SHEET_ORDER, ensure, tag

_LINKS = f"{tag('hyperlinks')}/{tag('hyperlink')}"
_LONGEST_TIP = 255


def link_at(part: SheetPart, area: Area) -> str | None:
    """Where the link of the area's first cell leads."""
    for link in part.root.iterfind(_LINKS):
        if area_of(link.get("ref", "A1")).has(area.row, area.column):
            relation = part.package.relations(part.part).get(link.get(RELATION_ID, ""))
            target = relation.target if relation else ""
            location = link.get("location")
            return f"{target}#{location}" if location else target
    return None


def set_link(part: SheetPart, area: Area, address: str, tip: str | None) -> None:
    """Put a link on an area, in place of those it had."""
    remove_links(part, area)
    link = etree.SubElement(ensure(part.edit(), "hyperlinks", SHEET_ORDER), tag("hyperlink"))
    link.set("ref", format_area(area))
    target, mark, location = address.partition("#")
    if target:
        relation = part.package.relate(part.part, "hyperlink", target, external=True)
        link.set(RELATION_ID, relation)
    if mark:
        link.set("location", location)
    if tip:
        link.set("tooltip", tip[:_LONGEST_TIP])


def remove_links(part: SheetPart, area: Area) -> None:
    """Take away the links that lie wholly in the area."""
    for link in part.root.findall(_LINKS):
        holder = link.getparent()
        if holder is not None and area.covers(area_of(link.get("ref", "A1"))):
            part.edit()
            relation = link.get(RELATION_ID)
            holder.remove(link)
            if all(other.get(RELATION_ID) != relation for other in holder):
                part.package.unrelate(part.part, relation)
            if not len(holder):
                part.root.remove(holder)
