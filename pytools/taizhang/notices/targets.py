"""Quantified targets: 新增规上企业3户, 不低于95%, 控制在4.5%以内, 前10名.

A number is a target where it closes its clause or follows a verb of achievement. It is none where
it only says who is meant (产值5亿元以上企业), what is paid (补助500元/人), how something is built
(4MW风电项目) or how often (每月2次). Values are as printed: 2万亿元 is 2 and 万亿元.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.core.values.numerals import BIG, PRINTED, number, readings
from taizhang.notices.dates.due import Deadline
from taizhang.notices.text.glyphs import View
from taizhang.notices.words import any_of, words


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


_SCALE = "(?:万亿|千亿|百亿|十亿|亿|千万|百万|万|千|百)?"
_ASIDE = r"(?:\([套次家户台人张份部条个处座]\))?"  # 80台（套）
_MEASURE = (
    "微克(?:/|每)?(?:标准)?立方米|毫克/升|元/(?:人|月|亩|年|平方米|吨)"
    f"|{_SCALE}(?:立方米/[日天]|吨/[日天年]|{any_of('target.size')}|{any_of('target.unit')}{_ASIDE})|万(?!元)|亿(?!元)"
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_HAN_NUMBER = rf"[{PRINTED}]{{1,9}}"
_UNIT = rf"(?:%|‰|{_MEASURE})"
_BOUND = r"(?:及|或)?(?:以上|以下)|以内|之内|左右|上下|以外"
_AT_LEAST_WORDS = "|".join(words("target.least"))
_AT_MOST_WORDS = "|".join(words("target.most"))
_PRE = f"{_AT_LEAST_WORDS}|{_AT_MOST_WORDS}|约|大约|近"
AMOUNT = re.compile(
    rf"(?P<pre>{_PRE}|≥|≤|>=|<=|>|<)?(?P<top>前)?"
    rf"(?<![A-Za-z\d.+\-#])(?P<value>{_NUMBER})(?:%?(?:-|~|至|"
    rf"到)(?P<upper>{_NUMBER}))?(?P<scale>余|多|"
    rf"几)?(?P<unit>{_UNIT})?(?P<per>/[一-龥]{{1,3}})?(?:\([一-龥]{{1,3}}\))?(?P<bound>{_BOUND})?"
)
_HAN_AMOUNT = re.compile(
    rf"(?P<pre>{_PRE})?(?:百分之(?P<percent>[{PRINTED}点]{{1,6}})|"
    rf"(?<![{PRINTED}第\d])(?P<value>{_HAN_NUMBER})(?P<unit>个百分点|个工作日|万元|亿元|公里|户|家|所|座|亩|吨|名|万?平方米|套|辆|件|"
    rf"人次|人|个|项|次|场))(?P<bound>{_BOUND})?"
)
_HAN_RANK = re.compile(
    r"(?P<top>前)(?P<value>[一二三四五六七八九十百]{1,3})(?P<unit>名|位)?(?=[,。;、:!)]|$|行列|方阵|水平|目标)"
)
_TOP = re.compile(r"(?:达到|进入|位居|位列|保持|跻身|争取|力争|确保|进到|排名|居|进)[^,。;]{0,14}$")
_ACHIEVE = re.compile(any_of("target.achieve"))
_POLICY = re.compile(
    r"(?:给予|奖励|奖补|补贴|补助|资助标准|罚款|处以|处罚|按(?:照)?每|标准(?:为|是|不)|最高|最低工资|"
    r"利率|费率|额度|贴息|起征点|月销售额|年销售额|应纳税所得额|注册资本|"
    r"减按|按比例|报销|扣\d*|加\d*分|扣分|得分|记分|计分|封顶|一次性|年满|满\d|免征|减征|缴纳|缓缴|押金|保证金|赔偿|低保标准|补偿)[^,。;]{0,12}$"
    r"|(?:单户|单笔|单个)[^,。;\d]{0,8}$"
)
_STOCK = re.compile(r"的?(?:用量|供应量|消费量|需求|库存)")
_IN_ALL = re.compile(r"(?:发放|安排|投入|筹集|筹措|拨付|争取|统筹|设立)[^,;。每]{0,16}$")
_RAISES = re.compile(r"(?:提高|提升|上调|降低|下降|压减)$")
_PER_HEAD = re.compile(r"(?:每人每[月年天]|每户|每亩|每人|每平方米|每吨|每公里|每村)[^,。;]{0,12}$")
_QUALIFIED = re.compile(
    r"^(?:的(?!目标|要求|标准|任务|水平)|(?:及)?(?:的)?(?:企业|项目|老年人|人员|单位|家庭|公司|工程|产业项目|景区|群众|农户|规模|锅炉|老旧|"
    r"耕地|建筑|道路|投资项目|制造业|小区|居民|产业集群|集群|工业企业|上市|贫困|纳税|重大|重点))"
)
_THRESHOLD = re.compile(
    r"(?:总投资|投资额|投资|产值|纳税(?:金额|额)?|营收|营业收入|主营业务收入|销售额|年?收入|金额|面积|年龄|人口|注册资金|亩均|资产总额|余额|职工|"
    r"床位)(?:在|达|达到|超|超过|为)?[^,。;、]{0,6}$"
)
_PAID_OUT = re.compile(
    r"(?:的?(?:标准|比例))?(?:给予|予以|补助|补贴|奖励|奖补|资助|贴息|返还|扣除|补偿|计提|缴纳|发给|支付)"
)
_NOT_AMOUNT = re.compile(r"^(?:号|届|级|代(?!办|表|理|课|养|销)|版|维|周年|位数)")
_NAME_LIKE = re.compile(r"(?:第|〔|No|[A-Za-z\-+“\"*×]|国发|办发|[发函]\(?)$")
_OFTEN = re.compile(
    r"(每(?:个|一)?(?:月|周|季度?|半月|半年|年|旬|日|天|晚|夜|学期|两周|两月|双月))[^,。;]{0,10}$"
)
_AT_LEAST = re.compile(
    r"(?:至少|不少于|不低于|不得低于|不得少于)[一-龥]{1,10}$|达到每[一-龥]{1,8}$"
)
_AT_MOST = re.compile(
    r"(?:不高于|不超过|不得超过|不多于)[一-龥]{1,10}$|(?:压缩|缩短|压减|缩减|降低|控制)[一-龥]{1,14}(?:至|到|在)$"
)
_AT_ONCE = re.compile(rf"{_ACHIEVE.pattern}[一-龥]{{0,2}}$")
_ACTING_ON = re.compile(rf"{any_of('verb.act')}$")
_DONE = re.compile(  # 三个乡镇寄宿制学校6月底前竣工: the amount is the subject of what is to be done
    r"[^,;。的\d]{1,24}?(?:于|在)?(?:[\d年月]*[底末]?前?)?(?:要|全部|全面|基本|如期|力争|完成)*(?:竣工|建成|完工|开工|投用|投产|交付|通车|封顶|拆除|改造|完成|回迁|销号|验收|通)"
)
_IN_FULL = re.compile("[^,;。的]{0,10}(?:全部|全额|足额)")
_ALL_OF = re.compile("(?:全|我|本)[省市县区镇乡街]|辖区|现有|剩余|其余")
_CONDITION = re.compile(r"^(?:超过|不足|低于|高于|年满|满)\d|符合[^,。;]{2,24}条件|^按(?:照|不)")
_TOLD = re.compile(
    r"(?:已经?|共|去年|上年|截至[^,]{2,12})(?:累计)?(?:完成|建成|新增|实现|投入|投资|发放|达到?)[^,]{0,12}$"
)
_FOOTING = re.compile(r"[^,;。]{0,16}(?:的基础上|基础之上)")
_OBJECT = re.compile(r"^(?:对|针对|支持|鼓励|凡|符合|为|在|给|向)")
_DEALT_WITH = re.compile(r"(?<![针相面绝应])(?:对|与|为|向|将|把)[^,;。]{0,20}$|等$")
_AMONG = re.compile("在[^,;。]{0,10}$")  # 对全县56座水库逐一落实责任人
_COUNTED = frozenset("个家户处座条所项名栋幢宗件里亩眼口辆台套艘")
_LEAST = frozenset(f"{_AT_LEAST_WORDS}|≥|>=|>".split("|"))
_MOST = frozenset(f"{_AT_MOST_WORDS}|≤|<=|<".split("|"))
_FEWEST_WRITTEN_OUT = 10  # 三个转变 and 六大产业 are figures of speech
_FEWEST_OFTEN = 2  # 每月1次 is but the cadence
_FIGURATIVE = ("个", "项", "次", "场")
_TERMS = frozenset({"天", "个小时", "小时", "分钟", "个工作日", "工作日", "年", "个月"})
_ANY_NUMBER = re.compile(
    rf"\d|百分之|前[{PRINTED}]|[{PRINTED}](?:户|家|所|座|亩|吨|名|公里|个百分点|万|亿|套|辆|件|人|个|项|次|场)"
)
_NAMES = re.compile(r"《[^《》]{0,80}》|[“\"][\dA-Za-z+\-*×]+[”\"]|\d+[×*]\d+小时")
_ALL_DONE = re.compile("销号|整改|办结|到位|完成|覆盖|达标|落实|清零|治理|处置")
_LISTED = re.compile(r"[、和及与,]")
_CLOSES = re.compile(
    r"^(?:[,。;、:)!”]|$|和|以及|及|的(?:目标|要求|标准|任务|水平)|目标|任务|水平|行列|方阵|并|且|用于|支持)"
)


def find_targets(seen: View, deadlines: tuple[Deadline, ...] = ()) -> tuple[Target, ...]:
    """Return the quantified targets of a sentence, in order, with spans in the whole text."""
    if not _ANY_NUMBER.search(seen.plain):
        return ()
    taken = [d.span for d in deadlines]
    found = (
        t for t in _candidates(seen) if not any(b < t.span[1] and t.span[0] < e for b, e in taken)
    )
    return tuple(found)


def main_target(targets: Sequence[Target]) -> Target | None:
    """Return the target that the ledger counts against: the first of the whole, else the first."""
    return next((t for t in targets if not t.per), targets[0] if targets else None)


def _candidates(seen: View) -> Iterator[Target]:
    plain = _NAMES.sub(lambda m: "□" * len(m[0]), seen.plain)
    forms = (AMOUNT, _HAN_AMOUNT, _HAN_RANK)
    found = sorted((m for form in forms for m in form.finditer(plain)), key=lambda m: m.start())
    last: tuple[int, str, str] = (0, "", "")
    for match in found:
        listed = _continues(match, plain, last[2])
        if match.start() < last[0] or not (listed or _is_target(match, plain)):
            continue
        begin = match.start() + (1 if _false_top(match, plain) else 0)
        op = (
            _op(match)
            or _op_before(plain[max(0, begin - 18) : begin])
            or (last[1] if _LISTED.fullmatch(plain[last[0] : begin]) else "=")
        )
        last = (match.end(), op, match.groupdict().get("unit") or "")
        value, upper = _ends(match)
        printed, span = seen.printed(begin, match.end()), seen.span(begin, match.end())
        often = _OFTEN.search(re.split("[,;。]", plain[:begin])[-1])
        per = often[1] if often else ""
        yield Target(value, _unit(match, seen), op, printed, upper, span, per)


def _continues(match: re.Match[str], plain: str, unit: str) -> bool:
    """Tell whether an amount opens a comma part in the unit of the target before: 支持300名…,1000名…."""
    same = bool(unit) and match.groupdict().get("unit") == unit and unit in "个家户名人项件所座处"
    return same and plain[match.start() - 1 : match.start()] in (",", "、")


def _is_target(match: re.Match[str], plain: str) -> bool:
    before = re.split(r"[,;。:!(]", plain[max(0, match.start() - 40) : match.start()])[-1]
    rest = plain[match.end() : match.end() + 12]
    if _is_told(match, before) or _is_granted(match, before):
        return False
    if match.re is _HAN_RANK:
        return bool(_TOP.search(before))
    if match.re is _HAN_AMOUNT:
        return _is_written_out(match, before)
    return _is_counted(match, before, rest)


def _is_counted(match: re.Match[str], before: str, rest: str) -> bool:
    if not match["unit"]:
        return _is_bare(match, before, rest)
    if match["top"] and not _false_top(match, match.string):
        ranked = match["unit"] in ("名", "位", "%", "强") and _TOP.search(before)
        return bool(ranked and _CLOSES.match(rest))
    named = match["unit"] == "强"  # 世界500强企业
    return not (named or _is_other(match, before, rest)) and _is_reached(match, before, rest)


def _is_told(match: re.Match[str], before: str) -> bool:
    """Tell a number in a name, of what is done already, or of the footing from which work starts."""
    plain = match.string
    named = _NAME_LIKE.search(plain[max(0, match.start() - 3) : match.start()])
    return bool(named or _TOLD.search(before) or _FOOTING.match(plain, match.end()))


def _is_granted(match: re.Match[str], before: str) -> bool:
    """Tell what is paid, charged or allowed from what is to be reached."""
    money = (match.groupdict().get("unit") or "")[-1:] in ("元", "斤")
    in_all = money and not match["pre"] and _IN_ALL.search(before)
    if in_all and not _PER_HEAD.search(before):
        return False
    if (match.groupdict().get("pre") or "")[-1:] in ("至", "到", "在") or _RAISES.search(before):
        return False
    return bool(_POLICY.search(before) or (money and _PER_HEAD.search(before)))


def _is_written_out(match: re.Match[str], before: str) -> bool:
    if match["percent"]:
        return True
    if before.endswith(("涉及", "需", "由")):
        return False
    value, _ = _ends(match)
    if match["unit"] in ("次", "场") and _OFTEN.search(before):
        return value >= _FEWEST_OFTEN
    if _opens(match, before):
        return True
    if match["unit"] in _FIGURATIVE and value < _FEWEST_WRITTEN_OUT and not _is_bounded(match):
        return False
    return (
        value >= 2
        and match["value"] not in ("百", "千")
        and (
            _is_bounded(match) or bool(re.search(rf"(?:{_ACHIEVE.pattern})[一-龥]{{0,4}}$", before))
        )
    )


def _opens(match: re.Match[str], before: str) -> bool:
    """Tell whether an amount opens its part and is to be finished: 9万平方米安置房全部交付."""
    return not _ALL_OF.sub("", before) and bool(_DONE.match(match.string, match.end()))


def _is_bounded(match: re.Match[str]) -> bool:
    return bool(match["bound"] or match["pre"])


def _is_bare(match: re.Match[str], before: str, rest: str) -> bool:
    """Accept a number without a unit only for ranks and for indices such as 控制在103.5以内."""
    if match["top"]:
        return bool(_TOP.search(before)) and bool(_CLOSES.match(rest))
    bounded = bool(match["bound"] or match["pre"] in _LEAST | _MOST)
    return (
        bounded
        and bool(_CLOSES.match(rest))
        and bool(re.search(r"指数|数值|得分|评分|比值|系数|排名|率|强度|密度|比", before))
    )


def _is_other(match: re.Match[str], before: str, rest: str) -> bool:
    """Tell frequencies, thresholds, terms and sizes of things from targets."""
    unit = match["unit"]
    if (
        _NOT_AMOUNT.match(rest)
        or (unit == "分" and rest.startswith(")"))
        or (unit[-1] in "%‰元" and _PAID_OUT.match(rest))
        or unit.endswith("级")
        or (unit in _TERMS and not _limits(match, before))
    ):
        return True
    if unit in ("次", "场", "场次", "遍", "期", "轮") and _OFTEN.search(before):
        return float(match["value"].replace(",", "")) < _FEWEST_OFTEN
    if re.match(
        r"(?:至|到|-)\d|(?:提高|增加|提升|增长|扩大|降低|下降|减少|压减|压缩|调整)[至到为]", rest
    ) and re.search(r"[由从]", before):
        return True
    if _CONDITION.search(before) and (unit == "%" or not before.startswith("按")):
        return True
    if unit in ("%", "‰", "个百分点"):
        limited = bool(match["bound"] or match["pre"]) and not before.endswith(("覆盖", "惠及"))
        return limited and rest.startswith("的") and not _CLOSES.match(rest)
    least = match["pre"] in _LEAST
    counted = (least or unit[-1] not in "元米亩吨人顷里岁") and bool(
        re.search(rf"(?:{_ACHIEVE.pattern})$", before)
    )
    return (
        bool(_QUALIFIED.match(rest))
        and (bool(match["bound"]) or rest.startswith("的"))
        and not counted
    )


def _limits(match: re.Match[str], before: str) -> bool:
    if match["pre"] in _LEAST:
        return "公示" not in before and not _STOCK.match(match.string, match.end())
    if match["unit"] == "个月":
        return False
    return match["pre"] in _MOST or bool(
        re.search(r"压缩|缩短|控制|用时|提速|耗时|时限|减少|压减|不超过", before)
    )


def _is_reached(match: re.Match[str], before: str, rest: str) -> bool:
    often = match["unit"] in ("次", "场", "场次") and _OFTEN.search(before)
    about = match["bound"] == "左右" and _AMONG.search(before)
    dealt = about or (not match["bound"] and _DEALT_WITH.search(before))
    dealt_with = bool(dealt) and match["unit"][-1] in _COUNTED
    if often or dealt_with or _opens(match, before):
        return True
    if _OBJECT.match(before):
        in_full = _IN_FULL.match(match.string, match.end())
        return bool(in_full) or not (match["bound"] or match["unit"][-1] == "元")
    closes = bool(_CLOSES.match(rest) or (match["unit"] == "%" and _ALL_DONE.match(rest)))
    if (
        match["bound"]
        and _THRESHOLD.search(before)
        and (not closes or rest.startswith(("、", "和", "及")))
    ):
        return False
    if closes or match["pre"] in _LEAST | _MOST or _AT_LEAST.search(before):
        return True
    counted = (
        match["unit"][-1]
        in "个家户名人项件所座处条套辆张床场期篇例幢栋批头只台部本份类种宗对%点株片口支艘"
    )
    moved = match["unit"] in ("家", "户", "项", "名", "件") and before.endswith(
        ("推动", "助推", "帮助", "引导", "协调")
    )
    moved = moved or bool(_IN_FULL.match(match.string, match.end()))
    does = counted and not before.endswith("推动") and _ACTING_ON.search(before)
    return moved or bool(does or (_ACHIEVE if counted else _AT_ONCE).search(before))


def _false_top(match: re.Match[str], plain: str) -> bool:
    """Tell the 前 of 6月底前100家 from the 前 of 前10名."""
    top = match.groupdict().get("top")
    return bool(top) and bool(re.search(r"[底末日月年之以期度会节]$", plain[: match.start()][-1:]))


def _op(match: re.Match[str]) -> str:
    groups = match.groupdict()
    bound, pre = groups.get("bound") or "", groups.get("pre") or ""
    if bound in ("左右", "上下") or pre in ("约", "大约", "近"):
        return "~"
    if bound.endswith("以上") or (groups.get("scale") and not bound):
        return ">="
    if bound.endswith(("以下", "以内", "之内")) or (
        groups.get("top") and match["unit"] in ("名", "位", "强", None)
    ):
        return "<="
    return ">=" if pre in _LEAST else "<=" if pre in _MOST else ""


def _op_before(before: str) -> str:
    return ">=" if _AT_LEAST.search(before) else "<=" if _AT_MOST.search(before) else ""


def _ends(match: re.Match[str]) -> tuple[float, float | None]:
    """Return the amount and, of a range (8-10个, 七八所), its other end."""
    groups = match.groupdict()
    if upper := groups.get("upper"):
        return number(match["value"]) or 0.0, number(upper)
    said, unit = groups.get("percent") or match["value"], groups.get("unit") or ""
    within = BIG.get(unit[:1], 1) if said[-1:] not in BIG else 1  # 一亿二千 before 万元 are 12000
    found = [n / within for n in readings(said + unit[:1] if within > 1 else said)]
    return (found[0], found[1] if len(found) > 1 else None) if found else (0.0, None)


def _unit(match: re.Match[str], seen: View) -> str:
    """Return the unit as printed."""
    groups = match.groupdict()
    if groups.get("percent"):
        return "%"
    unit = seen.printed(*match.span("unit")) if groups.get("unit") else ""
    return unit.replace("％", "%") + (groups.get("per") or "")
