"""One folder to carry to an office PC without internet: every wheel, what installs them, what to read.

Made once on a machine that reaches a package index. pip looks at markers with the eyes of the
machine it runs on, so after each download the metadata of what came is read again with the eyes
of the target, until nothing is missing.
"""

import base64
import email.parser
import hashlib
import importlib.metadata
import re
import subprocess
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from taizhang.actions.setup.installers import (
    AMD64,
    ARM64,
    FOLDER,
    OfficialInstaller,
    write_helpers,
)
from taizhang.actions.setup.manual import manual
from taizhang.books.resources import PACKAGE, resource
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import jobs as told
from taizhang.office.report import CannotRun, Desk, Report
from wholefile import scratch

NAME = "taizhang"
PYTHON, FULL = "3.11", "3.11.9"
WHEELS, NAMES, SUMS = "组件", "names.txt", "SHA256.txt"
WINDOWS, LINUX = "windows", "linux"
_NOT_COPIED = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json")


@dataclass(frozen=True, slots=True)
class TargetMachine:
    """A kind of machine: what pip calls it, and what its Python says of itself."""

    system: str
    platforms: tuple[str, ...]
    machine: str
    installer: OfficialInstaller | None = None

    @property
    def markers(self) -> dict[str, str]:
        """The environment in which requirements are judged (PEP 508)."""
        windows = self.system == WINDOWS
        return {
            "implementation_name": "cpython", "implementation_version": FULL,
            "os_name": "nt" if windows else "posix", "platform_machine": self.machine,
            "platform_python_implementation": "CPython", "platform_release": "",
            "platform_system": "Windows" if windows else "Linux", "platform_version": "",
            "python_full_version": FULL, "python_version": PYTHON,
            "sys_platform": "win32" if windows else "linux", "extra": "",
        }  # fmt: skip


# glibc 2.28 is that of Kylin V10 and UOS 20
TARGETS = {
    "win_amd64": TargetMachine(WINDOWS, ("win_amd64",), "AMD64", AMD64),
    "win_arm64": TargetMachine(WINDOWS, ("win_arm64",), "ARM64", ARM64),
    "linux_x86_64": TargetMachine(
        LINUX, ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"), "x86_64"
    ),
    "linux_aarch64": TargetMachine(
        LINUX,
        ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
        "aarch64",
    ),
}


def bundle(out: Path, desk: Desk, target: str = "win_amd64") -> Report:
    """Fill `out` with what office PCs need; CannotRun where the wheels cannot be had.

    `target` names kinds of machine, several with commas between.
    """
    names = target.replace("，", ",").replace(" ", "").split(",")
    chosen = [_target(name) for name in names]
    wheels = out / WHEELS
    wheels.mkdir(parents=True, exist_ok=True)
    for old in wheels.glob(f"{NAME}-*.whl"):
        old.unlink()
    own_wheel(wheels)
    for done, kind in enumerate(chosen, start=1):
        desk.progress("安装包", done, len(chosen))
        download(wheels, importlib.metadata.requires(NAME) or (), kind)
    installers = installers_of(chosen)
    desk.progress("安装包", len(chosen), 0)
    check_hashes(wheels)
    write_helpers(out, installers)
    read = manual(out, desk)
    _write_sums(wheels)
    size = sum(p.stat().st_size for p in out.rglob("*") if p.is_file())
    count = len(list(wheels.glob("*.whl")))
    facts = (
        told.BUNDLED.of(count=count, size=f"{size / 1e6:.1f}"),
        told.FOR_TARGETS.of(names=list(names)),
        *(told.STILL_TO_PUT.of(place=f"{FOLDER}/{one.name}") for one in installers),
    )
    data = {"wheels": count, "bytes": size}
    return Report("bundle", facts, read.issues, files=(out,), data=data)


def installers_of(chosen: Collection[TargetMachine]) -> list[OfficialInstaller]:
    """Python's own installers for those machines, in the order of TARGETS."""
    return [kind.installer for kind in TARGETS.values() if kind in chosen and kind.installer]


def _target(name: str) -> TargetMachine:
    if name not in TARGETS:
        raise CannotRun(catalog.TARGET_UNKNOWN.at(found=name, known="、".join(TARGETS)))
    return TARGETS[name]


def own_wheel(folder: Path) -> Path:
    """This program as a wheel: built from its source, or packed again from where it is installed."""
    root = PACKAGE.parents[1]
    if (root / "pyproject.toml").exists():
        _pip("wheel", "--no-deps", "-w", str(folder), str(root))
        return next(folder.glob(f"{NAME}-*.whl"))
    return _packed(folder)


