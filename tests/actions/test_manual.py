"""使用手册: from one source, a page a button; what its first run says is done here, cell by cell."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlwings as xw
from docx import Document
from docx.oxml.ns import qn

from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.merging import merge
from taizhang.actions.setup import manual as making
from taizhang.actions.setup.creating import init
from taizhang.actions.setup.manual import NAMES, manual
from taizhang.books.ledger import LedgerTable
from taizhang.books.master.commands import load_commands
from taizhang.books.official.source import BlockKind, compose, read_source
from taizhang.books.resources import resource
from taizhang.office.office import Office
from taizhang.office.report import Desk
from tests.actions.conftest import moment, return_form
from tests.support import office

pytestmark = pytest.mark.slow

SOURCE = (resource("templates") / "manual" / "使用手册.md").read_text("utf-8")
COMMANDS = load_commands()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.actions.conftest import Quiet

    folder = tmp_path_factory.mktemp("手册")
    report = manual(folder, Quiet())
    assert not report.errors
    return folder


def headings(path: Path) -> list[str]:
    """What the navigation of Word shows."""
    return [
        p.text for p in Document(str(path)).paragraphs if p._p.findall(f".//{qn('w:outlineLvl')}")
    ]


def test_every_button_has_a_page_and_every_problem(made: Path) -> None:
    found = headings(made / "使用手册.docx")
    assert len(found) == len(set(found))
    assert {e.label for e in COMMANDS.commands} <= set(found)
    assert {
        "宏被禁用了怎么办", "文件被别人打开", "WPS 打不开按钮", "汇总有冲突", "单位交回来的表读不了",
        "升级", "打印缺字",
    } <= set(found)  # fmt: skip


def test_every_button_says_step_by_step_what_to_do() -> None:
    blocks = compose(SOURCE, COMMANDS, making._pictures(), "使用手册.md", {}).blocks
    at = {b.text: n for n, b in enumerate(blocks) if b.form is BlockKind.PAGE}
    ends = sorted([*at.values(), len(blocks)])
    for entry in COMMANDS.commands:
        begun = at[entry.label]
        page = blocks[begun : ends[ends.index(begun) + 1]]
        numbers = [b.number for b in page if b.form is BlockKind.STEP]
        assert numbers == list(range(1, len(numbers) + 1)), entry.label
        assert len(numbers) > 1, entry.label


@pytest.mark.parametrize("name", NAMES)
def test_the_validator_finds_nothing(made: Path, name: str) -> None:
    assert office.faults(made / f"{name}.docx") == []


def test_contents_say_the_page_on_which_a_heading_stands(made: Path) -> None:
    import pypdfium2

    office.required("soffice")
    document = pypdfium2.PdfDocument(made / "使用手册.pdf")
    pages = [page.get_textpage().get_text_bounded().split("\n") for page in document]
    document.close()
    for number, lines in enumerate(pages, start=1):
        assert len("".join(lines)) > 20, f"page {number} is all but empty"
    listed = [x for lines in pages[:3] for x in lines if "...." in x]
    for line in listed:
        name, number = line.split(".")[0].strip(), int(line.strip().split(".")[-1])
        assert any(name == x.strip() for x in pages[number - 1]), line
    assert len(listed) == len(headings(made / "使用手册.docx"))


def test_the_checklist_is_one_page(made: Path) -> None:
    import pypdfium2

    office.required("soffice")
    document = pypdfium2.PdfDocument(made / "检查清单.pdf")
    assert len(document) == 1
    document.close()


def test_the_same_source_gives_the_same_bytes(made: Path, tmp_path: Path, desk: Desk) -> None:
    manual(tmp_path, desk)
    for name in NAMES:
        assert (tmp_path / f"{name}.docx").read_bytes() == (made / f"{name}.docx").read_bytes()


def test_without_libreoffice_it_is_word_alone_and_says_so(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taizhang.books.sheets.printing.office_program", lambda: "")
    report = manual(tmp_path, desk)
    assert [i.code for i in report.issues] == ["W810"] * len(NAMES)
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".docx"] * len(NAMES)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("# 手册\n![图](home.png)\n| 甲 | 乙 |\n| 1 | 2 |", []),
        ("## 章\n没有书名", ["W811"]),
        ("# 手册\n![图](首页.png)", ["W812"]),
        ("# 手册\n| 甲 | 乙 |\n| 1 |", ["W813"]),
        ("# 手册\n| 甲 |\n\n| 1 | 2 |", []),
    ],
)
def test_what_is_wrong_with_a_source_is_told_with_its_line(text: str, drawn: list[str]) -> None:
    found = compose(text, COMMANDS, ["home.png"], "使用手册.md", {})
    assert [i.code for i in found.issues] == drawn
    assert all("2" in i.message for i in found.issues if i.code != "W811")


def test_what_is_written_for_a_button_stands_on_its_page_and_the_rest_stays() -> None:
    text = "# 手册\n【每个按钮一页】\n### 研判亮灯\n- 多看一眼\n### 别的事\n- 照办"
    blocks = compose(text, COMMANDS, [], "x.md", {}).blocks
    pages = [b.text for b in blocks if b.form is BlockKind.PAGE]
    assert pages == [*(e.label for e in COMMANDS.commands), "别的事"]
    at = next(n for n, b in enumerate(blocks) if b.text == "多看一眼")
    assert [b.text for b in blocks[:at] if b.form is BlockKind.PAGE][-1] == "研判亮灯"


def test_the_shipped_source_names_pictures_buttons_and_tables_that_are_there() -> None:
    assert compose(SOURCE, COMMANDS, making._pictures(), "使用手册.md", {}).issues == ()


def type_in(table: LedgerTable, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows below the last one, in the columns with these heads."""
    keys = {column.label: column.key for column in table.spec.columns}
    names = [keys[head] for head in heads]
    table.append([dict(zip(names, row, strict=True)) for row in rows])


def test_the_first_run_does_what_the_manual_says(tmp_path: Path, desk: Desk) -> None:
    (head, *rows) = next(b.rows for b in read_source(SOURCE) if b.form is BlockKind.TABLE)
    assert len(rows) == 3
    book = xw.Book(init(tmp_path / "台账").files[0])
    ledger = Office(book).ledger
    type_in(ledger["units"], ("单位全称", "是否报送"), [(row[2], "是") for row in rows])
    type_in(ledger["tasks"], head, rows)
    ledger.set_settings({"period": "2022-06"})
    book.save()
    now = moment("2022-06-28T10:30")
    assert not distribute(book, desk, now).errors
    sent = sorted((tmp_path / "台账" / "下发" / "2022-06").glob("*报送表.xlsx"))
    assert len(sent) == 3
    answer = {f"T{rows[0][0][-3:]}_progress": 0.5, f"T{rows[0][0][-3:]}_latest": "已完成一半。"}
    return_form(tmp_path / "台账", rows[0][2], "2022-06", **answer)
    merge(book, desk, now)
    judge(book, desk, now)
    values = {str(r["task_id"]): r for r in Office(book).ledger.values("tasks")}
    assert values[rows[0][0]]["progress"] == 0.5
    assert [bool(values[row[0]]["state"]) for row in rows] == [True] * 3
