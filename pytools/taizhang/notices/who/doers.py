"""Who can be told to do something in a sentence: a unit by name, a collective, a role, departments by field.

Stricter than names.py, which reads what stands in brackets: things (平台, 管线), places (城区) and
persons (班子成员) are none. A name of the office's roster always is one.
"""

import re
from functools import lru_cache

from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.names import is_post, is_unit, split_names
from taizhang.notices.words import any_of, pattern, piece, words

_LEVEL = piece("doers_level")
_MANY_WORDS = frozenset(words("unit.many"))
_ASIDE = piece("doers_aside")
_COLLECTIVE = pattern("doers.collective")
_OTHERS = re.compile(rf"其他[^,;。、]{{1,12}}的(?:{any_of('unit.body')}|企业|机构)")
_ROLE = re.compile(rf"(?:各|{_LEVEL}级?|本{_LEVEL})?(?:{'|'.join(words('unit.role'))})")
_PART = re.compile(r"(?:各)?(?:总?牵头|主办|协办|责任|配合|承办|参与|主要责任)(?:单位|部门)")
_FIELD = piece("doers_field")
_SECTOR = pattern("doers.sector")
_FIELDS = pattern("doers.fields")
_FIELD_NAME = re.compile(rf"{_LEVEL}?(?:{_FIELD})")
_HEADED = re.compile(rf"(?:{any_of('unit.head', 'unit.office')}){_ASIDE}$")
_PROPER = pattern("doers.proper")
_TOWN = pattern("doers.town")
_ZONE = pattern("doers.zone")
_OFFICE = pattern("doers.office")  # 经济发展局, 党政办公室: an office needs no place before it
_MINISTRY = pattern("doers.ministry")
_DESK = pattern("doers.desk")  # 投资发展部, 财务科: of a company, a hospital, a school
_GENERIC = pattern("doers.generic")
_PERSON = re.compile(rf"(?:{'|'.join(words('unit.person'))}){_ASIDE}(?:都|均)?$")
_NOT_IN_NAME = pattern("doers.not_in_name")
_DOING_WITHIN = pattern(
    "doers.doing_within"
)  # 乡镇居民无法就近办: a verb inside that names no office (建设局, 投资促进局)
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
