"""What a number format says of a value: 0.6 shown as 60%, 12 as 12户, 1 September as 2022年9月.

A format is evidence of what somebody meant who typed into the cell. A Look is what a file tells of
one cell: the format's code as Excel writes it, or the words that the cell shows (.ods).
"""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from fractions import Fraction
from functools import lru_cache
from math import log10
from typing import NamedTuple

LONGEST = 255  # of a code, as Excel takes it
PLAIN, PERCENT, OTHER = "plain", "percent", "other"  # what a code does to any number
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[\$(?P<money>[^\]\-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>General|G/通用格式|[0#?]+)|(?P<mark>[.,%/])|[eE][+-]|@|(?P<bare>.)",
    re.DOTALL | re.IGNORECASE,
)
_SECTION_PART = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]|;|.', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_LITERAL = re.compile(r'"[^"]*"|[\\!].|[_*].|\[(?![hmsHMS]+\])[^\]]*\]|General|[eE][+-]')
_MONTH = re.compile(r"(?:19|20)\d\d[年/.\-]\d{1,2}月?|[A-Z][a-z]{2}[-/ ](?:\d\d|\d{4})")
_RATIO = re.compile(r"-?(?:\d+\s)?\d+/\d+")
_FIGURE = re.compile(r"-?[\d,]*\.?\d+")
_SIGNS = re.compile(r"[-+()\s]")  # by which accountants show what is below nothing
_TESTS = {
    "<": float.__lt__, ">": float.__gt__, "<=": float.__le__, ">=": float.__ge__,
    "=": float.__eq__, "<>": float.__ne__,
}  # fmt: skip


class ShownFormat(NamedTuple):
    """How a cell shows its value: its code ("" for General), the words it shows, "" unknown.

    `known` is False where the file says nothing of looks, as a .csv.
    """

    code: str = ""
    shown: str = ""
    known: bool = False

    @property
    def kind(self) -> str:
        """What the look does to any number: PLAIN, PERCENT or OTHER; "" where nobody knows."""
        if self.shown:
            return PERCENT if _FIGURE.sub("", self.shown) == "%" else OTHER
        return _kind_of(self.code) if self.known else ""


class _Section(NamedTuple):
    """One section of a code: the words around the figure, and by what the figure is multiplied."""

    before: str
    after: str
    factor: float
    figure: bool
    fraction: bool


def shown_number(number: float, look: ShownFormat) -> str | None:
    """Return what a cell shows for a number, unrounded; None where it shows just the number.

    "" says that the cell hides it.

    >>> [shown_number(0.6, ShownFormat(c)) for c in ("0%", "0.00", "# ?/?", ";;;")]
    ['60%', None, '3/5', '']
    >>> shown_number(12345.0, ShownFormat('0!.0,"万"')), shown_number(1200.0, ShownFormat('#,##0"户"'))
    ('1.2345万', '1200户')
    """
    if look.shown:
        return _as_shown(number, look.shown)
    sections = _sections(look.code[:LONGEST])
    chosen = _chosen(number, sections)
    if _letters(sections[chosen]) or "@" in sections[chosen] or not abs(number) < 1e15:
        return None
    section = _read(sections[chosen], signed=chosen > 0)
    if not section.figure:
        return None if number == 0 or not look.code else section.before
    if section.fraction:
        return str(Fraction(number).limit_denominator(999))
    if section.factor == 1 and not section.before and not section.after:
        return None
    return f"{section.before}{number * section.factor:.12g}{section.after}"


def _as_shown(number: float, shown: str) -> str | None:
    """The same from the words of the cell, in which the figure is rounded."""
    found = _FIGURE.search(shown)
    if found is None or _RATIO.fullmatch(shown):
        return None if number == 0 else shown
    figure = float(found[0].replace(",", ""))
    before, after = (_SIGNS.sub("", t) for t in (shown[: found.start()], shown[found.end() :]))
    factor = 1.0
    if figure and 1e-15 < abs(number) < 1e15 and abs(figure) < 1e15:
        factor = 10.0 ** round(log10(abs(figure / number)))
    if factor == 1 and not before and not after:
        return None
    return f"{before}{number * factor:.12g}{after}"


@lru_cache(maxsize=512)
def _kind_of(code: str) -> str:
    sections = [s for s in _sections(code[:LONGEST]) if "@" not in s]
    if not code or not sections:
        return PLAIN
    kinds = {_kind_of_section(s, signed=at > 0) for at, s in enumerate(sections)}
    return kinds.pop() if len(kinds) == 1 else OTHER


def _kind_of_section(text: str, *, signed: bool) -> str:
    section = _read(text, signed=signed)
    if (signed and not text) or (
        section.figure and section[:3] == ("", "", 1.0) and not section.fraction
    ):
        return OTHER if _letters(text) else PLAIN
    return PERCENT if section[:4] == ("", "%", 100.0, True) else OTHER


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    found = [""]
    for part in _SECTION_PART.findall(code):
        if part == ";":
            found.append("")
        else:
            found[-1] += part
    return tuple(found)


