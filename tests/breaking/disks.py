"""Every job against a disk that says no: full, too large, read-only, gone, not allowed, held.

python -m tests.breaking.disks [--most 3] [--json] [JOB …]

From one call on, all calls of a kind are refused with an errno; or the folder vanishes at a call,
no file may grow beyond a limit of the system, everything belongs to somebody else. The ledger must then be what it was
or what it was to become, the terminal say one sentence and leave with 2 (or with 0 or 1, where the
ledger was saved and what is owed is named), and the next run complete the job.
"""

import argparse
import errno
import json
import os
import re
import resource
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.traces import TRACE
from taizhang.office.workplace import MASTER
from tests.breaking.forked import GONE, Calls, Ended, Met, Obstacle, behind_shim, run
from tests.breaking.kills import copied, in_terminal_quietly, leave, same_identity, spread
from tests.breaking.stages import NOW, STAGES, Folders, standing

MAKING = Calls.OPEN | Calls.MKDIR | Calls.RENAME | Calls.UNLINK
OBSTACLES: Mapping[str, tuple[int, Calls]] = {
    "full": (errno.ENOSPC, Calls.WRITE),
    "no room for files": (errno.ENOSPC, Calls.OPEN | Calls.MKDIR),
    "a name held": (errno.EACCES, Calls.RENAME),
    "quota": (errno.EDQUOT, Calls.WRITE | Calls.OPEN),
    "too large": (errno.EFBIG, Calls.WRITE),
    "read-only": (errno.EROFS, MAKING),
    "not allowed": (errno.EACCES, MAKING),
    "gone": (errno.ESTALE, Calls.ALL),
    "broken": (errno.EIO, Calls.ALL),
}
VANISHED = "folder gone"  # at one call it has another name
LIMITED, LIMIT = "limit of files", 60_000  # bytes, by setrlimit
STRANGE, NOBODY = "somebody else's", 65534  # the job runs as a user who may write nothing there
MARKS = {"held by Excel": f"~${MASTER}", "held by LibreOffice": f".~lock.{MASTER}#"}
ENGLISH = re.compile(r"[A-Za-z]{4,}")
KNOWN = re.compile(r"\.[a-z]+|Excel|LibreOffice|taizhang")


