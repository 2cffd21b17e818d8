"""What people write: each row of a table states what is to be read, and with which receipt.

A value stands as it is kept (shares as 0.8); a code alone means that nothing is taken.
"""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.issues import Severity, percent
from taizhang.core.values.codes import ShownFormat
from taizhang.core.values.read import read_value
from taizhang.core.values.reading import Asked, Raw, Scale
from taizhang.core.values.text import keep_lines

ON = date(2021, 10, 8)

PERCENTS = """
    80%            | 0.8   | F501
    80％           | 0.8   | F501
    ８０％         | 0.8   | F501
    80 %           | 0.8   | F501
    80%左右        | 0.8   | F502
    约80%          | 0.8   | F502
    大约８０％左右 | 0.8   | F502
    80%以上        | 0.8   | F502
    近80%          | 0.8   | F502
    超过80%        | 0.8   | F502
    已完成80%      | 0.8   | F501
    目前已完成约80%| 0.8   | F502
    完成80%        | 0.8   | F501
    80%。          | 0.8   | F501
    80             | 0.8   | F501
    0.8            | 0.8   | F501
    八成           | 0.8   | F501
    八成左右       | 0.8   | F502
    八成五         | 0.85  | F501
    九成半         | 0.95  | F501
    百分之八十     | 0.8   | F501
    百分之80       | 0.8   | F501
    百分之八十五点五 | 0.855 | F501
    85.5%          | 0.855 | F501
    八十           | 0.8   | F501
    4/5            | 0.8   | F501
    一半           | 0.5   | F501
    已完成         | 1.0   | F501
    全部完成       | 1.0   | F501
    已办结         | 1.0   | F501
    100%           | 1.0   | F501
    100            | 1.0   | F501
    未启动         | 0.0   | F501
    0              | 0.0   | F501
    0%             | 0.0   | F501
    800‰           | 0.8   | F501
    2%             | 0.02  | F501
    1%             | 0.01  | F501
    无             |       | F505
    /              |       | F505
    —              |       | F505
    1              |       | F402
    1.2            |       | F402
    七八成         |       | F402
    70%-80%        |       | F402
    70~80%         |       | F402
    80%（上月60%） |       | F402
    基本完成       |       | F404
    过半           |       | F404
    正在推进       |       | F404
    120%           |       | F407
    300%           |       | F309
    -5%            |       | F309
    未完成         |       | F304
    见附件         |       | F304
    80分           |       | F304
    8O%            |       | F304
    #N/A           |       | F301
"""

AMOUNTS = """
    2000           |        | 2000     | F501
    ２０００       |        | 2000     | F501
    1，200         |        | 1200     | F501
    1,200          |        | 1200     | F501
    1 200          |        | 1200     | F501
    2000万         |        | 20000000 | F501
    2000万         | 元     | 20000000 | F501
    2000万         | 万元   | 2000     | F501
    2000万元       | 万元   | 2000     | F501
    2000           | 万元   | 2000     | F501
    1.2亿          | 万元   | 12000    | F501
    1.2亿元        | 亿元   | 1.2      | F501
    2000万元       | 亿元   | 0.2      | F501
    1.2亿          |        | 120000000 | F501
    3万5千         | 人     | 35000    | F501
    3万人          | 万人   | 3        | F501
    3万            | 万人   | 3        | F501
    三万五千       |        | 35000    | F501
    一千二百       |        | 1200     | F501
    两千五         |        | 2500     | F501
    壹佰贰拾叁     |        | 123      | F501
    二十三个       | 个     | 23       | F501
    12个           | 个     | 12       | F501
    12项           | 个     |          | F403
    12项           | 项     | 12       | F501
    3篇            | 篇/人  | 3        | F501
    35km           | 公里   | 35       | F501
    35千米         | 公里   | 35       | F501
    12（新增）     | 个     | 12       | F501
    约2000         |        | 2000     | F502
    2000左右       |        | 2000     | F502
    20多个         | 个     | 20       | F502
    近30家         | 家     | 30       | F502
    12个以上       | 个     | 12       | F502
    累计12个       | 个     | 12       | F501
    共计12个。     | 个     | 12       | F501
    已完成12个     | 个     | 12       | F501
    -5             |        | -5       | F501
    30%            | %      | 30       | F501
    暂无           |        |          | F505
    -              |        |          | F505
    10-12          |        |          | F402
    10至12个       | 个     |          | F402
    12个（其中5个开工） | 个 |         | F402
    3/5            |        |          | F402
    两三个         | 个     |          | F402
    3万5           | 人     |          | F402
    2000元         | 万元   |          | F402
    3千            | 万元   |          | F402
    3500米         | 公里   | 3.5      | F501
    5公顷          | 亩     | 75       | F501
    几百           |        |          | F404
    若干           |        |          | F404
    80%            | 个     |          | F311
    5月底完成      | 个     |          | F303
    见附件         |        |          | F303
    12,00          |        |          | F303
    1.2.3          |        |          | F303
    2O00           |        |          | F303
    #REF!          |        |          | F301
"""

