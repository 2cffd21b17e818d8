"""Who has reported: the register of a period out of 汇总结果, and the words to remind the others.

应报 is who was sent a form; each of them is in exactly one of five lists, so the figures add up.
Nothing is read or written here; the wording comes in as an argument (templates/reminder.toml).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from taizhang.core.columns import Key
from taizhang.core.issues import show
from taizhang.core.periods import BLANK, LATE, MISSING, NOT_TAKEN, ON_TIME, WAITING
from taizhang.core.tables import KeyedRow
from taizhang.core.values.settled import join_names

MOST_REASONS = 5  # in a message to one unit; the rest stands in the form that went back
NOTHING: Mapping[str, Sequence[str]] = {}


class Rejected(NamedTuple):
    """A file that was not merged, why, and whose it is as far as its name or note tells."""

    file: str
    reason: str
    unit: str = ""


class UnitToCorrect(NamedTuple):
    """A unit with cells to correct: how many, and what is wrong with them."""

    unit: str
    cells: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """How the units of a period stand, in the roster's order.

    `extra` reported without having been asked and count nowhere else. `received` is when.
    """

    on_time: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    returned: tuple[UnitToCorrect, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    received: Mapping[str, datetime] = field(default_factory=dict)
    taken: int = 0
    conflicts: int = 0

    @property
    def filed(self) -> int:
        """已报: a file came, on time or late, with something in it or not."""
        return len(self.on_time) + len(self.late) + len(self.blank)

    @property
    def absent(self) -> tuple[str, ...]:
        """Units of which no file is merged, whether their time is up or not."""
        return (*self.missing, *self.waiting)

    @property
    def due(self) -> int:
        """应报: who was asked."""
        return self.filed + len(self.absent)

    @property
    def rate(self) -> float | None:
        """报送率 as a share; None where nobody was asked."""
        return self.filed / self.due if self.due else None

    @property
    def unusable(self) -> tuple[Rejected, ...]:
        """Rejected files of units that have no other: these have to send again."""
        absent = dict.fromkeys(self.absent)
        found = {r.unit: r for r in self.rejected if r.unit in absent}
        return tuple(found[unit] for unit in absent if unit in found)

    @property
    def silent(self) -> tuple[str, ...]:
        """Units of which nothing came at all."""
        sent = {r.unit for r in self.unusable}
        return tuple(unit for unit in self.absent if unit not in sent)

    @property
    def to_correct(self) -> tuple[UnitToCorrect, ...]:
        """Returned forms that hold something; an empty one needs no list of its cells."""
        return tuple(r for r in self.returned if r.unit not in self.blank)


def register(
    rows: Iterable[KeyedRow], order: Sequence[str], reasons: Mapping[str, Sequence[str]] = NOTHING
) -> Register:
    """The register out of one period's rows of 汇总结果.

    `order` names the units of the roster. `reasons` are, by unit, what is to be corrected in its
    file, one text a cell; of a unit that is not in it the number of refused cells counts.
    """
    rows = list(rows)
    at = {unit: i for i, unit in enumerate(order)}
    units = sorted((r for r in rows if r.get("unit")), key=lambda r: at.get(_unit(r), len(at)))
    asked = [r for r in units if r.get("due_tasks", "") != ""]
    names = sorted(map(_unit, units), key=len, reverse=True)
    return Register(
        **{key: _units(asked, timing) for key, timing in TIMINGS.items()},
        extra=tuple(_unit(r) for r in units if r not in asked),
        returned=tuple(found for r in units if (found := _returned(r, reasons)).cells),
        rejected=tuple(_rejected(r, names) for r in rows if r["timing"] == NOT_TAKEN),
        received=_received(units),
        taken=sum(_count(r, "taken") for r in units),
        conflicts=sum(_count(r, "conflicts") for r in units),
    )


TIMINGS = {
    "on_time": ON_TIME, "late": LATE, "blank": BLANK, "missing": MISSING, "waiting": WAITING,
}  # fmt: skip


def _unit(row: KeyedRow) -> str:
    return str(row["unit"])


def _units(rows: Iterable[KeyedRow], timing: str) -> tuple[str, ...]:
    """Units of that timing; one that is not known yet is waited for."""
    return tuple(_unit(r) for r in rows if (r["timing"] or WAITING) == timing)


def _received(rows: Iterable[KeyedRow]) -> dict[str, datetime]:
    return {_unit(r): when for r in rows if isinstance(when := r.get("received"), datetime)}


def _count(row: KeyedRow, key: Key) -> int:
    value = row.get(key)
    return int(value) if isinstance(value, int | float) else 0


def _returned(row: KeyedRow, reasons: Mapping[str, Sequence[str]]) -> UnitToCorrect:
    unit = _unit(row)
    known = tuple(reasons.get(unit, ()))
    return UnitToCorrect(unit, len(known) if unit in reasons else _count(row, "refused"), known)


def _rejected(row: KeyedRow, names: Sequence[str]) -> Rejected:
    """The unit is the one that the note begins with, or the one whose name is in the file's."""
    file, note = str(row.get("file", "")), str(row.get("note", ""))
    head, _, rest = note.partition("：")
    if head in names:
        return Rejected(file, rest, head)
    return Rejected(file, note, next((name for name in names if name in file), ""))


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of templates/reminder.toml; each may name the values of its occasion."""

    before: str
    after: str
    correct: str
    complete: str
    silent_before: str
    silent_after: str
    blank: str
    returned: str
    rejected: str
    contact: str
    unit_before: str
    unit_after: str
    unit_blank: str
    unit_returned: str
    unit_rejected: str
    reason: str
    more: str


class Reminder(NamedTuple):
    """A text ready to paste; `unit` is "" for the one to all."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the sentences may name besides the units."""

    period: str
    deadline: str
    place: str
    contact: str
    now: datetime

    @property
    def values(self) -> dict[str, object]:
        """By the names used in the wording."""
        return {
            "period": self.period, "deadline": self.deadline, "place": self.place,
            "contact": self.contact, "now": show(self.now), "day": show(self.now.date()),
        }  # fmt: skip


