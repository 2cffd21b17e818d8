"""What was reported held against what was seen on the spot: 台账值 and 现场值."""

from taizhang.core.issues import show
from taizhang.core.submission import Value
from taizhang.core.units import fold_name
from taizhang.core.values.settled import same


def is_same(said: Value, seen: Value) -> bool:
    """Whether what was reported was found; where either is not written nobody can say.

    >>> is_same(100, "100"), is_same("已开工", "未开工"), is_same("", 3)
    (True, False, True)
    """
    if said == "" or seen == "":
        return True
    return same(said, seen) or fold_name(show(said)) == fold_name(show(seen))
