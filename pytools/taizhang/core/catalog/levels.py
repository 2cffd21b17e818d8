"""V: sentences about tasks given to lower offices and figures taken back."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

PARENT_UNKNOWN = Rule(
    "V101", E, "没有这项任务", "分级汇总里的“{found}”不在任务台账里。", "改成任务台账里的编号。"
)
LOWER_UNKNOWN = Rule(
    "V102", E, "没有这个下级单位", "“{found}”既不是名册里的单位，也不是名册里的集合。",
    "改成单位名册里的全称或者集合名称。",
)  # fmt: skip
NOTHING_TO_GIVE = Rule(
    "V103", E, "没有要拆的任务", "“分级汇总”里没有一项能拆给下级。",
    "在“分级汇总”里写上任务编号和拆给的单位，再点“分级汇总”。",
)  # fmt: skip
NUMBER_MISSING = Rule(
    "V104", E, "没有任务编号", "这一行没有任务编号，不知道是哪一项，没有采用。",
    "请该单位照任务包里的编号填上再报。",
)  # fmt: skip
NUMBER_TWICE = Rule(
    "V105",
    E,
    "编号报了两次",
    "编号{found}在“{file}”里已经报过，这一行没有采用。",
    "请该单位只留一行。",
)
NUMBER_STRANGE = Rule(
    "V106", E, "不是拆出去的编号", "编号{found}不是从这本台账拆出去的，没有采用。",
    "核对编号；下级自己的任务不用报上来。",
)  # fmt: skip
CHILD_TWICE = Rule(
    "V107", W, "一项任务拆了两次", "{unit}有{one}和{other}两个编号，只计第一个。",
    "在“下级任务”里删去多余的一行。",
)  # fmt: skip
RULE_UNKNOWN = Rule(
    "V108",
    E,
    "汇总办法不认识",
    "汇总办法“{found}”不在下拉选项里，没有汇总。",
    "从下拉选项里选一个。",
)
WEIGHT_MISSING = Rule(
    "V109", W, "没有目标值，加不了权", "{found}的下级任务没有目标值，按目标加权算不出。",
    "在“下级任务”里填目标值，或者换一种汇总办法。",
)  # fmt: skip
NOTHING_CAME = Rule(
    "V110", N, "没有下级报来的文件", "“{place}”里没有文件。", "把下级交回的任务包放进去，再点一次。"
)
COPY_OLDER = Rule(
    "V111", N, "报了几份", "编号{found}在{older}里也报过，以后存的“{file}”为准。",
    "核对是不是这一份；不是的，把它移出收件夹再汇总一次。",
)  # fmt: skip
COPIES_UNLIKE = Rule(
    "V112", E, "几份对不上", "编号{found}在{files}里报的不一样，分不出先后，没有采用。",
    "问清哪一份是最后的，收件夹里只留那一份，再汇总一次。",
)  # fmt: skip
