"""Write down what Excel writes: python -m tests.support.excel_wrote FOLDER…

FOLDERs hold workbooks of any origin; those that Excel itself saved are looked at. No content is
kept, only which elements and attributes there are, and in which order.
"""

import sys
from pathlib import Path

from tests.support.written import SUBJECTS, Written, gather

RECORD = Path(__file__).parents[1] / "data" / "excel"
ENDINGS = frozenset({".xlsx", ".xlsm", ".xlam"})


def read_facts(subject: str) -> frozenset[str]:
    """The facts on record."""
    lines = (RECORD / f"{subject}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _record(written: Written, count: int) -> None:
    RECORD.mkdir(exist_ok=True)
    for subject in SUBJECTS:
        lines = [
            f"# {subject.name} in {count} workbooks that Excel saved",
            *written.facts(subject.name),
        ]
        if len(lines) > 1:
            (RECORD / f"{subject.name}.txt").write_text("\n".join([*lines, ""]), "utf-8")


if __name__ == "__main__":
    books = [p for f in sys.argv[1:] for p in sorted(Path(f).rglob("*")) if p.suffix in ENDINGS]
    _record(*gather(books))
