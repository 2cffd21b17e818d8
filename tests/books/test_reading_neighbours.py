"""A file without our hidden sheet in which pages of several units lie: whose it is, what is read."""

from itertools import permutations
from pathlib import Path

import pytest
from openpyxl import Workbook

from taizhang.books.reading.form import read_form
from taizhang.core.submission import Form, Refusal
from tests.books.test_reading import UNIT, sent_out
from tests.mangling.sample import sample

KEYS = [f"2022-{n:03}" for n in range(1, 7)]
HEAD = ["任务编号", "任务名称", "完成值", "完成进度", "最新进展", "存在问题", "下一步措施"]
NEIGHBOUR, OTHER = "示例县水务局", "示例镇政府"
NAMES = {row["task_id"]: row["name"] for row in sample(1).tasks}


def by_hand(folder: Path, name: str, *pages: tuple[str, str], shown: int = 99) -> Form | Refusal:
    """Read a workbook of pages (whose title names this unit, "" for no title; what 最新进展 says)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for at, (unit, text) in enumerate(pages):
        sheet = book.create_sheet(f"表{at}")
        if at >= shown:
            sheet.sheet_state = "hidden"
        sheet.append([f"任务填报　{unit}　2022-06" if unit else "任务填报"])
        sheet.append([])
        sheet.append(HEAD)
        for key in KEYS:
            sheet.append([key, NAMES[key], None, None, f"{text}，{key}已完成前期工作。"])
    path = folder / f"{name}.xlsx"
    book.save(path)
    return read_form(path, known=[sent_out(folder)])


OURS, THEIRS = "本单位的进展", "邻居的进展"
CASES: list[tuple[str, tuple[tuple[str, str], ...], str | None]] = [
    # the file's name, pages (unit of the title, what it says), whose text is read
    (UNIT, (("", OURS), (NEIGHBOUR, THEIRS)), OURS),
    (UNIT, ((UNIT, OURS), (NEIGHBOUR, THEIRS)), OURS),
    (UNIT, ((UNIT, OURS), (NEIGHBOUR, THEIRS), (OTHER, THEIRS)), OURS),
    (UNIT, (("", OURS), ("", OURS), (NEIGHBOUR, THEIRS)), OURS),
    ("汇总", ((UNIT, OURS), (NEIGHBOUR, THEIRS)), None),
    (UNIT, ((OTHER, THEIRS), (NEIGHBOUR, THEIRS)), None),
]


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize(("name", "pages", "expected"), CASES)
def test_a_neighbours_page_is_named_and_not_read(
    name: str,
    pages: tuple[tuple[str, str], ...],
    expected: str | None,
    tmp_path: Path,
    *,
    hidden: bool,
) -> None:
    for order in permutations(pages):
        form = by_hand(tmp_path, f"{name}_6月", *order, shown=1 if hidden else 99)
        if expected is None:
            assert isinstance(form, Refusal)
            assert [i.code for i in form.issues] == ["F290"]
            continue
        assert isinstance(form, Form)
        assert (form.unit, form.based) == (UNIT, True)
        latest = {str(a.theirs) for a in form.answers if a.column == "latest" and a.usable}
        assert len(latest) == len(KEYS)
        assert all(text.startswith(expected) for text in latest)
        foreign = {unit for unit, _ in order} - {"", UNIT}
        assert [i.code for i in form.issues].count("F268") == len(foreign)


def test_a_page_of_the_unit_itself_beside_nameless_ones_is_theirs(tmp_path: Path) -> None:
    form = by_hand(tmp_path, "6月报表", ("", OURS), (UNIT, OURS))

    assert isinstance(form, Form)
    assert (form.unit, len(form.answers) > 0) == (UNIT, True)


def test_one_number_with_two_names_is_asked_where_nothing_is_known_of_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["任务填报"], HEAD, ["T-1", "修路", 3, "", "甲乙丙丁戊己庚辛"]):
        sheet.append(row)
    sheet.append(["T-1", "架桥", "", 0.5, "子丑寅卯辰巳午未"])
    book.save(tmp_path / "某表.xlsx")

    form = read_form(tmp_path / "某表.xlsx")

    assert isinstance(form, Form)
    assert not any(a.usable for a in form.answers)
    told = "".join(i.message for i in form.every_issue)
    assert all(text in told for text in ("修路", "架桥", "“3”", "0.5", "甲乙丙丁", "子丑寅卯"))
    assert "F291" in [i.code for i in form.every_issue]
