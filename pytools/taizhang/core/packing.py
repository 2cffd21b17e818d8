"""Rows put away in little memory, where thousands of forms have to be held at once."""

import pickle
from collections.abc import Sequence
from typing import Generic, TypeVar, cast
from zlib import compress, decompress

MANY = 1000  # forms; so many are held as they are
Row = TypeVar("Row")


class Packed(Generic[Row]):
    """Rows that take a tenth of their room, and are unpacked for each look at them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._data = compress(pickle.dumps(tuple(rows), pickle.HIGHEST_PROTOCOL), 1)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, as new objects."""
        return cast("tuple[Row, ...]", pickle.loads(decompress(self._data)))  # noqa: S301 - our own
