"""Issues: what was found, where, and what to do, as values that can be collected and compared.

A Rule is one row of the catalog; an Issue is a Rule at a Place with its values. Nothing here is
raised: bad data is a value. A sentence exists only in the catalog.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from string import Formatter, ascii_uppercase

MOST_SHOWN = 1000  # letters of a value in a sentence


class Severity(StrEnum):
    """错误 stops the cell or file it stands for; 警告 is shown; 提示 is only in the report."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a workbook or file, sheet, Excel row (1-based), header and cell; or a paragraph.

    `key` is the 任务编号 of the row (#节点序号), which names the task wherever its row stands.
    """

    book: str = ""
    sheet: str = ""
    row: int = 0
    header: str = ""
    cell: str = ""
    paragraph: int = 0
    quote: str = ""
    key: str = ""

    @classmethod
    def of_cell(cls, book: str, sheet: str, header: str, cell: str, key: str) -> "Place":
        """The place of a cell of a file by its address, "" where there is none."""
        row = int(cell.lstrip(ascii_uppercase) or 0)
        return cls(book, sheet, row, header, cell, key=key)

    def __str__(self) -> str:
        parts = [
            f"〔{self.book}〕" if self.book else "",
            f"《{self.sheet}》" if self.sheet else "",
            f"第{self.row}行" if self.row else "",
            f"（{self.key}）" if self.key else "",
            f"“{self.header}”" if self.header else "",
            f"（{self.cell}）" if self.cell else "",
            f"第{self.paragraph}段" if self.paragraph else "",
            f"“{self.quote}”" if self.quote else "",
        ]
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the catalog. `message` and `hint` are templates with named placeholders."""

    code: str
    severity: Severity
    title: str
    message: str
    hint: str

    def at(self, place: Place = Place(), /, **values: object) -> "Issue":
        """Return the Issue of this rule at `place`; KeyError when a placeholder has no value."""
        shown = {name: show(value) for name, value in values.items()}
        for name in self.placeholders():
            shown[name]
        return Issue(self, place, tuple(sorted(shown.items())))

    def placeholders(self) -> frozenset[str]:
        """Names that `message` and `hint` need."""
        texts = (self.message, self.hint)
        return frozenset(n for t in texts for _, n, _, _ in Formatter().parse(t) if n)


@dataclass(frozen=True, slots=True)
class Issue:
    """A Rule at a Place; `values` are (name, shown text) pairs, sorted.

    `trace` is the traceback of a mistake of ours behind it, for the file of errors; "" for none.
    """

    rule: Rule
    place: Place
    values: tuple[tuple[str, str], ...] = ()
    severity_override: Severity | None = None
    trace: str = field(default="", compare=False, repr=False)

    @property
    def code(self) -> str:
        """The rule's code, such as L202."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """The rule's severity, unless the office changed it in its sheet."""
        return self.severity_override or self.rule.severity

    @property
    def message(self) -> str:
        """What was found, one sentence."""
        return self.rule.message.format_map(dict(self.values))

    @property
    def hint(self) -> str:
        """What to do, beginning with a verb."""
        return self.rule.hint.format_map(dict(self.values))

    def __str__(self) -> str:
        where = f"{self.place}：" if str(self.place) else ""
        return f"{self.severity} {self.code} {where}{self.message}办法：{self.hint}"


def with_severities(issues: list[Issue], levels: Mapping[str, Severity]) -> list[Issue]:
    """Return the issues with the severities an office set for their codes."""
    return [replace(i, severity_override=levels.get(i.code)) for i in issues]


def show(value: object) -> str:
    """Show a value in a sentence: lists with 、, nothing as 无, dates as 2026年3月5日.

    >>> show(date(2026, 3, 5)), show(["a", "b"]), show(""), show(3.0), show(1234.567)
    ('2026年3月5日', 'a、b', '无', '3', '1234.567')
    """
    match value:
        case None | "" | [] | ():
            return "无"
        case datetime():
            return f"{show(value.date())} {value:%H:%M}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case float():
            return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
        case list() | tuple() | frozenset() | set():
            return "、".join(show(v) for v in value)
        case _:
            return _clipped(str(value))


def _clipped(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…（共{len(text)}字）"


def clip(text: str, most: int = 60) -> str:
    r"""A text short enough to be quoted in a sentence, on one line.

    >>> clip("一二三四\n五六", 7), clip("一二三四五六七", 6)
    ('一二三四 五六', '一二三四五…')
    """
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def percent(share: float, decimals: int = 2) -> str:
    """Show a share in a sentence; what is not quite nothing or all is not rounded to it.

    >>> percent(0.6), percent(0.355), percent(0.12345), percent(0.12345, 1), percent(0.99999)
    ('60%', '35.5%', '12.35%', '12.3%', '99.999%')
    """
    figure = round(share * 100, decimals)
    rounded_off = figure in {0, 100} and share not in {0, 1}
    return f"{share * 100 if rounded_off else figure:.10g}%"


def readable(template: str) -> str:
    """A sentence with dots where the values will be.

    >>> readable("进度“{found}”不在范围里。")
    '进度“…”不在范围里。'
    """
    parts = Formatter().parse(template)
    return "".join(text + ("…" if name is not None else "") for text, name, _, _ in parts)
