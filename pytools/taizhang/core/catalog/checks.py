"""What the checks say of the ledger (L4–L8), its dates (S1) and returned forms (F6–F8).

L4 units, L5 cells and numbers of rows, L6 progress and closing, L7 texts, L8 records and rules.
S10 tasks, S12 nodes, S13 records, S14 settings. F6 progress and closing, F7 texts, F8 nodes.
"""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# L4, who answers for it
LEAD_IS_HELPER = Rule(
    "L401", E, "牵头又是责任单位", "“{found}”既牵头，又列在责任单位里。",
    "删去“责任单位”里的“{found}”。",
)  # fmt: skip
SEVERAL_LEADS = Rule(
    "L402", W, "几家牵头", "“{found}”都牵头，没有写明各自牵头。",
    "留一家牵头，其余移到“责任单位”；分头办的在“各自牵头”选“是”。",
)  # fmt: skip
EACH_OF_ONE = Rule(
    "L403", W, "各自牵头只有一家", "选了各自牵头，牵头单位只有“{found}”。",
    "补上其他牵头单位，或清空“各自牵头”。",
)  # fmt: skip
UNIT_TWICE = Rule("L404", W, "单位写重了", "“{found}”写了不止一次。", "删去重复的单位名称。")
UNIT_BY_ALIAS = Rule(
    "L405", E, "单位没有写全称", "“{found}”不是全称，报送表发不到“{full}”。", "改为全称“{full}”。"
)
GROUP_BY_NAME = Rule(
    "L406", W, "单位只写了总称", "“{found}”是{count}家单位的总称，报送表发不到它们。",
    "改为逐家列出全称（{members}），用顿号隔开。",
)  # fmt: skip
LEAD_DOES_NOT_REPORT = Rule(
    "L407", W, "牵头单位不报送", "牵头的“{found}”在名册里不报送，没人报这一项。",
    "改“单位名册”里它的“是否报送”为“是”，或换一家牵头。",
)  # fmt: skip
LEADER_MISSING = Rule(
    "L408", N, "重点任务没有责任领导", "督办类别是“{found}”，没有责任领导。",
    "补填“责任领导”，写职务。",
)  # fmt: skip
PHONE_MALFORMED = Rule(
    "L409", W, "电话号码不对", "“{found}”不像电话号码。",
    "改成手机号或带区号的座机号，几个号码用顿号隔开。",
)  # fmt: skip
NODE_UNIT_STRANGE = Rule(
    "L410", W, "节点单位不在任务里", "节点的“{found}”不是任务“{task}”的责任单位。",
    "改为该任务的牵头或责任单位，或在任务里补上它。",
)  # fmt: skip
NAMES_JOINED = Rule(
    "L411", E, "单位名称连着写", "“{found}”是几家单位连着写的，分不开。", "改用顿号隔开单位名称。"
)
ROSTER_TWICE = Rule(
    "L421", E, "单位登记了两次", "“{found}”在名册里登记了不止一次。",
    "删去重复的一行，把别名并到留下的一行。",
)  # fmt: skip
ALIAS_SHARED = Rule(
    "L422", E, "别名分不清", "“{found}”同时指{units}，分不清是哪家。", "删去其中一家的这个别名。"
)
UNIT_IDLE = Rule(
    "L423", N, "单位没有任务", "“{found}”要报送，却没有一项任务。",
    "核对任务里是否漏列了它；确实没有的，“是否报送”改为“否”。",
)  # fmt: skip
CONTACTS_MISSING = Rule(
    "L424", N, "联系电话没有登记", "有{count}家报送单位没有登记联系电话。",
    "补填“联系电话”，催报时用。",
)  # fmt: skip

