"""Every word of the office is renamed in the sheets and lists, colours too: the same jobs say the same."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from taizhang.actions.archiving import archive
from taizhang.actions.charting import chart
from taizhang.actions.checking import check
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.loops.closing import close, extend
from taizhang.actions.loops.papers import problem_report, quarter, three_lists
from taizhang.actions.loops.problems import problems
from taizhang.actions.merging import merge, rehearse
from taizhang.actions.papers.boarding import board
from taizhang.actions.papers.bulletin import bulletin
from taizhang.actions.papers.levels import roll_up
from taizhang.actions.papers.scoring import rank, score
from taizhang.actions.slips import slips
from taizhang.actions.steering.boards import calendar, five
from taizhang.actions.steering.duties import duties
from taizhang.actions.steering.phasing import phases
from taizhang.actions.steering.planning import plan
from taizhang.actions.supervising import supervise
from taizhang.actions.undoing import undo
from taizhang.books.layout import OPTIONS
from taizhang.core.submission import Value
from taizhang.office.report import CannotRun, Desk, Report
from tests.actions.conftest import Quiet, moment, office, return_form

pytestmark = pytest.mark.slow

MERGED, MAY = moment("2022-06-24T10:00"), moment("2022-05-31T17:00")
JUNE, JULY = moment("2022-06-30T17:00"), moment("2022-07-31T17:00")
# no new word holds an old one, none is a word of the program
NEW = """
滞后=红牌 预警=黄牌 暂缓=搁下 未启动=没动 正常=照着走 待销号=等着结 已销号=了结
办理中=干着 申请销号=请结 延期=后挪 退办=打回
重点=头等 专项=专门 常规=一般 工程建设=基建 县直部门=县直衙门 乡镇=乡里
收集=进件 分办=派单 交办=下单 签收=接单 办理=干活 反馈=回话 审核=把关 回访=问好
重办=返工 解释备案=讲明存档 上报协调=请示上级 挂账=留账 销号=清号
红=丹 橙=橘 黄=蜡 灰=素 绿=翠 浅蓝=淡靛 蓝=靛
问题=毛病 整改=改过 企业需求=企业所盼 咨询=打听 投诉=告状 紧急=火速 差评=低评
督查发现=督中发现 单位上报=单位自报 企业反映=企业诉说 群众反映=群众诉说
工业=制造 服务业=三产 基础=底子 民生=惠民 生态=绿意 百日会战=百日大干 通用=随便 招商项目=请商
市直部门=市直衙门 街道=街上 开发区=开发地带 国有企业=国有厂家 企业=厂家 部门=衙门
"""
WORDS = dict(pair.split("=") for pair in NEW.split())
COLOUR = "J155"  # the names of colours are the program's: that they are others now is said
BACK = {new: old for old, new in WORDS.items()}
LISTS = frozenset(
    {
        "states", "stages", "levels", "kinds", "unit_types", "problem_stages", "problem_kinds",
        "problem_sources", "project_kinds", "works_kinds", "gravest_levels", "town_types",
        "department_types", "other_types", "lamps",
    }
)  # fmt: skip
# what the program does or asks for, and what a role is: these words are its own
OWN = frozenset(
    {
        "role",
        "event",
        "step",
        "trigger",
        "action",
        "form",
        "paper",
        "method",
        "basis",
        "standing",
        "decision",
        "of",
        "use",
        "place",
    }
)
_ASKED = re.compile(rf"(?<=(?<!角色 )[=、])(\s*)({'|'.join(WORDS)})(?=\s|、|$)")


def rename(here: Path) -> None:
    """What an office does that calls everything otherwise: in each sheet, and in the drop-downs."""
    found = office(here)
    for key in found.ledger.layout.sheets.keys() - {"settings"}:  # 常规 is a palette there
        table = found.ledger[key]
        table.set_cells(list(_renamed(table)))
    sheet = found.book.sheets[OPTIONS]
    for at, head in enumerate(sheet.used_range.options(ndim=2).value[0]):
        if head in LISTS:
            cells = sheet.used_range.columns[at]
            cells.value = [[WORDS.get(v, v)] for v in cells.options(ndim=1).value]
    found.book.save()


def _renamed(table: Any) -> Iterator[tuple[int, str, Value]]:
    for row in table.rows:
        for key, value in row.values.items():
            if isinstance(value, str) and value and key not in OWN:
                new = WORDS.get(value) or _ASKED.sub(lambda m: m[1] + WORDS[m[2]], value)
                if new != value:
                    yield row.number, key, new


def add(here: Path, sheet: str, **cells: Value) -> None:
    found = office(here)
    found.ledger[sheet].append([cells])
    found.book.save()


Word = Callable[[str], str]
Job = Callable[[xw.Book, Desk], Report]
JOBS: dict[str, Job] = {
    "merge": lambda book, desk: merge(book, desk, MERGED, "2022-06"),
    "problems": lambda book, desk: problems(book, desk, MERGED),
    "close": lambda book, desk: close(book, desk, MERGED),
    "judged in May": lambda book, desk: judge(book, desk, MAY, "2022-05"),
    "judged in June": lambda book, desk: judge(book, desk, JUNE, "2022-06"),
    "judged in July": lambda book, desk: judge(book, desk, JULY, "2022-07"),
    "check": lambda book, desk: check(book, desk, JULY),
    "supervise": lambda book, desk: supervise(book, desk, JULY, "2022-07"),
    "board": lambda book, desk: board(book, desk, JULY, "2022-07"),
    "bulletin": lambda book, desk: bulletin(book, desk, JULY, "2022-07", "督查通报"),
    "score": lambda book, desk: score(book, desk, JULY, "2022-07"),
    "rank": lambda book, desk: rank(book, desk, JULY, "2022-07"),
    "problem report": lambda book, desk: problem_report(book, desk, JULY, "2022-07"),
    "three lists": lambda book, desk: three_lists(book, desk, JULY),
    "quarter": lambda book, desk: quarter(book, desk, JULY),
    "five": lambda book, desk: five(book, desk, JULY, "2022-07", look=True),
    "phases": lambda book, desk: phases(book, desk, JULY),
    "plan": lambda book, desk: plan(book, desk, JULY, look=True),
    "duties": lambda book, desk: duties(book, desk, JULY),
    "chart": lambda book, desk: chart(book, desk, JULY, "2022-07"),
    "calendar": lambda book, desk: calendar(book, desk, JULY, "2022-07"),
    "extend": lambda book, desk: extend(book, desk, JULY),
    "slips": lambda book, desk: slips(book, desk, JULY, "2022-07"),
    "responsibility slips": lambda book, desk: slips(
        book, desk, JULY, "2022-07", kind="责任书", rows="2022-003、2022-005"
    ),
    "board of projects": lambda book, desk: board(book, desk, JULY, "2022-07", kind="项目"),
    "pages of units": lambda book, desk: board(
        book, desk, JULY, "2022-07", kind="单位页", only="县水务局"
    ),
    "given down": lambda book, desk: roll_up(book, desk, JULY, "2022-07", give=True),
    "reported up": lambda book, desk: roll_up(book, desk, JULY, "2022-07", up=True),
    "rehearse": lambda book, desk: rehearse(book, desk, JULY, "2022-06"),
    "distribute": lambda book, desk: distribute(book, desk, JULY, "2022-07"),
    "archive": lambda book, desk: archive(book, desk, moment("2023-01-20T09:00"), 2022),
    "undo": lambda book, desk: undo(book, desk, JULY),
} | {
    f"chart {kind}": lambda book, desk, kind=kind: chart(book, desk, JULY, "2022-07", kind=kind)
    for kind in ("日历图", "倒计时图", "领导图", "分片图", "单项作战图")
}
WRITTEN = (
    "nodes",
    "rollups",
    "children",
    "projects",
    "tasks",
    "judgements",
    "standings",
    "supervision",
    "problems",
    "closings",
    "findings",
)


def played(here: Path, word: Word) -> dict[str, object]:
    """What every job says, and what stands in the sheets at the end."""
    desk = Quiet()
    for unit in ("县财政局", "县水务局", "县发展和改革局"):
        return_form(here, unit, "2022-06")
    now = office(here)
    tasks = now.ledger["tasks"]
    first, second, third, fourth, *_ = tasks.rows
    tasks.set_cells([
        (first.number, "stage", word("已销号")), (second.number, "stage", word("申请销号")),
        (second.number, "progress", 1.0), (third.number, "level", word("重点")),
        (third.number, "kind", word("工程建设")), (third.number, "leader", ""),
        (fourth.number, "stage", word("暂缓")),
    ])  # fmt: skip
    now.book.save()
    for n, stage in enumerate(("交办", "反馈", "销号", "重办"), start=1):
        add(
            here, "problems", problem_id=f"W-{n}", problem=f"第{n}件", unit="县水务局",
            stage=word(stage), problem_kind=word("问题"), raised=date(2022, 6, 1),
            assigned=date(2022, 6, 2), due=date(2022, 6, 20),
        )  # fmt: skip
    add(
        here,
        "projects",
        project_id="X-1",
        name="示例路",
        project_kind=word("工业"),
        nature="新开",
        invested=5000.0,
    )
    add(here, "rollups", task_id="2022-057", units="龙山镇政府", progress_rule="平均")
    said: dict[str, object] = {}
    for name, job in JOBS.items():
        try:
            report = job(office(here).book, desk)
        except CannotRun as refused:
            said[name] = str(refused.issue)
            continue
        codes = sorted(issue.code for issue in report.issues if issue.code != COLOUR)
        said[name] = codes if name == "check" else [report.facts, codes, dict(report.data)]
    ledger = office(here).ledger
    for sheet in WRITTEN:
        said[sheet] = [dict(row.values) for row in ledger[sheet].rows]
    return said


def text_of(said: object) -> list[str]:
    return json.dumps(said, ensure_ascii=False, default=str, indent=0).splitlines()


def back(lines: list[str]) -> list[str]:
    new = re.compile("|".join(sorted(BACK, key=len, reverse=True)))
    return [new.sub(lambda m: BACK[m[0]], line) for line in lines]


@pytest.fixture(scope="module")
def both(
    sent: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, object], dict[str, object]]:
    import shutil

    plain, other = (tmp_path_factory.mktemp(n) / "台账" for n in ("plain", "renamed"))
    for here in (plain, other):
        shutil.copytree(sent, here)
    rename(other)
    return played(plain, str), played(other, lambda word: WORDS[word])


@pytest.mark.parametrize("name", [*JOBS, *WRITTEN])
def test_it_says_the_same_under_other_words(
    both: tuple[dict[str, object], dict[str, object]], name: str
) -> None:
    plain, other = both
    assert back(text_of(other[name])) == text_of(plain[name])
