"""Every member of xlwings' contract is either supported or refuses by name; none is silent."""

import ast
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import xlwings as xw
from xlwings import base_classes, main

from xlfile.book import Book, Sheets
from xlfile.engine import App, Apps, Books
from xlfile.names import Name, Names
from xlfile.ranges import Font, Range
from xlfile.sheet import Sheet
from xlfile.tables import Table, Tables
from xlfile.validation import DataValidation

SUPPORTED: dict[type, str] = {
    Apps: "keys add cleanup",
    App: "activate visible quit kill screen_updating display_alerts calculation calculate "
    "version books pid status_bar alert",
    Books: "active open",
    Book: "api name sheets app close save fullname names activate",
    Sheets: "active add",
    Sheet: "api name names book index range cells activate select clear_contents clear copy "
    "tables used_range visible",
    Range: "expand coords api row column shape raw_value max_cells_per_read max_cells_per_write "
    "clear_contents clear end formula font column_width row_height has_array number_format "
    "get_address address hyperlink add_hyperlink color set_colors name rows columns table "
    "autofit copy paste data_validation",
    DataValidation: "api set_list set_rule delete",
    Font: "api bold italic size color name",
    Names: "snapshot contains add",
    Name: "name refers_to refers_to_range delete",
    Tables: "add",
    Table: "api name data_body_range display_name header_row_range insert_row_range parent range "
    "show_autofilter show_headers show_totals table_style totals_row_range resize",
}
READ_ONLY = {
    Sheet: "name",
    Name: "name",
    Table: "name display_name show_headers show_totals table_style",
}
NOT_IN_THE_BASE = {"Table.rows", "Sheet.pivot_tables", "Book.selection", "Range.arg1_input"}


def _contract(cls: type) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for base in cls.__mro__:
        if base.__module__ == base_classes.__name__:
            members |= {n: m for n, m in vars(base).items() if not n.startswith("_")}
    return members


def _refused() -> Iterator[tuple[type, str]]:
    for cls, supported in SUPPORTED.items():
        for member in sorted(_contract(cls).keys() - set(supported.split())):
            yield cls, member


def _instance(cls: type, ledger: xw.Book) -> Any:
    book = ledger.impl
    sheet = book.worksheets[0]
    cells = sheet.range("A1")
    made = {
        Apps: book.app.engine.apps,
        App: book.app,
        Books: book.app.books,
        Book: book,
        Sheets: book.sheets,
        Sheet: sheet,
        Range: cells,
        Font: cells.font,
        DataValidation: cells.data_validation,
        Names: book.names,
        Name: book.names(1),
        Tables: sheet.tables,
        Table: sheet.table_list[0],
    }
    return made[cls]


@pytest.mark.parametrize(("cls", "member"), list(_refused()))
def test_a_member_left_out_raises_by_name(ledger: xw.Book, cls: type, member: str) -> None:
    instance = _instance(cls, ledger)
    words = f"xlfile: {cls.__name__}.{member} is not supported"
    with pytest.raises(NotImplementedError, match=words):
        getattr(instance, member)()
    inherited = _contract(cls)[member]
    if isinstance(inherited, property) and inherited.fset is not None:
        with pytest.raises(NotImplementedError, match=f"setting {cls.__name__}.{member} "):
            setattr(instance, member, 1)


@pytest.mark.parametrize("cls", list(SUPPORTED))
def test_the_supported_members_are_those_listed(cls: type) -> None:
    listed = set(SUPPORTED[cls].split())
    assert listed <= _contract(cls).keys() | {"coords"}
    own = {
        name
        for name in _contract(cls)
        if "refuse" not in str(_code_name(vars(cls).get(name, "inherited")))
    }
    assert own == listed


def _code_name(member: Any) -> str:
    function = member.fget if isinstance(member, property) else member
    return str(getattr(function, "__qualname__", ""))


def test_what_can_only_be_read_says_so(ledger: xw.Book) -> None:
    for cls, members in READ_ONLY.items():
        for member in members.split():
            words = f"xlfile: setting {cls.__name__}.{member} is not supported"
            with pytest.raises(NotImplementedError, match=words):
                setattr(_instance(cls, ledger), member, "新")


def test_xlwings_asks_for_nothing_that_we_do_not_know() -> None:
    for cls in SUPPORTED:
        front = getattr(main, cls.__name__)
        for member in _asked_of_impl(front):
            known = any(member in vars(base) for base in cls.__mro__) or _is_set(cls, member)
            assert known, f"{cls.__name__}.{member}"


def _asked_of_impl(front: type) -> set[str]:
    tree = ast.parse(inspect.getsource(front))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value) in {"self.impl", "self._impl"}
    }


def _is_set(cls: type, member: str) -> bool:
    names = {"options"} if cls is Range else set()
    return member in names or f"self.{member} = " in inspect.getsource(cls)


@pytest.mark.parametrize("path", sorted(NOT_IN_THE_BASE))
def test_members_that_only_the_front_knows_raise_too(ledger: xw.Book, path: str) -> None:
    name, member = path.split(".")
    cls = next(cls for cls in SUPPORTED if cls.__name__ == name)
    with pytest.raises(NotImplementedError, match=f"xlfile: {path} is not supported"):
        getattr(_instance(cls, ledger), member)


def test_the_refusal_comes_through_the_public_api(ledger: xw.Book) -> None:
    cell = ledger.sheets[0]["A1"]
    with pytest.raises(NotImplementedError, match=r"xlfile: Range\.merge is not supported"):
        cell.merge()
    with pytest.raises(NotImplementedError, match=r"xlfile: setting Range\.wrap_text is not"):
        cell.wrap_text = True
    with pytest.raises(NotImplementedError, match=r"xlfile: Sheet\.charts is not supported"):
        _ = ledger.sheets[0].charts
    with pytest.raises(NotImplementedError, match=r"xlfile: App\.run is not supported"):
        ledger.macro("Main")()
