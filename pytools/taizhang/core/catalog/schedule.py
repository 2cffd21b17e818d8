"""S: sentences about dates: tasks, nodes, records, settings."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# S10 and S11, dates of tasks
START_AFTER_DUE = Rule(
    "S101", E, "开始晚于时限", "开始日期{start}晚于完成时限{due}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
DUE_AFTER_PLAN = Rule(
    "S102", N, "时限在方案之后", "完成时限{due}晚于方案截止日期{end}。",
    "核对是不是跨年任务；不是就改正时限。",
)  # fmt: skip
DUE_BEFORE_ISSUED = Rule(
    "S103", W, "时限在发文之前", "完成时限{due}早于方案成文日期{issued}。",
    "核对时限原文；确实如此的不用改。",
)  # fmt: skip
EXTENDED_UNAPPROVED = Rule(
    "S104", W, "改了时限没有依据", "时限由{before}改到{due}，没有写依据。",
    "写明谁批准、何时批准，填在“备注”里；没有批准的改回原定时限。",
)  # fmt: skip
START_MISSING = Rule(
    "S105", W, "没有开始日期", "任务“{name}”没有开始日期，算不出序时进度。",
    "补填开始日期，一般是方案成文日期。",
)  # fmt: skip
DUE_MISSING = Rule(
    "S106", E, "没有完成时限", "任务“{name}”没有完成时限，亮不了灯。",
    "补填完成时限；长期任务填方案截止日期。",
)  # fmt: skip
YEAR_UNLIKELY = Rule("S107", E, "年份不对", "“{found}”的年份不可能。", "核对后改成正确的日期。")
DUE_TEXT_DIFFERS = Rule(
    "S108", W, "时限原文与日期不一致", "时限原文“{found}”与日期{due}对不上。",
    "核对原文，改正日期或原文。",
)  # fmt: skip
CADENCE_TOO_LONG = Rule(
    "S109", N, "频次比工期长", "每{found}调度一次，工期只有{days}天。",
    "改成短一些的调度频次。",
)  # fmt: skip
FUTURE_DATE = Rule(
    "S110", E, "日期还没有到", "{found}还没有到，不能算已经发生。",
    "核对日期，改成实际发生的那一天。",
)  # fmt: skip
FINISHED_BEFORE_START = Rule(
    "S111", W, "完成早于开始", "实际完成{found}早于开始日期{start}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
CLOSED_BEFORE_FINISHED = Rule(
    "S112", E, "销号早于完成", "销号日期{found}早于实际完成{finished}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
CHILD_AFTER_PARENT = Rule(
    "S113", W, "下级时限晚于上级", "时限{found}晚于上级任务“{parent}”的{due}。",
    "核对这两项任务的时限，改正写错的一个。",
)  # fmt: skip

# S11, what charts and paper cannot show
LETTERS_SMALL = Rule(
    "S114", W, "字太小", "用{paper}，{what}的字高{found}毫米，{metres}米外看不清。",
    "换大一号的纸，或分几张画；站得近也能看的不用改。",
)  # fmt: skip
TEXT_CLIPPED = Rule(
    "S115", W, "字放不下", "第{page}页“{column}”列{count}处放不下。",
    "在挂图版式里加宽这一列，或把任务写短。",
)  # fmt: skip
TOO_MANY_PAGES = Rule(
    "S116", E, "张数太多", "用{paper}要画{pages}张，超过{most}张。",
    "只画一类、一个单位或一位领导的，换大一号的纸，或把最多张数改大再画。",
)  # fmt: skip
SCALE_COARSER = Rule(
    "S117", N, "时间格放粗了", "时间太长，一{asked}一格画不清，改成一{used}一格。",
    "要看得细，换大一号的纸，或只画一段时间内的任务。",
)  # fmt: skip
DATE_FAR = Rule(
    "S118", W, "日期离得太远", "{found}离方案太远，图只画到{last}。",
    "核对是不是写错了年份。",
)  # fmt: skip
UNDATED = Rule(
    "S119", N, "没有日期画不出横条", "{count}项任务没有开始日期，也没有完成时限。",
    "补填完成时限后重新出图。",
)  # fmt: skip
COLUMNS_LEFT_OUT = Rule(
    "S120", N, "省去了几栏", "{paper}宽度不够，省去了{columns}。",
    "要看全，换大一号的纸，或横着打印。",
)  # fmt: skip

# S12, dates of nodes
NODE_AFTER_DUE = Rule(
    "S121", W, "节点晚于任务时限", "节点计划{found}晚于任务时限{due}。",
    "核对节点和任务的时限，改正写错的一个。",
)  # fmt: skip
NODE_BEFORE_START = Rule(
    "S122", W, "节点早于任务开始", "节点计划{found}早于任务开始日期{start}。",
    "核对节点和任务的日期，改正写错的一个。",
)  # fmt: skip
NODES_OUT_OF_ORDER = Rule(
    "S123", W, "节点先后颠倒", "节点计划{found}，早于前一个节点的{before}。",
    "核对节点序号和计划日期，改正写错的一个。",
)  # fmt: skip
NODES_MISSING = Rule(
    "S124", N, "工程没有节点", "任务类型是“{found}”，没有节点。",
    "列出开工、完工等节点，填在“节点计划”里。",
)  # fmt: skip
NODE_DONE_BEFORE_START = Rule(
    "S125", W, "节点完成早于任务开始", "节点实际完成{found}早于任务开始日期{start}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
NODE_STATE_DIFFERS = Rule(
    "S126", W, "节点状态与日期不一致", "状态是“{found}”，实际完成是“{done}”。",
    "改正状态，或补填、清空实际完成日期。",
)  # fmt: skip

# S127 to S129, what is asked of a chart
CHART_UNKNOWN = Rule(
    "S127", E, "没有这一种", "{what}没有“{found}”。",
    "改成其中一种：{choices}。",
)  # fmt: skip
NO_PRINTER = Rule(
    "S128", W, "没有出PDF", "没有Excel或LibreOffice，PDF和图片没有出。",
    "工作簿已经画好，用装了Excel的电脑打开，另存为PDF。",
)  # fmt: skip
PRINTED_OTHERWISE = Rule(
    "S129", W, "印出来的张数不对", "PDF有{found}张，应当是{wanted}张。",
    "打开工作簿看一下分页；多半是电脑上缺字体。",
)  # fmt: skip
NOT_INTO_BOOK = Rule(
    "S130", N, "这种图不放进台账", "{kind}一项任务一张表，共{count}张，没有放进台账。",
    "打开“挂图”文件夹里另存的那一份，看完照那一份打印。",
)  # fmt: skip

# S13, dates of records
PROBLEM_DUE_EARLY = Rule(
    "S131", E, "办理时限早于交办", "办理时限{found}早于交办日期{assigned}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
RECTIFY_EARLY = Rule(
    "S132", E, "整改期限早于督办", "整改期限{found}早于督办日期{when}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
INTO_BOOK = Rule(
    "S133", N, "作战图放进了台账", "作战图放在台账的工作表{sheets}。",
    "它们是出图那天的样子，不会跟着台账变；不要了，右键表签删除就行。",
)  # fmt: skip

# S14, dates in settings
CUTOFF_UNFIT = Rule(
    "S141", E, "截止日不在周期内", "报送截止日“{found}”，一个{kind}没有这一天。",
    "改成1到{most}之间的数。",
)  # fmt: skip
PLAN_REVERSED = Rule(
    "S142", E, "方案日期颠倒", "方案成文日期{issued}晚于截止日期{end}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
PERIOD_OTHER_KIND = Rule(
    "S143", W, "期次与周期不符", "报送周期是“{kind}”，本期期次是“{found}”。",
    "改“本期期次”或“报送周期”，使两者一致。",
)  # fmt: skip
PERIOD_STALE = Rule(
    "S144", N, "期次没有更新", "本期期次“{found}”已经过去{days}天。",
    "改“本期期次”为现在这一期。",
)  # fmt: skip
HOLIDAY_TWICE = Rule("S145", E, "同一天两种性质", "{found}既写放假，又写上班。", "删去写错的一行。")
CADENCE_UNREAD = Rule(
    "S146", E, "调度频次看不懂", "调度频次“{found}”看不懂，下发时不知道这一项几时该报。",
    "改成日、周、旬、半月、月、两月、季、半年、年或长期，几样并用写“月、季”。",
)  # fmt: skip