# L5, cells and what names a row
NOT_IN_LIST = Rule(
    "L501", E, "不在下拉选项里", "“{found}”不在选项（{options}）里。", "选下拉里的一个。"
)
ONLY_YES = Rule(
    "L502", E, "这一列只认“是”", "“{found}”会被当作“是”，这一列只填“是”。",
    "改成“是”；不是的清空这一格。",
)  # fmt: skip
MUST_FILL = Rule("L503", E, "必填格空着", "必填的“{label}”空着。", "补填这一格。")
SHARE_UNFIT = Rule(
    "L504", E, "进度超出范围", "进度“{found}”不在0到100%之间。", "改成百分数，如 80%。"
)
NEGATIVE = Rule("L505", W, "负数", "“{found}”是负数。", "核对后改成正数，或清空。")
TARGET_ZERO = Rule(
    "L506", W, "目标值是零", "目标值是“{found}”，算不出完成比例。",
    "改成要完成的数；没有数量要求的清空。",
)  # fmt: skip
FORMULA_BROKEN = Rule(
    "L507", E, "公式出错", "格子里是出错的公式（{found}）。", "改正公式，或直接填值。"
)
PARENT_UNKNOWN = Rule(
    "L511", E, "上级编号不存在", "上级编号“{found}”不在任务台账里。",
    "改成台账里有的任务编号；没有上级的清空。",
)  # fmt: skip
PARENT_CIRCLE = Rule(
    "L512", E, "上级编号绕成圈", "顺着上级编号“{found}”又绕回了这项任务。",
    "改正上级编号；最上一级的任务清空这一格。",
)  # fmt: skip
ID_UNFIT = Rule(
    "L513", E, "编号里有不能用的符号", "编号“{found}”里有“#”或“|”，程序要用这两个符号。",
    "改用字母、数字和短横。",
)  # fmt: skip
SAME_TASK_TWICE = Rule(
    "L514", W, "任务可能登记了两次", "与“{other}”的任务名称、牵头单位都相同。",
    "核对是不是同一项任务；是就删去一行，不是就把名称写开。",
)  # fmt: skip
NAME_TOO_LONG = Rule(
    "L515", N, "任务名称太长", "任务名称有{count}个字，挂图上排不下。",
    "缩短到{most}个字以内，详细要求写到“工作内容与标准”。",
)  # fmt: skip
NODE_WITHOUT_TASK = Rule(
    "L516", E, "节点没有对应的任务", "任务编号“{found}”不在任务台账里。",
    "改正任务编号；任务已删去的，删去这个节点。",
)  # fmt: skip
LINK_UNKNOWN = Rule(
    "L517", W, "关联任务不存在", "关联的任务“{found}”不在任务台账里。",
    "改成台账里有的任务编号，或清空。",
)  # fmt: skip
NODE_TWICE = Rule(
    "L518", E, "节点序号重复", "任务“{task}”有两个序号是“{found}”的节点。", "改成没有用过的序号。"
)
PROBLEM_TWICE = Rule(
    "L519", E, "问题编号重复", "问题编号“{found}”出现了不止一次。",
    "换一个没有用过的编号。",
)  # fmt: skip

