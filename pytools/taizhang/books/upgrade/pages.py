"""The pages of a closed ledger renewed: 首页 with its buttons and charts, 使用说明, the reckoning.

A page that somebody has written on is kept under another name beside the new one. Sheets that were
only just added in the open workbook get the full looks of a new ledger.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from taizhang.books.master.build import build_parts
from taizhang.books.master.colours import BLOCKS
from taizhang.books.master.first_rows import all_first_rows
from taizhang.books.master.pages import page_mark, page_names
from taizhang.books.opc import Parts, sheet_parts
from taizhang.books.upgrade.graft import Graft
from taizhang.books.upgrade.recoloured import looks_of, recoloured
from taizhang.core.schema import Layout

# marks of the pages that the first release built, which did not note them itself
FIRST_RELEASE = {"home": "91488f222a2f", "guide": "8af40123fc37", "stats": ""}
OLD = "{page}（旧）"


@dataclass(frozen=True, slots=True)
class Renewed:
    """The parts of the ledger; marks of its new pages; old pages that were kept, by new name."""

    parts: Parts
    marks: Mapping[str, str]
    kept: Mapping[str, str]


def renewed_pages(
    parts: Parts,
    source: Path,
    layout: Layout,
    as_built: Mapping[str, str],
    again: Collection[str] = (),
) -> Renewed:
    """Put the pages of a new ledger in the place of the old ones.

    Args:
        parts: the closed ledger.
        source: the folder of TOML whose words the pages bear.
        layout: the layout with the ledger's own labels.
        as_built: the marks of its pages, as it was built; see `books.master.pages`.
        again: keys of sheets to put in whole, because they were added only just now.
    """
    fresh = build_parts(
        source,
        layout,
        all_first_rows(layout),
        dict.fromkeys(("interpreter", "ledger_id", "key"), ""),
    )
    names, graft = page_names(source), Graft(parts, fresh)
    there, new = sheet_parts(parts), sheet_parts(fresh)
    kept: dict[str, str] = {}
    order = list(new)
    for page, name in names.items():
        if name in there and page in FIRST_RELEASE:
            known = {as_built.get(page) or FIRST_RELEASE[page], page_mark(fresh, new[name])}
            if page_mark(parts, there[name]) not in known:
                kept[name] = _free(OLD.format(page=name), there)
                graft.rename(name, kept[name])
        if name in there and name not in kept:
            graft.replace(name)
        else:
            graft.add(name, order[: order.index(name)])
    for key in again:
        if layout[key].label in there:
            graft.replace(layout[key].label)
    graft.define([block.name for block in BLOCKS])
    graft.parts |= recoloured(graft.parts, layout, graft.adopt(looks_of(fresh, layout)))
    marks = {page: page_mark(fresh, new[names[page]]) for page in FIRST_RELEASE}
    return Renewed(graft.finished(), marks, kept)


def _free(wanted: str, taken: Collection[str]) -> str:
    names = (wanted, *(wanted.replace("）", f"{n}）") for n in range(2, 100)))
    return next(name for name in names if name not in taken)
