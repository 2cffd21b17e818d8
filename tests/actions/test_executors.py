"""The same merge by one process, by two, and by a dask cluster with two workers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from taizhang.actions.executors import FEW, readers
from taizhang.actions.merging import merge
from taizhang.office.report import CannotRun, Desk
from tests.actions.conftest import Opener, moment, office, return_form

pytestmark = pytest.mark.slow

NOW = moment("2022-06-28T10:30")
UNITS = ("县财政局", "县粮食局", "县水务局", "县发展和改革局")


@pytest.fixture
def folder(sent: Path, fresh: Opener) -> Path:
    here, _ = fresh(sent)
    for unit in UNITS:
        return_form(here, unit, "2022-06", T027_progress=0.3) if unit != "县水务局" else (
            return_form(here, unit, "2022-06")
        )
    return here


@pytest.fixture
def cluster() -> Iterator[str]:
    """A real scheduler and two workers on this machine."""
    distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
    ) as made:
        yield made.scheduler_address


def merged(folder: Path, desk: Desk, **how: object) -> dict[str, object]:
    with readers(len(UNITS), **how) as executor:  # type: ignore[arg-type]
        done = merge(office(folder).book, desk, NOW, "2022-06", executor)
    return dict(done.data)


def test_two_processes_merge_like_one(folder: Path, desk: Desk, tmp_path: Path) -> None:
    twin = tmp_path / "另一份"
    shutil.copytree(folder, twin)
    assert merged(folder, desk, workers=1) == merged(twin, desk, workers=2)


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning"
)  # distributed leaves sockets to the collector
def test_a_cluster_merges_like_one(folder: Path, desk: Desk, tmp_path: Path, cluster: str) -> None:
    twin = tmp_path / "另一份"
    shutil.copytree(folder, twin)
    assert merged(folder, desk, workers=1) == merged(twin, desk, cluster=cluster)


@pytest.mark.parametrize("workers", [1, 2])
def test_rows_held_packed_are_written_like_few(
    folder: Path, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    twin = tmp_path / "另一份"
    shutil.copytree(folder, twin)
    few = merged(folder, desk, workers=1)
    monkeypatch.setattr("xlfile.parts.new_rows.MANY", 0)
    monkeypatch.setattr("xlfile.parts.new_rows.CHUNK", 7)
    assert merged(twin, desk, workers=workers) == few
    assert everything(twin) == everything(folder)


def everything(folder: Path) -> dict[str, object]:
    """All sheets of the ledger as they are read again from the file."""
    for app in xw.apps:
        for book in list(app.books):
            book.close()
    book = office(folder).book
    return {sheet.name: sheet.used_range.options(ndim=2).value for sheet in book.sheets}


def test_few_files_are_read_here() -> None:
    with readers(FEW - 1) as executor:
        assert executor is None


def test_a_cluster_that_does_not_answer_is_named() -> None:
    pytest.importorskip("distributed", reason="dask.distributed is not installed")
    with pytest.raises(CannotRun) as refusal, readers(1, cluster="tcp://127.0.0.1:9"):
        pass
    assert refusal.value.issue.code == "W409"
