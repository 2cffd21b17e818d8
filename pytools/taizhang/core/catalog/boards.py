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
