"""Kill every job at every call that changes the disk; the next run must complete what it owed.

python -m tests.breaking.kills [--most 40] [--json] [JOB …]

For each job the calls of an undisturbed run are counted; then it is killed before one of them, or
in the middle of one, and run once more. What the folder then holds is compared with the undisturbed
run part by part; the ledger must be whole before that too. Backups only grow; each must be a whole
workbook.
"""

import argparse
import json
import os
import secrets
import shutil
import tempfile
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.workplace import BACKUPS, MASTER
from tests.breaking.forked import ROOM, Calls, Ended, Met, Obstacle, behind_shim, run
from tests.breaking.stages import NOW, STAGES, Folders, in_terminal, standing, told

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
    parser.add_argument("--most", type=int, default=12, help="calls a job")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    behind_shim(["-m", "tests.breaking.kills", *_again(asked)])
    os.environ["TAIZHANG_NOW"] = NOW
    same_identity()
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


def same_identity() -> None:
    """A new ledger gets the same number each time, so that two of them can be compared."""
    first, key = IDENTITY
    setattr(uuid, "uuid4", lambda: uuid.UUID(first))  # noqa: B010 - mypy sees a function there
    setattr(secrets, "token_hex", lambda _size=None: key)  # noqa: B010


def kill_all(key: str, folders: Folders, most: int) -> Tally:
    """Kill one job at its renames, its first and last writes and up to `most` others, evenly spread.

    Before and in the midst of a call in turn; of a rename both.
    """
    before, tally = folders.before(key), Tally(key)
    place = folders.home / "处"
    copied(before, place)
    in_terminal_quietly(STAGES[key].words, place)
    copied(before, place)
    whole = run(lambda: leave(key, place), place)
    assert whole.code != COULD_NOT_RUN, whole.out + whole.err
    wanted = [standing(place)]
    assert not any((place / ROOM).iterdir()), f"{key} leaves {[*(place / ROOM).iterdir()]}"
    second = run(lambda: leave(key, place), place)
    wanted.append(standing(place))
    tally.calls = whole.calls
    masters = [_master(standing(before)), *map(_master, wanted)]
    for met in chosen(whole, most):
        copied(before, place)
        ended = run(lambda: leave(key, place), place, met)
        said = f"{met.what.name} {met.at} of {whole.calls}"
        if not ended.killed:
            tally.failures.append(f"{said}: not killed ({ended.code})")
            continue
        tally.kills += 1
        torn = _master(standing(place)) not in masters and not STAGES[key].steps
        again = run(lambda: leave(key, place), place)
        wrong = _wrong(before, place, wanted) + ["torn"] * torn + _answered(again, second)
        if wrong:
            tally.failures.append(f"{said}: exit {again.code} {wrong} {again.err[-300:]}")
    return tally


def chosen(whole: Ended, most: int) -> Iterator[Met]:
    """Where to kill a job that makes these calls."""
    writes, renames = whole.of(Calls.WRITE), whole.of(Calls.RENAME)
    always = {*renames, *writes[:1], *writes[-1:], 1, whole.calls}
    if most < len(always):
        always = {sorted(always)[at - 1] for at in spread(len(always), most)}
    others = [at for at in range(1, whole.calls + 1) if at not in always]
    more = [others[at - 1] for at in spread(len(others), most - len(always))]
    for turn, at in enumerate(sorted({*always, *more})):
        ways = (Obstacle.KILL_BEFORE, Obstacle.KILL_AFTER)
        both = at in renames and most >= len(always)
        yield from (Met(what, at) for what in (ways if both else ways[turn % 2 :][:1]))


def _answered(again: Ended, second: Ended) -> list[str]:
    """What is wrong with the answer of the next run; it may be that of a second one undisturbed."""
    if again.out == second.out:
        return []
    try:
        done = bool(json.loads(again.out)["ok"])
    except ValueError:
        return ["no answer"]
    return [] if done and "Traceback" not in again.err else [f"says {again.out[:200]}"]


def _master(found: Mapping[str, object]) -> object:
    return found.get(MASTER, found.get(f"新/{MASTER}"))


def in_terminal_quietly(words: str, place: Path) -> None:
    """Once in this process, so that all it needs is imported before the first fork."""
    with Path(os.devnull).open("w") as nowhere:
        import contextlib

        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            in_terminal(told(words, place))


def leave(key: str, place: Path) -> None:
    """Run the job and leave with its code."""
    raise SystemExit(in_terminal(STAGES[key].told(place)))


def copied(source: Path, target: Path) -> None:
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)
    (target / ROOM).mkdir()


def spread(count: int, most: int) -> list[int]:
    """Up to `most` of 1…count, the first and the last among them.

    >>> spread(10, 3)
    [1, 6, 10]
    """
    if count <= most or most < 2:
        return list(range(1, min(count, max(most, 0)) + 1))
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
