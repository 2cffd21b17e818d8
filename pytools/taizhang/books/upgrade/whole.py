"""What a closed ledger has lost beside its tables: macros, ribbon, buttons, pages, their formulas."""

from pathlib import Path

from taizhang.books.master.pages import page_names
from taizhang.books.opc import Parts, relations, sheet_parts

PROJECT, RIBBON = "xl/vbaProject.bin", "customUI/"
BROKEN = b"#REF!"


def lost_macros(parts: Parts, home: str) -> list[str]:
    """Which of macros, ribbon and buttons are gone, in words."""
    shapes = b"".join(parts.get(part, b"") for part in _drawings(parts, home))
    there = {
        "宏": PROJECT in parts,
        "功能区": any(name.startswith(RIBBON) for name in parts),
        "首页的按钮": b'macro="' in shapes,
    }
    return [name for name, held in there.items() if not held]


def lost_parts(parts: Parts, source: Path) -> list[str]:
    """The same with the pages that are gone or whose formulas no longer find what they look at."""
    names, sheets = page_names(source), sheet_parts(parts)
    lost = lost_macros(parts, names["home"])
    for name in names.values():
        if name not in sheets or BROKEN in parts[sheets[name]]:
            lost.append(f"“{name}”页")
    return lost


def _drawings(parts: Parts, sheet: str) -> list[str]:
    part = sheet_parts(parts).get(sheet)
    return [r.target for r in relations(parts, part) if r.kind == "drawing"] if part else []
