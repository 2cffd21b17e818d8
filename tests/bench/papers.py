"""All papers of a period against a bare groupby of pandas and a bare writing of the same pages.

    python -m tests.bench.papers [tasks] [periods]

A year of 5,000 tasks × 12 periods unless told: every kind of 公文 of the last period and its board.
Bare means: the same rows into frames, the last judgement of each task, counts by state, category
and unit; then python-docx writes the same paragraphs and tables, XlsxWriter the same cells, with no
look at all. Both start from the same rows in memory. Seconds are of the processor; nothing is
asserted.
"""

import io
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from taizhang.books.layout import load_layout
from taizhang.core.addresses import column_letters
from taizhang.core.bulletin.plan import BulletinPast, plan_bulletin
from taizhang.core.bulletin.wording import kinds_of
from taizhang.core.cadence.rules import Schedule, Usual, schedule_of
from taizhang.core.issues import Issue
from taizhang.core.periods import Period, parse_period
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow

Rows = list[dict[str, Value]]
STATES = (("绿", "正常"), ("黄", "预警"), ("红", "滞后"))
CATEGORIES, UNITS = 12, 60
WORDS = dict.fromkeys(
    ("署名", "印发机关", "主送", "抄送", "专报主送", "地区", "专项行动", "联系电话", "专报任务"),
    "示例县",
)


class Page(NamedTuple):
    """What stands on a paper: paragraphs and tables of a .docx, or the cells of sheets."""

    paragraphs: Sequence[str]
    tables: Sequence[Sequence[Sequence[str]]]
    sheets: Sequence[Sequence[Sequence[Any]]] = ()


