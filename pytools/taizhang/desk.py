"""Whom a job speaks to: Excel's status bar, a terminal, nobody. Each can be asked to stop.

A job calls `progress` as it goes and looks at `stopped` where stopping leaves nothing half done.
"""

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Self

from taizhang.office.report import FILES, STEPS

if TYPE_CHECKING:
    import xlwings as xw
    from rich.progress import Progress, TaskID

ESCAPE, PRESSED = 0x1B, 0x8001  # Windows' number of the key; down now, or since last asked


class Quiet:
    """A desk that nobody sits at."""

    def progress(self, text: str, done: int, total: int, measure: str = STEPS) -> None:
        """Show nothing."""

    def stopped(self) -> bool:
        """Nobody is there to stop it."""
        return False


class StatusBar:
    """The desk of a click: Excel's status bar; stopped by Esc, or by a file of that name."""

    def __init__(self, app: "xw.App", stop: Path) -> None:
        """Speak through this Excel; `stop` is the file that whoever wants to stop puts there."""
        self.app, self.stop = app, stop
        self._escaped = _escape_of(app)

    def progress(self, text: str, done: int, total: int, measure: str = STEPS) -> None:
        """Show the step, 第23/60份; a total of 0 hands the bar back to Excel."""
        how = "，按住Esc停下" if self._escaped and measure == FILES else ""
        self.app.status_bar = f"{text}（第{done}/{total}{measure}{how}）" if total else False

    def stopped(self) -> bool:
        """Whether the clerk holds Esc, or the file is there."""
        return self.stop.exists() or bool(self._escaped and self._escaped())


def _escape_of(app: "xw.App") -> Callable[[], bool] | None:
    """A look at the Esc key while this Excel is in front: Excel itself waits for the job."""
    if sys.platform != "win32":
        return None
    import ctypes

    keys = ctypes.windll.user32
    keys.GetAsyncKeyState(ESCAPE)  # forget what was pressed before

    def escaped() -> bool:
        down = bool(keys.GetAsyncKeyState(ESCAPE) & PRESSED)
        return down and int(keys.GetForegroundWindow()) == int(app.hwnd)

    return escaped


class Terminal:
    """The desk of a terminal: a bar on standard error; the first Ctrl+C asks the job to stop."""

    def __init__(self, *, quiet: bool) -> None:
        """A quiet terminal shows no progress."""
        self.quiet = quiet
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._stopped = False
        self._before: object = None

    def __enter__(self) -> Self:
        """Listen for Ctrl+C."""
        self._before = signal.getsignal(signal.SIGINT)
        signal.signal(signal.SIGINT, self._ask_to_stop)
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away; Ctrl+C is what it was."""
        signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]  # what getsignal gave
        if self._progress is not None:
            self._progress.stop()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """The second Ctrl+C does not wait for the job to look."""
        if self._stopped:
            raise KeyboardInterrupt
        self._stopped = True

    def progress(self, text: str, done: int, total: int, measure: str = STEPS) -> None:
        """Move the bar."""
        if self.quiet:
            return
        if self._progress is None:
            self._begin()
        bar, task = self._progress, self._task
        if bar is not None and task is not None:
            bar.update(
                task, description=text, completed=done, total=total or max(done, 1), of=measure
            )

    def stopped(self) -> bool:
        """Whether Ctrl+C was pressed."""
        return self._stopped

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        count = TextColumn("第{task.completed}/{task.total}{task.fields[of]}")
        columns = (TextColumn("{task.description}"), BarColumn(), count)
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._progress.start()
        self._task = self._progress.add_task("", total=None, of="")