DAYS = """
    2021.9.30          | 2021-09-30 | F501
    2021-9-30          | 2021-09-30 | F501
    2021/9/30          | 2021-09-30 | F501
    2021年9月30日      | 2021-09-30 | F501
    2021 年 9 月 30 日 | 2021-09-30 | F501
    ２０２１．９．３０ | 2021-09-30 | F501
    20210930           | 2021-09-30 | F501
    2021-09-30 10:00   | 2021-09-30 | F501
    2021-9-3 9:05      | 2021-09-03 | F501
    2021年9月30日星期四 | 2021-09-30 | F501
    二〇二一年九月三十日 | 2021-09-30 | F501
    2021年9月30日完成  | 2021-09-30 | F501
    已于2021年9月30日完成 | 2021-09-30 | F501
    21.9.30            | 2021-09-30 | F501
    9/30/2021          | 2021-09-30 | F501
    44469              | 2021-09-30 | F501
    9/30               | 2021-09-30 | F503
    9-30               | 2021-09-30 | F503
    9.30               | 2021-09-30 | F503
    9.15               | 2021-09-15 | F503
    9月30日            | 2021-09-30 | F503
    九月三十日         | 2021-09-30 | F503
    ９月３０号         | 2021-09-30 | F503
    九月底             | 2021-09-30 | F504
    9月末              | 2021-09-30 | F504
    2021年2月底        | 2021-02-28 | F504
    2020年底           | 2020-12-31 | F504
    9月30日左右        | 2021-09-30 | F502
    无                 |            | F505
    9.3                |            | F402
    3/4/2021           |            | F402
    2021年9月          |            | F405
    2021.9             |            | F405
    9月                |            | F405
    9月中旬            |            | F405
    第三季度           |            | F405
    9月底前            |            | F405
    3月5日             | 2021-03-05 | F503
    3月20日            | 2021-03-20 | F503
    1月20日            | 2021-01-20 | F503
    预计10月30日       |            | F404
    2021-2-30          |            | F306
    9月31日            |            | F306
    2201-9-30          |            | F312
    已完成             |            | F305
    昨天               |            | F305
    #VALUE!            |            | F301
"""

YESES = """
    是   | 是 |
    √    | 是 | F501
    ＹＥＳ | 是 | F501
    申请 | 是 | F501
    否   |    |
    无   |    | F501
    待定 |    | F307
"""


def rows(table: str) -> list[tuple[str, ...]]:
    """Cells of a text table, trimmed."""
    lines = [line for line in table.splitlines() if line.strip()]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]


def outcome(raw: Raw, asked: Asked) -> tuple[str, str]:
    """The value as text, and the code of the rule."""
    value, rule, _ = read_value(raw, asked)
    shown = f"{value:.10g}" if isinstance(value, float) else str(value)
    return shown, rule.code if rule else ""


@pytest.mark.parametrize(("written", "value", "code"), rows(PERCENTS))
def test_a_percent_is_read_or_refused_as_its_row_says(written: str, value: str, code: str) -> None:
    assert outcome(written, Asked("percent")) == (value and f"{float(value):.10g}", code)


@pytest.mark.parametrize(("written", "measure", "value", "code"), rows(AMOUNTS))
def test_an_amount_is_read_in_its_measure(
    written: str, measure: str, value: str, code: str
) -> None:
    assert outcome(written, Asked("number", measure=measure)) == (
        value and f"{float(value):.10g}",
        code,
    )


@pytest.mark.parametrize(("written", "value", "code"), rows(DAYS))
def test_a_day_is_read_or_refused_as_its_row_says(written: str, value: str, code: str) -> None:
    assert outcome(written, Asked("date", on=ON)) == (value, code)


@pytest.mark.parametrize(("written", "value", "code"), rows(YESES))
def test_a_tick_is_a_yes(written: str, value: str, code: str) -> None:
    assert outcome(written, Asked("yes")) == (value, code)


TYPED = [
    ("percent", 0.8, "0.8", ""),
    ("percent", 80.0, "0.8", "F501"),
    ("percent", 1.0, "1", ""),
    ("percent", 1.2, "", "F402"),
    ("percent", 250.0, "", "F309"),
    ("percent", date(2021, 4, 5), "", "F310"),
    ("percent", True, "", "F304"),
    ("number", 3.0, "3", ""),
    ("number", date(2021, 3, 4), "", "F310"),
    ("number", time(8, 30), "", "F303"),
    ("date", datetime(2021, 9, 30, 8, 0), "2021-09-30", ""),
    ("date", date(1900, 1, 3), "", "F312"),
    ("date", 44469.0, "2021-09-30", "F501"),
    ("date", 20210930.0, "2021-09-30", "F501"),
    ("date", 9.15, "2021-09-15", "F503"),
    ("date", 9.3, "", "F402"),
    ("date", 2021.9, "", "F405"),
    ("date", 5.0, "", "F305"),
    ("long", 3.0, "3", ""),
    ("long", 0.8, "0.8", "F506"),
    ("long", date(2021, 9, 30), "2021年9月30日", "F506"),
    ("long", "=1+1", "=1+1", ""),
    ("long", " \r\n", "", ""),
    ("yes", True, "是", "F501"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "value", "code"), TYPED)
