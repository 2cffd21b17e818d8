"""Labelled notices: NNNN.txt beside NNNN.md, whose table states what each task must say.

Columns: 编号, 摘句 (words of the task), 牵头, 责任, 时限 (dates in order; 起DATE a start; 含糊), 周期,
指标 (op, value and unit). `（各自）` after 牵头 means that each leads. An empty cell must be empty.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from taizhang.notices import Notice, Task, split_notice

CASES = Path(__file__).parent / "cases"
FIELDS = ("牵头", "责任", "时限", "周期", "指标")


@dataclass(frozen=True)
class Row:
    """What one task must say; `cells` by column."""

    cells: dict[str, str]

    @property
    def words(self) -> str:
        return self.cells["摘句"]


@dataclass(frozen=True)
class Case:
    """A notice and what must come out of it."""

    name: str
    text: str
    count: int
    issued: date | None
    rows: tuple[Row, ...]

    def read(self) -> Notice:
        return split_notice(self.text, self.issued)


def cases() -> list[Case]:
    return [_case(path) for path in sorted(CASES.glob("*.txt"))]


def _case(path: Path) -> Case:
    told = path.with_suffix(".md").read_text(encoding="utf-8")
    count = re.search(r"任务数：(\d+)", told)
    issued = re.search(r"成文：(\d{4})-(\d\d)-(\d\d)", told)
    assert count, f"{path.name}: 任务数"
    return Case(
        path.stem,
        path.read_text(encoding="utf-8"),
        int(count[1]),
        date(*map(int, issued.groups())) if issued else None,
        tuple(_rows(told)),
    )


def _rows(told: str) -> Iterator[Row]:
    lines = [line for line in told.splitlines() if line.startswith("|")]
    header = [cell.strip() for cell in lines[0].strip("|").split("|")]
    for line in lines[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        yield Row(dict(zip(header, cells, strict=True)))


def found(notice: Notice, row: Row) -> Task | None:
    """Return the task that holds the words of a row."""
    return next((t for t in notice.tasks if row.words in t.text or row.words in t.title), None)


def said(task: Task) -> dict[str, str]:
    """Return what a task says, in the words of the table."""
    clause = task.clause
    lead = "、".join(clause.lead) + ("（各自）" if clause.each_leads else "") if clause else ""
    return {
        "编号": task.number,
        "牵头": lead,
        "责任": "、".join(clause.co) if clause else "",
        "时限": _dates(task),
        "周期": " ".join(dict.fromkeys(r for d in task.deadlines for r in d.recurrences)),
        "指标": " ".join(f"{t.op}{t.value:g}{t.unit}" for t in task.targets),
    }


def _dates(task: Task) -> str:
    parts = []
    for deadline in task.deadlines:
        parts += [deadline.due.isoformat()] if deadline.due else []
        if deadline.start and (not deadline.due or _is_range(deadline.text)):
            parts.append(f"起{deadline.start.isoformat()}")
        parts += ["含糊"] if deadline.vague else []
    return " ".join(sorted(set(parts), key=_order))


def _is_range(text: str) -> bool:
    """A start that only counts from the issue date (年内、三年内) is not stated in the tables."""
    return bool(re.search(r"[至到\-—–~]|旬|半年|季度|起", text))


def _order(part: str) -> tuple[int, str]:
    return (2 if part == "含糊" else 1 if part.startswith("起") else 0, part)


def wanted(row: Row) -> dict[str, str]:
    """Return what a row states, its dates in the order of `said`."""
    cells = dict(row.cells)
    cells["时限"] = " ".join(sorted(set(cells["时限"].split()), key=_order))
    return cells


def differences(notice: Notice, row: Row) -> dict[str, tuple[str, str]]:
    """Return the fields in which a task differs from its row: (stated, found)."""
    task = found(notice, row)
    if task is None:
        return {"任务": (row.words, "没有拆出")}
    told, have = wanted(row), said(task)
    fields = FIELDS + (("编号",) if told.get("编号") else ())
    return {f: (told[f], have[f]) for f in fields if _alike(f, told[f]) != _alike(f, have[f])}


def _alike(field: str, text: str) -> str:
    return text.translate(str.maketrans("（）", "()")) if field == "编号" else text
