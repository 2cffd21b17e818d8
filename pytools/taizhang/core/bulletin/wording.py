"""The office's own wording, rows of 文书用语, filled with facts: what stands in a paper, in order.

A row says where it stands (体裁), for which list (逐项), when (条件) and in which words (文字). A name
in braces is a figure, a word or, in a row of a list, a field of its item. What stands in ［］ is left
out where one of its names has nothing to say, or counts nothing. Nothing else is invented.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from taizhang.core.bulletin.blocks import RowForm, WordedBlock, WordedColumn
from taizhang.core.bulletin.facts import PaperFacts, PaperItem
from taizhang.core.bulletin.order import arranged
from taizhang.core.catalog import bulletin as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.measures.conditions import Condition, read_condition
from taizhang.core.tables import LedgerRows, TableRow

OFF = "否"
NONE = "—"
TURNED = {"横排": True, "竖排": False}  # before the columns of a table
_YEAR_TWICE = re.compile(r"(\d{4}年)([^\d，。；]{0,2}\d{0,2}[^\d，。；]{0,3})\1")
_OPTIONAL = re.compile(r"［(.*?)］")


@dataclass(frozen=True, slots=True)
class Worded:
    """All blocks of a paper, what could not be said, and what they print.

    `figures` are names of figures; `lists` says of each list that was asked for, the fields printed.
    """

    blocks: tuple[WordedBlock, ...]
    figures: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]
    issues: tuple[Issue, ...]


def word(table: LedgerRows, kind: str, facts: PaperFacts) -> Worded:
    """The paper of that kind, in the office's wording."""
    rows = [r for r in table.rows if str(r["paper"]) == kind and str(r["enabled"]) != OFF]
    writer = _Writer(table, facts)
    blocks = [block for row in sorted(rows, key=_order) for block in writer.blocks(row)]
    lists = {name: tuple(dict.fromkeys(fields)) for name, fields in writer.lists.items()}
    figures = tuple(dict.fromkeys(writer.figures))
    return Worded(arranged(blocks), figures, lists, tuple(writer.issues))


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
        self.lists: dict[str, list[str]] = {}
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
            yield from (WordedBlock(form, self._filled(row, item.words, over)) for item in items)

    def _items(self, row: TableRow, over: str) -> Sequence[PaperItem]:
        items = self.facts.lists.get(over)
        if items is None:
            at = self.table.place(row.number, "over")
            self.issues.append(catalog.LIST_UNKNOWN.at(at, found=over))
            return ()
        self.lists.setdefault(over, [])
        most = row["most"]
        return items[: int(most)] if isinstance(most, int | float) and most else items

    def _table(self, row: TableRow, over: str) -> Iterator[WordedBlock]:
        items = self._items(row, over)
        columns = read_columns(str(row["columns"]))
        if items and columns:
            self.lists[over] += [c.field for c in columns]
            rows = tuple(tuple(item.words.get(c.field, "") for c in columns) for item in items)
            turned = {word: lying for word, lying in TURNED.items() if word in str(row["columns"])}
            lying = next(iter(turned.values()), None)
            yield WordedBlock(RowForm.TABLE, self._filled(row, {}), columns, rows, lying)

    def _filled(self, row: TableRow, item: Mapping[str, str], over: str = "") -> str:
        """The sentence; a name that nothing stands for stays as it was written, visible."""
        found = []
        for at, part in enumerate(_OPTIONAL.split(str(row["text"]))):
            pieces = self._pieces(row, part)
            names = [name for _, name, _, _ in pieces if name is not None]
            if at % 2 and not all(self._says(name, item) for name in names):
                continue
            for text, name, _, _ in pieces:
                found.append(text)
                if name is not None:
                    found.append(self._said(row, name, item, over))
        return _tidied("".join(found))

    def _says(self, name: str, item: Mapping[str, str]) -> bool:
        """Whether a name has something to say inside ［］: no dash, no count of nothing."""
        if name in item:
            return item[name] not in {"", NONE, "0"}
        if name in self.facts.figures:
            figure = self.facts.figures[name]
            return figure.text not in {"", NONE} and not (name.endswith("数") and figure.value == 0)
        return not name.endswith("数") and self.facts.words.get(name, name) not in {"", NONE}

    def _pieces(
        self, row: TableRow, part: str
    ) -> Sequence[tuple[str, str | None, str | None, str | None]]:
        try:
            return list(Formatter().parse(part))
        except ValueError:
            at = self.table.place(row.number, "text")
            self.issues.append(catalog.BRACES_UNEVEN.at(at, found=part))
            return [(part, None, None, None)]

    def _said(self, row: TableRow, name: str, item: Mapping[str, str], over: str = "") -> str:
        if name in item:
            self.lists[over].append(name)
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
    >>> _tidied("2025年5月2025年重点工作推进情况"), _tidied("根据2025年重点工作工作安排")
    ('2025年5月重点工作推进情况', '根据2025年重点工作安排')
    """
    for twice, once in (("，，", "，"), ("；；", "；"), ("目前目前", "目前"), ("，。", "。"), ("；。", "。"), ("目前目前", "目前"), ("（）", ""),
                        ("，；", "；"), ("，）", "）"), ("（，", "（"), ("。。", "。"), ("：。", "。"), ("、。", "。")):  # fmt: skip
        while twice in text:
            text = text.replace(twice, once)
    return _YEAR_TWICE.sub(r"\1\2", text).replace("工作工作", "工作")


def read_columns(text: str) -> tuple[WordedColumn, ...]:
    """The columns of a table: 「序号 任务×4 单位=牵头单位×3」: head or field=head, and its share.

    >>> [(c.field, c.head, c.share) for c in read_columns("序号 任务×4 单位=牵头单位×3")]
    [('序号', '序号', 1.0), ('任务', '任务', 4.0), ('单位', '牵头单位', 3.0)]
    """
    found = []
    for piece in text.split():
        if piece in TURNED:
            continue
        name, _, share = piece.partition("×")
        field, _, head = name.partition("=")
        number = float(share) if share.replace(".", "", 1).isdigit() else 1.0
        found.append(WordedColumn(head or field, field, number or 1.0))
    return tuple(found)


def place_texts(places: Sequence[Place], most: int = 80) -> str:
    """Rows as 数字来源 names them: sheet by sheet, those below one another as a stretch.

    What has more than `most` stretches in a sheet is cut there and says how many rows there are.

    >>> place_texts([Place(sheet="任务台账", row=row) for row in (3, 4, 5, 8, 10, 9, 4)])
    '《任务台账》第3至5、8至10行'
    """
    rows: dict[str, set[int]] = {}
    for place in places:
        rows.setdefault(place.sheet, set()).add(place.row)
    texts = []
    for sheet, found in rows.items():
        stretches = list(_stretches(sorted(found)))
        more = f"……共{len(found)}" if len(stretches) > most else ""
        texts.append(f"《{sheet}》第{'、'.join(stretches[:most])}{more}行")
    return "；".join(texts)


def _stretches(rows: Sequence[int]) -> Iterator[str]:
    first = last = rows[0]
    for row in (*rows[1:], -1):
        if row != last + 1:
            both = "至" if last > first + 1 else "、"
            yield f"{first}{both}{last}" if last > first else f"{first}"
            first = row
        last = row
