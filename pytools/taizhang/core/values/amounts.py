"""Amounts as people write them, in the 计量单位 of their row: 2000万, 1.2亿元, 3万5千, 约12个.

「2000万元」 in a row measured in 万元 is 2000, 「5公顷」 in one of 亩 is 75. What a cell shows counts
as if it were written: a 0.6 shown as 60% is no amount. Whatever takes a guess is asked about.
"""

import re
from datetime import date, time, timedelta

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule, show
from taizhang.core.values.codes import became_a_day, shown_number
from taizhang.core.values.measures import (
    are_same,
    factor_between,
    measure_of,
    split_measure,
)
from taizhang.core.values.numerals import BIG, FoundNumbers, find_number
from taizhang.core.values.phrases import (
    AROUND,
    NOTHING,
    VAGUE,
    is_other_figure,
    second_numbers,
    strip_lead,
    strip_odd,
    strip_tail,
)
from taizhang.core.values.reading import Asked, Raw, Reading, is_sane, refused, taken
from taizhang.core.values.settled import same
from taizhang.core.values.text import keep_marks

_CLOSING = re.compile(r"(?:整|左右|上下|以上|以下|以内|以?完成|[.。;,!、]|\([^()\d]*\))+$")
_MONEY = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元"}
_SPOKEN = re.compile(r"^百分之([^%,;。(]+)")
_RATIO = re.compile(r"-?\d+/\d+$")


def read_amount(raw: Raw, asked: Asked) -> Reading:
    """Read a number in the row's 计量单位 out of a number or a text."""
    match raw:
        case bool() | time() | timedelta():
            return refused(catalog.NOT_A_NUMBER, raw)
        case date():
            return refused(catalog.BECAME_A_DATE, became_a_day(raw, asked.look))
        case int() | float():
            return _of_cell(float(raw), asked)
    return _of_text(raw, asked)


def _of_cell(number: float, asked: Asked) -> Reading:
    """A number in a cell, by what the cell shows of it."""
    shown = shown_number(number, asked.look)
    if shown is None:
        return _in_measure(number, Reading(number), asked)
    if shown == "":
        return refused(catalog.NUMBER_HIDDEN, number)
    if _RATIO.match(shown):
        return refused(catalog.NOT_A_NUMBER, shown)
    reading = _of_text(shown, asked)
    found = find_number(keep_marks(shown))
    if found is not None and not found.rest and found.values != (number,):
        return refused(catalog.TWO_READINGS, shown, choices=[number, *found.values])
    if reading.usable and isinstance(reading.value, float) and same(reading.value, number):
        return Reading(number) if reading.rule is catalog.READ_AS else reading
    return reading


def _in_measure(number: float, reading: Reading, asked: Asked) -> Reading:
    """A bare figure is in the row's 计量单位, unless the form says another one now."""
    if asked.written and not are_same(asked.written, asked.measure):
        return refused(
            catalog.MEASURE_CHANGED, number, measure=asked.measure, written=asked.written
        )
    return reading


def _of_text(raw: str, asked: Asked) -> Reading:
    text = keep_marks(raw)
    if NOTHING.match(text):
        return taken("", catalog.NOTHING_SAID, raw)
    about, body = strip_lead(text)
    odd, body = strip_odd(_SPOKEN.sub(r"\1%", body))
    number = find_number(body)
    if number is None or _unsure(body, about=about, number=number) or is_other_figure(body):
        return refused(catalog.VAGUE if VAGUE.search(text) else catalog.NOT_A_NUMBER, raw)
    money = next((unit for sign, unit in _MONEY.items() if sign in text), "")
    return _counted(number, raw, money, asked, rough=about or odd)


def _unsure(body: str, *, about: bool, number: FoundNumbers) -> bool:
    """十几个; 半个, where things are counted; 百万元 and 千人, which are measures without a figure."""
    if body[:1] in "百千":
        return not about and not AROUND.match(number.rest)
    unit = measure_of(number.rest)
    halved = body[:1] == "半" and unit is not None and not unit.dimension
    return halved or number.rest[:1] == "几"


def _counted(number: FoundNumbers, raw: str, money: str, asked: Asked, *, rough: bool) -> Reading:
    around = AROUND.match(number.rest)
    rest = number.rest[around.end() :] if around else number.rest
    if rest[:1] in set(",.OolI") and rest[1:2].isdigit():  # 12,00 1.2.3 2O00
        return refused(catalog.NOT_A_NUMBER, raw)
    if more := second_numbers(rest):
        return refused(catalog.TWO_READINGS, raw, choices=[*number.values, *more])
    if len(number.values) > 1:
        return refused(catalog.TWO_READINGS, raw, choices=number.values)
    rest = strip_tail(rest)
    unit = _CLOSING.sub("", rest)
    rough = rough or around is not None or bool(AROUND.search(rest[len(unit) :]))
    rule = catalog.ROUGHLY if rough else catalog.READ_AS
    return _measured(number, unit or money, raw, rule, asked)


def _measured(number: FoundNumbers, unit: str, raw: str, rule: Rule, asked: Asked) -> Reading:
    """Bring the number to the row's 计量单位, or ask where that takes a guess."""
    scale, base = split_measure(asked.measure)
    factor = _factor(unit, base)
    if isinstance(factor, Rule):
        return refused(factor, raw, measure=asked.measure or "数")
    value = number.values[0]
    if not unit and number.scaled == 1.0:
        return _in_measure(value, taken(round(value, 6), rule, raw), asked)
    if factor != 1.0:
        converted = round(value * factor / scale, 9)
        return taken(converted, rule, raw, f"{show(converted)}{asked.measure}")
    if scale == 1.0:
        return _proportionate(number, raw, rule, asked)
    whole, scaled = round(value, 6), round(value / scale, 9)
    if number.scaled >= min(scale, BIG["万"]):
        return taken(scaled, rule, raw)
    return refused(catalog.TWO_READINGS, raw, choices=[scaled, whole])


def _factor(unit: str, base: str) -> float | Rule:
    """By what the figure is multiplied to be in `base`, or the rule against this unit."""
    unit = unit.casefold()
    if not unit or unit == base or base.startswith(unit + "/"):
        return 1.0
    known, factor = measure_of(unit), factor_between(unit, base)
    if factor is not None:
        return float(factor)
    if known is None:
        return catalog.NOT_A_NUMBER
    if known.dimension == "share":
        return catalog.PERCENT_FOR_NUMBER
    return catalog.OTHER_MEASURE if base else 1.0


def _proportionate(number: FoundNumbers, raw: str, rule: Rule, asked: Asked) -> Reading:
    """2000万 against a target of 5000 with no 计量单位: the target is in 万 as likely as not."""
    value, target = round(number.values[0], 6), asked.target
    big = max((b for b in BIG.values() if b <= number.scaled), default=1)
    plain = big == 1 or bool(asked.measure)
    doubtful = not plain and isinstance(target, float) and 0 < 100 * abs(target) < abs(value)
    if doubtful:
        return refused(catalog.TWO_READINGS, raw, choices=[value, round(value / big, 9)])
    return taken(value, rule, raw) if is_sane(value) else refused(catalog.NUMBER_ENDLESS, raw)
