"""Mangle a form by number, read it, and compare with what was meant.

The same number gives the same form. A wrong value that may be taken is a fault, and so is a cell
that is neither read nor named in an issue.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from taizhang.books.reading.form import read_form, read_sent
from taizhang.core.issues import Issue, Severity
from taizhang.core.schema import BLANK_KEEP
from taizhang.core.submission import Answer, Form, Refusal, Sent, Value
from taizhang.core.values.settled import same
from tests.mangling import kinds
from tests.mangling.draft import ASK, LAYOUT, Draft, Spot, fill, save, start, template
from tests.mangling.elsewhere import BOOK, ELSEWHERE
from tests.mangling.sample import KEY

TEMPLATES = 8
STEPS = (
    (kinds.CALENDARS, 0.05), (kinds.WRITINGS, 0.8), (kinds.ROWS, 0.6), (kinds.SHEETS, 0.25),
    (kinds.HEADS, 0.6), (ELSEWHERE, 0.4), (kinds.FILES, 0.3),
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What became of one form's cells; `faults` names the wrong and the silent ones."""

    name: str
    right: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)
    refused: str = ""


def mangled(
    number: int, chosen: Sequence[kinds.Kind] | None = None
) -> tuple[Draft, list[kinds.Kind]]:
    """The draft of form `number`, with these kinds or with some of each step."""
    rng = Random(number)
    draft = start(number % TEMPLATES)
    fill(draft, rng)
    if chosen is None:
        chosen = [rng.choice(group) for group, share in STEPS if rng.random() < share]
    for kind in chosen:
        kind(draft, rng)
    return draft, list(chosen)


def try_form(number: int, folder: Path, chosen: Sequence[kinds.Kind] | None = None) -> Outcome:
    """Mangle, write, read and judge one form."""
    draft, done = mangled(number, chosen)
    path = save(draft, folder, f"{draft.content.identity.unit}_{number:05}")
    forgotten = number % 3 == 0 and not kinds.NEED_BASE & set(done)
    known = [] if forgotten else [sent_out(draft.number, folder)]
    reading = read_form(path, layout=LAYOUT, key=KEY, known=known)
    path.unlink()
    return judge(f"{number} {'+'.join(k.__name__ for k in done)}", draft, reading)


def sent_out(number: int, folder: Path) -> Sent:
    """What the ledger remembers of the form it sent."""
    path = folder / f"sent{number}.xlsx"
    if not path.exists():  # another process may be writing it: whole or not at all
        beside = folder / f"sent{number}.{os.getpid()}"
        beside.write_bytes(template(number))
        beside.replace(path)
    sent = read_sent(path)
    assert sent is not None
    return sent


def judge(name: str, draft: Draft, reading: Form | Refusal) -> Outcome:
    """Compare every cell that was to be filled with what was meant by it."""
    outcome = Outcome(name)
    if isinstance(reading, Refusal):
        outcome.refused = reading.issues[0].code
        return outcome
    answers = {(a.sheet, a.row_key, a.column): a for a in reading.answers}
    if len(answers) != len(reading.answers):
        outcome.faults.append("two answers for one cell")
    outcome.faults += [f"{spot}: nobody asked" for spot in answers if spot not in draft.truth]
    for spot, meant in draft.truth.items():
        answer = answers.get(spot)
        if answer is not None and answer.usable:
            if meant != ASK and (same(answer.theirs, meant) or _says_nothing(answer, meant)):
                outcome.right += 1
            else:
                outcome.faults.append(f"{spot} {answer.raw!r}: {answer.theirs!r} for {meant!r}")
        elif is_named(spot, answer, reading):
            outcome.asked += 1
        else:
            outcome.faults.append(f"{spot}: lost without a word")
    outcome.faults += [f"{token}: not quoted" for token in _unquoted(draft, reading)]
    return outcome


def _unquoted(draft: Draft, form: Form) -> list[str]:
    """What was said elsewhere and is still in the file, but in no issue and no row to claim."""
    gone = {BOOK} if draft.by_hand or draft.encoding else set()
    told = "".join(issue.message for issue in form.every_issue)
    told += "".join(str(v) for row in form.unclaimed for v in row.values.values())
    return [token for token, where in draft.said if where not in gone and token not in told]


def _says_nothing(answer: Answer, meant: Value) -> bool:
    """A blank and the value that was sent are the same where a blank keeps it."""
    spec = next(s for s in LAYOUT.form.sheets if s.key == answer.sheet)
    keeps = spec[answer.column].blank == BLANK_KEEP
    return keeps and {answer.theirs, meant} == {"", answer.base}


def is_named(spot: Spot, answer: Answer | None, form: Form) -> bool:
    """Whether an issue tells why this cell is not taken."""
    if answer is not None and answer.issue is not None:
        return True
    sheet, key, column = spot
    spec = next(s for s in LAYOUT.form.sheets if s.key == sheet)
    words = {key, spec.label, spec[column].label}
    if not form.based and any(issue.code == "F214" for issue in form.issues):
        return True  # whose row it is nobody can say then
    return any(_names(issue, words) for issue in form.issues)


def _names(issue: Issue, words: Iterable[str]) -> bool:
    if issue.severity is Severity.NOTE:
        return False
    told = {issue.place.key, *(part for _, text in issue.values for part in text.split("、"))}
    return bool(told & set(words))
