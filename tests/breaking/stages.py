"""A ledger right before each job: the demo, whose 35 departments have sent July's forms back.

`STAGES` names the jobs in the order of work; each is the words of the terminal and how the folder
of the job before is made ready for it.
"""

import contextlib
import itertools
import os
import shutil
import sys
import tomllib
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlwings as xw

import xlfile
from taizhang import cli
from taizhang.books.resources import resource
from taizhang.core.duty.records import CONFIRMED, PROPOSED
from taizhang.core.submission import Value
from taizhang.core.tables import TableRow
from taizhang.demo import _Show, closing_book
from taizhang.desk import Quiet
from taizhang.office.office import Office
from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.workplace import MASTER
from tests.support.damage import sheet_gone
from tests.support.old_ledgers import old_ledger

KEPT = "TAIZHANG_STAGES"
NOW = "2022-07-28T10:30:00"
PERIOD = "2022-07"
DAY = date(2022, 7, 28)
TOWNS = ("龙山镇政府", "兴隆镇政府")
DEMO = resource("templates") / "demo"
NOTICE = "修建档案馆。\n（一）修建县档案馆。12月底前完成主体工程。（县财政局牵头，县水务局配合）\n"


@dataclass(frozen=True, slots=True)
class Stage:
    """One job: what the terminal is told (“{f}” is the folder), and what it starts from.

    `before` is another stage whose folder is taken as it was before its job, `after` as it is after
    that job; `ready` then does the rest. `steps`: it saves more than once, each time whole.
    """

    words: str
    before: str = ""
    after: str = ""
    ready: Callable[[Path], None] = lambda _: None
    steps: bool = False

    def told(self, folder: Path) -> list[str]:
        """The words of the terminal."""
        return told(self.words, folder)


def told(words: str, folder: Path) -> list[str]:
    """What the terminal is told there."""
    return [word.replace("{f}", str(folder)) for word in words.split()] + ["--json"]


def _filled(folder: Path) -> None:
    """The months before from sending to the chart; July sent and filled in."""
    show = _show(folder)
    show.begin()
    for part in show.story["period"]:
        if part["id"] == PERIOD:
            show._send(part)
            show._fill(part)
            return
        show.play(part)


def _loaded(folder: Path) -> None:
    _show(folder).begin()


def _show(folder: Path) -> _Show:
    return _Show(folder, Quiet(), DEMO, tomllib.loads((DEMO / "story.toml").read_text("utf-8")))


def _ruled(folder: Path) -> None:
    with closing_book(folder / MASTER) as book:
        table = Office(book).ledger["conflicts"]
        ways = ("采用报送", "保留台账")
        table.set_cells(
            (row.number, "ruling", ways[n % 2])
            for n, row in enumerate(table.rows)
            if not row["applied"]
        )
        book.save()


def _listed(folder: Path) -> None:
    (folder / "清单.csv").write_text(
        "任务名称,牵头单位,完成时限\n修档案馆,县财政局,2022-12-31\n修敬老院,县水务局,2022-11-30\n",
        "utf-8",
    )


def _noticed(folder: Path) -> None:
    (folder / "方案.txt").write_text(NOTICE, "utf-8")


def _chosen(folder: Path) -> None:
    """Every draft is to go into 任务台账."""
    with closing_book(folder / MASTER) as book:
        table = Office(book).ledger["drafts"]
        table.set_cells((row.number, "adopt", "是") for row in table.rows)
        book.save()


def _dropped(folder: Path) -> None:
    """July's forms lie somewhere else, to be taken in."""
    (folder / "收件" / PERIOD).rename(folder / "发来的")


def _old(folder: Path) -> None:
    old_ledger("first", folder)


def _over(folder: Path) -> None:
    """July is settled and over: August has begun."""
    _ruled(folder)
    assert in_terminal(STAGES["apply_rulings"].told(folder)) != COULD_NOT_RUN
    with closing_book(folder / MASTER) as book:
        Office(book).ledger.set_settings({"period": "2023-01"})
        book.save()


def _menus_gone(folder: Path) -> None:
    for menu in (*folder.glob("*.bat"), *folder.glob("*.sh"), *folder.glob("*.desktop")):
        menu.unlink()


