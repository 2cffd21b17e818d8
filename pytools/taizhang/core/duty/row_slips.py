"""Slips of rows of any sheet: of tasks, applications, instructions, problems; one each, or a list.

A slip that bears a number keeps it in a column of its own row. A list has all the rows that it is
for and is printed anew whenever somebody asks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from taizhang.core.catalog import duty as catalog
from taizhang.core.duty import fields as words
from taizhang.core.duty.forms import ANY, NOT, WHOLE, SlipForm, names_in
from taizhang.core.duty.numbers import Numbers
from taizhang.core.duty.slip_plan import (
    SOURCE_SHEETS,
    Slip,
    SlipPast,
    SlipPlan,
    SlipWish,
    add_slip,
    kept_stem,
    task_slip_fields,
)
from taizhang.core.filenames import SHORT_BYTES, file_stems, short_stem
from taizhang.core.issues import Place
from taizhang.core.roles import SHIPPED
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value, as_name
from taizhang.core.tables import LedgerRows, TableRow, key_of, key_text
from taizhang.core.units import split_names
from taizhang.core.writes import Change

# the names of fields that layouts had before they could go by the labels of columns
NAMES: Mapping[str, Mapping[str, str]] = {
    "visits": words.VISIT, "closings": words.CLOSING, "extensions": words.EXTENSION,
}  # fmt: skip
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
WHOM = ("unit", "lead", "leader")  # whose a slip is, the first that a row has


@dataclass(frozen=True)
class _SlipSource:
    """The sheet that a layout speaks of, and the columns that it names."""

    table: LedgerRows
    spec: SheetSpec
    form: SlipForm

    @property
    def key(self) -> str:
        return self.spec.key

    def column(self, label: str) -> str:
        """The key of a column by the label that ships; "" for none."""
        return next((c.key for c in self.spec.columns if c.label == label), "")

    def number(self, row: TableRow) -> str:
        """The number that a row bears already."""
        bears = self.column(self.form.bears)
        return str(row.values.get(bears, "")) if bears else ""

    def group(self, row: TableRow) -> str:
        """With which rows a row shares a slip."""
        if self.form.group in {"", WHOLE}:
            return "" if self.form.group else str(row.number)
        return str(row.values.get(self.column(self.form.group), ""))

    def names(self, row: TableRow) -> set[str]:
        """What somebody may call a row."""
        tasks = split_names(as_name(row.values.get("task_id", "")))
        own = next(iter(key_of(self.key, row.values)), "")
        unit = self.group(row) if self.form.group else ""
        return {str(row.number), own, self.number(row), unit, *tasks} - {""}


def print_rows(plan: SlipPlan, past: SlipPast, wish: SlipWish, form: SlipForm) -> None:
    """Slips of the rows that are asked for, or of those that wait for one."""
    spec = past.spec_of(form.source)
    source = _SlipSource(past.tables[spec.key], spec, form)
    if spec.key in SOURCE_SHEETS.values() and not (form.group or form.only or form.paper):
        _print_of_tasks(plan, past, wish, source)
        return
    numbers = Numbers(past.tables["papers"], past.place)
    numbers.know([source.number(r) for r in source.table.rows])
    numbers.know([stem.partition("_")[0] for stem in past.frozen])
    for rows in _together(list(_chosen(plan, past, wish, source)), source):
        _print_together(plan, past, source, rows, numbers)
    for change in numbers.changes() if form.paper else ():
        plan.writes.put(change)
    plan.issues += numbers.issues


def _chosen(
    plan: SlipPlan, past: SlipPast, wish: SlipWish, source: _SlipSource
) -> Iterator[TableRow]:  # fmt: skip
    """The rows that are named, in the sheet's order; without names those that wait."""
    if not wish.rows:
        yield from (r for r in source.table.rows if _waits_for(past, r, source))
        return
    called = {row.number: source.names(row) for row in source.table.rows}
    yield from (r for r in source.table.rows if called[r.number] & set(wish.rows))
    for text in wish.rows:
        if any(text in names for names in called.values()):
            continue
        task = past.tables["tasks"].keyed.get((text,))
        if task is None or source.form.paper or "task_id" not in source.spec.keys:
            place = Place(sheet=source.table.sheet)
            plan.issues.append(catalog.ROW_UNKNOWN.at(place, found=text))
        else:
            yield _blank_of(source, task)


