"""What a form that went back was made from, kept in the file: one that still says so stays as it is.

It stands among the properties of the document, so that looking needs no workbook to be read.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from taizhang import __version__

PROPERTIES = "docProps/core.xml"
MOST = 64 << 10  # bytes of the properties that are looked at
_BASIS = re.compile(rb"<dc:identifier[^<>]{0,300}>([0-9a-f]{64})</dc:identifier>")


def basis_from(texts: Iterable[object]) -> str:
    """Return what stands for all that a form says; another program may say it otherwise."""
    whole = "\n".join(map(str, (__version__, *texts)))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def basis_of(path: Path) -> str:
    """Return what the file at `path` was made from; "" where there is none, or it does not say."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(PROPERTIES) as part:
            found = _BASIS.search(part.read(MOST))
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""
    return found[1].decode("ascii") if found else ""
