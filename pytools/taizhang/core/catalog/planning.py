"""P: sentences about cadence, planning backwards, phases, 五个一, and meetings and visits as required."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# of several windows, of several tasks alike
EACH_WINDOW, EACH_TASK = "{windows}每期", "{tasks}每项"

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
    "删去一行；不同任务要分开截止的，在“适用任务”里写明是哪些。",
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

# 倒排工期
TEMPLATE_UNKNOWN = Rule(
    "P111", E, "没有这个模板", "“工期模板”表里没有“{found}”。",
    "改成其中一个：{known}；或在“工期模板”里加上。",
)  # fmt: skip
STAGE_UNREAD = Rule(
    "P112", W, "模板的阶段不能用", "这个阶段没有名称，或没写占比、工作日，没有用上。",
    "补填阶段名称，再填占比或工作日，填一样即可。",
)  # fmt: skip
NO_TEMPLATE = Rule(
    "P113", W, "没有合适的模板", "任务{task}对不上哪个工期模板，没有排。",
    "在“工期模板”的“适用任务”里加上它的类型，或加一个“通用”模板。",
)  # fmt: skip
NO_DEADLINE = Rule(
    "P114", W, "没有时限排不了", "任务{task}没有完成时限，没法从后往前排。",
    "补填完成时限，再排一次。",
)  # fmt: skip
DEADLINE_OVER = Rule(
    "P115", W, "时限已经过去", "任务{task}的时限{due}已经过去，没有排。",
    "办完延期手续、改好时限，再排一次。",
)  # fmt: skip
START_PASSED = Rule(
    "P116", W, "开始日期已经过去", "任务{task}该动手的日子已过去{days}个工作日，从{since}排起。",
    "核对节点；前面已经做完的阶段，填上实际完成日期。",
)  # fmt: skip
TOO_SHORT = Rule(
    "P117", W, "时间不够", "任务{task}从{since}起差{days}个工作日，没有排；要{start}动手才够。",
    "报请延期，或把“倒排时间不够时”改成“压缩”再排，或换短一些的模板。",
)  # fmt: skip
SQUEEZED = Rule(
    "P118", W, "压缩了工期", "任务{task}要{start}动手，现在压缩了{days}个工作日，从{since}排起。",
    "逐个核对节点，做不到的报请延期。",
)  # fmt: skip
NODES_THERE = Rule(
    "P119", N, "已有节点", "任务{task}已经有节点，原样没有动。",
    "要重排，先删去“节点计划”里它的行。",
)  # fmt: skip
TASK_UNKNOWN = Rule(
    "P120", E, "没有这项任务", "任务台账里没有编号“{found}”，或这个编号有几行。",
    "核对任务编号。",
)  # fmt: skip
BATTLE_LATER = Rule(
    "P121", W, "会战比时限晚", "任务{task}的会战到{end}结束，晚于完成时限{due}。",
    "把会战开始日期提前，或减少天数。",
)  # fmt: skip
TEMPLATE_BY_WORD = Rule(
    "P122", N, "看名称选的模板", "按“{template}”排了{count}项（{tasks}）：名称里有{words}。",
    "不合适的，撤销上次，在“任务类型”里选好，或单独指定模板再排；用哪些词在“工期模板”里改。",
)  # fmt: skip

# 五个一
NAME_MISSING = Rule(
    "P131", W, "没有任务名称", "这一项没有任务名称。",
    "补填任务名称。",
)  # fmt: skip
LEADER_MISSING = Rule(
    "P132", W, "没有一名领导", "这一项没有责任领导。",
    "在“责任领导”里填职务，如“分管副县长”。",
)  # fmt: skip
LEADERS_SEVERAL = Rule(
    "P133", W, "不止一名领导", "责任领导写了“{found}”，不止一位。",
    "只留牵头的一位，其他的写进“专班”。",
)  # fmt: skip
TEAM_MISSING = Rule(
    "P134", W, "没有一个团队", "这一项没有专班。",
    "在“专班”里写组长职务和成员单位。",
)  # fmt: skip
CHART_MISSING = Rule(
    "P135", W, "没有一张图表", "这一项没有节点，画不出路线图。",
    "在“节点计划”里列出节点，或点“倒排工期”。",
)  # fmt: skip
METHOD_MISSING = Rule(
    "P136", W, "没有一抓到底", "这一项没有写推进方式。",
    "在“推进方式”里写怎样抓到底，如“每周调度、销号为止”。",
)  # fmt: skip

# 履职
MEETINGS_SHORT = Rule(
    "P141", W, "调度不够", "{who}{window}（{of}）应调度{wanted}次，记了{found}次。",
    "补开调度会，或把漏记的补进“调度记录”。",
)  # fmt: skip
DAYS_SHORT = Rule(
    "P142", W, "调研天数不够", "{who}{window}到现在应调研{wanted}天，记了{found}天。",
    "安排下去，或把漏记的补进“调研记录”。",
)  # fmt: skip
TOPICS_SHORT = Rule(
    "P143", W, "调研课题不够", "{who}{window}应完成{wanted}个课题，记了{found}个。",
    "在“调研记录”的“课题名称”里补记；没有做的抓紧做。",
)  # fmt: skip
CROWDED = Rule(
    "P144", W, "扎堆调研", "{who}去“{place}”，{other}{day}刚去过。",
    "换一个地方，或与别人合并安排。",
)  # fmt: skip
ESCORTS_MANY = Rule(
    "P145", W, "陪同的人多", "陪同{found}人，最多{most}人。",
    "减少陪同；写错的改正。",
)  # fmt: skip
QUIET_BROKEN = Rule(
    "P146", W, "安静日进企业", "{day}在企业安静日（{found}）里，进了企业。",
    "改到别的日子；确有急事的在“备注”写明。",
)  # fmt: skip
MEETING_UNREAD = Rule(
    "P147", W, "调度记录算不上", "这次调度没有日期或主持人，没有算进去。",
    "补填日期和主持人的职务。",
)  # fmt: skip
VISIT_UNREAD = Rule(
    "P148", W, "调研记录算不上", "这次调研没有日期、职务，或“至”不对，没有算进去。",
    "补填日期和职务；“至”不早于日期，一次不超过60天。",
)  # fmt: skip
DUTY_UNREAD = Rule(
    "P149", W, "履职要求看不懂", "对“{who}”的要求缺事项、次数或周期，没有用上。",
    "事项选调度、调研、课题、走访、走访家数、包保，次数写大于0的数，周期写一个。",
)  # fmt: skip
QUIET_UNREAD = Rule(
    "P150", W, "企业安静日看不懂", "企业安静日“{found}”看不懂，没有核对。",
    "在参数设置里写“每月1日至20日”或“每周一至周三”。",
)  # fmt: skip
FIRMS_LEFT = Rule(
    "P151", W, "走访没有全覆盖", "{who}{window}应走访“{of}”{wanted}家，走访了{found}家（{rate}），还差{left}。",
    "安排走访；去过没有记的，补进“调研记录”，“地点”里写上企业名称。",
)  # fmt: skip
MATTER_OPEN = Rule(
    "P152", W, "议定事项没有下文", "“{found}”应于{due}落实（{unit}），还没有写落实情况。",
    "问清办到哪一步，写进“落实情况”；下一次会先听它；要盯着办的在“转为”里选任务或问题。",
)  # fmt: skip
NOT_SENT = Rule(
    "P153", W, "牵头单位不在名册，没有下发", "“{unit}”不在单位名册里，{tasks}没有向它下发。",
    "改成名册里的全称，或先在“单位名册”登记，再下发一次。",
)  # fmt: skip
NOBODYS_TASK = Rule(
    "P154", W, "没有牵头单位，没有下发", "{tasks}没有牵头单位，没有下发。",
    "在“牵头单位”里填一家单位，再下发一次。",
)  # fmt: skip
CALLS_SHORT = Rule(
    "P155", W, "走访不够", "{who}{window}应走访{of}{wanted}{measure}，走访了{found}{measure}。",
    "安排走访；去过没有记的，补进“调研记录”，“进企业”选“是”，“地点”写企业名称。",
)  # fmt: skip
PROJECTS_FEW = Rule(
    "P156", W, "包保项目不够", "{who}{window}应包保项目{wanted}个，“项目台账”登记了{found}个。",
    "在“项目台账”的“包保领导”里补上。",
)  # fmt: skip

# 阶段
PHASE_UNREAD = Rule(
    "P161", W, "阶段没有结束日期", "阶段“{found}”没有结束日期，或开始晚于结束。",
    "在“阶段安排”里补填、改正日期。",
)  # fmt: skip
PHASE_UNKNOWN = Rule(
    "P162", W, "没有这个阶段", "“阶段安排”里没有“{found}”。",
    "改成其中一个：{known}；或在“阶段安排”里加上。",
)  # fmt: skip
PHASE_BEHIND = Rule(
    "P163", W, "阶段任务没有完成", "任务{task}到{phase}结束（{end}）应达到{wanted}，现在{progress}。",
    "报进展；确实完不成的说明原因，列入下一阶段。",
)  # fmt: skip
HALF_BEHIND = Rule(
    "P164", W, "时间过半任务没有过半", "任务{task}到{end}应达到{wanted}，现在{progress}（{phase}）。",
    "分析原因，排出下半年每月的进度。",
)  # fmt: skip
