"""Sums and means over units, parts and periods, by pandas: the tables that scores are made of.

Frames keep the order of what came in, so equal ledgers give equal tables. pandas is imported here
alone, where a job has rows to sum.
"""

from collections.abc import Iterable, Mapping, Sequence

from taizhang.core.scoring.facts import UnitScore

Mean = tuple[float, int]  # and of how many


def part_sums(scores: Iterable[UnitScore]) -> Mapping[tuple[str, str], float]:
    """The points of each (unit, part); a part that a unit has no line of is not there."""
    rows = [(line.unit, line.item.part, line.points) for one in scores for line in one.lines]
    if not rows:
        return {}
    import pandas as pd

    frame = pd.DataFrame(rows, columns=["unit", "part", "points"])
    sums = frame.groupby(["unit", "part"], sort=False)["points"].sum()
    return dict(zip(sums.index, map(float, sums), strict=True))


def means(rows: Sequence[tuple[tuple[str, str], float]]) -> Mapping[tuple[str, str], Mean]:
    """The mean of the values of each pair, a unit and what it is of, and how many they are.

    >>> means([(("甲", "月"), 90.0), (("乙", "月"), 80.0), (("甲", "月"), 70.0)])
    {('甲', '月'): (80.0, 2), ('乙', '月'): (80.0, 1)}
    """
    if not rows:
        return {}
    import pandas as pd

    frame = pd.DataFrame([(*key, value) for key, value in rows], columns=["unit", "of", "value"])
    found = frame.groupby(["unit", "of"], sort=False)["value"].agg(["mean", "size"])
    pairs = zip(map(float, found["mean"]), map(int, found["size"]), strict=True)
    return dict(zip(found.index, pairs, strict=True))
