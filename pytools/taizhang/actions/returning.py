"""What a merge hands out: forms to correct, the one-page 汇总结果, the 催办 text to paste.

All of it is drawn from the plan of the merge, never read back from the sheets it wrote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from taizhang.actions.moment import Moment
from taizhang.actions.office import Office
from taizhang.actions.workplace import BULLETINS, INBOX, RETURNED, SENT
from taizhang.books.foreign.names import shown_name
from taizhang.core.filenames import file_stems, form_file, return_file
from taizhang.core.issues import Issue, show
from taizhang.core.merge.plan import MergePast, MergePlan
from taizhang.core.merge.register import Occasion, Register, register, reminders
from taizhang.core.returned.returning import reason, to_return
from taizhang.core.submission import Value

Faults = Mapping[str, tuple[Issue, ...]]


@dataclass(frozen=True, slots=True)
class HandOut:
    """The files that a merge made: forms that go back, pages for the office."""

    returned: tuple[Path, ...] = ()
    pages: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return (*self.returned, *self.pages)


def hand_out(plan: MergePlan, office: Office, past: MergePast, moment: Moment) -> HandOut:
    """Make all papers of a merge."""
    faults = _faults(plan)
    returned = _send_back(plan, faults, office, past, moment)
    pages = _tell_the_office(plan, faults, office, past, moment)
    return HandOut(tuple(returned), tuple(pages))


def _faults(plan: MergePlan) -> dict[str, tuple[Issue, ...]]:
    """What each form's unit has to correct, by file; nothing for most."""
    by_file: dict[str, list[Issue]] = {form.file: [] for form in plan.intake.forms}
    for issue in plan.issues:
        if issue.place.book in by_file:
            by_file[issue.place.book].append(issue)
    return {file: to_return(found, file) for file, found in by_file.items()}


def _send_back(
    plan: MergePlan, faults: Faults, office: Office, past: MergePast, moment: Moment
) -> list[Path]:
    """Write 退回/<期次>/ for each form with something to correct; forms put right since are removed."""
    folder = office.place.folder(RETURNED, past.period.id)
    if not any(faults.values()) and not any(folder.iterdir()):
        return []
    from taizhang.books.returns.build import Files, build_return
    from taizhang.books.returns.page import Letter

    forms, period = plan.intake.forms, past.period.id
    stems = file_stems([*(u.name for u in past.roster.units), *(f.identity.unit for f in forms)])
    inbox = {shown_name(p): p for p in office.place.folder(INBOX, period).rglob("*")}
    # a deadline that has passed is no deadline any more
    deadline = show(past.cutoff) if moment.now <= past.cutoff else ""
    letter = Letter(office.text("place"), office.text("contact"), deadline)
    written = []
    for form in forms:
        stem = stems[form.identity.unit]
        target = folder / return_file(stem, form.identity.period)
        wrong = faults[form.file]
        if not wrong:
            target.unlink(missing_ok=True)
            continue
        sent = office.place.folder(SENT, period) / form_file(stem, period)
        files = Files(inbox[form.file], sent if sent.is_file() else None)
        layout, created = office.ledger.layout, moment.utc
        if build_return(form, files, target, wrong, letter=letter, layout=layout, created=created):
            written.append(target)
    return written


def _tell_the_office(
    plan: MergePlan, faults: Faults, office: Office, past: MergePast, moment: Moment
) -> list[Path]:
    """Write 通报/汇总结果_<期次>.xlsx, one page, and 催办_<期次>.txt, ready to paste."""
    from taizhang.books.papers.merge_page import MergePage, build_merge_page, load_wording

    found = _register(plan, faults, past)
    deadline = show(past.cutoff)
    occasion = Occasion(
        past.period.label, deadline, office.text("place"), office.text("contact"), moment.now
    )
    messages = reminders(found, occasion, load_wording())
    folder = office.place.folder(BULLETINS)
    page, text = folder / f"汇总结果_{past.period.id}.xlsx", folder / f"催办_{past.period.id}.txt"
    build_merge_page(
        page,
        MergePage(
            place=office.text("place"),
            plan=office.text("plan"),
            period=past.period.label,
            deadline=deadline,
            now=moment.now,
            register=found,
            files=len(plan.intake.forms) + len(found.rejected),
            conflicts=_open_conflicts(plan, past),
            reminder=messages[0].text if messages else "",
        ),
    )
    rule = "\n" + "—" * 20 + "\n"
    text.write_text(rule.join(m.text for m in messages), encoding="utf-8-sig", newline="\r\n")
    return [page, text]


def _open_conflicts(plan: MergePlan, past: MergePast) -> Sequence[Mapping[str, Value]]:
    """Conflicts of the period that nobody has ruled on."""
    there = [
        r for r in past.tables["conflicts"].values
        if r["period"] == past.period.id and r["applied"] == ""
    ]  # fmt: skip
    return [*there, *plan.conflicts]


def _register(plan: MergePlan, faults: Faults, past: MergePast) -> Register:
    order = [u.name for u in past.roster.units]
    # every form, also with nothing wrong: a unit without an entry would be counted by its cells
    reasons = {f.identity.unit: [reason(i) for i in faults[f.file]] for f in plan.intake.forms}
    return register(plan.summary, order, reasons)
