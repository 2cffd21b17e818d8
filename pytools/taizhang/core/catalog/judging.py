"""J: sentences about judging: roles of words, rules of lamps, what judging found."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# J1, words and rules that judging stands on
STATE_WITHOUT_ROLE = Rule(
    "J101", W, "状态没有角色", "状态“{found}”没有角色，程序不知道它是好是坏。",
    "选好这一行的“角色”：滞后、预警、正常、待销号、办结、暂停或未启动。",
)  # fmt: skip
STATE_TWO_ROLES = Rule(
    "J102", W, "一个状态两种角色", "状态“{found}”在第{row}行是{other}，这里是{role}，按前者办。",
    "改成一样的“角色”，或给其中一个状态另起名字。",
)  # fmt: skip
STAGE_WITHOUT_ROLE = Rule(
    "J103", W, "环节没有角色", "环节“{found}”没有角色，程序不知道它是什么意思。",
    "选好“环节与角色”这一行的“角色”。",
)  # fmt: skip
STAGE_ROLE_MISSING = Rule(
    "J104", W, "少了一种环节", "“环节与角色”里没有角色是{role}的环节，程序照旧写“{word}”。",
    "选这个角色给相应的环节，或补一行。",
)  # fmt: skip
STATE_NOT_LIT = Rule(
    "J105", W, "督办规则的状态已改名", "督办规则里的状态“{found}”在亮灯规则里没有，按{role}认。",
    "改成“亮灯规则”里现在的叫法：{words}。",
)  # fmt: skip
STATE_NOBODY_LIGHTS = Rule(
    "J106", W, "督办规则用不上", "督办规则里的状态“{found}”没有一条亮灯规则会亮，用不上。",
    "改成“亮灯规则”里有的状态，或把这一行停用。",
)  # fmt: skip
