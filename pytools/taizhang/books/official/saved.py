"""Write a document whole or not at all, the same content with the same bytes."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from taizhang.books.sheets import theme
from taizhang.books.sheets.saved import AUTHOR
from wholefile import whole

MOMENT = (1980, 1, 1, 0, 0, 0)


def bytes_of(document: Any, title: str, created: datetime = theme.CREATED) -> bytes:
    """The .docx: parts in the order of their names, without a time of their own."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, AUTHOR, AUTHOR
    about.created = about.modified = created
    about.comments, about.revision = "", 1
    raw, tidy = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as found, ZipFile(tidy, "w", ZIP_DEFLATED) as made:
        for name in sorted(found.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = ZipInfo(name, MOMENT)
            info.compress_type = ZIP_DEFLATED
            made.writestr(info, found.read(name))
    return tidy.getvalue()


def save_bytes(path: Path, content: bytes) -> None:
    """Put the content at `path`, whole or not at all."""
    with whole(path) as beside:
        beside.write_bytes(content)
