"""Numbers as people write and notices print them; cn2an reads the same list in tests/bench.

Two values: two sensible readings, between which nobody chooses for the clerk.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.values.numerals import HAN, MOST, MOST_LETTERS, find_number, readings
from taizhang.core.values.text import keep_marks
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
| 廿 | 20 |
| 卅五 | 35 |
| 俩 | 2 |
| ○五 | 5 |
| 二○二二 | 2022 |
| 百 | 100 |
| 一一二 | 112 |
| 一点二亿 | 120000000 |
| 十二点五万 | 125000 |
| 3万亿 | 3000000000000 |
| 一亿零五百万 | 105000000 |
| １，２００ | 1200 |
| 负五 | -5 |
| −5 | -5 |
| 七八 | 7或8 |
| 三五 | 3或5 |
| 一两 | 1或2 |
| 十一二 | 11或12 |
| 二十五六 | 25或26 |
| 二三十 | 20或30 |
| 两三百 | 200或300 |
| 三五千 | 3000或5000 |
| 五六千万 | 50000000或60000000 |
| 3万5 | 30005或35000 |
| 若干 | 无 |
| 点 | 无 |
| 十来 | 无 |
| 点五 | 无 |
| 八五 | 无 |
| 三四五 | 无 |
| 七八万七八千 | 无 |
| 一千百 | 无 |
| 万 | 无 |
| 1e999 | 无 |
""")


@pytest.mark.parametrize("row", NUMERALS, ids=lambda row: row["印的"])
def test_each_number_is_read_as_its_row_states(row: dict[str, str]) -> None:
    told = () if row["值"] == "无" else tuple(float(value) for value in row["值"].split("或"))

    assert readings(keep_marks(row["印的"])) == told


@given(st.text(HAN + "点半0123456789.,eE+-负", max_size=2 * MOST_LETTERS))
def test_every_number_found_is_finite_and_begins_the_text(text: str) -> None:
    found = find_number(text)

    if found is not None:
        assert all(abs(value) < MOST for value in found.values)
        assert text.endswith(found.rest)
        assert list(found.values) == sorted(found.values)


@pytest.mark.parametrize(
    "text", ["九" * 30 + "十", "九" * 400, "9" * 400, "一百" * 200, "1.1" * 99]
)
def test_a_numeral_without_end_is_no_number(text: str) -> None:
    assert readings(text) == ()
