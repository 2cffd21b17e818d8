"""K: sentences about points: schemes, their data, ranks and lists."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# K10, a scheme as rows
METHOD_UNKNOWN = Rule(
    "K101", E, "计分方法不认识", "“{item}”的计分方法“{found}”不在下拉选项里，这一行没有计分。",
    "从下拉选项里选一个计分方法。",
)  # fmt: skip
SCALE_UNREADABLE = Rule(
    "K102", E, "分档看不懂", "“{item}”的分档“{found}”看不懂，这一行没有计分。",
    "折线写“0:0；100:60”，分档写“[90,100]:5；<90:0”，对照写“新开:5；续建:2”。",
)  # fmt: skip
BANDS_FAULTY = Rule(
    "K103", W, "分档有缺口或重叠", "“{item}”的分档里，{found}。",
    "把方括号、圆括号或上下限改到首尾相接；落在缺口里的单位这一项不计分。",
)  # fmt: skip
POINTS_MISSING = Rule(
    "K104", E, "没有分值", "“{item}”按“{method}”计分，没有写分值，这一行没有计分。",
    "在“分值”里填每次、满分或系数的分数。",
)  # fmt: skip
TAKES_UNKNOWN = Rule(
    "K105", W, "没有这种数据", "“{item}”取“{found}”，考核数据、考核事件和台账里都没有，没有计分。",
    "核对“取数”的写法；本期确实没有的不用改。",
)  # fmt: skip
SCHEME_EMPTY = Rule(
    "K106", E, "没有考核方案", "“考核方案”里没有一行能用，算不出得分。",
    "在“参数设置”选一个考核方案，再点“考核计分”，或者自己写几行。",
)  # fmt: skip
SCHEME_UNKNOWN = Rule(
    "K107", E, "没有这个考核方案", "没有叫“{found}”的考核方案。",
    "从这些里选一个：{known}。",
)  # fmt: skip
ROLE_UNREADABLE = Rule(
    "K108", E, "角色看不懂", "“{item}”的角色“{found}”看不懂，这一行没有计分。",
    "写“牵头”“配合”，或者写分担比例“牵头60%；配合40%”，空着是不分角色。",
)  # fmt: skip
LIMITS_SWAPPED = Rule(
    "K109", W, "上下限写反了", "“{item}”的最低{least}大于最高{most}。",
    "把“最低”“最高”两格对调。",
)  # fmt: skip
FACTOR_AIMLESS = Rule(
    "K110", W, "倍数没有对象", "倍数“{item}”的板块“{found}”里没有计分项，一分也没有乘。",
    "板块写“扣分”“加分”，或者写要乘的那个板块的名称。",
)  # fmt: skip

# K11, what points are taken from
DENOMINATOR_MISSING = Rule(
    "K111", W, "没有计划数", "{unit}的“{item}”没有计划数，完成率算不出，这一项空着。",
    "在“考核数据”里补上计划数，再计分一次。",
)  # fmt: skip
EVIDENCE_MISSING = Rule(
    "K112", E, "考核事件没有依据", "{unit}“{event}”没有写依据，没有计分。",
    "在“依据”里写明文件、会议或者通报的名称和日期。",
)  # fmt: skip
EVENT_UNIT_UNKNOWN = Rule(
    "K113", E, "名册里没有这个单位", "“{unit}”不在单位名册里，这一行没有计分。",
    "改成名册里的全称，或者先把单位登记进名册。",
)  # fmt: skip
FIGURE_UNREADABLE = Rule(
    "K114", E, "不是数", "{unit}“{item}”的“{found}”不是数，这一项没有计分。", "改成数字。"
)
UNIT_IN_GROUPS = Rule(
    "K115", W, "一个单位在几个组", "{unit}同时在{groups}，只在第一个组里排名。",
    "在“单位名册”的“考核组别”里只留一个。",
)  # fmt: skip
GROUP_MISSING = Rule(
    "K116", N, "没有考核组别", "{units}没有考核组别，放在“未分组”里排名。",
    "在“单位名册”里填上考核组别，不参加排名的写“不排名”。",
)  # fmt: skip
VALUE_TWICE = Rule(
    "K117", E, "同一项数据写了两次", "{unit}的“{item}”在第{rows}行写了两次，没有采用。",
    "只留一行。",
)  # fmt: skip
GAP_HIT = Rule(
    "K118", W, "落在分档的缺口里", "{unit}的“{item}”是{value}，没有一档管它，没有计分。",
    "把考核方案这一行的分档补齐。",
)  # fmt: skip
PERIOD_OF_DATA_UNREADABLE = Rule(
    "K119", E, "期次看不懂", "期次“{found}”看不懂，这一行没有计分。", "写成2022-06、2022-Q2这样。"
)
# K12, lists
LIST_UNKNOWN = Rule("K121", E, "没有这个榜", "没有叫“{found}”的榜单。", "从这些里选一个：{known}。")
LIST_EMPTY = Rule(
    "K122", W, "榜上没有单位", "“{name}”没有一家单位有数据，榜是空的。",
    "核对榜单设置里的组别和依据。",
)  # fmt: skip
LIST_BASIS_UNKNOWN = Rule(
    "K123", W, "榜单没有数据", "“考核数据”里没有“{found}”，“{name}”这次没有出。",
    "要出这个榜，先填这项数据；依据写错了的，改成“得分”、板块或指标的名称。",
)  # fmt: skip
SAMPLE_SMALL = Rule(
    "K125", N, "样本太少", "{unit}只有{count}票有效，少于{least}票，满意率不采用。",
    "样本够了再评，或者在“榜单设置”里改最少票数。",
)  # fmt: skip
VOTES_UNLIKE = Rule(
    "K126", W, "票数对不上", "{unit}各档票数合计{found}，不等于填的总数{total}。",
    "核对各档票数和总数。",
)  # fmt: skip
ALL_LEVEL = Rule(
    "K127", N, "没有分出高下", "“{group}”{count}家都是{points}分，没有分出高下。没有取到数的计分项：{items}。",
    "到“考核事件”“考核数据”补上本期的再计分；要看灯色的，参数“考核方案”改成“灯色红黄黑榜”。",
)  # fmt: skip
NO_GROUPS = Rule(
    "K128", N, "都没有考核组别", "{count}家单位的“考核组别”都空着，部门和乡镇排在了一起。",
    "在“单位名册”里填上考核组别，再计分一次。",
)  # fmt: skip

# K13, over periods, of projects
PERIODS_MISSING = Rule(
    "K131", W, "全年得分缺期次", "{unit}没有{kinds}的得分，按权重算不出本期得分，不参加排名。",
    "先给缺的期次点“考核计分”，再算这一期。",
)  # fmt: skip
PERIODS_PARTLY = Rule(
    "K132", N, "期次不全", "{unit}缺{periods}的得分，按已有的期次平均。",
    "补上缺的期次再计分；新设的单位不用改。",
)  # fmt: skip
PROJECT_UNIT_UNKNOWN = Rule(
    "K133", W, "项目没有记分单位", "项目“{name}”的引进单位、属地、业主都不在单位名册里，没有计分。",
    "在“项目台账”的“引进单位”里填名册里的全称。",
)  # fmt: skip
CONDITION_UNREADABLE = Rule(
    "K134", E, "条件看不懂", "“{item}”的条件里“{found}”看不懂，没有采用。",
    "写成“年内逾期未完成>=2”“签约率第1”“组别=县区”这样，“且”连接同时要满足的，“；”隔开满足一个就行的。",
)  # fmt: skip
CONDITION_UNKNOWN = Rule(
    "K135", W, "条件问的没有数据", "“{item}”的条件问到{found}，考核数据、考核事件和台账里都没有，按没有满足算。",
    "核对名称的写法；要按它判的，先填这项数据。",
)  # fmt: skip
MARK_UNFIT = Rule(
    "K136", E, "互评分数不对", "{judge}给{unit}打的“{found}”不是0到100的数，没有采用。",
    "改成0到100的数。",
)  # fmt: skip
MARK_OWN = Rule(
    "K137", W, "给自己打分", "{unit}给自己打了分，没有采用。", "删掉这一行，互评只打别的单位。"
)
MARK_TWICE = Rule(
    "K138", E, "同一家打了两次分", "{judge}给{unit}的“{item}”在第{row}行已经打过，这一行没有采用。",
    "只留一行。",
)  # fmt: skip
RANKS_REPORTING = Rule(
    "K139", N, "给报送打分", "方案“{scheme}”里{items}是给报送本身打分的，没有一项看任务结果。",
    "减负规定不让拿填报排名：加上看完成情况的计分项，或者把这几行的“启用”改成否。",
)  # fmt: skip
