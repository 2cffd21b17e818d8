"""Two jobs at once, and a job against somebody who saves by hand, on a slow disk.

python -m tests.breaking.races [--rounds 200] [--json]

Every call that changes the disk waits some milliseconds. A job that says it is done has done it:
its task stands in the ledger. Somebody who saved by hand finds what he saved.
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import Ledger
from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.workplace import MASTER
from tests.breaking.forked import Met, Obstacle, behind_shim, finish, start
from tests.breaking.kills import copied, in_terminal_quietly
from tests.breaking.stages import Folders, close_all, in_terminal

NAMES = ("修档案馆", "修敬老院")
BY_HAND = "督查室手工改的"


def main() -> None:
    """Print how many updates were lost; exit code 1 where any was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    again = ["--rounds", str(asked.rounds), *(["--json"] if asked.json else [])]
    behind_shim(["-m", "tests.breaking.races", *again])
    home = Path(tempfile.mkdtemp(prefix="tzraces"))
    try:
        folders = Folders(home)
        before, place = folders.before("load"), home / "处"
        copied(before, place)
        in_terminal_quietly("load", place)
        hand = _edited(before, home / "手工.xlsm")
        found = {"rounds": 0, "done": 0, "refused": 0, "lost": 0}
        for number in range(asked.rounds):
            copied(before, place)
            round_of = _two_jobs if number % 2 else _by_hand
            round_of(place, Random(number), hand, found)
            found["rounds"] += 1
    finally:
        shutil.rmtree(home)
    print(json.dumps(found) if asked.json else found)
    raise SystemExit(1 if found["lost"] else 0)


def _edited(before: Path, target: Path) -> Path:
    """The ledger as somebody saves it who has changed one cell."""
    shutil.copyfile(before / MASTER, target)
    book = xw.Book(target)
    tasks = Ledger(book, load_layout())["tasks"]
    tasks.set_cells([(tasks.rows[0].number, "note", BY_HAND)])
    book.save()
    close_all()
    return target


def _load(place: Path, name: str) -> Callable[[], None]:
    path = place / f"{name}.csv"
    path.write_text(f"任务名称,牵头单位,完成时限\n{name},县财政局,2022-12-31\n", "utf-8")

    def job() -> None:
        raise SystemExit(in_terminal(["load", str(place / MASTER), str(path), "--json"]))

    return job


def _two_jobs(place: Path, die: Random, hand: Path, found: dict[str, int]) -> None:
    del hand
    jobs = [_load(place, name) for name in NAMES]
    running = [start(job, place, Met(Obstacle.WAIT, 0, die.randint(0, 30))) for job in jobs]
    ended = [finish(one) for one in running]
    names, _ = _standing(place)
    for name, one in zip(NAMES, ended, strict=True):
        done = one.code != COULD_NOT_RUN
        found["done" if done else "refused"] += 1
        found["lost"] += done and name not in names


def _by_hand(place: Path, die: Random, hand: Path, found: dict[str, int]) -> None:
    """Whoever saves by hand knows no lock: his file gets the name, whatever has it."""
    mine = place / "手工.xlsm"
    shutil.copyfile(hand, mine)
    one = start(_load(place, NAMES[0]), place, Met(Obstacle.WAIT, 0, die.randint(0, 30)))
    time.sleep(die.uniform(0, 0.9))
    mine.replace(place / MASTER)
    done = finish(one).code != COULD_NOT_RUN
    _, notes = _standing(place)
    found["done" if done else "refused"] += 1
    found["lost"] += BY_HAND not in notes


def _standing(place: Path) -> tuple[set[str], set[str]]:
    book = xw.Book(place / MASTER)
    rows = Ledger(book, load_layout()).values("tasks")
    close_all()
    return {str(r["name"]) for r in rows}, {str(r["note"]) for r in rows}


if __name__ == "__main__":
    main()
