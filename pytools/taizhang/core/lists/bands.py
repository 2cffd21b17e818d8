"""Rows of a list that are no task: bands that name a class, sums, notes, signatures.

A band is told by its numeral (一、 （一） 第一章), by its merge across the table, or by standing
alone in a column where no task is named.
"""

import re
import unicodedata

_HAN = "[一二三四五六七八九十百]{1,4}"
# how a band is numbered, from the widest class to the narrowest
_MARKERS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"第(?:{_HAN}|\d{{1,2}})(?:章|部分|篇|类|大类|板块)[、:.\s]*"),
    re.compile(rf"{_HAN}(?:[、.,:]\s*|\s+|$)"),
    re.compile(rf"\({_HAN}\)[、.]?\s*"),
    re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:[、.:]\s*|\s+|$)"),
    re.compile(r"\(\d{1,3}\)[、.]?\s*|[①-⑳]\s*"),
)
WIDEST_BAND = 2  # markers up to this one number classes; figures number tasks
_COUNT = re.compile(r"\s*\(?共?计?\s*\d+\s*[项个件条家]\)?$")
_SUM = re.compile(r"(?:本页|累计|全[县市区州省]|总)?(?:合计|小计|总计|共计)(?:[:(\d].*|$)")
_SIGNED = re.compile(
    r"(?:填[表报](?:人|单位|日期|时间|说明)?|制表(?:人|单位|日期|时间)?|审核(?:人|意见)?|审批(?:人|意见)?"
    r"|签[字发批](?:人)?|(?:单位|部门)?(?:主要)?负责人(?:签[字名章])?|分管领导(?:签字)?|经办人|联系人"
    r"|联系(?:电话|方式)|报送(?:单位|日期|时间)|(?:单位|加)?盖?章)(?:[:(].*|$)"
)
_NOTE = re.compile(
    r"(?:备注|附注|注释?|说明|填表说明|编制说明|附件?)\d{0,2}(?:[:.、].*|$)", re.DOTALL
)
_BRACKETED = re.compile(r"\([^()]*\)")
_FIGURE = re.compile(r"\d{1,4}[.、]?")
_DAY = re.compile(r"(?:20\d\d|二[〇零○]..)年.{1,3}月(?:.{1,3}日)?")
_NOTHING = re.compile(r"\(?(?:以下空白|此页无正文|本页无内容|表?续表?|接上表)\)?")
SUM, SIGNED, NOTE, NUMBERS = "合计", "填表、审核等落款", "备注、说明", "栏次"
HEAD, TITLE, EMPTY = "重复的表头", "标题", "只有序号的空行"


def plain(text: str) -> str:
    """A text in half-width letters, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def level_of(text: str) -> int:
    """Which marker of _MARKERS a text begins with; -1 for none.

    >>> level_of("一、优化营商环境"), level_of("（二）政务服务"), level_of("3.推进改革"), level_of("其他")
    (1, 2, 3, -1)
    """
    said = plain(text)
    return next((at for at, marker in enumerate(_MARKERS) if marker.match(said)), -1)


def band_name(text: str) -> str:
    """The name of a class without its numeral and the count behind it.

    >>> band_name("一、优化营商环境（共4项）"), band_name("（二） 政务服务"), band_name("项目建设")
    ('优化营商环境', '政务服务', '项目建设')
    """
    said = " ".join(text.split())
    level = level_of(said)
    if level >= 0:
        marker = _MARKERS[level].match(plain(said))
        rest = plain(said)[marker.end() :] if marker else ""
        said = said[len(said) - len(rest) :] if said.endswith(rest) else rest
    bare = _COUNT.sub("", plain(said))
    return (said[: len(bare)] if plain(said[: len(bare)]) == bare else bare).strip(" 　:：")


def no_task(texts: list[str]) -> str:
    """What a row is whose first text is this: a sum, a signature, a note; "" where it may be a task.

    >>> no_task(["合计", "4项"]), no_task(["填表人：甲", "审核人：乙"]), no_task(["说明会筹备"])
    ('合计', '填表、审核等落款', '')
    """
    words = [text for text in texts if not _FIGURE.fullmatch(plain(text))] or texts
    first = plain(words[0])
    if _SUM.fullmatch(re.sub(r"\s", "", first)):
        return SUM
    if _SIGNED.fullmatch(re.sub(r"\s", "", first)) or _DAY.fullmatch(re.sub(r"\s", "", first)):
        return SIGNED
    alone = len(words) == 1
    if alone and (_NOTE.fullmatch(first) or _NOTHING.fullmatch(first)):
        return NOTE
    if all(_BRACKETED.fullmatch(plain(text)) for text in texts) and not _numbered(texts):
        return NOTE
    return ""


def _numbered(texts: list[str]) -> bool:
    return len(texts) == 1 and level_of(texts[0]) >= 0
