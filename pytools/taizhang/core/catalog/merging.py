"""M: sentences about merging: files, cells and rows, what comes after, what a unit reads."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# M1, whole files
OTHER_LEDGER = Rule(
    "M101", E, "不是本台账的报送表", "这份报送表不是本台账发出去的。",
    "核对是否放错了文件夹；是本单位的，请重新下发后再填。",
)  # fmt: skip
OTHER_PERIOD = Rule(
    "M102", E, "期次不对", "这份是{found}的报送表，本期是{wanted}。",
    "把文件移到“收件/{found}”文件夹，或请该单位改填本期的表。",
)  # fmt: skip
UNIT_NOT_IN_ROSTER = Rule(
    "M103", E, "单位不在名册", "报送单位“{found}”不在单位名册里。",
    "先在“单位名册”登记这家单位（相近的有：{near}），再点一次汇总。",
)  # fmt: skip
SAME_FILE_TWICE = Rule(
    "M104", N, "同一份文件交了两次", "与“{other}”内容完全相同，只汇总一次。",
    "不用处理；想清爽一些可以删掉其中一份。",
)  # fmt: skip
OLDER_VERSION = Rule(
    "M105", W, "有更新的一份", "“{unit}”交了几份，这份不是最新的，没有采用。",
    "核对采用的“{other}”是不是该单位的定稿；不是就把它移走后再汇总。",
)  # fmt: skip
STALE_VERSION = Rule(
    "M106", W, "比已汇总的旧", "“{unit}”已汇总过{recorded}保存的一份，这份是{found}的。",
    "确要改用这份时，先对已汇总的点“撤销”，再汇总。",
)  # fmt: skip
NOT_ASKED = Rule(
    "M107", N, "没有下发记录", "本期没有给“{unit}”下发报送表，收到的仍予汇总。",
    "核对该单位本期是否应报。",
)  # fmt: skip

# M2, cells and rows
TASK_GONE = Rule(
    "M201", E, "台账里没有这项任务", "台账里已经没有编号“{found}”，这一行没有采用。",
    "核对是否删错了任务；删得对就不用处理。",
)  # fmt: skip
NOT_RESPONSIBLE = Rule(
    "M202", E, "不是该任务的责任单位", "“{unit}”现在不是任务“{found}”的责任单位。",
    "核对“牵头单位”“责任单位”两列；确应由它报送就补上后再汇总。",
)  # fmt: skip
CONFLICT = Rule(
    "M203", W, "台账与报送不一致", "“{column}”台账是“{ours}”，报送是“{theirs}”。",
    "到“冲突裁决”里选用哪一个；裁决之前台账保留原值。",
)  # fmt: skip

# M3, after merging
NOTHING_RECEIVED = Rule(
    "M301", W, "收件夹是空的", "“收件/{period}”里没有报送表。",
    "把各单位交回的文件放进“收件/{period}”文件夹，再点一次汇总。",
)  # fmt: skip
NOTHING_TO_UNDO = Rule(
    "M302", N, "没有可撤销的", "没有可以撤销的作业。",
    "不用处理；变更日志里能看到以前的作业。",
)  # fmt: skip
CHANGED_SINCE = Rule(
    "M303", N, "后来又改过", "“{column}”后来改成了“{now}”，没有撤销这一格。",
    "需要的话在台账里手工改回“{old}”。",
)  # fmt: skip
RULING_MISSING_VALUE = Rule(
    "M304", E, "没有填手工值", "“{column}”选了手工值，但没有填。",
    "在“手工值”一列填好，再点“应用裁决”。",
)  # fmt: skip
RULING_OUTDATED = Rule(
    "M305", W, "台账又改过", "“{column}”台账现在是“{now}”，裁决时是“{then}”，没有应用。",
    "核对后重新选裁决，再点“应用裁决”。",
)  # fmt: skip
RULING_UNKNOWN = Rule(
    "M306", E, "裁决看不懂", "“{found}”不是能选的裁决。",
    "在“裁决”一列的下拉里选一个。",
)  # fmt: skip
RULING_MISFIT = Rule(
    "M307", E, "手工值不合格式", "“{column}”不能填“{found}”。",
    "按这一列的格式改“手工值”，如日期写 2022-06-30。",
)  # fmt: skip
NOTHING_TO_RULE = Rule(
    "M308", N, "没有要应用的裁决", "“冲突裁决”里没有选好而未应用的裁决。",
    "先在“裁决”一列选好，再点“应用裁决”。",
)  # fmt: skip
PAPER_WAS_PRINTED = Rule(
    "M309", W, "文书已经印出", "{names}已经编号印出，撤销收不回纸，冻结的一份还在“通报/{year}”。",
    "收回发出去的；这几个号不再用，再打印另编新号。",
)  # fmt: skip

# M4, what a unit reads in the form that goes back to it; codes of 报送表 in words for the unit
RETURN_ROW_UNKNOWN = Rule(
    "M401", W, "多了一行", "“{name}”没有编号，不知道是哪项任务。",
    "写上任务编号；不是下发的任务，请删去这一行。",
)  # fmt: skip
RETURN_ROW_CONFUSED = Rule(
    "M402", E, "编号与名称对不上", "编号是“{key}”，名称却是“{other}”的。",
    "核对这一行填的是哪项任务，改对编号。",
)  # fmt: skip
RETURN_ROW_NOT_SENT = Rule(
    "M403", W, "不是下发的任务", "编号“{key}”不在发给贵单位的表里。",
    "核对编号；确应由贵单位报的，请告诉督查室。",
)  # fmt: skip
RETURN_ROW_MISSING = Rule(
    "M404", W, "少了一行", "编号“{key}”这一行不见了。",
    "补填这一行；不该由贵单位报的，请告诉督查室。",
)  # fmt: skip
RETURN_COLUMN_MISSING = Rule("M405", W, "少了一列", "没有找到“{label}”这一列。", "补填这一列。")
RETURN_SHEET_MISSING = Rule("M406", W, "少了一页", "没有找到“{label}”页。", "补填这一页。")
RETURN_HEADER_TWICE = Rule(
    "M407", W, "标题重复", "有几列都像“{label}”（{cells}），不知道看哪一列。",
    "把对的内容填进“{label}”一列，多出来的列请删去。",
)  # fmt: skip
RETURN_MERGED_ACROSS = Rule(
    "M408", W, "合并了几列", "{cells}把几列合成一格，分不清是哪一列的。",
    "每列各填各的，不要合并。",
)  # fmt: skip
RETURN_CELL_TWICE = Rule(
    "M409", W, "同一格填了两样", "同一编号填了两样：{choices}。",
    "填上对的一样，多出来的行请删去。",
)  # fmt: skip
RETURN_TWO_READINGS = Rule(
    "M410", W, "有两种读法", "“{found}”可以是{choices}，拿不准。",
    "写清楚是哪一个。",
)  # fmt: skip
RETURN_OTHER_MEASURE = Rule(
    "M411", W, "单位不一致", "“{found}”与计量单位“{measure}”不一致。",
    "换算成“{measure}”，只填数字。",
)  # fmt: skip
RETURN_VAGUE = Rule(
    "M412", W, "没有准数", "“{found}”没有准数。",
    "填一个准数，说明写在“最新进展”里。",
)  # fmt: skip
RETURN_NO_DAY = Rule(
    "M413", W, "没有写到日", "“{found}”没有写到哪一天。",
    "写全年月日，如 2022-9-30。",
)  # fmt: skip
RETURN_YEAR_UNSURE = Rule(
    "M414", W, "年份拿不准", "“{found}”没写年份，可能是{choices}。",
    "写全年月日，如 2022-9-30。",
)  # fmt: skip
RETURN_OVER_HUNDRED = Rule(
    "M415", W, "进度超过100%", "“{found}”读出来是{value}，超过100%。",
    "核对后改正；超额完成的填 100%，多出的写在“最新进展”里。",
)  # fmt: skip

# M5, the ledger and its log: what a cell cannot hold, keys used twice, taking back
NUMBER_ENDLESS = Rule(
    "M501", E, "不是能存的数", "这里算出来的数没有尽头，没有写进台账。",
    "核对这一格的原始数字，改成一个确定的数。",
)  # fmt: skip
TEXT_CLIPPED = Rule(
    "M502", W, "文字太长，只写了前面", "这里有{length}字，一格最多{most}字，后面的没有写进台账。",
    "请该单位把内容缩短，或把全文放进附件。",
)  # fmt: skip
UNDO_DEEPER = Rule(
    "M503", N, "上一个作业已经撤销", "再往前是“{job}”（{when}，{count}处），没有动它。",
    "确要撤销它：在“变更日志”这个作业任一行的“已撤销”里写“撤”，再点“撤销”。",
)  # fmt: skip
JOB_UNKNOWN = Rule(
    "M504", E, "没有这个作业", "变更日志里没有作业“{found}”。",
    "从“变更日志”的“作业编号”一列照抄编号。",
)  # fmt: skip
JOB_TAKEN_BACK = Rule(
    "M505", N, "这个作业已经撤销", "作业“{found}”早已撤销，没有什么可撤的。",
    "不用处理；变更日志里能看到是哪个作业撤销了它。",
)  # fmt: skip
ROW_CHANGED_SINCE = Rule(
    "M506", N, "新增的行后来改过", "“{found}”这一行登记之后又改过，没有删去。",
    "确实不要的话，在表里手工删去这一行。",
)  # fmt: skip
ROW_THERE_AGAIN = Rule(
    "M507", N, "删去的行又有了", "“{found}”这一行现在又有了，没有再加一行。",
    "核对现在的这一行；要原来的内容，在变更日志里能找到。",
)  # fmt: skip
TASK_TWICE = Rule(
    "M508", E, "台账里这个编号有几行", "台账里编号“{found}”有几行，分不清是哪一行，没有采用。",
    "在台账里给多出来的行换一个编号，再汇总一次。",
)  # fmt: skip
RULING_WRONG = Rule(
    "M509", E, "手工值通不过校验", "“{column}”填“{found}”不行：{why}。",
    "改正“手工值”，再点“应用裁决”。",
)  # fmt: skip
OTHER_NAME = Rule(
    "M540", W, "编号与名称对不上", "台账里“{found}”是“{ours}”，表里写的是“{theirs}”，这一行没有采用。",
    "请该单位核对编号和名称，用下发的表重新报；只是改了名的，在台账里手工填。",
)  # fmt: skip
