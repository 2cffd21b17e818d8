"""Check the whole ledger against the rules of 校验规则, as severe as the office wants them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import xlwings as xw

from taizhang.books.layout import OPTIONS, load_layout
from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.checks import (
    CheckedRow,
    LedgerView,
    Levels,
    TableHead,
    check_ledger,
    ledger_view,
    read_levels,
    rows_of,
)
from taizhang.core.checks.words import unknown_words
from taizhang.core.duty.plan import found_by_check
from taizhang.core.issues import Issue, Place
from taizhang.core.periods import years_asked
from taizhang.core.roles import Roles, roles_of
from taizhang.core.tables import LedgerRows
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report
from taizhang.office.shelf import asked_of_years

LOOKED_AT = (
    "tasks", "nodes", "problems", "closings", "extensions", "clues", "loop_stages", "loop_limits",
    "units", "settings", "reports", "supervision", "meetings", "visits", "lamp_rules",
    "stage_words", "verdicts", "curves", "supervise_rules", "holidays", "placeholders",
    "instructions", "inspections", "refusals", "acceptances", "teams", "registers", "limits",
)  # fmt: skip


def check(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Put all that is found on 校验结果, with a link to each cell; the ledger stays as it is."""
    office = Office(book)
    levels = levels_of(office)
    desk.progress("校验台账", 1, 2)
    issues = [*levels.apply(check_ledger(view_of(office, moment.on))), *levels.issues]
    more = [*duty_issues(office), *calendar_issues(office, moment.on)]
    more += word_issues(office)
    asked = [i for i in asked_of_years(office, moment.on) if i.rule is world.YEARS_TO_CLOSE]
    issues = [*office.say([*issues, *more, *asked])]
    office.show(issues)
    desk.progress("校验台账", 2, 0)
    counts = Counter(i.severity.value for i in issues)
    facts = [told.FOUND.of(count=len(issues)) if issues else told.CHECKED.of()]
    facts += [
        told.COUNTED.of(name=level, count=n, measure="处") for level, n in counts.most_common()
    ]
    data = {"found": dict(counts), "codes": dict(Counter(i.code for i in issues))}
    return Report("check", tuple(facts), tuple(issues), data=data)


def duty_issues(office: Office) -> list[Issue]:
    """What is wrong with 督办规则 and 督办记录."""
    layout = office.ledger.layout
    tables = office.read("supervise_rules", "supervision")
    kinds = layout.lists["supervisions"]
    return found_by_check(tables, office.text("ladder"), layout.ladders, kinds)


def calendar_issues(office: Office, on: date) -> list[Issue]:
    """One finding for the years whose holidays neither the program nor 节假日 knows."""
    workdays, table = office.workdays(), office.ledger["holidays"]
    dues = [d for r in office.ledger.values("tasks") if isinstance(d := r["due"], date)]
    years = [y for y in years_asked(on, office.period(), dues) if not workdays.knows(y)]
    place = Place(sheet=table.sheet.name)
    return [world.HOLIDAYS_MISSING.at(place, year="、".join(map(str, years)))] if years else []


def word_issues(office: Office) -> Iterator[Issue]:
    """Words of drop-down lists that the program does not know, each list named by its columns."""
    layout, shipped = office.ledger.layout, load_layout(templates=office.templates)
    names: dict[str, str] = {}
    for spec in layout.sheets.values():
        for column in spec.columns:
            if column.list:
                names.setdefault(column.list, column.label)
    yield from unknown_words(layout.lists, shipped.lists, names, Place(sheet=OPTIONS))


def view_of(office: Office, on: date, reports: LedgerRows | None = None) -> LedgerView:
    """The ledger as the checks see it; `reports` are those that matter, else all."""
    roles = roles_of(office.ledger.values("lamp_rules"), office.ledger.values("stage_words"))
    sheets = {
        key: _rows(reports if key == "reports" and reports else office.ledger[key].view(), roles)
        for key in LOOKED_AT
        if key in office.ledger
    }
    return ledger_view(sheets, office.ledger.layout.lists, on)


def _rows(table: LedgerRows, roles: Roles) -> tuple[CheckedRow, ...]:
    head = TableHead(table.sheet, table.spec, table.letters, roles)
    return rows_of(head, ((r.number, r.values) for r in table.rows))


def levels_of(office: Office) -> Levels:
    """The severities that the office chose."""
    table = office.ledger["severities"]
    return read_levels((table.place(r.number, "office"), r.values) for r in table.rows)
