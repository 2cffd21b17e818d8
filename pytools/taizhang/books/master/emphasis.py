"""Colours that follow the data: lamps, overdue days, defaulted deadlines, progress bars.

All are conditional formats that reach beyond the last row, so that rows added later have them.
Words of states, lamps and stages are the office's: their colours are looked up as it has them now
(colours.py). The word always stands beside its colour.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from taizhang.books.master.colours import LOOP, STATES, block_of, colour_is, role_is
from taizhang.books.master.formulas import text
from taizhang.books.master.tables import body_range, first_cell
from taizhang.books.sheets import theme
from taizhang.core.lists.tasklist import DEFAULTED
from taizhang.core.problems.stages import ProblemStage
from taizhang.core.roles import OVER, StateRole
from taizhang.core.schema import Layout, SheetSpec

RED, YELLOW, GREEN, GREY = (theme.LAMPS[c] for c in ("红", "黄", "绿", "灰"))
BAD = {"font_color": RED.strong, "bold": True}
QUIET = {"font_color": theme.QUIET}
# Words with a meaning of their own, wherever such a column stands: (sheet, column) -> word -> look.
WORDS: Mapping[tuple[str, str], Mapping[str, theme.Look]] = {
    ("nodes", "node_state"): {"已完成": GREEN, "逾期": RED},
    ("findings", "severity"): {"错误": RED, "警告": YELLOW, "提示": GREY},
    ("summary", "timing"): {
        "按时": GREEN, "迟报": YELLOW, "空报": YELLOW, "漏报": RED, "待报": GREY, "未采用": RED,
    },
    ("supervision", "duty_state"): {
        "建议": YELLOW, "确认": theme.LAMPS["浅蓝"], "签发": GREEN, "办结": theme.LAMPS["蓝"],
        "不采纳": GREY, "作废": GREY,
    },
    ("supervision", "review"): {"已落实": GREEN, "部分落实": YELLOW, "未落实": RED, "反弹": RED},
    ("reports", "timing"): {"按时": GREEN, "迟报": YELLOW, "空报": YELLOW},
}  # fmt: skip

FormatRule = tuple[tuple[str, ...], str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Coloured:
    """A sheet to be coloured; `today` is the cell with the day that lateness counts from."""

    book: Any
    sheet: Any
    spec: SheetSpec
    layout: Layout
    today: str

    def cell(self, key: str) -> str:
        """The first body cell of a column, as a rule sees it."""
        return first_cell(self.spec, key)

    def apply(self, key: str, rule: Mapping[str, Any], look: Mapping[str, Any]) -> None:
        """Give a column a rule, for rows to come too."""
        form = self.book.add_format(dict(look))
        self.sheet.conditional_format(*body_range(self.spec, key), {**rule, "format": form})


def emphasise(on: Coloured) -> None:
    """Give the sheet its colours."""
    for column in on.spec.columns:
        for word, look in WORDS.get((on.spec.key, column.key), {}).items():
            rule = {"type": "cell", "criteria": "==", "value": text(word)}
            on.apply(column.key, rule, _strong(look))
        if block := block_of(column.list, column.key):
            for lamp, look in _colours(block).items():
                when = colour_is(block, on.cell(column.key), lamp)
                on.apply(column.key, {"type": "formula", "criteria": f"={when}"}, _strong(look))
        if column.kind == "percent":
            _bar(on, column.key)
    for keys, when, wish in RULES.get(on.spec.key, _no_rules)(on):
        for key in keys:
            on.apply(key, {"type": "formula", "criteria": f"={when}"}, wish)


def _strong(look: theme.Look) -> dict[str, Any]:
    return {"bg_color": look.strong, "font_color": look.ink, "bold": True}


def _colours(block: str) -> Mapping[str, theme.Look]:
    """The colours that a word may have: of stages only the end is coloured."""
    return {"蓝": theme.LAMPS["蓝"]} if block == LOOP else theme.LAMPS


def _bar(on: Coloured, key: str) -> None:
    tint = theme.LAMPS["蓝"].tint
    rule = {
        "type": "data_bar", "bar_solid": True, "bar_color": tint, "bar_border_color": tint,
        "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1,
    }  # fmt: skip
    on.sheet.conditional_format(*body_range(on.spec, key), rule)


def _no_rules(_on: Coloured) -> list[FormatRule]:
    return []


def _task_rules(on: Coloured) -> list[FormatRule]:
    """Overdue days red, defaulted ones grey and slanted, closed tasks quiet."""
    state, due = on.cell("state"), on.cell("due")
    over = ",".join(role_is(STATES, state, role) for role in OVER)
    closed = role_is(STATES, state, StateRole.DONE)
    assumed = f"ISNUMBER(SEARCH({text(DEFAULTED)},{on.cell('due_text')}))"
    return [
        (("due",), f"AND(ISNUMBER({due}),{due}<{on.today},NOT(OR({over})))", BAD),
        (("due", "due_text"), assumed, QUIET | {"italic": True}),
        (("task_id", "name", "lead"), closed, QUIET),
    ]


def _node_rules(on: Coloured) -> list[FormatRule]:
    planned, done = on.cell("planned"), on.cell("done")
    late = f'AND(ISNUMBER({planned}),{planned}<{on.today},{done}="")'
    return [(("planned", "node"), late, BAD)]


def _problem_rules(on: Coloured) -> list[FormatRule]:
    due, over = on.cell("due"), role_is(LOOP, on.cell("stage"), ProblemStage.CLOSED)
    late = f"AND(ISNUMBER({due}),{due}<{on.today},NOT({over}))"
    return [(("due",), late, BAD)]


def _conflict_rules(on: Coloured) -> list[FormatRule]:
    """What has to be ruled on is yellow, what is applied is quiet."""
    asked = f"AND(LEN({on.cell('task_id')})>0,LEN({on.cell('ruling')})=0)"
    done = f"LEN({on.cell('applied')})>0"
    return [(("ruling",), asked, {"bg_color": theme.FILL}), (on.spec.keys, done, QUIET)]


def _quiet_where(key: str, which: int) -> Callable[[Coloured], list[FormatRule]]:
    """Whole rows quiet where a column says yes (0) or no (1)."""

    def rules(on: Coloured) -> list[FormatRule]:
        word = on.layout.lists["yes_no"][which]
        return [(on.spec.keys, f"{on.cell(key)}={text(word)}", QUIET)]

    return rules


def _duty_rules(on: Coloured) -> list[FormatRule]:
    """Replies that are overdue red; what was refused or declared void quiet."""
    due, state = on.cell("reply_due"), on.cell("duty_state")
    silent = f'{on.cell("replied")}="",{on.cell("reply")}=""'
    late = f'AND(ISNUMBER({due}),{due}<{on.today},{silent},{state}="签发")'
    return [
        (("reply_due",), late, BAD),
        (("supervision", "unit", "why", "number"), f'OR({state}="不采纳",{state}="作废")', QUIET),
    ]


RULES: Mapping[str, Callable[[Coloured], list[FormatRule]]] = {
    "tasks": _task_rules,
    "nodes": _node_rules,
    "problems": _problem_rules,
    "supervision": _duty_rules,
    "conflicts": _conflict_rules,
    "lamp_rules": _quiet_where("enabled", 1),
    "supervise_rules": _quiet_where("enabled", 1),
    "units": _quiet_where("reports", 1),
    "changes": _quiet_where("undone", 0),
}
