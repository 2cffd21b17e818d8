"""督办记录 as it stands: which rows are live, what they answer, who was called in how often.

A row that was struck or declared void stays for good: its cause does not come again, its number is
not given again. Rows of an older ledger say no state; they count as confirmed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.checks.phrases import is_nothing
from taizhang.core.duty.ladder import Ranks
from taizhang.core.submission import Row
from taizhang.core.tables import TableRow
from taizhang.core.units import split_names

PROPOSED, CONFIRMED, ISSUED, DONE = "建议", "确认", "签发", "办结"
STRUCK, VOID = "不采纳", "作废"
REFUSED = frozenset({STRUCK, VOID})
NOT_ISSUED = frozenset({PROPOSED, STRUCK, VOID})
FAILED = frozenset({"未落实", "反弹"})
SEPARATOR = "\n"


@dataclass(frozen=True)
class Record:
    """One row of 督办记录 with what others ask of it."""

    row: TableRow

    def text(self, key: str) -> str:
        """A cell as text."""
        return str(self.row.values.get(key, ""))

    def day(self, key: str) -> date | None:
        """A cell as a day, None where it is none."""
        value = self.row.values.get(key, "")
        return value if isinstance(value, date) else None

    @property
    def state(self) -> str:
        """建议, 确认 …; an older row is a confirmed one."""
        return self.text("duty_state") or (ISSUED if self.text("number") else CONFIRMED)

    @property
    def live(self) -> bool:
        """Whether it holds: neither struck nor void."""
        return self.state not in REFUSED

    @property
    def kinds(self) -> tuple[str, ...]:
        """The way of supervising; a proposal may name several."""
        return split_names(self.text("supervision"))

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks that it is about."""
        return split_names(self.text("task_id"))

    @property
    def causes(self) -> frozenset[str]:
        """What it was proposed for."""
        return frozenset(filter(None, self.text("cause").split(SEPARATOR)))

    @property
    def began(self) -> date | None:
        """The day of issue, or of the row where it says none."""
        return self.day("issued") or self.day("when")

    def began_by(self, day: date | None) -> bool:
        """Whether it went out by that day; never where there is none."""
        began = self.began
        return day is not None and began is not None and began <= day

    @property
    def period(self) -> str:
        """The period it was proposed in; an older row says it in 备注."""
        return self.text("period") or self.text("note")

    @property
    def name(self) -> str:
        """What other rows call it: its number, or day, kind, unit and task."""
        parts = (self.text(k) for k in ("when", "supervision", "unit", "task_id"))
        return self.text("number") or "·".join(filter(None, parts))

    @property
    def answered(self) -> bool:
        """Whether the unit has replied."""
        return self.day("replied") is not None or not is_nothing(self.text("reply"))

    def answered_by(self, day: date) -> bool:
        """Whether the unit had replied by that day; a reply without a day always counts."""
        replied = self.day("replied")
        return self.answered and (replied is None or replied <= day)

    def ignored(self, on: date) -> bool:
        """Whether nothing came of it: no reply in time, or a 回头看 that it did not pass."""
        if self.state in NOT_ISSUED or self.state == DONE:
            return False
        due = self.day("reply_due") or self.day("rectify_by")
        overdue = due is not None and due < on and not self.answered
        return overdue or self.text("review") in FAILED


def records_of(rows: Iterable[TableRow]) -> list[Record]:
    """The rows that are of use, in the order of the sheet."""
    return [record for row in rows if (record := Record(row)).kinds]


def times_in_year(
    records: Iterable[Record], kind: str, unit: str, on: date, but: Record | None = None
) -> int:
    """How many live papers of that kind the unit had before in the calendar year of `on`.

    Proposals nobody has confirmed yet do not count.
    """
    return sum(
        1 for r in records
        if r is not but and r.live and r.state != PROPOSED and kind in r.kinds
        and r.text("unit") == unit and (day := r.began) is not None
        and day.year == on.year and day <= on
    )  # fmt: skip


def presider(rule: Row, papers: Row, times: int) -> str:
    """Who presides over the n-th of the year: 分管 the first time, higher from the second on.

    >>> presider({"presider": "分管领导", "presider_again": "主要负责同志"}, {}, 2)
    '主要负责同志'
    """
    again = str(rule.get("presider_again", "")) if times > 1 else ""
    return again or str(rule.get("presider", "")) or str(papers.get("presider", ""))


def covered(
    records: Sequence[Record], whose: tuple[str, str, str], rank: int, ranks: Ranks
) -> bool:
    """Whether the unit has, for that task and period, a row at least as grave; struck ones too.

    `whose` are unit, task and period.
    """
    unit, task_id, period = whose
    return any(
        r.period == period and r.text("unit") == unit
        and (task_id in r.tasks if task_id else not r.tasks)
        and max(map(ranks, r.kinds)) >= rank
        for r in records
    )  # fmt: skip
