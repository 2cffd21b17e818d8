"""What a reader could not decide and the clerk then does: rows to claim, headers to name.

Once answered, an answer holds: a claimed row is read as that task from then on, a named header
as that column, for that unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from taizhang.core.schema import FormSpec, SheetSpec
from taizhang.core.submission import Answer, Form, RowKey, Unclaimed, Value, rows_of
from taizhang.core.tables import KeyedRow, key_in, key_text
from taizhang.core.units import fold_name
from taizhang.core.values.settled import settle

HeaderMemory = dict[str, dict[str, str]]


def memory_of(rows: Iterable[KeyedRow], spec: FormSpec) -> HeaderMemory:
    """Headers that the clerk has named, by unit: the header as printed, the column key it means."""
    keys = {fold_name(c.label): c.key for s in spec.sheets for c in s.columns}
    found: HeaderMemory = {}
    for row in rows:
        key = keys.get(fold_name(str(row["meaning"])), "")
        if row["meaning"] != "":
            found.setdefault(str(row["unit"]), {})[str(row["found"])] = key
    return found


def question_rows(
    forms: Iterable[Form], known: Iterable[KeyedRow], spec: FormSpec
) -> list[dict[str, Value]]:
    """Headers to ask about that were not asked before."""
    asked = {(str(r["unit"]), str(r["found"])) for r in known}
    labels = {c.key: c.label for s in spec.sheets for c in s.columns}
    sheets = {s.key: s.label for s in spec.sheets}
    rows: list[dict[str, Value]] = []
    for form in forms:
        for question in form.questions:
            key = (form.identity.unit, question.found)
            if key in asked:
                continue
            asked.add(key)
            near = "、".join(labels.get(c, c) for c in question.choices)
            rows.append({
                "unit": key[0], "sheet": sheets.get(question.sheet, question.sheet),
                "found": question.found, "near": near, "meaning": "",
            })  # fmt: skip
    return rows


def claim_rows(
    forms: Iterable[Form], known: Iterable[KeyedRow], period: str
) -> list[dict[str, Value]]:
    """Rows to claim that are not on the sheet yet."""
    there = {(str(r["file"]), str(r["where"])) for r in known}
    return [
        {
            "period": period, "unit": form.identity.unit, "file": form.file,
            "where": where_of(row), "text": text_of(row),
            "candidates": "、".join(key_text(row.sheet, key) for key in row.candidates), "claimed": "",
        }
        for form in forms
        for row in form.unclaimed
        if (form.file, where_of(row)) not in there
    ]  # fmt: skip


def where_of(row: Unclaimed) -> str:
    """The place of a row as the sheet 待认领 names it."""
    return f"《{row.place.sheet}》第{row.place.row}行"


def text_of(row: Unclaimed) -> str:
    """What stands in the row, in words."""
    return "；".join(str(v) for v in row.values.values() if v != "")


def apply_claims(form: Form, claims: Iterable[KeyedRow], spec: FormSpec) -> Form:
    """The form with its claimed rows read as the tasks that the clerk named."""
    if not form.unclaimed:
        return form
    named = {(str(r["file"]), str(r["where"])): str(r["claimed"]) for r in claims if r["claimed"]}
    answers = list(form.answers)
    left: list[Unclaimed] = []
    for row in form.unclaimed:
        key = named.get((form.file, where_of(row)))
        if key is None:
            left.append(row)
        else:
            sheet = next(s for s in spec.sheets if s.key == row.sheet)
            answers = _claimed(answers, row, key_in(row.sheet, key), sheet)
    return replace(form, rows=rows_of(answers), unclaimed=tuple(left))


def _claimed(
    answers: Sequence[Answer], row: Unclaimed, key: RowKey, sheet: SheetSpec
) -> list[Answer]:
    """Answers of that task say what the row says; where it had none, its base is unknown."""
    said = {c.key: settle(c.kind, row.values[c.key])
            for c in sheet.columns if c.fill and row.values.get(c.key, "") != ""}  # fmt: skip
    changed: list[Answer] = []
    for answer in answers:
        mine = answer.sheet == row.sheet and answer.row_key == key and answer.column in said
        value = said.pop(answer.column) if mine else answer.theirs
        fresh = answer._replace(theirs=value, usable=True, issue=None, cell=row.place.cell)
        changed.append(fresh if mine else answer)
    new = (Answer(row.sheet, key, c, "", v, row.place.cell) for c, v in said.items())
    return [*changed, *new]
