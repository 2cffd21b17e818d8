"""Old backups go by the rule of 参数设置: said in one sentence, and only our own files."""

from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw

import xlfile
from taizhang.core.writes import Writes
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from tests.support.masters import build

NOW = datetime(2023, 6, 30, 12)
OLD = "督查台账_{}_汇总.xlsm"
FOREIGN = ("汇总预演_2021-06.xlsx", "给领导看的.xlsm", "别的台账_20210601-090000_汇总.xlsm")


def office_at(folder: Path, **settings: object) -> Office:
    book = build(folder / "督查台账.xlsm", {})
    copies = folder / "备份"
    copies.mkdir()
    for day in range(1, 9):
        (copies / OLD.format(f"202106{day:02}-090000")).write_bytes(b"x")
    for name in FOREIGN:
        (copies / name).write_bytes(b"x")
    xlfile.activate()
    opened = Office(xw.Book(str(book)))
    opened.ledger.set_settings(settings)  # type: ignore[arg-type]
    return Office(opened.book)


def carry_out(office: Office) -> list[str]:
    writes = Writes()
    writes.settings["contact"] = "0469-5812345"
    writes.folder = "2022-06"
    writes.findings = []
    row = office.ledger["units"].spec
    writes.add("units", [{row.keys[0]: "县审计局"}])
    office.carry_out(writes, "载入", Moment(NOW.date(), NOW))
    said = [issue.code for issue in office.say(())]
    office.book.close()
    return said


def left(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / "备份").iterdir() if p.name not in FOREIGN)


def test_the_first_the_last_and_one_a_month_stay(tmp_path: Path) -> None:
    assert "W670" in carry_out(office_at(tmp_path))
    assert left(tmp_path) == [
        OLD.format("20210601-090000"), OLD.format("20210608-090000"),
        "督查台账_20230630-120000_载入.xlsm",
    ]  # fmt: skip
    assert all((tmp_path / "备份" / name).exists() for name in FOREIGN)


def test_a_rule_that_nobody_can_read_deletes_nothing(tmp_path: Path) -> None:
    assert "W672" in carry_out(office_at(tmp_path, backup_daily="三个月"))
    assert len(left(tmp_path)) == 9


def test_a_copy_that_is_held_open_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = office_at(tmp_path)
    held = OLD.format("20210603-090000")
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == held:
            raise PermissionError(held)
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    said = carry_out(office)
    assert {"W670", "W671"} <= set(said)
    assert held in left(tmp_path)


def test_copies_of_a_day_that_is_lived_again_are_of_the_hour_they_were_made(tmp_path: Path) -> None:
    office = office_at(tmp_path)
    copies = tmp_path / "备份"
    for minute in (0, 5):
        again = Moment(
            datetime(2021, 1, 27).date(), datetime(2021, 1, 27, 23, 59), NOW.replace(minute=minute)
        )
        office.backup("汇总", again)
        office.carry_out(Writes(settings={"contact": f"0469-581000{minute}"}), "研判", again)
    there = {path.name for path in copies.iterdir()}
    wanted = {OLD.format(f"20230630-12{minute:02}00") for minute in (0, 5)}
    assert wanted <= there
    assert not any("20210127" in name for name in there)
