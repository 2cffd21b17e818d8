"""L4 to L8: what the checks of the ledger say of its tasks, its texts, its records and rules."""

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
    "L405", E, "单位没有写全称", "“{found}”不是全称，报送表发不到“{full}”。",
    "改为全称“{full}”。",
)  # fmt: skip
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
    "L411", E, "单位名称连着写", "“{found}”是几家单位连着写的，分不开。",
    "改用顿号隔开单位名称。",
)  # fmt: skip
ROSTER_TWICE = Rule(
    "L421", E, "单位登记了两次", "“{found}”在名册里登记了不止一次。",
    "删去重复的一行，把别名并到留下的一行。",
)  # fmt: skip
ALIAS_SHARED = Rule(
    "L422", E, "别名分不清", "“{found}”同时指{units}，分不清是哪家。",
    "删去其中一家的这个别名。",
)  # fmt: skip
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
    "L501", E, "不在下拉选项里", "“{found}”不在选项（{options}）里。",
    "选下拉里的一个。",
)  # fmt: skip
ONLY_YES = Rule(
    "L502", E, "这一列只认“是”", "“{found}”会被当作“是”，这一列只填“是”。",
    "改成“是”；不是的清空这一格。",
)  # fmt: skip
MUST_FILL = Rule("L503", E, "必填格空着", "必填的“{label}”空着。", "补填这一格。")
SHARE_UNFIT = Rule(
    "L504", E, "进度超出范围", "进度“{found}”不在0到100%之间。",
    "改成百分数，如 80%。",
)  # fmt: skip
NEGATIVE = Rule("L505", W, "负数", "“{found}”是负数。", "核对后改成正数，或清空。")
TARGET_ZERO = Rule(
    "L506", W, "目标值是零", "目标值是“{found}”，算不出完成比例。",
    "改成要完成的数；没有数量要求的清空。",
)  # fmt: skip
FORMULA_BROKEN = Rule(
    "L507", E, "公式出错", "格子里是出错的公式（{found}）。",
    "改正公式，或直接填值。",
)  # fmt: skip
PARENT_UNKNOWN = Rule(
    "L511", E, "上级编号不存在", "上级编号“{found}”不在任务台账里。",
    "改成台账里有的任务编号；没有上级的清空。",
)  # fmt: skip
PARENT_CIRCLE = Rule(
    "L512", E, "上级编号绕成圈", "顺着上级编号“{found}”又绕回了这项任务。",
    "改正上级编号；最上一级的任务清空这一格。",
)  # fmt: skip
ID_UNFIT = Rule(
    "L513", W, "编号像节点的写法", "编号“{found}”里有“#”，和节点的写法分不开。",
    "改用字母、数字和短横；已经下发的这一期收完再改。",
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
    "L518", E, "节点序号重复", "任务“{task}”有两个序号是“{found}”的节点。",
    "改成没有用过的序号。",
)  # fmt: skip
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
    "L603", W, "完成了没有佐证", "进度“{found}”，没有佐证材料。",
    "补填“佐证材料”的名称。",
)  # fmt: skip
REQUEST_UNDONE = Rule(
    "L604", E, "没完成就申请销号", "办理环节是“{found}”，进度只有{progress}。",
    "核对进度；没有完成的，办理环节改回“办理中”。",
)  # fmt: skip
CLOSED_WITHOUT_DATE = Rule(
    "L605", W, "销号没有日期", "办理环节是“{found}”，没有销号日期。",
    "补填“销号日期”。",
)  # fmt: skip
DATE_WITHOUT_CLOSED = Rule(
    "L606", W, "有销号日期没有销号", "销号日期是{found}，办理环节是“{stage}”。",
    "改办理环节为“已销号”；没有销号的清空日期。",
)  # fmt: skip
CLOSED_UNDONE = Rule(
    "L607", E, "没完成就销号", "已销号，进度只有{found}。",
    "核对进度；没有完成的，改回办理环节并清空销号日期。",
)  # fmt: skip
CLOSED_WITHOUT_EVIDENCE = Rule(
    "L608", W, "销号没有佐证", "“{found}”已销号，没有佐证材料。",
    "补填“佐证材料”，备查。",
)  # fmt: skip
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
    "L615", W, "目标没有计量单位", "目标值“{found}”没有计量单位。",
    "补填“计量单位”，如户、万元。",
)  # fmt: skip
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
STRETCH_BELOW = Rule(
    "L622", W, "奋斗目标低于保底", "奋斗目标{found}没有超过保底目标{target}。",
    "核对两个目标，写反了的换过来；越少越好的指标，在“备注”里写明。",
)  # fmt: skip

# L7, texts of the ledger
EMPTY_PHRASE = Rule(
    "L701", W, "只有套话", "“{found}”没有说做了什么。",
    "改写成做了哪些事、到了哪一步、还差什么。",
)  # fmt: skip
OVERDUE_NO_REASON = Rule(
    "L702", W, "超期没有原因", "应于{due}完成，已超期，“存在问题”空着。",
    "补填没有按期完成的原因。",
)  # fmt: skip
OVERDUE_NO_STEP = Rule(
    "L703", W, "超期没有措施", "应于{due}完成，已超期，“下一步措施”空着。",
    "补填下一步怎么办、何时完成。",
)  # fmt: skip
TEXT_OF_OTHERS = Rule(
    "L704", W, "进展与别家雷同", "“{found}”与“{other}”的一字不差。",
    "核对是谁抄谁的，改成本任务的进展。",
)  # fmt: skip
PROGRESS_WITHOUT_TEXT = Rule(
    "L705", W, "有进度没有进展", "进度是{found}，“最新进展”空着。",
    "补填最新进展。",
)  # fmt: skip
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
    "L710", W, "进展写在别处", "“{found}”打印出来看不到内容。",
    "改写成具体进展。",
)  # fmt: skip
CLAIMS_FUTURE = Rule(
    "L711", W, "没到的日子写成已发生", "“{found}”的日子还没有到。",
    "核对日期，改正文字。",
)  # fmt: skip
ID_NUMBER = Rule(
    "L712", W, "文字里有身份证号", "文字里有身份证号“{found}”，会印到挂图和通报上。",
    "删去身份证号。",
)  # fmt: skip

# L8, records and rules
PROBLEM_NO_UNIT = Rule(
    "L801", W, "问题没有交办单位", "办理环节是“{found}”，没有交办单位。",
    "补填“交办单位”。",
)  # fmt: skip
PROBLEM_NO_DUE = Rule(
    "L802", W, "问题没有时限", "已交办给“{found}”，没有办理时限。",
    "补填“办理时限”。",
)  # fmt: skip
PROBLEM_NO_RESULT = Rule(
    "L803", W, "销号没有结果", "问题“{found}”已销号，没有办理结果。",
    "补填“办理结果”。",
)  # fmt: skip
PROBLEM_NO_CLOSING_DAY = Rule(
    "L804", W, "问题销号没有日期", "办理环节是“{found}”，没有销号日期。",
    "补填“销号日期”。",
)  # fmt: skip
PROBLEM_DAY_NOT_CLOSED = Rule(
    "L805", W, "问题有日期没销号", "销号日期是{found}，办理环节是“{stage}”。",
    "改办理环节为已销号的那个；没有销号的清空日期。",
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
    "L808", W, "销号没有复核人", "问题“{found}”已销号，没有复核人。",
    "补填“复核人”。",
)  # fmt: skip
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
