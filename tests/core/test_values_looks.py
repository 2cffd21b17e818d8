"""What a cell shows is evidence: each row says how a value is shown, and what is read of it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.values.codes import ShownFormat, shown_number
from taizhang.core.values.read import read_value, seen
from taizhang.core.values.reading import MOST, Asked, Raw, Scale
from tests.core.test_values import outcome, rows

ON = date(2026, 11, 20)
ACCOUNTS = r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '
# a number in the cell of an amount, its format, the row's 计量单位
AMOUNTS = r"""
    0.6    | 0%                  | 万元 |        | F311
    0.6    | 0.00%               |      |        | F311
    0.6    | 0%                  | %    | 60     | F501
    12     | 0"户"               | 户   | 12     |
    12     | 0\户                | 户   | 12     |
    12     | General"户"         | 户   | 12     |
    1200   | #,##0"户"           | 人   |        | F403
    700    | 0"户"               | 人次 |        | F403
    12     | 0"名"               | 人   | 12     |
    12     | "约"0"户"           | 户   | 12     | F502
    3500   | 0"米"               | 公里 | 3.5    | F501
    2000   | 0"万元"             | 万元 | 2000   |
    1.2    | 0.0"亿元"           | 万元 | 12000  | F501
    2000   | "¥"#,##0.00         | 元   | 2000   |
    2000   | [$¥-804]#,##0       | 万元 |        | F402
    2000   | "¥"#,##0            | 户   |        | F403
    2000   | [$$-409]#,##0       | 元   |        | F303
    2000   | acc                 | 万元 | 2000   |
    0      | acc                 | 万元 | 0      |
    -5     | #,##0_);(#,##0)     | 万元 | -5     |
    12345  | 0!.0,"万"           | 元   | 12345  |
    12345  | 0!.0,"万"           | 万元 | 1.2345 | F501
    12345  | 0"."0,"万元"        | 万元 | 1.2345 | F501
    12345  | 0"."0,"万元"        | 人   |        | F403
    12000  | 0,                  | 人   |        | F402
    12000  | 0.0,"千人"          | 人   | 12000  |
    0.8    | # ?/?               | 个   |        | F303
    12     | [DBNum1][$-804]General | 个 | 12    |
    12     | [红色]0;[蓝色]-0    | 个   | 12     |
    12     | 0.00E+00            | 个   | 12     |
    12     | ;;;                 | 个   |        | F237
    0      | 0;-0;;@             | 个   | 0      |
    12     | "第"0"期"           | 个   |        | F303
    12     | @                   | 个   | 12     |
    12345  | [>=10000]0!.0,"万";0 | 万人 | 1.2345 | F501
    12     | [>=10000]0!.0,"万";0 | 万人 | 12    |
"""

# a number in the cell of a percentage
PERCENTS = r"""
    0.6  | 0%       | 0.6  |
    -0.05 | 0%      |      | F309
    1.2  | 0%       |      | F407
    80   | 0"%"     | 0.8  | F501
    0.8  | # ?/?    | 0.8  | F501
    80   | 0"户"    |      | F304
    0.8  | 0.0"万元" |     | F304
    0.8  | "¥"0.00  |      | F304
    12000 | 0,      |      | F304
    0.6  | ;;;      |      | F237
    0.35 | 0.00     | 0.35 |
    35   | General  | 0.35 | F501
"""

# what is asked, a value, its format or what the cell shows of it
DAYS = """
    date   | 2022-09-01 | yyyy"年"m"月"   |            | F405
    date   | 2022-09-01 | mmm-yy          |            | F405
    date   | 2022-09-01 | =2022年9月      |            | F405
    date   | 2022-09-01 | yyyy"年"m"月"d"日" | 2022-09-01 |
    date   | 2022-09-01 | m"月"d"日"      | 2022-09-01 |
    date   | 2027-12-30 | m"月"d"日"      |            | F406
    date   | 2027-12-30 | yyyy/m/d        | 2027-12-30 |
    date   | 2027-12-30 | =12月30日       |            | F406
    number | 2026-01-02 | m"月"d"日"      |            | F310
    percent | 2026-04-05 | m"月"d"日"     |            | F310
    long   | 2022-09-01 | yyyy"年"m"月"   | 2022年9月  | F506
    long   | 2022-09-30 | m"月"d"日"      | 9月30日    | F506
    long   | 2022-09-30 |                 | 2022年9月30日 | F506
