"""The commands, one list: buttons, Subs, ribbon, menu and terminal are made from it.

To add one:
1. a row in COMMANDS: its key and its job, `actions.<module>:<function>`;
2. its words in workbook/commands.toml: label, hint, icon, group (a test says what is missing);
3. the job. It is called with those of `book, desk, moment, period` and of its own options that it
   has parameters for, by name, and returns a Report.

The terminal says `apply-rulings` for the key apply_rulings, a button runs the Sub TzApplyRulings,
the ribbon RbApplyRulings, and both end in taizhang.buttons.apply_rulings(). Where a command stands
(the large row of 首页, the small one, the ribbon alone) is said by commands.toml.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class OptionKind(StrEnum):
    """What an option holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    FILE = "file"
    FILES = "files"
    WORDS = "words"
    FOLDER = "folder"


class LedgerUse(StrEnum):
    """Whether a command needs a ledger, and where the terminal is told which."""

    NEEDED = "needed"  # the first argument
    OPTIONAL = "optional"  # the first argument, which may be left out
    OPTION = "option"  # --book, which may be left out
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Option:
    """A parameter of the job; `--name` in the terminal, or an argument where `positional`.

    `default` is the terminal's; a click leaves the parameter to the job. An argument that
    `may_lack` can be left out.
    """

    name: str
    help: str
    kind: OptionKind = OptionKind.TEXT
    positional: bool = False
    default: str | int | None = None
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it runs and what it wants.

    `bare` is the job of a command that is run without a ledger. `click`: a button and a control
    of the ribbon; `menu`: a line of the menu for those who open no macros. `as_is`: it works on
    a ledger as it stands, older or damaged.
    """

    key: str
    job: str
    ledger: LedgerUse = LedgerUse.NEEDED
    period: bool = False
    on: bool = False
    options: tuple[Option, ...] = ()
    click: bool = True
    menu: bool = True
    bare: str = ""
    as_is: bool = False

    @property
    def name(self) -> str:
        """What the terminal calls it.

        >>> Command("apply_rulings", "").name
        'apply-rulings'
        """
        return self.key.replace("_", "-")

    @property
    def sub(self) -> str:
        """The Sub of its button.

        >>> Command("apply_rulings", "").sub
        'TzApplyRulings'
        """
        return f"Tz{self._camel}"

    @property
    def callback(self) -> str:
        """The Sub that the ribbon calls."""
        return f"Rb{self._camel}"

    @property
    def python(self) -> str:
        """What a click runs: fixed words, because they pass through a command line."""
        return f"import taizhang.buttons; taizhang.buttons.{self.key}()"

    @property
    def asks_for_files(self) -> bool:
        """Whether somebody has to choose files first; a job that can find its own is never kept waiting."""
        return any(o.name == "files" and not o.may_lack for o in self.options)

    @property
    def may_take_files(self) -> bool:
        """Whether it reads a folder first, and files are chosen only where nothing lies there."""
        return any(o.name == "files" and o.may_lack for o in self.options)

    @property
    def _camel(self) -> str:
        return "".join(word.capitalize() for word in self.key.split("_"))


FILES = Option("files", "任务清单、单位名册，可以几个一起", OptionKind.FILES, positional=True)
ANYTHING = Option(
    "files", "清单、方案、交回的报送表，或放着它们的文件夹", OptionKind.FILES, positional=True
)
NOTICES = Option(
    "files",
    "方案：.docx .docm .dotx .doc .wps .odt .rtf .html .mht .txt 或带文字的 .pdf",
    OptionKind.FILES,
    positional=True,
)
ISSUED = Option("issued", "成文日期，只看结果时用", OptionKind.DAY)
TASKS = Option("tasks", "任务清单 .csv 或 .xlsx", OptionKind.FILE)
UNITS = Option("units", "单位名册 .csv 或 .xlsx", OptionKind.FILE)
SOURCE = Option("source", "本单位改过的 workbook 文件夹，里面可以有“模板”", OptionKind.FOLDER)
UNIT = Option("unit", "只撤销这一家单位的")
JOB = Option("job", "撤销这个作业，编号照抄“变更日志”")
YEAR = Option("year", "归档哪一年，如 2022；不写就是去年", OptionKind.NUMBER)
BACK = Option("back", "把这一年取回台账", OptionKind.FLAG)
WORKERS = Option("workers", "几个进程一起读，0 为自动", OptionKind.NUMBER, default=0)
CLUSTER = Option("cluster", "几台电脑一起读时，那边的地址；信息中心用")
MEND = Option("repair", "能修的当场修，同“修复环境”", OptionKind.FLAG)
OUT = Option("out", "放安装包的文件夹", OptionKind.FOLDER, positional=True)
TARGET = Option(
    "target", "给哪种电脑：win_amd64 win_arm64 linux_x86_64 linux_aarch64，几种用逗号隔开",
    default="win_amd64",
)  # fmt: skip

SAMPLE = (
    Option("count", "抽几项，如 10 或 20%"),
    Option("scope", "只在这里抽，如 牵头单位=县水务局"),
    Option("seed", "种子；同一个种子抽出同一份名单"),
)

CHART = (
    Option("kind", "哪一种图，list 列出各种"),
    Option("by", "按哪一列分组，如 牵头单位"),
    Option("scale", "时间格：周 旬 半月 月 季 年"),
    Option("paper", "纸张：A4 A3 A2 A1 A0 90×120 120×240"),
    Option("turn", "横或竖，不写就看哪样合适"),
    Option("tiles", "再分成这种纸打印、拼接：A3 A4"),
    Option("palette", "配色：常规 色弱 灰度"),
    Option("style", "版式，见 templates 里的 wallchart_…"),
    Option("only", "只画一部分，如 牵头单位=县水务局"),
    Option("most", "最多画几张，0 看纸张", OptionKind.NUMBER, default=0),
    Option("pdf", "出 PDF，尺寸同纸张", OptionKind.FLAG),
    Option("png", "出图片", OptionKind.FLAG),
    Option("into_book", "把图也放进台账，成为它的工作表", OptionKind.FLAG),
)


SLIPS = (
    Option("kind", "哪种文书，如 督办单；不写就是督办记录里确认了的各种"),
    Option("rows", "哪几件：文号、任务编号或督办记录的行号，用顿号隔开"),
    Option("pdf", "出 PDF", OptionKind.FLAG),
)
PAPERS = (
    Option("kind", "哪一种公文，list 列出各种"),
    Option("task", "督查专报写哪一项，任务编号"),
    Option(
        "template",
        "把公文版式抄到“模板”文件夹：公文.docx，用 Word 改字体、边距、刊头",
        OptionKind.FLAG,
    ),
)
LEVELS = (
    Option(
        "files",
        "下级交回的任务包或上报表，可以几个；不写就读“收件/下级”里的",
        OptionKind.FILES,
        positional=True,
        may_lack=True,
    ),
    Option("give", "把“分级汇总”里的任务拆成任务包", OptionKind.FLAG),
    Option("up", "写一份报给上级的表", OptionKind.FLAG),
)
BOARD = (
    Option("kind", "看板 单位页 领导页 项目，不写就是看板"),
    Option("only", "只做这几家单位、这几位领导的；项目的写类型、性质、属地等，用顿号隔开"),
    Option("paper", "纸张：A3 A4"),
)
SCHEME = Option("scheme", "考核方案的名称，不写就用“参数设置”里的")
LISTS = Option("lists", "榜名，几个用顿号隔开，不写就是全部")
CODES = Option(
    "codes", "代码或它的开头，如 L405、F3；不写就是全部", OptionKind.WORDS, positional=True
)
PAGE = Option("file", "把这些规则写成一页 .md", OptionKind.FILE)

LAMP_PLAN = Option("plan", "亮灯方案的名称；空着＝参数设置里选的；list＝列出全部")


LOOK = Option("look", "只看，不出图", OptionKind.FLAG)
SINCE = Option("since", "从这一天算起，不写就从方案成文日期", OptionKind.DAY)
PHASE = Option("phase", "只出这一个阶段，如 时间过半任务过半")
SHEETS = tuple(o for o in CHART if o.name in {"only", "paper", "pdf"})
PLANNING = (
    Option(
        "tasks", "任务编号，可以几个；不写就是没有节点的全部", OptionKind.WORDS, positional=True
    ),
    Option("template", "工期模板的名称；不写按任务类型选"),
    Option("since", "从这一天排起，不写就从开始日期或今天", OptionKind.DAY),
    Option("days", "会战天数，如 100：从 --since 起算", OptionKind.NUMBER, default=0),
    Option("squeeze", "时间不够也排，按比例压缩", OptionKind.FLAG),
    Option("look", "只看，不写进台账", OptionKind.FLAG),
)


def folder(text: str) -> Option:
    """The folder that a command without a ledger makes things in."""
    return Option("folder", text, OptionKind.FOLDER, positional=True)


# in order of work; that of the buttons is in commands.toml
COMMANDS = (
    Command(
        "init", "actions.setup.creating:create", LedgerUse.NONE, click=False, menu=False,
        options=(folder("放台账的文件夹"), TASKS, UNITS, SOURCE),
    ),
    Command("load", "actions.loading:load", options=(FILES,)),
    Command(
        "decompose", "actions.decomposing:decompose", LedgerUse.OPTION,
        options=(NOTICES, ISSUED), bare="actions.looking:look",
    ),
    Command("register", "actions.registering:register"),
    Command("distribute", "actions.distributing:distribute", period=True, on=True),
    Command(
        "merge", "actions.executors:merge_with", period=True, on=True, options=(WORKERS, CLUSTER)
    ),
    Command("rehearse", "actions.merging:rehearse", period=True, on=True),
    Command("apply_rulings", "actions.ruling:apply_rulings"),
    Command("judge", "actions.judging:judge", period=True, on=True),
    Command("lamp_plan", "actions.lamp_plans:use_lamp_plan", options=(LAMP_PLAN,)),
    Command("supervise", "actions.supervising:supervise", period=True, on=True),
    Command("slips", "actions.slips:slips", period=True, on=True, options=SLIPS),
    Command("close", "actions.loops.closing:close", on=True),
    Command("extend", "actions.loops.closing:extend", on=True),
    Command("problems", "actions.loops.problems:problems", on=True),
    Command("registry", "actions.loops.registry:registry", on=True),
    Command("sample", "actions.loops.registry:sample", on=True, options=SAMPLE),
    Command("problem_report", "actions.loops.papers:problem_report", period=True, on=True),
    Command(
        "three_lists", "actions.loops.papers:three_lists", on=True,
        options=(Option("paper", "纸张：A3 A4"),),
    ),
    Command("quarter", "actions.loops.papers:quarter", on=True),
    Command("chart", "actions.charting:chart", period=True, on=True, options=CHART),
    Command("roll_up", "actions.papers.levels:roll_up", period=True, on=True, options=LEVELS),
    Command("bulletin", "actions.papers.bulletin:bulletin", period=True, on=True, options=PAPERS),
    Command("board", "actions.papers.boarding:board", period=True, on=True, options=BOARD),
    Command("score", "actions.papers.scoring:score", period=True, on=True, options=(SCHEME,)),
    Command("rank", "actions.papers.scoring:rank", period=True, on=True, options=(LISTS, SCHEME)),
    Command("plan", "actions.steering.planning:plan", on=True, options=PLANNING),
    Command("five", "actions.steering.boards:five", period=True, on=True, options=(*SHEETS, LOOK)),
    Command("calendar", "actions.steering.boards:calendar", period=True, on=True, options=SHEETS),
    Command("duties", "actions.steering.duties:duties", on=True, options=(SINCE,)),
    Command("phases", "actions.steering.phasing:phases", on=True, options=(PHASE,)),
    Command("check", "actions.checking:check", on=True),
    Command("undo", "actions.undoing:undo", options=(UNIT, JOB)),
    Command(
        "take_in", "actions.taking_in:take_in", period=True, on=True, click=False, menu=False,
        options=(ANYTHING,),
    ),
    Command("archive", "actions.archiving:archive", on=True, options=(YEAR, BACK)),
    Command("upgrade", "office.upgrading:upgrade", click=False),
    Command("repair", "actions.setup.repairing:repair", as_is=True),

    Command(
        "selfcheck", "actions.setup.selfchecking:selfcheck", LedgerUse.OPTIONAL, options=(MEND,)
    ),
    Command("mend", "actions.setup.selfchecking:mend", LedgerUse.OPTIONAL),
    Command(
        "bundle", "actions.setup.bundling:bundle", LedgerUse.NONE, click=False, menu=False,
        options=(OUT, TARGET),
    ),
    Command(
        "settle", "actions.setup.settling:settle_in", LedgerUse.NONE, click=False, menu=False,
        options=(folder("放台账的文件夹"),),
    ),
    Command(
        "manual", "actions.setup.manual:manual", LedgerUse.NONE, click=False, menu=False,
        options=(folder("放手册的文件夹"),),
    ),
    Command("unsettle", "actions.setup.settling:unsettle", LedgerUse.NONE, click=False, menu=False),
    Command(
        "rules", "actions.rules:show_rules", LedgerUse.NONE, click=False, menu=False,
        options=(CODES, PAGE),
    ),
    Command(
        "demo", "demo:run_demo", LedgerUse.NONE, click=False, menu=False,
        options=(folder("放演示台账的文件夹"),),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """A command with its words, for people: on 首页, on the ribbon, in the menu."""

    command: Command
    label: str
    hint: str
    icon: str = ""
    group: str = ""
    order: int = 0
    primary: bool = False
    home: bool = True
    about: str = ""
    result: str = ""

    @property
    def key(self) -> str:
        """The command's key."""
        return self.command.key

    @property
    def sub(self) -> str:
        """The Sub of the button."""
        return self.command.sub


