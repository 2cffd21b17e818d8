"""Deadlines: read_deadline for one phrase, find_deadlines for the phrases of a sentence.

A phrase is read against the issue date and the plan year; a date already past at issue is flagged
and never moved. What prints no date has none: 尽快 is vague, 按期 is not read at all. The finder
skips titles in 《》 and dates that only tell what happened.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from taizhang.notices.dates import durations, guards, points, recurrence
from taizhang.notices.dates.due import CADENCES, Deadline, Frame
from taizhang.notices.dates.grammar import TimeForm, beside, forms, said
from taizhang.notices.text.glyphs import View, view
from taizhang.notices.words import Patterns

_RE = Patterns("deadline")

ReadTime = Callable[[re.Match[str], Frame], Deadline | None]


def _says(**told: Any) -> ReadTime:
    """Return the reader of a form that says no more than what it is: 13月1日, 尽快, 年中、年末."""
    return lambda match, _: Deadline(match[0], **told)


_READERS: dict[str, ReadTime] = {
    **{cadence: _says(cadences=(cadence,)) for cadence in CADENCES},
    **{mark: _says(**{mark: True}) for mark in ("masked", "impossible", "vague")},
    **{
        name.removeprefix("read_"): reader
        for module in (points, durations, recurrence)
        for name, reader in vars(module).items()
        if name.startswith("read_")
    },
}
_GUARDS: dict[str, guards.Guard] = {
    name.removeprefix("asks_"): guard
    for name, guard in vars(guards).items()
    if name.startswith("asks_")
}
_MANNER = ("抓紧",)  # beside a date it only says how
_EXPLAINS = ("", "(", "即", ",即", "也就是")
_SAID_ONCE = (
    "readings", "milestone", "quantity", "anchor", "period", "masked", "impossible",
    "weekday_wrong", "calendar_unknown",
)  # fmt: skip
_REACH = 40
_SAYS_ALL = ("完成", "实现", "达到")
_COUNTING = ("within", "term", "plain_term", "campaign")


def read_deadline(text: str, on: date, *, plan_year: int = 0) -> Deadline:
    """Read one deadline phrase, as a cell or a clause prints it.

    >>> read_deadline("4月末前", date(2022, 5, 18)).due, read_deadline("每月25日前", date(2022, 5, 18)).recurrence
    (datetime.date(2022, 4, 30), 'monthly')
    """
    seen = view(text)
    found = _joined(list(_scan(seen, Frame(on, plan_year), cell=True)), seen.plain)
    if not found:
        return Deadline(text.strip())
    deadline = found[0].deadline if len(found) == 1 else _merged([f.deadline for f in found])
    return _placed(_FoundTime(found[0].begin, found[-1].end, deadline), seen)


def find_deadlines(seen: View, frame: Frame, *, cell: bool = False) -> tuple[Deadline, ...]:
    """Return the deadlines printed in a stretch of text, in order, with spans in the whole text."""
    found = _joined(list(_scan(seen, frame, cell=cell)), seen.plain)
    return tuple(without_manner([_placed(item, seen) for item in found]))


def read_times(seen: View, frame: Frame) -> tuple[Deadline, ...]:
    """Return the deadlines of a cell or label that answers 完成时限; words not understood are vague.

    >>> [(d.text, d.vague) for d in read_times(view("项目开工前"), Frame(date(2022, 5, 18)))]
    [('项目开工前', True)]
    """
    found = find_deadlines(seen, frame, cell=True)
    if found or _RE.no_time.fullmatch(seen.plain):
        return found
    return (Deadline(seen.printed(0, len(seen.plain)), vague=True),)


def without_manner(found: list[Deadline]) -> list[Deadline]:
    """Leave out 抓紧 where a date stands beside it."""
    dated = any(deadline.is_set for deadline in found)
    return [d for d in found if not (dated and d.text in _MANNER)]


class _FoundTime(NamedTuple):
    begin: int
    end: int
    deadline: Deadline


def _scan(seen: View, frame: Frame, *, cell: bool) -> Iterator[_FoundTime]:
    plain = _RE.title.sub(lambda m: "《" + "□" * (len(m[0]) - 2) + "》", seen.plain)
    told, again = frame, ("", 0)
    kept = _matches(plain, cell=cell)
    for at, (form, match) in enumerate(kept):
        deadline = _again(match, again) or _READERS[form.reads](match, told)
        if deadline is None or not (cell or _asks(form, match, deadline, frame)):
            continue
        if frame.guessed:
            deadline = _without_guess(deadline, form, match[0], told)
        told = _told(told, match[0], deadline)
        if deadline.cadences:
            again = deadline.cadences[0], match.end()
        limit = kept[at + 1][1].start() if at + 1 < len(kept) else len(plain)
        begin = match.start() - len(deadline.anchor)
        yield _FoundTime(begin, match.end(), with_milestone(deadline, plain[match.end() : limit]))


def _told(frame: Frame, printed: str, deadline: Deadline) -> Frame:
    """Return the frame for what follows: a printed year, and a printed start (2023年起), reach on."""
    years = _RE.four_digits.findall(printed)
    frame = replace(frame, told=int(years[-1])) if years else frame
    starts = deadline.start and not deadline.due and _RE.starts.search(printed)
    return replace(frame, since=deadline.start) if starts else frame


def _again(match: re.Match[str], again: tuple[str, int]) -> Deadline | None:
    """Let 每年3月底前…,4月底前… and 按月…,次月5日前… come again with the cadence before them."""
    cadence, since = again
    if not cadence or re.search("[。;]", match.string[since : match.start()]):
        return None
    groups = said(match)
    yearly = cadence == "yearly" and "month" in groups and "year" not in groups
    monthly = cadence == "monthly" and groups.get("near", "")[:1] in ("次", "下")
    return recurrence.recurring(match[0], cadence) if yearly or monthly else None


def _without_guess(deadline: Deadline, form: TimeForm, printed: str, frame: Frame) -> Deadline:
    """Drop the dates that hang on an issue date nobody knows."""
    counted = form.reads in _COUNTING or _RE.counts_from_now.search(printed)
    year_known = frame.told or frame.plan_year
    if _RE.prints_year.search(printed) or (year_known and not counted):
        return replace(deadline, past_at_issue=False)
    return replace(
        deadline, due=None, start=None, readings=(), period=None, past_at_issue=False,
        calendar_unknown=0,
    )  # fmt: skip


def _matches(plain: str, *, cell: bool) -> list[tuple[TimeForm, re.Match[str]]]:
    """Return what the forms match, of those that begin alike the longest, none over another."""
    letters = set(plain)
    tried = [f for f in forms() if cell >= f.cell and not f.needs.isdisjoint(letters)]
    found = [(form, match) for form in tried for match in form.pattern.finditer(plain)]
    if not cell:
        found = [(form, match) for form, match in found if _GUARDS[form.asks](match) is not False]
    kept: list[tuple[TimeForm, re.Match[str]]] = []
    for form, match in sorted(found, key=lambda pair: (pair[1].start(), -pair[1].end())):
        if not kept or match.start() >= kept[-1][1].end():
            kept.append((form, match))
    return kept


def _asks(form: TimeForm, match: re.Match[str], deadline: Deadline, frame: Frame) -> bool:
    if _GUARDS[form.asks](match) is None:
        last = deadline.due or deadline.start
        return deadline.masked or (last is not None and last >= frame.on)
    return True


def _joined(found: list[_FoundTime], plain: str) -> list[_FoundTime]:
    """Join phrases that stand together: 2024年底前,并长期坚持; 周例会、月小结; 即日起至6月底."""
    kept: list[_FoundTime] = []
    for item in found:
        pair = _pair(kept[-1], item, plain) if kept else None
        if pair is None:
            kept.append(item)
        else:
            kept[-1] = pair
    return [
        item for at, item in enumerate(kept) if not _only_names_year(item, kept[at + 1 : at + 2])
    ]


def _pair(first: _FoundTime, second: _FoundTime, plain: str) -> _FoundTime | None:
    gap = plain[first.end : second.begin]
    one, two = first.deadline, second.deadline
    within = plain[first.begin : second.begin]
    explained = within.count("(") > within.count(")") and len(gap) <= 1
    if explained and one.cadences and not one.due:  # 每半年一次(6月、12月底前)
        return _FoundTime(first.begin, second.end, one)
    ranged = bool(_RE.to.fullmatch(gap)) and one.due and two.due and one.due < two.due
    if ranged:
        start = one.start or (one.period[0] if one.period else one.due)
        return _FoundTime(first.begin, second.end, replace(two, start=start))
    if gap in _EXPLAINS and ((two.vague and one.due) or (one.vague and two.due)):
        return _FoundTime(first.begin, second.end, one if two.vague else two)
    joined = bool(_RE.joined.fullmatch(gap) or _RE.to.fullmatch(gap))
    if not joined or _are_two(one, two):
        return None
    return _FoundTime(first.begin, second.end, _merged([one, two]))


def _are_two(one: Deadline, two: Deadline) -> bool:
    """Tell whether neighbours are deadlines of their own: two dates, or one that says nothing."""
    if one.vague or two.vague or not (one.is_set and two.is_set):
        return True
    return bool(one.due and (two.due or two.start))


def _only_names_year(item: _FoundTime, following: Sequence[_FoundTime]) -> bool:
    """Tell whether a bare 2023年 only says which year the next date is in."""
    if not following or not _RE.bare_year.fullmatch(item.deadline.text) or not item.deadline.due:
        return False
    due = following[0].deadline.due
    return bool(due and due.year == item.deadline.due.year)


def _merged(found: Sequence[Deadline]) -> Deadline:
    due = max((d.due for d in found if d.due), default=None)
    starts = [d.start for d in found if d.start and (due is None or d.start <= due)]
    told: dict[str, Any] = {}  # of all else what the first one says that says anything
    for name in _SAID_ONCE:
        told |= next(({name: value} for d in found if (value := getattr(d, name))), {})
    return Deadline(
        "", due=due, start=min(starts, default=None),
        cadences=tuple(dict.fromkeys(c for d in found for c in d.cadences)),
        vague=due is None and any(d.vague for d in found),
        past_at_issue=any(d.past_at_issue for d in found if d.due == due), **told,
    )  # fmt: skip


def _placed(item: _FoundTime, seen: View) -> Deadline:
    text, span = seen.printed(item.begin, item.end), seen.span(item.begin, item.end)
    return replace(item.deadline, text=text, span=span)


def with_milestone(deadline: Deadline, following: str) -> Deadline:
    """Return the deadline with the verb and the amount it belongs to; `following` is what comes after.

    A date of a start moves from `due` to `start`.
    """
    if not deadline.due and not deadline.vague:
        return deadline
    region = re.split(r"[,;。]", following[:_REACH], maxsplit=1)[0]
    amount = beside("share").search(region)
    quantity = deadline.quantity or (amount[0] if amount else "")
    start, finish = beside("begins").search(region), beside("finishes").search(region)
    of_year = deadline.text.startswith("全年") or beside("counted_start").search(region)
    if start and not finish and deadline.due and not of_year:
        begins = deadline.start or deadline.due
        if not deadline.start or re.search("季|旬", deadline.text):
            return replace(deadline, start=begins, due=None, milestone=start[0], quantity=quantity)
    verb = finish or start
    return replace(deadline, milestone=_named(region, verb), quantity=quantity)


def _named(region: str, verb: re.Match[str] | None) -> str:
    """Return what is reached: 完成 alone says it, of 完成招标并开工 what was completed does."""
    if verb is None:
        return ""
    told = region[verb.end() :] if verb[0] in _SAYS_ALL else ""
    stage = beside("stage").match(told)
    before = beside("staged").search(region[: verb.start()])
    return stage[0] if stage else (before[0] if before else "") + verb[0]
