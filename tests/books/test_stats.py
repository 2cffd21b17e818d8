"""统计: what its formulas come to in LibreOffice is what the papers reckon."""

from datetime import date
from pathlib import Path

import pytest

from taizhang.actions.judging import judge
from taizhang.books.resources import read_source, resource
from taizhang.core.bulletin.gathering import GROUPED, STATES, Printing, of_reports, of_tasks
from taizhang.core.bulletin.standing import UNNAMED, standings
from taizhang.core.periods import parse_period
from taizhang.core.roles import roles_of
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.office.report import Desk
from tests.actions.conftest import Opener, moment, office
from tests.actions.conftest import _file_engine as _file_engine  # noqa: PLC0414 - a fixture
from tests.actions.conftest import desk as desk  # noqa: PLC0414
from tests.actions.conftest import fresh as fresh  # noqa: PLC0414
from tests.actions.conftest import loaded as loaded  # noqa: PLC0414
from tests.actions.conftest import sent as sent  # noqa: PLC0414
from tests.support.office import faults, recalculated

pytestmark = pytest.mark.slow
JUNE = moment("2022-06-30T17:00")
WORDS = read_source(resource("workbook"), "stats")


@pytest.fixture
def folder(sent: Path, fresh: Opener, desk: Desk) -> Path:
    """A ledger judged in June, with leaders, a task of two units, reports that came and did not."""
    here, _ = fresh(sent)
    now = office(here)
    tasks = now.ledger["tasks"]
    leads = [str(r["lead"]) for r in tasks.rows]
    cells: list[tuple[int, str, object]] = [
        (row.number, "leader", ("分管副县长", "县委常委", "")[n % 3])
        for n, row in enumerate(tasks.rows)
    ]
    other = next(unit for unit in leads if unit != leads[0])
    cells.append((tasks.rows[0].number, "lead", f"{leads[0]}、{other}"))
    cells += [(row.number, "progress", 0.8) for row in tasks.rows[5:12]]
    cells.append((tasks.rows[3].number, "closed", date(2022, 6, 20)))
    cells.append((tasks.rows[3].number, "stage", "已销号"))
    tasks.set_cells(cells)  # type: ignore[arg-type]
    now.ledger["summary"].append([
        {"period": "2022-06", "unit": unit, "timing": timing}
        for unit, timing in zip(dict.fromkeys(leads), ("按时", "迟报", "漏报", "空报"), strict=False)
    ])  # fmt: skip
    now.ledger.set_settings({"period": "2022-06"})
    now.book.save()
    judge(office(here).book, desk, JUNE, "2022-06")
    return here


def test_each_block_recalculates_to_what_papers_print(folder: Path, tmp_path: Path) -> None:
    assert faults(folder / "督查台账.xlsm") == []
    now = office(folder)
    tables = now.read("tasks", "judgements", "summary", "lamp_rules", "stage_words")
    period = parse_period("2022-06")
    assert period
    span = ScoredSpan(period, JUNE.on)
    roles = roles_of(tables["lamp_rules"].values, tables["stage_words"].values)
    tasks = standings(tables["tasks"], tables["judgements"], roles, span)
    facts = of_tasks(tasks, span, Printing())
    reports = of_reports(tables["summary"], span).figures
    now.book.close()
    rows = recalculated(folder / "督查台账.xlsm", tmp_path)[WORDS["sheet"]]
    labels = {block["key"]: block["label"] for block in WORDS["block"]}
    names = list(STATES.values())
    for group, key in GROUPED.items():
        at = next(n for n, row in enumerate(rows) if row[0] == labels[key])
        assert list(rows[at][2:10]) == [*WORDS["states"].values(), WORDS["unjudged"]]
        own = rows[at + 1 : next(n for n in range(at, len(rows)) if rows[n][0] == "分项合计")]
        found = {row[0]: row for row in own if row[0] and row[1]}
        wanted = {e.words["名称"]: e.words for e in facts.lists[f"{group}情况"]}
        bare = wanted.pop(UNNAMED[key], None)
        (unnamed,) = (row for row in own if row[0] == WORDS["unnamed"])
        assert int(unnamed[1]) == (int(bare["任务数"]) if bare else 0)
        if bare:
            wanted[WORDS["unnamed"]] = bare
        assert set(found) == set(wanted)
        assert (key == "leader") <= (bare is not None), "some tasks have no leader"
        together = rows[at + 1 + len(own)]
        shared = sum(int(words["任务数"]) for words in wanted.values())
        assert int(together[1]) == shared == len(tasks) + (group == "单位")
        for name, words in wanted.items():
            counted = [words["任务数"], *(words[state] for state in names)]
            assert [str(int(n)) for n in found[name][1:10]] == counted, name
            shown = half_up(100 * found[name][11], 1)
            assert f"{shown:g}%" == words["平均进度"]
        total = rows[at + 2 + len(own)]
        assert total[0] == "总数"
        assert [int(n) for n in total[1:10]] == [
            int(facts.figures[n].value) for n in ("总数", *(f"{state}数" for state in names))
        ]
    line = rows[next(n for n, row in enumerate(rows) if row[0] == "本期报送") + 1]
    wanted_counts = [
        int(reports[n].value) for n in ("应报数", "按时数", "迟报数", "空报数", "漏报数")
    ]
    assert [int(n) for n in line[1:6]] == wanted_counts
    assert half_up(100 * line[6], 1) == reports["报送率"].value
