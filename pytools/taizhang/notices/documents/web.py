"""Web pages and saved pages (.mht) into lines as a browser shows them; tables into rows."""

import re
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from taizhang.notices.documents.numerals import numeral
from taizhang.notices.documents.plain import decoded
from taizhang.notices.words import Patterns, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_RE = Patterns("web")
_SOURCE_BREAK = "\x1f"  # white space of the source that holds a line break
_BLANK = f" \n\u3000\xa0{_SOURCE_BREAK}"
_FEWEST_HEADS, _LONGEST_HEAD = 3, 12  # 序号, 任务, 责任单位: a row of heads
_LONGEST_CELL = 800
_MOST_COLUMNS = 30
_MOST_TAGS, _DEEPEST, _MOST_PARTS = 200_000, 300, 2000  # beyond is no page that shows a notice
_NESTS = re.compile(r"<(/?)(?:ol|ul|table|div|blockquote)\b", re.IGNORECASE)


def page_text(content: bytes) -> str:
    """Return the text of a page's bytes, whatever charset it declares."""
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:2000])
    return html_text(decoded(content, declared[1].decode("ascii", "ignore") if declared else ""))


def saved_page_text(content: bytes) -> str:
    """Return the text of a page saved with its mail headers; quoted-printable and base64 decoded."""
    import email
    import email.policy

    if content.count(b"\n--") > _MOST_PARTS:
        raise ValueError("too many parts")
    mail = email.message_from_bytes(content.lstrip(), policy=email.policy.compat32)
    for wanted in ("text/html", "application/xhtml+xml", "text/plain"):
        texts = []
        for part in mail.walk():
            payload = part.get_payload(decode=True)
            if part.get_content_type() == wanted and isinstance(payload, bytes):
                text = decoded(payload, str(part.get_content_charset("")))
                texts.append(text if wanted == "text/plain" else html_text(text))
        if any(text.strip() for text in texts):
            return "\n".join(filter(None, texts))
    return ""


def html_text(text: str) -> str:
    """Return the lines of a page that a reader sees, its tables as rows cut by tabs.

    Where styles hide everything, a script was to show it: then what they hide is read too.
    ValueError for a page of more tags, or deeper, than one can be read in time.
    """
    if text.count("<") > _MOST_TAGS or _depth(text) > _DEEPEST:
        raise ValueError("too large a page")
    return _shown(text, _hidden_tags) or _shown(text, lambda _soup: [])


def _depth(text: str) -> int:
    """Return how deep the blocks of a page stand in each other.

    >>> _depth("<div><ol><li>a</ol></div><table></table>")
    2
    """
    return max(accumulate(-1 if closes else 1 for closes in _NESTS.findall(text)), default=0)


