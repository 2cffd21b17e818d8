"""The scenario of tests/actions on a real Excel: run by a person, on Windows with Excel.

python tests/live/scenario.py 演示/督查台账.xlsm

Works on a copy beside the workbook; prints one line a step and stops at the first that fails.
"""

import shutil
import sys
from datetime import datetime
from pathlib import Path

import xlwings as xw

from taizhang.actions.charting import chart
from taizhang.actions.judging import judge
from taizhang.actions.merging import merge
from taizhang.actions.undoing import undo
from taizhang.buttons import result_path
from taizhang.desk import StatusBar
from taizhang.office.moment import Moment
from taizhang.office.office import Office


def main(master: Path) -> None:
    """Open a copy in Excel and go through it."""
    folder = master.parent / "真机演练"
    shutil.copytree(master.parent, folder, ignore=shutil.ignore_patterns("真机演练", "~$*"))
    app = xw.App(visible=True, add_book=False)
    book = app.books.open(str(folder / master.name))
    try:
        walk(book, StatusBar(app, result_path().with_suffix(".stop")))
    finally:
        book.close()
        app.quit()


def walk(book: xw.Book, desk: StatusBar) -> None:
    """Six steps; each says what it saw."""
    now = datetime.now()
    moment = Moment(now.date(), now)
    office = Office(book)
    tasks = office.ledger["tasks"]
    says("读台账", bool(tasks.rows) and all(isinstance(r["task_id"], str) for r in tasks.rows))
    says("日期不带时区", all(not getattr(r["due"], "tzinfo", None) for r in tasks.rows))

    judged = judge(book, desk, moment)
    says("研判", sum(judged.data["states"].values()) == len(tasks.rows))  # type: ignore[attr-defined]

    first = merge(book, desk, moment)
    again = merge(book, desk, moment)
    says("再汇总一次没有变化", not again.data["changed"])
    if first.data["changed"]:
        undo(book, desk, moment)
    says("撤销", True)
    says("挂图", chart(book, desk, moment).files[0].exists())


def says(step: str, held: bool) -> None:
    """Print a step; stop where it did not hold."""
    print(f"{step}：{'通过' if held else '没有通过'}")
    if not held:
        raise SystemExit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
