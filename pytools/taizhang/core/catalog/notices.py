"""N: sentences about 方案: the file, the notice, its tasks and deadlines, its drafts."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# N10, the file
TEXT_MISSING = Rule(
    "N101", E, "方案里没有文字", "没有读到文字。",
    "换一份有正文的文件，或把正文粘贴到记事本里另存后再拆解。",
)  # fmt: skip
OLD_WORD = Rule(
    "N102", E, "旧版 Word 文件", "“{found}”是旧版 Word、WPS 或 .odt 文件，读不了。",
    "用 Word 或 WPS 打开它，另存为 .docx 后再拆解；装了 LibreOffice 的电脑能直接读。",
)  # fmt: skip
SCANNED = Rule(
    "N103", E, "扫描件", "“{found}”只有图像，没有可读的文字。",
    "找起草单位要电子版，或用识别软件转成 .docx，校对后再拆解。",
)  # fmt: skip
UNREADABLE = Rule(
    "N104", E, "文件打不开", "“{found}”打不开，可能已损坏或设了密码。",
    "用 Word 或 WPS 打开，去掉密码另存为 .docx 后再拆解。",
)  # fmt: skip
KIND_UNKNOWN = Rule(
    "N105", E, "不认识的文件类型", "“{found}”不是方案能用的文件类型。",
    "另存为 .docx、.doc、.wps、.odt、.rtf、.txt、.html、.mht 或带文字的 .pdf 后再拆解。",
)  # fmt: skip
FILE_MISSING = Rule(
    "N106", E, "找不到文件", "“{found}”不存在，或不是一个文件。",
    "核对文件名和所在的文件夹，再选一次。",
)  # fmt: skip
TOO_LONG = Rule(
    "N107", E, "文件太长", "“{found}”有{size}，能读的最多{most}，没有拆解。",
    "另存方案正文为单独的文件，太长的一段先分段，再拆解。",
)  # fmt: skip

# N11, the notice as a whole
ISSUED_UNKNOWN = Rule(
    "N111", W, "没有成文日期", "方案里没有成文日期，靠它推算的时限没有定下日期。",
    "填上成文日期再拆解一次，或逐条核对完成时限。",
)  # fmt: skip
SEVERAL_NOTICES = Rule(
    "N112", W, "一个文件里有几份通知", "文件里有{count}份通知，各按自己的日期拆解。",
    "核对每份通知的起止，不需要的先从文件里删去。",
)  # fmt: skip
PLAN_YEAR_DIFFERS = Rule(
    "N113", N, "方案年度与成文年份不同", "方案写{plan}年，成文于{issued}，无年份的按{plan}年算。",
    "核对没写年份的完成时限。",
)  # fmt: skip
FIRST_LEADS = Rule(
    "N114", N, "列第一位的为牵头单位", "方案规定列第一位的为牵头单位，已照此拆解。",
    "核对牵头单位，集合名称列在首位的由你指定。",
)  # fmt: skip
SHARED_BY_ALL = Rule(
    "N115", N, "各项任务共同的责任单位", "方案写明有些单位每项都要落实、不再列出。",
    "在责任单位里补上这些单位。",
)  # fmt: skip
NAMES_DROPPED = Rule(
    "N116", N, "姓名已换成职务", "名单里的{count}个姓名没有带入任务，只留职务。",
    "核对责任领导一列的职务。",
)  # fmt: skip

# N12, tasks and who answers for them
TASKS_MISSING = Rule(
    "N121", E, "没有拆出任务", "没有找到可以列入台账的任务。",
    "核对是否选错了文件，或在“方案拆解”表里手工录入。",
)  # fmt: skip
OWNER_MISSING = Rule(
    "N122", W, "任务没有责任单位", "任务“{found}”没有写明责任单位。",
    "在“方案拆解”表里填上牵头单位。",
)  # fmt: skip
GROUP_OPEN = Rule(
    "N123", W, "“有关单位”不明确", "“{found}”没有说明是哪些单位。",
    "写出具体单位，或请牵头单位提出名单。",
)  # fmt: skip
CLAUSE_LOST = Rule(
    "N124", W, "责任单位没有对应的任务", "“{found}”不知道对应哪项任务。",
    "在“方案拆解”表里把这些单位填到相应任务。",
)  # fmt: skip
COVERED_BACKWARDS = Rule(
    "N125", N, "按末项的责任单位列入", "任务“{found}”没有自己的责任单位，用了同级末项的。",
    "核对这一项的责任单位。",
)  # fmt: skip
PASSED_OVER = Rule(
    "N126", N, "要求未列为任务", "没有列为任务：{reason}。",
    "需要督办的，在“方案拆解”表里添一行。",
)  # fmt: skip
NUMBER_SKIPPED = Rule(
    "N127", W, "编号不连续", "“{before}”之后是“{after}”，中间缺号。",
    "对照原文核对有没有漏掉的条目。",
)  # fmt: skip

# N13, deadlines
PAST_AT_ISSUE = Rule(
    "N131", W, "时限早于成文日期", "“{found}”是{due}，早于成文日期{issued}。",
    "向起草单位核实，或填写新的完成时限。",
)  # fmt: skip
TWO_READINGS = Rule(
    "N132", W, "时限有两种读法", "“{found}”可以是{readings}，先按{due}。",
    "选定一个日期填入完成时限。",
)  # fmt: skip
DUE_VAGUE = Rule(
    "N133", W, "时限没有日期", "“{found}”没有说明到哪一天。",
    "填一个具体的完成时限；空着按方案截止日登记。",
)  # fmt: skip
YEAR_HIDDEN = Rule("N134", W, "年份被遮盖", "“{found}”看不出是哪一年。", "补上年份，填入完成时限。")
WEEKDAY_WRONG = Rule(
    "N135", W, "日期与星期不符", "“{found}”的日期和星期对不上，先按日期。",
    "向起草单位核实是哪一天。",
)  # fmt: skip
DAY_IMPOSSIBLE = Rule("N136", W, "没有这一天", "“{found}”在日历上不存在。", "填写正确的完成时限。")
CALENDAR_UNKNOWN = Rule(
    "N137", W, "没有这一年的节假日", "“{found}”按周一至周五算，还没有{year}年的放假安排。",
    "核对完成时限，放假安排公布后按实际工作日改。",
)  # fmt: skip

# N2, a draft before it enters the ledger
WHO_LEADS = Rule(
    "N202", W, "没有写谁牵头", "写了{found}，没有写谁牵头。",
    "在“牵头单位”里填上牵头的那一家。",
)  # fmt: skip
SEVERAL_LEAD = Rule(
    "N203", N, "几家牵头", "{found}一起牵头。",
    "需要分别报、分别亮灯的，在“各自牵头”选“是”。",
)  # fmt: skip
UNIT_NEW = Rule(
    "N205", W, "单位不在名册", "“{found}”不在单位名册（相近的：{near}）。",
    "改成全称；确是新单位就不改，登记时一并加进名册。",
)  # fmt: skip
ANCHORED = Rule(
    "N209", W, "时限从某件事算起", "“{found}”要从那件事的日期算起。",
    "核实那件事的日期后填“完成时限”。",
)  # fmt: skip
NOTHING_TO_REGISTER = Rule(
    "N211", N, "没有要登记的", "“方案拆解”里没有选定而未登记的任务。",
    "先点“拆解方案”，核对后在“采用”里选“是”。",
)  # fmt: skip
UNIT_ADDED = Rule(
    "N212", W, "名册里新加了单位", "“{found}”已加进单位名册。",
    "在“单位名册”补上类型和集合；写错了就改正并删掉这一行。",
)  # fmt: skip
NODE_UNREADABLE = Rule(
    "N213", E, "节点看不懂", "节点“{found}”看不懂，没有登记。",
    "写成 节点名称|2022-06-30，几个之间用；隔开。",
)  # fmt: skip
TARGET_RANGE = Rule(
    "N214", W, "目标是一个范围", "“{found}”是{low}到{high}，先按{low}。", "在“目标值”里定一个数。"
)
GROUP_NEW = Rule(
    "N215", W, "集合不在名册", "“{found}”是几家单位的总称，名册里没有单位属于这个集合。",
    "在“单位名册”里把属于它的单位的“集合”列写上这个名称；或把这一格改成各家的全称。",
)  # fmt: skip
REPORTING = Rule(
    "N216", N, "报送要求", "“{found}”只要求报进展，“采用”先选了“否”。",
    "对照它定“参数设置”里的报送周期；要登记就把“采用”改成“是”。",
)  # fmt: skip
NOTICE_BROKE = Rule(
    "N217", E, "程序没有拆成", "程序没能拆成这份方案，出了没有料到的错。",
    "找维护人员，带上这份方案和“出错记录.txt”；急用的，把任务填进清单载入。",
)  # fmt: skip

# N3, what reading had to choose
COUNT_DIFFERS = Rule(
    "N301", W, "项数与方案写的不同", "“{found}”写明{said}项，拆出{count}项。",
    "对照原文核对有没有漏拆或多拆的。",
)  # fmt: skip
FROM_GROUP = Rule(
    "N302", N, "按工作专班成员列入", "按专班成员列入，牵头的是第一副组长的单位。",
    "核对牵头单位；另有分工的在这里改。",
)  # fmt: skip
ROLE_ONLY = Rule(
    "N303", W, "只写了角色", "只写了“{found}”，没有说是哪家。",
    "写出具体单位。",
)  # fmt: skip
DUE_FROM_ABOVE = Rule(
    "N304", N, "时限取自上一级", "这一项没写时限，用了上一级的“{found}”。",
    "核对完成时限，不适用的清空。",
)  # fmt: skip
SEVERAL_TARGETS = Rule(
    "N305", N, "有几个量化指标", "有{count}个数，目标值先填“{found}”，另有{others}。",
    "核对目标值以哪个为准。",
)  # fmt: skip

# N34, what was read as no task
FROM_LEFT_OUT = Rule(
    "N340", N, "由未采用的段落改成", "这一条是从未采用的段落改来的，原先没有当任务（{reason}）。",
    "核对任务名称、单位和时限。",
)  # fmt: skip
ANSWER_UNKNOWN = Rule(
    "N341", W, "改为任务写得看不懂", "“改为任务”写的是“{found}”，没有改成草稿。",
    "写“是”就改成任务，不改就清空。",
)  # fmt: skip
NO_WORDS = Rule(
    "N342", W, "没有原文可改", "“改为任务”写了“是”，这一行却没有原文，没有改成草稿。",
    "补上“原文”一格，再点一次。",
)  # fmt: skip
LATER_DRAFTS = Rule(
    "N343", N, "刚改成的草稿还没有登记", "{count}段改成了草稿，这一次没有登记。",
    "在“方案拆解”里核对后，再点“登记入账”。",
)  # fmt: skip
PAGES_PICTURED = Rule(
    "N344", W, "有几页是扫描的", "第{pages}页是图像（共{count}页），没有读。",
    "找起草单位要电子版，或把这几页识别成文字后再拆解。",
)  # fmt: skip
PICTURES_UNREAD = Rule(
    "N345", N, "文件里有图片", "文件里有{count}张图片，图里的字没有读。",
    "核对图片里有没有任务，有的补进“方案拆解”。",
)  # fmt: skip
WORDS_BESIDE = Rule(
    "N346", N, "正文以外的文字没有当任务", "{where}共{count}处没有当任务，列在“未采用的段落”。",
    "核对里面有没有任务，有的写“是”。",
)  # fmt: skip
COUNT_UNSET = Rule(
    "N347", W, "没有写从哪天算起", "“{found}”没有写从哪天算起。",
    "填一个具体的完成时限。",
)  # fmt: skip
SEVERAL_DUES = Rule(
    "N348", N, "写了几个日期", "写了“{found}”，完成时限先用{due}。",
    "核对完成时限，不是这一天的改过来。",
)  # fmt: skip
PER_PERIOD = Rule(
    "N349", N, "目标是每期的量", "“{found}”是每期的量，先按{value}，全年合{whole}。",
    "选定“目标值”填每期的还是全年的。",
)  # fmt: skip
NODE_VAGUE = Rule(
    "N350", N, "节点没有日期", "“{found}”没有说明到哪一天，没有列为节点；完成时限另有日期。",
    "在“节点”里补上“名称|日期”，到期前才会提醒。",
)  # fmt: skip