def tables(tasks: int, periods: Sequence[Period]) -> dict[str, LedgerRows]:
    """A ledger of so many tasks, judged in each period; the words are those shipped."""
    layout = load_layout()
    rows: dict[str, Rows] = {key: [] for key in layout.sheets}
    for key, first in layout.begins.items():
        rows[key] = [dict(row) for row in first]  # type: ignore[arg-type]
    rows["lamp_rules"] = [dict(row) for row in layout.lamp_rules]  # type: ignore[arg-type]
    for n in range(tasks):
        rows["tasks"].append({
            "task_id": f"2022-{n:04}", "name": f"第{n}项任务：完成建设并投入使用", "lead": f"单位{n % UNITS}",
            "category": f"第{n % CATEGORIES}类", "level": "常规", "kind": "其他", "stage": "办理中",
            "start": periods[0].first, "due": date(periods[-1].last.year, 12, 31),
            "progress": n % 100 / 100, "state": "正常", "latest": "已完成场地平整，正在浇筑基础",
        })  # fmt: skip
    for at, period in enumerate(periods):
        for n, task in enumerate(rows["tasks"]):
            lamp, state = STATES[(n // 7 + at) % 3]
            rows["judgements"].append({
                "period": period.id, "task_id": task["task_id"], "name": task["name"],
                "lead": task["lead"], "judged_on": period.last, "lamp": lamp, "state": state,
                "rule": "正常", "reason": "进度35%，序时进度40%", "progress": 0.35, "elapsed": 0.4,
            })  # fmt: skip
        rows["summary"] += [
            {"period": period.id, "unit": f"单位{u}", "timing": "按时"} for u in range(UNITS)
        ]
    return {key: _table(key, found) for key, found in rows.items()}


def _table(key: str, rows: Rows) -> LedgerRows:
    spec = load_layout()[key]
    blank: dict[str, Value] = dict.fromkeys(spec.keys, "")
    found = [TableRow(at, {**blank, **row}) for at, row in enumerate(rows, start=3)]
    letters = {name: column_letters(at) for at, name in enumerate(spec.keys)}
    return LedgerRows(spec, spec.label, letters, found)


def papers(found: Mapping[str, LedgerRows], period: Period) -> Iterator[bytes]:
    """Every paper of the period, as its file."""
    from taizhang.books.boards.board import draw_board
    from taizhang.books.official.bulletin import draw_bulletin
    from taizhang.books.official.style import official_style
    from taizhang.core.boards.plan import BoardPast, plan_board

    style = official_style()
    for kind in kinds_of(found["paper_words"]):
        past = BulletinPast(kind, period, period.last, found, WORDS)
        if past.of_one_task:
            past = BulletinPast(kind, period, period.last, found, WORDS, "2022-0001")
        plan = plan_bulletin(past)
        if not isinstance(plan, Issue):
            yield draw_bulletin(plan, style)
    board = plan_board(BoardPast(period, period.last, found, _schedule(found), WORDS))
    if not isinstance(board, Issue):
        yield draw_board(board, "A3")


def _schedule(found: Mapping[str, LedgerRows]) -> Schedule:
    from datetime import time as clock

    columns = {c.label: c.key for c in load_layout()["tasks"].columns}
    return schedule_of(found, Usual("月", 25, clock(17), True), "", columns)


def pages_of(files: Sequence[bytes]) -> list[Page]:
    """What stands on these papers."""
    import docx
    import openpyxl

    pages = []
    for data in files:
        try:
            paper = docx.Document(io.BytesIO(data))
        except ValueError:
            book = openpyxl.load_workbook(io.BytesIO(data))
            cells = [[list(row) for row in s.iter_rows(values_only=True)] for s in book.worksheets]
            pages.append(Page((), (), cells))
            continue
        held = [[[c.text for c in row.cells] for row in table.rows] for table in paper.tables]
        pages.append(Page([p.text for p in paper.paragraphs], held))
    return pages


def bare(found: Mapping[str, LedgerRows], period: Period, pages: Sequence[Page]) -> None:
    """Frames, counts and the same pages without any look; the frames once for each paper."""
    for page in pages:
        _counts(found, period)
        if page.sheets:
            _bare_sheets(page)
        else:
            _bare_docx(page)


def _counts(found: Mapping[str, LedgerRows], period: Period) -> None:
    import pandas as pd

    tasks = pd.DataFrame(found["tasks"].values)
    judged = pd.DataFrame(found["judgements"].values)
    last = judged[judged["period"] <= period.id].groupby("task_id").last()
    both = tasks.merge(last, on="task_id", suffixes=("", "_judged"))
    for key in ("state_judged", "category", "lead"):
        both.groupby(key).agg({"progress": "mean", "task_id": "count"})


def _bare_docx(page: Page) -> None:
    import docx

    paper = docx.Document()
    for text in page.paragraphs:
        paper.add_paragraph(text)
    for rows in page.tables:
        table = paper.add_table(len(rows), len(rows[0]))
        for line, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, texts, strict=True):
                cell.text = text
    paper.save(io.BytesIO())


def _bare_sheets(page: Page) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}) as book:
        for rows in page.sheets:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, [v for v in row if not isinstance(v, date)])


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def peak() -> float:
    """The most memory that the process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure both, twice; the better of each counts."""
    given = [*map(int, sys.argv[1:3])]
    tasks, count = [*given, *(5000, 12)[len(given) :]]
    months = [parse_period(f"2022-{n:02}") for n in range(1, count + 1)]
    periods = [p for p in months if p is not None]
    small = tables(10, periods[:1])
    bare(small, periods[0], pages_of(list(papers(small, periods[0]))))  # imports are not measured
    found = tables(tasks, periods)
    files: list[bytes] = []
    before = peak()
    ours = [timed(lambda: files.extend(papers(found, periods[-1])))]
    made_at = peak()
    made = files[:]
    pages = pages_of(made)
    read_at = peak()
    theirs = [timed(lambda: bare(found, periods[-1], pages))]
    print(
        f"peak memory: {before:.0f} MB with the rows, {made_at:.0f} when papers are made, {read_at:.0f}"
        f" when they are read back, {peak():.0f} behind the bare ones"
    )
    ours.append(timed(lambda: list(papers(found, periods[-1]))))
    theirs.append(timed(lambda: bare(found, periods[-1], pages)))
    print(
        f"{tasks} tasks, {count} periods, {len(made)} papers: {min(ours):.2f} s; bare frames and"
        f" pages {min(theirs):.2f} s; ratio {min(ours) / min(theirs):.2f}"
    )


if __name__ == "__main__":
    main()
