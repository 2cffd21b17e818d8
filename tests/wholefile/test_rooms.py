"""What a job writes on the way lies in one folder of the machine, and never stays there."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from wholefile import outside, own_room, scratch, sweep_rooms, writing

LEAVE = """
import os, sys, tempfile
from wholefile import own_room
with own_room():
    tempfile.mkstemp()
    os._exit(9)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_all_that_is_temporary_lies_in_the_room_and_goes_with_it(home: Path) -> None:
    with own_room() as room:
        assert room is not None
        handle, name = tempfile.mkstemp()
        os.close(handle)
        assert Path(name).parent == room
        assert [*home.iterdir()] == [room]
    assert [*home.iterdir()] == []
    assert tempfile.gettempdir() == str(home)


def test_the_room_of_a_killed_process_is_taken_away_by_the_next(home: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", LEAVE], check=False,
        env=os.environ | {"PYTHONPATH": str(Path(writing.__file__).parents[1]), "TMPDIR": str(home)},
    )  # fmt: skip
    [left] = home.iterdir()
    assert [*left.iterdir()]
    with own_room() as room:
        assert [*home.iterdir()] == [room]


def test_what_is_somebody_elses_stays(home: Path) -> None:
    (home / "~tz00000000-1-1.tmp").mkdir()
    (home / "~tzx.txt").write_text("a file")
    with own_room():
        assert sweep_rooms(home) == 0
    assert len([*home.iterdir()]) == 2


def test_a_machine_without_room_stops_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(home / "nowhere"))
    with own_room() as room:
        assert room is None
    assert [*home.iterdir()] == []


def test_what_is_to_stay_goes_beside_the_room() -> None:
    home = outside()
    with own_room() as room:
        assert room is not None
        assert room.parent == home == outside()


def test_a_folder_that_the_disk_will_not_give_up_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch, scratch() as folder:
        (folder / "件.xlsx").write_bytes(b"1")
        patch.setattr(os, "rmdir", refuse)
        patch.setattr(os, "unlink", refuse)

    assert folder.exists()
    shutil.rmtree(folder)


def test_a_folder_for_a_moment_goes_with_all_that_is_in_it() -> None:
    with scratch() as folder:
        (folder / "深" / "更深").mkdir(parents=True)

    assert not folder.exists()
