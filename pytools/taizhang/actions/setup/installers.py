"""What lies beside the wheels of a bundle: the scripts that install them, the place for Python's own installer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from taizhang.books.resources import resource

FOLDER = "安装程序"
_BATCHES, _SCRIPTS = ("安装.bat", "卸载.bat"), ("安装.sh", "安装说明.txt")
_PLACE = "放这里.txt"


@dataclass(frozen=True, slots=True)
class OfficialInstaller:
    """The installer of python.org for one kind of PC."""

    name: str
    sha256: str
    platform: str  # what sysconfig.get_platform says in the Python that it installs
    processors: (
        str  # cmd.exe's test of %CPU%: on which PCs it is the one to take; the last that fits holds
    )
    kind: str  # as people call it


AMD64 = OfficialInstaller(
    "python-3.11.9-amd64.exe", "5ee42c4eee1e6b4464bb23722f90b45303f79442df63083f05322f1785f5fdde",
    "win-amd64", 'if /i not "%CPU%"=="x86"', "64 位 Windows 8.1 及以上",
)  # fmt: skip
ARM64 = OfficialInstaller(
    "python-3.11.9-arm64.exe", "58f3a4e91b63d5a680ecc77c1db4565a1e3966e8656d4c8b89200d58c1f5c4f3",
    "win-arm64", 'if /i "%CPU%"=="ARM64"', "ARM 处理器的 Windows 11",
)  # fmt: skip


def write_helpers(out: Path, installers: Sequence[OfficialInstaller] = (AMD64,)) -> None:
    """The scripts and the page beside them; those of Windows only where an installer of it is named.

    A .bat is GBK with CRLF, as cmd.exe of an office reads it.
    """
    choice = "\n".join(
        f"{i.processors} call :pc {i.platform} {i.name} {i.sha256}" for i in installers
    )
    kinds = "、".join(i.kind for i in installers)
    for name in (*_BATCHES, *_SCRIPTS) if installers else _SCRIPTS:
        text = (resource("templates") / "bundle" / name).read_text("utf-8")
        _write(out / name, text.replace("{choice}", choice).replace("{kinds}", kinds))
    if installers:
        (out / FOLDER).mkdir(exist_ok=True)
        _write(out / FOLDER / _PLACE, _page(installers))


def _page(installers: Sequence[OfficialInstaller]) -> str:
    lines = ["电脑上没有 Python 3.11 时，把官方安装程序放进这个文件夹，再双击“安装.bat”：", ""]
    for one in installers:
        lines += [f"    {one.name}", f"    （{one.kind}）", f"    SHA-256：{one.sha256}", ""]
    return "\n".join([*lines, "“安装.bat”会先核对 SHA-256，对不上就不运行它。", ""])


def _write(path: Path, text: str) -> None:
    if path.suffix == ".bat":
        path.write_bytes(text.replace("\n", "\r\n").encode("gbk"))
    elif path.suffix == ".txt":  # the notepad of Windows 7 knows UTF-8 by its mark
        path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    else:
        path.write_bytes(text.encode("utf-8"))
        path.chmod(0o755)
