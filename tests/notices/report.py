"""Print how the labelled notices come out: python -m tests.notices.report.

One line a notice, one total; each difference is printed below it. Below stand how many of the
cells left white are wrong (a clerk trusts them), and the tables of deadlines and clauses alone.
"""

# ruff: noqa: T201 - a report is printed

from collections import Counter

from taizhang.core.units import Roster
from taizhang.notices import find_deadlines, read_clause
from taizhang.notices.drafting import draft_tasks
from taizhang.notices.text.glyphs import view
from tests.notices import labelled, test_clause_forms, test_clauses_alone, test_deadline_clauses
from tests.notices.rows import listed
from tests.notices.test_deadline_in_text import told

CELLS = {"lead": ("牵头",), "co": ("责任",), "due": ("时限", "周期"), "target": ("指标",)}


def main() -> None:
    """Print the table."""
    print(f"{'案例':<6}{'任务':>9}  " + "".join(f"{field:>9}" for field in labelled.FIELDS))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    white: Counter[str] = Counter()
    for case in labelled.cases():
        notice = case.read()
        yellow = dict(zip(notice.tasks, draft_tasks(notice, Roster(())), strict=True))
        mine: Counter[str] = Counter()
        lines = []
        for row in case.rows:
            wrong = labelled.differences(notice, row)
            task = labelled.found(notice, row)
            for cell in (c for c in CELLS if task and c not in yellow[task].doubtful):
                white["cells"] += 1
                white["wrong"] += any(field in wrong for field in CELLS[cell])
            mine.update(f for f in labelled.FIELDS if f not in wrong and "任务" not in wrong)
            mine["任务"] += "任务" not in wrong
            lines += [f"      {row.words}：{f} 应为“{a}”，得到“{b}”" for f, (a, b) in wrong.items()]
        if len(notice.tasks) != case.count:
            lines.append(f"      任务数应为{case.count}，得到{len(notice.tasks)}")
            lines += [f"        [{t.number}] {t.title}" for t in notice.tasks]
        rows = len(case.rows)
        shown = "".join(f"{mine[f]:>7}/{rows}" for f in labelled.FIELDS)
        print(f"{case.name:<8}{mine['任务']:>6}/{rows}  {shown}", *lines, sep="\n")
        right.update(mine)
        total.update(dict.fromkeys(("任务", *labelled.FIELDS), rows))
    for field, count in total.items():
        print(f"{field}\t{right[field]}/{count}\t{right[field] / count:.1%}")
    share = white["wrong"] / white["cells"]
    print(f"白格\t{white['cells']}个，错{white['wrong']}个\t{share:.1%}")
    for name, judged in (("时限单列", deadlines_alone()), ("责任单列", clauses_alone())):
        print(f"{name}\t{sum(judged)}/{len(judged)}\t{sum(judged) / len(judged):.1%}")


def deadlines_alone() -> list[bool]:
    """Return for each deadline clause whether it is read as its row states."""
    table, frame = test_deadline_clauses.CLAUSES, test_deadline_clauses.FRAME
    return [
        " ".join(map(told, find_deadlines(view(row["句子"]), frame))) == row["时限"]
        for row in table
    ]


def clauses_alone() -> list[bool]:
    """Return for each responsibility clause whether its units are those of its row."""
    table = [*test_clause_forms.FORMS, *test_clause_forms.MORE, *test_clauses_alone.CLAUSES]
    read = ((row, read_clause(row["写法"], first_leads=row.get("规") == "首")) for row in table)
    return [(c.lead, c.co) == (listed(row["牵头"]), listed(row["责任"])) for row, c in read]


if __name__ == "__main__":
    main()
