"""Two jobs at once, and a job against somebody who saves by hand, on a slow disk.

python -m tests.breaking.races [--rounds 200] [--json] [JOB …]

Every call that changes the disk waits some milliseconds. What two jobs leave behind must be what
they leave one after the other, in one order or the other, without those that said they could not
run. Somebody who saved by hand finds what he saved, or that with the job's work upon it.
"""

import argparse
import itertools
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import Ledger
from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.workplace import MASTER
from tests.breaking.forked import Ended, Met, Obstacle, behind_shim, finish, run, start
from tests.breaking.kills import copied, in_terminal_quietly
from tests.breaking.stages import BOOK, NOW, Folders, busy, close_all, in_terminal, standing, told

BY_HAND = "督查室手工改的"
SLOWEST = 25  # milliseconds that a call waits
AGAIN = 5  # rounds with one pair of jobs
ON = "--on 2022-07-28"
JOBS: Mapping[str, str] = {
    "load": f"load {BOOK} {{f}}/清单.csv",
    "load2": f"load {BOOK} {{f}}/另一张.csv",
    "judge": f"judge {BOOK} {ON} --period 2022-07",
    "close": f"close {BOOK} {ON}",
    "extend": f"extend {BOOK} {ON}",
    "problems": f"problems {BOOK} {ON}",
    "plan": f"plan {BOOK} {ON} 2022-002 --squeeze",
    "score": f"score {BOOK} {ON} --period 2022-07",
    "give": f"roll-up {BOOK} {ON} --period 2022-07 --give",
    "lamp_plan": f"lamp-plan {BOOK} --plan 办结绿",
    "check": f"check {BOOK} {ON}",
    "distribute": f"distribute {BOOK} --period 2022-06",
    "board": f"board {BOOK} {ON} --period 2022-07",
    "slips": f"slips {BOOK} {ON} --kind 责任书 --rows 2022-027",
    "undo": f"undo {BOOK}",
    "merge": f"merge {BOOK} --period 2022-06 --on 2022-06-28",
}


@dataclass(slots=True)
class Found:
    """What came out: rounds, jobs that were done and refused, updates lost, and where."""

    rounds: int = 0
    done: int = 0
    refused: int = 0
    lost: int = 0
    where: list[str] = field(default_factory=list)

    def count(self, ended: Sequence[Ended], fault: str) -> None:
        """Count a round."""
        refused = sum(one.code == COULD_NOT_RUN for one in ended)
        self.rounds += 1
        self.refused += refused
        self.done += len(ended) - refused
        faults = [fault] if fault else []
        faults += [f"{one.code} {one.err[-300:]}" for one in ended if not _answered(one)]
        self.lost += bool(faults)
        self.where += faults


def _answered(ended: Ended) -> bool:
    """Whether a job gave its one answer and nothing else."""
    try:
        json.loads(ended.out)
    except ValueError:
        return False
    return ended.code in {0, 1, 2} and "Traceback" not in ended.err


def main() -> None:
    """Print how many updates were lost; exit code 1 where any was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("jobs", nargs="*", default=list(JOBS))
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    again = [*asked.jobs, "--rounds", str(asked.rounds), *(["--json"] if asked.json else [])]
    behind_shim(["-m", "tests.breaking.races", *again])
    os.environ["TAIZHANG_NOW"] = NOW
    home = Path(tempfile.mkdtemp(prefix="tzraces"))
    try:
        found = _race(home, asked.jobs, asked.rounds, Random(20220728))
    finally:
        shutil.rmtree(home)
    said = {name: getattr(found, name) for name in ("rounds", "done", "refused", "lost", "where")}
    print(json.dumps(said, ensure_ascii=False) if asked.json else said)
    raise SystemExit(1 if found.lost else 0)


def _race(home: Path, keys: Sequence[str], rounds: int, die: Random) -> Found:
    before, place, found = home / "前", home / "处", Found()
    shutil.copytree(Folders(home).before("load"), before)
    busy(before)
    for key in keys:
        copied(before, place)
        in_terminal_quietly(JOBS[key], place)
    hand = _edited(before, home / "手工.xlsm")
    for turns in _pairs(keys, die):
        if found.rounds >= rounds:
            return found
        _two(before, place, turns, die, found)
        _by_hand(before, place, turns[0], die, hand, found)
    return found


def _pairs(keys: Sequence[str], die: Random) -> Iterator[tuple[str, str]]:
    """All pairs again and again, in an order of the die."""
    pairs = list(itertools.combinations(keys, 2)) or [(keys[0], keys[0])]
    while True:
        die.shuffle(pairs)
        yield from pairs


def _leave(key: str, place: Path) -> None:
    raise SystemExit(in_terminal(told(JOBS[key], place)))


def _after(before: Path, place: Path, keys: Sequence[str]) -> dict[str, object]:
    """What these jobs leave, one after the other."""
    copied(before, place)
    for key in keys:
        run(partial(_leave, key, place), place)
    return standing(place)


def _two(before: Path, place: Path, keys: Sequence[str], die: Random, found: Found) -> None:
    """Several rounds with two jobs."""
    orders = (keys, keys[::-1])
    wanted = {order: _after(before, place, order) for order in orders}
    alone = [_after(before, place, [key]) for key in keys]
    for _ in range(AGAIN):
        copied(before, place)
        delays = [Met(Obstacle.WAIT, 0, die.randint(0, SLOWEST)) for _ in keys]
        running = []
        for key, met in zip(keys, delays, strict=True):
            running.append(start(partial(_leave, key, place), place, met))
            time.sleep(die.choice((0, 0.05, 0.3)))
        ended = [finish(one) for one in running]
        refused = [one.code == COULD_NOT_RUN for one in ended]
        allowed = [*wanted.values()]
        allowed += [alone[1]] if refused[0] else []
        allowed += [alone[0]] if refused[1] else []
        left = standing(place)
        found.count(
            ended, "" if left in allowed else f"{keys} {refused} {_different(left, allowed)}"
        )


def _different(left: Mapping[str, object], allowed: Sequence[Mapping[str, object]]) -> list[str]:
    ways = [sorted(n for n in {*left, *one} if left.get(n) != one.get(n)) for one in allowed]
    return min(ways, key=len)


def _edited(before: Path, target: Path) -> Path:
    """The ledger as somebody saves it who has changed one cell."""
    shutil.copyfile(before / MASTER, target)
    book = xw.Book(target)
    tasks = Ledger(book, load_layout())["tasks"]
    tasks.set_cells([(tasks.rows[0].number, "note", BY_HAND)])
    book.save()
    close_all()
    return target


def _by_hand(
    before: Path, place: Path, key: str, die: Random, hand: Path, found: Found
) -> None:  # fmt: skip
    """Whoever saves by hand knows no lock: his file gets the name, whatever has it."""
    copied(before, place)
    shutil.copyfile(hand, place / MASTER)
    saved = standing(place)[MASTER]
    run(partial(_leave, key, place), place)
    allowed = [saved, standing(place)[MASTER]]
    copied(before, place)
    mine = place / "手工.xlsm"
    shutil.copyfile(hand, mine)
    one = start(partial(_leave, key, place), place, Met(Obstacle.WAIT, 0, die.randint(0, SLOWEST)))
    time.sleep(die.uniform(0, 1.5))
    mine.replace(place / MASTER)
    ended = finish(one)
    lost = standing(place)[MASTER] not in allowed
    found.count([ended], f"{key} against a hand: lost" if lost else "")


if __name__ == "__main__":
    main()
