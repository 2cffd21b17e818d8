"""What leaders got is kept: a page that was handed out is never changed, its number stands in 通报登记."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from taizhang.core.bulletin.numbering import PaperKey, entry_of, number_of
from taizhang.core.catalog import bulletin as catalog
from taizhang.core.issues import Issue
from taizhang.core.tables import LedgerRows
from taizhang.core.writes import Writes
from taizhang.office.office import Office
from taizhang.office.workplace import BULLETINS


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of a series: what 通报登记 knows it by, the day that it tells until, its title."""

    office: Office
    register: LedgerRows
    paper: PaperKey
    on: date

    @classmethod
    def of(cls, office: Office, paper: PaperKey, on: date) -> "KeptPage":
        """The page of that kind, period and matter; what was told after the period is not in it."""
        return cls(office, office.read("bulletins")["bulletins"], paper, min(on, paper[1].last))

    @property
    def number(self) -> int:
        """Its number in its series of the year: the one it has, else the next."""
        return number_of(self.register, self.paper)

    @property
    def folder(self) -> str:
        """Where it lies, as people are told."""
        return f"{BULLETINS}/{self.paper[1].last.year}"

    def note(self, stem: str, title: str, writes: Writes) -> None:
        """Note it in the register; one that stands there already stays as it is."""
        own = entry_of(self.register, self.paper, self.on, title, name_of(self.paper, stem))
        if own:
            writes.add("bulletins", own)

    def keep(self, stem: str, content: bytes) -> tuple[Path, list[Issue]]:
        """Write it, beside what was handed out before where that says something else."""
        return keep_page(self.office, self.paper, stem, content)


def name_of(paper: PaperKey, stem: str) -> str:
    """The name of a page's file."""
    return f"{stem}_{paper[1].id}.xlsx"


def keep_page(
    office: Office, paper: PaperKey, stem: str, content: bytes
) -> tuple[Path, list[Issue]]:
    """Write a page to 通报/<年>/; where another stands there already, beside it, and say so."""
    from taizhang.books.official.bulletin import keep

    period = paper[1]
    folder = office.place.folder(BULLETINS, str(period.last.year))
    wanted = folder / name_of(paper, stem)
    path, beside = keep(wanted, content)
    return path, [catalog.KEPT_BESIDE.at(name=wanted.name, kept=path.name)] if beside else []
