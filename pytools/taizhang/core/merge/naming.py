"""Whether a row of a file without its hidden sheet is the ledger's row of that number.

What was sent is unknown then; the name beside the number is all that tells.
"""

from difflib import SequenceMatcher
from typing import NamedTuple

from taizhang.core.values.text import keep_letters

LIKE = 0.5  # how alike two names of one task are at least, once one of them was edited
LONGEST = 400  # letters of a name that are compared


class Naming(NamedTuple):
    """The folded names of the ledger's rows."""

    names: frozenset[str]

    def is_another(self, ours: str, theirs: str) -> bool:
        """Whether a name is not that of our row but of another, or of none that is like it.

        >>> Naming.of(["新建农村公路", "河道清淤"]).is_another("新建农村公路", "新建、改建农村公路")
        False
        >>> Naming.of(["新建农村公路", "河道清淤"]).is_another("新建农村公路", "河道清淤")
        True
        """
        one, other = _folded(ours), _folded(theirs)
        if not one or not other or one == other:
            return False
        if other in self.names:
            return True
        if one in other or other in one:
            return False
        return SequenceMatcher(None, one, other).ratio() < LIKE

    @classmethod
    def of(cls, names: "list[str]") -> "Naming":
        """The naming of a ledger's rows."""
        return cls(frozenset(filter(None, map(_folded, names))))


def _folded(name: str) -> str:
    return keep_letters(name[:LONGEST]).casefold()