def _broken(folder: Path) -> None:
    sheet_gone(folder / MASTER, "节假日")


class NothingToFillError(Exception):
    """No row of the sheet is meant."""


def put(folder: Path, sheet: str, *rows: Mapping[str, Value]) -> None:
    """Rows that the clerk adds to a sheet."""
    with closing_book(folder / MASTER) as book:
        Office(book).ledger[sheet].append([dict(row) for row in rows])
        book.save()


def fill(folder: Path, sheet: str, wanted: Callable[[TableRow], bool], **cells: Value) -> None:
    """Cells that the clerk fills in the rows that are meant."""
    with closing_book(folder / MASTER) as book:
        table = Office(book).ledger[sheet]
        rows = [row.number for row in table.rows if wanted(row)]
        if not rows:
            raise NothingToFillError(sheet)
        table.set_cells((number, key, value) for number in rows for key, value in cells.items())
        book.save()


def _confirmed(folder: Path) -> None:
    fill(folder, "supervision", lambda r: r["duty_state"] == PROPOSED, duty_state=CONFIRMED)


def _applied(folder: Path) -> None:
    """The clerk notes three applications himself."""
    fill(folder, "tasks", lambda r: r["task_id"] in {"2022-002", "2022-003", "2022-004"},
         stage="申请销号", progress=1.0)  # fmt: skip


def _checked(folder: Path) -> None:
    """The applications are agreed to, every second one is sent back."""
    checks: dict[str, Value] = {"checker": "督查室二组", "checked": DAY, "check_how": "现场核查"}
    turns = itertools.cycle((True, False))
    fill(folder, "closings", lambda r: not r["decision"] and next(turns), **checks,
         decision="同意销号")  # fmt: skip
    with contextlib.suppress(NothingToFillError):
        fill(folder, "closings", lambda r: not r["decision"], **checks, decision="退回",
             rework="补报验收单")  # fmt: skip


def _asked(folder: Path) -> None:
    asked: dict[str, Value] = {
        "asked": date(2023, 3, 31),
        "why": "上级批复推迟",
        "so_far": "正在公示",
        "applied": DAY,
    }
    put(folder, "extensions", {"task_id": "2022-047", **asked}, {"task_id": "2022-050", **asked})


def _granted(folder: Path) -> None:
    fill(folder, "extensions", lambda r: r["task_id"] == "2022-047", decision="批准",
         granted=date(2023, 3, 31), approver="分管副县长")  # fmt: skip
    fill(folder, "extensions", lambda r: r["task_id"] == "2022-050", decision="不批准",
         approver="分管副县长")  # fmt: skip


def _found(folder: Path) -> None:
    put(folder, "problems", *(
        {"problem": f"第{n}件", "unit": "县水务局", "step": "交办" if n % 2 else ""}
        for n in range(1, 7)
    ))  # fmt: skip


def _ordered(folder: Path) -> None:
    put(folder, "instructions", *(
        {"matter": f"第{n}件", "leader": "副县长", "ordered": date(2022, 7, 1), "words": "查清",
         "unit": "县水务局" if n % 3 else ""}
        for n in range(1, 7)
    ))  # fmt: skip


def _given(folder: Path) -> None:
    put(folder, "rollups", {
        "task_id": "2022-057", "units": "、".join(TOWNS), "actual_rule": "合计",
        "progress_rule": "平均",
    })  # fmt: skip


def _taken_down(folder: Path) -> None:
    """The packages as the towns send them back: their own forms with figures in."""
    inbox = folder / "收件" / "下级" / PERIOD
    inbox.mkdir(parents=True)
    for n, path in enumerate(sorted((folder / "下发" / "任务包").iterdir()), start=1):
        target = Path(shutil.copyfile(path, inbox / path.name))
        with closing_book(target) as book:
            sheet = book.sheets[0]
            block = sheet.used_range.options(ndim=2).value
            head = next(i for i, line in enumerate(block) if "任务编号" in line)
            for label, value in (("完成值", 10.0 * n), ("完成进度", 0.2 * n)):
                sheet.range((head + 2, block[head].index(label) + 1)).value = value
            book.save()


