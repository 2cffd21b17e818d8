"""The built VBA project beside one that Excel itself saved: where they differ, and what allows it.

Excel's is the quickstart.xlsm that xlwings carries. A difference that is not in ALLOWED fails, and
so does a line of ALLOWED that is no difference any more.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import xlwings

from tests.support import masters, ovba
from tests.support.ovba import COOKIE, DOCUMENT, NAME, OFFSET, STREAM, Taken

EXCELS = Path(xlwings.__file__).with_name("quickstart.xlsm")
BUILT_FOR_MODULES = re.compile(r"^(Document|Module|Class|BaseClass)=")


def _by_kind(taken: Taken, *, document: bool) -> set[tuple[int, ...]]:
    kinds = (tuple(kind for kind, _ in module) for module in taken.modules)
    return {found for found in kinds if (DOCUMENT in found) == document}


def _keys(taken: Taken) -> list[str]:
    """Keys of PROJECT in order; those of modules, which are as many as there are, once."""
    keys = ["modules" if BUILT_FOR_MODULES.match(x) else x.split("=")[0] for x in taken.lines()]
    return [key for at, key in enumerate(keys) if key not in keys[:at]]


def _value(taken: Taken, key: str) -> str:
    return next(x.split("=", 1)[1] for x in taken.lines() if x.split("=")[0] == key)


def _names(taken: Taken) -> list[str]:
    return [dict(module)[NAME].decode() for module in taken.modules]


def _attributes(taken: Taken, name: str) -> list[str]:
    return [x for x in taken.source(name).splitlines() if x.startswith("Attribute VB_")]


def _libraries(taken: Taken) -> list[str]:
    """Names of the libraries that the references name."""
    return [b.decode("cp1252") for kind, b in taken.references if kind == ovba.REFERENCE_NAME]


def _kinds(records: Iterable[ovba.Record]) -> tuple[int, ...]:
    return tuple(kind for kind, _ in records)


def _any(values: Iterable[bytes]) -> set[str]:
    """Which of zero, FFFF and others occur."""
    return {
        "FFFF" if set(v) == {255} else "0" if not any(v) else "other" for v in values
    }  # fmt: skip


SAME: dict[str, Callable[[Taken], object]] = {
    "dir: kinds and order before the references": lambda t: _kinds(t.information),
    "dir: SYSKIND": lambda t: t.value(0x01),
    "dir: COMPATVERSION": lambda t: t.value(0x4A),
    "dir: LCID": lambda t: t.value(0x02),
    "dir: LCIDINVOKE": lambda t: t.value(0x14),
    "dir: CODEPAGE": lambda t: t.value(0x03),
    "dir: NAME": lambda t: t.value(0x04),
    "dir: DOCSTRING": lambda t: t.value(0x05),
    "dir: HELPFILEPATH": lambda t: t.value(0x06),
    "dir: HELPCONTEXT": lambda t: t.value(0x07),
    "dir: LIBFLAGS": lambda t: t.value(0x08),
    "dir: VERSION": lambda t: t.value(0x09),
    "dir: CONSTANTS": lambda t: t.value(0x0C),
    "dir: libraries referred to": _libraries,
    "dir: kinds of references": lambda t: {k for k, _ in t.references} - {0x16, 0x3E},
    "dir: PROJECTCOOKIE": lambda t: _any([t.value(0x13)]),
    "dir: records of a document module": lambda t: _by_kind(t, document=True),
    "dir: records of a standard module": lambda t: _by_kind(t, document=False),
    "dir: MODULEOFFSET": lambda t: _any(dict(m)[OFFSET] for m in t.modules),
    "dir: MODULECOOKIE": lambda t: {len(dict(m)[COOKIE]) for m in t.modules},
    "dir: the last record": lambda t: t.records[-1],
    "dir: MODULES counts them": lambda t: _count(t) == len(t.modules),
    "dir: a module's stream has its name": lambda t: all(
        dict(m)[NAME] == dict(m)[STREAM] for m in t.modules
    ),
    "PROJECT: keys and their order": _keys,
    "PROJECT: Name": lambda t: _value(t, "Name"),
    "PROJECT: HelpContextID": lambda t: _value(t, "HelpContextID"),
    "PROJECT: VersionCompatible32": lambda t: _value(t, "VersionCompatible32"),
    "PROJECT: Host Extender Info": lambda t: t.lines("Host Extender Info"),
    "PROJECT: modules in the order of dir": lambda t: [
        x.split("=")[1].split("/")[0] for x in t.lines() if BUILT_FOR_MODULES.match(x)
    ] == _names(t),
    "PROJECT: a window for each module": lambda t: [
        x.split("=")[0] for x in t.lines("Workspace")
    ] == _names(t),
    "PROJECTwm: as dir has them": lambda t: t.streams["PROJECTwm"] == _name_map(t),
    "streams": lambda t: {x for x in t.streams if x.split("/")[-1] not in _names(t)},
    "attributes of ThisWorkbook": lambda t: _attributes(t, "ThisWorkbook"),
    "attributes of a sheet": lambda t: _attributes(t, "Sheet1"),
    "_VBA_PROJECT: mark": lambda t: t.streams["VBA/_VBA_PROJECT"][:2],
    "_VBA_PROJECT: version": lambda t: t.streams["VBA/_VBA_PROJECT"][2:4],
    "_VBA_PROJECT: Reserved2": lambda t: t.streams["VBA/_VBA_PROJECT"][4],
    "_VBA_PROJECT: has a cache": lambda t: len(t.streams["VBA/_VBA_PROJECT"]) > 7,
}  # fmt: skip

ALLOWED = {
    "dir: COMPATVERSION": "[MS-OVBA] 2.3.4.2.1.2: which Office model; the record may be left away",
    "dir: VERSION": "[MS-OVBA] 2.3.4.2.1.11: VersionMajor and VersionMinor may be any number",
    "dir: libraries referred to": "[MS-OVBA] 2.3.4.2.2: an array of any references; quickstart "
    "has MSForms and its own add-in, ours stdole and Office, as a new project of Excel has",
    "dir: kinds of references": "[MS-OVBA] 2.3.4.2.2.1: a REFERENCE is any of four, REFERENCECONTROL and REFERENCEPROJECT "
    "stand only where there is a control library or another project",
    "dir: MODULEOFFSET": "[MS-OVBA] 2.3.4.2.3.2.5 and 2.3.4.3: the source starts at TextOffset, "
    "which is 0 where no PerformanceCache is written",
    "_VBA_PROJECT: version": "[MS-OVBA] 2.3.4.1: Version MUST be 0xFFFF on write",
    "_VBA_PROJECT: has a cache": "[MS-OVBA] 2.3.4.1: PerformanceCache MUST NOT be present on write",
}


def _count(taken: Taken) -> int:
    return int.from_bytes(taken.value(ovba.MODULES), "little")


def _name_map(taken: Taken) -> bytes:
    """[MS-OVBA] 2.3.3: each name in the code page and in UTF-16, ended by zeros; two at the end."""
    return b"".join(
        n.encode("cp1252") + b"\0" + n.encode("utf-16-le") + b"\0\0" for n in _names(taken)
    ) + b"\0\0"  # fmt: skip


@pytest.fixture(scope="module")
def excels() -> Taken:
    return ovba.take_apart(EXCELS)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return masters.build(tmp_path_factory.mktemp("built") / "台账.xlsm")


@pytest.fixture(scope="module")
def ours(path: Path) -> Taken:
    return ovba.take_apart(path)


@pytest.mark.parametrize("what", SAME)
def test_it_is_as_excel_saves_it_or_the_specification_allows_the_other(
    what: str, ours: Taken, excels: Taken
) -> None:
    assert (SAME[what](ours) != SAME[what](excels)) == (what in ALLOWED), (
        SAME[what](ours), SAME[what](excels),
    )  # fmt: skip


def test_every_allowed_difference_names_its_line() -> None:
    assert set(ALLOWED) <= set(SAME)
    assert all(re.match(r"\[MS-OVBA\] \d+(\.\d+)+", line) for line in ALLOWED.values())


@pytest.mark.parametrize("what", [w for w, f in SAME.items() if f.__name__ == "<lambda>"])
def test_excels_own_project_is_read_by_the_same_eyes(what: str, excels: Taken) -> None:
    """A statement about a project that is true of ours must be true of Excel's."""
    assert SAME[what](excels) is not False


def test_our_project_says_what_a_writer_must(ours: Taken) -> None:
    assert ours.streams["VBA/_VBA_PROJECT"] == bytes.fromhex("cc61ffff000000")
    for name in _names(ours):
        assert ours.streams[f"VBA/{name}"][0] == 1  # CompressedContainer, [MS-OVBA] 2.4.1.1.1
        assert ours.source(name).startswith(f'Attribute VB_Name = "{name}"')


def test_a_document_module_stands_for_the_workbook_and_for_each_sheet(
    ours: Taken, path: Path
) -> None:
    from taizhang.books.master.package import read_parts
    from taizhang.vba.install import code_names

    documents = [
        dict(m)[NAME].decode() for m in ours.modules if DOCUMENT in {kind for kind, _ in m}
    ]
    assert documents == ["ThisWorkbook", *code_names(read_parts(path.read_bytes()))]
