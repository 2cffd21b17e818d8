"""Numbers of tasks below a task: 01-017 gives 01-017.03, and that 01-017.03.05; printed, so never changed."""

import re
from collections.abc import Collection

_TAIL = re.compile(r"(.+)\.(\d{2,})")


def parent_of(number: str) -> str:
    """The number that this one hangs on, "" where it hangs on none.

    >>> parent_of("01-017.03.05"), parent_of("01-017")
    ('01-017.03', '')
    """
    found = _TAIL.fullmatch(number)
    return found[1] if found else ""


def depth_of(number: str) -> int:
    """How many levels below the first it stands.

    >>> depth_of("01-017"), depth_of("01-017.03.05")
    (0, 2)
    """
    parent = parent_of(number)
    return 1 + depth_of(parent) if parent else 0


def root_of(number: str) -> str:
    """The first number of the chain.

    >>> root_of("01-017.03.05")
    '01-017'
    """
    parent = parent_of(number)
    return root_of(parent) if parent else number


def next_number(
    parent: str, used: Collection[str], code: str = "", kept: Collection[str] = ()
) -> str:
    """The number of the unit's own code below a task, else the next one; never one that was used.

    Codes of other units, `kept`, are left free for them.

    >>> next_number("01-017", {"01-017.01", "01-017.03", "01-018.07"})
    '01-017.04'
    >>> next_number("01-017", {"01-017.01"}, "7"), next_number("01-017", {"01-017.07"}, "7", {"8"})
    ('01-017.07', '01-017.09')
    """
    own = f"{parent}.{int(code):02}" if code.isdigit() else ""
    if own and own not in used:
        return own
    taken = [int(found[2]) for n in used if (found := _TAIL.fullmatch(n)) and found[1] == parent]
    number = max(taken, default=0) + 1
    while any(c.isdigit() and int(c) == number for c in kept):
        number += 1
    return f"{parent}.{number:02}"
