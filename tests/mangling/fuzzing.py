"""Forms that something broke on the way: bytes flipped, XML altered, parts gone or exchanged.

Each takes the bytes of a form and a random source, and gives bytes; whether they can still be
read is for the reader to say. The same number gives the same bytes.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

Fuzzer = Callable[[bytes, Random], bytes]
Parts = list[tuple[str, bytes]]
_ATTRIBUTE = re.compile(rb'(\s[\w:]+=")([^"]*)(")')
_VALUE = re.compile(rb"(<v>|<t>|<t [^>]*>)([^<]*)(</[vt]>)")
_ELEMENT = re.compile(rb"<(\w+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
ODD = (
    b"", b"-1", b"0", b"1", b"99999999999999999999", b"NaN", b"1e999", b"A1:@0", b"XFD1048577", b"ZZZZ9",
    b"../../../etc", b"rId1", b"true", b"s", b"e", b"inlineStr", b"b", b"d", b"str", b"n", b"hidden",
    b"http://example.invalid/x", b"\xe4\xb8\xad", b"\xff\xfe", b"&#0;", b"&amp;", b"&undefined;",
)  # fmt: skip
ABSURD = (
    b"1e999", b"-1e999", b"nan", b"INF", b"9" * 400, b"1e308", b"-0", b"0x10", b"1,5", b"2958466", b"-1",
    b"99999999", b"&#1;", b"&#xD800;", b"_x0000_", b"=1+1", b"x" * 40_000, "九×".encode() * 5_000,
    "百分之".encode() * 400, b"#REF!", b"1/0", "9999年99月99日".encode(), b"", b" ", b"TRUE", b"]]>",
)  # fmt: skip


def bytes_flipped(data: bytes, rng: Random) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def cut_off(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))]


def piece_repeated(data: bytes, rng: Random) -> bytes:
    at, long = rng.randrange(len(data)), rng.choice((1, 64, 4096))
    return data[:at] + data[at : at + long] + data[at:]


def junk_around(data: bytes, rng: Random) -> bytes:
    junk = rng.randbytes(rng.choice((1, 50, 5000)))
    return rng.choice((junk + data, data + junk))


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _zipped(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)  # two parts of one name are what is wanted
        for name, data in parts:
            info = zipfile.ZipInfo(name, (2022, 6, 20, 9, 0, 0))
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _change(data: bytes, rng: Random, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed, a sheet more often than another."""
    parts = _parts(data)
    told = [at for at, (name, _) in enumerate(parts) if "sheet" in name or "content" in name]
    at = rng.choice(told if told and rng.random() < 0.6 else range(len(parts)))
    name, part = parts[at]
    parts[at] = (name, change(part))
    return _zipped(parts)


def part_flipped(data: bytes, rng: Random) -> bytes:
    return _change(data, rng, lambda part: bytes_flipped(part, rng) if part else part)


def part_cut(data: bytes, rng: Random) -> bytes:
    return _change(data, rng, lambda part: part[: rng.randrange(len(part) + 1)])


def _replace(part: bytes, rng: Random, pattern: re.Pattern[bytes], odd: tuple[bytes, ...]) -> bytes:
    found = list(pattern.finditer(part))
    for match in sorted(rng.sample(found, min(len(found), rng.choice((1, 1, 3, 10)))), key=_end):
        part = part[: match.start(2)] + rng.choice(odd) + part[match.end(2) :]
    return part


def _end(match: re.Match[bytes]) -> int:
    return -match.end()


def attributes_altered(data: bytes, rng: Random) -> bytes:
    return _change(data, rng, lambda part: _replace(part, rng, _ATTRIBUTE, ODD))


def values_absurd(data: bytes, rng: Random) -> bytes:
    return _change(data, rng, lambda part: _replace(part, rng, _VALUE, ABSURD))


def elements_lost_or_repeated(data: bytes, rng: Random) -> bytes:
    def change(part: bytes) -> bytes:
        found = list(_ELEMENT.finditer(part))
        for match in sorted(rng.sample(found, min(len(found), 3)), key=_end):
            times = rng.choice((0, 2, 200))
            part = part[: match.start()] + match[0] * times + part[match.end() :]
        return part

    return _change(data, rng, change)


def part_removed(data: bytes, rng: Random) -> bytes:
    parts = _parts(data)
    del parts[rng.randrange(len(parts))]
    return _zipped(parts)


def part_twice(data: bytes, rng: Random) -> bytes:
    """Two parts of one name, the second one cut or that of another."""
    parts = _parts(data)
    name, part = rng.choice(parts)
    other = rng.choice((part, part[: len(part) // 2], rng.choice(parts)[1]))
    return _zipped([*parts, (name, other)])


def parts_exchanged(data: bytes, rng: Random) -> bytes:
    parts = _parts(data)
    one, other = rng.sample(range(len(parts)), 2)
    (first, here), (second, there) = parts[one], parts[other]
    parts[one], parts[other] = (first, there), (second, here)
    return _zipped(parts)


def part_renamed(data: bytes, rng: Random) -> bytes:
    parts = _parts(data)
    at = rng.randrange(len(parts))
    name, part = parts[at]
    odd = (f"../{name}", f"/{name}", name.upper(), name.replace("/", "\\"), f"{name}\0", "x" * 300)
    parts[at] = (rng.choice(odd), part)
    return _zipped(parts)


def several(data: bytes, rng: Random) -> bytes:
    """Two of the changes to the content one after the other."""
    for fuzzer in rng.sample(INSIDE, 2):
        data = fuzzer(data, rng)
    return data


OUTSIDE: tuple[Fuzzer, ...] = (bytes_flipped, cut_off, piece_repeated, junk_around)
INSIDE: tuple[Fuzzer, ...] = (
    part_flipped, part_cut, attributes_altered, values_absurd, elements_lost_or_repeated, part_removed,
    part_twice, parts_exchanged, part_renamed,
)  # fmt: skip
_MORE = (attributes_altered, values_absurd, elements_lost_or_repeated)  # what gets furthest


def fuzzed(data: bytes, number: int) -> tuple[bytes, str]:
    """Form `number` as it arrives, and what happened to it; a compound file has no parts."""
    rng = Random(number)
    inside = (*INSIDE, *_MORE, several) if data.startswith(b"PK") else ()
    fuzzer = rng.choice((*OUTSIDE, *inside))
    return fuzzer(data, rng), fuzzer.__name__
