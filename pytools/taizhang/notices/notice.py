"""What split_notice returns: the tasks of a notice and what a clerk should look at."""

from dataclasses import dataclass
from datetime import date

from taizhang.core.issues import Issue
from taizhang.notices.leftover import LeftOut
from taizhang.notices.outline.groups import WorkGroup
from taizhang.notices.tasks import Stretch, Task


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says.

    `issued` is the date the deadlines were read against: the one given, else the one printed, else
    None. `plan_year` is 0 where the title prints none. `first_leads`: the first unit listed leads.
    `stretches` cover the text, in order; `left` are the paragraphs that are no task. Where a file holds several notices, `parts` has each.
    """

    tasks: tuple[Task, ...] = ()
    issues: tuple[Issue, ...] = ()
    groups: tuple[WorkGroup, ...] = ()
    title: str = ""
    number: str = ""
    issued: date | None = None
    plan_year: int = 0
    first_leads: bool = False
    stretches: tuple[Stretch, ...] = ()
    left: tuple[LeftOut, ...] = ()
    parts: tuple["Notice", ...] = ()
