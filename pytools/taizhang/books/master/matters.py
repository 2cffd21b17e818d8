"""What waits for the clerk, as live formulas: how many, which first, where the first one stands.

A matter is a kind of row in one table. Which words count stands in home.toml, what makes a row
one of them stands here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from taizhang.books.master.formulas import FormulaSheet, any_of, column_ref, head_ref, text
from taizhang.books.master.standing import StateFacts, stage_is
from taizhang.books.master.tables import quoted
from taizhang.core.schema import Layout, SheetSpec

ROOM = 26  # characters of the line that names the first ones


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What a rule for rows looks at: the table, the facts of the day, the words of home.toml."""

    spec: SheetSpec
    stages: SheetSpec
    facts: StateFacts
    todo: Mapping[str, Any]

    def col(self, key: str) -> str:
        """A column of the table."""
        return column_ref(self.spec, key)

    def has(self, key: str) -> str:
        """1 where the column is filled."""
        return f"(LEN({self.col(key)})>0)"

    def lacks(self, key: str) -> str:
        """1 where the column is blank."""
        return f"(LEN({self.col(key)})=0)"

    def says(self, key: str) -> str:
        """1 where the column holds one of the words of home.toml."""
        return any_of(self.col(key), self.todo["words"])

    def stands(self) -> str:
        """1 where the state has one of the roles of home.toml, whatever the office calls it."""
        return self.facts.has(self.col("state"), self.todo["roles"])

    def at_stage(self) -> str:
        """1 where the stage has one of the roles of home.toml."""
        return stage_is(self.stages, self.col("stage"), self.todo["stage_roles"])


@dataclass(frozen=True, slots=True)
class Matter:
    """Which table, which column names a row, how many are named, which rows count."""

    sheet: str
    named: str
    samples: int
    rows: Callable[[RuleContext], str]


def _soon(look: RuleContext) -> str:
    due, today = look.col("due"), look.facts["today"]
    near = f"({due}>={today})*({due}<={today}+{look.todo['days']})"
    return f"ISNUMBER({due})*{near}*(1-{look.stands()})"


def _closing(look: RuleContext) -> str:
    asked = f"(({look.stands()}+{look.at_stage()})>0)"
    return f"{asked}*{look.lacks('closed')}"


def _missing(look: RuleContext) -> str:
    return f"({look.col('period')}&{text('')}={look.facts['period']})*{look.says('timing')}"


def _duty(look: RuleContext) -> str:
    """A proposal to decide on, or a paper that went out and is not answered in time."""
    due, today = look.col("reply_due"), look.facts["today"]
    sent = any_of(look.col("duty_state"), look.todo["sent"])
    late = f"ISNUMBER({due})*({due}<{today})*{look.lacks('replied')}*{look.lacks('reply')}*{sent}"
    return f"(({look.says('duty_state')}+{late})>0)"


MATTERS: Mapping[str, Matter] = {
    "late": Matter("tasks", "name", 2, lambda k: f"{k.stands()}*{k.has('task_id')}"),
    "soon": Matter("tasks", "name", 2, _soon),
    "closing": Matter("tasks", "name", 2, _closing),
    "missing": Matter("summary", "unit", 3, _missing),
    "conflict": Matter(
        "conflicts", "name", 2, lambda k: f"{k.has('task_id')}*{k.lacks('applied')}"
    ),
    "duty": Matter("supervision", "unit", 3, _duty),
    "drafts": Matter(
        "drafts", "name", 2,
        lambda k: f"{k.has('name')}*{k.lacks('registered')}*(1-{k.says('adopt')})",
    ),
    "claims": Matter("claims", "unit", 3, lambda k: f"{k.has('unit')}*{k.lacks('claimed')}"),
    "headers": Matter("headers", "found", 3, lambda k: f"{k.has('found')}*{k.lacks('meaning')}"),
    "faults": Matter("findings", "message", 1, lambda k: f"1*{k.says('severity')}"),
}  # fmt: skip


def write_matter(facts: StateFacts, layout: Layout, todo: Mapping[str, Any]) -> None:
    """Write the facts of one matter, named after its key."""
    key, matter = todo["key"], MATTERS[todo["key"]]
    spec = layout[matter.sheet]
    look = RuleContext(spec, layout["stage_words"], facts, todo)
    rows = f"IFERROR({matter.rows(look)},0)"  # an error cell is no row
    count = facts.add(f"{key}_count", f"SUM({rows})", array=True)
    head, column = head_ref(spec, matter.named), column_ref(spec, matter.named)
    for n in range(1, matter.samples + 1):
        ordered = f"SMALL(IF({rows}>0,ROW({column})-ROW({head})),{n})"
        at = facts.add(f"{key}_at_{n}", f"IFERROR({ordered},0)", array=True)
        facts.add(f"{key}_name_{n}", f'IF({at}=0,"",INDEX({column},{at})&"")')
    facts.add(f"{key}_sample", _sample(facts, key, count, matter.samples))
    place = f"ADDRESS(ROW({head})+MAX({facts[f'{key}_at_1']},1),COLUMN({head}),4)"
    facts.add(f"{key}_link", f"{text(f'#{quoted(spec.label)}!')}&{place}")


def _sample(facts: FormulaSheet, key: str, count: str, samples: int) -> str:
    """The first names, cut to share the line, and 等 where there are more."""
    room = f"INT({ROOM}/MAX(1,MIN({count},{samples}))-2)"
    parts = []
    for n in range(1, samples + 1):
        name, at = facts[f"{key}_name_{n}"], facts[f"{key}_at_{n}"]
        short = f'IF(LEN({name})>{room},LEFT({name},{room})&"…",{name})'
        parts.append(short if n == 1 else f'IF({at}=0,"","、"&{short})')
    more = f'IF({count}>{samples},"等","")'
    return "&".join([*parts, more])
