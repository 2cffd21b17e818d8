"""Telephone numbers as offices write them: mobile, 0469-5812345-801, 400, short, with a name."""

import re

from taizhang.core.values.text import half_width

_PHONE = re.compile(
    r"(?:\+?86-?)?1[3-9]\d{9}"
    r"|(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?"
    r"|[48]00-?\d{3}-?\d{4}"
    r"|[1-9]\d{2,5}"
)
_BETWEEN = re.compile(r"[、,;/\n]+|或")
_AREA = re.compile(r"\((0\d{2,3})\)-?")
_WHO = re.compile(r"^[^\d+]+|\([^()]*\)$|[^\d()]+$")


def bad_phone(text: str) -> str:
    """The first number of the cell that is no telephone number, or "".

    >>> bad_phone("0469-5812345、13912345678（李主任）"), bad_phone("1391234567")
    ('', '1391234567')
    """
    written = half_width(text)
    parts = (part.strip() for part in _BETWEEN.split(written))
    return next((part for part in parts if part and not _is_phone(part)), "")


def _is_phone(part: str) -> bool:
    """One number, perhaps with spaces in it; or several with spaces between."""
    return _fits(re.sub(r"\s+", "", part)) or all(_fits(piece) for piece in part.split())


def _fits(piece: str) -> bool:
    return bool(_PHONE.fullmatch(_WHO.sub("", _AREA.sub(r"\1-", piece))))
