"""Conflicts from the merge to the ruling, and a rehearsal that touches nothing."""

from pathlib import Path

import pytest

from taizhang.actions.merging import merge, rehearse
from taizhang.actions.ruling import apply_rulings
from taizhang.office.report import CannotRun, Desk
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Opener, moment, office, return_form

pytestmark = pytest.mark.slow

NOW = moment("2022-06-28T10:30")


@pytest.fixture
def quarrel(sent: Path, fresh: Opener, desk: Desk) -> Path:
    """A working folder with one conflict: 430 in the ledger, 500 reported."""
    folder, _ = fresh(sent)
    now = office(folder)
    table = now.ledger["tasks"]
    table.set_cells([(table.keyed()["2022-057"].number, "actual", 430.0)])
    now.book.save()
    return_form(folder, "县人力资源和社会保障局", "2022-06", T057_actual=500)
    merge(office(folder).book, desk, NOW, "2022-06")
    return folder


def choose(folder: Path, ruling: str, manual: object = "") -> None:
    now = office(folder)
    table = now.ledger["conflicts"]
    row = table.rows[0].number
    table.set_cells([(row, "ruling", ruling), (row, "manual", manual)])  # type: ignore[list-item]
    now.book.save()


@pytest.mark.parametrize(
    ("ruling", "manual", "value"),
    [("采用报送", "", 500), ("保留台账", "", 430), ("手工值", 480, 480)],
)
def test_the_ledger_takes_what_was_ruled(
    quarrel: Path, desk: Desk, ruling: str, manual: object, value: float
) -> None:
    choose(quarrel, ruling, manual)
    done = apply_rulings(office(quarrel).book, desk, NOW)
    assert done.data["settled"] == 1
    ledger = office(quarrel).ledger
    assert ledger["tasks"].keyed()["2022-057"]["actual"] == value
    assert ledger.values("conflicts")[0]["applied"] == "是"
    again = merge(office(quarrel).book, desk, NOW, "2022-06")
    assert not again.data["changed"], "a ruling stands"


SHOWN = [("0%", 0.6, "60%"), ('0"户"', 600.0, "600户"), ("# ?/?", 0.5, "1/2")]


@pytest.mark.parametrize(("code", "value", "shown"), SHOWN)
def test_how_a_manual_value_is_shown_is_evidence_as_in_a_form(
    quarrel: Path, desk: Desk, code: str, value: float, shown: str
) -> None:
    choose(quarrel, "手工值", value)
    now = office(quarrel)
    table = now.ledger["conflicts"]
    table.sheet.range(table.address(table.rows[0].number, "manual")).number_format = code
    now.book.save()
    done = apply_rulings(office(quarrel).book, desk, NOW)
    assert [i.message for i in done.issues if i.code == "M307"] == [f"“完成值”不能填“{shown}”。"]
    assert office(quarrel).ledger["tasks"].keyed()["2022-057"]["actual"] == 430


def test_without_a_choice_there_is_nothing_to_apply(quarrel: Path, desk: Desk) -> None:
    with pytest.raises(CannotRun) as refusal:
        apply_rulings(office(quarrel).book, desk, NOW)
    assert refusal.value.issue.code == "M308"


def test_a_rehearsal_shows_everything_and_touches_nothing(
    sent: Path, fresh: Opener, desk: Desk
) -> None:
    folder, book = fresh(sent)
    return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.3)
    before = (folder / MASTER).read_bytes()
    done = rehearse(book, desk, NOW, "2022-06")
    assert (folder / MASTER).read_bytes() == before
    assert done.facts[0] == ("预演", "台账没有改动")
    assert done.files[0].name == "汇总预演_2022-06.xlsx"
    from openpyxl import load_workbook

    shown = [
        c.value for row in load_workbook(done.files[0])["会改动的格子"].iter_rows() for c in row
    ]
    assert "2022-027" in shown


def test_a_share_is_shown_and_ruled_on_as_the_ledger_shows_it(
    sent: Path, fresh: Opener, desk: Desk
) -> None:
    folder, _ = fresh(sent)
    now = office(folder)
    table = now.ledger["tasks"]
    table.set_cells([(table.keyed()["2022-027"].number, "progress", 0.4)])
    now.book.save()
    return_form(folder, "县发展和改革局", "2022-06", T027_progress=0.6)
    merge(office(folder).book, desk, NOW, "2022-06")
    table = office(folder).ledger["conflicts"]
    row = table.rows[0].number
    formats = {k: table.sheet.range(table.address(row, k)).number_format
               for k in ("base", "ours", "theirs", "manual")}  # fmt: skip
    assert set(formats.values()) == {"0%"}
    choose(folder, "手工值", 47)
    done = apply_rulings(office(folder).book, desk, NOW)
    assert done.data["settled"] == 1
    assert office(folder).ledger["tasks"].keyed()["2022-027"]["progress"] == 0.47
