"""A paper of plan_bulletin as a .docx, and beside it a workbook that says where each number is from."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from taizhang.books.official.columns import TableColumn
from taizhang.books.official.model import PaperModel
from taizhang.books.official.paper import OfficialPaper
from taizhang.books.official.style import OfficialStyle
from taizhang.books.sheets import theme
from taizhang.books.sheets.listing import Listing, build_listings
from taizhang.books.sheets.paper import Print, dated
from taizhang.core.bulletin.blocks import RowForm, WordedBlock
from taizhang.core.bulletin.facts import PaperItem
from taizhang.core.bulletin.plan import BulletinPlan
from taizhang.core.bulletin.wording import place_texts
from taizhang.core.submission import Value

BAR = "｜"  # parts of a 刊头, 落款 or 抄送
CENTRED = 2.5  # columns up to this share are centred
FIGURES = (("名称", 18), ("数", 10), ("印成", 12), ("怎么算的", 40), ("行数", 7), ("出处", 60))
ITEMS = (("清单", 16), ("第几项", 8), ("是什么", 34), ("哪个数", 12), ("印成", 16), ("行数", 7),
         ("出处", 50))  # fmt: skip
NAMED = ("任务", "项目", "单位", "名称", "榜名", "议定事项", "性质", "节点")


def draw_bulletin(
    plan: BulletinPlan, style: OfficialStyle, model: PaperModel | None = None
) -> bytes:
    """The .docx, as the office's own file shows it; the same plan and file give the same bytes."""
    paper = OfficialPaper(style, model)
    blocks = plan.worded.blocks
    tables = [b for b in blocks if b.form is RowForm.TABLE]
    issuer, day = _parts(_one(blocks, RowForm.SIGNED), 2)
    for block in blocks:
        _block(paper, block, issuer, day)
    if tables:
        _attach(paper, tables, issuer, day)
    elif issuer:
        paper.signature(issuer, day)
    copies, briefed = (_one(blocks, form) for form in (RowForm.COPIES, RowForm.BRIEFED))
    if copies:
        paper.copies(*_parts(copies, 3))
    elif briefed:
        paper.briefed([part.strip() for part in briefed.split(BAR)])
    return paper.content(plan.title)


LEVELS = {RowForm.HEADING: 1, RowForm.SECOND: 2, RowForm.THIRD: 3, RowForm.FOURTH: 4}


def _block(paper: OfficialPaper, block: WordedBlock, issuer: str, day: str) -> None:
    if block.form in LEVELS:
        paper.level(LEVELS[block.form], block.text)
        return
    match block.form:
        case RowForm.TITLE:
            paper.title(block.text)
        case RowForm.ADDRESSEE:
            paper.addressee(block.text)
        case RowForm.TEXT | RowForm.EACH:
            paper.text(block.text)
        case _:
            _head(paper, block, issuer, day)


def _head(paper: OfficialPaper, block: WordedBlock, issuer: str, day: str) -> None:
    match block.form:
        case RowForm.SERIES:
            series, number = _parts(block.text, 2)
            paper.masthead(series, number, issuer, day)
        case RowForm.LETTERHEAD:
            paper.letterhead(block.text)
        case RowForm.LETTER:
            paper.letter(*_parts(block.text, 2))
        case RowForm.NUMBERED:
            paper.numbered(*_parts(block.text, 2))
        case _:
            pass  # behind the text


def _attach(paper: OfficialPaper, tables: Sequence[WordedBlock], issuer: str, day: str) -> None:
    """附件说明 below the text, the signature, then each table on its own page."""
    paper.attachments([t.text for t in tables])
    if issuer:
        paper.signature(issuer, day)
    for at, table in enumerate(tables, start=1 if len(tables) > 1 else 0):
        columns = [TableColumn(c.head, c.share, c.share <= CENTRED) for c in table.columns]
        paper.attachment(at, table.text, columns, table.rows, lying=table.lying)


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
    items = [row for name, fields in plan.worded.lists.items()
             for row in _items(name, facts.lists[name], fields)]  # fmt: skip
    content = BytesIO()
    how = Print(landscape=True, right=dated(plan.past.on))
    build_listings(content, [
        Listing("数字来源", f"数字来源：{plan.title}", FIGURES, figures),
        Listing("清单来源", f"清单来源：{plan.title}", ITEMS, items),
    ], theme.CREATED, how)  # fmt: skip
    return content.getvalue()


def _items(
    name: str, entries: Sequence[PaperItem], fields: Sequence[str]
) -> Iterator[Sequence[Value]]:
    """A row for each number of an item that is printed, with the rows that it stands on."""
    for at, entry in enumerate(entries, start=1):
        about = next((t for key in NAMED if (t := entry.words.get(key))), "")
        for key in fields:
            shown = entry.words.get(key, "")
            if key != "序号" and any(c.isdigit() for c in shown):
                places = entry.places(key)
                yield [name, at, about, key, shown, len(places), place_texts(places)]


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
