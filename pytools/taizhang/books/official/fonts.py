"""Which fonts of a paper this machine has: another one changes where lines and pages end.

Nothing is embedded. Where the machine cannot be asked, nothing is said.
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any


def missing_fonts(fonts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """First choices that are not installed, with the font that stands in for each; {} if unknown.

    The stand-in is "" where none of the choices is there.
    """
    known = installed_fonts()
    if known is None:
        return {}
    return {
        names[0]: next((n for n in names[1:] if n.casefold() in known), "")
        for names in fonts.values()
        if names[0].casefold() not in known
    }


@cache
def installed_fonts() -> frozenset[str] | None:
    """Names of the fonts installed, folded; None where they cannot be listed."""
    return _of_windows() if sys.platform == "win32" else _of_fontconfig()


def _of_fontconfig() -> frozenset[str] | None:
    if not shutil.which("fc-list"):
        return None
    done = subprocess.run(["fc-list", ":", "family"], capture_output=True, check=False, timeout=30)
    names = done.stdout.decode("utf-8", "replace").replace("\n", ",").split(",")
    return frozenset(n.strip().casefold() for n in names if n.strip()) or None


def _of_windows() -> frozenset[str] | None:
    import importlib

    winreg: Any = importlib.import_module("winreg")  # there on Windows alone
    found: set[str] = set()
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(root, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
                count = winreg.QueryInfoKey(key)[1]
                found |= {str(winreg.EnumValue(key, at)[0]) for at in range(count)}
        except OSError:
            continue
    pieces = (n.partition("(")[0].split("&") for n in found)
    english = frozenset(p.strip().casefold() for names in pieces for p in names)
    return (english | {cn for en, cn in ENGLISH.items() if en in english}) or None


# Windows lists its Chinese fonts by their English names
ENGLISH = {
    "simsun": "宋体", "simhei": "黑体", "fangsong": "仿宋", "kaiti": "楷体", "stzhongsong": "华文中宋",
    "fangsong_gb2312": "仿宋_gb2312", "kaiti_gb2312": "楷体_gb2312", "fzxiaobiaosong-b05s": "方正小标宋简体",
}  # fmt: skip
