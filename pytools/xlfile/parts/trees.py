"""XML parts as lxml trees: parsing, writing, and putting a child where the schema wants it.

Knows the order of elements in a sheet, a workbook and a table. It does not know what they mean.
"""

from collections.abc import Sequence

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RELATION_ID = f"{{{RELATIONS}}}id"

_IN_SHEET = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
_IN_WORKBOOK = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)
_IN_STYLES = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
)

SHEET_ORDER = tuple(_IN_SHEET.split())
WORKBOOK_ORDER = tuple(_IN_WORKBOOK.split())
STYLES_ORDER = tuple(_IN_STYLES.split())
TABLE_ORDER = ("autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst")

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def tag(name: str) -> str:
    """The qualified name of a SpreadsheetML element: `c` is `{http://…/main}c`."""
    return f"{{{MAIN}}}{name}"


def parse(data: bytes) -> etree._Element:
    """Read a part; entities are left alone, nothing is fetched."""
    return etree.fromstring(data, _PARSER)


def serialize(root: etree._Element) -> bytes:
    """Write a part the way Office does: UTF-8, standalone, no added white space."""
    body = etree.tostring(root.getroottree(), xml_declaration=False, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def place(parent: etree._Element, child: etree._Element, order: Sequence[str]) -> None:
    """Insert `child` before the first element that the schema puts after it."""
    later = set(order[order.index(local(child)) + 1 :])
    for sibling in parent:
        if local(sibling) in later:
            sibling.addprevious(child)
            return
    parent.append(child)


def make(name: str) -> etree._Element:
    """A new SpreadsheetML element that is in no tree yet."""
    return etree.Element(tag(name), nsmap={None: MAIN})  # type: ignore[dict-item]


def ensure(parent: etree._Element, name: str, order: Sequence[str]) -> etree._Element:
    """The child called `name`, made in its place when there is none."""
    found = parent.find(tag(name))
    if found is None:
        found = make(name)
        place(parent, found, order)
    return found


def is_on(value: str | None, *, default: bool = False) -> bool:
    """Read an xsd:boolean attribute."""
    return default if value is None else value in {"1", "true", "on"}
