"""What a file is, told by its bytes before its name, and the reader for it.

A file that cannot be read is an Issue that says what to do, never an exception. The heavy readers are
imported where they are used.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from taizhang.core.catalog import notices as rules
from taizhang.core.errors import traced
from taizhang.core.issues import Issue, Place, Rule
from taizhang.notices.documents.office import as_docx
from taizhang.notices.documents.package import is_picture, main_part, package_of, pictures_of
from taizhang.notices.documents.pages import pdf_text
from taizhang.notices.documents.plain import decoded
from taizhang.notices.documents.web import html_text, page_text, saved_page_text
from taizhang.notices.documents.word import word_text, words_beside
from taizhang.notices.words import words


class Extract(NamedTuple):
    """What a reader got out of a file: see Document; `pages` (from 1) and `pictures` were not read."""

    text: str
    beside: tuple[tuple[str, str], ...] = ()
    pages: tuple[int, ...] = ()
    pictures: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file; a table row is a line, its cells cut by tabs, breaks in cells as VT.

    `beside` are words outside the text and where they stand (页眉, 脚注 …); `issues` say what of the
    file could not be read.
    """

    text: str
    name: str
    kind: str
    beside: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()


# No notice has as much: megabytes, letters, paragraphs, letters of one paragraph, which cost
# the square of their number to read.
_MEGABYTES, _LETTERS, _PARAGRAPHS, _ONE_PARAGRAPH = 200, 600_000, 20_000, 60_000
_OLE = b"\xd0\xcf\x11\xe0"
_KINDS = {
    b"%PDF": "pdf", b"PK\x03\x04": "zip", _OLE: "old", b"{\\rt": "rtf",
    b"\x89PNG": "image", b"\xff\xd8\xff": "image", b"GIF8": "image", b"BM": "image",
    b"II*\0": "image", b"MM\0*": "image",
}  # fmt: skip
_TEXT_SUFFIXES = frozenset(("", *words("file.text")))
_WEB_SUFFIXES, _WORD_SUFFIXES = frozenset(words("file.web")), frozenset(words("file.word"))
_OTHER_SUFFIXES, _IMAGE_SUFFIXES = frozenset(words("file.other")), frozenset(words("file.image"))
_HEADS = {b"<pkg:package": "word", b"wordDocument": "2003"}
_OLD_SUFFIXES = {"old": ".doc", "rtf": ".rtf", "2003": ".xml", "odt": ".odt"}  # for LibreOffice
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_PAGE_SOURCE = re.compile(r"<(?:!doctype html|html|body|p|table|div)[\s>]", re.IGNORECASE)
_MAIL_HEAD = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)


def read_document(path: Path | str) -> Document | Issue:
    """Read a file; an Issue says why it cannot be read and what to do."""
    path = Path(path)
    if not path.is_file():
        return rules.FILE_MISSING.at(Place(book=path.name), found=path.name)
    if (size := path.stat().st_size >> 20) > _MEGABYTES:
        return rules.TOO_LONG.at(
            Place(book=path.name), found=path.name, size=f"{size}MB", most=f"{_MEGABYTES}MB"
        )
    try:
        found = _read(path.suffix.lower(), path.read_bytes())
    except Exception as error:  # noqa: BLE001 - a foreign file can break its reader in any way
        return traced(rules.UNREADABLE.at(Place(book=path.name), found=path.name), error)
    if isinstance(found, Rule):
        return found.at(Place(book=path.name), found=path.name)
    for size, most, counted in _sizes(found.text):
        if size > most:
            told = {"size": counted.format(size), "most": counted.format(most)}
            return rules.TOO_LONG.at(Place(book=path.name), found=path.name, **told)
    issues = tuple(_unread(found, Place(book=path.name)))
    return Document(found.text, path.name, found.kind, found.beside, issues)


def _sizes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what a text has, what is read at most, and how both are said."""
    lines = [line for line in text.splitlines() if line.strip()]
    yield len(text.strip()), _LETTERS, "{}个字"
    yield len(lines), _PARAGRAPHS, "{}段"
    yield max(map(len, lines), default=0), _ONE_PARAGRAPH, "一段{}个字"


def _unread(found: Extract, place: Place) -> Iterator[Issue]:
    """Yield what of a file was not read as the text of the notice."""
    if found.pages:
        yield rules.PAGES_PICTURED.at(place, pages=_ranges(found.pages), count=len(found.pages))
    if found.pictures:
        yield rules.PICTURES_UNREAD.at(place, count=found.pictures)
    if found.beside:
        where = list(dict.fromkeys(where for where, _ in found.beside))
        yield rules.WORDS_BESIDE.at(place, where=where, count=len(found.beside))


def _ranges(pages: Sequence[int]) -> str:
    """Return pages as a clerk writes them.

    >>> _ranges([2, 3, 4, 7])
    '2—4、7'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(f"{r[0]}—{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)


def _read(suffix: str, content: bytes) -> Extract | Rule:
    """Return what a file says, or the rule that refuses it."""
    kind = _kind(suffix, content)
    if kind == "image":
        return rules.SCANNED
    if kind in _OLD_SUFFIXES:
        return _old(kind, suffix, content)
    if kind == "word":
        return _word(content)
    if kind == "pdf":
        text, pages = pdf_text(content)
        return Extract(text, pages=pages, kind=kind) if text.strip() else rules.SCANNED
    reader = _READERS.get(kind)
    if reader is None:
        return rules.KIND_UNKNOWN
    text = reader(content)
    return Extract(text, kind=suffix.lstrip(".") or "txt") if text.strip() else rules.TEXT_MISSING


def _kind(suffix: str, content: bytes) -> str:
    """Tell a file by its first bytes, a text by what its head says; the name helps at last."""
    magic = next((k for start, k in _KINDS.items() if content.startswith(start)), "")
    if magic and not (magic == "image" and suffix in _TEXT_SUFFIXES):
        packed = "odt" if _OPEN_TEXT in content[:200] else "word"
        return packed if magic == "zip" else magic
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
    return "text" if suffix in _TEXT_SUFFIXES or _PAGE_SOURCE.search(decoded(head)) else ""


def _word(content: bytes) -> Extract | Rule:
    parts = package_of(content)
    main = main_part(parts) if parts else ""
    if not parts or not main:
        return rules.KIND_UNKNOWN
    text, pictures = word_text(parts, main), len(pictures_of(parts, main))
    if text.strip():
        return Extract(text, tuple(words_beside(parts, main)), pictures=pictures, kind="zip")
    pictured = any(map(is_picture, parts))
    return rules.SCANNED if pictured else rules.TEXT_MISSING


def _old(kind: str, suffix: str, content: bytes) -> Extract | Rule:
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


_READERS = {"mail": saved_page_text, "web": page_text, "text": _plain}
