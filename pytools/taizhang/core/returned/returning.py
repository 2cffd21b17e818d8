"""What goes back to a unit: which issues of its file, and in words meant for the unit.

The catalog of 报送表 speaks to the clerk (请该单位…, 问清…). Here the same findings speak to the
one who filled the form in. Nothing is written here; the marking is in books/returns.py.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from taizhang.core.catalog import forms, loops, merging
from taizhang.core.issues import Issue, Rule, Severity

TO_THE_CLERK = "请该单位"
JUDGED = ("F6", "F7", "F8")  # cells that can be read; only their errors go back
WORDS: Mapping[str, Rule] = {
    forms.ROW_UNCLAIMED.code: merging.RETURN_ROW_UNKNOWN,
    forms.ROW_CONFUSED.code: merging.RETURN_ROW_CONFUSED,
    forms.ROW_NOT_SENT.code: merging.RETURN_ROW_NOT_SENT,
    forms.ROW_MISSING.code: merging.RETURN_ROW_MISSING,
    forms.COLUMN_MISSING.code: merging.RETURN_COLUMN_MISSING,
    forms.SHEET_MISSING.code: merging.RETURN_SHEET_MISSING,
    forms.HEADER_TWICE.code: merging.RETURN_HEADER_TWICE,
    forms.CELLS_MERGED_ACROSS.code: merging.RETURN_MERGED_ACROSS,
    forms.CELL_TWICE.code: merging.RETURN_CELL_TWICE,
    forms.TWO_READINGS.code: merging.RETURN_TWO_READINGS,
    forms.OTHER_MEASURE.code: merging.RETURN_OTHER_MEASURE,
    forms.VAGUE.code: merging.RETURN_VAGUE,
    forms.NO_DAY.code: merging.RETURN_NO_DAY,
    forms.YEAR_UNSURE.code: merging.RETURN_YEAR_UNSURE,
    forms.OVER_HUNDRED.code: merging.RETURN_OVER_HUNDRED,
    forms.ROW_SPLIT.code: forms.ROW_SPLIT_BACK,
}
# of a cell that says too little, or in a way that nobody can take
SAYS_TOO_LITTLE = frozenset({
    forms.NOTHING_NEW.code, forms.SAID_ELSEWHERE.code, forms.NUMBER_ENDLESS.code,
    forms.NUMBER_HIDDEN.code, forms.MEASURE_CHANGED.code, forms.STRUCK_OUT.code,
    loops.EXTENSION_LATE.code, loops.EXTENSION_NO_REASON.code, loops.EXTENSION_NO_DATE.code,
    loops.EXTENSION_NOT_LATER.code, loops.PROBLEM_REPORT_LACKS.code,
})  # fmt: skip
CELLS = frozenset({forms.PICTURE_CELL.code})  # of cells, outside of their group
# what the file has lost, and a copy of it therefore cannot be corrected in
LOST = frozenset({
    forms.ROW_MISSING.code, forms.COLUMN_MISSING.code, forms.SHEET_MISSING.code,
    forms.HEADER_TWICE.code, forms.CELLS_MERGED_ACROSS.code, forms.CELL_TWICE.code,
})  # fmt: skip


class Told(NamedTuple):
    """An issue as the unit reads it: what was found, what to do."""

    found: str
    remedy: str


def to_return(issues: Iterable[Issue], file: str) -> tuple[Issue, ...]:
    """The issues of that file which its unit has to correct, each once, in their order."""
    return tuple(dict.fromkeys(i for i in issues if i.place.book == file and goes_back(i)))


def goes_back(issue: Issue) -> bool:
    """Whether a unit can correct it: a cell or row not read, or an error in what it says.

    Matters of the whole file, of headers and of the ledger are the clerk's.
    """
    if issue.severity is Severity.NOTE:
        return False
    group = issue.code[:2]
    wrong = group in JUDGED and issue.severity is Severity.ERROR
    return issue.code in WORDS or issue.code in SAYS_TOO_LITTLE or group == "F3" or wrong


def tell(issue: Issue) -> Told:
    """The issue in words for the unit."""
    rule = WORDS.get(issue.code)
    if rule is not None:
        twin = rule.at(issue.place, **dict(issue.values))
        return Told(twin.message, twin.hint)
    return Told(issue.message, issue.hint.replace(TO_THE_CLERK, ""))


def reason(issue: Issue) -> str:
    """The issue in one line of a message: where, what was found."""
    place = issue.place
    where = " ".join(filter(None, (place.sheet, place.cell, place.header)))
    return f"{where}：{tell(issue).found}" if where else tell(issue).found
