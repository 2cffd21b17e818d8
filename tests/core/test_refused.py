"""错误 means not taken: a row says what the unit wrote, what the check draws, what is merged."""

from datetime import date, datetime

import pytest

from taizhang.core.issues import Issue, Place, Rule, Severity
from taizhang.core.merge.merge import Outcome, Snapshot, merge_forms
from taizhang.core.merge.refused import withhold_errors
from taizhang.core.submission import Answer, Form, Identity, RowKey, Value, rows_of
from taizhang.core.units import Roster, Unit
from tests.core.test_merging import LAYOUT, task
from tests.core.test_values import rows

WHEN = datetime(2022, 6, 20, 9)
FORM = LAYOUT.form
# where the issue is, how severe; what is taken of progress and of request
TAKEN = """
    任务填报 | 申请销号 | T-1 | 错误 | 1.0 |          | 1
    任务填报 | 完成进度 | T-1 | 错误 |     |          | 2
    任务填报 | 申请销号 | T-1 | 警告 | 1.0 | 申请销号 | 0
    任务填报 | 申请销号 | T-2 | 错误 | 1.0 | 申请销号 | 0
    节点填报 | 备注     | T-1 | 错误 | 1.0 | 申请销号 | 0
    任务填报 | 存在问题 | T-1 | 错误 | 1.0 | 申请销号 | 0
"""


@pytest.mark.parametrize(
    ("sheet", "header", "key", "severity", "progress", "stage", "refused"), rows(TAKEN)
)
def test_what_a_check_calls_wrong_is_not_taken(
    sheet: str, header: str, key: str, severity: str, progress: str, stage: str, refused: str
) -> None:
    form = sent_back(("progress", 0.2, 1.0), ("request", "", "是"), ("problem", "缺资金", "缺资金"))
    rule = Rule("F999", Severity(severity), "", "", "")
    issue = Issue(rule, Place(form.file, sheet, 5, header, "H5", key=key))

    plan = merge_forms(withhold_errors([form], [issue], FORM), snapshot(), FORM)

    new = {c.column: c.new for c in plan.writes.cells}
    assert (str(new.get("progress", "")), new.get("stage", "")) == (progress, stage)
    assert plan.files[0].counts[Outcome.REFUSED] == int(refused)
    assert not plan.files[0].blank


def test_a_date_to_come_does_not_overwrite_the_date_of_a_node() -> None:
    node: dict[str, Value] = dict.fromkeys(LAYOUT["nodes"].keys, "")
    node |= {"task_id": "T-1", "node_no": 1.0, "node": "开工", "done": date(2022, 5, 30)}
    answer = Answer("nodes", ("T-1", "1"), "done", date(2022, 5, 30), date(2062, 5, 30), "E4")
    form = Form("表.xlsx", "x", WHEN, identity(), rows_of([answer]))
    place = Place(form.file, FORM.nodes.label, 4, FORM.nodes["done"].label, "E4", key="T-1#1")
    sound = withhold_errors([form], [Issue(Rule("F801", Severity.ERROR, "", "", ""), place)], FORM)

    plan = merge_forms(sound, snapshot({("T-1", "1"): node}), FORM)

    assert [c for c in plan.writes.cells if c.sheet == "nodes"] == []
    assert plan.files[0].counts[Outcome.REFUSED] == 1


def identity() -> Identity:
    return Identity("id", "2022-06", "县财政局", "x", 1, WHEN)


def sent_back(*cells: tuple[str, Value, Value]) -> Form:
    answers = tuple(
        Answer("tasks", ("T-1",), column, base, theirs, f"{letter}5")
        for letter, (column, base, theirs) in zip("HIJ", cells, strict=True)
    )
    return Form("表.xlsx", "x", WHEN, identity(), rows_of(answers))


def snapshot(nodes: dict[RowKey, dict[str, Value]] | None = None) -> Snapshot:
    row = task(progress=0.2, problem="缺资金", stage="办理中")
    return Snapshot("2022-06", {"T-1": row}, nodes or {}, Roster([Unit("县财政局")]))
