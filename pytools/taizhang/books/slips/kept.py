"""Slips as they went out: one workbook each under 通报/<year>/, written once and never again."""

import json
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import chain, count
from pathlib import Path

from taizhang.books.slips.draw import KEPT, SlipSheet, build_slips
from taizhang.core.duty.forms import Blocks
from taizhang.core.duty.slip_plan import Slip
from taizhang.core.filenames import sheet_names
from wholefile import whole

TWIN = "_{}"  # behind the name of a second slip of one name


def stems_in(room: Path) -> list[str]:
    """The slips that went out before, of all years."""
    return sorted(path.stem for path in room.glob("[0-9][0-9][0-9][0-9]/*.xlsx"))


def keep_slip(room: Path, slip: Slip) -> Path:
    """The frozen copy of a slip: the one there is, or a new one.

    What bears a number stays as it went out. Without one, what says something else by now is kept
    beside what was printed before.
    """
    path = _kept(room, slip)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _build(path, slip)
    return path


def _kept(room: Path, slip: Slip) -> Path:
    """Where a slip is kept, or will be."""
    there = next(iter(sorted(room.glob(f"[0-9][0-9][0-9][0-9]/{slip.stem}.xlsx"))), None)
    first = there or room / str(slip.year) / f"{slip.stem}.xlsx"
    if slip.number or slip.again or not slip.blocks:
        return first
    others = (first.with_name(f"{slip.stem}_{n}.xlsx") for n in count(2))
    return next(p for p in chain([first], others) if not p.exists() or _says(p, slip))


def _says(path: Path, slip: Slip) -> bool:
    """Whether a kept slip says the same."""
    return content_of(path) == (slip.name, slip.blocks)


def _build(path: Path, slip: Slip) -> None:
    text = json.dumps({"name": slip.name, "blocks": slip.blocks}, ensure_ascii=False)
    sheet = SlipSheet(sheet_names([slip.name])[0], slip.name, slip.blocks)
    build_slips(path, slip.name, [sheet], datetime.combine(slip.day, time(9)), kept=text)


def content_of(path: Path) -> tuple[str, Blocks]:
    """The name and the text that a frozen copy holds."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        rows = book.get_sheet_by_name(KEPT).to_python()
    found = json.loads("".join(str(row[0]) for row in rows))
    return found["name"], found["blocks"]


def keep_run(room: Path, slips: Sequence[Slip], stem: str, day: datetime) -> Path:
    """All the slips of a print run in one workbook, a sheet each, as they were kept or will be.

    One that is there already and says the same is left as it is.
    """
    folder = room / str(day.year)
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        path = folder / f"{stem}{f'_{number}' if number > 1 else ''}.xlsx"
        content = _run(room, slips, path.stem, day)
        if path.exists() and path.read_bytes() != content:
            continue
        if not path.exists():
            with whole(path) as beside:
                beside.write_bytes(content)
        break
    return path


def _run(room: Path, slips: Sequence[Slip], title: str, day: datetime) -> bytes:
    contents = []
    for slip in slips:
        there = _kept(room, slip)
        contents.append(content_of(there) if there.exists() else (slip.name, slip.blocks))
    names = sheet_names([name for name, _ in contents], TWIN)
    sheets = [
        SlipSheet(sheet, name, blocks)
        for sheet, (name, blocks) in zip(names, contents, strict=True)
    ]
    made = BytesIO()
    build_slips(made, title, sheets, day)
    return made.getvalue()
