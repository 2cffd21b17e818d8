"""File names from what people write: no name leaves its folder, breaks a system or meets another."""

import re
import unicodedata
import zipfile
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.filenames import (
    file_stem,
    file_stems,
    form_file,
    is_named_in,
    return_file,
    sheet_names,
    short_stem,
)
from tests.support.tables import table

NAMES = r"""
| 写的               | 文件名             |
| 县财政局           | 县财政局           |
| 示例县CBD管委会    | 示例县CBD管委会    |
| 县发改局/粮食局    | 县发改局／粮食局   |
| a\b:c*d?e"f<g>h    | a＼b：c＊d？e＂f＜g＞h |
| 县[一]#1%          | 县［一］＃1％      |
| ../../evil         | ．．／．．／evil   |
| ..                 | ．．               |
| .hidden            | ．hidden           |
| ~$book             | ～$book            |
| ~.~                | ～．～             |
| 县局...            | 县局．．．         |
| CON                | CON_               |
| con.txt            | con_.txt           |
| LPT¹               | LPT¹_              |
| CONTROL            | CONTROL            |
| COM10              | COM10              |
"""
LINES = [(line["写的"], line["文件名"]) for line in table(NAMES)]
UNSEEN = (
    ("县|局", "县｜局"), ("县\t财\n政  局 ", "县 财 政 局"), ("县局 . ", "县局 ．"), ("", "未命名"), (" \x00", "未命名"),
    ("\u202e县局\ufeff", "县局"), ("\ud800县", "县"), ("县\uffff", "县"), ("NUL .x", "NUL_ .x"),
    ("县\u3000局", "县 局"), ("e\u0301", "é"), ("A\x08\u0300", "À"),
)  # fmt: skip
FORBIDDEN = re.compile(r'[/\\:*?"<>|\[\]#%\x00-\x1f\x7f]')
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)")
ANY_TEXT = st.text(st.characters(), max_size=300)
NASTY = st.text("Aaé\u0301.~/ 县ＡCONcon\u212a\x00", max_size=8)


@pytest.mark.parametrize(("written", "name"), [*LINES, *UNSEEN])
def test_a_name_keeps_what_it_can(written: str, name: str) -> None:
    assert file_stem(written) == name


@given(ANY_TEXT | NASTY)
def test_no_system_refuses_it(text: str) -> None:
    stem = file_stem(text)
    assert not FORBIDDEN.search(stem)
    assert not DEVICE.match(stem)
    assert stem == stem.strip(" .")
    assert stem[0] not in "~."
    assert ".." not in stem
    assert unicodedata.is_normalized("NFC", stem)


@given(ANY_TEXT)
def test_it_is_short_enough_with_its_ending(text: str) -> None:
    name = return_file(file_stem(text), "2022-06上旬")
    assert len(name.encode()) <= 255
    assert len(name.encode("utf-16-le")) <= 2 * 100


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_three_of_them_are_a_name_too(one: str, two: str, three: str) -> None:
    name = f"{'_'.join(map(short_stem, (one, two, three)))}_20220628.xlsx"
    assert len(name.encode()) <= 255


@given(ANY_TEXT | NASTY)
def test_it_stays_in_its_folder(text: str) -> None:
    name = form_file(file_stem(text), "2022-06")
    assert (Path("下发") / name).parent == Path("下发")
    assert PureWindowsPath(name).name == name


@given(st.lists(NASTY | ANY_TEXT, max_size=12, unique=True))
def test_no_two_meet_whatever_the_system_folds(texts: list[str]) -> None:
    stems = file_stems(texts)
    assert list(stems) == texts
    folded = {unicodedata.normalize("NFD", s).upper().casefold() for s in stems.values()}
    assert len(folded) == len(texts)
    for text, stem in stems.items():
        assert stem.startswith(file_stem(text)[:20])


@given(st.lists(NASTY, min_size=1, max_size=8, unique=True))
def test_the_order_of_names_changes_none(texts: list[str]) -> None:
    assert file_stems(texts) == file_stems(texts[::-1])


def test_long_names_that_differ_at_their_end_differ() -> None:
    stems = file_stems([f"{'示例县' * 80}{end}" for end in "甲乙"])
    assert len({*stems.values()}) == 2


def test_archives_take_them(tmp_path: Path) -> None:
    names = [form_file(stem, "2022-06") for stem in file_stems(w for w, _ in LINES).values()]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in names:
            (tmp_path / name).write_text("")
            archive.write(tmp_path / name, name)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path / "out")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {*names}


def test_a_file_named_after_a_unit_is_known_as_its_own() -> None:
    unit = "县发改局/粮食局"
    assert is_named_in(unit, form_file(file_stem(unit), "2022-06"))
    assert is_named_in("县财政局", "县财政局 报表(1).xlsx")
    assert not is_named_in("县财政局", "县粮食局_2022-06_报送表.xlsx")


@given(
    st.lists(NASTY | ANY_TEXT | st.text("🀄'[a", max_size=40), max_size=12),
    st.sampled_from(["({})", "_{}"]),
)
def test_sheets_have_names_of_their_own_that_excel_takes(titles: list[str], twin: str) -> None:
    names = sheet_names(titles, twin)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) <= 2 * 31, (
            "Excel counts a sign beyond U+FFFF twice"
        )
        assert not set(name) & set("[]:*?/\\\x00")
        assert "'" not in name[0] + name[-1]
