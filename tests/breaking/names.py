"""Every job on a ledger whose units, leaders, tasks and lists bear names that no file may bear.

python -m tests.breaking.names [--json]

The ledger lies in a folder with such a name itself. Each job answers, names no unit that it passed
over, and every file that it makes has a name that Windows, Linux and an archive take; no two meet.
"""

import argparse
import json
import os
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import xlwings as xw

import xlfile
from taizhang.actions.setup.creating import init
from taizhang.core.duty.records import CONFIRMED, PROPOSED
from taizhang.core.filenames import file_stems, form_file
from taizhang.core.submission import Value
from taizhang.office.report import COULD_NOT_RUN
from taizhang.office.workplace import MASTER
from tests.actions.conftest import write_answers
from tests.breaking.stages import NOW, fill, in_terminal, put, standing

NAMES = (
    "CON", "nul", "COM¹", "LPT9.局", "aux.政府", "PRN ", "县水务局.", "县水务局..", "../../evil", "..", "~$临时办",
    ".隐局", "县发改局/粮食局", 'a\\b:c*d?e"f<g>h|i', "县[一]#%1局", "=1+1", "+县局", "-县局", "@县局", "'县局'",
    "县\n财\n政局", "县\t林业局", "长" * 240, "长" * 239 + "短", "🀄" * 40, "👨‍👩‍👧家庭局", "县\u202e局左", "县\u200b零宽局",
    "\ufeff带头局", "县\uffff局", "县\ufffe民局", "Cafe\u0301局", "Caf\u00e9局", "Park管委会", "PARK管委会", "ｐａｒｋ管委会",
    "ﬁ局", "fi局", "县局，分局", "50%局", "{0}局", "%TEMP%", "$HOME", "&县局&", "<b>局</b>", "县局;分局", "县　全角局",
    "_", "-", "。", "NULL", "TRUE", "#N/A", "2022-06", "1e5", "汇总结果", "下发清单",
)  # fmt: skip
PERIOD, ON = "2022-06", "2022-06-28"
FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]|[ .]$')
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)")
JULY = f"--period {PERIOD} --on {ON}"
JOBS = (
    f"merge {JULY}", "apply-rulings", f"judge {JULY}", f"supervise {JULY}", "CONFIRM", f"slips {JULY}",
    f"slips {JULY} --kind 责任书", f"close --on {ON}", f"extend --on {ON}", f"problems --on {ON}",
    f"problem-report {JULY}", f"three-lists --on {ON}", f"quarter --on {ON}", f"chart {JULY}",
    f"chart {JULY} --kind 单项作战图", f"chart {JULY} --into-book", "ONLY", f"plan --on {ON} --squeeze",
    f"bulletin {JULY} --kind 督查通报", "PAPER", f"board {JULY}", f"board {JULY} --kind 单位页",
    f"board {JULY} --kind 领导页", "PAGE", f"score {JULY}", f"rank {JULY}", f"roll-up {JULY} --give",
    f"roll-up {JULY} --up", f"roll-up {JULY}", f"five {JULY}", f"calendar {JULY}", f"duties --on {ON}",
    f"phases --on {ON}", f"check --on {ON}", "upgrade", "repair", "selfcheck", "undo",
)  # fmt: skip


@dataclass(slots=True)
class Told:
    """What a job said, how many files it made, and what is wrong with either."""

    job: str
    code: int = 0
    files: int = 0
    wrong: list[str] = field(default_factory=list)


def main() -> None:
    """Print a line a job; exit code 1 where anything went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    os.environ["TAIZHANG_NOW"] = NOW
    home = Path(tempfile.mkdtemp(prefix="tznames"))
    try:
        found = list(_all(home / "a'b 100%#&🀄 县（一）" / "台账", quiet=asked.json))
    finally:
        shutil.rmtree(home)
    if asked.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    raise SystemExit(1 if any(one.wrong for one in found) else 0)


def _all(folder: Path, *, quiet: bool) -> Iterator[Told]:
    xlfile.activate()
    begin(folder)
    for words in (f"distribute {JULY}", "ANSWER", *JOBS):
        for told in _steps(folder, words):
            if not quiet:
                print(f"{told.job:<44}{told.code:>3}{told.files:>5}", *told.wrong, sep="\n    " if told.wrong else " ", flush=True)  # fmt: skip
            yield told


def begin(folder: Path) -> None:
    """Each name is a unit's, a leader's, a task's; each unit leads one task."""
    init(folder)
    put(folder, "units", *({"unit": name, "reports": "是"} for name in NAMES))
    tasks: list[dict[str, Value]] = [
        {"task_id": f"2022-{n:03}", "name": f"{name}的任务", "content": name, "lead": name, "leader": name,
         "category": name[:20], "stage": "办理中", "due": date(2022, 6, 10 + n % 15), "owner": name}
        for n, name in enumerate(NAMES, start=1)
    ]  # fmt: skip
    put(folder, "tasks", *tasks)
    towns = "、".join(NAMES[13:17])
    put(folder, "rollups", *(
        {"task_id": f"2022-{n:03}", "units": towns, "actual_rule": "合计", "progress_rule": "平均"}
        for n in (1, 9)
    ))  # fmt: skip
    put(folder, "problems", *({"problem": name, "unit": name, "step": "交办"} for name in NAMES))


