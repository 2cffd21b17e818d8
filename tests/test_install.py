"""The wheel carries workbook/, macros/ and templates/, and works away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SHOW = "from taizhang.books.resources import resource; print(resource('workbook'))"
INIT = """
import sys, xlwings as xw, xlfile
from pathlib import Path
from taizhang.actions.setup.creating import init
from taizhang.office.office import Office
xlfile.activate()
report = init(Path(sys.argv[1]))
print(len(Office(xw.Book(report.files[0])).ledger.values("settings")))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the built wheel, laid out as an installation has them."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "-q",
        "-w",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip("the build backend cannot be fetched here")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run(code: str, *arguments: str, path: Path, where: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(path)}
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import site; site.main()\n{code}", *arguments],
        capture_output=True, text=True, check=False, cwd=where, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_resources_come_from_the_checkout_here() -> None:
    from taizhang.books.resources import resource

    assert resource("workbook") == ROOT / "workbook"


def test_resources_come_from_the_wheel_there(installed: Path, tmp_path: Path) -> None:
    found = Path(run(SHOW, path=installed, where=tmp_path))
    assert found == installed / "taizhang" / "resources" / "workbook"


def test_a_ledger_is_built_by_the_installed_wheel(installed: Path, tmp_path: Path) -> None:
    assert int(run(INIT, str(tmp_path / "台账"), path=installed, where=tmp_path)) > 10
