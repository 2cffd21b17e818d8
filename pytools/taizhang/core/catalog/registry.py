"""C18: sentences about what is entered by hand: 批示, 督查记录, 退办, 验收, 抽查."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# what a 事由 says
ORDER_OVERDUE = "{leader}批示“{matter}”应于{due}前反馈，至今没有反馈"
REPORTED_FALSE = "{when}督查发现“{said}”与现场“{seen}”不一致，核实为{verdict}"

VISIT_REPEATED = Rule(
    "C175", W, "一月查了几次", "{unit}{month}去了{count}次（{days}），多于每月{most}次。",
    "请把能并的并成一次去，几件事写进一张督查通知；每月几次在“参数设置”里改，0是不查。",
)  # fmt: skip
ORDER_LACKS = Rule(
    "C181", E, "批示没有写全", "要督办的批示没有写{lacking}，没有定时限。",
    "补填后再点“登记办理”；只传阅的，“办理要求”选阅知或阅研。",
)  # fmt: skip
ORDER_READ_LACKS = Rule(
    "C182", E, "阅示没有写全", "领导阅示“{found}”，没有写{lacking}，没有办。",
    "补填后再点“登记办理”。",
)  # fmt: skip
ORDER_OVER_UNREAD = Rule(
    "C183", W, "没有阅示就办结", "填了办结日期，没有领导阅示“已阅，无新批示”。",
    "补填反馈日期、办理结果和领导阅示；没有办完的清空办结日期。",
)  # fmt: skip
ORDER_WAITS = Rule(
    "C184", W, "批示逾期没有反馈", "应于{due}前反馈，已过{days}天。",
    "请点“督办建议”催办；已经反馈的补填反馈日期和办理结果。",
)  # fmt: skip
VISIT_LACKS = Rule(
    "C185", W, "督查记录没有写全", "这次督查没有写{lacking}。",
    "补填；督查记录是通报、整改的依据。",
)  # fmt: skip
VISIT_ALONE = Rule(
    "C186", W, "督查人员不足两人", "{way}督查只写了{count}人。",
    "补全督查人员，用顿号隔开；督查不少于两人。",
)  # fmt: skip
VISIT_UNJUDGED = Rule(
    "C187", W, "不一致没有结论", "台账值“{said}”，现场值“{seen}”，没有核实结论。",
    "选“核实结论”：误差、虚报或瞒报；是误差的改台账。",
)  # fmt: skip
VISIT_UNCOMPARED = Rule(
    "C188", W, "一致不一致没有写", "台账值“{said}”和现场值“{seen}”比不出来。",
    "选“是否一致”里的一项。",
)  # fmt: skip
REFUSAL_LATE = Rule(
    "C189", E, "退办晚了", "{unit}{applied}才退办，可退到{until}，没有受理。",
    "按原来的单位督办；退办要在限期内提出。",
)  # fmt: skip
REFUSAL_LACKS = Rule(
    "C190", E, "退办没有写全", "退办没有写{lacking}，没有办。", "补填后再点“登记办理”。",
)  # fmt: skip
REFUSAL_WAITS = Rule(
    "C191", N, "有退办待定", "{unit}认为不归它管（{why}），建议交{to}，还没有定。",
    "选“审批决定”：同意或不同意，再点“登记办理”。",
)  # fmt: skip
REFUSAL_UNKNOWN = Rule(
    "C192", E, "不是它牵头", "任务“{task}”不是{unit}牵头，没有改派。",
    "核对任务编号和退办单位；已经改派的清空审批决定。",
)  # fmt: skip
ACCEPTANCE_MISSING = Rule(
    "C193", E, "没有逐级验收", "还没有{lacking}，销号没有办。",
    "在“验收记录”里补记；不用逐级验收的，把“验收级次”清空。",
)  # fmt: skip
ACCEPTANCE_LATE = Rule(
    "C194", W, "验收晚于时限", "{level}是{found}，晚于完成时限{due}。",
    "核对日期；确实晚了的按逾期计，销号时写明。",
)  # fmt: skip
ACCEPTANCE_ORDER = Rule(
    "C195", E, "验收先后不对", "{level}{found}早于{other}{before}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
LIMIT_ODD = Rule(
    "C196", W, "默认时限看不懂", "默认时限的天数是“{found}”，这一行没有用。",
    "改成0以上的整数。",
)  # fmt: skip
SAMPLE_NONE = Rule(
    "C197", W, "没有可抽的", "没有可以抽的任务，没有抽取。",
    "核对抽查范围；已办结、暂缓的任务不抽。",
)  # fmt: skip
SAMPLE_AGAIN = Rule(
    "C198", N, "这一批抽过了", "同样的种子和范围已经抽过，名单没有变。",
    "要另抽一批的，换一个种子。",
)  # fmt: skip
TEAM_SHORT = Rule(
    "C199", W, "包保的不够数", "{leader}包保{what}{count}个，要求不少于{least}个。",
    "补上“包保名单”里缺的；不要求的，把“包保最少几个”改成0。",
)  # fmt: skip
