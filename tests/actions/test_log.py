"""Every cell that a job changes is in 变更日志, and every job can be taken back from there.

One ledger goes through all jobs; before and after each the tables are compared cell by cell with
what the log says, and on a copy the job is taken back.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

import xlfile
from taizhang.actions.charting import chart
from taizhang.actions.decomposing import decompose
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.loading import load
from taizhang.actions.merging import merge
from taizhang.actions.registering import register
from taizhang.actions.ruling import apply_rulings
from taizhang.actions.setup.creating import init
from taizhang.actions.undoing import undo
from taizhang.books.resources import resource
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow, key_of, key_text
from taizhang.core.values.settled import same
from taizhang.office.report import CannotRun, Report
from tests.actions.conftest import IDENTITY, Quiet, moment, office, return_form, write_answers
from tests.actions.test_decomposing import NOTICE

pytestmark = pytest.mark.slow

PERIOD = "2022-06"
SHOWN = {"findings", "changes"}  # what the last job found, and the log itself
VOID = "已撤销"
DEMO = resource("templates") / "demo"
Tables = dict[str, LedgerRows]
Cells = dict[tuple[str, str, str], Value]


def load_lists(folder: Path) -> Report:
    files = [DEMO / "units.csv", DEMO / "tasks.csv"]
    return load(office(folder).book, Quiet(), files, moment("2022-05-18T09:00"))


def decompose_notice(folder: Path) -> Report:
    path = folder / "清河行动方案.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return decompose(office(folder).book, Quiet(), [path], moment("2022-05-19T09:00"))


def decompose_again(folder: Path) -> Report:
    """The same notice with a task less: drafts take the place of others."""
    path = folder / "清河行动方案.txt"
    path.write_text(NOTICE[: NOTICE.index("(三)")], encoding="utf-8")
    return decompose(office(folder).book, Quiet(), [path], moment("2022-05-19T10:00"))


def register_drafts(folder: Path) -> Report:
    now = office(folder)
    table = now.ledger["drafts"]
    table.set_cells([(r.number, "adopt", "是") for r in table.rows])
    now.book.save()
    return register(office(folder).book, Quiet(), moment("2022-05-20T09:00"))


def send(folder: Path) -> Report:
    return distribute(office(folder).book, Quiet(), moment("2022-06-01T09:00"), PERIOD)


def merge_first(folder: Path) -> Report:
    now = office(folder)
    table = now.ledger["tasks"]
    table.set_cells([(table.keyed()["2022-057"].number, "actual", 430.0)])
    now.book.save()
    return_form(folder, "县人力资源和社会保障局", PERIOD, T057_actual=500, T057_latest="已办")
    return_form(folder, "县发展和改革局", PERIOD, T027_progress=0.3, T027_latest="=已开工")
    (folder / "收件" / PERIOD / "坏.xlsx").write_bytes(b"PK\x03\x04")
    return merge(office(folder).book, Quiet(), moment("2022-06-20T10:00"), PERIOD)


def merge_correction(folder: Path) -> Report:
    """A file put right, a stray gone, and the time is up for all others."""
    import xlwings as xw

    inbox = folder / "收件" / PERIOD
    (inbox / "坏.xlsx").unlink()
    book = xw.Book(inbox / f"县发展和改革局_{PERIOD}_报送表.xlsx")
    write_answers(book, {"T027_progress": 0.5, "T028_problem": "缺资金"})
    book.save()
    book.close()
    return merge(office(folder).book, Quiet(), moment("2022-06-29T10:00"), PERIOD)


def rule(folder: Path) -> Report:
    now = office(folder)
    table = now.ledger["conflicts"]
    table.set_cells([(table.rows[0].number, "ruling", "采用报送")])
    now.book.save()
    return apply_rulings(office(folder).book, Quiet(), moment("2022-06-29T11:00"))


def light(folder: Path) -> Report:
    return judge(office(folder).book, Quiet(), moment("2022-06-30T09:00"), PERIOD)


def draw(folder: Path) -> Report:
    return chart(office(folder).book, Quiet(), moment("2022-06-30T10:00"), PERIOD)


JOBS: dict[str, Callable[[Path], Report]] = {
    "载入": load_lists, "拆解": decompose_notice, "再拆": decompose_again,
    "登记": register_drafts, "下发": send, "汇总": merge_first, "更正": merge_correction,
    "裁决": rule, "研判": light, "出图": draw,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One job: the tables before (as the clerk had prepared them) and after, its lines, a copy."""

    before: Tables
    after: Tables
    lines: list[TableRow]
    copy: Path


