"""L: sentences about the ledger. L1 structure, L2 units, L3 dates and numbers, L9 rules."""

from taizhang.core.issues import Rule, Severity

TABLE_MISSING = Rule(
    "L101", Severity.ERROR, "找不到表", "工作簿里没有“{table}”这张表。",
    "从备份文件夹里的副本恢复这张表，或用新建的台账替换。",
)  # fmt: skip
COLUMN_MISSING = Rule(
    "L102", Severity.ERROR, "找不到列", "“{table}”里没有“{column}”列。",
    "把表头改回“{column}”，或在“{table}”里补上这一列。",
)  # fmt: skip
TASK_ID_TWICE = Rule(
    "L103", Severity.ERROR, "任务编号重复", "任务编号“{found}”出现了不止一次。",
    "给其中一行换一个没有用过的编号。",
)  # fmt: skip
TASK_ID_MISSING = Rule(
    "L104", Severity.ERROR, "没有任务编号", "任务“{name}”没有编号。",
    "在“任务编号”一列填一个没有用过的编号。",
)  # fmt: skip
TASK_ALREADY_THERE = Rule(
    "L105", Severity.NOTE, "任务已在台账", "任务“{name}”已在台账里，没有重复登记。",
    "核对清单里的这一行；要改内容请直接在台账里改。",
)  # fmt: skip
TASK_NAME_MISSING = Rule(
    "L106", Severity.ERROR, "没有任务名称", "这一行没有任务名称，没有登记。",
    "在清单里补上任务名称后重新载入。",
)  # fmt: skip
LIST_COLUMN_UNKNOWN = Rule(
    "L107", Severity.NOTE, "清单里的列没有用上", "清单里的“{column}”列台账里没有。",
    "需要保留的话，在台账里加一列同名的列再载入。",
)  # fmt: skip
LIST_NOT_KNOWN = Rule(
    "L108", Severity.ERROR, "看不出是什么清单", "这个文件里没有“{task}”也没有“{unit}”列。",
    "选任务清单或单位名册文件，第一行写列名。",
)  # fmt: skip
NOT_A_LEDGER = Rule(
    "L109", Severity.ERROR, "不是督查台账", "这个工作簿不是督查台账，或者它的底表被删掉了。",
    "打开正确的台账；底表被删的，从备份文件夹里的副本恢复。",
)  # fmt: skip
UNIT_UNKNOWN = Rule(
    "L201", Severity.ERROR, "单位不在名册", "“{found}”不在单位名册里。",
    "改为名册里的全称（相近的有：{near}），或先在“单位名册”登记。",
)  # fmt: skip
GROUP_OPEN = Rule(
    "L202", Severity.WARNING, "“有关”单位没有指明", "“{found}”没有说是哪些单位。",
    "在“责任单位”里写明是哪几家；写明之前不向它们下发。",
)  # fmt: skip
LEAD_MISSING = Rule(
    "L203", Severity.ERROR, "没有牵头单位", "任务“{name}”没有牵头单位。",
    "在“牵头单位”里选一家单位。",
)  # fmt: skip
DUE_DEFAULTED = Rule(
    "L301", Severity.NOTE, "时限按默认", "有{count}项任务没有写完成时限，先按{due}登记。",
    "核对“时限原文”里标着“默认”的任务，改成确定的日期。",
)  # fmt: skip
DATE_UNREADABLE = Rule(
    "L302", Severity.ERROR, "日期看不懂", "“{found}”不是一个日期。",
    "改成 2022-06-30 这样的写法。",
)  # fmt: skip
NUMBER_UNREADABLE = Rule(
    "L303", Severity.ERROR, "数字看不懂", "“{found}”不是一个数。",
    "改成数字，单位写到“计量单位”里。",
)  # fmt: skip
PERIOD_UNREADABLE = Rule(
    "L304", Severity.ERROR, "期次看不懂", "“{found}”不是一个期次。",
    "在“参数设置”的“本期期次”里写成 2022-06 这样的形式。",
)  # fmt: skip
SETTING_UNREADABLE = Rule(
    "L305", Severity.ERROR, "参数看不懂", "参数“{name}”的值“{found}”不能用。",
    "在“参数设置”里改这个值，右边一列有写法。",
)  # fmt: skip
CALENDAR_UNKNOWN = Rule(
    "L306", Severity.WARNING, "没有这一年的节假日", "还没有{year}年的放假安排，按周一至周五算工作日。",
    "在“节假日”表里写上{year}年的放假和上班日期。",
)  # fmt: skip
LAMP_CONDITION_UNREADABLE = Rule(
    "L901", Severity.ERROR, "亮灯条件看不懂", "规则“{rule}”的条件“{found}”看不懂，没有使用。",
    "在“亮灯规则”里改这个条件，能用的量见“使用说明”。",
)  # fmt: skip
DAY_PASSED = Rule(
    "L903", Severity.NOTE, "早于最近一次研判", "{on}早于最近一次研判{latest}，只看结果，不改台账。",
    "要按今天研判，请把“参数设置”的“研判日期”清空。",
)  # fmt: skip
LAMP_NONE = Rule(
    "L902", Severity.WARNING, "没有规则相符", "任务“{name}”没有一条亮灯规则相符。",
    "在“亮灯规则”最后留一条条件为空的规则。",
)  # fmt: skip
