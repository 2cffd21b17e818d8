"""A manual as somebody types it in Notepad, line by line, and the pages that it becomes.

# 书名          ## 章          ### 一页        - 一点        1. 一步
![说明](图.png)  | 表 | 格 |    【每个按钮一页】 here stands a page for each button

What stands under a ### after 【每个按钮一页】 and has the name of a button is added to its page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from taizhang.commands import CommandEntry, Commands
from taizhang.core.catalog import files as catalog
from taizhang.core.issues import Issue

EACH = "【每个按钮一页】"
STEPS = {"primary": "首页的大按钮", "home": "首页的小按钮", "ribbon": "功能区“督查台账”"}


class BlockKind(StrEnum):
    """What a block is."""

    TITLE = "title"
    CHAPTER = "chapter"
    PAGE = "page"
    TEXT = "text"
    POINT = "point"
    STEP = "step"
    PICTURE = "picture"
    TABLE = "table"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Block:
    """A block; `line` where it stands in the source, 0 for what the program adds."""

    form: BlockKind
    text: str
    line: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    file: str = ""
    number: int = 0


_LINES: Sequence[tuple[re.Pattern[str], BlockKind]] = (
    (re.compile(r"###\s*(?P<text>.+)"), BlockKind.PAGE),
    (re.compile(r"##\s*(?P<text>.+)"), BlockKind.CHAPTER),
    (re.compile(r"#\s*(?P<text>.+)"), BlockKind.TITLE),
    (re.compile(r"!\[(?P<text>.*?)\]\((?P<file>.+?)\)"), BlockKind.PICTURE),
    (re.compile(r"[-*·]\s*(?P<text>.+)"), BlockKind.POINT),
    (re.compile(r"(?P<number>\d+)[.．、]\s*(?P<text>.+)"), BlockKind.STEP),
    (re.compile(rf"(?P<text>{EACH})"), BlockKind.EACH),
)


def read_source(text: str) -> tuple[Block, ...]:
    r"""The blocks of a source, in order; lines of a table that follow one another are one.

    >>> [b.form.value for b in read_source("# 手册\n\n1. 打开\n| 甲 | 乙 |\n| 1 | 2 |")]
    ['title', 'step', 'table']
    """
    blocks: list[Block] = []
    fresh = True
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        line = raw.strip()
        if not line:
            fresh = True
            continue
        block = _block(line, number)
        if (
            block.form is BlockKind.TABLE
            and blocks
            and blocks[-1].form is BlockKind.TABLE
            and not fresh
        ):
            block = Block(BlockKind.TABLE, "", blocks[-1].line, blocks.pop().rows + block.rows)
        blocks.append(block)
        fresh = False
    return tuple(blocks)


def _block(line: str, number: int) -> Block:
    if line.startswith(("|", "｜")):
        cells = re.split(r"[|｜]", line.strip("|｜"))
        return Block(BlockKind.TABLE, "", number, (tuple(c.strip() for c in cells),))
    for pattern, form in _LINES:
        if found := pattern.fullmatch(line):
            parts = found.groupdict()
            return Block(
                form, parts["text"].strip(), number, file=parts.get("file") or "",
                number=int(parts.get("number") or 0),
            )  # fmt: skip
    return Block(BlockKind.TEXT, line, number)


@dataclass(frozen=True, slots=True)
class Manual:
    """A manual ready to be drawn, and what is wrong with its source."""

    blocks: tuple[Block, ...]
    issues: tuple[Issue, ...] = field(default=())

    @property
    def title(self) -> str:
        """Its name."""
        return next((b.text for b in self.blocks if b.form is BlockKind.TITLE), "")

    @property
    def headings(self) -> tuple[Block, ...]:
        """Chapters and pages, in order."""
        return tuple(b for b in self.blocks if b.form in {BlockKind.CHAPTER, BlockKind.PAGE})


def compose(
    text: str, commands: Commands, pictures: Iterable[str], name: str, steps: Mapping[str, str]
) -> Manual:
    """The manual of a source: buttons from the one list, pictures only where they are there.

    `steps` has what 使用说明 says of a command, by its key. A table with rows of unequal length, a
    picture that is not there and a source without a title are told with their line and left out.
    """
    blocks = read_source(text)
    known = frozenset(pictures)
    issues = [*_faults(blocks, known, name)]
    sound = [b for b in blocks if not _unfit(b, known)]
    return Manual(tuple(_with_buttons(sound, commands, steps)), tuple(issues))


def _unfit(block: Block, pictures: frozenset[str]) -> bool:
    if block.form is BlockKind.PICTURE:
        return block.file not in pictures
    return len({len(row) for row in block.rows}) > 1


def _faults(blocks: Sequence[Block], pictures: frozenset[str], name: str) -> Iterator[Issue]:
    if not any(b.form is BlockKind.TITLE for b in blocks):
        yield catalog.MANUAL_UNTITLED.at(name=name)
    for block in blocks:
        if not _unfit(block, pictures):
            continue
        if block.form is BlockKind.PICTURE:
            yield catalog.MANUAL_PICTURE.at(name=name, line=block.line, found=block.file)
        else:
            yield catalog.MANUAL_TABLE.at(name=name, line=block.line)


def _with_buttons(
    blocks: Sequence[Block], commands: Commands, steps: Mapping[str, str]
) -> Iterator[Block]:
    """The blocks with the pages of the buttons where they are asked for."""
    at = next((n for n, b in enumerate(blocks) if b.form is BlockKind.EACH), None)
    if at is None:
        yield from blocks
        return
    labels = {e.label for e in commands.commands}
    own, rest = _taken(blocks[at + 1 :], labels)
    yield from blocks[:at]
    for entry in commands.commands:
        more = own.get(entry.label, [])
        told = any(
            b.form is BlockKind.STEP for b in more
        )  # step by step: the one line says no more
        yield from _button(entry, "" if told else steps.get(entry.key, ""))
        yield from more
    yield from rest


def _taken(blocks: Sequence[Block], labels: set[str]) -> tuple[dict[str, list[Block]], list[Block]]:
    """What is written for each button, and all that is not for any."""
    own: dict[str, list[Block]] = {}
    rest: list[Block] = []
    label = ""
    for block in blocks:
        if block.form in {BlockKind.PAGE, BlockKind.CHAPTER, BlockKind.TITLE}:
            label = block.text if block.form is BlockKind.PAGE and block.text in labels else ""
            if label:
                own.setdefault(label, [])
                continue
        (own[label] if label else rest).append(block)
    return own, rest


def _in_words(text: str) -> str:
    """Paths as README spells them, as a clerk says them.

    >>> print(_in_words("读 `收件/<期次>/` 里的文件；`挂图/`、`通报/榜单_<期次>.xlsx`"))
    读“收件”文件夹里本期的那一个里的文件；“挂图”文件夹、“通报”文件夹里的“榜单_本期”
    """
    return re.sub(r" ?`([^`]+)` ?", lambda found: _place(found[1]), text)


def _place(path: str) -> str:
    folder, _, rest = path.partition("/")
    for sign, word in (
        ("<期次>", "本期"),
        ("<年>", "本年"),
        ("<季度>", "本季度"),
        ("<方案>", "方案"),
    ):
        rest = rest.replace(sign, word)
    if not rest:
        return f"“{folder}”文件夹"
    if rest.endswith("/"):
        return f"“{folder}”文件夹里{rest.strip('/')}的那一个"
    return f"“{folder}”文件夹里的“{rest.rpartition('.')[0]}”"


def _button(entry: CommandEntry, step: str) -> Iterator[Block]:
    where = "primary" if entry.primary else "home" if entry.home else "ribbon"
    yield Block(BlockKind.PAGE, entry.label)
    rows = [
        ("项目", "说明"),
        ("做什么", _in_words(entry.about or entry.hint)),
        ("结果在哪里", _in_words(entry.result or "弹窗")),
        ("按钮在哪里", STEPS[where]),
        ("不开宏", f"双击“不开宏.bat”，选“{entry.label}”"),
        ("命令行", f"taizhang {entry.command.name}"),
    ]
    yield Block(
        BlockKind.TABLE, "", 0, tuple((head, text.replace("**", "")) for head, text in rows)
    )
    if step:
        yield Block(BlockKind.TEXT, step)