def _packed(folder: Path) -> Path:
    """A wheel of the installed files; its RECORD is written anew."""
    found = importlib.metadata.distribution(NAME)
    path = folder / f"{NAME}-{found.version}-py3-none-any.whl"
    lines: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(found.files or (), key=str):
            if file.parts[0] == ".." or "__pycache__" in file.parts or file.name in _NOT_COPIED:
                continue
            data = file.read_binary()
            archive.writestr(file.as_posix(), data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            lines.append(f"{file.as_posix()},sha256={digest},{len(data)}")
        record = f"{NAME}-{found.version}.dist-info/RECORD"
        archive.writestr(record, "\n".join([*lines, f"{record},,", ""]))
    return path


def download(folder: Path, requirements: Iterable[str], target: TargetMachine) -> None:
    """Wheels for the target until every requirement of every wheel that came is met."""
    missing = list(_apply(requirements, target.markers))
    platforms = [part for name in target.platforms for part in ("--platform", name)]
    with _pins(target) as pins:
        while missing:
            _pip(
                "download", "--only-binary=:all:", "--python-version", FULL, *platforms,
                "-c", str(pins), "--find-links", str(folder), "-d", str(folder), *missing,
            )  # fmt: skip
            missing = sorted(set(_missing(folder, target)))


@contextmanager
def _pins(target: TargetMachine) -> Iterator[Path]:
    """The versions of the lock as limits for pip; hashes are compared afterwards, by us."""
    lines = sorted(f"{name}=={version}" for name, version in locked(target))
    with scratch() as folder:
        path = folder / "pins.txt"
        path.write_text("\n".join(lines), "utf-8")
        yield path


def locked(target: TargetMachine | None = None) -> dict[tuple[str, str], frozenset[str]]:
    """Name and version of each package of requirements.lock, and the SHA-256 its files may have.

    With a target only what the lock means for it; one package may stand there in two versions.
    """
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    text = (resource("templates") / "bundle" / "requirements.lock").read_text("utf-8")
    found: dict[tuple[str, str], frozenset[str]] = {}
    for line in text.replace("\\\n", " ").splitlines():
        wanted, *hashes = line.split("--hash=sha256:")
        if not wanted.strip() or wanted.startswith("#"):
            continue
        requirement = Requirement(wanted.strip())
        if target and requirement.marker and not requirement.marker.evaluate(target.markers):
            continue
        version = next(iter(requirement.specifier)).version
        key = (canonicalize_name(requirement.name), version)
        found[key] = frozenset(h.strip() for h in hashes) | found.get(key, frozenset())
    return found


def check_hashes(folder: Path, made_here: Collection[str] = (NAME,)) -> None:
    """CannotRun when a wheel that was downloaded is not the one that the lock names."""
    from packaging.utils import parse_wheel_filename

    known = locked()
    for wheel in sorted(folder.glob("*.whl")):
        name, version, _, _ = parse_wheel_filename(wheel.name)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if name not in made_here and digest not in known.get((name, str(version)), ()):
            raise CannotRun(catalog.COMPONENT_ALTERED.at(name=wheel.name))


def _missing(folder: Path, target: TargetMachine) -> Iterator[str]:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name, parse_wheel_filename

    wheels = [w for w in folder.glob("*.whl") if _fits(w, target)]
    there = {parse_wheel_filename(w.name)[0] for w in wheels}
    for wheel in wheels:
        for wanted in _apply(_requires(wheel), target.markers):
            if canonicalize_name(Requirement(wanted).name) not in there:
                yield wanted


def _fits(wheel: Path, target: TargetMachine) -> bool:
    """Whether it is for every machine or for this one."""
    from packaging.utils import parse_wheel_filename

    platforms = {tag.platform for tag in parse_wheel_filename(wheel.name)[3]}
    if "any" in platforms:
        return True
    return any(p in target.platforms or p.endswith(f"_{target.machine}") for p in platforms)


def _requires(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        head = email.parser.BytesParser().parsebytes(archive.read(name))
    return [str(line) for line in head.get_all("Requires-Dist", [])]


def _apply(requirements: Iterable[str], markers: Mapping[str, str]) -> Iterator[str]:
    """Those that hold in that environment, without their markers."""
    from packaging.requirements import Requirement

    for line in requirements:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(dict(markers)):
            yield f"{requirement.name}{requirement.specifier}"


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8",
                          errors="replace", check=False)  # fmt: skip
    if done.returncode:
        raise CannotRun(catalog.COMPONENT_MISSING.at(name=_lacking(done.stderr)))


def _lacking(said: str) -> str:
    """Which component pip did not find, as far as it tells."""
    found = re.search(
        r"(?:distribution found for|satisfies the requirement|Cannot install) ([A-Za-z0-9._-]+)",
        said,
    )
    return found.group(1) if found else "（没有连上）"


def _write_sums(wheels: Path) -> None:
    lines = [
        f"{hashlib.sha256(w.read_bytes()).hexdigest()}  {w.name}"
        for w in sorted(wheels.glob("*.whl"))
    ]
    (wheels / SUMS).write_text("\n".join([*lines, ""]), "utf-8")
