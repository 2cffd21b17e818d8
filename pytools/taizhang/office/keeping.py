"""The way back: a copy of the workbook in 备份, made before a job writes; old copies go by a rule."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import xlwings as xw

from taizhang.core.backups import Copy, KeepRule, to_drop
from taizhang.office.workplace import BACKUPS, Workplace
from wholefile import whole


def keep_copy(book: xw.Book, job: str, now: datetime) -> Path:
    """Save the workbook as it is and copy it to 备份."""
    book.save()
    return copy_of(Path(book.fullname), job, now)


def copy_of(path: Path, job: str, now: datetime) -> Path:
    """Copy a workbook as it lies on the disk to 备份; its name says when and before which job."""
    folder = Workplace(path.parent).folder(BACKUPS)
    target = free_name(folder, f"{path.stem}_{now:%Y%m%d-%H%M%S}_{job}", path.suffix)
    with whole(target) as beside:
        shutil.copy2(path, beside)
    return target


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name that no earlier file of 备份 has: two jobs may fall into one second, or live a day again."""
    names = (f"{stem}{f'_{n}' if n > 1 else ''}{suffix}" for n in count(1))
    return next(path for path in map(folder.joinpath, names) if not path.exists())


def thin(path: Path, rule: KeepRule, now: datetime) -> tuple[int, int, int]:
    """Delete the backups of a workbook that its rule no longer keeps.

    Returns how many went, how many could not be deleted, how many there are now. Only files that
    `copy_of` has named are ever touched.
    """
    folder = path.parent / BACKUPS
    copies = list(_copies(folder, path))
    held = gone = 0
    for copy in to_drop(copies, rule, now):
        try:
            (folder / copy.name).unlink()
        except OSError:
            held += 1
        else:
            gone += 1
    return gone, held, len(copies) - gone


def _copies(folder: Path, path: Path) -> Iterator[Copy]:
    named = re.compile(
        rf"{re.escape(path.stem)}_(\d{{8}}-\d{{6}})_([^_]+)(?:_\d+)?{re.escape(path.suffix)}"
    )
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        found = named.fullmatch(file.name)
        if found is None or file.is_symlink() or not file.is_file():
            continue
        try:
            when = datetime.strptime(found[1], "%Y%m%d-%H%M%S")
        except ValueError:
            continue
        yield Copy(file.name, when, found[2], file.stat().st_size)