def busy(folder: Path) -> None:
    """A loaded ledger with something to do for many jobs: lists, applications, problems, towns."""
    for make in (_listed, _applied, _asked, _found, _given):
        make(folder)
    (folder / "另一张.csv").write_text(
        "任务名称,牵头单位,完成时限\n修剧院,县教育和体育局,2022-10-31\n", "utf-8"
    )
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        assert in_terminal(STAGES["close"].told(folder)) != COULD_NOT_RUN
    _checked(folder)


BOOK = "{f}/" + MASTER
JULY = f"{BOOK} --period {PERIOD} --on 2022-07-28"
STAGES: Mapping[str, Stage] = {
    "init": Stage(f"init {{f}}/新 --tasks {DEMO}/tasks.csv --units {DEMO}/units.csv"),
    "load": Stage(f"load {BOOK} {{f}}/清单.csv", before="distribute", ready=_listed),
    "decompose": Stage(f"decompose {{f}}/方案.txt --book {BOOK}", "distribute", ready=_noticed),
    "register": Stage(f"register {BOOK}", after="decompose", ready=_chosen),
    "distribute": Stage(f"distribute {BOOK} --period 2022-06", ready=_loaded),
    "rehearse": Stage(f"rehearse {BOOK} --period {PERIOD}", before="merge"),
    "merge": Stage(f"merge {BOOK} --period {PERIOD}", ready=_filled),
    "take_in": Stage(f"take-in {BOOK} {{f}}/发来的 --period {PERIOD}", "merge", ready=_dropped),
    "apply_rulings": Stage(f"apply-rulings {BOOK}", after="merge", ready=_ruled),
    "judge": Stage(f"judge {BOOK} --period {PERIOD} --on 2022-07-28", after="merge"),
    "chart": Stage(f"chart {BOOK} --period {PERIOD} --on 2022-07-28", after="judge"),
    "check": Stage(f"check {BOOK}", after="merge"),
    "supervise": Stage(f"supervise {JULY}", after="judge"),
    "slips": Stage(f"slips {JULY}", after="supervise", ready=_confirmed),
    "slips_row": Stage(f"slips {JULY} --kind 责任书 --rows 2022-027", after="judge"),
    "close": Stage(f"close {BOOK} --on 2022-07-28", after="judge", ready=_applied),
    "close_decided": Stage(f"close {BOOK} --on 2022-07-28", after="close", ready=_checked),
    "extend": Stage(f"extend {BOOK} --on 2022-07-28", after="judge", ready=_asked),
    "extend_decided": Stage(f"extend {BOOK} --on 2022-07-28", after="extend", ready=_granted),
    "problems": Stage(f"problems {BOOK} --on 2022-07-28", after="merge", ready=_found),
    "problem_report": Stage(f"problem-report {JULY}", after="problems"),
    "three_lists": Stage(f"three-lists {BOOK} --on 2022-07-28", after="merge"),
    "quarter": Stage(f"quarter {BOOK} --on 2022-07-28", after="close_decided"),
    "registry": Stage(f"registry {BOOK} --on 2022-07-28", after="merge", ready=_ordered),
    "sample": Stage(f"sample {BOOK} --on 2022-07-28 --count 5 --seed 7", after="merge"),
    "slips_order": Stage(f"slips {JULY} --kind 领导批示督办单", after="registry"),
    "plan": Stage(f"plan {BOOK} --on 2022-07-28", after="merge"),
    "bulletin": Stage(f"bulletin {JULY} --kind 督查通报", after="judge"),
    "board": Stage(f"board {JULY}", after="judge"),
    "board_units": Stage(f"board {JULY} --kind 单位页", after="judge"),
    "score": Stage(f"score {JULY}", after="judge"),
    "rank": Stage(f"rank {JULY}", after="score"),
    "give": Stage(f"roll-up {JULY} --give", after="judge", ready=_given),
    "up": Stage(f"roll-up {JULY} --up", after="give"),
    "roll_up": Stage(f"roll-up {JULY}", after="give", ready=_taken_down),
    "five": Stage(f"five {JULY}", after="judge", steps=True),
    "calendar": Stage(f"calendar {JULY}", after="judge"),
    "duties": Stage(f"duties {BOOK} --on 2022-07-28", after="judge"),
    "phases": Stage(f"phases {BOOK} --on 2022-07-28", after="judge"),
    "lamp_plan": Stage(f"lamp-plan {BOOK} --plan 办结绿", after="judge"),
    "undo": Stage(f"undo {BOOK}", after="merge"),
    "archive": Stage(f"archive {BOOK} --year 2022", after="judge", ready=_over),
    "take_back": Stage(f"archive {BOOK} --year 2022 --back", after="archive"),
    "upgrade": Stage(f"upgrade {BOOK}", ready=_old),
    "repair": Stage(f"repair {BOOK}", before="distribute", ready=_broken),
    "selfcheck": Stage(f"selfcheck {BOOK}", before="distribute"),
    "selfcheck_repair": Stage(f"selfcheck {BOOK} --repair", before="distribute", ready=_menus_gone),
    "mend": Stage(f"mend {BOOK}", before="distribute", ready=_menus_gone),
    "chart_in_book": Stage(f"chart {JULY} --into-book", after="judge"),
    "chart_pdf": Stage(f"chart {JULY} --kind 倒计时图 --pdf --png", after="judge"),
    "bulletin_report": Stage(f"bulletin {JULY} --kind 督查专报 --task 2022-002", after="judge"),
    "bulletin_template": Stage(f"bulletin {BOOK} --template", after="judge"),
    "board_leaders": Stage(f"board {JULY} --kind 领导页", after="judge"),
    "board_projects": Stage(f"board {JULY} --kind 项目", after="judge"),
    "undo_unit": Stage(f"undo {BOOK} --unit 县财政局", after="merge"),
    "settle": Stage("settle {f}/新"),
    "manual": Stage("manual {f}/手册"),
    "rules": Stage("rules --file {f}/规则.md"),
}  # fmt: skip
NO_STAGE: Mapping[str, str] = {
    "bundle": "takes packages from the network",
    "demo": "all other jobs one after the other, in a folder that must be empty",
    "unsettle": "writes the registry of Windows alone",
}


