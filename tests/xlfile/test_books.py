"""Apps, opening, saving, and everything that can go wrong with a file."""

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

import xlfile
from tests.xlfile.conftest import reopened, written

Make = Callable[..., xw.Book]


def test_the_engine_is_known_by_name() -> None:
    xlfile.activate()
    assert xw.engines.active is xlfile.engine
    assert xw.engines["xlfile"] is xlfile.engine
    assert [engine.name for engine in xw.engines].count("xlfile") == 1
    assert (xlfile.engine.name, xlfile.engine.type) == ("xlfile", "desktop")


def test_an_app_remembers_what_it_is_told() -> None:
    app: Any = xw.App(visible=False)
    assert (app.visible, app.screen_updating, app.display_alerts) == (False, True, True)
    assert (app.calculation, len(app.books)) == ("automatic", 0)
    assert not app.status_bar
    with app.properties(screen_updating=False, calculation="manual", status_bar="合并中"):
        assert (app.screen_updating, app.calculation) == (False, "manual")
        assert app.status_bar == "合并中"
    assert (app.screen_updating, app.calculation) == (True, "automatic")
    assert not app.status_bar
    assert app.version.major == 16
    with pytest.raises(ValueError, match="calculation is one of"):
        app.calculation = "sometimes"


def test_the_app_started_or_activated_last_is_the_active_one() -> None:
    first = xw.App(visible=False, add_book=False)
    second = xw.App(visible=False, add_book=False)
    assert xw.apps.active == second
    assert set(xw.apps.keys()) == {first.pid, second.pid}
    first.activate()
    assert xw.apps.active == first
    assert xw.apps[second.pid] == second
    second.quit()
    first.kill()
    assert len(xw.apps) == 0
    xw.apps.cleanup()
    with pytest.raises(KeyError):
        xw.apps[second.pid]


def test_alerts_are_recorded_and_answered_carefully() -> None:
    app = xw.App(visible=False)
    assert app.alert("合并 3 份？", "督查台账", "yes_no", "info") == "no"
    app.impl.answers.append("yes")
    assert app.alert("再来？", buttons="yes_no") == "yes"
    assert app.alert("完成") == "ok"
    assert [alert.prompt for alert in app.impl.alerts] == ["合并 3 份？", "再来？", "完成"]
    assert app.impl.alerts[0].title == "督查台账"
    with pytest.raises(NotImplementedError, match=r"App\.alert with a callback"):
        app.alert("x", callback="f")


def test_calculate_asks_for_it_on_load(ledger: xw.Book) -> None:
    ledger.impl.workbook.edit().find("{*}calcPr").attrib.clear()
    ledger.save()
    assert not ledger.impl.package.changed
    ledger.app.calculate()
    assert ledger.impl.package.changed
    book = reopened(ledger)
    assert b'fullCalcOnLoad="1"' in book.impl.package.read("xl/workbook.xml")


def test_books_are_found_by_name_path_and_place(ledger: xw.Book, tmp_path: Path) -> None:
    other = xw.books.open(written(tmp_path / "子 目录" / "报送.xlsx", lambda b: b.add_worksheet()))
    assert xw.books.active == other
    assert [book.name for book in xw.books] == ["报送.xlsx", "台账.xlsx"]
    assert xw.books["台账.xlsx"] == xw.Book(tmp_path / "台账.xlsx") == xw.books[1] == ledger
    assert xw.books.open(other.fullname) == other
    assert "没有.xlsx" not in xw.books
    ledger.activate()
    assert xw.books.active == ledger
    assert xw.sheets.active.name == "任务台账"
    other.close()
    assert len(xw.books) == 1


def test_a_mock_caller_is_the_caller(ledger: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xw.Book, "_mock_caller", ledger, raising=False)
    ledger.set_mock_caller()
    assert xw.Book.caller().sheets[0]["A2"].value == "R-1"


def test_a_book_closes_at_the_end_of_its_block(ledger: xw.Book) -> None:
    with ledger as book:
        assert len(book.app.books) == 1
    assert len(xw.books) == 0
    with pytest.raises(IndexError, match="no workbook is open"):
        _ = xw.books.active
    with pytest.raises(NotImplementedError, match=r"Books\.add"):
        xw.books.add()


def test_nothing_changed_means_nothing_written(ledger: xw.Book) -> None:
    path = Path(ledger.fullname)
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    _ = ledger.sheets[0].used_range.value, ledger.sheets[0].used_range.formula
    _ = ledger.sheets[0]["A1"].color, ledger.sheets[0].tables["任务"].range.value
    ledger.save()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


def test_save_as_goes_on_with_the_new_file(ledger: xw.Book, tmp_path: Path) -> None:
    old = Path(ledger.fullname)
    before = old.read_bytes()
    new = tmp_path / "备份" / "台账-副本.xlsx"
    new.parent.mkdir()
    ledger.save(new)
    assert new.read_bytes() == before
    ledger.sheets[1]["A1"].value = 8
    ledger.save()
    assert ledger.fullname == str(new)
    assert old.read_bytes() == before
    assert reopened(ledger).sheets[1]["A1"].value == 8.0


def test_a_saved_book_can_be_changed_and_saved_again(ledger: xw.Book) -> None:
    sheet = ledger.sheets[1]
    for number in range(3):
        sheet[number, 3].value = number
        ledger.save()
    assert reopened(ledger).sheets[1]["D1:D3"].value == [0.0, 1.0, 2.0]