# L6, progress and closing
DONE_WITHOUT_DATE = Rule(
    "L601", W, "完成了没有日期", "进度“{found}”，没有实际完成日期。",
    "补填“实际完成日期”；没有完成的改正进度。",
)  # fmt: skip
DATE_WITHOUT_DONE = Rule(
    "L602", W, "有完成日期没到百分之百", "实际完成日期是{found}，进度只有{progress}。",
    "核对是否完成；完成的改进度为 100%，没有完成的清空日期。",
)  # fmt: skip
DONE_WITHOUT_EVIDENCE = Rule(
    "L603", W, "完成了没有佐证", "进度“{found}”，没有佐证材料。", "补填“佐证材料”的名称。"
)
REQUEST_UNDONE = Rule(
    "L604", E, "没完成就申请销号", "办理环节是“{found}”，进度只有{progress}。",
    "核对进度；没有完成的，办理环节改回“办理中”。",
)  # fmt: skip
CLOSED_WITHOUT_DATE = Rule(
    "L605", W, "销号没有日期", "办理环节是“{found}”，没有销号日期。", "补填“销号日期”。"
)
DATE_WITHOUT_CLOSED = Rule(
    "L606", W, "有销号日期没有销号", "销号日期是{found}，办理环节是“{stage}”。",
    "改办理环节为“已销号”；没有销号的清空日期。",
)  # fmt: skip
CLOSED_UNDONE = Rule(
    "L607", E, "没完成就销号", "已销号，进度只有{found}。",
    "核对进度；没有完成的，改回办理环节并清空销号日期。",
)  # fmt: skip
CLOSED_WITHOUT_EVIDENCE = Rule(
    "L608", W, "销号没有佐证", "“{found}”已销号，没有佐证材料。", "补填“佐证材料”，备查。"
)
PAUSED_WITHOUT_REASON = Rule(
    "L609", W, "暂缓没有依据", "办理环节是“{found}”，备注和存在问题都空着。",
    "写明原因和批准人，填在“备注”里。",
)  # fmt: skip
EXTENDED_SAME_DUE = Rule(
    "L610", W, "延期没有新时限", "办理环节是“{found}”，完成时限还是原定的{due}。",
    "改“完成时限”为批准的新日期，“原定时限”不动。",
)  # fmt: skip
TARGET_MET_UNDONE = Rule(
    "L611", W, "目标达到进度没到", "完成值{found}已到目标值{target}，进度只有{progress}。",
    "核对完成值和进度，改正其中一个。",
)  # fmt: skip
DONE_BELOW_TARGET = Rule(
    "L612", W, "进度到了目标没到", "进度已到100%，完成值{found}不到目标值{target}。",
    "核对完成值和进度，改正其中一个。",
)  # fmt: skip
RATIO_FAR = Rule(
    "L613", N, "完成值与进度相差大", "完成值折合{found}，进度填的是{progress}。",
    "核对完成值是不是累计数，进度是不是按它算的。",
)  # fmt: skip
FAR_OVER_TARGET = Rule(
    "L614", W, "完成值远超目标", "完成值{found}是目标值{target}的{times}倍。",
    "核对计量单位，看是不是把万元填成了元。",
)  # fmt: skip
MEASURE_MISSING = Rule(
    "L615", W, "目标没有计量单位", "目标值“{found}”没有计量单位。", "补填“计量单位”，如户、万元。"
)
CHILDREN_OVER_PARENT = Rule(
    "L616", W, "下级目标超过上级", "下级任务的目标合计{found}，超过本级的{target}。",
    "核对目标的分解，改正写错的一个。",
)  # fmt: skip
PARTS_OVER_WHOLE = Rule(
    "L617", W, "各家之和超过总数", "配合单位的完成值合计{found}，超过总的{whole}。",
    "核对有没有重复计算，总数是不是最新的。",
)  # fmt: skip
CHILD_UNDONE = Rule(
    "L618", W, "上级完成下级没完成", "进度已到100%，下级任务“{found}”还没有完成。",
    "核对下级任务，改正进度。",
)  # fmt: skip
NOT_BEGUN_WITH_PROGRESS = Rule(
    "L619", W, "没启动却有进度", "办理环节是“{found}”，进度是{progress}。",
    "改办理环节为“办理中”，或清空进度。",
)  # fmt: skip
DONE_WITH_OPEN_NODES = Rule(
    "L620", W, "任务完成节点没完成", "进度已到100%，节点“{found}”没有实际完成日期。",
    "补填节点的“实际完成”，或改正任务进度。",
)  # fmt: skip
NODES_DONE_TASK_NOT = Rule(
    "L621", N, "节点都完成任务没完成", "{count}个节点都完成了，任务进度是{progress}。",
    "核对任务是否完成；没有完成的，补上后面的节点。",
)  # fmt: skip

# L7, texts of the ledger
EMPTY_PHRASE = Rule(
    "L701", W, "只有套话", "“{found}”没有说做了什么。", "改写成做了哪些事、到了哪一步、还差什么。"
)
OVERDUE_NO_REASON = Rule(
    "L702", W, "超期没有原因", "应于{due}完成，已超期，“存在问题”空着。", "补填没有按期完成的原因。"
)
OVERDUE_NO_STEP = Rule(
    "L703", W, "超期没有措施", "应于{due}完成，已超期，“下一步措施”空着。",
    "补填下一步怎么办、何时完成。",
)  # fmt: skip
TEXT_OF_OTHERS = Rule(
    "L704", W, "进展与别家雷同", "“{found}”与“{other}”的一字不差。",
    "核对是谁抄谁的，改成本任务的进展。",
)  # fmt: skip
PROGRESS_WITHOUT_TEXT = Rule(
    "L705", W, "有进度没有进展", "进度是{found}，“最新进展”空着。", "补填最新进展。"
)
AMOUNT_DIFFERS = Rule(
    "L706", W, "文字与完成值不一致", "文字里是“{found}”，完成值是{value}。",
    "核对哪个对，改正文字或完成值。",
)  # fmt: skip
SHARE_DIFFERS = Rule(
    "L707", W, "文字与进度不一致", "文字里是“{found}”，进度是{value}。",
    "核对哪个对，改正文字或进度。",
)  # fmt: skip
SAYS_DONE = Rule(
    "L708", W, "文字说完成进度没到", "文字里是“{found}”，进度只有{value}。",
    "核对是否完成，改正文字或进度。",
)  # fmt: skip
SAYS_NOT_BEGUN = Rule(
    "L709", W, "文字说没启动却有进度", "文字里是“{found}”，进度是{value}。",
    "核对是否启动，改正文字或进度。",
)  # fmt: skip
TEXT_ELSEWHERE = Rule(
    "L710", W, "进展写在别处", "“{found}”打印出来看不到内容。", "改写成具体进展。"
)
CLAIMS_FUTURE = Rule(
    "L711", W, "没到的日子写成已发生", "“{found}”的日子还没有到。", "核对日期，改正文字。"
)
ID_NUMBER = Rule(
    "L712", W, "文字里有身份证号", "文字里有身份证号“{found}”，会印到挂图和通报上。",
    "删去身份证号。",
)  # fmt: skip