def reminders(register: Register, occasion: Occasion, words: Wording) -> tuple[Reminder, ...]:
    """The message to all, then those to single units: silent, unusable, blank, to correct.

    Where nobody was asked there is no message to all.
    """
    values = occasion.values
    one = words.unit_after if register.missing else words.unit_before
    singles = [
        *(Reminder(u, one.format(unit=u, **values)) for u in register.silent),
        *(Reminder(r.unit, words.unit_rejected.format(**r._asdict(), **values))
          for r in register.unusable),
        *(Reminder(u, words.unit_blank.format(unit=u, **values)) for u in register.blank),
        *(Reminder(r.unit, _correct(r, values, words)) for r in register.to_correct),
    ]  # fmt: skip
    tail = words.contact.format(**values) if occasion.contact else ""
    whole = [Reminder("", _to_all(register, values, words))] if register.due else []
    return tuple(Reminder(r.unit, _signed(r.text, tail, occasion)) for r in (*whole, *singles))


def _to_all(register: Register, values: Mapping[str, object], words: Wording) -> str:
    """The message that everybody may read: names and counts, no particulars of cells."""
    silent = words.silent_after if register.missing else words.silent_before
    told = (
        (silent, register.silent),
        (words.rejected, [f"{r.unit}（{r.reason.rstrip('。')}）" for r in register.unusable]),
        (words.blank, register.blank),
        (words.returned, [f"{r.unit}（{r.cells}处）" for r in register.to_correct]),
    )
    said = [
        text.format(count=len(names), units=join_names(names), **values)
        for text, names in told
        if names
    ]
    opening = _opening(register, said, words).format(due=register.due, **values)
    return "\n".join([opening, *said])


def _opening(register: Register, said: Sequence[str], words: Wording) -> str:
    if register.missing:
        return words.after
    if register.waiting:
        return words.before
    return words.correct if said else words.complete


def _correct(returned: UnitToCorrect, values: Mapping[str, object], words: Wording) -> str:
    shown = returned.reasons[:MOST_REASONS]
    lines = [words.reason.format(number=i, reason=text) for i, text in enumerate(shown, start=1)]
    left = returned.cells - len(shown)
    if shown and left > 0:
        lines.append(words.more.format(count=left))
    return words.unit_returned.format(
        unit=returned.unit, count=returned.cells, reasons="\n".join(["", *lines, ""]), **values
    )


def _signed(text: str, tail: str, occasion: Occasion) -> str:
    """The text with whom to ask, and on lines of their own who writes and when."""
    return "\n".join(filter(None, (text, tail, occasion.place, show(occasion.now.date()))))
