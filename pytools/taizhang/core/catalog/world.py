"""W: sentences about files and the machine. W1 the launcher in the workbook."""

from taizhang.core.issues import Rule, Severity

NOT_SAVED = Rule(
    "W101", Severity.ERROR, "工作簿还没有保存", "这个工作簿还没有存到电脑上。",
    "点“文件—另存为”，存到本机的文件夹里，再点一次按钮。",
)  # fmt: skip
IN_CLOUD = Rule(
    "W102", Severity.ERROR, "工作簿在网盘上", "这个工作簿是从网盘地址打开的，程序找不到它。",
    "另存到本机硬盘的文件夹里，再从那里打开。",
)  # fmt: skip
READ_ONLY = Rule(
    "W103", Severity.ERROR, "工作簿是只读的", "这个工作簿是只读打开的，结果存不下来。",
    "关闭别的窗口或别人打开的同一份文件，再重新打开。",
)  # fmt: skip
PROGRAM_MISSING = Rule(
    "W104", Severity.ERROR, "找不到程序", "找不到程序，它已被移走或还没有装好。",
    "请信息中心重新安装；装在别处的，改隐藏的配置表里的位置。",
)  # fmt: skip
EXCEL_BUSY = Rule(
    "W105", Severity.WARNING, "正在编辑单元格", "有一个单元格正在编辑，按钮暂时不能用。",
    "按回车结束输入，再点一次按钮。",
)  # fmt: skip
PATH_SIGN = Rule(
    "W106", Severity.ERROR, "文件夹名里有百分号", "工作簿的文件夹名或文件名里有“%”，程序无法启动。",
    "把“%”从名字里去掉，再重新打开工作簿。",
)  # fmt: skip
NOT_STARTED = Rule(
    "W107", Severity.ERROR, "程序没有启动", "程序没有启动成功，台账没有改动。",
    "再点一次；仍然不行，点“环境自检”或联系信息中心。",
)  # fmt: skip
