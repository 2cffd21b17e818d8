"""What a merge hands out: forms to correct, the one-page 汇总结果, the 催办 text to paste.

All of it follows from the ledger and the files, whether this merge changed anything or not: what an
earlier one owed, because it was killed or a file was open, is made now, and what stands is left.
It is drawn from the plan of the merge, never read back from the sheets it wrote.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

from taizhang.books.foreign.names import shown_name
from taizhang.books.layout import WORDS
from taizhang.core.catalog import files as catalog
from taizhang.core.filenames import file_stems, form_file, return_file
from taizhang.core.issues import Issue, show
from taizhang.core.merge.plan import MergePast, MergePlan
from taizhang.core.merge.register import Occasion, Register, register, reminders
from taizhang.core.returned.returning import reason, to_return
from taizhang.core.submission import Form, Value
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.workplace import BULLETINS, INBOX, RETURNED, SENT
from wholefile import HeldError, whole

Faults = Mapping[str, tuple[Issue, ...]]


@dataclass(slots=True)
class HandOut:
    """The files that were made this time: forms that go back, pages for the office; what is owed."""

    returned: list[Path] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return (*self.returned, *self.pages)

    @contextmanager
    def making(self, target: Path) -> Iterator[None]:
        """Make one paper; one that cannot be written is owed, and stops no other."""
        try:
            yield
        except OSError as error:
            if isinstance(error, HeldError):
                error.kept.unlink(missing_ok=True)  # the next merge makes it again
            self.issues.append(catalog.PAPER_OWED.at(name=target.name))


@dataclass(frozen=True, slots=True)
class _Errand:
    """Whose papers these are: the plan, what it was made from, and the moment that they bear."""

    plan: MergePlan
    past: MergePast
    office: Office
    now: datetime
    faults: Faults
    made: HandOut


def hand_out(plan: MergePlan, office: Office, past: MergePast, moment: Moment) -> HandOut:
    """Make all papers of a merge that are not there as they should be."""
    # a merge that changes nothing says what the last one said, to the minute
    now = moment.now if plan.writes else past.last_merge or moment.now
    errand = _Errand(plan, past, office, now, _faults(plan), HandOut())
    _send_back(errand)
    _tell_the_office(errand)
    return errand.made


def _faults(plan: MergePlan) -> dict[str, tuple[Issue, ...]]:
    """What each form's unit has to correct, by file; nothing for most."""
    by_file: dict[str, list[Issue]] = {form.file: [] for form in plan.intake.forms}
    for issue in plan.issues:
        if issue.place.book in by_file:
            by_file[issue.place.book].append(issue)
    return {file: to_return(found, file) for file, found in by_file.items()}


def _send_back(errand: _Errand) -> None:
    """Write 退回/<期次>/ for each form with something to correct; forms put right since are removed."""
    past, made = errand.past, errand.made
    folder = errand.office.place.folder(RETURNED, past.period.id)
    if not any(errand.faults.values()) and not any(folder.iterdir()):
        return
    forms, period = errand.plan.intake.forms, past.period.id
    stems = file_stems([*(u.name for u in past.roster.units), *(f.identity.unit for f in forms)])
    inbox = {shown_name(p): p for p in errand.office.place.folder(INBOX, period).rglob("*")}
    for form in forms:
        stem = stems[form.identity.unit]
        target = folder / return_file(stem, form.identity.period)
        if not errand.faults[form.file]:
            with made.making(target):
                target.unlink(missing_ok=True)
            continue
        sent = errand.office.place.folder(SENT, period) / form_file(stem, period)
        _return(errand, form, target, (inbox[form.file], sent if sent.is_file() else None))


def _return(errand: _Errand, form: Form, target: Path, sources: tuple[Path, Path | None]) -> None:
    """Write one form that goes back, unless the one that is there says the same."""
    from taizhang.books.returns.basis import basis_from, basis_of

    wrong, office, until = errand.faults[form.file], errand.office, errand.past.cutoff
    # a deadline that has passed is no deadline any more
    letter = _sender(office), office.text("contact"), show(until) * (errand.now <= until)
    basis = basis_from((form.digest, *letter, *wrong, *_own_words(office)))
    if basis_of(target) == basis:
        return
    from taizhang.books.returns.build import Files, build_return
    from taizhang.books.returns.page import Letter

    files, layout = Files(*sources), office.ledger.layout
    with errand.made.making(target):
        written = build_return(
            form, files, target, wrong, letter=Letter(*letter), layout=layout,
            created=Moment(errand.now.date(), errand.now).utc, basis=basis,
        )  # fmt: skip
        if written:
            errand.made.returned.append(target)


def _sender(office: Office) -> str:
    """Who signs: the office by its name, where it gave one."""
    return office.text("office") or office.text("place")


def _own_words(office: Office) -> list[object]:
    """The words of the office on a form that goes back; nothing where it has those shipped."""
    if not office.templates.has_own(WORDS):
        return []
    return [*office.ledger.layout.form.returned.items()]


def _tell_the_office(errand: _Errand) -> None:
    """Write 通报/汇总结果_<期次>.xlsx, one page, and 催办_<期次>.txt, ready to paste."""
    from taizhang.books.papers.merge_page import MergePage, build_merge_page, load_wording

    past, office = errand.past, errand.office
    found = _register(errand)
    deadline, place, contact = show(past.cutoff), office.text("place"), office.text("contact")
    occasion = Occasion(past.period.label, deadline, _sender(office), contact, errand.now)
    messages = reminders(found, occasion, load_wording(office.templates))
    page = BytesIO()
    build_merge_page(
        page,
        MergePage(
            place=place,
            plan=office.text("plan"),
            period=past.period.label,
            deadline=deadline,
            now=errand.now,
            register=found,
            files=len(errand.plan.intake.forms) + len(found.rejected),
            conflicts=_open_conflicts(errand),
            reminder=messages[0].text if messages else "",
        ),
    )
    rule = "\r\n" + "—" * 20 + "\r\n"
    text = rule.join(m.text.replace("\n", "\r\n") for m in messages)
    folder, period = office.place.folder(BULLETINS), past.period.id
    _keep(errand.made, folder / f"汇总结果_{period}.xlsx", page.getvalue())
    _keep(errand.made, folder / f"催办_{period}.txt", text.encode("utf-8-sig"))


def _keep(made: HandOut, target: Path, content: bytes) -> None:
    """Write a page whole or not at all; one that is there already is not touched."""
    with made.making(target):
        if target.is_file() and target.read_bytes() == content:
            return
        with whole(target) as beside:
            beside.write_bytes(content)
        made.pages.append(target)


def _open_conflicts(errand: _Errand) -> Sequence[Mapping[str, Value]]:
    """Conflicts of the period that nobody has ruled on."""
    there = [
        r for r in errand.past.tables["conflicts"].values
        if r["period"] == errand.past.period.id and r["applied"] == ""
    ]  # fmt: skip
    return [*there, *errand.plan.conflicts]


def _register(errand: _Errand) -> Register:
    order = [u.name for u in errand.past.roster.units]
    # every form, also with nothing wrong: a unit without an entry would be counted by its cells
    reasons = {
        f.identity.unit: [reason(i) for i in errand.faults[f.file]]
        for f in errand.plan.intake.forms
    }
    return register(errand.plan.summary, order, reasons)
