"""Which row of a file is which task or node, on whatever sheets they stand.

A row is known by its number; where that is lost, by its exact name. Nothing is guessed: a row
that is nobody's, or somebody else's, is reported and not taken.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from taizhang.books.foreign.grids import Grid
from taizhang.books.forms.words import known_texts
from taizhang.books.reading.asides import line_text
from taizhang.books.reading.cells import Context, FormLine, FormRowReader, RowsPlan, shape_of
from taizhang.core.addresses import cell_name
from taizhang.core.catalog import forms as catalog
from taizhang.core.headers import Head
from taizhang.core.issues import Issue, Place, Rule, clip
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import (
    ROW_NAMES,
    Answer,
    FormRow,
    RowKey,
    SentSheet,
    Unclaimed,
    Value,
    as_name,
    row_of,
)
from taizhang.core.tables import key_text
from taizhang.core.values.read import as_text
from taizhang.core.values.reading import Raw
from taizhang.core.values.text import keep_code, keep_lines

NAMES = {"tasks": "name", "nodes": "node", "extensions": "name", "problems": "matter",
         "raised": "matter"}  # fmt: skip
IDS = {sheet: ROW_NAMES.get(sheet, ("task_id",)) for sheet in NAMES}
OPEN_ENDED = "raised"  # a sheet on which a unit may go on below the rows that were sent
SKIPPED = (
    "合计", "小计", "总计", "填报人", "填表人", "联系电话", "联系人", "填报日期", "填报单位",
    "审核", "签字", "单位负责人",
)  # fmt: skip
REMARKS = ("备注", "注:", "注：", "说明")
_SECTION = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．])?[^\d，。；：]{1,24}")
_PART = re.compile(
    r"(.+?)(?:[-－—–.．_/]\s*|[（(]\s*)(?:\d{1,2}|[A-Za-z一二三四五六七八九十])[)）]?|(.+?)[A-Za-z①-⑳]"
)
_new = tuple.__new__  # many rows; see cells
SHORT = 20  # characters of a name in a sentence
MOST_ODD = 200  # rows of a file that the clerk is asked to claim
LIKE = 60  # of 100, from which a name is offered as a candidate


@dataclass(slots=True)
class RowsBlock:
    """The rows below one head, up to row `stop`; the rows in `quoted` are told of as a whole."""

    grid: Grid
    head: Head
    stop: int = 0
    quoted: set[int] = field(default_factory=set)

    @property
    def rows(self) -> list[int]:
        """The rows (0-based) that are not told of as a whole."""
        return [at for at in range(self.head.last + 1, self.stop) if at not in self.quoted]


class FormTable:
    """All rows of one kind in a file. Take the sheets first, then ask for the answers."""

    def __init__(
        self, spec: SheetSpec, sent: SentSheet, context: Context, others: Iterable[SentSheet]
    ) -> None:
        """`sent` are the rows that the form carried, `others` what went to anybody."""
        self.spec, self.sent, self.context, self.others = spec, sent, context, others
        self.lines: dict[RowKey, list[FormLine]] = {}
        self.reader = FormRowReader(context, sent, self.lines)
        self.odd: list[FormLine] = []
        self.issues: list[Issue] = []
        self.unclaimed: list[Unclaimed] = []
        self.sheets: list[str] = []
        self.blocks: list[RowsBlock] = []
        self.parts: dict[RowKey, list[FormLine]] = {}
        self.name = NAMES[spec.key]
        ids = [sent.columns.index(key) for key in IDS[spec.key] if key in sent.columns]
        pick = itemgetter(*ids) if ids else None
        self.quick: dict[object, RowKey] = (
            {pick(v): k for k, v in sent.rows.items()} if pick else {}
        )

    def take(self, grid: Grid, head: Head, is_head: Callable[[Sequence[object]], bool]) -> int:
        """Take the rows below a head; return the row (0-based) where another head begins."""
        plan = RowsPlan(grid, head, shape_of(head, self.sent), self.context)
        self.issues += [*_without_asked(head), *plan.issues]
        if grid.name not in self.sheets:
            self.sheets.append(grid.name)
        ids = [head.columns.get(key, -1) for key in IDS[self.spec.key]]
        pick, quick = itemgetter(*ids), self.quick if -1 not in ids else {}
        last: RowKey = ()
        block = RowsBlock(grid, head)
        self.blocks.append(block)
        for at in range(head.last + 1, len(grid.rows)):
            block.stop, row = at + 1, grid.rows[at]
            line: FormLine = _new(FormLine, (plan, at))
            key = quick.get(pick(row)) or self._key(line, last)
            if key in self.sent.rows:
                self.lines.setdefault(key, []).append(line)
                last = key
            elif any(cell != "" for cell in row):
                if is_head(row):
                    block.stop = at
                    return at
                self._take_odd(line, key, block)
        return len(grid.rows)

    def _key(self, line: FormLine, last: RowKey) -> RowKey:
        """The row key as it stands; a node without its task's number belongs to the task above."""
        task = as_name(_value(line.get(IDS[self.spec.key][0])))
        if self.spec.key != "nodes":
            return (task,) if task else ()
        number = as_name(_value(line.get("node_no")))
        if not task and number and last:
            key = last[0], number
            if line.text(self.name) == self._name_of(key):
                return key
        return (task, number) if task or number else ()

    def _text(self, key: RowKey) -> str:
        """A key as sentences show it."""
        return key_text(self.spec.key, key)

    def _name_of(self, key: RowKey) -> str:
        return keep_lines(str(self.sent.get(key, self.name)))

    def _take_odd(self, line: FormLine, key: RowKey, block: "RowsBlock") -> None:
        """A row whose number is not among those sent, as it stands."""
        if self._is_ours(line):
            block.quoted.add(line.at)
        elif self.spec.key == OPEN_ENDED and line.is_filled() and not self._is_remark(line):
            self.lines.setdefault(self._next_number(), []).append(line)
        elif self._is_remark(line):
            block.quoted.add(line.at)
            text = line_text(line.plan.grid.rows[line.at])
            if self._is_footer(line):
                self._note(catalog.ROW_SKIPPED, line, name=text)
            else:
                self._note(catalog.LINE_BELOW, line, text=text)
        elif (healed := self._folded.get(keep_code(self._text(key)))) is not None:
            self.lines.setdefault(healed, []).append(line)
            found, shown = self._text(key), self._text(healed)
            self._note(catalog.KEY_HEALED, line, found=found, key=shown)
        elif parent := self._parent(self._text(key)):
            self.parts.setdefault(parent, []).append(line)
        elif not self.context.based and any(key):
            self.lines.setdefault(key, []).append(line)
        else:
            self.odd.append(line)

    def _next_number(self) -> RowKey:
        """The number after the highest of the rows that were sent or added."""
        numbers = [int(key[0]) for key in (*self.sent.rows, *self.lines) if key[0].isdigit()]
        return (str(max(numbers, default=0) + 1),)

    def _parent(self, text: str) -> RowKey:
        """The sent row of which a number like T-1-2 or T-1（二） names a part."""
        found = _PART.fullmatch(text) if self.spec.key != "nodes" else None
        return self._folded.get(keep_code(found[1] or found[2]), ()) if found else ()

    def _settle_parts(self) -> None:
        """A task filled in as several rows is asked about; a single odd number is none of it."""
        for parent, lines in self.parts.items():
            if len(lines) == 1 and parent not in self.lines:
                self.odd += lines
                continue
            for line in lines:
                shown = {"key": self._text(self._key(line, ())), "parent": self._text(parent)}
                self._note(catalog.ROW_SPLIT, line, parent, **shown)
                self._set_aside(line, (parent,))

    def _is_ours(self, line: FormLine) -> bool:
        """What we print ourselves: that a sheet asks for nothing, the number of a line left free."""
        cells = [cell for cell in line.plan.grid.rows[line.at] if cell != ""]
        if self.spec.key == OPEN_ENDED and len(cells) == 1 and as_text(cells[0]).isdigit():
            return not line.is_filled()
        printed = [texts["no_rows"] for texts in known_texts(self.context.layout.form)]
        return not self.sent.rows and len(cells) == 1 and cells[0] in printed

    def _is_remark(self, line: FormLine) -> bool:
        """A total, a signature line, a section title: words in one cell only, or known ones."""
        words = (_first_words(line), line.text("task_id"))
        if any(w.startswith((*SKIPPED, *REMARKS)) or w.replace(" ", "") in SKIPPED for w in words):
            return True
        cells = [cell for cell in line.plan.grid.rows[line.at] if cell != ""]
        filled = any(line.get(key) != "" for key in line.plan.shape.keys)
        return len(cells) == 1 and not filled and line.text(self.name) == ""

    def _is_footer(self, line: FormLine) -> bool:
        """A line that every table may have: a total, a signature, the title of a section."""
        cells = [as_text(cell).strip() for cell in line.plan.grid.rows[line.at] if cell != ""]
        if not cells[0][:SHORT].strip("\0").strip():
            return True  # a line of nothing that shows
        first = cells[0].replace(" ", "").replace("\u3000", "")
        if first.startswith(SKIPPED) or (first.rstrip("：:") in REMARKS and len(cells) == 1):
            return True
        return len(cells) == 1 and _SECTION.fullmatch(cells[0]) is not None

    @cached_property
    def _folded(self) -> dict[str, RowKey]:
        """Numbers in one writing to row keys, without those that two rows share."""
        found: dict[str, RowKey] = {}
        for key in self.sent.rows:
            folded = keep_code(self._text(key))
            found[folded] = () if folded in found else key
        return {folded: key for folded, key in found.items() if key}

    def rows(self) -> list[FormRow]:
        """Read all rows; afterwards `issues` and `unclaimed` are complete."""
        self._settle_parts()
        self._claim_by_name()
        self._renumber()
        made: list[FormRow] = []
        keys = list(self.sent.rows if self.context.based else self.lines)
        keys += [key for key in self.lines if key not in keys and self.spec.key == OPEN_ENDED]
        for key in keys:
            lines = self.lines.get(key, [])
            if not lines:
                self._note_missing(key)
            elif len(lines) == 1:
                made.append(self._row(key, lines[0]))
            else:
                made.append(self._several(key, lines))
        self._note_order()
        self.issues += self.reader.issues
        return made

    def names(self) -> Iterator[tuple[tuple[str, RowKey], str]]:
        """The name beside each number of a row to read, as the file has it."""
        for key, lines in self.lines.items():
            if len(lines) == 1 and (name := lines[0].text(self.name)):
                yield (self.spec.key, key), name

    def _claim_by_name(self) -> None:
        """A row without a usable number is the one sent row of its exact name, if that is free."""
        free = {key for key in self.sent.rows if key not in self.lines}
        for line in self.odd:
            name = line.text(self.name)
            keys = self._by_name.get(name, []) if name else []
            if len(keys) == 1 and keys[0] in free:
                self.lines.setdefault(keys[0], []).append(line)
                found = line.text("task_id") or "空白"
                self._note(catalog.ROW_BY_NAME, line, keys[0], found=found, key=self._text(keys[0]))
            else:
                self._give_up(line, name)

    def _give_up(self, line: FormLine, name: str) -> None:
        """Name the row, and offer it with the tasks whose names are close."""
        many = len(self.unclaimed) >= MOST_ODD
        key, near = self._text(self._key(line, ())).strip("#"), {} if many else self._near(name)
        if key:
            self._note(catalog.ROW_NOT_SENT, line, key=key)
        else:
            shown = clip(name or _first_words(line), SHORT)
            names = [f"{self._text(k)} {clip(text, SHORT)}" for k, text in near.items()]
            self._note(catalog.ROW_UNCLAIMED, line, name=shown, near=names)
        if not many:  # so many junk rows are nobody's task; the count of them is told
            self._set_aside(line, tuple(near))

    def _set_aside(self, line: FormLine, candidates: tuple[RowKey, ...]) -> None:
        """Let the clerk say which row a line is."""
        found = Unclaimed(self._place(line), self.spec.key, _words_of(line), candidates)
        self.unclaimed.append(found)

    def _near(self, name: str) -> dict[RowKey, str]:
        """Rows of similar names, likeliest first; suggestions only."""
        from rapidfuzz import process

        if not name:
            return {}
        found = process.extract(name, self._names, limit=3, score_cutoff=LIKE)
        return {key: text for text, _, key in found}

    @cached_property
    def _names(self) -> dict[RowKey, str]:
        """Names by row key, of the rows that went to anybody."""
        sheets = (*self.others, self.sent)
        return {key: str(sheet.get(key, self.name)) for sheet in sheets for key in sheet.rows}

    @cached_property
    def _by_name(self) -> dict[str, list[RowKey]]:
        """The sent rows of each name, in their order."""
        found: dict[str, list[RowKey]] = {}
        for key in self.sent.rows:
            found.setdefault(self._name_of(key), []).append(key)
        return found

    def _renumber(self) -> None:
        """Give back to their rows those lines over which another row's number was copied.

        A line is another's where all it says but its number is of that row, the number has a line
        of its own, and the other row has none. Where it has one, nobody can tell whose line it is.
        """
        strays = [
            (key, line, other)
            for key, lines in self.lines.items()
            for line in lines
            if key in self.sent.rows and (other := self._confused(key, line))
        ]
        for key, line, other in strays:
            owners = [one for one in self.lines[key] if one is not line and self._is_own(key, one)]
            if not owners or self._speaks_for(line, key, other):
                continue
            self.lines[key].remove(line)
            there = self.lines.setdefault(other, [])
            if any(self._is_own(other, one) for one in there):
                self._note_confused(line, key, other)
                self.issues += self.reader.quoted(key, line)
            else:
                there.append(line)
                shown = {"found": self._text(key), "key": self._text(other)}
                self._note(catalog.ROW_BY_NAME, line, other, **shown)

    def _is_own(self, key: RowKey, line: FormLine) -> bool:
        """Whether the row's own name stands in the line."""
        return line.text(self.name) == self._name_of(key)

    def _speaks_for(self, line: FormLine, key: RowKey, other: RowKey) -> bool:
        """Whether a grey cell, other than the name, says that the line is that row and no other."""
        differing = [
            (line.text(column), keep_lines(as_text(self.sent.get(key, column))))
            for column in self.sent.columns
            if column not in {*IDS[self.spec.key], self.name}
            and not self.spec[column].fill
            and self.sent.get(key, column) != self.sent.get(other, column)
        ]
        return any(found and found == sent for found, sent in differing)

    def _row(self, key: RowKey, line: FormLine) -> FormRow:
        row, edited = self.reader.row(key, line)
        other = edited and self._confused(key, line)
        if not other or self._speaks_for(line, key, other):
            return row
        self._note_confused(line, key, other)
        self.issues += self.reader.quoted(key, line)
        return row_of([_untaken(answer._replace(issue=None)) for answer in row.every()])

    def _confused(self, key: RowKey, line: FormLine) -> RowKey:
        """The other row whose exact name stands here: then the number or the name is wrong."""
        if line.get(self.name) == self.sent.get(key, self.name):
            return ()
        name, own = line.text(self.name), self._name_of(key)
        if not name or not own or name == own:
            return ()
        return next((k for k in self._by_name.get(name, []) if k != key), ())

    def _several(self, key: RowKey, lines: Sequence[FormLine]) -> FormRow:
        """One answer a cell out of rows with the same number."""
        by_column: dict[str, list[Answer]] = {}
        lines = [line for line in lines if line.is_filled()] or lines[:1]
        if len(lines) == 1:
            return self._row(key, lines[0])
        if key not in self.sent.rows and len(names := self._names_in(lines)) > 1:
            return self._of_two(key, lines, names)
        for answer in (a for line in lines for a in self._row(key, line).every()):
            by_column.setdefault(answer.column, []).append(answer)
        based = key in self.sent.rows and not self._unnamed(lines)
        combined = [
            self.reader.combine(self.spec[column], answers, based=based)
            if len(answers) == len(lines)  # else one copy lost the column, which is named
            else _untaken(answers[0])
            for column, answers in by_column.items()
        ]
        pages = {line.plan.grid.name for line in lines}  # a copied page is named as such
        if len(pages) < len(lines) and all(answer.usable for answer in combined):
            self._note(catalog.ROW_TWICE, lines[0], key, key=self._text(key), count=len(lines))
        return row_of(combined)

    def _names_in(self, lines: Sequence[FormLine]) -> list[str]:
        """The names that stand in lines of one number."""
        return sorted({name for line in lines if (name := line.text(self.name))})

    def _of_two(self, key: RowKey, lines: Sequence[FormLine], names: Sequence[str]) -> FormRow:
        """No answer out of lines of one number that bear different names: nobody knows whose."""
        shown = [clip(name, SHORT) for name in names]
        self._note(catalog.KEY_OF_TWO, lines[0], key, key=self._text(key), names=shown)
        for line in lines:
            self.issues += self.reader.quoted(key, line)
        row = self._row(key, lines[0])
        return row_of([_untaken(answer._replace(issue=None)) for answer in row.every()])

    def _unnamed(self, lines: Sequence[FormLine]) -> bool:
        """Whether one of the lines may be another row, whose number is nowhere, and no name tells."""
        unnamed = any(self.name not in line.plan.head.columns for line in lines)
        return unnamed and any(key not in self.lines for key in self.sent.rows)

    def _note_missing(self, key: RowKey) -> None:
        if self.sheets and key not in self.parts:
            shown = self._text(key)
            place = Place(self.context.file, self.sheets[0], key=shown)
            self.issues.append(catalog.ROW_MISSING.at(place, key=shown))

    def _note_order(self) -> None:
        there = [key for key in self.sent.rows if key in self.lines]
        seen = [key for key in self.lines if key in self.sent.rows]
        if there != seen and there != sorted(seen, key=self._stands):
            place = Place(self.context.file, self.sheets[0])
            self.issues.append(catalog.ROWS_MOVED.at(place))

    def _stands(self, key: RowKey) -> tuple[int, int]:
        """Where the first line of a row stands: its sheet, its row."""
        line = self.lines[key][0]
        return self.sheets.index(line.plan.grid.name), line.at

    def _note_confused(self, line: FormLine, key: RowKey, other: RowKey) -> None:
        shown = {"key": self._text(key), "other": self._text(other)}
        self._note(catalog.ROW_CONFUSED, line, key, **shown)

    def _note(self, rule: Rule, line: FormLine, row_key: RowKey = (), **values: object) -> None:
        self.issues.append(rule.at(self._place(line, row_key), **values))

    def _place(self, line: FormLine, row_key: RowKey = ()) -> Place:
        cell = cell_name(line.at + 1, line.plan.head.columns.get("task_id", 0))
        sheet = line.plan.grid.name
        return Place(self.context.file, sheet, line.at + 1, cell=cell, key=self._text(row_key))


def _without_asked(head: Head) -> list[Issue]:
    """The issues of a head; a column that may stand under a header asked about is not missing."""
    every = {key for question in head.questions for key in question.choices}
    if len(head.questions) < len(every):
        every = {question.choices[0] for question in head.questions}
    labels = {head.spec[key].label for key in every}
    return [
        issue
        for issue in head.issues
        if issue.rule is not catalog.COLUMN_MISSING or dict(issue.values)["label"] not in labels
    ]


def _untaken(answer: Answer) -> Answer:
    """The answer as one that must not be taken; `raw` keeps what it says that is new."""
    news = as_text(answer.theirs) if answer.theirs != answer.base else ""
    return answer._replace(theirs=answer.base, usable=False, raw=answer.raw or news)


def _value(raw: Raw) -> Value:
    return raw if isinstance(raw, str | float) else as_text(raw)


def _first_words(line: FormLine) -> str:
    return next((as_text(c).strip() for c in line.plan.grid.rows[line.at] if c != ""), "")


def _words_of(line: FormLine) -> dict[str, Value]:
    """What the row holds, in words, by column key."""
    return {key: text for key in line.plan.head.columns if (text := line.text(key))}
