"""N: sentences about 方案."""

from taizhang.core.issues import Rule, Severity

TEXT_MISSING = Rule(
    code="N101",
    severity=Severity.ERROR,
    title="方案里没有文字",
    message="没有读到文字。",
    hint="换一份有正文的文件，或把正文粘贴到记事本里另存后再拆解。",
)
OLD_WORD = Rule(
    code="N102",
    severity=Severity.ERROR,
    title="旧版 Word 文件",
    message="“{found}”是旧版 Word（.doc）或 WPS 文字文件，读不了。",
    hint="用 Word 或 WPS 打开它，另存为 .docx 后再拆解。",
)
SCANNED = Rule(
    code="N103",
    severity=Severity.ERROR,
    title="扫描件",
    message="“{found}”只有图像，没有可读的文字。",
    hint="找起草单位要电子版，或用识别软件转成 .docx，校对后再拆解。",
)
UNREADABLE = Rule(
    code="N104",
    severity=Severity.ERROR,
    title="文件打不开",
    message="“{found}”打不开，可能已损坏或设了密码。",
    hint="用 Word 或 WPS 打开，去掉密码另存为 .docx 后再拆解。",
)
KIND_UNKNOWN = Rule(
    code="N105",
    severity=Severity.ERROR,
    title="不认识的文件类型",
    message="“{found}”不是方案能用的文件类型。",
    hint="另存为 .docx、.txt、.html 或带文字的 .pdf 后再拆解。",
)
FILE_MISSING = Rule(
    code="N106",
    severity=Severity.ERROR,
    title="找不到文件",
    message="“{found}”不存在，或不是一个文件。",
    hint="核对文件名和所在的文件夹，再选一次。",
)
ISSUED_UNKNOWN = Rule(
    code="N111",
    severity=Severity.WARNING,
    title="没有成文日期",
    message="方案里没有成文日期，靠它推算的时限没有定下日期。",
    hint="填上成文日期再拆解一次，或逐条核对完成时限。",
)
SEVERAL_NOTICES = Rule(
    code="N112",
    severity=Severity.WARNING,
    title="一个文件里有几份通知",
    message="文件里有{count}份通知，各按自己的日期拆解。",
    hint="核对每份通知的起止，不需要的先从文件里删去。",
)
PLAN_YEAR_DIFFERS = Rule(
    code="N113",
    severity=Severity.NOTE,
    title="方案年度与成文年份不同",
    message="方案写{plan}年，成文于{issued}，无年份的按{plan}年算。",
    hint="核对没写年份的完成时限。",
)
FIRST_LEADS = Rule(
    code="N114",
    severity=Severity.NOTE,
    title="列第一位的为牵头单位",
    message="方案规定列第一位的为牵头单位，已照此拆解。",
    hint="核对牵头单位，集合名称列在首位的由你指定。",
)
SHARED_BY_ALL = Rule(
    code="N115",
    severity=Severity.NOTE,
    title="各项任务共同的责任单位",
    message="方案写明有些单位每项都要落实、不再列出。",
    hint="在责任单位里补上这些单位。",
)
NAMES_DROPPED = Rule(
    code="N116",
    severity=Severity.NOTE,
    title="姓名已换成职务",
    message="名单里的{count}个姓名没有带入任务，只留职务。",
    hint="核对责任领导一列的职务。",
)
TASKS_MISSING = Rule(
    code="N121",
    severity=Severity.ERROR,
    title="没有拆出任务",
    message="没有找到可以列入台账的任务。",
    hint="核对是否选错了文件，或在“方案拆解”表里手工录入。",
)
OWNER_MISSING = Rule(
    code="N122",
    severity=Severity.WARNING,
    title="任务没有责任单位",
    message="任务“{found}”没有写明责任单位。",
    hint="在“方案拆解”表里填上牵头单位。",
)
GROUP_OPEN = Rule(
    code="N123",
    severity=Severity.WARNING,
    title="“有关单位”不明确",
    message="“{found}”没有说明是哪些单位。",
    hint="写出具体单位，或请牵头单位提出名单。",
)
CLAUSE_LOST = Rule(
    code="N124",
    severity=Severity.WARNING,
    title="责任单位没有对应的任务",
    message="“{found}”不知道对应哪项任务。",
    hint="在“方案拆解”表里把这些单位填到相应任务。",
)
COVERED_BACKWARDS = Rule(
    code="N125",
    severity=Severity.NOTE,
    title="按末项的责任单位列入",
    message="任务“{found}”没有自己的责任单位，用了同级末项的。",
    hint="核对这一项的责任单位。",
)
PASSED_OVER = Rule(
    code="N126",
    severity=Severity.NOTE,
    title="要求未列为任务",
    message="这一段点了单位的名，但没有时限，未列为任务。",
    hint="需要督办的，在“方案拆解”表里添一行。",
)
NUMBER_SKIPPED = Rule(
    code="N127",
    severity=Severity.WARNING,
    title="编号不连续",
    message="“{before}”之后是“{after}”，中间缺号。",
    hint="对照原文核对有没有漏掉的条目。",
)
PAST_AT_ISSUE = Rule(
    code="N131",
    severity=Severity.WARNING,
    title="时限早于成文日期",
    message="“{found}”是{due}，早于成文日期{issued}。",
    hint="向起草单位核实，或填写新的完成时限。",
)
TWO_READINGS = Rule(
    code="N132",
    severity=Severity.WARNING,
    title="时限有两种读法",
    message="“{found}”可以是{readings}，先按{due}。",
    hint="选定一个日期填入完成时限。",
)
DUE_VAGUE = Rule(
    code="N133",
    severity=Severity.WARNING,
    title="时限没有日期",
    message="“{found}”没有说明到哪一天。",
    hint="填一个具体的完成时限，或在参数设置里定默认天数。",
)
YEAR_HIDDEN = Rule(
    code="N134",
    severity=Severity.WARNING,
    title="年份被遮盖",
    message="“{found}”看不出是哪一年。",
    hint="补上年份，填入完成时限。",
)
WEEKDAY_WRONG = Rule(
    code="N135",
    severity=Severity.WARNING,
    title="日期与星期不符",
    message="“{found}”的日期和星期对不上，先按日期。",
    hint="向起草单位核实是哪一天。",
)
DAY_IMPOSSIBLE = Rule(
    code="N136",
    severity=Severity.WARNING,
    title="没有这一天",
    message="“{found}”在日历上不存在。",
    hint="填写正确的完成时限。",
)
CALENDAR_UNKNOWN = Rule(
    code="N137",
    severity=Severity.WARNING,
    title="没有这一年的节假日",
    message="“{found}”按周一至周五算，还没有{year}年的放假安排。",
    hint="核对完成时限，放假安排公布后按实际工作日改。",
)
