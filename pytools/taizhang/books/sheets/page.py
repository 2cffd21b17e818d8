"""Page set-up of new workbooks: paper, fit, repeated heads, a running title and page numbers.

No print area is set: rows that are added later are printed too. Widths are the caller's business.
"""

from typing import Any

from taizhang.books.sheets import theme
from taizhang.core.schema import PrintSetup

# Excel's numbers of paper sizes.
PAPERS = {"A3": 8, "A4": 9}
FOOTER = "&C&8&K{grey}第 &P 页　共 &N 页&R&8&K{grey}打印日期：&D"
HEADER = "&R&8&K{grey}{title}"
_GREY = theme.MUTED.lstrip("#")


def set_up_page(sheet: Any, setup: PrintSetup, title: str = "", *, head_rows: int = 0) -> None:
    """Set the paper, `fit_wide` pages across, head rows on each page, running title and numbers."""
    sheet.set_paper(PAPERS[setup.paper])
    sheet.set_landscape() if setup.landscape else sheet.set_portrait()
    sheet.fit_to_pages(setup.fit_wide, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.55)
    sheet.center_horizontally()
    if head_rows:
        sheet.repeat_rows(0, head_rows - 1)
    if title:
        running = running_text(title)
        sheet.set_header(HEADER.format(grey=_GREY, title=running), {"margin": 0.25})
    sheet.set_footer(FOOTER.format(grey=_GREY), {"margin": 0.25})


def running_text(text: str, most: int = 60) -> str:
    """A text as headers and footers take it: & is a command, and all of it has at most 255 signs.

    >>> running_text("市文化&旅游局")
    '市文化&&旅游局'
    """
    short = text if len(text) <= most else text[: most - 1] + "…"
    return short.replace("&", "&&")
