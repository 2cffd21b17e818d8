"""On the Windows PC: the menu without macros, driven as by hand, in folders named as offices name them.

inside_menu.py FOLDER, a working folder that `init` made; prints one JSON object a name and one a
file that is dropped on the menu.
"""

import json
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.windows.desktop import start_desktop

NAMES = (
    "督查台账", "有 空 格", "甲(乙)", "[2022]", "督查&督办", "重要!急", "尖^角", "单'引号",
    "分;号,逗号=等", "全角（县）＆％", "波浪~#@$", "末尾 & (1)", "深" * 60,
)  # fmt: skip
# & and ^ in a name without blanks reach the .bat in %CMDCMDLINE% alone, which wine's cmd leaves empty:
# tests/actions/test_menu.py reads such a line
DROPPED = ("任务清单.csv", "任务 清单 (1).csv", "甲 & 乙！!.csv")
LIST = "任务名称,牵头单位,完成时限\n修缮{name}档案馆,县财政局,2022年9月30日\n"
MENU = "不开宏.bat"
SECONDS = 1200  # a hang, not a measure of speed: a busy machine takes minutes


def drive(menu: Path, command: str) -> tuple[int | None, str]:
    """Open the menu, choose the command by its number, go back, leave."""
    process = subprocess.Popen(
        f'cmd.exe /c ""{menu}" "', cwd="C:\\",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    heard = bytearray()
    listener = threading.Thread(target=_listen, args=(process, heard), daemon=True)
    listener.start()
    end = time.monotonic() + SECONDS
    shown = _wait(process, heard, 0, r"退出", end)
    number = re.search(rf"(\d+)\D{{0,4}}{command}", shown)
    chosen = number.group(1) if number else "0"
    _say(process, f"{chosen}\r\n")
    _wait(process, heard, len(heard), r"继续|任意键|Press any key", end)
    _say(process, "\r\n")
    _wait(process, heard, len(heard), r"退出", end)
    _say(process, "0\r\n")
    try:
        code = process.wait(max(1.0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        code = None
    listener.join(5)
    return code, _text(heard)


def dropped(menu: Path, file: Path) -> tuple[int, str]:
    """Drop a file on the menu: Explorer's line, with quotes only where the name has a blank."""
    name = f'"{file}"' if " " in str(file) else str(file)
    done = subprocess.run(
        f'cmd.exe /c ""{menu}" {name}"', cwd="C:\\", stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS, check=False,
    )  # fmt: skip
    return done.returncode, _text(done.stdout)


def _listen(process: "subprocess.Popen[bytes]", heard: bytearray) -> None:
    assert process.stdout is not None
    while block := process.stdout.read1(4096):  # type: ignore[attr-defined]  # a BufferedReader
        heard.extend(block)


def _wait(
    process: "subprocess.Popen[bytes]", heard: bytearray, seen: int, wanted: str, end: float
) -> str:
    while time.monotonic() < end and process.poll() is None:
        if re.search(wanted, _text(heard[seen:])):
            break
        time.sleep(0.05)
    return _text(heard[seen:])


def _say(process: "subprocess.Popen[bytes]", keys: str) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(keys.encode())
        process.stdin.flush()
    except OSError:
        pass  # it has ended: what it said tells


def _text(heard: bytes | bytearray) -> str:
    """The menu speaks the console's code page, the program UTF-8."""
    return "\n".join(_line(line) for line in bytes(heard).splitlines())


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("gbk", "replace")


def _tell(**row: object) -> None:
    sys.stdout.buffer.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
    sys.stdout.flush()


if __name__ == "__main__":
    start_desktop()
    first = Path(sys.argv[1])
    for file in DROPPED:
        path = first.parent / file
        path.write_text(LIST.format(name=path.stem), "gb18030")
        left, said = dropped(first / MENU, path)
        _tell(file=file, code=left, told=said[-1500:])
    for name in NAMES:
        folder = first.parent / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(first, folder)
        ended, told = drive(folder / MENU, "环境自检")
        shutil.rmtree(folder, ignore_errors=True)
        _tell(name=name, code=ended, checked="可以使用" in told, told=told[-1500:])
