"""Our readers against JioNLP (times) and cn2an (numerals), on the lists of the tests: a table.

python -m tests.bench.notices

Right means: the same due date, the same recurrence, and the same start where the list states one.
JioNLP is helped: the end of its span is the due date, a span that begins at the issue date or
earlier has no start, a delta of half a year is half-yearly. jionlp 1.5.31, cn2an 0.5.24,
Python 3.11, 2 cores, 22 November 2026:

    95 deadlines   right   due  start  recurrence  import ms  µs each
    ours              95    95     95          95        555    108.0
    JioNLP            56    69     88          84        504    431.7

    37 numerals    right                           import ms  µs each
    ours              37                                 511      7.5
    cn2an             34                                 283     30.3

(Our numerals come with the package of the readers, which cannot be imported in part.) So neither is
imported: JioNLP dates what has no date (会后5个工作日内 from today, xx年 this year) and finds none in
按月, 年内, 立即; cn2an cannot read 半, 百 and 1,000.
"""

import contextlib
import importlib.util
import io
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from taizhang.core.values.numerals import number
from taizhang.core.values.text import keep_marks
from taizhang.notices import read_deadline
from tests.core.test_values_numerals import NUMERALS
from tests.notices.test_deadline_forms import FORMS, ISSUED

ROUNDS = 7
DELTAS = {
    ("day", 7): "weekly", ("month", 0.5): "half-monthly", ("day", 15): "half-monthly",
    ("month", 1): "monthly", ("month", 3): "quarterly", ("month", 6): "half-yearly",
    ("year", 0.5): "half-yearly", ("year", 1): "yearly",
}  # fmt: skip


class Answer(NamedTuple):
    """What a reader makes of a phrase."""

    due: str = ""
    start: str = ""
    recurrence: str = ""


def main() -> None:
    """Print both tables; a library that is not installed is left out, and said so."""
    phrases = [(row["写法"], _issued(row)) for row in FORMS]
    stated = [
        Answer(row["时限"], row["起"], _most_frequent(row["周期"], *phrase))
        for row, phrase in zip(FORMS, phrases, strict=True)
    ]
    print(
        f"{f'{len(FORMS)} deadlines':<12}{'right':>8}{'due':>6}{'start':>7}{'recurrence':>12}"
        f"{'import ms':>11}{'µs each':>9}"
    )
    _show_times("ours", "taizhang.notices", _ours, phrases, stated)
    if _installed("jionlp"):
        _show_times("JioNLP", "jionlp", _jionlp(), phrases, stated)
    print(f"\n{f'{len(NUMERALS)} numerals':<12}{'right':>8}{'':>25}{'import ms':>11}{'µs each':>9}")
    _show_numbers("ours", "taizhang.core.values.numerals", number)
    if _installed("cn2an"):
        _show_numbers("cn2an", "cn2an", _cn2an())


def _issued(row: dict[str, str]) -> date:
    return date.fromisoformat(row["成文"]) if row["成文"] else ISSUED


def _most_frequent(recurrences: str, text: str, on: date) -> str:
    """Return the one period that counts where a row states several."""
    several = recurrences.split()
    found = read_deadline(text, on).recurrence if len(several) > 1 else None
    return found if found in several else "".join(several)


def _installed(library: str) -> bool:
    if importlib.util.find_spec(library):
        return True
    print(f"{library:<12}  not installed: pip install {library}")
    return False


Phrase = tuple[str, date]
T = TypeVar("T")


def _ours(phrase: Phrase) -> Answer:
    found = read_deadline(*phrase)
    return Answer(str(found.due or ""), str(found.start or ""), found.recurrence or "")


def _jionlp() -> Callable[[Phrase], Answer]:
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    logging.disable(logging.CRITICAL)  # it logs a traceback for each phrase it cannot read

    def read(phrase: Phrase) -> Answer:
        text, on = phrase
        try:
            found = jionlp.parse_time(text, time_base=datetime(on.year, on.month, on.day))
        except Exception:  # noqa: BLE001 - it raises in many ways where it reads nothing
            return Answer()
        return _answered(found, on)

    return read


def _answered(found: dict[str, object], on: date) -> Answer:
    said = found["time"]
    if isinstance(said, dict):
        ((unit, count),) = list(said["delta"].items())[:1]
        return Answer(recurrence=DELTAS.get((unit, float(count)), ""))
    if not isinstance(said, list) or len(said) != 2:
        return Answer()
    first, last = (str(day)[:10] for day in said)
    same = first == last or first <= str(on) or first == "-inf"
    return Answer(last, "" if same else first)


def _cn2an() -> Callable[[str], float | None]:
    import cn2an

    def read(text: str) -> float | None:
        try:
            return float(cn2an.cn2an(text, "smart"))
        except ValueError:
            return None

    return read


def _show_times(
    name: str,
    module: str,
    read: Callable[[Phrase], Answer],
    phrases: Sequence[Phrase],
    stated: Sequence[Answer],
) -> None:
    pairs = [(read(p), told) for p, told in zip(phrases, stated, strict=True)]
    due = sum(found.due == told.due for found, told in pairs)
    start = sum(found.start == told.start or not told.start for found, told in pairs)
    again = sum(found.recurrence == told.recurrence for found, told in pairs)
    right = sum(
        (found.due, found.recurrence) == (told.due, told.recurrence)
        and (found.start == told.start or not told.start)
        for found, told in pairs
    )
    each = _microseconds(read, phrases)
    print(
        f"{name:<12}{right:>8}{due:>6}{start:>7}{again:>12}{_import_ms(module):>11.0f}{each:>9.1f}"
    )


def _show_numbers(name: str, module: str, read: Callable[[str], float | None]) -> None:
    stated = [
        None if row["值"] == "无" or "或" in row["值"] else float(row["值"]) for row in NUMERALS
    ]
    texts = [keep_marks(row["印的"]) for row in NUMERALS]
    right = sum(read(text) == told for text, told in zip(texts, stated, strict=True))
    each = _microseconds(read, texts)
    print(f"{name:<12}{right:>8}{'':>25}{_import_ms(module):>11.0f}{each:>9.1f}")


def _microseconds(read: Callable[[T], object], texts: Sequence[T]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for text in texts:
            read(text)
        best = min(best, time.perf_counter() - begun)
    return best / len(texts) * 1e6


def _import_ms(module: str) -> float:
    """The best time to import a module in a fresh interpreter, an empty one taken off."""
    return (_fresh(f"import {module}") - _fresh("pass")) * 1000


def _fresh(code: str) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        best = min(best, time.perf_counter() - begun)
    return best


if __name__ == "__main__":
    main()
