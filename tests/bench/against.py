"""A merge and a click of this program beside those of an older revision: a table.

python -m tests.bench.against --against REV [FORMS ...]     60 forms unless told

The older revision is laid out as a git worktree in a temporary folder. Each side makes its own ledger
and its own forms by its own program, as masters of then were made, and works on those. The two take
turns (A B A B), each turn in a process of its own; a figure is the median of the turns in seconds of
processor time, so that whoever else uses the machine changes it little. A click is what a button's
process pays up to its first line.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, rmtree

ROOT = Path(__file__).parents[2]
TURNS = 5
OPTION = "--against"
_PREPARE = """
import sys
from pathlib import Path
from tests.bench.merge import prepare
print(prepare(Path(sys.argv[1]), int(sys.argv[2]))[0])
"""
_MERGE = """
import json, resource, sys, time
from pathlib import Path
import taizhang.actions.merging
from tests.bench.merge import PERIOD, _merge
book = Path(sys.argv[1])
files = sorted((book.parent / "收件" / PERIOD).glob("*.xlsx"))
begun = time.process_time()
_merge(book, files, 1)
spent = time.process_time() - begun
print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
_CLICK = """
import json, resource, time
import taizhang.buttons
print(json.dumps([time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def main(revision: str, sizes: list[int]) -> None:
    """Print a line a piece of work: then, now, and how many times then now is."""
    print(f"{'':<18}{'then s':>9}{'now s':>9}{'now/then':>10}{'then MB':>9}{'now MB':>9}")
    with tempfile.TemporaryDirectory() as folder, laid_out(revision, Path(folder) / "then") as then:
        trees = then, ROOT
        for tree in trees:
            _run(tree, _CLICK)  # compiled, as an installed package is
        _line("click", [[_measured(tree, _CLICK) for tree in trees] for _ in range(TURNS)])
        for size in sizes:
            books = [_prepared(tree, Path(folder) / f"{n}-{size}", size)
                     for n, tree in enumerate(trees)]  # fmt: skip
            turns = [
                [_merged(tree, book) for tree, book in zip(trees, books, strict=True)]
                for _ in range(TURNS)
            ]
            _line(f"merge, {size} forms", turns)


@contextmanager
def laid_out(revision: str, folder: Path) -> Iterator[Path]:
    """The tree of that revision, gone again at the end."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), revision], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def _prepared(tree: Path, folder: Path, size: int) -> Path:
    folder.mkdir()
    return Path(_run(tree, _PREPARE, folder, size).splitlines()[-1])


def _merged(tree: Path, book: Path) -> tuple[float, float]:
    """The merge of a copy: what a merge leaves behind would be met by the next."""
    copy = book.parent.with_name("turn")
    copytree(book.parent, copy)
    try:
        return _measured(tree, _MERGE, copy / book.name)
    finally:
        rmtree(copy)


def _measured(tree: Path, code: str, *words: object) -> tuple[float, float]:
    """Seconds of processor time, and the most megabytes."""
    seconds, megabytes = json.loads(_run(tree, code, *words).splitlines()[-1])
    return float(seconds), float(megabytes)


def _run(tree: Path, code: str, *words: object) -> str:
    path = os.pathsep.join([str(tree / "pytools"), str(tree)])
    plain = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-W", "ignore", "-c", code, *map(str, words)]
    return subprocess.run(
        command,
        cwd=tree,
        env=plain | {"PYTHONPATH": path},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def _line(name: str, turns: list[list[tuple[float, float]]]) -> None:
    (then, then_mb), (now, now_mb) = (
        tuple(statistics.median(turn[side][figure] for turn in turns) for figure in (0, 1))
        for side in (0, 1)
    )
    print(
        f"{name:<18}{then:>9.2f}{now:>9.2f}{now / then:>10.2f}{then_mb:>9.0f}{now_mb:>9.0f}",
        flush=True,
    )


if __name__ == "__main__":
    revision, *sizes = [word for word in sys.argv[1:] if word != OPTION] or ["HEAD~1"]
    main(revision, [int(size) for size in sizes] or [60])
