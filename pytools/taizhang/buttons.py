"""A click lands here: one function per button, called by RunPython from the master workbook.

Each answers through a small UTF-8 file that the launcher in the workbook shows; nothing is
raised, because Excel would show it in English. Heavy imports wait until a job needs them.
"""

import os
import tempfile
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

if TYPE_CHECKING:
    from taizhang.actions.common import Moment, Report
    from taizhang.core.issues import Issue

RESULT = "taizhang-result.txt"
TRACE = "出错记录.txt"
NOW = "TAIZHANG_NOW"  # a fixed moment instead of the clock, so that a run can be repeated
ARGUMENT = "arg_file"
FIRST_ISSUES = 3
BUSY = ("ExcelBusyError", "-2147418111", "-2146777998")  # COM's words for "not now"
PROTECTED = ("受保护", "protected")


def load() -> None:
    """载入清单: the file that the launcher asked for."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.loading import load as run

        return run(book, desk, _chosen(book), moment)

    _click(job)


def decompose() -> None:
    """拆解方案: the file that the launcher asked for."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.decomposing import decompose as run

        return run(book, desk, _chosen(book), moment)

    _click(job)


def register() -> None:
    """登记入账."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.decomposing import register as run

        return run(book, desk, moment)

    _click(job)


def distribute() -> None:
    """下发报送表."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.distributing import distribute as run

        return run(book, desk, moment)

    _click(job)


def merge() -> None:
    """一键汇总."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.merging import merge as run

        return run(book, desk, moment)

    _click(job)


def judge() -> None:
    """研判亮灯."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.judging import judge as run

        return run(book, desk, moment)

    _click(job)


def chart() -> None:
    """生成挂图."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.charting import chart as run

        return run(book, desk, moment)

    _click(job)


def undo() -> None:
    """撤销上次汇总."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.undoing import undo as run

        return run(book, desk, moment)

    _click(job)


def rehearse() -> None:
    """汇总预演."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.merging import rehearse as run

        return run(book, desk, moment)

    _click(job)


def apply_rulings() -> None:
    """应用裁决."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.ruling import apply_rulings as run

        return run(book, desk, moment)

    _click(job)


def selfcheck() -> None:
    """环境自检."""

    def job(book: xw.Book, desk: "StatusBar", moment: "Moment") -> "Report":
        from taizhang.actions.selfchecking import selfcheck as run

        return run(book, desk, moment)

    _click(job)


def _chosen(book: xw.Book) -> list[Path]:
    """Files that the launcher left in the workbook; the cell is blank afterwards."""
    cell = book.names[ARGUMENT].refers_to_range
    files = [Path(part) for part in str(cell.value or "").split("|") if part]
    cell.value = None
    return files


class StatusBar:
    """The desk of a click: Excel's status bar."""

    def __init__(self, app: xw.App) -> None:
        """Speak through this Excel."""
        self.app = app

    def progress(self, text: str, done: int, total: int) -> None:
        """Show the step; a total of 0 hands the bar back to Excel."""
        self.app.status_bar = f"{text}（{done}/{total}）" if total else False


def _click(job: "Callable[[xw.Book, StatusBar, Moment], Report]") -> None:
    """Run a job on the calling workbook and leave the answer for the launcher."""
    try:
        book = xw.Book.caller()
        desk = StatusBar(book.app)
        quiet = book.app.screen_updating
        book.app.screen_updating = False
        try:
            answer = _told(job(book, desk, _moment(book)))
        finally:
            book.app.screen_updating = quiet
            book.app.status_bar = False
    except Exception as error:  # noqa: BLE001 - the clerk sees one sentence, the file has the rest
        answer = _failed(error)
    result_path().write_text(answer, encoding="utf-8")


def result_path() -> Path:
    """Where the launcher looks for the answer: the same %TEMP% that VBA sees."""
    return Path(os.environ.get("TEMP") or tempfile.gettempdir()) / RESULT


def _moment(book: xw.Book) -> "Moment":
    """Now; or the 研判日期 of 参数设置 as the day."""
    from taizhang.actions.common import Moment, chosen_day

    fixed = os.environ.get(NOW)
    now = datetime.fromisoformat(fixed) if fixed else datetime.now()
    return Moment(chosen_day(book) or now.date(), now)


def _told(report: "Report") -> str:
    lines = [f"{name}：{value}" for name, value in report.facts]
    shown = [i for i in report.issues if i.severity != "提示"]
    if shown:
        lines += ["", f"需要留意{len(shown)}处（详见“校验结果”）："]
        lines += [str(i) for i in shown[:FIRST_ISSUES]]
    level = "error" if report.errors and not report.facts else "warn" if shown else "info"
    return "\n".join([level, *lines])


def _failed(error: Exception) -> str:
    """One sentence for the clerk; the traceback goes to a file for whoever looks after it."""
    issue: Issue | None = getattr(error, "issue", None)
    if issue is None:
        text = "".join(traceback.format_exception(error))
        issue = _diagnose(error, text)
        _keep_trace(text)
    return f"error\n{issue}"


def _diagnose(error: Exception, text: str) -> "Issue":
    """What stood in the way, as far as Excel's own error tells."""
    from taizhang.core.catalog import environment as catalog

    if any(sign in text for sign in BUSY):
        return catalog.EXCEL_BUSY.at()
    if isinstance(error, PermissionError):
        return catalog.CANNOT_WRITE.at(name=Path(str(error.filename or "")).name)
    if any(sign in str(error) for sign in PROTECTED):
        return catalog.SHEET_PROTECTED.at()
    return catalog.UNEXPECTED.at()


def _keep_trace(text: str) -> None:
    """Next to the backups, or in the temporary folder where even that is not to be had."""
    try:
        folder = Path(xw.Book.caller().fullname).parent / "备份"
        folder.mkdir(exist_ok=True)
    except Exception:  # noqa: BLE001 - a broken workbook must not hide the first error
        folder = result_path().parent
    with (folder / TRACE).open("a", encoding="utf-8") as file:
        file.write(text + "\n")
