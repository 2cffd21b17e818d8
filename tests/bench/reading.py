"""What reading forms costs against bare calamine: a table, printed.

python -m tests.bench.reading

Bare means: open the workbook, every sheet to Python. `sent` and `answered` are sixty forms of 30
to 140 rows by `distribute`, as sent and as a careful clerk answers them; the others are built in a
temporary folder, all of one length. Forms are saved by several programs: XlsxWriter (untouched),
xlfile (answered), openpyxl (filled in). Each file counts with the best of its times.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

from taizhang.books.forms.build import build_form
from taizhang.books.reading.form import read_form
from taizhang.core.submission import Form
from tests.bench.merge import PERIOD, prepare
from tests.mangling.sample import KEY, filled_in, sample

ROUNDS = 9
SENT_OUT = 60
SETS = ((60, 30), (60, 140))


def main(sets: Sequence[tuple[int, int]] = SETS) -> None:
    """Print files, rows, milliseconds a file bare and read, and their ratio."""
    print(f"{'forms':>6}{'rows':>7}{'':>12}{'bare ms':>10}{'read ms':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        book, _ = prepare(Path(folder), SENT_OUT)
        for name in ("下发", "收件"):
            paths = sorted((book.parent / name / PERIOD).glob("*_报送表.xlsx"))
            _line(paths, "30-140", "sent" if name == "下发" else "answered")
    for forms, rows in sets:
        for touched in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                paths = _build(Path(folder), forms, rows, touched=touched)
                _line(paths, str(rows), "filled in" if touched else "untouched")


def _line(paths: Sequence[Path], rows: str, name: str) -> None:
    bare, read = _best((_bare, _read), paths)
    each = 1000 / len(paths)
    figures = f"{bare * each:>10.2f}{read * each:>10.2f}{read / bare:>8.2f}"
    print(f"{len(paths):>6}{rows:>7}{name:>12}{figures}", flush=True)


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


def _best(works: Sequence[Callable[[Path], None]], paths: Sequence[Path]) -> list[float]:
    """The time of each over all files, each file at its best; in turn, so that a slow moment hits both."""
    best = [[float("inf")] * len(paths) for _ in works]
    for _ in range(ROUNDS):
        for at, path in enumerate(paths):
            for work, times in zip(works, best, strict=True):
                start = time.perf_counter()
                work(path)
                times[at] = min(times[at], time.perf_counter() - start)
    return [sum(times) for times in best]


def _bare(path: Path) -> None:
    with CalamineWorkbook.from_path(path) as book:
        for at in range(len(book.sheet_names)):
            book.get_sheet_by_index(at).to_python()


def _read(path: Path) -> None:
    if not isinstance(read_form(path, key=KEY), Form):
        sys.exit(f"not read: {path.name}")


if __name__ == "__main__":
    main()
