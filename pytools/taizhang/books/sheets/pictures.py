"""Pages of a workbook or of a PDF as pictures, for a screen or a chat group."""

from pathlib import Path

from taizhang.books.sheets.printing import print_pdf
from taizhang.libreoffice import office_program
from wholefile import whole

LONGEST = 2400  # pixels of a page's longer side


def has_office() -> bool:
    """Whether a workbook can be drawn."""
    return bool(office_program())


def draw(book: Path, folder: Path | None = None, pages: str = "") -> list[Path]:
    """Write PDF and PNG of the workbook beside it (or into `folder`); paths, PDF first.

    `pages` is a range such as 1 or 1-3; all pages where it is blank.
    """
    pdf = (folder or book.parent) / f"{book.stem}.pdf"
    print_pdf(book, pdf, pages)
    return [pdf, *photograph(pdf, 1820)]


def photograph(pdf: Path, longest: int = LONGEST, *, grey: bool = False) -> list[Path]:
    """Write a PNG of each page beside the PDF: name.png, or name-1.png and on where there are more.

    The longer side of a page gets so many pixels.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document)
        digits = len(str(count))
        paths = []
        for number, page in enumerate(document, start=1):
            tail = f"-{number:0{digits}}" if count > 1 else ""
            path = pdf.with_name(f"{pdf.stem}{tail}.png")
            bitmap = page.render(scale=longest / max(page.get_size()), grayscale=grey)
            with whole(path) as beside, beside.open("wb") as file:
                bitmap.to_pil().save(file, "PNG")
            paths.append(path)
        return paths
    finally:
        document.close()
