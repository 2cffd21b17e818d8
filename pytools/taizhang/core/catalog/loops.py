"""C: sentences about closing: 销号, 延期, and the loop of problems and clues."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# what a unit's next form says of a request to close that was sent back
SENT_BACK = "{task}（{name}）退回：{rework}"

# C10 and C11, 销号
CLOSING_UNDONE = Rule(
    "C101", E, "没完成不能销号", "进度只有{found}，销号申请没有受理。",
    "核对进度；没有完成的，办理环节改回“办理中”。",
)  # fmt: skip
CLOSING_UNCHECKED = Rule(
    "C102", E, "没有核查不能销号", "没有写{lacking}，销号没有办。",
    "在“销号记录”这一行补填后，再点“销号审核”。",
)  # fmt: skip
REWORK_MISSING = Rule(
    "C103", E, "退回没写整改要求", "决定退回，没有写补充整改要求。",
    "写明还要改什么，再点“销号审核”。",
)  # fmt: skip
PUBLICITY_RUNNING = Rule(
    "C104", W, "公示还没有期满", "公示到{until}，还没有期满，这次没有销号。",
    "期满没有异议后再点“销号审核”。",
)  # fmt: skip
PUBLICITY_MISSING = Rule(
    "C105", E, "没有公示", "要公示{days}天，还没有公示，销号没有办。",
    "“审核决定”先选“公示”；不用公示的，把“销号公示天数”改为0。",
)  # fmt: skip
CLOSING_DATES = Rule(
    "C106", E, "销号日期先后不对", "{label}{found}早于{other}{before}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
APPLICATION_WITHDRAWN = Rule(
    "C107",
    N,
    "申请已撤回",
    "第{round}轮销号申请已经撤回，没有再办。",
    "不用处理；重新申请的另起一轮。",
)
RESTART_UNFOUNDED = Rule(
    "C108", E, "重启没有原因或依据", "选了重启，没有写{lacking}。",
    "补填后再点“销号审核”。",
)  # fmt: skip
RESTART_NOT_CLOSED = Rule(
    "C109", W, "没有销号不能重启", "这一轮是“{found}”，不是已销号。",
    "清空“重启”。",
)  # fmt: skip
CLOSED_FIGURE_KEPT = Rule(
    "C110", W, "已销号的数不动", "任务已销号，报来的{label}“{found}”没有采用。",
    "确实要改的，先在“销号记录”里重启，再请该单位重报。",
)  # fmt: skip
REQUEST_WAITS = Rule(
    "C111", W, "台账没到百分之百", "申请销号，台账进度只有{found}，没有受理。",
    "先裁决或核对进度，再汇总一次。",
)  # fmt: skip
DECISION_UNKNOWN = Rule(
    "C112", E, "看不懂的决定", "“{found}”不是可以选的决定。",
    "从下拉里选：{choices}。",
)  # fmt: skip
CLOSED_UNREVIEWED = Rule(
    "C113", W, "没有审核就销号", "台账已销号，“销号记录”里没有审核同意的一轮。",
    "核对是谁同意的，在“销号记录”补记；没有的改回办理环节。",
)  # fmt: skip
CLOSED_FIGURE_MOVED = Rule(
    "C114", E, "销号后数字变了", "销号时{label}是{then}，现在是{now}。",
    "改回销号时的数；确实有变化的，在“销号记录”里重启。",
)  # fmt: skip
RECORD_DIFFERS = Rule(
    "C115", W, "台账与销号记录不一致", "销号记录是“{found}”，台账办理环节是“{stage}”。",
    "改回办理环节；要重新办的，在“销号记录”里重启。",
)  # fmt: skip
REBOUND_LEFT = Rule(
    "C116", W, "反弹了没有重启", "回头看结果是“{found}”，没有重启。",
    "选“重启”，写明原因和依据，再点“销号审核”。",
)  # fmt: skip
CLOSED_RULING = Rule(
    "C117", E, "已销号不能裁决", "任务已销号，“{label}”的裁决没有写进台账。",
    "选“保留台账”；确实要改的，先在“销号记录”里重启。",
)  # fmt: skip
APPLICANTS_MISSING = Rule(
    "C118", N, "还差几家申请", "各自牵头的任务，还有{units}没有申请销号。",
    "等各家都申请后一并核查。",
)  # fmt: skip
CLOSING_UNKNOWN = Rule(
    "C119", E, "台账里没有这项任务", "台账里没有编号“{found}”。",
    "核对任务编号；编号写错的改正。",
)  # fmt: skip
RESTARTED_FULL = Rule(
    "C120", N, "重启后还是百分之百", "已经重启，进度还是{found}，灯色会仍算完成。",
    "改成现在的实际进度，或请该单位重报。",
)  # fmt: skip

# C12 and C13, 延期
EXTENSION_LATE = Rule(
    "C121", E, "过了时限才申请", "时限{due}已过，{applied}才申请延期，没有受理。",
    "按原时限督办；延期要在到期前申请。",
)  # fmt: skip
EXTENSION_NO_REASON = Rule(
    "C122", E, "延期没有理由", "申请延期，没有写理由。", "请申请单位补写延期理由。"
)
EXTENSION_NO_DATE = Rule(
    "C123", E, "延期没有日期", "申请延期，没有写延到哪一天。",
    "补填“申请延至”；要长期坚持的选“持续整改”。",
)  # fmt: skip
EXTENSION_NOT_LATER = Rule(
    "C124", E, "延期没有往后", "延至{found}，不晚于现在的时限{due}。",
    "核对日期，改成晚于现时限的一天。",
)  # fmt: skip
GRANT_LACKS = Rule(
    "C125", E, "审批没有写全", "审批决定是“{found}”，没有写{lacking}。",
    "补填后再点“延期审批”。",
)  # fmt: skip
EXTENSION_CLOSED = Rule("C126", W, "已销号不用延期", "任务已销号，延期申请没有受理。", "不用处理。")
EXTENSION_WAITING = Rule(
    "C127", N, "延期还没有批", "申请延至{asked}，还没有批，仍按{due}研判。",
    "选好“审批决定”，再点“延期审批”。",
)  # fmt: skip
DUE_MOVED = Rule(
    "C128", W, "时限与批准的不一致", "批准延至{granted}，完成时限却是{due}。",
    "改回批准的日期；另有批准的，在“延期记录”补记。",
)  # fmt: skip
ORIGINAL_MOVED = Rule(
    "C129", E, "原定时限变了", "第一次延期前的时限是{first}，原定时限却是{found}。",
    "改回最初的日期；原定时限不随延期改动。",
)  # fmt: skip
EXTENSION_NOTED = Rule(
    "C130", N, "收到延期申请", "申请延至{asked}，已记入“延期记录”，等待审批。",
    "在“延期记录”里批，再点“延期审批”。",
)  # fmt: skip
GRANT_DATES = Rule(
    "C131", E, "审批日期先后不对", "审批日期{found}早于申请日期{before}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip

# C14 to C16, problems and clues
STAGE_UNKNOWN = Rule(
    "C141", E, "不认识的环节", "办理环节“{found}”不认识，这一行没有办。",
    "从下拉里选一个环节。",
)  # fmt: skip
STEP_NOT_FROM = Rule(
    "C142", E, "跳过了环节", "现在是“{stage}”，不能直接“{step}”。",
    "“下一步”改选其中一个：{allowed}。",
)  # fmt: skip
STEP_LACKS = Rule(
    "C143", E, "这一步没有写全", "要“{step}”，没有写{lacking}。",
    "补填后再点“问题流转”。",
)  # fmt: skip
REFUSED_LATE = Rule(
    "C144", E, "退回分办晚了", "{offered}分办，{until}前可以退回，过后不再受理。",
    "按分办意见交办；确实不属于该单位的，报分管领导协调。",
)  # fmt: skip
PROBLEM_DATES = Rule(
    "C145", E, "问题日期先后不对", "{label}{found}早于{other}{before}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
STAGE_LATE = Rule(
    "C146", W, "环节超时", "“{stage}”应于{until}前办完，已超{days}天。",
    "问清办到哪一步，选“下一步”后点“问题流转”。",
)  # fmt: skip
PROBLEM_UNREVIEWED = Rule(
    "C147", W, "没有审核就销号", "问题已销号，没有{lacking}的记录。",
    "补填日期和意见；没有办过的改回办理环节。",
)  # fmt: skip
CLUE_LACKS = Rule(
    "C148", E, "核查没有写全", "结论是“{found}”，没有写{lacking}。", "补填后再点“问题流转”。"
)
CLUE_WAITS = Rule(
    "C149", W, "属实线索没有转问题", "结论是“{found}”，没有转入问题台账。",
    "核对后点“问题流转”，程序登记成一个问题。",
)  # fmt: skip
PROBLEM_NOTED = Rule(
    "C150", N, "收到问题", "报来的问题已记入“问题台账”，编号{found}。",
    "核对后在“下一步”里选分办或交办。",
)  # fmt: skip
PROBLEM_MOVED_ON = Rule(
    "C151", W, "问题已经在办", "问题{found}已到“{stage}”，改动没有采用。",
    "要改的在“问题台账”里改。",
)  # fmt: skip
LIMIT_UNREADABLE = Rule(
    "C152", W, "时限表看不懂", "“{found}”不是办理环节，或没有写天数。",
    "改成问题台账“办理环节”里的词，天数写整数。",
)  # fmt: skip
STEP_UNKNOWN = Rule(
    "C153", E, "不认识的下一步", "下一步“{found}”不认识，这一行没有办。",
    "从下拉里选。",
)  # fmt: skip
PROBLEM_REPORT_LACKS = Rule(
    "C154", E, "报问题没写内容", "填了{found}，没有写问题内容，这一行没有采用。",
    "请该单位补写问题内容。",
)  # fmt: skip
CLUE_DATES = Rule(
    "C155", E, "核查早于收到", "核查日期{found}早于收到日期{before}。",
    "核对这两个日期，改正写错的一个。",
)  # fmt: skip
LOOKBACK_DUE = Rule(
    "C156", W, "该回头看了", "“{found}”定在{due}回头看，还没有写结果。",
    "核对办得怎样，去看一次，把结果填进“回头看结果”；反弹的重启或再督办。",
)  # fmt: skip
UNIT_REFUSES = Rule(
    "C157", W, "单位要求退回分办", "{unit}认为不归它管（{why}），建议交{to}，还没有定。",
    "选好“下一步”再点“问题流转”：同意的选退回分办，不同意的选交办。",
)  # fmt: skip
EXTENDED_FAR = Rule(
    "C158", E, "延长太久", "延长至{found}，最多只能到{most}。",
    "把“延长至”改到这一天以前，并把理由告诉反映人；还办不完的报上级协调或挂账。",
)  # fmt: skip
LIMIT_NEVER = Rule(
    "C171", W, "时限用不上", "“{kind}”的“{stage}”这条时限用不上：{why}。",
    "改成用得上的台账类型或环节，不要的删去这一行。",
)  # fmt: skip
LIMIT_STAGE_LAST = "到了“{stage}”就办完了"
LIMIT_TWICE = "与第{row}行重复，以前面的为准"
LIMIT_KIND_UNKNOWN = "下拉里没有这一类，台账里也没有一件"
LASTING_REVIEW = Rule(
    "C172", W, "持续整改该复查了", "{task}批了持续整改，定在{due}复查，已经过了。",
    "补一次复查，把“复查日期”改成下一次的日期；办完了的请单位申请销号。",
)  # fmt: skip
LASTING_UNDATED = Rule(
    "C173", W, "持续整改没有复查日期", "{task}批了持续整改，没有定哪天复查。",
    "补上“复查日期”，到了日子会亮黄灯。",
)  # fmt: skip
SEEN_DIFFERS = Rule(
    "C174", W, "现场值与台账值不一致", "报送的是“{said}”，现场看到的是“{seen}”。",
    "核对佐证，与单位当面核实；是虚报的按“督办建议”办，是口径不同的写进“备注”。",
)  # fmt: skip
