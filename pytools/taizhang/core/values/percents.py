"""Progress as people write it: 80%左右, 百分之八十, 八成, 3-4成, 80, 0.8, 4/5, 已完成; as a share.

What a cell shows counts as if it were written. A bare 1 or 1.2 may be a share or a percentage, so
the header and the rest of the column tell, or it is asked about; so is anything over 100%.
"""

import re
from datetime import date, time, timedelta

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule, percent
from taizhang.core.values.codes import PERCENT, PLAIN, ShownFormat, became_a_day, shown_number
from taizhang.core.values.dates import day_of_serial
from taizhang.core.values.numerals import DIGITS, FoundNumbers, find_number
from taizhang.core.values.phrases import (
    AROUND,
    NOTHING,
    RANGE,
    VAGUE,
    is_other_figure,
    second_numbers,
    strip_around,
    strip_lead,
    strip_tail,
)
from taizhang.core.values.reading import Asked, Raw, Reading, refused, taken
from taizhang.core.values.text import keep_marks

MOST_ARE = 3  # so many times more figures on one scale are the habit of a column
_NUMBER = rf"[{''.join(DIGITS)}十\d]+(?:\.\d+)?"
_TO = "".join(map(re.escape, sorted(RANGE)))
_CLOSING = re.compile(
    r"^(?:整|以?完成|已完成|已办结|[.。;,!、]|\(.*\)|左右|上下|以上|以下|以内|多|余)*$"
)
_SPOKEN = re.compile(r"^百分之|^%")
_RATIO = re.compile(r"^(\d{1,9})/(\d{1,9})$")
_PARTS = re.compile(rf"^([{''.join(DIGITS)}十\d]+)分之([{''.join(DIGITS)}十\d]+)$")
_WHOLE = re.compile(r"百分之?百|百分之一百")
_TENTHS = re.compile(rf"^({_NUMBER})(?:成?[{_TO}]({_NUMBER}))?成([{''.join(DIGITS)}半\d])?$")
_TYPED = ShownFormat("m/d")
_WRITTEN = ShownFormat(known=True)  # a text shows what it says
_MONEY = re.compile(r"[¥$€元]")
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
            return refused(catalog.BECAME_A_DATE, became_a_day(raw, asked.look))
        case int() | float():
            return _of_cell(float(raw), asked)
    return _share_of_text(raw, keep_marks(raw), asked)


def _of_cell(number: float, asked: Asked) -> Reading:
    """A number in a cell, by what the cell shows of it: 60%, 4/5, 12户."""
    shown = shown_number(number, asked.look)
    if shown == "":
        return refused(catalog.NUMBER_HIDDEN, number)
    if shown is None or asked.look.kind == PERCENT:
        return _share_of_number(number, number if shown is None else shown, asked)
    reading = _share_of_text(shown, keep_marks(shown), asked)
    likely = {round(number, 6), round(number / 100, 6)}
    sound = not reading.usable or (
        isinstance(reading.value, float) and round(reading.value, 6) in likely
    )
    return reading if sound else refused(catalog.NOT_A_PERCENT, shown)


def _share_of_number(number: float, found: object, asked: Asked) -> Reading:
    """A number in a cell: 0.8 is 80%; so is 80, with a receipt.

    What the cell shows decides where it shows percentages: nobody overlooks 50% for 0.5%. Else
    the header, the rest of the column and what was sent tell, or nobody does.
    """
    if not 0 <= number <= 200:
        day = day_of_serial(number)
        if day is not None:  # 4/5 typed into a cell that shows percentages
            return refused(catalog.BECAME_A_DATE, became_a_day(day, _TYPED))
        return refused(catalog.OUT_OF_RANGE, found)
    if number >= 2:
        return _limited(number / 100, found, catalog.READ_AS)
    if number and asked.look.kind != PERCENT and asked.hundredths:
        return _under_a_header(number, found, asked)
    return _over_one(number, found, asked) if number > 1 else _up_to_one(number, found, asked)


def _up_to_one(number: float, found: object, asked: Asked) -> Reading:
    """0.35 is 35%, unless the rest of the column counts to 100; 1 may be 1%."""
    if number == 0 or asked.look.kind == PERCENT or not _doubtful(number, asked):
        return Reading(number)
    if asked.before is not None and number / 100 < asked.before <= number:
        return _limited(number, found, catalog.READ_AS)  # as a hundredth, work would be undone
    return _either(found, number, number / 100)


