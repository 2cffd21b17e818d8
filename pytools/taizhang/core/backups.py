"""Which backups may go: all of the last days stay, then one a day, one a week, one a month.

The first state and the last copy before each kind of job always stay, whatever the rule says.
Nothing here looks into a file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from taizhang.core.submission import Value

MEGA = 1 << 20
SETTINGS = ("backup_all", "backup_daily", "backup_weekly", "backup_most")


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup: its file name, when it was made, before which job, its bytes."""

    name: str
    when: datetime
    job: str
    size: int


@dataclass(frozen=True, slots=True)
class KeepRule:
    """Until which age, in days, all stay, one a day, one a week; how many megabytes in all."""

    all_days: float
    daily: float
    weekly: float
    megabytes: float

    def halved(self) -> "KeepRule":
        """The same with half the ages, for backups that are too many."""
        all_days, daily, weekly = (age // 2 for age in (self.all_days, self.daily, self.weekly))
        return KeepRule(all_days, daily, weekly, self.megabytes)


def rule_of(settings: Mapping[str, Value]) -> KeepRule | str:
    """Return the rule that an office has set, or the name of the setting that is no number."""
    for name in SETTINGS:
        value = settings.get(name, "")
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            return name
    return KeepRule(*(float(settings[name]) for name in SETTINGS))  # type: ignore[arg-type]


def to_drop(copies: Iterable[Copy], rule: KeepRule, now: datetime) -> list[Copy]:
    """Return the copies that go, oldest first.

    Where those that stay are still too large, the ages are halved until they fit; in the end only
    those stay that always do.

    >>> [day, later] = datetime(2022, 6, 1, 9), datetime(2023, 6, 1)
    >>> held = [Copy(f"{h}", day.replace(hour=h), "汇总", 1) for h in (9, 10, 11, 12)]
    >>> [copy.name for copy in to_drop(held, KeepRule(30, 90, 365, 100), later)]
    ['10', '11']
    """
    ordered = sorted(copies, key=lambda c: (c.when, c.name))
    always = _always(ordered)
    stay = always | _by_rule(ordered, rule, now)
    while _size(ordered, stay) > rule.megabytes * MEGA and stay != always:
        if rule.weekly:
            rule = rule.halved()
            stay = always | _by_rule(ordered, rule, now)
        else:
            stay = always | (stay - {next(c.name for c in ordered if c.name in stay - always)})
    return [copy for copy in ordered if copy.name not in stay]


def _size(copies: Iterable[Copy], names: set[str]) -> int:
    return sum(copy.size for copy in copies if copy.name in names)


def _always(ordered: Sequence[Copy]) -> set[str]:
    """The first state, and the last copy before each kind of job: the way back from it."""
    last = {copy.job: copy.name for copy in ordered}
    return {copy.name for copy in ordered[:1]} | set(last.values())


def _by_rule(ordered: Sequence[Copy], rule: KeepRule, now: datetime) -> set[str]:
    """Of each day, week or month the last copy, of the last days all."""
    kept: dict[tuple[object, ...], str] = {}
    for copy in ordered:
        span = _span(rule, (now - copy.when).total_seconds() / 86_400)
        kept[span(copy)] = copy.name
    return set(kept.values())


def _span(rule: KeepRule, age: float) -> Callable[[Copy], tuple[object, ...]]:
    """What copies of that age have in common of which one stays."""
    if age <= rule.all_days:
        return lambda copy: (copy.name,)
    if age <= rule.daily:
        return lambda copy: (copy.when.date(),)
    if age <= rule.weekly:
        return lambda copy: ("week", *copy.when.isocalendar()[:2])
    return lambda copy: ("month", copy.when.year, copy.when.month)
