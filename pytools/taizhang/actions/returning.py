"""What a merge hands out: forms to correct, the one-page 汇总结果, the 催办 text to paste."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from taizhang.actions.common import BULLETINS, INBOX, RETURNED, SENT, Moment, Office
from taizhang.core.filenames import file_stems, form_file, return_file
from taizhang.core.issues import Issue, show
from taizhang.core.merge.register import Occasion, Register, register, reminders
from taizhang.core.periods import Period
from taizhang.core.returned.returning import reason, to_return
from taizhang.core.submission import Form
from taizhang.core.units import roster_of

CHINA = timedelta(hours=8)  # a document's properties are in UTC


def send_back(
    office: Office, period: Period, forms: Sequence[Form], issues: Sequence[Issue], moment: Moment
) -> list[Path]:
    """Write 退回/<期次>/ for each form with something to correct; forms put right since are removed."""
    folder = office.place.folder(RETURNED, period.id)
    faults = _faults(forms, issues)
    if not any(faults.values()) and not any(folder.iterdir()):
        return []
    from taizhang.books.returns.build import Files, build_return
    from taizhang.books.returns.page import Letter

    units = [u.name for u in roster_of(office.ledger.values("units")).units]
    stems = file_stems([*units, *(form.identity.unit for form in forms)])
    inbox = {p.name: p for p in office.place.folder(INBOX, period.id).rglob("*")}
    # a deadline that has passed is no deadline any more
    until = office.cutoff(period)
    deadline = show(until) if moment.now <= until else ""
    letter = Letter(office.text("place"), office.text("contact"), deadline)
    written = []
    for form in forms:
        stem = stems[form.identity.unit]
        target = folder / return_file(stem, form.identity.period)
        wrong = faults[form.file]
        if not wrong:
            target.unlink(missing_ok=True)
            continue
        sent = office.place.folder(SENT, period.id) / form_file(stem, period.id)
        files = Files(inbox[form.file], sent if sent.is_file() else None)
        layout, created = office.ledger.layout, moment.now - CHINA
        if build_return(form, files, target, wrong, letter=letter, layout=layout, created=created):
            written.append(target)
    return written


def _faults(forms: Sequence[Form], issues: Sequence[Issue]) -> dict[str, tuple[Issue, ...]]:
    """What each form's unit has to correct, by file; nothing for most."""
    by_file: dict[str, list[Issue]] = {form.file: [] for form in forms}
    for issue in issues:
        if issue.place.book in by_file:
            by_file[issue.place.book].append(issue)
    return {file: to_return(found, file) for file, found in by_file.items()}


def tell_the_office(
    office: Office, period: Period, forms: Sequence[Form], issues: Sequence[Issue], moment: Moment
) -> list[Path]:
    """Write 通报/汇总结果_<期次>.xlsx, one page, and 催办_<期次>.txt, ready to paste."""
    from taizhang.books.papers.merge_page import MergePage, build_merge_page, load_wording

    found = _register(office, period, forms, issues)
    deadline = show(office.cutoff(period))
    occasion = Occasion(
        period.label, deadline, office.text("place"), office.text("contact"), moment.now
    )
    messages = reminders(found, occasion, load_wording())
    folder = office.place.folder(BULLETINS)
    page, text = folder / f"汇总结果_{period.id}.xlsx", folder / f"催办_{period.id}.txt"
    conflicts = [
        r for r in office.ledger.values("conflicts")
        if r["period"] == period.id and r["applied"] == ""
    ]  # fmt: skip
    build_merge_page(
        page,
        MergePage(
            place=office.text("place"),
            plan=office.text("plan"),
            period=period.label,
            deadline=deadline,
            now=moment.now,
            register=found,
            files=len(forms) + len(found.rejected),
            conflicts=conflicts,
            reminder=messages[0].text if messages else "",
        ),
    )
    rule = "\n" + "—" * 20 + "\n"
    text.write_text(rule.join(m.text for m in messages), encoding="utf-8-sig", newline="\r\n")
    return [page, text]


def _register(
    office: Office, period: Period, forms: Sequence[Form], issues: Sequence[Issue]
) -> Register:
    rows = [r for r in office.ledger.values("summary") if r["period"] == period.id]
    order = [u.name for u in roster_of(office.ledger.values("units")).units]
    # every form, also with nothing wrong: a unit without an entry would be counted by its cells
    faults = _faults(forms, issues)
    reasons = {f.identity.unit: [reason(i) for i in faults[f.file]] for f in forms}
    return register(rows, order, reasons)
