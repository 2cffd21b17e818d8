"""What stands where nothing was written: each row says what a writing means in two columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.values.placeholders import (
    Meaning,
    meaning_of,
    meanings_of,
    read_placeholder,
)
from tests.core.test_values import rows

LAYOUT = load_layout()
WORDS = """
    —            | 沿用上期 | 现在没有
    ——           | 沿用上期 | 现在没有
    －           | 沿用上期 | 现在没有
    /            | 沿用上期 | 现在没有
    ……           | 沿用上期 | 现在没有
    。           | 沿用上期 | 现在没有
    ×            | 沿用上期 | 现在没有
    无           | 沿用上期 | 现在没有
    （无）。     | 沿用上期 | 现在没有
    暂无         | 沿用上期 | 现在没有
    N/A          | 沿用上期 | 现在没有
    none         | 沿用上期 | 现在没有
    暂不存在问题 | 沿用上期 | 现在没有
    同上         | 沿用上期 | 沿用上期
    同上月       | 沿用上期 | 沿用上期
    同 上 期     | 沿用上期 | 沿用上期
    与上月持平   | 沿用上期 | 沿用上期
    无变化       | 沿用上期 | 沿用上期
    本月无变化。 | 沿用上期 | 沿用上期
    见上         | 沿用上期 | 沿用上期
    按上期       | 沿用上期 | 沿用上期
    同上月报送情况 | 沿用上期 | 沿用上期
    如上所述项目已开工 |   |
    略           | 请写明   | 请写明
    （略）       | 请写明   | 请写明
    详见附件     | 请写明   | 请写明
    见附件2      | 请写明   | 请写明
    详见附件二   | 请写明   | 请写明
    详见附件材料 | 请写明   | 请写明
    待补         | 请写明   | 请写明
    已解决       |          | 现在没有
    已整改到位   |          | 现在没有
    不存在       | 沿用上期 | 现在没有
    没什么问题   | 沿用上期 | 现在没有
    未发现问题   | 沿用上期 | 现在没有
    问题均已得到解决 |      | 现在没有
    上述问题已全部整改到位 | | 现在没有
    基本解决     |          |
    资金未到位   |          |
    无人机已到货 |          |
    无进展       |          |
    已召开部署会 |          |
    3            |          |
    同上游三县签约 |        |
"""


@pytest.mark.parametrize(("written", "latest", "problem"), rows(WORDS))
def test_a_writing_means_what_its_row_says(written: str, latest: str, problem: str) -> None:
    order = LAYOUT.lists["placeholder_meanings"]
    found = [meaning_of(written, c, meanings_of(LAYOUT)) for c in ("latest", "problem")]

    assert ["" if m is None else order[m.value] for m in found] == [latest, problem]


def test_the_office_says_what_a_word_means() -> None:
    from dataclasses import replace

    own = (
        {"words": "见平台", "meaning": "请写明"},
        {"column": "佐证材料", "words": "略", "meaning": "照原话"},
    )
    meanings = meanings_of(replace(LAYOUT, placeholders=own))

    assert meaning_of("见平台", "latest", meanings) is Meaning.ASK
    assert meaning_of("略", "evidence", meanings) is Meaning.TEXT
    assert meaning_of("略", "latest", meanings) is None


@pytest.mark.parametrize("raw", ["0", 0.0, "零", "（0）"])
def test_a_zero_says_none_where_words_are_asked_for_and_is_a_figure_elsewhere(raw: object) -> None:
    tasks = LAYOUT.form.sheets[0]
    none = read_placeholder(raw, tasks["problem"], "资金缺口", meanings_of(LAYOUT))  # type: ignore[arg-type]
    figure = read_placeholder(raw, tasks["actual"], 12.0, meanings_of(LAYOUT))  # type: ignore[arg-type]

    assert none is not None
    assert (none.value, none.rule and none.rule.code) == ("", "F233")
    assert figure is None


@given(st.text())
def test_a_text_of_some_length_is_never_a_placeholder(text: str) -> None:
    assert meaning_of(text + "一二三四五六七八九十" * 3, "latest", meanings_of(LAYOUT)) is None
