"""N2: what the clerk should look at in a draft before it enters the ledger."""

from taizhang.core.issues import Rule, Severity

DRAFT_NOBODY = Rule(
    "N201", Severity.WARNING, "没有责任单位", "没有写由谁负责。",
    "在“牵头单位”里填上。",
)  # fmt: skip
DRAFT_WHO_LEADS = Rule(
    "N202", Severity.WARNING, "没有写谁牵头", "写了{found}，没有写谁牵头。",
    "把牵头的单位移到“牵头单位”。",
)  # fmt: skip
DRAFT_SEVERAL_LEAD = Rule(
    "N203", Severity.NOTE, "几家牵头", "{found}一起牵头。",
    "要分别报、分别亮灯的，在“各自牵头”选“是”。",
)  # fmt: skip
DRAFT_GROUP_OPEN = Rule(
    "N204", Severity.WARNING, "“有关”单位没有指明", "“{found}”没有说是哪些单位。",
    "写明是哪几家。",
)  # fmt: skip
DRAFT_UNIT_NEW = Rule(
    "N205", Severity.WARNING, "单位不在名册", "“{found}”不在单位名册（相近的：{near}）。",
    "改成全称；确是新单位就不改，登记时一并加进名册。",
)  # fmt: skip
DRAFT_TWO_DATES = Rule(
    "N206", Severity.WARNING, "时限有两种读法", "“{found}”可能是{dates}。",
    "在“完成时限”里选定一个。",
)  # fmt: skip
DRAFT_PAST = Rule(
    "N207", Severity.WARNING, "时限早于成文日期", "“{found}”是{due}，成文时已经过了。",
    "核对是否写错；没错就不用改。",
)  # fmt: skip
DRAFT_VAGUE = Rule(
    "N208", Severity.WARNING, "时限不明确", "“{found}”没有确定的日期。",
    "在“完成时限”里填一个；空着按方案截止日登记。",
)  # fmt: skip
DRAFT_ANCHORED = Rule(
    "N209", Severity.WARNING, "时限从某件事算起", "“{found}”要从那件事的日期算起。",
    "知道日期后填“完成时限”。",
)  # fmt: skip
DRAFT_CALENDAR_UNKNOWN = Rule(
    "N210", Severity.WARNING, "没有这一年的节假日",
    "“{found}”按周一至周五算到{due}，还没有{year}年的放假安排。",
    "核对“完成时限”，放假安排公布后再看一次。",
)  # fmt: skip
NOTHING_TO_REGISTER = Rule(
    "N211", Severity.NOTE, "没有要登记的", "“方案拆解”里没有选定而未登记的任务。",
    "先点“拆解方案”，核对后在“采用”里选“是”。",
)  # fmt: skip
UNIT_ADDED = Rule(
    "N212", Severity.WARNING, "名册里新加了单位", "“{found}”已加进单位名册。",
    "在“单位名册”补上类型和集合；写错了就改正并删掉这一行。",
)  # fmt: skip
NODE_UNREADABLE = Rule(
    "N213", Severity.ERROR, "节点看不懂", "节点“{found}”看不懂，没有登记。",
    "写成 节点名称|2022-06-30，几个之间用；隔开。",
)  # fmt: skip
