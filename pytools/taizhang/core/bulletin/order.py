"""Blocks as a reader wants them: nothing empty, no heading with nothing below it, numbers in a row."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from taizhang.core.bulletin.blocks import RowForm, WordedBlock
from taizhang.core.values.numerals import chinese

HEADINGS = {RowForm.HEADING: 1, RowForm.SECOND: 2, RowForm.THIRD: 3, RowForm.FOURTH: 4}
BODY = frozenset({RowForm.TEXT, RowForm.EACH})
# how the number of a heading is written at each level
_NUMBERS: Mapping[int, tuple[re.Pattern[str], Callable[[int], str]]] = {
    1: (re.compile(r"[一二三四五六七八九十]+、"), lambda n: f"{chinese(n)}、"),
    2: (re.compile(r"[（(][一二三四五六七八九十]+[）)]"), lambda n: f"（{chinese(n)}）"),
    3: (re.compile(r"\d+[.．]"), lambda n: f"{n}．"),
    4: (re.compile(r"[（(]\d+[）)]"), lambda n: f"（{n}）"),
}


def arranged(blocks: Iterable[WordedBlock]) -> tuple[WordedBlock, ...]:
    """The blocks that say something; headings that stand are numbered anew, 一 after 一.

    A heading that the office wrote without a number stays without one.
    """
    said = [b for b in blocks if b.form is RowForm.TABLE or b.text]
    kept = [b for at, b in enumerate(said) if b.form not in HEADINGS or _leads(b, said[at + 1 :])]
    return tuple(_numbered(kept))


def _leads(heading: WordedBlock, after: Sequence[WordedBlock]) -> bool:
    """Whether there is text below a heading before the next of its level."""
    level = HEADINGS[heading.form]
    for block in after:
        if block.form in BODY:
            return True
        if HEADINGS.get(block.form, 9) <= level:
            return False
    return False


def _numbered(blocks: Iterable[WordedBlock]) -> Iterable[WordedBlock]:
    reached = dict.fromkeys(_NUMBERS, 0)
    for block in blocks:
        level = HEADINGS.get(block.form, 0)
        found = _NUMBERS[level][0].match(block.text) if level else None
        if found is None:
            yield block
            continue
        reached = {
            at: n + 1 if at == level else n if at < level else 0 for at, n in reached.items()
        }
        yield replace(
            block, text=f"{_NUMBERS[level][1](reached[level])}{block.text[found.end() :]}"
        )
