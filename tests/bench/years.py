"""What years of work cost: merge, judge, chart and undo, month after month, each measured.

python -m tests.bench.years [closing] [MONTHS] [FOLDER]    60 months unless told; a folder is kept
python -m tests.bench.years quick [MONTHS ...]    first and last month only, 12 24 60 unless told
python -m tests.bench.years against [MONTHS] [TURNS] [FOLDER]    the last month against the first

The ledger is that of the demo: 68 tasks, 37 units, of which 35 report each month. Every job runs in
a process of its own, so that its highest memory is its own; seconds are of the processor, so that a
busy machine says nearly the same. Undo takes the month's merge back; then the ledger is put back as
the merge left it, and the years go on. The folder holds every month's forms, records, log lines and
backups, as an office's does. The last lines set the last month beside the first. Quick ones copy
the records and log lines of the first month into the months between, all but the last of which was
never worked in; those have no backups.
Against each other they run job by job in turns (60 months, 7 turns unless told), each turn on a
copy of what stood there before the month's merge; medians are printed, and their ratios. A folder
that holds such ledgers already is used as it is.
With `closing` the office closes the year before in each January (年度归档); quick ones print each
month both ways, the second with all years closed that are over.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import product
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Any

JOBS = ("merge", "undo", "judge", "chart")
BEGUN = 2022, 6
MISSING = ("县信访局", "县粮食局")
MEGA = 1 << 20
Figures = Mapping[str, float]
_COMPILED = Path(tempfile.gettempdir()) / "taizhang-bench-compiled"
_HEAD = "".join([
    f"{'month':>8}", *(f"{job + ' s':>10}{'MB':>6}" for job in JOBS),
    f"{'master MB':>11}{'backups MB':>12}{'copies':>8}",
])  # fmt: skip


def main(months: int, folder: Path, *, closing: bool = False) -> None:
    """Print a line a month, then the last month as multiples of the first."""
    begin(folder)
    print(_HEAD, flush=True)
    lines = []
    for number in range(months):
        if closing and number and _name(number).endswith("-01"):
            print(f"{'closed':>8}{_alone('archive', folder, number)['seconds']:>10.2f}", flush=True)
        lines.append(_month(folder, number))
        print(_shown(_name(number), lines[-1]), flush=True)
    first, last = lines[0], lines[-1]
    for job in JOBS:
        seconds, peak = last[f"{job} s"] / first[f"{job} s"], last[f"{job} MB"]
        print(f"{job:>8} {seconds:6.2f} times the first month's, {peak:.0f} MB")


def quick(months: Sequence[int]) -> None:
    """Print the first month, then each of these, the months before it copies of the first."""
    with tempfile.TemporaryDirectory() as folder:
        begin(first := Path(folder) / "1")
        print(_HEAD, flush=True)
        print(_shown("1", _month(first, 0)), flush=True)
        for many in months:
            copied = Path(folder) / str(many)
            shutil.copytree(first, copied)
            _alone("copies", copied, many - 2)
            _month(copied, many - 2)  # what a month finds, the month before it has left
            shutil.copytree(copied, closed := Path(folder) / f"{many}归档")
            print(_shown(str(many), _month(copied, many - 1)), flush=True)
            if _name(many - 1)[:4] > _name(0)[:4]:
                _alone("archive", closed, many - 1)
                print(_shown(f"{many}归档", _month(closed, many - 1)), flush=True)


def against(months: int, turns: int, folder: Path) -> None:
    """Print the medians of the first month, of the last, and of the last with its years closed."""
    numbers = {"1": 0, str(months): months - 1, f"{months}归档": months - 1}
    _prepare(folder, months)
    figures = {name: list[dict[str, float]]() for name in numbers}
    for turn in range(turns + 1):
        done = _turn(folder, numbers)
        for name in numbers if turn else ():  # the first only warms up
            figures[name].append(done[name])
    print(_HEAD)
    medians = {
        name: {key: median(turn[key] for turn in found) for key in found[0]}
        for name, found in figures.items()
    }
    for name, found in medians.items():
        print(_shown(name, found))
    for name in [*numbers][1:]:
        ratios = (
            f"{job} {medians[name][f'{job} s'] / medians['1'][f'{job} s']:.2f}" for job in JOBS
        )
        print(f"{name:>8} times the first month: {', '.join(ratios)}", flush=True)


def _prepare(folder: Path, months: int) -> None:
    """Three ledgers whose forms lie in 收件, not merged yet."""
    if (first := folder / "1").exists():
        return
    begin(first)
    shutil.copytree(first, grown := folder / str(months))
    _month(grown, 0)
    _alone("copies", grown, months - 2)
    _month(grown, months - 2)
    shutil.copytree(grown, closed := folder / f"{months}归档")
    _alone("send", first, 0)
    _alone("send", grown, months - 1)
    _alone("archive", closed, months - 1)
    _alone("send", closed, months - 1)


def _turn(folder: Path, numbers: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """One month in each of these ledgers, job by job in turns."""
    found: dict[str, dict[str, float]] = {name: {} for name in numbers}
    with tempfile.TemporaryDirectory() as copied:
        places = {name: Path(copied) / name for name in numbers}
        for name, place in places.items():
            shutil.copytree(folder / name, place)
        for job, (name, number) in product(JOBS, numbers.items()):
            done = _alone(job, places[name], number)
            found[name] |= {f"{job} s": done["seconds"], f"{job} MB": done["megabytes"]}
        for name, place in places.items():
            found[name] |= _sizes(place)
    return found


def _name(number: int) -> str:
    months = BEGUN[0] * 12 + BEGUN[1] - 1 + number
    return f"{months // 12}-{months % 12 + 1:02}"


def part_of(number: int) -> Mapping[str, Any]:
    """A month as the demo's story tells one."""
    year, month = map(int, _name(number).split("-"))
    return MappingProxyType({
        "id": _name(number),
        "send": datetime(year, month, 1, 9),
        "merge": datetime(year, month, 27, 10, 30),
        "judge": date(year, month, 27),
        "missing": MISSING,
        "late": (),
        "strays": (),
        "approved": (),
    })  # fmt: skip


