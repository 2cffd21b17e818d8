"""Read what lies in 收件/<期次>/: many files, one reader, the clerk's earlier answers at hand."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from taizhang.books.foreign.names import files_in, shown_name
from taizhang.core.issues import Place, Rule
from taizhang.core.packing import MANY, Packed
from taizhang.core.returned.claims import HeaderMemory, apply_claims, memory_of
from taizhang.core.submission import Form, Refusal
from taizhang.office.office import Office
from taizhang.office.report import FILES, Desk, go_on
from taizhang.office.workplace import INBOX, SENT

CHUNK = 8  # files that travel to a worker together


def read_inbox(
    office: Office, period: str, desk: Desk, executor: Executor | None = None
) -> list[Form | Refusal]:
    """Read all files of the inbox in the order of their names; a bad one becomes a Refusal.

    So many that memory runs short are held packed. Files that lost their hidden sheet are read
    once more against what was sent out. A folder that cannot be looked into is a Refusal too.
    """
    office.check_form()
    folder = office.place.folder(INBOX, period)
    places = files_in(folder)
    files = [place.path for place in places if place.rule is None]
    layout = office.ledger.reading_layout
    spec = layout.form
    memory = memory_of(office.ledger.values("headers"), spec)
    reader = partial(
        _read,
        packing=len(files) > MANY,
        layout=layout,
        key=bytes.fromhex(office.ledger.meta["key"]),
        memory=memory,
    )
    found = executor.map(reader, files, chunksize=CHUNK) if executor else map(reader, files)
    readings: list[Form | Refusal] = []
    for i, reading in enumerate(found, start=1):
        readings.append(reading)
        desk.progress(f"读收件：{reading.file}", i, len(files), FILES)
        go_on(desk)
    readings = _again(office, period, list(zip(files, readings, strict=True)), memory)
    readings += [closed(place.path, place.rule) for place in places if place.rule is not None]
    claims = office.ledger.values("claims")
    return [apply_claims(r, claims, spec) if isinstance(r, Form) else r for r in readings]


def closed(folder: Path, rule: Rule) -> Refusal:
    """A folder that nobody could look into."""
    name = shown_name(folder)
    return Refusal(name, (rule.at(Place(book=name)),))


def _read(path: Path, *, packing: bool, **known: Any) -> Form | Refusal:
    from taizhang.books.reading.form import read_form

    reading = read_form(path, **known)
    if packing and isinstance(reading, Form):
        return replace(reading, rows=Packed(reading.rows))
    return reading


def _again(
    office: Office, period: str, read: Sequence[tuple[Path, Form | Refusal]], memory: HeaderMemory
) -> list[Form | Refusal]:
    """Read files without a usable base once more, knowing what was sent."""
    from taizhang.books.reading.form import read_form, read_sent

    if all(isinstance(r, Form) and r.based for _, r in read):
        return [r for _, r in read]
    folder = office.place.folder(SENT, period)
    known = tuple(s for p in sorted(folder.glob("*.xlsx")) if (s := read_sent(p)))
    key, layout = bytes.fromhex(office.ledger.meta["key"]), office.ledger.reading_layout
    return [
        r
        if isinstance(r, Form) and r.based
        else read_form(path, layout=layout, key=key, memory=memory, known=known)
        for path, r in read
    ]
