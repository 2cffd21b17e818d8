"""The office's own wording, rows of 文书用语, filled with facts: what stands in a paper, in order.

A row says where it stands (体裁), for which list (逐项), when (条件) and in which words (文字). A name
in braces is a figure, a word or, in a row of a list, a field of its item. What stands in ［］ is left
out where one of its names has nothing to say. Nothing else is invented.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from taizhang.core.bulletin.facts import PaperFacts, PaperItem
from taizhang.core.catalog import bulletin as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.measures.conditions import Condition, read_condition
from taizhang.core.tables import LedgerRows, TableRow

OFF = "否"
NONE = "—"
_OPTIONAL = re.compile(r"［(.*?)］")


class RowForm(StrEnum):
    """What a row becomes on paper; the words of the drop-down."""

    SERIES = "刊头"
    TITLE = "标题"
    ADDRESSEE = "主送"
    HEADING = "一级标题"
    SECOND = "二级标题"
    TEXT = "正文"
    EACH = "逐项"
    TABLE = "附表"
    SIGNED = "落款"
    COPIES = "抄送"


@dataclass(frozen=True, slots=True)
class WordedColumn:
    """A column of an attached table: its head, the field of the item, its share of the width."""

    head: str
    field: str
    share: float


@dataclass(frozen=True, slots=True)
class WordedBlock:
    """A piece of the paper as it will be read; a table has columns and rows."""

    form: RowForm
    text: str
    columns: tuple[WordedColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Worded:
    """All blocks of a paper, the names of figures that they print, what could not be said."""

    blocks: tuple[WordedBlock, ...]
    figures: tuple[str, ...]
    lists: tuple[str, ...]
    issues: tuple[Issue, ...]


def word(table: LedgerRows, kind: str, facts: PaperFacts) -> Worded:
    """The paper of that kind, in the office's wording."""
    rows = [r for r in table.rows if str(r["paper"]) == kind and str(r["enabled"]) != OFF]
    writer = _Writer(table, facts)
    blocks = [block for row in sorted(rows, key=_order) for block in writer.blocks(row)]
    return Worded(
        tuple(blocks), tuple(dict.fromkeys(writer.figures)), tuple(dict.fromkeys(writer.lists)),
        tuple(writer.issues),
    )  # fmt: skip


def kinds_of(table: LedgerRows) -> tuple[str, ...]:
    """The papers for which there is wording, in the order of the sheet."""
    return tuple(dict.fromkeys(str(r["paper"]) for r in table.rows if r["paper"]))


def _order(row: TableRow) -> float:
    return float(row["order"]) if isinstance(row["order"], int | float) else 1e9


