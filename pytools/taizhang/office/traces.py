"""Where the traceback of a mistake of ours stands: 出错记录.txt, for whoever looks after the program."""

from collections.abc import Iterable
from pathlib import Path

from taizhang.core.issues import Issue
from taizhang.office.workplace import BACKUPS
from wholefile import outside

TRACE = "出错记录.txt"
ELSEWHERE = "临时"


def keep_trace(text: str, home: Path | None) -> str:
    """Append a traceback to 出错记录.txt in `home`/备份; returns in which folder it stands."""
    for folder, shown in ((home / BACKUPS if home else None, BACKUPS), (outside(), ELSEWHERE)):
        try:
            if folder is not None:
                _append(folder, text + "\n")
                return shown
        except OSError:
            continue
    return ELSEWHERE


def keep_traces(issues: Iterable[Issue], home: Path | None) -> None:
    """Append the tracebacks behind these issues, each once."""
    for text in dict.fromkeys(issue.trace for issue in issues if issue.trace):
        keep_trace(text, home)


def _append(folder: Path, text: str) -> None:
    folder.mkdir(exist_ok=True)
    with (folder / TRACE).open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
