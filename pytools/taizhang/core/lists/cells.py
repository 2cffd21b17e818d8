"""The cells of one row of a list, as they are meant: by the kind of their column and by what they hold.

What is 错误 is not taken, and said; nothing is taken for what it only looks like.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.catalog import forms
from taizhang.core.catalog import ledger as catalog
from taizhang.core.headers import Claim
from taizhang.core.issues import Issue, Place
from taizhang.core.lists.columns import ColumnMeaning, cells_of
from taizhang.core.lists.days import DayBasis, read_day, read_due, read_words, shown
from taizhang.core.lists.model import (
    SHARE,
    SOURCE_NO,
    Entry,
    FoundCell,
    ListLine,
    Readers,
    ToldWords,
)
from taizhang.core.schema import Column
from taizhang.core.submission import Value
from taizhang.core.values.cadences import read_cadences
from taizhang.core.values.codes import ShownFormat, shown_number
from taizhang.core.values.phrases import NOTHING
from taizhang.core.values.read import ERROR_WORDS, as_text, read_value
from taizhang.core.values.reading import Asked, Raw, Scale
from taizhang.core.values.settled import DATED, NUMERIC, same
from taizhang.core.values.text import keep_lines, keep_marks

JOINED = "；"  # between what two columns say in words
LEVELS = "／"  # between a class and its part
NAMES = frozenset({"lead", "co"})
KEPT_AS = {"due": "due_text", "target": "indicator"}  # words that are no date, or no number
WORDS = frozenset({"text", "long", "choice", "link", "any"})
_BETWEEN = re.compile(r"(?<=[^\x00-\xff])\s+|\s+(?=[^\x00-\xff])")
_MARKER = re.compile(
    r"(\d{1,3}(?:\.\d{1,3})*[.、．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*(?!\d)"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_PERCENT_HEAD = re.compile(r"[%％]")
ReadCell = Callable[[FoundCell], ToldWords | Issue]


@dataclass(slots=True)
class _ListRow:
    """One row under way."""

    values: dict[str, Value] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)

    def refuse(self, key: str, issue: Issue) -> None:
        self.refused.add(key)
        self.issues.append(issue)

    def told_once(self) -> None:
        """A row whose very name is crossed out is crossed out; its other cells are not told of."""
        named = [i for i in self.issues if i.place == self.places.get("name")]
        if struck := [i for i in named if i.rule is catalog.LIST_CELL_STRUCK]:
            self.issues[:] = struck


class ListRowReader:
    """Reads the rows of one list."""

    def __init__(self, meaning: ColumnMeaning, readers: Readers, calendar: DayBasis) -> None:
        """`calendar` is what days without a year are read against."""
        self.meaning, self.table = meaning, meaning.table
        self.readers, self.calendar = readers, calendar
        self.shared = self._shared_names()
        self.scales: dict[str, Scale] = {}

    def read(self, line: ListLine) -> tuple[Entry, list[Issue]]:
        """Read a row; what was refused in it, and what is doubtful, goes along."""
        row = _ListRow()
        for column in self.table.spec.columns:
            claims = list(cells_of(self.meaning, line, column.key))
            if claims:
                self._read_key(row, line, column, claims)
        if self.table.spec.key == "tasks":
            self._classify(row, line)
            self._stand_in(row, line)
            self._tidy_name(row)
            self._complete(row)
        elif line.path and not row.values.get("unit_type"):
            row.values["unit_type"] = line.path[-1]
        row.told_once()
        place = self.table.sheet.place(line.at)
        entry = Entry(place, row.values, row.places, frozenset(row.refused))
        return entry, row.issues

    def _read_key(
        self, row: _ListRow, line: ListLine, column: Column, claims: Sequence[Claim]
    ) -> None:
        key = column.key
        cells = [(claim, self.table.found(line, claim)) for claim in claims]
        row.places[key] = cells[0][1].place
        told: list[tuple[Claim, ToldWords]] = []
        for claim, found in cells:
            issue = _error(found)
            answer = issue or self._reader(line, column)(found)
            if isinstance(answer, Issue):
                row.refuse(key, answer)
                if issue is None and key in KEPT_AS:
                    row.values[KEPT_AS[key]] = shown(_as_shown(found))
            else:
                told.append((claim, answer))
        if told:
            self._settle(row, column, told)

    def _settle(self, row: _ListRow, column: Column, told: list[tuple[Claim, ToldWords]]) -> None:
        """Take what one column says; of several join words, and name values that differ."""
        key = column.key
        for _, answer in told:
            row.issues += answer.issues
        said = [(c, t.values.get(key, t.values.get("", ""))) for c, t in told]
        said = [(c, value) for c, value in said if value != ""]
        others = {
            k: v for _, t in reversed(told) for k, v in t.values.items() if k not in {key, ""}
        }
        for other, value in others.items():
            if row.values.get(other, "") == "":
                row.values[other] = value
        if not said:
            return
        first = said[0][1]
        if all(same(value, first) for _, value in said):
            row.values[key] = first
        elif key == "name":
            row.values[key] = first
            _append(row.values, "content", [str(v) for _, v in said[1:]])
        elif column.kind in WORDS:
            joint = "\n" if key in NAMES else JOINED
            row.values[key] = joint.join(dict.fromkeys(str(v) for _, v in said))
        else:
            row.values[key] = first
            _differ(row, column, said)

    def _reader(self, line: ListLine, column: Column) -> ReadCell:
        """How a cell of this column is read."""
        key, kind = column.key, column.kind
        special: dict[str, ReadCell] = {
            "due": lambda found: read_due(found, self.calendar, self.readers),
            "task_id": lambda found: ToldWords({"": number_text(found)}),
            SOURCE_NO: lambda found: ToldWords({"": number_text(found)}),
            "cadence": self._cadence,
            "period": lambda found: ToldWords({"": period_text(found)}),
            "target": lambda found: self._figure(found, line, key),
            "actual": lambda found: self._figure(found, line, key),
        }
        if key in special:
            return special[key]
        if kind in DATED:
            return lambda found: read_day(found, self.calendar)
        if kind in NUMERIC or kind == "yes":
            return lambda found: self._asked(found, column)
        if key in {"name", "unit", "lead", "co"}:
            return lambda found: ToldWords({"": _words(found.value)})
        return lambda found: ToldWords({"": _said_words(found.value)})

    def _asked(self, found: FoundCell, column: Column) -> ToldWords | Issue:
        """A percentage, a number or a mark."""
        points = column.kind == "percent" and _PERCENT_HEAD.search(found.place.header)
        if points and found.shows != SHARE and _FIGURE.fullmatch(as_text(found.value)):
            share = float(as_text(found.value)) / 100
            return ToldWords({"": share}) if 0 <= share <= 1 else _odd(found)
        scale = self._scale(column.key) if column.kind == "percent" else Scale()
        reading = read_value(found.value, Asked(column.kind, look=_look(found), scale=scale))
        if reading.usable:
            return ToldWords({"": reading.value})
        choices = reading.detail.get("choices")
        return _odd(found, choices if isinstance(choices, list) else ())

    def _scale(self, key: str) -> Scale:
        """On which scales the figures of a column are."""
        if key not in self.scales:
            claims = self.meaning.columns.get(key, ())
            cells = [self.table.value(line, c.at) for line in self.table.lines for c in claims]
            figures = [c for c in cells if isinstance(c, float)]
            shares = sum(0 < f < 1 for f in figures)
            self.scales[key] = Scale(shares, sum(f >= 2 for f in figures))
        return self.scales[key]

    def _cadence(self, found: FoundCell) -> ToldWords | Issue:
        """月, several at once (一月一调度、一季一通报), or 每月一次 as a 方案 would say it."""
        text = _words(found.value)
        own = read_cadences(text)
        if own.text and not own.unread:
            return ToldWords({"": own.text})
        told = self.readers.due(text, self.calendar.issued, self.calendar.year, found.place)
        cadence = told.values.get("cadence", "") if told else ""
        return ToldWords({"": cadence or text})

    def _figure(self, found: FoundCell, line: ListLine, key: str) -> ToldWords | Issue:
        """目标值 or 完成值: a number in the row's 计量单位; else words, as a 方案 states a target."""
        measure = self._measure(line)
        if isinstance(found.value, float) and found.shows == SHARE and measure in {"", "%"}:
            return ToldWords({"": round(found.value * 100, 10), "measure": "%"})
        figure, found = isinstance(found.value, float), _as_shown(found)
        reading = read_value(found.value, Asked("number", measure=measure, look=_look(found)))
        if reading.rule is forms.NOTHING_SAID:
            return ToldWords()
        plain = not isinstance(found.value, str) or not re.search(r"[^\d.,，\s]", found.value)
        if reading.usable and (measure or plain):
            kept = {} if plain or figure or key != "target" else {"indicator": as_text(found.value)}
            return ToldWords({"": reading.value, **kept})
        told = self.readers.goal(as_text(found.value), found.place)
        if told is None or (measure and told.values.get("measure", measure) != measure):
            return _odd(found)
        goals = str(told.values.get("indicator", "")).split("；")
        if len(goals) > 1:
            return _odd(found, goals)
        values = {"": told.values["target"], "measure": told.values.get("measure", "")}
        kept = {"indicator": as_text(found.value)} if key == "target" else {}
        return ToldWords({**values, **kept}, told.issues)

    def _measure(self, line: ListLine) -> str:
        cells = (self.table.found(line, c) for c in cells_of(self.meaning, line, "measure"))
        return next((_words(found.value) for found in cells), "")

    def _shared_names(self) -> frozenset[str]:
        """Names that stand in several rows with different things to do, as merged cells do."""
        if "content" not in self.meaning.columns or self.table.spec.key != "tasks":
            return frozenset()
        contents: dict[tuple[str, ...], list[str]] = {}
        for line in self.table.lines:
            name, lead, content = (self._said(line, key) for key in ("name", "lead", "content"))
            if name and content:
                contents.setdefault((name, lead), []).append(content)
        return frozenset(
            name
            for (name, _), all_ in contents.items()
            if len(all_) > 1 and len(set(all_)) == len(all_)
        )

    def _said(self, line: ListLine, key: str) -> str:
        claims = self.meaning.columns.get(key, ())
        return keep_marks("".join(self.meaning.text(line, claim) for claim in claims))

    def _classify(self, row: _ListRow, line: ListLine) -> None:
        """类别: the bands that the row stands under, its own cell, the classes beside the task."""
        levels = [self.meaning.text(line, claim) for claim in self.meaning.levels]
        own = str(row.values.get("category", ""))
        known = [name for name in (*line.path, own, *levels) if name]
        name = keep_marks(str(row.values.get("name", "")))
        if name in self.shared and row.values.get("content"):
            known.append(str(row.values["name"]))
            row.values["name"] = self.readers.title(str(row.values["content"]))
            name = keep_marks(str(row.values["name"]))
        classes = [c for c in dict.fromkeys(known) if keep_marks(c) != name]
        row.values["category"] = LEVELS.join(classes)
        if not name and levels and "name" not in row.refused:
            row.values["name"] = levels[-1]
            row.values["category"] = LEVELS.join(classes[:-1])

    def _stand_in(self, row: _ListRow, line: ListLine) -> None:
        """A row without a name of its own is named by the column that tells of the task too."""
        claim = self.meaning.stand_in
        if claim is None or row.values.get("name") or "name" in row.refused:
            return
        if text := self.meaning.text(line, claim):
            row.values["name"] = self.readers.title(text)

    def _tidy_name(self, row: _ListRow) -> None:
        """A name on one line, its own numeral where numbers stand."""
        name = _BETWEEN.sub("", " ".join(str(row.values.get("name", "")).split()))
        marker = _MARKER.match(name)
        if marker and len(name) > marker.end():
            name = name[marker.end() :]
            row.values.setdefault(SOURCE_NO, marker[1].rstrip(".、．"))
        row.values["name"] = name

    def _complete(self, row: _ListRow) -> None:
        """What 时限原文 and 量化指标 say where the cells beside them are blank."""
        values = row.values
        if "due" not in row.places and values.get("due_text"):
            found = FoundCell(str(values["due_text"]), row.places.get("due_text", Place()))
            if told := read_words(found, self.calendar, self.readers):
                row.issues += told.issues
                for key, value in told.values.items():
                    values[key] = values.get(key) or value
        if values.get("indicator") and not values.get("target") and "target" not in row.refused:
            place = row.places.get("indicator", Place())
            told = self.readers.goal(str(values["indicator"]), place)
            if told and values.get("measure", "") in {"", told.values.get("measure", "")}:
                values |= {k: v for k, v in told.values.items() if k != "indicator"}