def test_a_typed_cell_is_read_by_its_column(kind: str, raw: Raw, value: str, code: str) -> None:
    assert outcome(raw, Asked(kind, on=ON)) == (value, code)


# a number in a cell, how the cell shows it, what was sent, shares and hundredths beside it
SCALES = """
    0.5  |         |      | 1 | 0 | 0.5   |
    0.5  |         |      | 1 | 1 |       | F402
    0.5  | plain   |      | 1 | 2 |       | F402
    0.5  | percent |      | 1 | 2 | 0.5   |
    0.5  | plain   | 0.25 | 1 | 2 | 0.5   | F501
    0.5  | plain   | 0.8  | 1 | 2 |       | F402
    0.5  | plain   | 0    | 1 | 2 |       | F402
    0.5  | plain   |      | 6 | 2 | 0.5   |
    0.5  | plain   |      | 5 | 2 |       | F402
    0.02 | plain   | 0.02 | 1 | 9 | 0.02  | F501
    35   | plain   |      | 0 | 5 | 0.35  | F501
    35   | percent |      | 0 | 1 | 0.35  | F501
    35   |         |      | 5 | 1 | 0.35  | F501
    1    | percent |      | 0 | 0 | 1     |
    1    | percent |      | 0 | 5 | 1     |
    1    | plain   |      | 0 | 0 |       | F402
    1    | plain   |      | 1 | 0 | 1     |
    1    | plain   | 0.9  | 0 | 0 | 1     | F501
    1    | plain   | 0.01 | 0 | 0 |       | F402
    1    | plain   | 0.9  | 0 | 5 | 1     | F501
    1    | plain   |      | 0 | 5 |       | F402
    1    |         |      | 0 | 0 | 1     |
    1.2  | percent |      | 0 | 9 |       | F407
    1.2  | plain   |      | 0 | 9 | 0.012 | F501
    1.2  | plain   | 0.01 | 0 | 9 | 0.012 | F501
    1.2  | plain   | 0.5  | 0 | 9 |       | F402
    1.2  | plain   |      | 1 | 9 |       | F402
    1.2  | plain   |      | 0 | 2 |       | F402
    0    | plain   | 0.5  | 0 | 9 | 0     |
    150  | percent |      | 0 | 0 |       | F407
    250  | percent |      | 0 | 0 |       | F309
"""


LOOKS = {
    "": ShownFormat(),
    "plain": ShownFormat("0.00", known=True),
    "percent": ShownFormat("0%", known=True),
}


@pytest.mark.parametrize(
    ("number", "shows", "sent", "shares", "hundreds", "value", "code"), rows(SCALES)
)
def test_a_bare_figure_is_a_percentage_where_only_one_makes_sense(
    number: str, shows: str, sent: str, shares: str, hundreds: str, value: str, code: str
) -> None:
    scale = Scale(int(shares), int(hundreds))
    before = float(sent) if sent else None
    asked = Asked("percent", look=LOOKS[shows], before=before, scale=scale)
    assert outcome(float(number), asked) == (value, code)


def test_a_serial_of_the_1904_calendar_is_four_years_later() -> None:
    assert outcome(43007.0, Asked("date", on=ON, epoch_1904=True)) == ("2021-09-30", "F501")


def test_a_day_far_ahead_may_be_last_years() -> None:
    assert outcome("12月28日", Asked("date", on=date(2022, 1, 5))) == ("", "F406")
    assert outcome("9月30日", Asked("date")) == ("", "F406")


def test_a_figure_out_of_proportion_to_the_target_is_asked_about() -> None:
    assert outcome("2000万", Asked("number", target=5000.0)) == ("", "F402")
    assert outcome("2000万", Asked("number", target=5e7)) == ("20000000", "F501")


@given(st.integers(0, 10_000))
def test_a_share_written_out_reads_back(hundredths: int) -> None:
    reading = read_value(percent(hundredths / 10_000), Asked("percent"))

    assert reading.usable
    assert reading.value == pytest.approx(hundredths / 10_000)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
@pytest.mark.parametrize(
    "form", ["{0}-{1}-{2}", "{0}.{1}.{2}", "{0}年{1}月{2}日", "{0}/{1:02}/{2:02}"]
)
def test_a_full_day_reads_back_in_any_writing(form: str, day: date) -> None:
    written = form.format(day.year, day.month, day.day)

    assert read_value(written, Asked("date", on=ON)).value == day


@given(st.floats(0, 1e9).map(lambda x: round(x, 3)))
def test_a_plain_number_reads_back(number: float) -> None:
    assert read_value(f"{number:,.3f}", Asked("number")).value == pytest.approx(number)


@given(st.text(), st.sampled_from(["percent", "number", "date", "yes", "choice", "long"]))
def test_any_text_is_read_or_refused_with_a_rule(text: str, kind: str) -> None:
    reading = read_value(text, Asked(kind, on=ON))

    if reading.rule and reading.rule.severity is not Severity.NOTE:
        assert reading.value == ""


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert keep_lines(keep_lines(text)) == keep_lines(text)
