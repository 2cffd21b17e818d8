"""A file is the old one or the new one; a held one leaves the new version beside it."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.held import held
from wholefile import HeldError, holder_of, put, sweep, whole, writing
from wholefile.holders import excel_mark, office_mark


def refuse(times: int, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let the first replaces of a target be refused, as a virus scanner does."""
    asked: list[Path] = []
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if "新版" not in target.name:
            asked.append(target)
            if len(asked) <= times:
                raise PermissionError(errno.EACCES, "held", str(self), 32, str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    return asked


def nothing_beside(folder: Path) -> bool:
    return not list(folder.glob("~*"))


def test_what_was_written_takes_the_place(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsm"
    target.write_text("旧", "utf-8")
    with whole(target) as beside:
        beside.write_text("新", "utf-8")
        assert target.read_text("utf-8") == "旧"
    assert target.read_text("utf-8") == "新"
    assert nothing_beside(tmp_path)


def half_written(beside: Path) -> None:
    beside.write_text("半", "utf-8")
    raise ZeroDivisionError


def test_after_an_error_the_old_file_stands(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsm"
    target.write_text("旧", "utf-8")
    with pytest.raises(ZeroDivisionError), whole(target) as beside:
        half_written(beside)
    assert target.read_text("utf-8") == "旧"
    assert nothing_beside(tmp_path)


def test_a_name_of_any_length_that_the_disk_takes_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("单" * 83 + ".txt")
    with whole(target) as beside:
        beside.write_text("新", "utf-8")
    assert target.read_text("utf-8") == "新"


@pytest.mark.parametrize("times", [1, 3, len(writing.WAITS)])
def test_a_replace_that_is_refused_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    asked = refuse(times, monkeypatch)
    waited: list[float] = []
    new = tmp_path / "新.tmp"
    new.write_text("新", "utf-8")
    put(new, tmp_path / "台账.xlsm", waited.append)
    assert (tmp_path / "台账.xlsm").read_text("utf-8") == "新"
    assert len(asked) == times + 1
    assert waited == list(writing.WAITS[:times])


def test_who_waits_waits_a_few_seconds() -> None:
    assert 2 < sum(writing.WAITS) < 6


def test_what_stays_held_is_left_beside_it_and_the_holder_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(99, monkeypatch)
    target = tmp_path / "台账.xlsm"
    target.write_text("旧", "utf-8")
    excel_mark(target).write_bytes(excel("王科员"))
    for name in ("台账（新版）.xlsm", "台账（新版2）.xlsm"):
        new = tmp_path / "新.tmp"
        new.write_text("新", "utf-8")
        with held(excel_mark(target)), pytest.raises(HeldError) as refused:
            put(new, target, lambda _: None)
        assert (refused.value.kept.name, refused.value.holder) == (name, "王科员")
        assert refused.value.filename == str(target)
        assert refused.value.kept.read_text("utf-8") == "新"
        assert not new.exists()
    assert target.read_text("utf-8") == "旧"


def full_disk(_beside: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def no_right(beside: Path) -> None:
    raise PermissionError(errno.EACCES, "denied", str(beside))


def full_copy(beside: Path) -> None:
    source = str(beside.with_name("台账.xlsm"))
    raise OSError(errno.ENOSPC, "No space left on device", source, None, str(beside))


def other_file(beside: Path) -> None:
    raise FileNotFoundError(errno.ENOENT, "gone", str(beside.with_name("底稿.xlsx")))


@pytest.mark.parametrize(
    ("fail", "kind", "name"),
    [
        (full_disk, OSError, "表.xlsx"),
        (no_right, PermissionError, "表.xlsx"),
        (full_copy, OSError, "表.xlsx"),
        (other_file, FileNotFoundError, "底稿.xlsx"),
    ],
)
def test_an_error_names_the_target_never_the_temporary_file(
    tmp_path: Path, fail: Callable[[Path], None], kind: type[OSError], name: str
) -> None:
    with pytest.raises(kind) as error, whole(tmp_path / "表.xlsx") as beside:
        fail(beside)
    assert Path(str(error.value.filename)).name == name
    assert error.value.filename2 is None


def test_a_temporary_file_that_cannot_be_removed_hides_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, **_: bool) -> None:
        raise OSError(errno.EROFS, "read-only", str(self))

    def fill(beside: Path) -> None:
        beside.write_text("half")
        raise OSError(errno.ENOSPC, "full", str(beside))

    monkeypatch.setattr(Path, "unlink", refused)
    target = tmp_path / "台账.xlsm"
    with pytest.raises(OSError, match="full") as told, whole(target) as beside:
        fill(beside)
    assert told.value.filename == str(target)


def excel(name: str) -> bytes:
    """The file that Excel keeps beside a workbook: the name twice, in the code page and UTF-16."""
    plain = name.encode("gbk")
    wide = name.encode("utf-16-le").ljust(108, b" ")
    return bytes([len(plain)]) + plain.ljust(54) + len(name).to_bytes(2, "little") + wide


@pytest.mark.parametrize(
    ("mark", "content", "holder"),
    [
        (excel_mark, excel("王科员"), "王科员"),
        (excel_mark, b"", ""),
        (excel_mark, excel("Wang")[:-1], ""),
        (office_mark, "李主任,li,办公室-03,28.06.2022 10:30,file:///x;".encode(), "李主任"),
        (office_mark, b",li,pc,28.06.2022 10:30,file:///x;", "li"),
        (office_mark, b"\xff\xfe", "��"),
    ],
)
def test_who_has_a_workbook_open_is_read_from_what_lies_beside_it(
    tmp_path: Path, mark: Callable[[Path], Path], content: bytes, holder: str
) -> None:
    book = tmp_path / "台账.xlsm"
    assert holder_of(book) is None
    mark(book).write_bytes(content)
    with held(mark(book)):
        assert holder_of(book) == holder


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows says that a mark is held no more")
def test_a_mark_that_a_broken_excel_left_over_holds_nothing(tmp_path: Path) -> None:
    book = tmp_path / "台账.xlsm"
    excel_mark(book).write_bytes(excel("王科员"))
    assert holder_of(book) is None


LEAVE = """
import os, sys
from pathlib import Path
from wholefile import whole
with whole(Path(sys.argv[1])) as beside:
    beside.write_text("half")
    os._exit(9)
"""


def test_what_a_killed_process_left_is_swept_and_what_is_being_written_is_not(
    tmp_path: Path,
) -> None:
    root = str(Path(writing.__file__).parents[1])
    subprocess.run(
        [sys.executable, "-c", LEAVE, str(tmp_path / "表.xlsx")],
        env=os.environ | {"PYTHONPATH": root}, check=False,
    )  # fmt: skip
    [left] = tmp_path.glob("~*")
    strange = tmp_path / "~tz00000000-1-1.tmp"
    strange.write_text("another machine writes this", "utf-8")
    with whole(tmp_path / "别的.xlsx") as beside, beside.open("wb"):
        assert sweep(tmp_path) == 1
        assert beside.exists()
    assert not left.exists()
    assert strange.exists()
    os.utime(strange, (0, 0))
    assert sweep(tmp_path) == 1