def _look(found: FoundCell) -> ShownFormat:
    if found.look.code or found.look.shown:
        return found.look
    return ShownFormat(
        "0%" if found.shows == SHARE else "", known=True
    )  # a figure is from a workbook


def _as_shown(found: FoundCell) -> FoundCell:
    """A figure as its cell shows it, where that is more than the figure: 1200户, 12万元, 60%."""
    value = found.value
    if isinstance(value, float) and (text := shown_number(value, _look(found))):
        return found._replace(value=text)
    return found


def period_text(found: FoundCell) -> str:
    """A period as it was typed: 2022-06 has become the first day of that month in Excel."""
    value = found.value
    if isinstance(value, date) and value.day == 1:
        return f"{value.year}-{value.month:02}"
    return _said_words(value)


def number_text(found: FoundCell) -> str:
    """A number of a list as it was typed: 1-2 has become a day in Excel, and is 1-2 again."""
    value = found.value
    if isinstance(value, date):
        return f"{value.month}-{value.day}"
    return keep_lines(as_text(value))


def _words(value: Raw) -> str:
    """A cell of words; a figure or a day in it is written as people do."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return keep_lines(as_text(value))


def _said_words(value: Raw) -> str:
    """The same; a dash or 无 says nothing."""
    text = _words(value)
    return "" if NOTHING.match(keep_marks(text)) else text


def _error(found: FoundCell) -> Issue | None:
    label = found.place.header
    if found.struck and found.value != "":
        return catalog.LIST_CELL_STRUCK.at(found.place, label=label, found=as_text(found.value))
    if found.error == "":
        return catalog.LIST_CELL_EMPTY.at(found.place, label=label)
    text = found.value if isinstance(found.value, str) else ""
    shown = found.error or (text if ERROR_WORDS.fullmatch(keep_marks(text)) else "")
    return catalog.LIST_CELL_ERROR.at(found.place, label=label, found=shown) if shown else None


def _odd(found: FoundCell, choices: Sequence[object] = ()) -> Issue:
    """A value that is not taken: it has several readings, or none."""
    label, text = found.place.header, shown(found)
    if len(choices) > 1:
        return catalog.LIST_VALUE_ASKED.at(
            found.place, label=label, found=text, choices=list(choices)
        )
    return catalog.LIST_VALUE_REFUSED.at(found.place, label=label, found=text)


def _differ(row: _ListRow, column: Column, said: Sequence[tuple[Claim, Value]]) -> None:
    """Two columns with different values: the first is taken, all are named."""
    shown = [f"{' '.join(c.header.split())}{as_text(v)}" for c, v in said]
    issue = catalog.LIST_COLUMNS_DIFFER.at(
        row.places[column.key], label=column.label, values=shown, taken=as_text(said[0][1])
    )
    row.issues.append(issue)


def _append(values: dict[str, Value], key: str, texts: Sequence[str]) -> None:
    known = [t for t in (str(values.get(key, "")), *texts) if t]
    values[key] = JOINED.join(dict.fromkeys(known))
