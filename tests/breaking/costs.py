"""Each hostile file alone among five good ones, through a whole merge: what it costs, what it stops.

python -m tests.breaking.costs [--json] [WORD …]        ("flood" or "flood: …" for floods)

The merge runs in a forked process, which tells its seconds of work and its highest memory; those of a merge
of the five alone are taken off. The five must be merged, their papers made and the other one named.
"""

import argparse
import json
import math
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import xlwings as xw

from taizhang.actions.setup.creating import init
from taizhang.books.foreign.names import shown_name
from taizhang.books.foreign.package import LOCKS
from taizhang.books.layout import load_layout
from taizhang.books.resources import resource
from taizhang.office.workplace import MASTER
from tests.breaking.forked import run
from tests.breaking.hostile import Specimens, specimens
from tests.breaking.stages import close_all, in_terminal

PERIOD = "2022-06"
GOOD = ("县发展和改革局", "县财政局", "县水务局", "县民政局", "县统计局")
OWN = "县审计局"  # the hostile file is made of this unit's form
SECONDS, MEGABYTES = 3.0, 300.0
IDENTITY = ("a" * 32, "b" * 64)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one file did: seconds and megabytes over the plain run, and what went wrong."""

    name: str
    seconds: float = 0.0
    memory: float = 0.0
    size: float = 0.0
    codes: Sequence[str] = ()
    wrong: Sequence[str] = field(default_factory=list)


def base(folder: Path) -> Path:
    """A ledger whose forms are sent, five of them returned; two of those have a cell to correct."""
    init(folder, identity=IDENTITY)
    demo = resource("templates") / "demo"
    book = str(folder / MASTER)
    in_terminal(["load", book, str(demo / "units.csv"), str(demo / "tasks.csv")])
    in_terminal(["distribute", book, "--period", PERIOD, "--on", "2022-06-01"])
    for number, unit in enumerate(GOOD):
        fill(folder, unit, folder / "收件" / PERIOD, "不知道" if number < 2 else 0.3)
    return folder


def fill(folder: Path, unit: str, target: Path, progress: object) -> Path:
    """The unit's form with an answer in its first task."""
    source = folder / "下发" / PERIOD / f"{unit}_{PERIOD}_报送表.xlsx"
    target.mkdir(parents=True, exist_ok=True)
    path = Path(shutil.copyfile(source, target / source.name))
    spec = load_layout().form.tasks
    book = xw.Book(path)
    sheet = book.sheets[spec.label]
    block = sheet.used_range.options(ndim=2).value
    head = next(i for i, line in enumerate(block) if spec["task_id"].label in line)
    for key, value in (("progress", progress), ("latest", "完成选址，正在办理手续")):
        sheet.range((head + 2, block[head].index(spec[key].label) + 1)).value = value
    book.save()
    book.close()
    return path


@dataclass(frozen=True, slots=True)
class Ran:
    """A merge: its answer, seconds, highest megabytes over those before it."""

    answer: dict[str, Any]
    seconds: float
    memory: float
    err: str


def merge(folder: Path) -> Ran:
    """Merge in a forked process."""
    words = ["merge", str(folder / MASTER), "--period", PERIOD, "--on", "2022-06-28", "--json"]

    def job() -> None:
        Path("/proc/self/clear_refs").write_text("5")  # the highest memory counts from here
        code = in_terminal(words)
        status = Path("/proc/self/status").read_text()
        peak = re.search(r"VmHWM:\s+(\d+)", status)
        used = os.times()
        (folder / "峰值").write_text(f"{peak[1] if peak else 0} {used.user + used.system}")
        raise SystemExit(code)

    ended = run(job, folder)
    peak = folder / "峰值"
    memory, seconds = (
        map(float, peak.read_text().split()) if peak.exists() else (math.inf, math.inf)
    )
    try:
        answer = json.loads(ended.out)
    except ValueError:
        answer = {"ok": False, "issues": [], "code": ended.code}
    return Ran(answer, seconds, memory / 1024, ended.err)


def cost(name: str, made: tuple[str, Callable[[Path], object]], home: Path, plain: Ran) -> Cost:
    """Put the file among the five and merge."""
    folder = home / "处"
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(home / "前", folder)
    file, make = made
    path = folder / "收件" / PERIOD / file
    make(path)
    size = path.stat().st_size / 1e6 if path.is_file() and not path.is_symlink() else 0.0
    ran = merge(folder)
    codes = sorted({i["code"] for i in ran.answer.get("issues", ()) if i["code"][0] in "FMW"})
    inside = (
        [p for p in path.rglob("*") if p.is_file()]
        if path.is_dir() and not path.is_symlink()
        else [path]
    )
    wrong = [w for p in inside or [path] for w in _wrong(ran, shown_name(p), folder, bool(inside))]
    seconds, memory = ran.seconds - plain.seconds, ran.memory - plain.memory
    return Cost(name, round(seconds, 2), _whole(memory), round(size, 2), codes, wrong)


