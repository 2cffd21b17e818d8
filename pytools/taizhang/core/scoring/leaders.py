"""战线得分: each leader's score is the mean of the units that he oversees, the head's that of all.

Who oversees a unit stands in 考核数据 (指标 分管领导, the post under 类别); where nobody wrote it there,
it is the 责任领导 of the tasks that the unit leads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.core.scoring.ranks import Ranked, ranked
from taizhang.core.scoring.taking import ScoredSpan, busy_tasks
from taizhang.core.tables import LedgerRows
from taizhang.core.units import Roster, split_names

OVERSEER, GROUP = "分管领导", "战线"
Overseen = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class LeaderScores:
    """Leaders in order with their units, and the mean of all units."""

    places: Sequence[Ranked]
    overseen: Overseen
    whole: float | None = None


def overseen_by(tables: Mapping[str, LedgerRows], roster: Roster, span: ScoredSpan) -> Overseen:
    """The units of each post, in the order of first sight."""
    said: dict[str, list[str]] = {}
    for row in tables["score_figures"].rows:
        unit = roster.resolve(str(row["unit"]))
        if str(row["item"]) == OVERSEER and unit and row["word"]:
            for post in split_names(str(row["word"])):
                said.setdefault(post, []).append(unit)
    written = {unit for units in said.values() for unit in units}
    for task in busy_tasks(tables["tasks"], span):
        post = str(task["leader"]).strip()
        for unit in split_names(str(task["lead"])):
            if post and unit not in written:
                said.setdefault(post, []).append(unit)
    return {post: tuple(dict.fromkeys(units)) for post, units in said.items()}


def leader_scores(
    scores: Mapping[str, float], overseen: Overseen, decimals: int = 2, ties: str = "1224"
) -> LeaderScores:
    """Leaders by the mean of their units; one without a scored unit is left out."""
    values = of_leaders(scores, overseen)
    whole = sum(scores.values()) / len(scores) if scores else None
    own = {post: [u for u in overseen[post] if u in scores] for post in values}
    return LeaderScores(ranked(values, decimals=decimals, ties=ties), own, whole)


def of_leaders(scores: Mapping[str, float], overseen: Overseen) -> dict[str, float]:
    """The mean of the units that each post oversees; a post without a scored unit has none.

    >>> of_leaders({"甲": 96.0, "乙": 91.5, "丙": 88.0}, {"副市长": ["甲", "乙", "丙"], "市长": []})
    {'副市长': 91.83333333333333}
    """
    own = {post: [scores[u] for u in units if u in scores] for post, units in overseen.items()}
    return {post: sum(values) / len(values) for post, values in own.items() if values}
