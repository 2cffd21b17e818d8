"""Read what lies in 收件/<期次>/: many files, one reader, the clerk's earlier answers at hand."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from taizhang.books.foreign.names import files_in, shown_name
from taizhang.core.issues import Place, Rule
from taizhang.core.packing import Packed
from taizhang.core.returned.claims import HeaderMemory, apply_claims, memory_of
from taizhang.core.schema import Layout
from taizhang.core.submission import Form, Refusal, Sent
from taizhang.office.office import Office
from taizhang.office.report import FILES, Desk, go_on
from taizhang.office.workplace import INBOX, SENT

CHUNK = 8  # files that travel to a worker together


def read_inbox(
    office: Office, period: str, desk: Desk, executor: Executor | None = None
) -> Iterator[Form | Refusal]:
    """Read the files of the inbox one at a time, in the order of their names.

    A bad one becomes a Refusal, and so does a folder that cannot be looked into. A file that lost
    its hidden sheet is read once more against what was sent out.
    """
    office.check_form()
    places = files_in(office.place.folder(INBOX, period))
    files = [place.path for place in places if place.rule is None]
    layout, claims = office.ledger.reading_layout, office.ledger.values("claims")
    memory = memory_of(office.ledger.values("headers"), layout.form)
    key = bytes.fromhex(office.ledger.meta["key"])
    reader = _SecondReader(layout, key, memory, office.place.folder(SENT, period))
    once = partial(_read, layout=layout, key=key, memory=memory)
    found = executor.map(once, files, chunksize=CHUNK) if executor else map(once, files)
    for i, (path, first) in enumerate(zip(files, found, strict=True), start=1):
        reading = first if isinstance(first, Form) and first.based else reader.again(path)
        yield apply_claims(reading, claims, layout.form) if isinstance(reading, Form) else reading
        desk.progress(f"读收件：{reading.file}", i, len(files), FILES)
        go_on(desk)
    yield from (closed(place.path, place.rule) for place in places if place.rule is not None)


def closed(folder: Path, rule: Rule) -> Refusal:
    """A folder that nobody could look into."""
    name = shown_name(folder)
    return Refusal(name, (rule.at(Place(book=name)),))


def _read(path: Path, **known: Any) -> Form | Refusal:
    """One file; its rows are put away at once, for all forms are held until the last is read."""
    from taizhang.books.reading.form import read_form

    reading = read_form(path, **known)
    return replace(reading, rows=Packed(reading.rows)) if isinstance(reading, Form) else reading


@dataclass(frozen=True)
class _SecondReader:
    """Reads files without a usable base once more, knowing what was sent."""

    layout: Layout
    key: bytes
    memory: HeaderMemory
    sent: Path

    @cached_property
    def _known(self) -> tuple[Sent, ...]:
        """What every form of this period carried when it was sent out; few merges ask."""
        from taizhang.books.reading.form import read_sent

        return tuple(s for p in sorted(self.sent.glob("*.xlsx")) if (s := read_sent(p)))

    def again(self, path: Path) -> Form | Refusal:
        """The file set beside what was sent."""
        return _read(path, layout=self.layout, key=self.key, memory=self.memory, known=self._known)
