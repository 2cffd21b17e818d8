"""Whatever goes wrong, the terminal says one Chinese sentence, or one object, and exits with 2."""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlwings as xw
from typer.testing import CliRunner

import xlfile
from taizhang import cli
from taizhang.actions.setup.creating import init
from taizhang.books.master.commands import load_commands
from taizhang.commands import CommandEntry, LedgerUse, OptionKind
from taizhang.core.catalog import rules
from taizhang.core.errors import TaizhangError
from taizhang.desk import Terminal
from taizhang.failures import issue_of
from taizhang.office.office import Office
from taizhang.office.traces import TRACE
from taizhang.office.workplace import MASTER
from taizhang.running import NOW, moment
from tests.wholefile.test_whole import excel
from wholefile import HeldError, LockedError
from wholefile.holders import excel_mark, office_mark
from wholefile.locks import Owner

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BROKEN = {
    "W604": FileNotFoundError(errno.ENOENT, "No such file", "/某处/收件/甲.xlsx"),
    "W605": OSError(errno.ENAMETOOLONG, "File name too long", "/某处/长.xlsx"),
    "W606": OSError(errno.ENOSPC, "No space left on device", "/某处/挂图.xlsx"),
    "W607": OSError(errno.EROFS, "Read-only file system", "/某处/挂图.xlsx"),
    "W608": OSError(errno.EIO, "Input/output error", "/某处/挂图.xlsx"),
    "W206": PermissionError(errno.EACCES, "Permission denied", "/某处/~tz1-2-3.tmp", None, "/某处/挂图.xlsx"),
    "W609": MemoryError(),
    "W610": xlfile.ChangedOnDisk(Path("/某处") / MASTER),
    "W612": HeldError(Path("/某处/挂图.xlsx"), Path("/某处/挂图（新版）.xlsx"), ""),
    "W601": KeyboardInterrupt(),
    "W720": LockedError(Path("/某处") / MASTER, Owner("王科员", "办公室"), Path("/某处/正在使用")),
    "W401": ModuleNotFoundError("No module named 'docx'", name="docx"),
    "W105": RuntimeError("(-2147418111, 'Call was rejected by callee.')"),
    "W210": RuntimeError("The cell or chart is protected and therefore read-only."),
    "W211": xlfile.HiddenCell("任务台账", "AE5"),
    "W299": UnicodeEncodeError("gbk", "王䶮", 1, 2, "illegal multibyte sequence"),
}  # fmt: skip
FORESEEN = {"W601", "W610", "W720"}  # said without a traceback
ENGLISH = re.compile(r"[A-Za-z]{3,}")
KNOWN = re.compile(r"Excel|LibreOffice|docx|xlsx|xlsm|txt|--?\w+|taizhang|pytest|merge|help|python")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "台账"
    init(folder, identity=("a" * 32, "b" * 64))
    return folder


@pytest.fixture
def folder(new: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(new, tmp_path / "台账"))


