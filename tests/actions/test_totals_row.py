"""A table that ends with a row of totals: they are never covered, and what stands below is named."""

import re
import zipfile
from pathlib import Path
from shutil import copytree

import pytest

from taizhang.books.ledger import BrokenLedger
from taizhang.office.workplace import MASTER
from tests.actions.conftest import office
from tests.actions.test_below import JOBS

pytestmark = pytest.mark.slow

WORD, BELOW = "汇总", "合计行下面的任务"


def with_totals(folder: Path, sheet: str) -> int:
    """Switch the totals of a table on, as Excel does, and type a row below them; their row."""
    now = office(folder)
    table = now.ledger[sheet]
    there, row = now.book.sheets[table.sheet.name], table.bottom + 1
    first, last = table.left, table.left + table.width - 1
    there.range((row, first)).value = WORD
    there.range((row + 1, first)).value = "2022-901"
    there.range((row + 1, first + 4)).value = BELOW
    area = f"{there.range((table.top, first), (row, last)).address}".replace("$", "")
    name = table.spec.label
    now.book.save()
    now.book.close()
    master = folder / MASTER
    with zipfile.ZipFile(master) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    part = next(n for n, d in parts.items() if "/tables/" in n and f'name="{name}"'.encode() in d)
    xml = re.sub(r'\bref="[^"]*"', f'ref="{area}"', parts[part].decode(), count=1)
    parts[part] = xml.replace('totalsRowShown="0"', 'totalsRowCount="1"', 1).encode()
    with zipfile.ZipFile(master, "w") as archive:
        for n, content in parts.items():
            archive.writestr(n, content)
    return row


CASES = [  # a table, a job, the code that is said
    ("tasks", "merge", "L132"),
    ("tasks", "judge", "L132"),
    ("tasks", "check", "L132"),
    ("tasks", "load", "L134"),
    ("changes", "distribute", "L134"),
    ("changes", "merge", "L134"),
    ("reports", "merge", "L134"),
    ("findings", "check", "L134"),
    ("summary", "undo", "L132"),
]


@pytest.mark.parametrize(("sheet", "job", "code"), CASES)
def test_totals_stay_and_what_stands_below_them_is_named(
    sent: Path, tmp_path: Path, sheet: str, job: str, code: str
) -> None:
    folder = copytree(sent, tmp_path / "台账")
    row = with_totals(folder, sheet)
    before = (folder / MASTER).read_bytes()
    try:
        said = {i.code for i in JOBS[job](folder).issues}
    except BrokenLedger as refusal:
        said = {refusal.issue.code}
        assert (folder / MASTER).read_bytes() == before, "nothing was changed"
    assert code in said
    table = office(folder).ledger[sheet]
    assert table.table.show_totals
    cells = [table.sheet.range((row + at, table.left)).value for at in (0, 1)]
    assert cells == [WORD, "2022-901"]
    assert table.sheet.range((row + 1, table.left + 4)).value == BELOW
