"""Judging 5,000 tasks over 24 periods against pandas taking the same tables into frames and back.

    python tests/bench/judge.py [tasks] [periods]

Prints both times and their ratio; nothing is asserted. Times are of the processor, the least of
three turns that take each other's place, so that what else the machine does weighs on both alike.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from taizhang.books.layout import load_layout
from taizhang.core.issues import Place
from taizhang.core.judge.judge import World, judge_tasks, nodes_of, records_of
from taizhang.core.judge.lamps import read_rules
from taizhang.core.periods import period_of
from taizhang.core.submission import Value

Rows = list[dict[str, Value]]
FIRST = date(2021, 1, 1)
TURNS = 3
STATES = (("绿", "正常"), ("黄", "预警"), ("红", "滞后"))


def months(count: int) -> list[str]:
    """So many months in a row."""
    period = period_of(FIRST, "月")
    found = []
    for _ in range(count):
        found.append(period.id)
        period = period.next
    return found


def tables(tasks: int, periods: list[str]) -> dict[str, Rows]:
    """A ledger of so many tasks, judged and reported in each period; every row has all its columns."""
    layout = load_layout()
    blank = {key: dict.fromkeys(layout[key].keys, "") for key in ("tasks", "nodes", "reports")}
    found: dict[str, Rows] = {
        "tasks": [],
        "nodes": [],
        "reports": [],
        "judgements": [],
        "summary": [],
    }
    for n in range(tasks):
        number, unit = f"2021-{n:04}", f"单位{n % 60}"
        due = FIRST + timedelta(days=200 + n % 600)
        found["tasks"].append({**blank["tasks"], "task_id": number, "name": f"第{n}项任务", "lead": unit,
                               "level": "常规", "kind": "其他", "stage": "办理中", "start": FIRST,
                               "due": due, "progress": n % 100 / 100})  # fmt: skip
        found["nodes"].append({**blank["nodes"], "task_id": number, "node": "开工", "node_no": 1.0,
                               "planned": due - timedelta(days=90), "done": ""})  # fmt: skip
    judged = dict.fromkeys(layout["judgements"].keys, "")
    for at, period in enumerate(periods):
        for n, task in enumerate(found["tasks"]):
            lamp, state = STATES[(n + at) % 3]
            row = {"period": period, "task_id": task["task_id"], "lead": task["lead"]}
            found["judgements"].append({**judged, **row, "judged_on": FIRST, "lamp": lamp,
                                        "state": state, "rule": "正常", "reason": "进度35%，序时进度40%"})  # fmt: skip
            found["reports"].append({**blank["reports"], **row, "unit": task["lead"],
                                     "progress": 0.3, "latest": "已开工", "validity": "有效"})  # fmt: skip
        found["summary"] += [
            {"period": period, "unit": f"单位{u}", "spared": ""} for u in range(60)
        ]
    return found


def judge_all(found: dict[str, Rows], periods: list[str]) -> int:
    """Judge every period again; how many lamps that gives."""
    rules, _ = read_rules([dict(r) for r in load_layout().lamp_rules], Place())  # type: ignore[arg-type]
    records, world = records_of(found), World(nodes=nodes_of(found["nodes"]))
    count = 0
    for at, period in enumerate(periods):
        on = period_of(FIRST + timedelta(days=31 * at), "月").last
        history = records.at(period, on, periods[: at + 1])
        count += sum(j is not None for j in judge_tasks(found["tasks"], rules, history, world))
    return count


def by_pandas(found: dict[str, Rows]) -> int:
    """The same tables into frames and back into rows."""
    import pandas as pd

    return sum(len(pd.DataFrame(rows).to_dict("records")) for rows in found.values())


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Seconds of the processor, and what it gave."""
    begun = time.process_time()
    found = work()
    return time.process_time() - begun, found


def main() -> None:
    """Measure both."""
    tasks, count = (int(a) for a in (sys.argv[1:] + ["5000", "24"][len(sys.argv) - 1 :])[:2])
    periods = months(count)
    found = tables(tasks, periods)
    by_pandas({"tasks": found["tasks"][:10]})  # its import is not what is measured
    turns = [
        (timed(lambda: by_pandas(found)), timed(lambda: judge_all(found, periods)))
        for _ in range(TURNS)
    ]
    theirs, ours = (min(turn[side][0] for turn in turns) for side in (0, 1))
    lamps = turns[0][1][1]
    print(
        f"judged {lamps} lamps in {ours:.1f} s; pandas in and out {theirs:.1f} s; ratio {ours / theirs:.2f}"
    )


if __name__ == "__main__":
    main()
