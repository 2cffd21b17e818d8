"""榜单 as facts of a paper: each list and group with who stands in front and who behind, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.issues import Place, show
from taizhang.core.scoring.facts import ScoreLine, UnitScore
from taizhang.core.scoring.lists import GroupList, Posted
from taizhang.core.scoring.planning import UNGROUPED
from taizhang.core.scoring.posting import SCORE, PostedList, PostPlan
from taizhang.core.scoring.ranks import Ranked
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.scheme import Method

GROUPS, FIRST, LAST, ALL = "榜单情况", "上榜单位", "后列单位", "榜单全表"
NAMED_MOST = 10  # names at one place in a sentence
LISTS = frozenset({GROUPS, FIRST, LAST, ALL})
REASONS_MOST = 4  # reasons beside a name
UnitPlaces = Mapping[str, Place]


def of_lists(plan: PostPlan, places: UnitPlaces) -> PaperFacts:
    """What 榜单设置 posts; `places` are the rows that units stand on, for whoever asks."""
    found: dict[str, list[PaperItem]] = {name: [] for name in LISTS}
    for one in plan.lists:
        for group in one.groups:
            found[GROUPS].append(_group(one, group, places, len(found[GROUPS]) + 1))
            rows = _ListRows(one.posted, group, places, plan.scored.by_unit)
            found[ALL] += rows.of({r.unit for r in group.rows})
            for name, own in ((FIRST, group.red), (LAST, group.black)):
                found[name] += rows.of({r.unit for r in own})
    figures = [
        count("榜单数", [e.place for e in found[GROUPS]], "榜单设置里启用的榜，一组一个"),
        count("上榜单位数", _once(found[FIRST]), "各榜前列的单位，一家只计一次"),
        count("后列单位数", _once(found[LAST]), "各榜后列的单位，一家只计一次"),
    ]
    return PaperFacts({f.name: f for f in figures}, {}, found)


def no_lists() -> PaperFacts:
    """What conditions may ask where nothing is posted."""
    names = ("榜单数", "上榜单位数", "后列单位数")
    figures = [PaperFigure(name, 0, "0", "没有榜单") for name in names]
    return PaperFacts({f.name: f for f in figures}, {}, {name: [] for name in LISTS})


def _once(items: Sequence[PaperItem]) -> list[Place]:
    return list({e.words["单位"]: e.place for e in items}.values())


def _group(one: PostedList, group: GroupList, places: UnitPlaces, at: int) -> PaperItem:
    posted = one.posted
    idle = [u for u in one.idle if one.groups_of.get(u) == group.group]
    named = {
        "前列名单": _named(posted, group.red), "后列名单": _named(posted, group.black),
        "交流名单": "、".join(r.unit for r in group.speaks),
        "检讨名单": "、".join(r.unit for r in group.explains),
        "交流并列": f"{group.speak_ties}家" if group.speak_ties else "",
        "检讨并列": f"{group.explain_ties}家" if group.explain_ties else "",
        "没有数据名单": "、".join(idle),
    }  # fmt: skip
    words = {
        "序号": str(at), "榜名": posted.name, "家数": str(len(group.rows)),
        "组别": "" if group.group == UNGROUPED else group.group,
        "前列从缺": "" if group.level else _vacant(posted.first_word, posted.first, group.red),
        "后列从缺": "" if group.level else _vacant(posted.last_word, posted.last, group.black),
        "同值": f"{show(group.rows[0].value)}{posted.measure}" if group.level else "",
        "前列叫": posted.first_word, "后列叫": posted.last_word, "依据": posted.basis,
        "达标线": _goal(posted), **named,
    }  # fmt: skip
    rows = tuple(places.get(r.unit, Place()) for r in group.rows)
    return PaperItem(words, rows[0], dict.fromkeys(("家数", *named), rows))


def _vacant(word: str, count: int, rows: Sequence[Ranked]) -> str:
    """That nobody stands there although somebody could."""
    return f"{word}从缺" if count > 0 and word and not rows else ""


def _goal(posted: Posted) -> str:
    if posted.target is None or not posted.only_missed:
        return ""
    return f"{show(posted.target)}{posted.measure}"


def _named(posted: Posted, rows: Sequence[Ranked]) -> str:
    """Units with their figures and places; those that share a place stand together.

    A place that very many share is counted: their names stand in the table.
    """
    shared: dict[int, list[Ranked]] = {}
    for row in rows:
        shared.setdefault(row.rank, []).append(row)
    return "、".join(_at_a_place(posted, own) for own in shared.values())


def _at_a_place(posted: Posted, own: Sequence[Ranked]) -> str:
    """One place: who stands there, each with what, and which it is."""
    figure, rank = f"{show(own[0].value)}{posted.measure}", own[0].rank
    if len(own) == 1:
        tied = "并列" if own[0].tied else ""
        return f"{own[0].unit}（{figure}，{tied}第{rank}）"
    units = "、".join(r.unit for r in own) if len(own) <= NAMED_MOST else f"{len(own)}家"
    return f"{units}（各{figure}，并列第{rank}）"


@dataclass(frozen=True, slots=True)
class _ListRows:
    """The places of a group as items, each with what its figure comes of."""

    posted: Posted
    group: GroupList
    places: UnitPlaces
    scores: Mapping[str, UnitScore]

    def of(self, units: set[str]) -> Iterator[PaperItem]:
        sides = (self.group.red, self.group.middle, self.group.black)
        red, middle, black = ({r.unit for r in own} for own in sides)
        compared = any(row.before for row in self.group.rows)  # in a first period nobody is new
        for row in self.group.rows:
            if row.unit not in units:
                continue
            word = self.posted.first_word if row.unit in red else ""
            word = word or (self.posted.mid_word if row.unit in middle else "")
            why, rows = self._why(row.unit, behind=row.unit in black and row.unit not in red)
            words = {
                "榜名": self.posted.name, "组别": self.group.group,
                "名次": str(row.rank), "单位": row.unit, "数值": f"{show(row.value)}{self.posted.measure}",
                "上期名次": str(row.before or "—"), "升降": row.move if compared else "—",
                "上榜": word or (self.posted.last_word if row.unit in black else "—"),
                "理由": why,
            }  # fmt: skip
            place = self.places.get(row.unit, Place())
            yield PaperItem(words, place, {"理由": rows} if rows else {})

    def _why(self, unit: str, *, behind: bool) -> tuple[str, tuple[Place, ...]]:
        """The items of the scheme that its points come of: what was added, of one behind what was taken."""
        if asked := self.group.why.get(unit):  # a condition brought it there
            return asked, ()
        score = self.scores.get(unit)
        parts = {item.item.part for item in score.lines} if score else set()
        if score is None or self.posted.basis not in {SCORE, *parts}:
            return "", ()
        lines = [one for one in score.lines if self.posted.basis in {SCORE, one.item.part}]
        told = list(_counted([one for one in lines if one.item.method is not Method.BASE]))
        taken, added = ([one for one in told if (one[1] < 0) is less] for less in (True, False))
        meant = (taken or added) if behind else (added or taken)
        most = sorted(meant, key=lambda one: -abs(one[1]))[:REASONS_MOST]
        rows = tuple(dict.fromkeys(p for _, _, places in most for p in places))
        return "、".join(text for text, _, _ in most), rows


def _counted(lines: Sequence[ScoreLine]) -> Iterator[tuple[str, float, tuple[Place, ...]]]:
    """Each item of the scheme that gave or took points: in words, its points, the rows they stand on."""
    found: dict[str, list[ScoreLine]] = {}
    for line in lines:
        found.setdefault(line.item.name, []).append(line)
    for name, own in found.items():
        points = half_up(sum(line.points for line in own), 2)
        places = tuple(dict.fromkeys(p for line in own for p in line.places if p.row))
        if points:
            times = f"{len(places)}处" if len(places) > 1 else ""
            way = "加" if points > 0 else "减"
            yield f"{name}{times}{way}{abs(points):g}分", points, places