def _blank_of(source: _SlipSource, task: TableRow) -> TableRow:
    """A row that nobody has written yet, about a task: a form to take along and fill in by hand."""
    said: dict[str, Value] = {
        "task_id": task["task_id"],
        "name": task["name"],
        "unit": task["lead"],
    }
    values = dict.fromkeys(source.spec.keys, "") | {
        k: v for k, v in said.items() if k in source.spec.keys
    }
    return TableRow(0, values)


def _waits_for(past: SlipPast, row: TableRow, source: _SlipSource) -> bool:
    """Whether a row waits for the slip: what `only` asks for holds, and it bears no number yet."""
    form, number = source.form, source.number(row)
    if not any(value != "" for value in row.values.values()):
        return False
    fits = all(
        _is_one_of(row.values.get(source.column(label), ""), values)
        for label, values in form.only.items()
    )
    if form.paper:
        return fits and (not number or (number in past.last and _is_lost(past, source, number)))
    return fits and bool(form.group or form.only)


def _is_lost(past: SlipPast, source: _SlipSource, number: str) -> bool:
    """Whether the last print numbered it and did not live to keep its slip."""
    return kept_stem(past, f"{short_stem(number)}_{short_stem(source.form.kind)}") is None


def _is_one_of(value: Value, values: Sequence[str]) -> bool:
    """Whether a cell is as `only` asks: one of the words, anything, or none of those with a !."""
    text = str(value).strip()
    barred = {word.removeprefix(NOT) for word in values if word.startswith(NOT)}
    wanted = [word for word in values if not word.startswith(NOT)]
    fits = not wanted or text in wanted or (ANY in wanted and text != "")
    return fits and text not in barred


def _together(rows: Sequence[TableRow], source: _SlipSource) -> list[list[TableRow]]:
    """Rows by the slip that they share: those of one number too."""
    found: dict[tuple[str, str], list[TableRow]] = {}
    for row in rows:
        found.setdefault((source.group(row), source.number(row)), []).append(row)
    return list(found.values())


def _print_together(
    plan: SlipPlan, past: SlipPast, source: _SlipSource, rows: Sequence[TableRow], numbers: Numbers
) -> None:
    """One slip about these rows."""
    form, number = source.form, source.number(rows[0])
    if form.paper and not number:
        number = numbers.give(form.paper, past.on.year)
        rows = [_numbered(plan, past, source, row, number) for row in rows]
    items = [_fields_of(plan, past, source, row) for row in rows]
    today = words.said(past.on)
    whole = {"日期": today, **_shared(items), **past.office, "件数": str(len(rows))}
    group = "" if form.group == WHOLE else source.group(rows[0]) if form.group else ""
    unit = group or _whose(rows[0]) if form.group != WHOLE else ""
    whole |= {"单位": unit} if unit else {}
    name = number or group or ("" if form.group else _called(source, rows[0]))
    stem = _stem_of(past, source, (number, name, unit))
    if number and (kept := kept_stem(past, "_".join(stem.split("_")[:2]))) is not None:
        plan.slips.append(Slip(form.kind, f"{form.kind}{name}", kept, past.on.year, past.on, [],
                               number, again=True))  # fmt: skip
        return
    if form.group:
        form = replace(form, optional=form.optional | names_in(form))
        items = [{k: _short_day(v) for k, v in item.items()} for item in items]
    add_slip(plan, form, (whole, items), Slip(
        form.kind, f"{form.kind}{name}", stem, past.on.year, past.on, number=number
    ))  # fmt: skip


def _stem_of(past: SlipPast, source: _SlipSource, called: tuple[str, str, str]) -> str:
    """What the kept copy is called: by its number, or by what it is about and the day."""
    number, name, unit = called
    kind = short_stem(source.form.kind)
    parts = [short_stem(number), kind] if number else [kind, short_stem(name) if name else ""]
    last = short_stem(unit) if unit and unit != name else ""
    return "_".join(filter(None, (*parts, last, f"{past.on:%Y%m%d}")))


def _numbered(
    plan: SlipPlan, past: SlipPast, source: _SlipSource, row: TableRow, number: str
) -> TableRow:
    """The row with its number and its day of issue."""
    new: dict[str, Value] = {source.column(source.form.bears): number}
    if "issued" in source.spec.keys and row.values.get("issued", "") == "":
        new["issued"] = past.on
    key = key_of(source.key, row.values)
    for column, value in new.items():
        plan.writes.put(Change(source.key, key, column, row.values.get(column, ""), value,
                               _whose(row), row=row.number))  # fmt: skip
    return TableRow(row.number, {**row.values, **new})


