"""A slip's layout as data, filled in: words in braces become what the ledger says.

What is missing stays blank to be written by hand, and is named. Filled blocks are plain lists and
texts, so that they can be kept as they were on the day of issue.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import Formatter
from typing import Any

from taizhang.core.units import split_names

Fields = Mapping[str, str]
Blocks = list[dict[str, Any]]
RECORDS, TASKS, VISITS = "督办记录", "任务台账", "调研记录"
CLOSINGS, EXTENSIONS = "销号记录", "延期记录"
SOURCES = (RECORDS, TASKS, VISITS, CLOSINGS, EXTENSIONS)
GAP = "＿＿＿＿＿＿"
PARTS = (
    "head", "title", "line", "table", "items", "text", "note", "signs", "stamp", "cut", "gap", "turn",
)  # fmt: skip
TURNED: Mapping[str, Any] = {"turn": "横"}  # the block that lays the paper on its side
WHOLE = "全部"  # all rows on one slip
ANY, NOT = "*", "!"  # of `only`: whatever stands there but no blank; before a word: not this one
EXTRAS = frozenset({"size", "least", "right", "day", "shares", "of"})


class LayoutError(ValueError):
    """A layout cannot be read; its text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class SlipForm:
    """One layout: of which sheet's rows it speaks, for which ways of supervising, its blocks.

    `main` is the paper that a way of supervising sends out, which bears the number. `due` are
    the words of 办理状态 (of tasks: the roles of 办理环节) of the rows that wait for it. `optional`
    fields may be missing without a word.

    `paper` is the row of 文书字号 that gives the number and `bears` the column, by its label, that
    keeps it. `group` is the column by which rows are put on one slip, or WHOLE; blank is one a row.
    `only` are the values that rows have which wait for it: "" a blank, ANY anything else, NOT before a word all
    but it.
    """

    kind: str
    source: str
    blocks: Sequence[Mapping[str, Any]]
    prints: tuple[str, ...] = ()
    main: bool = False
    due: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    paper: str = ""
    bears: str = ""
    group: str = ""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def listed(self) -> bool:
        """Whether it is a list of rows, which is printed anew whenever somebody wants it."""
        return bool(self.group) and not self.paper


@dataclass(slots=True)
class Filled:
    """A filled layout and the names of what is missing, in the order in which they are met."""

    blocks: Blocks = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_layout(raw: Mapping[str, Any], sources: Collection[str] = SOURCES) -> SlipForm:
    """The layout that a file of templates/slips holds; LayoutError where something is amiss.

    `sources` are the sheets whose rows it may speak of.
    """
    source = str(raw.get("source", RECORDS))
    if source not in sources:
        raise LayoutError(f"source 只能是{'、'.join(sources)}")
    blocks = raw.get("block", [])
    if not isinstance(blocks, list) or not blocks:
        raise LayoutError("一个 [[block]] 也没有")
    for at, block in enumerate(blocks, start=1):
        parts = [part for part in PARTS if part in block]
        strange = set(block) - set(PARTS) - EXTRAS
        if len(parts) != 1 or strange:
            raise LayoutError(f"第{at}个 [[block]] 里要有而且只有一种内容")
        _check_block(block, at)
    if bool(raw.get("paper")) != bool(raw.get("bears")):
        raise LayoutError("paper（哪个字号）和 bears（文号写在哪一列）要一起写")
    turned = (TURNED,) if raw.get("landscape") else ()
    return SlipForm(
        str(raw.get("kind", "")), source, (*turned, *blocks), tuple(raw.get("prints", ())),
        bool(raw.get("main", False)), split_names(str(raw.get("due", ""))), frozenset(raw.get("optional", ())),
        str(raw.get("paper", "")), str(raw.get("bears", "")), str(raw.get("group", "")), _only(raw),
    )  # fmt: skip


