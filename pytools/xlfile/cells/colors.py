"""Colours: what a cell's fill or font says, as (red, green, blue), and back.

Theme colours with their tint and the old indexed palette are read; only plain RGB is written.
"""

import colorsys
from collections.abc import Sequence
from typing import Any

from lxml import etree

from xlfile.parts.trees import DRAWING

RGB = tuple[int, int, int]

_THEME_ORDER = "lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
_OLD_PALETTE = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
)
_INDEXED = _OLD_PALETTE.split()


def theme_palette(theme: etree._Element | None) -> list[str]:
    """The twelve colours of a theme part, as hex text, in the order that styles count them."""
    if theme is None:
        return []
    palette = []
    for name in _THEME_ORDER.split():
        slot = theme.find(f".//{{{DRAWING}}}clrScheme/{{{DRAWING}}}{name}")
        color = slot[0] if slot is not None and len(slot) else None
        value = None if color is None else (color.get("lastClr") or color.get("val"))
        palette.append(value or "000000")
    return palette


def read_color(element: etree._Element | None, palette: Sequence[str]) -> RGB | None:
    """The colour that a `<color>`, `<fgColor>` or `<bgColor>` stands for; None when automatic."""
    if element is None:
        return None
    rgb, theme, indexed = (element.get(key) for key in ("rgb", "theme", "indexed"))
    if rgb:
        value = rgb[-6:]
    elif theme and int(theme) < len(palette):
        value = palette[int(theme)]
    elif indexed and int(indexed) < len(_INDEXED):
        value = _INDEXED[int(indexed)]
    else:
        return None
    return _tinted(_from_hex(value), float(element.get("tint", "0")))


def as_argb(color: Any) -> str:
    """A colour as xlwings takes it (tuple, "#rrggbb", or Excel's number) as styles store it."""
    if isinstance(color, str):
        red, green, blue = _from_hex(color.removeprefix("#"))
    elif isinstance(color, int):
        red, green, blue = color & 255, color >> 8 & 255, color >> 16 & 255
    else:
        red, green, blue = color
    if not all(0 <= part <= 255 for part in (red, green, blue)):
        raise ValueError(f"{color!r} is not a colour")
    return f"FF{red:02X}{green:02X}{blue:02X}"


def _from_hex(text: str) -> RGB:
    if len(text) != 6:
        raise ValueError(f"{text!r} is not a colour; write it as #rrggbb")
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def _tinted(color: RGB, tint: float) -> RGB:
    if not tint:
        return color
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in color))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)
