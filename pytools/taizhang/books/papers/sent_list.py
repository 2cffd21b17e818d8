"""The list of what was sent: one A4 page a clerk can tick off or hang up."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from taizhang.books.sheets.listing import Listing, build_listings
from taizhang.books.sheets.paper import Print, dated
from taizhang.core.issues import show
from taizhang.core.submission import CO, FormContent, Value

HEADS = (("序号", 6), ("单位", 26), ("牵头", 8), ("配合", 8), ("节点", 8), ("报送截止", 25),
         ("下发时间", 25), ("签收", 14))  # fmt: skip


def build_sent_list(
    path: Path, title: str, contents: Sequence[FormContent], sent: datetime
) -> None:
    """Write the list; a row a form, in the order given."""
    rows = [_row(number, content, sent) for number, content in enumerate(contents, start=1)]
    how = Print(landscape=True, right=dated(sent.date()))
    build_listings(path, [Listing("下发清单", title, HEADS, rows)], sent, how)


def _row(number: int, content: FormContent, sent: datetime) -> list[Value]:
    leads = sum(t["role"] != CO for t in content.tasks)
    return [
        number, content.identity.unit, leads, len(content.tasks) - leads,
        len(content.nodes), content.deadline, show(sent), "",
    ]  # fmt: skip
