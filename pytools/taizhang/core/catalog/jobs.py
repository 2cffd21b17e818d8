"""What jobs say at the end: the lines of their summaries, a label and how its value is said.

A job makes a line with `of`; where a line needs several forms they stand side by side.
"""

from dataclasses import dataclass

from taizhang.core.issues import show


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary; `label` and `value` are templates with named placeholders.

    >>> Fact("报送表", "{count}份").of(count=37)
    ('报送表', '37份')
    """

    label: str
    value: str

    def of(self, **values: object) -> tuple[str, str]:
        """The line with these values, shown as sentences show them; KeyError where one is missing."""
        shown = {name: show(value) for name, value in values.items()}
        return self.label.format_map(shown), self.value.format_map(shown)


# the summary of every job
ATTENTION = Fact("需要留意", "{count}处，详见“校验结果”")
PERIOD = Fact("期次", "{period}")
TASKS = Fact("任务", "{count}项")
NODES = Fact("节点", "{count}个")
PUT = Fact("放在", "{place}")
PUT_SEVERAL = Fact("放在", "{place} 等{count}个文件")
COUNTED = Fact("{name}", "{count}{measure}")  # a name that the office gave, and how many of it

# init
MADE = Fact("建好台账", "{name}")
FOLDERS = Fact("工作文件夹", "{names}")
NEXT_SETTINGS = Fact("接下来", "打开台账，在“参数设置”里改好{names}，再载入清单")

# load, decompose, register
NEW_TASKS = Fact("新登记任务", "{count}项")
NEW_UNITS = Fact("新登记单位", "{count}家")
FILLED = Fact("补充了空格的", "{count}项")
SAME = Fact("已在台账的", "{count}项")
TWICE = Fact("清单里重复的", "{count}行")
REFUSED = Fact("没有登记的", "{count}行")
PASSED = Fact("标题、合计等", "{count}行")
SPLIT = Fact("拆出任务", "{count}项")
DOUBTFUL = Fact("要核对", "{count}项（黄格）")
LEFT_OUT = Fact("未采用的段落", "{count}段，各写明原因")
MADE_DRAFTS = Fact("改为草稿", "{count}段")
OTHERS_WAIT = Fact("别的方案未登记的", "{count}项，没有动")
NEXT_REGISTER = Fact("接下来", "在“方案拆解”里核对，再点“登记入账”")
REGISTERED = Fact("登记任务", "{count}项")
TO_CHECK = Fact("要核对", "{count}处")

# distribute
FORMS = Fact("报送表", "{count}份")
ROWS_TO_FILL = Fact("填报任务", "{count}行")
CUTOFF = Fact("截止", "{when}")
NOT_DUE = Fact("本期不用报的任务", "{count}项（{tasks}）")
SENT_AGAIN = Fact("其中以前发过的", "{count}份，已按现在的台账重做；单位手里有旧的，请重发")

# plan
PLANNED = Fact("倒排", "{count}项任务，{nodes}个节点")
NODES_PUT = Fact("写进", "节点计划")
LOOKED = Fact("只看", "台账没有改动")

# five, duties, phases
FIVE = Fact("五个一", "{count}项任务，五样都有的{whole}项")
FIVE_LACKS = Fact("缺{name}", "{count}项")
DUTIES = Fact("履职", "核对{count}项，不够{short}项")
POSTS = Fact("领导页", "{count}位")
PHASES = Fact("阶段", "{count}个")
STANDS = Fact("{name}", "{total}项，没有达到要求{behind}项")

# merge, rehearse
RECEIVED = Fact("收到", "{count}份，采用{merged}份，未采用{aside}份")
CELLS = Fact("格子", "采用{taken}，未变{same}，退回{refused}，冲突{conflict}")
CONFLICTS = Fact("新冲突", "{count}处")
CLAIMS = Fact("待认领", "{rows}行，待认表头{headers}个")
LATE = Fact("迟报", "{count}家")
ALL_REPORTED = Fact("未报", "0家")
MISSING = Fact("未报", "{count}家：{units}")
SENT_BACK = Fact("退回", "{count}份，在{place}")
PAPERS_MADE = Fact("材料", "补做或更新{count}份")
UNCHANGED = Fact("结果", "没有变化，台账原样未动")
REHEARSED = Fact("预演", "台账没有改动")
WOULD_CHANGE = Fact("会改动", "{count}格")

# apply-rulings
RULED = Fact("应用裁决", "{count}处")
CHANGED = Fact("改动台账", "{count}格")
UNRULED = Fact("待裁决", "{count}处")

# close, extend, problems
PROPOSED = Fact("新的销号申请", "{count}项")
STEPPED = Fact("办了“{name}”", "{count}件")
TURNED = Fact("线索转问题", "{count}件")
VISITED = Fact("督查记录", "{count}次")
ANSWER_RATE = Fact("批示有回音", "{of}件要反馈，{count}件已反馈")
HANDED_OUT = Fact("现场交办转问题", "{count}件")
MOVED_ON = Fact("退办改派", "{count}项")
SAMPLED = Fact("抽取", "{of}项在办任务，抽{count}项，登在“督查记录”")
SAMPLED_NEXT = Fact("接下来", "“打印哪种文书”选抽查名单，点“打印文书”印名单")
TO_DECIDE = Fact("等待决定", "{count}项")
JUDGE_AGAIN = Fact("接下来", "点“研判亮灯”，台账的状态和挂图就和销号记录一致")
STEP_NEXT = Fact("接下来", "到“问题台账”的“下一步”选怎么办，填好要填的列，再点一次")
TO_DECIDE_HOW = Fact("等待决定", "{count}项；到“销号记录”填核查情况、选审核决定，再点一次")

# undo
UNDONE = Fact("撤销", "{job}")
CELLS_BACK = Fact("恢复格子", "{count}处")
ROWS_GONE = Fact("删去新增的", "{count}行")
ROWS_BACK = Fact("补回删去的", "{count}行")
REPORTS_CHANGED = Fact("改动报送效力", "{count}行")
LEFT_ALONE = Fact("后来改过、未动", "{count}处")

# judge
JUDGED_ON = Fact("研判日期", "{day}")
RECORDED = Fact("当时记录", "{count}项")
ADVISED = Fact("建议{name}", "{count}项")
UNITS_LIT = Fact("{of}亮红灯", "{count}：{names}")

# lamp-plan
PLANS = Fact("亮灯方案", "{count}套")
PLAN_USED = Fact("已套用", "{name}")
PLAN_RULES = Fact("规则", "{count}条，以后可以在“亮灯规则”里改")
PLAN_NOTE = Fact("说明", "{note}")

# supervise, slips
SLIPS_PROPOSED = Fact("新建议", "{count}件")
PRINTED = Fact("打印文书", "{count}件，新编号{new}件，重印{again}件")

# check
CHECKED = Fact("校验", "没有发现问题")
FOUND = Fact("校验", "发现{count}处，见“校验结果”")

# chart
DRAWN = Fact("图", "{kind}，{pages}张")
KINDS = Fact("图的种类", "{count}种")
CHARTED = Fact("任务", "{count}项，其中红灯{red}项")
PROGRESS = Fact("总体进度", "{progress}（时间进度{elapsed}）")

# score, rank
BY_SCHEME = Fact("考核方案", "{name}")
SCORED = Fact("计分", "{count}家")
NOT_RANKED = Fact("没有考核内容", "{count}家，不参加排名")
FIRST_PLACE = Fact("{group}第一", "{unit}，{points}分")
FIRST_SHARED = Fact("{group}第一", "{count}家并列，{points}分")
NOBODY_FIRST = Fact("{group}", "{count}家都是{points}分，没有分出高下")
LISTS = Fact("榜单", "{count}个")

# roll-up
TASK_PACKAGES = Fact("任务包", "{count}份")
GIVEN_DOWN = Fact("拆给下级", "{count}项，新编号{new}项")
SENT_UP = Fact("上报", "{count}项")
FROM_BELOW = Fact("下级报来", "{files}份，采用{rows}项")
ROLLED = Fact("汇总进台账", "{count}格")

# bulletin
PAPER = Fact("公文", "{kind}，第{number}期")
PAPER_TITLE = Fact("标题", "{title}")
PAPER_KINDS = Fact("文种", "{names}")

# board
ON_BOARD = Fact("看板", "{count}项任务，{units}家单位")
PAGES = Fact("{kind}", "{count}页")
PROJECTS = Fact("项目", "{count}个，完成率{rate}")

# upgrade
UPGRADED = Fact("结果", "台账已是新版，原来的一份在“备份”里")
UP_TO_DATE = Fact("结果", "已经是最新的，台账原样未动")

# archive
YEAR_ARCHIVED = Fact("结果", "{year}年已归档，移走{count}行，原来的一份在“备份”里")
YEAR_CLOSED = Fact("结果", "{year}年已经归档，台账原样未动")
YEAR_BACK = Fact("结果", "{year}年已取回，放回{count}行")

# repair
REPAIRED = Fact("结果", "已修复，原来的一份在“备份”里")
NOTHING_BROKEN = Fact("结果", "表、列、参数都在，没有要补的")

# selfcheck
PROGRAM = Fact("程序", "督查台账 {version}")
RUNTIME = Fact("运行环境", "{python}，{bits}位，{system}")
ROAD_OF_EXCEL = Fact("怎么用", "点工作簿里的按钮；宏被拦住时双击旁边的“不开宏”")
ROAD_OF_WPS = Fact("怎么用", "双击“不开宏”（WPS接管了Excel，按钮不一定能用）")
ROAD_WITHOUT_EXCEL = Fact("怎么用", "双击“不开宏”（没有找到Excel）")
ROAD_OF_LINUX = Fact("怎么用", "双击台账旁边的“不开宏”")
PACKAGES = Fact("组件", "{count}个，缺{missing}个")
LEDGER = Fact("台账", "任务{tasks}项，单位{units}家，表{sheets}张都在")
PERIOD_NOW = Fact("本期", "{period}")
FIT = Fact("结论", "可以使用")
MENDED = Fact("修好", "{what}")
NOTHING_TO_MEND = Fact("修复", "没有要修的")
UNFIT = Fact("结论", "有问题需要处理")

# bundle, settle, unsettle
BUNDLED = Fact("安装包", "{count}个组件，{size} MB")
FOR_TARGETS = Fact("适用", "{names}")
MANUAL_MADE = Fact("手册", "{count}节，{buttons}个按钮一个不少")
STILL_TO_PUT = Fact("还要放进", "{place}")
THERE_ALREADY = Fact("台账", "{name}已有，原样不动")
FIRST_MADE = Fact("台账", "建好{name}")
UNBLOCKED = Fact("解除锁定", "{count}个文件")
TRUSTED = Fact("受信任位置", "已登记")
NOT_TRUSTED = Fact("受信任位置", "没有登记，见下")
DISTRUSTED = Fact("受信任位置", "已取消")
NEVER_TRUSTED = Fact("受信任位置", "没有登记过")

# rules
RULES = Fact("规则", "{count}条")

# demo
DEMO_FOLDER = Fact("演示文件夹", "{name}")
DEMO_LOOK = Fact("打开看看", "{names}")
