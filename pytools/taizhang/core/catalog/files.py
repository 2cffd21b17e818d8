"""W: sentences about files, folders and the machine."""

from taizhang.core.issues import Rule, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# W1, the launcher in the workbook
NOT_SAVED = Rule(
    "W101", E, "工作簿还没有保存", "这个工作簿还没有存到电脑上。",
    "点“文件—另存为”，存到本机的文件夹里，再点一次按钮。",
)  # fmt: skip
IN_CLOUD = Rule(
    "W102", E, "工作簿在网盘上", "这个工作簿是从网盘地址打开的，程序找不到它。",
    "另存到本机硬盘的文件夹里，再从那里打开。",
)  # fmt: skip
READ_ONLY = Rule(
    "W103", E, "工作簿是只读的", "这个工作簿是只读打开的，结果存不下来。",
    "关闭别的窗口或别人打开的同一份文件，再重新打开。",
)  # fmt: skip
PROGRAM_MISSING = Rule(
    "W104", E, "找不到程序", "找不到程序，它已被移走或还没有装好。",
    "请信息中心重新安装；装在别处的，改隐藏的配置表里的位置。",
)  # fmt: skip
EXCEL_BUSY = Rule(
    "W105", W, "正在编辑单元格", "有一个单元格正在编辑，按钮暂时不能用。",
    "按回车结束输入，关掉弹出的窗口，再点一次按钮。",
)  # fmt: skip
PATH_SIGN = Rule(
    "W106", E, "文件夹名里有百分号", "工作簿的文件夹名或文件名里有“%”，程序无法启动。",
    "把“%”从名字里去掉，再重新打开工作簿。",
)  # fmt: skip
NOT_STARTED = Rule(
    "W107", E, "程序没有启动", "程序没有启动成功，台账没有改动。",
    "再点一次；仍然不行，点“环境自检”或联系信息中心。",
)  # fmt: skip

# W2, files
WORKBOOK_OPEN = Rule(
    "W202", E, "工作簿正开着", "“{name}”正开着（{holder}）。",
    "保存并关闭它，或直接点工作簿里的按钮。",
)  # fmt: skip
WORKBOOK_MISSING = Rule(
    "W203", E, "找不到工作簿", "找不到文件“{name}”。",
    "核对文件名和所在的文件夹。",
)  # fmt: skip
WORKBOOK_UNREADABLE = Rule(
    "W204", E, "工作簿打不开", "“{name}”打不开，可能已损坏或加了密码。",
    "从“备份”文件夹里取最近的一份来用。",
)  # fmt: skip
ALREADY_THERE = Rule(
    "W205", E, "文件夹里已有台账", "文件夹里已经有“{name}”，没有覆盖。",
    "换一个空文件夹，或先把原来的台账移走。",
)  # fmt: skip
CANNOT_WRITE = Rule(
    "W206", E, "文件写不进去", "“{name}”写不进去，可能正开着或没有权限。",
    "关闭正开着的文件，再点一次。",
)  # fmt: skip
LIST_UNREADABLE = Rule(
    "W207", E, "清单打不开", "“{name}”打不开，或里面没有表格。",
    "另存为.xlsx或.csv再选一次。",
)  # fmt: skip
NOTHING_CHOSEN = Rule(
    "W208", W, "没有选文件", "没有选清单文件。",
    "再点一次“载入清单”，选任务清单或单位名册文件。",
)  # fmt: skip
SHEET_PROTECTED = Rule(
    "W210", E, "工作表受保护", "有工作表加了保护，写不进去。",
    "在“审阅”里点“撤销工作表保护”，再点一次。",
)  # fmt: skip
CELL_MERGED = Rule(
    "W211", E, "合并的格写不进去", "这一格被合并进了别的格，写不进去。",
    "点“修复工作簿”，表里合并的格会拆开；再做一次。",
)  # fmt: skip
UNEXPECTED = Rule(
    "W299", E, "没有做完", "程序没有做完，台账没有改动或已保留备份。",
    "把“{folder}”文件夹里的“出错记录.txt”发给维护人员。",
)  # fmt: skip

