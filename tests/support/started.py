"""A Python of its own for a piece of code, without paying for pandas and xlwings each time.

Where processes can be forked, one waits that has imported those two, and nothing of ours: each
piece runs in a child of it, which then differs from a fresh Python in nothing that the product does.
"""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

_WAITING = """
import json, os, sys
import pandas, xlwings
for line in sys.stdin:
    wanted = json.loads(line)
    child = os.fork()
    if not child:
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
else:
    os._exit(0)
os.chdir(wanted["cwd"])
os.environ.clear()
os.environ.update(wanted["env"])
for at, name in enumerate((os.devnull, *wanted["files"])):
    os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), at)
names = {"__name__": "__main__", "__builtins__": __builtins__}
code = compile(wanted["code"], "<string>", "exec")
del line, wanted, child, at, name
exec(code, names)
"""


def run_python(code: str, *, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What `python -B -c code` in that folder, with these variables, ends with and says."""
    if not hasattr(os, "fork"):
        return subprocess.run(
            [sys.executable, "-B", "-c", code],
            cwd=cwd, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
    waiting = _waiting(env.get("PYTHONPATH", ""))
    assert waiting.stdin
    assert waiting.stdout
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("out", "err")]
        wanted = {"code": code, "cwd": str(cwd), "env": {**env}, "files": [*map(str, files)]}
        waiting.stdin.write(json.dumps(wanted) + "\n")
        waiting.stdin.flush()
        ended = int(waiting.stdout.readline())
        out, err = (path.read_text("utf-8") for path in files)
    return subprocess.CompletedProcess([sys.executable, "-c", code], ended, out, err)


@cache
def _waiting(path: str) -> "subprocess.Popen[str]":
    """The process that waits, one for the whole run; `path` is its PYTHONPATH."""
    started = subprocess.Popen(
        [sys.executable, "-B", "-c", _WAITING],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": path},
    )  # fmt: skip
    atexit.register(_end, started)
    return started


def _end(started: "subprocess.Popen[str]") -> None:
    assert started.stdin
    started.stdin.close()
    started.wait()
