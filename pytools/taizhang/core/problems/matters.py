"""What meetings decided and visits found, turned into problems of the ledger or drafts of tasks.

One line of a cell is one matter. What was turned keeps its number beside it and is not turned again;
a draft that was registered gives its task's number to the meeting.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.core.submission import Row, Value
from taizhang.core.tables import TableRow
from taizhang.core.values.settled import day_of

TASK, PROBLEM = "任务", "问题"
_MARK = re.compile(r"^\s*[（(]?[\d一二三四五六七八九十]+[)）.．、]\s*")
DRAFT = "草稿"
_DRAFTS = re.compile(rf"{DRAFT}(\d+)")


@dataclass(frozen=True, slots=True)
class RaisedMatter:
    """One thing that was decided or found: in words, for whom, by when, where it comes from."""

    text: str
    unit: Value
    due: Value
    task_id: Value
    source: str
    origin: str


def lines_of(text: object) -> list[str]:
    r"""The matters in a cell, a line each, without their numbers.

    >>> lines_of("1.县水务局修渠\n（二）县教育局建校")
    ['县水务局修渠', '县教育局建校']
    """
    return [_MARK.sub("", line).strip() for line in str(text).splitlines() if line.strip()]


def decided(row: TableRow) -> Iterator[RaisedMatter]:
    """The matters of a meeting."""
    origin = f"{_shown(row['when'])}{row['meeting_kind'] or '调度'}"
    for line in lines_of(row["decision"]):
        yield RaisedMatter(line, row["unit"], row["due"], row["task_id"], "会议议定", origin)


def found(row: TableRow) -> Iterator[RaisedMatter]:
    """What a visit found."""
    origin = f"{_shown(row['when'])}调研{row['place']}"
    for line in lines_of(row["found"]):
        yield RaisedMatter(line, "", "", row["task_id"], "领导调研", origin)


def _shown(value: Value) -> str:
    day = day_of(value)
    return f"{day:%Y-%m-%d}" if day else ""


def problem_of(matter: RaisedMatter, number: str, stage: str, on: date) -> dict[str, Value]:
    """The row of 问题台账 for a matter: raised, with the unit and the day where they are known."""
    return {
        "problem_id": number, "problem": matter.text, "problem_kind": PROBLEM,
        "source": matter.source, "task_id": matter.task_id, "unit": matter.unit,
        "due": matter.due, "stage": stage, "raised": on, "stage_since": on,
        "origin": matter.origin, "course": f"{on:%Y-%m-%d} 由{matter.origin}转入",
    }  # fmt: skip


def draft_of(matter: RaisedMatter, number: int) -> dict[str, Value]:
    """The row of 方案拆解 for a matter: the clerk looks at it and registers it."""
    return {
        "draft_no": float(number), "name": matter.text, "content": matter.text,
        "lead": matter.unit, "due": matter.due, "document": matter.origin,
        "doubt": "" if matter.unit and matter.due else "会议没有写明落实单位或时限",
    }  # fmt: skip


def registered(turned: str, drafts: Mapping[int, Row]) -> list[str]:
    """The numbers of tasks that drafts became: all of them, or none while one still waits."""
    numbers = [int(n) for n in _DRAFTS.findall(turned)]
    tasks = [str(drafts[n]["registered"]) for n in numbers if n in drafts]
    return tasks if tasks and len(tasks) == len(numbers) and all(tasks) else []
