"""A VBA project taken apart as [MS-OVBA] draws it: records of dir, lines of PROJECT, streams."""

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import olefile

PART = "xl/vbaProject.bin"
VERSION, TERMINATOR, MODULE, DOCUMENT = 0x09, 0x10, 0x19, 0x22
MODULES, REFERENCE_NAME = 0x0F, 0x16
NAME, STREAM, OFFSET, COOKIE = 0x19, 0x1A, 0x31, 0x2C
Record = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Taken:
    """A project in pieces: the records of dir, the text of PROJECT, every stream by its path."""

    records: tuple[Record, ...]
    project: str
    streams: dict[str, bytes]

    @property
    def information(self) -> tuple[Record, ...]:
        """What stands before the references."""
        return self.records[: self._first(REFERENCE_NAME)]

    @property
    def references(self) -> tuple[Record, ...]:
        """The references with their names."""
        return self.records[self._first(REFERENCE_NAME) : self._first(MODULES)]

    @property
    def modules(self) -> tuple[tuple[Record, ...], ...]:
        """The records of each module, in order."""
        rest = self.records[self._first(MODULES) + 2 : self._first(TERMINATOR)]
        starts = [at for at, (kind, _) in enumerate(rest) if kind == MODULE]
        return tuple(rest[a:b] for a, b in zip(starts, [*starts[1:], len(rest)], strict=True))

    def value(self, kind: int) -> bytes:
        """The value of the first record of that kind."""
        return self.records[self._first(kind)][1]

    def source(self, name: str) -> str:
        """The source of a module, attributes and all, from where its offset points."""
        found = next(dict(m) for m in self.modules if dict(m)[NAME].decode() == name)
        start = int.from_bytes(found[OFFSET], "little")
        return _decompressed(self.streams[f"VBA/{name}"][start:]).decode("cp1252")

    def lines(self, section: str = "") -> list[str]:
        """The lines of PROJECT that stand in a section; without one those before the first."""
        here, found = "", []
        for line in self.project.splitlines():
            if line.startswith("["):
                here = line
            elif line.strip() and here == (f"[{section}]" if section else ""):
                found.append(line)
        return found

    def _first(self, kind: int) -> int:
        return next(at for at, (k, _) in enumerate(self.records) if k == kind)


def take_apart(book: Path) -> Taken:
    """The VBA project of a workbook."""
    with zipfile.ZipFile(book) as package:
        ole = olefile.OleFileIO(io.BytesIO(package.read(PART)))
    streams = {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}
    ole.close()
    records = tuple(_records(_decompressed(streams["VBA/dir"])))
    return Taken(records, streams["PROJECT"].decode("cp1252"), streams)


def _records(data: bytes) -> Iterator[Record]:
    """Id and value of each; that of the version says 4 and holds 6 bytes ([MS-OVBA] 2.3.4.2.1.11)."""
    at = 0
    while at < len(data):
        kind, size = struct.unpack_from("<HI", data, at)
        size = 6 if kind == VERSION else size
        yield kind, data[at + 6 : at + 6 + size]
        at += 6 + size


def _decompressed(data: bytes) -> bytes:
    with warnings.catch_warnings():  # oletools uses old names of pyparsing
        warnings.simplefilter("ignore", DeprecationWarning)
        from oletools.olevba import decompress_stream
    return bytes(decompress_stream(bytearray(data)))
