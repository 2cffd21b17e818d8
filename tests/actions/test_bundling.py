"""What goes into a bundle: markers read with the eyes of the target, nothing missing, whole wheels."""

import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from taizhang.actions.setup import bundling
from taizhang.actions.setup.bundling import TARGETS, WHEELS, installers_of, own_wheel
from taizhang.actions.setup.installers import write_helpers
from taizhang.core.catalog import files as catalog
from taizhang.desk import Terminal
from taizhang.office.report import CannotRun

ROOT = Path(__file__).parents[2]


def wheel(folder: Path, name: str, *requires: str) -> None:
    """A wheel of nothing but its metadata."""
    with zipfile.ZipFile(folder / f"{name}.whl", "w") as archive:
        lines = ["Metadata-Version: 2.1", *(f"Requires-Dist: {r}" for r in requires)]
        archive.writestr(f"{name.split('-', maxsplit=1)[0]}-1.dist-info/METADATA", "\n".join(lines))


@pytest.mark.parametrize(
    ("target", "missing"),
    [
        ("win_amd64", ["colorama>=0.4", "pywin32>=224"]),
        ("win_arm64", ["colorama>=0.4", "pywin32>=224"]),
        ("linux_x86_64", ["uvloop"]),
        ("linux_aarch64", ["uvloop"]),
    ],
)
def test_what_only_the_target_asks_for_is_missed(
    tmp_path: Path, target: str, missing: list[str]
) -> None:
    wheel(
        tmp_path, "click-1-py3-none-any",
        'colorama>=0.4; platform_system == "Windows"',
        'pywin32>=224; sys_platform == "win32"',
        'uvloop; sys_platform != "win32"',
        'tomli; python_version < "3.11"',
        'sphinx; extra == "docs"',
    )  # fmt: skip
    assert sorted(bundling._missing(tmp_path, TARGETS[target])) == missing


@pytest.mark.parametrize(
    ("target", "file", "fits"),
    [
        ("win_amd64", "lxml-6-cp311-cp311-win_amd64.whl", True),
        ("win_amd64", "lxml-6-cp311-cp311-win_arm64.whl", False),
        ("win_amd64", "rich-15-py3-none-any.whl", True),
        ("linux_aarch64", "lxml-6-cp311-cp311-manylinux_2_26_aarch64.manylinux_2_28_aarch64.whl", True),
        ("linux_aarch64", "lxml-6-cp311-cp311-manylinux_2_28_x86_64.whl", False),
        ("linux_x86_64", "lxml-6-cp311-cp311-win_amd64.whl", False),
    ],
)  # fmt: skip
def test_wheels_of_another_machine_do_not_count(target: str, file: str, fits: bool) -> None:
    assert bundling._fits(Path(file), TARGETS[target]) is fits


def test_a_kind_of_machine_that_is_not_known_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotRun) as stopped:
        bundling.bundle(tmp_path, Terminal(quiet=True), "win7")
    assert stopped.value.issue.code == catalog.TARGET_UNKNOWN.code
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("ERROR: No matching distribution found for lxml>=5", "lxml"),
        ("ERROR: Could not find a version that satisfies the requirement rich (from versions: none)", "rich"),
        ("WARNING: Retrying after connection broken", "（没有连上）"),
        (
            "ERROR: Cannot install pdfplumber because these package versions have conflicting",
            "pdfplumber",
        ),
    ],
)  # fmt: skip
def test_which_component_was_not_there_is_said(said: str, name: str) -> None:
    assert bundling._lacking(said) == name
    assert name in str(catalog.COMPONENT_MISSING.at(name=name))


def test_a_wheel_that_the_lock_does_not_name_is_refused(tmp_path: Path) -> None:
    wheel(tmp_path, "rich-15.0.0-py3-none-any")
    with pytest.raises(CannotRun) as stopped:
        bundling.check_hashes(tmp_path)
    assert stopped.value.issue.code == catalog.COMPONENT_ALTERED.code
    assert "rich-15.0.0" in str(stopped.value.issue)


@pytest.mark.parametrize("target", TARGETS)
def test_the_lock_names_every_requirement_with_a_version_that_it_allows(target: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *(r for e in ("dev", "cluster") for r in project["optional-dependencies"][e]),
    ]
    pinned = bundling.locked(TARGETS[target])
    versions: dict[str, str] = {str(name): version for name, version in pinned}
    for line in lines:
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate(TARGETS[target].markers):
            continue
        assert wanted.specifier.contains(versions[canonicalize_name(wanted.name)]), line
    assert all(pinned.values())


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_for_one_machine_the_lock_names_one_version_of_a_package(target: str) -> None:
    names = [name for name, _ in bundling.locked(TARGETS[target])]
    assert len(names) == len(set(names))


def test_the_program_is_packed_again_from_where_it_is_installed(tmp_path: Path) -> None:
    packed = bundling._packed(tmp_path)
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        record = next(n for n in names if n.endswith("/RECORD"))
        listed = [line.split(",")[0] for line in archive.read(record).decode().splitlines()]
    assert sorted(listed) == sorted(names)
    assert any(n.endswith("/METADATA") for n in names)
    assert not any("__pycache__" in n or ".." in n for n in names)


@pytest.mark.parametrize(
    ("targets", "names"),
    [
        (["win_amd64"], ["amd64"]),
        (["win_arm64"], ["arm64"]),
        (["win_arm64", "win_amd64"], ["amd64", "arm64"]),
    ],
)
def test_the_batch_files_are_gbk_with_windows_line_ends_and_name_the_installer_of_each_pc(
    tmp_path: Path, targets: list[str], names: list[str]
) -> None:
    chosen = installers_of([TARGETS[name] for name in targets])
    write_helpers(tmp_path, chosen)
    data = (tmp_path / "安装.bat").read_bytes()
    text = data.decode("gbk")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "{" not in text
    assert WHEELS in text
    page = (tmp_path / "安装程序" / "放这里.txt").read_text("utf-8-sig")
    # the last that fits holds: an ARM PC runs both, and takes its own
    assert re.findall(r"call :pc win-(\w+) python-3\.11\.9-\w+\.exe [0-9a-f]{64}", text) == names
    for one in chosen:
        for word in (one.name, one.sha256, one.kind):
            assert word in page
        assert one.name in text
        assert one.sha256 in text


def test_a_bundle_for_linux_alone_has_nothing_of_windows(tmp_path: Path) -> None:
    write_helpers(tmp_path, installers_of([TARGETS["linux_x86_64"]]))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["安装.sh", "安装说明.txt"]


def test_a_wheel_is_built_from_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, ...]] = []

    def pip(*arguments: str) -> None:
        ran.append(arguments)
        wheel(tmp_path, "taizhang-1-py3-none-any")

    monkeypatch.setattr(bundling, "_pip", pip)
    assert own_wheel(tmp_path).name == "taizhang-1-py3-none-any.whl"
    assert ran[0][:2] == ("wheel", "--no-deps")
