"""What reading forms costs against bare calamine: a table, printed.

python -m tests.bench.reading

Forms are built anew in a temporary folder. Bare means: open the workbook, every sheet to Python.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

from taizhang.books.forms import build_form
from taizhang.books.reading import read_form
from taizhang.core.submission import Form
from tests.mangling.sample import KEY, filled_in, sample

ROUNDS = 9
SETS = ((60, 30), (60, 140), (200, 30))


def main(sets: Sequence[tuple[int, int]] = SETS) -> None:
    """Print files, rows, milliseconds a file bare and read, and their ratio."""
    print(f"{'forms':>6}{'rows':>6}{'':>12}{'bare ms':>10}{'read ms':>10}{'ratio':>8}")
    for forms, rows in sets:
        for touched in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                paths = _build(Path(folder), forms, rows, touched=touched)
                bare, read = _best((_bare, _read), paths)
            name = "filled in" if touched else "untouched"
            figures = f"{bare / forms * 1000:>10.2f}{read / forms * 1000:>10.2f}"
            print(f"{forms:>6}{rows:>6}{name:>12}{figures}{read / bare:>8.2f}", flush=True)


def _build(folder: Path, forms: int, rows: int, *, touched: bool) -> list[Path]:
    paths = []
    for number in range(forms):
        path = folder / f"{number:04}.xlsx"
        form = sample(number, tasks=rows, nodes=rows // 3)
        build_form(path, form)
        if touched:
            filled_in(path, number)
        paths.append(path)
    return paths


def _best(works: Sequence[Callable[[Sequence[Path]], None]], paths: Sequence[Path]) -> list[float]:
    """The best time of each over all files; in turn, so that a slow moment hits both."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for at, work in enumerate(works):
            start = time.perf_counter()
            work(paths)
            best[at] = min(best[at], time.perf_counter() - start)
    return best


def _bare(paths: Sequence[Path]) -> None:
    for path in paths:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()


def _read(paths: Sequence[Path]) -> None:
    for path in paths:
        if not isinstance(read_form(path, key=KEY), Form):
            sys.exit(f"not read: {path.name}")


if __name__ == "__main__":
    main()
