"""A package in the one shape that libraries read, whatever names, paths and writings it has.

Relationships decide what a part is, not its name: a workbook may be xl/workbook2.xml, a target
may say ./ or ../xl/, names may differ in case. The XML may be UTF-16, prefixed, in CDATA or of
the strict kind. What is plain already stays as it is. Nothing here looks at cells.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import dirname, normpath
from posixpath import join as join_path
from urllib.parse import unquote

from lxml import etree

from taizhang.books.foreign.archive import ArchivePart, Bytes, UnreadableError, inflate
from taizhang.core.catalog import forms as catalog

ROOT, MEGA = "_rels/.rels", 1 << 20
COMMON = 1 << 14  # bytes of a part that many files may have alike
RELATIONS_LIMIT = MEGA  # bytes of a part of relationships
WRITING_LIMIT = 8 * MEGA  # bytes of XML in an odd writing, for it is taken into memory
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = b"purl.oclc.org"
_TRANSITIONAL = {
    "http://purl.oclc.org/ooxml/spreadsheetml/main": MAIN,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": LINKS,
}
_PLAIN_ROOT = re.compile(rb"<(?:worksheet|workbook|sst|styleSheet|Relationships)[\s>]")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_LONE = re.compile(rb"&(?!#\d{2,7};)")
_DECLARED = 8000  # bytes in which a declaration of entities would stand
_HEAD = 1500  # bytes in which the root element stands
_FIXED = {"sharedstrings": "sharedStrings", "styles": "styles", "theme": "theme/theme1"}


@dataclass(frozen=True, slots=True)
class CanonicalRelation:
    """One relationship: `kind` is the last word of its type, `target` a part in lower case."""

    number: str
    kind: str
    target: str
    external: bool = False


@dataclass(slots=True)
class CanonicalShape:
    """The parts by canonical name in lower case, those written anew, where sheets came from."""

    parts: dict[str, ArchivePart]
    written: dict[str, bytes] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)


def shape_of_package(data: Bytes, parts: dict[str, ArchivePart]) -> CanonicalShape:
    """Bring the parts of a workbook to the names that libraries know; others stay as they are."""
    main = _main(data, parts)
    suffix = main.rpartition(".")[2]
    if suffix not in {"xml", "bin"}:
        return CanonicalShape(parts)
    relations = list(read_relations(data, parts, main))
    kinds = {relation.kind for relation in relations}
    plain = main == f"xl/workbook.{suffix}" and _is_plain(data, parts, main, relations)
    if plain or "worksheet" not in kinds:  # a document or a presentation
        return CanonicalShape(parts)
    renamed, shape = {main: f"xl/workbook.{suffix}"}, CanonicalShape({})
    sheets = [r for r in relations if r.kind in {"worksheet", "dialogsheet", "chartsheet"}]
    for at, relation in enumerate(sheets, start=1):
        folder = "worksheets/sheet" if relation.kind == "worksheet" else f"{relation.kind}s/sheet"
        renamed.setdefault(relation.target, f"xl/{folder}{at}.{suffix}")
    for relation in relations:
        if name := _FIXED.get(relation.kind.lower()):
            renamed.setdefault(relation.target, f"xl/{name}.{'xml' if 'theme' in name else suffix}")
    own = {ROOT, _beside(main)}
    for name, part in parts.items():
        if name not in own:
            canonical = renamed.get(name, part.name)
            shape.parts[canonical.lower()] = part._replace(name=canonical)
            shape.origins[canonical.lower()] = name
    _write_relations(shape, relations, renamed, suffix)
    return shape


def _main(data: Bytes, parts: Mapping[str, ArchivePart]) -> str:
    """The part that is the workbook, "" where the package does not say."""
    if ROOT in parts:
        for relation in read_relations(data, parts, ""):
            if relation.kind == "officeDocument" and relation.target in parts:
                return relation.target
    return next((name for name in ("xl/workbook.xml", "xl/workbook.bin") if name in parts), "")


def _is_plain(
    data: Bytes, parts: Mapping[str, ArchivePart], main: str, relations: list[CanonicalRelation]
) -> bool:
    """Whether all targets are written as nearly all programs write them."""
    beside = _beside(main)
    if beside not in parts or parts[main].name != main or parts[beside].name != beside:
        return False
    written = inflate(data, parts[beside])
    odd = (b"./", b"\\", b"%", b'"XL', b'"/XL')
    mine = [parts[r.target] for r in relations if r.target in parts]
    cased = all(p.name in written.decode("utf-8", "replace") or _short(p) in written for p in mine)
    inside = all(p.name.startswith("xl/") for p in mine)
    fixed = all(
        r.target == f"xl/{_FIXED[r.kind.lower()].lower()}.xml"
        for r in relations
        if r.kind.lower() in _FIXED and main.endswith(".xml") and r.kind != "theme"
    )
    sheets = all(r.target.startswith("xl/worksheets/") for r in relations if r.kind == "worksheet")
    return not any(mark in written for mark in odd) and cased and inside and fixed and sheets


def _short(part: ArchivePart) -> bytes:
    """The name of a part as the workbook's own relations write it."""
    return part.name.removeprefix("xl/").encode()


