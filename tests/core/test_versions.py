"""Several files of one unit: each case names the files, and what is merged and what is said."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from taizhang.books.layout import load_layout
from taizhang.core.returned.intake import Expected, Intake, sort_intake
from taizhang.core.saved import DISK, Saved
from taizhang.core.submission import Answer, Form, Identity, Value, rows_of
from taizhang.core.units import Roster, Unit

SENT = datetime(2022, 6, 1, 9)
AT = datetime(2022, 6, 20, 15)
HOUR = timedelta(hours=1)
WHO = Identity("id", "2022-06", "县财政局", "f", 1, SENT)
BASE: dict[str, Value] = {"progress": 0.1, "latest": "上月的话", "problem": "缺地"}
SHEETS = {s.key: s for s in load_layout().form.sheets}
ROSTER = Roster([Unit("县财政局")])


def form(
    name: str, hours: int = 0, *, sealed: bool | None = True, source: str = "", **said: Value
) -> Form:
    """A form with one row, saved so many hours after AT; what is not said stands as sent."""
    when = AT + hours * HOUR
    answers = [Answer("tasks", ("T1",), c, b, said.get(c, b), f"{'IJK'[i]}4")
               for i, (c, b) in enumerate(BASE.items())]  # fmt: skip
    saved = Saved(when, when, when, source) if source else Saved(when, when, when)
    return Form(name, name, when, WHO, rows_of(answers), sealed=sealed, saved=saved)


def unsure(one: Form) -> Form:
    assert one.saved is not None
    return replace(one, saved=replace(one.saved, since=one.received - 8 * HOUR))


def sort(*forms: Form, recorded: str = "", hours: int = -9) -> Intake:
    before = {"县财政局": AT + hours * HOUR} if recorded else {}
    clearing = {"tasks": frozenset({"problem"})}
    return sort_intake(
        forms, Expected("id", "2022-06", ROSTER, frozenset({"县财政局"}), before,
                        {"县财政局": recorded} if recorded else {}, sealing=True, clearing=clearing,
                        cutoff=AT, sheets=SHEETS)
    )  # fmt: skip


def said(intake: Intake, column: str = "latest") -> Value:
    (one,) = intake.forms
    answer = next(a for a in one.answers if a.column == column)
    return answer.theirs if answer.usable else "（问）"


def codes(intake: Intake) -> dict[str, list[str]]:
    return {a.file: [i.code for i in a.issues] for a in intake.aside}


def test_an_unsealed_file_saved_later_does_not_displace_the_sealed_form() -> None:
    done = sort(form("原表.xlsx", latest="真的"), form("另做.csv", 5, sealed=None, latest="另做的"))
    assert said(done) == "真的"
    assert codes(done) == {"另做.csv": ["F253"]}
    assert "1格不同" in done.aside[0].issues[0].message


def test_nor_one_that_was_merged_before() -> None:
    done = sort(form("另做.csv", 5, sealed=None, latest="另做的"), recorded="原表.xlsx")
    assert (done.forms, codes(done)) == ((), {"另做.csv": ["F254"]})


@pytest.mark.parametrize("others", [[], [form("先.csv", 1, sealed=None, latest="先做的")]])
def test_an_unsealed_file_replaces_an_unsealed_one(others: list[Form]) -> None:
    before = others[0].file if others else "另做.csv"
    done = sort(*others, form("另做.csv", 5, sealed=None, latest="另做的"), recorded=before)
    assert said(done) == "另做的"


def test_a_correction_by_a_sealed_form_replaces_what_was_merged() -> None:
    done = sort(form("改.xlsx", 5, latest="更正"), recorded="原表.xlsx")
    assert said(done) == "更正"


PAIRS = [
    # the later one for sure
    (form("甲.xlsx", latest="先"), form("乙.xlsx", 1, latest="后"), "后", ["M105"]),
    # nobody can tell which was later: what both say is asked, what one says is taken
    (form("甲.xlsx", latest="先"), unsure(form("乙.xlsx", 1, latest="后")), "（问）", ["F255"]),
    (form("甲.xlsx", latest="先"), unsure(form("乙.xlsx", 1, progress=0.5)), "先", ["F255"]),
    (form("甲.xlsx", latest="同"), unsure(form("乙.xlsx", 1, latest="同")), "同", ["F255"]),
    # a blank form that came later silences nobody
    (form("甲.xlsx", latest="先"), form("乙.xlsx", 1), "先", ["F255"]),
    # downloaded to the disk later is not saved later
    (form("甲.xlsx", latest="先"), form("乙.xls", 1, source=DISK, latest="后"), "（问）", ["F255"]),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "latest", "drawn"), PAIRS)
def test_which_of_two_files_is_meant(one: Form, other: Form, latest: str, drawn: list[str]) -> None:
    for pair in ((one, other), (other, one)):
        done = sort(*pair)
        assert said(done) == latest
        assert [c for found in codes(done).values() for c in found] == drawn


def test_where_nobody_can_tell_what_either_says_alone_is_taken() -> None:
    done = sort(form("甲.xlsx", latest="先"), unsure(form("乙.xlsx", 1, progress=0.5, problem="")))
    assert (said(done), said(done, "progress"), said(done, "problem")) == ("先", 0.5, "")
    assert "0格两样" in done.aside[0].issues[0].message


def test_a_cell_said_in_two_ways_names_both_files() -> None:
    done = sort(form("甲.xlsx", latest="先"), unsure(form("乙.xlsx", 1, latest="后")))
    (issue,) = [a.issue for a in done.forms[0].answers if a.issue]
    assert issue.code == "F401"
    assert {"先（甲.xlsx）", "后（乙.xlsx）"} <= set(dict(issue.values)["choices"].split("、"))


def test_a_cell_said_in_two_ways_names_sheet_and_column_and_is_no_blank_report() -> None:
    done = sort(form("甲.xlsx", latest="先"), unsure(form("乙.xlsx", 1, latest="后")))
    (answer,) = [a for a in done.forms[0].answers if a.issue]
    assert answer.issue is not None
    assert (answer.issue.place.sheet, answer.issue.place.header) == ("任务填报", "最新进展")
    assert answer.raw.strip()


def test_an_uncertain_moment_makes_nobody_late() -> None:
    done = sort(unsure(form("甲.xlsx", 3, latest="x")))
    assert [n.code for n in done.notes] == ["F252"]
    assert [n.code for n in sort(form("甲.xlsx", 3, latest="x")).notes] == []
