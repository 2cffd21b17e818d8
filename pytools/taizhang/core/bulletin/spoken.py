"""What tables hold in their own way, as a sentence of a paper says it."""

import re
from collections.abc import Iterable, Mapping

from taizhang.core.periods import labels_of, parse_period
from taizhang.core.roles import NO, StateRole, is_of_tasks, state_role

_WRITTEN = r"(?<![\d-])\d{4}-(?:W\d\d|Q[1-4]|H[12]|\d\d(?:上旬|中旬|下旬|上|下|至\d\d)?)(?![\d-])"
_LABEL = (
    r"\d{4}年(?:第\d{1,2}周|第[1-4]季度|[上下]半年"
    r"|\d{1,2}(?:至\d{1,2})?月(?:[上中下]旬|[上下]半月)?(?!\d|[上中下]))"
)
_RUN = re.compile(f"(?:{_WRITTEN}|{_LABEL})(?:、(?:{_WRITTEN}|{_LABEL}))*")


def periods_spoken(text: str) -> str:
    """Periods of a reason as people say them: in order, those that follow one another together.

    >>> periods_spoken("连续3期应报未报（2025-05、2025-04、2025-03）")
    '连续3期应报未报（2025年3月至5月）'
    >>> periods_spoken("漏报（2024年12月、2025年1月、2025年3月）"), periods_spoken("2025-W07应报未报")
    ('漏报（2024年12月至2025年1月、3月）', '2025年第7周应报未报')
    """
    return _RUN.sub(lambda found: _said(found[0]), text)


def _said(run: str) -> str:
    parts = run.split("、")
    found = [period.id for part in parts if (period := parse_period(part))]
    return labels_of(found) if len(found) == len(parts) else run


def lagging_means(lamp_rules: Iterable[Mapping[str, object]]) -> str:
    """What counts as lagging: the office's rules for tasks that are in use, each once."""
    found = (
        str(row["rule"]).strip() for row in lamp_rules
        if str(row.get("enabled", "")) != NO and is_of_tasks(row)
        and state_role(row) is StateRole.GRAVE
    )  # fmt: skip
    return "、".join(dict.fromkeys(filter(None, found)))
