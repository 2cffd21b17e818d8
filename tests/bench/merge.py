"""What a whole merge costs against bare calamine, and against pandas with openpyxl: a table.

python -m tests.bench.merge [FORMS ...]     60 and 1000 forms unless told; 30 to 140 rows each

Forms are made by `distribute` from a ledger made up here and filled in as a careful clerk does.
More forms mean more units at the same tasks, as where a province asks its counties, not more tasks.
Bare: every sheet of every file to Python by calamine, in as many processes. Write: as many rows
as the merge adds to 报送记录, by XlsxWriter in constant memory, to set the ratio beside. pandas:
the filled sheets read by openpyxl and concatenated, nothing compared and nothing written; above
60 files reckoned from the first 60. The merge opens the ledger, writes and saves it. Each figure
comes from a process of its own, the highest memory with it; the machine's pace changes, so bare
and merge take turns and the best of each counts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

PERIOD = "2022-06"
SENT, RECEIVED = datetime(2022, 6, 20, 9), datetime(2022, 6, 24, 9)
SHARED = 10, 20  # units of a task: one leads, the others help; at least 10, at least a 20th of all
FEW, TURNS = 60, 3
FILLED = ["任务填报", "节点填报"]
NEWS = "完成招标，施工单位已进场，累计完成投资{}万元，本期第{}次更新。"
STEPS = ("6月底前完成主体工程。", "加快办理用地手续，按期交付。", "组织验收并整改到位。")


def main(sizes: list[int]) -> None:
    """Print a line a size: seconds, ratios, megabytes."""
    print(
        f"{'forms':>6}{'rows':>8}{'procs':>6}{'bare s':>9}{'write s':>9}{'merge s':>9}{'ratio':>7}"
        f"{'pandas s':>10}{'times':>7}{'peak MB':>9}"
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            book, rows = prepare(Path(folder), size)
            for workers in (1, 2) if size > FEW else (1,):
                _line(book, size, rows, workers)


def _line(book: Path, size: int, rows: int, workers: int) -> None:
    loop = _alone("pandas", book, 1)["seconds"]
    write = _alone("write", book, rows)["seconds"]
    bares, runs = [], []
    for _ in range(TURNS):
        bares.append(_alone("bare", book, workers)["seconds"])
        with _untouched(book):
            runs.append(_alone("merge", book, workers))
    bare, best = min(bares), min(runs, key=lambda r: r["seconds"])
    took = best["seconds"]
    print(
        f"{size:>6}{rows:>8}{workers:>6}{bare:>9.2f}{write:>9.2f}{took:>9.2f}{took / bare:>7.2f}"
        f"{loop:>10.1f}{loop / took:>7.1f}{best['megabytes']:>9.0f}",
        flush=True,
    )


def prepare(folder: Path, size: int) -> tuple[Path, int]:
    """A ledger with so many units, and their filled forms in 收件; also the rows in all."""
    import xlwings as xw

    import xlfile
    from taizhang.actions.distributing import distribute
    from taizhang.desk import Quiet
    from taizhang.office.moment import Moment
    from tests.support.masters import build

    book = build(folder / "督查台账.xlsm", _tables(size))
    xlfile.activate()
    opened = xw.Book(str(book))
    done = distribute(opened, Quiet(), Moment(SENT.date(), SENT), PERIOD)
    opened.close()
    inbox = folder / "收件" / PERIOD
    inbox.mkdir(parents=True)
    for number, path in enumerate(p for p in done.files if p.name.endswith("_报送表.xlsx")):
        _fill(path, inbox / path.name, Random(number))
    return book, int(str(done.data["rows"]))


def _tables(size: int) -> dict[str, Any]:
    rng = Random(size)
    names = [f"示例市第{n + 1:04}局" for n in range(size)]
    room = [rng.randint(30, 140) for _ in names]
    tasks: list[dict[str, Any]] = []
    left = dict(enumerate(room))
    many = max(SHARED[0], size // SHARED[1])
    while len(left) >= many:
        busiest = sorted(left, key=lambda n: (-left[n], n))[:many]
        tasks.append(_task(len(tasks) + 1, [names[n] for n in busiest]))
        for n in busiest:
            left[n] -= 1
            if not left[n]:
                del left[n]
    return {
        "tasks": tasks,
        "nodes": [_node(t, n) for t in tasks[::4] for n in (1, 2)],
        "units": [
            {"unit": u, "order": n, "type": "市直部门", "reports": "是"}
            for n, u in enumerate(names, start=1)
        ],
    }


def _task(number: int, units: list[str]) -> dict[str, Any]:
    turn = number % len(units)
    lead, co = units[turn], units[:turn] + units[turn + 1 :]
    return {
        "task_id": f"2022-{number:05}",
        "category": "重点工作",
        "name": f"第{number}项任务：按时间表完成改造提升并投入使用",
        "level": "重点" if number % 3 else "常规",
        "lead": lead,
        "co": "、".join(co),
        "start": date(2022, 1, 5),
        "due": date(2022, 12, 31),
        "measure": "万元",
        "target": 2000.0,
        "progress": 0.2,
        "latest": "完成初步设计，正在办理用地手续，预计下月开工。",
        "stage": "办理中",
    }


def _node(task: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "task_id": task["task_id"],
        "node_no": number,
        "node": f"第{number}阶段工作完成",
        "unit": task["lead"],
        "planned": date(2022, 6 + 2 * number, 15),
    }


def _fill(source: Path, target: Path, rng: Random) -> None:
    """Progress, news and the next step in every row that is led; news where one helps."""
    import xlwings as xw

    book = xw.Book(str(source))
    sheet = book.sheets["任务填报"]
    block = sheet.used_range.value
    top = next(i for i, line in enumerate(block) if line[0] == "任务编号")
    at = {str(label): i for i, label in enumerate(block[top]) if label}
    led = [line[at["本单位角色"]] == "牵头" for line in block[top + 1 :] if line[0]]
    columns: dict[str, list[Any]] = {
        "完成进度": [rng.randint(4, 12) * 0.05 if own else None for own in led],
        "最新进展": [NEWS.format(rng.randint(10**5, 10**7), i) for i in range(len(led))],
        "下一步措施": [rng.choice(STEPS) for _ in led],
    }
    for label, values in columns.items():
        cell = sheet.range((top + 2, at[label] + 1), (top + 1 + len(values), at[label] + 1))
        cell.value = [[v] for v in values]
    book.save(str(target))
    book.close()


@contextmanager
def _untouched(book: Path) -> Iterator[None]:
    before = book.read_bytes()
    yield
    book.write_bytes(before)


def _alone(work: str, book: Path, number: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.merge", work, str(book), str(number)]
    plain = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    compiled = {"PYTHONPYCACHEPREFIX": str(book.parent / "compiled")}  # as an installed package is
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=plain | compiled)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _run(work: str, book: Path, number: int) -> None:
    """`number` counts processes, for "write" rows."""
    import resource

    files = sorted((book.parent / "收件" / PERIOD).glob("*.xlsx"))
    works = {
        "bare": lambda: _bare(files, number),
        "pandas": lambda: _pandas(files),
        "write": lambda: _write(book.parent / "报送记录.xlsx", number),
        "merge": lambda: _merge(book, files, number),
    }
    seconds = works[work]()
    used = [resource.getrusage(who).ru_maxrss for who in
            (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]  # fmt: skip
    print(json.dumps({"seconds": seconds, "megabytes": max(used) / 1024}))


def _bare(files: list[Path], workers: int) -> float:
    from taizhang.actions.executors import readers

    with readers(len(files), workers) as executor:
        start = time.perf_counter()
        cells = executor.map(read_bare, files, chunksize=8) if executor else map(read_bare, files)
        sum(cells)
        return time.perf_counter() - start


def read_bare(path: Path) -> int:
    """Every sheet to Python; returns the rows, so that a worker has nothing to send."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        return sum(len(book.get_sheet_by_name(n).to_python()) for n in book.sheet_names)


