"""The road without macros: the commands as a menu in a terminal, and files that are dropped on it.

不开宏.bat and its likes start this with the folder they lie in. Nothing is asked that a click does
not ask; each job ends in the summary that a click shows, and its result is opened.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from taizhang.books.master.commands import load_commands
from taizhang.commands import Command, Commands
from taizhang.core.catalog import files as catalog
from taizhang.core.issues import Issue
from taizhang.office.report import COULD_NOT_RUN, DONE, Report
from taizhang.office.workplace import MASTER
from taizhang.summary import summary
from taizhang.terminal import attempt, complain, job_of

DROPPED = "TAIZHANG_DROPPED"  # the command line as Windows gave it to the .bat, signs and all
QUIT = "0"
FEW = 3  # so many results are opened themselves, of more the folder
_BATCH = re.compile(r"\.bat\"?", re.IGNORECASE)
_WORD = re.compile(r'"([^"]+)"|(\S+)')
_PATH = re.compile(r'"([^"]+)"|\'([^\']+)\'|((?:\\ |\S)+)')


def serve(folder: Path, files: Sequence[Path]) -> int:
    """Take in what was dropped, or offer the menu until somebody leaves; returns the exit code."""
    words = load_commands()
    ledger = _ledger(folder)
    if ledger is None:
        complain(catalog.LEDGER_MISSING.at(name=MASTER))
        _listen(words.menu_words["again"])
        return COULD_NOT_RUN
    dropped = _as_windows_gave_them(os.environ.get(DROPPED, "")) or list(files)
    if dropped:
        code = _do(words["take_in"].command, ledger, {"files": dropped})
        _listen(words.menu_words["again"])
        return code
    return _offer(words, ledger)


def _ledger(folder: Path) -> Path | None:
    """The ledger in the folder: by its first name, or the only workbook with macros there."""
    if (folder / MASTER).exists():
        return folder / MASTER
    others = [p for p in folder.glob("*.xlsm") if not p.name.startswith(("~", "."))]
    return others[0] if len(others) == 1 else None


def _offer(words: Commands, ledger: Path) -> int:
    entries = {str(n): entry for n, entry in enumerate(words.menu(), start=1)}
    while True:
        _print_menu(words)
        said = _listen(words.menu_words["ask"])
        if said is None or said == QUIT:
            return DONE
        if said in entries:
            _start(entries[said].command, words, ledger)
        elif files := _paths(said):
            _do(words["take_in"].command, ledger, {"files": files})
        elif said:
            _say(words.menu_words["unknown"])
            continue
        else:
            continue
        if _listen(words.menu_words["again"]) is None:
            return DONE


def _print_menu(words: Commands) -> None:
    _say("", f"  {words.menu_words['title']}")
    group = None
    for number, entry in enumerate(words.menu(), start=1):
        if entry.group != group:
            group = entry.group
            _say("", f"  {words.groups.get(group, '')}".rstrip())
        _say(f"  {number:>3}  {entry.label}{'　' * (6 - len(entry.label))}  {entry.hint}")
    _say("", f"  {QUIT:>3}  {words.menu_words['quit']}", "")


def _start(command: Command, words: Commands, ledger: Path) -> None:
    """Run a command, asking for files where a click would."""
    if not command.asks_for_files:
        _do(command, ledger, {})
        return
    files = _paths(_listen(words.menu_words["files"]) or "")
    _do(command, ledger, {"files": files})


def _do(command: Command, ledger: Path, given: Mapping[str, object]) -> int:
    """Run a command on the ledger and show what came of it; returns the exit code."""
    job = job_of(command, ledger, None, given)
    done = attempt(job, lambda report: _say("", *summary(report), ""), home=ledger.parent)
    if isinstance(done, Issue):
        complain(done)
        return COULD_NOT_RUN
    if sys.stdin.isatty():
        open_result(done)
    return done.exit_code


def open_result(report: Report) -> None:
    """Open what the job made with the program that the desktop has for it."""
    made = [path for path in report.files if path.exists()]
    if not made:
        return
    result = made[0] if len(made) <= FEW else made[0].parent
    if sys.platform == "win32":
        os.startfile(result)  # noqa: S606 - the desktop knows with what
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        quiet = subprocess.DEVNULL
        subprocess.Popen([opener, result], stdin=quiet, stdout=quiet, stderr=quiet)


def _paths(said: str) -> list[Path]:
    """Files in a line that a terminal was given by dropping: in quotes, or a sign before blanks."""
    whole = Path(said.strip("\"' "))
    if said and whole.exists():
        return [whole]
    parts = ("".join(found.groups("")) for found in _PATH.finditer(said))
    return [p for p in (Path(part.replace("\\ ", " ")) for part in parts) if p.exists()]


def _as_windows_gave_them(line: str) -> list[Path]:
    r"""Files behind the name of the .bat: cmd itself would cut a name at & and lose the rest.

    >>> found = _as_windows_gave_them(r'cmd /c ""D:\不开宏.bat" D:\甲&乙.xlsx "D:\丙 丁.xlsx""')
    >>> [str(path) for path in found]
    ['D:\\甲&乙.xlsx', 'D:\\丙 丁.xlsx']
    """
    found = _BATCH.search(line)
    rest = line[found.end() :].strip() if found else ""
    if rest.count('"') % 2:
        rest = rest.removesuffix('"')
    return [Path(quoted or plain) for quoted, plain in _WORD.findall(rest)]


def _listen(question: str) -> str | None:
    """What was typed, without blanks around it; None at the end of input."""
    print(question, end="", flush=True)  # noqa: T201 - the menu speaks
    try:
        return input().strip()
    except (EOFError, KeyboardInterrupt):
        _say("")
        return None


def _say(*lines: str) -> None:
    for line in lines:
        print(line)  # noqa: T201 - the menu speaks
