"""The seal of a form: a keyed digest over who it was made for and every value it carried.

It proves that a returned form is ours and that its base is the one we sent. It hides nothing
and does not cover what the department fills in. Also the lossless text of a value.
"""

import hmac
import json
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from taizhang.core.submission import Identity, SentRow, Value

Plain = str | float | dict[str, str]


def encode(row: SentRow) -> str:
    r"""Return the row as one line of JSON that no spreadsheet program trims, escapes or retypes.

    >>> encode(SentRow("tasks", "A-1", {"progress": 0.8, "done": date(2021, 9, 30)}))
    '["tasks","A-1",{"progress":0.8,"done":{"d":"2021-09-30"}}]'
    """
    values = {name: _plain(value) for name, value in row.values.items()}
    line = [row.sheet, row.row_key, values]
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    # _x0041_ would come back from a workbook as the letter A, and a lone surrogate as nothing.
    text = text.replace("_x", r"\u005fx")
    return text.encode("utf-8", "backslashreplace").decode()


def decode(line: str) -> SentRow:
    """Return the row that `encode` took; ValueError where the line is not its own."""
    match json.loads(line):
        case [str(sheet), str(key), dict(values)]:
            return SentRow(sheet, key, {name: _value(plain) for name, plain in values.items()})
    raise ValueError(line)


def encode_identity(identity: Identity) -> str:
    """Return the identity as one line of JSON."""
    who = identity
    names = [who.ledger_id, who.period, who.unit, who.form_id]
    return json.dumps([*names, who.schema, who.sent.isoformat()], ensure_ascii=False)


def decode_identity(line: str) -> Identity:
    """Return the identity that `encode_identity` took; ValueError where it is not its own."""
    match json.loads(line):
        case [str(ledger_id), str(period), str(unit), str(form_id), int(schema), str(sent)]:
            moment = datetime.fromisoformat(sent)
            return Identity(ledger_id, period, unit, form_id, schema, moment)
    raise ValueError(line)


def seal(key: bytes, lines: Iterable[str]) -> str:
    """Return the digest of the encoded identity and rows as hex; their order does not matter."""
    return hmac.new(key, "\n".join(sorted(lines)).encode(), sha256).hexdigest()


def is_sealed(key: bytes, lines: Iterable[str], digest: str) -> bool:
    """Return whether `digest` is the seal of exactly these lines."""
    return hmac.compare_digest(seal(key, lines).encode(), digest.encode())


def _plain(value: Value) -> Plain:
    match value:
        case str():
            return value
        case datetime():
            return {"m": value.isoformat()}
        case date():
            return {"d": value.isoformat()}
        case _:
            return float(value)


def _value(plain: object) -> Value:
    match plain:
        case str() | float():
            return plain
        case {"m": str(text)}:
            return datetime.fromisoformat(text)
        case {"d": str(text)}:
            return date.fromisoformat(text)
    raise ValueError(plain)
