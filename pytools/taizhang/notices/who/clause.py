"""What a responsibility clause says once it is read: who leads, who takes part; what rules a notice sets for that.

Persons are posts. Where a rule (排在第一位的为牵头单位，下同) applies from is the business of the notice.
"""

from dataclasses import dataclass, replace
from functools import reduce

from taizhang.notices.words import Patterns

_RE = Patterns("conventions")


@dataclass(frozen=True, slots=True)
class Clause:
    """Who is responsible, names as printed.

    `groups` are the collective names, which stand in `lead` or `co` too. `leaders` are posts.
    `helpers` are those of `co` who are named to help (配合). `watchers` supervise. `times` are the
    deadline phrases inside. `declares_first`: the clause says that the first listed leads.
    """

    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    each_leads: bool = False
    leaders: tuple[str, ...] = ()
    watchers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    declares_first: bool = False
    text: str = ""
    helpers: tuple[str, ...] = ()

    @property
    def names_units(self) -> bool:
        """True where at least one unit is responsible."""
        return bool(self.lead or self.co)


def lead_and_others(clause: Clause) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who leads and who takes part as the ledger has it: a single unit that others help leads."""
    others = tuple(name for name in clause.co if name not in clause.lead)
    main = [name for name in others if name not in clause.helpers]
    if not clause.lead and len(main) == 1 and main[0] not in clause.groups:
        return tuple(main), tuple(name for name in others if name not in main)
    return clause.lead, others


def with_first_leading(clause: Clause) -> Clause:
    """Apply the rule that the first listed leads; a collective never does, nor over a printed lead."""
    if clause.lead or not clause.co or clause.co[0] in clause.groups:
        return clause
    return replace(clause, lead=clause.co[:1], co=clause.co[1:])


def joined(*clauses: Clause | None) -> Clause | None:
    """Return clauses of the same items as one; the first one's units come first."""
    return reduce(_both, clauses, None)


def _both(first: Clause | None, second: Clause | None) -> Clause | None:
    if first is None or second is None:
        return first or second
    lead = first.lead + tuple(n for n in second.lead if n not in first.lead)
    co = first.co + tuple(n for n in second.co if n not in first.co + lead)
    return replace(
        first,
        lead=lead,
        co=tuple(n for n in co if n not in lead),
        groups=tuple(dict.fromkeys(first.groups + second.groups)),
        each_leads=first.each_leads or second.each_leads,
        leaders=tuple(dict.fromkeys(first.leaders + second.leaders)),
        helpers=tuple(dict.fromkeys(first.helpers + second.helpers)),
        watchers=tuple(dict.fromkeys(first.watchers + second.watchers)),
        times=first.times + second.times,
        declares_first=first.declares_first or second.declares_first,
        text=f"{first.text} {second.text}".strip(),
    )


def declares_first(plain: str) -> bool:
    """Tell whether a text sets the rule that the first unit listed leads.

    >>> declares_first("排在第一位的为牵头单位,下同"), declares_first("第一时间由市应急局牵头处置")
    (True, False)
    """
    return bool(_RE.first_leads.search(plain))


def is_convention(chunk: str) -> bool:
    """Tell whether a comma chunk of a clause is a rule rather than a unit."""
    return bool(
        _RE.below.match(chunk) or _RE.first_leads.search(chunk) or _RE.shared_by_all.search(chunk)
    ) or chunk.startswith("除标注")


def shares_with_all(plain: str) -> bool:
    """Tell whether a text says once that some units take part in everything below."""
    return bool(_RE.shared_by_all.search(plain)) and "不再" in plain


def names_successors(plain: str) -> bool:
    """Tell whether a text binds duties to posts: whoever follows takes over."""
    return bool(_RE.successor.search(plain))