# W3, a ledger that is empty
NO_UNITS = Rule(
    "W301", E, "单位名册是空的", "单位名册里还没有单位。",
    "先点“载入清单”选单位名册，或在“单位名册”里填写。",
)  # fmt: skip
NO_TASKS = Rule(
    "W302", E, "台账是空的", "任务台账里还没有任务。",
    "先点“载入清单”选任务清单，或在“任务台账”里填写。",
)  # fmt: skip

# W4, the machine
PACKAGE_MISSING = Rule("W401", E, "缺少组件", "缺少组件{name}。",
    "双击“不开宏”点“修复环境”，从“组件”里补；还是缺，请维护人员重新安装。",
)  # fmt: skip
INTERPRETER_MISSING = Rule(
    "W402", E, "程序位置不对", "工作簿里记的程序位置已经不存在。",
    "点“环境自检”修复；仍不行请维护人员重新安装。",
)  # fmt: skip
WPS_IN_PLACE = Rule(
    "W403", W, "WPS接管了Excel", "这台电脑由WPS接管了Excel文件。",
    "在WPS“设置”里取消兼容第三方，或改用不开宏的办法。",
)  # fmt: skip
FILE_FROM_WEB = Rule(
    "W404", W, "文件来自网络", "这个工作簿带有“来自网络”标记，宏会被拦住。",
    "点“修复环境”；或在文件上点右键选“属性”，勾选“解除锁定”。",
)  # fmt: skip
FOLDER_MISSING = Rule("W405", N, "文件夹补上了", "缺少“{name}”文件夹，已补上。", "不用处理。")
OFFICE_MISSING = Rule(
    "W406", N, "没有LibreOffice", "没有安装LibreOffice，不能直接出PDF。",
    "在Excel里打开挂图，另存为PDF即可。",
)  # fmt: skip
HOLIDAYS_MISSING = Rule(
    "W407", W, "没有下一年放假安排", "还没有{year}年的放假安排。",
    "国务院公布后写进“节假日”表；有新的安装包时把它的“组件”放到台账旁边，点“修复环境”。",
)  # fmt: skip
CLUSTER_MISSING = Rule(
    "W408", E, "没有装集群组件", "这台机器没有装集群组件。",
    "去掉集群选项在本机运行，或请维护人员安装集群组件。",
)  # fmt: skip
CLUSTER_SILENT = Rule(
    "W409", E, "集群没有回应", "集群“{found}”没有回应。",
    "核对集群的地址和是否开着，或去掉集群选项在本机运行。",
)  # fmt: skip

# W5, the workbook as another program left it
MACROS_FOREIGN = Rule(
    "W520", W, "宏工程读不懂", "工作簿里的宏工程读不懂，没有换成新的。",
    "请维护人员看一看；任务、报送等数据不受影响。",
)  # fmt: skip
MASTER_FORMAT = Rule(
    "W521", E, "台账存成了别的格式", "“{name}”是{found}格式，程序写不回去。",
    "用Excel或WPS打开它，另存为“启用宏的工作簿（.xlsm）”，再来一次。",
)  # fmt: skip
MACROS_DROPPED = Rule(
    "W522", W, "按钮和宏丢了", "工作簿里的{what}没有了，别的软件存盘时去掉了。",
    "关闭工作簿，双击“不开宏.bat”选“修复工作簿”，按钮就回来。",
)  # fmt: skip

