"""Units named inside a sentence: 由县住建局牵头,县财政局配合; 县督查室、效能中心要…; 市发改委会同….

Read only where every name before the verb looks like a unit; a sentence that names none has no
clause. What stands in a bracket or after a label belongs to clause.py and comes first.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from taizhang.notices.text.glyphs import View
from taizhang.notices.who.clause import Clause, read_clause
from taizhang.notices.who.names import are_sectors, is_group, is_post, is_unit, split_names
from taizhang.notices.who.people import without_persons

# What may follow a list of units in a sentence, so that the list ends there.
_MODAL = r"要(?!求|素|点|闻)|应(?!急|用|对)|须|需(?!求)|(?<![提申报聘邀呈])请(?!示)|务必|必须|不得|可|将|把|既|尚未|再|力争|确保"
_ROLE = r"负责(?!人|同志|制(?![定作订]))|牵头(?!单位|部门)|主要负责|会同|联合|配合|协同|协调|参照|作为|承担|共同|分别"
_WORK = (
    r"组织(?!部|委)|研究(?!院|室|中心|所)|统筹(?!办)|指导(?!中心|站)|推进(?!办|组|委)|落实(?!办)|对(?!外)|"
    "制定|完成|做好|抓好|抓紧|拿出|提出|加快|加强|加大|督促|履行|开展|汇总|建立|强化|完善|优化|发挥|实行|采取|举办|启动|实施|"
    "报送|上报|报告|编制|组建|成立|召开|开设|开通|开辟|刊播|播发|发布|设立|细化|压实|明确|梳理|安排|解决|提供|配备|带头|用好"
)
_MANNER = (
    "进一步|切实|同步|具体|全面|严格|积极|主动|认真|充分|依法|深入|坚持|继续|持续|逐步|迅速|全力|坚决|牢固|统一|相互|互相|迅即|自觉|从严|从快|"
    "分类|分批|逐|至少|聚焦|盯紧|紧盯|围绕|根据|结合|通过|按|于|在"
)
_TIMES = (
    r"每|定期|及时|尽快|立即|限期|适时|第一时间|提前|随时|不定期|\d{1,4}(?:年|月|日)|\d+个工作日|[一二三四五六七八九十]月|年底|年前|年内|"
    "本月|下月|下周|全年|上半年|下半年|第[一二三四]季度|汛期|入冬|入汛|主汛|大汛|春节|国庆|暑期"
)
_STOP = re.compile(f"{_MODAL}|{_ROLE}|{_WORK}|{_MANNER}|{_TIMES}")
_OFFICE = re.compile("(?:局|委员会|厅|管委会|办事处|政府|支队|大队|总队|[镇乡]|街道)$")
_ACTS = re.compile(  # verbs that end a list only behind an office: 县医院改造 has no subject
    "(?:查处|打击|摸排|排查|巡查|核查|清理|整改|跟踪|审核|拨付|筹措|推动|推广|培育|打造|引进|新建|改造|维修|修复|更换|疏浚|储备|培训|受理|办结|公布|"
    "公示|发放|兑现|下达|分解|调度|研判|评估|验收|考核|通报|约谈|挂牌|曝光|化解|处置|拆除|关停|取缔|招引|对接|走访|包保|帮扶|救助|监测|预警|值守|演练|划定|"
    "申报|争取|衔接|移交|抽检|抽查|回访|复核|抢修|巡逻|修订|出台|印发|起草|拟定|拟订|汇报|反馈|答复|回复)(?!中心|站|办|组|队|处|所|科|股|室|的)"
)
_OPENING = re.compile(
    r"(?:会议|会上|县长|市长)?(?:要求|明确|议定|决定|强调|指出|确定|同意|认为)?[,:]?(?:一是|二是|三是|四是|五是|首先|其次|同时|此外|"
    r"原则上)?[,:]?(?:请|责成|要求|由|明确由|改由|统一由|具体由|协调|督促)?"
)
_OPENING_PART = re.compile(r"^会议|前$|底$|内$|[年月日)起]$|要求|明确|同时|此外")
_DUTY = re.compile(
    r"要(?!求|素|点|闻)|应(?!急|用|对)|须|需(?!求)|负责(?!人|同志)|牵头|每|做好|抓好|务必"
)
_BEARS = re.compile(
    r"^(?P<names>[^,;。:]{2,60}?)(?:为|是|作为)[^,;。:]{0,10}?(?:(?P<leads>牵头|主办)|责任|实施|整改|建设)(?:主体|单位|部门)"
)
JOINS_IN = re.compile(r"会同|联合|商(?=[省市县区州各国财发])")
_BY = re.compile(
    r"(?:由|请|责成|交由|委托)(?=[^,。;:()]{2,60}?(?:牵头|负责|组织|具体|会同|研究|制定|按|尽快|于|对|根据|承担|办理|处理|落实|协调|"
    r"汇总|统一|统筹|解决|筹措|保障|完成|实施|定期|进行|提出))"
)
_LEADS = re.compile(
    r"(?P<names>[^,。;:]{2,80}?)(?:共同|联合|分别|各自)?牵头(?!单位|部门|抓总|问题|作用|责任)"
)
_HELPS = re.compile(
    r"^(?P<names>[^,。;:]{2,90}?)(?:(?:密切|积极|协同|共同)?配合|协助|参与|参加|协办|(?:具体|分别|共同)?(?:负责|实施|落实|承办))"
)
_ONLY_VERBS = re.compile(r"(?:负责|组织|统筹|抓总|推进|实施|落实|协调|抓好|做好)*")
_WITH = re.compile(
    r"(?:应当|必须|务必|要|应|须|需|负责)?(?:及时|积极|认真|牵头)?(?:会同|协调|联合)(?P<rest>.+)"
)
_WEAK_HEAD = re.compile(
    r"(?:组|会|场|处|站|村|社|台|所|队|团|师|馆|校|区|市|县|乡|镇|省|企业|机构|中心|单位|部门|政府|家庭|户|学校|组织|部|室|基金|公安|气象|保险|"
    r"邮政|电信|移动|联通|公司)$"
)
_PROPER = re.compile(
    r"^(?:国网|南网|中国|各|全[县市区省]各|有关|相关|省|市|县|区|州|旗|国家|国务院|中国|镇|乡|自治|属地|所在|团)|[省市县区州旗镇乡][一-龥]{2,}|^(?:住建|"
    r"发改|财政|教育|人社|民政|农业|商务|交通|水务|水利|卫健|应急|督查|效能|纪委|公安|司法|审计|统计|税务|编办|城管)"
    r"|^(?:生态环境|自然资源|市场监管|住房城乡|农业农村|人力资源|交通运输|退役军人|卫生健康|医疗保障|行政审批|"
    r"消防救援|发展改革|工业和信息化|招商|投促|林业|机关事务)[一-龥]{0,16}(?:局|委|办|中心|支队|大队|分局)$"
    r"|^(?:平安|综治|社区|党政|党建|经发|城建|执法|信访|安监|社保|综合|安全|督查|交警|消防|文旅|宣传|组织|"
    r"人大|政协|团委|妇联|工会|供电|供水)[一-龥]{0,6}(?:办|科|股|室|部|站|所|队|中心|公司)$|^(?:派出|司法|市场监管|财政|税务|供电)所$"
)
_TOWN = re.compile(
    r"(?!乡镇|城镇|重点|建制|中心|特色|试点|强|所在|边远|贫困)[^我本全近各该这\W]{2,4}(?:镇|乡|街道)(?:党委、?政府|党委|人民政府|政府|办事处)?$"
)
_ZONE = re.compile(r".{2,}(?:开发区|高新区|经开区|工业园|产业园|合作区|保税区|度假区)(?:管委会)?$")
_MINISTRY = re.compile(
    r"^(?:国家)?(?:发展改革委|发改委|财政部|教育部|科技部|工业和信息化部|公安部|民政部|司法部|人力资源社会保障部|自然资源部|"
    r"生态环境部|住房城乡建设部|交通运输部|水利部|农业农村部|商务部|文化和旅游部|卫生健康委|应急管理部|应急部|人民银行|审计署|"
    r"国资委|海关总署|税务总局|市场监管总局|广电总局|体育总局|统计局|医保局|银保监会|证监会|金融监管总局|能源局|林草局|铁路局|"
    r"民航局|邮政局|文物局|中医药局|药监局|知识产权局|扶贫办|乡村振兴局|国管局|网信办|供销合作总社|粮食和储备局|外汇局|信访局|"
    r"数据局|中央.{2,8}[部办委]|最高人民(?:法院|检察院)|全国(?:总工会|妇联|工商联|人大|政协))"
)
_GENERIC = re.compile(
    r"^(?:企业|单位|部门|政府|学校|机构|社会组织|中心城区|城区|社区|园区|全县|全市|全区|全省|辖区|我县|我市|我区|本县|本市|地区|小区|城市|乡镇|农村|"
    r"县域|市区|县城|省市|市县|景区|厂区|示范区|试验区|功能区|新区|老区|山区|灌区|库区|街区|片区|集团|银行|办|局|委)$|.*(?:干部|党员|人员|群众|代表|学生|教师|职工|工作者)(?:都|均)?(?:要|须|应)?$"
)
_NOT_IN_NAME = re.compile(
    r"[的了着为把被将由该每向\d。]|帮助|推动|推进(?!办|组|委)|加强|加快|建立|开展|强化|完善|落实(?!办)|提升|实现|打造|构建|深化|健全|"
    r"优化|必要时|已|以[^上下外]|名义|可以|解决|全力|完成|做好|加大|统筹(?!办)|引导|实施|下一步|拟"
)
_LEADING_POST = re.compile(r"各|分管|主管|常务|副|[市县区省]")
_LONGEST_NAME = 26
_LONGEST_SENTENCE = 600
_LONGEST_LIST = 80
_MOST_CHUNKS = 12
_LONGEST_SUBJECT = 120
_MOST_STOPS = 6


def read_inline(seen: View) -> Clause | None:
    """Return the clause printed inside a sentence, or None where it names no unit."""
    found = _read_plain(seen.plain[:_LONGEST_SENTENCE])
    return _as_printed(found, seen) if found else None


def names_subject(seen: View) -> bool:
    """Tell whether a stretch says by name which unit is to do something."""
    found = _read_plain(seen.plain[:_LONGEST_SENTENCE])
    return found is not None and found.names_units


@lru_cache(maxsize=2048)  # the sentence is read once to cut the item and once for its task
def _read_plain(plain: str) -> Clause | None:
    plain = without_persons(plain)
    chunks = [c for c in re.split(r"[,;。:]", plain) if c][:_MOST_CHUNKS]
    found = (
        _leading(plain)
        or _with_subject(_by(chunks), chunks)
        or _bearers(chunks)
        or _before_colon(plain)
    )
    return found if found and (found.names_units or found.leaders) else None


def _with_subject(by: Clause | None, chunks: list[str]) -> Clause | None:
    """Add who opens the sentence: 各级政府要…,由市住建局汇总."""
    subject = _subject(chunks[:1] if by else chunks)
    if by is None or subject is None or by.lead:
        return by or subject
    names = tuple(dict.fromkeys(subject.co + by.co))
    return replace(by, co=names, groups=tuple(n for n in names if is_group(n)))


def _as_printed(clause: Clause, seen: View) -> Clause:
    """Give the names back in the letters of the text."""

    def printed(names: tuple[str, ...]) -> tuple[str, ...]:
        places = [(seen.plain.find(name), len(name)) for name in names]
        return tuple(
            seen.printed(at, at + length) if at >= 0 else name
            for name, (at, length) in zip(names, places, strict=True)
        )

    return replace(
        clause,
        lead=printed(clause.lead),
        co=printed(clause.co),
        groups=printed(clause.groups),
        text="",
    )


def _leading(plain: str) -> Clause | None:
    """A牵头,B、C配合."""
    match = _LEADS.search(plain)
    while match:
        names = _after_by(match["names"])
        if all_units(names):
            each = "各自" in match[0][-6:] or "分别" in match[0][-6:]
            helpers = _helpers(plain[match.end() :]) or _later_subject(plain[match.end() :])
            verb = "分别牵头" if each else "牵头"
            return read_clause(f"{names}{verb}{helpers}")
        match = _LEADS.search(plain, match.end())
    return None


def _later_subject(rest: str) -> str:
    """Return who is told something in the next part of the sentence: …;县融媒体中心开设专栏."""
    _, mark, part = rest.partition(";")
    return _listed([_list_before_stop(part)]) if mark else ""


def _helpers(rest: str) -> str:
    """Return the chunks after 牵头 that say who takes part, up to the first that does not."""
    kept = ""
    for chunk in re.split(r"[,;]", rest)[:4]:
        text = JOINS_IN.sub("", chunk.removeprefix("负责"))
        helping = _HELPS.match(text)
        names = (
            helping["names"]
            if helping
            else _list_before_stop(text)
            if JOINS_IN.match(chunk)
            else ""
        )
        if names and all_units(_after_by(names)):
            kept += f",{_after_by(names)}配合"
        elif kept or not _ONLY_VERBS.fullmatch(chunk):
            break
    return kept


def _by(chunks: list[str]) -> Clause | None:
    """由A负责…,B配合; A(要)会同B…."""
    for at, chunk in enumerate(chunks):
        lead = _BY.search(chunk)
        text = chunk[lead.end() :] if lead else chunk[_OPENING.match(chunk).end() :]  # type: ignore[union-attr]
        names = _list_before_stop(text)
        rest = _WITH.match(text[len(names) :]) if names else None
        if rest:
            joined = _list_before_stop(rest["rest"]) or (
                rest["rest"] if all_units(rest["rest"]) else ""
            )
            return (
                read_clause(f"{names}会同{joined}负责") if joined else read_clause(f"{names}负责")
            )
        if names and lead:
            later = chunks[at + 1 :]
            others = _helpers(",".join(later)) or _listed(map(_list_before_stop, later))
            return read_clause(f"{names}负责{others}")
    return None


def _listed(lists: Iterable[str]) -> str:
    return "".join(f",{names}负责" for names in lists if names)


def _bearers(chunks: list[str]) -> Clause | None:
    """示例街道为责任主体; 县水利局是牵头单位: who is said to bear a duty."""
    for chunk in chunks:
        bears = _BEARS.search(chunk[_OPENING.match(chunk).end() :])  # type: ignore[union-attr]
        if bears and all_units(bears["names"]):
            return read_clause(f"{bears['names']}{'牵头' if bears['leads'] else '负责'}")
    return None


def _before_colon(plain: str) -> Clause | None:
    """县教育局:负责…; a list of duties."""
    names, colon, duty = plain[:_LONGEST_LIST].partition(":")
    return read_clause(f"{names}负责") if colon and duty and all_units(names) else None


def _subject(chunks: list[str]) -> Clause | None:
    """A、B要…: the subject of the sentence; behind another clause only where a duty follows it."""
    opens = True
    for at, chunk in enumerate(chunks[:3]):
        text = chunk[_OPENING.match(chunk).end() :]  # type: ignore[union-attr]  # matches the empty text too
        names = _list_before_stop(text) or _list_over_commas(chunks[at:])
        if names and (opens or _DUTY.match(text, len(names))):
            later = [_list_before_stop(c) for c in chunks[at + 1 :]]
            return read_clause(",".join([names, *filter(None, later)]) + "负责")
        opens = opens and bool(_OPENING_PART.search(chunk))
    return None


def _list_over_commas(chunks: list[str]) -> str:
    """各乡镇人民政府,各有关部门要…: a list whose last comma chunk holds the verb."""
    if len(chunks) < 2 or not all_units(chunks[0]):
        return ""
    names = _list_before_stop(chunks[1])
    return f"{chunks[0]},{names}" if names else ""


def _list_before_stop(text: str) -> str:
    """Return the list of units a text begins with, up to the first verb that follows one."""
    stops = [(m.start(), True) for m in _STOP.finditer(text, 2)]
    stops += [(m.start(), False) for m in _ACTS.finditer(text, 2)]
    for stop, always in sorted(stops)[:_MOST_STOPS]:
        names = text[:stop]
        if stop > _LONGEST_SUBJECT:
            return ""
        if (always or _OFFICE.search(names)) and all_units(names):
            return names
    return ""


def _after_by(text: str) -> str:
    return re.split(r"由|请|责成|明确|继续|要求", text)[-1]


def all_units(text: str) -> bool:
    """Tell whether a text is a list of units and nothing else."""
    if are_sectors(text):
        return True
    names = [text[b:e] for b, e in split_names(text, 0, len(text))]
    return bool(names) and all(map(_is_sure, names)) and _is_proper(names[0])


def _is_proper(name: str) -> bool:
    known = _PROPER.search(name) or _MINISTRY.match(name) or _ZONE.match(name) or _TOWN.match(name)
    return bool(known) or is_post(name)


def _is_sure(name: str) -> bool:
    if len(name) > _LONGEST_NAME or _GENERIC.match(name) or _NOT_IN_NAME.search(name):
        return False
    if is_group(name):
        return True
    if is_post(name):
        return bool(_LEADING_POST.match(name))
    return is_unit(name) and not (_WEAK_HEAD.search(name) and not _is_proper(name))
