"""The grammar of times as data: grammar.toml holds how each is printed, what it is read as, when it asks.

«name» in a pattern stands for a piece, for a list of words, or for a list of words.toml.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from taizhang.notices.words import filled


class TimeForm(NamedTuple):
    """A way to print a time: how it looks, what it is read as, when it asks in running text.

    `needs` are letters of which the text must hold one, so that most forms are never tried.
    """

    pattern: re.Pattern[str]
    reads: str
    asks: str
    needs: frozenset[str]
    cell: bool


@cache
def grammar() -> Mapping[str, Any]:
    """Return the tables of grammar.toml."""
    return tomllib.loads(Path(__file__).with_name("grammar.toml").read_text(encoding="utf-8"))


@cache
def forms() -> tuple[TimeForm, ...]:
    """Return the forms in the order in which they are tried."""
    return tuple(
        TimeForm(
            compiled(form["pattern"]), form["reads"], form.get("asks", ""),
            frozenset(form["needs"]), form.get("cell", False),
        )
        for form in grammar()["form"]
    )  # fmt: skip


@cache
def beside(name: str) -> re.Pattern[str]:
    """Return the pattern of what may stand beside a time, by its name."""
    return compiled(grammar()["beside"][name])


def said(match: re.Match[str]) -> dict[str, str]:
    """Return what the groups of a match hold; of part, part_b and part_c one at most holds anything."""
    return {name.partition("_")[0]: text for name, text in match.groupdict().items() if text}


@cache
def cadence_of(word: str) -> str:
    """Return the cadence a period word says.

    >>> cadence_of("一季度"), cadence_of("半个月"), cadence_of("两月")
    ('quarterly', 'half-monthly', 'bi-monthly')
    """
    named = grammar()["cadence"].items()
    by_word = {word: str(name) for name, words in named for word in words.split()}
    return by_word.get(word) or by_word[word.removeprefix("一")]


def compiled(text: str) -> re.Pattern[str]:
    """Return a pattern with the names in it filled in."""
    return re.compile(filled(text, _pieces()))


@cache
def _pieces() -> Mapping[str, str]:
    tables = grammar()
    lists = {**tables["words"], "cadence": " ".join(tables["cadence"].values())}
    longest = {name: sorted(text.split(), key=len, reverse=True) for name, text in lists.items()}
    return {
        **{name: f"(?:{'|'.join(found)})" for name, found in longest.items()},
        **tables["piece"],
    }
