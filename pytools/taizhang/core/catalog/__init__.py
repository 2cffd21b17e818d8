"""Every sentence a user can meet, as Rules: one file a letter or subject, one constant a rule, codes in order.

bulletin B 公文, loops and registry C 销号与闭环, duty D 督办与文书, forms and form_checks F 报送表, judging J 研判, scoring K 考核,
ledger and ledger_checks L 台账, merging M 汇总, notices N 方案, planning P 周期与工期, schedule S 排期, files W 文件与环境,
levels V 三级联动, boards R 看板与项目.
A code is never reused: a retired one stays in RETIRED, with the one that took over.
The groups in CHECKED are drawn by the checks and nothing else, and stand in 校验规则.
"""

from collections.abc import Iterator
from importlib import import_module

from taizhang.core.issues import Rule

FAMILIES = (
    "duty",
    "ledger",
    "ledger_checks",
    "judging",
    "schedule",
    "planning",
    "forms",
    "form_checks",
    "merging",
    "notices",
    "files",
    "scoring",
    "loops",
    "bulletin",
    "levels",
    "boards",
    "registry",
)
RETIRED = {
    "N201": "N122", "N204": "N123", "N206": "N132", "N207": "N131", "N208": "N133", "N210": "N137",
    "W201": "W101", "W209": "W105",
}  # fmt: skip
CHECKED = frozenset({"J1", "L4", "L5", "L6", "L7", "L8", "S1", "F6", "F7", "F8"})
# of loops, those that a check draws; the jobs draw the others
OF_LOOPS = frozenset({
    "C113", "C114", "C115", "C116", "C127", "C128", "C129", "C145", "C146", "C147", "C149", "C152",
    "C155", "C156", "C171", "C172", "C173", "C174", "C175", "C184", "C185", "C186", "C187", "C188",
    "C191", "C194", "C195", "C196", "C199",
})  # fmt: skip


def named_rules() -> Iterator[tuple[str, Rule]]:
    """(constant, rule) of the whole catalog, file by file."""
    for family in FAMILIES:
        module = import_module(f"{__name__}.{family}")
        yield from ((n, r) for n, r in vars(module).items() if isinstance(r, Rule))


def rules() -> tuple[Rule, ...]:
    """All rules, sorted by code."""
    return tuple(sorted((r for _, r in named_rules()), key=lambda rule: rule.code))


# what a chart says of its paper: no check draws these, no office sets their level
OF_CHARTS = frozenset({f"S{number}" for number in (*range(114, 121), *range(127, 131), 133)})


# what judging and choosing rules say: no check draws these either
OF_JUDGING = frozenset({f"J{number}" for number in range(150, 160)})


def check_rules() -> tuple[Rule, ...]:
    """The rules of the checks alone, sorted by code."""
    ours = (r for r in rules() if r.code[:2] in CHECKED or r.code in OF_LOOPS)
    return tuple(r for r in ours if r.code not in OF_CHARTS | OF_JUDGING)
