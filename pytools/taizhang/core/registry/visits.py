"""督查记录: what an inspection must say, what it found different, what it handed out on the spot."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from taizhang.core.catalog import registry as catalog
from taizhang.core.catalog import schedule
from taizhang.core.columns import Key
from taizhang.core.issues import Rule, percent, show
from taizhang.core.registry.rows import RegisterRow, wanting
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Row, Value, as_name
from taizhang.core.units import fold_name, split_names
from taizhang.core.values.read import read_value
from taizhang.core.values.reading import Asked
from taizhang.core.values.settled import same

FIRST_VISIT = "D-001"
TELEPHONE = "电话"
ALIKE, DIFFERENT = "一致", "不一致"
FALSE = ("虚报", "瞒报")
NEEDED = ("way", "members", "unit", "found")
FEW = 2
_SHARES = ("%", "％")
_BEFORE_MEASURE = re.compile(r"^\s*[-+\d.,，]*\s*")


def settle_visit(one: RegisterRow, tasks: Mapping[tuple[str, ...], Row], on: date) -> None:
    """Fill in what the ledger says of the task, compare it with what was seen, name what is lacking."""
    task = tasks.get((one.text("task_id"),))
    if task is not None:
        one.fill("said", figure_of(task))
        one.fill("unit", task["lead"])
    day = one.day("when")
    if day is None:
        return  # drawn, and nobody has been there yet
    if day > on:
        one.say(schedule.FUTURE_DATE, "when", found=day)
        return
    _compare(one)
    for rule, column, said in visit_faults(one.values, one.table.spec):
        one.say(rule, column, **said)


def figure_of(task: Row) -> str:
    """The figure of a task that an inspection compares with: what is done, else how far it is.

    >>> figure_of({"actual": 12.0, "measure": "公里", "progress": 0.4})
    '12公里'
    """
    actual, progress = task.get("actual", ""), task.get("progress", "")
    if actual != "":
        return f"{show(actual)}{task.get('measure', '')}"
    return percent(progress, 0) if isinstance(progress, int | float) else ""


def visit_faults(values: Row, spec: SheetSpec) -> Iterator[tuple[Rule, Key, dict[str, object]]]:
    """What an inspection that was made does not say: the rule, the column, what its sentence names."""
    way = as_name(values.get("way", ""))
    needed = NEEDED if way == TELEPHONE else ("place", *NEEDED)
    if lacking := wanting(values, spec, needed):
        yield catalog.VISIT_LACKS, "found", {"lacking": lacking}
    people = split_names(as_name(values.get("members", "")))
    if people and len(people) < FEW and way != TELEPHONE:
        yield catalog.VISIT_ALONE, "members", {"way": way or "这次", "count": len(people)}
    figures = {key: as_name(values.get(key, "")) or "空" for key in ("said", "seen")}
    agrees = as_name(values.get("agrees", ""))
    if agrees == DIFFERENT and not as_name(values.get("verdict", "")):
        yield catalog.VISIT_UNJUDGED, "verdict", {**figures}
    if not agrees and "空" not in figures.values():
        yield catalog.VISIT_UNCOMPARED, "agrees", {**figures}


def _compare(one: RegisterRow) -> None:
    """Say whether the two figures agree, where both can be read."""
    said, seen = one.text("said"), one.text("seen")
    agrees = is_alike(said, seen) if said and seen else None
    if agrees is not None:
        one.fill("agrees", ALIKE if agrees else DIFFERENT)


def is_alike(said: str, seen: str) -> bool | None:
    """Whether two figures are the same, in the measure that either is written in; None where nobody can say.

    >>> is_alike("12公里", "12000米"), is_alike("40%", "0.35"), is_alike("12公里", "12户")
    (True, False, None)
    """
    if fold_name(said) == fold_name(seen):
        return True
    for measure in (_BEFORE_MEASURE.sub("", text) for text in (said, seen)):
        asked = Asked("percent") if measure[:1] in _SHARES else Asked("number", measure)
        one, other = read_value(said, asked), read_value(seen, asked)
        if one.usable and other.usable and "" not in {one.value, other.value}:
            return same(one.value, other.value)
    return None


def problem_of(one: RegisterRow, number: str, stage: str) -> dict[str, Value]:
    """The row of 问题台账 for what was handed out on the spot."""
    day = one.day("when")
    ordered = one.text("ordered_text")
    return {
        "problem_id": number, "problem": one.text("found") or ordered, "problem_kind": "问题",
        "source": "督查发现", "task_id": one.text("task_id"), "unit": one.text("unit"),
        "stage": stage, "raised": one.values["when"], "assigned": one.values["when"],
        "due": one.values["due"], "proposal": ordered, "place": one.text("place"),
        "photos": one.text("photos"), "origin": f"督查{one.text('visit_id')}",
        "course": f"{day:%Y-%m-%d} 现场交办：{one.text('unit')}" if day else "",
    }  # fmt: skip
