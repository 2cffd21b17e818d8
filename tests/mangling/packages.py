"""Kinds of packages: the same workbook as rarer programs write it; nothing that it says changes.

Each alters the bytes of an .xlsx after the program saved it; other kinds of file stay as they are.
"""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from tests.mangling.draft import Draft

Parts = dict[str, bytes]
LINKS, BOOK = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')
_DECLARED = re.compile(rb"^\xef\xbb\xbf|<\?xml[^>]*\?>\s*")
_TARGET = re.compile(rb'Target="(?:/xl/)?((?:worksheets|sharedStrings|styles|theme)[^"]*)"')
_TEXT = re.compile(rb"<t(?: [^>]*)?>([^<]+)</t>")


def _altered(
    change: Callable[[Parts], Parts], method: int = zipfile.ZIP_DEFLATED
) -> Callable[[bytes], bytes]:
    """A change of the parts as a change of the file."""

    def alter(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", method) as new:
            for name, part in change(parts).items():
                info = zipfile.ZipInfo(name, (2022, 6, 20, 9, 0, 0))
                new.writestr(info, part, method)
        return stream.getvalue()

    return alter


def _of_sheets(how: Callable[[bytes], bytes]) -> Callable[[Parts], Parts]:
    return lambda parts: {
        name: how(part) if _SHEET.fullmatch(name) else part for name, part in parts.items()
    }


def targets_odd(draft: Draft, rng: Random) -> None:
    """Parts named from where they are, or from the root, or with steps back and forth."""
    start = rng.choice((b"./", b"../xl/", b"/xl/", b"../xl/./"))
    draft.package.append(
        _altered(
            lambda parts: {**parts, LINKS: _TARGET.sub(b'Target="' + start + rb'\1"', parts[LINKS])}
        )
    )


def workbook_renamed(draft: Draft, rng: Random) -> None:
    """The workbook under another name, as SharePoint and some scanners of mail give it."""
    name = rng.choice(("workbook2", "book1", "Workbook"))

    def change(parts: Parts) -> Parts:
        found = {}
        for part, data in parts.items():
            changed = part.replace("xl/workbook.xml", f"xl/{name}.xml").replace(
                "xl/_rels/workbook.xml", f"xl/_rels/{name}.xml"
            )
            ours = part in {"[Content_Types].xml", "_rels/.rels"}
            found[changed] = data.replace(b"workbook.xml", f"{name}.xml".encode()) if ours else data
        return found

    draft.package.append(_altered(change))


def size_wrong(draft: Draft, rng: Random) -> None:
    """The used range told wrongly: too small, everything, nonsense."""
    said = rng.choice((b"A1", b"A1:@0", b"A1:XFD1048576", b"#REF!", b""))
    tag = b'<dimension ref="' + said + b'"/>' if said else b""
    draft.package.append(_altered(_of_sheets(lambda part: _DIMENSION.sub(tag, part))))


def other_letters(draft: Draft, rng: Random) -> None:
    """Sheets in UTF-16 or with a byte order mark."""
    draft.package.append(_altered(_of_sheets(rng.choice((_utf16, _marked)))))


def _utf16(part: bytes) -> bytes:
    text = _DECLARED.sub(b"", part).decode()
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


def _marked(part: bytes) -> bytes:
    return part if part.startswith(b"\xef\xbb\xbf") else b"\xef\xbb\xbf" + part


def texts_in_cdata(draft: Draft, _: Random) -> None:
    """Texts as CDATA where nothing in them is escaped."""

    def wrapped(found: re.Match[bytes]) -> bytes:
        if b"&" in found[1]:
            return found[0]
        return b'<t xml:space="preserve"><![CDATA[' + found[1] + b"]]></t>"

    draft.package.append(
        _altered(
            lambda parts: {
                name: _TEXT.sub(wrapped, part)
                if _SHEET.fullmatch(name) or name.endswith("sharedStrings.xml")
                else part
                for name, part in parts.items()
            }
        )
    )


def zipped_otherwise(draft: Draft, rng: Random) -> None:
    """Not packed at all, packed by bzip2, or with the backslashes of an old zip library."""
    choice = rng.randrange(3)
    if choice == 2:
        change = _altered(lambda parts: {n.replace("/", "\\"): d for n, d in parts.items()})
    else:
        change = _altered(dict, (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2)[choice])
    draft.package.append(change)


PACKAGES = (
    targets_odd, workbook_renamed, size_wrong, other_letters, texts_in_cdata, zipped_otherwise,
)  # fmt: skip
