"""Percentages of parts of a whole, as printed: plainly rounded, or made to add up to 100.

合计100 is the largest remainder; 最大项调整 rounds plainly and lets the largest part take what is over,
as many offices do by hand.
"""

from collections.abc import Sequence

from taizhang.core.scoring.rounding import half_up

PLAIN, ADDING, LARGEST = "四舍五入", "合计100", "最大项调整"
HOW = (PLAIN, ADDING, LARGEST)


def percents(counts: Sequence[float], *, decimals: int = 1, how: str = PLAIN) -> list[float]:
    """The share of each count in their sum, in percent; all 0 where the sum is 0.

    合计100 gives each its share rounded down and the rest to those that lost most (largest
    remainder), so that the printed figures add up to 100.

    >>> percents([17, 10, 24, 9, 162], how=ADDING)
    [7.7, 4.5, 10.8, 4.0, 73.0]
    >>> percents([7, 5, 5], decimals=0), percents([7, 5, 5], decimals=0, how=ADDING)
    ([41.0, 29.0, 29.0], [41.0, 30.0, 29.0])
    >>> percents([17, 10, 24, 9, 162], how=LARGEST)
    [7.7, 4.5, 10.8, 4.1, 72.9]
    """
    whole = sum(counts)
    if not whole:
        return [0.0 for _ in counts]
    plain = [half_up(100 * count / whole, decimals) for count in counts]
    if how == LARGEST:
        return _absorbed(counts, plain, decimals) or percents(counts, decimals=decimals, how=ADDING)
    if how != ADDING:
        return plain
    unit = 10**decimals
    exact = [100 * unit * count / whole for count in counts]
    floors = [int(round(value, 6)) for value in exact]
    left = round(100 * unit) - sum(floors)
    order = sorted(range(len(counts)), key=lambda at: (-(exact[at] - floors[at]), at))
    for at in order[:left]:
        floors[at] += 1
    return [value / unit for value in floors]


def _absorbed(counts: Sequence[float], plain: Sequence[float], decimals: int) -> list[float] | None:
    """The largest part takes what is over; None where it would fall behind the second."""
    at = max(range(len(counts)), key=lambda i: (counts[i], -i))
    found = list(plain)
    found[at] = half_up(100 - sum(plain) + plain[at], decimals)
    behind = any(found[at] < share for share in found)
    return None if behind or found[at] < 0 else found


def percent_text(value: float, decimals: int = 1) -> str:
    """A percentage as papers print it.

    >>> percent_text(7.0), percent_text(72.97, 2)
    ('7%', '72.97%')
    """
    return (
        f"{half_up(value, decimals):.{decimals}f}".rstrip("0").rstrip(".") + "%"
        if decimals
        else (f"{half_up(value, 0):.0f}%")
    )
