"""The wheels of the lab's PC: those of an installation bundle, and those that the tests need.

wheelhouse.py FOLDER PYPROJECT; names.txt in the folder says what to install.
"""

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

from taizhang.actions.setup.bundling import TARGETS, check_hashes, download

TESTS = (
    "pytest",
    "pytest-xdist",
    "hypothesis",
    "pypdf",
    "oletools",
    "pyvbaanalysis",
)  # of the extra `dev`
TOOLS = frozenset({"pip", "setuptools"})
MADE_HERE = TOOLS | {"taizhang", "colorclass", "win-unicode-console"}  # by build.sh, from source


def fill(folder: Path, pyproject: Path) -> None:
    """Download until every requirement of every wheel there is met."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    wanted = [r for r in project["optional-dependencies"]["dev"] if Requirement(r).name in TESTS]
    download(folder, [*project["dependencies"], *wanted], TARGETS["win_amd64"])
    check_hashes(folder, MADE_HERE)
    names = {str(parse_wheel_filename(p.name)[0]) for p in folder.glob("*.whl")}
    (folder / "names.txt").write_text("\n".join(sorted(names - TOOLS)), "utf-8")


if __name__ == "__main__":
    fill(Path(sys.argv[1]), Path(sys.argv[2]))
