"""The patterns of patterns.toml: each is a pattern, and each is the one that some module asks for."""

import re
import tomllib
from pathlib import Path

import pytest

import taizhang.notices
from taizhang.notices.words import pattern

ROOM = Path(taizhang.notices.__file__).parent
TABLES = tomllib.loads((ROOM / "patterns.toml").read_text(encoding="utf-8"))
SECTIONS = {name: table for name, table in TABLES.items() if name != "piece"}
MODULES = {
    found[1]: text
    for text in (path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py"))
    if (found := re.search(r'^_RE = Patterns\("(\w+)"\)', text, re.MULTILINE))
} | {name: " ".join(SECTIONS[name]) for name in ("marker_start", "marker_prose")}


@pytest.mark.parametrize("section", SECTIONS)
def test_patterns_are_asked_for_by_their_names(section: str) -> None:
    said = set(re.findall(r"[\w-]+", MODULES[section]))
    assert set(re.findall(r"\b_RE\.(\w+)", MODULES[section])) <= set(SECTIONS[section]) <= said


@pytest.mark.parametrize("section", SECTIONS)
def test_each_pattern_is_one(section: str) -> None:
    assert all(pattern(f"{section}.{name}").pattern for name in SECTIONS[section])
