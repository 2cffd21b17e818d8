"""Points and lists on the real tasks: what a clerk writes down, what comes out, on paper too."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from taizhang.actions.papers.scoring import rank, score
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk
from tests.actions.conftest import Opener, moment, office
from tests.support.office import faults

pytestmark = pytest.mark.slow

JUNE, JULY = moment("2022-06-30T17:00"), moment("2022-07-31T17:00")


def write_down(now: Office, sheet: str, *rows: dict[str, object]) -> None:
    now.ledger[sheet].append(list(rows))  # type: ignore[arg-type]
    now.book.save()


def words_of(path: Path) -> str:
    """All texts of a workbook."""
    book = CalamineWorkbook.from_path(path)
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(str(cell) for row in rows for cell in row)


@pytest.fixture
def folder(loaded: Path, fresh: Opener) -> Path:
    """A ledger with groups, praise, figures and votes of June."""
    here, book = fresh(loaded)
    now = Office(book)
    units = now.ledger["units"]
    for row in units.rows[:30]:
        group = "乡镇" if str(row["unit"]).endswith(("镇政府", "乡政府")) else "县直部门"
        units.set_cells([(row.number, "ranking", group)])
    write_down(
        now, "score_events",
        {"when": date(2022, 6, 10), "unit": "县水务局", "event": "县领导表扬", "evidence": "第3期"},
        {"when": date(2022, 6, 11), "unit": "县财政局", "event": "市领导表扬", "evidence": ""},
        {"when": date(2022, 6, 12), "unit": "友谊镇政府", "event": "县领导表扬", "evidence": "第5期"},
        {"when": date(2022, 6, 11), "unit": "没有的局", "event": "市领导表扬", "evidence": "第4期"},
        {"when": date(2022, 5, 11), "unit": "县财政局", "event": "市领导表扬", "evidence": "五月的"},
    )  # fmt: skip
    write_down(
        now, "score_figures",
        {"period": "2022-06", "unit": "县水务局", "item": "签约落地", "plan": 10.0, "done": 12.0},
        {"period": "2022-06", "unit": "县财政局", "item": "签约落地", "plan": 10.0, "done": 9.0},
        {"period": "2022-06", "unit": "县审计局", "item": "签约落地", "plan": "十来个", "done": 9.0},
        {"period": "六月", "unit": "县审计局", "item": "签约落地", "plan": 1.0, "done": 9.0},
    )  # fmt: skip
    write_down(
        now, "opinions",
        {"period": "2022-06", "unit": "县水务局", "total": 100.0, "good": 90.0, "bad": 9.0},
        {"period": "2022-06", "unit": "县财政局", "good": 3.0},
    )  # fmt: skip
    settings = now.ledger["settings"]
    settings.set_cells([(settings.keyed()["score_votes"].number, "value", 5.0)])
    now.book.save()
    return here


def test_a_scoring_writes_places_with_their_reasons(folder: Path, desk: Desk) -> None:
    done = score(office(folder).book, desk, JUNE, "2022-06")
    said = {i.code for i in done.issues}
    assert {"K112", "K113", "K114", "K116", "K119", "K125", "K126"} <= said
    ledger = office(folder).ledger
    rows = {str(r["unit"]): r for r in ledger.values("scores")}
    assert (rows["县水务局"]["score"], rows["县水务局"]["rank"]) == (103, 1)
    assert rows["县财政局"]["score"] == 100, "without evidence there are no points"
    assert rows["县财政局"]["group"] == "县直部门"
    assert {r["scheme"] for r in ledger.values("score_rules")} == {"政务督查百分制"}
    (paper,) = done.files
    assert not faults(paper)
    text = words_of(paper)
    assert "《考核事件》第3行" in text
    assert "县领导表扬" in text


def test_scoring_again_changes_nothing_and_the_offices_own_rows_win(
    folder: Path, desk: Desk
) -> None:
    (paper,) = score(office(folder).book, desk, JUNE, "2022-06").files
    first = paper.read_bytes()
    now = office(folder)
    logged = len(now.ledger.values("changes"))
    again = score(now.book, desk, JUNE, "2022-06")
    assert (again.files, again.files[0].read_bytes()) == ((paper,), first)
    assert len(office(folder).ledger.values("changes")) == logged
    now = office(folder)
    rules = now.ledger["score_rules"]
    praise = next(r for r in rules.rows if r["item"] == "县领导表扬")
    rules.set_cells([(praise.number, "points", 30.0)])
    now.book.save()
    done = score(office(folder).book, desk, JUNE, "2022-06")
    assert paper.read_bytes() == first, "what was handed out is never changed"
    assert done.files[0].name == f"{paper.stem}（2）.xlsx"
    assert "B121" in {i.code for i in done.issues}
    best = done.data["scores"][0]  # type: ignore[index]
    assert best == {"group": "县直部门", "unit": "县水务局", "score": 130.0, "rank": 1,
                    "before": None, "grade": "", "marks": []}  # fmt: skip
    kept = [r for r in office(folder).ledger.values("scores") if r["unit"] == "县水务局"]
    assert [r["score"] for r in kept] == [130]


def test_a_later_month_says_who_went_up(folder: Path, desk: Desk) -> None:
    score(office(folder).book, desk, JUNE, "2022-06")
    write_down(
        office(folder), "score_events",
        {"when": date(2022, 7, 5), "unit": "县审计局", "event": "市领导表扬", "evidence": "第5期"},
    )  # fmt: skip
    score(office(folder).book, desk, JULY, "2022-07")
    july = {
        r["unit"]: r for r in office(folder).ledger.values("scores") if r["period"] == "2022-07"
    }
    assert (july["县审计局"]["rank"], july["县审计局"]["before"]) == (1, 2)
    assert (july["县审计局"]["move"], july["县水务局"]["move"]) == ("↑1", "↓1")


def test_lists_rank_scores_figures_and_votes(folder: Path, desk: Desk) -> None:
    done = rank(office(folder).book, desk, JUNE, "2022-06")
    lists = {(one["list"], one["group"]): one for one in done.data["lists"]}  # type: ignore[attr-defined]
    black = lists["招商榜", "县直部门"]
    assert black["places"] == [
        {"unit": "县水务局", "value": 120.0, "rank": 1}, {"unit": "县财政局", "value": 90.0, "rank": 2},
    ]  # fmt: skip
    assert black["black"] == ["县财政局"], "a list of those who missed may be shorter"
    assert lists["窗口评星榜", "县直部门"]["places"][0]["value"] == 90.91
    (paper,) = done.files
    assert not faults(paper)
    assert "交流发言" in words_of(paper)


def test_a_list_or_scheme_nobody_knows_is_named(folder: Path, desk: Desk) -> None:
    with pytest.raises(CannotRun) as refusal:
        rank(office(folder).book, desk, JUNE, "2022-06", "好人榜")
    assert refusal.value.issue.code == "K121"
    with pytest.raises(CannotRun) as refusal:
        score(office(folder).book, desk, JUNE, "2022-06", "随便")
    assert refusal.value.issue.code == "K107"
    now = office(folder)
    write_down(
        now, "rank_lists", {"list": "空榜", "enabled": "是", "basis": "没有的指标", "first": 3.0}
    )
    write_down(
        now, "rank_lists", {"list": "没人", "enabled": "是", "basis": "得分", "groups": "没有的组"}
    )
    done = rank(office(folder).book, desk, JUNE, "2022-06", "空榜、没人")
    assert {"K123", "K122"} <= {i.code for i in done.issues}
    assert done.files == ()


def test_a_unit_in_two_groups_is_named(folder: Path, desk: Desk) -> None:
    now = office(folder)
    units = now.ledger["units"]
    units.set_cells([(units.rows[0].number, "ranking", "县直部门、综合协调类")])
    now.book.save()
    done = score(office(folder).book, desk, JUNE, "2022-06")
    assert "K115" in {i.code for i in done.issues}


def test_what_a_scoring_wrote_can_be_taken_back(folder: Path, desk: Desk) -> None:
    from taizhang.actions.undoing import undo

    score(office(folder).book, desk, JUNE, "2022-06")
    undo(office(folder).book, desk, JUNE)
    ledger = office(folder).ledger
    assert ledger.values("scores") == []
    assert ledger.values("score_rules") == []


def test_a_scheme_of_the_offices_own_lies_in_its_templates(folder: Path, desk: Desk) -> None:
    own = folder / "模板" / "schemes"
    own.mkdir(parents=True)
    rows = '{ item = "县领导表扬", method = "每次", takes = "县领导表扬", points = 3 }'
    (own / "本县方案.toml").write_text(
        f'name = "本县方案"\nnote = "自己的"\nrows = [{rows}]\n', "utf-8"
    )
    (own / "坏的.toml").write_text('name = "坏的"\nrows = [{ item = "甲", 扣 = 1 }]\n', "utf-8")
    (own / "断的.toml").write_text('name = "断的\n', "utf-8")
    (own / "责任书分档.toml").write_text('name = "责任书分档"\nrows = [{}]\n', "utf-8")
    done = score(office(folder).book, desk, JUNE, "2022-06", scheme="本县方案")
    now = office(folder)
    assert [r["item"] for r in now.ledger.values("score_rules")] == ["县领导表扬"]
    points = {str(r["unit"]): r["score"] for r in now.ledger.values("scores")}
    assert points["县水务局"] == 3
    said = sorted(str(i) for i in done.issues if i.code == "W680")
    assert len(said) == 3
    assert [name in text for name, text in zip(("坏的", "断的", "责任书分档"), said, strict=True)]


def test_points_and_lists_have_numbers_and_are_kept(folder: Path, desk: Desk) -> None:
    (july,) = score(office(folder).book, desk, JULY, "2022-07").files
    (scores,) = score(office(folder).book, desk, JULY, "2022-06").files
    (lists,) = rank(office(folder).book, desk, JULY, "2022-06").files
    (some,) = rank(office(folder).book, desk, JULY, "2022-06", lists="招商榜").files
    assert {p.parent for p in (july, scores, lists, some)} == {folder / "通报" / "2022"}
    register = [
        (r["paper"], r["number"], r["period"], r["file"])
        for r in office(folder).ledger.values("bulletins")
    ]
    assert register == [
        ("考核得分（政务督查百分制）", 1, "2022-07", july.name),
        ("考核得分（政务督查百分制）", 2, "2022-06", scores.name),
        ("榜单", 1, "2022-06", lists.name), ("榜单（招商榜）", 1, "2022-06", some.name),
    ]  # fmt: skip
    for page in (july, scores, lists):
        assert f"第{2 if page == scores else 1}期" in words_of(page)
        assert "数据截至" in words_of(page)
    kept = lists.read_bytes()
    assert rank(office(folder).book, desk, JULY, "2022-06").files == (lists,)
    assert len(office(folder).ledger.values("bulletins")) == len(register)
    write_down(
        office(folder), "score_events",
        {"when": date(2022, 6, 5), "unit": "县审计局", "event": "市领导表扬", "evidence": "第5期"},
    )  # fmt: skip
    again = rank(office(folder).book, desk, JULY, "2022-06")
    assert (lists.read_bytes(), again.files[0].name) == (kept, "榜单_2022-06（2）.xlsx")
