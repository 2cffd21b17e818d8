"""Run a command and write the processor seconds that it took: cost.py FILE SERVER COMMAND…

wine's programs are children of nobody, so this process takes them over when their parents end (a
subreaper, Linux only); SERVER is the process id of the wineserver that works for them all.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def _of_server(pid: str) -> float:
    """The seconds that a running process has had; 0 where it is none."""
    try:
        fields = Path("/proc", pid, "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait(process: "subprocess.Popen[bytes]") -> int:
    """Take over and bury every child until the command itself has ended."""
    while True:
        pid, status = os.waitpid(-1, 0)
        if pid == process.pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode


def _bury() -> None:
    """Those that have ended meanwhile."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def main(file: Path, server: str, command: list[str]) -> int:
    """The command's own code."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = _of_server(server)
    process = subprocess.Popen(command)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = _wait(process)
    _bury()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime + _of_server(server) - before
    file.write_text(f"{seconds:.0f}\n", "utf-8")
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]))
