"""An example of each rule: values that its sentence was drawn with, or could be.

A rule that is not here is shown with the samples, and … where there is none.
"""

from taizhang.core.catalog.examples import (
    boards,
    bulletin,
    duty,
    files,
    forms,
    judging,
    ledger,
    levels,
    loops,
    merging,
    notices,
    planning,
    schedule,
    scoring,
)
from taizhang.core.issues import Issue, Place, Rule, readable

# by code, a file a letter
EXAMPLES = {
    **boards.EXAMPLES,
    **bulletin.EXAMPLES,
    **duty.EXAMPLES,
    **files.EXAMPLES,
    **forms.EXAMPLES,
    **judging.EXAMPLES,
    **ledger.EXAMPLES,
    **levels.EXAMPLES,
    **loops.EXAMPLES,
    **merging.EXAMPLES,
    **notices.EXAMPLES,
    **planning.EXAMPLES,
    **schedule.EXAMPLES,
    **scoring.EXAMPLES,
}


# what stands for a placeholder of a rule without an example of its own
SAMPLES = {
    "cells": "J5、J6", "choices": "30、40", "column": "完成进度", "count": "3", "day": "2022年6月9日",
    "due": "2022年6月30日", "found": "若干", "key": "2022-005", "label": "完成进度",
    "labels": "完成进度、最新进展", "name": "修缮县档案馆", "near": "县财政局", "other": "2022-006",
    "period": "2022-06", "reason": "没有写明", "row": "5", "rows": "5、6", "sheet": "任务台账",
    "table": "任务台账", "task": "2022-005", "text": "详见附件", "unit": "县财政局",
    "units": "县财政局、县水务局", "value": "40%", "when": "2022年6月28日", "year": "2023",
}  # fmt: skip


def example(rule: Rule) -> str:
    """The sentence of the rule with values as they are met.

    >>> from taizhang.core.catalog.ledger_checks import UNIT_BY_ALIAS
    >>> example(UNIT_BY_ALIAS)
    '“水务局”不是全称，报送表发不到“县水务局”。'
    """
    values = SAMPLES | values_of(rule.code)
    if not rule.placeholders() <= values.keys():
        return readable(rule.message)
    return Issue(rule, Place(), tuple(values.items())).message


def values_of(code: str) -> dict[str, str]:
    """The values of the example of that code, by placeholder; none where it has none."""
    text = EXAMPLES.get(code, "")
    return dict(pair.split("=", 1) for pair in text.split("；")) if text else {}