class _Writer:
    """Fills rows, and keeps what they print and what they cannot."""

    def __init__(self, table: LedgerRows, facts: PaperFacts) -> None:
        self.table, self.facts = table, facts
        self.values = facts.values
        self.figures: list[str] = []
        self.lists: list[str] = []
        self.issues: list[Issue] = []

    def blocks(self, row: TableRow) -> Iterator[WordedBlock]:
        form = str(row["form"])
        if form not in set(RowForm):
            at = self.table.place(row.number, "form")
            self.issues.append(catalog.FORM_UNKNOWN.at(at, found=form))
        elif self._holds(row):
            yield from self._made(RowForm(form), row)

    def _holds(self, row: TableRow) -> bool:
        text = str(row["condition"])
        found = read_condition(text, self.values)
        if isinstance(found, Condition):
            return found.holds(self.values)
        # a figure that this span does not have is none: 「约谈数 > 0」 where there was no 约谈
        known = self.values.keys() | {name for name in _named_in(text) if name.endswith("数")}
        again = read_condition(text, frozenset(known))
        if isinstance(again, Condition):
            return again.holds({name: self.values.get(name, 0.0) for name in known})
        at = self.table.place(row.number, "condition")
        self.issues.append(catalog.CONDITION_UNREADABLE.at(at, found=found))
        return False

    def _made(self, form: RowForm, row: TableRow) -> Iterator[WordedBlock]:
        over = str(row["over"])
        if form is RowForm.TABLE:
            yield from self._table(row, over)
        elif not over:
            yield WordedBlock(form, self._filled(row, {}))
        else:
            items = self._items(row, over)
            yield from (WordedBlock(form, self._filled(row, item.words)) for item in items)

    def _items(self, row: TableRow, over: str) -> Sequence[PaperItem]:
        items = self.facts.lists.get(over)
        if items is None:
            at = self.table.place(row.number, "over")
            self.issues.append(catalog.LIST_UNKNOWN.at(at, found=over))
            return ()
        self.lists.append(over)
        most = row["most"]
        return items[: int(most)] if isinstance(most, int | float) and most else items

    def _table(self, row: TableRow, over: str) -> Iterator[WordedBlock]:
        items = self._items(row, over)
        columns = read_columns(str(row["columns"]))
        if items and columns:
            rows = tuple(tuple(item.words.get(c.field, "") for c in columns) for item in items)
            yield WordedBlock(RowForm.TABLE, self._filled(row, {}), columns, rows)

    def _filled(self, row: TableRow, item: Mapping[str, str]) -> str:
        """The sentence; a name that nothing stands for stays as it was written, visible."""
        found = []
        for at, part in enumerate(_OPTIONAL.split(str(row["text"]))):
            names: list[str] = []
            text = self._said_of(row, part, item, names)
            if not at % 2 or all(names):
                found.append(text)
        return _tidied("".join(found))

    def _said_of(self, row: TableRow, part: str, item: Mapping[str, str], values: list[str]) -> str:
        found = []
        for text, name, _, _ in self._pieces(row, part):
            found.append(text)
            if name is not None:
                values.append("" if (said := self._said(row, name, item)) == NONE else said)
                found.append(said)
        return "".join(found)

    def _pieces(
        self, row: TableRow, part: str
    ) -> Iterable[tuple[str, str | None, str | None, str | None]]:
        try:
            return list(Formatter().parse(part))
        except ValueError:
            at = self.table.place(row.number, "text")
            self.issues.append(catalog.BRACES_UNEVEN.at(at, found=part))
            return [(part, None, None, None)]

    def _said(self, row: TableRow, name: str, item: Mapping[str, str]) -> str:
        if name in item:
            return item[name]
        if name in self.facts.figures:
            self.figures.append(name)
            return self.facts.figures[name].text
        if name in self.facts.words:
            return self.facts.words[name]
        if name.endswith("数"):
            return "0"
        at = self.table.place(row.number, "text")
        self.issues.append(catalog.NAME_UNKNOWN.at(at, found=name))
        return "{" + name + "}"


def _named_in(text: str) -> Iterator[str]:
    for piece in text.replace("或", "且").split("且"):
        yield piece.partition(">")[0].partition("=")[0].partition("<")[0].strip()


def _tidied(text: str) -> str:
    """Marks that meet where a field was empty become one.

    >>> _tidied("县水务局：进度40%，，。")
    '县水务局：进度40%。'
    """
    for twice, once in (("，，", "，"), ("；；", "；"), ("目前目前", "目前"), ("，。", "。"), ("；。", "。"), ("目前目前", "目前"), ("（）", ""),
                        ("，；", "；"), ("。。", "。"), ("：。", "。"), ("、。", "。")):  # fmt: skip
        while twice in text:
            text = text.replace(twice, once)
    return text


def read_columns(text: str) -> tuple[WordedColumn, ...]:
    """The columns of a table: 「序号 任务×4 单位=牵头单位×3」: head or field=head, and its share.

    >>> [(c.field, c.head, c.share) for c in read_columns("序号 任务×4 单位=牵头单位×3")]
    [('序号', '序号', 1.0), ('任务', '任务', 4.0), ('单位', '牵头单位', 3.0)]
    """
    found = []
    for piece in text.split():
        name, _, share = piece.partition("×")
        field, _, head = name.partition("=")
        number = float(share) if share.replace(".", "", 1).isdigit() else 1.0
        found.append(WordedColumn(head or field, field, number or 1.0))
    return tuple(found)


def place_texts(places: Sequence[Place], most: int = 20) -> str:
    """Rows as 数字来源 names them: sheet by sheet, so many rows and then how many there are.

    >>> place_texts([Place(sheet="任务台账", row=3), Place(sheet="任务台账", row=5)])
    '《任务台账》第3、5行'
    """
    rows: dict[str, list[int]] = {}
    for place in places:
        rows.setdefault(place.sheet, []).append(place.row)
    texts = []
    for sheet, found in rows.items():
        shown = "、".join(map(str, found[:most]))
        more = f"等{len(found)}" if len(found) > most else ""
        texts.append(f"《{sheet}》第{shown}{more}行")
    return "；".join(texts)
