"""What the columns of a list mean where their headers alone do not say it.

Two columns for one key are told apart by what they hold, or both are kept; neither wins because it
stands further right. A header that says little (单位) is decided by its column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from taizhang.core.catalog import ledger as catalog
from taizhang.core.headers import Claim, Rank, fold
from taizhang.core.issues import Issue
from taizhang.core.lists.heads import STAND_INS
from taizhang.core.lists.model import ListLine, ListTable
from taizhang.core.units import Roster
from taizhang.core.values.read import as_text

CLASS = 0.75  # a class has at most so many different names, for so many tasks
MOST = 0.5  # of the cells of a column must name units for it to be one of units
_UNIT_LIKE = re.compile(
    r"(?:[局委办部厅院会社队站所处室科股]|政府|中心|公司|集团|银行|学校|医院|街道|[镇乡村区县市])(?:\(.*\))?$"
)
_LEADS = re.compile("牵头|主办|承办|主管|主责|责任|负责|实施|落实")
_HELPS = re.compile("配合|协办|协助|协同|协作|参与|参加|其他|其它|共同")
_FINE = re.compile("具体|细化|分解|子任务|措施|举措")


@dataclass(slots=True)
class ColumnMeaning:
    """The columns of a table by key, the surest first; `levels` are classes above the task.

    `stand_in` names the task where its own name is blank.
    """

    table: ListTable
    columns: dict[str, list[Claim]]
    levels: list[Claim] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    stand_in: Claim | None = None

    def text(self, line: ListLine, claim: Claim) -> str:
        """A cell as one line of text."""
        return " ".join(as_text(self.table.value(line, claim.at)).split())

    def said(self, rule_issue: Issue) -> None:
        """Keep what has to be said of a column."""
        self.issues.append(rule_issue)


def meaning_of(table: ListTable, roster: Roster) -> ColumnMeaning:
    """Decide what the columns of a list mean."""
    columns = {key: _worth(table, claims) for key, claims in table.claims.items()}
    meaning = ColumnMeaning(table, columns)
    if table.spec.key == "tasks":
        _settle_unit_column(meaning, roster)
        _settle_lead(meaning)
        _settle_name(meaning)
    _tell_guesses(meaning)
    _tell_joined(meaning)
    return meaning


def _worth(table: ListTable, claims: Sequence[Claim]) -> list[Claim]:
    """The columns that hold something, the surest first; one of those where none does."""
    ordered = sorted(claims, key=lambda claim: -claim.rank)
    filled = [claim for claim in ordered if table.filled(claim.at)]
    return filled or ordered[:1]


def _settle_unit_column(meaning: ColumnMeaning, roster: Roster) -> None:
    """单位 is who is responsible where it names units, and 计量单位 where it does not."""
    claims = meaning.columns.get("measure", [])
    for claim in [c for c in claims if c.rank < Rank.LABEL and _names_units(meaning, c, roster)]:
        claims.remove(claim)
        key = "co" if "lead" in meaning.columns else "lead"
        meaning.columns.setdefault(key, []).append(claim)
        label = meaning.table.spec[key].label
        _tell_meant(meaning, claim, label)
    if not claims:
        meaning.columns.pop("measure", None)


def _names_units(meaning: ColumnMeaning, claim: Claim, roster: Roster) -> bool:
    texts = [text for line in meaning.table.lines if (text := meaning.text(line, claim))]
    named = sum(bool(roster.find(t).units or _UNIT_LIKE.search(fold(t))) for t in texts)
    return bool(texts) and named > MOST * len(texts)


def _settle_lead(meaning: ColumnMeaning) -> None:
    """Without a column of its own the lead stands in 责任单位 where 配合单位 stands beside it."""
    helpers = meaning.columns.get("co", [])
    if "lead" in meaning.columns or len(helpers) < 2:
        return
    leads = [c for c in helpers if _LEADS.search(c.header) and not _HELPS.search(c.header)]
    if len(leads) != 1 or not any(_HELPS.search(c.header) for c in helpers):
        return
    meaning.columns["co"] = [c for c in helpers if c not in leads]
    meaning.columns["lead"] = leads
    _tell_meant(meaning, leads[0], meaning.table.spec["lead"].label)


def _settle_name(meaning: ColumnMeaning) -> None:
    """Tell the name of the task from the classes above it and from what it is about."""
    columns = meaning.columns
    if "name" not in columns:
        key = next(key for key in STAND_INS if key in columns)
        columns["name"] = columns.pop(key)
        _tell_meant(meaning, columns["name"][0], meaning.table.spec["name"].label)
    names = columns["name"]
    if len(names) < 2:
        return
    finest = max(names, key=lambda claim: _fineness(meaning, claim))
    above = [
        c for c in names
        if c is not finest and (_is_class(meaning, c, finest) or _is_coarser(c, finest))
    ]  # fmt: skip
    meaning.levels = sorted(above, key=lambda claim: claim.at)
    rest = [c for c in names if c is not finest and c not in above]
    if len(rest) == 1 and _goes_along(meaning, finest, rest[0]):
        name, about = _name_and_content(meaning, finest, rest[0])
        columns["name"], meaning.stand_in = [name], about
        columns.setdefault("content", []).append(about)
    else:
        columns["name"] = [finest, *rest]
    for claim in meaning.levels:
        _tell_meant(meaning, claim, meaning.table.spec["category"].label)


def _fineness(meaning: ColumnMeaning, claim: Claim) -> tuple[int, bool, Rank]:
    texts = {meaning.text(line, claim) for line in meaning.table.lines} - {""}
    return len(texts), bool(_FINE.search(claim.header)), claim.rank


def _is_class(meaning: ColumnMeaning, claim: Claim, finest: Claim) -> bool:
    """Whether a column holds fewer things than tasks: one for several rows with tasks of their own."""
    texts = [meaning.text(line, claim) for line in meaning.table.lines]
    fine = [meaning.text(line, finest) for line in meaning.table.lines]
    shared = [t for t, f in zip(texts, fine, strict=True) if t and f]
    return len(set(shared)) <= CLASS * len(shared) and len(shared) > 1


def _is_coarser(claim: Claim, finest: Claim) -> bool:
    """Whether the headers say that one column is above the other: 重点工作 above 具体任务."""
    fine = [bool(_FINE.search(c.header)) for c in (claim, finest)]
    return fine == [False, True] and claim.rank < Rank.LABEL


def _goes_along(meaning: ColumnMeaning, one: Claim, other: Claim) -> bool:
    """Whether some row fills both columns, with different words."""
    pairs = ((meaning.text(line, one), meaning.text(line, other)) for line in meaning.table.lines)
    return any(a and b and a != b for a, b in pairs)


def _name_and_content(meaning: ColumnMeaning, one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Of two columns that tell of the same tasks the surer, then the shorter is the name."""
    labelled = [c for c in (one, other) if c.rank >= Rank.LABEL]
    if len(labelled) == 1:
        return labelled[0], other if labelled[0] is one else one
    lengths = {
        claim: sum(len(meaning.text(line, claim)) for line in meaning.table.lines)
        for claim in (one, other)
    }
    return (one, other) if lengths[one] <= lengths[other] else (other, one)


