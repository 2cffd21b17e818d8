"""Copies of a ledger that a sync client left beside it, when two machines had saved it at once."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

from taizhang.core.catalog import files as catalog
from taizhang.core.issues import Issue

# 坚果云, WPS, 百度, Dropbox, Nextcloud, Syncthing, Seafile say so; OneDrive adds the machine's name
_SAID = re.compile(r"冲突|conflict", re.IGNORECASE)
_MACHINE = re.compile(r"-(DESKTOP|LAPTOP|WIN|PC|MS)-[0-9A-Z]+(-\d+)?", re.IGNORECASE)


def conflict_copies(ledger: Path) -> Iterator[Path]:
    """The files beside the ledger whose names begin as its own and end as a sync client's copy."""
    for path in sorted(ledger.parent.glob(f"*{ledger.suffix}")):
        rest = path.stem.removeprefix(ledger.stem)
        if path.stem != rest and rest and _is_conflict(rest):
            yield path


def copies_left(ledger: Path) -> Iterator[Issue]:
    """Each of them, named."""
    return (catalog.SYNC_COPY.at(name=path.name) for path in conflict_copies(ledger))


def _is_conflict(rest: str) -> bool:
    """Whether what a copy's name has more than the ledger's is a sync client's doing.

    >>> [_is_conflict(rest) for rest in ("-DESKTOP-7F3K2Q1", " (张三的冲突副本 2022-06-28)", "（新版）")]
    [True, True, False]
    """
    here = rest.lower() == f"-{socket.gethostname().lower()}"
    return bool(here or _SAID.search(rest) or _MACHINE.fullmatch(rest))