def _under_a_header(number: float, found: object, asked: Asked) -> Reading:
    """1 and 0.5 below 完成进度（%） are hundredths, as 80 and 45 beside them are."""
    undone = asked.before is not None and number / 100 < asked.before
    if undone or not asked.scale.hundreds:
        return _either(found, number, number / 100)
    return _limited(number / 100, found, catalog.READ_AS)


def _doubtful(number: float, asked: Asked) -> bool:
    """Whether a share, or a bare 1, may be a figure on a scale of 0 to 100."""
    shares, hundreds = asked.scale
    if hundreds:
        return number == 1 or shares < MOST_ARE * hundreds
    return number == 1 and asked.look.kind == PLAIN and not shares


def _over_one(number: float, found: object, asked: Asked) -> Reading:
    """1.2 is more than the whole, or a small share where the column counts to 100."""
    if asked.look.kind == PERCENT:
        return _limited(number, found, catalog.READ_AS)
    shares, hundreds = asked.scale
    if hundreds >= MOST_ARE and not shares and number / 100 >= (asked.before or 0.0):
        return _limited(number / 100, found, catalog.READ_AS)
    return _either(found, number, number / 100)


def _either(raw: object, *shares: float) -> Reading:
    return refused(catalog.TWO_READINGS, raw, choices=[percent(s) for s in shares])


def _limited(share: float, raw: object, rule: Rule) -> Reading:
    share = round(share, 8)
    if not 0 <= share <= 2:
        return refused(catalog.OUT_OF_RANGE, raw)
    if share > 1:
        return refused(catalog.OVER_HUNDRED, raw, value=percent(share))
    return taken(share, rule, raw, percent(share))


def _share_of_text(raw: str, text: str, asked: Asked) -> Reading:
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
    other = is_other_figure(body) or _MONEY.search(text)
    if not other and (reading := _hundredths(body, raw, about, asked)) is not None:
        return reading
    return refused(catalog.VAGUE if VAGUE.search(text) else catalog.NOT_A_PERCENT, raw)


def _tenths(body: str, raw: str, about: bool) -> Reading | None:
    """八成, 八成五, 七八成, 3-4成, 三成到四成."""
    found = _TENTHS.match(body)
    if not found:
        return None
    numbers = [find_number(word) for word in found.groups()[:2] if word]
    if any(number is None or number.rest for number in numbers):
        return None
    shares = [
        v / 10 + _last_figure(found[3]) for number in numbers if number for v in number.values
    ]
    if len(shares) > 1:
        return _either(raw, *(round(share, 8) for share in shares))
    return _limited(shares[0], raw, _receipt(about))


def _last_figure(word: str | None) -> float:
    """The 五 of 八成五, which counts hundredths."""
    if not word or word == "半":
        return 0.05 if word else 0.0
    return DIGITS.get(word, int(word) if word.isdecimal() else 0) / 100


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


def _hundredths(body: str, raw: str, about: bool, asked: Asked) -> Reading | None:
    """80%左右, 百分之八十, 80, 0.8."""
    spoken = _SPOKEN.match(body)
    number = find_number(body[spoken.end() :] if spoken else body)
    if number is None:
        return None
    marked = bool(spoken) or number.rest[:1] in {"%", "‰"}
    rest = number.rest if spoken or not marked else number.rest[1:]
    if number.rest[:1] == "‰":
        number = FoundNumbers(tuple(v / 10 for v in number.values), rest)
    if further := second_numbers(rest):
        return _either(raw, *(v / 100 for v in (*number.values, *further)))
    rest = strip_tail(rest)
    bare = AROUND.sub("", rest)
    if not _CLOSING.match(bare):
        return None
    rough = bare != rest or strip_around(bare)[0]
    return _share(number.values, raw, asked, _receipt(about or rough), marked=marked)


def _share(
    values: tuple[float, ...], raw: str, asked: Asked, rule: Rule, *, marked: bool
) -> Reading:
    if len(values) > 1:
        return _either(raw, *(v / 100 for v in values))
    value = values[0]
    if marked or value == 0 or value >= 2:
        return _limited(value / 100, raw, rule)
    reading = _share_of_number(value, raw, asked._replace(look=_WRITTEN))
    return taken(reading.value, rule, raw, percent(value)) if reading.rule is None else reading
