"""read_clause: who is responsible, as a bracket, a label, a cell or a sentence says it."""

from dataclasses import replace
from functools import lru_cache

from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import View, view
from taizhang.notices.who.acts import read_acts
from taizhang.notices.who.bracketed import read_bracket
from taizhang.notices.who.clause import Clause, declares_first, joined, with_first_leading
from taizhang.notices.who.lists import ANY, NameLists


@lru_cache(maxsize=2048)  # a notice prints the same few clauses again and again
def read_clause(text: str, first_leads: bool = False) -> Clause:
    """Read one clause: a bracket with or without its brackets, a labelled line, a cell, a sentence.

    `first_leads` is the document's rule that the first unit listed leads.

    >>> clause = read_clause("(牵头单位:市教育局;责任单位:市财政局,各县区政府)")
    >>> clause.lead, clause.co, clause.groups
    (('市教育局',), ('市财政局', '各县区政府'), ('各县区政府',))
    """
    seen = view(text)
    bracket = seen.plain.startswith("(") or labels.labels_inside(seen.plain)
    clause = (None if bracket else read_inline(seen)) or read_bracket(text)
    declares = clause.declares_first or declares_first(seen.plain)
    clause = replace(clause, text=clause.text or text.strip(), declares_first=declares)
    return with_first_leading(clause) if first_leads or clause.declares_first else clause


def read_inline(seen: View, lists: NameLists = ANY) -> Clause | None:
    """Return all that a sentence says of who acts, or None where it names nobody."""
    return joined(*(act.clause for act in read_acts(seen, lists)))
