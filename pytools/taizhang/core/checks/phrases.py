"""What a text says or fails to say: stock phrases, 见附件, 已全部完成, a day that has not come.

Every question is asked of the whole text, so a sentence with one real fact in it is left alone.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from taizhang.core.values.phrases import ELSEWHERE, NOTHING
from taizhang.core.values.text import keep_letters, keep_marks

_HOW = (
    "正在 有序 稳步 扎实 积极 加快 持续 全力 抓紧 正常 按计划 按序时 按时间节点 按要求 认真 大力 不断 "
    "继续 深入 统筹 全面 逐步 严格 切实 按时 按期 如期 压茬 强力 平稳"
)
_DOING = "推进 推动 办理 进行 落实 开展 实施 跟进 协调 进展 抓好"
_PRAISE = (
    "取得阶段性成效 取得一定成效 取得明显成效 取得良好成效 成效明显 成效显著 初见成效 效果良好 顺利 良好 正常 "
    "高度重视 加强领导 精心组织 周密部署 确保按期完成 确保如期完成 确保完成"
)
_AROUND = (
    "目前 现阶段 各项 相关 有关 该项 此项 本项 本单位 我单位 我局 我办 我委 我镇 我乡 工作 任务 项目 事项 事宜 "
    "下一步 将 正 现 中 等 的 均 都 和 并 及 各 总体 整体 情况 进度"
)


def _words(*lists: str) -> str:
    """An alternation of all words, longest first."""
    words = {word for line in lists for word in line.split()}
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


CLAIM = "于"  # of 已于…日, whatever stands around it
LONG_ENOUGH = 24  # letters; shorter texts are alike by chance
_MARKS_IN_LINES = re.compile(r"(?:[^\w\n]|_)+")
_STOCK = re.compile(_words(_HOW, _DOING, _PRAISE, _AROUND))
_EMPTY_CORE = re.compile(_words(_DOING, _PRAISE))
_NO_TROUBLE = re.compile(r"(?:暂时?)?(?:无|没有|不存在)(?:存在)?(?:的)?(?:问题|困难|措施)")
_NO_PROGRESS = re.compile(
    r"(?:目前|本期|本月|本周)?(?:暂?无|没有|尚无|未有)(?:新的?|明显)?(?:进展|变化|进度)?"
    r"|(?:进度|情况)?(?:同|与|较)上期(?:相同|一致|无变化)?|无变化"
)
_SUBJECT = r"(?:目前)?(?:该|本|此|这)?(?:项)?(?:任务|工作|项目|工程|事项|活动)?"
_SAYS_DONE = re.compile(
    rf"{_SUBJECT}(?:均?已经?|现已)(?:全部|全面|如期|按期|按时|提前|顺利)*"
    r"(?:完成|完工|竣工|办结|销号)(?:任务|工作|目标)?了?"
)
_SAYS_UNBEGUN = re.compile(
    rf"{_SUBJECT}(?:尚未|还未|暂未|仍未|未|还没有?|没有)(?:启动|开始|开展|动工|开工|实施)"
)
_HAPPENED = re.compile(r"已经?于(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_ID_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d)")
_FIGURE = re.compile(r"\d")
_LONG = 30  # letters and marks; 见附件 and the like are much shorter
_MANY_DIGITS = re.compile(r"\d[\d\s]{16,}")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def essences(texts: Sequence[str]) -> list[str]:
    r"""The essence of each of many texts, in one go.

    >>> essences(["已印发 方案。", "已\n开工"])
    ['已印发方案', '已开工']
    """
    together = "\n".join([text.replace("\n", " ") for text in texts])
    core = _MARKS_IN_LINES.sub("", together)
    if not texts or not unicodedata.is_normalized("NFKC", core):
        return [keep_letters(text) for text in texts]
    return core.split("\n")


def is_empty_phrase(text: str) -> bool:
    """Whether there is nothing but stock phrases; any figure or real noun makes it a report.

    >>> is_empty_phrase("目前各项工作正在有序推进。"), is_empty_phrase("正在推进，已签约3户")
    (True, False)
    """
    if _FIGURE.search(text):
        return False
    core = keep_letters(text)
    return bool(core) and not _STOCK.sub("", core) and bool(_EMPTY_CORE.search(core))


def is_nothing(text: str) -> bool:
    """Whether the cell is blank or says 无."""
    core = keep_letters(text)
    return not core or bool(NOTHING.match(core) or _NO_TROUBLE.fullmatch(core))


def says_no_progress(text: str) -> bool:
    """无进展, 与上期一致, without a word more."""
    return bool(_NO_PROGRESS.fullmatch(keep_letters(text)))


def is_elsewhere(text: str) -> bool:
    """见附件, 同上: nothing that could be printed."""
    return len(text) < _LONG and bool(ELSEWHERE.fullmatch(keep_letters(text)))


def says_done(text: str) -> bool:
    """The whole text is 已全部完成 or the like; 已完成招标 is not."""
    return bool(_SAYS_DONE.fullmatch(keep_letters(text)))


def says_unbegun(text: str) -> bool:
    """The whole text is 尚未启动 or the like."""
    return bool(_SAYS_UNBEGUN.fullmatch(keep_letters(text)))


def future_claim(text: str, on: date, since: date | None) -> str:
    """The words 已于…日 whose day has not come, or "".

    A day without a year may be last year's, unless the task had not begun then.
    """
    if CLAIM not in text:
        return ""
    for found in _HAPPENED.finditer(keep_marks(text)):
        year, month, day = found.groups()
        claimed = _day(int(year or on.year), int(month), int(day))
        if claimed is None or claimed <= on:
            continue
        before = None if year else _day(on.year - 1, int(month), int(day))
        if before is None or (since is not None and before < since):
            return found[0]
    return ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def may_hold_id(text: str) -> bool:
    """Whether there are digits enough for an ID number."""
    return _MANY_DIGITS.search(text) is not None


def id_number(text: str) -> str:
    """An ID number in the text, its middle hidden, or ""; other long numbers fail its check digit.

    >>> id_number("联系人11010519491231002X")
    '110105**********2X'
    """
    if not may_hold_id(text):
        return ""
    for found in _ID_NUMBER.finditer(keep_marks(text)):
        digits = found[0].upper()
        total = sum(int(d) * w for d, w in zip(digits, _ID_WEIGHTS, strict=False))
        if "10X98765432"[total % 11] == digits[-1]:
            return f"{digits[:6]}{'*' * 10}{digits[-2:]}"
    return ""
