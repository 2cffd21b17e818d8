"""Blocks as a reader wants them: nothing empty, no heading with nothing below it, numbers in a row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from taizhang.core.bulletin.blocks import RowForm, WordedBlock
from taizhang.core.values.numerals import chinese

HEADINGS = {RowForm.HEADING: 1, RowForm.SECOND: 2}
BODY = frozenset({RowForm.TEXT, RowForm.EACH})
_FIRST = re.compile(r"[一二三四五六七八九十]+、")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]+[）)]")


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
    first = second = 0
    for block in blocks:
        text = block.text
        if block.form is RowForm.HEADING and (found := _FIRST.match(text)):
            first, second = first + 1, 0
            text = f"{chinese(first)}、{text[found.end() :]}"
        elif block.form is RowForm.SECOND and (found := _SECOND.match(text)):
            second += 1
            text = f"（{chinese(second)}）{text[found.end() :]}"
        yield replace(block, text=text)
