"""Tables, names, formats, validations, shapes, sheets, ribbon beside those that Excel itself saved.

tests/data/excel holds what Excel writes: every element, attribute and order in 1,158 workbooks that
Excel 2007 to 365 saved (`python -m tests.support.excel_wrote`). What our workbooks have otherwise
stands in ALLOWED with the line of the specification; any other difference fails, and so does a
line of ALLOWED that is no difference any more.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import xlwings
from lxml import etree

from taizhang.vba.install import PACKAGE_RELS, RIBBON_TYPE
from taizhang.vba.ribbon import RIBBON_PART
from tests.golden.test_golden import RECORDED
from tests.support import masters
from tests.support.excel_wrote import read_facts
from tests.support.packages import parts_of
from tests.support.written import SUBJECTS, Written, parts_in

VALIDATION = "ECMA-376-1 18.3.1.32: an attribute of dataValidation, whatever its type"
MARKED_UP = "; so openpyxl writes a form that goes back, with the values Excel takes by itself"
ALLOWED = {
    "book: calcPr @fullCalcOnLoad": "ECMA-376-1 18.2.2: asks for a full calculation when it is opened; "
    "our formulas carry no figures of their own",
    "book: workbook > fileVersion is missing": "ECMA-376-1 18.2.27: workbook need not "
    f"have a fileVersion (18.2.13){MARKED_UP}",
    "sheet: headerFooter > evenFooter": f"ECMA-376-1 18.3.1.46: a child, here blank{MARKED_UP}",
    "sheet: headerFooter > evenHeader": f"ECMA-376-1 18.3.1.46: a child, here blank{MARKED_UP}",
    "sheet: headerFooter > firstFooter": f"ECMA-376-1 18.3.1.46: a child, here blank{MARKED_UP}",
    "sheet: headerFooter > firstHeader": f"ECMA-376-1 18.3.1.46: a child, here blank{MARKED_UP}",
    **{
        f"book: workbookView @{name}": f"ECMA-376-1 18.2.30: an attribute of workbookView{MARKED_UP}"
        for name in ("autoFilterDateGrouping", "showHorizontalScroll", "showSheetTabs",
                     "showVerticalScroll", "visibility")
    },
    **{
        f"validation: dataValidation:{kind} @{name}": VALIDATION
        for kind, names in {
            "date": ("error", "errorStyle", "errorTitle", "prompt", "promptTitle", "showDropDown"),
            "decimal": ("showDropDown",),
            "list": ("errorStyle", "showDropDown"),
        }.items()
        for name in names
    },
}  # fmt: skip
FOLDER = Path(xlwings.__file__).parent
MACRO = re.compile(r"\[0\]!Tz\w+")  # [0] is the workbook itself; so Excel spells a shape's macro
ORDERED = re.compile(r"(?P<element>.+): (?P<first>\S+) < (?P<second>\S+)")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A workbook of each kind that the program makes."""
    folder = tmp_path_factory.mktemp("kinds")
    for name, build in RECORDED.items():
        build(folder / f"{name}.xlsx")
    masters.build(folder / "台账.xlsm")
    return {path.stem: path for path in sorted(folder.iterdir())}


@cache
def _excels(subject: str) -> tuple[frozenset[str], frozenset[str]]:
    """What Excel writes, and what it always writes."""
    facts = read_facts(subject)
    sure = frozenset(f.removesuffix(" !") for f in facts if f.endswith(" !"))
    return frozenset(f.removesuffix(" !") for f in facts), sure


def _differences(subject: str, facts: list[str]) -> Iterator[str]:
    """What stands in our workbooks and in none of Excel's, or the other way about, or in disorder."""
    known, sure = _excels(subject)
    ours = {f.removesuffix(" !") for f in facts}
    for fact in ours:
        order = ORDERED.fullmatch(fact)
        if order:
            turned = f"{order['element']}: {order['second']} < {order['first']}"
            if turned in known:
                yield f"{subject}: {fact}"
        elif fact not in known:
            yield f"{subject}: {fact}"
    elements = {f.split(" ")[0].rstrip(":") for f in ours}
    always = {f.removesuffix(" !") for f in facts if f.endswith(" !")}
    for fact in sure - always:
        if fact.split(" ")[0] in elements:  # an element that we do not use lacks nothing
            yield f"{subject}: {fact} is missing"


