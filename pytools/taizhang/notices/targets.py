"""Quantified targets: 新增规上企业3户, 不低于95%, 控制在4.5%以内, 前10名.

A number is a target where it closes its clause or follows a verb of achievement. It is none where
it only says who is meant (产值5亿元以上企业), what is paid (补助500元/人), how something is built
(4MW风电项目) or how often (每月2次). Values are as printed: 2万亿元 is 2 and 万亿元.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.values.numerals import BIG, number, readings
from taizhang.notices.dates.due import Deadline
from taizhang.notices.text.glyphs import View
from taizhang.notices.words import Patterns, pattern, words

_RE = Patterns("target")


@dataclass(frozen=True, slots=True)
class Target:
    """One amount to be reached: value and unit as printed, op one of >= <= = ~.

    `upper` is the other end of a printed range (8-10个, 七八所), else None. `per` is the period of
    which it is the amount (每季度), "" where it is that of the whole.
    """

    value: float
    unit: str
    op: str
    text: str
    upper: float | None = None
    span: tuple[int, int] = (0, 0)
    per: str = ""


_FORMS = ("amount", "han_amount", "han_rank")
_LEAST = frozenset((*words("target.least"), "≥", ">=", ">"))
_MOST = frozenset((*words("target.most"), "≤", "<=", "<"))
_COUNTED = frozenset("个家户处座条所项名栋幢宗件里亩眼口辆台套艘种类")
_PIECES = _COUNTED - frozenset("里亩眼") | frozenset("张床场期篇例批头只部本份对%点株片支")
_SIZES = ("平方米", "平米", "立方米", "亩", "公里", "吨")
_PER_CENT = ("%", "‰", "个百分点")
_RANKS = ("名", "位", "强")
_EVENTS = ("次", "场", "场次", "遍", "期", "轮")
_FIGURATIVE = ("个", "项", "次", "场")  # 三个转变 and 六大产业 are figures of speech
_FEWEST_WRITTEN_OUT = 10
_FEWEST_OFTEN = 2  # 每月1次 is but the cadence
_TERMS = frozenset({"天", "个小时", "小时", "分钟", "个工作日", "工作日", "年", "个月"})


def find_targets(seen: View, deadlines: tuple[Deadline, ...] = ()) -> tuple[Target, ...]:
    """Return the quantified targets of a sentence, in order, with spans in the whole text."""
    if not _RE.any_number.search(seen.plain):
        return ()
    taken = [d.span for d in deadlines]
    found = _candidates(seen)
    return tuple(t for t in found if not any(b < t.span[1] and t.span[0] < e for b, e in taken))


def main_target(targets: Sequence[Target], deadlines: Sequence[Deadline] = ()) -> Target | None:
    """Return the target that the ledger counts against: the first of the whole, else the first.

    Where 上半年不少于20项,年底前不少于40项 prints one amount a date, it is that of the last date.
    """
    first = next((t for t in targets if not t.per), targets[0] if targets else None)
    dated = [d for d in deadlines if d.due and d.span[1]]
    if first is None or len({d.due for d in dated}) <= 1:
        return first
    last = max(dated, key=lambda d: (d.due or date.min, d.span))
    alike = [t for t in targets if t.unit == first.unit and not t.per]
    later = (t for t in alike if _date_of(t, dated) is last)
    return next(later, first) if _date_of(first, dated) not in (None, last) else first


def _date_of(target: Target, deadlines: Sequence[Deadline]) -> Deadline | None:
    """Return the deadline printed next before a target."""
    before = [d for d in deadlines if d.span[1] <= target.span[0]]
    return max(before, key=lambda d: d.span, default=None)


def _candidates(seen: View) -> Iterator[Target]:
    plain = _RE.names.sub(lambda m: "□" * len(m[0]), seen.plain)
    found = [
        _PrintedAmount(m) for form in _FORMS for m in pattern(f"target.{form}").finditer(plain)
    ]
    end, op, unit = 0, "", ""
    for amount in sorted(found, key=lambda a: a.begin):
        if amount.begin < end or not (amount.continues(unit) or amount.is_target()):
            continue
        begin = amount.begin + amount.falsely_top
        goes_on = plain[end:begin] in ("、", "和", "及", "与", ",")
        op = amount.op(plain[max(0, begin - 18) : begin]) or (op if goes_on else "=")
        end, unit = amount.end, amount.unit
        value, upper = amount.ends()
        often = amount.told_before("often", re.split("[,;。]", plain[:begin])[-1])
        printed, span = seen.printed(begin, end), seen.span(begin, end)
        yield Target(
            value, amount.printed_unit(seen), op, printed, upper, span, often[1] if often else ""
        )


class _PrintedAmount:
    """A number that may be a target, the words of its comma part before it and what follows."""

    def __init__(self, match: re.Match[str]) -> None:
        groups = match.groupdict(default="")
        self._match, self._plain = match, match.string
        self.begin, self.end = match.span()
        self.unit, self.pre = groups.get("unit", ""), groups.get("pre", "")
        self.bound, self.top = groups.get("bound", ""), groups.get("top", "")
        self.percent, self.scale = groups.get("percent", ""), groups.get("scale", "")
        self.said, self.upper = groups["value"], groups.get("upper", "")
        self.before = re.split(r"[,;。:!(]", self._plain[max(0, self.begin - 40) : self.begin])[-1]
        self.rest = self._plain[self.end : self.end + 12]
        self.written_out = "few" if "percent" in groups else "rank" if "scale" not in groups else ""
        self.limited = bool(self.bound or self.pre)
        # the 前 of 6月底前100家 is not that of 前10名
        self.falsely_top = bool(self.top and self._plain[self.begin - 1 : self.begin] in _DATE_ENDS)

    def told_before(self, name: str, text: str | None = None) -> re.Match[str] | None:
        return pattern(f"target.{name}").search(self.before if text is None else text)

    def follows(self, name: str) -> re.Match[str] | None:
        return pattern(f"target.{name}").match(self._plain, self.end)

    def continues(self, unit: str) -> bool:
        """Tell whether it opens a comma part in the unit of the target before: 支持300名…,1000名…."""
        same = unit and self.unit == unit and unit in "个家户名人项件所座处"
        return bool(same) and self._plain[self.begin - 1 : self.begin] in (",", "、")

    def is_target(self) -> bool:
        named = self.told_before("name_like", self._plain[max(0, self.begin - 3) : self.begin])
        invested = self.rest.startswith(",其中") and self.told_before("invested")
        if (
            named
            or invested
            or self.told_before("told")
            or self.follows("footing")
            or self._is_granted()
        ):
            return False
        if self.written_out:
            return bool(self.told_before("top")) if self.top else self._is_written_out()
        if not self.unit:
            return self._is_bare()
        if self.top and not self.falsely_top:
            ranked = self.unit in (*_RANKS, "%") and self.told_before("top")
            return bool(ranked and self.follows("closes"))
        other = self.unit == "强" or self.follows("not_amount") or self._is_other()  # 世界500强企业
        return not other and self._is_reached()

    def _is_granted(self) -> bool:
        """Tell what is paid, charged or allowed from what is to be reached."""
        money = self.unit[-1:] in ("元", "斤")
        per_head = money and self.told_before("per_head")
        if money and not per_head and not self.pre and self.told_before("in_all"):
            return False
        if self.pre[-1:] in ("至", "到", "在") or self.told_before("raises"):
            return False
        paid = self.told_before("policy") or (money and self.told_before("each_loan"))
        return bool(paid or per_head)

    def _is_written_out(self) -> bool:
        if self.percent or self.before.endswith(("涉及", "需", "由")):
            return bool(self.percent)
        value, _ = self.ends()
        if self.unit in ("次", "场") and self.told_before("often"):
            return value >= _FEWEST_OFTEN
        if self._opens():
            return True
        few = self.unit in _FIGURATIVE and value < _FEWEST_WRITTEN_OUT and not self.limited
        counts = value >= 2 and self.said not in ("百", "千") and not few
        return counts and bool(self.limited or self.told_before("achieved_near"))

    def _opens(self) -> bool:
        """Tell whether it opens its part and is to be finished: 9万平方米安置房全部交付."""
        return not _RE.all_of.sub("", self.before) and bool(self.follows("done"))

    def _is_bare(self) -> bool:
        """Accept a number without a unit only for ranks and for indices such as 控制在103.5以内."""
        if self.top:
            return bool(self.told_before("top") and self.follows("closes"))
        bounded = self.bound or self.pre in _LEAST | _MOST
        return bool(bounded and self.follows("closes") and self.told_before("index"))

    def _is_other(self) -> bool:
        """Tell frequencies, thresholds, terms and sizes of things from targets."""
        unit, before = self.unit, self.before
        paid = unit[-1] in "%‰元" and self.follows("paid_out")
        score = unit == "分" and self.rest.startswith(")")
        if paid or score or unit.endswith("级") or (unit in _TERMS and not self._limits()):
            return True
        if unit in _EVENTS and self.told_before("often"):
            return float(self.said.replace(",", "")) < _FEWEST_OFTEN
        if self.follows("moves") and re.search("[由从]", before):
            return True
        if self.told_before("condition") and (unit == "%" or not before.startswith("按")):
            return True
        if unit in _PER_CENT:
            limited = self.limited and not before.endswith(("覆盖", "惠及"))
            return limited and self.rest.startswith("的") and not self.follows("closes")
        size = unit[-1] in "元米亩吨人顷里岁" and self.pre not in _LEAST
        counted = (not size and self.told_before("achieved")) or self.told_before("staffed")
        says_which = self.follows("qualified") and (self.bound or self.rest.startswith("的"))
        return bool(says_which and not counted)

    def _limits(self) -> bool:
        """Tell whether a term is one to keep: 不少于2小时, 压缩至3个工作日."""
        if self.pre in _LEAST:
            return not self.follows("stock")
        kept = self.pre in _MOST or self.told_before("shortened")
        return self.unit != "个月" and bool(kept)

    def _is_reached(self) -> bool:
        things = self.bound == "左右" or (
            not self.bound and self.unit != "个"
        )  # 在20个领域 is none
        among = things and self.told_before("among")
        dealt = among or (not self.bound and self.told_before("dealt_with"))
        often = self.unit in ("次", "场", "场次") and self.told_before("often")
        if often or (dealt and self.unit[-1] in _COUNTED) or self._opens():
            return True
        size = self.unit.endswith(_SIZES)
        in_full = bool(self.follows("in_full"))
        if self.told_before("object"):
            return in_full or not (self.bound or self.unit[-1] == "元")
        all_done = self.unit == "%" and self.follows("all_done")
        closes = self.follows("closes") or all_done
        listed = self.rest.startswith(("、", "和", "及"))
        if self.bound and self.told_before("threshold") and (not closes or listed):
            return False
        if closes or self.pre in _LEAST | _MOST or self.told_before("at_least") or in_full:
            return True
        moved = self.unit in ("家", "户", "项", "名", "件") and self.told_before("moved")
        if moved or self.told_before("named_thing") or (size and self.follows("done")):
            return True
        counted = self.unit[-1] in _PIECES
        does = counted and not self.before.endswith("推动") and self.told_before("acting_on")
        return bool(does or self.told_before("achieve" if counted else "at_once"))

    def op(self, before: str) -> str:
        """Return what the words around it say, "" where they say nothing."""
        if self.bound in ("左右", "上下") or self.pre in ("约", "大约", "近"):
            return "~"
        ranked = self.top and self.unit in (*_RANKS, "")
        if self.bound.endswith("以上") or (self.scale and not self.bound):
            return ">="
        if self.bound.endswith(("以下", "以内", "之内")) or ranked:
            return "<="
        if self.pre in _LEAST | _MOST:
            return ">=" if self.pre in _LEAST else "<="
        least, most = (self.told_before(name, before) for name in ("at_least", "at_most"))
        return ">=" if least else "<=" if most else ""

    def ends(self) -> tuple[float, float | None]:
        """Return the amount and, of a range (8-10个, 七八所), its other end."""
        if self.upper:
            return number(self.said) or 0.0, number(self.upper)
        said = self.percent or self.said
        within = BIG.get(self.unit[:1], 1) if said[-1:] not in BIG else 1
        # 一亿二千 before 万元 are 12000
        found = [n / within for n in readings(said + self.unit[:1] if within > 1 else said)]
        return (found[0], found[1] if len(found) > 1 else None) if found else (0.0, None)

    def printed_unit(self, seen: View) -> str:
        """Return the unit as printed."""
        if self.percent:
            return "%"
        unit = seen.printed(*self._match.span("unit")) if self.unit else ""
        return unit.replace("％", "%") + (self._match.groupdict().get("per") or "")


_DATE_ENDS = tuple("底末日月年之以期度会节")
