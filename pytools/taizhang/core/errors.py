"""The one base of all that stops a job and can be said in a sentence of the catalog."""

import traceback
from dataclasses import replace

from taizhang.core.issues import Issue


class TaizhangError(Exception):
    """A job cannot go on; carries the Issue to show. Terminal and buttons catch it alike."""

    def __init__(self, issue: Issue) -> None:
        """Keep the issue, whose sentence is the message."""
        super().__init__(str(issue))
        self.issue = issue


def traced(issue: Issue, error: BaseException) -> Issue:
    """The issue with the traceback of what nobody foresaw, which the job puts into the file of errors."""
    return replace(issue, trace="".join(traceback.format_exception(error)))
