"""The installation without internet, as README and 安装.sh do it, where there is no network at all.

A namespace of its own has no interface but a loopback that is down: whatever reached for an index
would fail. The wheels are those that pip can get for this very machine.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.posix]

ALONE = ("unshare", "-rn")
REACH = "import socket; socket.create_connection(('192.0.2.1', 443), 3)"
ROOT = Path(__file__).parents[1]


def _alone(*command: str, home: Path) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_", "VIRTUAL"))}
    environment = {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home / "share")}
    return subprocess.run(
        [*ALONE, *command], capture_output=True, text=True, check=False, env=environment
    )


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which(ALONE[0]):
        pytest.skip("unshare is missing")
    if subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no namespace of its own is allowed here")
    if sys.version_info[:2] != (3, 11):
        pytest.skip("安装.sh wants Python 3.11")
    from taizhang.actions.setup.bundling import WHEELS
    from taizhang.actions.setup.installers import write_helpers

    out = tmp_path_factory.mktemp("安装 包")
    wheels = out / WHEELS
    command = [sys.executable, "-m", "pip", "wheel", "-q", "-w", str(wheels), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip("the components cannot be fetched here")
    assert done.returncode == 0, done.stderr
    write_helpers(out)
    return out


def test_there_is_no_network_in_there(bundle: Path, tmp_path: Path) -> None:
    assert _alone(sys.executable, "-c", REACH, home=tmp_path).returncode != 0
    assert bundle.is_dir()


def test_the_script_installs_and_settles_without_a_network(bundle: Path, tmp_path: Path) -> None:
    place = tmp_path / "督查 台账"
    done = _alone("sh", str(bundle / "安装.sh"), str(place), home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "可以使用" in done.stdout
    assert (place / "督查台账.xlsm").is_file()
    program = tmp_path / "share" / "taizhang" / "bin" / "taizhang"
    checked = _alone(str(program), "selfcheck", str(place / "督查台账.xlsm"), home=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    ledger = (place / "督查台账.xlsm").read_bytes()
    again = _alone("sh", str(bundle / "安装.sh"), str(place), home=tmp_path)
    assert again.returncode == 0, again.stdout + again.stderr
    assert (place / "督查台账.xlsm").read_bytes() == ledger
