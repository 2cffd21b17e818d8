"""What all jobs share, under the name it had before: see office.py, report.py and moment.py."""

from taizhang.actions.moment import Moment, chosen_day, read_clock
from taizhang.actions.office import Office, finding
from taizhang.actions.report import (
    COULD_NOT_RUN,
    DATA_ERRORS,
    DONE,
    FILES,
    STEPS,
    CannotRun,
    Desk,
    Report,
    go_on,
)
from taizhang.actions.workplace import (
    BACKUPS,
    BULLETINS,
    CHARTS,
    FOLDERS,
    INBOX,
    MASTER,
    RETURNED,
    SENT,
    Workplace,
)

__all__ = [
    "BACKUPS",
    "BULLETINS",
    "CHARTS",
    "COULD_NOT_RUN",
    "DATA_ERRORS",
    "DONE",
    "FILES",
    "FOLDERS",
    "INBOX",
    "MASTER",
    "RETURNED",
    "SENT",
    "STEPS",
    "CannotRun",
    "Desk",
    "Moment",
    "Office",
    "Report",
    "Workplace",
    "chosen_day",
    "finding",
    "go_on",
    "read_clock",
    "stamp",
]


def stamp(moment: Moment) -> str:
    """A moment as 首页 shows it."""
    return moment.stamp
