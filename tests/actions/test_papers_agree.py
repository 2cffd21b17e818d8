"""Every kind of paper, read back from its file: what its text says is what its tables say."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from taizhang.actions.judging import judge
from taizhang.actions.papers.boarding import board
from taizhang.actions.papers.bulletin import bulletin
from taizhang.actions.papers.levels import roll_up
from taizhang.actions.papers.scoring import rank, score
from taizhang.books.layout import load_layout
from taizhang.office.report import Desk
from tests.actions.conftest import Opener, moment, office
from tests.support.office import faults

JUNE = moment("2022-06-30T17:00")
KINDS = tuple(dict.fromkeys(str(r["paper"]) for r in load_layout().begins["paper_words"]))
Rows = Sequence[Sequence[str]]

# an attached table, and the figure of the text that its rows are; "合计" is its last row
COUNTED = {
    "滞后事项清单": "滞后数", "需要加快的任务清单": "滞后数", "各单位滞后事项表": "滞后单位数",
    "没有办结的议定事项清单": "议定未办结数", "逐项评定表": "总数", "任务进展情况表": "总数",
    "单位报送情况表": "报送不力单位数", "项目问题清单": "项目问题条数",
}  # fmt: skip
SUMMED = {
    "分类进展情况表": ("任务数", "总数"), "各单位任务完成情况表": ("任务数", "总数"),
    "分来源落实情况表": ("任务数", "总数"), "各地项目推进情况表": ("个数", "项目数"),
    "各类项目推进情况表": ("个数", "项目数"), "各单位问题办理情况表": ("在办件数", "问题总数"),
}  # fmt: skip
STATES = ("已销号", "待销号", "正常", "预警", "滞后")
# what stands in the text item by item, and the figure that counts it
LISTED = {
    "批评通报": "滞后数", "公示件": "拟销号数", "议定事项报告": "议定事项数", "工作提醒函": "议定未办结数",
    "表扬通报": "", "督查专报": "",
}  # fmt: skip


@pytest.fixture
def folder(sent: Path, fresh: Opener, desk: Desk) -> Path:
    """A ledger whose June is judged, with something of everything that papers tell."""
    here, _ = fresh(sent)
    now = office(here)
    tasks = now.ledger["tasks"]
    cells: list[tuple[int, str, object]] = []
    for at, row in enumerate(tasks.rows):
        cells += [(row.number, "source", ("领导批示", "会议议定", "上级文件")[at % 3])]
        if at % 9 == 0:
            cells += [(row.number, "due", date(2022, 6, 10)), (row.number, "cause", "招标")]
    cells.append((tasks.rows[3].number, "closed", date(2022, 6, 20)))
    tasks.set_cells(cells)  # type: ignore[arg-type]
    leads = list(dict.fromkeys(str(r["lead"]) for r in tasks.rows))
    now.ledger["summary"].append([
        {"period": "2022-06", "unit": unit, "timing": timing}
        for unit, timing in zip(leads, ("按时", "迟报", "漏报", "空报", "按时"), strict=False)
    ])  # fmt: skip
    now.ledger["meetings"].append([
        {"when": date(2022, 6, 8), "topic": "常务会", "decision": "加快推进", "task_id": "2022-005"},
        {"when": date(2022, 4, 8), "topic": "专题会", "decision": "尽快开工", "task_id": ""},
    ])  # fmt: skip
    now.ledger["nodes"].append(
        [{"task_id": "2022-005", "node_no": 1.0, "node": "开工", "planned": date(2022, 6, 1)}]
    )
    now.ledger["problems"].append([
        {"problem_id": f"W{n}", "problem": "路灯不亮", "unit": leads[n % 2], "source": "群众反映",
         "raised": date(2022, 6, 1), "due": date(2022, 6, 20), "answered": date(2022, 6, 15),
         "visited": date(2022, 6, 18), "satisfaction": "满意" if n else "不满意", "blame": "主观"}
        for n in range(4)
    ])  # fmt: skip
    now.ledger["projects"].append([
        {"project_id": f"X{n}", "name": f"项目{n}", "place": ("甲镇", "乙镇")[n % 2], "nature": "新开",
         "project_kind": ("工业", "基础")[n % 2], "invested": 90.0, "year_plan": 30.0, "in_month": 3.0,
         "year_done": 10.0 + n, "start_plan": date(2022, 3, 1), "problem": "征地" if n else ""}
        for n in range(3)
    ])  # fmt: skip
    now.ledger["score_events"].append(
        [{"when": date(2022, 6, 10), "unit": leads[0], "event": "县领导表扬", "evidence": "第3期"}]
    )
    now.book.save()
    judge(office(here).book, desk, JUNE, "2022-06")
    return here


def grid_of(path: Path, sheet: str) -> list[list[Any]]:
    """The cells of a sheet."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def tables_of(path: Path) -> Iterator[tuple[str, Rows]]:
    """Each table of a .docx under the title that stands above it, heads first."""
    document, title = Document(str(path)), ""
    tables = iter(document.tables)
    for element in document.element.body:
        if element.tag == qn("w:tbl"):
            yield title, [["".join(c.text.split()) for c in row.cells] for row in next(tables).rows]
        elif text := "".join(t.text or "" for t in element.iter(qn("w:t"))).strip():
            title = text if text.endswith(("表", "清单")) else title


