"""汇总结果 on one page: right figures, whole names, the message ready to copy, one A4 in each case."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import load_workbook

from taizhang.books.papers.merge_page import MergePage, build_merge_page, load_wording
from taizhang.books.sheets.page import shares
from taizhang.core.merge.register import Occasion, Rejected, register, reminders
from taizhang.core.submission import Value
from tests.support.office import convert, faults
from tests.support.packages import errors_in

pytestmark = pytest.mark.slow

NOW = datetime(2022, 6, 28, 10, 30)
DUE = "2022年6月25日 18:00"
PLACE = "示例县政府督查室"
A4 = (595.3, 841.9)  # points
SHORT = [f"示例县第{n}局" for n in range(1, 38)]
LONG = [f"示例市高新技术产业开发区第{n}街道办事处" for n in range(1, 61)]
CONFLICTS: list[dict[str, Value]] = [
    {"task_id": f"2022-{n:03}", "name": "完成城区主干道路改造提升并投入使用，建成示范街区",
     "column": "完成进度", "unit": SHORT[n], "ours": 0.3, "theirs": 0.555}
    for n in range(9)
]  # fmt: skip
LOST = [Rejected(f"示例县第{n}局最终版.xls", "文件加了打开密码，读不了。") for n in range(9)]


def page(
    names: list[str],
    counts: dict[str, int],
    returned: dict[str, list[str]] | None = None,
    conflicts: list[dict[str, Value]] | None = None,
    rejected: list[Rejected] | None = None,
) -> MergePage:
    """A page of units that stand so, in the order given."""
    timings = [timing for timing, count in counts.items() for _ in range(count)]
    rows: list[dict[str, Value]] = [
        {"unit": name, "due_tasks": 9.0, "timing": timing, "taken": 20.0,
         "received": datetime(2022, 6, 26, 9) if timing == "迟报" else ""}
        for name, timing in zip(names, timings, strict=False)
    ]  # fmt: skip
    rows += [
        {"unit": "", "timing": "未采用", "file": r.file, "note": r.reason} for r in rejected or []
    ]
    found = register(rows, names, returned or {})
    occasion = Occasion("2022年6月", DUE, PLACE, "督查室 0000-0000000", NOW)
    said = reminders(found, occasion, load_wording())
    return MergePage(
        PLACE, "2022年重点工作实施方案", "2022年6月", DUE, NOW, found, files=found.filed,
        conflicts=conflicts or [], reminder=said[0].text if said else "",
    )  # fmt: skip


PAGES = {
    "usual": page(
        SHORT, {"按时": 22, "迟报": 5, "空报": 2, "漏报": 8}, {SHORT[0]: ["甲"] * 3}, CONFLICTS[:3], LOST[:2]
    ),
    "all in": page(SHORT, {"按时": 37}),
    "none in": page(SHORT, {"漏报": 37}),
    "before": page(SHORT, {"按时": 12, "待报": 25}),
    "sixty missing": page(LONG, {"漏报": 60}),
    "sixty of all": page(
        LONG, {"按时": 20, "迟报": 12, "空报": 4, "漏报": 24}, {n: ["甲"] for n in LONG[:20]}, CONFLICTS, LOST
    ),
    "nobody asked": page([], {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {name: folder / f"{name}.xlsx" for name in PAGES}
    for name, path in made.items():
        build_merge_page(path, PAGES[name])
    return made


@pytest.fixture(scope="module")
def printed(books: dict[str, Path]) -> dict[str, list[Any]]:
    """Size and text of each page as LibreOffice prints it."""
    found = {}
    for name, path in books.items():
        with pdfplumber.open(convert(path, path.parent, "pdf")) as pdf:
            found[name] = [
                (p.width, p.height, "".join(p.extract_text().split())) for p in pdf.pages
            ]
    return found


def cells(path: Path) -> list[Any]:
    sheet = load_workbook(path).worksheets[0]
    return [c.value for row in sheet.iter_rows() for c in row if c.value not in {None, ""}]


@pytest.mark.parametrize("name", PAGES)
def test_it_is_one_portrait_a4(printed: dict[str, list[Any]], name: str) -> None:
    (only,) = printed[name]
    assert only[:2] == pytest.approx(A4, abs=1)


@pytest.mark.parametrize("name", PAGES)
def test_every_name_and_the_whole_message_are_printed(
    printed: dict[str, list[Any]], name: str
) -> None:
    text, shown = printed[name][0][2], PAGES[name]
    absent = shown.register.absent
    for unit in (*absent, *shown.register.late, *shown.register.blank):
        assert unit in text
    for line in shown.reminder.splitlines():
        assert "".join(line.split()) in text


@pytest.mark.parametrize("name", PAGES)
def test_the_package_is_sound(books: dict[str, Path], name: str) -> None:
    assert faults(books[name]) == []


def test_figures_are_the_registers(books: dict[str, Path]) -> None:
    found = cells(books["usual"])
    for label, number in (
        ("应报", 37), ("已报", 29), ("按时", 22), ("迟报", 5), ("空报", 2), ("漏报", 8),
        ("采用格数", 740), ("退回单位", 1), ("未采用文件", 2), ("冲突", 3),
    ):  # fmt: skip
        assert label in found
        assert number in found
    assert "报送率 78%" in found
    assert "应报37家：按时22家、迟报5家、空报2家、漏报8家" in found


def test_before_the_deadline_nobody_has_missed_it(books: dict[str, Path]) -> None:
    found = cells(books["before"])
    assert "待报" in found
    assert "漏报" not in found
    assert any(str(c).startswith("【报送提醒】") for c in found)


def test_the_message_stands_in_one_cell_to_copy(books: dict[str, Path]) -> None:
    assert PAGES["usual"].reminder in cells(books["usual"])


def test_a_long_list_says_how_much_is_not_on_it(books: dict[str, Path]) -> None:
    found = cells(books["sixty of all"])
    assert "未采用文件（9份）" in found
    assert "另有4份，见主控工作簿" in found
    assert "另有4处，见主控工作簿" in found


def test_shares_are_shown_as_people_write_them(books: dict[str, Path]) -> None:
    found = cells(books["usual"])
    assert "30%" in found
    assert "55.5%" in found


def test_empty_lists_share_a_line(books: dict[str, Path]) -> None:
    assert "未报单位、迟报单位、空报单位、退回单位：无" in cells(books["all in"])


def test_who_reported_unasked_is_named(tmp_path: Path) -> None:
    found = register([{"unit": "示例县统计局", "due_tasks": "", "timing": "按时"}], [])
    build_merge_page(tmp_path / "a.xlsx", MergePage(PLACE, "", "2022年6月", DUE, NOW, found))
    shown = cells(tmp_path / "a.xlsx")
    assert "没有下发而报送的单位（1家）" in shown
    assert "示例县统计局" in shown


def test_a_file_of_an_absent_unit_is_told_from_silence(tmp_path: Path) -> None:
    lost = [Rejected("示例县第1局.xls", "文件加了打开密码，读不了。")]
    build_merge_page(tmp_path / "a.xlsx", page(SHORT, {"漏报": 2}, rejected=lost))
    assert "示例县第1局（文件未采用）" in cells(tmp_path / "a.xlsx")


def test_the_same_page_gives_the_same_bytes(books: dict[str, Path], tmp_path: Path) -> None:
    build_merge_page(tmp_path / "a.xlsx", PAGES["usual"])
    assert (tmp_path / "a.xlsx").read_bytes() == books["usual"].read_bytes()


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    build_merge_page(path, PAGES["usual"])
    before = path.read_bytes()
    broken = page(SHORT, {"按时": 1}, conflicts=[{"task_id": "1"}])
    with pytest.raises(KeyError):
        build_merge_page(path, broken)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("counts", [[1], [30, 6, 1], [1, 1, 1, 57], [200, 1], [5, 0, 5]])
def test_shares_fill_the_strip(counts: list[int]) -> None:
    wide = shares(counts, 60)
    assert sum(wide) == 60
    assert all(part >= 2 for part in wide)


def test_values_that_errors_look_like_are_text(tmp_path: Path) -> None:
    odd: dict[str, Value] = {**CONFLICTS[0], "ours": "=1/0", "theirs": "#N/A", "column": "最新进展"}
    build_merge_page(tmp_path / "a.xlsx", page(SHORT, {"按时": 1}, conflicts=[odd]))
    shown = cells(tmp_path / "a.xlsx")
    assert "=1/0" in shown
    assert errors_in({"汇总结果": [[c] for c in shown if c != "#N/A"]}) == []