"""
TEXTS = """
    0.6 | 0%      | 60%  | F506
    12  | 0"户"   | 12户 | F506
    12  | General | 12   |
    0.8 | # ?/?   | 4/5  | F506
    0.8 | 0.0     | 0.8  | F506
"""
# of an .ods: the number, what its cell shows
SHOWN = """
    0.604 | 60%       | 60.4%
    1200  | 1200户    | 1200户
    12345 | 1.2万     | 1.2345万
    2000  | ¥2,000.00 | ¥2000
    0.8   | 4/5       | 4/5
    12000 | 12        | 12
    12.34 | 12        | None
    -5    | (5)       | None
    0     | -         | None
"""


def look(code: str) -> ShownFormat:
    if code[:1] == "=":
        return ShownFormat(shown=code[1:], known=True)
    known = {"General": "", "acc": ACCOUNTS}.get(code, code)
    return ShownFormat(known, known=True)


@pytest.mark.parametrize(("number", "code", "measure", "value", "rule"), rows(AMOUNTS))
def test_an_amount_is_what_its_cell_shows(
    number: str, code: str, measure: str, value: str, rule: str
) -> None:
    asked = Asked("number", measure=measure, look=look(code))
    assert outcome(float(number), asked) == (value, rule)


@pytest.mark.parametrize(("number", "code", "value", "rule"), rows(PERCENTS))
def test_a_percentage_is_what_its_cell_shows(number: str, code: str, value: str, rule: str) -> None:
    assert outcome(float(number), Asked("percent", look=look(code))) == (value, rule)


@pytest.mark.parametrize(("kind", "day", "code", "value", "rule"), rows(DAYS))
def test_a_day_is_no_more_than_its_cell_shows(
    kind: str, day: str, code: str, value: str, rule: str
) -> None:
    raw = datetime.fromisoformat(day)
    assert outcome(raw, Asked(kind, on=ON, look=look(code))) == (value, rule)


@pytest.mark.parametrize(("number", "code", "value", "rule"), rows(TEXTS))
def test_a_number_in_a_text_is_what_its_cell_shows(
    number: str, code: str, value: str, rule: str
) -> None:
    assert outcome(float(number), Asked("long", look=look(code))) == (value, rule)


@pytest.mark.parametrize(("number", "shown", "seen_as"), rows(SHOWN))
def test_what_a_cell_shows_is_known_unrounded(number: str, shown: str, seen_as: str) -> None:
    assert str(shown_number(float(number), ShownFormat(shown=shown, known=True))) == seen_as


MESSAGES: list[tuple[Asked, Raw, str]] = [
    (Asked("percent", look=look("0%")), -0.05, "进度“-5%”不在0到100%之间。"),
    (Asked("percent", look=look("0%")), 1.2, "“120%”读出来是120%，超过100%，没有采用。"),
    (
        Asked("percent", look=look('m"月"d"日"')),
        datetime(2026, 4, 5),
        "这里该填数，格子里却是日期4月5日（填的可能是4-5或4/5）。",
    ),
    (
        Asked("percent", look=look("0%")),
        46117.0,
        "这里该填数，格子里却是日期4月5日（填的可能是4-5或4/5）。",
    ),
    (
        Asked("number", measure="户", look=look("0%")),
        0.6,
        "这里该填户，填的却是“60%”。",
    ),
    (Asked("number", measure="人", look=look('0"户"')), 1200.0,
     "“1200户”与计量单位“人”不一致，没有采用。"),
    (
        Asked("number", measure="万元", written="元"),
        20000000.0,
        "计量单位由“万元”改成“元”，“20000000”没有采用。",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "raw", "message"), MESSAGES)
def test_a_message_shows_the_value_as_the_cell_does(asked: Asked, raw: Raw, message: str) -> None:
    _, rule, detail = read_value(raw, asked)
    assert rule is not None
    assert rule.at(**detail).message == message


# the grey 计量单位 as sent, as it stands now, what was written
CHANGED = """
    公里 | 千米 | 35     | 35    | F501
    万元 | 元   | 2000万 | 2000  | F501
    万元 | 元   | 20000000 |     | F238
    户   | 人   | 1200   |       | F238
    户   | 人   | 1200户 | 1200  | F501
    户   |      | 1200   | 1200  | F501
