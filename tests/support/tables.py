"""Sheets as text tables, so that a test shows what a clerk would see."""

from datetime import date

from taizhang.core.submission import Value
from taizhang.core.values.settled import settle


def table(text: str) -> list[dict[str, str]]:
    """Rows of a | table |, by head; the rule below the heads is optional."""
    lines = [line.strip() for line in text.strip().splitlines()]
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines if line]
    heads, *rows = [c for c in cells if not set("".join(c)) <= {"-", " "}]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def day(text: str) -> date | None:
    """2022-06-30, or None for nothing."""
    found = settle("date", text)
    return found if isinstance(found, date) else None


def number(text: str) -> Value:
    """A number or a percentage; blank stays blank."""
    return settle("percent", text)
