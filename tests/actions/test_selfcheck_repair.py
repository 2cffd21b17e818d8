"""环境自检 mends what can be mended, and says what cannot."""

from pathlib import Path

import pytest

from taizhang.actions.setup.selfchecking import cloud_of, selfcheck
from taizhang.books.master.commands import load_commands
from taizhang.core.issues import Issue
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import MASTER
from taizhang.terminal import attempt, job_of
from tests.actions.conftest import Opener, moment

NOW = moment("2022-06-28T10:30")
MARKS = (f"~${MASTER}", f".~lock.{MASTER}#")


def codes(report: Report | Issue) -> set[str]:
    assert isinstance(report, Report)
    return {issue.code for issue in report.issues}


@pytest.mark.slow
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_left_beside_a_closed_ledger_is_told_and_cleared(
    loaded: Path, fresh: Opener, desk: Desk, mark: str
) -> None:
    folder, book = fresh(loaded)
    assert not codes(selfcheck(book, desk, NOW)) & {"W820", "W821"}
    (folder / mark).write_bytes(b"x")
    assert codes(selfcheck(book, desk, NOW)) & {"W820", "W821"} == {"W820"}
    assert (folder / mark).exists()
    assert codes(selfcheck(book, desk, NOW, repair=True)) & {"W820", "W821"} == {"W821"}
    assert not (folder / mark).exists()


@pytest.mark.slow
@pytest.mark.posix  # Windows itself says whether a mark is held
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_keeps_the_check_out_until_it_is_asked_to_repair(
    loaded: Path, fresh: Opener, mark: str
) -> None:
    folder, book = fresh(loaded)
    book.close()
    (folder / mark).write_bytes(b"x")
    command = load_commands()["selfcheck"].command
    refused = attempt(job_of(command, folder / MASTER, None, {"repair": False}), quiet=True)
    assert isinstance(refused, Issue)
    assert refused.code == "W202"
    done = attempt(job_of(command, folder / MASTER, None, {"repair": True}), quiet=True)
    assert "W821" in codes(done)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/u/OneDrive/督查", "OneDrive"),
        ("/home/u/OneDrive - 示例县政府/督查", "OneDrive - 示例县政府"),
        ("/home/u/Dropbox (个人)/督查", "Dropbox (个人)"),
        ("/d/我的坚果云/督查", "我的坚果云"),
        ("/d/坚果云 同步/督查", "坚果云 同步"),
        ("/d/BaiduSyncdisk/督查", "BaiduSyncdisk"),
        ("/d/百度网盘同步空间/督查", "百度网盘同步空间"),
        ("/d/WPS云盘/督查", "WPS云盘"),
        ("/d/督查台账", ""),
        ("/d/网盘下载的资料/督查", ""),
        ("/d/OneDriver备份工具/督查", ""),
    ],
)
def test_a_folder_that_a_sync_client_keeps_is_known_by_its_name(path: str, name: str) -> None:
    assert cloud_of(Path(path)) == name


@pytest.mark.slow
def test_a_ledger_in_a_synced_folder_is_told(
    loaded: Path, fresh: Opener, desk: Desk, tmp_path: Path
) -> None:
    import shutil

    import xlwings as xw

    folder, book = fresh(loaded)
    assert "W823" not in codes(selfcheck(book, desk, NOW))
    book.close()
    there = tmp_path / "OneDrive" / "督查"
    shutil.copytree(folder, there)
    assert "W823" in codes(selfcheck(xw.Book(there / MASTER), desk, NOW))
