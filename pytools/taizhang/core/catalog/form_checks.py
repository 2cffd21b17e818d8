"""F6 to F8: what the checks of forms say of progress, texts, nodes and people as reported."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# F6, progress and closing as reported
PROGRESS_FELL = Rule(
    "F601", W, "进度比上期低", "上期是{before}，这次报{found}。",
    "请该单位核对，写明倒退的原因。",
)  # fmt: skip
PROGRESS_JUMPED = Rule(
    "F602", W, "进度一期涨得多", "上期是{before}，这次报{found}，涨了{points}个百分点。",
    "核对佐证材料；属实的不用改。",
)  # fmt: skip
VALUE_FELL = Rule(
    "F603", W, "完成值比上期少", "上期是{before}，这次报{found}。",
    "请该单位核对是不是把累计数填成了本期数。",
)  # fmt: skip
REPORT_DONE_NO_EVIDENCE = Rule(
    "F604", W, "完成了没有佐证", "进度报{found}，没有写佐证材料。",
    "请该单位补报佐证材料的名称。",
)  # fmt: skip
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
    "F711", W, "进展写在别处", "“{found}”打印出来看不到内容。",
    "请该单位把具体进展写进这一格。",
)  # fmt: skip
REPORT_CLAIMS_FUTURE = Rule(
    "F712", W, "没到的日子写成已发生", "“{found}”的日子还没有到。",
    "请该单位核对日期。",
)  # fmt: skip
REPORT_ID_NUMBER = Rule(
    "F713", W, "文字里有身份证号", "文字里有身份证号“{found}”，会印到挂图和通报上。",
    "删去身份证号，并提醒该单位。",
)  # fmt: skip
REPORT_NO_PROGRESS = Rule(
    "F714", W, "没有进展没有原因", "写的是“{found}”，没有说原因。",
    "请该单位补报没有进展的原因。",
)  # fmt: skip
PROBLEM_WITHOUT_STEP = Rule(
    "F715", N, "有问题没有措施", "提了“{found}”，没有写下一步措施。",
    "请该单位补报打算怎么解决。",
)  # fmt: skip
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
