"""What reading one cell needs and gives: a question with its context, a Reading with its rule."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from math import isfinite
from types import MappingProxyType
from typing import NamedTuple

from taizhang.core.issues import Rule, Severity
from taizhang.core.submission import Value
from taizhang.core.values.codes import ShownFormat

Raw = str | float | bool | date | datetime | time | timedelta
NOTHING: Mapping[str, object] = MappingProxyType({})
MOST = 1e15  # Excel keeps 15 figures of a number; whoever writes more writes no amount
LONGEST = 200  # letters of a figure or a day with all that is said around it


class Scale(NamedTuple):
    """How many figures of a percent column are shares (0.35), how many hundredths (35)."""

    shares: int = 0
    hundreds: int = 0


class Asked(NamedTuple):
    """What a cell was asked for.

    `measure` is the row's 计量单位 as sent, `written` the one that stands there now, `target` its
    目标值; `on` is when the form was sent, for dates without a year; `options` are the words of a
    drop-down, of which `open` ones admit others. `look` says how the cell shows its value. For a
    percentage: `before` is what was sent in the cell, `scale` how the rest of the column is
    written, and `hundredths` tells that the header says %.
    """

    kind: str
    measure: str = ""
    target: Value = ""
    on: date | None = None
    epoch_1904: bool = False
    options: tuple[str, ...] = ()
    open: bool = False
    look: ShownFormat = ShownFormat()
    before: float | None = None
    scale: Scale = Scale()
    hundredths: bool = False
    written: str = ""


class Reading(NamedTuple):
    """A value and the rule that goes with it; `detail` fills the rule's placeholders.

    No rule: the cell says exactly this. A NOTE: one sensible reading, taken. A WARNING or an
    ERROR: not to be taken, and `value` is "".
    """

    value: Value
    rule: Rule | None = None
    detail: Mapping[str, object] = NOTHING

    @property
    def usable(self) -> bool:
        """Whether the value may be taken."""
        return self.rule is None or self.rule.severity is Severity.NOTE


def taken(value: Value, rule: Rule, found: object, shown: object = None) -> Reading:
    """A value with its receipt; `shown` is how the receipt writes it."""
    return Reading(value, rule, {"found": found, "value": value if shown is None else shown})


def refused(rule: Rule, found: object, **detail: object) -> Reading:
    """No value, and why."""
    return Reading("", rule, {"found": found, **detail})


def is_sane(number: float) -> bool:
    """Whether a number is one that somebody may have meant: neither endless nor beyond Excel.

    >>> is_sane(1e14), is_sane(float("inf")), is_sane(1e300)
    (True, False, False)
    """
    return isfinite(number) and abs(number) < MOST