def _chosen(number: float, sections: tuple[str, ...]) -> int:
    """Which section shows a number: by its condition, else by its sign."""
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        numbers = (
            at
            for at, found in enumerate(conditions)
            if found is None or _TESTS[found[1]](float(number), float(found[2]))
        )
        return next(numbers, 0)
    if number < 0 and len(sections) > 1:
        return 1
    return 2 if number == 0 and len(sections) > 2 else 0


@lru_cache(maxsize=512)
def _read(section: str, *, signed: bool) -> _Section:
    """Read a section; `signed` ones show what is below nothing with signs of their own."""
    words = {False: "", True: ""}  # before the figure, behind it
    figure = fraction = moved = False
    commas = tail = 0
    for kind, text in _tokens(section):
        if kind == "digits":
            figure, commas, tail = True, 0, tail + len(text) * moved
        elif kind == "," and figure:
            commas += 1
        elif kind == "/" and figure:
            fraction = True
        elif text == "." and figure and kind == "word":
            moved = True  # 0!.0, shows 万: the point is a word, and the figure moves
        elif kind in {"word", "%"}:
            words[figure] += text
    before, after = (
        _SIGNS.sub("", w) if signed or not w.strip("- ") else w for w in words.values()
    )
    factor = 100.0 ** _percents(section) / 1000.0**commas / 10.0**tail
    return _Section(before.strip(), after.strip(), factor, figure, fraction)


def _tokens(section: str) -> Iterator[tuple[str, str]]:
    """Yield words, digits and the marks . , % / of a section."""
    for found in _TOKEN.finditer(section):
        kind = found.lastgroup
        if kind == "mark":
            yield found[0], found[0]
        elif kind == "digits":
            yield "digits", found[0]
        elif kind is not None:
            yield "word", found[kind]


def _percents(section: str) -> int:
    return sum(kind == "%" for kind, _ in _tokens(section))


def shows_month(code: str, shown: str = "") -> bool:
    r"""Whether a cell shows a year and a month but no day, by its format or by what it shows.

    >>> shows_month('yyyy"年"m"月"'), shows_month("mmm-yy"), shows_month("yyyy/m/d")
    (True, True, False)
    >>> shows_month("", "2022年9月"), shows_month('yyyy"d"m')
    (True, True)
    """
    if shown:
        return _MONTH.fullmatch(shown) is not None
    letters = _letters(code.partition(";")[0])
    return "y" in letters and "m" in letters and not set("dhs") & letters


def shown_day(day: date, look: ShownFormat) -> str:
    """Return what a cell shows for a day.

    >>> [shown_day(date(2022, 9, 1), ShownFormat(c)) for c in ('yyyy"年"m"月"', "m/d", "yyyy-mm-dd")]
    ['2022年9月', '9月1日', '2022年9月1日']
    """
    if look.shown:
        return look.shown
    letters = _letters(look.code)
    if not letters or letters <= set("hms"):
        letters = frozenset("ymd")
    year = f"{day.year}年" if letters & set("ye") or not letters & set("md") else ""
    month = f"{day.month}月" if "m" in letters else ""
    return year + month + (f"{day.day}日" if "d" in letters else "")


def shown_time(moment: time | timedelta, look: ShownFormat) -> str:
    """Return what a cell shows for a time of day or a span of time.

    >>> shown_time(time(12, 30), ShownFormat("h:mm")), shown_time(time(9, 5, 7), ShownFormat("h:mm:ss"))
    ('12:30', '9:05:07')
    >>> shown_time(timedelta(hours=36), ShownFormat("[h]:mm")), shown_time(time(9), ShownFormat("", "09:00"))
    ('36:00', '09:00')
    """
    if look.shown:
        return look.shown
    if isinstance(moment, timedelta):
        sign, seconds = "-" if moment < timedelta() else "", round(abs(moment).total_seconds())
    else:
        sign, seconds = "", (moment.hour * 60 + moment.minute) * 60 + moment.second
    text = f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}"
    wanted = "s" in _letters(look.code) if look.code else seconds % 60
    return f"{text}:{seconds % 60:02}" if wanted else text


def became_a_day(day: date, look: ShownFormat) -> str:
    """Return what a cell shows that was to hold a figure, and what may have been typed.

    >>> became_a_day(date(2026, 4, 5), ShownFormat('m"月"d"日"'))
    '4月5日（填的可能是4-5或4/5）'
    """
    shown = shown_day(day, look)
    if shows_year(look):
        return shown
    return f"{shown}（填的可能是{day.month}-{day.day}或{day.month}/{day.day}）"


def shows_year(look: ShownFormat) -> bool:
    """Whether the year of a day is shown; one that is not was given by a clock, not by people.

    >>> shows_year(ShownFormat("m/d")), shows_year(ShownFormat("yyyy-mm-dd")), shows_year(ShownFormat())
    (False, True, True)
    """
    if look.shown:
        return re.search(r"\d{4}|\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}", look.shown) is not None
    letters = _letters(look.code)
    return not letters or bool(letters & set("ye"))


@lru_cache(maxsize=512)
def _letters(code: str) -> frozenset[str]:
    """The letters of a code that stand for parts of a date or time."""
    return frozenset(_LITERAL.sub("", code[:LONGEST]).lower()) & frozenset("ymdhse")
