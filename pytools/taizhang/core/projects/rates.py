"""Rates of projects as they are reckoned in practice, full precision kept until they are printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.bulletin.shares import percent_text
from taizhang.core.scoring.rounding import half_up

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a base, in percent; `of` says of what, `value` is None where there is no base."""

    part: float
    base: float
    of: str = ""

    @property
    def value(self) -> float | None:
        """The percentage, over 100 where the part is more than the base.

        >>> Rate(52, 34).value
        152.94117647058823
        """
        return 100 * self.part / self.base if self.base else None

    def text(self, decimals: int = 1) -> str:
        """As it is printed.

        >>> Rate(86, 77).text(2), Rate(0, 0).text()
        ('111.69%', '—')
        """
        return NOTHING if self.value is None else percent_text(self.value, decimals)


def elapsed(day: date) -> float:
    """The share of the year that is over on that day, in percent, month by month.

    >>> elapsed(date(2021, 3, 31)), round(elapsed(date(2021, 10, 31)), 1)
    (25.0, 83.3)
    """
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    days = (following - day.replace(day=1)).days
    return 100 * (day.month - 1 + day.day / days) / 12


def gap(rate: Rate, time: float) -> float | None:
    """序时差: percentage points that a rate is ahead of the share of the year that is over."""
    return None if rate.value is None else rate.value - time


def growth(now: float, before: float | None) -> float | None:
    """环比 or 同比 in percent; None where there is nothing to compare with.

    >>> round(growth(313.64, 160.30) or 0, 2), growth(5, 0), growth(5, None)
    (95.66, None, None)
    """
    return 100 * (now - before) / before if before else None


def points_text(points: float | None, decimals: int = 2) -> str:
    """Percentage points with their sign.

    >>> points_text(5.9), points_text(-0.004), points_text(None)
    ('+5.9', '0', '—')
    """
    if points is None:
        return NOTHING
    shown = half_up(points, decimals)
    return "0" if not shown else f"{shown:+g}"


def growth_text(value: float | None, decimals: int = 2) -> str:
    """环比 or 同比 as it is printed.

    >>> growth_text(95.658), growth_text(-3), growth_text(None)
    ('95.66%', '-3%', '—')
    """
    return NOTHING if value is None else percent_text(value, decimals)


def pace_words(points: float | None, decimals: int = 2) -> str:
    """序时差 as a sentence says it.

    >>> pace_words(5.9), pace_words(-3.25), pace_words(0.001), pace_words(None)
    ('超序时进度5.9个百分点', '落后序时进度3.25个百分点', '与序时进度持平', '')
    """
    if points is None:
        return ""
    shown = half_up(abs(points), decimals)
    way = "超" if points > 0 else "落后"
    return f"{way}序时进度{shown:g}个百分点" if shown else "与序时进度持平"


def pace_parts(points: float | None, decimals: int = 2) -> dict[str, str]:
    """序时差 in parts, for an office that words it itself; all but one of them say nothing.

    >>> pace_parts(5.9)["超序时点"], pace_parts(-3.0)["落后序时点"], pace_parts(0.0)["序时持平"]
    ('5.9', '3', '持平')
    """
    shown = half_up(abs(points or 0.0), decimals)
    ahead, behind = (f"{shown:g}" if points and shown and way else "" for way in
                     ((points or 0) > 0, (points or 0) < 0))  # fmt: skip
    level = "持平" if points is not None and not shown else ""
    return {"超序时点": ahead, "落后序时点": behind, "序时持平": level}


def growth_parts(name: str, value: float | None, decimals: int = 2) -> dict[str, str]:
    """环比 or 同比 in parts, for an office that words it itself.

    >>> growth_parts("环比", -3.0)
    {'环比增长': '', '环比下降': '3%', '环比持平': ''}
    """
    shown = half_up(abs(value or 0.0), decimals)
    text = percent_text(shown, decimals) if shown else ""
    up, down = (text if value and way else "" for way in ((value or 0) > 0, (value or 0) < 0))
    level = "持平" if value is not None and not shown else ""
    return {f"{name}增长": up, f"{name}下降": down, f"{name}持平": level}


def growth_words(name: str, value: float | None, decimals: int = 2) -> str:
    """环比 or 同比 as a sentence says it.

    >>> growth_words("同比", 95.658), growth_words("环比", -3.0), growth_words("环比", 0.0)
    ('同比增长95.66%', '环比下降3%', '环比持平')
    """
    if value is None:
        return ""
    shown = half_up(abs(value), decimals)
    if not shown:
        return f"{name}持平"
    return f"{name}{'增长' if value > 0 else '下降'}{percent_text(shown, decimals)}"


@dataclass(frozen=True, slots=True)
class Dated:
    """A step that projects were to take until a day: who was due, who missed it, who was early.

    `whole` are those that were to take it in the whole year, `taken` those that have.
    """

    whole: int
    due: int
    missed: int
    early: int

    @property
    def taken(self) -> int:
        """Those that have taken it: due, less the missed, and the early ones.

        >>> Dated(whole=270, due=140, missed=33, early=11).taken
        118
        """
        return self.due - self.missed + self.early


def dated(steps: Sequence[tuple[date | None, date | None]], day: date) -> Dated:
    """Of (planned, actual) days of each project: what is to be said of the year until that day.

    Whoever took the step without a plan for it counts as early.
    """
    year = day.year
    due = [s for s in steps if s[0] and s[0].year == year and s[0] <= day]
    others = [s for s in steps if s not in due]
    taken = [s for s in others if s[1] and s[1] <= day and year in {s[1].year, _year(s[0])}]
    missed = [s for s in due if not (s[1] and s[1] <= day)]
    whole = sum(_year(planned) == year for planned, _ in steps)
    return Dated(whole, len(due), len(missed), len(taken))


def _year(day: date | None) -> int:
    return day.year if day else 0


@dataclass(frozen=True, slots=True)
class StatedParts:
    """Parts of a stated whole that need not add up to it, as with work that lies in two districts."""

    whole: float
    parts: Sequence[float]

    @property
    def together(self) -> float:
        """What the parts come to."""
        return sum(self.parts)

    @property
    def unlike(self) -> bool:
        """Whether they come to something else than the whole."""
        return abs(self.together - self.whole) > 1e-6

    def shares(self, decimals: int = 1) -> list[float]:
        """Each part of the whole, in percent, plainly rounded: more than 100 where parts are more."""
        base = self.whole
        return [half_up(100 * part / base, decimals) if base else 0.0 for part in self.parts]
