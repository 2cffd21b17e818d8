"""The first page of a form: whom it is for, until when, whom to ask, how to fill it in.

One portrait A4 page. It also holds the three cells that say who filled the form in, and, in
words, the identity by which a form whose hidden sheet was lost can still be recognised.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from taizhang.books.forms.look import Pen
from taizhang.books.forms.words import (
    FILLED_BY,
    FILLED_ON,
    FORM_ID,
    LEDGER_ID,
    PERIOD,
    PHONE,
    UNIT,
)
from taizhang.books.sheets import theme
from taizhang.core.schema import Layout
from taizhang.core.submission import CO, EACH, LEAD, FormContent

WIDTHS = (6.0, 12.0, 25.0, 6.0, 12.0, 25.0)
LAST = len(WIDTHS) - 1


def words(form: FormContent) -> dict[str, str]:
    """What the texts of the template may name, ready to show."""
    return {
        "unit": form.identity.unit,
        "period": form.identity.period,
        "place": form.place,
        "plan": form.plan,
        "deadline": form.deadline or "以通知为准",
    }


def write_guide(
    sheet: Worksheet, pen: Pen, form: FormContent, layout: Layout, texts: Mapping[str, Any]
) -> None:
    """Fill the sheet; the order below is the order on the page."""
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    page = _Page(sheet, pen)
    page.band(texts["heading"], "title", 46)
    page.band("　".join(filter(None, (form.place, form.plan))), "strip", 26)
    page.section("报给谁、什么时候报")
    page.pairs(_facts(form))
    page.section("请先填这三格")
    page.blanks((FILLED_BY, PHONE, FILLED_ON))
    page.section("怎么填")
    page.links(layout, form)
    page.steps([step.format(**words(form)) for step in texts["steps"]])
    page.section("颜色和角色")
    page.meanings([(c["look"], "", c["mean"]) for c in texts["colours"]])
    page.meanings([("label", r["role"], r["mean"]) for r in texts["roles"]], wide=True)
    page.foot(form)
    _finish(sheet, page.row)


def _facts(form: FormContent) -> list[tuple[str, str]]:
    roles = Counter(str(task.get("role", "")) for task in form.tasks)
    tasks = "、".join(f"{role}{roles[role]}项" for role in (LEAD, EACH, CO) if roles[role])
    return [
        (UNIT, form.identity.unit),
        (PERIOD, form.identity.period),
        ("截止时间", words(form)["deadline"]),
        ("联系人", form.contact or "督查室"),
        ("本次任务", tasks or "无"),
        ("本次节点", f"{len(form.nodes)}个" if form.nodes else "无"),
    ]


class _Page:
    """A pen that moves down the page; `row` is the next free row."""

    def __init__(self, sheet: Worksheet, pen: Pen) -> None:
        self.sheet, self.pen, self.row = sheet, pen, 0

    def _next(self, height: float) -> int:
        self.sheet.set_row(self.row, height)
        self.row += 1
        return self.row - 1

    def _span(self, row: int, first: int, last: int, text: str, look: str) -> None:
        style = self.pen(look)
        self.sheet.merge_range(row, first, row, last, "", style)
        self.sheet.write_string(row, first, text, style)

    def band(self, text: str, look: str, height: float) -> None:
        room = sum(WIDTHS) - 2
        lines = theme.lines(text, room * (0.6 if look == "title" else 1))
        self._span(self._next(height * lines), 0, LAST, text, look)

    def section(self, text: str) -> None:
        self._next(8)
        self._span(self._next(26), 0, LAST, text, "section")
        self._next(5)

    def pairs(self, facts: Sequence[tuple[str, str]]) -> None:
        """Two facts a line: label, value, label, value."""
        for pair in zip(facts[::2], facts[1::2], strict=True):
            row = self._next(theme.row_height([(text, WIDTHS[2]) for _, text in pair], 10.5, 26))
            for first, (label, text) in zip((0, 3), pair, strict=True):
                self._span(row, first, first + 1, label, "label")
                self.sheet.write_string(row, first + 2, text, self.pen("plain"))

    def blanks(self, labels: Sequence[str]) -> None:
        for label in labels:
            row = self._next(27)
            self._span(row, 0, 1, label, "label")
            style = self.pen("fill", num_format="yyyy-mm-dd" if label == FILLED_ON else "@")
            self.sheet.merge_range(row, 2, row, LAST, "", style)

    def links(self, layout: Layout, form: FormContent) -> None:
        row = self._next(28)
        style = self.pen("link")
        for first, spec in zip((0, 3), layout.form.sheets, strict=True):
            text = f"去填《{spec.label}》（{len(form.rows[spec.key])}行）→"
            self.sheet.merge_range(row, first, row, first + 2, "", style)
            self.sheet.write_url(row, first, f"internal:'{spec.label}'!A1", style, text)
        self._next(5)

    def steps(self, steps: Sequence[str]) -> None:
        for number, step in enumerate(steps, 1):
            row = self._next(theme.row_height([(step, sum(WIDTHS[1:]) - 4)], 10.5, 24))
            self.sheet.write_number(row, 0, number, self.pen("number"))
            self._span(row, 1, LAST, step, "step")

    def meanings(self, rows: Sequence[tuple[str, str, str]], *, wide: bool = False) -> None:
        """A swatch and what it means, two a line, or one a line where the text is long."""
        sides = ((0, 1, LAST),) if wide else ((0, 1, 2), (3, 4, 5))
        for start in range(0, len(rows), len(sides)):
            row = self._next(24)
            for (swatch, first, last), (look, name, mean) in zip(
                sides, rows[start : start + len(sides)], strict=False
            ):
                if wide:
                    self._span(row, swatch, first, name, look)
                    self._span(row, first + 1, last, mean, "plain")
                else:
                    self.sheet.write_blank(row, swatch, None, self.pen(look, locked=True))
                    self._span(row, first, last, mean, "plain")

    def foot(self, form: FormContent) -> None:
        """Identity in words, label and value in cells of their own."""
        self._next(8)
        row = self._next(16)
        who = form.identity
        for first, label, text in ((0, LEDGER_ID, who.ledger_id), (3, FORM_ID, who.form_id)):
            self._span(row, first, first + 1, label, "foot")
            self.sheet.write_string(row, first + 2, text, self.pen("foot"))


def _finish(sheet: Worksheet, rows: int) -> None:
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(0.6, 0.6, 0.6, 0.6)
    sheet.center_horizontally()
    sheet.print_area(0, 0, rows - 1, LAST)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(theme.RED)
    sheet.activate()