def begin(folder: Path) -> None:
    """A new ledger with the demo's tasks, units and nodes."""
    _alone("begin", folder, 0)


def _month(folder: Path, number: int) -> dict[str, float]:
    _alone("send", folder, number)
    found: dict[str, float] = {}
    for job in JOBS:
        done = _alone(job, folder, number)
        found[f"{job} s"], found[f"{job} MB"] = done["seconds"], done["megabytes"]
    return found | _sizes(folder)


def _sizes(folder: Path) -> dict[str, float]:
    copies = [p for p in (folder / "备份").iterdir() if p.is_file()]
    return {
        "master": (folder / "督查台账.xlsm").stat().st_size / MEGA,
        "backups": sum(p.stat().st_size for p in copies) / MEGA,
        "copies": len(copies),
    }


def _shown(month: str, figures: Figures) -> str:
    jobs = "".join(f"{figures[f'{j} s']:>10.2f}{figures[f'{j} MB']:>6.0f}" for j in JOBS)
    sizes = f"{figures['master']:>11.2f}{figures['backups']:>12.1f}{figures['copies']:>8.0f}"
    return f"{month:>8}{jobs}{sizes}"


def _alone(work: str, folder: Path, number: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.years", work, str(folder), str(number)]
    plain = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    compiled = {"PYTHONPYCACHEPREFIX": str(_COMPILED)}  # as an installed package is
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=plain | compiled)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _run(work: str, folder: Path, number: int) -> None:
    import resource

    import xlfile
    from taizhang.demo import Story, _Show
    from taizhang.desk import Quiet

    xlfile.activate()
    source = Path(__file__).parents[2] / "templates" / "demo"
    story: Story = tomllib.loads((source / "story.toml").read_text("utf-8"))
    show = _Show(folder, Quiet(), source, story)
    part = part_of(number)
    start = time.process_time()
    if work == "begin":
        show.begin()
    elif work == "send":
        show._send(part)
        show._fill(part)
    elif work == "copies":
        _copies(folder, number)
    else:
        _job(work, folder, part)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "megabytes": peak}))


def _copies(folder: Path, months: int) -> None:
    """Fill the months between with what the first month has written."""
    import xlwings as xw

    from taizhang.office.office import Office

    book = xw.Book(str(folder / "督查台账.xlsm"))
    ledger = Office(book).ledger
    for sheet in ("reports", "judgements", "changes", "summary"):
        rows = ledger.values(sheet)
        for number in range(1, months):
            ledger[sheet].append([{k: _moved(v, number) for k, v in r.items()} for r in rows])
    book.save()
    book.close()


def _moved(value: Any, number: int) -> Any:
    """A value of the first month as a later one would have it."""
    then, now = _name(0), _name(number)
    if isinstance(value, date):
        year, month = map(int, now.split("-"))
        return value.replace(year=year, month=month, day=min(value.day, 28))
    if isinstance(value, str):
        found = re.sub(rf"{then}(?!\d)", now, value)  # 2022-060 is a task, no period
        return found.replace(then.replace("-", ""), now.replace("-", ""))
    return value


def _job(work: str, folder: Path, part: Mapping[str, Any]) -> None:
    import xlwings as xw

    from taizhang.actions.archiving import archive
    from taizhang.actions.charting import chart
    from taizhang.actions.judging import judge
    from taizhang.actions.merging import merge
    from taizhang.actions.undoing import undo
    from taizhang.desk import Quiet
    from taizhang.office.moment import Moment

    moment, master = Moment(part["judge"], part["merge"]), folder / "督查台账.xlsm"
    before = master.read_bytes()
    book = xw.Book(str(master))
    match work:
        case "merge":
            merge(book, Quiet(), moment, part["id"])
        case "judge":
            judge(book, Quiet(), moment, part["id"])
        case "chart":
            chart(book, Quiet(), moment, part["id"])
        case "undo":
            undo(book, Quiet(), moment)
        case "archive":
            archive(book, Quiet(), moment)
    book.close()
    if work == "undo":  # the years go on
        master.write_bytes(before)


def _arguments(given: Sequence[str]) -> None:
    if given[:1] == ["quick"]:
        quick([int(n) for n in given[1:]] or [12, 24, 60])
        return
    if given[:1] == ["against"]:
        months, turns = (int(n) for n in [*given[1:3], *("60", "7")[len(given) - 1 :]])
        with tempfile.TemporaryDirectory() as folder:
            against(months, turns, Path(given[3]) if len(given) > 3 else Path(folder))
        return
    if closing := given[:1] == ["closing"]:
        given = given[1:]
    if given[:1] and not given[0].isdigit():
        _run(given[0], Path(given[1]), int(given[2]))
        return
    months = int(given[0]) if given else 60
    if len(given) > 1:
        shutil.rmtree(given[1], ignore_errors=True)
        Path(given[1]).mkdir(parents=True)
        main(months, Path(given[1]), closing=closing)
        return
    with tempfile.TemporaryDirectory() as folder:
        main(months, Path(folder), closing=closing)


if __name__ == "__main__":
    _arguments(sys.argv[1:])
