"""What a notice says of itself: when it was issued, its title and number, the year it plans, where a second one begins.

The 成文日期 is a date on a line of its own below the text; the date a site published the notice is
taken only where no other is printed. The plan year stands in the title. Each notice has addressees
(各…：) or a number (〔2022〕14号) on a line of its own; a second one that differs begins a new notice,
together with the title lines just above it.
"""

import re
from collections.abc import Sequence
from datetime import date

from taizhang.core.values.numerals import whole
from taizhang.notices.dates.due import Frame
from taizhang.notices.dates.points import year_of
from taizhang.notices.text.paragraphs import Paragraph
from taizhang.notices.words import Patterns

_RE = Patterns("notice")

_ORDER = (
    "成文日期", "印发日期", "生成日期", "发文日期", "发布日期", "日期", "公开日期", "发布时间", "时间",
)  # fmt: skip
TITLE = _RE.title
_FIRST_LINES = 2
_OPENING = 12
_HIGHEST = 8


def find_issued(paragraphs: Sequence[Paragraph]) -> date | None:
    """Return the date of issue printed in a notice, for minutes the day of the meeting, or None."""
    plains = [p.seen.plain for p in paragraphs if len(p.seen.plain) <= 200]
    own = (_RE.own_line.match(plain) for plain in plains)
    labelled = [m for plain in plains[:40] for m in _RE.labelled.finditer(plain)]
    labelled.sort(key=lambda m: _ORDER.index(m["label"]))
    others = (_RE.ending.search(plain) or _RE.stamp.match(plain) for plain in plains)
    met = (_RE.met.match(p.seen.plain) for p in paragraphs[:_OPENING])
    days = (_date(found) for found in (*own, *labelled, *others, *met) if found)
    return next((day for day in days if day), None)


def find_title(paragraphs: Sequence[Paragraph]) -> str:
    """Return the title of a notice: its first lines that end like one, or its first line."""
    for at, paragraph in enumerate(paragraphs[:30]):
        if _is_title(paragraph.seen.plain):
            first = _opening_line(paragraphs, at)
            return "".join(p.seen.printed(0, len(p.seen.plain)) for p in paragraphs[first : at + 1])
    if not paragraphs:
        return ""
    first_line = paragraphs[0].seen
    return first_line.printed(0, min(60, len(first_line.plain)))


def _is_title(plain: str) -> bool:
    ends = TITLE.search(plain) and 5 <= len(plain) <= 90 and not re.search(r"[。;]", plain)
    return bool(ends) and not re.match(r"·|.{2,6}:|[一二三四五六七八九十]{1,3}、|\(", plain)


def _opening_line(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Return the line in which a title begins that was broken into two or three: 关于…."""
    if "关于" in paragraphs[at].seen.plain:
        return at
    for above in range(at - 1, max(at - 4, -1), -1):
        plain = paragraphs[above].seen.plain
        if len(plain) > 60 or plain[-1:] in "。;:,":
            break
        if "关于" in plain:
            return above
    return at


def find_plan_year(paragraphs: Sequence[Paragraph], issued: date | None) -> int:
    """Return the year a plan is for, from its title lines; 0 where none or a range is printed.

    Where no date of issue is known either, the year in the number (〔2023〕9号) stands in.
    """
    years: list[int] = []
    for at, paragraph in enumerate(paragraphs[:40]):
        plain = paragraph.seen.plain
        titled = at < _FIRST_LINES or TITLE.search(plain.rstrip('》”"'))
        if len(plain) <= 120 and titled and "。" not in plain:
            years.extend(int(y) for y in _RE.title_year.findall(plain))
    if not years and not issued:
        numbers = (_RE.number_year.search(p.seen.plain) for p in paragraphs[:_OPENING])
        years = [int(found[1]) for found in numbers if found]
    near = [y for y in years if not issued or 0 <= y - issued.year <= 2]
    return max(near, default=0)


def find_since(paragraphs: Sequence[Paragraph]) -> date | None:
    """Return the printed start of the term a notice is for (自2023年起,利用3年时间), None without one."""
    found = {
        (int(m["year"]), whole(m["month"] or "1") or 1, whole(m["day"] or "1") or 1)
        for p in paragraphs
        for m in _RE.since.finditer(p.seen.plain)
    }
    return _day(*found.pop()) if len(found) == 1 else None


def find_number(paragraphs: Sequence[Paragraph]) -> str:
    """Return the number of a notice (文号) as printed, or ""."""
    lines = ((p.seen, _RE.number_line.search(p.seen.plain)) for p in paragraphs[:40])
    return next((seen.printed(*found.span()) for seen, found in lines if found), "")


def _date(match: re.Match[str]) -> date | None:
    year = year_of(match["year"], Frame(date(2000, 1, 1)))
    return _day(year or 0, whole(match["month"]) or 0, whole(match["day"]) or 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def cut_notices(paragraphs: Sequence[Paragraph]) -> list[Sequence[Paragraph]]:
    """Cut the paragraphs of a file into notices; one is the rule."""
    starts = [0]
    addressed = number = ""
    for at, paragraph in enumerate(paragraphs):
        plain = paragraph.seen.plain
        if len(plain) > 170:
            continue
        if _RE.addressees.match(plain):
            if addressed and at - starts[-1] >= 3:
                starts.append(_opening(paragraphs, at, starts[-1]))
            addressed = plain
        elif _RE.number_alone.match(plain):
            if number and plain != number and addressed:
                starts.append(_opening(paragraphs, at, starts[-1]))
                addressed = ""
            number = plain
    ends = [*starts[1:], len(paragraphs)]
    return [paragraphs[b:e] for b, e in zip(starts, ends, strict=True)]


def _opening(paragraphs: Sequence[Paragraph], at: int, floor: int) -> int:
    """Return the first title line above a line that opens a notice."""
    first = at
    while first - 1 > floor and at - first < _HIGHEST:
        plain = paragraphs[first - 1].seen.plain
        if _RE.body.search(plain) or len(plain) > 90:
            break
        first -= 1
    return first
