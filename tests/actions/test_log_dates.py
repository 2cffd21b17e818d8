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


def test_a_figure_below_a_percentage_or_a_date_in_a_conflict_is_shown_as_a_figure(
    tmp_path: Path,
) -> None:
    init(tmp_path / "台账", identity=IDENTITY)
    values: list[tuple[str, Value]] = [
        ("完成进度", 0.4), ("完成值", 12.0), ("预计完成", date(2022, 11, 30)), ("完成值", 7.0),
    ]  # fmt: skip
    for column, value in values:
        now, writes = office(tmp_path / "台账"), Writes()
        writes.add("conflicts", [{"column": column, "ours": value, "theirs": value}])
        now.carry_out(writes, "试", moment("2022-06-01T09:00"))
    book = office(tmp_path / "台账")
    table = book.ledger["conflicts"]
    assert [row["ours"] for row in table.rows] == [value for _, value in values]
    formats = [table.sheet.range(table.address(r.number, "ours")).number_format for r in table.rows]
    assert [formats[0], formats[1], formats[3]] == ["0%", "General", "General"]