# L8, records and rules
PROBLEM_NO_UNIT = Rule(
    "L801", W, "问题没有交办单位", "办理环节是“{found}”，没有交办单位。", "补填“交办单位”。"
)
PROBLEM_NO_DUE = Rule(
    "L802", W, "问题没有时限", "已交办给“{found}”，没有办理时限。", "补填“办理时限”。"
)
PROBLEM_NO_RESULT = Rule(
    "L803", W, "销号没有结果", "问题“{found}”已销号，没有办理结果。", "补填“办理结果”。"
)
PROBLEM_NO_CLOSING_DAY = Rule(
    "L804", W, "问题销号没有日期", "办理环节是“{found}”，没有销号日期。", "补填“销号日期”。"
)
PROBLEM_DAY_NOT_CLOSED = Rule(
    "L805", W, "问题有日期没销号", "销号日期是{found}，办理环节是“{stage}”。",
    "改办理环节为“问题销号”；没有销号的清空日期。",
)  # fmt: skip
PROBLEM_OVERDUE = Rule(
    "L806", W, "问题超期未办结", "应于{due}办结，已超期{days}天，没有办理结果。",
    "问交办单位办到哪一步，填“办理结果”。",
)  # fmt: skip
UNSATISFIED_CLOSED = Rule(
    "L807", W, "不满意却销号", "满意度是“{found}”，问题已销号。",
    "核对是否要退回重办；要的话改回办理环节。",
)  # fmt: skip
REVIEWER_MISSING = Rule(
    "L808", W, "销号没有复核人", "问题“{found}”已销号，没有复核人。", "补填“复核人”。"
)
REPLY_MISSING = Rule(
    "L811", W, "督办没有回复", "“{found}”的整改期限{due}已过，没有回复。",
    "问对象单位整改情况，填“回复情况”。",
)  # fmt: skip
RULE_UNREACHABLE = Rule(
    "L821", W, "亮灯规则用不上", "规则“{found}”排在没有条件的“{other}”后面，永远用不上。",
    "移到“{other}”上面。",
)  # fmt: skip
RECORD_SAME_TEXT = Rule(
    "L831", W, "连续几期一字未改", "“{unit}”连续{count}期报的是“{found}”。",
    "问该单位有没有新的进展，没有的写明原因。",
)  # fmt: skip
RECORD_PROGRESS_FELL = Rule(
    "L832", W, "进度比上期低", "“{unit}”上期报{before}，本期报{found}。",
    "问该单位哪一期报错了，改正台账。",
)  # fmt: skip
RECORD_PROGRESS_JUMPED = Rule(
    "L833", W, "进度一期涨得多", "“{unit}”由{before}报到{found}，一期涨了{points}个百分点。",
    "核对佐证材料，必要时到现场看。",
)  # fmt: skip
RECORD_VALUE_FELL = Rule(
    "L834", W, "完成值比上期少", "“{unit}”上期报{before}，本期报{found}。",
    "核对是不是把累计数填成了本期数。",
)  # fmt: skip
LEVEL_UNKNOWN = Rule(
    "L841", W, "级别看不懂", "规则{code}的级别“{found}”看不懂，按原来的用。",
    "选错误、警告、提示、关闭中的一个，或清空。",
)  # fmt: skip

