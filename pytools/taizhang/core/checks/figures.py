"""Figures in a text that clearly speak of the task as a whole, to compare with its cells.

A figure counts only where its clause is about the whole (总体进度, 累计完成 … the task's own
subject and 计量单位), is no plan, no rough figure, no other year's, and is the only such one.
"""

import re
from functools import lru_cache
from math import isfinite

from taizhang.core.values.text import keep_marks

_CLAUSES = re.compile(r"[。;!?、]|,(?!\d{3}(?!\d))")
_ASIDE = re.compile(
    r"计划|预计|预期|力争|争取|确保|目标|将|拟|要求|应|须|年底|下期|下月|下周|下一步|明年|去年|上年|同期|上期|上月"
    r"|其中|同比|环比|增长|下降|提高|本期|本月|本周|当月|本季|今日|约|近|超|逾|余|左右|以上|以下|多|不足|至少"
)
_OPENING = r"(?:截至.{0,10}?)?(?:目前|现|当前|该|本|此|我[县市区局办镇乡]|整个|整体|总体|全部|项目|工程|任务|工作)*"
_SHARE = re.compile(
    rf"{_OPENING}(?:总进度|完成进度|工作进度|任务进度|项目进度|工程进度|进度|(?:已|累计|共)+完成)"
    r"(?:已|完成|达到?|为|至|是|到|全部|年度|总|任务|工程|工作|量|的|:)*"
    r"(\d+(?:\.\d+)?)%"
)
_TOTAL = r"(?:累计|总计|合计|共计|已完成|共完成|已实现|总共)"
_FILLERS = re.compile(r"完成|实现|达到?|新增|共|已|了|为|是|有|的|数|总|量|任务|目标|年度|今年")
_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "百万": 1e6, "千万": 1e7}
_POINTS = 0.01


def other_share(text: str, share: float) -> str:
    """The words that give the whole another progress than `share`, or "".

    >>> other_share("总体进度已达60%，征地完成90%", 0.4), other_share("征地已完成90%", 0.4)
    ('总体进度已达60%', '')
    """
    if "%" not in text and "％" not in text:
        return ""
    claims = [
        (float(found[1]) / 100, clause)
        for clause in _clauses(text)
        if (found := _SHARE.match(clause)) and not _ASIDE.search(clause)
    ]
    agrees = any(abs(value - share) < _POINTS for value, _ in claims)
    return "" if agrees else _only(claims)


def other_amount(text: str, value: float, measure: str, subject: str) -> str:
    """The words that give another sum than `value`, in the task's own measure, or "".

    >>> other_amount("累计新增就业620人，培训80人", 600.0, "人", "城镇新增就业")
    '累计新增就业620人'
    """
    unit = keep_marks(measure)
    if not unit or unit not in keep_marks(text):
        return ""
    claims = [
        claim for clause in _clauses(text) if (claim := _claimed(clause, unit, subject)) is not None
    ]
    agrees = any(abs(found - value) <= slack for found, slack, _ in claims)
    return "" if agrees else _only([(found, words) for found, _, words in claims])


def _clauses(text: str) -> list[str]:
    return [c for c in _CLAUSES.split(keep_marks(text)) if c]


def _only(claims: list[tuple[float, str]]) -> str:
    """The one claim there is; several different ones are about several things."""
    return claims[0][1] if len({value for value, _ in claims}) == 1 else ""


def _claimed(clause: str, unit: str, subject: str) -> tuple[float, float, str] | None:
    """The sum claimed, how far rounding may be off, and the words."""
    found = _amount(unit).search(clause)
    if found is None or _ASIDE.search(clause):
        return None
    middle = found["middle"].replace("投资", "") if unit.endswith("元") else found["middle"]
    if not _about(middle, subject):
        return None
    scale = _SCALES.get(found["scale"])
    value = float(found["number"].replace(",", "")) * (scale or 0.0)
    if not scale or not isfinite(value):
        return None
    slack = value * 0.05 if scale > 1 else 1e-6 * max(1.0, value)
    return value, slack, clause


@lru_cache(maxsize=256)
def _amount(unit: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_TOTAL}(?P<middle>[^\d%]{{0,12}}?)(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)"
        rf"(?P<scale>[百千万亿]*){re.escape(unit)}(?![次均每/])"
    )


def _about(middle: str, subject: str) -> bool:
    """Whether the words before the figure are the task's own subject, or none at all."""
    words = _FILLERS.sub("", middle)
    pairs = {subject[i : i + 2] for i in range(len(subject) - 1)}
    return not words or any(words[i : i + 2] in pairs for i in range(len(words) - 1))
