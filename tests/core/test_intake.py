"""Which files are merged: each row is a file in 收件 and what becomes of it."""

from datetime import datetime, timedelta

import pytest

from taizhang.core.returned.intake import Expected, sort_intake
from taizhang.core.submission import Form, Identity
from taizhang.core.units import Roster, Unit
from tests.support.tables import table

DAY = datetime(2022, 6, 20)
ROSTER = Roster([Unit("县财政局"), Unit("县粮食局"), Unit("县水务局")])

FILES = """
| 文件   | 单位     | 台账 | 期次    | 内容 | 第几天 | 结果 |
|--------|----------|------|---------|------|--------|------|
| a.xlsx | 县财政局 | id   | 2022-06 | x    | 1      | M105 |
| b.xlsx | 县财政局 | id   | 2022-06 | y    | 2      |      |
| c.xlsx | 县财政局 | id   | 2022-06 | y    | 2      | M104 |
| d.xlsx | 县粮食局 | id   | 2022-05 | z    | 1      | M102 |
| e.xlsx | 县粮食局 | xx   | 2022-06 | z    | 1      | M101 |
| f.xlsx | 县外事办 | id   | 2022-06 | z    | 1      | M103 |
| g.xlsx | 县水务局 | id   | 2022-06 | w    | 1      | M106 |
"""


def read(row: dict[str, str]) -> Form:
    identity = Identity(row["台账"], row["期次"], row["单位"], row["文件"], 1, DAY)
    received = DAY + timedelta(days=int(row["第几天"]))
    # of two copies saved at the same moment the one whose name sorts last is taken
    name = {"b.xlsx": "z.xlsx"}.get(row["文件"], row["文件"])
    return Form(name, row["内容"], received, identity, ())


def test_each_file_is_merged_or_set_aside_with_its_reason() -> None:
    rows = table(FILES)
    expected = Expected(
        "id", "2022-06", ROSTER, frozenset({"县财政局"}), {"县水务局": DAY + timedelta(days=5)}
    )
    done = sort_intake(map(read, rows), expected)
    drawn = {a.file: [i.code for i in a.issues] for a in done.aside}
    stated = {r["文件"]: [r["结果"]] for r in rows if r["结果"]}
    assert drawn == stated
    assert [f.file for f in done.forms] == ["z.xlsx"]


def test_a_unit_that_was_not_asked_is_merged_with_a_note() -> None:
    row = table(FILES)[1]
    done = sort_intake([read(row)], Expected("id", "2022-06", ROSTER, frozenset({"县水务局"})))
    assert len(done.forms) == 1
    assert [n.code for n in done.notes] == ["M107"]


def test_the_message_names_both_periods() -> None:
    row = table(FILES)[3]
    done = sort_intake([read(row)], Expected("id", "2022-06", ROSTER))
    assert str(done.aside[0].issues[0]) == (
        "错误 M102 〔d.xlsx〕：这份是2022-05的报送表，本期是2022-06。"
        "办法：把文件移到“收件/2022-05”文件夹，或请该单位改填本期的表。"
    )


NAMES = [
    ("县财政局_2022-06.xlsx", 1, []),
    ("县水务局报表.xlsx", 1, ["F127"]),
    ("终版.xlsx", 2, ["F128"]),
]


@pytest.mark.parametrize(("file", "schema", "codes"), NAMES)
def test_a_form_that_is_merged_may_still_draw_a_note(
    file: str, schema: int, codes: list[str]
) -> None:
    identity = Identity("id", "2022-06", "县财政局", "f", schema, DAY)
    form = Form(file, "x", DAY, identity, ())
    done = sort_intake([form], Expected("id", "2022-06", ROSTER))
    assert len(done.forms) == 1
    assert [n.code for n in done.notes] == codes
