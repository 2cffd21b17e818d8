"""R: sentences about 看板 and projects: what belongs on a board, rates and what they are of."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# R10, boards and pages
BOARD_EMPTY = Rule(
    "R101", E, "本期没有任务上看板", "{period}没有要报送的任务，看板是空的。",
    "在“报送周期”或任务的“调度频次”里定好周期，或者换一个期次。",
)  # fmt: skip
BOARD_UNKNOWN = Rule(
    "R102", E, "没有这种看板", "没有叫“{found}”的看板。", "从这些里选一个：{known}。"
)
PLAN_MISSING = Rule(
    "R103", W, "工程没有年计划", "{count}项工程任务没有目标值，投资一栏算不出比例。",
    "在“任务台账”的“目标值”“计量单位”里填年计划投资。",
)  # fmt: skip
PAGE_EMPTY = Rule(
    "R104", E, "没有这一页", "“{found}”没有任务，{kind}是空的。", "核对单位全称或领导职务的写法。"
)

# R11, projects
PROJECTS_NONE = Rule(
    "R111",
    E,
    "没有项目",
    "“项目台账”里没有项目。",
    "一行填一个项目，至少填编号、名称、属地、年度计划。",
)
PROJECT_TWICE = Rule(
    "R112", W, "一个项目几行", "项目“{found}”在第{rows}行，总数里只计一次。",
    "不是同一个项目的，改编号；是同一个的，属地写在一行里，用顿号隔开。",
)  # fmt: skip
YEAR_PLAN_MISSING = Rule(
    "R113", W, "没有年度计划", "“{name}”没有年度计划，算不了完成率。",
    "填年度计划；本年没有投资任务的，性质选储备。",
)  # fmt: skip
DISTRICT_MISSING = Rule(
    "R114", W, "没有属地", "“{name}”没有属地，只计入总数。", "填属地；跨区的写几个，用顿号隔开。"
)
DATES_TURNED = Rule(
    "R115", W, "日期先后不对", "“{label}”{found}早于“{other}”{before}。", "核对两个日期。"
)
TASK_NOT_THERE = Rule(
    "R116", W, "关联任务不在台账", "没有编号为“{found}”的任务，报送表的数带不进来。",
    "核对“关联任务”的编号，没有就空着。",
)  # fmt: skip
TYPED_OVER = Rule(
    "R117", W, "累计是手工改的", "累计填的是{found}，报送表报的是{reported}，按填的算。",
    "核对是哪一个；要用报送表的，把“累计”清空再做一次。",
)  # fmt: skip
SUMS_UNLIKE = Rule(
    "R118", W, "累计对不上", "至上月{before}加本月{month}不等于累计{done}，按累计算。",
    "核对三个数，改正填错的一个。",
)  # fmt: skip
NOT_FILLED = Rule(
    "R119", W, "本月没有填", "“{name}”本月没有报，也没有填，本月投资按空计。",
    "催报，或者在“本月完成”“累计”里填。",
)  # fmt: skip
PARTS_UNLIKE = Rule(
    "R120", W, "分项合计不等于总数", "“{name}”分项合计{found}，总数{total}，占比以总数为准。",
    "核对跨区、重复登记的项目；两个数都照印。",
)  # fmt: skip
BASE_MISSING = Rule(
    "R121", N, "没有分母", "{name}没有“{base}”，算不出，印成“—”。", "核对日期、性质是否填全。"
)
NOTHING_BEFORE = Rule(
    "R122", N, "没有可比的上期", "没有{period}的“项目月报”，环比、上月名次空着。",
    "以后每期都做一次，从第二期起就有。",
)  # fmt: skip
PACKAGE_SPLIT = Rule(
    "R123", N, "打包项目拆分了", "打包项目{found}拆成了{count}个，按子项计，打包的那一行不计。",
    "核对各子项的总投资、年度计划合起来是不是原来的数。",
)  # fmt: skip
PACKAGE_UNKNOWN = Rule(
    "R124", W, "拆自的项目不在", "“拆自”写的{found}不在项目台账里。",
    "改成打包项目的编号；打包项目已经删掉的，不用改。",
)  # fmt: skip
