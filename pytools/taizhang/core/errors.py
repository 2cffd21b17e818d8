"""The one base of all that stops a job and can be said in a sentence of the catalog."""

from taizhang.core.issues import Issue


class TaizhangError(Exception):
    """A job cannot go on; carries the Issue to show. Terminal and buttons catch it alike."""

    def __init__(self, issue: Issue) -> None:
        """Keep the issue, whose sentence is the message."""
        super().__init__(str(issue))
        self.issue = issue