@dataclass(frozen=True, slots=True)
class Commands:
    """All commands with their words, the groups they stand in and the launcher's short texts."""

    title: str
    texts: Mapping[str, str]
    groups: Mapping[str, str]
    menu_words: Mapping[str, str]
    entries: tuple[CommandEntry, ...] = field(default=())

    @property
    def commands(self) -> tuple[CommandEntry, ...]:
        """Those that can be clicked, in order of the groups and of work."""
        clicked = [b for b in self.entries if b.command.click]
        places = list(self.groups)
        return tuple(sorted(clicked, key=lambda b: (places.index(b.group), b.order)))

    def grouped(self) -> tuple[tuple[str, str, tuple[CommandEntry, ...]], ...]:
        """(key, label, buttons) of each group of the ribbon that has any."""
        rows = (
            (key, label, tuple(b for b in self.commands if b.group == key))
            for key, label in self.groups.items()
        )
        return tuple(row for row in rows if row[2])

    @property
    def primary(self) -> tuple[CommandEntry, ...]:
        """The large row of 首页, in order of work."""
        return tuple(b for b in self.commands if b.primary)

    @property
    def tools(self) -> tuple[CommandEntry, ...]:
        """The small row of 首页; other buttons are on the ribbon alone."""
        return tuple(b for b in self.commands if b.home and not b.primary)

    def table(self) -> str:
        """The buttons as the Markdown table of README.md: those of the large row by number."""
        heads = ("按钮", "做什么", "结果在哪里")
        numbers = {e.key: f"{n} " for n, e in enumerate(self.primary, start=1)}
        rows = [
            (numbers.get(e.key, "") + e.label, e.about or e.hint, e.result or "弹窗")
            for e in self.commands
        ]
        lines = (heads, ("---",) * len(heads), *rows)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def menu(self) -> Iterator[CommandEntry]:
        """What the menu offers: the buttons in their order, then what is no button."""
        others = (e for e in self.entries if not e.command.click)
        return (e for e in (*self.commands, *others) if e.command.menu)

    def __getitem__(self, key: str) -> CommandEntry:
        """The command of that key; KeyError where there is none."""
        return {b.key: b for b in self.entries}[key]