class Folders:
    """The folders of the stages, made when they are asked for and kept in `home`.

    Where TAIZHANG_STAGES names a folder they are kept there, for the next run of a script.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.kept = Path(os.environ.get(KEPT, home))
        xlfile.activate()

    def before(self, key: str) -> Path:
        """The folder as the job finds it; it is not to be changed."""
        whole = self.kept / f"{key}前"
        if whole.exists():
            return whole
        stage, folder = STAGES[key], self.kept / f"{key}前.{os.getpid()}"
        if stage.before or stage.after:
            source = self.before(stage.before) if stage.before else self.after(stage.after)
            shutil.copytree(source, folder)
        folder.mkdir(exist_ok=True)
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            stage.ready(folder)
        close_all()
        return _settled(folder, whole)

    def after(self, key: str) -> Path:
        """The folder as the job leaves it when nothing stands in its way."""
        whole = self.kept / f"{key}后"
        if not whole.exists():
            folder = self.kept / f"{key}后.{os.getpid()}"
            shutil.copytree(self.before(key), folder)
            with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
                code = in_terminal(STAGES[key].told(folder))
            assert code != COULD_NOT_RUN, key
            return _settled(folder, whole)
        return whole


def _settled(made: Path, whole: Path) -> Path:
    """A folder gets its name when all of it is there, as another run may look for it."""
    if whole.exists():
        shutil.rmtree(made)
    else:
        made.rename(whole)
    return whole


def in_terminal(words: list[str]) -> int:
    """Run the terminal's words in this process; its exit code."""
    before = sys.argv
    sys.argv = ["taizhang", *words]
    try:
        cli.main()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    finally:
        sys.argv = before
        close_all()
    return 0


def close_all() -> None:
    """Close what is open in the file engine."""
    for app in xw.apps:
        for book in list(app.books):
            book.close()


def standing(folder: Path) -> dict[str, Any]:
    """What a folder holds: part by part where a file is a package, else its bytes; no backups."""
    import zipfile

    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(("备份/", "新/备份/")) and path.suffix == ".xlsm":
            continue
        if path.is_dir():
            found[name] = "folder"
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                found[name] = {part: package.read(part) for part in package.namelist()}
        else:
            found[name] = path.read_bytes()
    return found
