"""Drawings on paper of any size: how far away it is read, how large its letters come out.

Excel has no paper above A3 on most drivers. So a chart is drawn in points of its own, printed by
Excel on a base paper (A3, or A4 for A4), and the PDF of that is enlarged to the real size. Every
length here says which it is: drawn, or real on the paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from taizhang.books.resources import SHIPPED, Templates, UnfitTemplate
from taizhang.books.sheets.measure import POINTS_PER_MM
from taizhang.books.sheets.paper import PAPERS, Margins, Print

BASE = "A3"  # on which larger papers are drawn
FACE = 0.92  # of a font's size is the height of a Chinese character
Scaling = tuple[tuple[float, float], ...]
SMALL = 0.75  # of the least size is enough for remarks and numbers beside a text


@dataclass(frozen=True, slots=True)
class WallPaper:
    """A paper to hang up: sides in mm, reading distance in m, height of its title in mm."""

    name: str
    short: float
    long: float
    distance: float
    title: float
    most: int
    reading: Scaling = ()  # how high letters must be by distance; as shipped where none is given

    @property
    def base(self) -> str:
        """The paper that Excel prints it on."""
        return self.name if self.name in PAPERS else BASE

    @property
    def least(self) -> float:
        """The height in mm that a letter must have to be read from its distance."""
        return readable(self.distance, self.reading)


@dataclass(frozen=True, slots=True)
class Sizing:
    """A drawing `width` points across on a paper; `margins` are mm of the base paper."""

    paper: WallPaper
    landscape: bool
    width: float
    margins: tuple[float, float, float, float]

    @property
    def factor(self) -> float:
        """How many times larger the real paper is than the part of the base paper that is used."""
        across, down = _sides(self.paper.short, self.paper.long, landscape=self.landscape)
        base = PAPERS[self.paper.base]
        base_across, base_down = _sides(base.short, base.long, landscape=self.landscape)
        return max(across / base_across, down / base_down)

    @property
    def used(self) -> tuple[float, float]:
        """Mm of the base paper that the real paper shows, from its top left corner."""
        across, down = _sides(self.paper.short, self.paper.long, landscape=self.landscape)
        return across / self.factor, down / self.factor

    @property
    def size(self) -> tuple[float, float]:
        """The real paper in points."""
        across, down = _sides(self.paper.short, self.paper.long, landscape=self.landscape)
        return across * POINTS_PER_MM, down * POINTS_PER_MM

    @property
    def _room(self) -> tuple[float, float]:
        """Points of the base paper between the margins."""
        left, right, top, bottom = self.margins
        across, down = self.used
        return (across - left - right) * POINTS_PER_MM, (down - top - bottom) * POINTS_PER_MM

    @property
    def natural(self) -> float:
        """The width of a drawing that the base paper shows without shrinking it."""
        return self._room[0]

    @property
    def scale(self) -> float:
        """Real points of a drawn one."""
        return self._room[0] / self.width * self.factor

    @property
    def height(self) -> float:
        """Drawn points from the top to the bottom of a page."""
        across, down = self._room
        return down / across * self.width

    def millimetres(self, size: float) -> float:
        """The real height of letters of a drawn font size."""
        return size * FACE * self.scale / POINTS_PER_MM

    def drawn(self, millimetres: float) -> float:
        """The drawn font size of letters that are so high on the paper."""
        return millimetres * POINTS_PER_MM / FACE / self.scale

    def print(self, left: str = "", right: str = "") -> Print:
        """How the drawing is printed on the base paper: the part that is used, nothing else."""
        base = PAPERS[self.paper.base]
        across, down = _sides(base.short, base.long, landscape=self.landscape)
        left_mm, right_mm, top, bottom = self.margins
        rest_right, rest_bottom = across - self.used[0], down - self.used[1]
        margins = Margins.of_mm(left_mm, right_mm + rest_right, top, bottom + rest_bottom)
        return Print(
            self.paper.base, self.landscape, left=left, right=right, margins=margins,
            below=rest_bottom,
        )  # fmt: skip


def widest(paper: WallPaper, size: float, margins: tuple[float, ...], *, landscape: bool) -> float:
    """The widest drawing, in drawn points, in which letters of that font size can be read."""
    one = Sizing(paper, landscape, 1.0, (margins[0], margins[1], margins[2], margins[3]))
    return one.scale * size * FACE / POINTS_PER_MM / paper.least


def _sides(short: float, long: float, *, landscape: bool) -> tuple[float, float]:
    return (long, short) if landscape else (short, long)


def readable(metres: float, table: Scaling = ()) -> float:
    """The height in mm of letters that are read from so far; `table` has pairs of both.

    >>> readable(1), readable(0.85)
    (4.8, 4.15)
    """
    table = table or _papers(SHIPPED).reading
    if metres <= table[0][0]:
        return table[0][1]
    for (near, low), (far, high) in pairwise(table):
        if metres <= far:
            return round(low + (high - low) * (metres - near) / (far - near), 2)
    return table[-1][1] * metres / table[-1][0]


def wall_papers(templates: Templates = SHIPPED) -> Mapping[str, WallPaper]:
    """All papers of papers.toml by name."""
    return _papers(templates).papers


def paper_named(name: str, templates: Templates = SHIPPED) -> WallPaper | None:
    """The paper of that name, however it is typed; None where there is none.

    >>> paper_named("a0").name, paper_named("90x120").name, paper_named("B5")
    ('A0', '90×120', None)
    """
    plain = name.strip().upper().replace("*", "×").replace("X", "×").removesuffix("CM")
    return wall_papers(templates).get(plain)


@dataclass(frozen=True, slots=True)
class _Papers:
    papers: Mapping[str, WallPaper]
    reading: Scaling


def _papers(templates: Templates) -> _Papers:
    return templates.read("papers.toml", _made)


def _made(raw: dict[str, Any]) -> _Papers:
    """Unfit for a paper without its sides, or a table that does not grow."""
    reading = tuple(sorted((float(far), float(high)) for far, high in raw["reading"].items()))
    papers = {paper["name"]: WallPaper(**paper, reading=reading) for paper in raw["papers"]}
    for paper in papers.values():
        if not 0 < paper.short <= paper.long or paper.distance <= 0 or paper.most < 1:
            raise UnfitTemplate(f"纸张“{paper.name}”的尺寸不对")
    if len(reading) < 2:
        raise UnfitTemplate("“reading”至少要两行")
    return _Papers(papers, reading)
