"""The measures of an official paper, out of templates/official.toml or an office's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.books.resources import SHIPPED, Templates

FILE = "official.toml"
# the layouts to choose from in 参数设置, each a file of templates/
LAYOUTS = {
    "国家标准": FILE,
    "地方版式一": "official_gbk.toml",
    "地方版式二": "official_narrow.toml",
}
HIGH = 297  # mm of A4
LINES = 22  # of a full page, by GB/T 9704
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class OfficialStyle:
    """Measures of the page in mm, of lines and letters in points; fonts, the first choice first."""

    page: Mapping[str, float]
    fonts: Mapping[str, Sequence[str]]
    sizes: Mapping[str, float]
    colour: str
    rule: float
    words: Mapping[str, str]
    seal: bool = True

    @property
    def lines(self) -> int:
        """Lines of text that a full page holds at this pitch."""
        return int(self._tall / self.page["line"] + 1e-9)

    @property
    def widest(self) -> float:
        """The widest pitch, in points, at which a page still holds 22 lines."""
        return int(100 * self._tall / LINES) / 100

    @property
    def _tall(self) -> float:
        return (HIGH - self.page["top"] - self.page["bottom"]) * POINTS_PER_MM

    def font(self, role: str) -> str:
        """The font written into the file for that role."""
        return self.fonts[role][0]


def official_style(templates: Templates = SHIPPED, file: str = FILE) -> OfficialStyle:
    """The style that holds in a working folder; `file` is that of another kind of paper."""
    return templates.read(file, _style, {"words": ("n",)})


def _style(raw: dict[str, Any]) -> OfficialStyle:
    red = raw["red"]
    return OfficialStyle(
        page={k: float(v) for k, v in raw["page"].items()},
        fonts={k: tuple(v) for k, v in raw["fonts"].items()},
        sizes={k: float(v) for k, v in raw["sizes"].items()},
        colour=str(red["colour"]).lstrip("#"),
        rule=float(red["rule"]),
        words={k: str(v) for k, v in raw["words"].items()},
        seal=bool(raw.get("signature", {}).get("seal", True)),
    )
