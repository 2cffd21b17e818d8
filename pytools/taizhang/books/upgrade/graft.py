"""Whole sheets of one workbook put into another, closed one: cells, looks, drawings, charts, tables.

What an open workbook lets nobody replace (buttons, charts, the pages around them) is renewed so.
All other parts stay byte for byte, but for the lists in which a sheet is entered.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from pathlib import PurePosixPath

from lxml import etree

from taizhang.books.opc import (
    ID,
    MAIN,
    Parts,
    content_type,
    declare,
    drop,
    free_name,
    parse,
    relate,
    relate_to,
    related,
    relations,
    rels_part,
    serialize,
    sheet_parts,
    tag,
    workbook_part,
)
from taizhang.books.upgrade.styles import AddedStyles

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLED = {tag("c"): "s", tag("row"): "s", tag("col"): "style"}
_CHART = re.compile(r"xl/charts/chart\d+\.xml")
_TABLE = re.compile(r"xl/tables/[^/]+\.xml")


class Graft:
    """A closed workbook under the knife: `parts` as they are to be, `fresh` where sheets come from."""

    def __init__(self, parts: Parts, fresh: Parts) -> None:
        """Both workbooks stay as they are; `finished` hands out the result."""
        self.parts, self.fresh = dict(parts), fresh
        self._styles = AddedStyles(self.parts, fresh)
        texts = related(fresh, workbook_part(fresh), "sharedStrings")
        self._items = list(parse(fresh[texts])) if texts else []
        self._sources = sheet_parts(fresh)
        self._main = workbook_part(self.parts)

    def finished(self) -> Parts:
        """The parts of the workbook with all that was put in; every formula is to be computed."""
        self._styles.store()
        chain = related(self.parts, self._main, "calcChain")
        if chain:
            drop(self.parts, chain)
            self._unrelate(self._main, chain)
        root = parse(self.parts[self._main])
        calc = root.find(tag("calcPr"))
        if calc is None:
            calc = etree.Element(tag("calcPr"), calcId="191029")
            names = root.find(tag("definedNames"))
            (names if names is not None else root.find(tag("sheets"))).addnext(calc)  # type: ignore[union-attr]
        calc.set("fullCalcOnLoad", "1")
        self.parts[self._main] = serialize(root)
        return self.parts

    def replace(self, name: str) -> None:
        """Put the fresh sheet of that name in the place of the one there is; its tab stays."""
        part = sheet_parts(self.parts)[name]
        old = self.parts[part][:4000]
        self._shed(part)
        self.parts[part] = self._transplanted(self._sources[name], part, _code_name(old))
        if b'tabSelected="1"' in old:
            self.parts[part] = self.parts[part].replace(
                b"<sheetView ", b'<sheetView tabSelected="1" ', 1
            )
        self._carry_names(name)

    def add(self, name: str, before: Iterable[str] = ()) -> None:
        """Add the fresh sheet of that name behind the last of the sheets named `before` it."""
        part = free_name(self.parts, "xl/worksheets/sheet1.xml")
        self.parts[part] = b""  # the name is taken from now on
        self.parts[part] = self._transplanted(self._sources[name], part, "")
        declare(self.parts, part, SHEET)
        self._enter(name, part, list(before))
        self._carry_names(name)

    def rename(self, old: str, new: str) -> None:
        """Give a sheet another name; formulas and names go on meaning it."""
        charts = [name for name in self.parts if _CHART.fullmatch(name)]
        for part in [self._main, *sheet_parts(self.parts).values(), *charts]:
            root = parse(self.parts[part])
            formulas = [e for e in root.iter() if e.text and _is_formula(e)]
            for element in formulas:
                element.text = renamed_in(element.text or "", old, new)
            if formulas:
                self.parts[part] = serialize(root)
        root = parse(self.parts[self._main])
        for sheet in root.iterfind(f"{tag('sheets')}/{tag('sheet')}"):
            if sheet.get("name") == old:
                sheet.set("name", new)
        self.parts[self._main] = serialize(root)

    def adopt(self, looks: Mapping[str, int]) -> dict[str, int]:
        """Looks of conditional formats of the fresh workbook, as this one numbers them."""
        return {name: self._styles.differential(number) for name, number in looks.items()}

    def define(self, names: Collection[str]) -> None:
        """Names of the whole workbook, as the fresh one has them."""
        source = parse(self.fresh[workbook_part(self.fresh)])
        root = parse(self.parts[self._main])
        holder = root.find(tag("definedNames"))
        if holder is None:
            return
        for old in list(holder):
            if old.get("name") in names and old.get("localSheetId") is None:
                holder.remove(old)
        holder.extend(
            deepcopy(one) for one in source.iter(tag("definedName")) if one.get("name") in names
        )
        self.parts[self._main] = serialize(root)

    def _enter(self, name: str, part: str, before: list[str]) -> None:
        """Enter a sheet among the tabs, with the state it has in the fresh workbook."""
        relation = relate(self.parts, self._main, "worksheet", part)
        root = parse(self.parts[self._main])
        sheets = root.find(tag("sheets"))
        if sheets is None:
            raise ValueError("a workbook without sheets")
        names = [s.get("name") for s in sheets]
        at = max((names.index(n) + 1 for n in before if n in names), default=0)
        number = max(int(s.get("sheetId", "0")) for s in sheets) + 1
        entry = etree.Element(tag("sheet"), name=name, sheetId=str(number))
        entry.set(ID, relation)
        if state := self._state(name):
            entry.set("state", state)
        sheets.insert(at, entry)
        _make_room(root, at)
        self.parts[self._main] = serialize(root)

    def _carry_names(self, name: str) -> None:
        """Names that only this sheet knows, such as the rows that every page repeats."""
        source = parse(self.fresh[workbook_part(self.fresh)])
        root = parse(self.parts[self._main])
        there, here = (_position(r, name) for r in (source, root))
        holder = root.find(tag("definedNames"))
        if holder is None:
            return
        for old in list(holder):
            if old.get("localSheetId") == here:
                holder.remove(old)
        for defined in source.iter(tag("definedName")):
            if defined.get("localSheetId") == there:
                made = deepcopy(defined)
                made.set("localSheetId", here)
                holder.append(made)
        self.parts[self._main] = serialize(root)

    def _state(self, name: str) -> str:
        root = parse(self.fresh[workbook_part(self.fresh)])
        found = (s for s in root.iter(tag("sheet")) if s.get("name") == name)
        return next((s.get("state", "") for s in found), "")

    def _transplanted(self, source: str, part: str, code_name: str) -> bytes:
        """The sheet's part with looks, texts and relations as this workbook numbers them."""
        root = parse(self.fresh[source])
        ids = {r.id: self._carried(r.target, part, r.kind) for r in relations(self.fresh, source)}
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            if key := _STYLED.get(element.tag):
                element.set(key, str(self._styles.cell(int(element.get(key, "0")))))
            if ID in element.attrib:
                element.set(ID, ids[str(element.get(ID))])
            if element.tag == tag("cfRule") and element.get("dxfId"):
                number = int(element.get("dxfId", "0"))
                element.set("dxfId", str(self._styles.differential(number)))
        for cell in root.iter(tag("c")):
            self._spell(cell)
        _call(root, code_name)
        return serialize(root)

    def _spell(self, cell: etree._Element) -> None:
        """A shared string becomes the cell's own; formats inside a text go with their letters."""
        value = cell.find(tag("v"))
        if cell.get("t") != "s" or value is None:
            return
        cell.remove(value)
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, tag("is"))
        inline.extend(deepcopy(piece) for piece in self._items[int(value.text or 0)])

    def _carried(self, source: str, owner: str, kind: str) -> str:
        """Copy what a fresh part points to, with all that it points to itself; the relation's id."""
        if source not in self.fresh:
            return relate_to(self.parts, owner, f"{_OFFICE}/{kind}", source, external=True)
        name = free_name(self.parts, source)
        self.parts[name] = self.fresh[source]
        if PurePosixPath(name).suffix != ".vml":
            declare(self.parts, name, content_type(self.fresh, source))
        else:
            _declare_vml(self.parts)
        if _TABLE.fullmatch(name):
            self.parts[name] = self._numbered(self.parts[name])
        kept = {r.id: self._carried(r.target, name, r.kind) for r in relations(self.fresh, source)}
        if any(old != new for old, new in kept.items()):
            self.parts[name] = _with_ids(self.parts[name], kept)
        return relate(self.parts, owner, kind, name)

    def _numbered(self, table: bytes) -> bytes:
        """A table with a number that no other has."""
        others = (parse(x) for n, x in self.parts.items() if _TABLE.fullmatch(n))
        root = parse(table)
        root.set("id", str(max(int(o.get("id", "0")) for o in others) + 1))
        return serialize(root)

    def _shed(self, part: str) -> None:
        """Take out what only this part points to."""
        others = {
            r.target
            for name in self.parts if name != part and not name.endswith(".rels")
            for r in relations(self.parts, name)
        }  # fmt: skip
        for relation in relations(self.parts, part):
            if relation.target in self.parts and relation.target not in others:
                self._shed(relation.target)
                drop(self.parts, relation.target)
        self.parts.pop(rels_part(part), None)

    def _unrelate(self, owner: str, target: str) -> None:
        gone = {r.id for r in relations(self.parts, owner) if r.target == target}
        root = parse(self.parts[rels_part(owner)])
        for line in list(root):
            if line.get("Id") in gone:
                root.remove(line)
        self.parts[rels_part(owner)] = serialize(root)