def _beside(part: str) -> str:
    """The part that holds the relations of a part."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def read_relations(
    data: Bytes, parts: Mapping[str, ArchivePart], of: str
) -> Iterator[CanonicalRelation]:
    """The relationships of a part, "" for those of the package; none where they cannot be read."""
    beside = parts.get(_beside(of) if of else ROOT)
    if beside is None:
        return
    if beside.size > RELATIONS_LIMIT:
        raise UnreadableError(catalog.SUSPICIOUS)
    read = _known if beside.size <= COMMON else _related
    yield from read(inflate(data, beside), dirname(of))


def _related(xml: bytes, folder: str) -> tuple[CanonicalRelation, ...]:
    """The relationships that a part states; targets are seen from a folder."""
    found = []
    for item in _parsed(xml).iterfind("{*}Relationship"):
        kind = str(item.get("Type", "")).rpartition("/")[2]
        external = item.get("TargetMode") == "External"
        target = str(item.get("Target", ""))
        place = target if external else _resolved(folder, target)
        found.append(CanonicalRelation(str(item.get("Id", "")), kind, place, external))
    return tuple(found)


_known = lru_cache(maxsize=256)(_related)  # the forms of a round have nearly all the same


def _resolved(folder: str, target: str) -> str:
    r"""A target as the name of a part in lower case.

    >>> _resolved("xl", "./worksheets/Sheet1.xml"), _resolved("xl", "../xl/styles.xml")
    ('xl/worksheets/sheet1.xml', 'xl/styles.xml')
    >>> _resolved("", "/Workbook.xml"), _resolved("xl", "..\\sheet%201.xml")
    ('workbook.xml', 'sheet 1.xml')
    """
    plain = unquote(target).replace("\\", "/").partition("#")[0]
    joined = plain if plain.startswith("/") else join_path("/", folder, plain)
    return normpath(joined).lstrip("/").lower()


def _write_relations(
    shape: CanonicalShape,
    relations: list[CanonicalRelation],
    renamed: Mapping[str, str],
    suffix: str,
) -> None:
    """The two parts that say what is what, written anew."""
    book = f"xl/workbook.{suffix}"
    shape.written[ROOT] = _relations([("rId1", "officeDocument", book)])
    shape.written[f"xl/_rels/workbook.{suffix}.rels"] = _relations([
        (r.number, r.kind, f"/{renamed.get(r.target, r.target)}")
        for r in relations
        if not r.external
    ])  # fmt: skip


def _relations(rows: list[tuple[str, str, str]]) -> bytes:
    spaces: dict[str | None, str] = {None: PACKAGE}
    root = etree.Element(f"{{{PACKAGE}}}Relationships", nsmap=spaces)  # type: ignore[arg-type]
    for number, kind, target in rows:
        item = etree.SubElement(root, f"{{{PACKAGE}}}Relationship")
        item.set("Id", number)
        item.set("Type", f"{LINKS}/{kind}")
        item.set("Target", target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def plain_xml(xml: bytes) -> bytes:
    """The XML of a part in UTF-8, with its main namespace unprefixed and no CDATA."""
    head = xml[:_HEAD]
    encoding = _ENCODING.search(head)
    utf8 = encoding is None or encoding[1].lower() in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
    if utf8 and _PLAIN_ROOT.search(head) and STRICT not in head and b"<![CDATA[" not in xml:
        return xml
    if len(xml) > WRITING_LIMIT:
        raise UnreadableError(catalog.TOO_LARGE, size=len(xml) // MEGA, most=WRITING_LIMIT // MEGA)
    closed = xml.rfind(b"]]>") > xml.rfind(b"<![CDATA[")
    root = _parsed(_CDATA.sub(_unwrapped, xml) if closed else xml)
    own = etree.QName(root).namespace
    for element in root.iter("*"):
        element.tag = _transitional(str(element.tag))
        for name in [str(n) for n in element.attrib if "purl.oclc.org" in str(n)]:
            element.set(_transitional(name), str(element.attrib.pop(name)))
    space = _TRANSITIONAL.get(own or "", own)
    spaces: dict[str | None, str | None] = {None: space, "r": LINKS}
    top = etree.Element(root.tag, nsmap=spaces)  # type: ignore[arg-type]
    for name in map(str, root.attrib):
        top.set(name, str(root.get(name)))
    top.text = root.text
    top.extend(root)
    etree.cleanup_namespaces(top, top_nsmap={"r": LINKS})
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8")


def _unwrapped(found: re.Match[bytes]) -> bytes:
    """A CDATA section as plain text; a writer that put characters in by number meant those."""
    text = _LONE.sub(b"&amp;", found[1])
    return text.replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _transitional(name: str) -> str:
    """A tag or an attribute of the strict kind as one of the common kind."""
    space, mark, local = name.rpartition("}")
    return f"{{{_TRANSITIONAL.get(space[1:], space[1:])}{mark}{local}" if mark else name


def _parsed(xml: bytes) -> "etree._Element":
    """The XML, parsed; UnreadableError where it is none or declares entities."""
    if b"<!DOCTYPE" in xml[:_DECLARED].replace(b"\0", b""):
        raise UnreadableError(catalog.SUSPICIOUS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(catalog.DAMAGED) from error
    return root
