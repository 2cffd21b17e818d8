"""The whole flow on 68 real tasks and 37 units, for four periods, as a folder to look at.

Departments are played by a seeded die: the same folder comes out every time. What they write is
written into the very files that were sent to them.
"""

import csv
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import xlwings as xw

import xlfile
from taizhang.actions.charting import chart
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.loading import load
from taizhang.actions.loops.closing import close, extend
from taizhang.actions.merging import merge
from taizhang.actions.papers.boarding import board
from taizhang.actions.papers.bulletin import bulletin
from taizhang.actions.papers.levels import BELOW, roll_up
from taizhang.actions.papers.scoring import rank, score
from taizhang.actions.setup.creating import init
from taizhang.actions.slips import slips
from taizhang.actions.supervising import supervise
from taizhang.books.ledger import LedgerTable
from taizhang.books.resources import read_toml, resource
from taizhang.core.catalog import jobs as told
from taizhang.core.duty.records import CONFIRMED, PROPOSED, STRUCK
from taizhang.core.judge.lamps import elapsed_share
from taizhang.core.submission import CO
from taizhang.core.tables import TableRow
from taizhang.core.values.settled import settle
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import BULLETINS, CHARTS, INBOX, MASTER, SENT

IDENTITY = ("0d5e1ec0ffee40008000000000002022", "5a" * 32)
TOWNS = "乡镇台账"  # folders of the townships' own ledgers
HEADS = ("步骤", "做了什么", "秒", "在哪里")
Story = Mapping[str, Any]


def run_demo(folder: Path, desk: Desk) -> Report:
    """Build, send, fill, merge, judge, draw and report; leaves the folder to look at."""
    from taizhang.books.sheets.pictures import has_office

    xlfile.activate()
    source = resource("templates") / "demo"
    show = _Show(folder, desk, source, read_toml(source / "story.toml"))
    show.begin()
    for part in show.story["period"]:
        show.play(part)
    show.lead()
    if has_office():
        show.pictures()
    facts = (
        told.DEMO_FOLDER.of(name=folder.name),
        told.DEMO_LOOK.of(names=[MASTER, SENT, INBOX, CHARTS, BULLETINS]),
    )
    data = {"steps": [dict(zip(HEADS, s, strict=True)) for s in show.steps]}
    return Report("demo", facts, (), (*show.files, *show.papers), data, (HEADS, *show.steps))


