"""xl/workbook.xml: which sheets there are, defined names, the calculation flag, the active tab.

Every change of a cell ends here, in `recalculate_on_load`: stored results of formulas are then
stale, and Excel and LibreOffice compute them anew when they open the file.
"""

from typing import NamedTuple

from lxml import etree

from xlfile.parts.package import Package, UnreadableWorkbook
from xlfile.parts.trees import (
    RELATION_ID,
    SHEET_ORDER,
    WORKBOOK_ORDER,
    ensure,
    is_on,
    make,
    place,
    serialize,
    tag,
)

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


class SheetEntry(NamedTuple):
    """One worksheet of the workbook; `position` counts all tabs, chart sheets included."""

    name: str
    position: int
    part: str


class WorkbookPart:
    """The workbook's main part and the few things that hang on it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._chain_forgotten = False
        self.part = self._find("", "officeDocument") or ""
        if not self.part or not package.has(self.part):
            raise UnreadableWorkbook(package.path, "it holds no workbook")
        root = package.tree(self.part)
        if root.tag != tag("workbook"):
            raise UnreadableWorkbook(package.path, "it is no transitional .xlsx workbook")

    def _find(self, owner: str, kind: str) -> str | None:
        for relation in self.package.relations(owner).values():
            if relation.kind == kind and not relation.external:
                return relation.target
        return None

    @property
    def root(self) -> etree._Element:
        """The tree, for looking."""
        return self.package.tree(self.part)

    def edit(self) -> etree._Element:
        """The tree, to be changed."""
        return self.package.edit(self.part)

    def styles_part(self) -> str | None:
        """The name of the styles part."""
        return self._find(self.part, "styles")

    def theme_part(self) -> str | None:
        """The name of the theme part."""
        return self._find(self.part, "theme")

    @property
    def dates_from_1904(self) -> bool:
        """Whether day 0 is the first of January 1904."""
        properties = self.root.find(tag("workbookPr"))
        return properties is not None and is_on(properties.get("date1904"))

    def sheets(self) -> list[SheetEntry]:
        """The worksheets in the order of their tabs; chart and macro sheets are left out."""
        relations = self.package.relations(self.part)
        found = []
        for position, sheet in enumerate(self.root.iterfind(f"{tag('sheets')}/{tag('sheet')}")):
            relation = relations.get(sheet.get(RELATION_ID, ""))
            if relation and relation.kind == "worksheet" and self.package.has(relation.target):
                found.append(SheetEntry(sheet.get("name", ""), position, relation.target))
        return found

    def visibility(self, position: int) -> str:
        """One of visible, hidden, veryHidden."""
        return self._sheet_at(self.root, position).get("state", "visible")

    def set_visibility(self, position: int, state: str) -> None:
        """Show or hide a sheet."""
        sheet = self._sheet_at(self.edit(), position)
        if state == "visible":
            sheet.attrib.pop("state", "")
        else:
            sheet.set("state", state)

    def _sheet_at(self, root: etree._Element, position: int) -> etree._Element:
        return root.findall(f"{tag('sheets')}/{tag('sheet')}")[position]

    @property
    def active_position(self) -> int:
        """The tab that is in front when the file opens."""
        view = self.root.find(f"{tag('bookViews')}/{tag('workbookView')}")
        return 0 if view is None else int(view.get("activeTab", "0"))

    def set_active_position(self, position: int) -> None:
        """Bring a tab to the front."""
        views = ensure(self.edit(), "bookViews", WORKBOOK_ORDER)
        if not len(views):
            etree.SubElement(views, tag("workbookView"))
        views[0].set("activeTab", str(position))

    def recalculate_on_load(self) -> None:
        """Ask whoever opens the file next to compute every formula."""
        found = self.root.find(tag("calcPr"))
        if found is not None and is_on(found.get("fullCalcOnLoad")):
            return
        ensure(self.edit(), "calcPr", WORKBOOK_ORDER).set("fullCalcOnLoad", "1")

    def forget_calculation_order(self) -> None:
        """Drop the calculation chain; a chain that names a cell without formula is damage."""
        if self._chain_forgotten:
            return  # nothing here makes a new one
        self._chain_forgotten = True
        chain = self._find(self.part, "calcChain")
        if chain is not None and self.package.has(chain):
            self.package.remove(chain, self.part)

    def shared_texts(self) -> list[etree._Element]:
        """The texts that cells point to by number."""
        part = self._find(self.part, "sharedStrings")
        return list(self.package.tree(part)) if part and self.package.has(part) else []

    def add_sheet(self, name: str, position: int, content: etree._Element | None = None) -> None:
        """Put a worksheet at a position among the tabs, an empty one without `content`."""
        root = self.edit()
        part = self.package.free_name("xl/worksheets/sheet{}.xml")
        data = _empty_sheet() if content is None else serialize(content)
        self.package.add(part, data, _SHEET_TYPE)
        sheets = ensure(root, "sheets", WORKBOOK_ORDER)
        taken = [int(sheet.get("sheetId", "0")) for sheet in sheets]
        entry = make("sheet")
        entry.set("name", name)
        entry.set("sheetId", str(max(taken, default=0) + 1))
        entry.set(RELATION_ID, self.package.relate(self.part, "worksheet", part))
        sheets.insert(position, entry)
        self._make_room(position)

    def _make_room(self, position: int) -> None:
        root = self.edit()
        for defined in root.iterfind(f"{tag('definedNames')}/{tag('definedName')}"):
            local_to = defined.get("localSheetId")
            if local_to is not None and int(local_to) >= position:
                defined.set("localSheetId", str(int(local_to) + 1))
        for view in root.iterfind(f"{tag('bookViews')}/{tag('workbookView')}"):
            for key in ("activeTab", "firstSheet"):
                if int(view.get(key, "0")) >= position and key in view.attrib:
                    view.set(key, str(int(view.get(key, "0")) + 1))


def select_tab(sheet_root: etree._Element, *, selected: bool) -> None:
    """Mark a sheet as the one in front, or not; two marked sheets would be edited as a group."""
    views = sheet_root.find(tag("sheetViews"))
    if views is None:
        if not selected:
            return
        views = make("sheetViews")
        place(sheet_root, views, SHEET_ORDER)
        etree.SubElement(views, tag("sheetView")).set("workbookViewId", "0")
    for view in views.iterfind(tag("sheetView")):
        if selected:
            view.set("tabSelected", "1")
        else:
            view.attrib.pop("tabSelected", "")


def _empty_sheet() -> bytes:
    root = make("worksheet")
    etree.SubElement(root, tag("dimension")).set("ref", "A1")
    etree.SubElement(root, tag("sheetData"))
    return serialize(root)
