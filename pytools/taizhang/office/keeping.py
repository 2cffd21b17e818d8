"""The way back: a copy of the workbook in 备份, made before a job writes."""

import shutil
from datetime import datetime
from itertools import count
from pathlib import Path

import xlwings as xw

from taizhang.office.workplace import BACKUPS, Workplace
from wholefile import whole


def keep_copy(book: xw.Book, job: str, now: datetime) -> Path:
    """Save the workbook as it is and copy it to 备份."""
    book.save()
    return copy_of(Path(book.fullname), job, now)


def copy_of(path: Path, job: str, now: datetime) -> Path:
    """Copy a workbook as it lies on the disk to 备份; its name says when and before which job."""
    folder = Workplace(path.parent).folder(BACKUPS)
    target = _free(folder, f"{path.stem}_{now:%Y%m%d-%H%M%S}_{job}", path.suffix)
    with whole(target) as beside:
        shutil.copy2(path, beside)
    return target


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """A name that no earlier backup has: two jobs may fall into one second, or live a day again."""
    names = (f"{stem}{f'_{n}' if n > 1 else ''}{suffix}" for n in count(1))
    return next(path for path in map(folder.joinpath, names) if not path.exists())
