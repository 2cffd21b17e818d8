"""The list of what was sent: one A4 page a clerk can tick off or hang up."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from taizhang.books import theme
from taizhang.core.issues import show
from taizhang.core.submission import CO, FormContent

COLUMNS = (("序号", 6), ("单位", 26), ("牵头", 8), ("配合", 8), ("节点", 8), ("报送截止", 22),
           ("下发时间", 18), ("签收", 14))  # fmt: skip


def build_sent_list(
    path: Path, title: str, contents: Sequence[FormContent], sent: datetime
) -> None:
    """Write the list; a row a form, in the order given."""
    temporary = path.with_suffix(".tmp")
    with Workbook(temporary) as book:
        book.set_properties({"created": theme.CREATED, "title": title})
        _fill(book, title, contents, sent)
    temporary.replace(path)


def _fill(book: Workbook, title: str, contents: Sequence[FormContent], sent: datetime) -> None:
    sheet = book.add_worksheet("下发清单")
    base = {"font_name": theme.FONT, "font_size": 10, "valign": "vcenter"}
    cell = {**base, "border": 1, "border_color": theme.LINE}
    band = book.add_format({**base, "font_size": 15, "bold": True, "font_color": "#FFFFFF",
                            "bg_color": theme.RED, "indent": 1})  # fmt: skip
    head = book.add_format({**cell, "bold": True, "align": "center", "bg_color": theme.SLATE,
                            "font_color": "#FFFFFF"})  # fmt: skip
    text, middle = book.add_format(cell), book.add_format({**cell, "align": "center"})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, title, band)
    sheet.set_row(0, 32)
    for i, (label, width) in enumerate(COLUMNS):
        sheet.set_column(i, i, width)
        sheet.write(1, i, label, head)
    sheet.set_row(1, 24)
    for row, content in enumerate(contents, start=2):
        leads = sum(t["role"] != CO for t in content.tasks)
        values = (row - 1, content.identity.unit, leads, len(content.tasks) - leads,
                  len(content.nodes), content.deadline, show(sent), "")  # fmt: skip
        sheet.set_row(row, 21)
        for column, value in enumerate(values):
            sheet.write(row, column, value, text if column == 1 else middle)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(2, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
