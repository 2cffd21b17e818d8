"""Rows put away in little memory, where thousands of forms have to be held at once."""

import pickle
from collections.abc import Iterator, Sequence
from typing import TypeVar, cast, overload
from zlib import compress, decompress

T = TypeVar("T")


class Packed(Sequence[T]):
    """Rows that take a tenth of their room, and are unpacked for each look at them."""

    __slots__ = ("_count", "_data")

    def __init__(self, rows: Sequence[T]) -> None:
        self._count = len(rows)
        self._data = compress(pickle.dumps(tuple(rows), pickle.HIGHEST_PROTOCOL), 1)

    @property
    def _rows(self) -> tuple[T, ...]:
        return cast("tuple[T, ...]", pickle.loads(decompress(self._data)))  # noqa: S301 - our own

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self._rows[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._rows == tuple(other)

    def __hash__(self) -> int:
        return hash(self._rows)
