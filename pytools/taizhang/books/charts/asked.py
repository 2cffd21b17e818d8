"""From words to a chart: which kind, grouped by what, in which steps, on which paper.

Words come from 参数设置 or from a terminal; a word that means nothing is an Issue that lists what
may be asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from taizhang.books.charts.build import WantedFiles
from taizhang.books.charts.kinds import CHARTS, Chart, chart_named, names
from taizhang.books.charts.order import ChartOrder
from taizhang.books.resources import SHIPPED, Templates
from taizhang.books.sheets import theme
from taizhang.books.sheets.paper import PAPERS
from taizhang.books.sheets.sizing import paper_named, wall_papers
from taizhang.books.wallchart.style import style_names
from taizhang.core.catalog import schedule as catalog
from taizhang.core.charts.content import ChartWish
from taizhang.core.charts.times import SCALES
from taizhang.core.errors import TaizhangError
from taizhang.core.schema import SheetSpec
from taizhang.core.units import split_names

USUAL = "常规"
LYING = {"横": True, "竖": False}
EQUALS = ("＝", "=")
YES = "是"
WORDS = ("kind", "by", "paper", "turn", "tiles", "palette", "style", "only")
FLAGS = ("pdf", "png", "into_book")
SETTINGS = (*WORDS, *FLAGS, "grid")


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """What is asked for, as words; blanks mean the usual."""

    kind: str = ""
    by: str = ""
    scale: str = ""
    paper: str = ""
    turn: str = ""
    tiles: str = ""
    palette: str = ""
    style: str = ""
    only: str = ""
    most: int = 0
    pdf: bool = False
    png: bool = False
    into_book: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """What is meant."""

    kind: Chart
    wish: ChartWish
    order: ChartOrder
    wanted: WantedFiles
    into_book: bool = False


class Unknown(TaizhangError):  # noqa: N818 - named after what happened
    """A word that means nothing here; its issue says what may be asked for."""


def understood(asked: ChartRequest, tasks: SheetSpec, templates: Templates = SHIPPED) -> Understood:
    """What these words mean; `tasks` has the columns of the ledger. Unknown for other words."""
    kind = chart_named(asked.kind) if asked.kind else CHARTS[0]
    if kind is None:
        raise _unknown("图", asked.kind, names())
    by = _column(asked.by, tasks) if asked.by else kind.by
    scale = _one_of("时间格", asked.scale or SCALES[1], SCALES)
    paper = paper_named(asked.paper or kind.paper, templates)
    if paper is None:
        raise _unknown("纸张", asked.paper, wall_papers(templates))
    order = ChartOrder(
        paper,
        LYING[_one_of("方向", asked.turn, LYING)] if asked.turn else None,
        _one_of("配色", asked.palette or USUAL, theme.PALETTES),
        _one_of("版式", asked.style.removeprefix(USUAL), ["", *style_names(templates)]),
        asked.most,
        templates,
    )
    tiles = _one_of("分张用纸", asked.tiles.upper(), PAPERS) if asked.tiles else ""
    whole = tiles != "" and PAPERS[tiles].long >= paper.long  # one tile is the sheet itself
    wanted = WantedFiles(asked.pdf or whole, "" if whole else tiles, asked.png)
    wish = ChartWish(by, f"按{tasks[by].label}", scale, _only(asked.only, tasks))
    return Understood(kind, wish, order, wanted, asked.into_book)


def _one_of(what: str, found: str, choices: Iterable[str]) -> str:
    plain = found.strip()
    if plain not in choices:
        raise _unknown(what, found, [choice or USUAL for choice in choices])
    return plain


def _unknown(what: str, found: str, choices: Iterable[str]) -> Unknown:
    return Unknown(catalog.CHART_UNKNOWN.at(what=what, found=found, choices="、".join(choices)))


def _column(name: str, tasks: SheetSpec) -> str:
    """The key of the column of that label, key or synonym."""
    plain = name.strip()
    for column in tasks.columns:
        if plain in {column.key, column.label, *column.synonyms}:
            return column.key
    usual = [tasks[key].label for key in ("category", "lead", "leader", "level")]
    raise _unknown("台账列", name, [*usual, "任务台账的其他列"])


def _only(text: str, tasks: SheetSpec) -> tuple[str, tuple[str, ...]] | None:
    """牵头单位=县水务局、县教育局 as the column's key and the values."""
    if not text.strip():
        return None
    sign = next((sign for sign in EQUALS if sign in text), "")
    if not sign:
        raise _unknown("只画", text, ["列名＝内容，如 牵头单位＝县水务局"])
    name, _, values = text.partition(sign)
    return _column(name, tasks), split_names(values)


def from_settings(asked: ChartRequest, settings: Mapping[str, str]) -> ChartRequest:
    """What was asked, and what 参数设置 says (chart_kind, chart_by …) where nothing was."""
    said: dict[str, Any] = {name: settings.get(f"chart_{name}", "") for name in SETTINGS}
    found: dict[str, Any] = {name: getattr(asked, name) or said[name] for name in WORDS}
    found |= {name: getattr(asked, name) or said[name] == YES for name in FLAGS}
    return replace(asked, scale=asked.scale or said["grid"], **found)