def _tell_guesses(meaning: ColumnMeaning) -> None:
    told = {issue.place.header for issue in meaning.issues}
    for key, claims in meaning.columns.items():
        for claim in claims:
            if claim.rank == Rank.GUESS and claim.header not in told:
                _tell_meant(meaning, claim, meaning.table.spec[key].label)


def _tell_meant(meaning: ColumnMeaning, claim: Claim, label: str) -> None:
    header = " ".join(claim.header.split())
    place = meaning.table.sheet.place(header=header)
    meaning.said(catalog.LIST_COLUMN_MEANT.at(place, found=header, label=label))


def _tell_joined(meaning: ColumnMeaning) -> None:
    """Several columns that go into one of the ledger's."""
    for key, claims in meaning.columns.items():
        if len(claims) > 1 and key in meaning.table.spec.keys:
            found = [" ".join(c.header.split()) for c in sorted(claims, key=lambda c: c.at)]
            label = meaning.table.spec[key].label
            place = meaning.table.sheet.place()
            meaning.said(catalog.LIST_COLUMNS_JOINED.at(place, found="”“".join(found), label=label))


def cells_of(meaning: ColumnMeaning, line: ListLine, key: str) -> Iterator[Claim]:
    """The columns of a key that hold something in a line."""
    sheet = meaning.table.sheet
    for claim in meaning.columns.get(key, ()):
        if meaning.table.value(line, claim.at) != "" or (line.at, claim.at) in sheet.errors:
            yield claim
