"""What people and other programs do to a ledger, done to its parts."""

import re
from itertools import pairwise
from pathlib import Path

from taizhang.books.master.package import write_parts
from taizhang.books.opc import drop, relations, rels_part, sheet_parts
from tests.support.old_ledgers import parts_of


def table_as_cells(path: Path, name: str) -> None:
    """As after 转换为区域: the cells stay, the table goes."""
    parts = parts_of(path)
    sheet = sheet_parts(parts)[name]
    [table] = [r for r in relations(parts, sheet) if r.kind == "table"]
    drop(parts, table.target)
    rels = rels_part(sheet)
    parts[rels] = re.sub(
        rb'<Relationship [^>]*Id="%s"[^>]*/>' % table.id.encode(), b"", parts[rels]
    )
    parts[sheet] = re.sub(rb"<tableParts.*?</tableParts>", b"", parts[sheet])
    write_parts(path, parts)


def cells_cut_out(path: Path) -> None:
    """A column deleted as mere cells: the table's own part still lists it."""
    parts = parts_of(path)
    sheet = sheet_parts(parts)["调研记录"]
    # 地点 (C) goes and what stood right of it moves over
    xml = re.sub(rb'<c r="C\d+"[^>]*?(?:/>|>.*?</c>)', b"", parts[sheet])
    letters = [letter.encode() for letter in "CDEFGHIJKLMN"]
    for new, old in pairwise(letters):
        xml = re.sub(rb'(<c r=")%s(\d+")' % old, rb"\g<1>" + new + rb"\2", xml)
    write_parts(path, parts | {sheet: xml})


def sheet_gone(path: Path, name: str) -> None:
    """A sheet deleted with all that hangs on it; names and formulas that look at it stay."""
    parts = parts_of(path)
    sheet = sheet_parts(parts)[name]
    for relation in relations(parts, sheet):
        drop(parts, relation.target)
    drop(parts, sheet)
    main, rels = "xl/workbook.xml", rels_part("xl/workbook.xml")
    [entry] = [r.id.encode() for r in relations(parts, main) if r.target == sheet]
    place = list(sheet_parts(parts)).index(name)
    parts[main] = re.sub(rb'<sheet [^>]*r:id="%s"[^>]*/>' % entry, b"", parts[main])
    parts[rels] = re.sub(rb'<Relationship [^>]*Id="%s"[^>]*/>' % entry, b"", parts[rels])
    parts[main] = re.sub(
        rb'<definedName [^>]*localSheetId="(\d+)"[^>]*>[^<]*</definedName>',
        lambda m: b"" if int(m[1]) == place else m[0].replace(
            b'localSheetId="%s"' % m[1], b'localSheetId="%d"' % (int(m[1]) - (int(m[1]) > place))
        ),
        parts[main],
    )  # fmt: skip
    write_parts(path, parts)


def without_macros(path: Path) -> None:
    """As a program leaves it that knows no VBA and no ribbon."""
    parts = parts_of(path)
    for part in ("xl/vbaProject.bin", "customUI/customUI14.xml"):
        drop(parts, part)
    for rels, word in ((rels_part("xl/workbook.xml"), b"vbaProject"), ("_rels/.rels", b"customUI")):
        parts[rels] = re.sub(rb"<Relationship [^>]*%s[^>]*/>" % word, b"", parts[rels])
    write_parts(path, parts)