def _steps(folder: Path, words: str) -> Iterator[Told]:
    if words == "ANSWER":
        _answer(folder)
    elif words == "CONFIRM":
        fill(folder, "supervision", lambda r: r["duty_state"] == PROPOSED, duty_state=CONFIRMED)
    elif words == "ONLY":
        for name in ("../../evil", 'a\\b:c*d?e"f<g>h|i', "长" * 240, "CON"):
            yield _told(folder, [*f"chart {JULY} --only".split(), f"牵头单位={name}"])
    elif words == "PAGE":
        for name in ("../../evil", 'a\\b:c*d?e"f<g>h|i', "长" * 240, "CON"):
            yield _told(folder, [*f"board {JULY} --kind 单位页 --only".split(), name])
    elif words == "PAPER":
        yield _told(folder, [*f"bulletin {JULY} --kind 督查专报 --task".split(), "2022-009"])
    else:
        yield _told(folder, words.split())


def _answer(folder: Path) -> None:
    """Every form comes back with a progress of 180 %, which goes back to be corrected."""
    target = folder / "收件" / PERIOD
    target.mkdir(parents=True, exist_ok=True)
    for number, stem in enumerate(file_stems(NAMES).values(), start=1):
        source = folder / "下发" / PERIOD / form_file(stem, PERIOD)
        if not source.exists():
            continue
        book = xw.Book(Path(shutil.copyfile(source, target / source.name)))
        answers: dict[str, object] = {
            f"T{number:03}_progress": 1.8,
            f"T{number:03}_latest": "已开工",
        }
        write_answers(book, answers)
        book.save()
        book.close()


def _told(folder: Path, words: Sequence[str]) -> Told:
    before = standing(folder)
    outside = {*folder.parents[1].rglob("*")} - {*folder.rglob("*")}
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = in_terminal([words[0], str(folder / MASTER), *words[1:], "--json"])
    after = standing(folder)
    told = Told(" ".join(words)[:40].replace("\n", " "), code, len({*after} - {*before}))
    told.wrong += _said_wrong(code, out.getvalue(), err.getvalue())
    told.wrong += [w for name in after if name not in before for w in names_wrong(name)]
    told.wrong += _meeting(after)
    more = {*folder.parents[1].rglob("*")} - {*folder.rglob("*")} - outside
    told.wrong += [f"outside: {path}" for path in more]
    if words[0] == "distribute" and told.files < len(NAMES):
        told.wrong.append(f"{told.files} forms for {len(NAMES)} units")
    return told


def _said_wrong(code: int, out: str, err: str) -> Iterator[str]:
    try:
        answer: dict[str, Any] = json.loads(out)
    except ValueError:
        yield f"no answer: {code} {out[:200]} {err[-300:]}"
        return
    if code == COULD_NOT_RUN:
        yield " ".join(f"{i['code']} {i['message']}" for i in answer["issues"])[:300]
    for issue in answer["issues"]:
        if issue["code"] in {"W299", "W700"}:
            yield f"{issue['code']} {issue['message'][:200]}"
    if "Traceback" in err:
        yield err[-300:]


def names_wrong(name: str) -> Iterator[str]:
    """What Windows, Linux, Excel or an archive would not take of a path in the folder."""
    for part in name.split("/"):
        stem = part.rsplit(".", 1)[0]
        if FORBIDDEN.search(part) or FORBIDDEN.search(stem) or DEVICE.match(part):
            yield f"not a name: {part!r}"
        if len(part.encode()) > 255 or len(part.encode("utf-16-le")) > 2 * 160:
            yield f"too long: {part!r}"
        if any(unicodedata.category(s) in {"Cc", "Cf", "Cs", "Cn"} for s in part):
            yield f"unseen signs: {part!r}"
        if not unicodedata.is_normalized("NFC", part):
            yield f"not NFC: {part!r}"
    if name.endswith(".xlsx"):
        zipfile.ZipInfo(name)


def _meeting(found: Sequence[str] | dict[str, Any]) -> Iterator[str]:
    """Names that are one on a system without case, or one that composes letters."""
    folded = Counter(unicodedata.normalize("NFC", name.casefold()) for name in found)
    yield from (f"two of {name}" for name, times in folded.items() if times > 1)


if __name__ == "__main__":
    main()
