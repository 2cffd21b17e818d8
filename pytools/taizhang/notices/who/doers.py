"""Who can be told to do something in a sentence: a unit by name, a collective, a role, departments by field.

Stricter than names.py, which reads what stands in brackets: things (平台, 管线), places (城区) and
persons (班子成员) are none. A name of the office's roster always is one.
"""

from functools import lru_cache

from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.names import is_post, is_unit, split_names
from taizhang.notices.words import Patterns, words

_RE = Patterns("doers")

_MANY_WORDS = frozenset(words("unit.many"))
_LONGEST = 26


@lru_cache(maxsize=4096)
def is_doer(name: str) -> bool:
    """Tell whether a name is a unit, a collective or a role that can be told to act.

    >>> is_doer("各医学院校"), is_doer("各类管线"), is_doer("县政府班子成员"), is_doer("示例镇")
    (True, False, False, True)
    """
    if not 2 <= len(name) <= _LONGEST or _RE.person.search(name) or _RE.not_in_name.search(name):
        return False
    forms = (
        _RE.role,
        _RE.collective,
        _RE.sector,
        _RE.fields,
        _RE.town,
        _RE.zone,
        _RE.ministry,
        _RE.desk,
    )
    if any(form.fullmatch(name) for form in forms):
        return True
    headed = (_RE.headed.search(name) and _RE.proper.search(name)) or _RE.office.fullmatch(name)
    return bool(headed) and not (_RE.doing_within.search(name) or _RE.generic.fullmatch(name))


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
    return bool(names) and all(_RE.part.fullmatch(name) for name in names)


def are_fields(text: str) -> bool:
    """Tell whether a list names departments by their field alone: 县人社、住建、公安等部门."""
    return bool(_RE.fields.fullmatch(text))


def is_field(name: str) -> bool:
    """Tell whether a name is but a field of work: 公安, 县财政."""
    return bool(_RE.field_name.fullmatch(name))


def _is_listed(name: str) -> bool:
    """Tell whether a name further down a list is a unit, where a bare 医院 or 国有企业 is one too."""
    if is_doer(name) or _RE.others.fullmatch(name):
        return True
    doing = _RE.not_in_name.search(name) or _RE.doing_within.search(name)
    plain = not (_RE.person.search(name) or is_post(name) or doing)
    return plain and (is_unit(name) or name in _MANY_WORDS)
