"""What the parts of a workbook are written with: elements, attributes, order, by subject.

A fact is a line. `cfRule:cellIs @priority` the attribute was written, `cfRule:cellIs @priority !`
always; `table > tableColumns` the child, `table > tableColumns !` always; `table: autoFilter < tableColumns`
the one before the other. Elements whose kind decides what they hold bear it behind a colon.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

KINDS = {"cfRule": "type", "cfvo": "type", "dataValidation": "type", "definedName": "name"}
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of thing in a workbook: in which parts, under which elements."""

    name: str
    parts: re.Pattern[str]
    roots: frozenset[str] = frozenset()  # blank: the part's own root
    deep: re.Pattern[str] = NEVER  # elements that are not looked into


SUBJECTS = (
    Subject("table", re.compile(r"xl/tables/table\d+\.xml")),
    Subject("name", re.compile(r"xl/workbook\.xml"), frozenset({"definedNames"})),
    Subject(
        "format", re.compile(r"xl/worksheets/sheet\d+\.xml"), frozenset({"conditionalFormatting"})
    ),
    Subject(
        "validation", re.compile(r"xl/worksheets/sheet\d+\.xml"), frozenset({"dataValidations"})
    ),
    Subject(
        "shape", re.compile(r"xl/drawings/drawing\d+\.xml"),
        frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}),
        re.compile("^(graphicData|extLst|effectLst|pic|cxnSp|grpSp|AlternateContent|style)$"),
    ),
    Subject("ribbon", re.compile(r"customUI/customUI(14)?\.xml")),
    Subject(
        "sheet", re.compile(r"xl/worksheets/sheet\d+\.xml"), frozenset({"worksheet"}),
        re.compile("^(sheetData|conditionalFormatting|dataValidations|extLst|AlternateContent|controls|oleObjects)$"),
    ),
    Subject(
        "book", re.compile(r"xl/workbook\.xml"), frozenset({"workbook"}),
        re.compile("^(definedNames|extLst|AlternateContent)$"),
    ),
)  # fmt: skip


@dataclass(slots=True)
class Written:
    """Facts by subject, gathered from any number of workbooks."""

    seen: dict[str, set[str]] = field(default_factory=dict)
    always: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    order: dict[str, set[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, parts: Mapping[str, bytes]) -> None:
        """Take in a workbook."""
        for name in sorted(parts):
            for subject in SUBJECTS:
                if subject.parts.fullmatch(name):
                    self._part(subject, etree.fromstring(parts[name]))

    def facts(self, subject: str) -> list[str]:
        """All of them, sorted; an order that was met both ways is none."""
        sure = {
            f"{key} {fact}" for (owner, key), facts in self.always.items() if owner == subject
            for fact in facts
        }  # fmt: skip
        found = self.seen.get(subject, set())
        lines = [f"{line} !" if line in sure else line for line in found]
        order = self.order.get(subject, set())
        lines += [f"{e}: {a} < {b}" for e, a, b in order if (e, b, a) not in order]
        return sorted(lines)

    def _part(self, subject: Subject, root: etree._Element) -> None:
        for top in [root] if not subject.roots else _found(root, subject.roots):
            self._element(subject, top)

    def _element(self, subject: Subject, element: etree._Element) -> None:
        key = _key(element)
        children = [child for child in element if isinstance(child.tag, str)]
        here = {f"@{_local(n)}" for n in element.attrib} | {f"> {_key(c)}" for c in children}
        self.seen.setdefault(subject.name, set()).update(f"{key} {fact}" for fact in here)
        kept = self.always.setdefault((subject.name, key), set(here))
        kept &= here
        names = list(dict.fromkeys(_name(c) for c in children))
        pairs = {(key, a, b) for at, a in enumerate(names) for b in names[at + 1 :]}
        self.order.setdefault(subject.name, set()).update(pairs)
        for child in children:
            if not subject.deep.search(_name(child)):
                self._element(subject, child)


def _found(root: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    return (e for e in root.iter() if isinstance(e.tag, str) and _name(e) in names)


def _name(element: etree._Element) -> str:
    return _local(str(element.tag))


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _key(element: etree._Element) -> str:
    name = _name(element)
    kind = element.get(KINDS[name], "") if name in KINDS else ""
    if name == "definedName":  # a person's names are all of one kind
        kind = kind if kind.startswith("_xlnm.") else ""
    return f"{name}:{kind}" if kind else name


def by_excel(path: Path) -> bool:
    """Whether Excel itself saved it: it says so, and its archive has Excel's own traits."""
    try:
        with zipfile.ZipFile(path) as package:
            infos = package.infolist()
            said = package.read("docProps/app.xml")
    except (zipfile.BadZipFile, KeyError, OSError):
        return False
    plain = infos[0].filename == "[Content_Types].xml" and {i.create_system for i in infos} == {0}
    undated = {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
    return b"<Application>Microsoft Excel</Application>" in said and plain and undated


def parts_in(path: Path) -> dict[str, bytes]:
    """The parts that a subject looks at."""
    with zipfile.ZipFile(path) as package:
        names = [n for n in package.namelist() if any(s.parts.fullmatch(n) for s in SUBJECTS)]
        return {name: package.read(name) for name in names}


def gather(paths: Iterable[Path]) -> tuple[Written, int]:
    """The facts of all of those that Excel saved and can be read, and how many they are."""
    written, count = Written(), 0
    for path in paths:
        if by_excel(path):
            try:
                written.add(parts_in(path))
            except (zipfile.BadZipFile, etree.XMLSyntaxError):
                continue
            count += 1
    return written, count
