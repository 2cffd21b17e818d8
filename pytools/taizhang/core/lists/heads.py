"""The heads of lists: which row is one, and whether it heads tasks or units."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from taizhang.core.headers import HeaderWords, Policy, Rank
from taizhang.core.lists.model import SOURCE_NO, TASKS, UNITS
from taizhang.core.schema import Column, SheetSpec

NUMBER = Column(
    SOURCE_NO, "序号", synonyms=("方案序号", "序", "项次", "顺序号", "排序号", "No", "NO", "no")
)
# what may stand for the task where no column is its name, the likeliest first
STAND_INS = ("content", "next_step", "indicator", "problem")
_OF_UNIT = {"owner": "contact", "phone": "phone", "category": "unit_type"}
_WHO_AND_WHEN = frozenset({"lead", "co", "leader", "due"})
_SURE_UNIT = frozenset({"单位全称", "单位名称", "全称", "部门名称", "部门全称"})


def words_for(
    specs: Mapping[str, SheetSpec], guess: Callable[[str], str] | None = None
) -> tuple[HeaderWords, HeaderWords]:
    """The words of a task list and of a unit list; `guess` is for headers that these do not know."""
    tasks, units = (
        replace(specs[key], columns=(NUMBER, *specs[key].columns)) for key in (TASKS, UNITS)
    )

    def of_unit(header: str) -> str:
        return _OF_UNIT.get(guess(header), "") if guess else ""

    return HeaderWords(tasks, guess=guess), HeaderWords(units, guess=of_unit)


def _enough(keys: frozenset[str], headers: Sequence[str], words: HeaderWords) -> bool:
    if words.spec.key == UNITS:
        return _heads_units(keys, headers, words)
    stands_in = bool(keys.intersection(STAND_INS)) and len(keys & _WHO_AND_WHEN) > 1
    if "name" not in keys:
        return stands_in and len(keys) > 2
    return len(keys) > 1 or _names_tasks(headers, words)


def _heads_units(keys: frozenset[str], headers: Sequence[str], words: HeaderWords) -> bool:
    """单位 alone heads many a table; with a second column of the roster, or in full, the roster."""
    if "unit" not in keys:
        return False
    return len(keys - {SOURCE_NO}) > 1 or any(
        h.strip() in _SURE_UNIT or words.is_label(h) for h in headers
    )


def _names_tasks(headers: Sequence[str], words: HeaderWords) -> bool:
    """A head with the name of the task only: by its label, or beside columns we do not know."""
    said = [h for h in headers if h]
    if len(said) == 1:
        return words.is_label(said[0])
    return any(words.meaning(h)[0] == "name" and words.meaning(h)[1] > Rank.GUESS for h in said)


LIST = Policy(_enough, least=Rank.GUESS, narrowest=1)
