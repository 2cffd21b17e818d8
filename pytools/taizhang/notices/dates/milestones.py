"""What a date is the date of: 5月底前动工 dates a start, 大汛前完成80%以上 an amount.

Only the words up to the next comma or date are looked at.
"""

import re
from dataclasses import replace

from taizhang.notices.dates.due import Deadline

_START = re.compile(
    r"动工|开工(?!率|条件|准备|手续|前|项目|面积)|启动(?!资金|区)|开建|破土|奠基|进场|开始|动土"
)
_FINISH = re.compile(
    r"完成|建成|竣工|完工|投用|投产|投入使用|投入运营|投入运行|交付|通车|销号|验收|达到|实现|落地|出台|印发|报送|到位|"
    r"封顶|清零|办结|结束|上线|运营"
)
_AMOUNT = re.compile(r"\d+(?:\.\d+)?%(?:以上|以下|左右)?|过半|一半(?:以上)?")
_COUNTED_START = re.compile(
    r"开工[一-龥]{0,10}\d+(?:个|项|户|所|公里|套|座|条)"
)  # an amount by then
_REACH = 40


def with_milestone(deadline: Deadline, following: str) -> Deadline:
    """Return the deadline with the verb and the amount it belongs to; `following` is what comes after.

    A date of a start moves from `due` to `start`.
    """
    if not deadline.due and not deadline.vague:
        return deadline
    region = re.split(r"[,;。]", following[:_REACH], maxsplit=1)[0]
    amount = _AMOUNT.search(region)
    quantity = deadline.quantity or (amount[0] if amount else "")
    start, finish = _START.search(region), _FINISH.search(region)
    of_year = deadline.text.startswith("全年") or _COUNTED_START.search(region)
    if (
        start
        and not finish
        and not of_year
        and deadline.due
        and deadline.start
        and re.search("季|旬", deadline.text)
    ):
        return replace(deadline, due=None, milestone=start[0], quantity=quantity)
    if start and not finish and deadline.due and not deadline.start and not of_year:
        return replace(
            deadline, start=deadline.due, due=None, milestone=start[0], quantity=quantity
        )
    verb = finish or start
    return replace(deadline, milestone=verb[0] if verb else "", quantity=quantity)
