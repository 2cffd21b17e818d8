"""What reading forms costs against bare calamine: a table, printed.

Run as a program. Forms are built anew in a temporary folder; each figure is the best of several
rounds over all of them, both ways on the same files.
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

ROUNDS = 5
SETS = ((60, 30), (60, 140), (200, 30))


def main(sets: Sequence[tuple[int, int]] = SETS) -> None:
    """Print files, rows, seconds bare, seconds read, ratio; untouched and filled in."""
    print(f"{'forms':>6}{'rows':>6}{'':>12}{'bare ms':>10}{'read ms':>10}{'ratio':>8}")
    for forms, rows in sets:
        with tempfile.TemporaryDirectory() as folder:
            for touched in (False, True):
                paths = _build(Path(folder), forms, rows, touched=touched)
                bare, read = _best(_bare, paths), _best(_read, paths)
                name = "filled in" if touched else "untouched"
                line = f"{forms:>6}{rows:>6}{name:>12}{_ms(bare, forms)}{_ms(read, forms)}"
                print(f"{line}{read / bare:>8.2f}")


def _ms(seconds: float, forms: int) -> str:
    return f"{seconds / forms * 1000:>10.2f}"


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


def _best(work: Callable[[Sequence[Path]], None], paths: Sequence[Path]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(paths)
        times.append(time.perf_counter() - start)
    return min(times)


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
