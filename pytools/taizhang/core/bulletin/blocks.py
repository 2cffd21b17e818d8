"""Pieces of a paper in the order of reading: a heading, a sentence, a table with its columns."""

from dataclasses import dataclass
from enum import StrEnum


class RowForm(StrEnum):
    """What a row becomes on paper; the words of the drop-down."""

    SERIES = "刊头"
    LETTERHEAD = "红头"
    LETTER = "信函头"
    NUMBERED = "文号"
    TITLE = "标题"
    ADDRESSEE = "主送"
    HEADING = "一级标题"
    SECOND = "二级标题"
    THIRD = "三级标题"
    FOURTH = "四级标题"
    TEXT = "正文"
    EACH = "逐项"
    TABLE = "附表"
    SIGNED = "落款"
    COPIES = "抄送"
    BRIEFED = "报送发"


@dataclass(frozen=True, slots=True)
class WordedColumn:
    """A column of an attached table: its head, the field of the item, its share of the width."""

    head: str
    field: str
    share: float


@dataclass(frozen=True, slots=True)
class WordedBlock:
    """A piece of the paper as it will be read; a table has columns and rows.

    `lying`: the table is to stand on a page turned to the side; None: where it does not fit else.
    """

    form: RowForm
    text: str
    columns: tuple[WordedColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lying: bool | None = None
