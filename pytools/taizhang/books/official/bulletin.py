"""A paper of plan_bulletin as a .docx, and beside it a workbook that says where each number is from."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from taizhang.books.official.paper import OfficialPaper, TableColumn
from taizhang.books.official.style import OfficialStyle
from taizhang.books.sheets import theme
from taizhang.books.sheets.listing import Listing, build_listings
from taizhang.core.bulletin.plan import BulletinPlan
from taizhang.core.bulletin.wording import RowForm, WordedBlock, place_texts
from taizhang.core.submission import Value

BAR = "｜"  # parts of a 刊头, 落款 or 抄送
CENTRED = 2.5  # columns up to this share are centred
FIGURES = (("名称", 18), ("数", 10), ("印成", 12), ("怎么算的", 40), ("行数", 7), ("出处", 60))
ITEMS = (("清单", 16), ("序号", 7), ("内容", 60), ("出处", 30))


def draw_bulletin(plan: BulletinPlan, style: OfficialStyle) -> bytes:
    """The .docx; the same plan gives the same bytes."""
    paper = OfficialPaper(style)
    blocks = plan.worded.blocks
    tables = [b for b in blocks if b.form is RowForm.TABLE]
    issuer, day = _parts(_one(blocks, RowForm.SIGNED), 2)
    for block in blocks:
        _block(paper, block, issuer, day)
    if tables:
        _attach(paper, tables, issuer, day)
    elif issuer:
        paper.signature(issuer, day)
    copies = _one(blocks, RowForm.COPIES)
    if copies:
        paper.copies(*_parts(copies, 3))
    return paper.content(plan.title)


def _block(paper: OfficialPaper, block: WordedBlock, issuer: str, day: str) -> None:
    match block.form:
        case RowForm.SERIES:
            series, number = _parts(block.text, 2)
            paper.masthead(series, number, issuer, day)
        case RowForm.TITLE:
            paper.title(block.text)
        case RowForm.ADDRESSEE:
            paper.addressee(block.text)
        case RowForm.HEADING:
            paper.level(1, block.text)
        case RowForm.SECOND:
            paper.level(2, block.text)
        case RowForm.TEXT | RowForm.EACH:
            paper.text(block.text)
        case _:
            pass  # behind the text


def _attach(paper: OfficialPaper, tables: Sequence[WordedBlock], issuer: str, day: str) -> None:
    """附件说明 below the text, the signature, then each table on its own page."""
    paper.attachments([t.text for t in tables])
    if issuer:
        paper.signature(issuer, day)
    for at, table in enumerate(tables, start=1):
        columns = [TableColumn(c.head, c.share, c.share <= CENTRED) for c in table.columns]
        paper.attachment(at, table.text, columns, table.rows, len(tables) > 1)


def _one(blocks: Sequence[WordedBlock], form: RowForm) -> str:
    return next((b.text for b in blocks if b.form is form), "")


def _parts(text: str, count: int) -> list[str]:
    """The parts between bars, blank ones for those that are not there."""
    found = [part.strip() for part in text.split(BAR)]
    return [*found, *[""] * count][:count]


def sources(plan: BulletinPlan) -> bytes:
    """数字来源: each figure that the paper prints, how it was reckoned, the rows it stands on."""
    facts = plan.facts
    printed = [facts.figures[name] for name in plan.worded.figures]
    figures: list[Sequence[Value]] = [
        [f.name, f.value, f.text, f.rule, len(f.places), place_texts(f.places)] for f in printed
    ]
    items: list[Sequence[Value]] = [
        [name, at, "　".join(v for v in list(entry.words.values())[:6] if v), str(entry.place)]
        for name in plan.worded.lists
        for at, entry in enumerate(facts.lists[name], start=1)
    ]
    content = BytesIO()
    build_listings(content, [
        Listing("数字来源", f"数字来源：{plan.title}", FIGURES, figures),
        Listing("清单来源", f"清单来源：{plan.title}", ITEMS, items),
    ], theme.CREATED)  # fmt: skip
    return content.getvalue()


def keep(path: Path, content: bytes) -> tuple[Path, bool]:
    """Where the content stands: at `path`, or beside it where something else stands there already.

    What has been printed is never changed. The second value says that a new file lies beside it.
    """
    from taizhang.books.official.saved import save_bytes

    target, number = path, 1
    while target.exists() and target.read_bytes() != content:
        number += 1
        target = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    if not target.exists():
        save_bytes(target, content)
    return target, target != path
