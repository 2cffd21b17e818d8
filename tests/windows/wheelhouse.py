"""Fill a folder with the wheels that a Windows PC needs: wheelhouse.py FOLDER PYPROJECT.

pip looks at markers with the eyes of the machine it runs on, so what only Windows asks for
(pywin32, colorama) is missing after a download on Linux. Here the metadata of what came is read
again with Windows' eyes until nothing is missing. names.txt says what to install.
"""

import email.parser
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

_HERE = {key: str(value) for key, value in default_environment().items()}
WINDOWS: dict[str, str] = _HERE | {
    "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows",
    "platform_machine": "AMD64", "python_version": "3.11", "python_full_version": "3.11.9", "extra": "",
}  # fmt: skip
TESTS = ("pytest", "hypothesis", "pypdf", "oletools", "pyvbaanalysis")  # of the extra `dev`


def fill(folder: Path, pyproject: Path) -> None:
    """Download until every requirement of every wheel there is met."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    wanted = [r for r in project["optional-dependencies"]["dev"] if Requirement(r).name in TESTS]
    missing = [*project["dependencies"], *wanted]
    while missing:
        _download(folder, missing)
        missing = sorted(set(_missing(folder)))
    names = {parse_wheel_filename(p.name)[0] for p in folder.glob("*.whl")}
    (folder / "names.txt").write_text("\n".join(sorted(names - {"pip", "setuptools"})), "utf-8")


def _download(folder: Path, requirements: list[str]) -> None:
    place = ["--find-links", str(folder), "-d", str(folder)]
    target = ["--only-binary=:all:", "--platform", "win_amd64", "--python-version", "3.11"]
    command = [sys.executable, "-m", "pip", "download", "-q", *target, *place, *requirements]
    subprocess.run(command, check=True)


def _missing(folder: Path) -> Iterator[str]:
    there = {parse_wheel_filename(p.name)[0] for p in folder.glob("*.whl")}
    for wheel in folder.glob("*.whl"):
        for requirement in _requires(wheel):
            if canonicalize_name(requirement.name) not in there:
                yield f"{requirement.name}{requirement.specifier}"


def _requires(wheel: Path) -> Iterator[Requirement]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        head = email.parser.BytesParser().parsebytes(archive.read(name))
    for line in head.get_all("Requires-Dist", []):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(WINDOWS):
            yield requirement


if __name__ == "__main__":
    fill(Path(sys.argv[1]), Path(sys.argv[2]))
