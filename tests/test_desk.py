"""What a job shows of its progress, and how it is asked to stop."""

import sys
from pathlib import Path
from typing import Any

import pytest

from taizhang.desk import ESCAPE, Quiet, StatusBar, Terminal
from taizhang.office.report import FILES, CannotRun, go_on

KEY_UP = 2  # what Windows calls letting go


class Excel:
    """As much of Excel as a status bar needs."""

    def __init__(self) -> None:
        self.shown: list[object] = []

    def __setattr__(self, name: str, value: object) -> None:
        if name == "status_bar":
            self.shown.append(value)
        else:
            super().__setattr__(name, value)


def test_the_status_bar_counts_files_and_steps_and_is_given_back(tmp_path: Path) -> None:
    excel: Any = Excel()
    desk = StatusBar(excel, tmp_path / "stop")
    desk.progress("读收件：县财政局.xlsx", 23, 60, FILES)
    desk.progress("研判亮灯", 1, 2)
    desk.progress("研判亮灯", 2, 0)
    how = "，按住Esc停下" if sys.platform == "win32" else ""  # only there a held key can be seen
    assert excel.shown == [f"读收件：县财政局.xlsx（第23/60份{how}）", "研判亮灯（第1/2步）", False]


def test_a_file_of_that_name_stops_the_job_between_two_files(tmp_path: Path) -> None:
    excel: Any = Excel()
    desk = StatusBar(excel, tmp_path / "stop")
    go_on(desk)
    (tmp_path / "stop").touch()
    with pytest.raises(CannotRun) as stopped:
        go_on(desk)
    assert stopped.value.issue.code == "W601"


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows tells a key that is held")
@pytest.mark.parametrize(("in_front", "stops"), [(0, True), (1, False)])
def test_esc_stops_the_job_while_this_excel_is_in_front(
    tmp_path: Path, in_front: int, stops: bool
) -> None:
    if sys.platform != "win32":
        return
    import ctypes

    keys = ctypes.windll.user32
    excel: Any = Excel()
    excel.hwnd = keys.GetForegroundWindow() + in_front
    desk = StatusBar(excel, tmp_path / "stop")
    assert not desk.stopped()
    keys.keybd_event(ESCAPE, 1, 0, 0)
    try:
        assert desk.stopped() is stops
    finally:
        keys.keybd_event(ESCAPE, 1, KEY_UP, 0)


def test_nobody_stops_a_quiet_desk() -> None:
    Quiet().progress("读收件", 1, 2, FILES)
    go_on(Quiet())


def test_a_terminal_shows_how_far_it_is_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    with Terminal(quiet=False) as desk:
        desk.progress("读收件", 23, 60, FILES)
    out, err = capsys.readouterr()
    assert out == ""
    assert "第23/60份" in err
    with Terminal(quiet=True) as desk:
        desk.progress("读收件", 23, 60, FILES)
    assert capsys.readouterr() == ("", "")
