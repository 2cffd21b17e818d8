"""A PDF's lines become the paragraphs they were, its tables rows with every merged cell filled in."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from taizhang.notices import Document, read_document
from tests.notices.pdfs import Edges, mixed, placed

LEFT, EM, WIDTH = 60, 12, 30  # the left edge and a letter in points, the letters of a full line
LONG = "新建改建农村公路一百二十公里并同步完善安全设施和排水设施由县交通运输局牵头负责落实到位确保按期完工并通过验收"
FIRST, REST = LONG[: WIDTH - 2], LONG[WIDTH - 2 :]
FLUSH, FLUSH_REST = LONG[:WIDTH], LONG[WIDTH:]
PARAGRAPHS = [
    ("two lines of an indented paragraph", [(2, FIRST), (0, REST)], [LONG]),
    ("two indented paragraphs", [(2, FIRST), (2, REST)], [FIRST, REST]),
    ("an item after a full line", [(2, FIRST), (0, "1." + REST)], [FIRST, "1." + REST]),
    ("a date torn from its year", [(2, FIRST[:-5] + "2022年"), (0, "9月底前完成。")], [FIRST[:-5] + "2022年9月底前完成。"]),
    ("a short line ends its paragraph", [(2, FIRST), (0, "完工。"), (0, "乙事项")], [FIRST + "完工。", "乙事项"]),
    ("flush paragraphs go on", [(0, FLUSH), (0, FLUSH_REST)], [LONG]),
    ("flush paragraph ended by a full stop", [(0, FLUSH[:-1] + "。"), (0, "县乙局配合。")], [FLUSH[:-1] + "。", "县乙局配合。"]),
    ("title over its date", [(0, "二〇二二年任务分解表"), (0, "2022年5月18日")], ["二〇二二年任务分解表", "2022年5月18日"]),
    ("page number", [(2, FIRST), (14, "— 12 —")], [FIRST]),
    ("page of pages", [(2, FIRST), (12, "第 1 页 共 9 页")], [FIRST]),
]  # fmt: skip


def read(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    found = read_document(path)
    assert isinstance(found, Document), str(found)
    return found.text.split("\n")


@pytest.mark.parametrize(("lines", "expected"), [p[1:] for p in PARAGRAPHS], ids=[p[0] for p in PARAGRAPHS])  # fmt: skip
def test_lines_of_a_paragraph_are_joined(
    tmp_path: Path, lines: list[tuple[int, str]], expected: list[str]
) -> None:
    full = (LEFT, 800, "一" * WIDTH)
    stop = (LEFT, 780, "完。")
    texts = [(LEFT + EM * at, 740 - 20 * n, text) for n, (at, text) in enumerate(lines)]

    assert read(tmp_path / "a.pdf", placed([full, stop, *texts]))[1:] == expected


def grid(*rows: str) -> tuple[list[tuple[float, float, str]], list[Edges]]:
    """Place a table; a sign is a cell, ^ goes on from above, < from the left."""
    texts: list[tuple[float, float, str]] = []
    cells: list[Edges] = []
    for down, row in enumerate(rows):
        for right, sign in enumerate(row):
            if sign in "^<":
                continue
            high = 1 + len(_run((r[right] for r in rows[down + 1 :]), "^"))
            wide = 1 + len(_run(row[right + 1 :], "<"))
            x, top = 60 + 80 * right, 700 - 30 * down
            texts.append((x + 10, top - 20, sign * 4))
            cells.append((x, top - 30 * high, 80 * wide, 30 * high))
    return texts, cells


def _run(signs: Iterable[str], wanted: str) -> list[str]:
    return list(takewhile(lambda sign: sign == wanted, signs))


TABLES = [
    ("plain", ["序事谁", "一修甲"], ["序序序序\t事事事事\t谁谁谁谁", "一一一一\t修修修修\t甲甲甲甲"]),
    ("merged downwards", ["一修甲", "二架^"], ["一一一一\t修修修修\t甲甲甲甲", "二二二二\t架架架架\t甲甲甲甲"]),
    ("merged over three rows", ["甲修", "^架", "^种"], ["甲甲甲甲\t修修修修", "甲甲甲甲\t架架架架", "甲甲甲甲\t种种种种"]),
    ("merged across", ["总<<", "一修甲"], ["总总总总\t\t", "一一一一\t修修修修\t甲甲甲甲"]),
    (
        "two merges, one under the other",
        ["甲修", "^架", "乙种", "^栽"],
        ["甲甲甲甲\t修修修修", "甲甲甲甲\t架架架架", "乙乙乙乙\t种种种种", "乙乙乙乙\t栽栽栽栽"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [t[1:] for t in TABLES], ids=[t[0] for t in TABLES])
def test_cells_merged_downwards_reach_every_row(
    tmp_path: Path, rows: list[str], expected: list[str]
) -> None:
    assert read(tmp_path / "a.pdf", placed(*grid(*rows))) == expected


TEXT = "新建改建农村公路一百二十公里并同步完善安全设施。"
PAGES = [
    ("one scan among texts", [TEXT, "〔图〕", TEXT], "第2页是图像（共1页）"),
    ("a run of scans", [TEXT, "〔图〕", "〔图〕", "〔图〕", TEXT, "〔图〕"], "第2—4、6页是图像（共4页）"),
    ("one text before many scans", [TEXT, *["〔图〕"] * 9], "第2—10页是图像（共9页）"),
    ("a blank page is no scan", [TEXT, "", TEXT], ""),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "expected"), [p[1:] for p in PAGES], ids=[p[0] for p in PAGES])
def test_pages_that_are_pictures_are_named(tmp_path: Path, pages: list[str], expected: str) -> None:
    (tmp_path / "a.pdf").write_bytes(mixed(pages))
    found = read_document(tmp_path / "a.pdf")
    assert isinstance(found, Document), str(found)
    assert found.text == "\n".join(page for page in pages if page == TEXT)
    assert [issue.code for issue in found.issues] == (["N344"] if expected else [])
    assert expected in "".join(issue.message for issue in found.issues)


HEAD = ["序号", "工作任务", "责任单位", "完成时限"]
WRAPPED = [
    ["1", "新建改建农村公路一百/二十公里/并完善设施", "县交通局", "6月底前"],
    ["2", "改造老旧小区8个", "县住建局、县/财政局", "9月底前"],
    ["3", "整治河道", "县水利局", "10月/底前"],
]
AFTER = "各单位要按月公开资金使用情况，县财政局要落实配套经费一百万元。"


LAID = [
    ("numbers at the top", HEAD, 0, False),
    ("numbers in the middle", HEAD, 0, True),
    ("white between rows", HEAD, 10, True),
    ("no numbers", HEAD[1:], 0, False),
    ("no numbers, white between rows", HEAD[1:], 10, True),
]


@pytest.mark.parametrize(("head", "white", "middle"), [row[1:] for row in LAID], ids=[row[0] for row in LAID])  # fmt: skip
def test_tables_without_rules_keep_the_cells_that_wrap(
    tmp_path: Path, head: list[str], white: int, middle: bool
) -> None:
    rows = [head, *(row[-len(head) :] for row in WRAPPED)]
    content = placed([*unruled(rows, white, middle), (84, 400, AFTER)])

    expected = ["\t".join(row).replace("/", "") for row in rows]
    assert read(tmp_path / "a.pdf", content) == [*expected, AFTER]


def unruled(rows: list[list[str]], white: int, middle: bool) -> Iterator[tuple[float, float, str]]:
    """Place the cells of a table; / breaks a cell, which stands at the top or in the middle of its row."""
    top = 740.0
    for row in rows:
        high = max(len(cell.split("/")) for cell in row)
        for x, cell in zip((60, 110, 300, 420)[-len(row) :], row, strict=True):
            lines = cell.split("/")
            first = top - 16 * (high - len(lines)) / 2 * middle
            yield from ((x, first - 16 * at, line) for at, line in enumerate(lines))
        top -= 16 * high + white
