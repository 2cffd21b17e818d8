"""Rows of a large sheet in stretches that are packed apart, and a list of where they stand.

A register of years is only added to. Its rows are packed some hundreds at a time, so that a job
unpacks those it looks at and a save takes the others over as they are. The list stands in a part of
its own; it counts only as long as the sheet's bytes are those it was written for, so that any other
program may save the workbook, which then is read whole. With each stretch goes what was asked for
of whole columns.
"""

import json
import re
import struct
import sys
import zipfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from xlfile.parts.archive import PackedEntry, PackedPiece, ZipBytes, joined, pack_piece
from xlfile.parts.trees import MAIN

LARGE = 1 << 19  # bytes of a part that is worth it
SOME = 500  # rows of a stretch
LAST = 200  # rows at most that stay unpacked behind all stretches
HEADS = 16  # rows of the first, which holds titles and headers
PART, TYPE = "xl/rowindex.bin", "application/binary"
RELATION, KIND = "http://xlfile.invalid/relationships", "rowindex"
BEGIN, END = b"<sheetData>", b"</sheetData>"
_MAGIC = b"xlfile rows 3\n"
_BLOB = struct.Struct("<?HI")  # of a column: whether it is words, how many values, bytes of these
_BETWEEN = "\x1f"  # words of a column
_SHORT = 100  # bytes that packing makes no shorter
_WORDS = frozenset({str, type(None)})
_FEW = 256  # values that a byte tells apart
_DEAR, _CHEAP = 64, 1  # bytes a row beyond which a column is not kept, asked for or not
_OPENING = re.compile(rb"<worksheet\b[^>]*>")
_ENCODING = re.compile(rb"""encoding=["']([^"']*)["']""")
_ROW = re.compile(rb'<row r="(\d{1,7})"')
_ODD = (b"<!", b"<?", b't="shared"', b't="array"', b't="dataTable"')
RowSpan = tuple[int, int]


class CodedValues(NamedTuple):
    """Values one below the other: each that differs once, and which of these stands where."""

    distinct: Sequence[Any]
    codes: Sequence[int]

    @property
    def values(self) -> list[Any]:
        """All of them, in order."""
        return [*map(self.distinct.__getitem__, self.codes)]

    def between(self, begin: int, end: int) -> "CodedValues":
        """Those from one place to before another, counted from 0."""
        if begin <= 0 and end >= len(self.codes):
            return self
        return coded(map(self.distinct.__getitem__, self.codes[begin:end]))


def coded(values: Iterable[Any]) -> CodedValues:
    """The same values, each once; 1, 1.0 and True are three."""
    places: dict[tuple[type, Any], int] = {}
    codes = [places.setdefault((v.__class__, v), len(places)) for v in values]
    return CodedValues([value for _, value in places], codes)


class Irregular(Exception):  # noqa: N818 - said of a part, caught where it was packed
    """The rows are not written as nearly all programs write them."""


@dataclass(frozen=True, slots=True, eq=False)
class PackedRun:
    """A stretch of neighbouring rows, packed; `columns` are those asked for so far, packed too."""

    first: int
    count: int
    piece: PackedPiece
    columns: dict[int, bytes] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + self.count - 1

    def column(self, number: int) -> CodedValues | None:
        """The values of a column that was asked for before."""
        if (kept := self.columns.get(number)) is None:
            return None
        try:
            found = _unpacked(kept)
        except (ValueError, IndexError, zlib.error, struct.error):
            return None
        return found if len(found.codes) == self.count else None

    def keep(self, number: int, values: CodedValues, *, asked: bool = True) -> None:
        """Remember a column; one whose values take much room, or are errors, is not kept."""
        found, most = _packed(values), _DEAR if asked else _CHEAP
        if found is not None and len(found) <= most * self.count:
            self.columns[number] = found


@dataclass(frozen=True, slots=True, eq=False)
class InRuns:
    """A part in stretches: what stands before its rows, the rows, and the end with the last rows."""

    head: PackedPiece
    runs: Sequence[PackedRun]
    tail: PackedPiece

    @property
    def packed(self) -> PackedEntry:
        """The whole entry."""
        return joined([self.head, *(run.piece for run in self.runs), self.tail])


def opening_of(head: bytes) -> bytes | None:
    """The root element's tag of a sheet that can be taken apart; None where it cannot."""
    found, declared = _OPENING.search(head), _ENCODING.search(head[:200])
    if found is None or f'xmlns="{MAIN}"'.encode() not in found[0]:
        return None
    return found[0] if declared is None or declared[1].lower() in {b"utf-8", b"utf8"} else None


