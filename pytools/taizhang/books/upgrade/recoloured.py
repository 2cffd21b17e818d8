"""Colours of words that an older ledger was built with, made to follow the office's own words.

A rule that names a word (状态 = 滞后) becomes the rule of that word's colour, looked up as the office
has it now; its look stays as it is, also where the clerk has changed it. Other rules are not touched.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from taizhang.books.master import colours
from taizhang.books.master.formulas import text
from taizhang.books.opc import Parts, parse, relations, serialize, sheet_parts, tag
from taizhang.books.sheets import theme
from taizhang.core.addresses import column_letters
from taizhang.core.problems.stages import SHIPPED as SHIPPED_LOOP
from taizhang.core.roles import ROLE_LAMPS, SHIPPED_STATES
from taizhang.core.schema import Layout, SheetSpec

_WORD = re.compile(r'"([^"]*)"')
_COMPARED = re.compile(r'(\$[A-Z]{1,3}\d+)(<>|=)"([^"]+)"')
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
LAMP_WORDS: Mapping[str, Mapping[str, str]] = {
    colours.STATES: {w: ROLE_LAMPS[role] for w, role in SHIPPED_STATES.items()},
    colours.LAMPS: {lamp: lamp for lamp in theme.LAMPS},
    colours.LOOP: {w: colours.LOOP_LAMPS.get(stage, "") for w, stage in SHIPPED_LOOP.items()},
}
ROLES: Mapping[str, Mapping[str, str]] = {
    colours.STATES: SHIPPED_STATES,
    colours.LAMPS: {},
    colours.LOOP: SHIPPED_LOOP,
}


def recoloured(parts: Parts, layout: Layout, looks: Mapping[str, int]) -> Parts:
    """The sheets whose rules change; `looks` are the numbers of the colours' looks by lamp."""
    specs = {spec.label: spec for spec in layout.sheets.values()}
    changed: Parts = {}
    for name, part in sheet_parts(parts).items():
        if (spec := specs.get(name)) is None:
            continue
        blocks = dict(_blocks(parts, part, spec))
        root = parse(parts[part])
        before = serialize(root)
        for holder in root.findall(tag("conditionalFormatting")):
            _renew(holder, blocks, looks)
        if (after := serialize(root)) != before:
            changed[part] = after
    return changed


def _blocks(parts: Parts, part: str, spec: SheetSpec) -> Iterator[tuple[str, str]]:
    """The letters of the columns whose words have colours, and where these are looked up."""
    keys = {column.label: column for column in spec.columns}
    for relation in relations(parts, part):
        if relation.kind != "table":
            continue
        root = parse(parts[relation.target])
        place = _PLACE.match(root.get("ref", ""))
        first = _number(place[1]) if place else 1
        for at, column in enumerate(root.iter(tag("tableColumn"))):
            known = keys.get(column.get("name", ""))
            if known and (block := colours.block_of(known.list, known.key)):
                yield column_letters(first + at - 1), block


def _renew(holder: etree._Element, blocks: Mapping[str, str], looks: Mapping[str, int]) -> None:
    """The rules of one range: those of words once a colour, with the colours that it lacked."""
    place = _PLACE.match(holder.get("sqref", ""))
    block = blocks.get(place[1], "") if place else ""
    seen: set[str] = set()
    for rule in holder.findall(tag("cfRule")):
        lamp = _lamp_of(rule, block)
        if lamp is None:
            _renew_words(rule, blocks)
        elif lamp in seen or not lamp:
            holder.remove(rule)
        else:
            seen.add(lamp)
            cell = f"${place[1]}{place[2]}" if place else ""
            _look_up(rule, block, cell, lamp)
    if seen and place and block != colours.LOOP:
        _add(
            holder,
            block,
            f"${place[1]}{place[2]}",
            {x: n for x, n in looks.items() if x not in seen},
        )


def _lamp_of(rule: etree._Element, block: str) -> str | None:
    """The colour of the word that a rule names; None where it is no such rule."""
    if not block or rule.get("type") != "cellIs" or rule.get("operator") != "equal":
        return None
    found = _WORD.fullmatch(rule.findtext(tag("formula")) or "")
    return LAMP_WORDS[block].get(found[1]) if found else None


def _look_up(rule: etree._Element, block: str, cell: str, lamp: str) -> None:
    rule.set("type", "expression")
    rule.attrib.pop("operator", "")
    formula = rule.find(tag("formula"))
    if formula is not None:
        formula.text = colours.colour_is(block, cell, lamp)


def _add(holder: etree._Element, block: str, cell: str, looks: Mapping[str, int]) -> None:
    """Rules of colours that no word had when the ledger was built; they come last."""
    tree = holder.getparent()
    known = tree.iter(tag("cfRule")) if tree is not None else iter(())
    last = max((int(r.get("priority", "0")) for r in known), default=0)
    for n, (lamp, look) in enumerate(looks.items(), start=last + 1):
        rule = etree.SubElement(
            holder, tag("cfRule"), type="expression", dxfId=str(look), priority=str(n)
        )
        etree.SubElement(rule, tag("formula")).text = colours.colour_is(block, cell, lamp)


def _renew_words(rule: etree._Element, blocks: Mapping[str, str]) -> None:
    """Words inside other rules of ours: 状态<>"已销号" asks for the role from now on."""
    for formula in rule.iterfind(tag("formula")):
        formula.text = _COMPARED.sub(lambda m: _asked(m, blocks), formula.text or "")


def _asked(found: re.Match[str], blocks: Mapping[str, str]) -> str:
    cell, sign, word = found.groups()
    place = _PLACE.match(cell)
    block = blocks.get(place[1], "") if place else ""
    role = ROLES[block].get(word) if block else None
    if role is None:
        return found[0]
    asked = colours.role_is(block, cell, str(role))
    return asked if sign == "=" else f"NOT({asked})"


def looks_of(fresh: Parts, layout: Layout) -> dict[str, int]:
    """The look of each colour as a new ledger numbers them, from its sheet 亮灯规则."""
    root = parse(fresh[sheet_parts(fresh)[layout["lamp_rules"].label]])
    found: dict[str, int] = {}
    for rule in root.iter(tag("cfRule")):
        formula = rule.findtext(tag("formula")) or ""
        for lamp in theme.LAMPS:
            if colours.LAMPS in formula and formula.endswith(f"={text(lamp)}"):
                found[lamp] = int(rule.get("dxfId", "0"))
    return found


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found
