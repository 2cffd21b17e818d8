"""An OpenDocument spreadsheet in one piece of XML (.fods) as the archive that libraries read.

The document stays as it is but for its root element, which is that of a part. Nothing here
judges the content; the archive is opened like any other.
"""

import re

from taizhang.books.foreign.archive import UnreadableError, plain_part, write_archive
from taizhang.core.catalog import forms as catalog

HEAD = 20_000  # bytes in which the root element stands
LONGEST_META = 50_000  # bytes of what the document says of itself
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_ROOT = re.compile(rb"<office:document(\s[^>]*)>")
_END = re.compile(rb"</office:document\s*>\s*\Z")
_BETWEEN = re.compile(rb">[ \t\r]*\n\s*<")  # lines broken for the eye, which libraries take as text
_META = b"<office:meta>", b"</office:meta>"


def is_flat(data: bytes) -> bool:
    """Whether these first bytes of a file are those of a spreadsheet in one piece."""
    root = _ROOT.search(data[:HEAD])
    return root is not None and SPREADSHEET in root[1]


def as_archive(data: bytes) -> bytes:
    """The same document as an archive; UnreadableError where its end is missing."""
    root, end = _ROOT.search(data[:HEAD]), _END.search(data[-200:])
    if root is None or end is None:
        raise UnreadableError(catalog.DAMAGED)
    if b"<!DOCTYPE" in data[: root.start()] or b"<!ENTITY" in data[: root.start()]:
        raise UnreadableError(catalog.SUSPICIOUS)
    stop = len(data) - len(data[-200:]) + end.start()
    inner = _BETWEEN.sub(b"><", data[root.end() : stop])
    begun = inner.find(_META[0], 0, HEAD * 5)
    ended = inner.find(_META[1], begun, begun + LONGEST_META) if begun >= 0 else -1
    parts = {
        "mimetype": SPREADSHEET,
        "META-INF/manifest.xml": b"<manifest/>",  # a library asks there for a password
        "content.xml": _part(b"content", root[1], inner),
    }
    if ended >= 0:
        about = inner[begun : ended + len(_META[1])]
        parts["meta.xml"] = _part(b"meta", root[1], about)
    return write_archive(plain_part(name, content) for name, content in parts.items())


def _part(kind: bytes, attributes: bytes, inner: bytes) -> bytes:
    name = b"office:document-" + kind
    opening = b'<?xml version="1.0" encoding="UTF-8"?>\n<' + name + attributes + b">"
    return opening + inner + b"</" + name + b">"
