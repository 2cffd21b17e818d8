"""What a merge would change, as a workbook to read: nothing of it is in the ledger yet."""

from collections.abc import Sequence
from pathlib import Path

from taizhang.books.sheets import theme
from taizhang.books.sheets.listing import Listing, build_listings
from taizhang.core.issues import Issue, show
from taizhang.core.submission import Row

CHANGES = (("任务编号", 14), ("列", 12), ("原值", 30), ("新值", 40), ("单位", 22), ("来源文件", 32),
           ("单元格", 9))  # fmt: skip
CONFLICTS = (("任务编号", 14), ("任务名称", 30), ("列", 12), ("下发时", 18), ("台账现值", 18),
             ("报送值", 18), ("单位", 22))  # fmt: skip
ISSUES = (("代码", 9), ("级别", 9), ("位置", 40), ("发现", 50), ("怎么办", 50))


def build_rehearsal(
    path: Path,
    title: str,
    changes: Sequence[Row],
    conflicts: Sequence[Row],
    issues: Sequence[Issue],
) -> None:
    """Write three lists: cells to change, conflicts, what else was found."""
    listings = (
        Listing("会改动的格子", title, CHANGES, [
            [r["row_key"], r["column"], show(r["old"]), show(r["new"]),
             r["unit"], r["file"], r["cell"]]
            for r in changes
        ], "没有会改动的格子"),
        Listing("冲突", f"{title}：冲突", CONFLICTS, [
            [r["task_id"], r["name"], r["column"], show(r["base"]), show(r["ours"]),
             show(r["theirs"]), r["unit"]]
            for r in conflicts
        ], "没有冲突"),
        Listing("其他发现", f"{title}：其他发现", ISSUES, [
            [i.code, i.severity.value, str(i.place), i.message, i.hint] for i in issues
        ], "没有其他发现"),
    )  # fmt: skip
    build_listings(path, listings, theme.CREATED)
