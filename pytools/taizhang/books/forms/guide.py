"""The first page of a form: whom it is for, until when, whom to ask, how to fill it in.

One portrait A4 page. It also holds the three cells that say who filled the form in, and, in
words, the identity by which a form whose hidden sheet was lost can still be recognised.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import Worksheet

from taizhang.books.forms.words import (
    CONTACT,
    DEADLINE,
    FILLED_BY,
    FILLED_ON,
    FORM_ID,
    HOW,
    LEDGER_ID,
    LOOKS,
    NODES,
    PERIOD,
    PHONE,
    SENT_BACK,
    SIGN,
    TASKS,
    TO_SHEET,
    UNIT,
    WHEN,
    more_step,
)
from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import Link
from taizhang.books.sheets.measure import column_points
from taizhang.books.sheets.page import Page, new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen, Props
from taizhang.core.schema import Layout
from taizhang.core.submission import CO, EACH, LEAD, FormContent

WIDTHS = (6.0, 12.0, 25.0, 6.0, 12.0, 25.0)
LAST_STEPS = -2  # how to handle the file comes last
# columns shared out: a label over two and its value, a swatch and two, one column and the rest
LABELLED, SWATCH, WIDE = (2, 1), (1, 2), (1, 5)


def words(form: FormContent) -> dict[str, str]:
    """What the texts of the template may name, ready to show."""
    return {
        "unit": form.identity.unit,
        "period": form.identity.period,
        "place": form.place,
        "plan": form.plan,
        "deadline": form.deadline or "以通知为准",
    }


def write_guide(sheet: Worksheet, pen: Pen, form: FormContent, layout: Layout) -> None:
    """Fill the sheet; the order below is the order on the page."""
    texts = layout.form.texts
    how = Print(numbered=False)
    page = new_page(pen, sheet, how, list(map(column_points, WIDTHS)), whole=True)
    page.rhythm = (8.0, 26.0, 5.0)
    page.band(texts["heading"], size=16, points=46)
    page.strip("　".join(filter(None, (form.place, form.plan))), points=26)
    page.section(WHEN)
    page.facts(_facts(form), shares=LABELLED)
    page.section(SIGN)
    page.blanks({label: _blank(label) for label in (FILLED_BY, PHONE, FILLED_ON)}, shares=(1, 2))
    if labels := texts.get("signs", ()):
        page.gap(6)
        page.facts([(label, "") for label in labels], shares=LABELLED, least=30)
    if form.returned:
        page.section(SENT_BACK)
        page.steps(list(form.returned), shares=WIDE, least=24)
    page.section(HOW)
    _links(page, layout, form)
    page.steps(_steps(form, layout.form.texts), shares=WIDE, least=24)
    page.section(LOOKS)
    colours = [("", c["mean"], c["look"], {"locked": True}) for c in texts["colours"]]
    page.legend(colours, shares=SWATCH)
    page.legend(
        [(r["role"], r["mean"], "label", {}) for r in texts["roles"]], across=1, shares=WIDE
    )
    _foot(page, form)
    page.finish()
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_tab_color(theme.RED)
    sheet.activate()


def _steps(form: FormContent, texts: Mapping[str, Any]) -> list[str]:
    """How to fill it in; of the sheets that this form does not have nothing is said."""
    steps = [text.format(**words(form)) for text in texts["steps"]]
    more = more_step(texts, [key for key, rows in form.more.items() if rows])
    return [*steps[:LAST_STEPS], *([more] if more else []), *steps[LAST_STEPS:]]


def _facts(form: FormContent) -> list[tuple[str, str]]:
    roles = Counter(str(task.get("role", "")) for task in form.tasks)
    tasks = "、".join(f"{role}{roles[role]}项" for role in (LEAD, EACH, CO) if roles[role])
    return [
        (UNIT, form.identity.unit),
        (PERIOD, form.identity.period),
        (DEADLINE, words(form)["deadline"]),
        (CONTACT, form.contact or "督查室"),
        (TASKS, tasks or "无"),
        (NODES, f"{len(form.nodes)}个" if form.nodes else "无"),
    ]


def _blank(label: str) -> Props:
    return {"num_format": "yyyy-mm-dd" if label == FILLED_ON else "@"}


def _links(page: Page, layout: Layout, form: FormContent) -> None:
    page.next(28)
    more = [spec for spec in layout.form.more if form.more.get(spec.key)]
    specs = (layout.form.tasks, layout.form.nodes, *more)
    for at in range(0, len(specs), 2):
        if at:
            page.gap(3)
            page.next(24)
        for place, spec in zip(page.shared((1, 1)), specs[at : at + 2], strict=False):
            text = TO_SHEET.format(label=spec.label, count=len(form.rows[spec.key]))
            page.link(*place, Link(text, f"'{spec.label}'!A1"))
    page.gap(5)


def _foot(page: Page, form: FormContent) -> None:
    """Identity in words, label and value in cells of their own."""
    who = form.identity
    page.gap(8)
    page.next(16)
    places = page.shared(LABELLED * 2)
    for place, text in zip(places, (LEDGER_ID, who.ledger_id, FORM_ID, who.form_id), strict=True):
        page.put(*place, text, "note", font_size=8)
