"""Who can be told to do something in a sentence: a unit by name, a collective, a role, departments by field.

Stricter than names.py, which reads what stands in brackets: things (平台, 管线), places (城区) and
persons (班子成员) are none. A name of the office's roster always is one.
"""

import re
from functools import lru_cache

from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.names import is_post, is_unit, split_names
from taizhang.notices.words import any_of, words

_LEVEL = "[省市县区州旗镇乡村]"
_MANY = any_of("unit.many", "unit.head", "unit.office")
_MANY_WORDS = frozenset(words("unit.many"))
_WORD = '[一-龥“”"A-Za-z()]'
_ASIDE = r"(?:\([^()]*\))*"
_COLLECTIVE = re.compile(
    rf"各地(?:各部门)?|(?:{_WORD}{{0,8}}?(?:直|级|属|办)?(?:各|每个|每家|每所|每座|有关|相关|全体|所有)(?!项(?!目)|类(?!学校|企业|医院)|种|方)|"
    rf"(?:其他|其余|属地|当地|所在地?|沿线|以上|上述|基层|试点|{_LEVEL}[直级属]|[省市县区乡镇村、两三]+级|国务院|省市县)(?:各|有关|相关)?)"
    rf"(?:{_WORD}|、(?=[县市区乡镇再]))*?{_MANY}{_ASIDE}(?:区|级|党委)?(?:人民政府|政府|党委和政府|党委、政府|管委会|办事处)?{_ASIDE}"
)
_OTHERS = re.compile(rf"其他[^,;。、]{{1,12}}的(?:{any_of('unit.body')}|企业|机构)")
_ROLE = re.compile(rf"(?:各|{_LEVEL}级?|本{_LEVEL})?(?:{'|'.join(words('unit.role'))})")
_PART = re.compile(r"(?:各)?(?:总?牵头|主办|协办|责任|配合|承办|参与|主要责任)(?:单位|部门)")
_FIELD = "|".join(words("unit.field"))
_SECTOR = re.compile(
    rf"(?:各级|各地|属地|当地|所在地|上级|本级|{_LEVEL}级?|各{_LEVEL})?(?:{_FIELD})[一-龥]{{0,4}}(?:{any_of('unit.body')}|局|委|办|厅|分局|中心|所)"
)
_FIELDS = re.compile(
    rf"{_LEVEL}?(?:{_FIELD})(?:、{_LEVEL}?(?:{_FIELD}))*等?(?:多个?|有关|相关|职能|主管)*(?:部门|单位|机关)"
)
_FIELD_NAME = re.compile(rf"{_LEVEL}?(?:{_FIELD})")
_HEADED = re.compile(rf"(?:{any_of('unit.head', 'unit.office')}){_ASIDE}$")
_PROPER = re.compile(
    rf"^(?:国网|南网|中国|国家|国务院|中央|全国|人行|人民银行|团|驻|街道|园区|社区|集团|总?公司|{_LEVEL})|{_LEVEL}[一-龥]{{2,}}|^(?:{_FIELD})[一-龥]{{0,16}}(?:局|委|办|中心|支队|大队|分局)$"
    rf"|^(?:{'|'.join(words('unit.desk'))})[一-龥]{{0,6}}(?:办|科|股|室|部|站|所|队|中心|公司)$"
)
_TOWN = re.compile(
    r"(?!乡镇|城镇|重点|建制|中心|特色|试点|强|所在|边远|贫困)(?:[^我本全近各该这\W]{2,4}|[甲乙丙丁])(?:镇|乡|街道)(?:党委、?政府|党委|人民政府|政府|办事处)?"
)
_ZONE = re.compile(
    r".{2,}(?:开发区|高新区|经开区|工业园|产业园|合作区|保税区|度假区|示范区|新区)(?:管委会)?"
)
_OFFICE = re.compile(  # 经济发展局, 党政办公室: an office needs no place before it
    r"[一-龥]{2,10}(?:(?<![布格结开破全大时])局|管委会|办事处|办公室|委员会|支队|大队|督查室|(?<!数字|法治|地方)政府)"
    r"|院(?:办|办公室|党委|纪委)|[一-龥]{2,8}(?:服务|工作|建设|管理|法治|治理|事务|执法|发展|保障|监察)(?:办|科|股)"
    r"|[一-龥]{2,4}(?<![学专本全内外儿妇产骨百理文工医农皮眼牙诊症])科"  # 危化科, and no 学科
    r"|(?:宣教|宣传|信息|监测|评估|指挥|会计|考试|政务服务|便民服务|融媒体|数据|救援|救助)[一-龥]{0,4}中心"
)
_MINISTRY = re.compile(
    r"(?:国家)?(?:发展改革委|发改委|财政部|教育部|科技部|工业和信息化部|公安部|民政部|司法部|人力资源社会保障部|自然资源部|"
    r"生态环境部|住房城乡建设部|交通运输部|水利部|农业农村部|商务部|文化和旅游部|卫生健康委|应急管理部|应急部|人民银行|审计署|"
    r"国资委|海关总署|税务总局|市场监管总局|广电总局|体育总局|统计局|医保局|银保监会|证监会|金融监管总局|能源局|林草局|铁路局|"
    r"民航局|邮政局|文物局|中医药局|药监局|知识产权局|扶贫办|乡村振兴局|国管局|网信办|供销合作总社|粮食和储备局|外汇局|信访局|"
    r"数据局|中央.{2,8}[部办委]|最高人民(?:法院|检察院)|全国(?:总工会|妇联|工商联|人大|政协))"
)
_DESK = re.compile(  # 投资发展部, 财务科: of a company, a hospital, a school
    rf"(?:集团|总?公司|[校院])?(?:{'|'.join(words('unit.desk'))})+(?:管理|发展|服务|保障|事务|安全|建设)?(?:[部科股室]|办公室)"
)
_GENERIC = re.compile(
    r"(?:企业|单位|部门|政府|学校|机构|社会组织|中心城区|城区|主城区|社区|园区|全县|全市|全区|全省|辖区|我县|我市|我区|本县|本市|地区|小区|城市|乡镇|农村|"
    r"县域|市区|县城|省市|市县|景区|厂区|示范区|试验区|功能区|新区|老区|山区|灌区|库区|街区|片区|集团|银行|办|局|委|市场|镇区|城乡|国家|全国)"
)
_PERSON = re.compile(rf"(?:{'|'.join(words('unit.person'))}){_ASIDE}(?:都|均)?$")
_NOT_IN_NAME = re.compile(
    r"[的了着为把被将由该向。:要]|\d(?!\d*[一-龥]{0,4}热线)|(?<!^)每|与(?=[省市县区各])|领导(?!小组)|带队|成员(?!单位)|均(?!衡)|决策|部署|决定|落到|无法|居民|各平台$|村村|户户|家家|提请|提交|报请|第一时间|报(?!社|业|刊|告)|可(?!持续|再生)|根据|结合|参照|对(?!外)|^(?:经(?!开|信|济|委|发|贸)|据|按|报|对|在|从|与|让|使|给|同|当|若|如|因|受|凡|以(?!上))|"
    r"^(?:原则|同意)|^[一二三四五六七八九十两几数多]+(?:个|家|所|座|处|批|类|种)|帮助|推动|推进(?!办|组|委)|加强|加快|建立|开展|强化|完善|落实(?!办)|提升|实现|打造|构建|深化|健全|"
    r"优化|必要时|已|以[^上下外及]|名义|可以|解决|全力|完成|做好|加大|统筹(?!办)|引导|实施(?!单位)|下一步|拟|制定|编制|督促|报送|报告|会同|联合(?=[省市县区])|商(?=[省市县区])|负责|牵头(?!单位|部门)"
)
_DOING_WITHIN = re.compile(  # 乡镇居民无法就近办: a verb inside that names no office (建设局, 投资促进局)
    rf"{any_of('verb.duty', 'verb.act', 'verb.help')}(?!部|局|室|办|中心|组|处|科|队|所|站|厅|院|会|委|公司|集团|机构|署|馆|台|基金|平台|"
    r"管理|、|和|与|促进|服务|指挥|支队|大队|投资|担保|规划|开发|建设|工程|单位|部门|保障|机关|行政|执法|监管|监督|安全|用户|事务)(?=.{2})"
)
_LONGEST = 26


