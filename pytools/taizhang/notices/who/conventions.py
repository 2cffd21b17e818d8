"""Rules a notice sets for itself: 排在第一位的为牵头单位，下同; 不再单独列出.

Only recognised here; where they apply from is the business of the notice.
"""

from taizhang.notices.words import Patterns

_RE = Patterns("conventions")


def declares_first(plain: str) -> bool:
    """Tell whether a text sets the rule that the first unit listed leads.

    >>> declares_first("排在第一位的为牵头单位,下同"), declares_first("第一时间由市应急局牵头处置")
    (True, False)
    """
    return bool(_RE.first_leads.search(plain))


def is_convention(chunk: str) -> bool:
    """Tell whether a comma chunk of a clause is a rule rather than a unit."""
    return bool(
        _RE.below.match(chunk) or _RE.first_leads.search(chunk) or _RE.shared_by_all.search(chunk)
    ) or chunk.startswith("除标注")


def shares_with_all(plain: str) -> bool:
    """Tell whether a text says once that some units take part in everything below."""
    return bool(_RE.shared_by_all.search(plain)) and "不再" in plain


def names_successors(plain: str) -> bool:
    """Tell whether a text binds duties to posts: whoever follows takes over."""
    return bool(_RE.successor.search(plain))
