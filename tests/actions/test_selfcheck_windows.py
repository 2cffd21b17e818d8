"""Each state of a Windows PC that 环境自检 knows, produced for real: its sentence, its repair.

What is written into the registry is taken out again; where Excel is, wine looks up for the machine
alone, so that is written there.
"""

import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import xlwings as xw

from taizhang.actions.setup import selfchecking
from taizhang.actions.setup.components import version_of
from taizhang.actions.setup.excels import bits_of
from taizhang.actions.setup.selfchecking import CONF, mend, selfcheck
from taizhang.actions.setup.trusting import distrust
from taizhang.core.catalog import files as catalog
from taizhang.core.issues import Rule
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import MASTER
from tests.actions.conftest import Opener, moment

NOW = moment("2022-06-28T10:30")
MACHINES = {"32": 0x014C, "64": 0x8664}
CLSID = "{00024500-0000-0000-C000-000000000046}"
SECURITY = r"Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"Software\Policies\Microsoft\Office\16.0"


def program(path: Path, bits: str) -> Path:
    """The head of a Windows program of that many bits."""
    head = bytearray(0x80)
    struct.pack_into("<I", head, 0x3C, 0x40)
    head[0x40:0x44] = b"PE\0\0"
    struct.pack_into("<H", head, 0x44, MACHINES[bits])
    path.write_bytes(head)
    return path


@pytest.mark.parametrize("line", ['"{}" /automation', "{} /automation", "{}"])
@pytest.mark.parametrize("bits", MACHINES)
def test_how_many_bits_excel_has_stands_in_its_program(
    tmp_path: Path, line: str, bits: str
) -> None:
    assert bits_of(line.format(program(tmp_path / "EXCEL.EXE", bits))) == bits


@pytest.mark.parametrize("content", [None, b"", b"MZ", b"\xff" * 100])
def test_what_cannot_be_told_is_not_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "EXCEL.EXE"
    if content is not None:
        path.write_bytes(content)
    assert bits_of(f'"{path}"') == ""
    assert bits_of("") == ""


def test_a_program_of_32_bits_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert catalog.PROGRAM_SMALL.code not in codes(selfcheck(None, desk, NOW))
    monkeypatch.setattr(selfchecking, "SMALL", sys.maxsize + 1)
    assert catalog.PROGRAM_SMALL.code in codes(selfcheck(None, desk, NOW))


@dataclass
class Registry:
    """What was written into the registry, to be taken out again."""

    keys: list[tuple[int, str]] = field(default_factory=list)

    def put(self, key: str, name: str, value: str | int, *, classes: bool = False) -> None:
        if sys.platform == "win32":
            import winreg

            root = winreg.HKEY_CLASSES_ROOT if classes else winreg.HKEY_CURRENT_USER
            kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_DWORD
            self.keys.append((root, key))
            with winreg.CreateKey(root, key) as made:
                winreg.SetValueEx(made, name, 0, kind, value)

    def take_out(self) -> None:
        if sys.platform == "win32":
            import winreg

            for root, key in reversed(self.keys):
                with suppress(OSError):
                    winreg.DeleteKey(root, key)

    def server(self, path: str) -> None:
        """The program that Windows starts for Excel.Application."""
        for key, value in (
            ("Excel.Application", "Microsoft Excel"),
            (r"Excel.Application\CLSID", CLSID),
            (rf"CLSID\{CLSID}", "Microsoft Excel"),
            (rf"CLSID\{CLSID}\LocalServer32", path),
        ):
            self.put(key, "", value, classes=True)


@pytest.fixture
def registry() -> Iterator[Registry]:
    written = Registry()
    yield written
    written.take_out()
    distrust()


Prepare = Callable[[Registry, Path, xw.Book, pytest.MonkeyPatch], object]


def excel(registry: Registry, folder: Path, bits: str = "64") -> None:
    registry.server(f'"{program(folder.parent / "EXCEL.EXE", bits)}" /automation')


def wps(registry: Registry, folder: Path, _book: xw.Book, _patch: pytest.MonkeyPatch) -> None:
    registry.server(rf'"{folder.parent}\WPS Office\office6\et.exe" /automation')


def untrusted(registry: Registry, folder: Path, _book: xw.Book, _patch: pytest.MonkeyPatch) -> None:
    excel(registry, folder)


