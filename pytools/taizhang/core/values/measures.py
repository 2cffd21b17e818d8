"""Units of measure: which spellings mean the same, and which convert into which, exactly.

Counting units are not alike: a 户 is no 人, and 12个 are not 12家. Only what is written here as one
line is one thing; whatever else stands behind a figure is asked about.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from taizhang.core.values.numerals import BIG
from taizhang.core.values.text import keep_marks

# dimension: factor to its base, spellings (the first is the name)
_CONVERTING = """
    length  1        米 m 公尺
    length  1000     公里 千米 km
    length  1/100    厘米 cm 公分
    area    1        平方米 平米 平方 m2 方米
    area    1000000  平方公里 平方千米 km2
    area    10000    公顷 ha
    area    2000/3   亩 市亩
    volume  1        立方米 方 立方 m3
    mass    1        公斤 千克 kg
    mass    1/2      斤 市斤
    mass    1/1000   克 g
    mass    1000     吨 t 公吨
    power   1        千瓦 kw
    power   1000     兆瓦 mw
    energy  1        千瓦时 度 kwh 千瓦小时
    energy  1000     兆瓦时 mwh
    share   1        % 个百分点 百分点
"""
# one thing a line, however spelled; nothing here converts into anything else
_ALIKE = """
    元 块 块钱 人民币 rmb ¥ 圆
    美元 $ usd
    欧元 € eur
    港元 港币 hk$ hkd
    天 日 个自然日 自然日
    工作日 个工作日
    周 星期 个星期
    月 个月
    年
    小时 个小时
    分钟
    人 名 位
    场 场次
    批 批次
    棵 株
    栋 幢
    台套 台(套)
    分
"""
_COUNTED = (
    "个 项 家 户 件 次 篇 份 期 处 座 套 台 辆 条 宗 起 例 所 间 只 头 羽 本 册 轮 回 部 张 "
    "组 支 门 节 人次 户次 家次 台次 车次 件次 篇次 村次 班次 艘 架 列 口 眼 孔 盏 片 道 类 种 对 "
    "村 社区 乡镇 企业 项目 标箱 床 床位 学位 岗位 桶 袋 瓶 盒 里 升 倍"
)


class Measure(NamedTuple):
    """A unit of measure: its name, what it measures ("" for what is counted), in how many bases."""

    name: str
    dimension: str = ""
    factor: Fraction = Fraction(1)


def _table() -> Mapping[str, Measure]:
    found = {word: Measure(word) for word in _COUNTED.split()}
    for line in filter(str.strip, _ALIKE.splitlines()):
        name = line.split()[0]
        found |= {word: Measure(name) for word in line.split()}
    for line in filter(str.strip, _CONVERTING.splitlines()):
        dimension, factor, *words = line.split()
        found |= {word: Measure(words[0], dimension, Fraction(factor)) for word in words}
    return found


MEASURES = _table()


def measure_of(text: str) -> Measure | None:
    """Return the unit that a plain word means, None where nobody knows it.

    >>> measure_of("千米").name, measure_of("名").name, measure_of("标段")
    ('公里', '人', None)
    """
    return MEASURES.get(text.casefold())


def factor_between(unit: str, base: str) -> Fraction | None:
    """Return by what an amount in `unit` is multiplied to be one in `base`; None where by nothing.

    >>> factor_between("公顷", "亩"), factor_between("名", "人"), factor_between("户", "人")
    (Fraction(15, 1), Fraction(1, 1), None)
    """
    if unit == base:
        return Fraction(1)
    one, other = measure_of(unit), measure_of(base)
    if one is None or other is None or one.dimension != other.dimension:
        return None
    if one.dimension:
        return one.factor / other.factor
    return Fraction(1) if one.name == other.name else None


def split_measure(measure: str) -> tuple[float, str]:
    """Return how many single units a measure is, and which: 万元 is 10000 and 元.

    >>> split_measure("万元"), split_measure("百人"), split_measure("千瓦")
    ((10000.0, '元'), (100.0, '人'), (1.0, '千瓦'))
    """
    text, scale = keep_marks(measure).casefold(), 1.0
    while text[:1] in BIG:
        scale, text = scale * BIG[text[0]], text[1:]
    if text[:1] in "百千" and len(text) > 1 and text not in MEASURES:
        scale, text = scale * {"百": 100.0, "千": 1000.0}[text[0]], text[1:]
    return scale, text


def are_same(one: str, other: str) -> bool:
    """Whether two measures of rows mean the same.

    >>> are_same("公里", "千米"), are_same("万元", "元"), are_same("户", "人")
    (True, False, False)
    """
    (scale, base), (other_scale, other_base) = split_measure(one), split_measure(other)
    return scale == other_scale and factor_between(base, other_base) == 1