def _pandas(files: list[Path]) -> float:
    import pandas as pd

    few = files[:FEW]
    start = time.perf_counter()
    frames = [pd.read_excel(f, sheet_name=FILLED, header=2, engine="openpyxl") for f in few]
    for name in FILLED:
        pd.concat([f[name] for f in frames])
    return (time.perf_counter() - start) * len(files) / len(few)


def _write(path: Path, rows: int) -> float:
    import xlsxwriter

    rng, start = Random(rows), time.perf_counter()
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, dated = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for row in range(rows):
        name, unit = (
            f"第{row % 997}项任务：按时间表完成改造提升并投入使用",
            f"示例市第{row // 85:04}局",
        )
        texts = (
            *(PERIOD, f"2022-{row % 997:05}", name, unit, "配合", STEPS[row % len(STEPS)]),
            *(NEWS.format(rng.randint(10**5, 10**7), row), "按时", f"{unit}_{PERIOD}_报送表.xlsx"),
            *("有效", "汇总-20220624-01"),
        )
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
        sheet.write_number(row, len(texts), rng.randint(4, 12) * 0.05)
        sheet.write_datetime(row, len(texts) + 1, RECEIVED, dated)
    book.close()
    return time.perf_counter() - start


def _merge(book: Path, files: list[Path], workers: int) -> float:
    import xlwings as xw

    import xlfile
    from taizhang.actions.executors import readers
    from taizhang.actions.merging import merge
    from taizhang.desk import Quiet
    from taizhang.office.moment import Moment

    xlfile.activate()
    with readers(len(files), workers) as executor:
        start = time.perf_counter()
        opened = xw.Book(str(book))
        done = merge(opened, Quiet(), Moment(RECEIVED.date(), RECEIVED), PERIOD, executor)
        opened.close()
        took = time.perf_counter() - start
    if done.data["merged"] != len(files):
        sys.exit(f"merged {done.data['merged']} of {len(files)}")
    return took


if __name__ == "__main__":
    if sys.argv[1:2] and not sys.argv[1].isdigit():
        _run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main([int(n) for n in sys.argv[1:]] or [60, 1000])
