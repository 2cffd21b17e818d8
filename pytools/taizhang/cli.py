"""The same jobs from a terminal, on a closed workbook: `taizhang merge 督查台账.xlsm`.

Exit codes: 0 done, 1 done with errors in the data, 2 could not run. With --json one object goes
to standard output and nothing else does.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.actions.common import COULD_NOT_RUN, CannotRun, Desk, Moment, Report
from taizhang.core.issues import Issue
from taizhang.desk import Terminal

if TYPE_CHECKING:
    import xlwings as xw
    from rich.console import Console

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="督查台账：下发、汇总、研判、出图",
)

Book = Annotated[Path, typer.Argument(help="台账工作簿，如 督查台账.xlsm")]
PeriodOption = Annotated[str, typer.Option("--period", help="期次，如 2022-06；不写用台账里的本期")]
OnOption = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="日期，不写用今天")
]
JsonOption = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象")]


def main() -> None:
    """Entry point of the command `taizhang`."""
    app()


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="放台账的文件夹")],
    tasks: Annotated[Path | None, typer.Option("--tasks", help="任务清单 .csv 或 .xlsx")] = None,
    units: Annotated[Path | None, typer.Option("--units", help="单位名册 .csv 或 .xlsx")] = None,
    source: Annotated[
        Path | None, typer.Option("--source", help="本单位改过的 workbook 文件夹")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """新建台账工作簿和工作文件夹。"""
    from taizhang.actions.creating import init as run
    from taizhang.actions.loading import load as run_load

    def job(desk: Desk) -> Report:
        report = run(folder, source=source)
        lists = [p for p in (units, tasks) if p]
        if lists:
            with opened(report.files[0]) as book:
                loaded = run_load(book, desk, lists, moment())
            facts = (*report.facts, *loaded.facts)
            data = {**report.data, **loaded.data}
            return Report("init", facts, loaded.issues, report.files, data)
        return report

    finish(job, as_json=as_json)


@app.command()
def load(
    book: Book,
    files: Annotated[list[Path], typer.Argument(help="任务清单、单位名册，可以几个一起")],
    as_json: JsonOption = False,
) -> None:
    """把任务清单、单位名册载入台账。"""
    from taizhang.actions.loading import load as run

    on_book(book, lambda b, desk: run(b, desk, files, moment()), as_json=as_json)


@app.command()
def decompose(
    files: Annotated[list[Path], typer.Argument(help="方案：.docx .txt .html 或带文字的 .pdf")],
    book: Annotated[Path | None, typer.Option("--book", help="写进这个台账的“方案拆解”")] = None,
    issued: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="成文日期")] = None,
    as_json: JsonOption = False,
) -> None:
    """把方案拆成任务；不写 --book 只看结果。"""
    from taizhang.actions.decomposing import decompose as run
    from taizhang.actions.decomposing import look

    if book is None:
        finish(lambda _: look(files, issued.date() if issued else None), as_json=as_json)
    else:
        on_book(book, lambda b, desk: run(b, desk, files, moment()), as_json=as_json)


@app.command()
def register(book: Book, as_json: JsonOption = False) -> None:
    """把“方案拆解”里选定的任务登记入账。"""
    from taizhang.actions.decomposing import register as run

    on_book(book, lambda b, desk: run(b, desk, moment()), as_json=as_json)


@app.command()
def distribute(
    book: Book, period: PeriodOption = "", on: OnOption = None, as_json: JsonOption = False
) -> None:
    """给每家单位生成一份报送表，放在 下发/期次。"""
    from taizhang.actions.distributing import distribute as run

    on_book(book, lambda b, desk: run(b, desk, moment(on), period), as_json=as_json)


@app.command()
def merge(
    book: Book,
    period: PeriodOption = "",
    on: OnOption = None,
    workers: Annotated[int, typer.Option("--workers", help="几个进程一起读，0 为自动")] = 0,
    cluster: Annotated[str, typer.Option("--cluster", help="dask 集群地址 tcp://…")] = "",
    as_json: JsonOption = False,
) -> None:
    """汇总 收件/期次 里的全部报送表。"""
    from taizhang.actions.executors import readers
    from taizhang.actions.merging import merge as run

    def job(b: "xw.Book", desk: Desk) -> Report:
        with readers(_files_beside(book), workers, cluster) as executor:
            return run(b, desk, moment(on), period, executor)

    on_book(book, job, as_json=as_json)


def _files_beside(book: Path) -> int:
    """How many files lie in 收件, all periods: enough to decide who reads."""
    return sum(1 for p in (book.parent / "收件").rglob("*") if p.is_file())


@app.command()
def rehearse(
    book: Book, period: PeriodOption = "", on: OnOption = None, as_json: JsonOption = False
) -> None:
    """预演汇总：只看会改什么，台账不动。"""
    from taizhang.actions.merging import rehearse as run

    on_book(book, lambda b, desk: run(b, desk, moment(on), period), as_json=as_json)


@app.command()
def apply_rulings(book: Book, as_json: JsonOption = False) -> None:
    """把“冲突裁决”里选好的裁决写进台账。"""
    from taizhang.actions.ruling import apply_rulings as run

    on_book(book, lambda b, desk: run(b, desk, moment()), as_json=as_json)


@app.command()
def undo(
    book: Book,
    unit: Annotated[str, typer.Option("--unit", help="只撤销这一家单位的")] = "",
    as_json: JsonOption = False,
) -> None:
    """撤销最近一次汇总，之后手工改过的格子不动。"""
    from taizhang.actions.undoing import undo as run

    on_book(book, lambda b, desk: run(b, desk, moment(), unit), as_json=as_json)


@app.command()
def check(book: Book, on: OnOption = None, as_json: JsonOption = False) -> None:
    """校验台账，结果写进“校验结果”。"""
    from taizhang.actions.checking import check as run

    on_book(book, lambda b, desk: run(b, desk, day_for(b, on)), as_json=as_json)


@app.command()
def judge(
    book: Book, period: PeriodOption = "", on: OnOption = None, as_json: JsonOption = False
) -> None:
    """按亮灯规则研判，写明依据。"""
    from taizhang.actions.judging import judge as run

    on_book(book, lambda b, desk: run(b, desk, day_for(b, on), period), as_json=as_json)


@app.command()
def chart(
    book: Book, period: PeriodOption = "", on: OnOption = None, as_json: JsonOption = False
) -> None:
    """生成A3挂图。"""
    from taizhang.actions.charting import chart as run

    on_book(book, lambda b, desk: run(b, desk, day_for(b, on), period), as_json=as_json)


@app.command()
def selfcheck(
    book: Annotated[Path | None, typer.Argument(help="台账工作簿，不写只查本机")] = None,
    as_json: JsonOption = False,
) -> None:
    """检查装了什么、缺什么、怎么办。"""
    from taizhang.actions.selfchecking import selfcheck as run

    if book is None:
        finish(lambda desk: run(None, desk, moment()), as_json=as_json)
    else:
        on_book(book, lambda b, desk: run(b, desk, moment()), as_json=as_json)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="放演示台账的文件夹")],
    as_json: JsonOption = False,
) -> None:
    """用68项真实任务、37家单位把全流程走两期。"""
    from taizhang.demo import run_demo

    finish(lambda desk: run_demo(folder, desk), as_json=as_json)


def moment(on: datetime | None = None) -> Moment:
    """Now, or the end of the day that was given."""
    now = datetime.now()
    if on is None:
        return Moment(now.date(), now)
    return Moment(on.date(), now if on.date() == now.date() else on.replace(hour=23, minute=59))


def day_for(book: "xw.Book", on: datetime | None) -> Moment:
    """The day given, else the 研判日期 of 参数设置, else today."""
    from taizhang.actions.common import chosen_day

    day = None if on else chosen_day(book)
    return moment(datetime.combine(day, datetime.min.time()) if day else on)


class opened:  # noqa: N801 - read as a verb: with opened(path) as book
    """A closed workbook, opened by the file engine; CannotRun where that is impossible."""

    def __init__(self, path: Path) -> None:
        """Remember the path."""
        self.path = path

    def __enter__(self) -> "xw.Book":
        """Open it under the file engine."""
        import xlwings as xw

        import xlfile
        from taizhang.core.catalog import files as catalog

        if not self.path.is_file():
            raise CannotRun(catalog.WORKBOOK_MISSING.at(name=self.path.name))
        if self.path.with_name(f"~${self.path.name}").exists():
            raise CannotRun(catalog.WORKBOOK_OPEN.at(name=self.path.name))
        xlfile.activate()
        try:
            self.book = xw.Book(self.path.resolve())
        except (xlfile.UnreadableWorkbook, OSError) as error:
            raise CannotRun(catalog.WORKBOOK_UNREADABLE.at(name=self.path.name)) from error
        return self.book

    def __exit__(self, *_: object) -> None:
        """Close without saving: a job saves for itself."""
        self.book.close()


def on_book(path: Path, job: "Callable[[xw.Book, Desk], Report]", *, as_json: bool) -> None:
    """Run a job on a workbook and leave with its exit code."""

    def run(desk: Desk) -> Report:
        with opened(path) as book:
            return job(book, desk)

    finish(run, as_json=as_json)


def finish(job: Callable[[Desk], Report], *, as_json: bool) -> None:
    """Run, print, exit."""
    from taizhang.core.catalog import files as catalog

    terminal = Terminal(quiet=as_json)
    try:
        with terminal:
            report = job(terminal)
    except CannotRun as refusal:
        _refuse(refusal.issue, as_json=as_json)
    except PermissionError as error:
        name = Path(str(error.filename or "")).name
        _refuse(catalog.CANNOT_WRITE.at(name=name), as_json=as_json)
    else:
        show(report, as_json=as_json)
        raise typer.Exit(report.exit_code)


def _refuse(issue: Issue, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"ok": False, "issues": [as_data(issue)]}, ensure_ascii=False))  # noqa: T201 - this is the answer
    else:
        print(issue, file=sys.stderr)  # noqa: T201 - this is the answer
    raise typer.Exit(COULD_NOT_RUN)


def as_data(issue: Issue) -> dict[str, object]:
    """An issue for --json."""
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "where": str(issue.place),
        "file": issue.place.book,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "message": issue.message,
        "hint": issue.hint,
    }


def show(report: Report, *, as_json: bool) -> None:
    """Print the report."""
    if as_json:
        data = {
            "ok": True,
            "job": report.job,
            **report.data,
            "issues": [as_data(i) for i in report.issues],
            "files": [path.name for path in report.files],
        }
        print(json.dumps(data, ensure_ascii=False, default=str))  # noqa: T201 - this is the answer
        return
    from rich.console import Console

    _print_report(Console(), report)


def _print_report(console: "Console", report: Report) -> None:
    from rich.table import Table

    if report.table:
        heads, *rows = report.table
        wide = Table(*heads)
        for row in rows:
            wide.add_row(*row)
        console.print(wide)
    if report.facts:
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        for name, value in report.facts:
            table.add_row(f"[bold]{name}[/bold]", value)
        console.print(table)
    for issue in report.issues:
        console.print(str(issue), highlight=False, markup=False, soft_wrap=True)
