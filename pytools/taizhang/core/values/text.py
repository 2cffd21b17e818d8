r"""One writing of a text for each question asked of it; each function is named by what it keeps.

>>> printed = " ２０００ 萬\r\n元 "
>>> keep_lines(printed), keep_line(printed), keep_marks(printed), keep_letters("已印发 方案，共12份。")
('２０００ 萬\n元', '２０００ 萬 元', '2000万元', '已印发方案共12份')
>>> keep_code("２０２６—Ｗ０１ "), half_width("０４６９—５８１")
('2026-w01', '0469-581')

(notices/text/glyphs maps letter for letter, because it must say where each was printed.)
"""

import re
import unicodedata
from functools import lru_cache

# Old writings of 万 and 亿, and of tens, in those of today.
OLD_NUMERALS = {"萬": "万", "億": "亿", "廿": "二十", "卅": "三十", "卌": "四十"}
_DASHES = dict.fromkeys("—–−―─－‐‑﹣_", "-")
_OTHERWISE = str.maketrans({**OLD_NUMERALS, "−": "-"})
_ONE_DASH = str.maketrans(_DASHES)
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]|_x000[dDaA]_")
_FRACTION = re.compile(r"(?<!\d)(\d{0,9})([¼-¾⅐-⅞])")
_MARKS = re.compile(r"[\W_]+")
_RUN_OF_DASHES = re.compile(r"-{2,}")


def keep_lines(text: str) -> str:
    r"""Keep words and line breaks: line ends as \n, nothing invisible around the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return text.strip(" \t\n\u00a0\u3000\u200b\ufeff")


def keep_line(text: str) -> str:
    """Keep words on one line: breaks and runs of blanks become one blank."""
    return " ".join(text.split())


def keep_marks(text: str) -> str:
    """Keep letters, digits and marks: no blanks, half-width, numerals in today's writing."""
    if text.isascii() and text.isalnum():
        return text
    text = _FRACTION.sub(_decimal, text)
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_OTHERWISE)


def _decimal(found: re.Match[str]) -> str:
    """½ as 0.5, 1½ as 1.5."""
    return f"{int(found[1] or 0) + unicodedata.numeric(found[2]):.12g}"


@lru_cache(maxsize=10_000)
def keep_letters(text: str) -> str:
    """Keep letters and digits only, for comparing what two texts say."""
    core = _MARKS.sub("", text)
    if unicodedata.is_normalized("NFKC", core):
        return core  # as nearly all are
    return _MARKS.sub("", keep_marks(text))


def keep_code(text: str) -> str:
    """Keep a number or code in one writing: half-width, one kind of dash, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_ONE_DASH).split()).casefold()


def half_width(text: str) -> str:
    """Keep everything, in half-width letters and one kind of dash."""
    return _RUN_OF_DASHES.sub("-", unicodedata.normalize("NFKC", text).translate(_ONE_DASH))