@pytest.mark.slow
def test_what_the_text_of_each_docx_says_its_tables_say(folder: Path, desk: Desk) -> None:
    seen: set[str] = set()
    for kind in KINDS:
        done = bulletin(office(folder).book, desk, JUNE, "2022-06", kind, "2022-005")
        path = done.files[0]
        assert faults(path) == [], kind
        text = "\n".join(p.text for p in Document(str(path)).paragraphs)
        said: Any = done.data["figures"]
        assert all(shown in text for shown in said.values()), kind
        counts = numbers_of(text)
        for title, rows in tables_of(path):
            seen.add(title)
            _agree(kind, title, rows, said)
        if LISTED.get(kind):
            assert counts == int(said.get(LISTED[kind], "0")), kind
    assert seen >= {*COUNTED, *SUMMED, "各榜排名表", "节点完成情况表"} - {
        "任务进展情况表",
        "需要加快的任务清单",
    }


def numbers_of(text: str) -> int:
    """How many lines of the text begin with a number of a list."""
    return len(re.findall(r"^\d+．", text, re.MULTILINE))


def _agree(kind: str, title: str, rows: Rows, said: Mapping[str, str]) -> None:
    heads, *body = rows
    if title in COUNTED:
        assert said.get(COUNTED[title], str(len(body))) == str(len(body)), (kind, title)
        _counted(heads, body, said)
    elif title in SUMMED:
        _summed(SUMMED[title], heads, body, said)


def _counted(heads: Sequence[str], body: Rows, said: Mapping[str, str]) -> None:
    if "评定" in heads:
        for word, number in Counter(row[heads.index("评定")] for row in body).items():
            assert said[f"评定{word}数"] == str(number), word
    if "滞后事项" in heads:
        for row in body:
            assert row[heads.index("滞后事项")].count("（") >= int(row[heads.index("滞后项数")])


def _summed(of: tuple[str, str], heads: Sequence[str], body: Rows, said: Mapping[str, str]) -> None:
    """The rows come to the figure; a last row 合计 says it and each state as the text does."""
    (head, name), whole = of, body[-1]
    at = heads.index(head)
    if whole[0] != "合计":
        assert sum(int(row[at]) for row in body) == int(said[name]), name
        return
    assert sum(int(row[at]) for row in body[:-1]) >= int(whole[at]), (
        "one of several units is each one's"
    )
    assert whole[at] == said[name]
    for state in STATES:
        assert said.get(f"{state}数", whole[heads.index(state)]) == whole[heads.index(state)], state


@pytest.mark.slow
def test_what_each_page_says_of_itself_its_rows_say(folder: Path, desk: Desk) -> None:
    def made(job: Any, **how: Any) -> tuple[Any, Path]:
        done = job(office(folder).book, desk, JUNE, "2022-06", **how)
        assert faults(done.files[0]) == []
        return done.data, done.files[0]

    data, path = made(score)
    places = grid_of(path, "得分排名")
    for name, own in (("unit", data["scores"]), ("leader", data["leaders"])):
        for one in own:
            assert any({one["rank"], one[name], one["score"]} <= {*row} for row in places), one
    ledger = {str(r["unit"]): r["score"] for r in office(folder).ledger.values("scores")}
    shown = dict(re.findall(r"^(.+)　([\d.]+)分$", _column(path, "得分明细"), re.MULTILINE))
    assert {unit: float(points) for unit, points in shown.items()} == ledger

    data, path = made(rank)
    for one in data["lists"]:
        rows = grid_of(path, one["list"])
        assert any(f"{len(one['places'])}家" in str(cell) for row in rows for cell in row)
        for place in one["places"]:
            assert any(place["unit"] in row and place["value"] in row for row in rows), place

    data, path = made(board)
    rows = grid_of(path, "看板")
    assert f"本期看板任务{len(data['lines'])}项" in str(rows)
    lamps = Counter(line["lamp"] for line in data["lines"])
    assert (_card(rows, "红灯"), _card(rows, "黄灯")) == (lamps["红"], lamps["黄"])

    for kind in ("单位页", "领导页"):
        data, path = made(board, kind=kind)
        for name, page in data["pages"].items():
            rows = grid_of(path, name)
            assert (
                _card(rows, "任务")
                == page["tasks"]
                == sum(str(row[0]) in {"红", "黄", "绿", "灰", "蓝", "浅蓝", "橙"} for row in rows)
                - page["helps"]
            ), (kind, name)

    data, path = made(board, kind="项目")
    rows = grid_of(path, "项目进度")
    assert _card(rows, "项目数") == int(data["figures"]["项目数"]) == 3
    assert sum(str(row[0]) in {"X0", "X1", "X2"} for row in rows) == 3

    data, path = made(roll_up, files=[])
    assert "往下拆的任务0项" in str(grid_of(path, "任务链"))


def _column(path: Path, sheet: str) -> str:
    return "\n".join(str(row[0]) for row in grid_of(path, sheet))


def _card(rows: Sequence[Sequence[object]], label: str) -> float:
    """The number of a card: below its label or above it."""
    at, column = next((r, row.index(label)) for r, row in enumerate(rows) if label in row)
    near = (rows[n][column] for n in (at + 1, at - 1, at + 2) if 0 <= n < len(rows))
    return next(cell for cell in near if isinstance(cell, float | int))
