"""五个一: one task, one leader, one team, one chart, to the end; what of it a task still lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from taizhang.core.catalog import planning as catalog
from taizhang.core.issues import Issue, Rule
from taizhang.core.roles import roles_of
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows
from taizhang.core.units import split_names

READ = ("tasks", "nodes", "stage_words")


@dataclass(frozen=True, slots=True)
class Five:
    """One of the five: what it is called, what the ledger has of it; blank where it has nothing."""

    label: str
    text: str
    rule: Rule
    column: str

    @property
    def there(self) -> bool:
        """Whether the task has it."""
        return bool(self.text)


# label, the columns that answer it (the first that is filled in), the rule where none is
ONES = (
    ("一项任务", ("name",), catalog.NAME_MISSING),
    ("一名领导", ("leader",), catalog.LEADER_MISSING),
    ("一个团队", ("team",), catalog.TEAM_MISSING),
    ("一张图表", ("nodes",), catalog.CHART_MISSING),
    ("一抓到底", ("method",), catalog.METHOD_MISSING),
)


def five_of(task: Mapping[str, str]) -> tuple[Five, ...]:
    """Return the five of a task, whose `nodes` are the names of its milestones."""
    return tuple(
        Five(label, next((task[k] for k in keys if task.get(k, "").strip()), ""), rule, keys[0])
        for label, keys, rule in ONES
    )


def rows_of_five(tables: Mapping[str, LedgerRows]) -> Iterator[tuple[int, tuple[Five, ...]]]:
    """Yield Excel's row and the five of each open task."""
    nodes: dict[str, list[str]] = {}
    for node in tables["nodes"].values:
        nodes.setdefault(str(node["task_id"]), []).append(str(node["node"]))
    roles = roles_of(stages=tables["stage_words"].values)
    for row in tables["tasks"].rows:
        if row["task_id"] and not roles.has_closed(row.values):
            texts = {key: _text(value) for key, value in row.values.items()}
            yield row.number, five_of(texts | {"nodes": "、".join(nodes.get(texts["task_id"], ()))})


def lacks_of_five(tables: Mapping[str, LedgerRows]) -> Iterator[Issue]:
    """Yield what each open task lacks of the five; two leaders are not one."""
    table = tables["tasks"]
    for number, found in rows_of_five(tables):
        for one in found:
            column = "task_id" if one.column == "nodes" else one.column
            place = table.place(number, column)
            if not one.there:
                yield one.rule.at(place)
            elif one.column == "leader" and len(split_names(one.text)) > 1:
                yield catalog.LEADERS_SEVERAL.at(place, found=one.text)


def _text(value: Value) -> str:
    return str(value).strip()
