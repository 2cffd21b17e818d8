"""On the Windows PC: the line that xlwings.bas hands to WScript.Run, in folders as offices name them.

inside_click.py; prints one JSON object a folder name: whether Python started, whether every
argument arrived, whether the workbook's path did.
"""

import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

NAMES = (
    "plain", "督查台账", "有 空 格", "甲(乙)", "[2022]", "督查&督办", "a&b & c", "重要!急", "单'引号",
    "全角（县）＆％", "~#@$`+", "深" * 60, "2022年(1-6月)&'重点'!", "tab\\new\\u0041",
)  # fmt: skip
BASE = Path(r"C:\lab\click")
PROBE = BASE / "probe.json"
COMMAND = (
    "import sys,json;open(r'C:\\lab\\click\\probe.json','w',encoding='utf-8')"
    ".write(json.dumps([sys.argv,sys.orig_argv[3]],ensure_ascii=False))"
)
OFFICE = r"C:\Program Files\Microsoft Office\root\Office16\Microsoft Excel"


def line(book: str) -> str:
    """What xlwings.bas 0.37 makes of RunPython, for a workbook at that path."""
    search = f"False;{book};{book};;;;".replace("&", "^&").replace("\\", "\\\\")
    program = sys.executable
    home = program.rpartition("\\")[0]
    run = (
        f'"{program}" -B -c "import xlwings.utils;'
        f'xlwings.utils.prepare_sys_path(\\"{search}\\"); {COMMAND}" '
    )
    name = book.rpartition("\\")[2]
    rest = f' --wb="{name}" --from_xl=1 --app="{OFFICE}" --hwnd="12345" 2> "{BASE}\\xlwings-{uuid4()}.log" '
    return f'cmd.exe /C {program[:2]} & cd "{home}" & {run}{rest}'


def clicked(name: str) -> dict[str, object]:
    """Run the line for a workbook in that folder and say what arrived."""
    book = rf"D:\{name}\督查台账.xlsm"
    PROBE.unlink(missing_ok=True)
    subprocess.run(line(book), stdin=subprocess.DEVNULL, cwd="C:\\", check=False)
    if not PROBE.exists():
        return {"name": name, "ran": False}
    arguments, code = json.loads(PROBE.read_text("utf-8"))
    search = code.partition('prepare_sys_path("')[2].partition('")')[0]
    path = search.replace("\\\\", "\\").split(";")[1:2]
    return {"name": name, "ran": True, "arguments": arguments, "same_path": path == [book]}


if __name__ == "__main__":
    BASE.mkdir(parents=True, exist_ok=True)
    for each in NAMES:
        row = json.dumps(clicked(each), ensure_ascii=False)
        sys.stdout.buffer.write((row + "\n").encode())
