"""The seal of a form: a keyed digest over who it was made for and every value it carried.

It proves that a returned form is ours and that its base is the one we sent. It hides nothing
and does not cover what the department fills in. Also the lossless text of sent values.
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256

from taizhang.core.submission import Identity, Value


def encode(items: Sequence[Value]) -> str:
    r"""Return values as one line that no spreadsheet program trims, escapes or retypes.

    >>> encode(["A-1", 0.8, date(2021, 9, 30), "", "a\nb"])
    '["A-1",0.8,{"d":"2021-09-30"},"","a\\nb"]'
    """
    plain = [_plain(item) for item in items]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    # _x0041_ would come back from a workbook as the letter A, and a lone surrogate as nothing.
    text = text.replace("_x", r"\u005fx")
    return text.encode("utf-8", "backslashreplace").decode()


def decode(lines: Iterable[str]) -> list[list[Value]]:
    """Return what `encode` took, line by line; ValueError where a line is not its own."""
    found: list[list[Value]] = json.loads(f"[{','.join(lines)}]", object_hook=_day)
    return found


def encode_identity(identity: Identity) -> str:
    """Return the identity as one line."""
    who = identity
    return encode([who.ledger_id, who.period, who.unit, who.form_id, float(who.schema), who.sent])


def decode_identity(line: str) -> Identity:
    """Return the identity that `encode_identity` took; ValueError where it is not its own."""
    match decode([line]):
        case [
            [str(ledger_id), str(period), str(unit), str(form_id), float(schema), datetime() as at]
        ]:
            return Identity(ledger_id, period, unit, form_id, int(schema), at)
    raise ValueError(line)


def seal(key: bytes, lines: Iterable[str]) -> str:
    """Return the digest of the encoded lines, in their order, as hex."""
    return hmac.new(key, "\n".join(lines).encode(), sha256).hexdigest()


def is_sealed(key: bytes, lines: Iterable[str], digest: str) -> bool:
    """Return whether `digest` is the seal of exactly these lines."""
    return hmac.compare_digest(seal(key, lines).encode(), digest.encode())


def _plain(value: Value) -> object:
    match value:
        case str():
            return value
        case datetime():
            return {"m": value.isoformat()}
        case date():
            return {"d": value.isoformat()}
        case _:
            return float(value)


def _day(plain: dict[str, str]) -> date:
    if "d" in plain:
        return date.fromisoformat(plain["d"])
    return datetime.fromisoformat(plain["m"])
