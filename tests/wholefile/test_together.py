"""Several at once: nobody's save is lost, a lock of somebody who is gone is taken over."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wholefile import ChangedError, LockedError, alone_with, lock_of, swap
from wholefile.locks import Owner

PROCESSES, ADDITIONS = 4, 50

# adds one to the number in a file so slowly that others come between
ADD = """
import sys, time
from pathlib import Path
from wholefile import alone_with, whole
target, times = Path(sys.argv[1]), int(sys.argv[2])
for turn in range(times):
    with alone_with(target, 600):
        number = int(target.read_text())
        time.sleep(0.002)
        with whole(target) as beside:
            beside.write_text(str(number + 1))
"""

# the name of the machine is the second argument, where there is one
HOLD = """
import socket, sys, time
from pathlib import Path
name = sys.argv[2] if len(sys.argv) > 2 else socket.gethostname()
socket.gethostname = lambda: name
from wholefile import LockedError, alone_with
try:
    with alone_with(Path(sys.argv[1]), 0.5):
        print("held", flush=True)
        time.sleep(600)
except LockedError as locked:
    print(locked.owner.machine, flush=True)
"""


def started(code: str, *arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def ended(process: "subprocess.Popen[bytes]") -> int:
    process.communicate()
    return process.returncode


def killed(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.communicate()


def test_no_update_is_lost_among_several_processes(tmp_path: Path) -> None:
    target = tmp_path / "数.txt"
    target.write_text("0")
    running = [started(ADD, target, ADDITIONS) for _ in range(PROCESSES)]
    assert [ended(p) for p in running] == [0] * PROCESSES
    assert int(target.read_text()) == PROCESSES * ADDITIONS
    assert [p.name for p in tmp_path.iterdir()] == ["数.txt"]


def holding(target: Path) -> "subprocess.Popen[bytes]":
    process = started(HOLD, target)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"held"
    return process


def test_who_holds_the_lock_is_said(tmp_path: Path) -> None:
    target = tmp_path / "督查台账.xlsm"
    process = holding(target)
    try:
        with pytest.raises(LockedError) as stopped, alone_with(target, 0.1):
            pass
    finally:
        killed(process)
    assert stopped.value.lock == lock_of(target)
    assert stopped.value.owner.machine
    assert "月" in stopped.value.owner.since


def test_the_lock_of_a_killed_job_is_taken_over(tmp_path: Path) -> None:
    target = tmp_path / "督查台账.xlsm"
    process = holding(target)
    killed(process)
    assert lock_of(target).exists()
    with alone_with(target, 60):
        pass
    assert not list(tmp_path.iterdir())


def said(target: Path, machine: str) -> tuple["subprocess.Popen[bytes]", str]:
    """A job on that machine, and what it says first: that it holds the lock, or who does."""
    process = started(HOLD, target, machine)
    assert process.stdout is not None
    return process, process.stdout.readline().decode().strip()


def test_a_lock_left_by_a_machine_is_taken_over_by_that_machine_and_explained_to_others(
    tmp_path: Path,
) -> None:
    target = tmp_path / "督查台账.xlsm"
    first, held = said(target, "office-01")
    assert held == "held"
    killed(first)
    other, told = said(target, "office-02")
    assert told == "office-01", "nobody here can tell whether it still lives"
    killed(other)
    again, held = said(target, "office-01")
    assert held == "held"
    killed(again)
    lock_of(target).unlink()  # as the sentence says, after a look at office-01
    taken, held = said(target, "office-02")
    assert held == "held"
    killed(taken)


def test_a_lock_of_another_machine_is_left_alone_until_somebody_removes_it(tmp_path: Path) -> None:
    target = tmp_path / "督查台账.xlsm"
    lock_of(target).write_text("4711\nwms-pc-07\n", "utf-8")
    card = {"user": "经办人", "machine": "wms-pc-07", "since": "6月28日10:30"}
    lock_of(target).with_suffix(".使用人").write_text(json.dumps(card), "utf-8")
    with pytest.raises(LockedError) as stopped, alone_with(target, 0.1):
        pass
    assert stopped.value.owner == Owner(**card)
    lock_of(target).unlink()
    with alone_with(target, 0.1):
        pass


@pytest.mark.parametrize("card", ["", "{", "[]", '{"user": 1}', "\x00"])
def test_what_stands_on_the_card_stops_nothing(tmp_path: Path, card: str) -> None:
    target = tmp_path / "督查台账.xlsm"
    lock_of(target).write_text("4711\nwms-pc-07\n", "utf-8")
    lock_of(target).with_suffix(".使用人").write_text(card, "utf-8")
    with pytest.raises(LockedError) as stopped, alone_with(target, 0.1):
        pass
    assert stopped.value.owner == Owner()


def test_a_file_that_became_another_one_meanwhile_stays(tmp_path: Path) -> None:
    target, new = tmp_path / "台账", tmp_path / "新"
    target.write_text("读到的")
    looks = 0

    def expected(path: Path) -> bool:
        nonlocal looks
        looks += 1
        seen = path.read_text() == "读到的"
        if looks == 1:  # somebody saves right after the look
            (tmp_path / "别人").write_text("别人存的")
            (tmp_path / "别人").replace(target)
        return seen

    new.write_text("我们的")
    if sys.platform not in {"linux", "win32"}:
        pytest.skip("no step of this system lets two files change names")
    with pytest.raises(ChangedError):
        swap(new, target, expected)
    assert target.read_text() == "别人存的"


def test_an_unchanged_file_is_replaced_and_nothing_is_left(tmp_path: Path) -> None:
    target, new = tmp_path / "台账", tmp_path / "新"
    target.write_text("旧")
    new.write_text("新")
    swap(new, target, lambda path: path.read_text() == "旧")
    assert target.read_text() == "新"
    assert [p.name for p in tmp_path.iterdir()] == ["台账"]


def test_a_hand_edit_at_any_moment_is_never_lost(tmp_path: Path) -> None:
    """200 times somebody saves by hand, without any lock, while a job reads, thinks and saves."""
    target = tmp_path / "台账"
    target.write_text("0")
    lost = 0
    for turn in range(200):
        stamp = target.stat().st_mtime_ns
        new = tmp_path / f"~{turn}"
        new.write_text(f"作业{turn}")
        moment = turn % 4

        def saves(path: Path, moment: int = moment, stamp: int = stamp, turn: int = turn) -> bool:
            same = path.stat().st_mtime_ns == stamp
            if path == target and moment == 1:
                by_hand(tmp_path, target, turn)
            return same

        if moment == 0:
            by_hand(tmp_path, target, turn)
        try:
            swap(new, target, saves)
        except ChangedError:
            new.unlink(missing_ok=True)
        if moment in {0, 1} and sys.platform == "linux":
            lost += target.read_text() != f"手工{turn}"
    assert lost == 0


def by_hand(folder: Path, target: Path, turn: int) -> None:
    time.sleep(0.001)  # as no two saves have the same moment
    other = folder / "手工"
    other.write_text(f"手工{turn}")
    other.replace(target)