# W6, commands and clicks
STOPPED = Rule("W601", W, "已经停下", "按你的要求停下了，台账没有改动。", "再点一次，从头做起。")
DIED = Rule(
    "W602", E, "程序中途断了", "程序做到一半断了，没有做完。",
    "再点一次；台账被改动过的，从“备份”里取最近的一份。",
)  # fmt: skip
UNDERWAY = Rule(
    "W603", W, "上一个还没有做完", "上一个按钮还在做，这一次没有开始。",
    "等它做完再点；等了很久的，关闭工作簿再打开。",
)  # fmt: skip
FILE_GONE = Rule(
    "W604", E, "找不到文件", "找不到“{name}”，可能已被移走或改名。",
    "核对文件名和所在的文件夹，再做一次。",
)  # fmt: skip
PATH_TOO_LONG = Rule(
    "W605", E, "文件夹太深", "“{name}”所在的文件夹太深或名字太长，写不下去。",
    "把整个台账文件夹移到浅一些的地方，如 D 盘下面。",
)  # fmt: skip
DISK_FULL = Rule(
    "W606", E, "磁盘满了", "磁盘满了或超过了配额，“{name}”没有写进去。",
    "删去不用的文件，腾出地方再做一次。",
)  # fmt: skip
FOLDER_READ_ONLY = Rule(
    "W607", E, "文件夹是只读的", "“{name}”所在的文件夹是只读的，写不进去。",
    "把整个台账文件夹移到能写的地方，再做一次。",
)  # fmt: skip
FOLDER_LOST = Rule(
    "W608", E, "文件夹连不上", "“{name}”所在的共享文件夹或磁盘连不上。",
    "核对网络和磁盘，能打开文件夹后再做一次。",
)  # fmt: skip
OUT_OF_MEMORY = Rule(
    "W609", E, "内存不够", "这台电脑的内存不够，没有做完。", "关闭别的程序，再做一次。"
)
CHANGED_MEANWHILE = Rule(
    "W610", E, "台账被别人改了", "做的时候“{name}”被别人存过，没有覆盖。",
    "再做一次，会从新存的那份做起。",
)  # fmt: skip
LEDGER_HELD = Rule(
    "W611", E, "工作簿打不开", "“{name}”打不开，正被别的程序占用或没有权限。",
    "关闭正在用它的程序，核对有没有权限，再做一次。",
)  # fmt: skip
HELD = Rule(
    "W612", E, "文件正被占着", "“{name}”正被{holder}占着，新的一份存成了“{kept}”。",
    "关闭“{name}”再做一次；“{kept}”核对后可以删去。",
)  # fmt: skip
NOTHING_DROPPED = Rule(
    "W613", W, "没有文件", "拖进来的文件夹里没有文件。", "核对是不是选错了文件夹，再拖一次。"
)
LEDGER_MISSING = Rule(
    "W614", E, "找不到台账", "这个文件夹里没有“{name}”。",
    "把“不开宏”放回台账旁边再打开；还没有台账的，请维护人员新建。",
)  # fmt: skip
COMMAND_UNKNOWN = Rule(
    "W621", E, "没有这个命令", "没有“{found}”这个命令（相近的有：{near}）。",
    "输入“{how}”看有哪些命令。",
)  # fmt: skip
OPTION_UNKNOWN = Rule(
    "W622", E, "没有这个选项", "“{found}”不是能用的选项（相近的有：{near}）。",
    "输入“{how}”看写法。",
)  # fmt: skip
ARGUMENT_MISSING = Rule("W623", E, "少写了一样", "没有写“{name}”。", "补上它；输入“{how}”看写法。")
VALUE_UNFIT = Rule("W624", E, "写法不对", "“{name}”的写法不对。", "改正它；输入“{how}”看写法。")
WORDS_LEFT = Rule("W625", E, "多写了", "“{found}”用不上。", "去掉它；输入“{how}”看写法。")
CODE_UNKNOWN = Rule(
    "W626", E, "没有这个代码", "没有“{found}”这个代码。", "不写代码再做一次，看有哪些代码。"
)

