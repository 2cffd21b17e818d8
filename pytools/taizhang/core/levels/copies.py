"""Several files of one lower unit: of each number the row of the file that was saved last holds.

Where two files say different things and nothing tells which was saved later, neither is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from taizhang.core.catalog import levels as catalog
from taizhang.core.issues import Issue
from taizhang.core.lists.model import Entry
from taizhang.core.saved import Saved

KEPT = ("name", "due", "measure", "target", "actual", "progress", "state", "latest", "problem")


@dataclass(frozen=True, slots=True)
class ReportedRows:
    """The rows of one file as a task list is read, and when it was saved, None where unknown."""

    file: str
    entries: Sequence[Entry]
    saved: Saved | None = None


def number_of(entry: Entry) -> str:
    """The number that a row is about."""
    return str(entry.values.get("task_id", "")).strip()


def last_copies(
    reported: Sequence[ReportedRows],
) -> tuple[list[ReportedRows], list[Issue]]:
    """The files with only those rows that hold; what is to be said of the others."""
    told: dict[str, dict[int, Entry]] = {}
    for at, one in enumerate(reported):
        for entry in one.entries:
            if number := number_of(entry):
                told.setdefault(number, {}).setdefault(at, entry)
    dropped: set[tuple[int, str]] = set()
    issues = []
    for number, copies in told.items():
        if len(copies) > 1:
            holds, issue = _holding(number, copies, reported)
            dropped |= {(at, number) for at in copies if at != holds}
            issues += [issue] if issue else []
    return [
        replace(one, entries=[e for e in one.entries if (at, number_of(e)) not in dropped])
        for at, one in enumerate(reported)
    ], issues


def _holding(
    number: str, copies: Mapping[int, Entry], reported: Sequence[ReportedRows]
) -> tuple[int | None, Issue | None]:
    """The file whose row holds: any where all say the same, the last saved, or none."""
    first = min(copies)
    if all(_said(e) == _said(copies[first]) for e in copies.values()):
        return first, None
    files = [reported[at].file for at in copies]
    for at in copies:
        others = [reported[o].saved for o in copies if o != at]
        own = reported[at].saved
        if own and all(o is not None and own.after(o) for o in others):
            older = [reported[o].file for o in copies if o != at]
            place = copies[at].place
            return at, catalog.COPY_OLDER.at(
                place, found=number, file=reported[at].file, older=older
            )
    return None, catalog.COPIES_UNLIKE.at(copies[first].place, found=number, files=files)


def _said(entry: Entry) -> tuple[object, ...]:
    return tuple(entry.values.get(key) for key in KEPT)
