"""Read a 方案 into drafts, and move confirmed drafts into the ledger."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from taizhang.actions.common import CannotRun, Desk, Moment, Office, Report
from taizhang.books.ledger import LedgerTable
from taizhang.core.catalog import files as world
from taizhang.core.catalog import notices as catalog
from taizhang.core.issues import Issue, Place, Severity
from taizhang.core.submission import Value
from taizhang.core.tasklist import Loaded, Plan, load_tasks, load_units
from taizhang.core.units import OPEN_WORDS, Roster, roster_of, split_names
from taizhang.core.values.settled import parse_day

if TYPE_CHECKING:
    from taizhang.notices import Notice, Task
    from taizhang.notices.drafting import Draft

Row = Mapping[str, Value]
YELLOW = (255, 242, 168)
YES, NO = "是", "否"


def decompose(book: xw.Book, desk: Desk, files: Sequence[Path], moment: Moment) -> Report:
    """Read notices into 方案拆解; a notice read again replaces its own unregistered drafts only."""
    from taizhang.notices.drafting import draft_tasks

    if not files:
        raise CannotRun(world.NOTHING_CHOSEN.at())
    office = Office(book)
    roster = roster_of(office.ledger.values("units"))
    drafts: list[Draft] = []
    issues: list[Issue] = []
    for i, path in enumerate(files, start=1):
        desk.progress(f"拆解方案：{path.name}", i, len(files))
        notice, found = read_notice(path)
        issues += found
        drafts += draft_tasks(notice, roster, path.name) if notice else []
    if not drafts and any(i.severity is Severity.ERROR for i in issues):
        raise CannotRun(next(i for i in issues if i.severity is Severity.ERROR))
    office.backup("拆解", moment)
    waiting = _show(office, drafts, {path.name for path in files})
    office.show_findings(issues)
    book.save()
    desk.progress("拆解方案", len(files), 0)
    doubtful = sum(bool(d.doubtful) for d in drafts)
    others = (("别的方案未登记的", f"{waiting}项，没有动"),) if waiting else ()
    facts = (
        ("拆出任务", f"{len(drafts)}项"),
        ("要核对", f"{doubtful}项（黄格）"),
        *others,
        ("接下来", "在“方案拆解”里核对，再点“登记入账”"),
    )
    data = {"tasks": len(drafts), "doubtful": doubtful}
    return Report("decompose", facts, tuple(issues), data=data)


def read_notice(path: Path, issued: date | None = None) -> "tuple[Notice | None, list[Issue]]":
    """The notice in a file, or what stood in the way."""
    from taizhang.notices import read_document, split_notice

    document = read_document(path)
    if isinstance(document, Issue):
        return None, [document]
    notice = split_notice(document.text, issued)
    return notice, list(notice.issues)


LOOK_HEADS = ("序号", "任务", "牵头", "责任单位", "时限", "目标")


def look(files: Sequence[Path], issued: date | None = None) -> Report:
    """Read notices without a ledger: a table to look at, and all that was read for --json."""
    tasks: list[Task] = []
    issues: list[Issue] = []
    for path in files:
        notice, found = read_notice(path, issued)
        issues += found
        tasks += notice.tasks if notice else ()
    if not tasks and any(i.severity is Severity.ERROR for i in issues):
        raise CannotRun(next(i for i in issues if i.severity is Severity.ERROR))
    rows = (LOOK_HEADS, *(_told(t) for t in tasks))
    data = {"tasks": [_as_data(t) for t in tasks]}
    return Report("decompose", (("拆出任务", f"{len(tasks)}项"),), tuple(issues), (), data, rows)


def _told(task: "Task") -> tuple[str, ...]:
    clause = task.clause
    dates = (f"{d.text}（{d.due}）" if d.due else d.text for d in task.deadlines)
    return (
        task.number,
        task.title,
        "、".join(clause.lead) if clause else "",
        "、".join(clause.co) if clause else "",
        "；".join(dates),
        "；".join(t.text for t in task.targets),
    )


def _as_data(task: "Task") -> dict[str, object]:
    clause = task.clause
    return {
        "number": task.number,
        "title": task.title,
        "text": task.text,
        "span": list(task.span),
        "clause": None if clause is None else {
            "lead": list(clause.lead), "co": list(clause.co), "groups": list(clause.groups),
            "each_leads": clause.each_leads,
        },
        "deadlines": [
            {"text": d.text, "due": d.due, "start": d.start, "recurrence": d.recurrence,
             "vague": d.vague, "past_at_issue": d.past_at_issue}
            for d in task.deadlines
        ],
        "targets": [
            {"value": t.value, "upper": t.upper, "unit": t.unit, "op": t.op, "text": t.text}
            for t in task.targets
        ],
    }  # fmt: skip


def _show(office: Office, drafts: "Sequence[Draft]", documents: Collection[str]) -> int:
    """Put the drafts below those kept, doubtful cells yellow; returns how many others wait.

    Kept are the registered ones, and what the clerk may have worked on: drafts of other notices.
    """
    table = office.ledger["drafts"]
    kept = [r for r in table.rows if r["registered"] or str(r["document"]) not in documents]
    waiting = [r for r in kept if not r["registered"]]
    yellow = {r.number: _yellow_keys(table, r.number) for r in waiting}
    body = table.table.data_body_range
    if body is not None:
        body.color = None
    table.replace([*(r.values for r in kept), *(d.values for d in drafts)])
    for number, row in enumerate(kept, start=table.top + 1):
        _paint(table, number, yellow.get(row.number, ()))
    for number, draft in enumerate(drafts, start=table.top + 1 + len(kept)):
        _paint(table, number, draft.doubtful)
    return len(waiting)


def _yellow_keys(table: LedgerTable, number: int) -> list[str]:
    keys = table.spec.keys
    return [k for k in keys if table.sheet.range(table.address(number, k)).color == YELLOW]


def _paint(table: LedgerTable, number: int, keys: Iterable[str]) -> None:
    for key in keys:
        table.sheet.range(table.address(number, key)).color = YELLOW


def register(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Move the drafts with 采用＝是 into 任务台账, 节点计划 and 单位名册; each only once."""
    office = Office(book)
    table = office.ledger["drafts"]
    rows = [r for r in table.rows if r["adopt"] == YES and r["registered"] == ""]
    if not rows:
        raise CannotRun(catalog.NOTHING_TO_REGISTER.at())
    office.backup("登记", moment)
    issues = _add_units(office, [r.values for r in rows])
    raw = [(table.place(r.number, "name"), r.values) for r in rows]
    loaded = _load(office, raw)
    issues += loaded.issues
    office.ledger["tasks"].append(loaded.rows)
    nodes = _nodes(raw, loaded, issues)
    office.ledger["nodes"].append(nodes)
    _mark(table, raw, loaded)
    office.show_findings(issues)
    book.save()
    desk.progress("登记入账", len(rows), 0)
    facts = (
        ("登记任务", f"{len(loaded.rows)}项"),
        ("节点", f"{len(nodes)}个"),
        ("要核对", f"{sum(i.severity is not Severity.NOTE for i in issues)}处"),
    )
    data = {"tasks": len(loaded.rows), "nodes": len(nodes)}
    return Report("register", facts, tuple(issues), data=data)


