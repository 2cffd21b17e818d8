"""Whether a time word in running text asks for something, or only tells or names something.

`2022年5月召开的会议` tells, `2022年5月完成` asks. Each guard answers True (asks), False (tells) or
None: asks only if the date is not yet past when the notice is issued.
"""

import re
from collections.abc import Callable

from taizhang.notices.dates.grammar import beside, said
from taizhang.notices.dates.points import BEFORE

Guard = Callable[[re.Match[str]], bool | None]


def _sides(match: re.Match[str]) -> tuple[str, str]:
    text = match.string
    return text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 24]


def asks_tail(match: re.Match[str]) -> bool | None:
    """Judge a point such as 6月底, 9月30日前 or 2022年5月."""
    before, after = _sides(match)
    tail, part = said(match).get("tail", ""), said(match).get("part")
    if tail in BEFORE:
        return not (beside("done").match(after) or before.endswith(("已", "已于", "已在")))
    if beside("counted").search(before):
        return False
    if tail.endswith("内") or part == "内":
        return not re.match("第|累计|多次|已", after)
    if tail in ("止", "起", "开始"):
        return True
    return _asks_bare(match, before, after)


def _asks_bare(match: re.Match[str], before: str, after: str) -> bool | None:
    part = said(match).get("part")
    told_day = said(match).get("day") and after.startswith(")")
    if beside("season_span").search(before) or (told_day and not beside("aimed").search(before)):
        return False
    if part and before.endswith(("、", "和", "与")) and beside("tested").match(after):
        return False  # 季度通报、年末测评
    if part:
        told = beside("told").search(before) and not beside("aimed").search(before)
        return False if told else None if beside("happened").match(after) else True
    happened = beside("happened").match(after) and not beside("asked").match(after)
    if happened or beside("told").search(before):
        return False
    if beside("listed").match(after):
        return True
    opens = (n for n in ("aimed", "opens", "unit") if beside(n).search(before))
    opening = match.start() == 0 or any(opens)
    does = any(beside(n).match(after) for n in ("asked", "end", "does", "says"))
    return None if (does if opening else beside("done_by").match(after)) else False


def asks_year(match: re.Match[str]) -> bool | None:
    """Judge 全年, 今年, 到2027年, 2025年前 and a bare 2026年."""
    groups = said(match)
    before, after = _sides(match)
    if groups.get("word"):
        return match[0].endswith("内")
    if groups.get("whole"):
        return not re.match(r"度|累计|平均|无|的", after)
    tail = said(match).get("tail", "")
    if tail and tail != "内":
        told = tail in BEFORE and beside("standing").match(after)
        return None if told else tail in (*BEFORE, "起", "开始")
    if beside("amount").match(after) and beside("opens").search(before):
        return None
    if beside("year_of").match(after):
        return False
    return _asks_plain_year(match, before, after)


def _asks_plain_year(match: re.Match[str], before: str, after: str) -> bool | None:
    if beside("aims").match(after):
        return True
    up_to = not before.endswith(("截至", "截止到", "感到", "得到", "达到"))
    if up_to and before.endswith(("到", "至")):
        return True
    opening = beside("opens").search(before)
    if match[0][0] in "今本当" and match[0] != "当年":
        aimed = opening or before.endswith(("争", "保", "划"))
        return bool(aimed) and not beside("happened").match(after)
    if opening or match.start() == 0 or before.endswith(("力争", "争取", "确保", "计划")):
        return _asks_bare(match, before, after)
    return None if beside("reaches").match(after) and not beside("told").search(before) else False


def asks_range(match: re.Match[str]) -> bool | None:
    """Judge a range: in brackets or after a colon it dates a phase, else only if not past."""
    before, after = _sides(match)
    if beside("season_span").search(before):
        return False
    if before.endswith(("(", ":", "阶段")) and beside("end").match(after):
        return True
    past = before.endswith(("上一年度", "上年度", "上年", "去年"))
    return False if past or beside("range_told").match(after) else None


def asks_written(match: re.Match[str]) -> bool | None:
    """Judge 2023.9.30: numbers with points are dates only beside words of time."""
    before, _ = _sides(match)
    return said(match).get("tail") in BEFORE or before.endswith(("于", "在", "至", "到"))


def asks_haste(match: re.Match[str]) -> bool | None:
    """Judge 限期 and 立即: behind a condition (未达标的,限期整改) they threaten."""
    before = match.string[max(0, match.start() - 30) : match.start()]
    return not beside("conditional").search(before)


def asks_event(match: re.Match[str]) -> bool | None:
    """Judge 项目开工前: it opens a part or stands behind 在, and something is told behind it."""
    before, after = _sides(match)
    opens = beside("opens").search(before) or match.start() == 0 or before[-1:] in "在于应须要需内"
    return bool(opens) and after[:1] not in ("", "、", "和", "的")


def asks_(_match: re.Match[str]) -> bool | None:
    """Accept a form that cannot mean anything else."""
    return True
