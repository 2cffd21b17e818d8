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
    "V109", W, "加不了权", "{found}的下级任务没有目标值（投资额），加权算不出。",
    "在“下级任务”里填上目标值或者投资额，或者换一种汇总办法。",
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
PARTS_UNLIKE = Rule(
    "V113", W, "分解数合不上", "{found}拆下去的目标值合计{parts}，本级目标{whole}。",
    "核对“下级任务”的目标值；有意多压任务的不用改。",
)  # fmt: skip
DONE_TOO_EARLY = Rule(
    "V114", E, "下级没有全办结", "{found}本级算办结，下级{open}还没有办结，也没有写本级佐证。",
    "等下级办结，或者在“分级汇总”的“本级佐证”里写明凭什么算办结。",
)  # fmt: skip
SPLIT_NOT_APPROVED = Rule(
    "V115", N, "拆分没有批", "{found}的拆分还是“{approval}”，没有放进任务包。",
    "主办单位提的拆分，分管领导同意后在“下级任务”的“拆分审批”里改成同意。",
)  # fmt: skip
SECRET_KEPT_BACK = Rule(
    "V116", E, "涉密的没有下拆", "{found}里有“{mark}”的字样，没有放进任务包。",
    "按保密规定办：涉密事项不进台账，把这一行移出去；误写的，改掉这几个字。",
)  # fmt: skip
RULE_BLANK = Rule(
    "V121", W, "没有选怎么汇", "{found}的下级报来了{label}，没有选“{column}”，没有汇进台账。",
    "从下拉选项里选一个；不用汇的，在“备注”里写“不汇”。",
)  # fmt: skip