def spans_of(data: bytes, begin: int, end: int) -> dict[int, RowSpan]:
    """Where each row stands; Irregular where they are not plain rows in order."""
    if any(data.find(odd, begin, end) >= 0 for odd in _ODD):
        raise Irregular
    starts = [(int(row[1]), row.start()) for row in _ROW.finditer(data, begin, end)]
    numbers = [number for number, _ in starts]
    if data.count(b"<row", begin, end) != len(starts) or (starts and starts[0][1] != begin):
        raise Irregular
    if any(above >= below for above, below in pairwise(numbers)):
        raise Irregular
    places = [start for _, start in starts] + [end]
    return dict(zip(numbers, pairwise(places), strict=True))


def in_runs(pieces: Iterable[bytes | PackedRun]) -> InRuns:
    """Pack a sheet in stretches; Irregular where it is small or cannot be taken apart."""
    packer = _Packer()
    for piece in pieces:
        packer.take(piece)
    return packer.done()


class _Packer:
    """Takes a sheet piece by piece, and packs the rows that are whole."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._head: PackedPiece | None = None
        self._runs: list[PackedRun] = []
        self._size = 0
        self._enough = LARGE  # bytes at hand that are worth looking for whole rows

    def take(self, piece: bytes | PackedRun) -> None:
        if isinstance(piece, PackedRun):
            self._size += piece.piece.size
            self._pack(0)
            if self._held or self._head is None:
                raise Irregular  # something else stands between the rows
            self._runs.append(piece)
            return
        self._size += len(piece)
        self._held += piece
        if self._head is None:
            self._take_head()
        if self._head is not None and len(self._held) >= self._enough:
            self._pack(SOME)
            self._enough = len(self._held) + LARGE

    def _take_head(self) -> None:
        if (at := self._held.find(BEGIN)) >= 0:
            head = bytes(self._held[: at + len(BEGIN)])
            if opening_of(head) is None:
                raise Irregular
            self._head = pack_piece(head)
            del self._held[: len(head)]

    def _pack(self, least: int) -> None:
        """Pack whole rows as long as more than `least` are at hand; the last ones may be cut."""
        data = bytes(self._held)
        end = data.rfind(b"</row>") + len(b"</row>")
        if end < len(b"</row>"):
            return
        spans = spans_of(data, 0, end)
        numbers, done = [*spans], 0
        while len(numbers) - done > least:
            many = min(SOME if self._runs else HEADS, len(numbers) - done)
            some = numbers[done : done + many]
            if some[-1] - some[0] + 1 != many:
                raise Irregular  # rows are missing between these
            stretch = data[spans[some[0]][0] : spans[some[-1]][1]]
            self._runs.append(PackedRun(some[0], many, pack_piece(stretch)))
            done += many
        del self._held[: spans[numbers[done - 1]][1] if done else 0]

    def done(self) -> InRuns:
        if self._head is None or self._size < LARGE:
            raise Irregular
        at = self._held.rfind(END)
        if at < 0 or self._held.find(BEGIN) >= 0:
            raise Irregular
        end = bytes(self._held[at:])
        del self._held[at:]
        self._pack(LAST)
        rows = bytes(self._held)
        spans_of(rows, 0, len(rows))
        return InRuns(self._head, self._runs, pack_piece(rows + end, last=True))


def written(parts: Mapping[str, InRuns]) -> bytes:
    """The list of these parts."""
    blobs: list[bytes] = []
    listed = {name: _listed(part, blobs) for name, part in parts.items()}
    head = zlib.compress(json.dumps(listed).encode(), 3)
    return b"".join([_MAGIC, len(head).to_bytes(4, "little"), head, *blobs])


def _listed(part: InRuns, blobs: list[bytes]) -> dict[str, Any]:
    runs = []
    for run in part.runs:
        columns = {str(number): len(kept) for number, kept in run.columns.items()}
        blobs += run.columns.values()
        runs.append([run.first, run.count, *_measures(run.piece), columns])
    pieces = (part.head, *(run.piece for run in part.runs), part.tail)
    return {
        "head": _measures(part.head), "runs": runs, "tail": _measures(part.tail),
        "crc": _crc_of(piece.packed for piece in pieces),
    }  # fmt: skip


def _measures(piece: PackedPiece) -> list[int]:
    return [len(piece.packed), piece.size, piece.crc, piece.shift]


def _crc_of(pieces: Iterable[ZipBytes]) -> int:
    crc = 0
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
    return crc


class RunList:
    """The list as it was found: which parts stand in stretches, if they are still the same."""

    def __init__(self, data: bytes) -> None:
        """Read it; one that cannot be read names no part."""
        self._parts: dict[str, Any] = {}
        self._blobs: dict[str, int] = {}
        self._data = data
        try:
            self._read()
        except (ValueError, KeyError, TypeError, zlib.error):
            self._parts = {}

    def _read(self) -> None:
        if not self._data.startswith(_MAGIC):
            return
        begin = len(_MAGIC) + 4
        size = int.from_bytes(self._data[len(_MAGIC) : begin], "little")
        self._parts = json.loads(zlib.decompress(self._data[begin : begin + size]))
        at = begin + size
        for name, part in self._parts.items():
            self._blobs[name] = at
            at += sum(size for run in part["runs"] for size in run[6].values())

    def names(self) -> list[str]:
        """The parts that it speaks of."""
        return [*self._parts]

    def part(self, name: str, entry: PackedEntry) -> InRuns | None:
        """The part in its stretches; None where the bytes are not those it was written for."""
        if (found := self._parts.get(name)) is None or len(entry.pieces) != 1:
            return None
        try:
            return self._taken_apart(name, found, entry)
        except (ValueError, KeyError, TypeError, IndexError):
            return None

    def _taken_apart(self, name: str, found: Any, entry: PackedEntry) -> InRuns | None:
        whole = memoryview(entry.pieces[0])
        measures = [found["head"], *(run[2:6] for run in found["runs"]), found["tail"]]
        sizes = [int(size) for size, *_ in measures]
        plain = entry.method == zipfile.ZIP_DEFLATED and sum(sizes) == len(whole)
        if not plain or zlib.crc32(whole) != found["crc"]:
            return None
        pieces = []
        at = 0
        for length, *known in measures:
            pieces.append(PackedPiece(whole[at : at + length], *map(int, known)))
            at += length
        runs = [
            PackedRun(int(run[0]), int(run[1]), piece, columns)
            for run, piece, columns in zip(
                found["runs"], pieces[1:-1], self._columns(name, found), strict=True
            )
        ]
        return InRuns(pieces[0], runs, pieces[-1])

    def _columns(self, name: str, found: Any) -> Iterator[dict[int, bytes]]:
        at = self._blobs[name]
        for run in found["runs"]:
            columns = {}
            for number, length in run[6].items():
                columns[int(number)] = self._data[at : at + length]
                at += length
            yield columns


def _packed(values: CodedValues) -> bytes | None:
    """A column in few bytes: each value once, then which stands where; None where one has no text."""
    kinds = {*map(type, values.distinct)}
    if not kinds <= {str, float, bool, datetime, type(None)}:
        return None
    words = [value or "" for value in values.distinct] if kinds <= _WORDS else []
    text = _BETWEEN.join(words)
    are_words = text.count(_BETWEEN) + 1 == len({*words})  # a blank is no word, and there is one
    if are_words:
        head = text.encode()
    else:
        texts = [[v.isoformat()] if isinstance(v, datetime) else v for v in values.distinct]
        head = json.dumps(texts, separators=(",", ":")).encode()
    codes = _codes_packed(values)
    data = b"".join([_BLOB.pack(are_words, len(values.codes), len(head)), head, codes])
    return b"\0" + data if len(data) < _SHORT else b"\1" + zlib.compress(data, 3)


def _codes_packed(values: CodedValues) -> bytes:
    """Which value stands where: nothing where there is but one, a byte each for a few of them."""
    if len(values.distinct) == 1:
        return b""
    if len(values.distinct) <= _FEW:
        return bytes(values.codes)
    return _as_written(array("H", values.codes)).tobytes()


@lru_cache(maxsize=64)
def _unpacked(kept: bytes) -> CodedValues:
    """The values of such a column; many stretches hold the same, as those of one unit's name."""
    data = kept[1:] if kept[0] == 0 else zlib.decompress(kept[1:])
    are_words, count, length = _BLOB.unpack_from(data)
    end = _BLOB.size + length
    head, rest = data[_BLOB.size : end], data[end:]
    if are_words:
        words = head.decode().split(_BETWEEN)
        return CodedValues([word or None for word in words], _codes(rest, count))
    values = [datetime.fromisoformat(v[0]) if isinstance(v, list) else v for v in json.loads(head)]
    return CodedValues(values, _codes(rest, count))


def _codes(data: bytes, count: int) -> Sequence[int]:
    if not data:
        return bytes(count)
    if len(data) == count:
        return data
    codes = array("H")
    codes.frombytes(data)
    return _as_written(codes)


def _as_written(codes: "array[int]") -> "array[int]":
    """The low byte first, whatever the processor."""
    if sys.byteorder == "big":
        codes.byteswap()
    return codes
