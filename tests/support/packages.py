"""Workbooks as packages: their parts, a part as lines to compare, what is wrong in many files.

Lines are canonical: attributes and namespaces sorted, entities in one form, an element that fits
on a line on one line. Blank text between elements is not kept.
"""

import difflib
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lxml import etree

from tests.support import office

Parts = dict[str, bytes]
TEXTS = (".xml", ".rels", ".vml")
WIDTH = 120
ERRORS = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)|Err:\d+")
XML = "http://www.w3.org/XML/1998/namespace"
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), ("\r", "&#13;"), ("\n", "&#10;"), ("\t", "&#9;"))


def parts_of(path: Path) -> Parts:
    """The parts of a package by name, in the order of the file."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def is_text(name: str) -> bool:
    """Whether the part of that name is XML."""
    return name.endswith(TEXTS)


def tree_of(xml: bytes) -> etree._Element:
    """An XML part as a tree of elements alone."""
    return etree.fromstring(xml, etree.XMLParser(remove_comments=True, remove_pis=True))


def lines_of(xml: bytes | etree._Element) -> list[str]:
    """An XML part as indented canonical lines."""
    return list(_lines(tree_of(xml) if isinstance(xml, bytes) else xml, ""))


def difference(before: Sequence[str], after: Sequence[str], name: str) -> str:
    """Two lists of lines as a unified diff; "" where they are the same."""
    names = (f"recorded/{name}", f"built/{name}")
    return "\n".join(difflib.unified_diff(before, after, *names, n=2, lineterm=""))


def faults_of(paths: Sequence[Path]) -> dict[Path, list[dict[str, Any]]]:
    """What the validator finds wrong, two files at a time; those without a fault are left out."""
    with ThreadPoolExecutor(2) as pool:
        found = zip(paths, pool.map(office.faults, paths), strict=True)
        return {path: wrong for path, wrong in found if wrong}


def recalculated_all(paths: Sequence[Path], folder: Path) -> list[dict[str, list[list[Any]]]]:
    """As office.recalculated, for several workbooks in one start of LibreOffice."""
    sources = [folder / f"{n}{path.suffix}" for n, path in enumerate(paths)]
    folder.mkdir(parents=True, exist_ok=True)
    for path, source in zip(paths, sources, strict=True):
        shutil.copyfile(path, source)
    made = folder / "recalculated"
    command = [office.required("soffice"), office._profile(), "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(made), *map(str, sources)],
        capture_output=True, timeout=office.SECONDS, check=True,
    )  # fmt: skip
    return [_values(made / f"{source.stem}.xlsx") for source in sources]


def _values(path: Path) -> dict[str, list[list[Any]]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():  # openpyxl says what it would lose; nothing is saved here
        warnings.simplefilter("ignore", UserWarning)
        book = load_workbook(path, data_only=True)
    return {s.title: [list(row) for row in s.iter_rows(values_only=True)] for s in book.worksheets}


def errors_in(sheets: Mapping[str, list[list[Any]]]) -> list[tuple[str, str]]:
    """(sheet, cell) of each cell that shows an error."""
    return [
        (sheet, cell)
        for sheet, rows in sheets.items()
        for row in rows
        for cell in row
        if isinstance(cell, str) and ERRORS.match(cell)
    ]


def _lines(element: etree._Element, pad: str) -> Iterator[str]:
    whole = pad + _whole(element)
    if len(whole) <= WIDTH:
        yield whole
        return
    children = list(element)
    text = _text(element)
    yield from _opening(element, pad, ">" if children or text else "/>")
    inside = pad + " "
    yield from (f"{inside}|{text[i : i + WIDTH]}" for i in range(0, len(text), WIDTH))
    for child in children:
        yield from _lines(child, inside)
    if children or text:
        yield f"{pad}</{_name(element)}>"


def _opening(element: etree._Element, pad: str, end: str) -> Iterator[str]:
    """The start tag, on a line of its own or an attribute a line."""
    pieces = [f"<{_name(element)}", *_attributes(element)]
    line = pad + " ".join(pieces) + end
    if len(line) <= WIDTH:
        yield line
        return
    yield pad + pieces[0]
    yield from (f"{pad}   {piece}" for piece in pieces[1:-1])
    yield f"{pad}   {pieces[-1]}{end}"


def _whole(element: etree._Element) -> str:
    """The element in one piece."""
    start = " ".join([f"<{_name(element)}", *_attributes(element)])
    inside = _text(element) + "".join(map(_whole, element))
    return f"{start}>{inside}</{_name(element)}>" if inside else f"{start}/>"


def _name(element: etree._Element) -> str:
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local


def _attributes(element: etree._Element) -> list[str]:
    """Namespaces that begin here, then attributes, both sorted."""
    above = element.getparent()
    known = {} if above is None else above.nsmap
    spaces = {p or "": u for p, u in element.nsmap.items() if known.get(p) != u}
    declared = [f'xmlns{p and ":"}{p}="{u}"' for p, u in sorted(spaces.items())]
    prefixes = {u: f"{p}:" for p, u in element.nsmap.items() if p} | {XML: "xml:", None: ""}
    names = [(etree.QName(n), str(v)) for n, v in element.attrib.items()]
    named = sorted((n.namespace or "", n.localname, prefixes[n.namespace], v) for n, v in names)
    return declared + [f'{p}{local}="{_escaped(v, quote=True)}"' for _, local, p, v in named]


def _text(element: etree._Element) -> str:
    """Text of an element; blanks count only where there are no elements inside."""
    tails = [element.text, *(child.tail for child in element)]
    kept = [t for t in tails if t and (t.strip() or not len(element))]
    if len(element) and kept:
        raise ValueError(f"{_name(element)} mixes text and elements")
    return _escaped("".join(kept))


def _escaped(text: str, *, quote: bool = False) -> str:
    for sign, code in _ESCAPES:
        text = text.replace(sign, code)
    return text.replace('"', "&quot;") if quote else text