def tables_of(folder: Path) -> Tables:
    return office(folder).read()


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Step]]:
    xlfile.activate()
    root = tmp_path_factory.mktemp("log")
    folder = root / "台账"
    init(folder, identity=IDENTITY)
    found: dict[str, Step] = {}
    for name, job in JOBS.items():
        known = len(tables_of(folder)["changes"].rows)
        job(folder)
        after = tables_of(folder)
        before = tables_of(prepared(folder, root / f"{name}前", after))
        copy = root / f"{name}后"
        copytree(folder, copy)
        found[name] = Step(before, after, list(after["changes"].rows[known:]), copy)
    yield found
    office(folder).book.close()


def prepared(folder: Path, here: Path, after: Tables) -> Path:
    """The ledger as the job found it: the copy that it made, else (a stamp alone) no copy."""
    backups = sorted((folder / "备份").glob("*.xlsm"), key=lambda p: p.stat().st_mtime_ns)
    here.mkdir()
    last = str(after["changes"].rows[-1]["job_kind"])
    source = backups[-1] if last in backups[-1].stem else folder / "督查台账.xlsm"
    (here / "督查台账.xlsm").write_bytes(source.read_bytes())
    return here


def cells_of(tables: Tables) -> Cells:
    """All cells by sheet, key and column label; rows of one key are told apart by their order."""
    found: Cells = {}
    for sheet, table in tables.items():
        if sheet in SHOWN:
            continue
        seen: Counter[str] = Counter()
        for row in table.rows:
            key = key_text(sheet, key_of(sheet, row.values))
            seen[key] += 1
            for column in table.spec.columns:
                name = f"{key}*{seen[key]}"
                found[table.spec.label, name, column.label] = row[column.key]
    return found


def told(step: Step) -> set[tuple[str, str, str]]:
    """Where the log says that something changed; a whole row by its key alone."""
    return {(str(r["sheet"]), str(r["row_key"]), str(r["column"])) for r in step.lines}


@pytest.mark.parametrize("name", [n for n in JOBS if n != "出图"])
def test_each_cell_that_changed_is_in_the_log(steps: dict[str, Step], name: str) -> None:
    step = steps[name]
    before, after = cells_of(step.before), cells_of(step.after)
    lines = told(step)
    whole = {(sheet, key) for sheet, key, column in lines if column.startswith("（")}
    changed = {at for at in before | after if not same(before.get(at, ""), after.get(at, ""))}
    assert changed, "the job did something"
    for sheet, numbered, column in changed:
        key = numbered.rpartition("*")[0]
        short = "|".join([key.split("|")[0], key.split("|")[-1]])
        assert (
            (sheet, key, column) in lines or (sheet, key) in whole
            or (sheet == "报送记录" and (sheet, short) in whole)
        ), (sheet, key, column)  # fmt: skip


@pytest.mark.parametrize("name", JOBS)
def test_the_log_says_nothing_that_did_not_happen(steps: dict[str, Step], name: str) -> None:
    step = steps[name]
    assert step.lines, "every job that writes is in the log"
    after = cells_of(step.after)
    gone = {(r["sheet"], r["row_key"]) for r in step.lines if r["column"] == "（删去的行）"}
    for line in step.lines:
        if str(line["column"]).startswith("（") or (line["sheet"], line["row_key"]) in gone:
            continue
        at = (str(line["sheet"]), f"{line['row_key']}*1", str(line["column"]))
        assert same(after[at], line["new"]) or str(after[at]) == str(line["new"]), at


