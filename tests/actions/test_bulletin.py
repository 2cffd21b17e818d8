"""Papers of the real tasks: every number of the text is a figure, and its rows are named beside it."""

import re
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

import xlfile
from taizhang.actions.judging import judge
from taizhang.actions.papers.bulletin import bulletin
from taizhang.actions.undoing import undo
from taizhang.books.official.fonts import missing_fonts
from taizhang.books.official.style import official_style
from taizhang.books.resources import template
from taizhang.office.report import CannotRun, Desk
from tests.actions.conftest import Quiet, moment, office
from tests.support.office import faults

JUNE = moment("2022-06-30T17:00")


@pytest.fixture(scope="module")
def judged(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose June is judged, with a meeting and a paper sent."""
    xlfile.activate()
    here = tmp_path_factory.mktemp("judged") / "台账"
    copytree(sent, here)
    judge(office(here).book, Quiet(), JUNE, "2022-06")
    now = office(here)
    now.ledger["meetings"].append([{
        "when": date(2022, 6, 8), "topic": "县政府常务会", "decision": "加快推进",
        "task_id": "2022-005",
    }])  # fmt: skip
    now.book.save()
    now.book.close()
    return here


@pytest.fixture
def folder(judged: Path, tmp_path: Path) -> Path:
    return Path(copytree(judged, tmp_path / "台账"))


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = (c.text for t in document.tables for r in t.rows for c in r.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def rows_of(path: Path, sheet: str) -> list[list[object]]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return [list(row) for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        "督查通报",
        "政务督查",
        "半年小结",
        "年终评定",
        "议定事项报告",
        "红黑榜通报",
        "表扬通报",
        "批评通报",
        "公示件",
    ],
)
def test_every_figure_of_a_paper_has_its_rows_beside_it(
    folder: Path, desk: Desk, kind: str
) -> None:
    done = bulletin(office(folder).book, desk, JUNE, "2022-06", kind)
    paper, source = done.files
    assert faults(paper) == []
    assert faults(source) == []
    text = text_of(paper)
    figures = {str(r[0]): r for r in rows_of(source, "数字来源")[2:] if r[0]}
    said = done.data["figures"]
    assert isinstance(said, dict)
    assert set(said) <= set(figures) | {""}
    for name, shown in said.items():
        assert shown in text
        assert str(figures[name][2]) == shown
        if name.endswith("数") and shown != "0":
            assert str(figures[name][5]).startswith("《"), name


@pytest.mark.slow
def test_the_text_says_what_the_attached_tables_say(folder: Path, desk: Desk) -> None:
    done = bulletin(office(folder).book, desk, JUNE, "2022-06", "督查通报")
    document = Document(str(done.files[0]))
    by_category, lagging = document.tables[0], document.tables[1]
    heads = [c.text for c in by_category.rows[0].cells]
    sums = {
        head: sum(int(row.cells[at].text) for row in by_category.rows[1:-1])
        for at, head in enumerate(heads) if head in {"任务数", "已销号", "预警", "滞后", "正常"}
    }  # fmt: skip
    said = done.data["figures"]
    assert isinstance(said, dict)
    whole = dict(zip(heads, (c.text for c in by_category.rows[-1].cells), strict=True))
    assert (whole["类别"], {h: int(whole[h]) for h in sums}) == ("合计", sums)
    assert str(sums["任务数"]) == said["总数"]
    assert str(sums["滞后"]) == said["滞后数"] == str(len(lagging.rows) - 1)
    assert str(sums["预警"]) == said["预警数"]
    text = text_of(done.files[0])
    found = re.search(r"滞后(\d+)项，占([\d.]+)%", text)
    assert found
    assert abs(100 * sums["滞后"] / sums["任务数"] - float(found[2])) < 0.05


def test_a_paper_made_again_is_the_same_and_a_printed_one_is_never_changed(
    folder: Path, desk: Desk
) -> None:
    first = bulletin(office(folder).book, desk, JUNE, "2022-06", "督查通报").files[0]
    before = first.read_bytes()
    again = bulletin(office(folder).book, desk, JUNE, "2022-06", "督查通报")
    assert (again.files[0], again.data["number"]) == (first, 1)
    lacks = missing_fonts(official_style().fonts)
    assert ("B122" in {i.code for i in again.issues}) == bool(lacks)
    now = office(folder)
    assert len(now.ledger.values("bulletins")) == 1
    tasks = now.ledger["tasks"]
    tasks.set_cells([(tasks.rows[0].number, "closed", date(2022, 6, 20))])
    now.book.save()
    changed = bulletin(office(folder).book, desk, JUNE, "2022-06", "督查通报")
    assert changed.files[0].name == "督查通报_2022-06_第1期（2）.docx"
    assert "B121" in {i.code for i in changed.issues}
    assert first.read_bytes() == before
    later = bulletin(office(folder).book, desk, moment("2022-07-31T17:00"), "2022-07", "督查通报")
    assert later.data["number"] == 2


def test_a_report_on_one_task_tells_of_it_alone(folder: Path, desk: Desk) -> None:
    done = bulletin(office(folder).book, desk, JUNE, "2022-06", "督查专报", "2022-005")
    text = text_of(done.files[0])
    assert "2022-005" in text
    assert "2022-006" not in text


@pytest.mark.slow
def test_the_layout_is_copied_to_be_changed_and_never_overwritten(folder: Path, desk: Desk) -> None:
    measures = folder / "模板" / "official.toml"
    measures.parent.mkdir(exist_ok=True)
    text = template("official.toml").read_text("utf-8")
    assert "天头" in text, "what each line means is written beside it"
    measures.write_text(text.replace("top = 37.0", "top = 40.0"), "utf-8")
    (own,) = bulletin(office(folder).book, desk, JUNE, template=True).files
    assert own == folder / "模板" / "公文.docx"
    assert faults(own) == []
    before = own.read_bytes()
    now = office(folder)
    now.ledger.set_settings({"paper_kind": "公文版式"})
    now.book.save()
    (again,) = bulletin(office(folder).book, desk, JUNE).files
    assert (again, own.read_bytes()) == (own, before), "a click is enough"
    paper = bulletin(office(folder).book, desk, JUNE, "2022-06", "督查通报").files[0]
    top = Document(str(paper)).sections[0].top_margin
    assert top is not None
    assert round(top.mm) == 40


def test_kinds_are_listed_and_unknown_ones_refused(folder: Path, desk: Desk) -> None:
    kinds = bulletin(office(folder).book, desk, JUNE, "2022-06", "list").data["kinds"]
    assert isinstance(kinds, list)
    assert "督查通报" in kinds
    with pytest.raises(CannotRun) as refusal:
        bulletin(office(folder).book, desk, JUNE, "2022-06", "快报")
    assert refusal.value.issue.code == "B106"


def test_the_register_can_be_taken_back(folder: Path, desk: Desk) -> None:
    bulletin(office(folder).book, desk, JUNE, "2022-06", "督查通报")
    undo(office(folder).book, desk, JUNE)
    assert office(folder).ledger.values("bulletins") == []


def test_a_pitch_that_leaves_a_page_short_of_lines_is_named(folder: Path, desk: Desk) -> None:
    measures = folder / "模板" / "official.toml"
    measures.parent.mkdir(exist_ok=True)
    text = template("official.toml").read_text("utf-8")
    measures.write_text(text.replace("line = 28.9", "line = 29.0"), "utf-8")
    done = bulletin(office(folder).book, desk, JUNE, "2022-06", "督查通报")
    (issue,) = (i for i in done.issues if i.code == "B123")
    assert "只排得下21行" in str(issue)
    assert "28.99磅" in str(issue)
    now = office(folder)
    now.ledger.set_settings({"paper_layout": "地方版式一"})
    now.book.save()
    done = bulletin(office(folder).book, desk, JUNE, "2022-06", "政务督查")
    assert "B123" not in {i.code for i in done.issues}
    bottom = Document(str(done.files[0])).sections[0].bottom_margin
    assert bottom is not None
    assert round(bottom.mm) == 27
