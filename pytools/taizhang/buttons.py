"""A click lands here: one function per button, called by RunPython from the master workbook.

Each answers through a small UTF-8 file that the launcher in the workbook shows; nothing is
raised, because Excel would show it in English. Heavy imports wait until a job needs them.
"""

import os
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from taizhang.desk import StatusBar

if TYPE_CHECKING:
    from taizhang.actions.common import Moment, Report
    from taizhang.core.issues import Issue

RESULT = "taizhang-result.txt"
TRACE = "出错记录.txt"
NOW = "TAIZHANG_NOW"  # a fixed moment instead of the clock, so that a run can be repeated
ARGUMENT = "arg_file"
FIRST_ISSUES = 3
BUSY = ("ExcelBusyError", "-2147418111", "-2146777998")  # COM's words for "not now"
LEVELS = {"错误": "error", "警告": "warn", "提示": "info"}  # the launcher's words
PROTECTED = ("受保护", "protected")


def load() -> None:
    """载入清单: the file that the launcher asked for."""
    _click("loading", "load", with_file=True)


def decompose() -> None:
    """拆解方案: the file that the launcher asked for."""
    _click("decomposing", "decompose", with_file=True)


def register() -> None:
    """登记入账."""
    _click("decomposing", "register")


def distribute() -> None:
    """下发报送表."""
    _click("distributing", "distribute")


def rehearse() -> None:
    """汇总预演."""
    _click("merging", "rehearse")


def merge() -> None:
    """一键汇总."""
    _click("merging", "merge")


def apply_rulings() -> None:
    """应用裁决."""
    _click("ruling", "apply_rulings")


def check() -> None:
    """校验台账."""
    _click("checking", "check")


def judge() -> None:
    """研判亮灯."""
    _click("judging", "judge")


def chart() -> None:
    """生成挂图."""
    _click("charting", "chart")


def undo() -> None:
    """撤销上次汇总."""
    _click("undoing", "undo")


def selfcheck() -> None:
    """环境自检."""
    _click("selfchecking", "selfcheck")


def _chosen(book: xw.Book) -> list[Path]:
    """Files that the launcher left in the workbook; the cell is blank afterwards."""
    cell = book.names[ARGUMENT].refers_to_range
    files = [Path(part) for part in str(cell.value or "").split("|") if part]
    cell.value = None
    return files


def _click(module: str, job: str, *, with_file: bool = False) -> None:
    """Run a job of taizhang.actions on the calling workbook; leave the answer for the launcher.

    The job's module is imported only now: a click pays for what it uses.
    """
    try:
        book = xw.Book.caller()
        with _quiet(book.app):
            run = getattr(import_module(f"taizhang.actions.{module}"), job)
            chosen = (_chosen(book),) if with_file else ()
            answer = _told(
                run(
                    book,
                    StatusBar(book.app, result_path().with_suffix(".stop")),
                    *chosen,
                    _moment(book),
                )
            )
    except Exception as error:  # noqa: BLE001 - the clerk sees one sentence, the file has the rest
        answer = _failed(error)
    result_path().write_text(answer, encoding="utf-8")


@contextmanager
def _quiet(app: xw.App) -> Iterator[None]:
    """No flicker while a job writes; the status bar is Excel's own again afterwards."""
    shown = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        app.screen_updating = shown
        app.status_bar = False


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
    return f"{LEVELS[issue.severity.value]}\n{issue}"


def _diagnose(error: Exception, text: str) -> "Issue":
    """What stood in the way, as far as Excel's own error tells."""
    from taizhang.core.catalog import files as catalog

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
