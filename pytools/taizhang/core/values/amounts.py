"""Amounts as people write them, in the 计量单位 of their row: 2000万, 1.2亿元, 3万5千, 约12个.

「2000万元」 in a row measured in 万元 is 2000. A unit that would need a conversion is asked about.
"""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule
from taizhang.core.values.numerals import BIG, Found, find_number
from taizhang.core.values.phrases import (
    AROUND,
    NOTHING,
    VAGUE,
    is_other_figure,
    second_number,
    strip_lead,
    strip_odd,
    strip_tail,
)
from taizhang.core.values.reading import Asked, Raw, Reading, refused, taken
from taizhang.core.values.text import keep_marks

_CLOSING = re.compile(r"(?:整|左右|上下|以上|以下|以内|以?完成|[.。;,!、]|\([^\d]*\))+$")
_COUNTED = (
    "个 项 家 户 件 次 人 名 位 篇 份 场 期 处 座 栋 套 台 辆 条 块 批 宗 起 例 所 间 只 头 "
    "株 本 册 轮 回 部 张 组 支 门 节 幢 人次 户次 场次 批次 篇次"
)
COUNTS = frozenset(_COUNTED.split())
# One writing of each measure; two different measures are never converted silently.
MEASURES: Mapping[str, str] = {
    spelling: name
    for name, spellings in {
        "元": "元 块钱 人民币 rmb",
        "美元": "美元",
        "公里": "公里 千米 km",
        "米": "米 m",
        "平方米": "平方米 平米 平方 m2",
        "平方公里": "平方公里 km2",
        "公顷": "公顷 ha",
        "亩": "亩",
        "立方米": "立方米 方 m3",
        "吨": "吨 t",
        "公斤": "公斤 千克 kg",
        "天": "天 日",
        "小时": "小时",
        "千瓦": "千瓦 kw",
        "度": "度 千瓦时 kwh",
        "分": "分",
        "%": "% 个百分点 百分点",
    }.items()
    for spelling in spellings.split()
}


def read_amount(raw: Raw, asked: Asked) -> Reading:
    """Read a number in the row's 计量单位 out of a number or a text."""
    match raw:
        case bool() | time() | timedelta():
            return refused(catalog.NOT_A_NUMBER, raw)
        case date():
            return refused(catalog.BECAME_A_DATE, raw)
        case int() | float():
            return Reading(float(raw))
    text = keep_marks(raw)
    if NOTHING.match(text):
        return taken("", catalog.NOTHING_SAID, raw)
    about, body = strip_lead(text)
    odd, body = strip_odd(body)
    number = find_number(body)
    if number is None or _unsure(body, about, number) or is_other_figure(body):
        return refused(catalog.VAGUE if VAGUE.search(text) else catalog.NOT_A_NUMBER, raw)
    return _counted(number, raw, about or odd, asked)


def _unsure(body: str, about: bool, number: Found) -> bool:
    """十几个; 半个, where things are counted; 百万元 and 千人, which are measures without a figure."""
    if body[:1] in "百千":
        return not about and not AROUND.match(number.rest)
    halved = body[:1] == "半" and number.rest in COUNTS
    return halved or number.rest[:1] == "几"


def _counted(number: Found, raw: str, about: bool, asked: Asked) -> Reading:
    around = AROUND.match(number.rest)
    rest = number.rest[around.end() :] if around else number.rest
    if rest[:1] in set(",.OolI") and rest[1:2].isdigit():  # 12,00 1.2.3 2O00
        return refused(catalog.NOT_A_NUMBER, raw)
    if (more := second_number(rest)) is not None:
        return refused(catalog.TWO_READINGS, raw, choices=[*number.values, more])
    if len(number.values) > 1:
        return refused(catalog.TWO_READINGS, raw, choices=number.values)
    rest = strip_tail(rest)
    unit = _CLOSING.sub("", rest)
    rough = about or around or unit + rest[len(unit) :].strip("左右上下以内多余") != rest
    return _measured(number, unit, raw, catalog.ROUGHLY if rough else catalog.READ_AS, asked)


def _measured(number: Found, unit: str, raw: str, rule: Rule, asked: Asked) -> Reading:
    """Bring the number to the row's 计量单位, or ask where that takes a guess."""
    scale, base = _split_measure(asked.measure)
    if (trouble := _trouble(unit, base)) is not None:
        return refused(trouble, raw, measure=asked.measure or "数")
    value = number.values[0]
    whole, scaled = round(value, 6), round(value / scale, 9)
    if scale == 1.0:
        return _sane(number, raw, rule, asked)
    if number.scaled >= min(scale, BIG["万"]):
        return taken(scaled, rule, raw)
    if not unit and number.scaled == 1.0:
        return taken(whole, rule, raw)
    return refused(catalog.TWO_READINGS, raw, choices=[scaled, whole])


def _sane(number: Found, raw: str, rule: Rule, asked: Asked) -> Reading:
    """2000万 against a target of 5000 with no 计量单位: the target is in 万 as likely as not."""
    value, target = round(number.values[0], 6), asked.target
    big = max((b for b in BIG.values() if b <= number.scaled), default=1)
    plain = big == 1 or bool(asked.measure)
    doubtful = not plain and isinstance(target, float) and 0 < 100 * abs(target) < abs(value)
    if doubtful:
        return refused(catalog.TWO_READINGS, raw, choices=[value, round(value / big, 9)])
    return taken(value, rule, raw)


def _split_measure(measure: str) -> tuple[float, str]:
    """万元 is 10000 and 元."""
    text, scale = keep_marks(measure).casefold(), 1.0
    while text[:1] in BIG:
        scale, text = scale * BIG[text[0]], text[1:]
    if text[:1] in "百千" and len(text) > 1 and text not in MEASURES:
        scale, text = scale * {"百": 100.0, "千": 1000.0}[text[0]], text[1:]
    return scale, text


def _trouble(unit: str, base: str) -> Rule | None:
    """The rule against this unit where `base` is asked for; None where both mean the same."""
    unit = unit.casefold()
    if not unit or unit == base or base.startswith(unit + "/"):
        return None
    known, wanted = MEASURES.get(unit), MEASURES.get(base)
    if known == "%" and wanted != "%":
        return catalog.PERCENT_FOR_NUMBER
    if known is None and unit not in COUNTS:
        return catalog.NOT_A_NUMBER
    alike = not base or known == wanted or (unit in COUNTS and _counts(base))
    return None if alike else catalog.OTHER_MEASURE


def _counts(base: str) -> bool:
    return base in COUNTS or base.partition("/")[0] in COUNTS
