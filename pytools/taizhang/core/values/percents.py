"""Progress as people write it: 80%左右, 百分之八十, 八成, 80, 0.8, 4/5, 已完成; as a share.

A bare 1 or 1.2 may be a share or a percentage, so it is asked about; so is anything over 100%.
"""

import re
from datetime import date, time, timedelta

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule, percent
from taizhang.core.values.numerals import DIGITS, Found, find_number
from taizhang.core.values.phrases import (
    AROUND,
    NOTHING,
    VAGUE,
    is_other_figure,
    second_number,
    strip_around,
    strip_lead,
    strip_tail,
)
from taizhang.core.values.reading import PERCENT, PLAIN, Asked, Raw, Reading, refused, taken
from taizhang.core.values.text import keep_marks

MOST_ARE = 3  # so many times more figures on one scale are the habit of a column
_CLOSING = re.compile(
    r"^(?:整|以?完成|已完成|已办结|[.。;,!、]|\(.*\)|左右|上下|以上|以下|以内|多|余)*$"
)
_SPOKEN = re.compile(r"^百分之|^%")
_RATIO = re.compile(r"^(\d+)/(\d+)$")
_PARTS = re.compile(rf"^([{''.join(DIGITS)}十\d]+)分之([{''.join(DIGITS)}十\d]+)$")
_WHOLE = re.compile(r"百分之?百|百分之一百")
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
    return _share_of_text(raw, keep_marks(raw))


def _share_of_cell(number: float, asked: Asked) -> Reading:
    """A number in a cell: 0.8 is 80%; so is 80, with a receipt.

    What the cell shows decides where it shows percentages: nobody overlooks 50% for 0.5%. Else
    the rest of the column and what was sent tell, or nobody does.
    """
    if not 0 <= number <= 200:
        return refused(catalog.OUT_OF_RANGE, number)
    if number >= 2:
        return _limited(number / 100, number, catalog.READ_AS)
    if number > 1:
        return _over_one(number, asked)
    if number == 0 or asked.shows == PERCENT or not _doubtful(number, asked):
        return Reading(number)
    if asked.before is not None and number / 100 < asked.before <= number:
        return _limited(number, number, catalog.READ_AS)  # as a hundredth, work would be undone
    return _either(number, number, number / 100)


def _doubtful(number: float, asked: Asked) -> bool:
    """Whether a share, or a bare 1, may be a figure on a scale of 0 to 100."""
    shares, hundreds = asked.scale
    if hundreds:
        return number == 1 or shares < MOST_ARE * hundreds
    return number == 1 and asked.shows == PLAIN and not shares


def _over_one(number: float, asked: Asked) -> Reading:
    """1.2 is more than the whole, or a small share where the column counts to 100."""
    if asked.shows == PERCENT:
        return _limited(number, number, catalog.READ_AS)
    shares, hundreds = asked.scale
    if hundreds >= MOST_ARE and not shares and number / 100 >= (asked.before or 0.0):
        return _limited(number / 100, number, catalog.READ_AS)
    return _either(number, number, number / 100)


def _either(raw: object, *shares: float) -> Reading:
    return refused(catalog.TWO_READINGS, raw, choices=[percent(s) for s in shares])


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
    about, body = strip_lead(_WHOLE.sub("100%", text))
    around, bare = strip_around(strip_tail(body))
    for reader in (_tenths, _ratio, _parts, _half):
        if (reading := reader(bare, raw, about or around)) is not None:
            return reading
    if not is_other_figure(body) and (reading := _hundredths(body, raw, about)) is not None:
        return reading
    return refused(catalog.VAGUE if VAGUE.search(text) else catalog.NOT_A_PERCENT, raw)


def _tenths(body: str, raw: str, about: bool) -> Reading | None:
    """八成, 八成五, 七八成."""
    found = _TENTHS.match(body)
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
    return _limited(shares[0], raw, _receipt(about))


def _receipt(about: bool) -> Rule:
    return catalog.ROUGHLY if about else catalog.READ_AS


def _ratio(body: str, raw: str, about: bool) -> Reading | None:
    found = _RATIO.match(body)
    if not found or not int(found[2]):
        return None
    return _limited(int(found[1]) / int(found[2]), raw, _receipt(about))


def _parts(body: str, raw: str, about: bool) -> Reading | None:
    """三分之二."""
    found = _PARTS.match(body)
    numbers = [find_number(word) for word in found.groups()] if found else []
    sure = [n.values[0] for n in numbers if n is not None and len(n.values) == 1]
    if len(sure) < 2 or not sure[0]:
        return None
    return _limited(sure[1] / sure[0], raw, _receipt(about))


def _half(body: str, raw: str, about: bool) -> Reading | None:
    return _limited(0.5, raw, _receipt(about)) if body in {"一半", "半"} else None


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
    rest = strip_tail(rest)
    bare = AROUND.sub("", rest)
    if not _CLOSING.match(bare):
        return None
    rough = bare != rest or strip_around(bare)[0]
    return _share(number.values, raw, _receipt(about or rough), marked=marked)


def _share(values: tuple[float, ...], raw: str, rule: Rule, *, marked: bool) -> Reading:
    if len(values) > 1:
        return _either(raw, *(v / 100 for v in values))
    value = values[0]
    if marked or value == 0 or value >= 2:
        return _limited(value / 100, raw, rule)
    if 0 < value < 1:
        return _limited(value, raw, rule)
    return _either(raw, value, value / 100)
