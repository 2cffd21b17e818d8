"""What lies in 收件: every file is read or named, litter is nobody's report, no file stops the others."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from taizhang.actions.merging import merge
from taizhang.books.foreign.grids import Grid
from taizhang.books.foreign.names import files_in, shown_name
from taizhang.books.reading import identity
from taizhang.commands import COMMANDS
from taizhang.core.catalog import forms as catalog
from taizhang.core.schema import Layout
from taizhang.office.report import Desk
from taizhang.office.traces import TRACE
from taizhang.running import run
from tests.actions.conftest import Opener, moment, office, return_form

PERIOD = "2022-06"
MERGED = moment("2022-06-28T10:30")
LITTER = (
    "Thumbs.db",
    "desktop.ini",
    ".DS_Store",
    "~$县财政局.xlsx",
    "~WRL0001.tmp",
    ".~lock.县财政局.xlsx#",
)
HEADS = {"完成值": "目前完成数量", "完成进度": "完成百分比", "最新进展": "工作开展情况"}


def sent_back(folder: Path, unit: str, name: str = "") -> Path:
    """The unit's form, filled in, saved on the 20th, under another name."""
    path = return_form(folder, unit, PERIOD)
    book = xw.Book(path)
    book.sheets["任务填报"].range("J4").value = "已完成选址"
    book.save()
    book.close()
    if name:
        path = path.rename(path.with_name(name))
    at = datetime(2022, 6, 20, 9).timestamp()
    os.utime(path, (at, at))
    return path


def rename_heads(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for cell in book["任务填报"][3]:
        cell.value = HEADS.get(str(cell.value), cell.value)
    book.save(path)


@pytest.mark.skipif(
    os.name == "nt", reason="Windows has no links for everybody and names in UTF-16"
)
def test_every_file_is_merged_or_named(sent: Path, fresh: Opener, desk: Desk) -> None:
    folder, book = fresh(sent)
    inbox = folder / "收件" / PERIOD
    sent_back(folder, "县财政局", "~县财政局.xlsx")
    sent_back(folder, "县粮食局", ".县粮食局.xlsx")
    strange = sent_back(folder, "县民政局", "县民政局.xlsx")
    strange.rename(os.fsdecode(os.fsencode(inbox) + b"/" + "县民政局".encode("gbk") + b".xlsx"))
    rename_heads(sent_back(folder, "县发展和改革局"))
    damaged = sent_back(folder, "县水务局")
    damaged.write_bytes(damaged.read_bytes()[:3000])
    (inbox / "县统计局6月.csv").write_text("任务编号,任务名称,最新进展\n", encoding="utf-8")
    for name in LITTER:
        (inbox / name).write_bytes(b"x")
    (inbox / "._县财政局.xlsx").write_bytes(b"\x00\x05\x16\x07")
    elsewhere = folder.parent / "别处"
    elsewhere.mkdir()
    (inbox / "链接").symlink_to(elsewhere)
    (inbox / "断了.xlsx").symlink_to(elsewhere / "没有.xlsx")
    (folder / "下发" / PERIOD / "坏.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 500)

    done = merge(book, desk, MERGED, PERIOD)

    assert json.dumps(done.data, ensure_ascii=False).encode()
    assert done.data["merged"] == 5
    aside = {str(a["file"]): a["codes"] for a in done.data["set_aside"]}  # type: ignore[attr-defined]
    assert aside["县水务局_2022-06_报送表.xlsx"] == ["F101"]
    assert (aside["链接"], aside["断了.xlsx"]) == (["F273"], ["F109"])
    assert set(aside) - {"县统计局6月.csv"} == {"县水务局_2022-06_报送表.xlsx", "链接", "断了.xlsx"}
    rows = {str(r["unit"]): r for r in office(folder).ledger.values("summary") if r["unit"]}
    assert rows["县发展和改革局"]["timing"] == "迟报"  # saved now, and not blank
    taken = ("县财政局", "县粮食局", "县民政局")
    assert {rows[unit]["timing"] for unit in taken} == {"按时"}
    assert "文件已经损坏" in str(rows["县水务局"]["note"])
    assert rows["县财政局"]["note"] == ""


@pytest.mark.skipif(os.name == "nt", reason="any bytes may be a name on Linux only")
def test_a_name_that_is_no_utf_8_is_shown_as_it_was_meant() -> None:
    assert shown_name(Path(os.fsdecode("县民政局.xlsx".encode("gbk")))) == "县民政局.xlsx"
    assert shown_name(Path("县民政局.xlsx")) == "县民政局.xlsx"


def test_a_folder_that_cannot_be_looked_into_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    (tmp_path / "乙" / "表.xlsx").write_bytes(b"x")
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "甲":
            raise PermissionError
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = {p.path.name: p.rule for p in files_in(tmp_path)}
    assert found == {"甲": catalog.FOLDER_UNREADABLE, "表.xlsx": None}


def test_a_copy_of_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "一").mkdir()
    (tmp_path / "一" / "表.xlsx").write_bytes(b"x")
    shutil.copytree(tmp_path / "一", tmp_path / "二")
    assert [p.path.parent.name for p in files_in(tmp_path)] == ["一", "二"]


def test_a_mistake_of_ours_costs_one_file_and_is_written_down(
    sent: Path, fresh: Opener, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, book = fresh(sent)
    for unit in ("县财政局", "县水务局"):
        sent_back(folder, unit)
    read = identity.read_guide

    def mistaken(sheets: Sequence[Grid], layout: Layout) -> Mapping[str, str]:
        if "县水务局" in str(sheets[0].rows):
            raise KeyError("progres")
        return read(sheets, layout)

    monkeypatch.setattr(identity, "read_guide", mistaken)
    given = {"book": book, "desk": desk, "moment": MERGED, "period": PERIOD}
    report = run(next(c for c in COMMANDS if c.key == "merge"), given)
    assert report.data["merged"] == 1
    assert "F116" in {issue.code for issue in report.issues}
    assert "KeyError: 'progres'" in (folder / "备份" / TRACE).read_text("utf-8")
