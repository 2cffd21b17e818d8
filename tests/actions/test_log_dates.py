"""What stands in 变更日志 below a date is what was written, whatever the row above looks like."""

from datetime import date
from pathlib import Path

from taizhang.actions.setup.creating import init
from taizhang.core.submission import Value
from taizhang.core.writes import Change, Writes
from taizhang.office.writing import log
from tests.actions.conftest import IDENTITY, moment, office


def test_a_number_below_a_date_is_kept_as_a_number(tmp_path: Path) -> None:
    init(tmp_path / "台账", identity=IDENTITY)
    olds: list[Value] = [date(2022, 11, 30), 8.0, 0.48, "确认"]
    for old in olds:
        now, writes = office(tmp_path / "台账"), Writes()
        writes.cells.append(Change("tasks", ("2022-001",), "progress", old, old, row=3))
        log(now.ledger, writes, "试-01", moment("2022-06-01T09:00"))
        now.book.save()
    rows = office(tmp_path / "台账").ledger["changes"].rows
    assert [row["old"] for row in rows][-len(olds) :] == olds