def renamed_in(formula: str, old: str, new: str) -> str:
    r"""A formula when a sheet gets another name; texts in it stay as they are.

    >>> renamed_in("=首页!B5&'首页'!C1&\"首页!B5\"", "首页", "旧页")
    '=\'旧页\'!B5&\'旧页\'!C1&"首页!B5"'
    """
    quoted = "'" + new.replace("'", "''") + "'!"
    name = re.compile(rf"(?<![\w.'])(?:{re.escape(old)}|'{re.escape(old)}')!")
    pieces = _TEXT.split(formula)
    pieces[::2] = [name.sub(lambda _: quoted, piece) for piece in pieces[::2]]
    return "".join(pieces)


_TEXT = re.compile(r'("(?:[^"]|"")*")')
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})


def _is_formula(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname in _FORMULAS


def _with_ids(data: bytes, ids: dict[str, str]) -> bytes:
    root = parse(data)
    for element in root.iter():
        if isinstance(element.tag, str):
            for key, value in element.attrib.items():
                if str(key).startswith(f"{{{_OFFICE}}}") and value in ids:
                    element.set(key, ids[value])
    return serialize(root)


def _declare_vml(parts: Parts) -> None:
    root = parse(parts["[Content_Types].xml"])
    if not any(line.get("Extension") == "vml" for line in root):
        line = etree.Element(f"{{{root.nsmap[None]}}}Default", Extension="vml", ContentType=_VML)
        root.insert(0, line)
        parts["[Content_Types].xml"] = serialize(root)


def _code_name(sheet: bytes) -> str:
    found = re.search(rb'<(?:\w+:)?sheetPr\b[^>]*\bcodeName="([^"]+)"', sheet[:4000])
    return found[1].decode("utf-8") if found else ""


def _call(root: etree._Element, code_name: str) -> None:
    """Give a sheet its code name, and let no tab but the one in front be chosen."""
    properties = root.find(tag("sheetPr"))
    if properties is None:
        properties = etree.Element(f"{{{MAIN}}}sheetPr")
        root.insert(0, properties)
    if code_name:
        properties.set("codeName", code_name)
    else:
        properties.attrib.pop("codeName", "")
    for view in root.iter(tag("sheetView")):
        view.attrib.pop("tabSelected", "")


def _position(root: etree._Element, name: str) -> str:
    """The place of a sheet among the tabs, as names count it."""
    names = [s.get("name") for s in root.iter(tag("sheet"))]
    return str(names.index(name))


def _make_room(root: etree._Element, at: int) -> None:
    """Names and views that count tabs, after one was put in at a place."""
    for name in root.iter(tag("definedName")):
        if int(name.get("localSheetId", "-1")) >= at:
            name.set("localSheetId", str(int(name.get("localSheetId", "0")) + 1))
    for view in root.iter(tag("workbookView")):
        for key in ("activeTab", "firstSheet"):
            if key in view.attrib and int(view.get(key, "0")) >= at:
                view.set(key, str(int(view.get(key, "0")) + 1))
