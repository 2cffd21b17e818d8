"""J: sentences about judging: roles of words, rules of lamps, what judging found."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# J1, words and rules that judging stands on
STATE_WITHOUT_ROLE = Rule(
    "J101", W, "状态没有角色", "状态“{found}”没有角色，程序不知道它是好是坏。",
    "选好这一行的“角色”：滞后、预警、正常、待销号、办结、暂停或未启动。",
)  # fmt: skip
STATE_TWO_ROLES = Rule(
    "J102", W, "一个状态两种角色", "状态“{found}”在第{row}行是{other}，这里是{role}，按前者办。",
    "改成一样的“角色”，或给其中一个状态另起名字。",
)  # fmt: skip
STAGE_WITHOUT_ROLE = Rule(
    "J103", W, "环节没有角色", "环节“{found}”没有角色，程序不知道它是什么意思。",
    "选好“环节与角色”这一行的“角色”。",
)  # fmt: skip
STAGE_ROLE_MISSING = Rule(
    "J104", W, "少了一种环节", "“环节与角色”里没有角色是{role}的环节，程序照旧写“{word}”。",
    "选这个角色给相应的环节，或补一行。",
)  # fmt: skip
STATE_NOT_LIT = Rule(
    "J105", W, "督办规则的状态已改名", "督办规则里的状态“{found}”在亮灯规则里没有，按{role}认。",
    "改成“亮灯规则”里现在的叫法：{words}。",
)  # fmt: skip
STATE_NOBODY_LIGHTS = Rule(
    "J106", W, "督办规则用不上", "督办规则里的状态“{found}”没有一条亮灯规则会亮，用不上。",
    "改成“亮灯规则”里有的状态，或把这一行停用。",
)  # fmt: skip
RULE_WITHOUT_LAMP = Rule(
    "J107", E, "规则没有灯色", "规则“{rule}”没有灯色，没有使用。",
    "选好这一行的“灯色”。",
)  # fmt: skip
RULE_NEVER_FIRES = Rule(
    "J108", W, "规则永远用不上", "规则“{rule}”的条件“{found}”不可能成立。",
    "改正这一行条件里互相矛盾的界限。",
)  # fmt: skip
RULE_HIDDEN = Rule(
    "J109", W, "规则被前面的盖住", "规则“{rule}”能中的，前面的“{other}”都先中了，轮不到它。",
    "移到“{other}”上面，或改它的界限。",
)  # fmt: skip
BOUNDS_GAP = Rule(
    "J110", W, "界限之间有空档", "“{fact}”的界限在{low}与{high}之间没有规则管。",
    "改成相接的界限，如一条写到10（含），另一条从10（不含）起。",
)  # fmt: skip
BOUNDS_TWICE = Rule(
    "J111", W, "同一情形两种灯", "“{fact}”为{found}时“{rule}”（{lamp}）和“{other}”（{lamp_other}）都能中。",
    "改好界限，让每个数只归一条规则。",
)  # fmt: skip
WORD_UNKNOWN = Rule(
    "J112", W, "条件里的词对不上", "规则“{rule}”的条件里，“{fact}”没有“{found}”这个词，中不了。",
    "改成现在用的词：{words}。",
)  # fmt: skip
REASON_UNREADABLE = Rule(
    "J113", W, "依据写法不对", "规则“{rule}”的依据里花括号不成对，或“{found}”不是能用的词。",
    "改好“依据写法”，能用的词见“使用说明”。",
)  # fmt: skip
LADDER_BACK = Rule(
    "J114", W, "督办规则倒退", "状态“{state}”连续{streak}期反而比{before}期时轻：由“{other}”退到“{found}”。",
    "改好期数或动作，越往后越重。",
)  # fmt: skip
LADDER_TWICE = Rule(
    "J115", W, "督办规则重复", "状态“{state}”连续{streak}期有两条督办规则，只用后一条。",
    "删去其中一条，或改它的期数。",
)  # fmt: skip
LADDER_ENDLESS = Rule(
    "J116", W, "督办没有尽头", "状态“{state}”督办到“{found}”就没有下一步了，一直停在那里。",
    "补上更重的一步，如连续几期后约谈。",
)  # fmt: skip
VERDICT_INCOMPLETE = Rule(
    "J120", E, "人工研判不完整", "任务“{task}”的人工研判没有写{missing}，没有采用。",
    "补上{missing}，再点“研判亮灯”。",
)  # fmt: skip
VERDICT_TASK_UNKNOWN = Rule(
    "J121", W, "人工研判对不上任务", "人工研判里的任务编号“{found}”在任务台账里没有。",
    "改正任务编号。",
)  # fmt: skip
CURVE_MISSING = Rule(
    "J122", W, "没有计划可依", "任务“{task}”的序时方式是“{pace}”，却没有可依的计划，按匀速算。",
    "补上“{sheet}”里这项任务的计划，或改序时方式。",
)  # fmt: skip
CURVE_UNREADABLE = Rule(
    "J123", E, "计划曲线看不懂", "计划曲线里的“{found}”看不懂或比前一期还少，没有采用。",
    "改正期次的写法（如2022-06）或累计计划进度。",
)  # fmt: skip
BOUND_MISWRITTEN = Rule(
    "J124", E, "界限写法不对", "规则“{rule}”的条件里，“{fact}”和“{found}”对不上，没有使用。",
    "改成一类：进度、序时、完成比写成80%这样；百分点、天数、期数只写数；类别、环节只用等号或“含”。",
)  # fmt: skip
RULE_ALWAYS = Rule(
    "J125", W, "规则总是成立", "规则“{rule}”的条件“{found}”什么时候都成立，后面的规则轮不到。",
    "改正界限；连续几期从1写起。",
)  # fmt: skip
POINTS_AS_SHARE = Rule(
    "J126", W, "百分点像是写成了比例", "规则“{rule}”的“{fact}”写的是{found}，还不到1个百分点。",
    "核对：落后30个百分点就写30；真是这么少的不用改。",
)  # fmt: skip
RULE_WITHOUT_STATE = Rule(
    "J127", E, "规则没有状态", "规则“{rule}”没有写状态，没有使用。",
    "写明这一行的“状态”；不要这条规则的，整行删去。",
)  # fmt: skip
RULE_NAMED_TWICE = Rule(
    "J128", W, "规则重名", "规则“{rule}”和第{row}行重名，研判记录里分不清是哪一条。",
    "改掉其中一条的名字。",
)  # fmt: skip

# J15, choosing and running
PLAN_UNKNOWN = Rule(
    "J150", E, "没有这套亮灯方案", "没有叫“{found}”的亮灯方案。",
    "在“参数设置”的“亮灯方案”里选一套：{names}。",
)  # fmt: skip
PLAN_NOT_USED = Rule(
    "J151", N, "选好的方案还没有套用", "“参数设置”里选的是“{found}”，亮灯规则还是原来的。",
    "要换的点“套用亮灯方案”；不换的把“亮灯方案”改回“{used}”。",
)  # fmt: skip
PLAN_NONE = Rule(
    "J152", E, "没有选亮灯方案", "“参数设置”的“亮灯方案”空着。",
    "选一套，再点“套用亮灯方案”。",
)  # fmt: skip
MADE_UP = Rule(
    "J153", N, "以前没完成的补完成了", "{count}项任务补完成了以前一期的计划，那一期补判，原来的记录不改。",
    "看“研判记录”里“补判”一列。",
)  # fmt: skip
DAY_BETWEEN = Rule(
    "J154", N, "那一天没有研判", "{on}没有研判过，看的是{day}的结果。",
    "不用处理。",
)  # fmt: skip
OPTION_UNKNOWN = Rule(
    "J155", W, "程序不认识的选项", "“{name}”这组下拉选项里的“{found}”程序不认识，写了它的行不起作用。",
    "改回程序认识的叫法：{words}。",
)  # fmt: skip
