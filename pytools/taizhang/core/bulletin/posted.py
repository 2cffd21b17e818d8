"""榜单 as facts of a paper: each list and group with who stands in front and who behind."""

from collections.abc import Iterator, Mapping, Sequence

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.issues import Place, show
from taizhang.core.scoring.lists import GroupList, Posted
from taizhang.core.scoring.planning import UNGROUPED
from taizhang.core.scoring.posting import PostedList, PostPlan
from taizhang.core.scoring.ranks import Ranked

GROUPS, FIRST, LAST, ALL = "榜单情况", "上榜单位", "后列单位", "榜单全表"
NAMED_MOST = 10  # names at one place in a sentence
LISTS = frozenset({GROUPS, FIRST, LAST, ALL})
UnitPlaces = Mapping[str, Place]


def of_lists(plan: PostPlan, places: UnitPlaces) -> PaperFacts:
    """What 榜单设置 posts; `places` are the rows that units stand on, for whoever asks."""
    found: dict[str, list[PaperItem]] = {name: [] for name in LISTS}
    for one in plan.lists:
        for group in one.groups:
            found[GROUPS].append(_group(one, group, places, len(found[GROUPS]) + 1))
            found[ALL] += _rows(one.posted, group, places, {r.unit for r in group.rows})
            for name, own in ((FIRST, group.red), (LAST, group.black)):
                found[name] += _rows(one.posted, group, places, {r.unit for r in own})
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


def _rows(
    posted: Posted, group: GroupList, places: UnitPlaces, units: set[str]
) -> Iterator[PaperItem]:
    red, black = ({r.unit for r in own} for own in (group.red, group.black))
    compared = any(row.before for row in group.rows)  # in a first period nobody is new
    for row in group.rows:
        if row.unit in units:
            word = posted.first_word if row.unit in red else ""
            words = {
                "榜名": posted.name, "组别": group.group, "名次": str(row.rank),
                "单位": row.unit, "数值": f"{show(row.value)}{posted.measure}",
                "上期名次": str(row.before or "—"), "升降": row.move if compared else "—",
                "上榜": word or (posted.last_word if row.unit in black else "—"),
            }  # fmt: skip
            yield PaperItem(words, places.get(row.unit, Place()))
