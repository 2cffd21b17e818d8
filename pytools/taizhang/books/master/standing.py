"""States by their roles, as live formulas: 首页 counts 滞后 whatever the office calls it.

A hidden block holds, for each role, the words that 亮灯规则 has for it now, and the word that ships
where 亮灯规则 has it no more: a task keeps its word until it is judged again.
"""

from collections.abc import Sequence
from typing import Any

from taizhang.books.master.formulas import FormulaSheet, column_ref, text
from taizhang.core.roles import OF_TASKS, SHIPPED_STATES, StateRole
from taizhang.core.schema import Layout, SheetSpec

ROLES_COLUMN = 34
WORDS = 4  # different words of a role that are looked for
NONE = "〔无〕"  # no state is called so: a blank here would count blank cells


class StateFacts(FormulaSheet):
    """The hidden facts with the block of words; a role is named by its word in 亮灯规则."""

    def __init__(self, book: Any, name: str, layout: Layout) -> None:
        """Add the sheet and write the block."""
        super().__init__(book, name)
        self._columns = {role.value: ROLES_COLUMN + at for at, role in enumerate(StateRole)}
        for role in StateRole:
            self._write_words(layout["lamp_rules"], role)

    def words(self, role: str) -> str:
        """The cells with the words of a role."""
        return self.area(1, self._columns[role], WORDS + 1, self._columns[role])

    def cells(self, roles: Sequence[str]) -> list[str]:
        """The cells with the words of these roles, one by one."""
        rows = range(1, WORDS + 2)
        return [self.place(row, self._columns[role]) for role in roles for row in rows]

    def has(self, states: str, roles: Sequence[str]) -> str:
        """1 where a state has one of the roles, as an array."""
        counts = "+".join(f"COUNTIF({self.words(role)},{states})" for role in roles)
        return f"(({counts})>0)"

    def count(self, condition: str, roles: Sequence[str]) -> str:
        """How many cells of a state have one of the roles; `condition` goes before, as in COUNTIFS."""
        return "+".join(f"SUMPRODUCT(COUNTIFS({condition},{self.words(role)}))" for role in roles)

    def _write_words(self, spec: SheetSpec, role: StateRole) -> None:
        column, states = self._columns[role.value], column_ref(spec, "state")
        self.sheet.write_string(0, column, f"〔{role.value}〕")
        of = column_ref(spec, "of")
        tasks = f"(({of}={text(OF_TASKS)})+(LEN({of})=0)>0)"
        mine = f"({column_ref(spec, 'role')}={text(role.value)})*{tasks}*(LEN({states})>0)"
        for row in range(1, WORDS + 1):
            above = self.area(0, column, row - 1, column)
            found = f"INDEX({states},MATCH(1,{mine}*(COUNTIF({above},{states})=0),0))"
            self.write(row, column, f"IFERROR({found},{text(NONE)})", array=True)
        shipped = next(word for word, own in SHIPPED_STATES.items() if own is role)
        gone = f"SUMPRODUCT({tasks}*({states}={text(shipped)}))=0"
        self.write(WORDS + 1, column, f"IF({gone},{text(shipped)},{text(NONE)})")


def stage_is(spec: SheetSpec, stages: str, roles: Sequence[str]) -> str:
    """1 where a stage has one of the roles, as 环节与角色 says, as an array."""
    words, role = column_ref(spec, "stage"), column_ref(spec, "role")
    counts = "+".join(f"COUNTIFS({words},{stages},{role},{text(r)})" for r in roles)
    return f"(({counts})>0)"