YEAR_EMPTY = Rule(
    "W640", E, "这一年没有记录", "台账里没有{year}年已经报完的记录，没有可归档的。",
    "核对年份；本期的记录要等换了期次再归档。",
)  # fmt: skip
YEAR_CONFLICTS = Rule(
    "W641", E, "还有冲突没有裁决", "{year}年还有{count}处冲突没有裁决，没有归档。",
    "在“冲突裁决”里逐条选好，点“应用裁决”，再归档。",
)  # fmt: skip
YEAR_CLAIMS = Rule(
    "W642", E, "还有行没有认领", "{year}年还有{count}行没有认领，没有归档。",
    "在“待认领”的“认领为”里填任务编号，不要的填“无”，再归档。",
)  # fmt: skip
YEAR_NOT_CLOSED = Rule(
    "W643", E, "这一年没有归档", "{year}年没有归档，没有可取回的。", "核对年份，再做一次。"
)
ARCHIVE_GONE = Rule(
    "W644", E, "找不到归档文件", "“归档”里没有“{name}”，{year}年的记录在它里面。",
    "把“{name}”放回“归档”文件夹，再做一次。",
)  # fmt: skip
PERIOD_ARCHIVED = Rule(
    "W645", E, "这一期已经归档", "{period}已随{year}年归档，记录不在台账里，没有做。",
    "核对期次；要补报这一期的，在“变更日志”{year}年归档那一行的“已撤销”里写“撤”，点“撤销上次”取回，再做一次。",
)  # fmt: skip
ARCHIVE_NOT_UNDONE = Rule(
    "W646", E, "取回不能撤销", "上一个作业是取回{year}年的归档，没有可撤销的格子。",
    "要再归档的，点“年度归档”；要撤销更早的作业，在“变更日志”那个作业的“已撤销”里写“撤”，再点一次。",
)  # fmt: skip
JOB_ARCHIVED = Rule(
    "W647", E, "作业已经归档", "作业“{job}”的记录已随年度归档，不能撤销。",
    "先取回那一年：在“变更日志”归档那一行的“已撤销”里写“撤”，点“撤销上次”；再撤销这一个。",
)  # fmt: skip
YEARS_TO_CLOSE = Rule(
    "W648", N, "往年的记录还在台账里", "{years}年的{count}行报送记录还在台账里，越多越慢。",
    "点“年度归档”移到“归档”文件夹，灯色、期数照旧，随时可以取回。",
)  # fmt: skip

# W67, backups
BACKUPS_THINNED = Rule(
    "W670", N, "清了旧备份", "按“参数设置”的规则清掉{count}份旧备份，还有{left}份。",
    "想多留几天，改“参数设置”里“备份”开头的几行。",
)  # fmt: skip
BACKUPS_HELD = Rule(
    "W671", W, "旧备份删不掉", "有{count}份旧备份没有删掉，可能正开着。",
    "关闭它们；下一次作业会再清。",
)  # fmt: skip
BACKUP_RULE_UNREADABLE = Rule(
    "W672", W, "备份规则读不出", "“{name}”填的“{found}”不是数，旧备份没有清。",
    "在“参数设置”里改成一个数，如30。",
)  # fmt: skip

# W68, templates of the office
TEMPLATE_UNFIT = Rule(
    "W680", W, "自己的模板用不了", "“{name}”用不了：{why}。这次用的是自带的。",
    "照说的改好它，再做一次；不要自己的版式，就删掉它。",
)  # fmt: skip
TEMPLATE_DECISIVE = Rule(
    "W681", E, "自己的报送表版式用不了", "“{name}”用不了：{why}。这一步没有做。",
    "照说的改好它再做；下发和汇总要用同一个版式，不能拿自带的顶替。",
)  # fmt: skip


# W7, papers after a save, and several at once
PAPER_OWED = Rule(
    "W700", E, "台账已存好，这一份没写成", "台账已经存好，“{name}”没有写成，可能正开着。",
    "关闭这个文件，再点一次“一键汇总”，缺的会补上。",
)  # fmt: skip
LEDGER_LOCKED = Rule(
    "W720", W, "台账正被别的作业使用", "“{name}”正被{owner}使用，这一次没有开始。",
    "等那边做完再做；那台电脑已经关机的，删掉旁边的“{lock}”再做。",
)  # fmt: skip

