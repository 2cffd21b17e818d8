"""Write a file whole or not at all, also where somebody holds it for a moment.

`whole(target)` gives a path to write to and puts it in its place at the end. Virus scanners and
sync clients hold a file for a second: a refused replace is tried again, and after a few seconds
the new version stays beside the target and HeldError says where, and who holds it if that is known.
`drafted(target)` is the same for a file that takes more than one save. `alone_with(target)` is a
lock beside a file, `swap` a replace that undoes nobody's save. In `own_room` all that is temporary
lies in one folder, which the next one removes where a process was killed.
Knows no workbook and nothing of its callers.
"""

from wholefile.drafts import drafted
from wholefile.holders import HeldError, excel_mark, holder_of, office_mark
from wholefile.locks import LockedError, Owner, alone_with, lock_of
from wholefile.rooms import outside, own_room, scratch, sweep_rooms
from wholefile.swaps import ChangedError, swap
from wholefile.writing import put, sweep, whole

__all__ = [
    "ChangedError", "HeldError", "LockedError", "Owner", "alone_with", "drafted", "excel_mark",
    "holder_of", "lock_of", "office_mark", "outside", "own_room", "put", "scratch", "swap", "sweep", "sweep_rooms",
    "whole",
]  # fmt: skip
