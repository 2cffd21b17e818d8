"""Some rows of a sheet read by calamine on their own, as it would read them in their workbook."""

import io
import zipfile
from typing import Any, NamedTuple

from lxml import etree
from python_calamine import CalamineWorkbook

from xlfile.parts.trees import MAIN, PACKAGE_RELATIONS, RELATIONS, tag

_SHEET = "xl/worksheets/sheet1.xml"
_WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr date1904="%d"/>'
    '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELATED = (
    f'<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" Type="{RELATIONS}'
    '/%s" Target="%s"/></Relationships>'
)


class SharedParts(NamedTuple):
    """What cells refer to: formats, texts that stand in many cells, the first day of the calendar."""

    styles: bytes
    texts: bytes
    from_1904: bool


class ReadRows(NamedTuple):
    """Rows of values from the first row and column, counted from 0, in which one stands."""

    top: int
    left: int
    rows: list[list[Any]]


def formats_of(styles: etree._Element) -> bytes:
    """Styles with nothing in them but what tells a day from a number."""
    kept = etree.Element(styles.tag, nsmap={None: MAIN})  # type: ignore[dict-item]
    for name in ("numFmts", "cellXfs"):
        if (held := styles.find(tag(name))) is not None:
            copied = etree.SubElement(kept, held.tag)
            for one in held.iterchildren(tag("numFmt"), tag("xf")):
                etree.SubElement(copied, one.tag, {str(k): str(v) for k, v in one.items()})
    return etree.tostring(kept)


def as_sheet(rows: bytes) -> bytes:
    """A sheet that holds these rows and nothing else."""
    return b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN.encode(), rows)


def read_alone(sheet: bytes, shared: SharedParts) -> ReadRows:
    """The values of such a sheet; raises what calamine raises."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("_rels/.rels", _RELATED % ("officeDocument", "xl/workbook.xml"))
        target.writestr("xl/workbook.xml", _WORKBOOK % shared.from_1904)
        related = _RELATED % ("worksheet", "worksheets/sheet1.xml")
        target.writestr("xl/_rels/workbook.xml.rels", related)
        target.writestr(_SHEET, sheet)
        for name, data in (("styles", shared.styles), ("sharedStrings", shared.texts)):
            if data:
                target.writestr(f"xl/{name}.xml", data)
    buffer.seek(0)
    found = CalamineWorkbook.from_filelike(buffer).get_sheet_by_index(0)
    top, left = found.start or (0, 0)
    return ReadRows(top, left, found.to_python(skip_empty_area=True))
