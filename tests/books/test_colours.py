"""Words that an office renames or adds keep a colour in the master, live, and in the next forms."""

from typing import Any

import pytest

from taizhang.books.layout import load_layout
from taizhang.books.master import colours
from taizhang.books.sheets import theme
from taizhang.core.problems.stages import ProblemStage
from taizhang.core.roles import LAMP_WORDS, ROLE_LAMPS, StateRole, state_lamps
from tests.support import masters, office

pytestmark = pytest.mark.slow
LAYOUT = load_layout()
RENAMED = {"滞后": "红牌", "预警": "黄牌提醒", "正常": "按序时"}
ADDED: list[dict[str, Any]] = [
    {"rule": "特急", "condition": "进度 < 1%", "lamp": "紫", "state": "挂牌督办", "role": "滞后"},
    {"rule": "停用的", "condition": "", "lamp": "绿", "state": "红牌", "role": "正常", "enabled": "否"},
    {"rule": "单位的", "condition": "", "lamp": "灰", "state": "红牌", "role": "暂停", "of": "单位"},
]  # fmt: skip
LOOP: list[dict[str, Any]] = [
    {"stage": "收进来", "role": "收集"}, {"stage": "办结了", "role": "销号"}, {"stage": "销号"},
]  # fmt: skip


def rules() -> list[dict[str, Any]]:
    """The rules of an office with words of its own, what must not count before what counts."""
    own = [dict(r) | {"state": RENAMED.get(str(r["state"]), r["state"])} for r in LAYOUT.lamp_rules]
    found = [*reversed(ADDED), *own]
    return [{"order": n, "enabled": "是", "of": "任务"} | r for n, r in enumerate(found, start=1)]


@pytest.fixture(scope="module")
def block(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, tuple[str, str]]]:
    folder = tmp_path_factory.mktemp("colours")
    tables = {**masters.sample(), "lamp_rules": rules(), "loop_stages": LOOP}
    rows = office.recalculated(masters.build(folder / "台账.xlsm", tables), folder)["计算"]
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for at, one in enumerate(colours.BLOCKS):
        column = colours.FIRST_COLUMN + 4 * at
        words = (row[column : column + 3] for row in rows[1:])
        found[one.name] = {}
        for word, lamp, role in words:
            if word:
                found[one.name].setdefault(word, (lamp or "", role or ""))
    return found


STATES = {
    "红牌": ("红", "滞后"), "黄牌提醒": ("黄", "预警"), "按序时": ("绿", "正常"), "挂牌督办": ("红", "滞后"),
    "滞后": ("红", "滞后"), "预警": ("黄", "预警"), "已销号": ("蓝", "办结"), "待销号": ("浅蓝", "待销号"),
    "暂缓": ("灰", "暂停"),
}  # fmt: skip


@pytest.mark.parametrize("word", STATES)
def test_a_state_has_its_colour_and_role_under_any_name(
    word: str, block: dict[str, dict[str, tuple[str, str]]]
) -> None:
    assert block[colours.STATES][word] == STATES[word]


@pytest.mark.parametrize("word", STATES)
def test_forms_and_charts_give_it_the_same_colour(word: str) -> None:
    assert state_lamps(rules())[word] == STATES[word][0]


def test_a_lamp_that_is_no_colour_has_that_of_its_role(
    block: dict[str, dict[str, tuple[str, str]]],
) -> None:
    assert block[colours.LAMPS]["紫"][0] == "红"
    assert {lamp: block[colours.LAMPS][lamp][0] for lamp in theme.LAMPS} == {
        x: x for x in LAMP_WORDS
    }


def test_the_end_of_a_problem_is_known_by_its_role(
    block: dict[str, dict[str, tuple[str, str]]],
) -> None:
    ends = {word for word, (lamp, _) in block[colours.LOOP].items() if lamp == "蓝"}
    assert ends == {"办结了", "销号", "问题销号"}
    assert block[colours.LOOP]["收进来"] == ("", ProblemStage.RAISED)


def test_every_role_has_a_colour_that_there_is() -> None:
    assert set(ROLE_LAMPS) == set(StateRole)
    assert set(ROLE_LAMPS.values()) <= set(theme.LAMPS)
    assert set(LAMP_WORDS) == set(theme.LAMPS)
