"""Kill every job at every call that changes the disk; the next run must complete what it owed.

python -m tests.breaking.kills [--most 40] [--json] [JOB …]

For each job the calls of an undisturbed run are counted; then it is killed before one of them, or
in the middle of one, and run once more. What the folder then holds is compared with the undisturbed
run part by part. Backups only grow; each must be a whole workbook, one of them the first state.
"""

import argparse
import json
import os
import secrets
import shutil
import tempfile
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.workplace import BACKUPS
from tests.breaking.forked import Met, Obstacle, behind_shim, run
from tests.breaking.stages import NOW, STAGES, Folders, in_terminal, standing

IDENTITY = ("a" * 32, "b" * 64)


@dataclass(slots=True)
class Tally:
    """How one job fared."""

    job: str
    calls: int = 0
    kills: int = 0
    failures: list[str] = field(default_factory=list)


def main() -> None:
    """Print the table; exit code 1 where anything failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("jobs", nargs="*", default=list(STAGES))
    parser.add_argument("--most", type=int, default=40, help="kills a job")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    behind_shim(["-m", "tests.breaking.kills", *_again(asked)])
    os.environ["TAIZHANG_NOW"] = NOW
    _same_identity()
    home = Path(tempfile.mkdtemp(prefix="tzkills"))
    try:
        folders, tallies = Folders(home), []
        for key in asked.jobs:
            tallies.append(kill_all(key, folders, asked.most))
            if not asked.json:
                _print_line(tallies[-1])
    finally:
        shutil.rmtree(home)
    _print(tallies, as_json=asked.json)
    raise SystemExit(1 if any(t.failures for t in tallies) else 0)


def _again(asked: argparse.Namespace) -> list[str]:
    return [*asked.jobs, "--most", str(asked.most), *(["--json"] if asked.json else [])]


def _same_identity() -> None:
    """A new ledger gets the same number each time, so that two of them can be compared."""
    first, key = IDENTITY
    setattr(uuid, "uuid4", lambda: uuid.UUID(first))  # noqa: B010 - mypy sees a function there
    setattr(secrets, "token_hex", lambda _size=None: key)  # noqa: B010


def kill_all(key: str, folders: Folders, most: int) -> Tally:
    """Kill one job at up to `most` of its calls, evenly spread, before and in the midst in turn."""
    before, tally = folders.before(key), Tally(key)
    place = folders.home / "处"
    copied(before, place)
    in_terminal_quietly(key, place)
    copied(before, place)
    whole = run(lambda: leave(key, place), place)
    assert whole.code != COULD_NOT_RUN, whole.out + whole.err
    wanted = [standing(place)]
    run(lambda: leave(key, place), place)
    wanted.append(standing(place))
    tally.calls = whole.calls
    for turn, at in enumerate(spread(whole.calls, most)):
        what = Obstacle.KILL_AFTER if turn % 2 else Obstacle.KILL_BEFORE
        copied(before, place)
        ended = run(lambda: leave(key, place), place, Met(what, at))
        if not ended.killed:
            tally.failures.append(f"{what.name} {at}: not killed ({ended.code})")
            continue
        tally.kills += 1
        again = run(lambda: leave(key, place), place)
        wrong = _wrong(before, place, wanted)
        if "Traceback" in again.err + again.out or wrong:
            tally.failures.append(f"{what.name} {at}: exit {again.code} {wrong} {again.err[-300:]}")
    return tally


def in_terminal_quietly(key: str, place: Path) -> None:
    """Once in this process, so that all it needs is imported before the first fork."""
    with Path(os.devnull).open("w") as nowhere:
        import contextlib

        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            in_terminal(STAGES[key].told(place))


def leave(key: str, place: Path) -> None:
    """Run the job and leave with its code."""
    raise SystemExit(in_terminal(STAGES[key].told(place)))


def copied(source: Path, target: Path) -> None:
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)


def spread(count: int, most: int) -> list[int]:
    """Up to `most` of 1…count, the first and the last among them."""
    if count <= most:
        return list(range(1, count + 1))
    return sorted({round(1 + i * (count - 1) / (most - 1)) for i in range(most)})


def _wrong(before: Path, place: Path, wanted: Sequence[Mapping[str, object]]) -> list[str]:
    """What is not as after an undisturbed run; or after two, where the first had been whole."""
    found = standing(place)
    ways = [sorted(n for n in {*found, *one} if found.get(n) != one.get(n)) for one in wanted]
    _, wrong = min((len(way), way) for way in ways)
    return wrong + _bad_backups(place) + _lost(before, place)


def _bad_backups(place: Path) -> list[str]:
    copies = [p for p in place.rglob("*.xlsm") if p.parent.name == BACKUPS]
    return [f"not whole: {p.name}" for p in copies if not _is_whole(p)]


def _is_whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    except zipfile.BadZipFile:
        return False


def _lost(before: Path, place: Path) -> list[str]:
    """Backups that were there before and are not now."""
    there = {p.name for p in (before / BACKUPS).glob("*")} - {"出错记录.txt"}
    return [f"gone: {n}" for n in there if not (place / BACKUPS / n).exists()]


def _print(tallies: list[Tally], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(tally) for tally in tallies], ensure_ascii=False))
        return
    kills, failures = sum(t.kills for t in tallies), sum(len(t.failures) for t in tallies)
    print(f"{'together':<24}{kills:>8}{failures:>10}")


def _print_line(tally: Tally) -> None:
    print(f"{tally.job:<16}{tally.calls:>8}{tally.kills:>8}{len(tally.failures):>10}", flush=True)
    for failure in tally.failures:
        print(f"    {failure}", flush=True)


if __name__ == "__main__":
    main()
