"""变更日志: which job changed which cell from what to what, in the words of the sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from taizhang.core.schema import Layout
from taizhang.core.submission import RowKey, Value
from taizhang.core.tables import KeyedRow, key_text
from taizhang.core.writes import MARKS, Change, fitted

MERGE, RULING, UNDO, JUDGE = "汇总", "裁决", "撤销", "研判"
SUPERVISE, SLIPS = "督办", "文书"
LAMP_PLAN = "换亮灯方案"
LOAD, DECOMPOSE, REGISTER, DISTRIBUTE, CHART = "载入", "拆解", "登记", "下发", "出图"
ARCHIVE, TAKE_BACK = "归档", "取回"
CLOSE, EXTEND, PROBLEMS = "销号", "延期", "问题"
REGISTRY, SAMPLE = "办理", "抽查"
SCORE, BULLETIN, LEVELS = "计分", "公文", "分级"
YES = "是"
# what a clerk writes beside a job to take back
WANTED = frozenset({"撤", "撤销", "撤回", "要撤销"})


@dataclass(frozen=True, slots=True)
class Labels:
    """Sheet and column labels as the clerk sees them, and back."""

    sheets: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]

    def column(self, sheet: str, key: str) -> str:
        """Return the label of a column; what is said of a whole row stands as it is."""
        return key if key in MARKS else self.columns[sheet, key]


def labels_in(layout: Layout) -> Labels:
    """Return the labels of all sheets of a workbook."""
    specs = layout.sheets.values()
    columns = {(spec.key, c.key): c.label for spec in specs for c in spec.columns}
    return Labels({spec.key: spec.label for spec in specs}, columns)


def is_open(undone: Value) -> bool:
    """Whether a line of the log, by its 已撤销, was not taken back; to ask for it is not to do it.

    >>> is_open(""), is_open("撤销"), is_open("撤销-20220628-01")
    (True, True, False)
    """
    return undone == "" or undone in WANTED


def job_id(kind: str, now: datetime, log: Iterable[KeyedRow]) -> str:
    """Return a number for a job that no earlier job has: 汇总-20220628-01."""
    day = day_of(kind, now)
    used = {str(r["job"]) for r in log}
    number = 1
    while f"{day}{number:02}" in used:
        number += 1
    return f"{day}{number:02}"


def day_of(kind: str, now: datetime) -> str:
    """Return what the numbers of that kind of job begin with on that day."""
    return f"{kind}-{now:%Y%m%d}-"


def when_of(number: str) -> datetime | None:
    """Return the day in the number of a job; None where it holds none.

    >>> when_of("汇总-20220628-01"), when_of("汇总")
    (datetime.datetime(2022, 6, 28, 0, 0), None)
    """
    try:
        return datetime.strptime(number.split("-")[1], "%Y%m%d")
    except (IndexError, ValueError):
        return None


def logged_key(sheet: str, key: RowKey) -> str:
    """The key of a row as its log names it: with what goes before it, it must fit into a cell.

    >>> logged_key("tasks", ("T-1",)), len(logged_key("headers", ("县财政局", "长" * 32_767)))
    ('T-1', 32766)
    """
    return str(fitted(key_text(sheet, key)))


def log_rows(
    changes: Iterable[Change], job: str, now: datetime, labels: Labels
) -> list[dict[str, Value]]:
    """Return changes as rows of 变更日志."""
    kind = job.partition("-")[0]
    return [
        {
            "when": now,
            "job": job,
            "job_kind": kind,
            "sheet": labels.sheets[c.sheet],
            "row_key": logged_key(c.sheet, c.key),
            "column": labels.column(c.sheet, c.column),
            "old": c.old,
            "new": c.new,
            "unit": c.unit,
            "file": c.file,
            "cell": c.cell,
            "undone": "",
        }
        for c in changes
    ]
