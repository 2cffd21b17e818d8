"""What a job did, at one look: the same lines in a message box and in the menu."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from taizhang.core.catalog import jobs
from taizhang.core.issues import Severity

if TYPE_CHECKING:
    from taizhang.core.issues import Issue
    from taizhang.office.report import Report

FIRST_ISSUES = 3


def shown_issues(report: "Report") -> "list[Issue]":
    """Those that somebody has to look at."""
    return [issue for issue in report.issues if issue.severity is not Severity.NOTE]


def summary(report: "Report") -> Iterator[str]:
    """The facts, how many places want attention, the first of them."""
    yield from (f"{name}：{value}" for name, value in report.facts)
    issues = shown_issues(report)
    if issues:
        yield ""
        yield "：".join(jobs.ATTENTION.of(count=len(issues)))
        yield from (str(issue) for issue in issues[:FIRST_ISSUES])
