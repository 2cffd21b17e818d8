"""File names made from what people write: a unit, a title, anything.

The one sanitiser for every file that a job names. What it gives is one name, never a path, and
is safe on Windows, Linux, in archives, in Excel's own dialogs and in links of cells. Signs that a
file system keeps for itself become their full-width twins, so that the name stays readable.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

LONGEST = 60  # signs; Excel opens no path of more than 218
LONGEST_SHEET = 31  # signs of a sheet's name
LONGEST_BYTES = 180  # a Linux name has at most 255, its ending and its period included
SHORT_BYTES = 75  # of each, where a name is made of three such words
NAMELESS = "未命名"
# Windows' and Excel's own, and what a link (#, %) reads as something else
_TWINS = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in '/\\:*?"<>|[]#%'}
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|$))")
_DOTS = re.compile(r"^[.~]+|\.{2,}|\.+$")


@lru_cache(maxsize=10_000)
def file_stem(text: str, most: int = LONGEST_BYTES) -> str:
    r"""The text as one part of a file name; to be followed by an ending or by more words.

    >>> file_stem("县发改局/粮食局"), file_stem("../../evil"), file_stem("con"), file_stem("a\tb. ")
    ('县发改局／粮食局', '．．／．．／evil', 'con_', 'a b．')
    """
    seen = unicodedata.normalize("NFC", "".join(map(_seen, text)))  # signs may meet that were apart
    plain = " ".join(seen.split()).translate(_TWINS)
    named = _DEVICE.sub(r"\1_", _DOTS.sub(_wide, plain), count=1) or NAMELESS
    return named if _fits(named, most) else _cut(named, text, most)


def short_stem(text: str) -> str:
    """The text as one of several such words of a file name: three of them stay a name.

    >>> short_stem("县水务局"), short_stem("长" * 40)
    ('县水务局', '长长长长长长长长长长长长长长长长长长长长长长-8855c4')
    """
    return file_stem(text, SHORT_BYTES)


def file_stems(texts: Iterable[str], most: int = LONGEST_BYTES) -> Mapping[str, str]:
    """Each text as part of a file name, no two alike on a system that knows no case.

    >>> dict(file_stems(["Park", "PARK", "县财政局"]))
    {'Park': 'Park-6565cb', 'PARK': 'PARK-817422', '县财政局': '县财政局'}
    """
    stems = {text: file_stem(text, most) for text in texts}
    met: dict[str, int] = {}
    for stem in stems.values():
        met[_folded(stem)] = met.get(_folded(stem), 0) + 1
    return {
        text: stem if met[_folded(stem)] == 1 else _cut(stem, text, most)
        for text, stem in stems.items()
    }


def sheet_names(titles: Iterable[str], twin: str = "({})") -> list[str]:
    """Names for sheets, each one that Excel takes and no two alike; `twin` ends the second of a name.

    >>> sheet_names(["红榜[一]", "红榜［一］", "'引号'", "", "长" * 40])[:4]
    ['红榜［一］', '红榜［一］(2)', '’引号’', '未命名']
    """
    found: list[str] = []
    taken: set[str] = set()
    for title in titles:
        seen = " ".join("".join(map(_seen, title)).split()).translate(_TWINS).replace("'", "’")
        plain = seen or NAMELESS
        name, number = _clipped(plain, LONGEST_SHEET).strip(), 1
        while name.casefold() in taken or name.casefold() == "history":
            number += 1
            tail = twin.format(number)
            name = _clipped(plain, LONGEST_SHEET - len(tail)) + tail
        taken.add(name.casefold())
        found.append(name)
    return found


def _clipped(text: str, most: int) -> str:
    """The beginning of the text, so long as Excel counts: a sign beyond U+FFFF is two."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text


def form_file(stem: str, period: str) -> str:
    """The file that is sent to a unit, whose name as part of a file name is `stem`."""
    return f"{stem}_{period}_报送表.xlsx"


def return_file(stem: str, period: str) -> str:
    """The file that goes back to a unit to be corrected."""
    return f"{stem}_{period}_报送表_请更正.xlsx"


def is_named_in(unit: str, file: str) -> bool:
    """Whether a file bears the name of a unit, as written or as we name files after it."""
    return unit in file or file_stem(unit) in file


def _seen(sign: str) -> str:
    """The sign where it can be seen; a blank or nothing for what cannot."""
    kind = unicodedata.category(sign)
    if kind in {"Zs", "Zl", "Zp"} or sign in "\t\n\r\v\f":
        return " "
    # a character that this Python does not know yet (Cn) may be in somebody's name all the same
    return "" if kind in {"Cc", "Cf", "Cs"} or ord(sign) & 0xFFFE == 0xFFFE else sign


def _wide(found: re.Match[str]) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in found.group())


def _folded(stem: str) -> str:
    return unicodedata.normalize("NFC", stem.casefold())


def _fits(stem: str, most: int) -> bool:
    return len(stem.encode("utf-16-le")) <= 2 * LONGEST and len(stem.encode()) <= most


def _cut(stem: str, text: str, most: int = LONGEST_BYTES) -> str:
    """The beginning of the stem and a mark of the whole text, by which it differs from others."""
    mark = "-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    while not _fits(stem + mark, most):
        stem = stem[:-1]
    return stem.rstrip(" .") + mark