def test_the_same_changes_give_the_same_bytes(make: Make, tmp_path: Path) -> None:
    book = make(lambda b: b.add_worksheet())
    path = Path(book.fullname)
    twin = Path(shutil.copy2(path, tmp_path / "双.xlsx"))
    for opened in (book, xw.Book(twin)):
        opened.sheets[0]["A1"].value = "同"
        opened.save()
    assert path.read_bytes() == twin.read_bytes()


@pytest.mark.posix  # Windows has no such bits
def test_the_mode_of_the_file_is_kept(ledger: xw.Book) -> None:
    path = Path(ledger.fullname)
    path.chmod(0o640)
    ledger.sheets[1]["A1"].value = 8
    ledger.save()
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_save_leaves_the_file_and_no_rubbish(
    ledger: xw.Book, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def locked(*_: Any) -> None:
        raise PermissionError("in use")

    path = Path(ledger.fullname)
    before = path.read_bytes()
    ledger.sheets[1]["A1"].value = 8
    owner = os if step == "fsync" else Path
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, locked)
        for system in ("_linux", "_windows"):  # as a system refuses it that has no such step
            patch.setattr(f"wholefile.swaps.{system}", lambda *_: False)
        with pytest.raises(PermissionError):
            ledger.save()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["台账.xlsx"]
    assert reopened(ledger).sheets[1]["A1"].value == 8.0


def test_a_file_that_somebody_else_saved_is_not_overwritten(ledger: xw.Book) -> None:
    path = Path(ledger.fullname)
    ledger.sheets[1]["A1"].value = 8
    os.utime(path, (1, 1))
    with pytest.raises(xlfile.ChangedOnDisk, match="changed on disk"):
        ledger.save()
    path.unlink()
    ledger.save()
    assert path.exists()


def test_a_book_opened_to_read_is_not_saved_over(ledger: xw.Book) -> None:
    path = ledger.fullname
    ledger.close()
    book = xw.Book(path, read_only=True)
    with pytest.raises(PermissionError, match="read only"):
        book.save()


def test_what_saving_and_opening_cannot_do_is_named(ledger: xw.Book, tmp_path: Path) -> None:
    with pytest.raises(NotImplementedError, match=r"Book.save of 台账.xlsx as .xlsm"):
        ledger.save(tmp_path / "台账.xlsm")
    with pytest.raises(NotImplementedError, match=r"Book.save with a password"):
        ledger.save(password="x")  # noqa: S106 - no secret
    ledger.close()
    with pytest.raises(NotImplementedError, match=r"Books.open with password"):
        xw.Book(tmp_path / "台账.xlsx", password="x")  # noqa: S106 - no secret


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    for opened in (xw.Book, xw.App(visible=False).books.open):
        with pytest.raises(FileNotFoundError):
            opened(tmp_path / "没有.xlsx")


def _zipped(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


def _unreadable(tmp_path: Path) -> dict[str, Path]:
    good = written(tmp_path / "好.xlsx", lambda b: b.add_worksheet()).read_bytes()
    with zipfile.ZipFile(tmp_path / "好.xlsx") as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels, book = "_rels/.rels", "xl/workbook.xml"
    bent = {
        "no workbook": {n: t for n, t in parts.items() if n != book},
        "no relations": {n: t for n, t in parts.items() if n != rels},
        "broken XML": parts | {book: parts[book][:-20]},
        "strict": parts | {book: parts[book].replace(main, strict)},
    }
    files = {
        "empty": b"",
        "text": "不是工作簿".encode(),
        "xls": b"\xd0\xcf\x11\xe0" + bytes(600),
        "cut": good[: len(good) // 2],
    }
    made = {}
    for number, (name, data) in enumerate(files.items()):
        made[name] = tmp_path / f"坏{number}.xlsx"
        made[name].write_bytes(data)
    for name, changed in bent.items():
        made[name] = _zipped(tmp_path / f"坏 {name}.xlsx", changed)
    return made


def test_an_unreadable_file_is_named_as_such(tmp_path: Path) -> None:
    for name, path in _unreadable(tmp_path).items():
        before = path.read_bytes()
        with pytest.raises(xlfile.UnreadableWorkbook) as caught:
            xw.Book(path)
        assert caught.value.path == path, name
        assert caught.value.reason
        assert path.read_bytes() == before


def test_a_sheet_that_is_damaged_is_noticed_when_it_is_read(
    ledger: xw.Book, tmp_path: Path
) -> None:
    with zipfile.ZipFile(ledger.fullname) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    parts["xl/worksheets/sheet2.xml"] = "<worksheet><sheetData><row></sheetData>"
    book = xw.Book(_zipped(tmp_path / "半坏.xlsx", parts))
    assert book.sheets[0]["A2"].value == "R-1"
    with pytest.raises(xlfile.UnreadableWorkbook):
        _ = book.sheets[1]["A1"].value
    with pytest.raises(xlfile.UnreadableWorkbook):
        book.sheets[1]["A1"].value = 1


def test_rows_and_cells_without_addresses_are_understood(ledger: xw.Book, tmp_path: Path) -> None:
    with zipfile.ZipFile(ledger.fullname) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    parts["xl/worksheets/sheet2.xml"] = (
        f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    )
    book = xw.Book(_zipped(tmp_path / "无址.xlsx", parts))
    book.sheets[1]["B2"].value = 4
    assert reopened(book).sheets[1]["A1:B2"].value == [[1.0, 2.0], [3.0, 4.0]]
