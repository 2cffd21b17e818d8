"""A file that takes more than one save to become what it is to be: the saves go to a draft of it."""

import filecmp
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wholefile.holders import HeldError
from wholefile.swaps import ChangedError, swap
from wholefile.writing import beside, discard, named


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """A path beside `target`, with its ending, to be saved to as often as need be.

    At the end what lies there takes the place of the target in one step, where it says something
    else; after any error, and where nothing lies there, the target stays as it is. ChangedError
    where somebody else saved the target meanwhile; OSErrors name the target, HeldError as `put`.
    """
    draft, is_as_read = beside(target, target.suffix), _unchanged(target)
    try:
        yield draft
        if draft.exists() and not filecmp.cmp(draft, target, shallow=False):
            _put_in_place(draft, target, is_as_read)
    except (HeldError, ChangedError):
        raise
    except OSError as error:
        raise named(error, draft, target) from error
    finally:
        discard(draft)


def _put_in_place(draft: Path, target: Path, is_as_read: Callable[[Path], bool]) -> None:
    with draft.open("r+b") as file:
        os.fsync(file.fileno())
    shutil.copymode(target, draft)
    swap(draft, target, is_as_read)


def _unchanged(target: Path) -> Callable[[Path], bool]:
    """Whether a file is the one that has this name now."""
    was = _stamp(target)
    return lambda path: _stamp(path) == was


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size