def _shown(text: str, hidden: "Callable[[BeautifulSoup], list[Tag]]") -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "lxml")
    for tag in [*hidden(soup), *soup(list(words("page.unseen")))]:
        tag.extract()
    _fold(soup)
    tables = [(table, _lays_out_page(table)) for table in soup("table")]
    _number_items(soup)
    _break_lines(soup)
    for table, lays_out in reversed(tables):
        if lays_out:
            for part in table(["td", "th", "tr", "caption"]):
                part.append("\n")
            table.append("\n")
        else:
            table.replace_with("\n" + "\n".join(_rows(table)) + "\n")
    lines = (_line(line).removesuffix("\t") for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _hidden_tags(soup: "BeautifulSoup") -> "list[Tag]":
    """Return what a style or an attribute hides."""
    selectors = {
        selector.strip()
        for style in soup("style")
        for found in _RE.rule.finditer(_RE.at_rule.sub("", style.get_text()))
        for selector in found[1].split(",")
    }
    return [
        *soup(attrs={"style": _RE.hidden}),
        *soup(attrs={"hidden": True}),
        *(tag for s in selectors if _RE.simple.fullmatch(s) for tag in soup.select(s)),
    ]


def _fold(soup: "BeautifulSoup") -> None:
    """Fold the white space of the source as a browser does; a pre keeps its lines."""
    for string in list(soup.find_all(string=re.compile(r"[ \t\r\n\f]"))):
        if string.find_parent(["pre", "textarea"]):
            continue
        string.replace_with(type(string)(re.sub(r"[ \t\r\n\f]+", _folded, str(string))))


def _folded(found: re.Match[str]) -> str:
    return _SOURCE_BREAK if "\n" in found[0] or "\r" in found[0] else " "


def _line(text: str) -> str:
    """Return a line whose source breaks are gone: a blank between Latin words, else nothing."""
    joined = re.sub(rf" *{_SOURCE_BREAK}[ {_SOURCE_BREAK}]*", _joint, text)
    return joined.strip(_BLANK)


def _joint(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    words = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return " " if words and (before.isalpha() or after.isalpha()) else ""


def _break_lines(soup: "BeautifulSoup") -> None:
    for line in soup("br"):
        line.replace_with("\n")
    for block in soup([*words("page.block"), "hr"]):
        block.insert(0, "\n")
        block.append("\n")


def _number_items(soup: "BeautifulSoup") -> None:
    """Write the numbers that a browser counts; items that bear their own are left as they are."""
    for ordered in soup("ol"):
        items = ordered.find_all("li", recursive=False)
        style = _list_style(ordered)
        if style == "none" or (items and all(_RE.marked.match(_line(i.get_text())) for i in items)):
            continue
        down = ordered.has_attr("reversed")
        number = _whole(ordered.get("start"), len(items) if down else 1)
        for item in items:
            number = _whole(item.get("value"), number)
            sign = numeral(number, style)
            _put_before(item, sign + ("、" if ord(sign[-1]) > 0x2FFF else "."))
            number += -1 if down else 1


def _put_before(item: "Tag", number: str) -> None:
    """Write a number before an item's first word, which may stand in a paragraph of its own."""
    first = next((s for s in item.find_all(string=True) if _line(str(s))), None)
    if first is not None:
        first.replace_with(number + str(first).lstrip(_BLANK))


def _list_style(ordered: "Tag") -> str:
    """Return the format of a list's numbers, none where a style takes them away."""
    said = _RE.list_style.search(str(ordered.get("style", "")))
    name = said[1].lower() if said else str(ordered.get("type", "1"))
    if name in {"none", "disc", "circle", "square"}:
        return "none"
    if name.startswith(("simp-chinese", "trad-chinese", "japanese")):
        return "chineseLegalSimplified" if name.endswith("-formal") else "chineseCounting"
    styles = dict(pair.split("=") for pair in words("page.list_style"))
    return styles.get(name, "decimal")


def _whole(said: object, usual: int) -> int:
    text = str(said or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else usual


def _lays_out_page(table: "Tag") -> bool:
    """Tell whether a table holds an article rather than rows of data, as old pages have it."""
    heads: list[Tag] = next((list(row(["td", "th"], recursive=False)) for row in table("tr")), [])
    said = [cell.get_text().strip() for cell in heads if not cell.find("table")]
    headed = len(heads) >= _FEWEST_HEADS and all(0 < len(s) <= _LONGEST_HEAD for s in said)
    nested = bool(table.find("table")) and not headed
    return nested or any(len(c.get_text()) > _LONGEST_CELL for c in table(["td", "th"]))


def _rows(table: "Tag") -> Iterator[str]:
    """Yield the rows of a table; a cell merged downwards is repeated, one merged across is not."""
    below: dict[int, tuple[int, str]] = {}
    for heading in table("caption"):
        yield _line(heading.get_text())
    for row in table("tr"):
        cells: list[str] = []
        for cell in row(["td", "th"]):
            _repeat_merged(below, cells)
            parts = (_line(part) for part in cell.get_text().split("\n"))
            said = "\v".join(filter(None, parts))
            covered = [said] + [""] * (_count(cell, "colspan") - 1)
            if _count(cell, "rowspan") > 1:
                rows_below = _count(cell, "rowspan") - 1
                below |= {at: (rows_below, part) for at, part in enumerate(covered, len(cells))}
            cells += covered
        _repeat_merged(below, cells)
        yield "\t".join(cells)


def _repeat_merged(below: dict[int, tuple[int, str]], cells: list[str]) -> None:
    """Add the cells that a row above reaches down with, at the column where the row stands."""
    while len(cells) in below:
        column = len(cells)
        left, said = below.pop(column)
        cells.append(said)
        if left > 1:
            below[column] = (left - 1, said)


def _count(cell: "Tag", name: str) -> int:
    said = str(cell.get(name, "1"))
    return max(1, min(int(said), _MOST_COLUMNS)) if said.isdigit() else 1