def _load(office: Office, raw: Sequence[tuple[Place, Row]]) -> Loaded:
    spec = office.ledger["tasks"].spec
    roster = roster_of(office.ledger.values("units"))
    plan = Plan(office.day("issued"), office.day("plan_end"), office.text("plan"))
    return load_tasks(raw, spec, roster, plan, office.ledger.values("tasks"))


def _add_units(office: Office, rows: Sequence[Row]) -> list[Issue]:
    """Names that the clerk left as they are enter the roster, and are named."""
    table = office.ledger["units"]
    roster = roster_of([r.values for r in table.rows])
    named = (n for r in rows for k in ("lead", "co") for n in split_names(str(r[k])))
    new = [n for n in dict.fromkeys(named) if _is_new(n, roster)]
    if not new:
        return []
    order = max((u.order for u in roster.units if u.order < 9e8), default=0.0)
    raw = [
        (Place(), {"unit": name, "unit_type": "其他", "order": order + i, "note": "拆解方案时新加"})
        for i, name in enumerate(new, start=1)
    ]
    table.append(load_units(raw, table.spec).rows)
    return [catalog.UNIT_ADDED.at(Place(sheet=table.sheet.name), found=name) for name in new]


def _is_new(name: str, roster: Roster) -> bool:
    known = roster.read(name)
    collective = name.startswith("各") or any(word in name for word in OPEN_WORDS)
    return bool(known.unknown) and not collective


def _nodes(
    raw: Sequence[tuple[Place, Row]], loaded: Loaded, issues: list[Issue]
) -> list[dict[str, Value]]:
    """Nodes written as 名称|日期；名称|日期 in the drafts."""
    ids = {str(r["name"]): r for r in loaded.rows}
    rows: list[dict[str, Value]] = []
    for place, values in raw:
        task = ids.get(str(values["name"]))
        pieces = [p for p in str(values["nodes"]).replace(";", "；").split("；") if p.strip()]
        for number, piece in enumerate(pieces if task else [], start=1):
            name, _, day = piece.rpartition("|")
            planned = parse_day(day)
            if planned is None or not name.strip() or task is None:
                issues.append(catalog.NODE_UNREADABLE.at(place, found=piece))
                continue
            rows.append(_node(task, number, name.strip(), planned))
    return rows


def _node(task: Row, number: int, name: str, planned: date) -> dict[str, Value]:
    lead = split_names(str(task["lead"]))
    return {
        "task_id": task["task_id"], "node_no": float(number), "node": name,
        "unit": lead[0] if lead else "", "planned": planned,
    }  # fmt: skip


def _mark(table: LedgerTable, raw: Sequence[tuple[Place, Row]], loaded: Loaded) -> None:
    """Each draft knows its 任务编号 from now on."""
    ids = {str(r["name"]): str(r["task_id"]) for r in loaded.rows}
    cells = [
        (place.row, "registered", ids[str(values["name"])])
        for place, values in raw
        if str(values["name"]) in ids
    ]
    table.set_cells(cells)
