"""Scoring without a workbook: schemes as shipped, events and figures in a line of text, a ledger of tables."""

from collections.abc import Mapping, Sequence

from taizhang.books.layout import load_layout
from taizhang.books.schemes import load_schemes
from taizhang.core.periods import parse_period
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure
from taizhang.core.scoring.planning import READ, ScorePast
from taizhang.core.scoring.scheme import Scheme, read_scheme
from taizhang.core.scoring.score import Scores, score
from taizhang.core.scoring.unit_types import unit_types_in
from taizhang.core.tables import LedgerRows, TableRow

LAYOUT = load_layout()
SCHEMES = load_schemes()
SPEC = LAYOUT["score_rules"]
UNIT = "县财政局"
KEYS = ("计划", "完成", "数值")


def rows_of(rows: Sequence[Mapping[str, object]]) -> LedgerRows:
    blank = dict.fromkeys(SPEC.keys, "")
    found = [
        TableRow(n, blank | {"scheme": "方案", "enabled": "是"} | dict(row))  # type: ignore[arg-type]
        for n, row in enumerate(rows, start=3)
    ]
    return LedgerRows(SPEC, SPEC.label, dict.fromkeys(SPEC.keys, "A"), found)


def scheme_of(name: str, **changed: Mapping[str, object]) -> Scheme:
    rows = [dict(r) | dict(changed.get(str(r["item"]), {})) for r in SCHEMES[name]]
    scheme, issues = read_scheme(rows_of(rows))
    assert not issues
    return scheme


def events(text: str) -> list[ScoreEvent]:
    """「按时完成 牵头 ×5」, one a line; each is another task."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words = line.split()
        role = next((w for w in words[1:] if w in {"牵头", "配合"}), "")
        times = next((int(w[1:]) for w in words if w.startswith("×")), 1)
        found += [
            ScoreEvent(UNIT, words[0], role, task_id=f"{words[0]}-{role}-{n}") for n in range(times)
        ]
    return found


def figures(text: str) -> list[ScoreFigure]:
    """「年度计划 计划=2 完成=0.9」, one a line."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, *words = line.split()
        given_ = dict(w.split("=") for w in words)
        plan, done, value = (float(v) if (v := given_.get(k)) else None for k in KEYS)
        found.append(ScoreFigure(UNIT, name, plan, done, value, given_.get("类别", "")))
    return found


def scored(
    scheme: Scheme, happened: Sequence[ScoreEvent] = (), measured: Sequence[ScoreFigure] = ()
) -> Scores:
    return score(scheme, {"县直部门": [UNIT]}, happened, measured)


def sheet_rows(sheet: str, *rows: Mapping[str, object]) -> LedgerRows:
    spec = LAYOUT[sheet]
    blank = dict.fromkeys(spec.keys, "")
    found = [TableRow(n, blank | dict(r)) for n, r in enumerate(rows, start=3)]  # type: ignore[arg-type]
    return LedgerRows(spec, spec.label, dict.fromkeys(spec.keys, "A"), found)


def scoring_past(
    period: str, scheme: str, shipped: Mapping[str, Sequence[Mapping[str, object]]],
    **tables: LedgerRows,
) -> ScorePast:  # fmt: skip
    span = parse_period(period)
    assert span
    every = {name: tables.get(name) or sheet_rows(name) for name in READ}
    types = unit_types_in(LAYOUT.lists)
    return ScorePast(span, span.last, every, scheme, shipped, types=types)  # type: ignore[arg-type]
