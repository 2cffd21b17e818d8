"""The ledger as people leave it, sheet by sheet and job by job: one sentence, or done; never a traceback.

python -m tests.breaking.masters [--sheets 3] [--json] [JOB …]

Of each sheet: deleted, renamed, its table made a range, a column renamed, a column deleted. The
ledger is then what it was or what a whole job makes of it.
"""

import argparse
import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import xlwings as xw

import xlfile
from taizhang.books.layout import load_layout
from taizhang.books.ledger import BrokenLedger, Ledger
from taizhang.books.master.package import write_parts
from taizhang.core.schema import SheetSpec
from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.workplace import MASTER
from tests.breaking.forked import Ended, run
from tests.breaking.kills import copied, in_terminal_quietly, leave
from tests.breaking.stages import NOW, STAGES, Folders, close_all
from tests.support.damage import sheet_gone, table_as_cells
from tests.support.old_ledgers import parts_of

JOBS = ("distribute", "merge", "judge", "chart", "check", "undo", "apply_rulings", "load")
LAYOUT = load_layout()


@dataclass(slots=True)
class Line:
    """How the jobs fared with one damage of one sheet: codes by job, and what went wrong."""

    sheet: str
    damage: str
    codes: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def _written(path: Path, change: Callable[[Ledger], None]) -> None:
    xlfile.activate()
    book = xw.Book(path)
    with contextlib.suppress(BrokenLedger):
        change(Ledger(book, LAYOUT))
        book.save()
    close_all()


def _gone(path: Path, spec: SheetSpec) -> None:
    sheet_gone(path, spec.label)


def _renamed(path: Path, spec: SheetSpec) -> None:
    parts = parts_of(path)
    old, new = spec.label.encode(), f"{spec.label}旧表".encode()
    named = parts["xl/workbook.xml"].replace(b'name="%s"' % old, b'name="%s"' % new)
    write_parts(path, {**parts, "xl/workbook.xml": named.replace(old + b"!", new + b"!")})


def _as_cells(path: Path, spec: SheetSpec) -> None:
    table_as_cells(path, spec.label)


def _column_renamed(path: Path, spec: SheetSpec) -> None:
    def change(ledger: Ledger) -> None:
        table = ledger[spec.key]
        table.sheet.range(table.address(table.top, spec.keys[0])).value = "谁也不认识的列"

    _written(path, change)


def _column_gone(path: Path, spec: SheetSpec) -> None:
    """Its head and its cells deleted: Excel then puts a head of its own there."""

    def change(ledger: Ledger) -> None:
        table = ledger[spec.key]
        column = spec.keys[-1]
        table.sheet.range(table.address(table.top, column)).value = "列99"
        first, last = table.address(table.top + 1, column), max(table.bottom, table.top + 1)
        table.sheet.range(f"{first}:{table.address(last, column)}").clear_contents()

    _written(path, change)


DAMAGES: Mapping[str, Callable[[Path, SheetSpec], None]] = {
    "deleted": _gone, "renamed": _renamed, "made a range": _as_cells,
    "a column renamed": _column_renamed, "a column deleted": _column_gone,
}  # fmt: skip


def main() -> None:
    """Print a line a sheet and damage; exit code 1 where anything went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("jobs", nargs="*", default=list(JOBS))
    parser.add_argument("--sheets", type=int, default=len(LAYOUT.sheets), help="how many, evenly")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    os.environ["TAIZHANG_NOW"] = NOW
    home = Path(tempfile.mkdtemp(prefix="tzmasters"))
    try:
        found = list(_all(Folders(home), asked))
    finally:
        shutil.rmtree(home)
    if asked.json:
        print(json.dumps([asdict(line) for line in found], ensure_ascii=False))
    else:
        runs, wrong = sum(len(x.codes) for x in found), sum(len(x.wrong) for x in found)
        print(f"{runs} runs, {wrong} wrong")
    raise SystemExit(1 if any(line.wrong for line in found) else 0)


def _all(folders: Folders, asked: argparse.Namespace) -> Iterator[Line]:
    place = folders.home / "处"
    for key in asked.jobs:
        copied(folders.before(key), place)
        in_terminal_quietly(STAGES[key].words, place)
    step = max(len(LAYOUT.sheets) // asked.sheets, 1)
    for spec in list(LAYOUT.sheets.values())[::step]:
        for damage, harm in DAMAGES.items():
            line = Line(spec.label, damage)
            for key in asked.jobs:
                copied(folders.before(key), place)
                harm(place / MASTER, spec)
                before = (place / MASTER).read_bytes()
                ended = run(lambda: leave(key, place), place)  # noqa: B023 - run at once
                line.codes[key], wrong = _judged(ended, before, place)
                line.wrong += [f"{key}: {w}" for w in wrong]
            if not asked.json:
                print(
                    f"{line.sheet:<12}{line.damage:<18}{' '.join(line.codes.values())}", flush=True
                )
                for fault in line.wrong:
                    print(f"    {fault}", flush=True)
            yield line


def _judged(ended: Ended, before: bytes, place: Path) -> tuple[str, list[str]]:
    """The exit code with the code of the sentence, and what is wrong with it."""
    try:
        answer: dict[str, Any] = json.loads(ended.out)
    except ValueError:
        return "?", [f"no answer: exit {ended.code} {ended.err[-300:]}"]
    wrong = []
    codes = [str(issue["code"]) for issue in answer["issues"]]
    if "W299" in codes or "Traceback" in ended.err:
        wrong.append("not foreseen")
    if ended.code == COULD_NOT_RUN:
        if len(codes) != 1:
            wrong.append(f"{len(codes)} sentences")
        if (place / MASTER).read_bytes() != before:
            wrong.append("refused, and yet the ledger is another one")
    return f"{ended.code}{codes[0] if ended.code == COULD_NOT_RUN else ''}", wrong


if __name__ == "__main__":
    main()
