"""Mangle a form by number, read it, and compare with what was meant.

The same number gives the same form. A wrong value that may be taken is a fault, and so is a cell
that is neither read nor named in an issue.
"""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from taizhang.books.reading.form import read_form, read_sent
from taizhang.core.issues import Issue, Severity
from taizhang.core.returned.intake import WHOLE
from taizhang.core.schema import BLANK_KEEP
from taizhang.core.submission import Answer, Form, Refusal, Sent, Value
from taizhang.core.tables import key_text
from taizhang.core.values.settled import same
from tests.mangling import kinds
from tests.mangling.draft import ASK, LAYOUT, Draft, Spot, fill, save, start, template
from tests.mangling.elsewhere import BOOK, ELSEWHERE
from tests.mangling.packages import PACKAGES
from tests.mangling.producers import OPENPYXL, Producer
from tests.mangling.sample import KEY

TEMPLATES = 8
STEPS = (
    (kinds.CALENDARS, 0.05), (kinds.WRITINGS, 0.8), (kinds.ROWS, 0.6), (kinds.SHEETS, 0.25),
    (kinds.HEADS, 0.6), (ELSEWHERE, 0.4), (kinds.FILES, 0.3), (PACKAGES, 0.25),
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What became of one form's cells; `faults` names the wrong and the silent ones."""

    name: str
    right: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)
    refused: str = ""


class Task(NamedTuple):
    """A form by number, with these kinds or with some of each step."""

    number: int
    chosen: tuple[kinds.Kind, ...] | None = None


def mangled(task: Task, producer: Producer = OPENPYXL) -> tuple[Draft, list[kinds.Kind]]:
    """The draft of a form, and what was done to it."""
    rng = Random(task.number)
    draft = start(task.number % TEMPLATES, producer)
    fill(draft, rng)
    chosen = task.chosen
    if chosen is None:
        chosen = tuple(rng.choice(group) for group, share in STEPS if rng.random() < share)
    for kind in chosen:
        kind(draft, rng)
    return draft, list(chosen)


def try_forms(tasks: Sequence[Task], folder: Path, producer: Producer = OPENPYXL) -> list[Outcome]:
    """Mangle and type forms, have a program save them, read and judge each."""
    place = Path(tempfile.mkdtemp(dir=folder))
    drafts = [mangled(task, producer) for task in tasks]
    paths = written([draft for draft, _ in drafts], tasks, place)
    found = [
        _judged(task, draft, done, path)
        for task, (draft, done), path in zip(tasks, drafts, paths, strict=True)
    ]
    shutil.rmtree(place)
    return found


def written(drafts: Sequence[Draft], tasks: Sequence[Task], place: Path) -> list[Path]:
    """The files of the drafts, in order, as the program saved them; texts go by no program."""
    typed, saved = place / "typed", place / "saved"
    for folder in (typed, saved):
        folder.mkdir()
    names = [
        f"{d.content.identity.unit}_{t.number:05}_{i}"
        for i, (d, t) in enumerate(zip(drafts, tasks, strict=True))
    ]
    paths = [
        save(replace(d, suffix="") if not d.encoding else d, typed, n)
        for d, n in zip(drafts, names, strict=True)
    ]
    books = [path for path, draft in zip(paths, drafts, strict=True) if not draft.encoding]
    if books:
        drafts[0].producer.save(books, saved, drafts[0].producer.kind)
    return [
        path if draft.encoding else _finished(draft, saved / f"{path.stem}.{draft.producer.kind}")
        for path, draft in zip(paths, drafts, strict=True)
    ]


def _finished(draft: Draft, path: Path) -> Path:
    """The file with its package as rarer programs write it, under the suffix it was given."""
    if draft.producer.kind == "xlsx":
        for step in draft.package:
            path.write_bytes(step(path.read_bytes()))
    return path.rename(path.with_suffix(draft.suffix)) if draft.suffix else path


def _judged(task: Task, draft: Draft, done: Sequence[kinds.Kind], path: Path) -> Outcome:
    forgotten = task.number % 3 == 0 and not kinds.NEED_BASE & set(done)
    known = [] if forgotten else [sent_out(draft.number)]
    reading = read_form(path, layout=LAYOUT, key=KEY, known=known)
    path.unlink()
    kinds_done = "+".join(k.__name__ for k in done)
    return judge(
        f"{task.number} {draft.producer.name} {draft.producer.kind} {kinds_done}", draft, reading
    )


@cache
def sent_out(number: int) -> Sent:
    """What the ledger remembers of the form it sent."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent.xlsx"
        path.write_bytes(template(number))
        sent = read_sent(path)
    assert sent is not None
    return sent


def judge(name: str, draft: Draft, reading: Form | Refusal) -> Outcome:
    """Compare every cell that was to be filled with what was meant by it."""
    outcome = Outcome(name)
    if isinstance(reading, Refusal):
        outcome.refused = reading.issues[0].code
        return outcome
    whole = [i for i in reading.issues if i.severity is Severity.ERROR and i.code.startswith(WHOLE)]
    if whole and whole[0].code != "F122":  # the intake sets it aside; nobody was told of any unit
        outcome.refused = whole[0].code
        return outcome
    answers = {(a.sheet, key_text(a.sheet, a.row_key), a.column): a for a in reading.answers}
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
