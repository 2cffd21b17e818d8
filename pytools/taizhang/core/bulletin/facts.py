"""Figures that know their rows, and lists whose items know theirs: all that a paper may say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from taizhang.core.issues import Place


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """A number of a paper: its value, how it is printed, the rule it was reckoned by, its rows."""

    name: str
    value: float
    text: str
    rule: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperItem:
    """An item of a list: its words by field, the row it stands on.

    `rows` are, by field, the rows that a number of the item counts, where they are not that one.
    """

    words: Mapping[str, str]
    place: Place = field(default_factory=Place)
    rows: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def places(self, name: str) -> tuple[Place, ...]:
        """The rows that the word of that field stands on."""
        return self.rows.get(name, (self.place,))


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Figures by name, words by name (places, dates, names), lists by name."""

    figures: Mapping[str, PaperFigure] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Sequence[PaperItem]] = field(default_factory=dict)

    def joined(self, *others: "PaperFacts") -> "PaperFacts":
        """These facts and those; a name that both have is the later one's."""
        figures, words, lists = dict(self.figures), dict(self.words), dict(self.lists)
        for other in others:
            figures |= other.figures
            words |= other.words
            lists |= other.lists
        return PaperFacts(figures, words, lists)

    @property
    def values(self) -> dict[str, float | str | None]:
        """What a condition can ask for: figures, words, and how long each list is (…条数)."""
        lengths = {f"{name}条数": float(len(items)) for name, items in self.lists.items()}
        return {**self.words, **lengths, **{n: float(f.value) for n, f in self.figures.items()}}


def count(name: str, places: Sequence[Place], rule: str) -> PaperFigure:
    """A figure that counts rows."""
    return PaperFigure(name, len(places), str(len(places)), rule, tuple(places))
