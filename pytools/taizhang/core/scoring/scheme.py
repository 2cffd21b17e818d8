"""A scheme of points as rows of the sheet 考核方案, read into items that can be computed.

Some rows give points (基本分, 每次, 比例, 折线, 分档, 对照, 名次, 加权, 票数), some change what others gave
(倍数, 限额, 门槛, 一事一评), some say how the whole ends (总分, 等次, 否决, 小数, 并列, 权重, 不排名, 只计分,
称号, 奖金). A row with a 条件 is for those units alone of whom it holds; 门槛, 否决 and 称号 may ask a
condition in 取数 too. A 限额 over the year takes what the unit had earned before into account.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue
from taizhang.core.scoring import ranks, scales
from taizhang.core.scoring.conditions import AskedOf, is_condition, read_condition
from taizhang.core.scoring.scales import Bands, Curve
from taizhang.core.tables import LedgerRows, TableRow

OFF = "否"
TEXTS = ("part", "item", "method", "takes", "basis", "role", "scale", "over", "only_if")
YEAR_LONG = "年"  # 限额按


class Method(StrEnum):
    """How a row of a scheme works; the words of the drop-down."""

    BASE = "基本分"
    EACH = "每次"
    SHARE = "比例"
    CURVE = "折线"
    BANDS = "分档"
    WORDS = "对照"
    RANK = "名次"
    WEIGHT = "加权"
    VOTES = "票数"
    TIMES = "倍数"
    LIMIT = "限额"
    GATE = "门槛"
    ONCE = "一事一评"
    TOTAL = "总分"
    GRADES = "等次"
    VETO = "否决"
    DECIMALS = "小数"
    TIES = "并列"
    PERIODS = "权重"
    UNRANKED = "不排名"
    UNPLACED = "只计分"
    TITLE = "称号"
    BONUS = "奖金"


class Basis(StrEnum):
    """What of a measure is looked at; percents are 0 to 100 and beyond."""

    RATE = "完成率"
    GAP = "差额"
    OVER = "超额"
    SHORT = "欠额"
    VALUE = "数值"
    DONE = "完成"
    PLAN = "计划"


GIVING = frozenset({Method.BASE, Method.EACH, Method.SHARE, Method.CURVE, Method.BANDS,
                    Method.WORDS, Method.RANK, Method.WEIGHT, Method.VOTES})  # fmt: skip
MEASURED = GIVING - {Method.BASE, Method.EACH}
WITH_POINTS = frozenset({Method.BASE, Method.EACH, Method.SHARE, Method.WEIGHT, Method.RANK})
ASKING = frozenset({Method.GATE, Method.VETO, Method.TITLE})  # those that may ask a condition
CURVES, BANDED = frozenset({Method.CURVE}), frozenset({Method.BANDS, Method.GRADES})
MINUS, PLUS = "扣分", "加分"  # parts of a 倍数: all that is taken off, all that is added
WORDED = frozenset({Method.WORDS, Method.TIMES, Method.PERIODS})


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One usable row. `points` is worth, full marks or a factor, as the method says.

    `split` are shares of the points by role, {} for all roles alike; `step` rounds a measure down
    towards zero to whole steps before a curve is read.
    """

    row: int
    part: str
    name: str
    method: Method
    takes: str
    basis: Basis = Basis.RATE
    split: Mapping[str, float] = field(default_factory=dict)
    points: float = 0.0
    least: float | None = None
    most: float | None = None
    curve: Curve | None = None
    bands: Bands = ()
    words: Mapping[str, float] = field(default_factory=dict)
    step: float = 0.0
    scale: str = ""
    only_if: AskedOf = ()
    asks: AskedOf = ()
    over: str = ""

    def clipped(self, points: float) -> float:
        """The points within the item's own limits."""
        if self.least is not None:
            points = max(points, self.least)
        return points if self.most is None else min(points, self.most)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The rows that give points, those that limit them, and how the whole ends."""

    items: tuple[ScoreItem, ...]
    limits: tuple[ScoreItem, ...] = ()
    times: tuple[ScoreItem, ...] = ()
    gates: tuple[ScoreItem, ...] = ()
    vetoes: tuple[ScoreItem, ...] = ()
    once: frozenset[str] | None = None  # events of which a task is scored once; empty is all
    wholes: tuple[ScoreItem, ...] = ()
    grades: Bands = ()
    decimals: int = 2
    ties: str = ranks.SKIPPING
    periods: Mapping[str, float] = field(default_factory=dict)
    unranked: frozenset[str] = frozenset()
    unplaced: frozenset[str] = frozenset()
    titles: tuple[ScoreItem, ...] = ()
    bonuses: tuple[ScoreItem, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts in the order of the rows."""
        return tuple(dict.fromkeys(i.part for i in self.items))


