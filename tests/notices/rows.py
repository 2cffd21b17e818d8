"""Text tables for tests: a header line, then one case a line."""

import re


def rows(table: str) -> list[dict[str, str]]:
    """Return the lines of a |-table as dicts by header; ⏎ stands for a line break."""
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    header = [cell.strip() for cell in lines[0].strip("|").split("|")]
    body = [line for line in lines[1:] if not re.fullmatch(r"[|\s:-]+", line)]
    return [dict(zip(header, _cells(line), strict=True)) for line in body]


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("⏎", "\n") for cell in line.strip("|").split("|")]


def listed(cell: str) -> tuple[str, ...]:
    """Return the names of a cell, which are cut by semicolons."""
    return tuple(name.strip() for name in cell.split(";") if name.strip())
