"""Bytes into text: UTF-8, UTF-16, GB18030 or Big5, by mark, by trial and by how common the words are."""

_GUESSED = ("gb18030", "big5hkscs")
_STOPS = frozenset("，。、：；（）“”《》？！「」　")
_FEW = 0.02  # a torn letter or two in a page of UTF-8 leaves it UTF-8
_TRUST = 0.15  # how much the declared charset weighs against the common characters


def decoded(content: bytes, declared: str = "") -> str:
    """Return the text of bytes; a declared charset helps only where the bytes leave a doubt."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        high, low = content[0::2].count(0), content[1::2].count(0)
        return content.decode("utf-16-le" if low >= high else "utf-16-be", errors="replace")
    text = content.decode("utf-8-sig", errors="replace")
    if text.count("\ufffd") <= _FEW * sum(letter > "\x7f" for letter in text):
        return text
    said = declared.lower()
    return max(
        (content.decode(charset, errors="replace") for charset in _GUESSED),
        key=lambda text: _likely(text) + (_TRUST if _same(said, text, content) else 0),
    )


def _same(declared: str, text: str, content: bytes) -> bool:
    """Tell whether a text is what the declared charset makes of the bytes."""
    charset = "gb18030" if declared.startswith("gb") else "big5hkscs" if "big5" in declared else ""
    return bool(charset) and content.decode(charset, errors="replace") == text


def _likely(text: str) -> float:
    """Return the share of a text's foreign letters that are common in Chinese, from 0 to 1."""
    foreign = [letter for letter in text if letter > "\x7f"]
    return sum(map(_common, foreign)) / max(1, len(foreign))


def _common(letter: str) -> bool:
    """Tell whether a letter is a stop or in the first, common half of GB 2312 or Big5."""
    if letter in _STOPS:
        return True
    simplified = letter.encode("gb2312", errors="ignore")
    if len(simplified) == 2:
        return 0xB0 <= simplified[0] <= 0xD7
    traditional = letter.encode("big5", errors="ignore")
    return len(traditional) == 2 and 0xA4 <= traditional[0] <= 0xC6