# S1, dates
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
    "S109", N, "频次比工期长", "每{found}调度一次，工期只有{days}天。", "改成短一些的调度频次。"
)
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
PROBLEM_DUE_EARLY = Rule(
    "S131", E, "办理时限早于交办", "办理时限{found}早于交办日期{assigned}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
RECTIFY_EARLY = Rule(
    "S132", E, "整改期限早于督办", "整改期限{found}早于督办日期{when}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
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
    "S144", N, "期次没有更新", "本期期次“{found}”已经过去{days}天。", "改“本期期次”为现在这一期。"
)
HOLIDAY_TWICE = Rule("S145", E, "同一天两种性质", "{found}既写放假，又写上班。", "删去写错的一行。")

# F6, progress and closing as reported
PROGRESS_FELL = Rule(
    "F601", W, "进度比上期低", "上期是{before}，这次报{found}。", "请该单位核对，写明倒退的原因。"
)
PROGRESS_JUMPED = Rule(
    "F602", W, "进度一期涨得多", "上期是{before}，这次报{found}，涨了{points}个百分点。",
    "核对佐证材料；属实的不用改。",
)  # fmt: skip
VALUE_FELL = Rule(
    "F603", W, "完成值比上期少", "上期是{before}，这次报{found}。",
    "请该单位核对是不是把累计数填成了本期数。",
)  # fmt: skip
REPORT_DONE_NO_EVIDENCE = Rule(
    "F604", W, "完成了没有佐证", "进度报{found}，没有写佐证材料。", "请该单位补报佐证材料的名称。"
)
REQUEST_BELOW_FULL = Rule(
    "F605", E, "没完成就申请销号", "申请销号，进度只有{found}。",
    "请该单位核对进度；没有完成的，清空“申请销号”。",
)  # fmt: skip
REQUEST_NO_EVIDENCE = Rule(
    "F606", W, "申请销号没有佐证", "申请销号选了“{found}”，没有写佐证材料。",
    "请该单位补报佐证材料的名称。",
)  # fmt: skip
REQUEST_OPEN_NODES = Rule(
    "F607", W, "节点没完成就申请销号", "申请销号，节点“{found}”没有实际完成日期。",
    "请该单位补报节点的实际完成日期。",
)  # fmt: skip
DONE_NOT_REQUESTED = Rule(
    "F608", N, "完成了没有申请销号", "进度报{found}，没有申请销号。",
    "问该单位是否申请销号。",
)  # fmt: skip
REPORT_TARGET_MET = Rule(
    "F609", W, "目标达到进度没到", "完成值{found}已到目标值{target}，进度只报{progress}。",
    "请该单位核对完成值和进度。",
)  # fmt: skip
REPORT_BELOW_TARGET = Rule(
    "F610", W, "进度到了目标没到", "进度报100%，完成值{found}不到目标值{target}。",
    "请该单位核对完成值和进度。",
)  # fmt: skip
REPORT_RATIO_FAR = Rule(
    "F611", N, "完成值与进度相差大", "完成值折合{found}，进度报的是{progress}。",
    "请该单位核对完成值是不是累计数。",
)  # fmt: skip
REPORT_FAR_OVER = Rule(
    "F612", W, "完成值远超目标", "完成值{found}是目标值{target}的{times}倍。",
    "请该单位核对计量单位，看是不是把万元填成了元。",
)  # fmt: skip
PARTS_EXCEED = Rule(
    "F613", W, "各家之和超过总数", "配合单位报的合计{found}，超过牵头单位报的{whole}。",
    "核对有没有重复计算，请牵头单位更新总数。",
)  # fmt: skip
CLOSED_TASK_REPORTED = Rule(
    "F614", W, "已销号的任务又改了", "任务“{found}”已销号，又报了新内容。",
    "核对要不要重新启动；不要的话不用采用。",
)  # fmt: skip
HELPER_REQUEST = Rule(
    "F615", N, "配合单位申请销号", "“{found}”是配合单位，它的销号申请没有采用。",
    "问牵头单位是否申请销号。",
)  # fmt: skip

# F7, texts as reported
REPORT_EMPTY_PHRASE = Rule(
    "F701", W, "只有套话", "“{found}”没有说做了什么。",
    "请该单位写清做了哪些事、到了哪一步、还差什么。",
)  # fmt: skip
REPORT_SAME_TEXT = Rule(
    "F702", W, "与上期一字不差", "“{found}”与上期报的一字不差。",
    "请该单位补报新的进展；没有进展的写明原因。",
)  # fmt: skip
REPORT_OF_OTHERS = Rule(
    "F703", W, "与别家一字不差", "“{found}”与“{unit}”报的一字不差。",
    "请两家核对，各写各的进展。",
)  # fmt: skip
REPORT_PASTED = Rule(
    "F704", N, "几项任务写得一样", "“{found}”与任务“{other}”写得一字不差。",
    "请该单位分开写每项任务的进展。",
)  # fmt: skip
REPORT_OVERDUE_NO_REASON = Rule(
    "F705", W, "超期没有原因", "应于{due}完成，已超期，没有写存在问题。",
    "请该单位补报没有按期完成的原因。",
)  # fmt: skip
REPORT_OVERDUE_NO_STEP = Rule(
    "F706", W, "超期没有措施", "应于{due}完成，已超期，没有写下一步措施。",
    "请该单位补报下一步怎么办、何时完成。",
)  # fmt: skip
REPORT_AMOUNT_DIFFERS = Rule(
    "F707", W, "文字与完成值不一致", "文字里是“{found}”，完成值报{value}。",
    "请该单位核对，改正文字或完成值。",
)  # fmt: skip
REPORT_SHARE_DIFFERS = Rule(
    "F708", W, "文字与进度不一致", "文字里是“{found}”，进度报{value}。",
    "请该单位核对，改正文字或进度。",
)  # fmt: skip
REPORT_SAYS_DONE = Rule(
    "F709", W, "文字说完成进度没到", "文字里是“{found}”，进度只报{value}。",
    "请该单位核对是否完成。",
)  # fmt: skip
REPORT_SAYS_NOT_BEGUN = Rule(
    "F710", W, "文字说没启动却有进度", "文字里是“{found}”，进度报{value}。",
    "请该单位核对是否启动。",
)  # fmt: skip
REPORT_ELSEWHERE = Rule(
    "F711", W, "进展写在别处", "“{found}”打印出来看不到内容。", "请该单位把具体进展写进这一格。"
)
REPORT_CLAIMS_FUTURE = Rule(
    "F712", W, "没到的日子写成已发生", "“{found}”的日子还没有到。", "请该单位核对日期。"
)
REPORT_ID_NUMBER = Rule(
    "F713", W, "文字里有身份证号", "文字里有身份证号“{found}”，会印到挂图和通报上。",
    "删去身份证号，并提醒该单位。",
)  # fmt: skip
REPORT_NO_PROGRESS = Rule(
    "F714", W, "没有进展没有原因", "写的是“{found}”，没有说原因。",
    "请该单位补报没有进展的原因。",
)  # fmt: skip
PROBLEM_WITHOUT_STEP = Rule(
    "F715", N, "有问题没有措施", "提了“{found}”，没有写下一步措施。", "请该单位补报打算怎么解决。"
)
HELPER_EMPTY_PHRASES = Rule(
    "F716", N, "配合任务只有套话", "有{count}项配合任务只写了“{found}”一类的话。",
    "请该单位写清本单位做了什么。",
)  # fmt: skip

# F8, nodes and people as reported
NODE_DONE_IN_FUTURE = Rule(
    "F801", E, "节点完成日期没到", "实际完成{found}还没有到。",
    "请该单位改成实际完成的那一天；没有完成的空着。",
)  # fmt: skip
NODE_DONE_EARLY = Rule(
    "F802", W, "节点完成早于任务开始", "实际完成{found}早于任务开始日期{start}。",
    "请该单位核对日期，看年份是不是写错了。",
)  # fmt: skip
NODE_SKIPPED = Rule(
    "F803", N, "后面的节点先完成", "这个节点完成了，前面的“{found}”没有完成。",
    "请该单位核对前面的节点是否漏报。",
)  # fmt: skip
NODE_OVERDUE_SILENT = Rule(
    "F804", W, "节点超期没有说明", "节点应于{due}完成，没有完成日期，也没有说明。",
    "请该单位补报完成日期，或在备注里写明原因。",
)  # fmt: skip
FILLER_PHONE_MALFORMED = Rule(
    "F805", N, "填报人电话不对", "填报人电话“{found}”不像电话号码。",
    "问清电话；需要时按单位名册联系。",
)  # fmt: skip
NODE_DATE_CHANGED = Rule(
    "F806", W, "改了报过的完成日期", "报过{before}完成，这次改成{found}。",
    "问该单位为什么改，以佐证材料为准。",
)  # fmt: skip
