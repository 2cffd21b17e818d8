"""D: sentences about 督办 steps, their numbers and the slips; and the words of a 事由."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# what a 事由 says
REDS = "{period}牵头任务中有{count}项滞后"
LAST = "{period}滞后任务占比排在末{places}位，连续{times}期"
SCORED_LAST = "{period}“{scheme}”{group}组排在末位，连续{times}次"
OPINION_LAST = "{period}满意率{rate}，排在{group}末位，连续{times}期"
CLOSED_NOT_PASSED = "{name}：销号后回头看结果为“{found}”"
MISSED_ONCE = "{periods}应报未报"
MISSED = "连续{count}期应报未报（{periods}）"
BADLY = "年内{how}{count}次（{periods}）"
PASSED = "{name}：应于{due}完成，已超期{days}天"
NODE_COMING = "{name}：应于{due}完成，还有{days}天"
PROBLEM_COMING = "{name}：应于{due}办结，还有{days}天"
FALSELY = "线索{clue}核查属实：报送“{said}”，现场“{seen}”"
COMING = "{name}：距完成时限（{due}）还有{days}天"
NO_ANSWER = "{kind}（{paper}）应于{due}前回复，至今没有回复"
NOT_PASSED = "{kind}（{paper}）回头看结果为“{found}”"
IN_VAIN = "年内{count}件督办文书没有落实（{papers}）"

# D1, the ladder
TRIGGER_UNKNOWN = Rule(
    "D101", E, "触发不认识", "督办规则的触发“{found}”不认识，这一条没有用。",
    "从下拉列表里选一种触发，空着算“灯色”。",
)  # fmt: skip
KIND_UNKNOWN = Rule(
    "D102", E, "督办动作不认识", "督办动作“{found}”不在下拉列表里，这一条没有用。",
    "改成列表里的方式，几件用顿号隔开。",
)  # fmt: skip
RULE_WITHOUT_STATE = Rule(
    "D103", E, "规则没写状态", "按“{found}”触发的规则没有写状态，这一条没有用。",
    "在“状态”里选滞后、预警等一种。",
)  # fmt: skip
RULE_WITHOUT_PAPER = Rule(
    "D104", E, "规则没写前件", "按“未回复”触发的规则没有写前件，这一条没有用。",
    "在“前件”里选是哪一种文书没有回复。",
)  # fmt: skip
STEP_TOO_SMALL = Rule(
    "D105", E, "期数不对", "督办规则的期数（次数、天数）是{found}，这一条没有用。",
    "填1以上的整数；临期可以填0。",
)  # fmt: skip
LADDER_ROUND = Rule(
    "D106", W, "督办阶梯兜圈子", "“{found}”没有回复，督来督去又回到“{found}”，没有尽头。",
    "把后一步改成更重的方式，如通报、约谈。",
)  # fmt: skip
LADDER_EMPTY = Rule(
    "D107", W, "督办阶梯没有规则", "督办阶梯“{found}”一条能用的规则也没有，没有提建议。",
    "在“参数设置”里另选一种，或在“督办规则”里写上。",
)  # fmt: skip
NUMBER_ODD = Rule(
    "D108", W, "天数不对", "督办规则的“{column}”写的是{found}，没有用，按没有写办。",
    "改成1以上的整数，不要期限的空着。",
)  # fmt: skip

# D2, proposals and records
NOT_JUDGED = Rule(
    "D121", W, "本期还没有研判", "{period}还没有研判，灯色这一头没有提建议。",
    "先点“研判亮灯”，再点“督办建议”。",
)  # fmt: skip
STRUCK_UNEXPLAINED = Rule(
    "D122", E, "没有写理由", "“{found}”没有写理由。",
    "在“不采纳（作废）理由”里写明为什么。",
)  # fmt: skip
WAITING = Rule(
    "D123", N, "有建议待定", "督办记录里有{count}件建议等着定。",
    "逐件把“办理状态”改成“确认”，或改成“不采纳”并写理由。",
)  # fmt: skip
UNIT_UNNAMED = Rule(
    "D124", E, "没有牵头单位", "任务没有牵头单位，督办建议不知道发给谁。",
    "在任务台账里填上牵头单位，再点一次。",
)  # fmt: skip

# D3, numbers
NUMBER_TWICE = Rule(
    "D141", E, "文号重复", "文号“{found}”用了不止一次（第{rows}行）。",
    "留下一件，另一件的状态改成“作废”并写理由。",
)  # fmt: skip
STYLE_UNREADABLE = Rule(
    "D142", W, "编号写法看不懂", "“{paper}”的编号写法“{found}”看不懂，按常用写法编了号。",
    "照表里其他行的写法改。",
)  # fmt: skip
PAPER_UNLISTED = Rule(
    "D143", W, "文书没有字号", "“{found}”不在“文书字号”表里，没有编号。",
    "在“文书字号”里加一行，写上字和编号写法。",
)  # fmt: skip
# D4, slips
KIND_UNPRINTABLE = Rule(
    "D161", E, "没有这种文书", "没有“{found}”这种文书。",
    "从这些里选：{names}。",
)  # fmt: skip
NOTHING_TO_PRINT = Rule(
    "D162", W, "没有要打印的", "没有选到要打印的文书。",
    "把督办记录的“办理状态”改成“确认”，或写明打印哪几行。",
)  # fmt: skip
ROW_UNKNOWN = Rule(
    "D163", E, "找不到这一行", "找不到“{found}”。",
    "写文号、任务编号，或督办记录的行号。",
)  # fmt: skip
NOT_CONFIRMED = Rule(
    "D164", E, "还没有确认", "这一件是“{found}”，没有打印。",
    "先把“办理状态”改成“确认”。",
)  # fmt: skip
BLANKS_LEFT = Rule(
    "D165", W, "文书有空格", "{paper}缺{names}，打印时留了空。",
    "在台账里补上再打印，或打印后手写。",
)  # fmt: skip
TASK_GONE = Rule(
    "D166", W, "任务找不到", "{paper}说的任务“{found}”不在台账里，有关各栏留了空。",
    "核对督办记录里的任务编号。",
)  # fmt: skip
LIMIT_PASSED = Rule(
    "D167", W, "期限早于签发", "{paper}的期限{found}早于签发日期{issued}。",
    "把期限改到签发之后，再打印。",
)  # fmt: skip
