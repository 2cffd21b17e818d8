"""L1 to L3, L9: sentences about the structure of the ledger, its units, its values and lamps."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# L1, structure
TABLE_MISSING = Rule(
    "L101", E, "找不到表", "工作簿里没有“{table}”这张表。",
    "点“修复工作簿”补回这张表；原来的内容在“备份”里。",
)  # fmt: skip
COLUMN_MISSING = Rule(
    "L102", E, "找不到列", "“{table}”里没有“{column}”列。",
    "是改了名的，把标题改回“{column}”；是删掉的，点“修复工作簿”补回来。",
)  # fmt: skip
TASK_ID_TWICE = Rule(
    "L103", E, "任务编号重复", "任务编号“{found}”出现了不止一次。",
    "给其中一行换一个没有用过的编号。",
)  # fmt: skip
TASK_ID_MISSING = Rule(
    "L104", E, "没有任务编号", "任务“{name}”没有编号。",
    "在“任务编号”一列填一个没有用过的编号。",
)  # fmt: skip
ALREADY_THERE = Rule(
    "L105", N, "已在台账", "第{rows}行已在台账里，没有重复登记。",
    "不用处理；要改内容请直接在台账里改。",
)  # fmt: skip
NAME_MISSING = Rule(
    "L106", E, "没有名称", "这一行没有{label}，没有登记。",
    "在清单里补上{label}后重新载入。",
)  # fmt: skip
LIST_COLUMN_UNKNOWN = Rule(
    "L107", N, "清单里的列没有用上", "清单里的“{column}”列台账里没有，没有载入。",
    "要保留的内容请抄到“备注”里。",
)  # fmt: skip
LIST_NOT_KNOWN = Rule(
    "L108", E, "看不出是什么清单", "这个文件里没有“{task}”也没有“{unit}”列。",
    "选任务清单或单位名册文件，表头里写明这一列。",
)  # fmt: skip
NOT_A_LEDGER = Rule(
    "L109", E, "不是督查台账", "这个工作簿不是督查台账，或者它的底表被删掉了。",
    "打开正确的台账；底表被删的，点“修复工作簿”补回来。",
)  # fmt: skip
KEY_TWICE = Rule(
    "L130", E, "同一编号有几行", "“{found}”有几行（第{rows}行），分不清是哪一行，都没有改动。",
    "给多出来的行换一个没有用过的编号，再做一次。",
)  # fmt: skip
TAKEN_IN = Rule(
    "L131", N, "写在表下面的行已算进表里", "到第{last}行有{count}行写在表的下面，已算进表里。",
    "不用处理；以后在表的最后一行前面插入新行再填，就在表里。",
)  # fmt: skip
NOT_TAKEN_IN = Rule(
    "L132", W, "表的下面另有内容", "“{found}”写在表的下面，看不出是一行记录，没有算进表里。",
    "是记录的把各列填全；不是的移到别的地方，免得挡住新的行。",
)  # fmt: skip
IN_THE_WAY = Rule(
    "L133", E, "新的行没有地方放", "表的下面写着“{found}”，新的行放不下，什么都没有改。",
    "把它移到别的地方，或在它上面插入足够的空行，再做一次。",
)  # fmt: skip
TOTALS_IN_THE_WAY = Rule(
    "L134", E, "汇总行挡住新的行", "“{table}”表末尾有汇总行，新的行放不下，什么都没有改。",
    "点这张表，在“表设计”里取消“汇总行”，再做一次；合计可以写在表的上方。",
)  # fmt: skip
HEAD_AGAIN = Rule(
    "L135", W, "表里又有一行表头", "这一行是表头上的字，没有当作记录。",
    "删掉这一行；要分段就插入空行，不要再抄一遍表头。",
)  # fmt: skip
LEDGER_NEWER = Rule(
    "L150", E, "台账比程序新", "这本台账由更新的程序建成（台账第{found}版，程序只认到第{own}版）。",
    "请信息中心把这台电脑上的程序升级；台账没有改动。",
)  # fmt: skip
UPGRADED = Rule(
    "L151", N, "旧台账已升级", "这本台账是旧版的，已补上{added}。",
    "照常使用；补之前的一份在“备份”里。",
)  # fmt: skip
NO_ROOM = Rule(
    "L152", E, "新列放不下", "“{table}”右边的{cell}有内容，挡住了要补的“{column}”列。",
    "把{cell}一带的内容移到别处，再点一次。",
)  # fmt: skip
PAGES_OLD = Rule(
    "L153", W, "按钮还是旧的", "首页的按钮和功能区还是旧版的，新功能点不到。",
    "关闭工作簿，双击“不开宏.bat”选“升级台账”。",
)  # fmt: skip
REPAIRED = Rule(
    "L154", N, "工作簿已修复", "已补回{added}。",
    "核对补回的内容；修复之前的一份在“备份”里。",
)  # fmt: skip
HEADER_RESTORED = Rule(
    "L155", W, "标题已改回", "“{found}”列就是“{column}”列，标题已改回。",
    "核对这一列的内容；它是另一列的，把标题改成别的，再修复一次。",
)  # fmt: skip
COLUMN_BLANK = Rule(
    "L156", W, "补回的列是空的", "“{table}”的“{column}”列已补回，里面是空的。",
    "从“备份”里最近的一份把原来的内容抄回来。",
)  # fmt: skip
TABLE_BLANK = Rule(
    "L157", W, "补回的表是空的", "“{table}”已按原样补回，里面是初始的内容。",
    "从“备份”里最近的一份把原来的内容抄回来。",
)  # fmt: skip
KEY_LOST = Rule(
    "L158", W, "台账编号丢失", "台账的编号和密钥已经丢失，另立了新的。",
    "重新下发报送表；以前下发的表会被认作别的台账的。",
)  # fmt: skip
PAGE_KEPT = Rule(
    "L159", N, "旧页留着", "“{page}”上有本单位改过的内容，原页留作“{kept}”。",
    "把要用的内容移到新页，再删去“{kept}”。",
)  # fmt: skip
COLUMN_TWICE = Rule(
    "L190", E, "几列都像是一列", "“{found}”都像“{column}”列，分不出是哪一列。",
    "把“{column}”列的列名改回“{column}”，别的列另起名字。",
)  # fmt: skip
LIST_REFUSED = Rule(
    "L191", E, "清单没有读", "“{name}”没有读：{reason}。",
    "在Excel里打开看看，另存为.xlsx或.csv再载入。",
)  # fmt: skip
LIST_SHEETS_PASSED = Rule(
    "L192", N, "没有清单的页", "“{sheets}”里没有清单的表头，没有读。",
    "不用处理；那里有任务的，给它加上表头再载入。",
)  # fmt: skip
LIST_SHEET_HIDDEN = Rule(
    "L193", W, "隐藏的页没有读", "“{sheets}”是隐藏的，里面的清单没有读。",
    "要载入的话，取消隐藏、保存后再载入。",
)  # fmt: skip
LIST_ROWS_PASSED = Rule(
    "L194", N, "不是任务的行", "{rows}，没有登记。",
    "不用处理；其中有任务的，在台账里补登。",
)  # fmt: skip
LIST_ROWS_HIDDEN = Rule(
    "L195", N, "隐藏的行也载入了", "有{count}行是隐藏的，也一起读了。",
    "不该载入的，在台账里删去。",
)  # fmt: skip
LIST_CUT = Rule(
    "L196", W, "清单只读了一部分", "第{row}行以后、第{column}列以后的内容没有读。",
    "核对那里有没有任务；有的话移到清单里再载入。",
)  # fmt: skip
LIST_COLUMNS_JOINED = Rule(
    "L197", N, "几列合在一起", "“{found}”都记进“{label}”。",
    "核对台账里的“{label}”。",
)  # fmt: skip
LIST_COLUMN_MEANT = Rule(
    "L198", N, "列名按意思对上", "清单的“{found}”列按“{label}”登记。",
    "不对的话，在清单里改好列名再载入。",
)  # fmt: skip
LIST_COLUMNS_DIFFER = Rule(
    "L199", W, "两列说法不同", "“{label}”有几个说法（{values}），按{taken}登记。",
    "核对哪一个对，在台账里改。",
)  # fmt: skip
LIST_CELL_ERROR = Rule(
    "L200", E, "错误值", "“{label}”是错误值{found}，没有登记。",
    "在清单里改好这一格再载入，或在台账里补填。",
)  # fmt: skip

# L2, units of a task
UNIT_UNKNOWN = Rule(
    "L201", E, "单位不在名册", "“{found}”不在单位名册里。",
    "改为名册里的全称（相近的有：{near}），或先在“单位名册”登记。",
)  # fmt: skip
GROUP_OPEN = Rule(
    "L202", W, "“有关”单位没有指明", "“{found}”没有说是哪些单位。",
    "在“责任单位”里写明是哪几家；写明之前不向它们下发。",
)  # fmt: skip
LEAD_MISSING = Rule(
    "L203", E, "没有牵头单位", "任务“{name}”没有牵头单位。",
    "在“牵头单位”里选一家单位。",
)  # fmt: skip
LIST_CELL_EMPTY = Rule(
    "L204", E, "公式没有结果", "“{label}”的公式没有结果，没有登记。",
    "打开清单，让公式算出结果、保存后再载入，或在台账里补填。",
)  # fmt: skip
LIST_VALUE_REFUSED = Rule(
    "L205", E, "不能用的值", "“{label}”的“{found}”不能用，没有登记。",
    "在台账里补填，或改好清单再载入。",
)  # fmt: skip
LIST_VALUE_ASKED = Rule(
    "L206", W, "有几种读法", "“{label}”的“{found}”可能是{choices}，没有登记。",
    "问清是哪一个，在台账里填上。",
)  # fmt: skip
LIST_MONTH_DAY = Rule(
    "L207", W, "只显示到月", "单元格显示{shown}，里面存的是{day}，按{day}登记。",
    "核对时限；指月末的，在台账里改。",
)  # fmt: skip
LIST_IDS_NUMBERED = Rule(
    "L208", W, "编号是序号", "“{label}”里是序号（{found}），台账另编了号。",
    "清单的序号记在“备注”里；要用自己的编号，在台账里改。",
)  # fmt: skip
LIST_ID_TWICE = Rule(
    "L209", W, "编号已经用过", "编号“{found}”已经是别的任务的，这一项编为“{new}”。",
    "核对是不是同一项任务；要改编号，在台账里改。",
)  # fmt: skip
LIST_ROW_TWICE = Rule(
    "L210", N, "清单里重复", "与{row}相同，没有重复登记。",
    "不用处理。",
)  # fmt: skip
LIST_ROW_DIFFERS = Rule(
    "L211", W, "清单里重复而不同", "与{row}是同一项，“{labels}”不同，按{row}登记。",
    "核对哪一行对；是两项的，把名称写得不同再载入。",
)  # fmt: skip
LIST_DIFFERS = Rule(
    "L212", W, "清单与台账不同", "“{name}”在台账里是{differ}，没有改动。",
    "以清单为准的，在台账里改。",
)  # fmt: skip
LIST_REPORTED = Rule(
    "L213", N, "清单里的进展没有用", "有{count}项的“{label}”与台账不同，台账没有改动。",
    "不用处理；清单更新的，在台账里改。",
)  # fmt: skip
LIST_FILLED = Rule(
    "L214", N, "补上了空着的格子", "补上了“{name}”的“{labels}”。",
    "核对补上的内容；不对的话点“撤销”或直接改。",
)  # fmt: skip
LIST_UNIT_READ = Rule(
    "L215", N, "单位按名册对上", "“{found}”按“{units}”登记。",
    "核对略去的字有没有用，有用的记进“备注”。",
)  # fmt: skip
LIST_CATEGORY_DOWN = Rule(
    "L216", N, "空着的类别", "有{count}行的“{label}”空着，按上一行的登记。",
    "核对台账里的“{label}”。",
)  # fmt: skip
LIST_YEAR = Rule(
    "L217", W, "清单是另一年的", "标题写的是{year}年，没写年份的时限按{year}年算。",
    "不对的话，先改“参数设置”里的方案成文日期。",
)  # fmt: skip
UNIT_IS_ALIAS = Rule(
    "L218", W, "名字重了", "“{found}”已经是“{unit}”的名字。",
    "在“单位名册”里改掉一个，否则任务会记到“{unit}”名下。",
)  # fmt: skip
UNIT_NAME_ODD = Rule(
    "L219", W, "单位名字里有顿号", "“{found}”里有隔开单位的符号，会被当成几家。",
    "在“单位名册”里分成几行，或去掉这个符号。",
)  # fmt: skip
LIST_CELL_STRUCK = Rule(
    "L220", W, "画了删除线", "“{label}”的“{found}”画了删除线，没有登记。",
    "问清是不是作废；仍然有效的，在台账里补填。",
)  # fmt: skip
LIST_UNIT_KEPT = Rule(
    "L221", W, "单位不在名册，先按原文登记", "“{found}”不在单位名册里，先按原文登记，还不会向它下发。",
    "在台账里改为名册里的全称（相近的有：{near}），或在“单位名册”登记这家单位。",
)  # fmt: skip
GROUP_OF_TOWNS = Rule(
    "L222", N, "按名册展开", "“{found}”按名册展开成{count}家：{units}。",
    "不对的话，在“单位名册”的“集合”列给该算的单位写上“{name}”，再载入。",
)  # fmt: skip
LIST_YEARS_OTHER = Rule(
    "L223", W, "清单和参数设置不是一年", "清单里有{count}个时限不在{years}；没写年份的按{year}年读。",
    "先在“参数设置”里改好方案成文日期、方案截止日期和本期期次，点“撤销”，再载入一次。",
)  # fmt: skip

# L3, dates, numbers, settings
DUE_DEFAULTED = Rule(
    "L301", N, "时限按默认", "有{count}项任务没有写完成时限，先按{due}登记。",
    "核对“时限原文”里标着“默认”的任务，改成确定的日期。",
)  # fmt: skip
DATE_UNREADABLE = Rule(
    "L302", E, "日期看不懂", "“{found}”不是一个日期。",
    "改成 2022-06-30 这样的写法。",
)  # fmt: skip
NUMBER_UNREADABLE = Rule(
    "L303", E, "数字看不懂", "“{found}”不是一个数。",
    "改成数字，单位写到“计量单位”里。",
)  # fmt: skip
PERIOD_UNREADABLE = Rule(
    "L304", E, "期次看不懂", "“{found}”不是一个期次。",
    "在“参数设置”的“本期期次”里写成 2022-06 这样的形式。",
)  # fmt: skip
SETTING_UNREADABLE = Rule(
    "L305", E, "参数看不懂", "参数“{name}”的值“{found}”不能用。",
    "在“参数设置”里改：日期写成 2025-01-10，天数、个数只写数字。",
)  # fmt: skip
CALENDAR_UNKNOWN = Rule(
    "L306", W, "没有这一年的节假日", "还没有{year}年的放假安排，按周一至周五算工作日。",
    "在“节假日”表里写上{year}年的放假和上班日期。",
)  # fmt: skip

# L9, lamps
LAMP_CONDITION_UNREADABLE = Rule(
    "L901", E, "亮灯条件看不懂", "规则“{rule}”的条件“{found}”看不懂，没有使用。",
    "在“亮灯规则”里改这个条件，能用的量见“使用说明”。",
)  # fmt: skip
LAMP_NONE = Rule(
    "L902", W, "没有规则相符", "任务“{name}”没有一条亮灯规则相符。",
    "在“亮灯规则”最后留一条条件为空的规则。",
)  # fmt: skip
DAY_PASSED = Rule(
    "L903", N, "早于最近一次研判", "{on}早于最近一次研判{latest}，只看结果，不改台账。",
    "要按今天研判，请把“参数设置”的“研判日期”清空。",
)  # fmt: skip
