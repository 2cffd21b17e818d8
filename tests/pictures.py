"""The pictures of README, drawn anew from the demonstration: `python -m tests.pictures`.

Beside them lies what they were drawn from, a hash for each. tests/test_demo.py plays the same
demonstration and says which picture is older than what it shows. Pixels are never compared: fonts
and LibreOffice differ from machine to machine.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw

import xlfile
from taizhang.actions.charting import chart
from taizhang.books.sheets.printing import print_pdf
from taizhang.books.slips.kept import content_of
from taizhang.demo import run_demo
from taizhang.office.workplace import BULLETINS, CHARTS, MASTER, SENT
from tests.actions.conftest import Quiet, moment
from tests.support.goldens import as_text

PREVIEW = Path(__file__).parents[1] / "workbook" / "preview"
RECORD = "drawn_from.json"
UNIT, PERIOD = "县发展和改革局", "2022-07"
WIDE = 1500  # pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of a workbook of the demonstration, and the parts of it that the page shows."""

    name: str
    book: Callable[[Path], Path]
    page: int
    parts: tuple[str, ...] = ("xl/",)

    def drawn_from(self, folder: Path) -> str:
        """What the page is drawn from, as a hash: cells, formats and drawings, no dates of files."""
        texts = as_text(self.book(folder))
        shown = {name: lines for name, lines in texts.items() if name.startswith(self.parts)}
        return hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()[:16]


def _sheets(*names: str) -> Iterable[str]:
    return (f"xl/worksheets/{name}.xml" for name in names)


# 首页 shows what it reckons from these sheets; the rest of the master is no matter of the picture
def _paper(folder: Path, kind: str) -> Path:
    """The longest of the slips of that kind that went out last."""
    found = list((folder / BULLETINS / "2022").glob(f"*_{kind}_*.xlsx"))
    last = max(path.stem[-8:] for path in found)
    return max((p for p in found if p.stem.endswith(last)), key=_length)


def _length(path: Path) -> tuple[int, str]:
    return len(str(content_of(path)[1])), path.name


def _chart(kind: str) -> Callable[[Path], Path]:
    """Another chart of the last judgement, drawn beside the demonstration and not into it."""

    def drawn(folder: Path) -> Path:
        _, period, day = max((folder / CHARTS).glob("挂图作战图_*.xlsx")).stem.rsplit("_", 2)
        room = folder.with_name(f"{folder.name}_{kind}")
        found = list((room / CHARTS).glob("*.xlsx"))
        if found:
            return found[0]
        room.mkdir(exist_ok=True)
        shutil.copyfile(folder / MASTER, room / MASTER)
        xlfile.activate()
        book = xw.Book(room / MASTER)
        try:
            now = moment(f"{day}T18:00")
            return chart(book, Quiet(), now, period, kind=kind).files[0]
        finally:
            book.close()

    return drawn


HOME = (
    *_sheets("首页", "计算", "任务台账", "汇总结果", "冲突裁决", "参数设置"),
    "xl/drawings/",
    "xl/charts/",
)
PICTURES = (
    Picture("home.png", lambda folder: folder / MASTER, 1, HOME),
    Picture("wallchart.png", lambda folder: max((folder / CHARTS).glob("挂图作战图_*.xlsx")), 1),
    Picture("leaders.png", _chart("领导图"), 1),
    Picture("blocks.png", _chart("分片图"), 1),
    Picture("countdown.png", _chart("倒计时图"), 1),
    Picture(
        "form.png", lambda folder: folder / SENT / PERIOD / f"{UNIT}_{PERIOD}_报送表.xlsx", 2
    ),
    Picture("talk.png", lambda folder: _paper(folder, "约谈通知书"), 1),
    Picture("order.png", lambda folder: _paper(folder, "督办单"), 1),
    Picture("handed.png", lambda folder: _paper(folder, "移交函"), 1),
)  # fmt: skip


def stale(folder: Path) -> list[str]:
    """The pictures that show something else than this demonstration does."""
    known = json.loads((PREVIEW / RECORD).read_text("utf-8"))
    return [p.name for p in PICTURES if known.get(p.name) != p.drawn_from(folder)]


def draw_all(folder: Path) -> None:
    """Draw each picture from the demonstration in that folder, and note what it was drawn from."""
    for picture in PICTURES:
        pdf = folder / f"{picture.name}.pdf"
        print_pdf(picture.book(folder), pdf, str(picture.page))
        _save(pdf, PREVIEW / picture.name)
    record = {picture.name: picture.drawn_from(folder) for picture in PICTURES}
    (PREVIEW / RECORD).write_text(json.dumps(record, indent=1) + "\n", "utf-8", newline="\n")


def _save(pdf: Path, target: Path) -> None:
    """The only page of a PDF as a picture of 256 colours."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=WIDE / page.get_size()[0]).to_pil()
        image.quantize(256).save(target, "PNG", optimize=True)
    finally:
        document.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as room:
        run_demo(Path(room), Quiet())
        draw_all(Path(room))
