"""A small fixed part of each script of this folder: kills, races, disks that say no, hostile files."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.breaking.costs import MEGABYTES
from tests.breaking.forked import can_break

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_break(), reason="the shim is built by gcc for Linux"),
]


def told(script: str, *words: str) -> Any:
    """What a script says as JSON."""
    paths = os.pathsep.join((str(ROOT / "pytools"), str(ROOT)))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", f"tests.breaking.{script}", *words, "--json"],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert done.stdout, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_a_killed_job_is_completed_by_the_next() -> None:
    for tally in told("kills", "load", "init", "--most", "5"):
        assert tally["failures"] == []
        assert tally["kills"] >= 5


def test_no_update_is_lost() -> None:
    found = told("races", "load", "load2", "problems", "--rounds", "6")
    assert found["where"] == []
    assert found["lost"] == 0
    assert found["done"] > 0


def test_a_disk_that_says_no_leaves_the_ledger_and_one_sentence() -> None:
    cells = told("disks", "load", "--most", "2")
    assert [(c["obstacle"], w) for c in cells for w in c["wrong"]] == []
    assert all(c["refused"] for c in cells if c["obstacle"].startswith("held"))


SOME = ("no number", "18,000 rows", "a tar", "no UTF-8", "~报送表", "laughs in xl/styles", "a pipe")


def test_a_hostile_file_stops_none_of_the_five_good_ones() -> None:
    found = told("costs", *SOME)
    assert len(found) == len(SOME)
    assert {c["name"]: c["wrong"] for c in found if c["wrong"]} == {}
    assert max(c["memory"] for c in found) < MEGABYTES


def test_a_ledger_as_people_leave_it_is_told_in_one_sentence() -> None:
    found = told("masters", "load", "check", "--sheets", "2")
    assert [w for line in found for w in line["wrong"]] == []
    assert any(code.startswith("2") for line in found for code in line["codes"].values())