"""


@pytest.mark.parametrize(("measure", "written", "text", "value", "rule"), rows(CHANGED))
def test_an_amount_in_another_unit_than_was_sent_is_asked_about(
    measure: str, written: str, text: str, value: str, rule: str
) -> None:
    asked = Asked("number", measure=measure, written=written)
    assert outcome(text, asked) == (value, rule)


# a figure below 完成进度（%）: text or number, what was sent, shares and hundredths beside it
HEADED = """
    80  |      | 0 | 2 | 0.8   | F501
    45  |      | 0 | 2 | 0.45  | F501
    1   |      | 0 | 2 | 0.01  | F501
    0.5 |      | 0 | 2 | 0.005 | F501
    1   | 0.6  | 0 | 2 |       | F402
    0.5 |      | 2 | 0 |       | F402
    1   |      | 0 | 0 |       | F402
    0   | 0.5  | 0 | 2 | 0     | ?
"""


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize(("figure", "sent", "shares", "hundreds", "value", "rule"), rows(HEADED))
def test_a_header_with_a_percent_sign_counts_to_a_hundred(
    figure: str, sent: str, shares: str, hundreds: str, value: str, rule: str, *, as_text: bool
) -> None:
    before = float(sent) if sent else None
    scale = Scale(int(shares), int(hundreds))
    asked = Asked("percent", before=before, scale=scale, hundredths=True)
    found = outcome(figure if as_text else float(figure), asked)

    assert found[0] == value
    assert rule in {found[1], "?"}


ENDLESS = [float("inf"), float("-inf"), float("nan"), 1e300, 1e15, -1e16]


@pytest.mark.parametrize("kind", ["number", "percent", "date", "long", "yes", "choice"])
@pytest.mark.parametrize("number", ENDLESS)
def test_a_number_without_end_is_refused(number: float, kind: str) -> None:
    assert outcome(number, Asked(kind, on=ON)) == ("", "F236")


@given(
    st.floats() | st.dates() | st.datetimes() | st.text(max_size=300),
    st.text('0#?.,%;"户万元¥!\\_*[]>=<19$-804@/ymdhsE+General ', max_size=40),
    st.sampled_from(["percent", "number", "date", "yes", "choice", "long"]),
)
def test_whatever_a_cell_holds_and_shows_is_read_or_refused(raw: Raw, code: str, kind: str) -> None:
    asked = Asked(kind, on=ON, look=ShownFormat(code, known=True))
    value, rule, detail = read_value(raw, asked)

    if rule is not None:
        assert rule.at(**({"label": "甲"} | dict(detail))).message
    if isinstance(value, float):
        assert abs(value) < MOST
    assert isinstance(seen(raw, asked), str)


TIMES = [
    ("number", time(12, 30), "h:mm", "“12:30”看不出是什么数。"),
    ("number", time(12, 30), "h:mm:ss", "“12:30:00”看不出是什么数。"),
    ("number", time(12, 30, 5), "", "“12:30:05”看不出是什么数。"),
    ("percent", time(9, 5), "hh:mm", "“9:05”看不出进度是多少。"),
    ("number", timedelta(hours=30), "[h]:mm", "“30:00”看不出是什么数。"),
    ("date", time(8, 30), "h:mm", "“8:30”看不出是哪一天。"),
    ("percent", timedelta(hours=-30), "[h]:mm", "“-30:00”看不出进度是多少。"),
]


@pytest.mark.parametrize(("kind", "raw", "code", "message"), TIMES)
def test_a_message_shows_a_time_as_the_cell_does(
    kind: str, raw: time | timedelta, code: str, message: str
) -> None:
    reading = read_value(raw, Asked(kind, look=ShownFormat(code, known=True)))
    assert reading.rule is not None
    assert reading.rule.at(**reading.detail).message == message
