"""What 问题台账 says of a span: what came in, what was settled, who was asked how he liked it, and why not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.bulletin.gathering import ended, shown
from taizhang.core.bulletin.shares import percent_text
from taizhang.core.issues import Place
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

LIKED = ("满意", "基本满意")
ANSWERS = (*LIKED, "不满意", "未接通")
MOST = 3  # kinds that a sentence names
NOTHING = "—"
PlacesOf = Callable[[Sequence[TableRow]], tuple[Place, ...]]


def of_problems(table: LedgerRows | None, span: ScoredSpan) -> PaperFacts:
    """Figures, and lists by unit, source and kind; a problem of several units is each one's."""
    end = min(span.on, span.period.last)
    rows = [r for r in table.rows if r["problem_id"] or r["problem"]] if table else []
    came = [r for r in rows if _first(r) in span]
    stood = [r for r in rows if (_first(r) or end) <= end and not (
        (closed := day_of(r["closed"])) and closed < span.period.first)]  # fmt: skip
    parts = _parts(stood, span, end)

    def places(found: Sequence[TableRow]) -> tuple[Place, ...]:
        return tuple(table.place(r.number, "problem") for r in found) if table else ()

    rules = {
        "问题新增数": (came, "收集（交办）日期在期内的问题"), "问题总数": (stood, "期内在办的问题：期初没有销号的和期内新增的"),
        **{f"问题{name}数": (own, RULES[name]) for name, own in parts.items()},
    }  # fmt: skip
    figures = [count(name, places(own), rule) for name, (own, rule) in rules.items()]
    figures += [
        _rate("回访率", (len(parts["已回访"]), parts["应回访"]), places, "已回访÷应回访（已反馈的）"),
        _rate("回访满意率", (len(parts["满意"]), parts["有评价"]), places, "（满意＋基本满意）÷回访有评价的"),
        _rate("问题按时率", (len(parts["按时办结"]), parts["办结"]), places, "按时办结÷办结"),
    ]  # fmt: skip
    lists = {
        "问题单位情况": list(_groups(stood, "unit", places, span, end)),
        "问题来源情况": list(_groups(stood, "source", places, span, end)),
        "问题类型情况": list(_groups(stood, "problem_kind", places, span, end)),
        "不满意原因情况": list(_groups(parts["不满意"], "blame", places, span, end)),
        "超期问题": [_problem(r, at, places) for at, r in enumerate(parts["超期"], start=1)],
    }  # fmt: skip
    figures += [
        _named("问题来源前列", lists["问题来源情况"][:MOST], "来源相同的问题，件数最多的几种"),
        _named("不满意原因", lists["不满意原因情况"], "回访不满意的问题，按“不满意原因”计"),
    ]
    return PaperFacts({f.name: f for f in figures}, {}, lists)


def _named(name: str, groups: Sequence[PaperItem], rule: str) -> PaperFigure:
    """Groups with their counts, as a sentence says them."""
    places = tuple(place for e in groups for place in e.places("问题数"))
    text = "、".join(f"{e.words['名称']}{e.words['问题数']}件" for e in groups)
    return PaperFigure(name, len(places), text, rule, places)


RULES = {
    "办结": "销号日期在期内的问题", "按时办结": "期内销号、不晚于办理时限的", "超期": "截至日过了办理时限没有销号的",
    "应回访": "期内反馈了的问题", "已回访": "应回访里有回访日期或者满意度的", "满意": "回访满意、基本满意的",
    "不满意": "回访不满意的", "未接通": "回访没有接通的", "有评价": "回访有评价的",
}  # fmt: skip


def _parts(rows: Sequence[TableRow], span: ScoredSpan, end: date) -> dict[str, list[TableRow]]:
    closed = [r for r in rows if day_of(r["closed"]) in span]
    asked = [r for r in rows if day_of(r["answered"]) in span]
    reached = [r for r in asked if day_of(r["visited"]) or str(r["satisfaction"]) in ANSWERS]
    found = {answer: [r for r in reached if str(r["satisfaction"]) == answer] for answer in ANSWERS}
    liked = [r for r in reached if str(r["satisfaction"]) in LIKED]
    return {
        "办结": closed,
        "按时办结": [r for r in closed if not (due := day_of(r["due"])) or _closed(r) <= due],
        "超期": [r for r in rows if _is_late(r, end)],
        "应回访": asked, "已回访": reached, "满意": liked, "不满意": found["不满意"],
        "未接通": found["未接通"], "有评价": [*liked, *found["不满意"]],
    }  # fmt: skip


def _first(row: TableRow) -> date | None:
    return day_of(row["raised"]) or day_of(row["assigned"])


def _closed(row: TableRow) -> date:
    return day_of(row["closed"]) or date.max


def _is_late(row: TableRow, end: date) -> bool:
    due = day_of(row["due"])
    return due is not None and due < end and _closed(row) > end


def _rate(
    name: str, of: tuple[int, Sequence[TableRow]], places: PlacesOf, rule: str
) -> PaperFigure:
    part, base = of
    value = 100 * part / len(base) if base else 0.0
    text = percent_text(value) if base else ""
    return PaperFigure(name, half_up(value, 1), text, rule, places(base))


def _groups(
    rows: Sequence[TableRow], key: str, places: PlacesOf, span: ScoredSpan, end: date
) -> Iterator[PaperItem]:
    """A row a name, those with most first; what names nothing stands as 未注明."""
    found: dict[str, list[TableRow]] = {}
    for row in rows:
        for name in split_names(str(row[key])) or ("未注明",):
            found.setdefault(name, []).append(row)
    for at, (name, own) in enumerate(sorted(found.items(), key=lambda pair: -len(pair[1])), 1):
        parts = _parts(own, span, end)
        whole: Mapping[str, Sequence[TableRow]] = {"问题数": own, **parts}
        rated = parts["有评价"]
        words = {
            "序号": str(at), "名称": name, **{k: str(len(v)) for k, v in whole.items()},
            "满意率": percent_text(100 * len(parts["满意"]) / len(rated)) if rated else NOTHING,
        }  # fmt: skip
        of = {k: places(v) for k, v in whole.items()} | {"满意率": places(rated)}
        yield PaperItem(words, places(own)[0], {k: v for k, v in of.items() if v})


def _problem(row: TableRow, at: int, places: PlacesOf) -> PaperItem:
    words = {
        "序号": str(at), "编号": str(row["problem_id"]) or NOTHING, "问题": ended(str(row["problem"])),
        "单位": str(row["unit"]) or NOTHING, "时限": shown(day_of(row["due"])),
        "环节": str(row["stage"]) or NOTHING, "层级": str(row["upward"]),
    }  # fmt: skip
    return PaperItem(words, places([row])[0])