# W8, the installation
TARGET_UNKNOWN = Rule(
    "W801", E, "不认识的机型", "不认识的机型“{found}”。",
    "写成下面几个之一：{known}。",
)  # fmt: skip
COMPONENT_MISSING = Rule(
    "W802", E, "组件没有取到", "安装包要的组件{name}没有取到。",
    "确认这台电脑能联网取组件，再运行一次；能联网还是取不到，是它没有做给这种机型，换一种机型。",
)  # fmt: skip
NOT_TRUSTED = Rule(
    "W803", W, "没有登记受信任位置", "这台电脑不让登记受信任位置，宏可能被拦住。",
    "打开工作簿时点“启用内容”；还是不行就用旁边的“不开宏.bat”，或请信息中心放行。",
)  # fmt: skip
COMPONENT_ALTERED = Rule(
    "W804", E, "组件不是原样", "组件“{name}”和锁定清单里的不是同一个文件。",
    "删掉“组件”文件夹，换一个可靠的网络再做一次安装包。",
)  # fmt: skip
MANUAL_NOT_PRINTED = Rule(
    "W810", N, "手册没有出PDF", "没有LibreOffice，“{name}”没有出PDF。",
    "用Word打开它，另存为PDF即可。",
)  # fmt: skip
MANUAL_UNTITLED = Rule(
    "W811", W, "手册没有书名", "“{name}”里没有书名。", "在第一行写“# ”和书名，再做一次。"
)
MANUAL_PICTURE = Rule(
    "W812", W, "手册的图找不到", "“{name}”第{line}行要的图“{found}”没有，这一处空着。",
    "核对图的名字，或删掉这一行，再做一次。",
)  # fmt: skip
MANUAL_TABLE = Rule(
    "W813", W, "手册的表不齐", "“{name}”第{line}行起的表，各行格数不一样，没有印出来。",
    "每行用“|”隔成一样多的格，再做一次。",
)  # fmt: skip
LOCK_LEFT = Rule(
    "W820", W, "留下了占用标记", "台账旁边留着“{name}”，关了的台账也会被当成正开着。",
    "确认没有人开着台账，点“修复环境”，或把它删掉。",
)  # fmt: skip
LOCK_REMOVED = Rule("W821", N, "占用标记清掉了", "留下的“{name}”已经清掉。", "不用处理。")
FOLDER_IN_CLOUD = Rule(
    "W823", W, "台账在同步文件夹里", "台账在“{name}”的同步文件夹里，两边同时存会多出冲突副本。",
    "关掉台账，把整个文件夹移到本机硬盘上别的地方。",
)  # fmt: skip
SYNC_COPY = Rule(
    "W824", W, "台账有冲突副本", "台账旁边有同步软件留下的冲突副本“{name}”，两份可能各有各的改动。",
    "打开两份核对，把副本里多出的改动补进台账，再把副本移走。",
)  # fmt: skip
FOLDER_UNTRUSTED = Rule(
    "W825", N, "没有登记受信任位置", "台账的文件夹不是受信任位置，每次打开都要点“启用内容”。",
    "点“修复环境”登记，或不管它。",
)  # fmt: skip
FOLDER_TRUSTED = Rule(
    "W826",
    N,
    "受信任位置登记了",
    "台账的文件夹已登记为受信任位置。",
    "重新打开台账，宏就不再被拦。",
)
FILES_UNBLOCKED = Rule(
    "W827", N, "文件解除锁定了", "{count}个文件的“来自网络”标记已去掉。", "不用处理。"
)
INTERPRETER_SET = Rule(
    "W828", N, "程序位置改对了", "工作簿里记的程序位置已改成现在这个程序。", "不用处理。"
)
COMPONENT_PUT_IN = Rule(
    "W829", N, "组件补上了", "组件{name}已从“组件”文件夹装上（{version}）。",
    "再点一次“环境自检”看结果。",
)  # fmt: skip
MACROS_FORBIDDEN = Rule(
    "W830", W, "这台电脑不让运行宏", "这台电脑的设置不让Excel运行宏，按钮点了没有反应。",
    "点“修复环境”登记受信任位置；还是这一句，就用“不开宏.bat”，或请信息中心放行。",
)  # fmt: skip
PROGRAM_SMALL = Rule(
    "W831", W, "程序是32位的", "装的程序是32位的，台账大了内存会不够。",
    "请信息中心先卸掉它，用64位的安装程序再装一遍。",
)  # fmt: skip
EXCEL_SMALL = Rule(
    "W832", N, "Excel是32位的", "Excel是32位的，程序是64位的，两边照样能用。", "不用处理。"
)
