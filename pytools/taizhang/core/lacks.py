"""What a ledger lacks of the schema: what is new since it was built, and what people took away.

Compared only; nothing is touched. What the workbook was built with it says itself (sheet _fields).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from taizhang.core.schema import FIRST_SCHEMA, SCHEMA, Column, Layout, SheetSpec
from taizhang.core.submission import Value
from taizhang.core.values.settled import misfit, settle

Field = tuple[str, str]  # sheet key, column key
PAGES = ("home", "guide", "stats")  # pages of which a ledger notes how they were built
MOST_NAMED = 6  # things that a sentence lists


def version_in(meta: Mapping[str, str]) -> int:
    """The schema that a ledger was built with; one that says nothing is of the first release.

    >>> version_in({"schema": "2"}), version_in({})
    (2, 1)
    """
    found = settle("number", meta.get("schema", ""))
    return int(found) if isinstance(found, float) else FIRST_SCHEMA


def pages_mark(commands: Iterable[str]) -> str:
    """What a ledger notes of its buttons and pages: the schema and which commands they offer.

    >>> pages_mark(["merge"]) == pages_mark(["merge", "judge"])
    False
    """
    return f"{SCHEMA}-{sha256('|'.join(sorted(commands)).encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class LedgerContents:
    """What a ledger holds: its version, the fields it was built with, lists and settings by key.

    `settings` and `codes` (those of 校验规则) are None where the sheet is gone or was not read.
    """

    version: int
    built: frozenset[Field]
    lists: frozenset[str]
    settings: frozenset[str] | None = None
    codes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Lacks:
    """What is new since a ledger was built."""

    sheets: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()
    settings: tuple[Mapping[str, object], ...] = ()
    lists: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    rules: Mapping[str, tuple[Mapping[str, object], ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.sheets, self.columns, self.settings, self.lists, self.codes, self.rules))


def is_older(held: LedgerContents, layout: Layout) -> bool:
    """Whether something of the schema is newer than the ledger; what people removed is not."""
    return held.version < SCHEMA or bool(lacks(held, layout))


def lacks(held: LedgerContents, layout: Layout, codes: Sequence[str] = ()) -> Lacks:
    """What the ledger has to be given; `codes` are those that 校验规则 should have."""
    known = {sheet for sheet, _ in held.built}
    return Lacks(
        sheets=tuple(key for key in layout.sheets if key not in known),
        columns=tuple(
            (spec.key, key)
            for spec in layout.sheets.values() if spec.key in known
            for key in spec.keys if (spec.key, key) not in held.built
        ),
        settings=tuple(
            r for r in layout.settings
            if held.settings is not None and str(r["setting"]) not in held.settings
        ),
        lists=tuple(key for key in layout.lists if key not in held.lists),
        codes=tuple(c for c in codes if held.codes is not None and c not in held.codes),
        rules=_new_rules(held, layout),
    )  # fmt: skip


def _new_rules(held: LedgerContents, layout: Layout) -> dict[str, tuple[Mapping[str, object], ...]]:
    """Rules shipped since; they are added switched off, because they would change verdicts."""
    shipped = {"lamp_rules": layout.lamp_rules, "supervise_rules": layout.supervise_rules}
    found = {
        key: tuple(r for r in rows if _since(r) > held.version) for key, rows in shipped.items()
    }
    return {key: rows for key, rows in found.items() if rows}


def _since(rule: Mapping[str, object]) -> int:
    since = rule.get("since", FIRST_SCHEMA)
    return since if isinstance(since, int) else FIRST_SCHEMA


def described(found: Lacks, layout: Layout) -> list[str]:
    """What was added, for a sentence: columns and sheets by name, the rest by number."""
    labels = {str(r["setting"]): str(r["label"]) for r in found.settings}
    said = [f"“{layout[key].label}”表" for key in found.sheets]
    said += [f"“{layout[s].label}”的“{layout[s][key].label}”列" for s, key in found.columns]
    said += [f"参数“{label}”" for label in labels.values()]
    rules = sum(map(len, found.rules.values()))
    counted = (("下拉选项", found.lists, "组"), ("校验规则", found.codes, "条"))
    said += [f"{name}{len(things)}{unit}" for name, things, unit in counted if things]
    said += [f"规则{rules}条（没有启用）"] if rules else []
    return shortened(said)


def shortened(said: Sequence[str]) -> list[str]:
    """The first few of many things.

    >>> shortened(list("甲乙丙丁戊己庚辛"))
    ['甲', '乙', '丙', '丁', '戊', '己等8处']
    """
    few = list(said[:MOST_NAMED])
    return few if len(said) == len(few) else [*few[:-1], f"{few[-1]}等{len(said)}处"]


def renamed(
    headers: Sequence[str],
    spec: SheetSpec,
    offsets: Mapping[str, int],
    values: Sequence[Sequence[Value]],
    lists: Mapping[str, Sequence[str]],
) -> dict[str, int]:
    """Which missing columns are still there under another header, as 0-based columns by key.

    A column is the missing one when it alone stands between the two that stood beside it, and
    what it holds is what the missing one would hold. `values` are the columns of the body.
    """
    strange = {i for i, h in enumerate(headers) if h and i not in offsets.values()}
    found: dict[str, int] = {}
    for at, key in enumerate(spec.keys):
        before = offsets.get(spec.keys[at - 1], -2) if at else -1
        after = offsets.get(spec.keys[at + 1], -2) if at + 1 < len(spec.keys) else len(headers)
        place = before + 1
        alone = before != -2 and place + 1 == after
        there = key not in offsets and alone and place in strange
        if there and _fits(spec[key], values[place], lists):
            found[key] = place
    return found


def _fits(column: Column, values: Sequence[Value], lists: Mapping[str, Sequence[str]]) -> bool:
    """Whether what a column holds could be of that kind; a blank one says nothing against it."""
    held = [v for v in values if v != ""]
    if column.list in lists and not column.open:
        fitting = [v for v in held if str(v) in lists[column.list]]
    else:
        fitting = [v for v in held if not misfit(column.kind, settle(column.kind, v))]
    return not held or len(fitting) * 2 > len(held)
