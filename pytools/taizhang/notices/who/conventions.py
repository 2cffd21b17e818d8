"""Rules a notice sets for itself: 排在第一位的为牵头单位，下同; 不再单独列出.

Only recognised here; where they apply from is the business of the notice.
"""

import re

from taizhang.notices.words import pattern

_FIRST_LEADS = pattern("conventions.first_leads")
_BELOW = re.compile(r"^(?:以?下同|下同|不再列出|不再(?:单独|逐一|一一|重复)?列出?|后同|以下均同)$")
_SHARED_BY_ALL = pattern("conventions.shared_by_all")
_SUCCESSOR = pattern("conventions.successor")


def declares_first(plain: str) -> bool:
    """Tell whether a text sets the rule that the first unit listed leads.

    >>> declares_first("排在第一位的为牵头单位,下同"), declares_first("第一时间由市应急局牵头处置")
    (True, False)
    """
    return bool(_FIRST_LEADS.search(plain))


def is_convention(chunk: str) -> bool:
    """Tell whether a comma chunk of a clause is a rule rather than a unit."""
    return bool(
        _BELOW.match(chunk) or _FIRST_LEADS.search(chunk) or _SHARED_BY_ALL.search(chunk)
    ) or chunk.startswith("除标注")


def shares_with_all(plain: str) -> bool:
    """Tell whether a text says once that some units take part in everything below."""
    return bool(_SHARED_BY_ALL.search(plain)) and "不再" in plain


def names_successors(plain: str) -> bool:
    """Tell whether a text binds duties to posts: whoever follows takes over."""
    return bool(_SUCCESSOR.search(plain))
