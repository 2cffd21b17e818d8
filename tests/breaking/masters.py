"""The ledger as people leave it, sheet by sheet and job by job: one sentence, or done; never a traceback.

python -m tests.breaking.masters [--sheets 3] [--each 2] [--json] [JOB …]

Of each sheet: deleted, renamed, hidden, protected, its table made a range, a column renamed or
deleted, its heads merged; of the whole: without macros, saved by other programs. The jobs take
turns, `--each` a damage. The ledger is then what it was or what a whole job makes of it, and
修复工作簿 puts back all that the jobs need.
"""

import argparse
import contextlib
import itertools
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import xlwings as xw
from openpyxl import load_workbook

import xlfile
from taizhang.books.layout import load_layout
from taizhang.books.ledger import BrokenLedger, Ledger
from taizhang.books.master.package import write_parts
from taizhang.books.opc import sheet_parts
from taizhang.core.schema import SheetSpec
from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.workplace import MASTER
from tests.breaking.forked import Ended, run
from tests.breaking.kills import copied, in_terminal_quietly, leave
from tests.breaking.stages import NOW, STAGES, Folders, close_all
from tests.mangling.producers import by_node
from tests.support.damage import sheet_gone, table_as_cells, without_macros
from tests.support.office import run_script
from tests.support.old_ledgers import parts_of

MENDING = (
    "init",
    "settle",
    "manual",
    "rules",
    "repair",
    "upgrade",
    "decompose",
    "take_back",
    "archive",
)
JOBS = tuple(key for key in STAGES if key not in MENDING)
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


def _hidden(path: Path, spec: SheetSpec) -> None:
    parts = parts_of(path)
    old = b'<sheet name="%s"' % spec.label.encode()
    parts["xl/workbook.xml"] = re.sub(rb'(<sheet name="%s"[^>]*?) state="[a-zA-Z]*"' % spec.label.encode(), rb"\1", parts["xl/workbook.xml"])  # fmt: skip
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(old, old + b' state="veryHidden"')
    write_parts(path, parts)


def _protected(path: Path, spec: SheetSpec) -> None:
    parts = parts_of(path)
    sheet = sheet_parts(parts)[spec.label]
    plain = re.sub(rb"<sheetProtection[^>]*/>", b"", parts[sheet])
    lock = b'</sheetData><sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/>'
    write_parts(path, {**parts, sheet: plain.replace(b"</sheetData>", lock, 1)})


def _heads_merged(path: Path, spec: SheetSpec) -> None:
    """The second head goes into the first, as 合并后居中 does it."""

    merged: list[str] = []

    def change(ledger: Ledger) -> None:
        table = ledger[spec.key]
        merged.extend(table.address(table.top, key) for key in spec.keys[:2])
        table.sheet.range(merged[1]).value = "列2"

    _written(path, change)
    parts = parts_of(path)
    sheet = sheet_parts(parts)[spec.label]
    area = b'<mergeCell ref="%s"/>' % ":".join(merged).encode()
    if b"</mergeCells>" in parts[sheet]:
        parts[sheet] = parts[sheet].replace(b"</mergeCells>", area + b"</mergeCells>", 1)
    else:
        rest = rb"(<(?:phoneticPr|conditionalFormatting|dataValidations|hyperlinks|printOptions|pageMargins))"
        cells = b"<mergeCells>" + area + rb"</mergeCells>\1"
        parts[sheet] = re.sub(rest, cells, parts[sheet], count=1)
    write_parts(path, parts)


DAMAGES: Mapping[str, Callable[[Path, SheetSpec], None]] = {
    "deleted": _gone, "renamed": _renamed, "made a range": _as_cells, "hidden": _hidden,
    "protected": _protected, "a column renamed": _column_renamed, "a column deleted": _column_gone,
    "heads merged": _heads_merged,
}  # fmt: skip


def _by_openpyxl(path: Path, _: SheetSpec) -> None:
    book = load_workbook(path, keep_vba=True)
    book.save(path)


def _by_node(library: str) -> Callable[[Path, SheetSpec], None]:
    def save(path: Path, _: SheetSpec) -> None:
        source = Path(shutil.copyfile(path, path.with_suffix(".xlsx")))
        room = path.with_name("经手")
        room.mkdir()
        by_node([source], room, "xlsx", library=library)
        source.unlink()
        (room / source.name).replace(path)
        shutil.rmtree(room)

    return save


def _by_libreoffice(path: Path, _: SheetSpec) -> None:
    run_script("doc.store()", path)


WHOLE: Mapping[str, Callable[[Path, SheetSpec], None]] = {
    "without macros": lambda path, _: without_macros(path), "by openpyxl": _by_openpyxl,
    "by exceljs": _by_node("exceljs"), "by SheetJS": _by_node("xlsx"),
    "by LibreOffice": _by_libreoffice,
}  # fmt: skip


def main() -> None:
    """Print a line a sheet and damage; exit code 1 where anything went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("jobs", nargs="*", default=list(JOBS))
    parser.add_argument("--sheets", type=int, default=len(LAYOUT.sheets), help="how many, evenly")
    parser.add_argument("--each", type=int, default=2, help="jobs a damage")
    parser.add_argument("--whole", action="store_true", help="only what other programs do")
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
    turn = itertools.cycle(asked.jobs)
    for key in asked.jobs:
        copied(folders.before(key), place)
        in_terminal_quietly(STAGES[key].words, place)
    step = max(len(LAYOUT.sheets) // asked.sheets, 1)
    sheets = list(LAYOUT.sheets.values())[::step]
    damages = [(spec, *one) for spec in sheets for one in DAMAGES.items()]
    whole = [(sheets[0], *one) for one in WHOLE.items()]
    for spec, damage, harm in whole if asked.whole else damages:
        line = Line(spec.label, damage)
        for key in itertools.islice(turn, asked.each):
            copied(folders.before(key), place)
            harm(place / MASTER, spec)
            before = (place / MASTER).read_bytes()
            ended = run(lambda: leave(key, place), place)  # noqa: B023 - run at once
            line.codes[key], wrong = _judged(ended, before, place)
            line.wrong += [f"{key}: {w}" for w in wrong]
        line.wrong += _mended(place)
        if not asked.json:
            print(
                f"{line.sheet:<12}{line.damage:<18}"
                f"{' '.join(f'{key}:{code}' for key, code in line.codes.items())}", flush=True,
            )  # fmt: skip
            for fault in line.wrong:
                print(f"    {fault}", flush=True)
        yield line


def _mended(place: Path) -> list[str]:
    """What 修复工作簿 leaves undone: a sheet or a column that is still missing."""
    ended = run(lambda: leave("repair", place), place)
    try:
        if not json.loads(ended.out)["ok"]:
            return [f"repair: {ended.out[:300]}"]
    except ValueError:
        return [f"repair: no answer: {ended.err[-300:]}"]
    xlfile.activate()
    book = xw.Book(place / MASTER)
    wrong = []
    for key in LAYOUT.sheets:
        try:
            Ledger(book, LAYOUT)[key].rows  # noqa: B018 - reading is the test
        except BrokenLedger as broken:
            wrong.append(f"after repair: {broken.issue.code} {broken.issue.message}")
    close_all()
    return wrong[:3]


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
