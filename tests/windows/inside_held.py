"""On the Windows PC: what the jobs do while another program holds their files.

inside_held.py FOLDER, where a demo was made; prints one JSON object a case.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.held import EVERYBODY, NOBODY, READERS, held

PERIOD = ("--period", "2022-07")


def state(folder: Path) -> dict[str, bytes]:
    """Every file and what is in it."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def tried(case: str, folder: Path, path: Path, share: int, *arguments: str) -> dict[str, object]:
    """Run a job while the file is held; what it answered, what changed, what was left over."""
    book = folder / "督查台账.xlsm"
    before = state(folder)
    with held(path, share):
        done = subprocess.run(
            [sys.executable, "-m", "taizhang", arguments[0], str(book), *arguments[1:], "--json"],
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
    after = state(folder)
    return {
        "case": case, "job": arguments[0], "code": done.returncode,
        "answer": json.loads(done.stdout.decode("utf-8")),
        "errors": done.stderr.decode("utf-8", "replace"),
        "changed": sorted(k for k in after if before.get(k) != after[k]),
        "lost": sorted(set(before) - set(after)),
        "left": [str(p.relative_to(folder)) for p in folder.rglob("*") if ".tmp" in p.name],
    }  # fmt: skip


def cases(folder: Path) -> Iterator[dict[str, object]]:
    """All of them, each on its own copy of the demo."""
    book = folder / "督查台账.xlsm"
    for share, who in ((READERS, "Excel"), (NOBODY, "nobody else"), (EVERYBODY, "a scanner")):
        for job in ("judge", "merge"):
            extra = PERIOD if job == "merge" else ()
            yield tried(f"ledger held, {who}", folder, book, share, job, *extra)
    chart = max((folder / "挂图").glob("*.xlsx"))
    yield tried("chart open", folder, chart, READERS, "chart", *PERIOD)
    form = min((folder / "收件" / "2022-07").glob("*.xlsx"))
    yield tried("a returned form locked", folder, form, NOBODY, "merge", *PERIOD)
    sent = min((folder / "下发" / "2022-07").glob("*_报送表.xlsx"))
    yield tried("an issued form open", folder, sent, READERS, "distribute", *PERIOD)


if __name__ == "__main__":
    origin, copy = Path(sys.argv[1]), Path(r"C:\lab\held")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(origin, copy)
    for row in cases(copy):
        sys.stdout.buffer.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
        sys.stdout.flush()
