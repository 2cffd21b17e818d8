"""What a click pays before a button's own first line, against a bare `import xlwings`.

python -m tests.bench.click
"""

import statistics
import subprocess
import sys
import time

RUNS = 11
BARE = "import xlwings"
CLICK = "import taizhang.buttons"  # RunPython's command up to the call
BUTTONS = ("load", "distribute", "merge", "judge", "chart", "undo", "selfcheck")


def seconds(code: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-B", "-c", code], check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Run both in turn, so that a slow moment of the machine hits both."""
    for code in (BARE, CLICK):
        seconds(code)
    pairs = [(seconds(BARE), seconds(CLICK)) for _ in range(RUNS)]
    bare, click = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"{'import xlwings':<28}{bare:8.3f} s")
    print(f"{'import taizhang.buttons':<28}{click:8.3f} s")
    print(f"{'ratio (median of pairs)':<28}{ratio:8.3f}")


if __name__ == "__main__":
    main()
