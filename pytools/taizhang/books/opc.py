"""A workbook as parts in memory: relations, content types, sheets by name, their strings.

For packages that we or an office program wrote; what departments send is read in `foreign`.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

Parts = dict[str, bytes]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CONTENT_TYPES = "[Content_Types].xml"
ID = f"{{{RELATIONS}}}id"
_NO_RELATIONS = f'<Relationships xmlns="{RELS}"/>'.encode()
_NUMBER = re.compile(r"\d+(?=\.[^.]*$)")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def tag(name: str) -> str:
    """A SpreadsheetML element's qualified name."""
    return f"{{{MAIN}}}{name}"


def parse(data: bytes) -> etree._Element:
    """A part as a tree; nothing is fetched."""
    return etree.fromstring(data, _PARSER)


def serialize(root: etree._Element) -> bytes:
    """A tree as a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class Relation(NamedTuple):
    """One line of a .rels part; `target` is a part's name, an address when external."""

    id: str
    kind: str
    target: str
    external: bool


def rels_part(owner: str) -> str:
    """Where the relations of a part stand.

    >>> rels_part("xl/workbook.xml"), rels_part("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, _, name = owner.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(parts: Parts, owner: str) -> list[Relation]:
    """What a part points to."""
    if (rels := rels_part(owner)) not in parts:
        return []
    return [
        Relation(
            line.get("Id", ""), line.get("Type", "").rpartition("/")[2],
            _resolved(owner, line), line.get("TargetMode") == "External",
        )
        for line in parse(parts[rels]).iter(f"{{{RELS}}}Relationship")
    ]  # fmt: skip


def _resolved(owner: str, line: etree._Element) -> str:
    target = line.get("Target", "")
    if line.get("TargetMode") == "External":
        return target
    plain = unquote(target).replace("\\", "/")
    if plain.startswith("/"):
        return plain[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(owner), plain))


def related(parts: Parts, owner: str, kind: str) -> str:
    """The part of that kind that another points to; "" where there is none."""
    found = (r.target for r in relations(parts, owner) if r.kind == kind and r.target in parts)
    return next(found, "")


def relate(parts: Parts, owner: str, kind: str, target: str) -> str:
    """Point from a part to another one, with a kind of Office's; returns the relation's id."""
    return relate_to(
        parts,
        owner,
        f"{RELATIONS}/{kind}",
        posixpath.relpath(target, posixpath.dirname(owner) or "."),
    )


def relate_to(parts: Parts, owner: str, kind: str, target: str, *, external: bool = False) -> str:
    """Add a line to a .rels part as it is to stand there; returns the relation's id."""
    rels = rels_part(owner)
    root = parse(parts.get(rels, _NO_RELATIONS))
    taken = {line.get("Id") for line in root}
    number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    line = etree.SubElement(root, f"{{{RELS}}}Relationship")
    for key, value in (("Id", f"rId{number}"), ("Type", kind), ("Target", target)):
        line.set(key, value)
    if external:
        line.set("TargetMode", "External")
    parts[rels] = serialize(root)
    return f"rId{number}"


def content_type(parts: Parts, part: str) -> str:
    """The type that a part is declared with."""
    ending = part.rpartition(".")[2].lower()
    by_ending = ""
    for line in parse(parts[CONTENT_TYPES]):
        if unquote(line.get("PartName", "")).lower() == f"/{part}".lower():
            return line.get("ContentType", "")
        if line.get("Extension", "").lower() == ending:
            by_ending = line.get("ContentType", "")
    return by_ending


def declare(parts: Parts, part: str, kind: str) -> None:
    """Say of which type a part is."""
    root = parse(parts[CONTENT_TYPES])
    if content_type(parts, part) != kind:
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=kind)
        parts[CONTENT_TYPES] = serialize(root)


def drop(parts: Parts, part: str) -> None:
    """Take a part out with its relations and its type; who points to it is the caller's business."""
    parts.pop(part, None)
    parts.pop(rels_part(part), None)
    root = parse(parts[CONTENT_TYPES])
    for line in list(root):
        if unquote(line.get("PartName", "")).lower() == f"/{part}".lower():
            root.remove(line)
    parts[CONTENT_TYPES] = serialize(root)


def free_name(parts: Parts, like: str) -> str:
    """An unused name such as another part's: xl/charts/chart3.xml.

    >>> free_name({"xl/charts/chart1.xml": b""}, "xl/charts/chart7.xml")
    'xl/charts/chart2.xml'
    """
    taken = {name.lower() for name in parts}
    number = 1
    while (name := _numbered(like, number)).lower() in taken:
        number += 1
    return name


def _numbered(like: str, number: int) -> str:
    if _NUMBER.search(like):
        return _NUMBER.sub(str(number), like)
    stem, _, ending = like.rpartition(".")
    return f"{stem}{number}.{ending}"


def workbook_part(parts: Parts) -> str:
    """The workbook's main part."""
    return related(parts, "", "officeDocument")


def sheet_parts(parts: Parts) -> dict[str, str]:
    """The worksheets' parts by name, in the order of their tabs."""
    main = workbook_part(parts)
    targets = {r.id: r.target for r in relations(parts, main) if r.kind == "worksheet"}
    sheets = parse(parts[main]).iterfind(f"{tag('sheets')}/{tag('sheet')}")
    return {s.get("name", ""): targets[s.get(ID, "")] for s in sheets if s.get(ID, "") in targets}


def strings(parts: Parts) -> list[str]:
    """The shared strings in their order."""
    part = related(parts, workbook_part(parts), "sharedStrings")
    if not part:
        return []
    return ["".join(map(str, _texts(item))) for item in parse(parts[part]).iterfind(tag("si"))]


def _texts(item: etree._Element) -> Iterator[str]:
    """The texts of a string, without its phonetic guides."""
    for text in item.iter(tag("t")):
        if not any(a.tag == tag("rPh") for a in text.iterancestors()):
            yield text.text or ""


def constants(parts: Parts, sheet: str) -> Iterator[tuple[str, str]]:
    """(address, text) of every cell that holds something; of a formula only that it is one."""
    known = strings(parts)
    for cell in parse(parts[sheet]).iter(tag("c")):
        where, value = cell.get("r", ""), cell.findtext(tag("v"))
        if cell.find(tag("f")) is not None:
            yield where, "="
        elif cell.get("t") == "s" and value:
            yield where, known[int(value)]
        elif cell.get("t") == "inlineStr":
            yield where, "".join(_texts(cell))
        elif value:
            yield where, value