def _only(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Which rows wait for the slip, by the labels of their columns."""
    only = raw.get("only", {})
    if not isinstance(only, Mapping) or not all(isinstance(v, list) for v in only.values()):
        raise LayoutError('only 要写成 { "列名" = ["值"] }')
    return {str(label): tuple(map(str, values)) for label, values in only.items()}


def _check_block(block: Mapping[str, Any], at: int) -> None:
    for row in block.get("table", ()):
        if not isinstance(row, list) or len(row) < 1 or not all(isinstance(c, str) for c in row):
            raise LayoutError(f'第{at}个 [[block]] 的 table 每行要写成 ["名目", "内容"]')
    for text in _texts(block):
        try:
            list(Formatter().parse(text))
        except ValueError as error:
            raise LayoutError(f"第{at}个 [[block]] 的花括号不成对") from error


def _texts(part: Any) -> list[str]:
    """All texts in a block, whatever it is made of."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, Mapping):
        part = list(part.values())
    return [t for one in part for t in _texts(one)] if isinstance(part, list | tuple) else []


def fill(form: SlipForm, fields: Fields, items: Sequence[Fields] = ()) -> Filled:
    """The layout with these fields; `items` are those of each task, for blocks of `items`."""
    done = Filled()
    for block in form.blocks:
        filled = {key: _filled(value, key, fields, done, form) for key, value in block.items()}
        if "items" in block:
            heads = [str(column[0]) for column in block["items"]]
            lines = [
                [
                    _put(str(c[1]), {**fields, **item, "序号": str(n)}, done, form)
                    for c in block["items"]
                ]
                for n, item in enumerate(items, start=1)
            ]
            filled["items"] = {"heads": heads, "rows": lines,
                               "shares": [c[2] if len(c) > 2 else 1 for c in block["items"]]}  # fmt: skip
        done.blocks.append(filled)
    done.missing = list(dict.fromkeys(done.missing))
    return done


def without_tasks(form: SlipForm, names: Collection[str]) -> SlipForm:
    """The layout for a paper about no task: rows that only speak of a task are left out.

    `names` are the fields of tasks; one that is left in a sentence may be missing without a word.
    """
    blocks = []
    for block in form.blocks:
        if "items" in block:
            continue
        rows = [r for r in block.get("table", ()) if not _is_of_tasks(r, names)]
        if "table" not in block:
            blocks.append(block)
        elif rows:
            blocks.append({**block, "table": rows})
    return replace(form, blocks=tuple(blocks), optional=form.optional | frozenset(names))


def _is_of_tasks(row: Sequence[str], names: Collection[str]) -> bool:
    """Whether all fields of a row are of a task."""
    asked = {name for text in row for _, name, _, _ in Formatter().parse(text) if name}
    return bool(asked) and asked <= set(names)


def _filled(value: Any, key: str, fields: Fields, done: Filled, form: SlipForm) -> Any:
    if key == "items":
        return value
    if isinstance(value, str):
        amid = key in {"line", "right"} and not value.startswith("{")
        return _put(value, fields, done, form, blank=amid or key in {"text", "note", "stamp"})
    if isinstance(value, list):
        return [_filled(v, "", fields, done, form) for v in value]
    return value


def _put(text: str, fields: Fields, done: Filled, form: SlipForm, *, blank: bool = False) -> str:
    """A text with its fields; a line to write on for one that is missing amid a sentence.

    Signs between fields say nothing where all of these are blank: no lone ／.
    """
    parts, values, said = [], [], False
    for words, name, _, _ in Formatter().parse(text):
        parts.append(words)
        said = said or any(letter.isalnum() for letter in words)
        if name is None:
            continue
        value = fields.get(name, "")
        if not value and name not in form.optional:
            done.missing.append(name)
        values.append(value)
        parts.append(value or (GAP if blank else ""))
    return "" if values and not (said or blank or any(values)) else "".join(parts)


def names_in(form: SlipForm) -> set[str]:
    """The fields that a layout asks for."""
    texts = [t for block in form.blocks for t in _texts(block)]
    return {name for t in texts for _, name, _, _ in Formatter().parse(t) if name}


def form_for(forms: Sequence[SlipForm], way: str) -> SlipForm | None:
    """The paper that a way of supervising sends out."""
    return next((f for f in forms if f.main and way in f.prints), None)


def form_named(forms: Sequence[SlipForm], kind: str) -> SlipForm | None:
    """The layout of that name, or the main one of that way of supervising."""
    named = next((f for f in forms if f.kind == kind), None)
    return named or form_for(forms, kind)


def listed(text: str) -> tuple[str, ...]:
    """What somebody typed as a list: 2022-001、2022-002 or 3,4."""
    return split_names(text.replace(" ", "、").replace("　", "、"))