@dataclass(slots=True)
class Cell:
    """How a job fared with one obstacle."""

    job: str
    obstacle: str
    tried: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def main() -> None:
    """Print the matrix; exit code 1 where anything went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("jobs", nargs="*", default=list(STAGES))
    parser.add_argument("--most", type=int, default=3, help="places a job and obstacle")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    again = [*asked.jobs, "--most", str(asked.most), *(["--json"] if asked.json else [])]
    behind_shim(["-m", "tests.breaking.disks", *again])
    os.environ["TAIZHANG_NOW"] = NOW
    same_identity()
    home = Path(tempfile.mkdtemp(prefix="tzdisks"))
    try:
        folders = Folders(home)
        found = [cell for key in asked.jobs for cell in _against_all(key, folders, asked)]
    finally:
        shutil.rmtree(home)
    if asked.json:
        print(json.dumps([asdict(cell) for cell in found], ensure_ascii=False))
    else:
        wrong = sum(len(c.wrong) for c in found)
        print(f"{sum(c.tried for c in found)} refusals, {wrong} wrong")
    raise SystemExit(1 if any(c.wrong for c in found) else 0)


def _against_all(key: str, folders: Folders, asked: argparse.Namespace) -> Iterator[Cell]:
    before, place = folders.before(key), folders.home / "处"
    copied(before, place)
    in_terminal_quietly(STAGES[key].words, place)
    copied(before, place)
    whole = run(lambda: leave(key, place), place)
    wanted = [standing(before), standing(place)]
    run(lambda: leave(key, place), place)
    wanted.append(standing(place))
    for name in (*OBSTACLES, VANISHED, LIMITED, STRANGE, *MARKS):
        cell = Cell(key, name)
        for met in _places(name, whole, asked.most):
            copied(before, place)
            _try(cell, met, place, wanted)
        if not asked.json:
            _print(cell)
        yield cell


def _places(name: str, whole: Ended, most: int) -> Sequence[Met]:
    """From which calls on a job is refused; of one place that in the middle."""
    if name in {*MARKS, LIMITED, STRANGE}:
        return [Met()]
    if name == VANISHED:
        return [Met(Obstacle.VANISH, at) for at in spread(whole.calls, most)]
    value, calls = OBSTACLES[name]
    count = sum(len(whole.of(kind)) for kind in Calls.ALL if kind in calls)
    places = spread(count, most) if most > 1 else [(count + 1) // 2] * bool(count)
    return [Met(Obstacle.REFUSE, at, value, calls) for at in places]


def _try(cell: Cell, met: Met, place: Path, wanted: Sequence[Mapping[str, object]]) -> None:
    key = cell.job
    mark = place / MARKS[cell.obstacle] if cell.obstacle in MARKS else None
    if mark is not None:
        mark.write_text(",办公室,,,", "utf-8")
    ended = run(lambda: _leave(key, place, cell.obstacle), place, met)
    _brought_back(place)
    cell.tried += 1
    cell.refused += ended.code == COULD_NOT_RUN
    where = f"{cell.obstacle} {met.at}"
    masters = [_master(one) for one in wanted]
    if STAGES[key].steps:
        masters.append(_master(standing(place)))
    cell.wrong += [f"{where}: {w}" for w in _wrong(ended, _master(standing(place)), masters)]
    if mark is not None:
        mark.unlink()
    again = run(lambda: leave(key, place), place)
    found = standing(place)
    lacking = min(([n for n in one if found.get(n) != one[n]] for one in wanted[1:]), key=len)
    if lacking := [name for name in lacking if not name.endswith(TRACE)]:
        cell.wrong.append(f"{where}: the next run says {again.out[:200]} and leaves {lacking}")


def _leave(key: str, place: Path, obstacle: str) -> None:
    """The job under a limit of the system, or as somebody else."""
    if obstacle == LIMITED:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, resource.RLIM_INFINITY))
    if obstacle == STRANGE:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    leave(key, place)


def _brought_back(place: Path) -> None:
    """The folder that vanished, with what was made meanwhile where it was."""
    gone = place.with_name(place.name + GONE)
    if gone.exists():
        if place.exists():
            shutil.copytree(place, gone, dirs_exist_ok=True)
            shutil.rmtree(place)
        gone.rename(place)


def _wrong(ended: Ended, master: object, wanted: Sequence[object]) -> Iterator[str]:
    if master not in wanted:
        yield "the ledger is neither what it was nor what it was to be"
    try:
        answer: dict[str, Any] = json.loads(ended.out)
    except ValueError:
        yield f"no answer: exit {ended.code} {ended.out[:200]} {ended.err[-300:]}"
        return
    if not answer["ok"] and (ended.code != COULD_NOT_RUN or len(answer["issues"]) != 1):
        yield f"exit {ended.code} with {len(answer['issues'])} sentences"
    for issue in answer["issues"]:
        if issue["code"] == "W299" or ENGLISH.search(KNOWN.sub("", issue["message"])):
            yield f"{issue['code']} {issue['message']}"
    if "Traceback" in ended.err:
        yield ended.err[-300:]


def _master(found: Mapping[str, object]) -> object:
    """The ledger of a folder part by part; None where there is none."""
    return found.get(MASTER, found.get(f"新/{MASTER}"))


def _print(cell: Cell) -> None:
    print(f"{cell.job:<16}{cell.obstacle:<22}{cell.tried:>4}{cell.refused:>4}{len(cell.wrong):>4}",
          flush=True)  # fmt: skip
    for wrong in cell.wrong:
        print(f"    {wrong}", flush=True)


if __name__ == "__main__":
    main()
