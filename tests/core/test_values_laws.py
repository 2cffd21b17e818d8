"""Laws of reading: any cell is read or refused with a rule, in bounded time, and never without end."""

from collections.abc import Callable
from datetime import date, datetime
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.checks import phrases
from taizhang.core.checks.figures import other_amount, other_share
from taizhang.core.checks.telephones import bad_phone
from taizhang.core.issues import Severity
from taizhang.core.values.codes import ShownFormat
from taizhang.core.values.numerals import HAN, find_number
from taizhang.core.values.placeholders import meaning_of
from taizhang.core.values.read import read_value
from taizhang.core.values.reading import MOST, Asked, Raw, Scale
from taizhang.core.values.settled import NUMERIC, misfit, settle
from taizhang.core.values.text import keep_code, keep_letters, keep_line, keep_lines, keep_marks

ON = date(2026, 11, 20)
KINDS = ["percent", "number", "date", "datetime", "yes", "choice", "long", "text"]
# the letters of which figures and days are made, so that most texts nearly are one
FIGURES = (
    HAN
    + "点半分之成百%‰％0123456789１２.,，-~—至到、/年月日号底末旬约近超左右以上多余几()（）½⅓eE+¥$户人次"
)
written = st.text(FIGURES, max_size=30) | st.text(max_size=30)
numbers = st.floats() | st.integers(-(10**18), 10**18).map(float)
cells = written | numbers | st.booleans() | st.dates() | st.datetimes()
looks = st.builds(
    ShownFormat,
    code=st.sampled_from(
        [
            "",
            "0%",
            "0.00",
            '0"户"',
            "0,",
            '0!.0,"万"',
            "# ?/?",
            ";;;",
            'yyyy"年"m"月"',
            "m/d",
            '"¥"0',
        ]
    )
    | st.text('0#?.,%;"户\\!_*[]>=<$-@/ymdhsE+', max_size=20),
    shown=st.just("") | written,
    known=st.booleans(),
)
questions = st.builds(
    Asked,
    st.sampled_from(KINDS),
    measure=st.sampled_from(["", "万元", "亩", "户", "人次", "%", "标段", "公里"]) | written,
    written=st.sampled_from(["", "元", "人"]),
    target=st.just("") | st.floats(-1e9, 1e9),
    on=st.none() | st.just(ON),
    epoch_1904=st.booleans(),
    options=st.sampled_from([(), ("是",), ("甲", "乙")]),
    open=st.booleans(),
    look=looks,
    before=st.none() | st.floats(0, 2),
    scale=st.builds(Scale, st.integers(0, 9), st.integers(0, 9)),
    hundredths=st.booleans(),
)


@given(cells, questions)
def test_reading_is_total_and_finite(raw: Raw, asked: Asked) -> None:
    reading = read_value(raw, asked)

    assert isinstance(reading.value, str | float | date)
    if isinstance(reading.value, float):
        assert isfinite(reading.value)
        assert abs(reading.value) < MOST
        assert asked.kind != "percent" or 0 <= reading.value <= 1
    if reading.rule is not None:
        issue = reading.rule.at(**({"label": "一列"} | dict(reading.detail)))
        assert len(issue.message) < 10_000
        assert reading.rule.severity is Severity.NOTE or reading.value == ""


@given(cells, questions)
def test_a_value_that_is_taken_reads_back_as_itself(raw: Raw, asked: Asked) -> None:
    value = read_value(raw, asked).value
    if isinstance(value, float | date) and not isinstance(value, datetime):
        plain = Asked(
            asked.kind,
            look=ShownFormat("0%", known=True) if asked.kind == "percent" else ShownFormat(),
        )
        assert read_value(value, plain).value == value


@given(cells | st.none(), st.sampled_from([*KINDS, "any"]))
def test_settling_is_total_and_settles_for_good(raw: object, kind: str) -> None:
    value = settle(kind, raw)

    assert settle(kind, value) == value
    assert not isinstance(value, float) or isfinite(value)
    if kind in NUMERIC and isinstance(value, str) and value:
        assert misfit(kind, value)


# What is asked of texts of any length: a reader that looks at each letter once for each letter
# before it would never come to the end of these.
MANY = 400_000
SEEDS = [
    "九",
    "九十",
    "一百",
    "9",
    "1,",
    "1.1",
    "3-4成",
    "，",
    "(",
    "约",
    "目前已经",
    "已于1月1日",
    "110105",
    " ",
    "\n",
]
ASKED: dict[str, Callable[[str], object]] = {
    **{k: lambda text, k=k: read_value(text, Asked(k, on=ON)) for k in KINDS},  # type: ignore[misc]
    "number of 方案": find_number,
    "lines": keep_lines, "line": keep_line, "marks": keep_marks, "letters": keep_letters,
    "code": keep_code,
    "placeholder": lambda text: meaning_of(text, "latest", {}),
    "settled": lambda text: (settle("number", text), settle("date", text)),
    "phrases": lambda text: (
        phrases.is_empty_phrase(text), phrases.is_nothing(text), phrases.says_no_progress(text),
        phrases.says_done(text), phrases.future_claim(text, ON, None), phrases.id_number(text),
    ),
    "figures": lambda text: (other_amount(text, 5.0, "万元", "投资"), other_share(text, 0.5)),
    "telephone": bad_phone,
}  # fmt: skip


@pytest.mark.parametrize("reader", ASKED)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_text_without_end_is_read_to_its_end(seed: str, reader: str) -> None:
    ASKED[reader](seed * (MANY // len(seed)))
