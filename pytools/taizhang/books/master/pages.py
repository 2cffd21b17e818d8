"""The pages of a ledger that hold no data: 首页, 使用说明, 统计 and what 首页 reckons with.

A built ledger keeps a mark of what each page was made of. When a program has a newer page, it can
tell from the mark whether somebody has written on the old one, which is then kept.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from taizhang.books.master.hidden import PAGE_MARKS
from taizhang.books.opc import Parts, constants, related, sheet_parts, workbook_part
from taizhang.books.resources import read_source


def page_names(source: Path) -> dict[str, str]:
    """The sheet of each page in this folder of TOML: home, guide, stats and calc."""
    home, guide, stats = (read_source(source, name) for name in ("home", "guide", "stats"))
    names = {"home": home["sheet"], "guide": guide["sheet"], "stats": stats["sheet"]}
    return {**names, "calc": home["calc"]}


def page_mark(parts: Parts, sheet: str) -> str:
    """What a page is made of, as a mark: its texts, and where its formulas stand."""
    cells = sorted((where, text) for where, text in constants(parts, sheet) if text)
    return sha256(repr(cells).encode()).hexdigest()[:12]


def marked(parts: Parts, names: Mapping[str, str]) -> Parts:
    """The same workbook, its own marks in place of those that stood for them."""
    sheets, texts = sheet_parts(parts), related(parts, workbook_part(parts), "sharedStrings")
    known = parts[texts]
    for page, placeholder in PAGE_MARKS.items():
        mark = page_mark(parts, sheets[names[page]])
        known = known.replace(placeholder.encode(), mark.encode())
    return parts | {texts: known}
