"""What a file is, told by its bytes before its name, and the reader for it.

A file that cannot be read is an Issue that says what to do, never an exception. The heavy readers are
imported where they are used.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from taizhang.core.catalog import notices as rules
from taizhang.core.issues import Issue, Place, Rule
from taizhang.notices.documents.office import as_docx
from taizhang.notices.documents.package import is_picture, main_part, package_of
from taizhang.notices.documents.pages import pdf_text
from taizhang.notices.documents.plain import decoded
from taizhang.notices.documents.web import html_text, page_text, saved_page_text
from taizhang.notices.documents.word import word_text


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file; a table row is a line, its cells cut by tabs, breaks in cells as VT."""

    text: str
    name: str
    kind: str


_OLE = b"\xd0\xcf\x11\xe0"
_KINDS = {
    b"%PDF": "pdf", b"PK\x03\x04": "zip", _OLE: "old", b"{\\rt": "rtf",
    b"\x89PNG": "image", b"\xff\xd8\xff": "image", b"GIF8": "image", b"BM": "image",
    b"II*\0": "image", b"MM\0*": "image",
}  # fmt: skip
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".csv", ""})
_WEB_SUFFIXES = frozenset({".html", ".htm", ".mht", ".mhtml", ".shtml", ".xhtml"})
_WORD_SUFFIXES = frozenset(
    {".doc", ".docx", ".docm", ".dot", ".dotx", ".dotm", ".wps", ".wpt", ".xml"}
)
_OTHER = ".xlsx .xls .et .ofd .pptx .ppt .zip .rar .ceb .caj"
_OTHER_SUFFIXES = frozenset(_OTHER.split())
_IMAGE_SUFFIXES = frozenset({".bmp", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".gif"})
_HEADS = {b"<pkg:package": "word", b"wordDocument": "2003"}
_OLD_SUFFIXES = {"old": ".doc", "rtf": ".rtf", "2003": ".xml"}  # what LibreOffice is told
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PAGE_SOURCE = re.compile(r"<(?:!doctype html|html|body|p|table|div)[\s>]", re.IGNORECASE)
_MAIL_HEAD = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)


def read_document(path: Path | str) -> Document | Issue:
    """Read a file; an Issue says why it cannot be read and what to do."""
    path = Path(path)
    if not path.is_file():
        return rules.FILE_MISSING.at(Place(book=path.name), found=path.name)
    try:
        found = _read(path.suffix.lower(), path.read_bytes())
    except Exception:  # noqa: BLE001 - a foreign file can break its reader in any way
        found = rules.UNREADABLE
    if isinstance(found, Rule):
        return found.at(Place(book=path.name), found=path.name)
    kind, text = found
    return Document(text, path.name, kind)


def _read(suffix: str, content: bytes) -> tuple[str, str] | Rule:
    """Return kind and text of a file, or the rule that refuses it."""
    kind = _kind(suffix, content)
    if kind == "image":
        return rules.SCANNED
    if kind in _OLD_SUFFIXES:
        return _old(kind, suffix, content)
    if kind == "word":
        return _word(content)
    reader = _READERS.get(kind)
    return rules.KIND_UNKNOWN if reader is None else _told(kind, suffix, reader(content))


def _told(kind: str, suffix: str, text: str) -> tuple[str, str] | Rule:
    if not text.strip():
        return rules.SCANNED if kind == "pdf" else rules.TEXT_MISSING
    return (kind if kind == "pdf" else suffix.lstrip(".") or "txt"), text


def _kind(suffix: str, content: bytes) -> str:
    """Tell a file by its first bytes, a text by what its head says; the name helps at last."""
    magic = next((k for start, k in _KINDS.items() if content.startswith(start)), "")
    if magic and not (magic == "image" and suffix in _TEXT_SUFFIXES):
        return "word" if magic == "zip" else magic
    if suffix in _TEXT_SUFFIXES | _WEB_SUFFIXES | _WORD_SUFFIXES:
        return _text_kind(suffix, content)
    return "image" if suffix in _IMAGE_SUFFIXES else ""


def _text_kind(suffix: str, content: bytes) -> str:
    head = content[:4000]
    told = next((kind for mark, kind in _HEADS.items() if mark in head), "")
    if not told and _MAIL_HEAD.match(head):
        told = "mail"
    if told or suffix in _WEB_SUFFIXES:
        return told or "web"
    return "text" if suffix in _TEXT_SUFFIXES or _is_page(content) else ""


def _is_page(content: bytes) -> bool:
    return bool(_PAGE_SOURCE.search(decoded(content[:4000])))


def _word(content: bytes) -> tuple[str, str] | Rule:
    parts = package_of(content)
    main = main_part(parts) if parts else ""
    if not parts or not main:
        return rules.KIND_UNKNOWN
    text = word_text(parts, main)
    if text.strip():
        return "zip", text
    pictured = any(map(is_picture, parts))
    return rules.SCANNED if pictured else rules.TEXT_MISSING


def _old(kind: str, suffix: str, content: bytes) -> tuple[str, str] | Rule:
    """Read an old Word file through LibreOffice; tell a locked .docx and a workbook from it."""
    if kind == "old" and _WORD_STREAM not in content:
        if suffix in {".docx", ".docm"} or _LOCKED_STREAM in content:
            return rules.UNREADABLE
        return rules.KIND_UNKNOWN if suffix in _OTHER_SUFFIXES else rules.OLD_WORD
    made = as_docx(content, _OLD_SUFFIXES[kind])
    return rules.OLD_WORD if made is None else _word(made)


def _plain(content: bytes) -> str:
    text = re.sub(r"\r\n?", "\n", decoded(content))
    return html_text(text) if _PAGE_SOURCE.search(text[:2000]) else text


_READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": pdf_text,
    "mail": saved_page_text,
    "web": page_text,
    "text": _plain,
}
