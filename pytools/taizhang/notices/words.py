"""The vocabulary of the readers, as lists in words.toml that a tester can extend; what is built of them.

A list is named "section.name"; `…` inside a word stands for a few letters of the same comma part,
^ and $ for where the text begins and ends. patterns.toml holds patterns, in which «section.name»
stands for any word of a list, «=section.name» for one whatever stands beside it.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_GAP = "[^,;。]{0,16}?"


_NAME = re.compile("«(=?)([a-z_.+]+)»")


@cache
def _tables(file: str = "words.toml") -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of patterns.toml, such as "target.amount"."""
    section, key = name.split(".")
    tables = _tables("patterns.toml")
    return re.compile(filled(tables[section][key], tables["piece"]))


class Patterns:
    """The patterns of one section of patterns.toml, each by its name and made when first asked for."""

    def __init__(self, section: str) -> None:
        self._section = section

    def __getattr__(self, name: str) -> re.Pattern[str]:
        if name.startswith("__"):  # what Python asks of anything
            raise AttributeError(name)
        found = pattern(f"{self._section}.{name}")
        setattr(self, name, found)
        return found


def names(section: str) -> tuple[str, ...]:
    """Return the names of the patterns of a section, in their order."""
    return tuple(_tables("patterns.toml")[section])


def filled(text: str, pieces: Mapping[str, str]) -> str:
    """Return a pattern with a piece or a list of words for each «name»; line breaks are but layout."""

    def put(match: re.Match[str]) -> str:
        plain, name = match.groups()
        if name in pieces:
            return filled(pieces[name], pieces)
        return "|".join(words(name)) if plain else any_of(*name.split("+"))

    return _NAME.sub(put, re.sub(r"\n\s*", "", text))


@cache
def words(*lists: str) -> tuple[str, ...]:
    """Return the words of lists such as "unit.office", each once, the longest first."""
    tables = _tables()
    found = [w for name in lists for w in tables[name.split(".")[0]][name.split(".")[1]].split()]
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


@cache
def any_of(*lists: str) -> str:
    """Return a pattern for any word of the lists, where what stands beside it does not make it another.

    Words that begin alike share their beginning in the pattern, so that a long list costs little.

    >>> bool(re.match(any_of("verb.modal"), "要加快")), bool(re.match(any_of("verb.modal"), "要求"))
    (True, False)
    """
    found = words(*lists)
    open_ = [w for w in found if not _WHOLE.search(w)]
    tree: _Tree = {}
    for word in open_:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    branches = [*_branches(tree, ""), *(_with_gap(w) for w in found if _WHOLE.search(w))]
    return f"(?:{'|'.join(branches)})"


_Tree = dict[str, "_Tree"]
_WHOLE = re.compile("[…^$]")


def _branches(tree: _Tree, before: str) -> list[str]:
    """Return the patterns of what may follow `before`; the longer words come first."""
    found = [_branch(letter, node, before + letter) for letter, node in tree.items() if letter]
    return found + ([_beside(before)] if "" in tree else [])


def _branch(letter: str, tree: _Tree, before: str) -> str:
    rest = _branches(tree, before)
    return re.escape(letter) + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")


def _beside(word: str) -> str:
    """Return the condition under which a word is another: behind 提, 请 is none; before 求, 要 is none."""
    tables = _tables()
    before = "".join(f"(?<!{w}{word})" for w in tables["not_after"].get(word, "").split())
    after = "|".join(tables["not_before"].get(word, "").split())
    return before + (f"(?!{after})" if after else "")


def _with_gap(word: str) -> str:
    begins, ends = "^" * word.startswith("^"), "$" * word.endswith("$")
    return begins + re.escape(word.strip("^$")).replace("…", _GAP) + ends
