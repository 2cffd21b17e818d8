"""Progress as people write it: 80%左右, 百分之八十, 八成, 80, 0.8, 4/5, 已完成; as a share.

A bare 1 or 1.2 may be a share or a percentage, so it is asked about; so is anything over 100%.
"""

import re
from datetime import date, time, timedelta

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule
from taizhang.core.values_numbers import DIGITS, Found, find_number, plain
from taizhang.core.values_phrases import AROUND, NOTHING, VAGUE, second_number, strip_lead
from taizhang.core.values_reading import Asked, Raw, Reading, refused, taken

_CLOSING = re.compile(
    r"^(?:整|以?完成|已完成|已办结|[.。;,!、]|\(.*\)|左右|上下|以上|以下|以内|多|余)*$"
)
_SPOKEN = re.compile(r"^百分之|^%")
_RATIO = re.compile(r"^(\d+)/(\d+)$")
_TENTHS = re.compile(rf"^([{''.join(DIGITS)}十\d]+(?:\.\d+)?)成([{''.join(DIGITS)}半\d])?$")
_DONE = re.compile(
    r"^(?:已经?)?(?:全部|全面|如期|按期|按时)?(?:完成|完工|竣工|办结|销号|落实到位)了?[.。!]?$"
)
_UNBEGUN = re.compile(r"^(?:尚未|还未|暂未|未|没有?)(?:启动|开始|开展|动工|开工|实施)[.。]?$")


def read_percent(raw: Raw, asked: Asked) -> Reading:
    """Read a share of the whole out of a number or a text."""
    match raw:
        case bool() | time() | timedelta():
            return refused(catalog.NOT_A_PERCENT, raw)
        case date():
            return refused(catalog.BECAME_A_DATE, raw)
        case int() | float():
            return _share_of_cell(float(raw), asked)
    return _share_of_text(raw, plain(raw))


def _share_of_cell(number: float, asked: Asked) -> Reading:
    """A number in a cell that shows percentages: 0.8 is 80%; 80 is 80% too, with a receipt."""
    if not 0 <= number <= 200:
        return refused(catalog.OUT_OF_RANGE, number)
    if 0 < number <= 1 and asked.hundreds:
        return _either(number, number, number / 100)
    if number <= 1:
        return Reading(number)
    if number < 2:
        return _either(number, number, number / 100)
    return _limited(number / 100, number, catalog.READ_AS)


def _either(raw: object, *shares: float) -> Reading:
    return refused(catalog.TWO_READINGS, raw, choices=[percent(s) for s in shares])


def percent(share: float) -> str:
    """A share as people write it.

    >>> percent(0.8), percent(0.355)
    ('80%', '35.5%')
    """
    return f"{share * 100:.10g}%"


def _limited(share: float, raw: object, rule: Rule) -> Reading:
    share = round(share, 8)
    if not 0 <= share <= 2:
        return refused(catalog.OUT_OF_RANGE, raw)
    if share > 1:
        return refused(catalog.OVER_HUNDRED, raw, value=percent(share))
    return taken(share, rule, raw, percent(share))


def _share_of_text(raw: str, text: str) -> Reading:
    if NOTHING.match(text):
        return taken("", catalog.NOTHING_SAID, raw)
    if _DONE.match(text):
        return _limited(1.0, raw, catalog.READ_AS)
    if _UNBEGUN.match(text):
        return _limited(0.0, raw, catalog.READ_AS)
    about, body = strip_lead(text)
    for reader in (_tenths, _ratio, _half, _hundredths):
        if (reading := reader(body, raw, about)) is not None:
            return reading
    return refused(catalog.VAGUE if VAGUE.search(text) else catalog.NOT_A_PERCENT, raw)


def _tenths(body: str, raw: str, about: bool) -> Reading | None:
    """八成, 八成五, 七八成."""
    rough = AROUND.sub("", body[-2:]) != body[-2:]
    found = _TENTHS.match(body.removesuffix("左右").removesuffix("以上").removesuffix("多"))
    if not found:
        return None
    number = find_number(found[1])
    if number is None or number.rest:
        return None
    rest = {"": 0.0, "半": 0.05}.get(found[2] or "", -1.0)
    if rest < 0:
        rest = DIGITS.get(found[2], int(found[2]) if found[2].isdigit() else 0) / 100
    shares = [round(v / 10 + rest, 8) for v in number.values]
    if len(shares) > 1:
        return _either(raw, *shares)
    return _limited(shares[0], raw, catalog.ROUGHLY if about or rough else catalog.READ_AS)


def _ratio(body: str, raw: str, _: bool) -> Reading | None:
    found = _RATIO.match(body)
    if not found or not int(found[2]):
        return None
    return _limited(int(found[1]) / int(found[2]), raw, catalog.READ_AS)


def _half(body: str, raw: str, _: bool) -> Reading | None:
    return _limited(0.5, raw, catalog.READ_AS) if body in {"一半", "半"} else None


def _hundredths(body: str, raw: str, about: bool) -> Reading | None:
    """80%左右, 百分之八十, 80, 0.8."""
    spoken = _SPOKEN.match(body)
    number = find_number(body[spoken.end() :] if spoken else body)
    if number is None:
        return None
    marked = bool(spoken) or number.rest[:1] in {"%", "‰"}
    rest = number.rest if spoken or not marked else number.rest[1:]
    if number.rest[:1] == "‰":
        number = Found(tuple(v / 10 for v in number.values), rest)
    if (further := second_number(rest)) is not None:
        return _either(raw, *(v / 100 for v in (*number.values, further)))
    rough = AROUND.match(rest)
    if not _CLOSING.match(rest):
        return None
    rule = catalog.ROUGHLY if about or rough else catalog.READ_AS
    return _share(number.values, raw, rule, marked=marked)


def _share(values: tuple[float, ...], raw: str, rule: Rule, *, marked: bool) -> Reading:
    if len(values) > 1:
        return _either(raw, *(v / 100 for v in values))
    value = values[0]
    if marked or value == 0 or value >= 2:
        return _limited(value / 100, raw, rule)
    if 0 < value < 1:
        return _limited(value, raw, rule)
    return _either(raw, value, value / 100)