def read_scheme(table: LedgerRows) -> tuple[Scheme, list[Issue]]:
    """The scheme that the rows make, and an issue for each row that cannot be used."""
    issues: list[Issue] = []
    found: list[ScoreItem] = []
    for row in table.rows:
        if str(row["enabled"]) == OFF or not (row["method"] or row["item"]):
            continue
        item = _item(row, table)
        if isinstance(item, Issue):
            issues.append(item)
        else:
            issues += _doubts(row, item, table)
            found.append(item)
    if not any(i.method in GIVING for i in found):
        issues.append(catalog.SCHEME_EMPTY.at())
    issues += _aimless(found, table)
    return _scheme(found), issues


def _aimless(found: Sequence[ScoreItem], table: LedgerRows) -> Iterator[Issue]:
    """Factors of a part that no row has: they multiply nothing."""
    parts = {i.part for i in found if i.method in GIVING} | {MINUS, PLUS}
    for item in found:
        if item.method is Method.TIMES and item.part not in {item.name, *parts}:
            at = table.place(item.row, "part")
            yield catalog.FACTOR_AIMLESS.at(at, item=item.name, found=item.part)


def _scheme(found: Iterable[ScoreItem]) -> Scheme:
    by: dict[Method, list[ScoreItem]] = {}
    for item in found:
        by.setdefault(item.method, []).append(item)
    last = {method: items[-1] for method, items in by.items()}
    ties = last[Method.TIES].scale if Method.TIES in last else ranks.SKIPPING
    return Scheme(
        items=tuple(i for i in found if i.method in GIVING),
        limits=tuple(by.get(Method.LIMIT, ())),
        times=tuple(by.get(Method.TIMES, ())),
        gates=tuple(by.get(Method.GATE, ())),
        vetoes=tuple(by.get(Method.VETO, ())),
        once=_names(by[Method.ONCE]) if Method.ONCE in by else None,
        wholes=tuple(by.get(Method.TOTAL, ())),
        grades=last[Method.GRADES].bands if Method.GRADES in last else (),
        decimals=int(last[Method.DECIMALS].points) if Method.DECIMALS in last else 2,
        ties=ranks.DENSE if ties == ranks.DENSE else ranks.SKIPPING,
        periods=last[Method.PERIODS].words if Method.PERIODS in last else {},
        unranked=_names(by.get(Method.UNRANKED, ())),
        unplaced=_names(by.get(Method.UNPLACED, ())),
        titles=tuple(by.get(Method.TITLE, ())),
        bonuses=tuple(by.get(Method.BONUS, ())),
    )


def _names(items: Iterable[ScoreItem]) -> frozenset[str]:
    texts = (i.takes or i.scale for i in items)
    return frozenset(
        n.strip() for t in texts for n in t.replace("，", "、").split("、") if n.strip()
    )


