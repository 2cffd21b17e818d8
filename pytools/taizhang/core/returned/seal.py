"""The seal of a form: a keyed digest over who it was made for and every value it carried.

It proves that a returned form is ours and that its base is the one we sent. It hides nothing
and does not cover what the department fills in.
"""

import hmac
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import chain

from taizhang.core.submission import Identity, Value

MARK = "\x1f"  # stands in no cell
DIGITS = 15  # significant ones; programs that save a workbook again keep no more


def settled(value: Value) -> Value:
    r"""Return a value as any program gives it back after saving: 15 digits, plain line ends.

    >>> settled(0.1 + 0.2), settled("a\r\nb")
    (0.3, 'a\nb')
    """
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, str) and ("\r" in value or not value.isprintable()):
        plain = value.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(c for c in plain if c in "\n\t" or c >= " ")
    return value


def seal(key: bytes, identity: Identity, rows: Sequence[Sequence[Value]]) -> str:
    """Return the digest as hex. `rows` are lists of settled values, in the order of the form."""
    cells = chain(identity_cells(identity), *rows)
    text = MARK.join(
        [
            cell if cell.__class__ is str else _written(cell) if cell else repr(cell)
            for cell in cells
        ]
    )
    return hmac.new(key, text.encode("utf-8", "replace"), sha256).hexdigest()


@lru_cache(maxsize=10_000, typed=True)
def _written(value: float | date) -> str:
    """A number or a day as the seal writes it; the same few come again and again."""
    return repr(value)


def is_sealed(key: bytes, identity: Identity, rows: Sequence[Sequence[Value]], digest: str) -> bool:
    """Return whether `digest` is the seal of exactly this identity and these rows."""
    return hmac.compare_digest(seal(key, identity, rows).encode(), digest.encode())


def identity_cells(identity: Identity) -> list[str]:
    """Return an identity as texts."""
    who = identity
    names = [who.ledger_id, who.period, who.unit, who.form_id]
    return [*names, str(who.schema), who.sent.isoformat()]


def read_identity(cells: Sequence[object]) -> Identity:
    """Return the identity that `identity_cells` gave; ValueError where it is not its own."""
    match list(cells[:6]):
        case [str(ledger_id), str(period), str(unit), str(form_id), str(schema), str(sent)]:
            moment = datetime.fromisoformat(sent)
            return Identity(ledger_id, period, unit, form_id, int(schema), moment)
    raise ValueError(cells)
