"""Silence around foreign code that prints where it fails.

calamine is Rust: what it does not expect in a file ends in a panic, and the panic prints English
and a backtrace on file descriptor 2 before anything in Python hears of it. The clerk gets our own
sentence about the file; the print is for nobody.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

ERRORS = 2  # the file descriptor of standard error


class _Silence:
    """How many calls want it quiet now, and where their prints went before."""

    def __init__(self) -> None:
        self._lock, self._calls = Lock(), 0
        self._before: int | None = None

    def begin(self) -> None:
        with self._lock:
            self._calls += 1
            if self._calls == 1:
                self._before = _turned_off()

    def end(self) -> None:
        with self._lock:
            self._calls -= 1
            if self._calls == 0 and self._before is not None:
                os.dup2(self._before, ERRORS)
                os.close(self._before)
                self._before = None


def _turned_off() -> int | None:
    """Lead standard error to nothing; where it went before, None where there is none at all."""
    if sys.stderr is not None:
        sys.stderr.flush()  # what Python said earlier is to be seen
    try:
        before = os.dup(ERRORS)
    except OSError:  # a click in Excel has no standard error
        return None
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, ERRORS)
    os.close(nothing)
    return before


_SILENCE = _Silence()


@contextmanager
def silenced() -> Iterator[None]:
    """Keep what foreign code prints from the clerk; several threads may be in here at once."""
    _SILENCE.begin()
    try:
        yield
    finally:
        _SILENCE.end()
