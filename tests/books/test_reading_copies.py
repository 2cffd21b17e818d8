"""A row or a sheet that stands in a file more than once, and numbers copied over others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.forms.words import BASE
from taizhang.core.submission import Form, Value
from tests.books.test_reading import answer, read, written
from tests.mangling.sample import KEY

TASKS = "任务填报"
KEYS = [f"2022-{n:03}" for n in range(1, 7)]
Change = Callable[[Worksheet], None]


def filled(folder: Path, change: Callable[[Workbook], None]) -> Form:
    """Each row says its own row number in 最新进展; then the file is changed."""

    def edit(book: Workbook) -> None:
        for row in range(4, 10):
            book[TASKS][f"J{row}"] = f"第{row}行的进展"
        change(book)

    return read(written(folder, edit), key=KEY)


def latest(form: Form) -> list[Value | None]:
    """最新进展 of each row, None where it was not taken."""
    found = [answer(form, key, "latest") for key in KEYS]
    return [a.theirs if a.usable else None for a in found]


def codes(form: Form) -> set[str]:
    return {i.code for i in form.every_issue} - {"F223"}


def numbers(*places: int) -> Callable[[Workbook], None]:
    """Row 4 and those below carry these numbers, by their place among those sent."""

    def edit(book: Workbook) -> None:
        for row, place in enumerate(places, start=4):
            book[TASKS][f"A{row}"] = KEYS[place]

    return edit


EVERY = [f"第{row}行的进展" for row in range(4, 10)]
NUMBERS = [
    ("copied one row down", (0, 0, 2, 3, 4, 5)),
    ("copied over three rows", (0, 0, 0, 0, 4, 5)),
    ("of the last row copied up", (0, 1, 2, 3, 5, 5)),
    ("shifted down by one", (0, 0, 1, 2, 3, 4)),
    ("copied twice over", (0, 0, 2, 2, 4, 4)),
]


@pytest.mark.parametrize(("name", "places"), NUMBERS, ids=[name for name, _ in NUMBERS])
def test_a_number_copied_over_others(name: str, places: tuple[int, ...], tmp_path: Path) -> None:
    form = filled(tmp_path, numbers(*places))
    assert latest(form) == EVERY, name
    assert codes(form) == {"F215"}


def test_two_numbers_changed_about_are_asked(tmp_path: Path) -> None:
    form = filled(tmp_path, numbers(1, 0, 2, 3, 4, 5))
    assert latest(form) == [None, None, *EVERY[2:]]
    assert "F216" in codes(form)
    assert answer(form, KEYS[0], "latest").raw == EVERY[1]


def test_a_name_copied_down_beside_the_right_number(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book[TASKS]["B5"] = book[TASKS]["B4"].value

    form = filled(tmp_path, edit)
    assert latest(form) == EVERY
    assert "F218" in codes(form)


def test_a_further_line_of_another_name_spoils_nobodys_answers(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        row = [book[TASKS].cell(5, c).value for c in range(1, 14)]
        book[TASKS].append([KEYS[0], *row[1:9], "不知算谁的", *row[10:]])

    form = filled(tmp_path, edit)
    assert latest(form) == EVERY
    assert {"F216", "F256"} <= codes(form)
    assert any("不知算谁的" in i.message for i in form.every_issue)


def copied(change: Change, *, first: bool = False) -> Callable[[Workbook], None]:
    """A copy of the sheet beside the one filled in, changed."""

    def edit(book: Workbook) -> None:
        copy = book.copy_worksheet(book[TASKS])
        copy.title = "存档"
        if first:
            book.move_sheet(copy, -len(book.worksheets) + 1)
        change(copy)

    return edit


def fill(column: str, value: Any) -> Change:
    def edit(sheet: Worksheet) -> None:
        for row in range(4, 10):
            sheet[f"{column}{row}"] = value

    return edit


def blank(sheet: Worksheet) -> None:
    for column in "HIJKLM":
        fill(column, None)(sheet)


COPIES: list[tuple[str, Change, list[str | None]]] = [
    ("the same", fill("M", None), list(EVERY)),
    ("blank", blank, list(EVERY)),
    ("with the column empty", fill("J", None), list(EVERY)),
    ("with another text", fill("J", "上月的进展"), [None] * 6),
    ("with an error", fill("J", "=1/0"), [None] * 6),
]  # fmt: skip


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize(("name", "change", "expected"), COPIES, ids=[c[0] for c in COPIES])
def test_a_second_copy_of_the_sheet(
    name: str, change: Change, expected: list[str | None], tmp_path: Path, *, first: bool
) -> None:
    form = filled(tmp_path, copied(change, first=first))
    assert latest(form) == expected, name
    assert "F221" in codes(form)
    assert not {"F308", "F309"} & codes(form)


def test_an_archive_of_what_was_sent_says_nothing(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        copied(lambda _: None)(book)
        for row in range(4, 10):
            book[TASKS][f"J{row}"] = f"新的进展{row}"
            book[TASKS][f"H{row}"] = row * 10
        sent = written(tmp_path, name="原样.xlsx")
        for cells in load_workbook(sent)[TASKS].iter_rows():
            for cell in (c for c in cells if isinstance(c, Cell)):
                book["存档"][cell.coordinate] = cell.value

    form = filled(tmp_path, edit)
    assert latest(form) == [f"新的进展{row}" for row in range(4, 10)]
    assert [answer(form, key, "actual").theirs for key in KEYS] == [
        row * 10.0 for row in range(4, 10)
    ]
    assert "F401" not in codes(form)


@pytest.mark.parametrize("first", [False, True])
def test_news_taken_away_are_not_made_good_from_a_copy_whose_age_nobody_knows(
    tmp_path: Path, *, first: bool
) -> None:
    """Without what was sent nobody can say whether the copy or the blank is the older one."""

    def edit(book: Workbook) -> None:
        copied(fill("J", "不知何时的进展"), first=first)(book)
        fill("J", None)(book[TASKS])
        del book[BASE]

    form = filled(tmp_path, edit)
    assert latest(form) == [None] * 6
    asked = [answer(form, key, "latest").issue for key in KEYS]
    assert {issue.message for issue in asked if issue} == {
        "同一编号填了两样：不知何时的进展、空白，没有采用。"
    }