COMPARED = [s.name for s in SUBJECTS if s.name != "ribbon"]


@pytest.mark.parametrize("subject", COMPARED)
def test_it_is_as_excel_writes_it_or_the_specification_allows_the_other(
    books: dict[str, Path], subject: str
) -> None:
    found = {
        difference
        for path in books.values()
        for difference in _differences(subject, _facts(path, subject))
    }
    assert found == {line for line in ALLOWED if line.startswith(f"{subject}: ")}


def _facts(path: Path, subject: str) -> list[str]:
    written = Written()
    written.add(parts_in(path))
    return written.facts(subject)


def test_every_allowed_difference_names_its_line() -> None:
    assert all(
        re.match(r"(ECMA-376-1|\[MS-\w+\]) \d+(\.\d+)+: ", line) for line in ALLOWED.values()
    )


@pytest.mark.parametrize("subject", [s for s in COMPARED if s != "book"])  # its calcPr was edited
@pytest.mark.parametrize("name", ["quickstart.xlsm", "quickstart_standalone.xlsm"])
def test_excels_own_workbooks_are_seen_by_the_same_eyes(subject: str, name: str) -> None:
    """What xlwings carries was saved by Excel, so nothing in it can be a difference."""
    assert list(_differences(subject, _facts(FOLDER / name, subject))) == []


@pytest.mark.parametrize(
    ("fact", "difference"),
    [
        ("table @colour", "table: table @colour"),
        ("table: tableColumns < autoFilter", "table: table: tableColumns < autoFilter"),
        ("autoFilter > filterColumn", "table: autoFilter @ref is missing"),
    ],
)
def test_a_foreign_attribute_a_turned_order_and_a_lack_are_seen(fact: str, difference: str) -> None:
    assert difference in set(_differences("table", [fact]))


def test_each_shape_with_a_macro_calls_a_sub_of_this_workbook(books: dict[str, Path]) -> None:
    parts = parts_of(books["台账"])
    drawings = [
        etree.fromstring(x) for n, x in parts.items() if n.startswith("xl/drawings/drawing")
    ]
    macros = [str(e.get("macro")) for d in drawings for e in d.iter() if e.get("macro")]
    assert len(macros) > 10
    assert [m for m in macros if not MACRO.fullmatch(m)] == []


def _ribbon_facts(part: str, xml: bytes) -> set[str]:
    written = Written()
    written.add({part: xml})
    return {f.removesuffix(" !") for f in written.facts("ribbon")}


RIBBON_ALLOWED = {
    "tab @insertAfterMso": "[MS-CUSTOMUI2] 2.3.74: an attribute of CT_Tab, one of those that say where it stands",
}


def test_the_ribbon_is_written_as_one_that_people_use(books: dict[str, Path]) -> None:
    """xlwings' own add-in has its ribbon in the older part, of the same elements."""
    path = FOLDER / "addin" / "xlwings.xlam"
    theirs = _ribbon_facts("customUI/customUI.xml", parts_of(path)["customUI/customUI.xml"])
    parts = parts_of(books["台账"])
    ours = _ribbon_facts(RIBBON_PART, parts[RIBBON_PART])
    assert {f for f in ours - theirs if " < " not in f} == set(RIBBON_ALLOWED)
    root = etree.fromstring(parts[RIBBON_PART])
    assert root.tag == "{http://schemas.microsoft.com/office/2009/07/customui}customUI"
    relation = f'Type="{RIBBON_TYPE}" Target="{RIBBON_PART}"'
    assert relation in parts[PACKAGE_RELS].decode()
