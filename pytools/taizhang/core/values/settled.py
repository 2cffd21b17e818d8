"""Cell values of the ledger: one shape for a kind, whatever Excel or a file hands over.

The ledger is strict: a value that does not fit its kind stays as text, so nothing is lost, and
`misfit` tells. What departments write is read elsewhere (values.py), with far more patience.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from taizhang.core.submission import Value

_LARGEST = 1.7e308
# a number as a cell may spell it: commas between thousands, and nowhere else
_WRITTEN = re.compile(
    r"[-+]?(?:(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?:\.\d{0,18})?|\.\d{1,18})(?:[eE][-+]?\d\d?)?%?"
)
NUMERIC = frozenset({"number", "percent"})
DATED = frozenset({"date", "datetime"})
MANY = 500  # values of a column
_ALIKE = frozenset({bool, int})  # True, 1 and 1.0 are one key of a mapping


def day_of(value: object) -> date | None:
    """A cell as a day, its time left out; None where it holds none.

    >>> day_of(datetime(2022, 6, 30, 9)), day_of("六月")
    (datetime.date(2022, 6, 30), None)
    """
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def settle(kind: str, value: object) -> Value:
    """The value in its one shape: "" for blank, a date without time, text 3 and not 3.0.

    >>> settle("date", datetime(2022, 6, 30)), settle("text", 3.0), settle("number", "12")
    (datetime.date(2022, 6, 30), '3', 12.0)
    """
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return ""
    if kind in DATED:
        return _dated(kind, value)
    if kind in NUMERIC:
        return _number(value)
    if kind == "any":
        return _any(value)
    return _text(value)


def settle_all(kind: str, values: Iterable[object]) -> list[Value]:
    """Many values of one kind, as `settle` would have them one by one.

    Values of a column repeat themselves: each is settled once where there are many. Truths are
    not told from numbers then, nor whole numbers from others.
    """
    worded = kind not in NUMERIC and kind not in DATED
    given = list(values)
    if len(given) > MANY and not {*map(type, given)} & _ALIKE and len(each := {*given}) < MANY:
        known = {value: settle(kind, value) for value in each}
        return [known[value] for value in given]
    return [
        ""
        if value is None
        else value.strip()
        if worded and type(value) is str and "\r" not in value
        else settle(kind, value)
        for value in given
    ]


def misfit(kind: str, value: Value) -> bool:
    """Whether a settled value is not of its kind (a date column holding words)."""
    if value == "":
        return False
    if kind in DATED:
        return not isinstance(value, date)
    return kind in NUMERIC and not isinstance(value, int | float)


def _dated(kind: str, value: object) -> Value:
    if isinstance(value, datetime):
        plain = value.replace(tzinfo=None)
        return plain if kind == "datetime" else plain.date()
    if isinstance(value, date):
        return datetime.combine(value, time()) if kind == "datetime" else value
    text = _text(value)
    found = parse_day(text)
    if found is None:
        return text
    return datetime.combine(found, time()) if kind == "datetime" else found


def parse_day(text: str) -> date | None:
    """2022-6-30, 2022/6/30, 2022.6.30, 20220630 or 2022年6月30日; nothing else."""
    plain = text.strip().rstrip("日").replace("年", "-").replace("月", "-")
    plain = plain.replace("/", "-").replace(".", "-")
    if len(plain) == 8 and plain.isdigit():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    parts = plain.split("-")
    if len(parts) != 3 or not all(p.isdigit() for p in parts) or len(parts[0]) != 4:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _number(value: object) -> Value:
    if isinstance(value, bool):
        return _text(value)
    if isinstance(value, int | float):
        return _finite(value)
    text = _text(value)
    if not _WRITTEN.fullmatch(text):
        return text
    number = float(text.rstrip("%").replace(",", ""))
    return number / 100 if text.endswith("%") else number


def _finite(value: float) -> Value:
    """A number as it is kept; one without end stays as words, which fit no number's cell."""
    return float(value) if -_LARGEST <= value <= _LARGEST else _text(value)


def _any(value: object) -> Value:
    if isinstance(value, datetime):
        plain = value.replace(tzinfo=None)
        return plain.date() if plain.time() == time() else plain
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _finite(value)
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return f"{value:%Y-%m-%d}"
    return str(value).replace("\r\n", "\n").strip()


def same(first: Value, second: Value) -> bool:
    """Whether two settled values are equal to a reader: 0.30000000000000004 is 0.3.

    >>> same(0.1 + 0.2, 0.3), same("", "x")
    (True, False)
    """
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second) <= 1e-9 * max(1.0, abs(first), abs(second))
    if isinstance(first, datetime) and isinstance(second, datetime):
        return abs(first - second) < timedelta(seconds=1)  # Excel keeps no more
    if isinstance(first, str) and isinstance(second, str):
        return first.strip() == second.strip()
    return first == second


def join_names(names: Iterable[str]) -> str:
    """Names as a cell prints them."""
    return "、".join(names)
