"""Rows of 报送记录: what a unit reported of its tasks in one period."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from operator import gt
from typing import NamedTuple

from taizhang.core.packing import Packed
from taizhang.core.periods import period_start
from taizhang.core.submission import Value
from taizhang.core.tables import UNDONE, VALID, SheetColumns
from taizhang.core.writes import fitted_all

REQUEST = "request"
TOGETHER = 2000  # rows; more would be many copies of much text, long enough alive to be looked through again and again


About = tuple[str, Value, str]  # the number and the name of a task, the role of the unit
SaidValues = tuple[Value, ...]


class TaskReport(NamedTuple):
    """What a file says of one task; `said` are the values of what units report."""

    about: About
    said: SaidValues


class FileReports:
    """What one file reports, task by task.

    A merge holds a hundred thousand of these rows, so a row by column key is made for those who
    ask, and what was `said` of each task is held packed where there are many files. `columns` are
    the keys of what is said.
    """

    def __init__(
        self, period: str, unit: str, file: str, received: datetime, columns: Sequence[str]
    ) -> None:
        self.period, self.unit, self.file, self.received = period, unit, file, received
        self.columns = columns
        self.timing = ""
        self.about: Sequence[About] = ()
        self.said: Sequence[SaidValues] = ()

    def __len__(self) -> int:
        return len(self.about)

    def hold(self, reports: Sequence[TaskReport]) -> None:
        """Take these reports, in little memory: there may be thousands of such files."""
        self.about = [report.about for report in reports]
        self.said = Packed([report.said for report in reports])

    @property
    def reports(self) -> Iterator[TaskReport]:
        """The reports, in the order of the file."""
        for about, said in zip(self.about, self.said, strict=True):
            yield TaskReport(about, said)

    def rows(self) -> Iterator[dict[str, Value]]:
        """Rows by column key; 入账作业 is left to the job that writes them."""
        for (task_id, name, role), said in self.reports:
            yield {
                "period": self.period,
                "task_id": task_id,
                "name": name,
                "unit": self.unit,
                "role": role,
                **dict(zip(self.columns, said, strict=True)),
                "timing": self.timing,
                "received": self.received,
                "file": self.file,
                "validity": VALID,
            }

    def without(self, task_ids: Collection[str]) -> "FileReports":
        """The same file's reports of other tasks."""
        left = FileReports(self.period, self.unit, self.file, self.received, self.columns)
        left.timing = self.timing
        left.hold([r for r in self.reports if r.about[0] not in task_ids])
        return left


def needed(columns: SheetColumns, period: str) -> set[int]:
    """Return which rows of 报送记录 a merge has to know, out of its columns.

    Those of the period, and the last valid one before it of each task and unit; by their places in
    the columns, from 0. A register of years is gone through in few steps a row.

    >>> from taizhang.core.tables import HeldColumns
    >>> told = ("2022-06", "2022-05", "2022-05", "2022-07")
    >>> columns = {"period": told, "task_id": "AABA", "unit": "甲甲甲甲", "validity": [""] * 4}
    >>> sorted(needed(HeldColumns(columns), "2022-07"))
    [0, 2, 3]
    """
    begun, names = period_start(period), list(columns["period"])
    starts = {name: period_start(str(name)) for name in {*names} - {"", period}}
    before = columns.places("period", lambda n: n in starts and starts[n] < begun)
    taken_back = {*columns.places("validity", lambda word: word == UNDONE)}
    valid = [at for at in before if at not in taken_back]
    days = [starts[names[at]] for at in valid]
    if any(map(gt, days, days[1:])):
        valid.sort(key=lambda at: starts[names[at]])  # of one day the lower row is the later
    tasks, units = (map(list(columns[key]).__getitem__, valid) for key in ("task_id", "unit"))
    latest = dict(zip(zip(tasks, units, strict=True), valid, strict=True))
    return {*latest.values(), *columns.places("period", lambda n: n == period)}


def columns_of(files: Iterable[FileReports], job: str) -> dict[str, Sequence[Value]]:
    """All rows of these files as columns by key, as a table of thousands of rows is written.

    >>> one = FileReports("2022-06", "县财政局", "a.xlsx", datetime(2022, 6, 1), ("progress",))
    >>> one.hold([TaskReport(("T-1", "修路", "牵头"), (0.5,))])
    >>> {key: column for key, column in columns_of([one], "汇总1").items() if column[0] == 0.5}
    {'progress': (0.5,)}
    """
    each = list(files)
    task_ids, names, roles = zip(*(about for one in each for about in one.about), strict=True)
    said = zip(*(said for one in each for said in one.said), strict=True)
    columns: dict[str, Sequence[Value]] = {
        "task_id": task_ids,
        "name": names,
        "role": roles,
        **dict(zip(each[0].columns, map(fitted_all, said), strict=True)),
        "validity": [VALID] * len(task_ids),
        "job": [job] * len(task_ids),
    }
    for key in ("period", "unit", "timing", "received", "file"):
        columns[key] = [v for one in each for v in [getattr(one, key)] * len(one)]
    return columns


def some_at_a_time(files: Iterable[FileReports]) -> Iterator[list[FileReports]]:
    """Files whose rows are few enough to be handled together."""
    some: list[FileReports] = []
    rows = 0
    for one in files:
        if rows and rows + len(one) > TOGETHER:
            yield some
            some, rows = [], 0
        some.append(one)
        rows += len(one)
    if some:
        yield some