@lru_cache(maxsize=4096)
def is_doer(name: str) -> bool:
    """Tell whether a name is a unit, a collective or a role that can be told to act.

    >>> is_doer("各医学院校"), is_doer("各类管线"), is_doer("县政府班子成员"), is_doer("示例镇")
    (True, False, False, True)
    """
    if not 2 <= len(name) <= _LONGEST or _PERSON.search(name) or _NOT_IN_NAME.search(name):
        return False
    forms = (_ROLE, _COLLECTIVE, _SECTOR, _FIELDS, _TOWN, _ZONE, _MINISTRY, _DESK)
    if any(form.fullmatch(name) for form in forms):
        return True
    headed = (_HEADED.search(name) and _PROPER.search(name)) or _OFFICE.fullmatch(name)
    return bool(headed) and not (_DOING_WITHIN.search(name) or _GENERIC.fullmatch(name))


@lru_cache(maxsize=4096)
def doers_in(text: str, known: frozenset[str] = frozenset()) -> tuple[TextSpan, ...]:
    """Return the places of the names where a text is a list of doers and nothing else, else ().

    >>> doers_in("县发改、财政等有关部门"), doers_in("老旧小区")
    (((0, 3), (4, 6), (7, 11)), ())
    """
    places = split_names(text, 0, len(text))
    names = [text[b:e] for b, e in places]
    if not names:
        return ()
    if are_fields(text):
        return tuple(places)
    first = names[0] in known or is_doer(names[0])
    rest = all(name in known or _is_listed(name) for name in names[1:])
    return tuple(places) if first and rest else ()


def only_roles(clause: Clause | None) -> bool:
    """Tell whether a clause names units only by their part in it: 请牵头单位明确专人."""
    names = (*clause.lead, *clause.co) if clause else ()
    return bool(names) and all(_PART.fullmatch(name) for name in names)


def are_fields(text: str) -> bool:
    """Tell whether a list names departments by their field alone: 县人社、住建、公安等部门."""
    return bool(_FIELDS.fullmatch(text))


def is_field(name: str) -> bool:
    """Tell whether a name is but a field of work: 公安, 县财政."""
    return bool(_FIELD_NAME.fullmatch(name))


def _is_listed(name: str) -> bool:
    """Tell whether a name further down a list is a unit, where a bare 医院 or 国有企业 is one too."""
    if is_doer(name) or _OTHERS.fullmatch(name):
        return True
    doing = _NOT_IN_NAME.search(name) or _DOING_WITHIN.search(name)
    plain = not (_PERSON.search(name) or is_post(name) or doing)
    return plain and (is_unit(name) or name in _MANY_WORDS)
