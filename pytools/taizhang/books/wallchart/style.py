"""What an office may change of the wall chart, read from templates/wallchart.toml.

Lengths are points. An unknown key in the TOML raises TypeError, so a typo cannot pass silently.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from taizhang.books.resources import SHIPPED, Templates
from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import joined, tidy
from taizhang.books.sheets.paper import Margins, Print
from taizhang.core.charts.tasks import WallChart
from taizhang.core.roles import StateRole

STYLE, VARIANT = "wallchart.toml", "wallchart_"
CHARACTER = 5.5  # points of a column on the chart for a character of its width on the sheet


@dataclass(frozen=True, slots=True)
class PageStyle:
    """Margins in mm (left, right, top, bottom), width of the chart, how far pages are filled.

    `cells` are the most that a time grid has, however wide the paper.
    """

    margins: tuple[float, float, float, float]
    width: float
    fill: float
    stretch: float
    zoom: int
    cells: int


@dataclass(frozen=True, slots=True)
class WallColumn:
    """A column left of the time grid, or of the list.

    It grows up to `most` where there is room. Where there is none, those with the highest `drop`
    are left out first; 0 always stays.
    """

    key: str
    label: str
    width: float
    most: float = 0.0
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Kpi:
    """A number on top; no roles means all tasks. `states` are words that no role is known of."""

    label: str
    colour: str
    roles: tuple[StateRole, ...] = ()
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Texture of the done part by lamp, texture of the overrun, lamps whose reason is printed."""

    textures: Mapping[str, str]
    overrun: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UrgentSheet:
    """The list of red and yellow tasks; `tails` are cut from the chart's title to make its own."""

    label: str
    tails: tuple[str, ...]
    columns: tuple[WallColumn, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """An entry of the legend: a sign in its colour (a name of the theme) and what it means."""

    sign: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class WallStyle:
    """All of templates/wallchart.toml."""

    page: PageStyle
    heights: Mapping[str, float]
    fonts: Mapping[str, float]
    columns: tuple[WallColumn, ...]
    kpis: tuple[Kpi, ...]
    legend: tuple[Sign, ...]
    bars: Bars
    list: UrgentSheet
    least: Mapping[str, float]
    texts: Mapping[str, str]
    rates: Mapping[str, str] = field(default_factory=dict)  # of groups whose name holds a word

    def text(self, key: str, **values: object) -> str:
        """A text with its values; KeyError when the TOML lacks it."""
        return self.texts[key].format(**values)

    def asof(self, chart: WallChart) -> str:
        """The day that the chart shows, and its period."""
        return joined(self.text("asof", on=day(chart.on)), chart.period_label)

    def with_besides(self, chart: WallChart) -> "WallStyle":
        """The style with the columns that the ledger marks for the chart, after those of words."""
        known = {column.key for column in self.columns}
        new = tuple(
            WallColumn(c.key, c.label, c.width * CHARACTER)
            for c in chart.besides
            if c.key not in known
        )
        at = next((i for i, c in enumerate(self.columns) if c.key == "due"), len(self.columns))
        return replace(self, columns=(*self.columns[:at], *new, *self.columns[at:]))

    def running(self, chart: WallChart) -> tuple[str, str]:
        """What stands in the foot of each page: the title, the day and the period."""
        return tidy(chart.title), self.asof(chart)

    def print(self, chart: WallChart, paper: str) -> Print:
        """How a list beside the chart is printed."""
        left, right = self.running(chart)
        margins = Margins.of_mm(*self.page.margins)
        return Print(paper, landscape=True, left=left, right=right, margins=margins)


def load_style(templates: Templates = SHIPPED, name: str = "") -> WallStyle:
    """The style of an office, or the one shipped; `name` is a variant, its file laid over it.

    KeyError for a variant that there is not.
    """
    if not name:
        return templates.read(STYLE, _made)
    if name not in style_names(templates):
        raise KeyError(name)
    return templates.read(f"{VARIANT}{name}.toml", _made, base=STYLE)


def style_names(templates: Templates = SHIPPED) -> list[str]:
    """The variants that there are, by the tails of their files' names."""
    found = templates.names(f"{VARIANT}*.toml")
    return sorted(name.removeprefix(VARIANT).removesuffix(".toml") for name in found)


def _made(raw: dict[str, Any]) -> WallStyle:
    page, bars, listed = raw.pop("page"), raw.pop("bars"), raw.pop("list")
    style = WallStyle(
        page=PageStyle(**page | {"margins": tuple(page["margins"])}),
        bars=Bars(**bars | {"reasons": tuple(bars["reasons"])}),
        list=UrgentSheet(
            columns=_columns(listed.pop("columns")), tails=tuple(listed.pop("tails")), **listed
        ),
        columns=_columns(raw.pop("columns")),
        legend=tuple(Sign(**sign) for sign in raw.pop("legend")),
        kpis=tuple(
            Kpi(**k | {"roles": tuple(map(StateRole, k.get("roles", ())))}) for k in raw.pop("kpis")
        ),
        **raw,
    )
    colours = [*(sign.colour for sign in style.legend), *(kpi.colour for kpi in style.kpis)]
    for colour in colours:
        theme.colour(colour)  # KeyError for a colour that there is not
    return style


def _columns(raw: Iterable[Mapping[str, Any]]) -> tuple[WallColumn, ...]:
    return tuple(WallColumn(**column) for column in raw)


def day(value: date | None, none: str = "") -> str:
    """A date as 2022年3月5日.

    >>> day(date(2022, 3, 5)), day(None, "—")
    ('2022年3月5日', '—')
    """
    return f"{value.year}年{value.month}月{value.day}日" if value else none


def month_day(value: date | None, on: date) -> str:
    """A date as 3月5日; with its year when that is not the year of `on`.

    >>> month_day(date(2022, 3, 5), date(2022, 8, 1)), month_day(date(2023, 3, 5), date(2022, 8, 1))
    ('3月5日', '2023年3月5日')
    """
    full = day(value)
    return full.removeprefix(f"{on.year}年")


def excel_date(value: date) -> datetime:
    """The day as XlsxWriter writes it."""
    return datetime.combine(value, time())


def date_format(*, years: bool) -> str:
    """The number format of a due date, short enough for its column."""
    return 'yyyy"."m"."d' if years else 'm"月"d"日"'