@dataclass(slots=True)
class _Show:
    """The demo under way: its folder, its steps so far."""

    folder: Path
    desk: Desk
    source: Path
    story: Story
    steps: list[tuple[str, str, str, str]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    papers: list[Path] = field(default_factory=list)

    @property
    def master(self) -> Path:
        return self.folder / MASTER

    def step(self, name: str, job: Callable[[], tuple[str, str]]) -> None:
        """Do a step and note how long it took."""
        self.desk.progress(name, len(self.steps), 4 + 9 * len(self.story["period"]))
        begun = time.perf_counter()
        what, where = job()
        self.steps.append((name, what, f"{time.perf_counter() - begun:.2f}", where))

    def begin(self) -> None:
        """A new ledger with tasks, units and nodes."""
        self.step("新建台账", self._init)
        self.step("载入清单", self._load)

    def _init(self) -> tuple[str, str]:
        init(self.folder, self.story["settings"], identity=IDENTITY)
        return "工作簿和6个文件夹", MASTER

    def _load(self) -> tuple[str, str]:
        lists = [self.source / "units.csv", self.source / "tasks.csv"]
        with closing_book(self.master) as book:
            done = load(book, self.desk, lists, _moment(self.story["settings_at"]))
            office = Office(book)
            nodes = list(_nodes(self.source / "nodes.csv"))
            office.ledger["nodes"].append(nodes)
            book.save()
        counts = done.data
        return f"{counts['tasks']}项任务、{counts['units']}家单位、{len(nodes)}个节点", "任务台账"

    def play(self, part: Story) -> None:
        """One period from sending to the chart."""
        period = part["id"]
        self.step(f"{period} 下发", lambda: self._send(part))
        self.step(f"{period} 各单位填报", lambda: self._fill(part))
        self.step(f"{period} 一键汇总", lambda: self._merge(part))
        self.step(f"{period} 再汇总一次", lambda: self._merge(part))
        self.step(f"{period} 研判亮灯", lambda: self._judge(part))
        self.step(f"{period} 督办建议", lambda: self._supervise(part))
        self.step(f"{period} 打印文书", lambda: self._slips(part))
        self.step(f"{period} 生成挂图", lambda: self._chart(part))
        self.step(f"{period} 销号审核", lambda: self._review(part))
        if part.get("extend"):
            self.step(f"{period} 延期审批", lambda: self._extend(part))

    def _send(self, part: Story) -> tuple[str, str]:
        with closing_book(self.master) as book:
            done = distribute(book, self.desk, _moment(part["send"]), part["id"])
            self._edit(Office(book), part.get("clerk", ()), book)
        return f"{done.data['forms']}份报送表，{done.data['rows']}行任务", f"{SENT}/{part['id']}"

    def _edit(self, office: Office, edits: Any, book: xw.Book) -> None:
        """What the clerk typed into the ledger after sending."""
        rows = office.ledger["tasks"].keyed()
        cells = [(rows[e["task"]].number, e["column"], e["value"]) for e in edits]
        if cells:
            office.ledger["tasks"].set_cells(cells)
            book.save()

    def _fill(self, part: Story) -> tuple[str, str]:
        inbox = self.folder / INBOX / part["id"]
        inbox.mkdir(parents=True, exist_ok=True)
        sent = sorted((self.folder / SENT / part["id"]).glob("*_报送表.xlsx"))
        count = 0
        for form in sent:
            unit = form.name.partition("_")[0]
            if unit in part["missing"]:
                continue
            self.desk.progress(f"{unit}正在填报", count, len(sent))
            _Clerk(self.story, part, unit).fill(form, inbox / form.name)
            count += 1
        for stray in part["strays"]:
            STRAYS[stray](inbox, self.folder)
        return f"{count}家交回，{len(part['strays'])}份混进来的", f"{INBOX}/{part['id']}"

    def _merge(self, part: Story) -> tuple[str, str]:
        with closing_book(self.master) as book:
            done = merge(book, self.desk, _moment(part["merge"]), part["id"])
        if not done.data["changed"]:
            return "没有变化", "汇总结果"
        cells: Any = done.data["cells"]
        refused: Any = done.data["set_aside"]
        what = (
            f"{done.data['merged']}份，采用{cells['taken']}格，冲突{done.data['new_conflicts']}处"
        )
        return f"{what}，未采用{len(refused)}份", "汇总结果、冲突裁决"

    def _judge(self, part: Story) -> tuple[str, str]:
        with closing_book(self.master) as book:
            # whoever opens the folder later judges and draws as of the story's day
            Office(book).ledger.set_settings({"judge_on": part["judge"]})
            done = judge(book, self.desk, _moment(part["merge"], part["judge"]), part["id"])
        states: Any = done.data["states"]
        return "，".join(f"{k}{v}" for k, v in states.items()), "任务台账、研判记录"

    def _supervise(self, part: Story) -> tuple[str, str]:
        """What the units have answered is written down; then what follows, and the clerk's word."""
        with closing_book(self.master) as book:
            office = Office(book)
            self._answer(office.ledger["supervision"], part["judge"])
            book.save()
            supervise(book, self.desk, _moment(part["merge"], part["judge"]), part["id"])
            table = Office(book).ledger["supervision"]
            open_rows = [r for r in table.rows if r["duty_state"] == PROPOSED]
            strike = {s["task"]: s["why"] for s in part.get("strike", ())}
            struck = {r.number: strike[t] for r in open_rows if (t := str(r["task_id"])) in strike}
            cells: list[tuple[int, str, Any]] = [
                (r.number, "duty_state", STRUCK if r.number in struck else CONFIRMED)
                for r in open_rows
            ]
            table.set_cells([*cells, *((n, "struck", why) for n, why in struck.items())])
            book.save()
        what = f"{len(open_rows)}件建议，确认{len(open_rows) - len(struck)}件"
        return f"{what}，不采纳{len(struck)}件", "督办记录"

    def _answer(self, table: LedgerTable, day: date) -> None:
        """Replies to papers whose time is up, of all units but the silent ones."""
        says, cells = self.story["phrases"]["reply"], list[tuple[int, str, Any]]()
        for row in table.rows:
            due = row["reply_due"]
            waits = row["number"] and not row["replied"] and isinstance(due, date) and due <= day
            if waits and row["unit"] not in self.story["silent"]:
                text = says[row.number % len(says)]
                cells += [(row.number, "replied", due), (row.number, "reply", text)]
        table.set_cells(cells)

    def _slips(self, part: Story) -> tuple[str, str]:
        with closing_book(self.master) as book:
            at = _moment(part["merge"], part["judge"])
            done = [slips(book, self.desk, at, part["id"])]
            done += [slips(book, self.desk, at, part["id"], **f) for f in part.get("forms", ())]
        papers = [paper for report in done for paper in cast("Any", report.data["slips"])]
        kinds = Counter(paper["kind"] for paper in papers)
        self.papers += [file for report in done for file in report.files[:1]]
        said = "，".join(f"{kind}{n}" for kind, n in kinds.most_common())
        return said or "没有要印的", f"通报/{part['judge'].year}"

    def _chart(self, part: Story) -> tuple[str, str]:
        with closing_book(self.master) as book:
            done = chart(book, self.desk, _moment(part["merge"], part["judge"]), part["id"])
        self.files += done.files
        return f"{done.data['tasks']}项任务", f"挂图/{done.data['file']}"

    def _review(self, part: Story) -> tuple[str, str]:
        """Applications are checked: agreed to, or sent back with what is still to be done."""
        at = _moment(part["merge"], part["judge"])
        back = {one["task"]: one["rework"] for one in part.get("returned", ())}
        with closing_book(self.master) as book:
            close(book, self.desk, at)
            table = Office(book).ledger["closings"]
            cells: list[tuple[int, str, Any]] = []
            for row in table.rows:
                task_id = str(row["task_id"])
                if row["decision"] or task_id not in (*part["approved"], *back):
                    continue
                checked = {"checker": "督查室二组", "checked": part["judge"], "check_how": "现场核查",
                           "decision": "退回" if task_id in back else "同意销号",
                           "rework": back.get(task_id, "")}  # fmt: skip
                cells += [(row.number, key, value) for key, value in checked.items()]
            table.set_cells(cells)
            book.save()
            slips(book, self.desk, at, part["id"], kind="销号审批表")
            done = close(book, self.desk, at)
        said: Any = done.data["standings"]
        what = "，".join(f"{name}{count}项" for name, count in said.items() if count)
        return what or "没有要审核的", "销号记录"

    def _extend(self, part: Story) -> tuple[str, str]:
        """A deadline moves only when somebody grants it; the form is printed before that."""
        at = _moment(part["merge"], part["judge"])
        with closing_book(self.master) as book:
            office = Office(book)
            rows = [{k: v for k, v in one.items() if k != "decision"} for one in part["extend"]]
            office.ledger["extensions"].append([{**r, "applied": part["judge"]} for r in rows])
            book.save()
            extend(book, self.desk, at)
            slips(book, self.desk, at, part["id"], kind="延期申请表")
            table = Office(book).ledger["extensions"]
            words = {one["task_id"]: one["decision"] for one in part["extend"]}
            cells: list[tuple[int, str, Any]] = []
            for row in table.rows:
                word = "" if row["decision"] else words.get(str(row["task_id"]), "")
                given = {"decision": word, "granted": row["asked"], "approver": "分管副县长"}
                cells += [(row.number, key, value) for key, value in given.items() if word]
            table.set_cells(cells)
            book.save()
            done = extend(book, self.desk, at)
        said: Any = done.data["standings"]
        return "，".join(f"{k}{n}项" for k, n in said.items() if n), "延期记录"

    def lead(self) -> None:
        """What leaders read at the end: papers, points, lists, a board, packages for the towns."""
        end = self.story["lead"]
        at, period, quarter = _moment(end["at"], end["on"]), end["period"], end["quarter"]
        with closing_book(self.master) as book:
            ledger = Office(book).ledger
            units = ledger["units"]
            groups = ((r.number, self._group(r)) for r in units.rows)
            units.set_cells([(number, "ranking", group) for number, group in groups])
            ledger["score_events"].append([dict(e) for e in end["event"]])
            book.save()
        year = f"{BULLETINS}/{end['on'].year}"
        self.step("出公文", lambda: self._paper("督查通报", period, at, year))
        self.step("半年小结", lambda: self._paper("半年小结", end["half"], at, year))
        self.step("考核计分", lambda: self._run(score, at, quarter, "考核得分"))
        self.step("排榜单", lambda: self._run(rank, at, quarter, f"{year}/榜单_{quarter}.xlsx"))
        self.step("红黑榜通报", lambda: self._paper("红黑榜通报", quarter, at, year))
        self.step("做看板", lambda: self._run(board, at, period, year))
        self.step("领导页", lambda: self._run(partial(board, kind="领导页"), at, period, year))
        self.step("项目台账", lambda: self._projects(at, period, year))
        self.step(
            "项目考核",
            lambda: self._run(partial(score, scheme=end["project_scheme"]), at, period, "考核得分"),
        )
        self.step("项目通报", lambda: self._paper("项目通报", period, at, year))
        self.step("拆给下级", lambda: self._given(at, period))
        for town in end["town"]:
            self.step(f"{town['unit']}办理上报", lambda: self._town(town, at, period))  # noqa: B023 - done at once
        self.step(
            "分级汇总", lambda: self._run(roll_up, at, period, f"{year}/任务链_{period}.xlsx")
        )

    def _projects(self, at: Moment, period: str, where: str) -> tuple[str, str]:
        """The project ledger as typed in, the month before as it was recorded, then the page."""
        with closing_book(self.master) as book:
            ledger = Office(book).ledger
            ledger["projects"].append([dict(p) for p in self.story["lead"]["project"]])
            book.save()
        return self._run(partial(board, kind="项目"), at, period, where)

    def _town(self, town: Story, at: Moment, period: str) -> tuple[str, str]:
        """A township's own ledger: its package loaded, given on or done, and reported up."""
        unit, folder = town["unit"], self.folder / TOWNS / town["unit"]
        villages = town.get("village", ())
        package = self.folder / SENT / "任务包" / f"{unit}_任务包.xlsx"
        settings = {**self.story["settings"], "place": unit}
        init(folder, settings, identity=(town["identity"], "5a" * 32))
        with closing_book(folder / MASTER) as book:
            load(book, self.desk, [package], at)
            self._pass_on(book, town, at, period)
            (up,) = roll_up(book, self.desk, at, period, up=True).files
        inbox = self.folder / INBOX / BELOW / period
        inbox.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(up, inbox / up.name)
        below = f"{len(villages)}个村报来，" if villages else ""
        return f"{below}上报1份", f"{INBOX}/{BELOW}/{period}"

    def _pass_on(self, book: xw.Book, town: Story, at: Moment, period: str) -> None:
        """What the township writes itself, or takes from its villages."""
        ledger, villages = Office(book).ledger, town.get("village", ())
        if not villages:
            _type_in(ledger["tasks"], town)
            book.save()
            return
        ledger["units"].append([{"unit": v["unit"], "unit_type": "其他"} for v in villages])
        rules = {"actual_rule": "合计", "progress_rule": "按目标加权"}
        names = "、".join(v["unit"] for v in villages)
        tasks = [str(row["task_id"]) for row in ledger["tasks"].rows]
        ledger["rollups"].append([{"task_id": t, "units": names, **rules} for t in tasks])
        book.save()
        folder = Path(book.fullname).parent
        inbox = folder / INBOX / BELOW / period
        inbox.mkdir(parents=True, exist_ok=True)
        given = self._give(book, villages, at, period).files
        for village in villages:
            package = next(p for p in given if p.name.startswith(village["unit"]))
            _fill_package(package, inbox / f"{village['unit']}.xlsx", village)
        roll_up(book, self.desk, at, period)

    def _give(self, book: xw.Book, below: Sequence[Story], at: Moment, period: str) -> Report:
        """Give tasks down, write each lower target beside its number, and give them with it."""
        roll_up(book, self.desk, at, period, give=True)
        children = Office(book).ledger["children"]
        targets = {one["unit"]: one["target"] for one in below}
        rows = ((r.number, targets[str(r["unit"])]) for r in children.rows)
        children.set_cells([(number, "target", target) for number, target in rows])
        book.save()
        return roll_up(book, self.desk, at, period, give=True)

    def _given(self, at: Moment, period: str) -> tuple[str, str]:
        end = self.story["lead"]
        with closing_book(self.master) as book:
            ledger = Office(book).ledger
            ledger["tasks"].append([dict(t) for t in end["task"]])
            ledger["rollups"].append([dict(r) for r in end["given"]])
            book.save()
            done = self._give(book, end["town"], at, period)
        self.papers.extend(done.files)
        return f"任务包{len(done.files)}份", f"{SENT}/任务包"

    @staticmethod
    def _group(row: TableRow) -> str:
        return "乡镇" if str(row["unit"]).endswith(("镇政府", "乡政府")) else "县直部门"

    def _paper(self, kind: str, period: str, at: Moment, where: str) -> tuple[str, str]:
        with closing_book(self.master) as book:
            done = bulletin(book, self.desk, at, period, kind)
        self.papers.extend(done.files)
        return str(done.data["title"]), where

    def _run(
        self, job: Callable[..., Report], at: Moment, period: str, where: str
    ) -> tuple[str, str]:
        with closing_book(self.master) as book:
            done = job(book, self.desk, at, period)
        self.papers.extend(done.files)
        label, value = done.facts[1]
        return f"{label}{value}", where

    def pictures(self) -> None:
        """The last chart and 首页 as PDF and PNG, where LibreOffice is there."""
        from taizhang.books.sheets.pictures import draw

        def job() -> tuple[str, str]:
            drawn = [*draw(self.files[-1]), *draw(self.master, self.folder / "挂图", pages="1")]
            self.files.extend(drawn)
            return f"{len(drawn)}个文件", "挂图"

        self.step("PDF和图片", job)


def _type_in(tasks: LedgerTable, said: Story) -> None:
    """What an office writes of its one task."""
    row = tasks.rows[0].number
    keys = ("actual", "progress", "latest", "state")
    tasks.set_cells([(row, key, said[key]) for key in keys if key in said])


def _fill_package(package: Path, back: Path, said: Story) -> None:
    """A village fills its package by hand."""
    shutil.copyfile(package, back)
    with closing_book(back) as book:
        sheet = book.sheets[0]
        block = sheet.used_range.options(ndim=2).value
        head = next(n for n, line in enumerate(block) if "任务编号" in line)
        for label in ("完成值", "完成进度", "最新进展", "状态"):
            sheet.range((head + 2, block[head].index(label) + 1)).value = said[label]
        book.save()


class _Clerk:
    """The reporting clerk of one unit in one period."""

    def __init__(self, story: Story, part: Story, unit: str) -> None:
        self.story, self.part, self.unit = story, part, unit
        self.die = random.Random(f"{story['seed']}|{part['id']}|{unit}")
        self.day: date = part["judge"]
        self.slips = [s for s in part.get("slip", ()) if s["unit"] == unit]

    def fill(self, form: Path, to: Path) -> None:
        """Copy the form, write into its yellow cells, save it on the day it was sent back."""
        shutil.copyfile(form, to)
        with closing_book(to) as book:
            guide, tasks, nodes = (book.sheets[i] for i in range(3))
            self._sign(guide)
            self._rows(tasks, self._task)
            self._rows(nodes, self._node)
            book.save()
        sent = self._sent().timestamp()
        os.utime(to, (sent, sent))

    def _sent(self) -> datetime:
        late = self.unit in self.part["late"]
        at: datetime = self.part["merge"]
        base = at - timedelta(hours=2) if late else at - timedelta(days=self.die.randint(3, 8))
        return base.replace(minute=self.die.randint(0, 59))

    def _sign(self, guide: xw.Sheet) -> None:
        block = guide.used_range.options(ndim=2).value
        for r, line in enumerate(block, start=1):
            for label, value in (("填报人", f"{self.unit}办公室"), ("联系电话", "0469-5812345")):
                if label in line:
                    # the label spans two columns
                    guide.range((r, line.index(label) + 3)).value = "'" + value

    def _rows(self, sheet: xw.Sheet, write: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
        block = sheet.used_range.options(ndim=2).value
        head = next((i for i, line in enumerate(block) if "任务编号" in line), None)
        if head is None:
            return
        names = block[head]
        for offset, line in enumerate(block[head + 1 :], start=head + 2):
            row = {n: v for n, v in zip(names, line, strict=False) if n}
            if not row["任务编号"]:
                continue
            answers = dict(write(row))
            if self.slips and write == self._task:
                slip = self.slips.pop()
                answers[slip["column"]] = slip["value"] or None
            for label, value in answers.items():
                sheet.range((offset, names.index(label) + 1)).value = value

    def _task(self, row: dict[str, Any]) -> dict[str, Any]:
        before = row["完成进度"] or 0.0
        progress = max(float(before), self._progress(row))
        says = self.story["phrases"]
        if row["本单位角色"] == CO:
            return {"完成进度": round(progress, 2), "最新进展": self._say(says["co"])}
        answer: dict[str, Any] = {"完成进度": round(progress, 2)}
        if row["目标值"]:
            answer["完成值"] = int(row["目标值"] * progress)
        answer |= self._words(row, progress)
        return answer

    def _words(self, row: dict[str, Any], progress: float) -> dict[str, Any]:
        says = self.story["phrases"]
        if progress >= 1:
            return {"最新进展": self._say(says["done"]), "存在问题": None,
                    "佐证材料": self._say(says["evidence"]), "申请销号": "是"}  # fmt: skip
        behind = row["任务编号"] in self.story["pace"]["tasks"]
        stage = "behind" if behind else "early" if progress < 0.25 else "middle"
        words: dict[str, Any] = {"最新进展": self._say(says[stage])}
        if behind or self.die.random() < 0.2:
            words |= {"存在问题": self._say(says["problem"]), "下一步措施": self._say(says["next"])}
        return words

    def _progress(self, row: dict[str, Any]) -> float:
        """So many times the elapsed share of the task's time."""
        due = settle("date", row["完成时限"])
        begun = self.story["settings_at"].date()
        past = isinstance(due, date) and due < begun
        share = 1.0 if past else elapsed_share(begun, due, self.day) or 0.0  # type: ignore[arg-type]
        pace = self.story["pace"]["tasks"].get(row["任务编号"])
        if pace is None:
            pace = random.Random(f"{self.story['seed']}|{row['任务编号']}").uniform(
                *self.story["pace"]["range"]
            )
        return min(1.0, share * float(pace))

    def _node(self, row: dict[str, Any]) -> dict[str, Any]:
        planned = settle("date", row["计划完成"])
        if row["实际完成"] or not isinstance(planned, date):
            return {}
        slow = row["任务编号"] in self.story["pace"]["tasks"]
        done = planned + timedelta(days=self.die.randint(-4, 2))
        if slow or done > self.day:
            return {}
        return {"实际完成": datetime.combine(done, datetime.min.time())}

    def _say(self, phrases: list[str]) -> str:
        return self.die.choice(phrases).format(n=self.die.randint(2, 9))


def _broken(inbox: Path, _: Path) -> None:
    """A file cut short on its way."""
    whole = next(iter(sorted(inbox.glob("*.xlsx")))).read_bytes()
    (inbox / "县统计局报送表（传输中断）.xlsx").write_bytes(whole[: len(whole) // 2])


def _duplicate(inbox: Path, _: Path) -> None:
    """The same file twice, as chat programs save it."""
    first = next(iter(sorted(inbox.glob("*_报送表.xlsx"))))
    shutil.copy2(first, inbox / f"{first.stem}(1).xlsx")


def _other_period(inbox: Path, folder: Path) -> None:
    """Last period's file once more."""
    before = sorted(p for p in (folder / INBOX).iterdir() if p.name < inbox.name)
    old = next(iter(sorted(before[-1].glob("*_报送表.xlsx"))))
    shutil.copy2(old, inbox / f"上期_{old.name}")


STRAYS: Mapping[str, Callable[[Path, Path], None]] = {
    "broken": _broken,
    "duplicate": _duplicate,
    "other_period": _other_period,
}


def _nodes(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "task_id": row["任务编号"],
                "node_no": float(row["节点序号"]),
                "node": row["节点名称"],
                "planned": date.fromisoformat(row["计划完成"]),
            }


def _moment(at: datetime, on: date | None = None) -> Moment:
    return Moment(on or at.date(), at)


class closing_book:  # noqa: N801 - read as a verb: with closing_book(path) as book
    """A workbook on disk, closed afterwards; saving is the job's."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> xw.Book:
        self.book = xw.Book(self.path.resolve())
        return self.book

    def __exit__(self, *_: object) -> None:
        self.book.close()
