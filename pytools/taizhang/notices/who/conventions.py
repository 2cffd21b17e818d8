"""Rules a notice sets for itself: 排在第一位的为牵头单位，下同; 不再单独列出.

Only recognised here; where they apply from is the business of the notice.
"""

import re

_FIRST = r"(?:首位|首个|最前|第一(?!时间|书记|阶段|批|责任人|轮|次|季|产业|方阵|梯队|步)(?:位|个|名|家|顺位|责任)?)"
_FIRST_LEADS = re.compile(
    rf"{_FIRST}[^,。;()]{{0,10}}(?:为|是|作为|系|任|即)[^,。;()]{{0,8}}(?:牵头|汇总|主办|主责|主要责任)|"
    rf"{_FIRST}[^,。;()为]{{0,6}}(?<!时间)牵头(?=[,。;)]|$)"
    rf"|(?:牵头|主办|主责)(?:责任)?(?:单位|部门)[^,。;()]{{0,4}}(?:列|排|为|在|即){{1,2}}[^,。;()]{{0,6}}{_FIRST}"
)
_BELOW = re.compile(r"^(?:以?下同|下同|不再列出|不再(?:单独|逐一|一一|重复)?列出?|后同|以下均同)$")
_SHARED_BY_ALL = re.compile(
    r"(?:以下|下列|各项|下述|其他)[^。]{0,24}(?:均需|均由|均须|都需|都要|需)[^。]{0,50}(?:不再|落实|参与|配合)"
)
_SUCCESSOR = re.compile(
    r"(?:变动|调整|变化|变更)[^。]{0,24}(?:继任|接任|接替|替补|自然替补|自行替补|相应岗位|不再另行)|不再另行(?:发文|行文|通知|明确)"
)


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
