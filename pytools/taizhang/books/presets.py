"""The rule sets of workbook/presets, and those that an office keeps in 模板/presets."""

from collections.abc import Mapping
from pathlib import Path

from taizhang.books.resources import OWN, read_toml, resource
from taizhang.core.judge.presets import Preset, whole, with_items

FOLDER, COMMON = "presets", "_共用"
DEFAULT = "默认（落后10、20个百分点）"


def load_presets(source: Path | None = None, place: Path | None = None) -> dict[str, Preset]:
    """All presets by the name that the drop-down shows; an office's own go before those shipped.

    `source` is the folder workbook/, `place` the folder of the office's ledger.
    """
    shipped = source or resource("workbook")
    rooms = [shipped / FOLDER, *([place / OWN / FOLDER] if place else [])]
    common = read_toml(shipped / FOLDER / f"{COMMON}.toml")
    lamps = with_items(read_toml(shipped / "lamps.toml")["rules"], common["items"])
    note = "程序自带的规则：逾期、落后、未报、临近时限。"
    found = {DEFAULT: Preset(DEFAULT, "", note, lamps)}
    for room in rooms:
        for path in sorted(room.glob("*.toml")):
            if path.stem == COMMON:
                continue
            raw = read_toml(path)
            own = whole(raw["rules"], common["head"], common["tail"])
            rules = with_items(own, common["items"])
            name = str(raw.get("name", path.stem))
            found[name] = Preset(name, str(raw.get("source", "")), str(raw.get("note", "")), rules)
    return found


def shipped_lamp_rules(source: Path) -> list[Mapping[str, object]]:
    """The rules that a ledger begins with: the program's own plan."""
    return [*load_presets(source if (source / FOLDER).is_dir() else None)[DEFAULT].rules]


def preset_names(source: Path) -> tuple[str, ...]:
    """The names for the drop-down, the program's own first."""
    return tuple(load_presets(source if (source / FOLDER).is_dir() else None))
