"""Text in, tasks out: deadlines, responsibility clauses, the outline of a 方案.

read_deadline and read_clause read one phrase each, split_notice a whole notice, read_document a file.
Nothing here knows a workbook; reading never raises on what a text says, it returns issues.
"""

from taizhang.notices.dates.deadline import find_deadlines, read_deadline
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.documents import Document, read_document
from taizhang.notices.notice import Notice
from taizhang.notices.outline.groups import WorkGroup
from taizhang.notices.splitting import split_notice
from taizhang.notices.targets import Target
from taizhang.notices.tasks import Task
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.reading import read_clause

__all__ = [
    "Clause", "Deadline", "Document", "Frame", "Notice", "Target", "Task", "WorkGroup", "find_deadlines", "read_clause",
    "read_deadline", "read_document", "split_notice",
]  # fmt: skip
