"""Who reads many files: this process, a few of its own, or a cluster somebody else keeps.

One interface, concurrent.futures.Executor; no scheduler of our own.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import xlwings as xw

from taizhang.core.catalog import files as catalog
from taizhang.office.moment import Moment
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import INBOX

FEW = 150  # so many forms are read sooner than workers start


@contextmanager
def readers(files: int, workers: int = 0, cluster: str = "") -> Iterator[Executor | None]:
    """An executor for so many files, or None for this very process.

    `workers` 0 decides by the number of files; `cluster` is the address of a dask scheduler,
    tcp://host:port, whose workers have taizhang installed and see the same folders.
    """
    if cluster:
        with _dask(cluster) as executor:
            yield executor
        return
    count = workers or (1 if files < FEW else os.cpu_count() or 1)
    if count == 1:
        yield None
        return
    with ProcessPoolExecutor(count) as pool:
        yield pool


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as missing:
        raise CannotRun(catalog.CLUSTER_MISSING.at()) from missing
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except OSError as silent:
        raise CannotRun(catalog.CLUSTER_SILENT.at(found=address)) from silent
    try:
        with client.get_executor() as executor:
            yield executor
    finally:
        client.close()


def merge_with(  # noqa: PLR0913 - an option is an argument
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    workers: int = 1,
    cluster: str = "",
) -> Report:
    """Merge, the files read by so many processes (0: by their number), or by a cluster."""
    from taizhang.actions.merging import merge

    with readers(_files_beside(book), workers, cluster) as executor:
        return merge(book, desk, moment, period, executor)


def _files_beside(book: xw.Book) -> int:
    """How many files lie in 收件, all periods: enough to decide who reads."""
    return sum(1 for p in (Path(book.fullname).parent / INBOX).rglob("*") if p.is_file())