def small(registry: Registry, folder: Path, _book: xw.Book, _patch: pytest.MonkeyPatch) -> None:
    excel(registry, folder, "32")


def forbidden(registry: Registry, folder: Path, _book: xw.Book, _patch: pytest.MonkeyPatch) -> None:
    excel(registry, folder)
    registry.put(SECURITY, "VBAWarnings", 4)


def by_policy(registry: Registry, folder: Path, _book: xw.Book, _patch: pytest.MonkeyPatch) -> None:
    excel(registry, folder)
    registry.put(rf"{POLICY}\Excel\Security", "VBAWarnings", 3)
    registry.put(rf"{POLICY}\Excel\Security\Trusted Locations", "AllLocationsDisabled", 1)


def without_vba(
    registry: Registry, folder: Path, _book: xw.Book, _patch: pytest.MonkeyPatch
) -> None:
    excel(registry, folder)
    registry.put(rf"{POLICY}\Common", "vbaoff", 1)


def moved(_registry: Registry, folder: Path, book: xw.Book, _patch: pytest.MonkeyPatch) -> None:
    book.names[CONF].refers_to_range.value = str(folder / "没有" / "python.exe")
    book.save()


def without_pywin32(
    _registry: Registry, _folder: Path, _book: xw.Book, patch: pytest.MonkeyPatch
) -> None:
    there = version_of
    patch.setattr(selfchecking, "version_of", lambda name: "" if name == "pywin32" else there(name))


def left_over(
    _registry: Registry, folder: Path, _book: xw.Book, _patch: pytest.MonkeyPatch
) -> None:
    (folder / f"~${MASTER}").write_bytes(b"x")


# what stands in the way, what is said of it, whether 修复环境 mends it
STATES: dict[str, tuple[Prepare, Rule, bool]] = {
    "WPS in the place of Excel": (wps, catalog.WPS_IN_PLACE, False),
    "a folder that Excel does not trust": (untrusted, catalog.FOLDER_UNTRUSTED, True),
    "an Excel of 32 bits": (small, catalog.EXCEL_SMALL, False),
    "macros forbidden by the user's settings": (forbidden, catalog.MACROS_FORBIDDEN, True),
    "macros forbidden by a policy": (by_policy, catalog.MACROS_FORBIDDEN, False),
    "no VBA at all by a policy": (without_vba, catalog.MACROS_FORBIDDEN, False),
    "the program moved": (moved, catalog.INTERPRETER_MISSING, True),
    "pywin32 is missing": (without_pywin32, catalog.PACKAGE_MISSING, False),
    "a mark was left over": (left_over, catalog.LOCK_LEFT, True),
}


@pytest.mark.slow
@pytest.mark.windows
@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has such states")
@pytest.mark.parametrize("state", STATES)
def test_each_state_has_its_sentence_and_where_possible_its_repair(
    loaded: Path, fresh: Opener, desk: Desk, registry: Registry, state: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    prepare, rule, repaired = STATES[state]
    folder, book = fresh(loaded)
    assert rule.code not in codes(selfcheck(book, desk, NOW))
    prepare(registry, folder, book, monkeypatch)
    if rule is not catalog.INTERPRETER_MISSING:  # the check itself puts that right
        assert rule.code in codes(selfcheck(book, desk, NOW))
    mended = codes(mend(book, desk, NOW))
    assert (rule.code in mended) is not repaired
    assert (rule.code in codes(selfcheck(book, desk, NOW))) is not repaired


ROADS = {"wps": "WPS", "excel": "点工作簿里的按钮", "nothing": "没有找到Excel"}


@pytest.mark.windows
@pytest.mark.skipif(sys.platform != "win32", reason="only Windows knows an Excel")
@pytest.mark.parametrize("there", ROADS)
def test_which_road_is_open_is_said(
    tmp_path: Path, desk: Desk, registry: Registry, there: str
) -> None:
    (tmp_path / "x").mkdir()
    if there == "excel":
        excel(registry, tmp_path / "x")
    elif there == "wps":
        registry.server(r"C:\WPS Office\office6\et.exe")
    assert ROADS[there] in dict(selfcheck(None, desk, NOW).facts)["怎么用"]


def codes(report: Report) -> set[str]:
    return {issue.code for issue in report.issues}
