"""F1 to F5: sentences about a form that came back, as it is read."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# F1, the file, and whose form it is
DAMAGED = Rule(
    "F101", E, "文件损坏", "文件已经损坏或不完整，打不开。",
    "请该单位在自己电脑上打开、重新保存后再发一次。",
)  # fmt: skip
ENCRYPTED = Rule(
    "F102", E, "文件加了密码", "文件加了打开密码，读不了。",
    "请该单位去掉打开密码后再发一次。",
)  # fmt: skip
NOT_A_WORKBOOK = Rule(
    "F103", E, "不是表格文件", "这是{kind}，不是表格文件。",
    "请该单位把内容填进下发的报送表，发回表格文件。",
)  # fmt: skip
ARCHIVE = Rule(
    "F104", E, "压缩包", "这是压缩包，里面的表没有读。",
    "解压后把里面的表格文件放进收件文件夹。",
)  # fmt: skip
EMPTY_FILE = Rule("F105", E, "空文件", "文件是空的，没有内容。", "请该单位重新发一次。")
TOO_LARGE = Rule(
    "F106", E, "文件太大", "文件内容有{size}MB，超过能读的{most}MB。",
    "请该单位删去图片和多余的页后再发一次。",
)  # fmt: skip
NO_TABLE = Rule(
    "F107", E, "没有填报表格", "文件里没有找到任务填报或节点填报的表格。",
    "核对是否发错了文件；没有发错的，请按下发的报送表重填。",
)  # fmt: skip
SUSPICIOUS = Rule(
    "F108", E, "文件不正常", "文件展开后大得不正常，为安全起见没有读。",
    "核对文件来源；确是本单位的，请在下发的报送表上重填。",
)  # fmt: skip
IN_USE = Rule(
    "F109", E, "文件打不开", "文件打不开，可能正被别的程序占用，或已被移走。",
    "关闭正在打开它的程序，再汇总一次。",
)  # fmt: skip
MACROS = Rule(
    "F111", N, "文件带宏", "文件里带有宏，没有运行，只读了表格。",
    "不用处理；来源不明的不要打开。",
)  # fmt: skip
OUTSIDE_LINKS = Rule(
    "F112", N, "引用了别的文件", "有格子引用别的文件，按保存时的数读取。",
    "核对这些格子的数是不是最新的。",
)  # fmt: skip
OTHER_KIND = Rule("F113", N, "后缀名不对", "文件后缀与内容不符，已按{kind}读取。", "不用处理。")
CUT_SHORT = Rule(
    "F114", W, "表格太大只读了一部分", "第{row}行以后、第{column}列以后的内容没有读。",
    "核对那里有没有填报内容；有的话移到表格里再汇总。",
)  # fmt: skip
TEMPORARY = Rule(
    "F115", E, "临时文件", "这是表格打开着时留下的临时文件，不是报送表。",
    "关闭打开着的表格，这个文件就会消失；要读的是同名的报送表。",
)  # fmt: skip
READING_BROKE = Rule(
    "F116", E, "程序没有读成", "程序没能读成这个文件，出了没有料到的错。",
    "把这个文件和“备份”文件夹里的“出错记录.txt”发给维护人员；急用的，请该单位重填一份。",
)  # fmt: skip
BASE_MISSING = Rule(
    "F121", W, "不是原来的报送表", "没有随表保存的原值，是另做的表；单位按{source}认定。",
    "核对单位和期次；台账空着的格照它填，台账有数又不同的列为冲突。",
)  # fmt: skip
UNIT_UNKNOWN = Rule(
    "F122", E, "认不出是谁报的", "没有随表保存的原值，也看不出是哪个单位报的。",
    "在文件名里写上单位全称再汇总，或请该单位用下发的表重报。",
)  # fmt: skip
SEAL_BROKEN = Rule(
    "F123", E, "原值被改动", "随表保存的原值被改动过，不能作为比对依据。",
    "给该单位重新下发报送表，请它填好再报。",
)  # fmt: skip
BASE_DAMAGED = Rule(
    "F124", W, "原值读不出", "随表保存的原值残缺，读不出来。",
    "核对单位和期次，看是不是发给该单位的那份表。",
)  # fmt: skip
SEVERAL_BASES = Rule(
    "F125", E, "几份报送表拼在一起", "一个文件里拼了{units}的几份报送表。",
    "请各单位分别报送，一个文件一份。",
)  # fmt: skip
OTHER_UNIT_INSIDE = Rule(
    "F126", E, "借用了别家的表", "表是发给“{sent_to}”的，首页写的却是“{named}”。",
    "核对是谁报的；拿别家的表填的，请用发给本单位的表重填。",
)  # fmt: skip
OTHER_UNIT_IN_NAME = Rule(
    "F127", W, "文件名与表内单位不同", "文件名里是“{named}”，表内是“{sent_to}”。",
    "核对是谁报的；只是文件名写错的，改对文件名即可。",
)  # fmt: skip
OTHER_SCHEMA = Rule(
    "F128", W, "不是现在的表样", "表样是第{found}版，现在用的是第{wanted}版。",
    "核对各列有没有读错；以后请用新下发的表填报。",
)  # fmt: skip

# F2, tables, headers, rows
SHEET_RENAMED = Rule("F201", N, "工作表改了名", "“{found}”页按“{label}”读取。", "不用处理。")
TABLE_MOVED = Rule("F202", N, "表头换了位置", "表头在第{row}行，已从这里读起。", "不用处理。")
COLUMNS_MOVED = Rule("F203", N, "列换了次序", "列的次序变了，已按标题对上。", "不用处理。")
HEADER_HEALED = Rule("F204", N, "标题改了写法", "标题“{found}”按“{label}”读取。", "不用处理。")
HEADER_UNSURE = Rule(
    "F205", W, "标题拿不准", "标题“{found}”像是“{near}”，拿不准，没有采用。",
    "选定它是哪一列，以后同一单位不再问。",
)  # fmt: skip
COLUMN_MISSING = Rule(
    "F206", W, "少了一列", "没有找到“{label}”这一列，这一列没有读。",
    "核对该单位是否删了这一列；要报的请它补上。",
)  # fmt: skip
COLUMN_ADDED = Rule(
    "F207", N, "多了一列", "标题“{found}”不在表样里，没有读。",
    "核对里面有没有要紧的内容。",
)  # fmt: skip
HEADER_TWICE = Rule(
    "F208", W, "标题重复", "有几列都像“{label}”（{cells}），拿不准，都没有采用。",
    "请该单位只留一列，或在台账里手工填。",
)  # fmt: skip
HEADER_TWO_ROWS = Rule("F209", N, "两行表头", "表头占了{rows}行，已合起来读。", "不用处理。")
CELLS_MERGED = Rule(
    "F210", N, "合并了几行", "{cells}合并成一格，里面的内容算作每一行的。",
    "核对这几行是不是都该这样填。",
)  # fmt: skip
CELLS_MERGED_ACROSS = Rule(
    "F211", W, "合并了几列", "{cells}把几列合成一格，分不清是哪一列的。",
    "请该单位拆开填，或在台账里手工填。",
)  # fmt: skip
ROWS_MOVED = Rule("F212", N, "行换了次序", "行的次序变了，已按任务编号对上。", "不用处理。")
ROW_MISSING = Rule(
    "F213", W, "少了一行", "编号“{key}”这一行不见了，按没有填报处理。",
    "核对该单位是否删了这一行；要报的请它补上。",
)  # fmt: skip
ROW_UNCLAIMED = Rule(
    "F214", W, "多了一行，待认领", "“{name}”没有可用的编号，这一行没有采用。",
    "认领它是哪项任务（相近的有：{near}），补上编号再汇总。",
)  # fmt: skip
ROW_BY_NAME = Rule(
    "F215", N, "按名称对上", "编号写成“{found}”，按名称认作“{key}”。",
    "核对是不是这项任务。",
)  # fmt: skip
ROW_CONFUSED = Rule(
    "F216", E, "编号与名称对不上", "编号是“{key}”，名称却是“{other}”的，没有采用。",
    "核对这一行填的是哪项任务，改对编号再汇总。",
)  # fmt: skip
ROW_TWICE = Rule(
    "F217", N, "同一行出现几次", "编号“{key}”有{count}行，填法不矛盾，已合起来读。",
    "不用处理。",
)  # fmt: skip
LOCKED_CHANGED = Rule(
    "F218", N, "改了灰色格", "“{label}”被改成“{found}”，没有采用，仍按“{sent}”。",
    "核对该单位是不是想更正台账；该改的由你在台账里改。",
)  # fmt: skip
ROW_NOT_SENT = Rule(
    "F219", W, "不是发给它的任务", "编号“{key}”不在发给该单位的表里，没有采用。",
    "核对该单位是否该报这一项；该报的补上责任单位再下发。",
)  # fmt: skip
ROW_SKIPPED = Rule("F220", N, "跳过了一行", "这一行是“{name}”，不是任务，没有读。", "不用处理。")
SHEET_COPIED = Rule(
    "F221", N, "同一张表有几页", "“{sheets}”都是{label}，已合起来读。",
    "核对哪一页是定稿。",
)  # fmt: skip
SHEET_MISSING = Rule(
    "F222", W, "少了一页", "没有找到“{label}”页，按没有填报处理。",
    "核对该单位是否删了这一页；要报的请它补上。",
)  # fmt: skip
FILLER_MISSING = Rule(
    "F223", N, "没写填报人", "首页的填报人、联系电话没有填全。",
    "需要核实时按单位名册联系。",
)  # fmt: skip
KEY_HEALED = Rule("F224", N, "编号写法不同", "编号写成“{found}”，认作“{key}”。", "不用处理。")
COLUMNS_HIDDEN = Rule(
    "F225", N, "隐藏了几列", "“{labels}”列是隐藏的，也读了。",
    "核对隐藏的列是不是该单位要报的。",
)  # fmt: skip
ROWS_HIDDEN = Rule(
    "F226", N, "隐藏了几行", "有{count}行是隐藏的，也读了。",
    "核对隐藏的行是不是该单位要报的。",
)  # fmt: skip

AS_BEFORE = Rule("F230", N, "沿用上期", "“{found}”没有新内容，仍按上期填的。", "不用处理。")
NOTHING_NEW = Rule(
    "F231", W, "没有写新内容", "“{label}”只写了“{found}”，仍是上期内容。",
    "请该单位写清本期做了什么；没有进展的写明原因。",
)  # fmt: skip
SAID_ELSEWHERE = Rule(
    "F232", W, "内容写在别处", "“{found}”说内容在别处，没有采用。",
    "请该单位把内容写进这一格。",
)  # fmt: skip
NONE_NOW = Rule("F233", N, "现在没有", "“{found}”按现在没有读取，上期内容清空。", "不用处理。")
REQUEST_WITHDRAWN = Rule(
    "F234", N, "撤回了销号申请", "撤回了销号申请，办理环节改回“{stage}”。", "不用处理。"
)
STAGE_NOT_OURS = Rule(
    "F235", W, "撤回销号申请没有改环节", "撤回了销号申请；办理环节“{stage}”不是它改的，没有动。",
    "核对台账里的“办理环节”，要改的手工改。",
)  # fmt: skip
NUMBER_ENDLESS = Rule(
    "F236", E, "数大得不可能", "“{found}”大得不可能是要报的数，没有采用。", "请该单位改成实际的数。"
)
NUMBER_HIDDEN = Rule(
    "F237", W, "数没有显示出来", "格子里的数{found}没有显示出来，没有采用。",
    "请该单位把这一格的格式设成常规，核对后重填。",
)  # fmt: skip
MEASURE_CHANGED = Rule(
    "F238", W, "改了计量单位", "计量单位由“{measure}”改成“{written}”，“{found}”没有采用。",
    "请该单位按“{measure}”填，或在数后面写明单位。",
)  # fmt: skip
STRUCK_OUT = Rule(
    "F239", W, "画了删除线", "“{found}”画了删除线，没有采用。", "请该单位删去作废的，只留要报的。"
)
BASE_RECALLED = Rule(
    "F240", W, "改用下发时的原值", "没有随表保存的原值，改用下发时的；单位按{source}认定。",
    "核对单位和期次；认错了单位的，把文件移走再汇总。",
)  # fmt: skip
SAVING_WEIGHED = Rule(
    "F250", N, "保存时间有讲究", "保存时间按{source}，算作{when}。",
    "按时还是迟报有疑问的，看收到邮件的时间。",
)  # fmt: skip
SAVING_DISBELIEVED = Rule(
    "F251", W, "保存时间不可信", "写明的保存时间{found}不可能，改看{source}，算作{when}。",
    "核对该单位电脑的日期；按时还是迟报，看收到邮件的时间。",
)  # fmt: skip
LATE_UNSURE = Rule(
    "F252", W, "是否迟报拿不准", "只知道是{since}到{until}之间保存的，暂记按时。",
    "看收到邮件的时间；确是迟报的，在“汇总结果”里改。",
)  # fmt: skip
UNSEALED_ASIDE = Rule(
    "F253", W, "另做的表不顶替原表", "这份没有随表的原值，“{other}”有，没有用这份顶替（{count}格不同）。",
    "确要用这份的，把“{other}”移走，对它的汇总点“撤销”，再汇总。",
)  # fmt: skip
UNSEALED_LATER = Rule(
    "F254", W, "另做的表不顶替已汇总的", "这份没有随表的原值，“{unit}”已汇总过“{other}”，没有采用。",
    "确要改用这份的，先对已汇总的点“撤销”，再汇总。",
)  # fmt: skip
READ_TOGETHER = Rule(
    "F255", W, "分不清哪份在后", "与“{other}”分不清哪份在后，已合起来读，{count}格两样。",
    "问清以哪份为准，把另一份移走再汇总。",
)  # fmt: skip

CELL_NOT_TAKEN = Rule(
    "F256", W, "一格没有采用", "这里写的“{found}”没有采用。",
    "核对这一行填的是哪项任务；要用的改对编号再汇总。",
)  # fmt: skip
ODD_PACKING = Rule(
    "F257", E, "压缩方法不常见", "文件用了不常见的压缩方法，读不了。",
    "请该单位用办公软件打开、另存一次再发。",
)  # fmt: skip
PICTURE_CELL = Rule(
    "F258", E, "格子里是图片", "格子里是一张图片，没有文字或数。",
    "请该单位写成文字或数，图片另附。",
)  # fmt: skip
COMMENT_FOUND = Rule(
    "F259", W, "写在批注里", "批注里写着“{text}”，没有读进表格。",
    "核对说的是哪一格；要用的在台账里手工填。",
)  # fmt: skip
BOX_FOUND = Rule(
    "F260", W, "写在文本框里", "文本框里写着“{text}”，没有读进表格。",
    "核对说的是哪一格；要用的在台账里手工填。",
)  # fmt: skip
PICTURES_FOUND = Rule(
    "F261", W, "贴了图片", "贴了{count}张图片（{cells}），没有读。",
    "打开文件看图片里有没有要填的内容。",
)  # fmt: skip
OBJECTS_FOUND = Rule(
    "F262", W, "嵌了别的文件", "页里嵌了{count}个别的文件，没有读。",
    "打开文件看里面有没有要填的内容。",
)  # fmt: skip
COLUMN_QUOTED = Rule(
    "F263", W, "表样外的列里有内容", "“{found}”列没有读，写着：{text}。",
    "核对有没有要紧的内容；要用的在台账里手工填。",
)  # fmt: skip
LINE_BELOW = Rule(
    "F264", W, "表格下面写了话", "表格下面写着“{text}”，没有读进哪一项。",
    "核对说的是哪项任务；是更正的，在台账里手工改。",
)  # fmt: skip
LINE_ABOVE = Rule(
    "F265", W, "表格上面写了话", "表格上面写着“{text}”，没有读进哪一项。",
    "核对说的是哪项任务；是更正的，在台账里手工改。",
)  # fmt: skip
GUIDE_LINE = Rule(
    "F266", W, "说明页上写了话", "说明页上写着“{text}”，没有读。",
    "核对说的是哪项任务；要用的在台账里手工填。",
)  # fmt: skip
SHEET_QUOTED = Rule(
    "F267", W, "另加了一页", "这一页没有要填的表，没有读，写着：{text}。",
    "核对有没有要紧的内容；要用的在台账里手工填。",
)  # fmt: skip
OTHER_UNITS_SHEET = Rule(
    "F268", W, "夹了别家的表", "这一页是“{found}”的表，发给的是“{own}”，没有读。",
    "核对是谁报的；别家的表，请那家单位自己报。",
)  # fmt: skip
OTHER_PERIODS_SHEET = Rule(
    "F269", W, "夹了别的期次的表", "这一页写的是{found}的表，本份是{own}的，没有读。",
    "核对是不是存档的旧表；要用的请该单位填到本期的页里。",
)  # fmt: skip
ROW_SPLIT = Rule(
    "F270", W, "一项拆成几行填", "“{key}”像是把“{parent}”拆成几行填的，没有采用。",
    "问清几行怎么合成一项，在台账里手工填，或请该单位合成一行。",
)  # fmt: skip
ROW_SPLIT_BACK = Rule(
    "F271", W, "一项拆成几行填", "“{key}”是把“{parent}”拆成几行填的。",
    "合成一行填：完成值、完成进度填整项的。",
)  # fmt: skip
TOO_MANY = Rule(
    "F272", W, "同样的问题还有很多", "同样的问题（{title}）还有{count}处，没有逐一列出。",
    "打开文件看；先改好列出的，再汇总一次就能看到其余的。",
)  # fmt: skip
FOLDER_LINKED = Rule(
    "F273", E, "链接的文件夹", "这是链接到别处的文件夹，里面的文件没有读。",
    "把里面的表直接放进收件文件夹。",
)  # fmt: skip
FOLDER_UNREADABLE = Rule(
    "F274", E, "文件夹打不开", "文件夹打不开，里面的文件没有读。",
    "检查自己能不能打开它；打不开的请信息中心开通权限。",
)  # fmt: skip

# F3, cells that cannot be read
SEVERAL_UNITS = Rule(
    "F290", E, "几家的表放在一起", "一个文件里有{units}的表，文件名也没有写是谁报的。",
    "在文件名里写上报送单位全称再汇总，或请各单位分别报送。",
)  # fmt: skip
KEY_OF_TWO = Rule(
    "F291", E, "一个编号两个名称", "编号“{key}”下有两个名称：{names}，没有采用。",
    "请该单位核对编号，改对后再报。",
)  # fmt: skip
MARGIN_FOUND = Rule(
    "F294", W, "写在页眉页脚里", "页眉页脚里写着“{text}”，没有读进表格。",
    "核对有没有要紧的内容；要用的在台账里手工填。",
)  # fmt: skip
ERROR_CELL = Rule(
    "F301", E, "公式出错的格", "格子里是出错的公式（{found}），没有数。",
    "请该单位改成实际的数或文字。",
)  # fmt: skip
FORMULA_EMPTY = Rule(
    "F302", E, "公式没有算出结果", "格子里是公式，文件里没有存下结果。",
    "请该单位用办公软件打开、保存一次再发，或直接填数。",
)  # fmt: skip
NOT_A_NUMBER = Rule(
    "F303", E, "不是数", "“{found}”看不出是什么数。",
    "请该单位只填数字，如 12 或 2000。",
)  # fmt: skip
NOT_A_PERCENT = Rule(
    "F304", E, "不是进度", "“{found}”看不出进度是多少。",
    "请该单位填百分数，如 80%。",
)  # fmt: skip
NOT_A_DATE = Rule(
    "F305", E, "不是日期", "“{found}”看不出是哪一天。",
    "请该单位填日期，如 2022-9-30。",
)  # fmt: skip
NO_SUCH_DAY = Rule("F306", E, "没有这一天", "“{found}”这一天不存在。", "请该单位改成正确的日期。")
NOT_AN_OPTION = Rule(
    "F307", E, "不在选项里", "“{found}”不在选项（{options}）里。",
    "请该单位从下拉里选一个。",
)  # fmt: skip
REQUIRED_BLANK = Rule(
    "F308", E, "必填格空着", "必填的“{label}”空着。",
    "请该单位补填；没有进展的写明原因。",
)  # fmt: skip
OUT_OF_RANGE = Rule(
    "F309", E, "进度超出范围", "进度“{found}”不在0到100%之间。",
    "请该单位核对后改正。",
)  # fmt: skip
BECAME_A_DATE = Rule(
    "F310", E, "数变成了日期", "这里该填数，格子里却是日期{found}。",
    "请该单位先把格式设成文本，再填原来的数。",
)  # fmt: skip
PERCENT_FOR_NUMBER = Rule(
    "F311", E, "该填数却是百分数", "这里该填{measure}，填的却是“{found}”。",
    "请该单位填累计完成的数，百分数填到进度列。",
)  # fmt: skip
YEAR_IMPOSSIBLE = Rule("F312", E, "年份不对", "“{found}”的年份不可能。", "请该单位改成正确的日期。")
TEXT_DAMAGED = Rule(
    "F313", E, "文字是乱码", "文字里有乱码，读不出原意。",
    "请该单位用办公软件另存后再发。",
)  # fmt: skip
REQUIRED_HOLLOW = Rule(
    "F314", E, "必填格没有写内容", "必填的“{label}”只写了“{found}”，按没有填算。",
    "请该单位写清本期做了什么；没有进展的写明原因。",
)  # fmt: skip

# F4, two readings: the clerk is asked
CELL_TWICE = Rule(
    "F401", W, "同一格填了两样", "同一编号填了两样：{choices}，没有采用。",
    "问清以哪个为准，在台账里手工填。",
)  # fmt: skip
TWO_READINGS = Rule(
    "F402", W, "有两种读法", "“{found}”可以是{choices}，没有采用。",
    "问清是哪一个，在台账里手工填，或请该单位改填。",
)  # fmt: skip
OTHER_MEASURE = Rule(
    "F403", W, "单位不一致", "“{found}”与计量单位“{measure}”不一致，没有采用。",
    "按“{measure}”换算后在台账里手工填，或请该单位改填。",
)  # fmt: skip
VAGUE = Rule("F404", W, "没有准数", "“{found}”没有准数，没有采用。", "问清准数，或请该单位改填。")
NO_DAY = Rule(
    "F405", W, "没有写到日", "“{found}”没有写到哪一天，没有采用。",
    "问清是哪一天，或请该单位改填。",
)  # fmt: skip
YEAR_UNSURE = Rule(
    "F406", W, "年份拿不准", "“{found}”没写年份，可能是{choices}，没有采用。",
    "问清是哪一年，或请该单位写全年月日。",
)  # fmt: skip
OVER_HUNDRED = Rule(
    "F407", W, "进度超过100%", "“{found}”读出来是{value}，超过100%，没有采用。",
    "核对是超额完成还是笔误，再在台账里填。",
)  # fmt: skip

# F5, receipts: one reading, taken, and said so
READ_AS = Rule("F501", N, "换了写法", "“{found}”按{value}读取。", "不用处理。")
ROUGHLY = Rule("F502", N, "约数", "“{found}”是约数，按{value}读取。", "需要准数时再问该单位。")
YEAR_ADDED = Rule("F503", N, "补了年份", "“{found}”没写年份，按{value}读取。", "核对年份对不对。")
MONTH_END = Rule(
    "F504", N, "按月末", "“{found}”按那个月最后一天{value}读取。",
    "需要准确日期时再问该单位。",
)  # fmt: skip
NOTHING_SAID = Rule("F505", N, "按空白", "“{found}”按没有填读取。", "不用处理。")
TEXT_FROM_VALUE = Rule(
    "F506", N, "数或日期当作文字", "格子里是{kind}，按文字“{value}”读取。",
    "核对显示的样子是不是这样。",
)  # fmt: skip
