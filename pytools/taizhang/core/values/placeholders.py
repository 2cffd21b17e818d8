"""What stands in a cell where nothing was written: —, 同上月, 详见附件; and what each means there.

The words are the office's own (占位说法 of the workbook); here is only how they are compared: by
their letters, so 「（无）。」 is 无; any row of signs is 「—」, and a number behind a word
(见附件1) says no more than the word.
"""

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from taizhang.core.catalog import forms as catalog
from taizhang.core.schema import BLANK_CLEAR, BLANK_REQUIRED, Column, Layout
from taizhang.core.submission import Value
from taizhang.core.values.phrases import ELSEWHERE
from taizhang.core.values.read import as_text
from taizhang.core.values.reading import Raw, Reading, refused, taken
from taizhang.core.values.settled import DATED, NUMERIC
from taizhang.core.values.text import keep_letters, keep_marks

EVERYWHERE = ""  # the column of words that hold for all columns
FIGURES = NUMERIC | DATED
CHOSEN = frozenset({"yes", "choice"})  # where only given words count
SIGNS, NOTHING, SOLVED = "—", "无", "已解决"
_NOTHING = frozenset({"na", "nil", "none", "null"})
_ZERO = frozenset({"0", "零"})
_NUMBERS = "0123456789一二三四五六七八九十"
# Longer ways of saying a word of the sheet.
_LIKE = (
    (re.compile(r"(?:暂时?)?(?:无|没有|不存在)(?:存在)?的?(?:问题|困难|措施)"), NOTHING),
    (
        re.compile(
            r"(?:进展|进度|情况)?(?:同|与|和|较)上[期月周旬季次](?:相同|一致|一样|持平|无变化)?"
        ),
        "同上",
    ),
    (re.compile(r"(?:目前|本[期月周旬季])?(?:暂?无|没有|尚无|未有)变化"), "同上"),
    (
        re.compile(
            r"(?:[见同按如照]|参见)(?:以?上|前)(?:[文述栏行报面]|[期月周旬季次])?(?:填报|报送)?(?:内容|情况|进展)?"
        ),
        "同上",
    ),
    (re.compile(r"(?:目前)?(?:不存在|未发现|没(?:有)?(?:什么|啥)?)(?:大?的?问题|困难)?"), NOTHING),
    (
        re.compile(
            r"(?:上述|以上|存在的?)?(?:问题|困难)?(?:现|目前)?(?:均|都|已经?|全部)+(?:得到)?"
            r"(?:解决|整改|消除|化解|克服|办结)(?:完毕|到位|完成|完结|了)?"
        ),
        SOLVED,
    ),
    (ELSEWHERE, "见附件"),
)
_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _LIKE))  # asked of every text
LONGEST = 24  # letters and signs; whoever writes more writes something


class Meaning(Enum):
    """What a placeholder means, in the order of the drop-down."""

    KEEP = 0  # as last time
    NONE = 1  # there is none now
    ASK = 2  # it is said elsewhere, and has to be written here
    TEXT = 3  # the words themselves


Meanings = Mapping[str, Mapping[str, Meaning]]


class _PlaceholderLine(NamedTuple):
    column: str
    words: str
    meaning: str


def meanings_of(layout: Layout) -> Meanings:
    """Return the meaning of each word by column key, EVERYWHERE for all others."""
    lines = tuple(
        _PlaceholderLine(*(str(row.get(key) or "") for key in _PlaceholderLine._fields))
        for row in layout.placeholders
    )
    filled = [c for spec in layout.form.sheets for c in spec.columns if c.fill]
    columns = tuple((word, c.key) for c in filled for word in (*c.synonyms, c.label))
    return _meanings(lines, tuple(layout.lists.get("placeholder_meanings", ())), columns)


@lru_cache(maxsize=8)
def _meanings(
    lines: tuple[_PlaceholderLine, ...],
    order: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
) -> Meanings:
    keys = {keep_marks(label): key for label, key in columns}
    found: dict[str, dict[str, Meaning]] = {EVERYWHERE: {}}
    for column, words, meaning in lines:
        key = keys.get(keep_marks(column)) if column else EVERYWHERE
        if key is None or meaning not in order[: len(Meaning)]:
            continue
        means = Meaning(order.index(meaning))
        found.setdefault(key, {}).update(dict.fromkeys(map(_core, words.split()), means))
    return found


def meaning_of(text: str, column: str, meanings: Meanings) -> Meaning | None:
    """Return what a text means in a column; None where it is no placeholder.

    >>> meaning_of("（见附件2）", "latest", {"": {"见附件": Meaning.ASK}})
    <Meaning.ASK: 2>
    """
    if len(text) > LONGEST:
        return None
    core = _core(text)
    other = ""
    if _ANY.fullmatch(core):
        other = next(word for pattern, word in _LIKE if pattern.fullmatch(core))
    for words in (meanings.get(column, {}), meanings.get(EVERYWHERE, {})):
        for word in (core, core.rstrip(_NUMBERS), other):
            if word in words:
                return words[word]
    return None


def read_placeholder(raw: Raw, column: Column, base: Value, meanings: Meanings) -> Reading | None:
    """Read a cell in which nothing is written, given what it held when it was sent out.

    None for every other cell, and for 见附件 where a figure is asked for, which is no figure.
    """
    worded = column.kind not in FIGURES
    known = isinstance(raw, str) or (worded and raw == 0 and not isinstance(raw, bool))
    said = as_text(raw) if known and column.kind not in CHOSEN else ""
    if worded and _core(said) in _ZERO:
        said = NOTHING  # where words are asked for
    meaning = meaning_of(said, column.key, meanings) if said else None
    match meaning:
        case None | Meaning.TEXT:
            return None
        case Meaning.ASK:
            return refused(catalog.SAID_ELSEWHERE, raw) if worded else None
        case _ if base == "":
            return taken("", catalog.NOTHING_SAID, raw)
        case Meaning.NONE if column.blank == BLANK_CLEAR:
            return taken("", catalog.NONE_NOW, raw)
        case _ if column.blank == BLANK_REQUIRED:
            return refused(catalog.NOTHING_NEW, raw)
    return taken(base, catalog.AS_BEFORE, raw)


def _core(text: str) -> str:
    letters = keep_letters(text).casefold()
    if letters in _NOTHING:
        return NOTHING
    return letters or (SIGNS if text.strip() else "")
