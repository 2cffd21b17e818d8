"""What a job says: to whom it speaks while it works, what it reports, why it cannot run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from taizhang.core.catalog import files as catalog
from taizhang.core.errors import TaizhangError
from taizhang.core.issues import Issue, Severity

STEPS, FILES = "步", "份"  # what `Desk.progress` counts
DONE, DATA_ERRORS, COULD_NOT_RUN = 0, 1, 2


class Desk(Protocol):
    """Whom a job speaks to: the status bar of Excel, or a terminal."""

    def progress(self, text: str, done: int, total: int, measure: str = STEPS) -> None:
        """Show how far the job is, 第3/60份; `total` 0 means it is over."""

    def stopped(self) -> bool:
        """Whether somebody wants the job to stop."""


def go_on(desk: Desk) -> None:
    """Look up between two files, before anything is written: CannotRun when asked to stop."""
    if desk.stopped():
        raise CannotRun(catalog.STOPPED.at())


@dataclass(frozen=True, slots=True)
class Report:
    """What a job did: facts to read at one look, issues, files it wrote, data for --json.

    `table` is a table to print, its first row the heads.
    """

    job: str
    facts: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()
    files: tuple[Path, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def errors(self) -> tuple[Issue, ...]:
        """Issues that stop the cell or file they stand for."""
        return tuple(i for i in self.issues if i.severity is Severity.ERROR)

    @property
    def exit_code(self) -> int:
        """0 done, 1 done with errors in the data."""
        return DATA_ERRORS if self.errors else DONE


class CannotRun(TaizhangError):  # noqa: N818 - named after what happened
    """A job cannot start, or was stopped before it had written anything."""
