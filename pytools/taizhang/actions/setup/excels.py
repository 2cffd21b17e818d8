"""What Windows says of the Excel on it: how many bits it has, whether it may run macros here."""

import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from taizhang.actions.setup.trusting import is_trusted

OFFICE = r"Microsoft\Office\16.0"
SECURITY = rf"{OFFICE}\Excel\Security"
WARNINGS = "VBAWarnings"  # 1 all macros run, 2 Excel asks, 3 only signed ones, 4 none
FORBIDDING = {3, 4}
_PROGRAM = re.compile(r'"?([^"]+?\.exe)', re.IGNORECASE)
_BITS = {0x014C: "32", 0x8664: "64", 0xAA64: "64"}  # machines of a Windows program


def bits_of(server: str) -> str:
    """32 or 64, of the program in that line of the registry; blank where it cannot be told."""
    found = _PROGRAM.match(server)
    try:
        data = Path(found[1] if found else "").read_bytes()[:4096]
        [at] = struct.unpack_from("<I", data, 0x3C)
        [machine] = struct.unpack_from("<H", data, at + 4)
    except (OSError, struct.error):
        return ""
    return _BITS.get(machine, "")


def macros_forbidden(folder: Path) -> bool:
    """Whether Excel would run no macro of a workbook in that folder, and ask nobody.

    A trusted folder is not asked about, unless trusted folders or macros are switched off altogether.
    """
    if any(_values(rf"{OFFICE}\Common", "vbaoff")):
        return True
    if not FORBIDDING & set(_values(SECURITY, WARNINGS)[:1]):
        return False
    closed = any(_values(rf"{SECURITY}\Trusted Locations", "AllLocationsDisabled"))
    return closed or not is_trusted(folder)


def _values(key: str, name: str) -> list[int]:
    """What is set: by the policy of the machine, of the user, by the user himself; the first counts."""
    return list(_read(key, name))


def _read(key: str, name: str) -> Iterator[int]:
    if sys.platform != "win32":
        return
    import winreg

    machine, user = winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER
    places = (
        (machine, rf"Software\Policies\{key}"),
        (user, rf"Software\Policies\{key}"),
        (user, rf"Software\{key}"),
    )
    for root, place in places:
        try:
            with winreg.OpenKey(root, place) as opened:
                yield int(winreg.QueryValueEx(opened, name)[0])
        except (OSError, ValueError, TypeError):
            continue
