"""Numbers as notices print them; cn2an reads the same list in tests/bench/notices.py."""

import pytest

from taizhang.notices.numerals import number
from tests.notices.rows import rows

NUMERALS = rows("""
| 印的 | 值 |
| 12 | 12 |
| 1,000 | 1000 |
| 3.5 | 3.5 |
| 十 | 10 |
| 十二 | 12 |
| 二十 | 20 |
| 二十五 | 25 |
| 百 | 100 |
| 一百零五 | 105 |
| 一百五 | 150 |
| 一百五十 | 150 |
| 一千零五 | 1005 |
| 一千零五十 | 1050 |
| 三千二百 | 3200 |
| 两千 | 2000 |
| 一万二千 | 12000 |
| 一万二 | 12000 |
| 十万 | 100000 |
| 三百万 | 3000000 |
| 一亿二千万 | 120000000 |
| 两万亿 | 2000000000000 |
| 3万5千 | 35000 |
| 2.5万 | 25000 |
| 1.5亿 | 150000000 |
| 二〇二二 | 2022 |
| 二零二六 | 2026 |
| 壹佰贰拾叁 | 123 |
| 伍拾 | 50 |
| 两 | 2 |
| 半 | 0.5 |
| 三点五 | 3.5 |
| 三点零五 | 3.05 |
| 零 | 0 |
| 若干 | 无 |
| 点 | 无 |
| 十来 | 无 |
| 点五 | 无 |
""")


@pytest.mark.parametrize("row", NUMERALS, ids=lambda row: row["印的"])
def test_each_number_is_read_as_its_row_states(row: dict[str, str]) -> None:
    told = None if row["值"] == "无" else float(row["值"])

    assert number(row["印的"]) == told