@pytest.fixture
def broken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The code of the sentence for what 校验 runs into."""
    code: str = request.param

    def check(book: xw.Book, desk: object, moment: object) -> None:  # noqa: ARG001 - a job's own
        raise BROKEN[code]

    monkeypatch.setattr("taizhang.actions.checking.check", check)
    return code


def say(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["taizhang", *words])
        with pytest.raises(SystemExit) as left:
            cli.main()
    out, err = capsys.readouterr()
    return int(str(left.value.code or 0)), out, err


TEMPORARY = Path(tempfile.gettempdir())
NAMED = {
    Path("/某处/挂图.xlsx"): "挂图.xlsx",
    TEMPORARY / "tmpab12cd34" / "book.xlsm": "系统临时文件夹",
    TEMPORARY / "~tz7-room.tmp" / "tmpab12cd34" / "book.xlsm": "系统临时文件夹",
    TEMPORARY / "tmpab12cd34.docx": "系统临时文件夹",
    TEMPORARY: "系统临时文件夹",
    TEMPORARY / "台账" / MASTER: MASTER,
}


@pytest.mark.parametrize("words", ["IO_ENOSPC", "IO_WRITE", "IO_EFBIG"])
def test_a_part_that_the_disk_refuses_to_lxml_is_a_full_disk(words: str, tmp_path: Path) -> None:
    from lxml.etree import SerialisationError

    assert issue_of(SerialisationError(words), tmp_path).code == "W606"


@pytest.mark.parametrize("path", NAMED)
def test_a_file_of_a_moment_is_not_named(path: Path, tmp_path: Path) -> None:
    issue = issue_of(OSError(errno.ENOSPC, "No space left on device", str(path)), tmp_path)
    assert f"“{NAMED[path]}”" in issue.message


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_what_goes_wrong_is_one_sentence_and_a_file(
    folder: Path, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = say(capsys, "check", str(folder / MASTER))
    assert (code, out) == (2, "")
    [line] = err.splitlines()
    assert broken in line
    assert "办法：" in line
    assert not ENGLISH.findall(KNOWN.sub("", line))
    assert "某处" not in line
    assert "~" not in line
    assert (folder / "备份" / TRACE).exists() == (broken not in FORESEEN)


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_what_goes_wrong_is_one_object(
    folder: Path, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = say(capsys, "check", str(folder / MASTER), "--json")
    assert (code, err) == (2, "")
    [line] = out.splitlines()
    told = json.loads(line)
    assert told["ok"] is False
    assert [i["code"] for i in told["issues"]] == [broken]


WORDS = (
    (["mrge"], "W621", "merge"),
    (["没有"], "W621", "没有“没有”这个命令"),
    (["merge"], "W623", "台账工作簿"),
    (["load", "a.xlsm"], "W623", "任务清单"),
    (["merge", "a.xlsm", "--peroid", "2022-06"], "W622", "--period"),
    (["merge", "a.xlsm", "--on", "6月"], "W624", "--on"),
    (["merge", "a.xlsm", "--workers", "两个"], "W624", "--workers"),
    (["merge", "a.xlsm", "--workers", "-5"], "W624", "--workers"),
    (["archive", "a.xlsm", "--year", "-1"], "W624", "--year"),
    (["demo", __file__], "W624", "文件夹"),
    (["bundle", __file__], "W624", "文件夹"),
    (["init", __file__], "W624", "文件夹"),
    (["init", "一个", "--source", __file__], "W624", "--source"),
    (["merge", "a.xlsm", "--on"], "W623", "--on"),
    (["merge", "a.xlsm", "b.xlsm"], "W625", "b.xlsm"),
    (["merge", "没有.xlsm"], "W203", "没有.xlsm"),
)


@pytest.mark.parametrize(("words", "code", "part"), WORDS, ids=lambda v: str(v)[:30])
def test_words_that_cannot_be_understood_are_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], code: str, part: str
) -> None:
    left, out, err = say(capsys, *words)
    assert (left, out) == (2, "")
    [line] = err.splitlines()
    assert code in line
    assert part in line
    left, out, err = say(capsys, words[0], "--json", *words[1:])
    assert (left, err) == (2, "")
    assert [i["code"] for i in json.loads(out)["issues"]] == [code]


def damage(folder: Path) -> None:
    (folder / MASTER).write_bytes(b"PK\x03\x04 half a file")


def open_in_excel(folder: Path) -> None:
    excel_mark(folder / MASTER).write_bytes(excel("王科员"))


def open_in_office(folder: Path) -> None:
    office_mark(folder / MASTER).write_text("李主任,li,pc,1,x;", "utf-8")


@pytest.mark.parametrize(
    ("hurt", "code", "part"),
    [
        (damage, "W204", "可能已损坏"),
        (open_in_excel, "W202", "王科员"),
        (open_in_office, "W202", "李主任"),
    ],
)
def test_a_ledger_that_cannot_be_had_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str], hurt: object, code: str, part: str
) -> None:
    assert callable(hurt)
    hurt(folder)
    before = (folder / MASTER).read_bytes()
    left, out, _ = say(capsys, "check", str(folder / MASTER), "--json")
    [issue] = json.loads(out)["issues"]
    assert (left, issue["code"]) == (2, code)
    assert part in issue["message"]
    assert (folder / MASTER).read_bytes() == before


def test_a_ledger_that_may_not_be_read_is_not_called_damaged(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder / MASTER))

    monkeypatch.setattr("xlwings.Book", refuse)
    _, out, _ = say(capsys, "check", str(folder / MASTER), "--json")
    [issue] = json.loads(out)["issues"]
    assert issue["code"] == "W611"
    assert "损坏" not in issue["message"] + issue["hint"]


def test_without_a_place_for_it_the_traceback_goes_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "file").write_text("", "utf-8")
    issue = issue_of(ValueError("x"), tmp_path / "file")
    assert "“临时”" in issue.hint
    assert "ValueError: x" in (tmp_path / TRACE).read_text("utf-8")


@pytest.mark.parametrize("words", [["--help"], ["merge", "--help"], []])
def test_help_is_there(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    code, out, err = say(capsys, *words)
    assert (code, err) == (0, "")
    assert "汇总" in out
    assert not re.findall("Usage|Options|Arguments|Commands|required|default|<|Show", out)


@pytest.mark.parametrize("entry", load_commands().entries, ids=lambda e: e.key)
def test_each_command_takes_what_it_promises(entry: CommandEntry) -> None:
    command = entry.command
    shown = CliRunner().invoke(cli.app, [command.name, "--help"], env={"COLUMNS": "200"}).stdout
    assert "--json" in shown
    assert ("--period" in shown, "--on" in shown) == (command.period, command.on)
    assert ("--book" in shown) == (command.ledger is LedgerUse.OPTION)
    for option in command.options:
        assert (option.help if option.positional else f"--{option.name.replace('_', '-')}") in shown
        assert option.kind in OptionKind


def run(*words: str, code_page: str = "gbk") -> subprocess.CompletedProcess[bytes]:
    """The command in a process whose console speaks another code page."""
    changed = {"PYTHONIOENCODING": code_page, "PYTHONPATH": str(ROOT / "pytools")}
    command = [sys.executable, "-m", "taizhang", *words]
    return subprocess.run(command, env=os.environ | changed, capture_output=True, check=False)


@pytest.mark.parametrize("name", ["王䶮", "📁", "\udce4"])
def test_everything_is_said_in_utf8_on_any_console(tmp_path: Path, name: str) -> None:
    done = run("check", str(tmp_path / f"{name}.xlsm"), "--json")
    assert done.returncode == 2
    said = json.loads(done.stdout.decode("utf-8"))["issues"][0]["message"]
    assert name.encode("utf-8", "replace").decode() in said
    assert done.stderr == b""
    spoken = run("check", str(tmp_path / f"{name}.xlsm"))
    assert "找不到文件" in spoken.stderr.decode("utf-8")


def test_one_function_makes_the_moment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NOW, "2022-06-28T10:30")
    xlfile.activate()
    book = xw.Book(folder / MASTER)
    assert (moment(book).on, moment(book).now) == (date(2022, 6, 28), datetime(2022, 6, 28, 10, 30))
    office = Office(book)
    office.ledger.set_settings({"judge_on": date(2022, 5, 31)})
    assert (moment(book).on, moment(book).now.date()) == (date(2022, 5, 31), date(2022, 6, 28))
    given = moment(book, date(2022, 4, 30))
    assert (given.on, given.now) == (date(2022, 4, 30), datetime(2022, 4, 30, 23, 59))
    assert moment(book, date(2022, 6, 28)).now == datetime(2022, 6, 28, 10, 30)
    book.close()


def test_the_first_ctrl_c_asks_and_the_second_does_not_wait() -> None:
    before = signal.getsignal(signal.SIGINT)  # a shell's background jobs begin without a handler
    with Terminal(quiet=True) as terminal:
        assert not terminal.stopped()
        signal.raise_signal(signal.SIGINT)
        assert terminal.stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_errors_of_ours_have_one_base() -> None:
    from taizhang.books.ledger import BrokenLedger
    from taizhang.office.report import CannotRun

    assert issubclass(CannotRun, TaizhangError)
    assert issubclass(BrokenLedger, TaizhangError)


def test_the_rules_are_shown_and_explained(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, out, _ = say(capsys, "rules", "--json")
    assert len(json.loads(out)["rules"]) == len(rules())
    code, out, _ = say(capsys, "rules", "l405", "W201", "--json")
    shown = json.loads(out)["rules"]
    assert (code, [r["code"] for r in shown]) == (0, ["L405", "W101"])
    assert all(shown[0][key] for key in ("why", "example", "remedy", "looks_for"))
    say(capsys, "rules", "S1", "--file", str(tmp_path / "规则.md"))
    assert "**S101 " in (tmp_path / "规则.md").read_text("utf-8")
    code, out, _ = say(capsys, "rules", "Q7", "--json")
    assert (code, json.loads(out)["issues"][0]["code"]) == (2, "W626")


def test_what_a_killed_job_left_is_gone_after_the_next(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rooms = (folder, folder / "下发" / "2022-06", folder / "归档")
    left = [room / f"~tz00000000-1-{n}.tmp" for n, room in enumerate(rooms)]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_text("half", "utf-8")
        os.utime(path, (0, 0))
    say(capsys, "check", str(folder / MASTER))
    assert [path.exists() for path in left] == [False, False, False]


def test_what_a_killed_job_left_where_there_is_no_ledger_is_gone_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = tmp_path / "~tz00000000-1-1.tmp"
    for words in (
        ("rules", "S1", "--file", str(tmp_path / "规则.md")), ("settle", str(tmp_path)),
    ):  # fmt: skip
        left.write_text("half", "utf-8")
        os.utime(left, (0, 0))
        say(capsys, *words)
        assert not left.exists()


def test_a_day_that_is_an_option_is_a_day(folder: Path) -> None:
    """typer reads it as a moment: a battle of a hundred days could not be planned from its first."""
    xlfile.activate()
    book = xw.Book(folder / MASTER)
    row: dict[str, str | date] = {"task_id": "T-1", "name": "修路", "lead": "县交通局"}
    row["due"] = date(2022, 12, 31)
    Office(book).ledger["tasks"].append([row])
    book.save()
    book.close()
    for name, *words in (
        ("plan", "--days", "100", "--since", "2022-06-01", "--look"),
        ("duties", "--since", "2022-06-01"),
    ):
        told = [name, str(folder / MASTER), *words, "--on", "2022-06-30"]
        done = CliRunner().invoke(cli.app, told)
        assert done.exit_code in {0, 1}, done.output
        assert done.output.strip(), done.exception


def test_what_goes_wrong_while_the_report_is_told_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("half told")

    monkeypatch.setattr(cli, "show", broken)
    code, out, err = say(capsys, "check", str(folder / MASTER))
    assert (code, out) == (2, "")
    assert "W299" in err.splitlines()[-1]
    assert "half told" in (folder / "备份" / TRACE).read_text("utf-8")
