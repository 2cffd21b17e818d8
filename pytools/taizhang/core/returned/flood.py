"""A flood of findings of one kind in one file: the first few, then how many more there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Issue, Place

MOST = 30  # findings of one kind in one file that are told one by one


def capped(issues: Iterable[Issue], most: int = MOST) -> tuple[Issue, ...]:
    """The issues in their order; of each kind only so many, and behind them one for the rest.

    What is left out is the kind's last; the sheet of its first is where to look.
    """
    seen: Counter[str] = Counter()
    kept: list[Issue] = []
    first: dict[str, Issue] = {}
    for issue in issues:
        seen[issue.code] += 1
        first.setdefault(issue.code, issue)
        if seen[issue.code] <= most:
            kept.append(issue)
    rest = [
        replace(
            catalog.TOO_MANY.at(
                Place(first[code].place.book, first[code].place.sheet),
                title=first[code].rule.title,
                count=count - most,
            ),
            severity_override=first[code].severity,
        )
        for code, count in seen.items()
        if count > most
    ]
    return (*kept, *rest)