def _item(row: TableRow, table: LedgerRows) -> ScoreItem | Issue:
    text = {k: str(row[k]).strip() for k in TEXTS}
    name = text["item"] or text["takes"] or text["method"]
    if text["method"] not in set(Method):
        at = table.place(row.number, "method")
        return catalog.METHOD_UNKNOWN.at(at, item=name, found=text["method"])
    method, points = Method(text["method"]), _number(row["points"])
    if method in WITH_POINTS and points is None:
        at = table.place(row.number, "points")
        return catalog.POINTS_MISSING.at(at, item=name, method=method.value)
    plain = method in ASKING and is_condition(text["takes"])
    split = _split(text["role"])
    scale = (None, (), {}) if plain else _scales(method, text["scale"])
    if isinstance(split, str):
        return catalog.ROLE_UNREADABLE.at(table.place(row.number, "role"), item=name, found=split)
    if isinstance(scale, str):
        return catalog.SCALE_UNREADABLE.at(table.place(row.number, "scale"), item=name, found=scale)
    only_if, asks = _conditions(method, text)
    if isinstance(only_if, str) or isinstance(asks, str):
        column, found = ("only_if", only_if) if isinstance(only_if, str) else ("takes", asks)
        at = table.place(row.number, column)
        return catalog.CONDITION_UNREADABLE.at(at, item=name, found=found)
    least, most = _ordered(_number(row["least"]), _number(row["most"]))
    basis = Basis(text["basis"]) if text["basis"] in set(Basis) else _usual(method)
    return ScoreItem(
        row.number, text["part"] or name, name, method, text["takes"] or name, basis, split,
        points or 0.0, least, most, *scale, abs(_number(row["step"]) or 0.0), text["scale"],
        only_if, asks, text["over"],
    )  # fmt: skip


def _conditions(method: Method, text: Mapping[str, str]) -> tuple[AskedOf | str, AskedOf | str]:
    """For whom the row is, and what it asks; the piece that cannot be read instead."""
    only_if = read_condition(text["only_if"]) if text["only_if"] else ()
    asking = method is Method.TITLE or (method in ASKING and is_condition(text["takes"]))
    return only_if, read_condition(text["takes"]) if asking else ()


def _doubts(row: TableRow, item: ScoreItem, table: LedgerRows) -> Iterator[Issue]:
    """What is to be said of a row that can be used all the same."""
    at = table.place(row.number, "scale")
    yield from (
        catalog.BANDS_FAULTY.at(at, item=item.name, found=f) for f in scales.faults(item.bands)
    )
    least, most = _number(row["least"]), _number(row["most"])
    if least is not None and most is not None and least > most:
        at = table.place(row.number, "least")
        yield catalog.LIMITS_SWAPPED.at(at, item=item.name, least=least, most=most)


def _ordered(least: float | None, most: float | None) -> tuple[float | None, float | None]:
    return (
        (most, least) if least is not None and most is not None and least > most else (least, most)
    )


def _usual(method: Method) -> Basis:
    """What a method looks at where the row does not say."""
    return Basis.VALUE if method in {Method.BANDS, Method.WORDS, Method.WEIGHT, Method.RANK,
                                     Method.GATE, Method.VETO} else Basis.RATE  # fmt: skip


Scales = tuple[Curve | None, Bands, Mapping[str, float]]


def _scales(method: Method, text: str) -> Scales | str:
    """What the cell 分档 says to that method, or the piece that cannot be read."""
    if method in CURVES:
        curve = scales.read_curve(text)
        return curve if isinstance(curve, str) else (curve, (), {})
    if method in BANDED or (method in {Method.GATE, Method.VETO} and text):
        bands = scales.read_bands(text)
        return bands if isinstance(bands, str) else (None, bands, {})
    if method in WORDED or (method in {Method.RANK, Method.VOTES, Method.BONUS} and text):
        words = scales.read_words(text)
        return words if isinstance(words, str) else (None, (), scales.spread(words))
    return None, (), {}


def _split(text: str) -> Mapping[str, float] | str:
    """Shares of the points by role.

    >>> _split("牵头60%；配合40%"), _split("牵头")
    ({'牵头': 0.6, '配合': 0.4}, {'牵头': 1.0})
    """
    found: dict[str, float] = {}
    for piece in text.replace("、", "；").replace("，", "；").replace(";", "；").split("；"):
        word = piece.strip().rstrip("0123456789.%％：: ")
        rest = piece.strip().removeprefix(word).strip("：: ").replace("％", "%")
        share = scales.number(rest) if rest else 100.0
        if not piece.strip():
            continue
        if not word or share is None:
            return piece.strip()
        found[word] = share / 100
    return found


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return scales.number(str(value).strip()) if str(value).strip() else None
