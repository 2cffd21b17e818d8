"""When a notice was issued and which year it plans, found in the notice itself.

The 成文日期 is a date on a line of its own below the text; the date a site published the notice is
taken only where no other is printed. The plan year stands in the title.
"""

import re
from collections.abc import Sequence
from datetime import date

from taizhang.core.values.numerals import whole
from taizhang.notices.dates.due import Frame
from taizhang.notices.dates.points import year_of
from taizhang.notices.text.paragraphs import Paragraph

_YEAR = r"(?P<year>20\d\d|二[〇零0][〇零0一二三四五六七八九]{2})"
_OWN_LINE = re.compile(
    rf"^\(?(?:.{{0,30}}?[府会室厅局委部院处组司"
    rf"社团区]\s*)?{_YEAR}年(?P<month>[\d一二三四五六七八九十]{{1,3}})月(?P<day>[\d一二三四五六七八九十]{{1,3}})日\)?$"
)
_LABELLED = re.compile(
    r"(?P<label>成文日期|发文日期|印发日期|发布日期|发布时间|生成日期|公开日期|日期|"
    rf"时间)\|?:\|?\s*\[?{_YEAR}[年./-](?P<month>\d{{1,2}})[月./-](?P<day>\d{{1,2}})"
)
_ENDING = re.compile(
    rf"(?:办公室|办公厅|秘书[处科]|委员会){_YEAR}年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日印发"
)
_MET = re.compile(
    rf"^(?:会议)?(?:时间:)?{_YEAR}年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:上午|下午|晚)?[^。]{{0,60}}(?:召开|主持|会议)"
)
_NUMBER_YEAR = re.compile(r"[\[(](20\d\d)[\])]第?\d{1,4}[号期]")
_STAMP = re.compile(
    rf"^{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:\d{{1,2}}:\d\d.*)?$"
)
_ORDER = (
    "成文日期",
    "印发日期",
    "生成日期",
    "发文日期",
    "发布日期",
    "日期",
    "公开日期",
    "发布时间",
    "时间",
)
NUMBER_LINE = re.compile(
    r"[一-龥]{2,14}字?\[?\(?20\d\d\)?\]?第?\d{1,4}号|^\(20\d\d\)第?\d{1,4}[号期]$"
)
_TITLE_YEAR = re.compile(
    r"(?<![\d第—~至-])(20\d\d)年(?:度)?(?![\d至—~-]|\d月|[—~-]\d)(?!中央|全国|.{0,6}会议精神)"
)
_SINCE = re.compile(
    r"(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?:起|开始),?(?:力争|计划)?(?:再?用|利用|连续|为期|历时|的)?"
    r"[\d一二两三四五六七八九十]{1,3}(?:年|个月)(?:左右)?(?:内|时间|,|。|$)"
)
_FIRST_LINES = 2
_OPENING = 12
TITLE = re.compile(
    r"(?:通知|意见|方案|要点|计划|分解表|清单|办法|规定|纪要|函|措施|决定|通报|公示|公告|一览表|分解|清单|台账|任务|安排|分工|台账|要求|实施细则|"
    r"工作指引|建议|批复|表|督办单|交办单|通知单|任务书|责任状)(?:\(.{1,12}\))?$"
)


def find_issued(paragraphs: Sequence[Paragraph]) -> date | None:
    """Return the date of issue printed in a notice, for minutes the day of the meeting, or None."""
    plains = [p.seen.plain for p in paragraphs if len(p.seen.plain) <= 200]
    for plain in plains:
        found = _OWN_LINE.match(plain)
        day = _date(found) if found else None
        if day:
            return day
    labelled = sorted(
        (
            (_ORDER.index(m["label"]), i, m)
            for i, plain in enumerate(plains[:40])
            for m in _LABELLED.finditer(plain)
        ),
        key=lambda entry: entry[:2],
    )
    others = [m for plain in plains for m in (_ENDING.search(plain) or _STAMP.match(plain),) if m]
    met = [m for p in paragraphs[:_OPENING] if (m := _MET.match(p.seen.plain))]
    found_days = map(_date, [*(entry[2] for entry in labelled), *others, *met])
    return next((day for day in found_days if day), None)


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
            years.extend(int(y) for y in _TITLE_YEAR.findall(plain))
    if not years and not issued:
        numbers = (_NUMBER_YEAR.search(p.seen.plain) for p in paragraphs[:_OPENING])
        years = [int(found[1]) for found in numbers if found]
    near = [y for y in years if not issued or -1 <= y - issued.year <= 2]
    return max(near, default=0)


def find_since(paragraphs: Sequence[Paragraph]) -> date | None:
    """Return the printed start of the term a notice is for (自2023年起,利用3年时间), None without one."""
    found = {
        (int(m["year"]), whole(m["month"] or "1") or 1, whole(m["day"] or "1") or 1)
        for p in paragraphs
        for m in _SINCE.finditer(p.seen.plain)
    }
    try:
        return date(*found.pop()) if len(found) == 1 else None
    except ValueError:
        return None


def find_number(paragraphs: Sequence[Paragraph]) -> str:
    """Return the number of a notice (文号) as printed, or ""."""
    for paragraph in paragraphs[:40]:
        found = NUMBER_LINE.search(paragraph.seen.plain)
        if found:
            return paragraph.seen.printed(found.start(), found.end())
    return ""


def _date(match: re.Match[str]) -> date | None:
    year = year_of(match["year"], Frame(date(2000, 1, 1)))
    month, day = whole(match["month"]), whole(match["day"])
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
