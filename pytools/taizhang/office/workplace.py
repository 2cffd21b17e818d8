"""The working folder that `init` makes: what lies where."""

from dataclasses import dataclass
from pathlib import Path

MASTER = "督查台账.xlsm"
SENT, INBOX, RETURNED = "下发", "收件", "退回"
CHARTS, BULLETINS, BACKUPS = "挂图", "通报", "备份"
ARCHIVES = "归档"  # made by the first year that is closed
FOLDERS = (SENT, INBOX, RETURNED, CHARTS, BULLETINS, BACKUPS)


@dataclass(frozen=True, slots=True)
class Workplace:
    """The working folder that `init` made; every job keeps to it."""

    root: Path

    def folder(self, room: str, period: str = "") -> Path:
        """A folder of it, made when missing."""
        path = self.root / room / period
        path.mkdir(parents=True, exist_ok=True)
        return path
