"""A file that takes more than one save changes once, or not at all."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wholefile import ChangedError, drafted, sweep, writing


class StoppedError(Exception):
    """A job that ends in between."""


def _save(target: Path, meanwhile: Callable[[], object]) -> None:
    with drafted(target) as draft:
        draft.write_text("new")
        meanwhile()


def _stop() -> None:
    raise StoppedError


def test_the_last_save_takes_the_files_place(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsm"
    target.write_text("old")
    with drafted(target) as draft:
        draft.write_text("between")
        assert target.read_text() == "old"
        draft.write_text("new")
    assert target.read_text() == "new"
    assert [*tmp_path.iterdir()] == [target]


@pytest.mark.parametrize("said", ["", "old"])
def test_nothing_new_touches_nothing(tmp_path: Path, said: str) -> None:
    target = tmp_path / "台账.xlsm"
    target.write_text("old")
    was = target.stat()
    with drafted(target) as draft:
        if said:
            draft.write_text(said)
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == (was.st_ino, was.st_mtime_ns)
    assert [*tmp_path.iterdir()] == [target]


def test_after_an_error_the_file_is_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsm"
    target.write_text("old")
    with pytest.raises(StoppedError):
        _save(target, _stop)
    assert target.read_text() == "old"
    assert [*tmp_path.iterdir()] == [target]


def test_what_somebody_saved_meanwhile_stays(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsm"
    target.write_text("old")
    with pytest.raises(ChangedError) as told:
        _save(target, lambda: target.write_text("by hand"))
    assert told.value.target == target
    assert target.read_text() == "by hand"
    assert [*tmp_path.iterdir()] == [target]


LEAVE = """
import os, sys
from pathlib import Path
from wholefile import drafted
with drafted(Path(sys.argv[1])) as draft:
    draft.write_text("between")
    os._exit(9)
"""


def test_a_draft_is_swept_when_its_process_is_gone(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsm"
    target.write_text("old")
    root = str(Path(writing.__file__).parents[1])
    subprocess.run(
        [sys.executable, "-c", LEAVE, str(target)],
        env=os.environ | {"PYTHONPATH": root}, check=False,
    )  # fmt: skip
    assert len([*tmp_path.glob("~tz*")]) == 1
    with drafted(target) as draft:
        draft.write_text("new")
        assert sweep(tmp_path) == 1
        assert draft.exists()
    assert [*tmp_path.iterdir()] == [target]
    assert target.read_text() == "new"