def _whole(megabytes: float) -> int:
    """Whole megabytes; of a process that died too many."""
    return round(megabytes) if math.isfinite(megabytes) else sys.maxsize


def _wrong(ran: Ran, file: str, folder: Path, there: bool) -> list[str]:
    """What is not as it should be, in words; a folder of nothing (not `there`) nobody names."""
    answer = ran.answer
    if not answer.get("ok"):
        return [f"no answer: {answer} {ran.err[-300:]}"]
    found = []
    if answer["merged"] < len(GOOD):
        found.append(f"merged {answer['merged']}")
    papers = [*(folder / "通报").glob("*"), *(folder / "退回" / PERIOD).glob("*")]
    names = {p.name for p in papers}
    found += [
        f"nothing goes back to {unit}" for unit in GOOD[:2]
        if not any(name.startswith(unit) for name in names)
    ]  # fmt: skip
    if not {f"汇总结果_{PERIOD}.xlsx", f"催办_{PERIOD}.txt"} <= names:
        found.append("no page or no reminder")
    said = json.dumps(answer, ensure_ascii=False)
    expected = answer["merged"] > len(GOOD) or file.startswith(LOCKS)  # of those nobody speaks
    if there and not expected and json.dumps(file, ensure_ascii=False)[1:-1] not in said:
        found.append("nobody names it")
    if "Traceback" in ran.err or "W700" in said or "W299" in said:
        found.append("a paper is owed, or a traceback")
    return found


def measured(words: Sequence[str]) -> tuple[Ran, list[Cost]]:
    """All specimens whose name holds one of the words; all where there are none."""
    home = Path(tempfile.mkdtemp(prefix="tzcosts"))
    try:
        with Path(os.devnull).open("w") as nowhere:
            import contextlib

            with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
                base(home / "前")
        form = fill(home / "前", OWN, home / "表", "大概吧").read_bytes()
        close_all()
        shutil.copytree(home / "前", home / "处")
        merge(home / "处")  # what is imported late is warm after this
        _warm(home)
        flooded = not words or any(word.startswith("flood") for word in words)
        made = specimens(
            form, flooded=flooded
        )  # before the plain run: forks bear what this process holds
        plain = _plain(home)
        chosen: Specimens = {
            name: how for name, how in made.items()
            if not words or any(word in name for word in words)
        }  # fmt: skip
        return plain, [_shown(cost(name, how, home, plain)) for name, how in chosen.items()]
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _warm(home: Path) -> None:
    """Once in this process, so that every fork has all of it."""
    shutil.rmtree(home / "处")
    shutil.copytree(home / "前", home / "处")
    with Path(os.devnull).open("w") as nowhere:
        import contextlib

        with contextlib.redirect_stdout(nowhere):
            in_terminal(
                ["merge", str(home / "处" / MASTER), "--period", PERIOD, "--on", "2022-06-28"]
            )


def _plain(home: Path) -> Ran:
    shutil.rmtree(home / "处")
    shutil.copytree(home / "前", home / "处")
    return merge(home / "处")


_PRINTS = [True]


def _shown(found: Cost) -> Cost:
    if _PRINTS[0]:
        bad = found.wrong or found.seconds > SECONDS or found.memory > MEGABYTES
        figures = f"{found.size:8.2f} MB {found.seconds:6.2f} s {found.memory:5.0f} MB"
        print(f"{'!' if bad else ' '} {found.name:48}{figures}  {' '.join(found.codes)} "
              f"{'; '.join(found.wrong)}", flush=True)  # fmt: skip
    return found


def main() -> None:
    """Print the table; exit code 1 where anything is too dear or went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="*")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    _PRINTS[0] = not asked.json
    plain, found = measured(asked.words)
    if asked.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        dear = [c for c in found if c.seconds > SECONDS or c.memory > MEGABYTES]
        print(f"{len(found)} files; plain {plain.seconds:.2f} s {plain.memory:.0f} MB; "
              f"too dear {len(dear)}; wrong {sum(bool(c.wrong) for c in found)}")  # fmt: skip
    raise SystemExit(1 if any(c.wrong for c in found) else 0)


if __name__ == "__main__":
    main()
