"""P: sentences about cadence, planning backwards, phases, 五个一, and meetings and visits as required."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# how often, until when
CADENCE_UNREAD = Rule(
    "P101", W, "周期看不懂", "“{found}”不是报送周期，这一行没有用上。",
    "改成日、周、旬、半月、月、两月、季、半年、年。",
)  # fmt: skip
CUTOFF_UNREAD = Rule(
    "P102", W, "截止日看不懂", "截止日“{found}”或遇节假日的办法看不懂，按参数设置算。",
    "截止日写周五、25日、季末月20日、月末后5个工作日这样的话；节假日写顺延、提前或不顺延。",
)  # fmt: skip
CUTOFF_TWICE = Rule(
    "P103", W, "一个周期两个截止日", "每{kind}的截止日有“{found}”和“{other}”，用后一个。",
    "删去一行；不同任务要分开截止的，给它们定不同的周期。",
)  # fmt: skip
PLAN_UNKNOWN = Rule(
    "P104", W, "没有这套报送周期", "“报送周期”表里没有方案“{found}”，按参数设置算。",
    "在参数设置“报送周期方案”里选一个：{known}；或空着。",
)  # fmt: skip
TASK_CADENCE_UNREAD = Rule(
    "P105", W, "调度频次看不懂", "调度频次“{found}”看不懂，这一项没有照它算。",
    "写周、半月、月、季这样的话，几样用顿号隔开，如：月、季。",
)  # fmt: skip
NOTHING_DUE = Rule(
    "P106", E, "这一期没有要报的", "按调度频次，{period}没有哪项任务要报。",
    "核对“本期期次”，或在“报送周期”“调度频次”里改多久报一次。",
)  # fmt: skip
