"""B: sentences about official papers: their wording, their facts, their numbers and fonts."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# B10, the wording
FORM_UNKNOWN = Rule(
    "B101",
    E,
    "体裁不认识",
    "体裁“{found}”不在下拉选项里，这一行没有印。",
    "从下拉选项里选一个体裁。",
)
NAME_UNKNOWN = Rule(
    "B102", W, "没有这个数", "花括号里的“{found}”没有对应的数或名称，原样印出。",
    "核对写法；能用的名称见“使用说明”和“数字来源”。",
)  # fmt: skip
CONDITION_UNREADABLE = Rule(
    "B103", E, "条件看不懂", "条件“{found}”看不懂，这一行没有印。",
    "写成“滞后数 > 0”这样，几个条件用“且”“或”连接。",
)  # fmt: skip
LIST_UNKNOWN = Rule(
    "B104", E, "没有这个清单", "没有叫“{found}”的清单，这一行没有印。",
    "核对“逐项取”的写法，如滞后事项、督办事项、单位情况。",
)  # fmt: skip
BRACES_UNEVEN = Rule(
    "B105", W, "花括号不成对", "“{found}”里的花括号不成对，原样印出。", "把花括号补齐成对。"
)
KIND_UNKNOWN = Rule(
    "B106", E, "没有这种文种", "没有叫“{found}”的文种。", "从这些里选一个：{known}。"
)
KIND_EMPTY = Rule(
    "B107", E, "没有内容可印", "“{kind}”本期没有一句可以印。", "核对“文书用语”里这个文种的条件。"
)
ABOUT_NOBODY = Rule(
    "B108", W, "没有要写的对象", "“{kind}”要写的{lists}本期一项也没有，文件只写了“没有”。",
    "核对期次和研判；确实没有的，这份文件不用发。",
)  # fmt: skip

# B11, the facts
NOT_JUDGED = Rule(
    "B111", W, "有任务没有研判", "{count}项任务在{period}没有研判记录，按台账现在的状态计。",
    "先点“研判亮灯”，再出这份文件。",
)  # fmt: skip
PARTS_UNLIKE = Rule(
    "B112", W, "分项合计不等于总数", "“{name}”分项合计{found}，总数是{total}。",
    "核对跨区、重复登记的事项；文件里两个数都照印。",
)  # fmt: skip
TASK_UNNAMED = Rule(
    "B113", E, "没有指定任务", "“{kind}”一份只写一项任务，没有指定是哪一项。",
    "在“参数设置”的“专报任务”里填任务编号，或者命令里写上。",
)  # fmt: skip
TASK_UNKNOWN = Rule(
    "B114", E, "没有这项任务", "台账里没有编号为“{found}”的任务。", "核对任务编号。"
)
DEFINITION_MISSING = Rule(
    "B115", N, "滞后没有口径", "“亮灯规则”里没有一条的角色是滞后，文件里不写滞后口径。",
    "在“亮灯规则”的“角色”一列补上。",
)  # fmt: skip
SPAN_OPEN = Rule(
    "B116", W, "这段时间还没有过完", "“{kind}”写的是{period}，截至{on}还没有过完，没有到期的也按没有完成计。",
    "等期末研判以后再出；现在只是看看的，不要印发。",
)  # fmt: skip

# B12, numbers, files, fonts
KEPT_BESIDE = Rule(
    "B121", N, "内容有变，另存一份", "“{name}”已经印过，台账后来有变，新的一份存为“{kept}”。",
    "核对两份，发哪一份由你定；已发的不会被改动。",
)  # fmt: skip
FONTS_MISSING = Rule(
    "B122", N, "这台电脑缺公文字体", "缺{fonts}，打印时会换成别的字体，行数、页数可能变。",
    "在装了这些字体的电脑上打印，或者在“模板”里换成本机有的字体。",
)  # fmt: skip
LINES_FEW = Rule(
    "B123", W, "一页排不下22行", "行距{line}磅，版心高{high}毫米，一页只排得下{found}行，公文格式是22行。",
    "在“模板”里把行距改成{most}磅以下，或者把上下页边距改小。",
)  # fmt: skip
SIGNER_MISSING = Rule(
    "B124", N, "没有写签发人", "“{kind}”要由领导签发，“签发人”空着，印出来留了空。",
    "在“参数设置”的“签发人”里填上，或者打印后手写。",
)  # fmt: skip
