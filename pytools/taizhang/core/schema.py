"""What a sheet holds: columns by a key that code knows and a label that an office may change.

Code never names a column by its Chinese label; it asks the layout. Labels, widths, order and
defaults come from TOML (read in books/layout.py) or from the master workbook itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from taizhang.core.columns import Key

SCHEMA = 3  # of the sheets as a whole; a ledger knows with which it was built
FIRST_SCHEMA = 1
BLANK_KEEP = "keep"
BLANK_CLEAR = "clear"
BLANK_REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `kind` is text, long, date, datetime, number, percent, choice, yes, link or any.

    Marks: `report` units report it, so that it stands in forms and in 报送记录; `written` the program
    writes it; `average` of several units that each lead the mean counts; `chart` it is one more
    column of the wall chart.
    """

    key: str
    label: str
    kind: str = "text"
    width: float = 10.0
    required: bool = False
    list: str = ""
    open: bool = False
    fold: bool = False
    hidden: bool = False
    default: str = ""
    synonyms: tuple[str, ...] = ()
    fill: bool = False
    blank: str = BLANK_KEEP
    report: bool = False
    written: bool = False
    average: bool = False
    chart: bool = False

    @property
    def named(self) -> Key:
        """The key for those who read rows by it; which keys there are, the layout says."""
        return cast("Key", self.key)


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """Paper and fit of a sheet; `fit_wide` pages across, as many down as it takes."""

    paper: str = "A4"
    landscape: bool = True
    fit_wide: int = 1


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet that is one Excel table; `label` names both the sheet and the table."""

    key: str
    label: str
    title: str = ""
    columns: tuple[Column, ...] = ()
    frozen: int = 0
    print: PrintSetup = field(default_factory=PrintSetup)

    def __getitem__(self, key: str) -> Column:
        """The column of that key; KeyError names the sheet."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(f"{self.key}.{key}")

    @property
    def keys(self) -> tuple[str, ...]:
        """Column keys in order."""
        return tuple(c.key for c in self.columns)

    @property
    def labels(self) -> dict[str, str]:
        """Label of each key, in order."""
        return {c.key: c.label for c in self.columns}

    @property
    def reported(self) -> tuple[Key, ...]:
        """Keys of the columns that units report, in order."""
        return tuple(c.named for c in self.columns if c.report)

    @property
    def clearing(self) -> frozenset[str]:
        """Keys of the columns in which a blank is an answer, and empties the ledger's cell."""
        return frozenset(c.key for c in self.columns if c.blank == BLANK_CLEAR)

    def relabelled(self, label: str, labels: Mapping[str, str]) -> "SheetSpec":
        """The same sheet with other labels (of keys it has; the rest keep theirs).

        The label before becomes a synonym: a list typed long ago may still bear it.
        """
        columns = tuple(
            replace(c, label=labels[c.key], synonyms=(*c.synonyms, c.label))
            if labels.get(c.key, c.label) != c.label
            else c
            for c in self.columns
        )
        return replace(self, label=label, columns=columns)


@dataclass(frozen=True, slots=True)
class FormSpec:
    """The sheets of a form: the guide's name, the tasks and the nodes, and those that may be left out.

    `more` are in a form only where they have rows. `texts` are the words on it, `returned` those on a form that is sent back.
    """

    guide: str
    tasks: SheetSpec
    nodes: SheetSpec
    texts: Mapping[str, Any] = field(default_factory=dict)
    returned: Mapping[str, Any] = field(default_factory=dict)
    more: tuple[SheetSpec, ...] = ()

    @property
    def reported(self) -> tuple[Key, ...]:
        """Keys of what a unit reports of a task, in the order of the form."""
        return self.tasks.reported

    @property
    def sheets(self) -> tuple[SheetSpec, ...]:
        """All sheets that may be filled in."""
        return (self.tasks, self.nodes, *self.more)

    def sheet(self, key: str) -> SheetSpec:
        """The sheet of that key; the tasks' where there is none."""
        return next((spec for spec in self.sheets if spec.key == key), self.tasks)


@dataclass(frozen=True, slots=True)
class Layout:
    """All that the TOML says: sheets in order, drop-down lists, first rows, the form.

    `begins` are the first rows of sheets whose file has them below [begins].
    """

    sheets: Mapping[str, SheetSpec]
    lists: Mapping[str, tuple[str, ...]]
    settings: tuple[Mapping[str, object], ...]
    lamp_rules: tuple[Mapping[str, object], ...]
    ladders: Mapping[str, tuple[Mapping[str, Any], ...]]
    form: FormSpec
    severities: Mapping[str, str] = field(default_factory=dict)
    placeholders: tuple[Mapping[str, object], ...] = ()
    begins: Mapping[str, tuple[Mapping[str, object], ...]] = field(default_factory=dict)
    papers: tuple[Mapping[str, object], ...] = ()

    @property
    def supervise_rules(self) -> tuple[Mapping[str, object], ...]:
        """The ladder that a ledger begins with."""
        return next(iter(self.ladders.values()), ())

    def __getitem__(self, key: str) -> SheetSpec:
        """The sheet of that key."""
        return self.sheets[key]
