"""Print how the labelled notices come out: python -m tests.notices.report.

One line a notice, one total; each difference is printed below it.
"""

# ruff: noqa: T201 - a report is printed

from collections import Counter

from tests.notices import labelled


def main() -> None:
    """Print the table."""
    print(f"{'案例':<6}{'任务':>9}  " + "".join(f"{field:>9}" for field in labelled.FIELDS))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in labelled.cases():
        notice = case.read()
        mine: Counter[str] = Counter()
        lines = []
        for row in case.rows:
            wrong = labelled.differences(notice, row)
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


if __name__ == "__main__":
    main()