def held(tables: Tables) -> dict[str, list[tuple[str, ...]]]:
    """What every sheet holds, in any order; void reports and conflicts stay as a record."""
    found = {}
    for sheet, table in tables.items():
        if sheet not in SHOWN:
            rows = [r for r in table.values if VOID not in (r.get("validity"), r.get("applied"))]
            found[sheet] = sorted(tuple(str(v) for v in r.values()) for r in rows)
    return found


@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_is_taken_back_leaves_the_ledger_as_it_was(
    steps: dict[str, Step], name: str, tmp_path: Path
) -> None:
    step = steps[name]
    folder = tmp_path / "台账"
    copytree(step.copy, folder)
    job = str(step.lines[0]["job"])
    done = undo(office(folder).book, Quiet(), moment("2022-07-01T09:00"), job=job)
    assert done.data["kept"] == 0, [str(i) for i in done.issues]
    before = held(step.before)
    if name == "出图":  # no copy was made of it
        before["settings"] = [
            tuple("" if v == "6月30日 10:00" else v for v in row) for row in before["settings"]
        ]
    assert held(tables_of(folder)) == {k: sorted(v) for k, v in before.items()}


@pytest.mark.parametrize("name", ["载入", "再拆", "登记", "下发", "汇总", "更正", "裁决", "研判"])
def test_what_was_taken_back_can_be_brought_back(
    steps: dict[str, Step], name: str, tmp_path: Path
) -> None:
    step = steps[name]
    folder = tmp_path / "台账"
    copytree(step.copy, folder)
    job = str(step.lines[0]["job"])
    done = undo(office(folder).book, Quiet(), moment("2022-07-01T09:00"), job=job)
    again = undo(
        office(folder).book, Quiet(), moment("2022-07-01T10:00"), job=str(done.data["undone_by"])
    )
    assert again.data["kept"] == 0, [str(i) for i in again.issues]
    after = tables_of(folder)
    assert {k: v for k, v in held(after).items() if k != "conflicts"} == {
        k: v for k, v in held(step.after).items() if k != "conflicts"
    }
    lines = [r for r in after["changes"].values if r["job"] == job]
    assert {r["undone"] for r in lines} == {""}, "the job holds again"


def test_a_second_undo_does_not_go_deeper_by_itself(steps: dict[str, Step], tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    copytree(steps["更正"].copy, folder)
    first, second = (str(steps[name].lines[0]["job"]) for name in ("汇总", "更正"))
    done = undo(office(folder).book, Quiet(), moment("2022-07-01T09:00"))
    assert done.data["job"] == second
    before = (folder / "督查台账.xlsm").read_bytes()
    with pytest.raises(CannotRun) as refusal:
        undo(office(folder).book, Quiet(), moment("2022-07-01T09:01"))
    assert refusal.value.issue.code == "M503"
    assert first in str(refusal.value.issue), "it says which job would be next"
    assert (folder / "督查台账.xlsm").read_bytes() == before
    now = office(folder)
    log = now.ledger["changes"]
    row = next(r for r in log.rows if r["job"] == first)
    log.set_cells([(row.number, "undone", "撤")])
    now.book.save()
    done = undo(office(folder).book, Quiet(), moment("2022-07-01T09:02"))
    assert done.data["job"] == first


def test_what_was_edited_since_stays_and_is_named(steps: dict[str, Step], tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    copytree(steps["登记"].copy, folder)
    now = office(folder)
    table = now.ledger["tasks"]
    last = table.rows[-1]
    table.set_cells([(last.number, "latest", "督查室已核实")])
    now.book.save()
    done = undo(office(folder).book, Quiet(), moment("2022-07-01T09:00"))
    assert [i.code for i in done.issues if i.code != "W670"] == ["M506"]  # old backups also went
    rows = office(folder).ledger["tasks"].rows
    assert [r["latest"] for r in rows if r["task_id"] == last["task_id"]] == ["督查室已核实"]
