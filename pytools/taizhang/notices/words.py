"""The vocabulary of the readers, as lists in words.toml that a tester can extend.

A list is named "section.name"; `…` inside a word stands for a few letters of the same comma part,
^ and $ for where the text begins and ends.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_GAP = "[^,;。]{0,16}?"


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(*lists: str) -> tuple[str, ...]:
    """Return the words of lists such as "unit.office", each once, the longest first."""
    tables = _tables()
    found = [w for name in lists for w in tables[name.split(".")[0]][name.split(".")[1]].split()]
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


@cache
def any_of(*lists: str) -> str:
    """Return a pattern for any word of the lists, where what stands beside it does not make it another.

    >>> bool(re.match(any_of("verb.modal"), "要加快")), bool(re.match(any_of("verb.modal"), "要求"))
    (True, False)
    """
    return f"(?:{'|'.join(map(_guarded, words(*lists)))})"


def _guarded(word: str) -> str:
    tables = _tables()
    before = "".join(f"(?<!{w})" for w in tables["not_after"].get(word, "").split())
    after = "|".join(tables["not_before"].get(word, "").split())
    begins, ends = "^" * word.startswith("^"), "$" * word.endswith("$")
    gap = begins + re.escape(word.strip("^$")).replace("…", _GAP) + ends
    return f"{before}{gap}(?!{after})" if after else f"{before}{gap}"
