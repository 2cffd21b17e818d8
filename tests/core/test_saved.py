"""When a file was saved: each row is what it states, how it is packed, the disk, and what follows.

Times are of November 2022: day and clock. The form went out on the 1st at 9:00; the present is
the 28th. Program L is LibreOffice, E is Excel, P packs by its own clock.
"""

from datetime import datetime, timedelta

import pytest

from taizhang.core.saved import (
    CHINA,
    DISK,
    FITTING,
    LOCAL,
    PACKED,
    PLAIN,
    Bounds,
    Saved,
    Stated,
    judge_saved,
)
from tests.support.tables import table

PROGRAMS = {"L": "LibreOffice/7.4.7.2$Linux", "E": "Microsoft Excel", "P": "WPS Office"}
SOURCES = {"属性": PLAIN, "本机": LOCAL, "相合": FITTING, "内部": PACKED, "磁盘": DISK}
ZONES = {"Z": timedelta(0), "+8": CHINA, "": None}
CASES = """
| 例                   | 写着     | 时区 | 程序 | 内部     | 磁盘     | 算作     | 最早     | 按   | 不信     |
|----------------------|----------|------|------|----------|----------|----------|----------|------|----------|
| Excel                | 20 07:30 | Z    | E    |          | 20 15:40 | 20 15:30 | 20 15:30 | 属性 |          |
| Excel后来才下载      | 20 07:30 | Z    | E    |          | 27 09:00 | 20 15:30 | 20 15:30 | 属性 |          |
| LibreOffice          | 20 15:30 | Z    | L    | 20 07:30 | 20 15:40 | 20 15:30 | 20 15:30 | 本机 |          |
| LibreOffice重新压缩  | 20 15:30 | Z    | L    |          | 27 09:00 | 20 15:30 | 20 15:30 | 本机 |          |
| LibreOffice按UTC走   | 20 07:30 | Z    | L    | 20 07:30 | 20 15:40 | 20 15:30 | 20 15:30 | 属性 |          |
| ods                  | 20 15:30 |      | L    | 20 07:30 | 20 15:40 | 20 15:30 | 20 15:30 | 属性 |          |
| 写明时区             | 20 15:30 | +8   | P    |          | 20 15:40 | 20 15:30 | 20 15:30 | 属性 |          |
| 按本机压缩           | 20 07:30 | Z    | P    | 20 15:30 | 20 15:40 | 20 15:30 | 20 15:30 | 属性 |          |
| 程序不明写了本机时间 | 20 15:30 | Z    | P    |          | 20 15:40 | 20 15:30 | 20 15:30 | 相合 |          |
| 程序不明内部按UTC    | 20 15:30 | Z    | P    | 20 07:30 | 27 09:00 | 20 15:30 | 20 15:30 | 相合 |          |
| 内部时间对不上       | 20 07:30 | Z    | P    | 03 10:00 | 27 09:00 | 20 15:30 | 20 07:30 | 属性 |          |
| 什么也没写           |          |      | E    |          | 20 15:40 | 20 15:40 | 20 15:40 | 磁盘 |          |
| 程序不写保存时间     | 01 01:00 | Z    | E    |          | 20 15:40 | 20 15:40 | 20 15:40 | 磁盘 |          |
| 电脑日期在将来       | 30 07:30 | Z    | E    |          | 20 15:40 | 20 15:40 | 01 09:00 | 磁盘 | 30 15:30 |
| 将来但内部可信       | 30 07:30 | Z    | P    | 20 15:30 | 20 15:40 | 20 15:30 | 01 09:00 | 内部 | 30 15:30 |
| 电脑日期调到下发前   | 01 00:10 | Z    | P    | 01 08:10 | 20 15:40 | 20 15:40 | 01 09:00 | 磁盘 | 01 08:10 |
| 磁盘时间也在将来     | 30 07:30 | Z    | E    |          | 30 15:40 | 01 09:00 | 01 09:00 | 磁盘 | 30 15:40 |
"""


def day(text: str) -> datetime | None:
    return datetime.strptime(f"2022-11-{text}", "%Y-%m-%d %H:%M") if text else None


def bounds(touched: datetime) -> Bounds:
    return Bounds(datetime(2022, 11, 1, 9), touched, datetime(2022, 11, 28, 9))


@pytest.mark.parametrize("row", table(CASES), ids=lambda row: row["例"])
def test_the_moment_of_saving_by_evidence(row: dict[str, str]) -> None:
    stated = Stated(day(row["写着"]), ZONES[row["时区"]], PROGRAMS[row["程序"]], day(row["内部"]))
    touched = day(row["磁盘"])
    assert touched is not None
    found = judge_saved(stated, bounds(touched))
    expected = (day(row["算作"]), day(row["最早"]), SOURCES[row["按"]], day(row["不信"]))
    assert (found.when, found.since, found.source, found.disbelieved) == expected


def test_a_year_far_off_is_not_believed() -> None:
    touched = datetime(2022, 11, 20, 15, 40)
    stated = Stated(datetime(2100, 1, 1), timedelta(0), "Microsoft Excel")
    found = judge_saved(stated, bounds(touched))
    assert (found.when, found.disbelieved) == (touched, datetime(2100, 1, 1, 8))


AT = datetime(2022, 11, 20, 15)
HOUR = timedelta(hours=1)
PLAINLY = Saved(AT, AT, AT)
ORDERS = [
    ("both sure", Saved(AT + HOUR, AT + HOUR, AT + HOUR), PLAINLY, True),
    ("the same moment", PLAINLY, PLAINLY, False),
    ("may be eight hours less", Saved(AT + HOUR, AT - 7 * HOUR, AT + HOUR), PLAINLY, False),
    ("packed long after what it states", Saved(AT + HOUR, AT + HOUR, AT + HOUR),
     Saved(AT, AT, AT + 9 * HOUR), False),
    ("known from the disk alone", Saved(AT + HOUR, AT + HOUR, AT + HOUR, DISK), PLAINLY, False),
    ("both from the disk", Saved(AT + HOUR, AT + HOUR, AT + HOUR, DISK), Saved(AT, AT, AT, DISK), True),
    ("downloaded together", Saved(AT + HOUR / 60, AT + HOUR / 60, AT + HOUR / 60, DISK),
     Saved(AT, AT, AT, DISK), False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "other", "later"), ORDERS, ids=lambda v: str(v)[:20])
def test_which_file_is_later_for_sure(name: str, one: Saved, other: Saved, *, later: bool) -> None:
    assert one.after(other) is later, name
    assert not other.after(one)
