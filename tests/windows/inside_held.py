"""On the Windows PC: what the jobs do while another program holds their files.

inside_held.py FOLDER, where a demo was made; prints one JSON object a case.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from taizhang.running import NOW
from tests.support.held import EVERYBODY, NOBODY, READERS, held
from tests.windows.desktop import start_desktop

PERIOD = ("--period", "2022-07")
# a job that says the same as one of the same minute has nothing to write
LATER = (timedelta(minutes=5 * turn) for turn in count(1))
TRIES = 5  # on a busy machine the holder may not come to letting go while the job still waits


def state(folder: Path) -> dict[str, bytes]:
    """Every file and what is in it."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def tried(
    case: str, folder: Path, path: Path, share: int, *arguments: str, briefly: bool = False
) -> dict[str, object]:
    """Run a job while the file is held; what it answered, what changed, what was left over.

    Held `briefly` it is let go of when the job is about to put its new version there.
    """
    book = folder / "督查台账.xlsm"
    before = state(folder)
    with ExitStack() as stack:
        stack.enter_context(held(path, share))
        job = subprocess.Popen(
            [sys.executable, "-m", "taizhang", arguments[0], str(book), *arguments[1:], "--json"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {NOW: f"{datetime.now() + next(LATER):%Y-%m-%dT%H:%M}"},
        )  # fmt: skip
        while briefly and job.poll() is None and not list(path.parent.glob("~tz*.tmp")):
            time.sleep(0.02)
        if briefly:
            time.sleep(0.3)  # it has met the holder once, and waits
            stack.close()
        said, errors = job.communicate()
    after = state(folder)
    return {
        "case": case, "job": arguments[0], "code": job.returncode, "target": path.name,
        "answer": json.loads(said.decode("utf-8")), "errors": errors.decode("utf-8", "replace"),
        "changed": sorted(k for k in after if before.get(k) != after[k]),
        "lost": sorted(set(before) - set(after)),
        "left": [str(p.relative_to(folder)) for p in folder.rglob("*") if ".tmp" in p.name],
    }  # fmt: skip


def let_go(folder: Path, book: Path) -> dict[str, object]:
    """A job whose ledger is held while it begins to save, and let go of while it tries again."""
    for _ in range(TRIES):
        row = tried("ledger let go of", folder, book, EVERYBODY, "judge", briefly=True)
        kept = list(folder.glob("*新版*"))
        if not kept:
            break
        for path in kept:
            path.unlink()
    return row


def cases(folder: Path) -> Iterator[dict[str, object]]:
    """All of them, each on its own copy of the demo."""
    book = folder / "督查台账.xlsm"
    yield let_go(folder, book)
    for share, who in ((READERS, "Excel"), (NOBODY, "nobody else"), (EVERYBODY, "a scanner")):
        for job in ("judge", "merge"):
            extra = PERIOD if job == "merge" else ()
            yield tried(f"ledger held, {who}", folder, book, share, job, *extra)
    chart = max((folder / "挂图").glob("*.xlsx"))
    latest = chart.stem.split("_")[1]
    yield tried("chart open", folder, chart, READERS, "chart", "--period", latest)
    form = min((folder / "收件" / "2022-07").glob("*.xlsx"))
    yield tried("a returned form locked", folder, form, NOBODY, "merge", *PERIOD)
    sent = min((folder / "下发" / "2022-07").glob("*_报送表.xlsx"))
    yield tried("an issued form open", folder, sent, READERS, "distribute", *PERIOD)


if __name__ == "__main__":
    start_desktop()
    origin, copy = Path(sys.argv[1]), Path(r"C:\lab\held")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(origin, copy)
    for row in cases(copy):
        sys.stdout.buffer.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
        sys.stdout.flush()