def _fields_of(
    plan: SlipPlan, past: SlipPast, source: _SlipSource, row: TableRow
) -> dict[str, str]:
    """The fields of a row, and of the one task that it is about."""
    own = words.row_fields(row.values, source.spec)
    own |= words.shown(row.values, NAMES.get(source.key, {}))
    own |= words.visit_fields(row.values) if source.key == "visits" else {}
    own |= words.days_of(row.values.get("due", ""), past.on)
    tasks = split_names(as_name(row.values.get("task_id", "")))
    if len(tasks) != 1:
        return own
    of_task = task_slip_fields(plan, past, tasks[0], source.form.kind)
    return of_task | {name: value for name, value in own.items() if value}


def _shared(items: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The fields that all rows have alike."""
    first = items[0]
    return {k: v for k, v in first.items() if all(item.get(k, "") == v for item in items)}


def _short_day(text: str) -> str:
    """A day as a narrow column shows it.

    >>> _short_day("2022年6月5日"), _short_day("2022年6月5日前")
    ('2022-06-05', '2022年6月5日前')
    """
    found = _DAY.fullmatch(text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text


def _whose(row: TableRow) -> str:
    return next((str(v) for key in WHOM if (v := row.values.get(key, ""))), "")


def _called(source: _SlipSource, row: TableRow) -> str:
    key = key_of(source.key, row.values)
    return key_text(source.key, key) if any(key) else f"第{row.number}行"


def _print_of_tasks(plan: SlipPlan, past: SlipPast, wish: SlipWish, source: _SlipSource) -> None:
    """Slips of tasks, visits, closings, extensions, one each, without a number."""
    key, form = source.key, source.form
    stems = file_stems((str(r["task_id"]) for r in past.tables["tasks"].values), SHORT_BYTES)
    for table, row in _chosen_of_tasks(plan, past, wish, source):
        task_id = str(row["task_id"])
        of_task = {} if key == "visits" else task_slip_fields(plan, past, task_id, form.kind)
        fields = of_task | _own_fields(row, table, source)
        unit = str(row["leader"]) if key == "visits" else of_task.get("牵头单位", "")
        name = f"第{row.number}行" if key == "visits" else task_id
        times = fields.get("轮次") or fields.get("第几次") or ""
        said = f"{stems.get(name, short_stem(name))}{f'第{times}次' if times else ''}"
        base = f"{short_stem(form.kind)}_{said}"
        stem = f"{base}_{short_stem(unit)}_{past.on:%Y%m%d}"
        whole = {**fields, **past.office, "单位": unit, "日期": words.said(past.on)}
        slip = Slip(form.kind, f"{form.kind}{name}", stem, past.on.year, past.on)
        add_slip(plan, form, (whole, [fields]), slip)


def _own_fields(row: TableRow, table: LedgerRows, source: _SlipSource) -> dict[str, str]:
    """What an application says itself; nothing where the task's own row stands in for it."""
    if table.spec.key != source.key:
        return {}
    own = words.shown(row.values, NAMES.get(source.key, {}))
    own |= words.visit_fields(row.values) if source.key == "visits" else {}
    return {name: value for name, value in own.items() if value}


def _chosen_of_tasks(
    plan: SlipPlan, past: SlipPast, wish: SlipWish, source: _SlipSource
) -> Iterator[tuple[LedgerRows, TableRow]]:
    """The rows that are asked for, of an application or else of the task itself."""
    table, tasks = source.table, past.tables["tasks"]
    if not wish.rows:
        yield from ((table, row) for row in table.rows if _waits(past, row, source.form))
        return
    for text in wish.rows:
        there = [(t, r) for t in (table, tasks) for r in reversed(t.rows)
                 if text == str(r["task_id"]) or (t is table and text == str(r.number))]  # fmt: skip
        if not there:
            plan.issues.append(catalog.ROW_UNKNOWN.at(Place(sheet=table.sheet), found=text))
        yield from there[:1]


def _waits(past: SlipPast, row: TableRow, form: SlipForm) -> bool:
    """Whether a row waits for this slip."""
    if "standing" in row.values:
        return str(row["standing"]) in form.due
    roles = past.duty.roles if past.duty else SHIPPED
    return bool(form.due) and str(roles.stage(row.values.get("stage", "")) or "") in form.due
